//! A column of an asset for people and programs.

use super::page::Cell;
use crate::domain::asset::{Asset, Field};
use crate::domain::date;
use crate::locale::Locale;

/// What a column holds, in words and as a code; nothing where it holds nothing. A licence key is masked.
#[must_use]
pub fn value(locale: &Locale, asset: &Asset, field: &Field) -> Option<Cell> {
    let raw = asset.shown(field)?;
    let text = match field {
        Field::Kind => locale.asset_kind(asset.kind),
        Field::Status => locale.asset_status(asset.status),
        Field::ManagedBy => locale.managed_by(asset.managed_by),
        Field::Criticality => locale.criticality(asset.criticality),
        Field::Text("financing") => asset.financing().map_or_else(|| raw.clone(), |known| locale.financing(known)),
        Field::Date(name) => asset.date(name).map_or_else(|| raw.clone(), |date| locale.date(date)),
        Field::Attr(_) => date::parse(&raw).map_or_else(|_| raw.clone(), |date| locale.date(date)),
        _ => raw.clone(),
    };
    Some(Cell::both(text, raw))
}
