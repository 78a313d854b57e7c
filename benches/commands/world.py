#!/usr/bin/env python3
"""Makes a world of tickets: JSON Lines for `infog ticket import`, and the same rows for the sqlite3 shell.

    world.py FOLDER TICKETS MONTHS OPEN [CLIENTS]

Writes into FOLDER: tickets.jsonl, clients.txt, due.csv (from,within: one line a ticket, for `infog calc due`),
ticket.csv and event.csv (rows of the reference, without deadlines). The same arguments make the same bytes.

A closed ticket has five events: opened, acknowledged, paused, resumed, resolved. The last OPEN tickets have two.
The months end with October 2026.
"""

import random
import sys
from datetime import datetime, timedelta, timezone

FOLDER, TICKETS, MONTHS, OPEN = sys.argv[1], *map(int, sys.argv[2:5])
CLIENTS = int(sys.argv[5]) if len(sys.argv) > 5 else 40
HOUR, DAY = 3600, 86400
WORDS = ("imprimante réseau serveur messagerie sauvegarde écran lent mot passe oublié connexion impossible "
         "atelier comptabilité accès dossier partagé mise jour bloquée téléphone muet badge refusé").split()
TECHNICIANS = ["lea", "marc", "ines", "paul"]
SEVERITIES = ["N1"] * 1 + ["N2"] * 3 + ["N3"] * 6
WITHIN = {"N1": "2h working", "N2": "4h working", "N3": "48h elapsed"}
RESOLUTION_S = {"N1": 3 * DAY, "N2": 5 * DAY, "N3": 7 * DAY}

END = datetime(2026, 11, 1, tzinfo=timezone.utc)
first = END.year * 12 + END.month - 1 - MONTHS
START = datetime(first // 12, first % 12 + 1, 1, tzinfo=timezone.utc)
LENGTH = int((END - START).total_seconds())
EPOCH = int(START.timestamp())

random.seed(2026)
dates = {}


def iso(at):
    day, second = divmod(at, DAY)
    if day not in dates:
        dates[day] = (datetime(1970, 1, 1) + timedelta(days=day)).strftime("%Y-%m-%dT")
    return f"{dates[day]}{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}Z"


codes = [f"c{n:02d}" for n in range(1, CLIENTS + 1)]
with open(f"{FOLDER}/clients.txt", "w") as out:
    out.write("\n".join(codes) + "\n")

lines = open(f"{FOLDER}/tickets.jsonl", "w", buffering=1 << 20)
due = open(f"{FOLDER}/due.csv", "w", buffering=1 << 20)
tickets = open(f"{FOLDER}/ticket.csv", "w", buffering=1 << 20)
events = open(f"{FOLDER}/event.csv", "w", buffering=1 << 20)
due.write("from,within\n")
rnd = random.random
event = 0
for number in range(1, TICKETS + 1):
    # Opened in the order of numbers, at an hour of work; none so late that it ends after the last month.
    at = EPOCH + int((number - 1) / TICKETS * (LENGTH - 12 * DAY))
    at = at - at % DAY + 7 * HOUR + int(rnd() * 9 * HOUR)
    client = int(rnd() * CLIENTS)
    code, who = codes[client], TECHNICIANS[int(rnd() * 4)]
    severity = SEVERITIES[int(rnd() * 10)]
    title = " ".join((WORDS[int(rnd() * 21)], WORDS[int(rnd() * 21)], WORDS[int(rnd() * 21)]))
    is_open = number > TICKETS - OPEN
    acknowledged = at + 300 + int(rnd() * rnd() * 8 * HOUR)
    rows = [(at, "opened"), (acknowledged, "acknowledged")]
    resolved = paused_s = 0
    if not is_open:
        paused = acknowledged + 60 + int(rnd() * 2 * HOUR)
        resumed = paused + HOUR + int(rnd() * 2 * DAY)
        resolved = resumed + int(rnd() * rnd() * 5 * DAY)
        paused_s = resumed - paused
        rows += [(paused, "paused"), (resumed, "resumed"), (resolved, "resolved")]
    said = "".join(
        f',{{"at":"{iso(t)}","recorded_at":"{iso(t)}","type":"{what}","by":"{who}"' + (',"reason":"waiting-client"}' if what == "paused" else "}")
        for t, what in rows[1:])
    lines.write(
        f'{{"number":{number},"client":"{code}","kind":"incident","severity":"{severity}","title":"{title}",'
        f'"channel":"phone","requester":"Mme Weber","assignee":"{who}","opened_at":"{iso(at)}",'
        f'"recorded_at":"{iso(at)}","by":"{who}","events":[{said[1:]}]}}\n')
    due.write(f"{iso(at)},{WITHIN[severity]}\n")
    status = "in-progress" if is_open else "resolved"
    tickets.write(
        f"{number},{client + 1},incident,{severity},{status},{int(is_open)},{at},{acknowledged},{resolved or ''},"
        f"{at + RESOLUTION_S[severity] + paused_s},{rows[-1][0]},{who},{title}\n")
    for seq, (t, what) in enumerate(rows, 1):
        event += 1
        events.write(f"{event},{number},{seq},{t},{t},{who},{what},{title if seq == 1 else ''}\n")
for out in (lines, due, tickets, events):
    out.close()
