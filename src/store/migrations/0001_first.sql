-- Why: the first schema. One append-only, hash-chained log holds every change; what the other tables say follows
-- from it. Instants are seconds since 1970 UTC, civil dates ISO texts, codes lower case, keys folded in Rust.

-- What the file is: its schema number and the infog that made it so.
CREATE TABLE meta (
    k {text} NOT NULL PRIMARY KEY,
    v {text} NOT NULL
){strict};

-- Numbers that never come back.
CREATE TABLE counter (
    name {text} NOT NULL PRIMARY KEY,
    value {int} NOT NULL CHECK (value >= 0)
){strict};
INSERT INTO counter (name, value) VALUES ('ticket', 0), ('asset', 0), ('asset_change', 0);

-- The head of the chain: how many events there are, and the hash of the last.
CREATE TABLE chain (
    name {text} NOT NULL PRIMARY KEY,
    position {int} NOT NULL CHECK (position >= 0),
    hash {blob} NOT NULL
){strict};

-- One row for every change of every subject. `at` is when it happened, `recorded_at` when it was written down.
-- `arg` is what a clock needs, `data` the other facts (JSON).
-- `digest` stands for what is kept beside (event_text, asset_change) and can be erased without breaking the chain.
-- `hash` covers the hash before it and every column.
CREATE TABLE event (
    id {int} NOT NULL PRIMARY KEY CHECK (id > 0),
    at {int} NOT NULL CHECK (at BETWEEN -62135596800 AND 253402300799),
    recorded_at {int} NOT NULL CHECK (recorded_at BETWEEN -62135596800 AND 253402300799),
    actor {text} NOT NULL CHECK (length(actor) <= 200),
    program {text} NOT NULL CHECK (length(program) <= 40),
    clock_given {int} NOT NULL CHECK (clock_given IN (0, 1)),
    subject {text} NOT NULL CHECK (length(subject) BETWEEN 1 AND 40),
    key {text} CHECK (length(key) <= 200),
    ticket {int} CHECK (ticket > 0),
    seq {int} CHECK (seq > 0),
    type {text} NOT NULL CHECK (length(type) BETWEEN 1 AND 40),
    arg {text} NOT NULL CHECK (length(arg) <= 10000),
    data {text} CHECK (length(data) <= 10000000),
    digest {blob},
    hash {blob} NOT NULL,
    CHECK ((ticket IS NULL AND seq IS NULL AND key IS NOT NULL) OR (ticket IS NOT NULL AND seq IS NOT NULL AND key IS NULL))
){strict};
CREATE UNIQUE INDEX event_of_ticket ON event (ticket, seq) WHERE ticket IS NOT NULL;
CREATE INDEX event_of_subject ON event (subject, key, id) WHERE key IS NOT NULL;

-- Free text of events (JSON), beside the chain so that it can be erased: both columns become NULL then.
CREATE TABLE event_text (
    event {int} NOT NULL PRIMARY KEY REFERENCES event (id),
    salt {blob},
    body {text} CHECK (length(body) <= 10000000)
){strict};

-- `data` is the whole client (JSON).
CREATE TABLE client (
    id {id},
    code {text} NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    key {text} NOT NULL UNIQUE,
    archived {int} NOT NULL CHECK (archived IN (0, 1)),
    data {text} NOT NULL CHECK (length(data) <= 1000000)
){strict};

