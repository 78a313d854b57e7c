#!/usr/bin/env python3
"""A disk that is full at many sizes: the message names the cause, the exit code is 6, the file stays sound, and the next
write works. Played by a limit on the size of files, and as root by a small tmpfs that is filled but for some pages.

Short: 8 sizes. Full: 40."""
import os
import resource
import shutil
import signal
import sqlite3
import subprocess

import common

given = common.arguments(__doc__, sizes=(8, 40), rows=(3000, 3000))
verdict = common.Verdict("limits")
PAGE = 4096


def oldest(path):
    """A file of the oldest schema, as the history had it."""
    folder = os.path.join(common.ROOT, "tests", "upgrades")
    name = sorted(name for name in os.listdir(folder) if name.endswith(".sql"))[0]
    with sqlite3.connect(path) as raw:
        raw.executescript(open(os.path.join(folder, name), encoding="utf-8").read())
    raw.close()


class Place:
    """A folder in which the database lies, with little room."""

    def __init__(self, desk, kept, old, empty, file):
        self.desk, self.kept, self.old, self.empty, self.file = desk, kept, old, empty, file
        self.folder = desk.data

    def cases(self):
        copy = os.path.join(self.folder, "copy.db")
        yield "import", self.kept, ["asset", "import", self.file]
        yield "first inventory", self.empty, ["asset", "import", self.file]
        yield "ticket", self.kept, ["ticket", "open", "x" * 150, "--client", "ried", "--severity", "N1"]
        yield "backup", self.kept, ["backup", copy]
        yield "upgrade", self.old, ["client", "list"]
        yield "init", None, ["init", "--no-input"]

    def attempt(self, case, source, words, before=None, **limits):
        db = os.path.join(self.folder, "infog.db")
        for name in os.listdir(self.folder):
            os.remove(os.path.join(self.folder, name))
        if source:
            shutil.copy(source, db)
            os.chmod(db, 0o600)
        events = self.desk.count("event", db) if source else 0
        before and before()
        code, _, err = self.desk.run(*words, db=db, **limits)
        fill = os.path.join(self.folder, "fill")
        os.path.exists(fill) and os.remove(fill)
        self.judge(case, db, words, code, err, source, events)

    def judge(self, case, db, words, code, err, source, events):
        story = f"{case}: exit {code}: {err[:300]}"
        if common.crashed(code, err):
            verdict.fault("panic", story)
        elif code == 0:
            verdict.add("fitted")
        elif code == 6 and b"no space" in err:
            verdict.add("told")
        else:
            verdict.fault("untold", story)
        if words[0] == "backup" and code != 0 and os.path.exists(words[1]):
            verdict.fault("partial", f"{story}: the backup has its name")
        if source is None and code != 0 and os.path.exists(db):
            verdict.fault("partial", f"{story}: the database has its name")
        if source and code != 0 and self.desk.count("event", db) != events:
            verdict.fault("partial", story)
        if not os.path.exists(db):
            return
        if self.desk.sound(db=db):
            verdict.fault("unsound", f"{story}: {self.desk.sound(db=db)}")
        if self.desk.run("client", "add", "nouveau", "--name", "Nouveau", db=db)[0] != 0:
            verdict.fault("stuck", story)


def limited(place, base, whole):
    for number in range(given.sizes):
        size = base * number // given.sizes + (whole - base) * number // (2 * given.sizes)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        for name, source, words in place.cases():
            place.attempt(f"{size} bytes, {name}", source, words, preexec_fn=limit)


def filled(place):
    """The same on a disk of its own; only root may make one."""
    place.folder = os.path.join(place.desk.folder, "small")
    os.mkdir(place.folder, 0o700)
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "none", place.folder]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        print("limits: no small disk of its own, which needs root")
        return
    try:
        for number in range(given.sizes):
            left = PAGE * number * 120 // given.sizes

            def fill():
                disk = os.statvfs(place.folder)
                with open(os.path.join(place.folder, "fill"), "wb") as file:
                    file.write(bytes(max(0, disk.f_bavail * disk.f_frsize - left)))

            for name, source, words in place.cases():
                place.attempt(f"{left} bytes left, {name}", source, words, before=fill)
    finally:
        subprocess.run(["umount", place.folder], check=True)


with common.Desk(given.infog).ready(tickets=50) as desk:
    kept, old = os.path.join(desk.folder, "kept.db"), os.path.join(desk.folder, "old.db")
    shutil.copy(desk.db, kept)
    oldest(old)
    file, empty = os.path.join(desk.folder, "parc.csv"), os.path.join(desk.folder, "empty.db")
    open(file, "wb").write(common.machines(given.rows, 1000))
    with common.Desk(given.infog).ready(park=0) as other:
        shutil.copy(other.db, empty)
    base = os.path.getsize(kept)
    desk.must("asset", "import", file)
    whole = os.path.getsize(desk.db)
    place = Place(desk, kept, old, empty, file)
    limited(place, base, whole)
    filled(place)
verdict.end("panic", "untold", "partial", "unsound", "stuck")
