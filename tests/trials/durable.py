#!/usr/bin/env python3
"""What infog says is done is on the disk: after its last write to the database a sync, and only then the answer.

Another process holds the file open, so that closing it syncs nothing by itself. Needs `strace`; without it, or where
the system does not let a process be traced, the trial says so and tries nothing.

Short: 5 commands of each kind. Full: 50."""
import os
import re
import shutil
import sqlite3
import subprocess

import common

given = common.arguments(__doc__, rounds=(5, 50))
verdict = common.Verdict("durable")
CALLS = "openat,write,pwrite64,fsync,fdatasync,close"


def traced(desk, words):
    """The calls of one command, in their order."""
    log = os.path.join(desk.folder, "calls")
    done = subprocess.run(["strace", "-f", "-y", "-e", "trace=" + CALLS, "-o", log, given.infog, *words],
                          env=desk.environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    if done.returncode != 0:
        verdict.fault("error", f"{words} ended with {done.returncode}: {done.stderr[:200]}")
    with open(log, encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def judge(desk, words):
    """A sync stands between the last page written before the answer and the answer."""
    wrote = synced = answered = False
    for line in traced(desk, words):
        page = re.search(r"\bp?write(64)?\(\d+<" + re.escape(desk.db), line)
        if re.search(r"\bwrite\(1<", line) and not answered:
            answered = True
            verdict.add("answers")
            if not wrote:
                verdict.fault("unwritten", f"{words} answered before it wrote")
            elif not synced:
                verdict.fault("unsynced", f"{words} answered before what it wrote was on the disk")
        elif page and not answered:
            wrote, synced = True, False
        elif re.search(r"\bf(data)?sync\(\d+<" + re.escape(desk.db), line):
            synced = True
    if not answered:
        verdict.fault("error", f"{words} answered nothing")


def may_trace():
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True).returncode == 0


if not may_trace():
    print("durable: tried=0, strace is missing or not allowed here")
else:
    with common.Desk(given.infog).ready() as desk:
        holder = sqlite3.connect(desk.db)
        holder.execute("SELECT count(*) FROM client").fetchone()
        for round_ in range(1, given.rounds + 1):
            judge(desk, ["ticket", "open", "Panne", "--client", "ried"])
            judge(desk, ["ticket", "note", str(round_), "Vu"])
            judge(desk, ["client", "add", f"lys-{round_}", "--name", "Lys"])
        holder.close()
    verdict.end("error", "unwritten", "unsynced")
