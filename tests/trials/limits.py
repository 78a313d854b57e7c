#!/usr/bin/env python3
"""A disk that is full, played by a limit on the size of files at many sizes: the message names the cause, the exit
code is 6, the file stays sound, and the next write works.

Short: 8 sizes. Full: 40."""
import os
import resource
import shutil
import signal

import common

given = common.arguments(__doc__, sizes=(8, 40), rows=(1000, 3000))
verdict = common.Verdict("limits")

with common.Desk(given.infog).ready(tickets=50) as desk:
    kept = os.path.join(desk.folder, "kept.db")
    shutil.copy(desk.db, kept)
    file = os.path.join(desk.folder, "parc.csv")
    open(file, "wb").write(common.machines(given.rows, 1000))
    base = os.path.getsize(kept)
    desk.must("asset", "import", file)
    whole = os.path.getsize(desk.db)
    for number in range(given.sizes):
        size = base * number // given.sizes + (whole - base) * number // (2 * given.sizes)

        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        for words in (["asset", "import", file], ["backup", os.path.join(desk.folder, f"copy-{number}.db")]):
            for name in os.listdir(desk.data):
                os.remove(os.path.join(desk.data, name))
            shutil.copy(kept, desk.db)
            os.chmod(desk.db, 0o600)
            before = desk.count("event")
            code, _, err = desk.run(*words, preexec_fn=limited)
            story = f"{size} bytes, {words[0]}: exit {code}: {err[:300]}"
            if common.crashed(code, err):
                verdict.fault("panic", story)
            elif code == 0:
                verdict.add("fitted")
            elif code == 6 and b"no space" in err:
                verdict.add("told")
            else:
                verdict.fault("untold", story)
            if code != 0 and desk.count("event") != before:
                verdict.fault("partial", story)
            if words[0] == "backup" and code != 0 and os.path.exists(words[1]):
                verdict.fault("partial", f"{story}: the backup has its name")
            if desk.sound():
                verdict.fault("unsound", f"{story}: {desk.sound()}")
            if desk.run("client", "add", "lys", "--name", "Lys")[0] != 0:
                verdict.fault("stuck", story)
verdict.end("panic", "untold", "partial", "unsound", "stuck")
