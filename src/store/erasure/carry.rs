//! An erasure carried out: the texts, what follows from them, and the events that say so.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Left, Plan, Whole};
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::{Event, Text};
use crate::domain::ticket::{history, lifecycle};
use crate::store::asset::digest_of_change;
use crate::store::chain;
use crate::store::db::{self, Db, DbErr, R};
use crate::store::event::{self, Draft, Stamp, Subject};
use crate::store::salt::Salts;
use crate::store::{contact, ticket, words};

const BARE: &str = "UPDATE event_text SET salt = NULL, body = NULL WHERE event = $1";
const LEAVE: &str = "UPDATE event_text SET salt = $1, body = $2 WHERE event = $3";
const LEAVE_CHANGE: &str = "UPDATE asset_change SET salt = $1, before = $2, after = $3 WHERE id = $4";
/// The change that made an asset shares its text with what comes after, until one of them is erased.
const SETTLE: &str =
    "UPDATE asset_change SET after = (SELECT h.after FROM asset_history h WHERE h.id = asset_change.id)
    WHERE asset = $1 AND after = ''";
const SET_ASSET: &str = "UPDATE asset SET data = $1 WHERE id = $2";
const SET_SEAT: &str = "UPDATE licence_seat SET person = $1, person_key = $2 WHERE event = $3";
const SET_SITE: &str = "UPDATE site SET data = $1 WHERE id = $2";
const SET_CONTACT: &str = "UPDATE contact SET data = $1 WHERE id = $2";
const SET_CAMPAIGN: &str = "UPDATE campaign SET data = $1 WHERE id = $2";
const SET_AUTHORISATION: &str = "UPDATE authorisation SET data = $1 WHERE number = $2";
const SET_TITLE: &str = "UPDATE ticket_cache SET title = $1 WHERE number = $2";
const DROP_WORD: &str = "DELETE FROM ticket_word WHERE word = $1 AND ticket = $2";

/// So many texts are told by one event; more make another.
const IN_ONE_EVENT: usize = 20_000;

/// Erases what was planned, and records that it was: `key` is the client or `all`, `facts` why, without what was erased.
/// Nothing is recorded where nothing goes.
///
/// # Errors
/// [`DbErr`].
pub fn carry_out(db: &mut dyn Db, plan: &Plan, key: &str, facts: &Value, stamp: &Stamp) -> R<()> {
    let mut told = Told::default();
    let mut salts = Salts::many();
    let before = plan.tickets.iter().map(|number| Ok((*number, words_of(&ticket::events(db, *number)?))));
    let before = before.collect::<R<Vec<_>>>()?;
    for (event, left) in &plan.texts {
        told.texts.push((*event, erase(db, *event, left.as_deref(), &mut salts)?));
    }
    let erased: BTreeSet<i64> =
        plan.changes.values().map(|left| left.asset).chain(plan.assets.keys().copied()).collect();
    for asset in erased {
        db.exec(SETTLE, &[asset.into()])?;
    }
    for (id, left) in &plan.changes {
        told.changes.push((*id, change(db, *id, left, &mut salts)?));
    }
    for (asset, data) in &plan.assets {
        db.exec(SET_ASSET, &[data.as_str().into(), (*asset).into()])?;
    }
    for (event, person) in &plan.seats {
        let key = person.as_deref().map(crate::domain::id::folded);
        db.exec(SET_SEAT, &[person.as_deref().into(), key.as_deref().into(), (*event).into()])?;
    }
    for ((table, id), data) in &plan.rows {
        let sql = table.set();
        db.exec(sql, &[data.as_str().into(), (*id).into()])?;
    }
    for (number, before) in &before {
        retell(db, *number, before)?;
    }
    for forgotten in &plan.contacts {
        contact::forget(db, forgotten.id, &forgotten.left, stamp)?;
    }
    told.record(db, key, facts, stamp)
}

impl Whole {
    const fn set(self) -> &'static str {
        match self {
            Self::Site => SET_SITE,
            Self::Contact => SET_CONTACT,
            Self::Campaign => SET_CAMPAIGN,
            Self::Authorisation => SET_AUTHORISATION,
        }
    }
}

