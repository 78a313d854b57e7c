//! The contested rules, each one a choice of the contract.

use serde::{Deserialize, Serialize};

use super::target::Metric;
use crate::domain::id::PauseReason;

/// How contested situations are decided. Every key has a default.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// Metrics that a pause stops.
    pub suspends: Vec<Metric>,
    /// Reasons that stop them; another reason is recorded and stops nothing.
    pub pauses: Vec<PauseReason>,
    /// What a change to a graver severity does.
    pub on_severity_up: OnSeverityChange,
    /// What a change to a lighter severity does.
    pub on_severity_down: OnSeverityChange,
    /// What a reopening does.
    pub on_reopen: OnReopen,
    /// Where an elapsed deadline goes that falls while the desk is closed.
    pub elapsed_due_when_closed: WhenClosed,
    /// Days after the resolution within which a ticket may be reopened; `None` is without limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopen_within_days: Option<u32>,
    /// Fewer decided commitments than this: counts only, no percentage, no penalty.
    pub min_sample: u32,
    /// Per cent of the allowance consumed from which a clock is at risk.
    pub warn_at: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            suspends: vec![Metric::Resolution],
            pauses: PauseReason::new("waiting-client").into_iter().collect(),
            on_severity_up: OnSeverityChange::FromOpening,
            on_severity_down: OnSeverityChange::FromOpening,
            on_reopen: OnReopen::Cumulative,
            elapsed_due_when_closed: WhenClosed::Keep,
            reopen_within_days: None,
            min_sample: 5,
            warn_at: 75,
        }
    }
}

/// Rule 19.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnSeverityChange {
    /// The new allowance as if it had always held, pauses still cut out.
    FromOpening,
    /// The new allowance in full from the change.
    FromChange,
}

/// Rule 20.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnReopen {
    /// Goes on with what is left; the time resolved is not counted.
    Cumulative,
    /// Goes on, the time resolved counted.
    Continuous,
    /// A new clock; the first one's verdict stays beside it.
    NewCycle,
    /// The first verdict is final.
    KeepVerdict,
}

/// Rule 15.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhenClosed {
    /// The deadline stays where it is.
    Keep,
    /// It moves to the next opening of the desk.
    NextOpening,
}
