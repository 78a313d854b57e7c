#!/usr/bin/env python3
"""Files too large to keep, given to `infog asset import`: each must be refused, in little memory.

    large.py BINARY [MIB]     a line of so many MiB, usually 1024

Prints one line a case: exit code, seconds, MiB at the peak, what was said. Exit code 1 where a case is not refused by
a message (exit code 1), takes more than 200 MiB, or changes the database.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time

MOST = 200
binary = os.path.abspath(sys.argv[1])
mib = int(sys.argv[2]) if len(sys.argv) > 2 else 1024


def long_line(out, quote=b""):
    out.write(b"tag,kind,label\nSRV-1,server," + quote)
    for _ in range(mib):
        out.write(b"x" * (1 << 20))
    out.write(quote + b"\n")


def million(out):
    out.write(b",".join(b"c%d" % n for n in range(1_000_000)) + b"\ntag,kind\n")


def wide_row(out):
    out.write(b"tag,kind\nSRV-1,server" + b"," * 1_000_000 + b"\n")


def zeros(out):
    out.write(b"tag,kind\n" + bytes(1 << 20))


CASES = {
    "a long line": long_line,
    "a long cell in quotes": lambda out: long_line(out, b'"'),
    "a million columns": million,
    "a row of a million cells": wide_row,
    "zeros": zeros,
}


def state(folder):
    return hashlib.sha256(open(os.path.join(folder, "infog.db"), "rb").read()).hexdigest()


def attempt(folder, file, piped):
    words = [binary, "--no-input", "asset", "import", "-" if piped else file, "--client", "ried"]
    began = time.monotonic()
    source = open(file, "rb")
    feeder = subprocess.Popen(["cat"], stdin=source, stdout=subprocess.PIPE) if piped else None
    child = subprocess.Popen(words, env=env, stdin=feeder.stdout if feeder else subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if feeder:
        feeder.stdout.close()
    said = child.stderr.read().decode(errors="replace").strip()
    _, status, used = os.wait4(child.pid, 0)
    if feeder:
        feeder.wait()
    return os.waitstatus_to_exitcode(status), time.monotonic() - began, used.ru_maxrss / 1024, said


failed = False
with tempfile.TemporaryDirectory() as folder:
    none = os.path.join(folder, "none")
    env = {"PATH": os.environ["PATH"], "HOME": none, "XDG_CONFIG_HOME": none, "XDG_DATA_HOME": none, "TZ": "UTC",
           "LC_ALL": "C.UTF-8", "INFOG_DB": os.path.join(folder, "infog.db")}
    for words in (["init", "-q"], ["client", "add", "ried", "--name", "Ried", "--zone", "Europe/Paris", "-q"]):
        subprocess.run([binary, "--no-input", *words], env=env, check=True, stdout=subprocess.DEVNULL)
    before = state(folder)
    for name, make in CASES.items():
        file = os.path.join(folder, "large.csv")
        with open(file, "wb") as out:
            make(out)
        for piped in (False, True):
            code, seconds, peak, said = attempt(folder, file, piped)
            sound = code == 1 and said and peak <= MOST and state(folder) == before
            failed |= not sound
            how = "from a pipe" if piped else "from a file"
            verdict = "refused" if sound else "WRONG"
            print(f"{verdict}: {name} {how}: exit {code}, {seconds:.1f} s, {peak:.0f} MiB: {said[:160]}", flush=True)
sys.exit(failed)
