#!/usr/bin/env python3
"""Random sequences of changes, undos among them, all of them undone, all of them done again: the state is equal, the chain
grows, nothing goes. Every step is a command that ends by itself; what a command refuses changes nothing and does not count.

Short: 3 sequences of 30 operations. Full: 1,000 of 50."""
import json
import os
import random
import sqlite3

import common

given = common.arguments(__doc__, sequences=(3, 1000), operations=(30, 50))
verdict = common.Verdict("undo")

LOG = {"event", "event_text", "chain", "counter", "asset_change", "meta"}
VOLUME = '[volume]\nunit = "minute"\nincluded = 600\nperiod = "month"\n'


def state(desk, until):
    """Every table but the log and its numbers; of versions those that hold, or came before event `until`."""
    with sqlite3.connect(f"file:{desk.db}?mode=ro", uri=True) as raw:
        names = [n for (n,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
        found = {}
        for name in names:
            if name in LOG:
                continue
            columns = [c[1] for c in raw.execute(f"PRAGMA table_info({name})")]
            unsaid = {"marks", "events"} if name == "ticket_cache" else {"source"} if name == "asset" else set()
            # A version done again is replaced by the event that did it again: whether, not by which.
            kept = ", ".join("replaced_by IS NULL" if c == "replaced_by" else c for c in columns if c not in unsaid)
            where = f" WHERE replaced_by IS NULL OR event <= {until}" if name.endswith("_version") else ""
            found[name] = sorted(raw.execute(f"SELECT {kept} FROM {name}{where}"), key=repr)
        return found


def log(desk):
    with sqlite3.connect(f"file:{desk.db}?mode=ro", uri=True) as raw:
        rows = raw.execute("SELECT e.id, e.hash, e.part_of, t.body, e.type FROM event e LEFT JOIN event_text t ON t.event = e.id ORDER BY e.id")
        return rows.fetchall()


def answers(desk):
    """What people read: it must be the same again, too."""
    asked = [["client", "list", "--all"], ["asset", "list"], ["ticket", "list", "--all"], ["outage", "list"], ["call", "list"],
             ["site", "list"], ["contact", "list"], ["licence", "list"], ["contract", "list"], ["contract", "volume", "C-1"],
             ["third-party", "list"], ["authorisation", "list"], ["report", "sla", "--client", "ried", "--month", "2026-06"],
             ["report", "calls", "--client", "ried", "--month", "2026-06"], ["asset", "campaign", "list"], ["asset", "target", "list"]]
    return {" ".join(words): desk.run(*words, "--json", "--now", "2026-07-15T12:00:00+02:00")[:2] for words in asked}


class Hand:
    """One that works at the desk, at random."""

    def __init__(self, chance):
        self.chance, self.number, self.day = chance, 0, 0

    def fresh(self, what):
        self.number += 1
        return f"{what}{self.number}"

    def now(self):
        self.day += self.chance.randrange(1, 90)
        return f"2026-06-{1 + self.day // 1440 % 28:02}T{self.day // 60 % 24:02}:{self.day % 60:02}:00+02:00"

    def operation(self):
        """Words of a command, and what it reads."""
        pick, some = self.chance.choice, self.chance.randrange
        machine = lambda: f"M-{some(1, 24):05}"
        ticket = lambda: str(some(1, 10))
        client = lambda: pick(["ried", "ried", "ried", "lys", "koch"])
        site = lambda: pick(["nord", "sud", "est"])
        person = lambda: pick(["Weber", "Klein", "Morel"])
        licence = lambda: pick(["L-1", "L-2"])
        party = lambda: pick(["sage", "cablo"])
        day = lambda: f"2026-05-{some(1, 29):02}"
        commands = [
            lambda: ["client", "add", pick(["lys", "koch"]), "--name", self.fresh("Client ")],
            lambda: ["client", "edit", client(), "--name", self.fresh("Client ")],
            lambda: ["client", "archive", "lys"],
            lambda: ["site", "add", site(), "--name", self.fresh("Site "), "--client", client()],
            lambda: ["room", "add", self.fresh("Salle "), "--site", site()],
            lambda: ["contact", "add", person(), "--client", client()],
            lambda: ["contact", "edit", person(), "--name", person()],
            lambda: ["asset", "add", self.fresh("A-"), "--client", client(), "--kind", pick(["laptop", "server", "printer"])],
            lambda: ["asset", "edit", machine(), "--set", f"model={self.fresh('T')}"],
            lambda: ["asset", "edit", machine(), "--set", f"serial={self.fresh('S')}"],
            lambda: ["asset", "edit", machine(), "--site", site()],
            lambda: ["asset", "edit", machine(), "--set", f"parent={machine()}"],
            lambda: ["asset", "retire", machine()],
            lambda: ["asset", "repair", "out", machine(), "--supplier", "Dell"],
            lambda: ["asset", "repair", "back", machine()],
            lambda: ["asset", "replace", machine(), machine()],
            lambda: ["asset", "update", machine(), "--component", "os", "--to", self.fresh("12.")],
            lambda: ["asset", "import", "-"],
            lambda: ["ticket", "import", "-"],
            lambda: ["asset", "target", "remove", "os", "--product", pick(["Debian", "Windows"])],
            lambda: ["asset", "target", "set", "os", self.fresh("1"), "--product", pick(["Debian", "Windows"])],
            lambda: ["asset", "campaign", "start", pick(["un", "deux"]), "--client", "ried"],
            lambda: ["asset", "campaign", "accept", pick(["un", "deux"]), "--by", "Weber", "--client", "ried"],
            lambda: ["licence", "add", licence(), "--product", "Suite", "--seats", "2", "--perpetual", "--client", "ried"],
            lambda: ["licence", "assign", licence(), machine()],
            lambda: ["licence", "assign", licence(), "--person", person()],
            lambda: ["licence", "release", licence(), "--person", person()],
            lambda: ["third-party", "add", party(), "--name", self.fresh("Tiers ")],
            lambda: ["third-party", "assign", party(), machine(), "--client", "ried"],
            lambda: ["authorisation", "add", party(), "--client", "ried", "--granted-by", "Weber"],
            lambda: ["authorisation", "end", str(some(1, 4)), "--reason", "over"],
            lambda: ["contract", "apply", "-"],
            lambda: ["contract", "log", "C-1", "--minutes", str(some(5, 200))],
            lambda: ["contract", "volume", "add", "C-1", "60"],
            lambda: ["calendar", "apply", "-"],
            lambda: ["outage", "add", "--asset", machine(), "--from", f"{day()} 09:00", "--to", f"{day()} 23:00"],
            lambda: ["outage", "add", "--asset", machine(), "--from", f"{day()} 09:00"],
            lambda: ["outage", "edit", str(some(1, 3)), "--reason", self.fresh("r")],
            lambda: ["outage", "remove", str(some(1, 3)), "--reason", "twice"],
            lambda: ["call", "add", "--client", "ried", "--started", f"{day()} 10:00", "--waited", str(some(1, 60))],
            lambda: ["ticket", "open", self.fresh("Panne "), "--client", client(), "--severity", "N1"],
            lambda: ["ticket", "open", self.fresh("Panne "), "--asset", machine(), "--severity", "N1", "--ack"],
            lambda: ["ticket", "open", self.fresh("Panne "), "--asset", machine()],
            lambda: ["ticket", "ack", ticket()],
            lambda: ["ticket", "note", ticket(), self.fresh("mot ")],
            lambda: ["ticket", "pause", ticket(), "--reason", "waiting-client"],
            lambda: ["ticket", "resume", ticket()],
            lambda: ["ticket", "assign", ticket(), "--to", person()],
            lambda: ["ticket", "edit", ticket(), "--title", self.fresh("Titre ")],
            lambda: ["ticket", "edit", ticket(), "--asset", machine()],
            lambda: ["ticket", "workaround", ticket()],
            lambda: ["ticket", "resolve", ticket(), ticket()],
            lambda: ["ticket", "reopen", ticket()],
            lambda: ["ticket", "close", ticket()],
            lambda: ["ticket", "cancel", ticket(), "--reason", "withdrawn"],
            lambda: ["ticket", "log", ticket(), "--minutes", str(some(5, 90))],
            lambda: ["ticket", "correct", ticket(), str(some(1, 5)), "--at", f"2026-06-{some(1, 29):02} 08:30", "--reason", "late"],
            lambda: ["ticket", "link", ticket(), "--to", ticket(), "--relation", "follows"],
        ]
        commands += [lambda: ["undo", "earlier"]] * 4
        words = pick(commands)()
        return words, self.input(words)

    def input(self, words):
        if words[:2] == ["asset", "import"]:
            first = self.chance.randrange(1, 40)
            return common.machines(6, first).replace(b"Poste", self.fresh("Poste ").encode())
        if words[:2] == ["ticket", "import"]:
            opened = f'"2026-05-{self.chance.randrange(1, 29):02}T09:00:00+02:00"'
            line = lambda: f'{{"client":"ried","kind":"incident","severity":"N1","title":"{self.fresh("Panne ")}","opened_at":{opened},"by":"else"}}'
            return "\n".join(line() for _ in range(3)).encode()
        if words[:2] == ["contract", "apply"]:
            text = (common.CONTRACT + VOLUME).replace('ref = "C-1"', f'ref = "C-1"\ntitle = "{self.fresh("Titre ")}"')
            if self.chance.random() < 0.5:
                text = text.replace('calendar =', f'amendment = {self.chance.randrange(1, 4)}\neffective_on = "2026-0{self.chance.randrange(1, 6)}-01"\ncalendar =')
            return text.encode()
        if words[:2] == ["calendar", "apply"]:
            return common.CALENDAR.replace('name = "desk"', f'name = "{self.chance.choice(["desk", "nuit"])}"\ntitle = "{self.fresh("T")}"').encode()
        return None


def step(desk, hand):
    words, stdin = hand.operation()
    if words[0] == "undo":
        words[1] = str(hand.chance.randrange(max(1, desk.count("event") - 25), desk.count("event") + 1))
    if words[1] == "apply" and hand.chance.random() < 0.8:
        words += ["--correct", "signed late"]
    code, out, err = desk.run(*words, given=stdin, now=hand.now())
    if code not in (0, 1, 2):
        verdict.fault("error", f"{words} ended with {code}: {err[:300]}")
    if code == 2:
        verdict.fault("usage", f"{words}: {err[:300]}")


class Dated(common.Desk):
    """A desk whose clock is set for each command."""

    clock = None

    def environment(self, db=None):
        return {**super().environment(db), "INFOG_NOW": self.clock or "2026-06-01T08:00:00+02:00"}

    def run(self, *words, now=None, **more):
        self.clock = now or self.clock
        return super().run(*words, **more)


def changes(events):
    """The changes that hold, by their first events."""
    return sorted({part or event for event, _, part, _, _ in events})


def undo_all(desk, numbers, story):
    for number in reversed(numbers):
        code, out, err = desk.run("undo", str(number), "-q", now="2026-07-15T12:00:00+02:00")
        if code != 0:
            verdict.fault("refused", f"{story}: undo {number} ended with {code}: {err.decode()[:600]}")
            return False
        verdict.add("undone")
    return True


def compare(name, wanted, found, story):
    for key in wanted:
        if wanted[key] != found[key]:
            lost = [row for row in wanted[key] if row not in found[key]] if isinstance(wanted[key], list) else wanted[key]
            more = [row for row in found[key] if row not in wanted[key]] if isinstance(wanted[key], list) else found[key]
            verdict.fault("differs", f"{story}: {name} {key}: {str(lost)[:400]} became {str(more)[:400]}")


def sequence(number):
    chance = random.Random(given.seed * 100_000 + number)
    story = f"sequence {number} of seed {given.seed}"
    with Dated(given.infog).ready() as desk:
        desk.must("contract", "list")
        before, told, first = state(desk, 0), answers(desk), log(desk)
        head = len(first)
        before = state(desk, head)
        hand = Hand(chance)
        for _ in range(given.operations):
            step(desk, hand)
        worked = log(desk)
        after, after_told = state(desk, head), answers(desk)
        numbers = [n for n in changes(worked) if n > head]
        verdict.add("changes", len(numbers))
        if not undo_all(desk, numbers, story):
            return
        compare("table", before, state(desk, head), story)
        compare("answer", told, answers(desk), story)
        undone = log(desk)
        if undone[:len(worked)] != worked or len(undone) - len(worked) < len(numbers):
            verdict.fault("lost", f"{story}: the log is not what it was, and more")
        fault = desk.sound()
        if fault:
            verdict.fault("unsound", f"{story}: undone: {fault}")
        again = [n for n in changes(undone) if n > len(worked)]
        if not undo_all(desk, again, story + ", again"):
            return
        compare("table done again", after, state(desk, head), story)
        compare("answer done again", after_told, answers(desk), story)
        fault = desk.sound()
        if fault:
            verdict.fault("unsound", f"{story}: done again: {fault}")
    verdict.add("sequences")


for number in range(given.sequences):
    sequence(number)
verdict.end("refused", "differs", "lost", "unsound", "error", "usage")
