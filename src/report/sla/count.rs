//! Tickets counted into a month, one by one (rules 24 and 26).

use super::figures::{Backlog, Breach, Flow, LeftOut, Row, Undecided, Unjudged, Waiting};
use super::{Case, SlaReport};
use crate::domain::contract::target::Metric;
use crate::domain::id::SeverityCode;
use crate::domain::instant::Instant;
use crate::domain::sla::{AsOf, Clock, Decision, Move, Rules, Story, Verdict, evaluate};
use crate::domain::ticket::event::{CancelReason, Excluded};
use crate::domain::ticket::kind::TicketKind;

impl SlaReport {
    /// Counts one ticket; `rules` are those of the version that governs it, absent where none does.
    pub fn add(&mut self, case: &Case<'_>, rules: Option<&Rules>) {
        let as_of = self.period.as_of;
        if !as_of.holds(case.subject.opened_at) {
            return;
        }
        let story = Story::new(case.subject, case.steps, as_of);
        let before = State::at(case, AsOf::before(self.period.from));
        let after = State::at(case, as_of);
        let again = case.steps.iter().any(|s| s.what == Move::Reopened && self.period.holds(s.at));
        count_flow(&mut self.flow, before, after, again);
        count_flow(self.kinds.entry(case.subject.kind).or_default(), before, after, again);
        if before == State::NotYet {
            self.opened.push_once(case.number);
        }
        if after == State::Open {
            let severity = severity_at(&story, as_of.now).cloned();
            self.backlog.push(Backlog { ticket: case.number, opened_at: case.subject.opened_at, severity });
        }
        let in_month = self.period.holds(case.subject.opened_at) || before == State::Open || self.moved(case);
        let excluded = case.excluded.or_else(|| story.cancelled.map(|(_, reason)| excluded_by(reason)));
        if let (Some(reason), true) = (excluded, in_month) {
            self.left_out.push(LeftOut { ticket: case.number, reason });
        }
        if let (Some(tool), true) = (case.imported, in_month) {
            self.imported.push((case.number, tool));
        }
        if case.late_records > 0 {
            self.recorded_late.push((case.number, case.late_records));
        }
        self.count_waiting(case, &story, rules);
        if case.excluded.is_some() {
            return;
        }
        self.count_reopened(case, excluded);
        if let Some(rules) = rules {
            for clock in evaluate(&story, rules).clocks {
                self.count(case, &story, &clock);
            }
        }
    }

    fn moved(&self, case: &Case<'_>) -> bool {
        case.steps.iter().any(|s| self.period.holds(s.at))
    }

    fn count_reopened(&mut self, case: &Case<'_>, excluded: Option<Excluded>) {
        if matches!(excluded, Some(Excluded::Duplicate | Excluded::NotCovered)) {
            return;
        }
        let happened = |what: &Move| case.steps.iter().any(|s| s.what == *what && self.period.holds(s.at));
        let (reopened, resolved) = (happened(&Move::Reopened), happened(&Move::Resolved));
        if reopened {
            self.reopened.0.push(case.number);
        }
        self.reopened.1 += u32::from(resolved);
    }

    fn count_waiting(&mut self, case: &Case<'_>, story: &Story<'_>, rules: Option<&Rules>) {
        let held: Vec<_> = story.pauses.iter().filter(|h| h.to.is_none()).collect();
        if held.is_empty() {
            return;
        }
        let stops = rules.is_some_and(|r| held.iter().any(|h| r.suspends_for(&h.reason)));
        let reasons = held.iter().map(|h| (h.reason.to_string(), h.from)).collect();
        self.waiting.push(Waiting { ticket: case.number, reasons, stops });
    }

    fn count(&mut self, case: &Case<'_>, story: &Story<'_>, clock: &Clock) {
        let indicative = !clock.promise.firm;
        for decision in &clock.decisions {
            if !self.period.holds(decision.at()) {
                continue;
            }
            if matches!(decision, Decision::Unknown(_)) {
                let (ticket, metric, unknown) = (case.number, clock.metric(), clock.unknown.clone());
                self.unjudged.push(Unjudged { ticket, metric, unknown });
                continue;
            }
            let severity = severity_at(story, decision.at());
            self.on_rows(indicative, case.subject.kind, clock.metric(), severity, |row| {
                row.decided += 1;
                match decision {
                    Decision::Met(_) => {
                        row.met += 1;
                        row.met_tickets.push_once(case.number);
                    }
                    Decision::Breached(_) | Decision::Missed(_) | Decision::Unknown(_) => {
                        row.breached_tickets.push_once(case.number)
                    }
                }
            });
            if let Decision::Breached(breached_at) = *decision {
                self.breaches.push(Breach::of(case, clock, breached_at, severity.cloned()));
            }
        }
        if clock.is_undecided() {
            let severity = severity_at(story, self.period.as_of.now);
            self.on_rows(indicative, case.subject.kind, clock.metric(), severity, |row| {
                row.undecided_tickets.push_once(case.number);
            });
            self.undecided.push(Undecided {
                ticket: case.number,
                metric: clock.metric(),
                paused: clock.verdict == Verdict::Paused,
                due_at: clock.due_at,
                left_s: clock.left_s,
                unit: clock.promise.allowance.unit(),
            });
        }
    }

    /// Changes the row of all severities, and that of `severity` if there is one.
    fn on_rows(
        &mut self,
        indicative: bool,
        kind: TicketKind,
        metric: Metric,
        severity: Option<&SeverityCode>,
        change: impl Fn(&mut Row),
    ) {
        change(self.rows.entry((indicative, kind, metric, None)).or_default());
        if let Some(severity) = severity {
            let index = self.index_of(severity);
            change(self.rows.entry((indicative, kind, metric, Some(index))).or_default());
        }
    }
}

/// One ticket in or out.
fn count_flow(flow: &mut Flow, before: State, after: State, again: bool) {
    match before {
        State::Open => flow.backlog_start += 1,
        State::NotYet => flow.opened += 1,
        State::Resolved if again => flow.reopened += 1,
        State::Resolved | State::Cancelled => return,
    }
    match after {
        State::Open => flow.backlog_end += 1,
        State::Resolved => flow.resolved += 1,
        State::Cancelled => flow.closed_without_work += 1,
        State::NotYet => {}
    }
}

/// The severity that held at `at`.
fn severity_at<'s>(story: &'s Story<'_>, at: Instant) -> Option<&'s SeverityCode> {
    story.grades.iter().rfind(|g| g.from <= at).or_else(|| story.grades.first()).and_then(|g| g.severity.as_ref())
}

/// The exclusion that a cancellation brings.
#[must_use]
pub const fn excluded_by(reason: CancelReason) -> Excluded {
    match reason {
        CancelReason::Duplicate => Excluded::Duplicate,
        CancelReason::Withdrawn => Excluded::Withdrawn,
        CancelReason::NotCovered => Excluded::NotCovered,
    }
}

/// A ticket at the bound of a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    NotYet,
    Open,
    Resolved,
    Cancelled,
}

impl State {
    /// As of a bound of the month.
    fn at(case: &Case<'_>, as_of: AsOf) -> Self {
        if !as_of.holds(case.subject.opened_at) {
            return Self::NotYet;
        }
        let last = case.steps.iter().rev().find_map(|step| match step.what {
            _ if !as_of.holds(step.at) => None,
            Move::Resolved => Some(Self::Resolved),
            Move::Reopened => Some(Self::Open),
            Move::Cancelled(_) => Some(Self::Cancelled),
            _ => None,
        });
        last.unwrap_or(Self::Open)
    }
}
