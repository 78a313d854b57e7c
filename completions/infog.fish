complete --keep-order --exclusive --command infog --arguments "(COMPLETE=fish infog -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
