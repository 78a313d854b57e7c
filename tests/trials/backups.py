#!/usr/bin/env python3
"""Backups are made while others write, and each one verifies; a restore gives back what the backup held.

Short: 8 backups during 2 writers, 4 restores. Full: 100 backups during 4 writers, 50 restores."""
import contextlib
import hashlib
import json
import os
import sqlite3
import stat
import threading

import common

given = common.arguments(__doc__, backups=(8, 100), writers=(2, 4), restores=(4, 50))
verdict = common.Verdict("backups")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def dump(path):
    """Every table of a database as one digest, read without infog."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
        return hashlib.sha256("\n".join(raw.iterdump()).encode()).hexdigest()


def write(desk, over, lock):
    while not over.is_set():
        code, _, err = desk.run("ticket", "open", "Panne", "--client", "ried")
        with lock:
            verdict.add("written")
            if code != 0:
                verdict.fault("error", f"ticket open ended with {code}: {err[:200]}")


def back_up(desk, target):
    """One backup, held against what infog said of it."""
    code, out, err = desk.run("backup", target, "--json")
    if code != 0:
        return verdict.fault("error", f"backup ended with {code}: {err[:200]}")
    said = json.loads(out)
    verdict.add("backups")
    if (said["bytes"], said["sha256"]) != (os.path.getsize(target), digest(target)):
        verdict.fault("untrue", f"{target} is not what was said of it: {said}")
    if stat.S_IMODE(os.stat(target).st_mode) != 0o600:
        verdict.fault("open", f"{target} can be read by others")
    code, out, err = desk.run("verify", "--expect", said["head"], db=target)
    if code != 0:
        verdict.fault("unsound", f"{target}: {(out + err)[:300]}")


def during_writers():
    with common.Desk(given.infog).ready(tickets=200) as desk:
        over, lock = threading.Event(), threading.Lock()
        writers = [threading.Thread(target=write, args=(desk, over, lock)) for _ in range(given.writers)]
        for thread in writers:
            thread.start()
        for round_ in range(given.backups):
            back_up(desk, os.path.join(desk.folder, f"copy-{round_}.db"))
        over.set()
        for thread in writers:
            thread.join()
        if desk.sound():
            verdict.fault("unsound", desk.sound())


def restores():
    """A backup, a change, a restore: as it was, and what was there stands beside it."""
    with common.Desk(given.infog).ready(tickets=50) as desk:
        backup = os.path.join(desk.folder, "copy.db")
        for round_ in range(given.restores):
            desk.must("backup", backup, "--force")
            held = dump(backup)
            desk.must("client", "add", f"later-{round_}", "--name", "Later")
            later, beside = dump(desk.db), set(os.listdir(desk.data))
            desk.must("restore", backup, "--force")
            verdict.add("restored")
            if dump(desk.db) != held:
                verdict.fault("differs", f"restore {round_}")
            aside = [os.path.join(desk.data, name) for name in set(os.listdir(desk.data)) - beside if ".before-restore" in name]
            if [dump(path) for path in aside] != [later]:
                verdict.fault("lost", f"restore {round_}: what was there is not in {aside}")


during_writers()
restores()
verdict.end("error", "untrue", "open", "unsound", "differs", "lost")
