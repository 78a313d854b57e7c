//! The month that a contract promised, judged: flow, rates, breaches, what is undecided and what is left out
//! (rules 24 to 26). Pure: facts and a month in, figures out.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;

use crate::domain::calendar::{Calendar, Zone};
use crate::domain::contract::goal::{Bound, Goal, GoalMetric};
use crate::domain::contract::nature::Undertaking;
use crate::domain::contract::penalty::{Charge, Measured, charges};
use crate::domain::contract::policy::Policy;
use crate::domain::contract::target::Metric;
use crate::domain::contract::terms::Terms;
use crate::domain::id::{ClientCode, ContractRef, SeverityCode, TicketNumber};
use crate::domain::instant::{Instant, Month};
use crate::domain::sla::{AsOf, Clock, Decision, Move, Rules, Step, Story, Subject, Verdict, evaluate};
use crate::domain::ticket::event::{CancelReason, Excluded, WorkMode};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::origin::{Gap, Tool};
use crate::domain::volume::Entry;

use super::availability::ServiceUp;
use super::calls::CallReport;
use super::numbers::Numbers;
use super::volume::Statement;

/// The month in the zone of the contract's calendar.
#[derive(Clone, Debug)]
pub struct Period {
    /// Which.
    pub month: Month,
    /// Its zone.
    pub zone: Zone,
    /// First instant.
    pub from: Instant,
    /// First instant of the next month.
    pub to: Instant,
    /// The instant of the figures: the month's end, or now while the month lasts.
    pub as_of: AsOf,
}

impl Period {
    /// `month` in `zone`, as far as it has gone by `now`: nothing is judged before it happened (rules 4 and 24).
    #[must_use]
    pub fn new(month: Month, zone: Zone, now: Instant) -> Self {
        let (from, to) = zone.month(month);
        let as_of = if now < to { AsOf::at(now) } else { AsOf::before(to) };
        Self { month, zone, from, to, as_of }
    }

    /// Whether the month is not over: its figures may still change.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        self.as_of.included
    }

    fn holds(&self, at: Instant) -> bool {
        self.from <= at && at < self.to && self.as_of.holds(at)
    }

    /// Its dates.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.month.last_day();
        self.month.first_day().iter_days().take_while(move |day| *day <= last)
    }
}

/// One ticket as the report needs it.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// Its number.
    pub number: TicketNumber,
    /// What governs it.
    pub subject: Subject<'a>,
    /// Why it never had a commitment, if so.
    pub excluded: Option<Excluded>,
    /// What happened, in order; later than the month's end does not matter.
    pub steps: &'a [Step],
    /// Events of the month that were recorded after its end (rule 2).
    pub late_records: u32,
    /// The program that it was imported from, if it was.
    pub imported: Option<Tool>,
}

/// Tickets in and out (rule 26).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
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
    const fn is_empty(&self) -> bool {
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
}

/// A ticket without a commitment, or without it any longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Which.
    pub ticket: TicketNumber,
    /// Why.
    pub reason: Excluded,
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

