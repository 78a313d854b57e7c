//! Seats of licences: given out by one event, taken back by another.

use std::collections::BTreeMap;

use super::Told;
use super::cell::{Cell, Table, parsed};
use crate::domain::id::folded;
use crate::store::db::{Db, R};
use crate::store::verify::fault::Faults;

/// The seats that were given out.
#[derive(Default)]
pub(super) struct Seats {
    rows: BTreeMap<i64, Seat>,
}

struct Seat {
    licence: Option<i64>,
    asset: Option<i64>,
    person: Option<String>,
    over_use: bool,
    at: i64,
    released: Option<(i64, i64)>,
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
                    released: None,
                };
                self.rows.insert(told.id, seat);
            }
            "released" | "freed" | "passed-on" => {
                let data = parsed(told.id, told.data)?;
                if let Some(seat) = data["seat"].as_i64().and_then(|seat| self.rows.get_mut(&seat)) {
                    seat.released = Some((told.id, told.at));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Compares the table.
    pub(super) fn compare(&self, db: &mut dyn Db, faults: &mut Faults) -> R<()> {
        let row = |(event, seat): (&i64, &Seat)| {
            let cells: Vec<Cell> = vec![
                seat.licence.into(),
                seat.asset.into(),
                seat.person.as_deref().into(),
                seat.person.as_deref().map(folded).into(),
                seat.over_use.into(),
                seat.at.into(),
                seat.released.map(|(by, _)| by).into(),
                seat.released.map(|(_, at)| at).into(),
            ];
            (*event, cells)
        };
        let wanted = self.rows.iter().map(row).collect();
        TABLE.compare(db, &wanted, faults)
    }
}

/// Deeds done to assets beside their columns.
#[derive(Default)]
pub(super) struct Deeds {
    rows: BTreeMap<i64, Vec<Cell>>,
}

const DEED: Table = Table {
    name: "asset_deed",
    sql: "SELECT event, asset, other, type FROM asset_deed ORDER BY event NULLS FIRST",
    columns: &["asset", "other", "type"],
};

impl Deeds {
    /// Takes an event; `data` names the rows of the assets. Early ones do not say them.
    pub(super) fn follow(&mut self, told: &Told<'_>) -> R<()> {
        let data = parsed(told.id, told.data)?;
        let id = |name: &str| if data.is_null() { Cell::Any } else { data[name].as_i64().into() };
        self.rows.insert(told.id, vec![id("asset"), id("other"), told.kind.into()]);
        Ok(())
    }

    /// Compares the table.
    pub(super) fn compare(&self, db: &mut dyn Db, faults: &mut Faults) -> R<()> {
        DEED.compare(db, &self.rows, faults)
    }
}
