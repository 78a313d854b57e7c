//! Events with what was before and after.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::Value;

use super::facts::{differing, of_ticket};
use crate::cli::failure::Failure;
use crate::domain::asset::{Field, changes};
use crate::domain::calendar::Zone;
use crate::domain::contract::diff::diff;
use crate::domain::id::{CalendarName, ContractRef, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::Event;
use crate::locale::Locale;
use crate::report::asset_value::value;
use crate::store::audit::{About, Deed, deeds};
use crate::store::contract::Stored;
use crate::store::event::{Recorded, Subject, history};
use crate::store::undo::UNDONE;
use crate::store::{self, Db};

/// Assets that one event may tell field by field; of a longer import only how many there were.
const ASSETS: u32 = 20;

/// One field of an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// Of which asset, where the event is about assets.
    pub asset: Option<String>,
    /// Its name in files and JSON.
    pub field: String,
    /// As it was.
    pub before: Option<String>,
    /// As it is since.
    pub after: Option<String>,
    /// The field and both sides as people read them.
    pub words: [Option<String>; 3],
}

impl Changed {
    /// A field by its code.
    pub fn new(field: &str, before: Option<String>, after: Option<String>) -> Self {
        Self { asset: None, field: field.to_owned(), before, after, words: [None, None, None] }
    }

    /// With the words for what is since.
    pub fn reading(self, after: String) -> Self {
        self.worded(None, Some(after))
    }

    /// With the words for both sides.
    pub fn worded(mut self, before: Option<String>, after: Option<String>) -> Self {
        let [_, old, new] = &mut self.words;
        (*old, *new) = (before, after);
        self
    }

    /// As an undo tells it: what was since becomes what was before.
    #[must_use]
    pub fn turned(mut self) -> Self {
        std::mem::swap(&mut self.before, &mut self.after);
        self.words.swap(1, 2);
        self
    }

    fn is_something(&self) -> bool {
        self.before.is_some() || self.after.is_some()
    }
}

/// An event with all that it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The event.
    pub event: Recorded,
    /// Fields, old and new.
    pub changes: Vec<Changed>,
    /// What was written, or why.
    pub text: Option<String>,
    /// How many assets it changed.
    pub assets: Option<u64>,
    /// Some of it was erased.
    pub erased: bool,
    /// The event that took it back, where one did.
    pub undone_by: Option<i64>,
}

/// Reads what events say.
pub struct Reader<'a> {
    locale: &'a Locale,
    zone: &'a Zone,
    about: &'a About,
    tickets: HashMap<TicketNumber, Vec<Event>>,
    undone: HashMap<i64, i64>,
}

impl<'a> Reader<'a> {
    /// Of events about `about`, for a reader in `zone`.
    pub fn new(locale: &'a Locale, zone: &'a Zone, about: &'a About) -> Self {
        Self { locale, zone, about, tickets: HashMap::new(), undone: HashMap::new() }
    }

    /// Looks what later events took back of those from `first` on.
    ///
    /// # Errors
    /// The database.
    pub fn look_back(&mut self, db: &mut dyn Db, first: Option<&Recorded>) -> Result<(), Failure> {
        if let Some(first) = first {
            self.undone = store::undo::undone(db, first.id)?;
        }
        Ok(())
    }

    /// The event with what was before and after.
    ///
    /// # Errors
    /// The database.
    pub fn told(&mut self, db: &mut dyn Db, event: Recorded) -> Result<Told, Failure> {
        let undone_by = self.undone.get(&event.id).copied();
        let mut told = Told { erased: event.erased, event, changes: Vec::new(), text: None, assets: None, undone_by };
        let is = |subject: Subject| told.event.subject == subject.code();
        let says_all = told.event.kind == UNDONE && told.event.beside.is_none() && !is(Subject::Asset);
        if is(Subject::Ticket) {
            self.ticket(db, &mut told)?;
        } else if says_all {
            // what it takes back says the rest
        } else if is(Subject::Asset) {
            self.assets(db, &mut told)?;
        } else if is(Subject::Contract) && told.event.data.as_ref().is_some_and(|data| data.contains("value_sha256")) {
            contract(db, &mut told)?;
        } else if is(Subject::Calendar) {
            calendar(db, &mut told)?;
        } else if is(Subject::Database) {
            told.changes = erasure(&told.event);
        } else if is(Subject::Call) {
            told.changes = calls(&told.event);
        } else if is(Subject::Closing) {
            told.changes = closing(&told.event);
            told.text = told.event.beside_json().ok().and_then(|beside| beside["reason"].as_str().map(str::to_owned));
        } else {
            self.facts(db, &mut told)?;
        }
        if told.event.kind == UNDONE && told.event.ticket.is_none() {
            told.changes.insert(0, Changed::new("of", None, Some(told.event.arg.clone())));
        }
        told.changes.retain(Changed::is_something);
        Ok(told)
    }

