//! Problems and changes of a month: what is open, what was done, with or without an incident, what is planned.
//!
//! Figures are as of the end of the period (rules 3 and 24): an incident that is linked later counts in no rate of
//! this month; it is told as found later in the month of the link.

mod page;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::ticket::change::{TestResult, Window};
use crate::domain::ticket::event::Happening;
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::lifecycle::Status;
use crate::domain::ticket::relation::{CAUSED_BY, CAUSES, Link};

use super::sla::Period;
pub use page::{json, section};

/// One ticket as far as this section needs it, as of the end of the period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Followed {
    /// Its number.
    pub number: TicketNumber,
    /// About what.
    pub kind: TicketKind,
    /// When it was opened.
    pub opened_at: Instant,
    /// Where it is in its life.
    pub status: Status,
    /// When the service was back, if it is.
    pub resolved_at: Option<Instant>,
    /// Its window.
    pub window: Option<Window>,
    /// What came of its last test.
    pub tested: Option<TestResult>,
    /// When it was deployed.
    pub deployed_at: Option<Instant>,
    /// References of its documents.
    pub documents: Vec<String>,
    /// Other tickets that belong to it.
    pub links: Vec<Link>,
}

impl Followed {
    /// A ticket of which nothing but its opening is known.
    #[must_use]
    pub const fn opened(number: TicketNumber, kind: TicketKind, opened_at: Instant) -> Self {
        Self {
            number,
            kind,
            opened_at,
            status: Status::Open,
            resolved_at: None,
            window: None,
            tested: None,
            deployed_at: None,
            documents: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Takes note of an event; they come in their order, corrections applied.
    pub fn follow(&mut self, at: Instant, what: &Happening) {
        match what {
            Happening::Resolved => (self.status, self.resolved_at) = (Status::Resolved, Some(at)),
            Happening::Reopened => {
                (self.status, self.resolved_at, self.deployed_at) = (Status::Open, None, None);
            }
            Happening::Closed => self.status = Status::Closed,
            Happening::Cancelled { .. } => self.status = Status::Cancelled,
            Happening::Linked { to, relation } => {
                self.links.push(Link { to: *to, relation: relation.clone(), at });
            }
            Happening::Unlinked { to } => self.links.retain(|link| link.to != *to),
            Happening::ChangePlanned { window_from, window_to, downtime_minutes } => {
                self.window = Window::new(*window_from, *window_to, *downtime_minutes).ok();
            }
            Happening::ChangeTested { result } => self.tested = Some(*result),
            Happening::Deployed => self.deployed_at = Some(at),
            Happening::Documented { reference } => self.documents.push(reference.clone()),
            _ => {}
        }
    }

    /// When a change was done: deployed, or resolved where nobody recorded a deployment.
    #[must_use]
    pub fn done_at(&self) -> Option<Instant> {
        self.deployed_at.or(self.resolved_at).filter(|_| self.status != Status::Cancelled)
    }

    /// Tickets to which it is linked in this way.
    pub fn linked(&self, relation: &str) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.relation.as_deref() == Some(relation))
    }
}

/// A problem that is open at the end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenProblem {
    /// Its number.
    pub ticket: TicketNumber,
    /// Since when.
    pub opened_at: Instant,
    /// The incidents that it causes.
    pub incidents: Vec<TicketNumber>,
}

/// A change that was done in the period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoneChange {
    /// Its number.
    pub ticket: TicketNumber,
    /// When it was done.
    pub done_at: Instant,
    /// Its window.
    pub window: Option<Window>,
    /// What came of its last test.
    pub tested: Option<TestResult>,
    /// References of its documents.
    pub documents: Vec<String>,
    /// The incidents that it caused.
    pub incidents: Vec<TicketNumber>,
}

/// A change that is still to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComingChange {
    /// Its number.
    pub ticket: TicketNumber,
    /// Its window; none where nobody planned it.
    pub window: Option<Window>,
    /// What came of its last test.
    pub tested: Option<TestResult>,
}

