//! The tables themselves, and what the file says of itself.

use super::fault::{Check, Faults, What};
use super::newest_shape;
use crate::store::db::{self, R};
use crate::store::migrations;
use crate::store::sqlite::Sqlite;

const META: &str = "SELECT k, v FROM meta ORDER BY k NULLS FIRST";

/// That tables and indexes are those of this schema, and what the file says of itself.
pub(super) fn check(db: &mut Sqlite, faults: &mut Faults) -> R<()> {
    shape(db, faults)?;
    meta(db, faults)
}

fn shape(db: &Sqlite, faults: &mut Faults) -> R<()> {
    let (wanted, found) = (newest_shape()?, db.shape()?);
    for (name, sql) in &wanted {
        match found.iter().find(|(other, _)| other == name) {
            None => faults.add(Check::Schema, name.as_str(), What::Missing),
            Some((_, other)) if other != sql => faults.add(Check::Schema, name.as_str(), What::Altered),
            Some(_) => {}
        }
    }
    for (name, _) in found.iter().filter(|(name, _)| !wanted.iter().any(|(other, _)| other == name)) {
        faults.add(Check::Schema, name.as_str(), What::Unexplained);
    }
    Ok(())
}

fn meta(db: &mut Sqlite, faults: &mut Faults) -> R<()> {
    let rows = db::all(db, META, &[], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
    let newest = migrations::newest(migrations::ALL).to_string();
    for (key, value) in &rows {
        let what = match key.as_str() {
            "schema" if *value == newest => continue,
            "program" if is_version(value) => continue,
            "schema" | "program" => What::Altered,
            _ => What::Unexplained,
        };
        faults.add(Check::Schema, format!("meta {key}"), what);
    }
    for key in ["program", "schema"] {
        if !rows.iter().any(|(found, _)| found == key) {
            faults.add(Check::Schema, format!("meta {key}"), What::Missing);
        }
    }
    Ok(())
}

/// `0.1.0`, `1.2.3-rc.1`.
fn is_version(text: &str) -> bool {
    let numbers = text.split_once('-').map_or(text, |(numbers, _)| numbers);
    let parts: Vec<&str> = numbers.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok())
}
