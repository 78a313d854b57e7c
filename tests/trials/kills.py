#!/usr/bin/env python3
"""Kills infog at random instants while it writes: a command happens whole or not at all, and what it said is done stays.

Short: 56 kills. Full: 700 (200 imports, 100 first inventories, 100 upgrades, 100 restores, 100 backups, 100 undos)."""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import common

given = common.arguments(__doc__, imports=(16, 200), firsts=(8, 100), upgrades=(8, 100), restores=(8, 100), backups=(8, 100), undos=(8, 100), rows=(2000, 5000))
verdict = common.Verdict("kills")
chance = random.Random(given.seed)


def killed(desk, words, limit, **more):
    """Starts infog and kills it after a random part of `limit` seconds. Whether it had ended by itself, and well."""
    process = desk.start(*words, **more)
    try:
        out, err = process.communicate(timeout=chance.uniform(0, limit))
        if process.returncode != 0:
            verdict.fault("error", f"{words} ended with {process.returncode}: {err[:200]}")
        verdict.add("finished")
        return True
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        verdict.add("killed")
        return b"created" in out or b"taken_back" in out  # it had said so before it died


def trial_run(desk, words, **more):
    since = time.monotonic()
    desk.must(*words, **more)
    return 1.1 * (time.monotonic() - since)


def check(desk, story):
    fault = desk.sound()
    if fault:
        verdict.fault("unsound", f"{story}: {fault}")


def imports():
    with common.Desk(given.infog).ready() as desk:
        file = os.path.join(desk.folder, "parc.csv")
        step, first = given.rows, 1000
        open(file, "wb").write(common.machines(step, first))
        limit = trial_run(desk, ["asset", "import", file])
        for round_ in range(given.imports):
            first += step
            open(file, "wb").write(common.machines(step, first))
            before = desk.count("asset")
            done = killed(desk, ["asset", "import", file], limit)
            after = desk.count("asset")
            if after not in (before, before + step):
                verdict.fault("partial", f"import {round_}: {before} became {after}")
            if done and after == before:
                verdict.fault("lost", f"import {round_} had said that it was done")
            check(desk, f"import {round_}")


def firsts():
    """The first inventory of a desk, which one thread reads and another writes."""
    with common.Desk(given.infog).ready(park=0) as desk:
        file, empty, step = os.path.join(desk.folder, "parc.csv"), os.path.join(desk.folder, "empty.db"), 3 * given.rows
        open(file, "wb").write(common.machines(step))
        shutil.copy(desk.db, empty)
        limit = trial_run(desk, ["asset", "import", file])
        for round_ in range(given.firsts):
            for name in os.listdir(desk.data):
                os.remove(os.path.join(desk.data, name))
            shutil.copy(empty, desk.db)
            done = killed(desk, ["asset", "import", file], limit)
            after = desk.count("asset")
            if after not in (0, step):
                verdict.fault("partial", f"first inventory {round_}: {after} of {step}")
            if done and after == 0:
                verdict.fault("lost", f"first inventory {round_} had said that it was done")
            check(desk, f"first inventory {round_}")


def upgrades():
    """The oldest schema that the history has had, filled and upgraded: old or new, never between."""
    folder = os.path.join(common.ROOT, "tests", "upgrades")
    oldest = sorted(name for name in os.listdir(folder) if name.endswith(".sql"))[0]
    with common.Desk(given.infog) as desk:
        old = os.path.join(desk.folder, "old.db")
        with sqlite3.connect(old) as raw:
            raw.executescript(open(os.path.join(folder, oldest), encoding="utf-8").read())
        raw.close()
        limit = None
        for round_ in range(given.upgrades + 1):
            for name in os.listdir(desk.data):
                os.remove(os.path.join(desk.data, name))
            shutil.copy(old, desk.db)
            os.chmod(desk.db, 0o600)
            if limit is None:
                limit = trial_run(desk, ["client", "list"])
                newest = schema(desk)
                check(desk, "the first upgrade")
                continue
            killed(desk, ["client", "list"], limit)
            if schema(desk) not in (1, newest):
                verdict.fault("partial", f"upgrade {round_}: schema {schema(desk)}")
            desk.must("client", "list")
            check(desk, f"upgrade {round_}")


def schema(desk):
    with sqlite3.connect(desk.db) as raw:
        return int(raw.execute("SELECT v FROM meta WHERE k = 'schema'").fetchone()[0])


def restores():
    with common.Desk(given.infog).ready(tickets=200) as desk:
        backup = os.path.join(desk.folder, "backup.db")
        desk.must("backup", backup)
        desk.must("client", "add", "lys", "--name", "Lys")
        later = desk.count("event")
        limit = trial_run(desk, ["restore", backup, "--force"])
        held = desk.count("event")
        for round_ in range(given.restores):
            killed(desk, ["restore", backup, "--force"], limit)
            if not os.path.exists(desk.db):
                verdict.fault("lost", f"restore {round_}: there is no database")
                desk.must("restore", backup)
            if desk.count("event") not in (held, later):
                verdict.fault("partial", f"restore {round_}: {desk.count('event')} events")
            check(desk, f"restore {round_}")


def backups():
    """No file ever has the final name unless it verifies."""
    with common.Desk(given.infog).ready(tickets=200) as desk:
        target = os.path.join(desk.folder, "copy.db")
        limit = trial_run(desk, ["backup", target])
        for round_ in range(given.backups):
            os.path.exists(target) and os.remove(target)
            done = killed(desk, ["backup", target], limit)
            if os.path.exists(target):
                fault = desk.sound(db=target)
                if fault:
                    verdict.fault("unsound", f"backup {round_}: {fault}")
            elif done:
                verdict.fault("lost", f"backup {round_} had said that it was done")
            check(desk, f"after backup {round_}")


def undos():
    """An import taken back and brought back in turn: all of it or nothing, and one change more or none."""
    with common.Desk(given.infog).ready() as desk:
        file = os.path.join(desk.folder, "parc.csv")
        open(file, "wb").write(common.machines(given.rows, 1000))
        without = desk.count("asset")
        desk.must("asset", "import", file)
        imported = desk.count("event")
        limit = trial_run(desk, ["undo", str(imported)])
        whole, empty = without + given.rows, without
        for round_ in range(given.undos):
            events, before = desk.count("event"), desk.count("asset")
            after = empty if before == whole else whole
            done = killed(desk, ["undo", str(events), "--json"], limit)
            found, grown = desk.count("asset"), desk.count("event") - events
            if (found, grown) not in ((before, 0), (after, 1)):
                verdict.fault("partial", f"undo {round_}: {before} became {found}, {grown} events")
            if done and grown == 0:
                verdict.fault("lost", f"undo {round_} had said that it was done")
            check(desk, f"undo {round_}")


imports()
firsts()
upgrades()
restores()
backups()
undos()
verdict.end("partial", "lost", "unsound", "error")
