-- Why: what a month consumed of a contract's volume is read from the work logged on its tickets; without this index
-- every event of every ticket would be read for it.
CREATE INDEX event_of_work ON event (ticket, seq)
    WHERE type IN ('time_logged', 'corrected', 'cancelled') AND ticket IS NOT NULL;
