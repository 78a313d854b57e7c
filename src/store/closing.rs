//! Months that were closed: their figures as they were told, with a checksum over what they came from and what they are.
//! All of it is in the log; the documents stand beside it, where they can be erased.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::chain::{self, Hash};
use super::db::{self, Db, DbErr, Kind, R, Row};
use super::event::{self, Draft, Stamp, Subject};
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::{Instant, Month};

/// What the checksum begins with: another way to make it would begin otherwise.
const PREFIX: &[u8] = b"infog closing 1\n";
/// The longest documents that are kept, in bytes; the log takes no more beside an event.
pub const LONGEST: usize = 9_900_000;

/// What a closing is made of: where the log ended, and the digest of the documents.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seal {
    /// The position of the last event that the figures know.
    pub position: i64,
    /// The head of the chain there: it stands for every fact up to it.
    pub head: String,
    /// SHA-256 over month, client, position, head and documents.
    pub sha256: String,
    /// How many times the month was closed, this time included.
    pub edition: u32,
    /// Figures for comparison, as the caller gave them.
    pub figures: serde_json::Value,
    /// Where it stands in this log, if it was sealed in another: the seal itself stays as the client was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub here: Option<Here>,
}

/// What holds the documents of another log in this one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // as of a seal
pub struct Here {
    pub position: i64,
    pub head: String,
    pub sha256: String,
}

/// One closing or reopening.
#[derive(Clone, PartialEq, Debug)]
pub struct Closing {
    /// Position of its event.
    pub event: i64,
    /// Which month.
    pub month: Month,
    /// Who, and when.
    pub stamp: Stamp,
    /// What was sealed; nothing where the month was reopened.
    pub seal: Option<Seal>,
    /// Why it was reopened.
    pub reason: Option<String>,
}

/// Where the log ends, before something is computed that is to be sealed.
///
/// # Errors
/// [`DbErr`].
pub fn head(db: &mut dyn Db) -> R<(i64, String)> {
    let head = chain::lock(db)?;
    Ok((head.position, head.hash.to_string()))
}

fn checksum(client: &str, month: &str, position: i64, head: &str, documents: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(PREFIX);
    digest.update(format!("{client}\n{month}\n{position}\n{head}\n"));
    digest.update(documents);
    Hash(digest.finalize().into()).to_string()
}

/// Seals `documents` of a month, computed from the log as it ends; `edition` counts from 1.
///
/// # Errors
/// [`DbErr`].
pub fn close(
    db: &mut dyn Db,
    client: &ClientCode,
    month: Month,
    (edition, figures, documents): (u32, &serde_json::Value, &str),
    stamp: &Stamp,
) -> R<Seal> {
    let (key, arg) = (client.key(), month.to_string());
    let (position, head) = head(db)?;
    let sha256 = checksum(&key, &arg, position, &head, documents);
    let seal = Seal { position, head, sha256, edition, figures: figures.clone(), here: None };
    let data = serde_json::to_string(&seal).map_err(|e| DbErr::new(Kind::Other, e.to_string()))?;
    append(db, &key, &arg, "closed", (Some(&data), Some(documents)), stamp)?;
    Ok(seal)
}

/// Opens a closed month again; what was closed stays in the log.
///
/// # Errors
/// [`DbErr`].
pub fn reopen(db: &mut dyn Db, client: &ClientCode, month: Month, reason: &str, stamp: &Stamp) -> R<()> {
    let beside = serde_json::json!({ "reason": reason }).to_string();
    append(db, &client.key(), &month.to_string(), "reopened", (None, Some(&beside)), stamp)
}

fn append(
    db: &mut dyn Db,
    key: &str,
    arg: &str,
    kind: &str,
    (data, beside): (Option<&str>, Option<&str>),
    stamp: &Stamp,
) -> R<()> {
    let draft = Draft { stamp, subject: Subject::Closing, key, kind, arg, data, beside, digest: None };
    event::append(db, &draft).map(drop)
}

// Without the documents, which may be long.
const HISTORY: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.clock_given, e.type, e.arg, e.data FROM event e
    WHERE e.subject = 'closing' AND e.key = $1 AND e.key IS NOT NULL ORDER BY e.id NULLS FIRST";
const BESIDE: &str = "SELECT body FROM event_text WHERE event = $1";

/// Every closing and reopening of a client's months, in the order in which they were recorded.
///
/// # Errors
/// [`DbErr`].
pub fn history(db: &mut dyn Db, client: &ClientCode) -> R<Vec<Closing>> {
    let mut all = db::all(db, HISTORY, &[client.key().as_str().into()], closing)?;
    for one in all.iter_mut().filter(|one| one.seal.is_none()) {
        let beside = documents(db, one.event)?;
        let reason = beside.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
        one.reason = reason.and_then(|value| value["reason"].as_str().map(str::to_owned));
    }
    Ok(all)
}

fn closing(row: &Row<'_>) -> R<Closing> {
    let event = row.int(0)?;
    let damaged = |e: &dyn std::fmt::Display| DbErr::damaged(format!("event {event}: {e}"));
    let stamp = Stamp {
        at: Instant(row.int(1)?),
        recorded_at: Instant(row.int(2)?),
        actor: row.text(3)?.to_owned(),
        clock_given: row.flag(4)?,
    };
    let seal = match row.text(5)? {
        "closed" => Some(serde_json::from_str(row.opt_text(7)?.unwrap_or_default()).map_err(|e| damaged(&e))?),
        _ => None,
    };
    let month = row.text(6)?.parse().map_err(|e| damaged(&e))?;
    Ok(Closing { event, month, stamp, seal, reason: None })
}

