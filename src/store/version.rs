//! What calendars and contracts have in common: versions that come as files, and stay when they are replaced.

use sha2::{Digest, Sha256};

use super::chain::Hash;
use super::client;
use super::db::{self, Db, DbErr, Kind, R, Row};
use super::event::{self, Draft, Stamp, Subject};
use super::undo::Refusal;
use crate::domain::contract::terms::Terms;
use crate::domain::instant::Instant;

/// A version of a calendar or contract with the file that it came from and the event that brought it.
#[derive(Clone, PartialEq, Debug)]
pub struct Stored<T> {
    /// What the file says.
    pub value: T,
    /// The file, byte for byte.
    pub source: String,
    /// Position in the chain of the event that brought it.
    pub event: i64,
    /// When it was applied.
    pub recorded_at: Instant,
    /// By whom.
    pub actor: String,
    /// Why it replaced another, where it did and was said.
    pub reason: Option<String>,
    /// Position of the event that replaced it; nothing while it holds.
    pub replaced_by: Option<i64>,
}

/// What a version is put with.
#[derive(Clone, Copy, Debug)]
pub struct Put<'a> {
    /// Who and when.
    pub stamp: &'a Stamp,
    /// The file, byte for byte.
    pub source: &'a str,
    /// Why it replaces another.
    pub reason: Option<&'a str>,
}

/// Records that a version was applied or corrected: `about` which one and which of its versions, `value` what was read
/// from the file. The digests of both are in the chain, the reason beside it.
pub(super) fn record(
    db: &mut dyn Db,
    about: (Subject, &str, &str),
    value: &str,
    replaced: bool,
    put: &Put<'_>,
) -> R<i64> {
    let (subject, key, arg) = about;
    let sum = |text: &str| Hash(Sha256::digest(text.as_bytes()).into()).to_string();
    let data = serde_json::json!({ "sha256": sum(put.source), "value_sha256": sum(value) }).to_string();
    let beside = put.reason.map(|reason| serde_json::json!({ "reason": reason }).to_string());
    let kind = if replaced { "corrected" } else { "applied" };
    let draft =
        Draft { stamp: put.stamp, subject, key, kind, arg, data: Some(&data), beside: beside.as_deref(), digest: None };
    event::append(db, &draft)
}

/// A version from `value JSON, source, event, recorded_at, actor, reason JSON, replaced_by`.
pub(super) fn stored<T: serde::de::DeserializeOwned>(row: &Row<'_>) -> R<Stored<T>> {
    let event = row.int(2)?;
    let broken = |e: serde_json::Error| DbErr::damaged(format!("the version of event {event}: {e}"));
    let beside: Option<serde_json::Value> = row.opt_text(5)?.map(serde_json::from_str).transpose().map_err(broken)?;
    Ok(Stored {
        value: serde_json::from_str(row.text(0)?).map_err(broken)?,
        source: row.text(1)?.to_owned(),
        event,
        recorded_at: Instant(row.int(3)?),
        actor: row.text(4)?.to_owned(),
        reason: beside.and_then(|b| b.get("reason")?.as_str().map(str::to_owned)),
        replaced_by: row.opt_int(6)?,
    })
}

/// A version as it is stored.
pub(super) fn to_json(value: &impl serde::Serialize) -> R<String> {
    serde_json::to_string(value).map_err(|e| DbErr::new(Kind::Other, format!("a version cannot be written: {e}")))
}

/// The statements that move which version holds: of calendars, and of contracts.
struct Moves {
    leave: &'static str,
    former: &'static str,
    yields: &'static str,
    hold: &'static str,
}

const CALENDARS: Moves = Moves {
    leave: "UPDATE calendar_version SET replaced_by = $1 WHERE event = $2 AND replaced_by IS NULL",
    former: "UPDATE calendar_version SET replaced_by = NULL WHERE replaced_by = $1",
    yields: "UPDATE calendar_version SET replaced_by = $1 WHERE replaced_by IS NULL AND id <> $2
        AND (key, effective_on) = (SELECT v.key, v.effective_on FROM calendar_version v WHERE v.id = $2)",
    hold: "UPDATE calendar_version SET replaced_by = NULL WHERE id = $1",
};
const CONTRACTS: Moves = Moves {
    leave: "UPDATE contract_version SET replaced_by = $1 WHERE event = $2 AND replaced_by IS NULL",
    former: "UPDATE contract_version SET replaced_by = NULL WHERE replaced_by = $1",
    yields: "UPDATE contract_version SET replaced_by = $1 WHERE replaced_by IS NULL AND id <> $2
        AND (key, amendment) = (SELECT v.key, v.amendment FROM contract_version v WHERE v.id = $2)",
    hold: "UPDATE contract_version SET replaced_by = NULL WHERE id = $1",
};
const CALENDAR_ROW: &str = "SELECT id FROM calendar_version WHERE event = $1";
const CONTRACT_ROW: &str = "SELECT v.id, v.terms FROM contract_version v WHERE v.event = $1";
const SET_CLIENT: &str = "UPDATE contract_version SET client = $1 WHERE id = $2";

/// The version that event `put` brought holds no longer, since event `by`; the one that it replaced holds again.
pub(super) fn take_back(db: &mut dyn Db, contract: bool, put: i64, by: i64) -> Result<(), Refusal> {
    let moves = if contract { &CONTRACTS } else { &CALENDARS };
    let sql = moves.leave;
    if db.exec(sql, &[by.into(), put.into()])? != 1 {
        return Err(Refusal::Taken { event: put, what: "another version holds now".to_owned() });
    }
    let sql = moves.former;
    db.exec(sql, &[put.into()])?;
    Ok(())
}

/// The version that event `put` brought holds again, and replaces the one that holds.
pub(super) fn bring_back(db: &mut dyn Db, contract: bool, put: i64) -> Result<(), Refusal> {
    let taken = |what: &str| Refusal::Taken { event: put, what: what.to_owned() };
    let moves = if contract { &CONTRACTS } else { &CALENDARS };
    let row = if contract {
        let found = db::one(db, CONTRACT_ROW, &[put.into()], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))?;
        let (row, terms) = found.ok_or_else(|| DbErr::damaged(format!("event {put} brought no version")))?;
        let terms: Terms = serde_json::from_str(&terms).map_err(DbErr::damaged)?;
        let client = client::id(db, &terms.client)?.ok_or_else(|| taken("its client is no longer there"))?;
        db.exec(SET_CLIENT, &[client.0.into(), row.into()])?;
        row
    } else {
        let found = db::one(db, CALENDAR_ROW, &[put.into()], |row| row.int(0))?;
        found.ok_or_else(|| DbErr::damaged(format!("event {put} brought no version")))?
    };
    for (sql, params) in [(moves.yields, vec![put.into(), row.into()]), (moves.hold, vec![row.into()])] {
        db.exec(sql, &params)?;
    }
    Ok(())
}
