//! Many tickets read at once: for lists, boards and checks.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::failure::Failure;
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Event, Happening};
use crate::domain::ticket::history;
use crate::report::ticket::TicketView;
use crate::store::ticket::{Filter, Mark, Selection, Summary};
use crate::store::{self, Db};

/// Which tickets are read.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Of one client, or of all.
    pub client: Option<&'a ClientCode>,
    /// Resolved, closed and cancelled ones too.
    pub closed: bool,
    /// The clock was replaced: what is open today may not have been then.
    pub past: bool,
    /// With requester and channel, which only the whole events know.
    pub texts: bool,
}

/// Many tickets read at `now`, by number: events from the index, titles from the cache, no query a ticket.
///
/// # Errors
/// The database.
pub fn views(db: &mut dyn Db, wanted: &Wanted<'_>, now: Instant) -> Result<Vec<TicketView>, Failure> {
    let mut desk = Desk::new();
    let filter = Filter { client: wanted.client, status: None, all: wanted.closed || wanted.past };
    let summaries: BTreeMap<TicketNumber, Summary> = store::ticket::summaries(db, &filter)?.into_iter().collect();
    if wanted.texts {
        return whole(&mut desk, db, summaries.keys().copied(), now);
    }
    let selection = match (filter.all, wanted.client) {
        (false, client) => Selection::Open(client),
        (true, client) => Selection::Touching { client, from: Instant(i64::MIN / 4), to: now.plus_s(1) },
    };
    let mut read: Vec<(TicketNumber, Vec<Event>)> = Vec::with_capacity(summaries.len());
    store::ticket::events_for_sla(db, &selection, &mut |number, marks| {
        if let Some(summary) = summaries.get(&number) {
            read.push((number, marks.iter().map(|m| event(m, summary)).collect()));
        }
        Ok(())
    })?;
    let mut views = Vec::with_capacity(read.len());
    for (number, events) in read {
        if events.first().is_none_or(|e| e.at > now) {
            continue;
        }
        let mut view = desk.view(db, number, events, now)?;
        if let Some(summary) = summaries.get(&number) {
            named(&mut view, summary);
        }
        view.events = Vec::new();
        views.push(view);
    }
    Ok(views)
}

fn whole(
    desk: &mut Desk,
    db: &mut dyn Db,
    numbers: impl Iterator<Item = TicketNumber>,
    now: Instant,
) -> Result<Vec<TicketView>, Failure> {
    let mut views = Vec::new();
    for number in numbers {
        let events = store::ticket::events(db, number)?;
        let held = history::effective(&events);
        if held.first().is_some_and(|e| e.at <= now) {
            views.push(desk.view(db, number, events, now)?);
        }
    }
    Ok(views)
}

/// A mark as an event; the client of an opening comes from the cache.
fn event(mark: &Mark, summary: &Summary) -> Event {
    let mut what = Happening::clone(&mark.what);
    if let Happening::Opened(opening) = &mut what {
        opening.client = summary.client.clone();
    }
    Event { seq: mark.seq, at: mark.at, recorded_at: mark.recorded_at, by: String::new(), what, text: None }
}

fn named(view: &mut TicketView, summary: &Summary) {
    view.state.title.clone_from(&summary.title);
    view.state.opening.assets.clone_from(&summary.assets);
    view.state.assignee.clone_from(&summary.assignee);
}
