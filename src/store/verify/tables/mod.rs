//! Every table, told again from the log. One small file for each kind of subject: it takes the events and then
//! compares what they amount to with what is there.
//!
//! What the log does not say is compared by nobody: `asset.source`, a memory of imports that only saves work.

mod asset;
mod cell;
mod seat;
mod ticket;
mod version;
mod whole;

use std::collections::HashMap;

use serde_json::Value;

use super::Progress;
use super::fault::{Check, Faults, What};
use crate::domain::id::folded;
use crate::store::chain::{Columns, Hash};
use crate::store::db::{self, Db, DbErr, R};
use crate::store::sqlite::Sqlite;
use cell::{Cell, parsed};
use whole::{AUTHORISATION, CAMPAIGN, CLIENT, CONTACT, RULE, SITE, THIRD_PARTY, code_and_key, flag, text};

/// An event about anything but a ticket.
struct Told<'a> {
    id: i64,
    at: i64,
    kind: &'a str,
    key: &'a str,
    arg: &'a str,
    data: Option<&'a str>,
    digest: Option<&'a [u8]>,
    beside: Option<&'a str>,
}

/// What was erased, as events say, by its number: texts of events, and changes of assets. Of what was not erased as a
/// whole there is the digest of what is left.
#[derive(Default)]
pub(super) struct Erased {
    pub(super) texts: HashMap<i64, Option<Hash>>,
    pub(super) changes: HashMap<i64, Option<Hash>>,
}

/// The tables as the events so far make them.
#[derive(Default)]
pub(super) struct Tables {
    clients: whole::Whole,
    sites: whole::Whole,
    contacts: whole::Whole,
    rules: whole::Whole,
    campaigns: whole::Whole,
    parties: whole::Whole,
    authorisations: whole::Whole,
    calendars: version::Versions,
    contracts: version::Versions,
    assets: asset::Assets,
    seats: seat::Seats,
    deeds: seat::Deeds,
    /// What was erased.
    pub(super) erased: Erased,
    /// Events of a clock that was behind, and how many seconds.
    pub(super) behind: Vec<(i64, i64)>,
    tickets: u64,
}

const COUNTERS: &str = "SELECT name, value FROM counter ORDER BY name NULLS FIRST";

impl Tables {
    /// Takes one event. What cannot be understood is told as a fault of it.
    pub(super) fn follow(&mut self, columns: &Columns<'_>, beside: Option<&str>, faults: &mut Faults) {
        self.behind.extend(columns.behind_s.map(|seconds| (columns.id, seconds)));
        let told = Told {
            id: columns.id,
            at: columns.at,
            kind: columns.kind,
            key: columns.key.unwrap_or_default(),
            arg: columns.arg,
            data: columns.data,
            digest: columns.digest,
            beside,
        };
        if let Err(e) = self.take(columns.subject, &told) {
            faults.add(Check::Tables, format!("event {}", columns.id), What::Said(e.text));
        }
    }

    fn take(&mut self, subject: &str, told: &Told<'_>) -> R<()> {
        match subject {
            "ticket" => {
                self.tickets += 1;
                Ok(())
            }
            "client" => self.clients.follow(told),
            "site" => self.sites.follow(told),
            "contact" => self.contacts.follow(told),
            "version" => self.rules.follow_value(told),
            "campaign" => self.campaigns.follow(told),
            "third-party" => self.parties.follow(told),
            "authorisation" => self.authorisations.follow_number(told),
            "calendar" => self.calendars.follow(told),
            "contract" => self.contracts.follow(told),
            "asset" => self.assets.follow(told),
            "licence" => self.seats.follow(told),
            "deed" => self.deeds.follow(told),
            "database" if told.kind == "erased" => self.erase(told),
            _ => Ok(()),
        }
    }

    fn erase(&mut self, told: &Told<'_>) -> R<()> {
        let data = parsed(told.id, told.data)?;
        for (name, erased) in [("texts", &mut self.erased.texts), ("changes", &mut self.erased.changes)] {
            let gone = data[name].as_array().into_iter().flatten().filter_map(Value::as_i64);
            erased.extend(gone.map(|id| (id, None)));
            for (id, digest) in data[format!("{name}_left")].as_object().into_iter().flatten() {
                let id = id.parse().map_err(DbErr::damaged)?;
                erased.insert(id, Some(Hash::spelt(digest.as_str().unwrap_or_default())?));
            }
        }
        Ok(())
    }