/// The report of one contract for one month.
#[derive(Clone, Debug)]
pub struct SlaReport {
    /// Whose.
    pub client: ClientCode,
    /// `None`: the tickets of a client that no contract governs.
    pub contract: Option<ContractRef>,
    /// When.
    pub period: Period,
    /// The version in force at the end of the month: goals, sample, severities.
    pub terms: Option<Rc<Terms>>,
    /// The contract's own calendar.
    pub desk: Option<Rc<Calendar>>,
    /// In and out.
    pub flow: Flow,
    /// Counts.
    pub rows: BTreeMap<Key, Row>,
    /// Severities in the order of the rows' index.
    pub severities: Vec<SeverityCode>,
    /// By ticket.
    pub breaches: Vec<Breach>,
    /// By ticket.
    pub undecided: Vec<Undecided>,
    /// By ticket.
    pub waiting: Vec<Waiting>,
    /// By ticket.
    pub left_out: Vec<LeftOut>,
    /// Tickets in scope reopened in the month, and tickets in scope resolved in it.
    pub reopened: (Vec<TicketNumber>, u32),
    /// Tickets with events of the month recorded after its end, and how many.
    pub recorded_late: Vec<(TicketNumber, u32)>,
    /// Tickets of the month that were imported, each with the program that it comes from.
    pub imported: Vec<(TicketNumber, Tool)>,
    /// What cannot be judged of them: in no rate.
    pub unjudged: Vec<Unjudged>,
    /// What the month consumed of the contract's volume; none where it has none.
    pub volume: Option<Statement>,
    /// The work of the month under the contract.
    pub effort: Effort,
    /// The services that it promises to keep up.
    pub services: Vec<ServiceUp>,
    /// The calls of the month, where the contract speaks of them.
    pub calls: Option<CallReport>,
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

impl SlaReport {
    /// An empty month, with a row for each commitment that `terms` promise to incidents and requests.
    #[must_use]
    pub fn new(client: ClientCode, contract: Option<ContractRef>, period: Period, rules: Option<&Rules>) -> Self {
        let terms = rules.map(Rules::shared_terms);
        let coded = |t: &Rc<Terms>| t.severities.iter().map(|s| s.code.clone()).collect();
        let severities = terms.as_ref().map(coded).unwrap_or_default();
        let mut report = Self {
            client,
            contract,
            period,
            terms: terms.clone(),
            desk: rules.map(|r| Rc::clone(r.desk())),
            flow: Flow::default(),
            rows: BTreeMap::new(),
            severities,
            breaches: Vec::new(),
            undecided: Vec::new(),
            waiting: Vec::new(),
            left_out: Vec::new(),
            reopened: (Vec::new(), 0),
            recorded_late: Vec::new(),
            imported: Vec::new(),
            unjudged: Vec::new(),
            volume: None,
            effort: Effort::default(),
            services: Vec::new(),
            calls: None,
        };
        if let Some(terms) = terms {
            report.promised_rows(&terms);
        }
        report
    }

    /// Rows that stand even when nothing was decided: a promise without a case is shown as such.
    fn promised_rows(&mut self, terms: &Terms) {
        for target in &terms.targets {
            let kinds = target.ticket.map_or_else(|| vec![TicketKind::Incident, TicketKind::Request], |k| vec![k]);
            for metric in Metric::ALL.into_iter().filter(|m| target.commitment(*m).is_some()) {
                for kind in &kinds {
                    self.rows.entry((!target.firm, *kind, metric, None)).or_default();
                    if let Some(severity) = &target.severity {
                        let index = self.index_of(severity);
                        self.rows.entry((!target.firm, *kind, metric, Some(index))).or_default();
                    }
                }
            }
        }
    }

    fn index_of(&mut self, severity: &SeverityCode) -> usize {
        match self.severities.iter().position(|s| s == severity) {
            Some(index) => index,
            None => {
                self.severities.push(severity.clone());
                self.severities.len() - 1
            }
        }
    }

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
        self.count_flow(before, after, again);
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

