//! The log from its end backwards, with what holds of it.

use std::collections::{HashMap, HashSet};

use super::UNDONE;
use crate::store::db::{self, Db, DbErr, R};
use crate::store::event::{self, Recorded};

/// Whether an event holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::store) enum Standing {
    /// Nothing took it back.
    Holds,
    /// This event did.
    Undone { by: i64 },
}

const BACK: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.behind_s, e.part_of, e.hash, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id
    WHERE e.id < $1 AND e.id >= $2 ORDER BY e.id DESC NULLS LAST LIMIT 200";

/// Hands over the events from the last one down to `lowest`, each with its standing, until `f` has enough (`false`).
pub(super) fn look_back(db: &mut dyn Db, lowest: i64, f: &mut dyn FnMut(&Recorded, Standing) -> R<bool>) -> R<()> {
    let mut known = Known::default();
    let mut above = i64::MAX;
    loop {
        let some = db::all(db, BACK, &[above.into(), lowest.into()], event::recorded)?;
        let Some(last) = some.last() else { return Ok(()) };
        above = last.id;
        for event in &some {
            let standing = known.next(event)?;
            if !f(event, standing)? {
                return Ok(());
            }
        }
    }
}

/// What later events took back: whoever reads backwards knows of each event whether it holds.
#[derive(Default)]
struct Known {
    events: HashMap<i64, i64>,
    of_tickets: HashMap<(i64, i64), i64>,
}

impl Known {
    fn next(&mut self, event: &Recorded) -> R<Standing> {
        let by = match event.ticket {
            Some((number, seq)) => self.of_tickets.remove(&(number.0, i64::from(seq))),
            None => self.events.remove(&event.id),
        };
        if let Some(by) = by {
            return Ok(Standing::Undone { by });
        }
        if event.kind == UNDONE {
            let of = named(event)?;
            match event.ticket {
                Some((number, _)) => self.of_tickets.insert((number.0, of), event.id),
                None => self.events.insert(of, event.id),
            };
        }
        Ok(Standing::Holds)
    }
}

/// What was taken back of the events from `lowest` on, each with the event that did it.
///
/// # Errors
/// [`DbErr`].
pub fn undone(db: &mut dyn Db, lowest: i64) -> R<HashMap<i64, i64>> {
    let mut found = HashMap::new();
    look_back(db, lowest, &mut |event, standing| {
        if let Standing::Undone { by } = standing {
            found.insert(event.id, by);
        }
        Ok(true)
    })?;
    Ok(found)
}

/// What an event `undone` names.
pub(super) fn named(event: &Recorded) -> R<i64> {
    event.arg.parse().map_err(|_| DbErr::damaged(format!("event {} names no event that it takes back", event.id)))
}

/// Of the events of one subject, oldest first: those that hold, without those that took others back.
pub(in crate::store) fn standing(events: Vec<Recorded>) -> R<Vec<Recorded>> {
    if events.iter().all(|event| event.kind != UNDONE) {
        return Ok(events);
    }
    let mut known = Known::default();
    let mut held = HashSet::new();
    for event in events.iter().rev() {
        if known.next(event)? == Standing::Holds && event.kind != UNDONE {
            held.insert(event.id);
        }
    }
    Ok(events.into_iter().filter(|event| held.contains(&event.id)).collect())
}
