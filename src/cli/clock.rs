//! The only "now".

use chrono::Utc;

use crate::domain::instant::Instant;

/// The instant as of which everything is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    now: Instant,
    replaced: bool,
}

impl Clock {
    /// The machine's clock, read once: one command has one now.
    #[must_use]
    pub fn of_machine() -> Self {
        Self { now: Instant(Utc::now().timestamp()), replaced: false }
    }

    /// The machine's clock at this moment, in seconds since 1970 UTC: only to see whether it was set back.
    #[must_use]
    pub fn read() -> i64 {
        Utc::now().timestamp()
    }

    /// `--now`: answers are as of `now`, and what is recorded bears it and is marked.
    #[must_use]
    pub const fn replaced(now: Instant) -> Self {
        Self { now, replaced: true }
    }

    /// The instant.
    #[must_use]
    pub const fn now(self) -> Instant {
        self.now
    }

    /// Whether `--now` replaced the machine's clock.
    #[must_use]
    pub const fn is_replaced(self) -> bool {
        self.replaced
    }
}
