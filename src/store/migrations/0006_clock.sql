-- Why: a clock that was set back makes deadlines met that were not. Each event recorded by such a clock says so:
-- `behind_s` is how many seconds the machine's clock lay behind the last event that it had recorded before.
ALTER TABLE event ADD COLUMN behind_s {int} CHECK (behind_s > 0);
