#!/usr/bin/env python3
"""Many processes start at once on a file that does not exist: all of them get the same one.

Short: 3 x 16. Full: 50 x 16."""
import json
import os

import common

given = common.arguments(__doc__, rounds=(3, 50), starts=(16, 16))
verdict = common.Verdict("first_starts")
for round_ in range(given.rounds):
    with common.Desk(given.infog) as desk:
        started = [desk.start("client", "add", f"c{n}", "--name", f"Client {n}") for n in range(given.starts)]
        for process in started:
            _, err = process.communicate()
            verdict.add("started")
            if process.returncode != 0:
                verdict.fault("error", f"round {round_}: exit {process.returncode}: {err[:200]}")
        clients = len(json.loads(desk.must("client", "list", "--json")))
        verdict.add("lost", given.starts - clients)
        if desk.sound():
            verdict.fault("unsound", desk.sound())
        left = [name for name in os.listdir(desk.data) if name != "infog.db"]
        if left:
            verdict.fault("left", f"round {round_}: {left}")
verdict.end("error", "lost", "unsound", "left")
