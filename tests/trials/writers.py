#!/usr/bin/env python3
"""Many processes write at once, one ticket each, while others read and one imports: nobody is turned away.

Short: 8 x 25. Full: 16 x 250, alone and then beside imports in a loop."""
import json
import threading
import time

import common

given = common.arguments(__doc__, writers=(8, 16), tickets=(25, 250), readers=(2, 2))
verdict = common.Verdict("writers")


def trial(beside_imports):
    with common.Desk(given.infog).ready() as desk:
        numbers, took, over, lock = [], [], threading.Event(), threading.Lock()

        def write():
            for _ in range(given.tickets):
                since = time.monotonic()
                code, out, err = desk.run("ticket", "open", "Panne", "--client", "ried", "--json")
                with lock:
                    took.append(time.monotonic() - since)
                    if code == 0:
                        numbers.append(json.loads(out)["number"])
                    else:
                        verdict.fault("error", f"exit {code}: {err[:200]}")

        def beside(what, *words, given=lambda _: None):
            turn = 0
            while not over.is_set():
                turn += 1
                code, _, err = desk.run(*words, given=given(turn))
                verdict.add(what)
                if code != 0:
                    verdict.fault("error", f"{words} ended with {code}: {err[:200]}")

        others = [threading.Thread(target=beside, args=("reads", "ticket", "list", "--json")) for _ in range(given.readers)]
        if beside_imports:
            rows = {"given": lambda turn: common.machines(2000, 10_000 * turn)}
            others.append(threading.Thread(target=beside, args=("imports", "asset", "import", "-"), kwargs=rows))
        writers = [threading.Thread(target=write) for _ in range(given.writers)]
        for thread in others + writers:
            thread.start()
        for thread in writers:
            thread.join()
        over.set()
        for thread in others:
            thread.join()
        wanted = given.writers * given.tickets
        verdict.add("tickets", len(numbers))
        verdict.add("duplicate", len(numbers) - len(set(numbers)))
        verdict.add("gap", 0 if sorted(set(numbers)) == list(range(1, wanted + 1)) else 1)
        kept = len(json.loads(desk.must("ticket", "list", "--all", "--json")))
        verdict.add("lost", wanted - kept)
        if desk.sound():
            verdict.fault("unsound", desk.sound())
        slowest = max(took)
        print(f"{'beside imports' if beside_imports else 'alone'}: slowest {slowest:.2f} s")
        verdict.counts["slowest_ms"] = max(verdict.counts.get("slowest_ms", 0), int(slowest * 1000))


trial(False)
if given.full:
    trial(True)
verdict.end("error", "duplicate", "gap", "lost", "unsound")