-- Every version that was ever applied; `replaced_by` is the event that corrected it away. `effective_on` is empty
-- for a first version without a date.
CREATE TABLE calendar_version (
    id {id},
    name {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    key {text} NOT NULL,
    effective_on {text} NOT NULL,
    source {text} NOT NULL CHECK (length(source) <= 4000000),
    spec {text} NOT NULL CHECK (length(spec) <= 4000000),
    event {int} NOT NULL REFERENCES event (id),
    replaced_by {int} REFERENCES event (id)
){strict};
CREATE UNIQUE INDEX calendar_version_held ON calendar_version (key, effective_on) WHERE replaced_by IS NULL;

CREATE TABLE contract_version (
    id {id},
    ref {text} NOT NULL CHECK (length(ref) BETWEEN 1 AND 64),
    key {text} NOT NULL,
    client {int} NOT NULL REFERENCES client (id),
    amendment {int} NOT NULL CHECK (amendment >= 0),
    effective_on {text} NOT NULL,
    source {text} NOT NULL CHECK (length(source) <= 4000000),
    terms {text} NOT NULL CHECK (length(terms) <= 4000000),
    event {int} NOT NULL REFERENCES event (id),
    replaced_by {int} REFERENCES event (id)
){strict};
CREATE UNIQUE INDEX contract_version_held ON contract_version (key, amendment) WHERE replaced_by IS NULL;
CREATE INDEX contract_of_client ON contract_version (client, key);

-- `data` is the whole asset (JSON); `source` the digest of the record of the last import that left it as it is.
CREATE TABLE asset (
    id {int} NOT NULL PRIMARY KEY CHECK (id > 0),
    client {int} NOT NULL REFERENCES client (id),
    tag {text} NOT NULL CHECK (length(tag) BETWEEN 1 AND 64),
    tag_key {text} NOT NULL,
    serial_key {text} CHECK (length(serial_key) BETWEEN 1 AND 400),
    kind {text} NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    status {text} NOT NULL CHECK (length(status) BETWEEN 1 AND 40),
    data {text} NOT NULL CHECK (length(data) <= 1000000),
    source {blob}
){strict};
CREATE UNIQUE INDEX asset_tag ON asset (client, tag_key);
CREATE UNIQUE INDEX asset_serial ON asset (client, serial_key) WHERE serial_key IS NOT NULL;

-- What an event changed of an asset: one row for each, whether an import or one edit. `digest` (salted) outlives the
-- text; the event's own digest covers those of its rows in the order of `id`. The event follows its rows, hence no
-- reference to it: one would be searched for again in the whole table.
CREATE TABLE asset_change (
    id {int} NOT NULL PRIMARY KEY CHECK (id > 0),
    event {int} NOT NULL CHECK (event > 0),
    line {int} NOT NULL CHECK (line >= 0),
    asset {int} NOT NULL REFERENCES asset (id),
    digest {blob} NOT NULL,
    salt {blob},
    before {text},
    after {text}
){strict};
CREATE INDEX asset_change_of_asset ON asset_change (asset, id);

-- What lists show of tickets, as their events say; can be rebuilt. Deadlines are never columns. `events` counts the
-- ticket's events: who appends one must know the last. `marks` holds those events, packed, without what no clock
-- needs: a million tickets are read in a fraction of the time that their events would take one by one.
CREATE TABLE ticket_cache (
    number {int} NOT NULL PRIMARY KEY CHECK (number > 0),
    marks {blob} NOT NULL,
    client {int} NOT NULL REFERENCES client (id),
    contract {text},
    contract_key {text},
    amendment {int} NOT NULL,
    line {text},
    excluded {text},
    kind {text} NOT NULL,
    severity {text},
    status {text} NOT NULL,
    is_open {int} NOT NULL CHECK (is_open IN (0, 1)),
    paused {int} NOT NULL CHECK (paused IN (0, 1)),
    opened_at {int} NOT NULL,
    last_at {int} NOT NULL,
    assignee {text},
    title {text} NOT NULL CHECK (length(title) <= 1000),
    assets {text} NOT NULL,
    events {int} NOT NULL CHECK (events > 0)
){strict};
CREATE INDEX ticket_open ON ticket_cache (client, opened_at) WHERE is_open = 1;
CREATE INDEX ticket_over ON ticket_cache (client, last_at, opened_at) WHERE is_open = 0;
CREATE INDEX ticket_under_contract ON ticket_cache (contract_key, amendment) WHERE contract_key IS NOT NULL;

-- Which tickets name an asset, and which hold a word (folded); both can be rebuilt from the events.
CREATE TABLE ticket_asset (
    client {int} NOT NULL,
    tag_key {text} NOT NULL,
    ticket {int} NOT NULL,
    PRIMARY KEY (client, tag_key, ticket)
){clustered};
CREATE TABLE ticket_word (
    word {text} NOT NULL,
    ticket {int} NOT NULL,
    PRIMARY KEY (word, ticket)
){clustered};
