#!/usr/bin/env bash
# Whole commands beside the sqlite3 shell on the same rows: medians of runs in turn, as ratios.
#
#   benches/commands.sh                 every row: 1,000,000 tickets, some 20 minutes and 5 GB
#   benches/commands.sh --quick         the same with a hundredth of the tickets: does it run, not how fast
#   benches/commands.sh --keep FOLDER   keeps the worlds there and takes those that it finds
#   benches/commands.sh show list       only these rows: show open list import figures month monthly due start size
#
# Needs bash, python3 (makes the worlds, takes the times), the sqlite3 shell and a Rust toolchain. The binary is
# target/release/infog, built first, or the one that INFOG names. Everything is written in a temporary folder.
#
# The reference has the tickets with their two deadlines stored and their events, and the indexes that its questions
# need; it is read through the shell as a technician would. The response deadlines are those of `infog calc due`.
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC

here=$(cd "$(dirname "$0")" && pwd)
scale=1 folder='' rows=() cargo=${CARGO:-cargo}
while (($#)); do
    case $1 in
        --quick) scale=100 ;;
        --keep) folder=$(realpath -m "$2"); shift ;;
        -h | --help) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit ;;
        -*) echo "unknown option $1" >&2; exit 2 ;;
        *) rows+=("$1") ;;
    esac
    shift
done
if [[ -z $folder ]]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"
for tool in python3 sqlite3 "$cargo"; do
    command -v "$tool" >/dev/null || { echo "$tool is needed" >&2; exit 2; }
done


# No folder or variable of the user is read.
while read -r name; do unset "$name"; done < <(compgen -e INFOG_ || true)
export XDG_CONFIG_HOME=$folder/none XDG_DATA_HOME=$folder/none HOME=$folder/none
if [[ -z ${INFOG:-} ]]; then
    HOME=~ "$cargo" build --quiet --release --manifest-path "$here/../Cargo.toml"
    INFOG=$here/../target/release/infog
fi
copy=$folder/csv_copy

