//! Service judged over some days: which contracts are asked about, each ticket read once, work, services and calls.

mod count;
mod late;
mod replay;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::desk::{Desk, known_contract};
use super::failure::Failure;
use super::{availability, call, find, volume};
use crate::domain::calendar::Zone;
use crate::domain::client::{Client, Language};
use crate::domain::contract::Contract;
use crate::domain::id::{ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::{Instant, Month};
use crate::domain::span::Span;
use crate::domain::ticket::{breach, history, lifecycle};
use crate::domain::volume::Entry;
use crate::domain::volume::block::Block;
use crate::report::sla::{Effort, Period, SlaReport};
use crate::report::sla_page::Titles;
use crate::report::volume::{Account, Statement};
use crate::store::closing::Closing;
use crate::store::{self, Db};
pub use count::{Ledger, count};
pub use late::{Late, Watch, breaches_of};
pub use replay::{Replay, replayed};

/// What is judged.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Whose service; nothing is everybody's.
    pub client: Option<&'a Client>,
    /// Only under this contract.
    pub contract: Option<&'a ContractRef>,
    /// The days.
    pub span: Span,
    /// As of when; the end of the days where that is earlier.
    pub now: Instant,
    /// How many months are judged beside, for trends: those that end with the month of the last day.
    pub months: usize,
    /// Months of the client that were closed: what was recorded of them since is gathered.
    pub closings: &'a [Closing],
}

/// The figures of one contract.
pub struct Judged {
    /// Them.
    pub report: SlaReport,
    /// Titles of the tickets that they name.
    pub titles: Titles,
    /// The language of the contract.
    pub language: Language,
    /// The months beside, the oldest first.
    pub months: Vec<SlaReport>,
    /// All work under the contract.
    pub entries: Vec<Entry>,
    /// Events of tickets in closed months that may have been recorded after these were closed.
    pub late: Vec<Late>,
    /// The account of its volume, if it has one.
    pub account: Option<(Account, Vec<Block>)>,
}

/// The figures of every contract that is asked about, and of tickets without one where there are any.
///
/// # Errors
/// The database, a calendar that is missing, or a contract that the client does not have.
pub fn judged(desk: &mut Desk, db: &mut dyn Db, asked: &Asked<'_>) -> Result<Vec<Judged>, Failure> {
    let clients = match asked.client {
        Some(client) => vec![client.clone()],
        None => store::client::list(db, false)?,
    };
    let mut all = Vec::new();
    for client in &clients {
        all.append(&mut ledgers(desk, db, client, asked)?);
    }
    count(db, asked.client.map(|client| &client.code), &mut all)?;
    late::settle(db, asked.closings, &mut all)?;
    let mut judged = Vec::with_capacity(all.len());
    for ledger in all.into_iter().filter(|ledger| wants(asked.contract, ledger)) {
        judged.push(completed(desk, db, ledger)?);
    }
    Ok(judged)
}

/// Has the client contracts, of which none is in force on any of these days?
///
/// # Errors
/// The database.
pub fn is_ungoverned(db: &mut dyn Db, client: &ClientCode, span: Span) -> Result<bool, Failure> {
    let contracts = Desk::new().contracts_of(db, client)?;
    Ok(!contracts.is_empty() && !contracts.iter().any(|contract| lives_in(contract, span)))
}

fn wants(contract: Option<&ContractRef>, ledger: &Ledger) -> bool {
    match contract {
        Some(wanted) => ledger.contract.as_ref() == Some(wanted),
        None => ledger.stands || !ledger.report.is_empty() || !ledger.late.is_empty(),
    }
}

/// An empty ledger for each contract of the client, and one apart for tickets without a contract, which stand in the
/// only one where there is one.
fn ledgers(desk: &mut Desk, db: &mut dyn Db, client: &Client, asked: &Asked<'_>) -> Result<Vec<Ledger>, Failure> {
    let contracts = desk.contracts_of(db, &client.code)?;
    if let Some(wanted) = asked.contract {
        known_contract(&client.code, wanted, &contracts)?;
    }
    let mut ledgers = Vec::with_capacity(contracts.len() + 1);
    for contract in &contracts {
        let mut ledger = ledger(desk, db, client, contract, asked)?;
        ledger.stands = contracts.len() == 1 || lives_in(contract, asked.span);
        ledgers.push(ledger);
    }
    if ledgers.len() != 1 {
        let zone = desk.zone(db, &client.code)?;
        let empty = |span| SlaReport::new(client.code.clone(), None, Period::new(span, zone.clone(), asked.now), None);
        let mut apart = Ledger::new(desk, db, empty(asked.span), client.language)?;
        apart.months =
            months_before(asked.span.last_month(), asked.months).into_iter().map(Span::month).map(empty).collect();
        apart.watch = watched(&zone, asked);
        apart.stands = contracts.is_empty();
        ledgers.push(apart);
    }
    Ok(ledgers)
}

/// Whether the contract is in force on one of the days: one that ended years ago has no report any more.
fn lives_in(contract: &Contract, span: Span) -> bool {
    span.days().any(|day| contract.in_force_on(day))
}

fn ledger(
    desk: &mut Desk,
    db: &mut dyn Db,
    client: &Client,
    contract: &Rc<Contract>,
    asked: &Asked<'_>,
) -> Result<Ledger, Failure> {
    let report = empty(desk, db, &client.code, contract, asked.span, asked.now)?;
    let language = report.terms.as_ref().and_then(|terms| terms.language).unwrap_or(client.language);
    let mut ledger = Ledger::new(desk, db, report, language)?;
    for month in months_before(asked.span.last_month(), asked.months) {
        ledger.months.push(empty(desk, db, &client.code, contract, Span::month(month), asked.now)?);
    }
    ledger.watch = watched(&ledger.report.period.zone, asked);
    Ok(ledger)
}

