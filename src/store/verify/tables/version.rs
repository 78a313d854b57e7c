//! Calendars and contracts: each version is one row, and its event holds the digests of its file and of what was read
//! from it.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::Told;
use super::cell::{Cell, Table, parsed};
use super::whole::text;
use crate::domain::id::folded;
use crate::store::db::{self, Db, R};
use crate::store::undo::UNDONE;
use crate::store::verify::fault::Faults;

/// A version that was put.
struct Put {
    key: String,
    arg: String,
    source: String,
    /// Nothing where an early infog wrote the event.
    value: Option<String>,
    event: i64,
    replaced_by: Option<i64>,
    /// It was taken back; its client may have been, too.
    taken: bool,
}

/// The versions of all calendars, or of all contracts: the n-th that was put has row n.
#[derive(Default)]
pub(super) struct Versions {
    rows: Vec<Put>,
    held: HashMap<(String, String), usize>,
    /// By the event that took one back: the event that put it, and whether it holds since.
    undone: HashMap<i64, (i64, bool)>,
}

const CALENDAR: Table = Table {
    name: "calendar_version",
    sql: "SELECT id, name, key, effective_on, source, spec, event, replaced_by FROM calendar_version
        ORDER BY id NULLS FIRST",
    columns: &["name", "key", "effective_on", "source", "spec", "event", "replaced_by"],
};
const CONTRACT: Table = Table {
    name: "contract_version",
    sql: "SELECT id, ref, key, client, amendment, effective_on, source, terms, event, replaced_by
        FROM contract_version ORDER BY id NULLS FIRST",
    columns: &["ref", "key", "client", "amendment", "effective_on", "source", "terms", "event", "replaced_by"],
};
const SPECS: &str = "SELECT id, spec FROM calendar_version ORDER BY id NULLS FIRST";
const TERMS: &str = "SELECT id, terms FROM contract_version ORDER BY id NULLS FIRST";

impl Versions {
    /// Takes an event; those that put no version are left.
    pub(super) fn follow(&mut self, told: &Told<'_>) -> R<()> {
        if told.kind == UNDONE {
            self.undo(told);
            return Ok(());
        }
        if !matches!(told.kind, "applied" | "corrected") {
            return Ok(());
        }
        let data = parsed(told.id, told.data)?;
        let place = (told.key.to_owned(), told.arg.to_owned());
        if let Some(before) = self.held.insert(place, self.rows.len())
            && let Some(before) = self.rows.get_mut(before)
        {
            before.replaced_by = Some(told.id);
        }
        self.rows.push(Put {
            key: told.key.to_owned(),
            arg: told.arg.to_owned(),
            source: text(&data, "sha256").to_owned(),
            value: data.get("value_sha256").and_then(Value::as_str).map(str::to_owned),
            event: told.id,
            replaced_by: None,
            taken: false,
        });
        Ok(())
    }

    /// A version that is taken back is replaced by the event that says so, and what it had replaced holds again; to take
    /// that back makes it hold, and replace, as at first.
    fn undo(&mut self, told: &Told<'_>) {
        let Ok(of) = told.arg.parse::<i64>() else { return };
        let (put, holds) = match self.undone.get(&of) {
            Some((put, held)) => (*put, !held),
            None => (of, false),
        };
        self.undone.insert(told.id, (put, holds));
        let Some(at) = self.rows.iter().position(|row| row.event == put) else { return };
        let place = self.rows.get(at).map(|row| (row.key.clone(), row.arg.clone())).unwrap_or_default();
        if holds {
            if let Some(before) = self.held.insert(place, at).and_then(|before| self.rows.get_mut(before)) {
                before.replaced_by = Some(put);
            }
        } else {
            match self.rows.iter().position(|row| row.replaced_by == Some(put)) {
                Some(before) => drop(self.held.insert(place, before)),
                None => drop(self.held.remove(&place)),
            }
            let former = self.rows.iter_mut().find(|row| row.replaced_by == Some(put));
            former.into_iter().for_each(|row| row.replaced_by = None);
        }
        if let Some(row) = self.rows.get_mut(at) {
            row.replaced_by = if holds { None } else { Some(told.id) };
            row.taken = !holds;
        }
    }

    /// How many rows were ever given out.
    pub(super) fn given(&self) -> i64 {
        i64::try_from(self.rows.len()).unwrap_or(i64::MAX)
    }

    /// Compares the table of calendars.
    pub(super) fn compare_calendars(&self, db: &mut dyn Db, faults: &mut Faults) -> R<()> {
        let wanted = self.wanted(db, SPECS, |put, spec| {
            vec![text(spec, "name").into(), put.key.as_str().into(), put.arg.as_str().into()]
        })?;
        CALENDAR.compare(db, &wanted, faults)
    }

    /// Compares the table of contracts.
    pub(super) fn compare_contracts(
        &self,
        db: &mut dyn Db,
        faults: &mut Faults,
        client: impl Fn(&str) -> Option<i64>,
    ) -> R<()> {
        let wanted = self.wanted(db, TERMS, |put, terms| {
            vec![
                text(terms, "ref").into(),
                put.key.as_str().into(),
                if put.taken { Cell::Any } else { client(&folded(text(terms, "client"))).into() },
                put.arg.parse::<i64>().ok().into(),
                text(terms, "effective_on").into(),
            ]
        })?;
        CONTRACT.compare(db, &wanted, faults)
    }

    /// What follows from the stored value is read from it; that it is the value that was put, its digest says.
    fn wanted(
        &self,
        db: &mut dyn Db,
        sql: &str,
        first: impl Fn(&Put, &Value) -> Vec<Cell>,
    ) -> R<BTreeMap<i64, Vec<Cell>>> {
        let stored = db::all(db, sql, &[], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))?;
        let stored: HashMap<i64, String> = stored.into_iter().collect();
        let row = |(id, put): (i64, &Put)| {
            let value = stored.get(&id).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
            let mut cells = first(put, &value);
            cells.extend([
                Cell::Sum(put.source.clone()),
                put.value.clone().map_or(Cell::Any, Cell::Sum),
                put.event.into(),
                put.replaced_by.into(),
            ]);
            (id, cells)
        };
        Ok((1..).zip(&self.rows).map(row).collect())
    }
}