wanted() { ((${#rows[@]} == 0)) || [[ " ${rows[*]} " == *" $1 "* ]]; }
beside() { python3 "$here/commands/beside.py" "$@" || missed=1; }
missed=0

calendar() {
    cat <<'TOML'
name = "office"
timezone = "Europe/Paris"
holidays = ["fr-alsace-moselle"]
[hours]
mon-fri = ["08:00-12:00", "13:30-17:30"]
[[closures]]
from = "2024-12-24"
to = "2025-01-02"
yearly = true
reason = "Fermeture de fin d'année"
TOML
}

contract() { # CLIENT
    cat <<TOML
ref = "K-$1"
client = "$1"
title = "Infogérance"
kind = "global"
family = "infogerance"
delivery = "service-centre"
commitment = "results"
signed_on = "2023-01-01"
starts_on = "2023-01-01"
months = 120
calendar = "office"
channels = ["phone", "mail", "ticket"]
interventions = ["remote"]
language = "fr"
[policy]
suspends = ["resolution"]
pauses = ["waiting-client"]
on_severity_change = "from-opening"
on_reopen = "cumulative"
elapsed_due_when_closed = "keep"
min_sample = 5
warn_at = 75
[[line]]
name = "all"
kinds = ["server", "desktop"]
[[severity]]
code = "N1"
label = "Critique"
[[severity]]
code = "N2"
label = "Majeur"
[[severity]]
code = "N3"
label = "Mineur"
[[target]]
ticket = "incident"
severity = "N1"
response = "2h working"
resolution = "24h working"
[[target]]
ticket = "incident"
severity = "N2"
response = "4h working"
resolution = "40h working"
[[target]]
ticket = "incident"
severity = "N3"
response = "48h elapsed"
resolution = "168h elapsed"
[[goal]]
metric = "response"
ticket = "incident"
at_least = 95.0
TOML
}

tables() {
    cat <<'SQL'
CREATE TABLE client (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE ticket (number INTEGER PRIMARY KEY, client INTEGER NOT NULL, kind TEXT NOT NULL, severity TEXT,
    status TEXT NOT NULL, is_open INTEGER NOT NULL, opened_at INTEGER NOT NULL, acknowledged_at INTEGER,
    resolved_at INTEGER, resolution_due INTEGER, last_at INTEGER NOT NULL, assignee TEXT, title TEXT NOT NULL,
    response_due INTEGER);
CREATE TABLE event (id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL, actor TEXT NOT NULL, type TEXT NOT NULL, body TEXT);
CREATE TABLE due (from_at TEXT, within TEXT, due_at TEXT);
CREATE TABLE word (word TEXT NOT NULL, ticket INTEGER NOT NULL, PRIMARY KEY (word, ticket)) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
SQL
}

indexes() {
    cat <<'SQL'
UPDATE ticket SET response_due = unixepoch((SELECT due_at FROM due WHERE due.rowid = ticket.number));
UPDATE ticket SET resolved_at = NULL WHERE resolved_at = '';
DROP TABLE due;
INSERT INTO counter SELECT 'ticket', max(number) FROM ticket;
CREATE UNIQUE INDEX event_of_ticket ON event (ticket, seq);
CREATE INDEX ticket_open ON ticket (client, opened_at) WHERE is_open = 1;
CREATE INDEX ticket_over ON ticket (client, last_at, opened_at) WHERE is_open = 0;
ANALYZE;
SQL
}

# Makes a world: NAME TICKETS MONTHS OPEN. Its database is NAME/infog.db, the reference NAME/plain.db.
world() {
    local at=$folder/$1 tickets=$2
    [[ -e $at/ready ]] && return
    rm -rf "$at" && mkdir -p "$at"
    echo "making the world $1: $2 tickets over $3 months, $4 open" >&2
    python3 "$here/commands/world.py" "$at" "$tickets" "$3" "$4"
    export INFOG_DB=$at/infog.db
    calendar >"$at/office.toml"
    "$INFOG" --no-input init -q >/dev/null
    "$INFOG" calendar apply "$at/office.toml" -q >/dev/null
    while read -r client; do
        "$INFOG" client add "$client" --name "Client $client" --zone Europe/Paris -q >/dev/null
        contract "$client" >"$at/contract.toml"
        "$INFOG" contract apply "$at/contract.toml" -q >/dev/null 2>"$at/said" || { cat "$at/said" >&2; exit 1; }
    done <"$at/clients.txt"
    python3 "$here/commands/beside.py" "ticket import of $tickets" "$((180000 * tickets / 1000000 + 500))" 1 --wall \
        --memory 300 -- - -- "$INFOG" ticket import "$at/tickets.jsonl" >"$at/import" || missed=1
    "$INFOG" calc due --calendar "$at/office.toml" --input "$at/due.csv" >"$at/due_at.csv"
    nl -b a -s , -w 1 "$at/clients.txt" >"$at/client.csv"
    { tables; printf '%s\n' '.mode csv' ".import $at/client.csv client" ".import $at/ticket_due.csv ticket" \
        ".import $at/event.csv event" ".import --skip 1 $at/due_at.csv due"; indexes
      echo 'PRAGMA journal_mode = WAL;'; } >"$at/make.sql"
    sed 's/$/,/' "$at/ticket.csv" >"$at/ticket_due.csv"
    sqlite3 "$at/plain.db" <"$at/make.sql" >/dev/null
    rm -f "$at"/*.csv "$at/tickets.jsonl"
    touch "$at/ready"
}

echo '| work | beside it | infog | measured | bar | |'
echo '| --- | ---: | ---: | ---: | ---: | --- |'

# How deep in the past a ticket is does not matter: one from the middle.
if wanted show || wanted open || wanted list; then
    n=$((100000 / scale))
    world hundred "$n" 36 $((1000 / scale))
    export INFOG_DB=$folder/hundred/infog.db
    plain=$folder/hundred/plain.db middle=$((n / 2))
fi
wanted show && beside 'ticket show in 100,000' 1.3 60 -- sqlite3 "$plain" \
    "SELECT t.*, c.code FROM ticket t JOIN client c ON c.id = t.client WHERE number = $middle;
     SELECT * FROM event WHERE ticket = $middle ORDER BY seq" -- "$INFOG" ticket show "$middle"
if wanted open; then
    cat >"$folder/open.sql" <<'SQL'
PRAGMA synchronous = FULL;
BEGIN IMMEDIATE;
UPDATE counter SET value = value + 1 WHERE name = 'ticket';
INSERT INTO ticket SELECT value, 7, 'incident', 'N2', 'open', 1, unixepoch(), NULL, NULL, unixepoch() + 99999,
    unixepoch(), NULL, 'imprimante muette atelier', unixepoch() + 14400 FROM counter WHERE name = 'ticket';
INSERT INTO event SELECT NULL, value, 1, unixepoch(), unixepoch(), 'lea', 'opened', 'imprimante muette atelier'
    FROM counter WHERE name = 'ticket';
INSERT INTO word SELECT 'imprimante', value FROM counter WHERE name = 'ticket';
INSERT INTO word SELECT 'muette', value FROM counter WHERE name = 'ticket';
INSERT INTO word SELECT 'atelier', value FROM counter WHERE name = 'ticket';
COMMIT;
SELECT * FROM ticket WHERE number = (SELECT value FROM counter WHERE name = 'ticket');
SQL
    beside 'ticket open, durable' 1.3 60 -- sqlite3 "$plain" ".read $folder/open.sql" \
        -- "$INFOG" ticket open 'imprimante muette atelier' --client c07 --severity N2 --as lea
fi
wanted list && beside 'ticket list, 1,000 open of 100,000' 3 40 -- sqlite3 "$plain" \
    "SELECT t.number, c.code, t.severity, t.status, t.title, t.assignee, t.opened_at, t.response_due, t.resolution_due
     FROM ticket t JOIN client c ON c.id = t.client WHERE is_open = 1 ORDER BY t.number" -- "$INFOG" ticket list

rates="count(*), sum(acknowledged_at <= response_due), sum(resolved_at <= resolution_due)"
if wanted figures; then
    world month $((1000000 / scale)) 1 0
    cat $folder/month/import
    export INFOG_DB=$folder/month/infog.db
    plain=$folder/month/plain.db
    beside 'SLA figures over 1,000,000 tickets, 5 events each' 0.5 5 --memory 50 -- sqlite3 "$plain" \
        "SELECT t.client, t.severity, count(*), sum(a.at <= t.response_due), sum(r.at <= t.resolution_due) FROM ticket t
         JOIN event a ON a.ticket = t.number AND a.type = 'acknowledged'
         JOIN event r ON r.ticket = t.number AND r.type = 'resolved' GROUP BY t.client, t.severity" \
        -- "$INFOG" report sla --all --month 2026-10
    beside '… beside a table that has the events too' 99 5 --memory 50 -- sqlite3 "$plain" \
        "SELECT client, severity, $rates FROM ticket GROUP BY client, severity" \
        -- "$INFOG" report sla --all --month 2026-10
fi
if wanted month; then
    world years $((1000000 / scale)) 36 $((10000 / scale))
    cat $folder/years/import
    export INFOG_DB=$folder/years/infog.db
    plain=$folder/years/plain.db
    from=$(date -d 2025-03-01 +%s) to=$(date -d 2025-04-01 +%s)
    all="SELECT client, severity, $rates FROM (
         SELECT t.* FROM client c CROSS JOIN ticket t WHERE t.client = c.id AND is_open = 1 AND opened_at < $to UNION ALL
         SELECT t.* FROM client c CROSS JOIN ticket t
         WHERE t.client = c.id AND is_open = 0 AND last_at >= $from AND opened_at < $to) GROUP BY client, severity"
    beside 'one client’s month in 1,000,000' 4 20 -- sqlite3 "$plain" "$all" \
        -- "$INFOG" report sla --client c07 --month 2025-03
    beside 'all clients’ month in 1,000,000' 4 20 -- sqlite3 "$plain" "$all" -- "$INFOG" report sla --all --month 2025-03
fi
# The document for the committee and twelve months of trends: each ticket is read once.
if wanted monthly; then
    world years $((1000000 / scale)) 36 $((10000 / scale))
    export INFOG_DB=$folder/years/infog.db
    from=$(date -d 2024-04-01 +%s) to=$(date -d 2025-04-01 +%s)
    beside 'one client’s monthly report in 1,000,000' 200 20 --wall -- sqlite3 "$folder/years/plain.db" \
        "SELECT t.severity, strftime('%Y-%m', opened_at, 'unixepoch') AS month, $rates
         FROM client c CROSS JOIN ticket t WHERE c.code = 'c07' AND t.client = c.id
         AND (is_open = 1 AND opened_at < $to OR is_open = 0 AND last_at >= $from AND opened_at < $to)
         GROUP BY t.severity, month" -- "$INFOG" report monthly --client c07 --month 2025-03
fi
if wanted due; then
    n=$((1000000 / scale)) at=$folder/lines
    mkdir -p "$at"
    calendar >"$at/office.toml"
    [[ -e $at/due.csv ]] || python3 "$here/commands/world.py" "$at" "$n" 36 0
    HOME=~ "$cargo" build --quiet --release --manifest-path "$here/../Cargo.toml" --bench csv_copy --message-format json |
        python3 -c 'import json, sys
for line in sys.stdin:
    made = json.loads(line)
    if made.get("executable") and made["target"]["name"] == "csv_copy": print(made["executable"])' >"$at/copy"
    beside 'calc due, 1,000,000 lines' 3 7 --memory 50 -- "$(cat "$at/copy")" "$at/due.csv" \
        -- "$INFOG" calc due --calendar "$at/office.toml" --input "$at/due.csv"
fi
# The reference has the rows alone; infog's first run writes the history too.
if wanted import; then
    n=$((1000000 / scale)) at=$folder/park
    mkdir -p "$at"
    [[ -e $at/park.csv ]] || python3 "$here/commands/park.py" "$n" >"$at/park.csv"
    export INFOG_DB=$at/empty.db
    rm -f "$at/empty.db"
    "$INFOG" --no-input init -q >/dev/null
    "$INFOG" client add ried --name Ried --zone Europe/Paris -q >/dev/null
    export INFOG_DB=$at/infog.db
    cat >"$at/plain.sql" <<SQL
CREATE TABLE asset (client TEXT NOT NULL, tag TEXT NOT NULL, kind TEXT, serial TEXT, label TEXT, manufacturer TEXT,
    model TEXT, os TEXT, location TEXT, assigned_to TEXT, status TEXT, purchased_on TEXT, warranty_until TEXT);
CREATE UNIQUE INDEX asset_tag ON asset (client, tag);
CREATE UNIQUE INDEX asset_serial ON asset (client, serial) WHERE serial IS NOT NULL;
.mode csv
.import --skip 1 $at/park.csv asset
SQL
    echo "rm -f '$at'/plain.db*; exec sqlite3 '$at/plain.db' <'$at/plain.sql'" >"$at/plain"
    echo "rm -f '$at'/infog.db*; cp '$at/empty.db' '$at/infog.db'; exec '$INFOG' asset import '$at/park.csv' -q" >"$at/first"
    runs=$((scale > 1 ? 1 : 3))
    beside 'import of 1,000,000 assets, history included' 0.8 "$runs" --memory 150 -- bash "$at/plain" -- bash "$at/first"
    beside '… the same file again' 0.2 "$runs" --memory 150 -- bash "$at/first" -- "$INFOG" asset import "$at/park.csv" -q
fi
if wanted start; then
    world years $((1000000 / scale)) 36 $((10000 / scale))
    export INFOG_DB=$folder/years/infog.db
    beside 'infog --version, CPU' 5 60 --cpu -- true -- "$INFOG" --version
    export COMPLETE=bash _CLAP_COMPLETE_INDEX=3 _CLAP_COMPLETE_COMP_TYPE=9 _CLAP_COMPLETE_SPACE=true _CLAP_IFS=$'\013'
    beside 'completion of a command, CPU' 5 60 --cpu -- true -- env _CLAP_COMPLETE_INDEX=1 "$INFOG" -- infog tic
    beside 'completion with 10,000 open tickets' 50 40 --wall -- true -- "$INFOG" -- infog ticket show ''
    unset COMPLETE
fi
if wanted size; then
    size=$(($(stat -c %s "$INFOG") / 1000))
    echo "| stripped binary | – | $size kB | | 8000 kB | $( ((size < 8000)) && echo ok || { missed=1; echo OVER; }) |"
fi
exit "$missed"