    fn count_flow(&mut self, before: State, after: State, again: bool) {
        let flow = &mut self.flow;
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
                self.breaches.push(breach(case.number, clock, breached_at, severity.cloned()));
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

    /// Puts every list in the order of ticket numbers.
    #[must_use]
    pub fn finished(mut self) -> Self {
        for row in self.rows.values_mut() {
            row.met_tickets.sort();
            row.breached_tickets.sort();
            row.undecided_tickets.sort();
        }
        self.breaches.sort_by_key(|b| (b.ticket, b.metric, b.breached_at));
        self.undecided.sort_by_key(|u| (u.ticket, u.metric));
        self.waiting.sort_by_key(|w| w.ticket);
        self.left_out.sort_by_key(|l| l.ticket);
        self.reopened.0.sort_unstable();
        self.recorded_late.sort_unstable();
        self.imported.sort_unstable();
        self.unjudged.sort_by_key(|u| (u.ticket, u.metric));
        self
    }

    /// The goal that judges a row.
    #[must_use]
    pub fn goal(&self, key: Key) -> Option<&Goal> {
        let (indicative, kind, metric, severity) = key;
        let severity = severity.and_then(|i| self.severities.get(i));
        let judges = |g: &&Goal| {
            g.metric.clock() == Some(metric) && g.ticket.is_none_or(|t| t == kind) && g.severity.as_ref() == severity
        };
        self.terms.as_ref().filter(|_| !indicative)?.goals.iter().find(judges)
    }

    /// Whether a row has enough decided commitments to be a rate (rule 25).
    #[must_use]
    pub fn has_sample(&self, row: &Row) -> bool {
        row.decided > 0 && row.decided >= self.min_sample()
    }

    /// Fewer decided commitments than this are only counted.
    #[must_use]
    pub fn min_sample(&self) -> u32 {
        self.terms.as_ref().map_or_else(|| Policy::default().min_sample, |t| t.policy.min_sample)
    }

    /// Whether a row reaches its goal, compared exactly; `None` without a goal or a sample.
    #[must_use]
    pub fn goal_met(&self, key: Key, row: &Row) -> Option<bool> {
        let goal = self.goal(key)?;
        if !self.has_sample(row) {
            return None;
        }
        goal.bound.judges(i64::from(row.met), i64::from(row.decided))
    }

    /// Whether the contract promises means and not results: its rates are objectives, and bear no penalty.
    #[must_use]
    pub fn promises_means(&self) -> bool {
        self.terms.as_ref().is_some_and(|terms| terms.commitment == Some(Undertaking::Means))
    }

    /// What the missed goals cost (rule 28), with the tickets behind each.
    #[must_use]
    pub fn charges(&self) -> Vec<Charge<Vec<TicketNumber>>> {
        let Some(terms) = self.terms.as_ref().filter(|_| !self.promises_means()) else { return Vec::new() };
        let judged = |(key, row): (&Key, &Row)| {
            let goal = self.goal(*key)?;
            Some(Measured {
                goal,
                ticket: Some(key.1),
                service: None,
                numerator: i64::from(row.met),
                denominator: i64::from(row.decided),
                has_sample: self.has_sample(row),
                behind: row.breached_tickets.iter().collect(),
            })
        };
        let mut measured: Vec<_> = self.rows.iter().filter_map(judged).collect();
        let goals: Vec<(Goal, &ServiceUp)> = self.services.iter().map(|s| (up_goal(s), s)).collect();
        measured.extend(goals.iter().map(|(goal, service)| Measured {
            goal,
            ticket: None,
            service: Some(service.promise.service.as_str()),
            numerator: service.up.up_s(),
            denominator: service.up.required_s,
            has_sample: true,
            behind: service.outages.iter().filter_map(|(_, outage)| outage.ticket).collect(),
        }));
        measured.extend(self.calls.iter().flat_map(|calls| {
            calls.goals.iter().filter_map(|goal| {
                let (numerator, denominator) = calls.total.rate(goal.metric)?;
                Some(Measured {
                    goal,
                    ticket: None,
                    service: None,
                    numerator: i64::from(numerator),
                    denominator: i64::from(denominator),
                    has_sample: denominator > 0 && denominator >= self.min_sample(),
                    behind: Vec::new(),
                })
            })
        }));
        charges(&terms.penalties, &measured)
    }

    /// Whether nothing at all happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.flow == Flow::default() && self.rows.values().all(Row::is_empty) && self.left_out.is_empty()
    }
}

/// The promise of a service as a goal.
fn up_goal(service: &ServiceUp) -> Goal {
    Goal {
        metric: GoalMetric::Availability,
        ticket: None,
        severity: None,
        bound: Bound::AtLeast(service.promise.at_least),
        clause: service.promise.clause.clone(),
        definition: None,
    }
}

fn breach(ticket: TicketNumber, clock: &Clock, breached_at: Instant, severity: Option<SeverityCode>) -> Breach {
    Breach {
        ticket,
        metric: clock.metric(),
        breached_at,
        due_at: clock.due_at,
        stopped_at: clock.stopped_at,
        late_s: clock.late_s,
        unit: clock.promise.allowance.unit(),
        severity,
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
