//! Tickets: what lists show of each, its words and its assets, folded anew from its events.
//!
//! The events are read ticket by ticket, the tables from end to end. Of each ticket three numbers are kept meanwhile,
//! sums over what its rows should be; a ticket whose numbers differ is then looked at column by column.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};

use super::cell::{Cell, Table};
use crate::domain::id::{AssetTag, ContractRef, LineName, SeverityCode};
use crate::domain::ticket::event::{Event, Happening, Text};
use crate::domain::ticket::history;
use crate::domain::ticket::lifecycle::{self, Status};
use crate::store::db::{Db, DbErr, R, Row, Val};
use crate::store::ticket::{self, Summary, codec, marks};
use crate::store::verify::Progress;
use crate::store::verify::fault::{Check, Faults, What};
use crate::store::words;

const EVENTS: &str = "SELECT e.ticket, e.seq, e.at, e.recorded_at, e.actor, e.type, e.arg, e.data, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id
    WHERE e.ticket IS NOT NULL ORDER BY e.ticket NULLS FIRST, e.seq NULLS FIRST";
const OF_ONE: &str = "SELECT e.ticket, e.seq, e.at, e.recorded_at, e.actor, e.type, e.arg, e.data, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id
    WHERE e.ticket = $1 AND e.ticket IS NOT NULL ORDER BY e.seq NULLS FIRST";
const WORDS: &str = "SELECT ticket, word FROM ticket_word";
const ASSETS: &str = "SELECT ticket, client, tag_key FROM ticket_asset";
const TABLE: Table = Table {
    name: "ticket_cache",
    sql: "SELECT number, client, contract, contract_key, amendment, line, excluded, kind, severity, status, is_open,
        paused, opened_at, last_at, assignee, title, assets, events, marks FROM ticket_cache ORDER BY number NULLS FIRST",
    columns: &[
        "client", "contract", "contract_key", "amendment", "line", "excluded", "kind", "severity", "status", "is_open",
        "paused", "opened_at", "last_at", "assignee", "title", "assets", "events",
    ],
};
const ONE_ROW: &str =
    "SELECT number, client, contract, contract_key, amendment, line, excluded, kind, severity, status,
    is_open, paused, opened_at, last_at, assignee, title, assets, events, marks FROM ticket_cache WHERE number = $1";
/// Where `marks` stands in the rows of both.
const MARKS: usize = 18;

/// What the rows of a ticket add up to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sums {
    row: u64,
    words: u64,
    assets: u64,
}

/// The clients' rows, by key.
type Clients<'a> = &'a dyn Fn(&str) -> Option<i64>;

/// Compares what is kept of tickets with their events; the highest number that was given.
pub(super) fn compare(
    db: &mut dyn Db,
    clients: Clients<'_>,
    faults: &mut Faults,
    progress: Progress<'_>,
    total: u64,
) -> R<i64> {
    let mut sums = told(db, clients, faults, progress, total)?;
    let highest = sums.keys().copied().max().unwrap_or(0);
    db.each(TABLE.sql, &[], &mut |row| {
        let (number, held) = (row.int(0)?, sum_of(row)?);
        let sums = sums.entry(number).or_default(); // one that no event explains ends other than zero
        sums.row = sums.row.wrapping_sub(held);
        Ok(())
    })?;
    db.each(WORDS, &[], &mut |row| {
        let held = hashed(row.text(1)?);
        let sums = sums.entry(row.int(0)?).or_default();
        sums.words = sums.words.wrapping_sub(held);
        Ok(())
    })?;
    db.each(ASSETS, &[], &mut |row| {
        let held = hashed((row.int(1)?, row.text(2)?));
        let sums = sums.entry(row.int(0)?).or_default();
        sums.assets = sums.assets.wrapping_sub(held);
        Ok(())
    })?;
    let mut wrong: Vec<(i64, Sums)> = sums.into_iter().filter(|(_, sums)| *sums != Sums::default()).collect();
    wrong.sort_by_key(|(number, _)| *number);
    for (number, sums) in wrong {
        tell(db, number, sums, clients, faults)?;
    }
    Ok(highest)
}

