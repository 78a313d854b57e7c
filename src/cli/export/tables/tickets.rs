//! Tickets, their clocks and their events; read one by one.

use serde_json::{Map, Value};

use super::{Sheet, Whose, code, counted, lines, maybe_counted};
use crate::cli::failure::Failure;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::{Event, Excluded};
use crate::domain::ticket::{history, lifecycle};
use crate::report::page::Cell;
use crate::report::ticket;
use crate::store::ticket::Filter;
use crate::store::{self, Db};

fn numbers(db: &mut dyn Db, whose: &Whose) -> Result<Vec<TicketNumber>, Failure> {
    let filter = Filter { client: Some(&whose.client.code), status: None, all: true };
    let mut numbers: Vec<_> = store::ticket::summaries(db, &filter)?.into_iter().map(|(number, _)| number).collect();
    numbers.sort();
    Ok(numbers)
}

pub fn tickets(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for number in numbers(db, whose)? {
        let events = history::effective(&store::ticket::events(db, number)?);
        let state = lifecycle::fold(&events).map_err(|e| Failure::fault(format!("ticket {number}")).because(e))?;
        let (opening, governed) = (&state.opening, &state.opening.governed);
        let is_governed = governed.contract.is_some() && governed.excluded != Some(Excluded::NoContract);
        let excluded = governed.excluded.map(|why| code(&why)).or_else(|| state.cancelled.map(|why| code(&why)));
        sheet.row(&[
            counted(number.0),
            opening.kind.code().into(),
            state.severity.as_ref().map(|severity| severity.as_str()).into(),
            state.status.code().into(),
            state.title.as_str().into(),
            state.requester.as_deref().into(),
            opening.channel.map(|channel| channel.code()).into(),
            state.assignee.as_deref().into(),
            governed.contract.as_ref().map(|contract| contract.as_str()).into(),
            maybe_counted(is_governed.then_some(governed.amendment)),
            governed.line.as_ref().map(|line| line.as_str()).into(),
            excluded.unwrap_or_else(Cell::none),
            lines(&opening.assets),
            whose.at(state.opened_at),
            whose.maybe_at(state.acknowledged_at),
            whose.maybe_at(state.resolved_at),
            whose.at(state.last_at),
            opening.imported.as_ref().map(|origin| origin.from.code()).into(),
            opening.imported.as_ref().map(|origin| origin.reference.as_str()).into(),
        ]);
    }
    Ok(())
}

/// As of the instant of the export.
pub fn clocks(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for number in numbers(db, whose)? {
        let events = store::ticket::events(db, number)?;
        if events.first().is_none_or(|first| first.at > whose.now) {
            continue; // not there yet
        }
        let view = whose.desk.view(db, number, events, whose.now)?;
        for clock in &view.clocks {
            sheet.row(&[
                counted(number.0),
                code(&clock.metric()),
                counted(clock.cycle),
                clock.verdict.code().into(),
                clock.promise.calendar.name().as_str().into(),
                clock.promise.allowance.to_string().into(),
                whose.maybe_at(clock.due_at),
                whose.maybe_at(clock.stopped_at),
                maybe_counted(clock.consumed_s),
                counted(clock.late_s),
                whose.maybe_at(clock.breached_at),
            ]);
        }
    }
    Ok(())
}

pub fn events(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for number in numbers(db, whose)? {
        for event in store::ticket::events(db, number)? {
            let text = event.text.clone().unwrap_or_default();
            sheet.row(&[
                counted(number.0),
                counted(event.seq),
                whose.at(event.at),
                whose.at(event.recorded_at),
                event.by.as_str().into(),
                event.what.code().into(),
                facts(whose, &event),
                text.title.into(),
                text.requester.into(),
                text.body.into(),
            ]);
        }
    }
    Ok(())
}

/// What an event says beside its texts, as JSON.
fn facts(whose: &Whose, event: &Event) -> Cell {
    const COLUMNS: [&str; 8] = ["seq", "at", "recorded_at", "by", "type", "title", "requester", "text"];
    const TEXTS: [&str; 2] = ["description", "reason"];
    let is_text = |name: &str, value: &Value| {
        let body = event.text.as_ref().and_then(|text| text.body.as_deref());
        TEXTS.contains(&name) && value.as_str() == body
    };
    let Value::Object(told) = ticket::event(&whose.zone, event) else { return Cell::none() };
    let told = told.into_iter().filter(|(name, value)| !COLUMNS.contains(&name.as_str()) && !is_text(name, value));
    let told: Map<String, Value> = told.collect();
    if told.is_empty() { Cell::none() } else { Value::Object(told).to_string().into() }
}
