//! Outages and calls.

use super::{Sheet, Whose, code, counted, lines, maybe_counted, yes};
use crate::cli::failure::Failure;
use crate::domain::instant::Instant;
use crate::report::page::Cell;
use crate::store::call::Calls;
use crate::store::{self, Db};

/// No call is recorded outside: years 1 and 9998.
const EVER: (Instant, Instant) = (Instant(-62_135_000_000), Instant(253_370_000_000));

pub fn outages(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for known in store::outage::of_client(db, &whose.client.code)? {
        let outage = &known.outage;
        sheet.row(&[
            counted(known.number),
            lines(&outage.assets),
            whose.at(outage.from),
            whose.maybe_at(outage.to),
            yes(outage.planned),
            whose.maybe_at(outage.announced_at),
            maybe_counted(outage.ticket.map(|number| number.0)),
            outage.reason.as_deref().into(),
            known.by.as_str().into(),
        ]);
    }
    Ok(())
}

fn all(db: &mut dyn Db, whose: &Whose) -> Result<Calls, Failure> {
    Ok(store::call::of_client(db, &whose.client.code, EVER.0, EVER.1)?)
}

pub fn calls(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for call in all(db, whose)?.calls {
        sheet.row(&[
            whose.at(call.started_at),
            whose.maybe_at(call.answered_at),
            whose.maybe_at(call.ended_at),
            code(&call.outcome),
            maybe_counted(call.waited_s),
            maybe_counted(call.ticket.map(|number| number.0)),
            call.first_contact.map_or_else(Cell::none, yes),
        ]);
    }
    Ok(())
}

pub fn call_days(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for day in all(db, whose)?.days.into_values() {
        sheet.row(&[
            day.day.to_string().into(),
            counted(day.offered),
            counted(day.answered),
            counted(day.answered_in_time),
            counted(day.abandoned),
            maybe_counted(day.first_contact),
        ]);
    }
    Ok(())
}
