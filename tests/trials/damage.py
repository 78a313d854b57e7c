#!/usr/bin/env python3
"""Damages copies of a database and runs commands on them: a clear word or the right answer, never a crash, never
silence; and where an answer is wrong, `verify` must say that the file is not sound.

Short: 60 copies x 5 commands. Full: 1,000 x 5."""
import datetime
import os
import random
import re
import sqlite3

import common

given = common.arguments(__doc__, copies=(60, 1000))
verdict = common.Verdict("damage")
COMMANDS = [
    ["ticket", "list", "--all", "--json"],
    ["asset", "list", "--json"],
    ["report", "sla", "--client", "ried", "--month", "2026-01", "--json"],
    ["contract", "show", "C-1", "--json"],
    ["ticket", "show", "7", "--json"],
]
PAGE = 4096
# One instant for all: what a clock has left changes from second to second while the desk is open.
NOW = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).isoformat(timespec="seconds")


def bits(data, chance):
    for _ in range(chance.choice((1, 1, 4, 32))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def letter(data, chance):
    """One letter of a stored text: the damage that no check of pages sees."""
    found = list(re.finditer(rb"[A-Za-z0-9 ,.-]{8,}", bytes(data[100:])))
    at = 100 + chance.choice(found).start() + chance.randrange(8)
    data[at] = ord("#") if data[at] != ord("#") else ord("+")


def page_copied(data, chance):
    here, there = (chance.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[there:there + PAGE] = data[here:here + PAGE]


def pages_swapped(data, chance):
    here, there = (chance.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[here:here + PAGE], data[there:there + PAGE] = data[there:there + PAGE], data[here:here + PAGE]


def zeros(data, chance):
    at = chance.randrange(len(data)) // 512 * 512
    end = min(len(data), at + chance.choice((16, 512, PAGE)))
    data[at:end] = bytes(end - at)


def junk(data, chance):
    at = chance.randrange(len(data))
    end = min(len(data), at + chance.choice((1, 4, 100, PAGE)))
    data[at:end] = chance.randbytes(end - at)


def cut(data, chance):
    del data[chance.choice((chance.randrange(len(data)), chance.randrange(len(data)) // PAGE * PAGE, len(data) - 1)):]


def grown(data, chance):
    data += chance.randbytes(chance.choice((1, 511, PAGE)))


def header(data, chance):
    data[chance.choice((0, 15, 16, 18, 19, 20, 24, 28, 36, 40, 44, 47, 52, 56, 60, 68, 92, 96, 100, 103, 105))] = chance.randrange(256)


def value(path, chance):
    """A value changed with the database's own tools: every page is sound, the fact is not."""
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        table = chance.choice(["event", "ticket_cache", "asset", "client", "event_text", "counter", "chain"])
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
        column, rows = chance.choice(columns), raw.execute(f"SELECT rowid FROM {table}").fetchall()
        row = chance.choice(rows)[0]
        try:
            raw.execute(f'UPDATE {table} SET "{column}" = CASE typeof("{column}") WHEN \'integer\' THEN "{column}" + 1 '
                        f'WHEN \'blob\' THEN zeroblob(length("{column}")) ELSE "{column}" || \'!\' END WHERE rowid = ?', (row,))
        except sqlite3.Error:
            pass  # a key that is taken: nothing was damaged
    raw.close()


KINDS = [bits, letter, page_copied, pages_swapped, zeros, junk, cut, grown, header, value]

with common.Desk(given.infog).ready(tickets=60) as desk:
    desk.must("ticket", "ack", "7")
    sound = open(desk.db, "rb").read()
    right = [desk.run(*words, "--now", NOW)[1] for words in COMMANDS]
    for number in range(given.copies):
        chance = random.Random(given.seed * 1_000_003 + number)
        kind = KINDS[number % len(KINDS)]
        data = bytearray(sound)
        if kind is not value:
            kind(data, chance)

        def put():
            for name in os.listdir(desk.data):
                os.remove(os.path.join(desk.data, name))
            with open(desk.db, "wb") as file:
                file.write(data)
            os.chmod(desk.db, 0o600)

        put()
        if kind is value:
            value(desk.db, chance)
            data = bytearray(open(desk.db, "rb").read())
        wrong = []
        for words, expected in zip(COMMANDS, right):
            put()
            code, out, err = desk.run(*words, "--now", NOW, seconds=20)
            story = f"copy {number} ({kind.__name__}), {' '.join(words[:2])}: exit {code}: {err[:200]}"
            if code is None:
                verdict.fault("hang", story)
            elif common.crashed(code, err):
                verdict.fault("panic", story)
            elif code != 0 and not err.strip():
                verdict.fault("silent", story)
            elif code != 0:
                verdict.add("refused")
            elif out == expected:
                verdict.add("right")
            else:
                verdict.add("wrong")
                wrong.append(story)
        put()
        code, out, err = desk.run("verify", seconds=30)
        if code is None or common.crashed(code, err):
            verdict.fault("panic", f"copy {number} ({kind.__name__}), verify: exit {code}: {err[:200]}")
        if wrong and code == 0:
            verdict.fault("called_sound", wrong[0])
verdict.end("panic", "hang", "silent", "called_sound")
