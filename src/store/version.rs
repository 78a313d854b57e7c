//! What calendars and contracts have in common: versions that come as files, and stay when they are replaced.

use sha2::{Digest, Sha256};

use super::chain::Hash;
use super::db::{Db, DbErr, Kind, R, Row};
use super::event::{self, Draft, Stamp, Subject};
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
