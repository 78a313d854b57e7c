//! A month read from the packed events: each ticket once, in the report of its contract.

use std::collections::HashMap;
use std::rc::Rc;

use super::late::{Late, Watch};
use crate::cli::desk::Desk;
use crate::cli::failure::Failure;
use crate::domain::client::Language;
use crate::domain::contract::Terms;
use crate::domain::id::{ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::sla::story::{Move, Step};
use crate::domain::sla::{AsOf, Rules, Subject};
use crate::domain::ticket::breach::{self, Explanation};
use crate::domain::ticket::event::{Governed, Happening, Opening};
use crate::domain::ticket::history::taken_back;
use crate::domain::ticket::kind::TicketKind;
use crate::report::changes::Followed;
use crate::report::sla::{Case, Period, SlaReport};
use crate::store::ticket::{Mark, Selection};
use crate::store::{self, Db};

/// The opening is the first event of a ticket.
pub const OPENING: u32 = 1;

/// Where tickets stand under other terms, from the event on that says what governs them.
pub type Replayed = HashMap<(TicketNumber, u32), Governed>;

/// A report being counted.
pub struct Ledger {
    /// The figures so far.
    pub report: SlaReport,
    /// Those of the months beside, for trends.
    pub months: Vec<SlaReport>,
    /// Whose tickets it takes; `None` takes those without a contract.
    pub contract: Option<ContractRef>,
    /// In which it is told.
    pub language: Language,
    /// It is printed even if nothing happened.
    pub stands: bool,
    /// Closed months that are watched.
    pub watch: Vec<Watch>,
    /// What was found in them.
    pub late: Vec<Late>,
    /// Where tickets stand under other terms, where these are what they are judged by.
    replayed: Option<Replayed>,
    rules: Vec<Rc<Rules>>,
}

impl Ledger {
    /// An empty one, with the rules of every version of its contract.
    ///
    /// # Errors
    /// The database, or a calendar that is missing.
    pub fn new(desk: &mut Desk, db: &mut dyn Db, report: SlaReport, language: Language) -> Result<Self, Failure> {
        let contract = report.contract.clone();
        let mut rules = Vec::new();
        if let Some(known) = contract.as_ref().map(|c| desk.contract(db, c)).transpose()?.flatten() {
            for terms in known.versions() {
                rules.extend(desk.rules(db, &terms.contract, terms.amendment)?);
            }
        }
        Ok(Self {
            report,
            months: Vec::new(),
            contract,
            language,
            stands: true,
            watch: Vec::new(),
            late: Vec::new(),
            replayed: None,
            rules,
        })
    }

    /// An empty one under other terms: `governed` says where each ticket stands in them.
    #[must_use]
    pub fn replaying(report: SlaReport, rules: Rc<Rules>, governed: Replayed) -> Self {
        Self {
            contract: report.contract.clone(),
            report,
            months: Vec::new(),
            language: Language::En,
            stands: true,
            watch: Vec::new(),
            late: Vec::new(),
            replayed: Some(governed),
            rules: vec![rules],
        }
    }

    /// Counts a ticket in each of its reports by what governed it then: an edit moves no month before it. One that was
    /// over before `shown` is read only for what was recorded of it late.
    fn take(
        &mut self,
        ticket: &Gathered<'_>,
        steps: &[Step],
        shown: Instant,
        mut is_here: impl FnMut(&Governed) -> bool,
    ) {
        let Self { report, months, watch, late, replayed, rules, .. } = self;
        let late_only = ticket.was_over(shown, steps);
        let mut under = |period: &Period| {
            if late_only {
                return None;
            }
            let (seq, governed) = ticket.governed(period.as_of, |_| true);
            let replayed = || replayed.as_ref()?.get(&(ticket.number, seq));
            is_here(governed).then(|| replayed().unwrap_or(governed))
        };
        if let Some(governed) = under(&report.period) {
            ticket.add(report, governed, steps, rules_of(rules, governed));
            ticket.follow(report);
        }
        for month in months.iter_mut().filter(|month| ticket.touches(&month.period, steps)) {
            if let Some(governed) = under(&month.period) {
                ticket.add(month, governed, steps, rules_of(rules, governed));
            }
        }
        for watch in watch.iter() {
            // it may have stood elsewhere before what was recorded since
            let (_, now) = ticket.governed(AsOf::before(watch.to), |_| true);
            let (_, then) = ticket.governed(AsOf::before(watch.to), |mark| mark.recorded_at < watch.since);
            if is_here(now) || is_here(then) {
                late.extend(watch.late(ticket.number, ticket.marks));
            }
        }
    }
}

/// The rules of the version that governs; none for what is excluded.
fn rules_of<'r>(rules: &'r [Rc<Rules>], governed: &Governed) -> Option<&'r Rules> {
    let contract = governed.contract.as_ref().filter(|_| governed.excluded.is_none())?;
    let is_version = |terms: &Terms| terms.amendment == governed.amendment && terms.contract == *contract;
    rules.iter().find(|rules| is_version(rules.terms())).map(|rules| &**rules)
}

