//! The same tickets under other terms: each keeps what happened to it, and finds its line, its targets and its clocks anew.

use std::collections::HashMap;
use std::rc::Rc;

use super::count::{Ledger, count};
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
use crate::domain::ticket::event::Governed;
use crate::domain::ticket::governing::governed_by;
use crate::report::sla::{Period, SlaReport};
use crate::store::ticket::Filter;
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
    let governed = governed(db, replay)?;
    let mut ledger = Ledger::replaying(empty(replay.span), rules.clone(), governed);
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

/// Where each ticket of the contract stands in the perimeter of the other terms.
fn governed(db: &mut dyn Db, replay: &Replay<'_>) -> Result<HashMap<TicketNumber, Governed>, Failure> {
    let client = Some(&replay.client.code);
    let mut assets: HashMap<String, Asset> = HashMap::new();
    store::asset::each(db, &store::asset::Filter { client, ..Default::default() }, &mut |_, asset| {
        assets.insert(asset.tag.key(), asset);
        Ok(())
    })?;
    let sites = store::site::list(db, client)?;
    let terms = &*replay.terms;
    let mut found = HashMap::new();
    for (number, summary) in store::ticket::summaries(db, &Filter { client, status: None, all: true })? {
        if summary.contract.as_ref() != Some(replay.contract) {
            continue;
        }
        let first = summary.assets.first().map(AssetTag::key).and_then(|key| assets.get(&key));
        let governed = match first {
            None => governed_by(terms, Coverage::WholeContract),
            Some(asset) => {
                let services = services_of(asset);
                governed_by(terms, terms.coverage(&Subject::of(asset, &services).among(&sites)))
            }
        };
        found.insert(number, governed);
    }
    Ok(found)
}
