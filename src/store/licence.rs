//! Licences and who holds their seats, from when to when.
//!
//! A licence is an asset of kind `licence`, put by [`super::asset::put`]. A seat is given out by one event and taken
//! back by another; the row between them says so. A machine that is retired or lost gives its seats back by itself,
//! whichever way that is recorded.

mod seat;

pub use seat::{Given, Grant, Holder, Seat, assign, pass_on, release, seats};
pub(super) use seat::{free, redo_seat, undo_seat};

use super::db::{self, Db, DbErr, R, Row};
use super::event::{self, Draft, Stamp, Subject};
use crate::domain::asset::Asset;
use crate::domain::id::{AssetTag, ClientCode, folded};

const USED: &str = "SELECT count(*) FROM client c JOIN asset a ON a.client = c.id
    JOIN licence_seat s ON s.licence = a.id AND s.released IS NULL WHERE c.key = $1 AND a.tag_key = $2";
const OF_CLIENT: &str = "SELECT c.code, a.data,
    (SELECT count(*) FROM licence_seat s WHERE s.licence = a.id AND s.released IS NULL)
    FROM client c JOIN asset a ON a.client = c.id WHERE c.key = $1 AND a.kind = 'licence' ORDER BY a.tag_key NULLS FIRST";
const OF_ALL: &str = "SELECT c.code, a.data,
    (SELECT count(*) FROM licence_seat s WHERE s.licence = a.id AND s.released IS NULL)
    FROM asset a JOIN client c ON c.id = a.client WHERE a.kind = 'licence'
    ORDER BY c.key NULLS FIRST, a.tag_key NULLS FIRST";
const COVERS: &str = "SELECT a.data FROM client c JOIN asset a ON a.client = c.id
    WHERE c.key = $1 AND a.kind IN ('backup', 'antivirus') ORDER BY a.tag_key NULLS FIRST";
const TAGS: &str = "SELECT a.tag FROM asset a JOIN client c ON c.id = a.client
    WHERE a.kind = 'licence' AND ($1 = '' OR c.key = $1) AND a.tag_key >= $2 AND a.tag_key < $3
    ORDER BY a.tag_key NULLS FIRST LIMIT $4";

/// A licence and how many of its seats are given out.
pub type Used = (ClientCode, Asset, u32);

/// How many seats of a licence are given out. Held until the transaction ends: nobody gives one out meanwhile.
///
/// # Errors
/// [`DbErr`].
pub fn used_to_change(db: &mut dyn Db, client: &ClientCode, licence: &AssetTag) -> R<u32> {
    event::next_position(db)?;
    used(db, client, licence)
}

/// How many seats of a licence are given out.
///
/// # Errors
/// [`DbErr`].
pub fn used(db: &mut dyn Db, client: &ClientCode, licence: &AssetTag) -> R<u32> {
    let params = [client.key(), licence.key()];
    db::row(db, USED, &[params[0].as_str().into(), params[1].as_str().into()], "a count", |row| row.count(0))
}

/// The licences of a client or of all, by client and tag, with the seats that are given out.
///
/// # Errors
/// [`DbErr`].
pub fn list(db: &mut dyn Db, client: Option<&ClientCode>) -> R<Vec<Used>> {
    let used = |row: &Row<'_>| Ok((row.parsed(0)?, parsed(row.text(1)?)?, row.count(2)?));
    match client {
        Some(client) => db::all(db, OF_CLIENT, &[client.key().as_str().into()], used),
        None => db::all(db, OF_ALL, &[], used),
    }
}

/// The backups and antivirus of a client, by tag, retired ones too.
///
/// # Errors
/// [`DbErr`].
pub fn covers(db: &mut dyn Db, client: &ClientCode) -> R<Vec<Asset>> {
    db::all(db, COVERS, &[client.key().as_str().into()], |row| parsed(row.text(0)?))
}

/// Tags of licences that begin with `start`, at most `limit`, of one client or of all.
///
/// # Errors
/// [`DbErr`].
pub fn tags(db: &mut dyn Db, client: Option<&ClientCode>, start: &str, limit: u32) -> R<Vec<AssetTag>> {
    let client = client.map(ClientCode::key).unwrap_or_default();
    let from = folded(start);
    let to = format!("{from}\u{10ffff}");
    let params = [client.as_str().into(), from.as_str().into(), to.as_str().into(), limit.into()];
    db::all(db, TAGS, &params, |row| row.parsed(0))
}

/// Records that somebody had the key of a licence shown.
///
/// # Errors
/// [`DbErr`].
pub fn note_key_shown(db: &mut dyn Db, client: &ClientCode, licence: &AssetTag, stamp: &Stamp) -> R<()> {
    record(db, &key_of(client, licence), "key-shown", "", None, None, stamp).map(drop)
}

/// Records that a licence has fewer seats, or was given more than it has, for a `reason`.
///
/// # Errors
/// [`DbErr`].
pub fn note_over_use(db: &mut dyn Db, client: &ClientCode, licence: &AssetTag, reason: &str, stamp: &Stamp) -> R<()> {
    let beside = serde_json::json!({ "reason": reason }).to_string();
    record(db, &key_of(client, licence), "over-used", "", None, Some(&beside), stamp).map(drop)
}

/// The events of a licence other than the changes of its asset, oldest first.
///
/// # Errors
/// [`DbErr`].
pub fn history(db: &mut dyn Db, client: &ClientCode, licence: &AssetTag) -> R<Vec<event::Recorded>> {
    event::history(db, Subject::Licence, &key_of(client, licence))
}

/// The licence of an event, where it would hold a seat again and has none free: its key.
///
/// # Errors
/// [`DbErr`].
pub(super) fn full_for(db: &mut dyn Db, event: &event::Recorded, brings_back: bool) -> R<Option<String>> {
    let holds_again = event.subject == Subject::Licence.code()
        && match event.kind.as_str() {
            "assigned" => brings_back,
            "released" | "freed" | "passed-on" => !brings_back,
            _ => false,
        };
    let key = event.key.clone().filter(|_| holds_again);
    let Some((client, tag)) = key.as_deref().and_then(|key| key.split_once('/')) else { return Ok(None) };
    let (Ok(client), Ok(tag)) = (ClientCode::new(client), AssetTag::new(tag)) else { return Ok(None) };
    let seats = super::asset::get(db, &client, &tag)?.and_then(|licence| licence.seats);
    let used = used(db, &client, &tag)?;
    Ok(key.clone().filter(|_| seats.is_some_and(|seats| used >= seats)))
}

fn key_of(client: &ClientCode, licence: &AssetTag) -> String {
    format!("{}/{}", client.key(), licence.key())
}

fn record(
    db: &mut dyn Db,
    key: &str,
    kind: &str,
    arg: &str,
    data: Option<&str>,
    beside: Option<&str>,
    stamp: &Stamp,
) -> R<i64> {
    let draft = Draft { stamp, subject: Subject::Licence, key, kind, arg, data, beside, digest: None };
    event::append(db, &draft)
}

fn parsed(text: &str) -> R<Asset> {
    serde_json::from_str(text).map_err(|e| DbErr::damaged(format!("a licence: {e}")))
}

#[cfg(test)]
mod tests;
