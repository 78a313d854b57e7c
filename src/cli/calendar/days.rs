//! The first and the last day that somebody asks for.

use chrono::{Datelike as _, NaiveDate};

use crate::cli::failure::Failure;
use crate::domain::calendar::time_off::is_too_long;
use crate::domain::date::{BadDate, LAST_YEAR};

/// From `first` on where no day is given, to the end of the year so many years ahead of the later of both.
pub(super) fn days_asked(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    first: NaiveDate,
    years_ahead: i32,
) -> Result<(NaiveDate, NaiveDate), Failure> {
    for (option, day) in [("--from", from), ("--to", to)] {
        if let Some(day) = day.filter(|day| !(1..=LAST_YEAR).contains(&day.year())) {
            let sentence = format!("`{option}`: {}", BadDate::Year(day.to_string()));
            return Err(Failure::usage(sentence).hinted("write a day of our time, `2026-01-31`"));
        }
    }
    let from = from.unwrap_or(first);
    let year = first.year().max(from.year()).saturating_add(years_ahead).min(LAST_YEAR);
    let to = to.or_else(|| NaiveDate::from_ymd_opt(year, 12, 31)).unwrap_or(from);
    if to < from {
        return Err(Failure::usage(format!("the last day {to} lies before the first, {from}"))
            .hinted(format!("without `--from` the first day is {first}; swap the two or leave one out")));
    }
    if is_too_long(from, to) {
        return Err(Failure::usage(format!("from {from} to {to} is more than 20 years"))
            .hinted("give an earlier `--to`; what lies further ahead can be asked for later"));
    }
    Ok((from, to))
}
