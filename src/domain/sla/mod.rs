//! Target, events, calendar and an instant → clocks, verdicts, ledger.
