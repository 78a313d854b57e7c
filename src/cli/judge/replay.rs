//! The same tickets under other terms: each keeps what happened to it, and finds its line, its targets and its clocks anew.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::count::{Ledger, OPENING, Replayed, count, found_anew};
use super::{add_service, months_before};
use crate::cli::desk::Desk;
use crate::cli::failure::Failure;
use crate::domain::asset::Asset;
use crate::domain::client::Client;
use crate::domain::contract::Terms;
use crate::domain::contract::perimeter::{Coverage, Subject, services_of};
use crate::domain::id::{AssetTag, ContractRef, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::span::Span;
use crate::domain::ticket::event::{Event, Happening};
use crate::domain::ticket::governing::governed_by;
use crate::domain::ticket::history::taken_back;
use crate::report::sla::{Period, SlaReport};
use crate::store::ticket::{Filter, Selection};
use crate::store::{self, Db};

/// What is replayed.
pub struct Replay<'a> {
    /// Whose tickets.
    pub client: &'a Client,
    /// Those that this contract governs.
    pub contract: &'a ContractRef,
    /// The other terms; on which days they would be in force does not matter.
    pub terms: Rc<Terms>,
    /// The days.
    pub span: Span,
    /// As of when.
    pub now: Instant,
}

/// The figures under the other terms: of all days, and of each month.
///
/// # Errors
/// The database, or a calendar that is missing.
pub fn replayed(desk: &mut Desk, db: &mut dyn Db, replay: &Replay<'_>) -> Result<(SlaReport, Vec<SlaReport>), Failure> {
    let rules = desk.rules_for(db, Rc::clone(&replay.terms))?;
    let zone = rules.desk().zone().clone();
    let empty = |span: Span| {
        let (client, contract) = (replay.client.code.clone(), Some(replay.contract.clone()));
        SlaReport::new(client, contract, Period::new(span, zone.clone(), replay.now), Some(&rules))
    };
    let whole = empty(replay.span);
    let governed = governed(db, replay, &whole.period)?;
    let mut ledger = Ledger::replaying(whole, rules.clone(), governed);
    let many = replay.span.months().count();
    ledger.months = months_before(replay.span.last_month(), many).into_iter().map(|m| empty(Span::month(m))).collect();
    let mut ledgers = [ledger];
    count(db, Some(&replay.client.code), &mut ledgers)?;
    let [ledger] = ledgers;
    let (mut report, mut months) = (ledger.report.finished(), Vec::with_capacity(many));
    add_service(desk, db, &mut report)?;
    for month in ledger.months {
        let mut month = month.finished();
        add_service(desk, db, &mut month)?;
        months.push(month);
    }
    Ok((report, months))
}

/// Where each ticket of the contract stands in the perimeter of the other terms, by the assets that it had.
fn governed(db: &mut dyn Db, replay: &Replay<'_>, period: &Period) -> Result<Replayed, Failure> {
    let client = Some(&replay.client.code);
    let mut assets: HashMap<String, Asset> = HashMap::new();
    store::asset::each(db, &store::asset::Filter { client, ..Default::default() }, &mut |_, asset| {
        assets.insert(asset.tag.key(), asset);
        Ok(())
    })?;
    let sites = store::site::list(db, client)?;
    let terms = &*replay.terms;
    let stands = |tags: &[AssetTag]| match tags.first().and_then(|tag| assets.get(&tag.key())) {
        None => governed_by(terms, Coverage::WholeContract),
        Some(asset) => {
            let services = services_of(asset);
            governed_by(terms, terms.coverage(&Subject::of(asset, &services).among(&sites)))
        }
    };
    let moved = moved(db, replay, period)?;
    let mut found = Replayed::new();
    for (number, summary) in store::ticket::summaries(db, &Filter { client, status: None, all: true })? {
        if summary.contract.as_ref() == Some(replay.contract) && !moved.contains(&number) {
            found.insert((number, OPENING), stands(&summary.assets));
        }
    }
    for number in moved {
        for (seq, tags) in asked_of(&store::ticket::events(db, number)?, replay.contract) {
            found.insert((number, seq), stands(tags));
        }
    }
    Ok(found)
}

/// The events that put a ticket under the contract, with the assets that it had from there on.
fn asked_of<'e>(events: &'e [Event], contract: &ContractRef) -> Vec<(u32, &'e [AssetTag])> {
    let taken = taken_back(events.iter().map(|event| (event.seq, &event.what)));
    let mut tags: &[AssetTag] = &[];
    let mut found = Vec::new();
    for event in events.iter().filter(|event| !taken.contains(&event.seq)) {
        let governed = match &event.what {
            Happening::Opened(opening) => {
                tags = &opening.assets;
                Some(&opening.governed)
            }
            Happening::Edited { assets, governed } => {
                tags = assets.as_deref().unwrap_or(tags);
                governed.as_deref()
            }
            Happening::Corrected { governed, .. } => governed.as_deref(),
            _ => None,
        };
        if governed.is_some_and(|governed| governed.contract.as_ref() == Some(contract)) {
            found.push((event.seq, tags));
        }
    }
    found
}

/// Tickets of the days that are governed otherwise than at their opening, or were for a time.
fn moved(db: &mut dyn Db, replay: &Replay<'_>, period: &Period) -> Result<BTreeSet<TicketNumber>, Failure> {
    let mut found = BTreeSet::new();
    let touching = Selection::Touching { client: Some(&replay.client.code), from: period.from, to: period.to };
    store::ticket::events_for_sla(db, &touching, &mut |number, marks| {
        if marks.iter().any(|mark| found_anew(mark).is_some()) {
            found.insert(number);
        }
        Ok(())
    })?;
    Ok(found)
}
