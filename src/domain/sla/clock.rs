//! One commitment of one ticket, read at an instant.

use crate::domain::contract::target::Metric;
use crate::domain::instant::Instant;

use super::rules::Promise;

/// What a clock says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// Time runs.
    Running,
    /// Held: no deadline, only time left (rule 18).
    Paused,
    /// Consumed ≤ allowance at its event (rule 13).
    Met,
    /// Consumed > allowance, for good (rule 24).
    Breached,
    /// An indicative target that was not reached; never a breach (rule 17).
    Missed,
    /// Cancelled before it was decided, or as if it had never been (rule 21).
    Void,
}

impl Verdict {
    /// The code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Met => "met",
            Self::Breached => "breached",
            Self::Missed => "missed",
            Self::Void => "void",
        }
    }
}

/// A verdict with the instant that gives it its month (rule 24).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Kept, at its event.
    Met(Instant),
    /// Broken: the last instant at which it was still kept, or the event that broke it.
    Breached(Instant),
    /// Indicative and not reached.
    Missed(Instant),
}

impl Decision {
    /// When it fell.
    #[must_use]
    pub const fn at(self) -> Instant {
        match self {
            Self::Met(at) | Self::Breached(at) | Self::Missed(at) => at,
        }
    }
}

/// One commitment of one ticket, read at an instant.
#[derive(Clone, Debug)]
pub struct Clock {
    /// What is promised, by which target, in which calendar.
    pub promise: Promise,
    /// 1, or more where a reopening or an update started another.
    pub cycle: u32,
    /// What it says.
    pub verdict: Verdict,
    /// Where counting starts under the terms that hold now.
    pub origin: Instant,
    /// Deadline under the terms that hold now; none while paused.
    pub due_at: Option<Instant>,
    /// When its event came.
    pub stopped_at: Option<Instant>,
    /// Where reading ends: its stop, its cancellation, or now.
    pub read_at: Instant,
    /// Seconds consumed; none for working days.
    pub consumed_s: Option<i64>,
    /// Seconds left, not below zero; for working days the open seconds until due.
    pub left_s: Option<i64>,
    /// Seconds past the deadline, counted in its unit (working days: open seconds).
    pub late_s: i64,
    /// The first breach, for good.
    pub breached_at: Option<Instant>,
    /// It runs and has little left.
    pub at_risk: bool,
    /// What was decided, each in its month.
    pub decisions: Vec<Decision>,
}

impl Clock {
    /// What is promised.
    #[must_use]
    pub const fn metric(&self) -> Metric {
        self.promise.metric
    }

    /// It runs or is held.
    #[must_use]
    pub const fn is_undecided(&self) -> bool {
        matches!(self.verdict, Verdict::Running | Verdict::Paused) && self.decisions.is_empty()
    }

    /// It needs somebody: not stopped, neither void nor decided well.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.stopped_at.is_none() && matches!(self.verdict, Verdict::Running | Verdict::Paused | Verdict::Breached)
    }
}
