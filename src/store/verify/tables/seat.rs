//! Seats of licences: given out by one event, taken back by another.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Told;
use super::cell::{Cell, Table, parsed};
use crate::domain::id::folded;
use crate::store::db::{Db, R};
use crate::store::undo::UNDONE;
use crate::store::verify::fault::Faults;

/// The seats that were given out, and what was taken back of it.
#[derive(Default)]
pub(super) struct Seats {
    given: BTreeMap<i64, Seat>,
    /// By event: the seat that it took back, and when.
    releases: BTreeMap<i64, (i64, i64)>,
    undone: Undone,
}

/// Events that took others back, as the log has them.
#[derive(Default)]
struct Undone(BTreeMap<i64, i64>);

impl Undone {
    fn follow(&mut self, told: &Told<'_>) {
        if let Ok(of) = told.arg.parse() {
            self.0.insert(told.id, of);
        }
    }

    /// The events that do not hold.
    fn taken(&self) -> HashSet<i64> {
        let mut taken = HashSet::new();
        for (id, of) in self.0.iter().rev() {
            if !taken.contains(id) {
                taken.insert(*of);
            }
        }
        taken
    }
}

struct Seat {
    licence: Option<i64>,
    asset: Option<i64>,
    person: Option<String>,
    over_use: bool,
    at: i64,
}

const TABLE: Table = Table {
    name: "licence_seat",
    sql: "SELECT event, licence, asset, person, person_key, over_use, assigned_at, released, released_at
        FROM licence_seat ORDER BY event NULLS FIRST",
    columns: &["licence", "asset", "person", "person_key", "over_use", "assigned_at", "released", "released_at"],
};

impl Seats {
    /// Takes an event; those that move no seat are left.
    pub(super) fn follow(&mut self, told: &Told<'_>) -> R<()> {
        match told.kind {
            "assigned" => {
                let (data, beside) = (parsed(told.id, told.data)?, parsed(told.id, told.beside)?);
                let seat = Seat {
                    licence: data["licence"].as_i64(),
                    asset: data["asset"].as_i64(),
                    person: beside["holder"].as_str().map(str::to_owned),
                    over_use: data["over_use"].as_bool().unwrap_or_default(),
                    at: told.at,
                };
                self.given.insert(told.id, seat);
            }
            "released" | "freed" | "passed-on" => {
                let data = parsed(told.id, told.data)?;
                if let Some(seat) = data["seat"].as_i64() {
                    self.releases.insert(told.id, (seat, told.at));
                }
            }
            UNDONE => self.undone.follow(told),
            _ => {}
        }
        Ok(())
    }

    /// Compares the table.
    pub(super) fn compare(&self, db: &mut dyn Db, faults: &mut Faults) -> R<()> {
        let taken = self.undone.taken();
        let held = self.releases.iter().filter(|(event, _)| !taken.contains(event));
        let released: HashMap<i64, (i64, i64)> = held.map(|(event, (seat, at))| (*seat, (*event, *at))).collect();
        let row = |(event, seat): (&i64, &Seat)| {
            let released = released.get(event);
            let cells: Vec<Cell> = vec![
                seat.licence.into(),
                seat.asset.into(),
                seat.person.as_deref().into(),
                seat.person.as_deref().map(folded).into(),
                seat.over_use.into(),
                seat.at.into(),
                released.map(|(by, _)| *by).into(),
                released.map(|(_, at)| *at).into(),
            ];
            (*event, cells)
        };
        let wanted = self.given.iter().filter(|(event, _)| !taken.contains(event)).map(row).collect();
        TABLE.compare(db, &wanted, faults)
    }
}

/// Deeds done to assets beside their columns.
#[derive(Default)]
pub(super) struct Deeds {
    rows: BTreeMap<i64, Vec<Cell>>,
    undone: Undone,
}

const DEED: Table = Table {
    name: "asset_deed",
    sql: "SELECT event, asset, other, type FROM asset_deed ORDER BY event NULLS FIRST",
    columns: &["asset", "other", "type"],
};

impl Deeds {
    /// Takes an event; `data` names the rows of the assets. Early ones do not say them.
    pub(super) fn follow(&mut self, told: &Told<'_>) -> R<()> {
        if told.kind == UNDONE {
            self.undone.follow(told);
            return Ok(());
        }
        let data = parsed(told.id, told.data)?;
        let id = |name: &str| if data.is_null() { Cell::Any } else { data[name].as_i64().into() };
        self.rows.insert(told.id, vec![id("asset"), id("other"), told.kind.into()]);
        Ok(())
    }

    /// Compares the table.
    pub(super) fn compare(&self, db: &mut dyn Db, faults: &mut Faults) -> R<()> {
        let taken = self.undone.taken();
        let held = self.rows.iter().filter(|(event, _)| !taken.contains(event));
        let wanted = held.map(|(event, cells)| (*event, cells.clone())).collect();
        DEED.compare(db, &wanted, faults)
    }
}
