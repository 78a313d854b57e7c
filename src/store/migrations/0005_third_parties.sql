-- Why: campaigns freeze an inventory that a client accepted; third parties manage assets, and authorisations allow
-- work on these. All of it is what the events of the log say.

-- `data` is the whole campaign (JSON); `accepted_at` is empty while it is under way.
CREATE TABLE campaign (
    id {id},
    client {int} NOT NULL REFERENCES client (id),
    name {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    key {text} NOT NULL,
    accepted_at {int},
    data {text} NOT NULL CHECK (length(data) <= 1000000)
){strict};
CREATE UNIQUE INDEX campaign_of_client ON campaign (client, key);

-- What was frozen: for each asset the change that made it what it was. The event of the acceptance holds a digest over
-- these rows and the digests of those changes.
CREATE TABLE campaign_asset (
    campaign {int} NOT NULL REFERENCES campaign (id),
    asset {int} NOT NULL REFERENCES asset (id),
    change {int} NOT NULL REFERENCES asset_change (id),
    PRIMARY KEY (campaign, asset)
){clustered};

-- `data` is the whole third party (JSON).
CREATE TABLE third_party (
    id {id},
    code {text} NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    key {text} NOT NULL UNIQUE,
    archived {int} NOT NULL CHECK (archived IN (0, 1)),
    data {text} NOT NULL CHECK (length(data) <= 1000000)
){strict};

-- `data` is the whole authorisation (JSON).
CREATE TABLE authorisation (
    number {int} NOT NULL PRIMARY KEY CHECK (number > 0),
    third_party {int} NOT NULL REFERENCES third_party (id),
    client {int} NOT NULL REFERENCES client (id),
    data {text} NOT NULL CHECK (length(data) <= 1000000)
){strict};
CREATE INDEX authorisation_of_client ON authorisation (client);
CREATE INDEX authorisation_of_third_party ON authorisation (third_party);
INSERT INTO counter (name, value) VALUES ('authorisation', 0);
