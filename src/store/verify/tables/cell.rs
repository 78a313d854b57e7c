//! Rows as the log says they should be, and the table beside them.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::store::chain::Hash;
use crate::store::db::{Db, DbErr, R, Row, Val};
use crate::store::verify::fault::{Check, Faults, What};

/// What a cell should hold.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell {
    Null,
    Int(i64),
    Text(String),
    /// A text that is this value as JSON, however it is written.
    Json(Value),
    /// A text with this SHA-256.
    Sum(String),
    /// The log does not say.
    Any,
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Cell {
    fn is(&self, found: Val<'_>) -> bool {
        match (self, found) {
            (Self::Any, _) | (Self::Null, Val::Null) => true,
            (Self::Int(wanted), Val::Int(found)) => *wanted == found,
            (Self::Text(wanted), Val::Text(found)) => wanted == found,
            (Self::Json(wanted), Val::Text(found)) => {
                serde_json::from_str::<Value>(found).is_ok_and(|found| found == *wanted)
            }
            (Self::Sum(wanted), Val::Text(found)) => sum(found) == *wanted,
            _ => false,
        }
    }
}

/// The SHA-256 of a text in hexadecimal digits.
pub(super) fn sum(text: &str) -> String {
    Hash(Sha256::digest(text.as_bytes()).into()).to_string()
}

/// A table whose first column tells its rows apart; `sql` asks for that and then for `columns`, in their order.
pub(super) struct Table {
    pub name: &'static str,
    pub sql: &'static str,
    pub columns: &'static [&'static str],
}

impl Table {
    /// Compares the table with the rows that it should have.
    pub(super) fn compare(&self, db: &mut dyn Db, wanted: &BTreeMap<i64, Vec<Cell>>, faults: &mut Faults) -> R<()> {
        let mut next = wanted.iter().peekable();
        db.each(self.sql, &[], &mut |row| {
            let id = row.int(0)?;
            while let Some((missing, _)) = next.next_if(|(key, _)| **key < id) {
                faults.add(Check::Tables, format!("{} {missing}", self.name), What::Missing);
            }
            match next.next_if(|(key, _)| **key == id) {
                Some((_, cells)) => self.differing(id, row, cells, faults),
                None => {
                    faults.add(Check::Tables, format!("{} {id}", self.name), What::Unexplained);
                    Ok(())
                }
            }
        })?;
        for (missing, _) in next {
            faults.add(Check::Tables, format!("{} {missing}", self.name), What::Missing);
        }
        Ok(())
    }

    /// Tells each column of a row that is not what it should be.
    pub(super) fn differing(&self, id: i64, row: &Row<'_>, cells: &[Cell], faults: &mut Faults) -> R<()> {
        for (index, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if !cell.is(row.val(index + 1)?) {
                faults.add(Check::Tables, format!("{} {id}", self.name), What::Differs { column });
            }
        }
        Ok(())
    }
}

/// A part of an event's JSON.
pub(super) fn parsed(id: i64, text: Option<&str>) -> R<Value> {
    serde_json::from_str(text.unwrap_or("null")).map_err(|e| DbErr::damaged(format!("event {id}: {e}")))
}
