//! The tables of an export: for each its file, its columns and what fills it.

mod agreements;
mod estate;
mod past;
mod people;
mod tickets;

use serde_json::Value;

use super::package::{Package, Sheet};
use crate::cli::desk::Desk;
use crate::cli::failure::Failure;
use crate::cli::find;
use crate::cli::sheet as assets;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::contract::Contract;
use crate::domain::instant::Instant;
use crate::report::page::Cell;
use crate::store::handover::{Shared, shared};
use crate::store::{self, Db};

/// The client and what most tables ask of it.
pub struct Whose {
    pub client: Client,
    pub zone: Zone,
    pub now: Instant,
    /// Licence keys are written whole.
    pub keys: bool,
    pub shared: Shared,
    pub contracts: Vec<Contract>,
    desk: Desk,
}

impl Whose {
    /// Reads it.
    ///
    /// # Errors
    /// The database.
    pub fn read(db: &mut dyn Db, client: Client, now: Instant, keys: bool) -> Result<Self, Failure> {
        let zone = find::zone_of(&client)?;
        let shared = shared(db, &client.code)?;
        let mut desk = Desk::new();
        let contracts = desk.contracts_of(db, &client.code)?.iter().map(|contract| (**contract).clone()).collect();
        Ok(Self { client, zone, now, keys, shared, contracts, desk })
    }

    /// An instant in the client's zone.
    pub fn at(&self, at: Instant) -> Cell {
        self.zone.rfc3339(at).into()
    }

    fn maybe_at(&self, at: Option<Instant>) -> Cell {
        at.map_or_else(Cell::none, |at| self.at(at))
    }
}

type Fill = fn(&mut dyn Db, &mut Whose, &mut Sheet<'_>) -> Result<(), Failure>;

/// One table.
pub struct Form {
    /// The file.
    pub name: &'static str,
    /// Its columns, parted by blanks.
    pub columns: &'static str,
    fill: Fill,
}

macro_rules! forms {
    ($($name:literal: $columns:literal = $fill:path;)*) => {
        &[$(Form { name: $name, columns: $columns, fill: $fill }),*]
    };
}

/// Every table but that of the assets, whose columns depend on them.
pub const FORMS: &[Form] = forms! {
    "asset-changes.csv": "tag what at recorded_at by file line field before after" = estate::changes;
    "asset-life.csv": "tag type at recorded_at by other facts text" = estate::life;
    "repairs.csv": "tag out_at supplier reference expected_on back_at loan text" = estate::repairs;
    "updates.csv": "tag component from to at by ticket text" = estate::updates;
    "covers.csv": "cover protection tag" = estate::covers;
    "targets.csv": "scope component product reach version support_ends" = estate::targets;
    "campaigns.csv": "name started_at note accepted_at accepted_by evidence assets sha256" = estate::campaigns;
    "campaign-assets.csv": "campaign tag kind label serial site status" = estate::frozen;
    "licences.csv": "tag product publisher key seats used expires_on perpetual owner supplier status notes" = estate::licences;
    "licence-seats.csv": "licence machine person assigned_at by over_use reason released_at released_as" = estate::seats;
    "sites.csv": "code name address phone access archived" = people::sites;
    "rooms.csv": "site name kind access archived" = people::rooms;
    "contacts.csv": "name site roles phone mobile mail notes archived" = people::contacts;
    "access.csv": "what name where how who" = people::access;
    "contracts.csv": "ref amendment title kind effective_on starts_on ends_on calendar applied_at by reason in_force" = agreements::contracts;
    "volumes.csv": "contract quantity from until reference" = agreements::volumes;
    "work.csv": "contract ticket seq at recorded_at by minutes mode in_scope nature quote unit quantity authorisations text" = agreements::work;
    "obligations.csv": "contract code on evidence" = agreements::obligations;
    "actions.csv": "number kind text contract owner due ticket since ended as note" = agreements::actions;
    "third-parties.csv": "code name client contact hours contract subcontractor archived" = agreements::third_parties;
    "authorisations.csv": "number third_party kind assets granted_by from to scope evidence ended_because" = agreements::authorisations;
    "tickets.csv": "number kind severity status title requester channel assignee contract amendment line excluded assets opened_at acknowledged_at resolved_at last_at imported_from imported_reference" = tickets::tickets;
    "ticket-clocks.csv": "number metric cycle state calendar allowance due_at stopped_at consumed_s late_s breached_at" = tickets::clocks;
    "ticket-events.csv": "number seq at recorded_at by type facts title requester text" = tickets::events;
    "outages.csv": "number assets from to planned announced_at ticket reason by" = past::outages;
    "calls.csv": "started_at answered_at ended_at outcome waited_s ticket first_contact" = past::calls;
    "call-days.csv": "day offered answered answered_in_time abandoned first_contact" = past::call_days;
};

/// Writes all tables.
///
/// # Errors
/// The database, or the disk.
pub fn write(db: &mut dyn Db, whose: &mut Whose, package: &mut Package) -> Result<(), Failure> {
    let columns = assets::columns(db, Some(&whose.client.code), whose.keys)?;
    let names: Vec<String> = columns.iter().map(ToString::to_string).collect();
    package.sheet("assets.csv", &names, |sheet| {
        let filter = store::asset::Filter { client: Some(&whose.client.code), ..Default::default() };
        store::asset::each(db, &filter, &mut |_, asset| {
            sheet.row(&columns.iter().map(|field| assets::cell(&asset, field)).collect::<Vec<_>>());
            Ok(())
        })?;
        Ok(())
    })?;
    for form in FORMS {
        let columns: Vec<String> = form.columns.split(' ').map(str::to_owned).collect();
        package.sheet(form.name, &columns, |sheet| (form.fill)(db, whose, sheet))?;
    }
    Ok(())
}

fn yes(is_so: bool) -> Cell {
    if is_so { "yes".into() } else { "no".into() }
}

fn counted(number: impl ToString) -> Cell {
    let number = number.to_string();
    Cell::number(number.as_str(), &number)
}

fn maybe_counted(number: Option<impl ToString>) -> Cell {
    number.map_or_else(Cell::none, counted)
}

/// A list in one cell, a line each.
fn lines(parts: impl IntoIterator<Item = impl ToString>) -> Cell {
    parts.into_iter().map(|part| part.to_string()).collect::<Vec<_>>().join("\n").into()
}

/// The code of a value, or its JSON.
fn code(value: &impl serde::Serialize) -> Cell {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code.into(),
        Ok(Value::Null) | Err(_) => Cell::none(),
        Ok(other) => other.to_string().into(),
    }
}