/// The closed months of which these days tell what is recorded: where all months between were closed too, from the last
/// of these closings on; what was recorded before is told in one of them.
fn watched(zone: &Zone, asked: &Asked<'_>) -> Vec<Watch> {
    let closed: BTreeMap<Month, Instant> =
        asked.closings.iter().map(|one| (one.month, one.stamp.recorded_at)).collect();
    let first = Month::of(asked.span.from());
    let of = |(month, at): (&Month, &Instant)| {
        let between = std::iter::successors(Some(month.next()), |month| Some(month.next())).take_while(|m| *m < first);
        let since = between.map(|month| closed.get(&month)).try_fold(*at, |since, at| Some(since.max(*at?)))?;
        let period = Period::new(Span::month(*month), zone.clone(), asked.now);
        Some(Watch { month: *month, from: period.from, to: period.to, since })
    };
    closed.range(..=asked.span.last_month()).filter_map(of).collect()
}

/// So many months up to `last`, the oldest first.
fn months_before(last: Month, many: usize) -> Vec<Month> {
    let mut months: Vec<Month> = std::iter::successors(Some(last), |month| Some(month.previous())).take(many).collect();
    months.reverse();
    months
}

/// The report of a contract that no ticket was counted in yet, under the terms of its last day.
fn empty(
    desk: &mut Desk,
    db: &mut dyn Db,
    client: &ClientCode,
    contract: &Rc<Contract>,
    span: Span,
    now: Instant,
) -> Result<SlaReport, Failure> {
    let zone = desk.contract_zone(db, contract)?;
    let terms = contract.version_on(span.to()).or_else(|| contract.versions().first());
    let rules = match terms {
        Some(terms) => desk.rules(db, &terms.contract, terms.amendment)?,
        None => None,
    };
    let name = terms.map(|terms| terms.contract.clone());
    Ok(SlaReport::new(client.clone(), name, Period::new(span, zone, now), rules.as_deref()))
}

/// The counted report with everything beside tickets.
fn completed(desk: &mut Desk, db: &mut dyn Db, ledger: Ledger) -> Result<Judged, Failure> {
    let Ledger { report, months, language, late, .. } = ledger;
    let mut report = report.finished();
    let mut months: Vec<SlaReport> = months.into_iter().map(SlaReport::finished).collect();
    let (mut entries, mut account) = (Vec::new(), None);
    if let Some(contract) = report.contract.clone() {
        entries = store::work::entries(db, &contract)?;
        account = volume::account_of(desk, db, &contract, &entries, report.period.span.to())?;
    }
    for report in std::iter::once(&mut report).chain(&mut months) {
        add_work(report, &entries, account.as_ref());
        add_service(desk, db, report)?;
    }
    add_sentences(db, &mut report)?;
    let titles = titles(db, &report)?;
    Ok(Judged { report, titles, language, months, entries, late, account })
}

/// What was worked under the contract in its days, and what that consumed of its volume.
fn add_work(report: &mut SlaReport, entries: &[Entry], account: Option<&(Account, Vec<Block>)>) {
    let period = &report.period;
    report.effort = Effort::of(entries.iter().filter(|entry| period.holds(entry.at)));
    report.volume = account.and_then(|(account, _)| Statement::new(account, period.span.from(), period.span.to()));
}

/// The services that its contract promises to keep up, and the calls that it speaks of.
fn add_service(desk: &mut Desk, db: &mut dyn Db, report: &mut SlaReport) -> Result<(), Failure> {
    let Some(terms) = report.terms.clone() else { return Ok(()) };
    if terms.telephony.is_some() || terms.goals.iter().any(call::is_of_calls) {
        let client = find::client(db, terms.client.as_str())?;
        report.calls = Some(call::report(desk, db, &client, report.period.span, Some(&terms))?);
    }
    report.services = availability::services(desk, db, &terms, &report.period)?;
    Ok(())
}

/// The sentences beside the codes of breaches, read for those that have one.
fn add_sentences(db: &mut dyn Db, report: &mut SlaReport) -> Result<(), Failure> {
    for breach in &mut report.breaches {
        let Some(known) = &mut breach.explanation else { continue };
        let events = store::ticket::events(db, breach.ticket)?;
        let state = lifecycle::fold(&history::until(history::effective(&events), report.period.now)).ok();
        let whole = state.and_then(|state| breach::of(&state.explained, known.metric, known.cycle).cloned());
        if let Some(whole) = whole {
            *known = whole;
        }
    }
    Ok(())
}

/// Titles of the tickets that a report names.
fn titles(db: &mut dyn Db, report: &SlaReport) -> Result<Titles, Failure> {
    let mut numbers: Vec<TicketNumber> = report.breaches.iter().map(|b| b.ticket).collect();
    numbers.extend(report.changes.tickets());
    numbers.extend(report.undecided.iter().map(|u| u.ticket));
    numbers.extend(report.waiting.iter().map(|w| w.ticket));
    numbers.extend(report.left_out.iter().map(|l| l.ticket));
    numbers.extend(report.recorded_late.iter().map(|(n, _)| *n));
    numbers.sort_unstable();
    numbers.dedup();
    let mut titles = Titles::new();
    for number in numbers {
        if let Some(title) = store::ticket::title(db, number)? {
            titles.insert(number, title);
        }
    }
    Ok(titles)
}