    fn ticket(&mut self, db: &mut dyn Db, told: &mut Told) -> Result<(), Failure> {
        let Some((number, seq)) = told.event.ticket else { return Ok(()) };
        let all = match self.tickets.entry(number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(store::ticket::events(db, number)?),
        };
        if let Some(event) = all.iter().find(|event| event.seq == seq) {
            told.changes = of_ticket(self.locale, self.zone, event, all);
            told.text = event.text.as_ref().and_then(|text| text.body.clone());
        }
        Ok(())
    }

    fn assets(&self, db: &mut dyn Db, told: &mut Told) -> Result<(), Failure> {
        let (rows, found) = deeds(db, &told.event, self.about, ASSETS)?;
        told.assets = Some(rows);
        if !matches!(self.about, About::Asset(..)) && rows > u64::from(ASSETS) {
            return Ok(());
        }
        told.erased = found.iter().any(|deed| deed.erased);
        told.changes = found.iter().flat_map(|deed| self.deed(deed)).collect();
        Ok(())
    }

    fn deed(&self, deed: &Deed) -> Vec<Changed> {
        let Some(after) = &deed.after else {
            let fresh = Deed { before: None, after: deed.before.clone(), erased: deed.erased };
            return if deed.before.is_some() {
                self.deed(&fresh).into_iter().map(Changed::turned).collect()
            } else {
                Vec::new()
            };
        };
        let told = changes(deed.before.as_ref(), after).into_iter().map(|change| {
            let field = Field::parse(&change.field);
            let side = |asset| Some(value(self.locale, asset, field.as_ref()?)?.text);
            let words = [
                field.as_ref().map(|field| self.locale.asset_field(field)),
                deed.before.as_ref().and_then(side),
                side(after),
            ];
            let changed = Changed::new(&change.field, change.before, change.after);
            Changed { asset: Some(after.tag.to_string()), words, ..changed }
        });
        told.collect()
    }

    /// What is written down as JSON: with `before` and `after`, what differs; of an outage, what differs from before.
    fn facts(&self, db: &mut dyn Db, told: &mut Told) -> Result<(), Failure> {
        let event = &told.event;
        let beside = event.beside_json()?;
        if let Some(after) = beside.get("after") {
            told.changes = differing(beside.get("before"), after);
            return Ok(());
        }
        let said = |name: &str| beside.get(name).and_then(Value::as_str).map(str::to_owned);
        let text = said("text").or_else(|| said("reason"));
        let before = previous(db, event)?;
        let mut changes = differing(before.as_ref(), &data(event));
        changes.extend(said("holder").map(|holder| Changed::new("holder", None, Some(holder))));
        if event.subject == Subject::Outage.code() {
            changes.insert(0, Changed::new("number", None, Some(event.arg.clone())));
            changes = changes.into_iter().map(|change| self.timed(change)).collect();
        }
        (told.changes, told.text) = (changes, text);
        Ok(())
    }

    /// The instants of an outage are kept as seconds.
    fn timed(&self, change: Changed) -> Changed {
        if !["from", "to", "announced_at"].contains(&change.field.as_str()) {
            return change;
        }
        let at = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok()).map(Instant);
        let (before, after) = (at(&change.before), at(&change.after));
        let code = |at: Option<Instant>| at.map(|at| self.zone.rfc3339(at));
        let words = |at: Option<Instant>| at.map(|at| self.locale.moment(self.zone.local(at)));
        Changed::new(&change.field, code(before), code(after)).worded(words(before), words(after))
    }
}

