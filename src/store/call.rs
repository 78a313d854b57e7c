//! Calls to the desk. All of them are in the log: one event holds the calls of a client and a month (UTC) that one
//! command brought.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};

use super::db::{Db, DbErr, Kind, R};
use super::event::{self, Draft, Recorded, Stamp, Subject};
use super::undo::standing;
use crate::domain::call::{Call, DayTotals};
use crate::domain::id::ClientCode;
use crate::domain::instant::{Instant, Month};

/// So many calls stand in one event; more make another.
const IN_ONE_EVENT: usize = 5_000;

#[derive(Default, Serialize, Deserialize)]
struct Held {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    calls: Vec<Call>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    days: Vec<DayTotals>,
}

/// Calls and totals of a client; of a day that came twice, what came last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calls {
    /// One by one, in the order in which they were recorded.
    pub calls: Vec<Call>,
    /// Totals by day.
    pub days: BTreeMap<NaiveDate, DayTotals>,
}

/// Records calls and totals of a client.
///
/// # Errors
/// [`DbErr`].
pub fn add(db: &mut dyn Db, client: &ClientCode, calls: &[Call], days: &[DayTotals], stamp: &Stamp) -> R<()> {
    let mut months: BTreeMap<Month, Held> = BTreeMap::new();
    for call in calls {
        months.entry(month_of(call.started_at)?).or_default().calls.push(call.clone());
    }
    for day in days {
        months.entry(Month::of(day.day)).or_default().days.push(day.clone());
    }
    for (month, mut held) in months {
        let first = held.calls.len().min(IN_ONE_EVENT);
        let rest = held.calls.split_off(first);
        append(db, client, month, &held, stamp)?;
        for calls in rest.chunks(IN_ONE_EVENT) {
            append(db, client, month, &Held { calls: calls.to_vec(), days: Vec::new() }, stamp)?;
        }
    }
    Ok(())
}

fn month_of(at: Instant) -> R<Month> {
    let utc =
        DateTime::from_timestamp(at.0, 0).ok_or_else(|| DbErr::new(Kind::Other, "a call outside the calendar"))?;
    Ok(Month::of(utc.date_naive()))
}

fn append(db: &mut dyn Db, client: &ClientCode, month: Month, held: &Held, stamp: &Stamp) -> R<()> {
    let data =
        serde_json::to_string(held).map_err(|e| DbErr::new(Kind::Other, format!("calls cannot be written: {e}")))?;
    let (key, arg) = (client.key(), month.to_string());
    let draft = Draft {
        stamp,
        subject: Subject::Call,
        key: &key,
        kind: "imported",
        arg: &arg,
        data: Some(&data),
        beside: None,
        digest: None,
    };
    event::append(db, &draft).map(drop)
}

/// The calls of a client that may have begun in `[from, to)`, and the totals of its days: a little more than was asked,
/// for months are kept whole.
///
/// # Errors
/// [`DbErr`].
pub fn of_client(db: &mut dyn Db, client: &ClientCode, from: Instant, to: Instant) -> R<Calls> {
    // A day of the client's zone may lie in the month before or after in UTC.
    let (first, last) = (month_of(from.plus_s(-86_400))?.to_string(), month_of(to.plus_s(86_400))?.to_string());
    let mut calls = Calls::default();
    for event in standing(event::history(db, Subject::Call, &client.key())?)? {
        if event.kind == "imported" && (first.as_str()..=last.as_str()).contains(&event.arg.as_str()) {
            let held = read(&event)?;
            calls.calls.extend(held.calls);
            calls.days.extend(held.days.into_iter().map(|day| (day.day, day)));
        }
    }
    Ok(calls)
}

fn read(event: &Recorded) -> R<Held> {
    let data = event.data.as_deref().unwrap_or_default();
    serde_json::from_str(data).map_err(|e| DbErr::damaged(format!("event {}: {e}", event.id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::call::Outcome;
    use crate::store::testing::{Bench, stamp};

    fn call(at: i64) -> Call {
        Call {
            started_at: Instant(at),
            answered_at: None,
            ended_at: None,
            outcome: Outcome::Abandoned,
            waited_s: Some(3),
            ticket: None,
            first_contact: None,
        }
    }

    #[test]
    fn calls_are_kept_by_month_and_totals_of_a_day_replace_those_before() {
        let mut bench = Bench::new();
        let client: ClientCode = "ried".parse().unwrap();
        let june = 1_780_300_800; // 2026-06-01 08:00 UTC
        let day = |offered| DayTotals {
            day: NaiveDate::from_ymd_opt(2026, 6, 2).unwrap(),
            offered,
            answered: offered,
            answered_in_time: 0,
            abandoned: 0,
            first_contact: None,
        };
        bench.write(|db| add(db, &client, &[call(june), call(june - 60 * 86_400)], &[day(3)], &stamp()));
        bench.write(|db| add(db, &client, &[], &[day(4)], &stamp()));
        let found = bench.read(|db| of_client(db, &client, Instant(june), Instant(june + 86_400)));
        assert_eq!(found.calls, [call(june)]);
        assert_eq!(found.days.into_values().map(|d| d.offered).collect::<Vec<_>>(), [4]);
    }
}