/// The documents of the closing whose event is at this position; nothing where they were erased.
///
/// # Errors
/// [`DbErr`].
pub fn documents(db: &mut dyn Db, event: i64) -> R<Option<String>> {
    Ok(db::one(db, BESIDE, &[event.into()], |row| Ok(row.opt_text(0)?.map(str::to_owned)))?.flatten())
}

/// The closing of each month that is closed, by month.
///
/// # Errors
/// [`DbErr`].
pub fn closed(db: &mut dyn Db, client: &ClientCode) -> R<Vec<Closing>> {
    let mut closed: Vec<Closing> = Vec::new();
    for one in history(db, client)? {
        closed.retain(|before| before.month != one.month);
        if one.seal.is_some() {
            closed.push(one);
        }
    }
    closed.sort_by_key(|one| one.month);
    Ok(closed)
}

/// The closing of a month, if it is closed.
///
/// # Errors
/// [`DbErr`].
pub fn of_month(db: &mut dyn Db, client: &ClientCode, month: Month) -> R<Option<Closing>> {
    Ok(closed(db, client)?.into_iter().find(|one| one.month == month))
}

/// The seal of a month that was closed in another log, with one over the same documents and the head of this one.
pub(super) fn sealed_again(
    (key, arg): (&str, &str),
    data: &serde_json::Value,
    documents: Option<&str>,
    before: &chain::Head,
) -> R<serde_json::Value> {
    let seal: Seal = serde_json::from_value(data.clone()).map_err(DbErr::damaged)?;
    let (position, head) = (before.position, before.hash.to_string());
    let sha256 = documents.map(|documents| checksum(key, arg, position, &head, documents)).unwrap_or_default();
    let here = Some(Here { position, head, sha256 });
    serde_json::to_value(Seal { here, ..seal }).map_err(DbErr::damaged)
}

const POSITION: &str = "SELECT id, actor FROM event WHERE ticket = $1 AND seq = $2 AND ticket IS NOT NULL";

/// Where in the log an event of a ticket stands, and who recorded it.
///
/// # Errors
/// [`DbErr`].
pub fn position_of(db: &mut dyn Db, ticket: TicketNumber, seq: u32) -> R<Option<(i64, String)>> {
    db::one(db, POSITION, &[ticket.0.into(), seq.into()], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))
}

/// What is wrong with a closing, in a sentence; nothing where it is sound. `before` is the head before its event.
pub(super) fn fault(
    (key, arg): (&str, &str),
    data: Option<&str>,
    documents: Option<&str>,
    before: &chain::Head,
) -> Option<String> {
    let Ok(seal) = serde_json::from_str::<Seal>(data.unwrap_or_default()) else {
        return Some(format!("the closing of {arg} says nothing of its checksum"));
    };
    let seal = seal.here.unwrap_or(Here { position: seal.position, head: seal.head, sha256: seal.sha256 });
    if seal.position != before.position || seal.head != before.hash.to_string() {
        return Some(format!("the closing of {arg} was made of other facts than those before it"));
    }
    let documents = documents?; // erased ones have no checksum any more
    (checksum(key, arg, seal.position, &seal.head, documents) != seal.sha256)
        .then(|| format!("the figures of {arg} are not those that were closed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{Bench, stamp};

    fn ried() -> ClientCode {
        "ried".parse().unwrap()
    }

    fn june() -> Month {
        "2026-06".parse().unwrap()
    }

    #[test]
    fn a_month_is_closed_until_it_is_reopened_and_every_edition_stays() {
        let mut bench = Bench::new();
        let figures = serde_json::json!({"opened": 3});
        let first = bench.write(|db| close(db, &ried(), june(), (1, &figures, "juin"), &stamp()));
        assert_eq!(bench.read(|db| of_month(db, &ried(), june())).and_then(|c| c.seal), Some(first.clone()));
        bench.write(|db| reopen(db, &ried(), june(), "heures oubliées", &stamp()));
        assert_eq!(bench.read(|db| of_month(db, &ried(), june())), None);
        let second = bench.write(|db| close(db, &ried(), june(), (2, &figures, "juin"), &stamp()));
        assert_ne!(first.sha256, second.sha256, "made of other facts");
        let all = bench.read(|db| history(db, &ried()));
        assert_eq!(all.len(), 3);
        assert_eq!(all[1].reason.as_deref(), Some("heures oubliées"));
        assert_eq!(bench.read(|db| documents(db, all[0].event)).as_deref(), Some("juin"));
        assert_eq!(bench.faults(), Vec::<String>::new());
    }

    #[test]
    fn figures_that_were_altered_behind_the_log_are_found() {
        let mut bench = Bench::new();
        let figures = serde_json::json!({});
        let seal = bench.write(|db| close(db, &ried(), june(), (1, &figures, "12 tickets"), &stamp()));
        let before = chain::Head { position: seal.position, hash: Hash::NONE };
        let data = serde_json::to_string(&seal).unwrap();
        assert_eq!(fault(("ried", "2026-06"), Some(&data), Some("12 tickets"), &before), None);
        let altered = fault(("ried", "2026-06"), Some(&data), Some("11 tickets"), &before);
        assert_eq!(altered.as_deref(), Some("the figures of 2026-06 are not those that were closed"));
        let elsewhere = chain::Head { position: 7, hash: Hash::NONE };
        assert!(fault(("ried", "2026-06"), Some(&data), Some("12 tickets"), &elsewhere).is_some());
    }
}