/// Problems and changes of one period.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Problems opened in the period.
    pub problems_opened: Vec<TicketNumber>,
    /// Problems resolved in it.
    pub problems_resolved: Vec<TicketNumber>,
    /// Problems open at its end, the oldest first.
    pub problems_open: Vec<OpenProblem>,
    /// Incidents opened in the period that a problem explains, and all that were (I20).
    pub recurrent: (u32, u32),
    /// Changes done in the period, by when.
    pub done: Vec<DoneChange>,
    /// Changes open at its end, the next first.
    pub coming: Vec<ComingChange>,
    /// Incidents linked in the period with a change of an earlier one: the change, the incident.
    pub found_later: Vec<(TicketNumber, TicketNumber)>,
}

impl Changes {
    /// The section of `tickets`, each read as of the end of `period`: all problems and changes, and the incidents that
    /// are linked with another ticket. `incidents` were opened in it, linked or not; one counts against a change for
    /// `watch_days` days after that was done.
    #[must_use]
    pub fn of(tickets: &[Followed], incidents: u32, period: &Period, watch_days: u32) -> Self {
        let known: BTreeMap<TicketNumber, &Followed> = tickets.iter().map(|t| (t.number, t)).collect();
        let mut found = Self { recurrent: (0, incidents), ..Self::default() };
        for ticket in tickets {
            match ticket.kind {
                TicketKind::Problem => found.problem(ticket, period),
                TicketKind::Change => found.change(ticket, &known, period, watch_days),
                TicketKind::Incident if period.holds(ticket.opened_at) => {
                    let explained = ticket
                        .linked(CAUSED_BY)
                        .any(|link| known.get(&link.to).is_none_or(|cause| cause.kind == TicketKind::Problem));
                    found.recurrent.0 += u32::from(explained);
                }
                TicketKind::Incident | TicketKind::Request => {}
            }
        }
        found.problems_open.sort_by_key(|problem| (problem.opened_at, problem.ticket));
        found.done.sort_by_key(|change| (change.done_at, change.ticket));
        found.coming.sort_by_key(|change| (change.window.map_or(i64::MAX, |w| w.from.0), change.ticket));
        found.found_later.sort_unstable();
        found
    }

    fn problem(&mut self, ticket: &Followed, period: &Period) {
        if period.holds(ticket.opened_at) {
            self.problems_opened.push(ticket.number);
        }
        if ticket.resolved_at.is_some_and(|at| period.holds(at)) {
            self.problems_resolved.push(ticket.number);
        }
        if ticket.status.is_open() {
            let incidents: BTreeSet<TicketNumber> = ticket.linked(CAUSES).map(|link| link.to).collect();
            self.problems_open.push(OpenProblem {
                ticket: ticket.number,
                opened_at: ticket.opened_at,
                incidents: incidents.into_iter().collect(),
            });
        }
    }

    fn change(
        &mut self,
        ticket: &Followed,
        known: &BTreeMap<TicketNumber, &Followed>,
        period: &Period,
        watch_days: u32,
    ) {
        let Some(done_at) = ticket.done_at() else {
            if ticket.status.is_open() {
                let (window, tested) = (ticket.window, ticket.tested);
                self.coming.push(ComingChange { ticket: ticket.number, window, tested });
            }
            return;
        };
        let until = done_at.plus_s(i64::from(watch_days) * 86_400);
        let watched = |link: &&Link| known.get(&link.to).is_none_or(|incident| incident.opened_at <= until);
        let caused: Vec<&Link> = ticket.linked(CAUSES).filter(watched).collect();
        if period.holds(done_at) {
            let incidents: BTreeSet<TicketNumber> = caused.iter().map(|link| link.to).collect();
            self.done.push(DoneChange {
                ticket: ticket.number,
                done_at,
                window: ticket.window,
                tested: ticket.tested,
                documents: ticket.documents.clone(),
                incidents: incidents.into_iter().collect(),
            });
        } else {
            let late = caused.into_iter().filter(|link| period.holds(link.at));
            self.found_later.extend(late.map(|link| (ticket.number, link.to)));
        }
    }

    /// Changes done without an incident, and all that were done (I16).
    #[must_use]
    pub fn without_incident(&self) -> (usize, usize) {
        let quiet = self.done.iter().filter(|change| change.incidents.is_empty()).count();
        (quiet, self.done.len())
    }

