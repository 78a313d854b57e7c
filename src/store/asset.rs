//! Assets as they are now, and every change of each.
//!
//! A tag is unique in its client without its case, and so is a serial number. Every change, of one asset or of a
//! million by an import, is one event with one row for each asset that it changed.

mod change;
mod held;
mod history;
mod undo;

use serde::Serialize;

pub use change::{Apart, Counts, Import, Outcome, RecordDigest};
pub(super) use change::{digest_of_change, written};
pub use held::{
    Held, Known, Renaming, current, former_tags, held, holder, imported, is_empty, none_ever, rename, renamed_to,
};
pub use history::{Change, history};
pub(super) use undo::{gone, span, take_back};

use super::client::ClientId;
use super::db::{self, Db, DbErr, Kind, R, Row};
use super::event::Stamp;
use crate::domain::asset::{Asset, AssetKind, AssetStatus};
use crate::domain::id::{AssetTag, ClientCode};

const GET: &str = "SELECT a.data FROM client c JOIN asset a ON a.client = c.id WHERE c.key = $1 AND a.tag_key = $2";
const BY_TAG: &str = "SELECT c.code, a.data FROM client c JOIN asset a ON a.client = c.id AND a.tag_key = $1
    ORDER BY c.key NULLS FIRST";
const BY_SERIAL: &str = "SELECT tag FROM asset WHERE client = $1 AND serial_key = $2 AND serial_key IS NOT NULL";
const OF_CLIENT: &str = "SELECT c.code, a.data FROM client c JOIN asset a ON a.client = c.id
    WHERE c.key = $1 AND ($2 = '' OR a.kind = $2) AND ($3 = '' OR a.status = $3) ORDER BY a.tag_key NULLS FIRST";
const OF_ALL: &str = "SELECT c.code, a.data FROM client c JOIN asset a ON a.client = c.id
    WHERE ($1 = '' OR a.kind = $1) AND ($2 = '' OR a.status = $2) ORDER BY c.key NULLS FIRST, a.tag_key NULLS FIRST";
const TAGS: &str = "SELECT a.tag FROM client c JOIN asset a ON a.client = c.id
    WHERE ($1 = '' OR c.key = $1) AND a.tag_key >= $2 AND a.tag_key < $3 ORDER BY a.tag_key NULLS FIRST LIMIT $4";
const COUNT: &str = "SELECT count(*) FROM asset WHERE client = $1";

/// Which assets.
#[derive(Clone, Copy, Default, Debug)]
pub struct Filter<'a> {
    /// Of this client.
    pub client: Option<&'a ClientCode>,
    /// Of this kind.
    pub kind: Option<AssetKind>,
    /// In this status.
    pub status: Option<AssetStatus>,
}

/// The asset of a client with this tag.
///
/// # Errors
/// [`DbErr`].
pub fn get(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> R<Option<Asset>> {
    db::one(db, GET, &[client.key().as_str().into(), tag.key().as_str().into()], |row| parsed(row.text(0)?))
}

/// The assets of all clients with this tag, by client.
///
/// # Errors
/// [`DbErr`].
pub fn by_tag(db: &mut dyn Db, tag: &AssetTag) -> R<Vec<(ClientCode, Asset)>> {
    db::all(db, BY_TAG, &[tag.key().as_str().into()], owned)
}

/// The tag of the asset of a client that has this serial number.
///
/// # Errors
/// [`DbErr`].
pub fn by_serial(db: &mut dyn Db, client: ClientId, serial: &str) -> R<Option<AssetTag>> {
    let key = crate::domain::id::folded(serial);
    db::one(db, BY_SERIAL, &[client.0.into(), key.as_str().into()], |row| row.parsed(0))
}

/// Hands over the assets that pass `filter`, by client and tag.
///
/// # Errors
/// [`DbErr`], or that of `f`.
pub fn each(db: &mut dyn Db, filter: &Filter<'_>, f: &mut dyn FnMut(ClientCode, Asset) -> R<()>) -> R<()> {
    let kind = filter.kind.map(code).transpose()?.unwrap_or_default();
    let status = filter.status.map(code).transpose()?.unwrap_or_default();
    let (kind, status) = (kind.as_str().into(), status.as_str().into());
    let mut hand = |row: &Row<'_>| {
        let (client, asset) = owned(row)?;
        f(client, asset)
    };
    match filter.client {
        Some(client) => db.each(OF_CLIENT, &[client.key().as_str().into(), kind, status], &mut hand),
        None => db.each(OF_ALL, &[kind, status], &mut hand),
    }
}

/// The assets that pass `filter`, by client and tag.
///
/// # Errors
/// [`DbErr`].
pub fn list(db: &mut dyn Db, filter: &Filter<'_>) -> R<Vec<(ClientCode, Asset)>> {
    let mut found = Vec::new();
    each(db, filter, &mut |client, asset| {
        found.push((client, asset));
        Ok(())
    })?;
    Ok(found)
}

/// Tags that begin with `start`, at most `limit`, of one client or of all: completion, nearest names.
///
/// # Errors
/// [`DbErr`].
pub fn tags(db: &mut dyn Db, client: Option<&ClientCode>, start: &str, limit: u32) -> R<Vec<AssetTag>> {
    let client = client.map(ClientCode::key).unwrap_or_default();
    let from = crate::domain::id::folded(start);
    let to = format!("{from}\u{10ffff}");
    let params = [client.as_str().into(), from.as_str().into(), to.as_str().into(), limit.into()];
    db::all(db, TAGS, &params, |row| row.parsed(0))
}

/// How many assets a client has.
///
/// # Errors
/// [`DbErr`].
pub fn count(db: &mut dyn Db, client: ClientId) -> R<i64> {
    db::row(db, COUNT, &[client.0.into()], "a count", |row| row.int(0))
}

/// Adds or replaces one asset, with one event of the given `kind` (`added`, `edited`, `retired`); nothing is recorded
/// where nothing changes.
///
/// # Errors
/// [`Kind::ForeignKey`] where the client is not known; [`Kind::Unique`] where another asset has the serial: look first.
pub fn put(db: &mut dyn Db, client: &ClientCode, asset: &Asset, kind: &str, stamp: &Stamp) -> R<Outcome> {
    let owner = super::client::known_id(db, client)?;
    let mut import = Import::begin(db)?;
    let outcome = import.put(db, owner, 0, asset, None)?;
    let key = format!("{}/{}", client.key(), asset.tag.key());
    import.finish(db, kind, &key, None, stamp)?;
    Ok(outcome)
}

fn owned(row: &Row<'_>) -> R<(ClientCode, Asset)> {
    Ok((row.parsed(0)?, parsed(row.text(1)?)?))
}

fn parsed(text: &str) -> R<Asset> {
    serde_json::from_str(text).map_err(|e| DbErr::damaged(format!("an asset: {e}")))
}

/// The code of a kind or status.
fn code(value: impl Serialize) -> R<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Ok(code),
        _ => Err(DbErr::new(Kind::Other, "a code is no text")),
    }
}

#[cfg(test)]
mod tests;
