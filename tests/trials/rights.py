#!/usr/bin/env python3
"""Rights on file and folder, as an ordinary user: root may do everything, so that the trial becomes `nobody` first.
Every combination of six modes of the folder and six of the file, for a reader and a writer: it works, or exit 6 (5 where
the file cannot be seen) with the reason, and not a byte of the database changes.

Short and full are the same."""
import os
import shutil
import stat
import sys
import tempfile

import common

given = common.arguments(__doc__)
verdict = common.Verdict("rights")
if os.geteuid() == 0:
    # The binary may lie where nobody else may go.
    shared = tempfile.mkdtemp(prefix="infog-rights-")
    os.chmod(shared, 0o755)
    binary = shutil.copy(given.infog, os.path.join(shared, "infog"))
    os.chmod(binary, 0o755)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        shutil.rmtree(shared)
        sys.exit(os.waitstatus_to_exitcode(status))
    os.setgid(65534)
    os.setuid(65534)
    os.chdir("/")
    given.infog = binary

FOLDERS = (0o700, 0o500, 0o300, 0o100, 0o600, 0o000)
FILES = (0o600, 0o400, 0o200, 0o000, 0o640, 0o606)
with common.Desk(given.infog).ready() as desk:
    sound = open(desk.db, "rb").read()
    for folder in FOLDERS:
        for mode in FILES:
            for words, writes in ((["client", "list"], False), (["client", "add", "lys", "--name", "Lys"], True)):
                os.chmod(desk.data, 0o700)
                for name in os.listdir(desk.data):
                    os.remove(os.path.join(desk.data, name))
                with open(desk.db, "wb") as file:
                    file.write(sound)
                os.chmod(desk.db, mode)
                os.chmod(desk.data, folder)
                code, out, err = desk.run(*words)
                os.chmod(desk.data, 0o700)
                os.chmod(desk.db, 0o600)
                story = f"folder {folder:03o}, file {mode:03o}, {' '.join(words[:2])}: exit {code}: {err[:200]}"
                if common.crashed(code, err):
                    verdict.fault("panic", story)
                elif code == 0:
                    verdict.add("worked")
                elif code in (5, 6) and b"infog.db" in err:
                    verdict.add("told")
                else:
                    verdict.fault("untold", story)
                if code != 0 or not writes:
                    same = open(desk.db, "rb").read() == sound or (code == 0 and not desk.sound())
                    if not same:
                        verdict.fault("changed", story)
                if code == 0 and mode & stat.S_IWUSR == 0 and writes:
                    verdict.fault("untold", f"{story}: it wrote a file that is read-only")
                if code == 0 and mode == 0o606:
                    verdict.fault("untold", f"{story}: everybody may write that file")
verdict.end("panic", "untold", "changed")
