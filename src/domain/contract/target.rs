//! Commitments, and which of them governs a ticket (rule 23).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::allowance::Allowance;
use crate::domain::id::{CalendarName, LineName, SeverityCode};
use crate::domain::ticket::kind::TicketKind;

/// What is promised (rule 17).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// Prise en charge (GTI): until the first acknowledgement.
    Response,
    /// Contournement: until worked around or resolved.
    Workaround,
    /// Rétablissement (GTR): until resolved.
    Resolution,
    /// Next word to the client, again and again until resolved.
    Update,
}

impl Metric {
    /// All four, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Response, Self::Workaround, Self::Resolution, Self::Update];

    /// The code in files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Workaround => "workaround",
            Self::Resolution => "resolution",
            Self::Update => "update",
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Where a commitment of days ends on its last day (rule 14).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayEnd {
    /// At the last closing of that date.
    #[default]
    CloseOfDay,
    /// At the opening's local time on that date.
    SameTime,
}

/// The time granted for one metric.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Commitment {
    /// How much.
    pub within: Allowance,
    /// Counted in this calendar; `None` is the contract's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarName>,
    /// For working days: when the last day ends.
    #[serde(default)]
    pub due: DayEnd,
}

/// One `[[target]]`: whom it concerns and what it grants.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Target {
    /// `None`: every line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineName>,
    /// `None`: every kind of ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketKind>,
    /// `None`: every severity, and tickets without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<SeverityCode>,
    /// `false`: indicative, shown and counted apart, never breached.
    pub firm: bool,
    /// Prise en charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Commitment>,
    /// Contournement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workaround: Option<Commitment>,
    /// Rétablissement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Commitment>,
    /// Next update while open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<Commitment>,
}

impl Target {
    /// What it grants for `metric`.
    #[must_use]
    pub const fn commitment(&self, metric: Metric) -> Option<&Commitment> {
        match metric {
            Metric::Response => self.response.as_ref(),
            Metric::Workaround => self.workaround.as_ref(),
            Metric::Resolution => self.resolution.as_ref(),
            Metric::Update => self.update.as_ref(),
        }
    }

    /// It grants nothing, on purpose: there is no commitment for those it concerns.
    #[must_use]
    pub fn is_none_on_purpose(&self) -> bool {
        Metric::ALL.iter().all(|m| self.commitment(*m).is_none())
    }

    /// Whether it speaks of `metric`: it grants it, or it grants nothing on purpose.
    #[must_use]
    pub fn speaks_of(&self, metric: Metric) -> bool {
        self.commitment(metric).is_some() || self.is_none_on_purpose()
    }

    /// Whether it concerns a ticket with these three.
    #[must_use]
    pub fn concerns(&self, line: Option<&LineName>, ticket: TicketKind, severity: Option<&SeverityCode>) -> bool {
        self.line.as_ref().is_none_or(|l| Some(l) == line)
            && self.ticket.is_none_or(|t| t == ticket)
            && self.severity.as_ref().is_none_or(|s| Some(s) == severity)
    }

    /// Whom it concerns, in the words of the file: `serveurs N1 incident`, or `every ticket`.
    #[must_use]
    pub fn name(&self) -> String {
        let line = self.line.as_ref().map(LineName::as_str);
        let severity = self.severity.as_ref().map(SeverityCode::as_str);
        let words: Vec<&str> = [line, severity, self.ticket.map(TicketKind::code)].into_iter().flatten().collect();
        if words.is_empty() { "every ticket".to_owned() } else { words.join(" ") }
    }

    /// How specific it is: line before kind before severity.
    #[must_use]
    pub const fn specificity(&self) -> (bool, bool, bool) {
        (self.line.is_some(), self.ticket.is_some(), self.severity.is_some())
    }
}

/// The target that governs `metric` and those that it beat, as indices into `targets`, most specific first.
///
/// The first index is the winner; an empty answer is "no commitment" (rule 23).
#[must_use]
pub fn ranked(
    targets: &[Target],
    metric: Metric,
    line: Option<&LineName>,
    ticket: TicketKind,
    severity: Option<&SeverityCode>,
) -> Vec<usize> {
    let mut found: Vec<usize> = (0..targets.len())
        .filter(|i| targets[*i].speaks_of(metric) && targets[*i].concerns(line, ticket, severity))
        .collect();
    found.sort_by_key(|i| std::cmp::Reverse(targets[*i].specificity()));
    found
}