/// Reads all events, ticket by ticket.
fn told(
    db: &mut dyn Db,
    clients: Clients<'_>,
    faults: &mut Faults,
    progress: Progress<'_>,
    total: u64,
) -> R<HashMap<i64, Sums>> {
    let mut sums = HashMap::new();
    let mut ticket = Rebuilt::default();
    let mut done = 0;
    db.each(EVENTS, &[], &mut |row| {
        let number = row.int(0)?;
        if number != ticket.number {
            ticket.close(clients, &mut sums, faults)?;
            ticket.begin(number);
        }
        done += 1;
        progress(Check::Tables, done, total);
        if let Err(e) = ticket.take(row) {
            faults.add(Check::Tables, format!("ticket {number}"), What::Said(e.text));
        }
        Ok(())
    })?;
    ticket.close(clients, &mut sums, faults)?;
    Ok(sums)
}

/// A ticket on its way from its events to its rows; its buffers serve the next one, too.
#[derive(Default)]
struct Rebuilt {
    number: i64,
    events: Vec<Event>,
    marks: Vec<u8>,
    words: Vec<u64>,
    moved: bool,
    undone: bool,
}

impl Rebuilt {
    fn begin(&mut self, number: i64) {
        self.number = number;
        self.events.clear();
        self.marks.clear();
        self.words.clear();
        (self.moved, self.undone) = (false, false);
    }

    fn take(&mut self, row: &Row<'_>) -> R<()> {
        let event = ticket::event_of(row)?;
        marks::pack(&mut self.marks, event.at, event.recorded_at, row.text(5)?, row.text(6)?)?;
        let Text { title, requester, body } = event.text.clone().unwrap_or_default();
        for text in [title, requester, body].into_iter().flatten() {
            words::each(&text, &mut |word| self.words.push(hashed(word)));
        }
        self.undone |= matches!(event.what, Happening::Undone { .. });
        self.moved |= matches!(event.what, Happening::Corrected { .. } | Happening::Undone { .. })
            || self.events.last().is_some_and(|last| last.at > event.at);
        self.events.push(event);
        Ok(())
    }

    /// What lists show of it; nothing where all of it was taken back.
    fn summary(&self) -> R<Option<Summary>> {
        let state = if self.moved {
            let held = history::effective(&self.events);
            if held.is_empty() {
                return Ok(None);
            }
            lifecycle::fold(&held)
        } else {
            lifecycle::fold(&self.events)
        };
        state.map(|state| Some(Summary::of(&state))).map_err(|e| DbErr::damaged(format!("event {}: {e}", e.seq)))
    }

    /// The words of what was taken back are not in the index.
    fn standing_words(&mut self) {
        self.words.clear();
        for text in history::standing(&self.events).into_iter().filter_map(|event| event.text.as_ref()) {
            for part in [&text.title, &text.requester, &text.body].into_iter().flatten() {
                words::each(part, &mut |word| self.words.push(hashed(word)));
            }
        }
    }

    fn close(&mut self, clients: Clients<'_>, sums: &mut HashMap<i64, Sums>, faults: &mut Faults) -> R<()> {
        if self.number == 0 {
            return Ok(());
        }
        let summary = match self.summary() {
            Ok(Some(summary)) => summary,
            Ok(None) => {
                sums.insert(self.number, Sums::default());
                return Ok(());
            }
            Err(e) => {
                faults.add(Check::Tables, format!("ticket {}", self.number), What::Said(e.text));
                return Ok(());
            }
        };
        let client = clients(&summary.client.key());
        let mut hasher = DefaultHasher::new();
        for cell in cells(&summary, client, self.events.len())? {
            put(&mut hasher, &cell);
        }
        self.marks.hash(&mut hasher);
        if self.undone {
            self.standing_words();
        }
        self.words.sort_unstable();
        self.words.dedup();
        let mut keys: Vec<String> = summary.assets.iter().map(AssetTag::key).collect();
        keys.sort_unstable();
        keys.dedup();
        let assets = keys.iter().map(|key| hashed((client.unwrap_or_default(), key.as_str())));
        let sum = |sum: u64, one: u64| sum.wrapping_add(one);
        let held =
            Sums { row: hasher.finish(), words: self.words.iter().copied().fold(0, sum), assets: assets.fold(0, sum) };
        sums.insert(self.number, held);
        Ok(())
    }
}

