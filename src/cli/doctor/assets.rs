//! Assets: in no contract, in two, or of a client that no contract serves.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::Ward;
use super::a_year_after;
use super::contracts::{amend, is_over};
use crate::cli::estate::Estate;
use crate::cli::failure::Failure;
use crate::domain::asset::{Asset, AssetStatus, ManagedBy};
use crate::domain::campaign::in_park;
use crate::domain::contract::Terms;
use crate::domain::contract::perimeter::{Subject, services_of};
use crate::domain::id::ContractRef;
use crate::report::doctor::{Finding, Severity, What};
use crate::store::asset;
use crate::store::ticket::Filter;
use crate::store::{self, Db};

/// Tags by where they stand.
#[derive(Default)]
struct Standing {
    /// Neither retired nor lost.
    there: usize,
    in_none: Vec<String>,
    /// By the two contracts.
    in_two: BTreeMap<(String, String), (ContractRef, ContractRef, Vec<String>)>,
}

/// Adds what is found of the assets of a client; how many there are.
pub fn examine(db: &mut dyn Db, ward: &Ward<'_>, estate: &Estate, found: &mut Vec<Finding>) -> Result<usize, Failure> {
    let mut standing = Standing::default();
    let filter = asset::Filter { client: Some(&estate.client.code), ..asset::Filter::default() };
    asset::each(db, &filter, &mut |_, asset| {
        if in_park(&asset) {
            standing.take(estate, &asset);
        }
        Ok(())
    })?;
    let there = standing.there;
    match first_alive(estate) {
        None => found.extend(unserved(db, ward, estate, there)?),
        Some((terms, today)) => {
            found.extend(uncovered(ward, terms, today, std::mem::take(&mut standing.in_none)));
            found.extend(standing.in_two.into_values().filter_map(|two| covered_twice(ward, estate, two)));
        }
    }
    Ok(there)
}

impl Standing {
    fn take(&mut self, estate: &Estate, asset: &Asset) {
        self.there += 1;
        let tag = || asset.tag.to_string();
        let covering = estate.covered_by(asset);
        match covering.as_slice() {
            [] if is_ours(asset) && !is_meant(estate, asset) => self.in_none.push(tag()),
            [(one, _), (other, _), ..] => {
                let key = (one.key(), other.key());
                let two = self.in_two.entry(key).or_insert_with(|| ((*one).clone(), (*other).clone(), Vec::new()));
                two.2.push(tag());
            }
            _ => {}
        }
    }
}

/// In use, of a kind that contracts speak of, and looked after by the provider.
fn is_ours(asset: &Asset) -> bool {
    let idle = matches!(asset.status, AssetStatus::Ordered | AssetStatus::InStock);
    asset.kind.belongs_in_contract() && asset.managed_by == ManagedBy::Provider && !idle
}

/// Whether a contract to come covers it, or one says on purpose that it does not.
fn is_meant(estate: &Estate, asset: &Asset) -> bool {
    let services = services_of(asset);
    let subject = Subject::of(asset, &services).among(&estate.sites);
    let alive = estate.contracts.iter().filter(|(contract, today)| !is_over(contract, *today));
    alive.filter_map(|(contract, _)| contract.latest()).any(|terms| {
        terms.coverage(&subject).is_inside() || terms.lines.iter().any(|line| line.excluded.contains(&asset.tag))
    })
}

/// The first contract that is not over, as it was agreed last.
fn first_alive(estate: &Estate) -> Option<(&Terms, NaiveDate)> {
    let alive = estate.contracts.iter().find(|(contract, today)| !is_over(contract, *today));
    alive.and_then(|(contract, today)| Some((contract.latest()?, *today)))
}

fn uncovered(ward: &Ward<'_>, terms: &Terms, today: NaiveDate, assets: Vec<String>) -> Option<Finding> {
    if assets.is_empty() {
        return None;
    }
    let command = ward.mend.cover(&amend(terms, today), &assets);
    let finding = Finding::new(Severity::Warning, What::InNone, command);
    Some(Finding { client: Some(terms.client.clone()), contract: Some(terms.contract.clone()), assets, ..finding })
}

/// The second of the two lets go of them.
fn covered_twice(
    ward: &Ward<'_>,
    estate: &Estate,
    (other, contract, assets): (ContractRef, ContractRef, Vec<String>),
) -> Option<Finding> {
    let (held, today) =
        estate.contracts.iter().find(|(held, _)| held.latest().is_some_and(|terms| terms.contract == contract))?;
    let command = ward.mend.exclude(&amend(held.latest()?, *today), &assets);
    let finding = Finding::new(Severity::Warning, What::InTwo { other }, command);
    Some(Finding { client: Some(estate.client.code.clone()), contract: Some(contract), assets, ..finding })
}

/// Assets or open tickets, and no contract: a deadline has nothing to rest on.
fn unserved(db: &mut dyn Db, ward: &Ward<'_>, estate: &Estate, assets: usize) -> Result<Option<Finding>, Failure> {
    let client = &estate.client;
    let tickets = store::ticket::summaries(db, &Filter { client: Some(&client.code), status: None, all: false })?;
    if assets == 0 && tickets.is_empty() {
        return Ok(None);
    }
    let last = estate.contracts.iter().filter_map(|(contract, today)| Some((contract.latest()?, *today)));
    let last = last.max_by_key(|(terms, _)| terms.last_day());
    let command = match last {
        Some((terms, today)) => ward.mend.prolong(&amend(terms, today), a_year_after(today)),
        None => ward.mend.new_contract(&least(estate)),
    };
    let what = What::NoContract { assets, tickets: tickets.len() };
    let contract = last.map(|(terms, _)| terms.contract.clone());
    let finding = Finding::new(Severity::Problem, what, command);
    Ok(Some(Finding { client: Some(client.code.clone()), contract, ..finding }))
}

/// The least that a contract says, to be completed from what was signed.
fn least(estate: &Estate) -> String {
    let (code, today) = (&estate.client.code, estate.today);
    let title = estate.client.name.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "ref = \"{code}-{}\"\nclient = \"{code}\"\ntitle = \"{title}\"\nstarts_on = \"{today}\"\nmonths = 36\ncalendar = \"always\"",
        today.year()
    )
}