/// Erases one text; the digest of what is left of it.
fn erase(db: &mut dyn Db, event: i64, left: Option<&str>, salts: &mut Salts) -> R<Option<chain::Hash>> {
    let Some(body) = left else {
        db.exec(BARE, &[event.into()])?;
        return Ok(None);
    };
    let salt = salts.next()?;
    db.exec(LEAVE, &[(&salt).into(), body.into(), event.into()])?;
    Ok(Some(chain::digest_of(&salt, body)))
}

fn change(db: &mut dyn Db, id: i64, left: &Left, salts: &mut Salts) -> R<Option<chain::Hash>> {
    let salt = salts.next()?;
    let (before, after) = (left.before.as_deref(), left.after.as_deref());
    db.exec(LEAVE_CHANGE, &[(&salt).into(), before.into(), after.into(), id.into()])?;
    Ok(Some(digest_of_change(Some(left.owner), left.asset, 0, &salt, before, after)))
}

fn words_of(events: &[Event]) -> BTreeSet<String> {
    let texts = events.iter().filter_map(|event| event.text.as_ref());
    let parts = texts.flat_map(|Text { title, requester, body }| [title, requester, body]).flatten();
    parts.flat_map(|part| words::words(part)).collect()
}

/// Title and words of a ticket as its texts say now.
fn retell(db: &mut dyn Db, number: TicketNumber, before: &BTreeSet<String>) -> R<()> {
    let events = ticket::events(db, number)?;
    let after = words_of(&events);
    for word in before.difference(&after) {
        db.exec(DROP_WORD, &[word.as_str().into(), number.0.into()])?;
    }
    for word in after.difference(before) {
        ticket::add_word(db, word, number)?;
    }
    let state = lifecycle::fold(&history::effective(&events))
        .map_err(|e| DbErr::damaged(format!("ticket {number}: event {}: {e}", e.seq)))?;
    db.exec(SET_TITLE, &[state.title.as_str().into(), number.0.into()]).map(drop)
}

/// What the log says of an erasure: numbers, and digests of what is left.
#[derive(Default)]
struct Told {
    texts: Vec<(i64, Option<chain::Hash>)>,
    changes: Vec<(i64, Option<chain::Hash>)>,
}

impl Told {
    fn record(&self, db: &mut dyn Db, key: &str, facts: &Value, stamp: &Stamp) -> R<()> {
        for texts in self.texts.chunks(IN_ONE_EVENT) {
            record(db, key, facts, &[("texts", texts)], stamp)?;
        }
        for changes in self.changes.chunks(IN_ONE_EVENT) {
            record(db, key, facts, &[("changes", changes)], stamp)?;
        }
        Ok(())
    }
}

type Erased<'a> = (&'a str, &'a [(i64, Option<chain::Hash>)]);

fn record(db: &mut dyn Db, key: &str, facts: &Value, erased: &[Erased<'_>], stamp: &Stamp) -> R<()> {
    let mut data: Map<String, Value> = facts.as_object().cloned().unwrap_or_default();
    for (name, rows) in erased {
        let gone: Vec<i64> = rows.iter().filter(|(_, left)| left.is_none()).map(|(id, _)| *id).collect();
        let left = rows.iter().filter_map(|(id, left)| left.map(|hash| (id.to_string(), json!(hash.to_string()))));
        data.insert((*name).to_owned(), json!(gone));
        data.insert(format!("{name}_left"), Value::Object(left.collect()));
    }
    let data = Value::Object(data).to_string();
    let draft = Draft {
        stamp,
        subject: Subject::Database,
        key,
        kind: "erased",
        arg: "",
        data: Some(&data),
        beside: None,
        digest: None,
    };
    event::append(db, &draft).map(drop)
}

const FOUND_BARE: &str = "SELECT event FROM event_text WHERE salt IS NULL AND body IS NULL ORDER BY event NULLS FIRST";

/// Records texts that were erased before the log knew erasures: said once, when such a file is upgraded.
pub(in crate::store) fn acknowledge(db: &mut dyn Db, stamp: &Stamp) -> R<()> {
    let found = db::all(db, FOUND_BARE, &[], |row| Ok((row.int(0)?, None)))?;
    let told = Told { texts: found, changes: Vec::new() };
    told.record(db, "all", &json!({ "why": "before-the-log" }), stamp)
}