    /// Whether there is nothing to tell of problems and changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let none = Self { recurrent: self.recurrent, ..Self::default() };
        *self == none && self.recurrent.0 == 0
    }

    /// Every ticket that the section names.
    pub fn tickets(&self) -> impl Iterator<Item = TicketNumber> + '_ {
        let problems = self.problems_open.iter().map(|problem| problem.ticket);
        let done = self.done.iter().map(|change| change.ticket);
        problems.chain(done).chain(self.coming.iter().map(|change| change.ticket))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Zone;
    use crate::domain::instant::Month;
    use crate::domain::span::Span;

    const DAY: i64 = 86_400;

    /// June 2026 seen in August, UTC.
    fn june() -> Period {
        let month: Month = "2026-06".parse().unwrap();
        let (_, end) = Zone::utc().month(month);
        Period::new(Span::month(month), Zone::utc(), end.plus_s(40 * DAY))
    }

    fn ticket(number: i64, kind: TicketKind, opened_at: Instant) -> Followed {
        Followed::opened(TicketNumber(number), kind, opened_at)
    }

    fn link(to: i64, relation: &str, at: Instant) -> Link {
        Link { to: TicketNumber(to), relation: Some(relation.to_owned()), at }
    }

    #[test]
    fn a_change_without_incident_is_one_that_caused_none_in_its_watch() {
        let period = june();
        let day = |n: i64| period.from.plus_s(n * DAY);
        let quiet = Followed { deployed_at: Some(day(2)), ..ticket(1, TicketKind::Change, day(1)) };
        let loud = Followed {
            deployed_at: Some(day(3)),
            links: vec![link(4, CAUSES, day(4))],
            ..ticket(2, TicketKind::Change, day(1))
        };
        let long_ago = Followed {
            deployed_at: Some(day(3)),
            links: vec![link(5, CAUSES, day(20))],
            ..ticket(3, TicketKind::Change, day(1))
        };
        let incidents = [ticket(4, TicketKind::Incident, day(4)), ticket(5, TicketKind::Incident, day(20))];
        let all: Vec<Followed> = [quiet, loud, long_ago].into_iter().chain(incidents).collect();
        let found = Changes::of(&all, 2, &period, 10);
        assert_eq!(found.without_incident(), (2, 3));
        assert_eq!(found.done[1].incidents, [TicketNumber(4)]);
        assert_eq!(Changes::of(&all, 2, &period, 30).without_incident(), (1, 3));
    }

    #[test]
    fn a_link_of_this_month_to_a_change_of_an_earlier_one_is_found_later() {
        let period = june();
        let before = period.from.plus_s(-5 * DAY);
        let change = Followed {
            deployed_at: Some(before),
            links: vec![link(4, CAUSES, period.from.plus_s(DAY))],
            ..ticket(1, TicketKind::Change, before)
        };
        let found = Changes::of(&[change, ticket(4, TicketKind::Incident, before.plus_s(DAY))], 0, &period, 30);
        assert_eq!(found.without_incident(), (0, 0));
        assert_eq!(found.found_later, [(TicketNumber(1), TicketNumber(4))]);
    }

    #[test]
    fn a_cancelled_change_was_never_done_and_an_open_one_is_to_come() {
        let period = june();
        let cancelled = Followed {
            deployed_at: Some(period.from),
            status: Status::Cancelled,
            ..ticket(1, TicketKind::Change, period.from)
        };
        let found = Changes::of(&[cancelled, ticket(2, TicketKind::Change, period.from)], 0, &period, 30);
        assert_eq!((found.done.len(), found.coming.len()), (0, 1));
    }

    #[test]
    fn recurrence_is_the_share_of_incidents_that_a_problem_explains() {
        let period = june();
        let problem =
            Followed { links: vec![link(2, CAUSES, period.from)], ..ticket(1, TicketKind::Problem, period.from) };
        let explained =
            Followed { links: vec![link(1, CAUSED_BY, period.from)], ..ticket(2, TicketKind::Incident, period.from) };
        let found = Changes::of(&[problem, explained], 2, &period, 30);
        assert_eq!(found.recurrent, (1, 2));
        assert_eq!(found.problems_open[0].incidents, [TicketNumber(2)]);
        assert!(!found.is_empty());
        assert!(Changes::of(&[], 1, &period, 30).is_empty());
    }
}
