//! Assets as rows of a sheet: the columns that `asset import` reads.

use std::collections::BTreeSet;

use super::failure::Failure;
use crate::domain::asset::{Asset, Field};
use crate::domain::id::ClientCode;
use crate::report::page::Cell;
use crate::store::asset::Filter;
use crate::store::{self, Db};

/// The columns of an asset beside `client`: every known one, then what any asset has of its own, by name.
///
/// # Errors
/// The database.
pub fn columns(db: &mut dyn Db, client: Option<&ClientCode>, keys: bool) -> Result<Vec<Field>, Failure> {
    let mut own: BTreeSet<String> = BTreeSet::new();
    store::asset::each(db, &Filter { client, ..Filter::default() }, &mut |_, asset| {
        own.extend(asset.attrs.into_keys());
        Ok(())
    })?;
    let known = Field::NAMES.into_iter().filter(|name| keys || *name != "licence_key").filter_map(Field::parse);
    Ok(known.chain(own.into_iter().map(Field::Attr)).collect())
}

/// A column as it stands in the file.
#[must_use]
pub fn cell(asset: &Asset, field: &Field) -> Cell {
    match asset.get(field) {
        Some(seats) if *field == Field::Seats => Cell::number(seats.as_str(), &seats),
        value => Cell::from(value),
    }
}
