//! Changes taken back, each by new events that say so: nothing is forgotten, and an undo is itself a change.
//!
//! A change is all that one command recorded: the events after the first name it as the one that they are part of. Each
//! is taken back by an event `undone` of the same subject, whose `arg` names it: of a ticket by its sequence there, of
//! anything else by its position in the chain. It happened, for all that is counted, when what it takes back happened.
//! An event holds unless an `undone` that holds names it; to undo that one is to bring back what it took.

mod later;
mod look;
mod turn;
mod whole;

use super::db::{self, Db, DbErr, R};
use super::event::{self, Recorded, Stamp, Subject};
use crate::domain::id::folded;
pub(super) use look::standing;
pub use look::undone;
use look::{Standing, look_back};

/// The kind of every event that takes another back.
pub const UNDONE: &str = "undone";

/// So many of the changes that stand in the way are named; more are counted.
const NAMED: usize = 10;

/// All that one command recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its events, oldest first; there is at least one.
    pub events: Vec<Recorded>,
    /// The event that took it back, where one did.
    pub undone_by: Option<i64>,
}

impl Change {
    /// The position of its first event: the number by which it is called.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.events.first().map_or(0, |event| event.id)
    }

    fn last(&self) -> i64 {
        self.events.last().map_or(0, |event| event.id)
    }
}

/// A change in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its first event.
    pub first: Recorded,
    /// How many events it has.
    pub events: u64,
    /// It cannot be taken back, see [`is_final`].
    pub is_final: bool,
}

/// Why a change is not taken back; nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Another is taken back first, or nothing.
    #[error("change {number} is taken back already, by event {by}")]
    Already {
        /// The change.
        number: i64,
        /// The event that took it back.
        by: i64,
    },
    /// What it did is done.
    #[error("event {} cannot be taken back", .0.id)]
    Never(Box<Recorded>),
    /// What it said is no longer there.
    #[error("what event {} said was erased", .0.id)]
    Erased(Box<Recorded>),
    /// Later changes need it.
    #[error("{total} later changes depend on change {number}")]
    Depends {
        /// The change.
        number: i64,
        /// The first events of the last ones that depend on it, the last one first.
        on: Vec<Recorded>,
        /// How many there are.
        total: usize,
    },
    /// What it would bring back has no place any more.
    #[error("event {event} cannot be taken back: {what}")]
    Taken {
        /// The event.
        event: i64,
        /// What is missing, or in its place.
        what: String,
    },
    /// The database.
    #[error(transparent)]
    Db(#[from] DbErr),
}

const FROM: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.behind_s, e.part_of, e.hash, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id
    WHERE e.id >= $1 ORDER BY e.id NULLS FIRST LIMIT $2";
/// Events that are read at once.
const SOME: i64 = 200;

/// The change that an event belongs to; nothing where there is no such event.
///
/// # Errors
/// [`DbErr`].
pub fn change(db: &mut dyn Db, event: i64) -> R<Option<Change>> {
    let Some(named) = event::get(db, event)? else { return Ok(None) };
    let events = events_of(db, named.change())?;
    let mut change = Change { events, undone_by: None };
    let first = change.number();
    let mut undone_by = None;
    look_back(db, first, &mut |event, standing| {
        if let (true, Standing::Undone { by }) = (event.id == first, standing) {
            undone_by = Some(by);
        }
        Ok(true)
    })?;
    change.undone_by = undone_by;
    Ok(Some(change))
}

fn events_of(db: &mut dyn Db, first: i64) -> R<Vec<Recorded>> {
    let mut events: Vec<Recorded> = Vec::new();
    loop {
        let from = events.last().map_or(first, |event| event.id + 1);
        let some = db::all(db, FROM, &[from.into(), SOME.into()], event::recorded)?;
        let read = some.len();
        events.extend(some.into_iter().take_while(|event| event.change() == first));
        let is_whole =
            read == usize::try_from(SOME).unwrap_or(0) && events.last().map(|e| e.id) == Some(from + SOME - 1);
        if !is_whole {
            return Ok(events);
        }
    }
}

/// The last changes of `actor` that hold, the newest first, at most `limit`, those that cannot be taken back too. Those
/// that took others back are among them only if `undos`.
///
/// # Errors
/// [`DbErr`].
pub fn list(db: &mut dyn Db, actor: &str, limit: usize, undos: bool) -> R<Vec<Listed>> {
    let actor = folded(actor);
    let mut found: Vec<Listed> = Vec::new();
    let mut last = 0;
    look_back(db, 1, &mut |event, standing| {
        if event.change() != last {
            if found.len() == limit {
                return Ok(false);
            }
            last = 0;
        }
        let by_them = folded(&event.stamp.actor) == actor && (undos || event.kind != UNDONE);
        let wanted = standing == Standing::Holds && by_them;
        if !wanted {
            return Ok(true);
        }
        match found.last_mut().filter(|_| last == event.change()) {
            Some(listed) => {
                listed.events += 1;
                listed.first = event.clone();
                listed.is_final |= is_final(event);
            }
            None => found.push(Listed { first: event.clone(), events: 1, is_final: is_final(event) }),
        }
        last = event.change();
        Ok(true)
    })?;
    Ok(found)
}

/// What an event tells is done, and stays so: a key that was shown, an erasure, a move of the file; a month that was
/// closed, which is opened again with a reason.
#[must_use]
pub fn is_final(event: &Recorded) -> bool {
    let is_final = [Subject::Database, Subject::Closing].iter().any(|subject| event.subject == subject.code());
    is_final || matches!(event.kind.as_str(), "key-shown" | "anonymised")
}

/// Takes a change back; the events that say so, oldest first.
///
/// # Errors
/// [`Refusal`]; nothing may be kept then.
pub fn undo(db: &mut dyn Db, change: &Change, stamp: &Stamp) -> Result<Vec<Recorded>, Refusal> {
    if let Some(by) = change.undone_by {
        return Err(Refusal::Already { number: change.number(), by });
    }
    for event in &change.events {
        if is_final(event) {
            return Err(Refusal::Never(Box::new(event.clone())));
        }
        if event.erased {
            return Err(Refusal::Erased(Box::new(event.clone())));
        }
    }
    let mut turns = Vec::with_capacity(change.events.len());
    for event in &change.events {
        turns.push(turn::Turn::of(db, event)?);
    }
    let on = later::dependents(db, change, &turns)?;
    if !on.is_empty() {
        let total = on.len();
        return Err(Refusal::Depends {
            number: change.number(),
            on: on.into_iter().rev().take(NAMED).collect(),
            total,
        });
    }
    let from = event::next_position(db)?;
    turn::all(db, change, &turns, stamp)?;
    Ok(events_of(db, from)?)
}
