//! What is kept of a ticket beside its events, told from them: after a hand-over.

use super::undo::write_held_words;
use super::{Cache, EVENTS, event_of, marks, write_assets, write_cache};
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::ticket::event::{Event, Happening};
use crate::domain::ticket::{history, lifecycle};
use crate::store::client;
use crate::store::db::{Db, DbErr, R};
use crate::store::ticket::Summary;

/// Writes what lists and searches ask of a ticket whose events are in the log and of which nothing else is kept; whose
/// it is.
///
/// # Errors
/// [`DbErr`]; damaged where its events do not fit together.
pub(in crate::store) fn retell(db: &mut dyn Db, number: TicketNumber) -> R<ClientCode> {
    let (mut events, mut packed) = (Vec::<Event>::new(), Vec::new());
    db.each(EVENTS, &[number.0.into()], &mut |row| {
        let event = event_of(row)?;
        marks::pack(&mut packed, event.at, event.recorded_at, row.text(5)?, row.text(6)?)?;
        events.push(event);
        Ok(())
    })?;
    let is_moved =
        events.iter().any(|event| matches!(event.what, Happening::Corrected { .. } | Happening::Undone { .. }))
            || !events.is_sorted_by_key(|event| event.at);
    let state = if is_moved { lifecycle::fold(&history::effective(&events)) } else { lifecycle::fold(&events) };
    let state = state.map_err(|e| DbErr::damaged(format!("ticket {number}: {e}")))?;
    if events.iter().zip(1..).any(|(event, seq)| event.seq != seq) {
        return Err(DbErr::damaged(format!("the events of ticket {number} have gaps")));
    }
    let summary = Summary::of(&state);
    let client = client::known_id(db, &summary.client)?.0;
    let count = u32::try_from(events.len()).map_err(DbErr::damaged)?;
    let cache = Cache { client, summary: &summary, known: 0, events: count, marks: &packed };
    write_cache(db, number, &cache)?;
    write_held_words(db, number, &[], &events)?;
    write_assets(db, number, client, &summary, None)?;
    Ok(summary.client)
}
