-- Why: assets stand somewhere and somebody asks for them: sites with their rooms, and contacts. Assets are repaired,
-- lent, replaced and brought up to date; what their versions should be, and until when makers support them, is known.

INSERT INTO counter (name, value) VALUES ('contact', 0);

-- `data` is the whole site with its rooms (JSON).
CREATE TABLE site (
    id {id},
    client {int} NOT NULL REFERENCES client (id),
    code {text} NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    key {text} NOT NULL,
    archived {int} NOT NULL CHECK (archived IN (0, 1)),
    data {text} NOT NULL CHECK (length(data) <= 1000000)
){strict};
CREATE UNIQUE INDEX site_of_client ON site (client, key);

-- `data` is the whole contact (JSON). Events name a contact by its number, never by its name: a name can be erased.
CREATE TABLE contact (
    id {int} NOT NULL PRIMARY KEY CHECK (id > 0),
    client {int} NOT NULL REFERENCES client (id),
    key {text} NOT NULL CHECK (length(key) BETWEEN 1 AND 800),
    archived {int} NOT NULL CHECK (archived IN (0, 1)),
    data {text} NOT NULL CHECK (length(data) <= 1000000)
){strict};
CREATE UNIQUE INDEX contact_of_client ON contact (client, key);

-- What was done to an asset beside its columns; the facts themselves stand with the event, so that they can be erased.
-- `other` is the asset that was lent, or the one of a replacement.
CREATE TABLE asset_deed (
    event {int} NOT NULL PRIMARY KEY REFERENCES event (id),
    asset {int} NOT NULL REFERENCES asset (id),
    other {int} REFERENCES asset (id),
    type {text} NOT NULL CHECK (length(type) BETWEEN 1 AND 40)
){strict};
CREATE INDEX asset_deed_of_asset ON asset_deed (asset, event);

-- Target versions and ends of support, of all clients or of one; `data` is the whole rule (JSON).
CREATE TABLE version_rule (
    id {id},
    client {int} REFERENCES client (id),
    key {text} NOT NULL CHECK (length(key) BETWEEN 1 AND 2000),
    data {text} NOT NULL CHECK (length(data) <= 100000)
){strict};
CREATE UNIQUE INDEX version_rule_of_client ON version_rule (client, key) WHERE client IS NOT NULL;
CREATE UNIQUE INDEX version_rule_of_all ON version_rule (key) WHERE client IS NULL;
