//! One contract version made ready: which promise governs whom, counted in which calendar.

use std::cell::RefCell;
use std::rc::Rc;

use crate::domain::allowance::Allowance;
use crate::domain::calendar::Calendar;
use crate::domain::contract::policy::{OnReopen, OnSeverityChange, Policy, WhenClosed};
use crate::domain::contract::target::{DayEnd, Metric, ranked};
use crate::domain::contract::terms::Terms;
use crate::domain::id::{CalendarName, LineName, PauseReason, SeverityCode};
use crate::domain::ticket::kind::TicketKind;

/// The name of the built-in calendar that is always open.
pub const ALWAYS: &str = "always";

/// A commitment with the calendar that counts it.
#[derive(Clone, Debug)]
pub struct Promise {
    /// What is promised.
    pub metric: Metric,
    /// How much time is granted.
    pub allowance: Allowance,
    /// Counted in this calendar.
    pub calendar: Rc<Calendar>,
    /// For working days: when the last day ends.
    pub day_end: DayEnd,
    /// Where an elapsed deadline goes that falls while the desk is closed.
    pub when_closed: WhenClosed,
    /// Not indicative: may be breached.
    pub firm: bool,
    /// Index of the target that won, in the terms.
    pub target: usize,
}

/// The promises to one kind of ticket: one a metric, in the order of [`Metric::ALL`].
pub type Promises = [Option<Promise>; 4];

type Key = (Option<LineName>, TicketKind, Option<SeverityCode>);

/// A contract version with its calendars.
#[derive(Debug)]
pub struct Rules {
    terms: Rc<Terms>,
    desk: Rc<Calendar>,
    calendars: Vec<(CalendarName, Rc<Calendar>)>,
    found: RefCell<Vec<(Key, Rc<Promises>)>>,
}

/// The terms name a calendar that is not there.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("calendar `{0}` is not known")]
pub struct MissingCalendar(pub CalendarName);

impl Rules {
    /// Joins `terms` with the calendars that they name; `find` is asked once for each.
    ///
    /// # Errors
    /// [`MissingCalendar`] where `find` has none.
    pub fn new(
        terms: Rc<Terms>,
        mut find: impl FnMut(&CalendarName) -> Option<Rc<Calendar>>,
    ) -> Result<Self, MissingCalendar> {
        let mut get = |name: &CalendarName| find(name).ok_or_else(|| MissingCalendar(name.clone()));
        let desk = get(&terms.calendar)?;
        let mut calendars = vec![(terms.calendar.clone(), Rc::clone(&desk))];
        let commitments = terms.targets.iter().flat_map(|t| Metric::ALL.map(|m| t.commitment(m)));
        for name in commitments.flatten().filter_map(|c| c.calendar.as_ref()) {
            if calendars.iter().any(|(known, _)| known == name) {
                continue;
            }
            let calendar = if is_always(name) { Rc::new(Calendar::always(desk.zone().clone())) } else { get(name)? };
            calendars.push((name.clone(), calendar));
        }
        Ok(Self { terms, desk, calendars, found: RefCell::new(Vec::new()) })
    }

    /// The terms.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The terms, to be kept.
    #[must_use]
    pub fn shared_terms(&self) -> Rc<Terms> {
        Rc::clone(&self.terms)
    }

    /// The contested rules.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.terms.policy
    }

    /// The contract's own calendar: its zone bounds months and dates.
    #[must_use]
    pub fn desk(&self) -> &Rc<Calendar> {
        &self.desk
    }

    /// Whether the contract suspends clocks for `reason` (rule 18).
    #[must_use]
    pub fn suspends_for(&self, reason: &PauseReason) -> bool {
        self.terms.policy.pauses.contains(reason)
    }

    /// Whether a pause stops `metric` (rule 18).
    #[must_use]
    pub fn suspends(&self, metric: Metric) -> bool {
        self.terms.policy.suspends.contains(&metric)
    }

    /// Whether any target promises `metric` to anybody.
    #[must_use]
    pub fn promises_any(&self, metric: Metric) -> bool {
        self.terms.targets.iter().any(|target| target.commitment(metric).is_some())
    }

    /// What a reopening does (rule 20).
    #[must_use]
    pub fn on_reopen(&self) -> OnReopen {
        self.terms.policy.on_reopen
    }

    /// What a change of severity does, `order` being the contract's severities at opening, gravest first (rule 19).
    ///
    /// A ticket that had no severity had no grave one: its first counts as from opening unless both
    /// directions say `from-change`.
    #[must_use]
    pub fn on_change(
        &self,
        order: &[SeverityCode],
        from: Option<&SeverityCode>,
        to: &SeverityCode,
    ) -> OnSeverityChange {
        let policy = &self.terms.policy;
        let rank = |code: &SeverityCode| order.iter().position(|s| s == code);
        match (from.and_then(rank), rank(to)) {
            (Some(from), Some(to)) if to < from => policy.on_severity_up,
            (Some(_), Some(_)) => policy.on_severity_down,
            _ if policy.on_severity_up == policy.on_severity_down => policy.on_severity_up,
            _ => OnSeverityChange::FromOpening,
        }
    }

    /// The promises to a ticket with these three (rule 23); found once, then remembered.
    #[must_use]
    pub fn promises(
        &self,
        line: Option<&LineName>,
        ticket: TicketKind,
        severity: Option<&SeverityCode>,
    ) -> Rc<Promises> {
        let known =
            |(key, _): &&(Key, Rc<Promises>)| key.1 == ticket && key.0.as_ref() == line && key.2.as_ref() == severity;
        if let Some((_, promises)) = self.found.borrow().iter().find(known) {
            return Rc::clone(promises);
        }
        let promises = Rc::new(Metric::ALL.map(|m| self.promise(m, line, ticket, severity)));
        let key = (line.cloned(), ticket, severity.cloned());
        self.found.borrow_mut().push((key, Rc::clone(&promises)));
        promises
    }

    fn promise(
        &self,
        metric: Metric,
        line: Option<&LineName>,
        ticket: TicketKind,
        severity: Option<&SeverityCode>,
    ) -> Option<Promise> {
        let target = *ranked(&self.terms.targets, metric, line, ticket, severity).first()?;
        let won = self.terms.targets.get(target)?;
        let commitment = won.commitment(metric)?;
        let name = commitment.calendar.as_ref().unwrap_or(&self.terms.calendar);
        let (_, calendar) = self.calendars.iter().find(|(known, _)| known == name)?;
        Some(Promise {
            metric,
            allowance: commitment.within,
            calendar: Rc::clone(calendar),
            day_end: commitment.due,
            when_closed: self.terms.policy.elapsed_due_when_closed,
            firm: won.firm,
            target,
        })
    }
}

/// Whether `name` is the built-in calendar.
#[must_use]
pub fn is_always(name: &CalendarName) -> bool {
    name.as_str().eq_ignore_ascii_case(ALWAYS)
}

/// The promise for `metric` among `promises`.
#[must_use]
pub fn of(promises: &Promises, metric: Metric) -> Option<&Promise> {
    promises.iter().flatten().find(|p| p.metric == metric)
}
