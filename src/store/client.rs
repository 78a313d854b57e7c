//! Clients. A code is unique without its case; a client is archived, never deleted.

use serde_json::json;

use super::db::{self, Db, DbErr, Kind, R, Row};
use super::event::{self, Draft, Stamp, Subject};
use crate::domain::client::Client;
use crate::domain::id::ClientCode;

/// The key of a client's row; other tables refer to it, nobody sees it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClientId(pub(super) i64);

const GET: &str = "SELECT data FROM client WHERE key = $1";
const LIST: &str = "SELECT data FROM client WHERE archived = 0 OR $1 = 1 ORDER BY key NULLS FIRST";
const ID: &str = "SELECT id FROM client WHERE key = $1";
const INSERT: &str = "INSERT INTO client (code, key, archived, data) VALUES ($1, $2, $3, $4)";
const UPDATE: &str = "UPDATE client SET code = $1, archived = $2, data = $3 WHERE key = $4";

fn client(row: &Row<'_>) -> R<Client> {
    serde_json::from_str(row.text(0)?).map_err(|e| DbErr::damaged(format!("a client: {e}")))
}

/// The client with this code, archived or not.
///
/// # Errors
/// [`DbErr`].
pub fn get(db: &mut dyn Db, code: &ClientCode) -> R<Option<Client>> {
    db::one(db, GET, &[code.key().as_str().into()], client)
}

/// All clients by code; the archived ones only if `archived`.
///
/// # Errors
/// [`DbErr`].
pub fn list(db: &mut dyn Db, archived: bool) -> R<Vec<Client>> {
    db::all(db, LIST, &[archived.into()], client)
}

/// The row of the client with this code.
///
/// # Errors
/// [`DbErr`].
pub fn id(db: &mut dyn Db, code: &ClientCode) -> R<Option<ClientId>> {
    db::one(db, ID, &[code.key().as_str().into()], |row| row.int(0).map(ClientId))
}

/// The row of a client that must be there.
pub(super) fn known_id(db: &mut dyn Db, code: &ClientCode) -> R<ClientId> {
    id(db, code)?.ok_or_else(|| DbErr::new(Kind::ForeignKey, format!("client `{code}` is not known")))
}

/// Adds a client whose code is free.
///
/// # Errors
/// [`Kind::Unique`] where it is not: look first with [`get`].
pub fn add(db: &mut dyn Db, new: &Client, stamp: &Stamp) -> R<()> {
    let key = new.code.key();
    record(db, stamp, "added", None, new)?;
    let data = json(new)?;
    let params = [new.code.as_str().into(), key.as_str().into(), new.archived.into(), data.as_str().into()];
    db.exec(INSERT, &params).map(drop)
}

/// Replaces what is known of the client with the code of `after`; records nothing where nothing changes.
/// Whether something did.
///
/// # Errors
/// [`Kind::ForeignKey`] where there is no such client.
pub fn edit(db: &mut dyn Db, after: &Client, stamp: &Stamp) -> R<bool> {
    let before = get(db, &after.code)?
        .ok_or_else(|| DbErr::new(Kind::ForeignKey, format!("client `{}` is not known", after.code)))?;
    if before == *after && before.code.as_str() == after.code.as_str() {
        return Ok(false);
    }
    let kind = match (before.archived, after.archived) {
        (false, true) => "archived",
        (true, false) => "restored",
        _ => "edited",
    };
    record(db, stamp, kind, Some(&before), after)?;
    let (key, data) = (after.code.key(), json(after)?);
    let params = [after.code.as_str().into(), after.archived.into(), data.as_str().into(), key.as_str().into()];
    db.exec(UPDATE, &params)?;
    Ok(true)
}

/// Hides a client from lists and keeps its past. Whether it was still shown.
///
/// # Errors
/// [`Kind::ForeignKey`] where there is no such client.
pub fn archive(db: &mut dyn Db, code: &ClientCode, stamp: &Stamp) -> R<bool> {
    match get(db, code)? {
        Some(before) => edit(db, &Client { archived: true, ..before }, stamp),
        None => Err(DbErr::new(Kind::ForeignKey, format!("client `{code}` is not known"))),
    }
}

/// What happened to a client's own facts, oldest first; `beside` holds `before` and `after`.
///
/// # Errors
/// [`DbErr`].
pub fn history(db: &mut dyn Db, code: &ClientCode) -> R<Vec<event::Recorded>> {
    event::history(db, Subject::Client, &code.key())
}

fn record(db: &mut dyn Db, stamp: &Stamp, kind: &str, before: Option<&Client>, after: &Client) -> R<()> {
    let beside = json!({ "before": before, "after": after }).to_string();
    let key = after.code.key();
    let draft = Draft {
        stamp,
        subject: Subject::Client,
        key: &key,
        kind,
        arg: "",
        data: None,
        beside: Some(&beside),
        digest: None,
    };
    event::append(db, &draft).map(drop)
}

fn json(client: &Client) -> R<String> {
    serde_json::to_string(client).map_err(|e| DbErr::new(Kind::Other, format!("a client cannot be written: {e}")))
}