fn data(event: &Recorded) -> Value {
    event.data.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// Which month, and the checksum of what was closed; the documents are printed by `report monthly`.
fn closing(event: &Recorded) -> Vec<Changed> {
    let sha256 = data(event)["sha256"].as_str().map(str::to_owned);
    vec![Changed::new("month", None, Some(event.arg.clone())), Changed::new("sha256", None, sha256)]
}

/// Calls and totals of days are counted, not listed.
fn calls(event: &Recorded) -> Vec<Changed> {
    let data = data(event);
    let count = |name: &str| data.get(name).and_then(Value::as_array).map(|held| held.len().to_string());
    let month = Changed::new("month", None, Some(event.arg.clone()));
    vec![month, Changed::new("calls", None, count("calls")), Changed::new("days", None, count("days"))]
}

/// Of an erasure: why, and how many texts and states of assets lost something; not which, that is a long list.
fn erasure(event: &Recorded) -> Vec<Changed> {
    let data = data(event);
    let count = |name: &str| {
        let gone = data.get(name).and_then(Value::as_array).map_or(0, Vec::len);
        let left = data.get(format!("{name}_left")).and_then(Value::as_object).map_or(0, serde_json::Map::len);
        Some(gone + left).filter(|count| *count > 0).map(|count| count.to_string())
    };
    let said = |name: &str| match data.get(name) {
        Some(Value::String(text)) => Some(text.clone()),
        other => other.map(Value::to_string),
    };
    let facts = ["why", "contact", "older_than", "before"].map(|name| Changed::new(name, None, said(name)));
    let counts = ["texts", "changes"].map(|name| Changed::new(name, None, count(name)));
    facts.into_iter().chain(counts).collect()
}

/// What the event before it said of the same outage.
fn previous(db: &mut dyn Db, event: &Recorded) -> Result<Option<Value>, Failure> {
    let (Some(key), true) = (&event.key, event.subject == Subject::Outage.code()) else { return Ok(None) };
    let events = history(db, Subject::Outage, key)?;
    Ok(events.iter().rev().find(|e| e.id < event.id && e.kind != UNDONE && e.arg == event.arg).map(data))
}

fn contract(db: &mut dyn Db, told: &mut Told) -> Result<(), Failure> {
    let Some(reference) = told.event.key.as_deref().and_then(|key| key.parse::<ContractRef>().ok()) else {
        return Ok(());
    };
    let versions = store::contract::history(db, &reference)?;
    told.changes.push(Changed::new("amendment", None, Some(told.event.arg.clone())));
    if let Some((before, after)) = pair(&versions, told.event.id) {
        let changes = diff(&before.value, &after.value).into_iter();
        told.changes.extend(changes.map(|change| Changed::new(&change.path, change.before, change.after)));
    }
    told.text = reason(&versions, told.event.id);
    Ok(())
}

fn calendar(db: &mut dyn Db, told: &mut Told) -> Result<(), Failure> {
    let Some(name) = told.event.key.as_deref().and_then(|key| key.parse::<CalendarName>().ok()) else {
        return Ok(());
    };
    let versions = store::calendar::history(db, &name)?;
    let day = Some(told.event.arg.clone()).filter(|day| !day.is_empty());
    told.changes.push(Changed::new("effective_on", None, day));
    if let Some((before, after)) = pair(&versions, told.event.id) {
        let json = |value| serde_json::to_value(value).unwrap_or_default();
        told.changes.extend(differing(Some(&json(&before.value)), &json(&after.value)));
    }
    told.text = reason(&versions, told.event.id);
    Ok(())
}

/// The version that an event brought, and the one before it: the one that it replaced, else the one brought last.
fn pair<T>(versions: &[Stored<T>], event: i64) -> Option<(&Stored<T>, &Stored<T>)> {
    let after = versions.iter().find(|version| version.event == event)?;
    let replaced = versions.iter().find(|version| version.replaced_by == Some(event));
    let last = || versions.iter().filter(|version| version.event < event).max_by_key(|version| version.event);
    Some((replaced.or_else(last)?, after))
}

fn reason<T>(versions: &[Stored<T>], event: i64) -> Option<String> {
    versions.iter().find(|version| version.event == event)?.reason.clone()
}
