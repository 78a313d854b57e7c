-- Why: a change can be taken back. The events of one command are one change, so each but the first names the first as
-- the one that it is part of. What an undo takes away can be brought back: changes of assets and versions of contracts
-- outlive the assets and clients that they are about, and refer to them no longer.

ALTER TABLE event ADD COLUMN part_of {int} CHECK (part_of > 0);

-- Work that was taken back is work no more.
DROP INDEX event_of_work;
CREATE INDEX event_of_work ON event (ticket, seq)
    WHERE type IN ('time_logged', 'corrected', 'cancelled', 'undone') AND ticket IS NOT NULL;

-- As before, without the reference to the asset. A change whose `after` is empty while its `salt` is there took the
-- asset away.
CREATE TABLE asset_change_kept (
    id {int} NOT NULL PRIMARY KEY CHECK (id > 0),
    event {int} NOT NULL CHECK (event > 0),
    line {int} NOT NULL CHECK (line >= 0),
    asset {int} NOT NULL CHECK (asset > 0),
    digest {blob} NOT NULL,
    salt {blob},
    before {text},
    after {text}
){strict};
INSERT INTO asset_change_kept (id, event, line, asset, digest, salt, before, after)
    SELECT id, event, line, asset, digest, salt, before, after FROM asset_change;
CREATE TABLE campaign_asset_kept (
    campaign {int} NOT NULL REFERENCES campaign (id),
    asset {int} NOT NULL REFERENCES asset (id),
    change {int} NOT NULL REFERENCES asset_change_kept (id),
    PRIMARY KEY (campaign, asset)
){clustered};
INSERT INTO campaign_asset_kept (campaign, asset, change) SELECT campaign, asset, change FROM campaign_asset;
DROP TABLE campaign_asset;
DROP TABLE asset_change;
ALTER TABLE asset_change_kept RENAME TO asset_change;
ALTER TABLE campaign_asset_kept RENAME TO campaign_asset;
CREATE INDEX asset_change_of_asset ON asset_change (asset, id);

-- As before, without the reference to the client.
CREATE TABLE contract_version_kept (
    id {id},
    ref {text} NOT NULL CHECK (length(ref) BETWEEN 1 AND 64),
    key {text} NOT NULL,
    client {int} NOT NULL CHECK (client > 0),
    amendment {int} NOT NULL CHECK (amendment >= 0),
    effective_on {text} NOT NULL,
    source {text} NOT NULL CHECK (length(source) <= 4000000),
    terms {text} NOT NULL CHECK (length(terms) <= 4000000),
    event {int} NOT NULL REFERENCES event (id),
    replaced_by {int} REFERENCES event (id)
){strict};
INSERT INTO contract_version_kept
    (id, ref, key, client, amendment, effective_on, source, terms, event, replaced_by)
    SELECT id, ref, key, client, amendment, effective_on, source, terms, event, replaced_by FROM contract_version;
DROP TABLE contract_version;
ALTER TABLE contract_version_kept RENAME TO contract_version;
CREATE UNIQUE INDEX contract_version_held ON contract_version (key, amendment) WHERE replaced_by IS NULL;
CREATE INDEX contract_of_client ON contract_version (client, key);
