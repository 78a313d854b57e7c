//! One commitment of one ticket, read at an instant.

use crate::domain::contract::target::Metric;
use crate::domain::instant::Instant;
use crate::domain::ticket::origin::Gap;

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
    /// Imported, and what its source leaves open would decide: kept or broken, nobody can say (rule 24).
    Unknown,
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
            Self::Unknown => "unknown",
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
    /// Not kept at the worst that the source of an imported ticket leaves open: no verdict.
    Unknown(Instant),
}

impl Decision {
    /// When it fell.
    #[must_use]
    pub const fn at(self) -> Instant {
        match self {
            Self::Met(at) | Self::Breached(at) | Self::Missed(at) | Self::Unknown(at) => at,
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
    /// What the source of an imported ticket leaves open, of all that this clock rests on.
    pub unknown: Vec<Gap>,
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

    /// Takes back a breach that rests on what the source of an imported ticket leaves open.
    ///
    /// Events that are missing there count as late as they can be, and waiting as none: what is met so is met, and only
    /// a breach may be none.
    pub(super) fn doubt(&mut self, unknown: Vec<Gap>) {
        for decision in &mut self.decisions {
            if let Decision::Breached(at) | Decision::Missed(at) = *decision {
                *decision = Decision::Unknown(at);
            }
        }
        if matches!(self.verdict, Verdict::Breached | Verdict::Missed) {
            (self.verdict, self.breached_at, self.late_s, self.at_risk) = (Verdict::Unknown, None, 0, false);
            (self.consumed_s, self.left_s) = (None, None);
            self.due_at = self.due_at.filter(|_| !unknown.contains(&Gap::Waiting));
        }
        self.unknown = unknown;
    }

    /// It needs somebody: not stopped, neither void nor decided well.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        let asks = matches!(self.verdict, Verdict::Running | Verdict::Paused | Verdict::Breached | Verdict::Unknown);
        self.stopped_at.is_none() && asks
    }
}
