//! Events of tickets taken back: appended events that say so, and all that is kept of the ticket told again.

use std::collections::BTreeSet;

use super::{Cache, Encoded, known, marks, write_assets, write_cache, write_events};
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Event, Happening, Text};
use crate::domain::ticket::{history, lifecycle};
use crate::store::db::{self, Db, R};
use crate::store::event::Stamp;
use crate::store::ticket::Summary;
use crate::store::undo::Refusal;
use crate::store::{client, words};

const POSITION: &str = "SELECT id FROM event WHERE ticket = $1 AND seq = $2 AND ticket IS NOT NULL";
const DROP: &str = "DELETE FROM ticket_cache WHERE number = $1";
const DROP_ASSET: &str = "DELETE FROM ticket_asset WHERE client = $1 AND tag_key = $2 AND ticket = $3";
const DROP_WORD: &str = "DELETE FROM ticket_word WHERE word = $1 AND ticket = $2";
const ADD_WORD: &str = "INSERT INTO ticket_word (word, ticket) VALUES ($1, $2) ON CONFLICT (word, ticket) DO NOTHING";

/// The place in the log of an event of a ticket.
pub(in crate::store) fn position(db: &mut dyn Db, number: TicketNumber, seq: u32) -> R<Option<i64>> {
    db::one(db, POSITION, &[number.0.into(), seq.into()], |row| row.int(0))
}

/// The place in the log of the last event that holds by which a ticket names an asset.
pub(in crate::store) fn naming(db: &mut dyn Db, number: TicketNumber, tag_key: &str) -> R<Option<i64>> {
    let events = super::events(db, number)?;
    let names = |event: &&&Event| match &event.what {
        Happening::Opened(opening) => opening.assets.iter().any(|tag| tag.key() == tag_key),
        Happening::Edited { assets: Some(assets), .. } => assets.iter().any(|tag| tag.key() == tag_key),
        _ => false,
    };
    match history::standing(&events).iter().rev().find(names) {
        Some(event) => position(db, number, event.seq),
        None => Ok(None),
    }
}

/// Adds to the events of a ticket those that take back the ones named, in that order.
pub(in crate::store) fn take_back_in(events: &mut Vec<Event>, seqs: &[u32], by: &str, recorded_at: Instant) {
    for of in seqs {
        let Some(at) = events.iter().find(|event| event.seq == *of).map(|event| event.at) else { continue };
        let seq = events.last().map_or(0, |last| last.seq) + 1;
        let what = Happening::Undone { of: *of };
        events.push(Event { seq, at, recorded_at, by: by.to_owned(), what, text: None });
    }
}

/// Takes back events of a ticket, the last one first. Without its opening there is no ticket any more: its number
/// stays taken, and its events stay in the log.
///
/// # Errors
/// [`Refusal::Taken`] where what is left could not stand: look first.
pub(in crate::store) fn take_back(
    db: &mut dyn Db,
    number: TicketNumber,
    seqs: &[u32],
    stamp: &Stamp,
) -> Result<(), Refusal> {
    let before = super::events(db, number)?;
    let mut events = before.clone();
    take_back_in(&mut events, seqs, &stamp.actor, stamp.recorded_at);
    let held = history::effective(&events);
    let summary = if held.is_empty() {
        None
    } else {
        let event = seqs.first().map_or(Ok(None), |seq| position(db, number, *seq))?.unwrap_or_default();
        let taken = |misfit: lifecycle::Misfit| Refusal::Taken { event, what: format!("of {number}, {misfit}") };
        Some(Summary::of(&lifecycle::fold(&held).map_err(taken)?))
    };
    let encoded = events.iter().map(Encoded::of).collect::<R<Vec<_>>>()?;
    write_events(db, number, encoded.get(before.len()..).unwrap_or_default(), stamp.clock_given)?;
    write_held_words(db, number, &before, &events)?;
    Ok(write(db, number, &encoded, summary.as_ref())?)
}

fn write(db: &mut dyn Db, number: TicketNumber, encoded: &[Encoded<'_>], summary: Option<&Summary>) -> R<()> {
    let old = known(db, number)?;
    let Some(summary) = summary else {
        for (owner, tag) in old.iter().flat_map(|old| old.assets.iter().map(|tag| (old.client, tag))) {
            db.exec(DROP_ASSET, &[owner.into(), tag.key().as_str().into(), number.0.into()])?;
        }
        return db.exec(DROP, &[number.0.into()]).map(drop);
    };
    let client = client::known_id(db, &summary.client)?.0;
    let mut packed = Vec::new();
    for Encoded { event, arg, .. } in encoded {
        marks::pack(&mut packed, event.at, event.recorded_at, event.what.code(), arg)?;
    }
    let events = encoded.last().map_or(0, |last| last.event.seq);
    let known = old.as_ref().map_or(0, |old| old.events);
    write_cache(db, number, &Cache { client, summary, known, events, marks: &packed })?;
    write_assets(db, number, client, summary, old.as_ref())
}

/// The words of what holds stand in the index, and no others.
pub(super) fn write_held_words(db: &mut dyn Db, number: TicketNumber, before: &[Event], after: &[Event]) -> R<()> {
    let (old, new) = (words_of(before), words_of(after));
    for word in old.difference(&new) {
        db.exec(DROP_WORD, &[word.as_str().into(), number.0.into()])?;
    }
    for word in new.difference(&old) {
        db.exec(ADD_WORD, &[word.as_str().into(), number.0.into()])?;
    }
    Ok(())
}

fn words_of(events: &[Event]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in history::standing(events).into_iter().filter_map(|event| event.text.as_ref()) {
        let Text { title, requester, body } = text;
        for part in [title, requester, body].into_iter().flatten() {
            found.extend(words::words(part));
        }
    }
    found
}