/// The cells of a ticket's row after its number, without the packed events.
fn cells(summary: &Summary, client: Option<i64>, events: usize) -> R<[Cell; 17]> {
    Ok([
        client.into(),
        summary.contract.as_ref().map(ContractRef::as_str).into(),
        summary.contract.as_ref().map(ContractRef::key).into(),
        i64::from(summary.amendment).into(),
        summary.line.as_ref().map(LineName::as_str).into(),
        summary.excluded.map(codec::code).transpose()?.into(),
        summary.kind.code().into(),
        summary.severity.as_ref().map(SeverityCode::as_str).into(),
        summary.status.code().into(),
        summary.status.is_open().into(),
        (summary.status == Status::Paused).into(),
        summary.opened_at.0.into(),
        summary.last_at.0.into(),
        summary.assignee.as_deref().into(),
        summary.title.as_str().into(),
        ticket::joined(&summary.assets).into(),
        i64::try_from(events).unwrap_or(i64::MAX).into(),
    ])
}

fn put(hasher: &mut DefaultHasher, cell: &Cell) {
    match cell {
        Cell::Int(value) => (1_u8, value).hash(hasher),
        Cell::Text(value) => (2_u8, value.as_str()).hash(hasher),
        _ => 0_u8.hash(hasher),
    }
}

/// As [`put`] would have it, of a row that is there.
fn sum_of(row: &Row<'_>) -> R<u64> {
    let mut hasher = DefaultHasher::new();
    for index in 1..MARKS {
        match row.val(index)? {
            Val::Int(value) => (1_u8, &value).hash(&mut hasher),
            Val::Text(value) => (2_u8, value).hash(&mut hasher),
            _ => 0_u8.hash(&mut hasher),
        }
    }
    row.blob(MARKS)?.hash(&mut hasher);
    Ok(hasher.finish())
}

fn hashed(value: impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What exactly is wrong with one ticket.
fn tell(db: &mut dyn Db, number: i64, sums: Sums, clients: Clients<'_>, faults: &mut Faults) -> R<()> {
    let mut ticket = Rebuilt::default();
    ticket.begin(number);
    db.each(OF_ONE, &[number.into()], &mut |row| ticket.take(row))?;
    for (sum, table) in [(sums.words, "ticket_word"), (sums.assets, "ticket_asset")] {
        if sum != 0 {
            faults.add(Check::Tables, format!("{table} of ticket {number}"), What::Altered);
        }
    }
    if sums.row == 0 {
        return Ok(());
    }
    let place = format!("ticket_cache {number}");
    let summary = if ticket.events.is_empty() { None } else { ticket.summary()? };
    let Some(summary) = summary else {
        faults.add(Check::Tables, place, What::Unexplained);
        return Ok(());
    };
    let cells = cells(&summary, clients(&summary.client.key()), ticket.events.len())?;
    let mut found = false;
    db.each(ONE_ROW, &[number.into()], &mut |row| {
        found = true;
        if row.blob(MARKS)? != ticket.marks {
            faults.add(Check::Tables, place.as_str(), What::Differs { column: "marks" });
        }
        TABLE.differing(number, row, &cells, faults)
    })?;
    if !found {
        faults.add(Check::Tables, place, What::Missing);
    }
    Ok(())
}
