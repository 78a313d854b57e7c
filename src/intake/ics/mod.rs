//! An iCalendar file (RFC 5545), as far as days off need it: events with their dates, zones, repeats, exceptions.
//!
//! ```
//! use chrono::NaiveDate;
//! use infog::domain::calendar::Zone;
//! let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20270103\n\
//!             SUMMARY:Congés de Noël\nEND:VEVENT\nEND:VCALENDAR\n";
//! let last = NaiveDate::from_ymd_opt(2027, 12, 31).unwrap();
//! let file = infog::intake::ics::read("noel.ics", text, &Zone::utc(), last).unwrap();
//! assert_eq!(file.days_off[0].from.to_string(), "2026-12-24");
//! assert_eq!(file.days_off[0].to.to_string(), "2027-01-02");
//! ```

mod event;
mod lines;
mod repeat;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveDateTime};

use event::{Event, Span};
use lines::{Line, component_lines};

use super::refusal::{Fault, IntakeError};
use crate::domain::calendar::Zone;

/// More events in one file are no calendar of closures.
const MOST_EVENTS: usize = 10_000;
/// More days off are none.
const MOST_DAYS_OFF: usize = 10_000;

/// Whole days off that a file names, both ends included.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct DayOff {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// It comes every year on the same dates, without end.
    pub yearly: bool,
    /// What the file calls it.
    pub reason: String,
}

/// An event that is no day off, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// The line on which it begins, 1 the first.
    pub line: usize,
    /// What the file calls it.
    pub summary: String,
    /// Why.
    pub why: Why,
}

/// Why an event is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It was cancelled.
    Cancelled,
    /// It covers no whole day in the zone of the calendar.
    PartOfDay,
    /// Nothing of it lies before the last day that was asked for.
    Later,
}

/// What a file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IcsFile {
    /// Days off, by date.
    pub days_off: Vec<DayOff>,
    /// What is none, in the order of the file.
    pub left_out: Vec<LeftOut>,
}

/// What is wrong with a file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadIcs {
    /// It is none.
    #[error("this is no iCalendar file: it does not begin with `BEGIN:VCALENDAR`")]
    NoCalendar,
    /// A component is not closed, or another one is.
    #[error("line {line}: `{found}` stands where `END:{wanted}` was to come")]
    Unclosed {
        /// Where.
        line: usize,
        /// What stands there.
        found: String,
        /// What was to come.
        wanted: String,
    },
    /// A line has no colon.
    #[error("line {line}: `{text}` is no property: it has no colon")]
    NoProperty {
        /// Where.
        line: usize,
        /// The text.
        text: String,
    },
    /// A value cannot be read.
    #[error("line {line}: `{value}` is no {what}")]
    Value {
        /// Where.
        line: usize,
        /// The value.
        value: String,
        /// What it was to be.
        what: &'static str,
    },
    /// Two values contradict each other.
    #[error("line {line}: the event `{summary}` ends before it begins")]
    Backwards {
        /// Where it begins.
        line: usize,
        /// Which.
        summary: String,
    },
    /// It has no beginning.
    #[error("line {line}: the event has no `DTSTART`")]
    NoStart {
        /// Where it begins.
        line: usize,
    },
    /// A repeat of a kind that is not read.
    #[error("line {line}: the repeat `{value}` is not understood: {why}")]
    Repeat {
        /// Where.
        line: usize,
        /// The rule.
        value: String,
        /// What is not understood.
        why: String,
    },
    /// Too much.
    #[error("line {line}: more than {allowed} {what}")]
    Many {
        /// Where.
        line: usize,
        /// How many may be.
        allowed: usize,
        /// Of what.
        what: &'static str,
    },
}

/// Reads the events of the file `name` as whole days in `zone`, repeats up to `last`.
///
/// A time without a zone is one of `zone`. An event that is changed or cancelled for one of its dates
/// (`RECURRENCE-ID`) is so for that date alone.
///
/// # Errors
/// [`IntakeError`]: no iCalendar file, a value that cannot be read, a repeat of a kind that is not read; each with its
/// line.
pub fn read(name: &str, text: &str, zone: &Zone, last: NaiveDate) -> Result<IcsFile, IntakeError> {
    found(text, zone, last).map_err(|bad| Fault::Ics(bad).of(name))
}

fn found(text: &str, zone: &Zone, last: NaiveDate) -> Result<IcsFile, BadIcs> {
    let lines = lines::unfolded(text)?;
    let mut events = Vec::new();
    for component in component_lines(&lines, "VEVENT")? {
        if events.len() >= MOST_EVENTS {
            return Err(BadIcs::Many { line: component.line, allowed: MOST_EVENTS, what: "events" });
        }
        events.push(Event::read(component.line, component.lines, zone)?);
    }
    let mut file = IcsFile::default();
    let mut instead: BTreeMap<(String, NaiveDateTime), &Event> = BTreeMap::new();
    for event in events.iter().filter(|event| !event.uid.is_empty()) {
        if let Some(replaced) = event.replaces {
            instead.insert((event.uid.clone(), replaced), event);
        }
    }
    for event in &events {
        take(&mut file, event, &instead, last)?;
    }
    file.days_off.sort();
    file.days_off.dedup();
    Ok(file)
}

fn take(
    file: &mut IcsFile,
    event: &Event,
    instead: &BTreeMap<(String, NaiveDateTime), &Event>,
    last: NaiveDate,
) -> Result<(), BadIcs> {
    let out = |why| LeftOut { line: event.line, summary: event.summary.clone(), why };
    if event.cancelled {
        file.left_out.push(out(Why::Cancelled));
        return Ok(());
    }
    let Some(days) = event.span.days() else {
        file.left_out.push(out(Why::PartOfDay));
        return Ok(());
    };
    let replaced = |start: NaiveDateTime| instead.contains_key(&(event.uid.clone(), start));
    let touched = instead.keys().any(|(uid, _)| *uid == event.uid) && event.replaces.is_none();
    if event.is_plain_yearly() && !touched && event.except.is_empty() {
        file.days_off.push(DayOff { from: days.0, to: days.1, yearly: true, reason: event.reason() });
        return Ok(());
    }
    let mut any = false;
    for start in event.starts(last)? {
        if event.except.contains(&start) || (event.replaces.is_none() && replaced(start)) {
            continue;
        }
        let Some((from, to)) = event.span.starting(start).and_then(|span| span.days()) else { continue };
        if from > last {
            continue;
        }
        any = true;
        if file.days_off.len() >= MOST_DAYS_OFF {
            return Err(BadIcs::Many { line: event.line, allowed: MOST_DAYS_OFF, what: "days off" });
        }
        file.days_off.push(DayOff { from, to, yearly: false, reason: event.reason() });
    }
    if !any {
        file.left_out.push(out(Why::Later));
    }
    Ok(())
}

/// The days that lie wholly between two local times; none where there is none.
fn whole_days(from: NaiveDateTime, to: NaiveDateTime) -> Option<(NaiveDate, NaiveDate)> {
    let midnight = chrono::NaiveTime::MIN;
    let first = if from.time() == midnight { from.date() } else { from.date().checked_add_days(Days::new(1))? };
    let last = to.date().checked_sub_days(Days::new(1))?;
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests;
