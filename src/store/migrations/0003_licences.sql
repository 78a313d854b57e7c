-- Why: who holds which seat of a licence, from when to when. A licence itself is an asset of kind `licence`, with its
-- seats, dates and history; here is only what its seats were given to.

-- One row for each seat that was given out; `event` gave it, `released` took it back. Neither asset nor person is
-- left where a person was erased.
CREATE TABLE licence_seat (
    event {int} NOT NULL PRIMARY KEY REFERENCES event (id),
    licence {int} NOT NULL REFERENCES asset (id),
    asset {int} REFERENCES asset (id),
    person {text} CHECK (length(person) BETWEEN 1 AND 200),
    person_key {text},
    over_use {int} NOT NULL CHECK (over_use IN (0, 1)),
    assigned_at {int} NOT NULL,
    released {int} REFERENCES event (id),
    released_at {int},
    CHECK ((released IS NULL) = (released_at IS NULL)),
    CHECK (asset IS NULL OR person IS NULL)
){strict};
CREATE INDEX licence_seat_of_licence ON licence_seat (licence, event);
CREATE INDEX licence_seat_held ON licence_seat (licence) WHERE released IS NULL;
CREATE INDEX licence_seat_on_asset ON licence_seat (asset) WHERE released IS NULL AND asset IS NOT NULL;

-- Among a million machines the licences are few, and so is what covers others.
CREATE INDEX asset_licence ON asset (client, tag_key) WHERE kind = 'licence';
CREATE INDEX asset_cover ON asset (client, tag_key) WHERE kind IN ('backup', 'antivirus');
