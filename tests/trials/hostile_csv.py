#!/usr/bin/env python3
"""Inventories as an attacker or a broken export would write them: imported whole, or refused with a word; never a
crash, never half of one, never a byte that acts on a terminal.

Short: 150 files. Full: 10,000, and one field of a gibibyte under 200 MB of memory."""
import os
import random
import re
import resource

import common

given = common.arguments(__doc__, files=(150, 10_000))
verdict = common.Verdict("hostile_csv")
CELLS = [b"", b'"', b'""', b"'", b",", b";", b"\t", b"\n", b"\r\n", b"\r", b"\0", b"a\0b", b"=1+1", b"=cmd|'/c calc'!A1", b"+1",
         b"-1", b"@SUM(A1)", b"\x1b[2J\x1b[H", b"\x1b]0;t\x07", b"\x1b]52;c;aGk=\x07", b"\xc2\x9b31m", b"\x9b31m",
         b"'; DROP TABLE asset; --", b"$1", b"%s%n", b"$(id)", b"<script>", b"../../etc/passwd", b"-rf", b"1e309", b"NaN",
         b"9223372036854775808", b"1" * 400, b"2024-02-30", b"31/12/2024", b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xef\xbb\xbf",
         "\u202egpj.exe".encode(), "e\u0301".encode() * 50, "\uff1d1".encode(), b"x" * 70_000, b'"' * 999, b"\n" * 500]
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def mutated(data, chance):
    lines = data.split(b"\n")
    kind = chance.randrange(12)
    row = chance.randrange(len(lines))
    if kind <= 3:  # a cell, quoted or not
        cells = lines[row].split(b",")
        cell = chance.choice(CELLS)
        cells[chance.randrange(len(cells))] = b'"' + cell.replace(b'"', b'""') + b'"' if kind % 2 else cell
        lines[row] = b",".join(cells)
    elif kind == 4:  # a byte
        at = chance.randrange(len(data))
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]
    elif kind == 5:  # cut short
        return data[:chance.randrange(len(data))]
    elif kind == 6:  # another encoding, with or without its mark
        return data.decode(errors="replace").encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "cp437")), errors="replace")
    elif kind == 7:  # other ends of lines, other marks between cells
        return data.replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n"))).replace(b",", chance.choice((b";", b"\t", b"|", b",")))
    elif kind == 8:  # a row twice, or none
        lines[row:row + 1] = chance.choice(([], [lines[row]] * 3))
    elif kind == 9:  # more columns
        lines[row] += b"," * chance.choice((1, 2000))
    elif kind == 10:  # a quote that never closes
        lines[row] = b'"' + lines[row]
    else:  # another header
        cells = lines[0].split(b",")
        cells[chance.randrange(len(cells))] = chance.choice([b"", b"tag", b"client", b"attr.x", b"attr." + b"y" * 99, b"nonsense"] + CELLS)
        lines[0] = b",".join(cells)
    return b"\n".join(lines)


with common.Desk(given.infog).ready() as desk:
    sample = common.machines(12, 1)
    file = os.path.join(desk.folder, "parc.csv")
    for number in range(given.files):
        chance = random.Random(given.seed * 1_000_003 + number)
        data = sample
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = mutated(data, chance) if data else data
        with open(file, "wb") as out:
            out.write(data)
        before = (desk.count("asset"), desk.count("event"))
        code, out, err = desk.run("asset", "import", file, seconds=20)
        story = f"file {number}: exit {code}: {err[:200]}"
        if code is None:
            verdict.fault("hang", story)
        elif common.crashed(code, err):
            verdict.fault("panic", story)
        elif code != 0 and not err.strip():
            verdict.fault("silent", story)
        elif code != 0 and (desk.count("asset"), desk.count("event")) != before:
            verdict.fault("half", story)
        else:
            verdict.add("imported" if code == 0 else "refused")
        if ACTS.search((out + err).decode(errors="replace")):
            verdict.fault("leak", story)
    if given.full:
        with open(file, "wb") as out:
            out.write(b"client,tag,kind,notes\nried,X-1,server,\"")
            for _ in range(1024):
                out.write(b"x" * (1 << 20))
        memory = lambda: resource.setrlimit(resource.RLIMIT_AS, (200 << 20, 200 << 20))
        code, _, err = desk.run("asset", "import", file, preexec_fn=memory, seconds=120)
        if common.crashed(code, err) or code == 0:
            verdict.fault("panic", f"a field of a gibibyte: exit {code}: {err[:200]}")
    for words in (["asset", "list"], ["asset", "list", "--format", "csv"], ["asset", "list", "--json"], ["client", "show", "ried"]):
        if ACTS.search(desk.must(*words).decode(errors="replace")):
            verdict.fault("leak", " ".join(words))
    if desk.sound():
        verdict.fault("unsound", desk.sound())
verdict.end("panic", "hang", "silent", "half", "leak", "unsound")
