//! What a month comes to: counts and lists, before anybody judges them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::contract::target::Metric;
use crate::domain::id::{SeverityCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::sla::Clock;
use crate::domain::ticket::breach::{self, Explanation};
use crate::domain::ticket::event::{Excluded, WorkMode};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::origin::Gap;
use crate::domain::volume::Entry;
use crate::report::numbers::Numbers;

use super::Case;

/// Tickets in and out (rule 26).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Flow {
    /// Open at the first instant.
    pub backlog_start: u32,
    /// Opened in the month.
    pub opened: u32,
    /// Resolved before the month, open again in it.
    pub reopened: u32,
    /// Open at the start or come in, resolved at the end.
    pub resolved: u32,
    /// Cancelled.
    pub closed_without_work: u32,
    /// Open at the first instant of the next month.
    pub backlog_end: u32,
}

impl Flow {
    /// Whether the identity of rule 26 holds.
    #[must_use]
    pub const fn balances(&self) -> bool {
        self.backlog_start + self.opened + self.reopened == self.resolved + self.closed_without_work + self.backlog_end
    }
}

/// Counts of one metric for one kind of ticket, of one severity or of all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Commitments kept.
    pub met: u32,
    /// Commitments decided.
    pub decided: u32,
    /// Tickets that kept it.
    pub met_tickets: Numbers,
    /// Tickets that broke it.
    pub breached_tickets: Numbers,
    /// Tickets whose clock still runs or is held.
    pub undecided_tickets: Numbers,
}

impl Row {
    pub(super) const fn is_empty(&self) -> bool {
        self.decided == 0 && self.undecided_tickets.is_empty()
    }
}

/// Which row: firm before indicative, then metric, kind, severity (all of them first).
pub type Key = (bool, TicketKind, Metric, Option<usize>);

/// One broken commitment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breach {
    /// Whose.
    pub ticket: TicketNumber,
    /// Of what.
    pub metric: Metric,
    /// 1, or more where a reopening or an update started another.
    pub cycle: u32,
    /// When counting had used up the allowance.
    pub breached_at: Instant,
    /// The deadline under the terms that held at the month's end; none while paused.
    pub due_at: Option<Instant>,
    /// When the event came, if it came in the month.
    pub stopped_at: Option<Instant>,
    /// Seconds late at the event or at the month's end.
    pub late_s: i64,
    /// `working`, `elapsed`, `working-days`.
    pub unit: &'static str,
    /// Severity that held.
    pub severity: Option<SeverityCode>,
    /// Why, as far as somebody said.
    pub explanation: Option<Explanation>,
}

/// A ticket without a commitment, or without it any longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Which.
    pub ticket: TicketNumber,
    /// Why.
    pub reason: Excluded,
}

/// A ticket that is open at the end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backlog {
    /// Which.
    pub ticket: TicketNumber,
    /// When it was opened.
    pub opened_at: Instant,
    /// Severity that holds.
    pub severity: Option<SeverityCode>,
}

/// A ticket held at the end of the month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Which.
    pub ticket: TicketNumber,
    /// For what, with the beginning of each.
    pub reasons: Vec<(String, Instant)>,
    /// Whether the contract stops a clock for any of them.
    pub stops: bool,
}

/// A commitment that runs or is held at the end of the month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undecided {
    /// Whose.
    pub ticket: TicketNumber,
    /// Of what.
    pub metric: Metric,
    /// Held.
    pub paused: bool,
    /// Its deadline; none while paused.
    pub due_at: Option<Instant>,
    /// Seconds left.
    pub left_s: Option<i64>,
    /// Its unit.
    pub unit: &'static str,
}

/// A commitment of an imported ticket that is neither kept for certain nor broken for certain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unjudged {
    /// Whose.
    pub ticket: TicketNumber,
    /// Of what.
    pub metric: Metric,
    /// What its source leaves open.
    pub unknown: Vec<Gap>,
}

/// What was put into a month: the other side of a commitment of means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Effort {
    /// Minutes of work from afar.
    pub remote_minutes: u64,
    /// Minutes of work on site.
    pub on_site_minutes: u64,
    /// People who worked.
    pub people: usize,
}

impl Effort {
    /// The sums of entries.
    #[must_use]
    pub fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let (mut effort, mut people) = (Self::default(), BTreeSet::new());
        for entry in entries {
            match entry.mode {
                WorkMode::Remote => effort.remote_minutes += u64::from(entry.minutes),
                WorkMode::OnSite => effort.on_site_minutes += u64::from(entry.minutes),
            }
            people.insert(entry.by.as_str());
        }
        effort.people = people.len();
        effort
    }
}

impl Breach {
    /// The breach of `clock` at `breached_at`.
    pub(super) fn of(case: &Case<'_>, clock: &Clock, breached_at: Instant, severity: Option<SeverityCode>) -> Self {
        Self {
            ticket: case.number,
            metric: clock.metric(),
            cycle: clock.cycle,
            breached_at,
            due_at: clock.due_at,
            stopped_at: clock.stopped_at,
            late_s: clock.late_s,
            unit: clock.promise.allowance.unit(),
            severity,
            explanation: breach::of(case.explained, clock.metric(), clock.cycle).cloned(),
        }
    }
}