/// Counts every ticket that the days of any ledger can touch, of one client or of all, in constant memory.
///
/// # Errors
/// The database.
pub fn count(db: &mut dyn Db, client: Option<&ClientCode>, ledgers: &mut [Ledger]) -> Result<(), Failure> {
    let reports = || ledgers.iter().flat_map(|l| std::iter::once(&l.report).chain(&l.months));
    let shown = reports().map(|report| report.period.from).min().unwrap_or(Instant(0));
    let from =
        ledgers.iter().flat_map(|l| &l.watch).map(|watch| watch.from).min().map_or(shown, |from| from.min(shown));
    let to = reports().map(|report| report.period.to).max().unwrap_or(Instant(0));
    let mut places = Places::of(ledgers);
    let mut steps = Vec::new();
    store::ticket::events_for_sla(db, &Selection::Touching { client, from, to }, &mut |number, marks| {
        let held = held(marks);
        let marks = held.as_deref().unwrap_or(marks);
        let Some(ticket) = Gathered::of(number, marks, &mut steps) else { return Ok(()) };
        let client = &ticket.opening.client;
        if !ticket.is_moved {
            let place = places.find(client, &ticket.opening.governed);
            if let Some(ledger) = place.and_then(|place| ledgers.get_mut(place)) {
                ledger.take(&ticket, &steps, shown, |_| true);
            }
            return Ok(());
        }
        let mut stood: Vec<usize> = ticket.stood().filter_map(|governed| places.find(client, governed)).collect();
        stood.sort_unstable();
        stood.dedup();
        for place in stood {
            if let Some(ledger) = ledgers.get_mut(place) {
                ledger.take(&ticket, &steps, shown, |governed| places.find(client, governed) == Some(place));
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// The marks that nobody took back; nothing where all of them stand.
fn held(marks: &[Mark]) -> Option<Vec<Mark>> {
    if marks.iter().all(|mark| !matches!(*mark.what, Happening::Undone { .. })) {
        return None;
    }
    let taken = taken_back(marks.iter().map(|mark| (mark.seq, &*mark.what)));
    let brings_back = |of: u32| marks.iter().any(|m| m.seq == of && matches!(*m.what, Happening::Undone { .. }));
    // what was taken back and brought back was told at its time
    let counts = |mark: &&Mark| match &*mark.what {
        Happening::Undone { of } => !brings_back(*of),
        _ => true,
    };
    Some(marks.iter().filter(|mark| !taken.contains(&mark.seq)).filter(counts).cloned().collect())
}

/// Which ledger takes what: by contract; without one, the client's only ledger or the one apart.
struct Places {
    contracts: HashMap<ContractRef, usize>,
    clients: HashMap<ClientCode, usize>,
    /// By the contract's letters: the same question is asked a million times.
    spelled: HashMap<String, Option<usize>>,
}

impl Places {
    fn of(ledgers: &[Ledger]) -> Self {
        let mut places = Self { contracts: HashMap::new(), clients: HashMap::new(), spelled: HashMap::new() };
        for (place, ledger) in ledgers.iter().enumerate() {
            if let Some(contract) = &ledger.contract {
                places.contracts.insert(contract.clone(), place);
            }
            // The one apart stands after the others.
            places.clients.insert(ledger.report.client.clone(), place);
        }
        places
    }

    fn find(&mut self, client: &ClientCode, governed: &Governed) -> Option<usize> {
        let Some(contract) = &governed.contract else {
            return self.clients.get(client).copied();
        };
        if let Some(known) = self.spelled.get(contract.as_str()) {
            return *known;
        }
        let found = self.contracts.get(contract).copied();
        self.spelled.insert(contract.to_string(), found);
        found
    }
}

/// One ticket, gathered from its marks; its steps stand beside, in a list that is used again.
struct Gathered<'m> {
    number: TicketNumber,
    marks: &'m [Mark],
    opened_at: Instant,
    opening: &'m Opening,
    /// Whether what governs it was found anew: where assets were edited, or the opening was moved.
    is_moved: bool,
}

impl<'m> Gathered<'m> {
    /// Marks with their corrections applied, the steps in the order of instants and sequence.
    fn of(number: TicketNumber, marks: &'m [Mark], steps: &mut Vec<Step>) -> Option<Self> {
        let (first, opening) = marks.iter().find_map(|mark| match &*mark.what {
            Happening::Opened(opening) => Some((mark, &**opening)),
            _ => None,
        })?;
        let corrected = marks.iter().any(|m| matches!(*m.what, Happening::Corrected { .. }));
        let at = |mark: &Mark| if corrected { moved(marks, mark) } else { mark.at };
        steps.clear();
        steps.extend(marks.iter().filter_map(|m| Some(Step { at: at(m), what: Move::of(&m.what)? })));
        if !steps.is_sorted_by_key(|step| step.at) {
            steps.sort_by_key(|step| step.at); // stable: equal instants stay in sequence
        }
        let is_moved = marks.iter().any(|mark| found_anew(mark).is_some());
        Some(Self { number, marks, opened_at: at(first), opening, is_moved })
    }

    /// What governs it by what is known, and which event says so; what was edited later is not read.
    fn governed(&self, as_of: AsOf, is_known: impl Fn(&Mark) -> bool) -> (u32, &'m Governed) {
        let opening = (OPENING, &self.opening.governed);
        if !self.is_moved {
            return opening;
        }
        let has_happened = |mark: &Mark| as_of.holds(mark.at) || matches!(*mark.what, Happening::Corrected { .. });
        let known = self.marks.iter().rev().filter(|mark| is_known(mark) && has_happened(mark));
        known.filter_map(|mark| Some((mark.seq, found_anew(mark)?))).next().unwrap_or(opening)
    }

    /// Everything that ever governed it.
    fn stood(&self) -> impl Iterator<Item = &'m Governed> {
        self.marks.iter().filter_map(found_anew).chain([&self.opening.governed])
    }

    /// Whether it can change anything in these days: not where it came later, or was over before.
    fn touches(&self, period: &Period, steps: &[Step]) -> bool {
        let was_over = is_over(steps) && steps.last().is_some_and(|last| last.at < period.from);
        self.opened_at < period.to && !was_over
    }

    /// Whether nothing happened to it from `at` on.
    fn was_over(&self, at: Instant, steps: &[Step]) -> bool {
        is_over(steps) && self.marks.iter().all(|mark| mark.at < at)
    }

    fn add(&self, report: &mut SlaReport, governed: &Governed, steps: &[Step], rules: Option<&Rules>) {
        let marks = self.marks;
        let (from, to) = (report.period.from, report.period.to);
        let late = marks.iter().filter(|m| m.at >= from && m.at < to && m.recorded_at >= to).count();
        let explained = explained(marks, report.period.now);
        let case = Case {
            number: self.number,
            subject: Subject {
                opened_at: self.opened_at,
                kind: self.opening.kind,
                line: governed.line.as_ref(),
                severity: self.opening.severity.as_ref(),
                severities: &governed.severities,
                unknown: self.opening.imported.as_ref().map_or(&[], |origin| origin.unknown.as_slice()),
            },
            imported: self.opening.imported.as_ref().map(|origin| origin.from),
            excluded: governed.excluded,
            steps,
            late_records: u32::try_from(late).unwrap_or(u32::MAX),
            explained: &explained,
        };
        report.add(&case, rules);
    }

    /// Takes note of a problem, a change or an incident for the section that tells of them.
    fn follow(&self, report: &mut SlaReport) {
        if self.opening.kind != TicketKind::Request && report.period.as_of.holds(self.opened_at) {
            report.follow(self.followed(report.period.as_of));
        }
    }

    /// What the section on problems and changes needs, as of the end of the month.
    fn followed(&self, as_of: AsOf) -> Followed {
        let marks = self.marks;
        let corrected = marks.iter().any(|m| matches!(*m.what, Happening::Corrected { .. }));
        let at = |mark: &Mark| if corrected { moved(marks, mark) } else { mark.at };
        let mut held: Vec<(Instant, &Happening)> = marks.iter().map(|mark| (at(mark), &*mark.what)).collect();
        held.retain(|(at, _)| as_of.holds(*at));
        if !held.is_sorted_by_key(|(at, _)| *at) {
            held.sort_by_key(|(at, _)| *at);
        }
        let mut followed = Followed::opened(self.number, self.opening.kind, self.opened_at);
        held.into_iter().for_each(|(at, what)| followed.follow(at, what));
        followed
    }
}

fn is_over(steps: &[Step]) -> bool {
    let ends = steps.iter().rev().find_map(|step| match step.what {
        Move::Resolved | Move::Cancelled(_) => Some(true),
        Move::Reopened => Some(false),
        _ => None,
    });
    ends == Some(true)
}

/// What was said of broken commitments by `now`; the sentences stay in the log.
fn explained(marks: &[Mark], now: Instant) -> Vec<Explanation> {
    let mut held = Vec::new();
    for mark in marks.iter().filter(|mark| mark.at <= now) {
        if let Happening::BreachExplained { metric, cycle, reason } = &*mark.what {
            let (metric, cycle, reason) = (*metric, *cycle, reason.clone());
            breach::keep(&mut held, Explanation { metric, cycle, reason, said: None });
        }
    }
    held
}

/// What governs the ticket from there on, where the event says so.
pub fn found_anew(mark: &Mark) -> Option<&Governed> {
    match &*mark.what {
        Happening::Edited { governed, .. } | Happening::Corrected { governed, .. } => governed.as_deref(),
        _ => None,
    }
}

/// When it happened as the last correction says (rule 2).
fn moved(marks: &[Mark], mark: &Mark) -> Instant {
    let corrects = |m: &&Mark| matches!(&*m.what, Happening::Corrected { of, .. } if *of == mark.seq);
    marks.iter().rfind(corrects).map_or(mark.at, |m| m.at)
}
