//! Quarters and years as people write them.

use chrono::{Datelike as _, NaiveDate};

use super::words;
use crate::domain::date::clipped;
use crate::domain::instant::Month;
use crate::domain::span::Span;

/// The text is no quarter, or no year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSpan {
    /// No quarter.
    #[error("`{0}` is no quarter; write `2026-Q2`, `2026-T2`, `last` or `this`")]
    Quarter(String),
    /// No year.
    #[error("`{0}` is no year; write `2026`, `last` or `this`")]
    Year(String),
}

/// Reads a quarter: `2026-Q2`, `2026-T2`, `T2 2026`, `last`, `this`.
///
/// # Errors
/// [`BadSpan`] names the text.
pub fn quarter(text: &str, today: NaiveDate) -> Result<Span, BadSpan> {
    let bad = || BadSpan::Quarter(clipped(text));
    let this = Month::of(today.with_day(1).and_then(|d| d.with_month0(today.month0() / 3 * 3)).ok_or_else(bad)?);
    match words(text).as_str() {
        "this" | "this quarter" | "ce" | "ce trimestre" => return Ok(Span::quarter(this)),
        "last" | "last quarter" | "dernier" | "trimestre dernier" | "previous" | "precedent" => {
            return Ok(Span::quarter(this.previous().previous().previous()));
        }
        _ => {}
    }
    let plain = text.trim().to_uppercase();
    let (one, other) = plain.split_once(['-', ' ']).ok_or_else(bad)?;
    let (year, number) = if one.starts_with(['Q', 'T']) { (other, one) } else { (one, other) };
    let number: u32 = number.strip_prefix(['Q', 'T']).and_then(|n| n.parse().ok()).ok_or_else(bad)?;
    if !(1..=4).contains(&number) {
        return Err(bad());
    }
    let first: Month = format!("{year}-{:02}", number * 3 - 2).parse().map_err(|_| bad())?;
    Ok(Span::quarter(first))
}

/// Reads a year: `2026`, `last`, `this`.
///
/// # Errors
/// [`BadSpan`] names the text.
pub fn year(text: &str, today: NaiveDate) -> Result<Span, BadSpan> {
    let year = match words(text).as_str() {
        "this" | "this year" | "cette" | "cette annee" => format!("{:04}", today.year()),
        "last" | "last year" | "derniere" | "annee derniere" | "previous" => format!("{:04}", today.year() - 1),
        _ => text.trim().to_owned(),
    };
    let first: Month = format!("{year}-01").parse().map_err(|_| BadSpan::Year(clipped(text)))?;
    Ok(Span::year(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_and_years_are_read_in_both_languages() {
        let today = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        for (text, name) in [
            ("2026-Q2", "2026-Q2"),
            ("2026-t3", "2026-Q3"),
            ("T4 2025", "2025-Q4"),
            ("last", "2025-Q4"),
            ("ce trimestre", "2026-Q1"),
        ] {
            assert_eq!(quarter(text, today).map(|s| s.to_string()), Ok(name.to_owned()), "{text}");
        }
        for (text, name) in [("2026", "2026"), ("last", "2025"), ("cette année", "2026")] {
            assert_eq!(year(text, today).map(|s| s.to_string()), Ok(name.to_owned()), "{text}");
        }
        for bad in ["", "2026-Q5", "2026-Q0", "Q2", "2026-06", "26-Q1"] {
            assert!(quarter(bad, today).is_err(), "{bad}");
        }
        for bad in ["", "26", "2026-01", "year"] {
            assert!(year(bad, today).is_err(), "{bad}");
        }
    }
}