    /// Compares every table with what the events made.
    pub(super) fn compare(&mut self, db: &mut Sqlite, faults: &mut Faults, progress: Progress<'_>) -> R<()> {
        let clients = |key: &str| self.clients.id(key);
        let owner = |value: &Value| Cell::from(clients(&folded(text(value, "client"))));
        self.clients.compare(db, &CLIENT, faults, |value| {
            let [code, key] = code_and_key(value);
            vec![code, key, flag(value, "archived")]
        })?;
        self.sites.compare(db, &SITE, faults, |value| {
            let [code, key] = code_and_key(value);
            vec![owner(value), code, key, flag(value, "archived")]
        })?;
        self.contacts.compare(db, &CONTACT, faults, |value| {
            vec![owner(value), crate::domain::contact::key_of(text(value, "name")).into(), flag(value, "archived")]
        })?;
        self.rules.compare(db, &RULE, faults, |value| vec![owner(value), Cell::Any])?;
        self.third_parties(db, faults)?;
        self.campaigns(db, faults)?;
        self.calendars.compare_calendars(db, faults)?;
        self.contracts.compare_contracts(db, faults, clients)?;
        self.assets.compare(db, &self.erased, faults)?;
        self.seats.compare(db, faults)?;
        self.deeds.compare(db, faults)?;
        let tickets = ticket::compare(db, &clients, faults, progress, self.tickets)?;
        self.counters(db, tickets, faults)?;
        self.sequences(db, faults)
    }

    fn third_parties(&self, db: &mut Sqlite, faults: &mut Faults) -> R<()> {
        self.parties.compare(db, &THIRD_PARTY, faults, |value| {
            let [code, key] = code_and_key(value);
            vec![code, key, flag(value, "archived")]
        })?;
        self.authorisations.compare(db, &AUTHORISATION, faults, |value| {
            let party = self.parties.id(&folded(text(value, "third_party")));
            vec![Cell::from(self.clients.id(&folded(text(value, "client")))), Cell::from(party)]
        })
    }

    /// Campaigns, and by its digest what each froze.
    fn campaigns(&self, db: &mut Sqlite, faults: &mut Faults) -> R<()> {
        self.campaigns.compare(db, &CAMPAIGN, faults, |value| {
            let owner = Cell::from(self.clients.id(&folded(text(value, "client"))));
            let name = text(value, "name");
            vec![owner, name.into(), folded(name).into(), Cell::from(value["accepted"]["at"].as_i64())]
        })?;
        for line in crate::store::campaign::faults(db)? {
            faults.add(Check::Tables, "campaign_asset", What::Said(line));
        }
        Ok(())
    }

    /// Numbers that never come back.
    fn counters(&self, db: &mut dyn Db, tickets: i64, faults: &mut Faults) -> R<()> {
        let mut wanted = vec![
            ("asset", self.assets.count),
            ("asset_change", self.assets.changes()),
            ("authorisation", self.authorisations.given()),
            ("contact", self.contacts.given()),
            ("ticket", tickets),
        ];
        for (name, holds) in db::all(db, COUNTERS, &[], |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))? {
            let place = format!("counter {name}");
            match wanted.iter().position(|(wanted, _)| *wanted == name).map(|at| wanted.swap_remove(at)) {
                None => faults.add(Check::Counters, place, What::Unexplained),
                Some((_, said)) if said != holds => faults.add(Check::Counters, place, What::Number { holds, said }),
                Some(_) => {}
            }
        }
        for (name, _) in wanted {
            faults.add(Check::Counters, format!("counter {name}"), What::Missing);
        }
        Ok(())
    }

    /// The engine's own counters of the tables that count by themselves.
    fn sequences(&self, db: &Sqlite, faults: &mut Faults) -> R<()> {
        let found = db.sequences()?;
        for (table, said) in [
            ("client", self.clients.given()),
            ("site", self.sites.given()),
            ("campaign", self.campaigns.given()),
            ("third_party", self.parties.given()),
            ("version_rule", self.rules.given()),
            ("calendar_version", self.calendars.given()),
            ("contract_version", self.contracts.given()),
        ] {
            let holds = found.iter().find(|(name, _)| name == table).map_or(0, |(_, last)| *last);
            if holds != said {
                faults.add(Check::Counters, format!("sqlite_sequence {table}"), What::Number { holds, said });
            }
        }
        Ok(())
    }
}
