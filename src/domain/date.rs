//! Civil dates as people and other programs write them.

use chrono::{Datelike, NaiveDate};

/// The last year that infog knows: of the next one no zone can tell every instant.
pub const LAST_YEAR: i32 = 9998;

/// The text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadDate {
    /// Well written, but the calendar has no such day.
    #[error("`{0}` does not exist in the calendar")]
    NoSuchDay(String),
    /// Before year 1 or after 9998.
    #[error("`{0}` lies outside the years 0001 to 9998")]
    Year(String),
    /// Anything else.
    #[error("`{0}` is no date; write `2026-01-13` or `13/01/2026`")]
    Form(String),
}

/// Reads `2026-01-13`, `13/01/2026`, `13-01-2026` or `13.01.2026`; a midnight or other time of day after it (as exports
/// write it) is dropped. Day before month, always: a French reader.
///
/// # Errors
/// [`BadDate`] names the text.
///
/// ```
/// let date = infog::domain::date::parse("31/12/2026").unwrap();
/// assert_eq!(date.to_string(), "2026-12-31");
/// assert!(infog::domain::date::parse("31/02/2026").is_err());
/// ```
pub fn parse(text: &str) -> Result<NaiveDate, BadDate> {
    let text = text.trim();
    let form = || BadDate::Form(clipped(text));
    let (year, month, day) = parts(without_time(text).ok_or_else(form)?).ok_or_else(form)?;
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| BadDate::NoSuchDay(clipped(text)))?;
    if (1..=LAST_YEAR).contains(&date.year()) { Ok(date) } else { Err(BadDate::Year(clipped(text))) }
}

/// `2026-01-13 00:00:00` → `2026-01-13`; `None` where what follows is no time of day.
fn without_time(text: &str) -> Option<&str> {
    let Some((date, time)) = text.split_once([' ', 'T']) else { return Some(text) };
    let time = time.trim().trim_end_matches('Z');
    let fields: Vec<&str> = time.split(':').collect();
    let sound = (2..=3).contains(&fields.len())
        && fields.iter().zip([24, 60, 61]).all(|(f, below)| f.len() == 2 && number(f).is_some_and(|n| n < below));
    sound.then_some(date)
}

fn parts(text: &str) -> Option<(i32, u32, u32)> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !['-', '/', '.'].contains(&separator) {
        return None;
    }
    let mut fields = text.split(separator);
    let (a, b, c) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() {
        return None;
    }
    match (a.len(), b.len(), c.len()) {
        (4, 2, 2) if separator != '.' => Some((year(a)?, number(b)?, number(c)?)),
        (1..=2, 1..=2, 4) => Some((year(c)?, number(b)?, number(a)?)),
        _ => None,
    }
}

fn year(text: &str) -> Option<i32> {
    number(text).and_then(|n| i32::try_from(n).ok())
}

fn number(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A value short enough for a message, on one line: what would break or bend it is written as `\n`.
#[must_use]
pub fn clipped(text: &str) -> String {
    const SHOWN: usize = 80;
    let mut shown = String::new();
    for c in text.chars().take(SHOWN) {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_and_french_dates_are_read() {
        for (text, want) in [
            ("2026-01-13", "2026-01-13"),
            ("13/01/2026", "2026-01-13"),
            ("13-01-2026", "2026-01-13"),
            ("13.01.2026", "2026-01-13"),
            ("1/2/2026", "2026-02-01"),
            ("2026/01/13", "2026-01-13"),
            (" 05-10-2026 11:40 ", "2026-10-05"),
            ("2024-03-12 00:00:00", "2024-03-12"),
            ("2024-03-12T00:00:00Z", "2024-03-12"),
            ("29/02/2028", "2028-02-29"),
        ] {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Ok(want), "{text}");
        }
    }

    #[test]
    fn what_the_calendar_lacks_is_told_from_what_is_no_date() {
        assert_eq!(parse("31/02/2026"), Err(BadDate::NoSuchDay("31/02/2026".into())));
        assert_eq!(parse("2026-13-01"), Err(BadDate::NoSuchDay("2026-13-01".into())));
        assert_eq!(parse("9999-01-01"), Err(BadDate::Year("9999-01-01".into())));
        assert_eq!(parse("0000-01-01"), Err(BadDate::Year("0000-01-01".into())));
        for bad in [
            "",
            "hier",
            "1/2/26",
            "2026-1-3",
            "2026-01-13 soir",
            "13/01-2026",
            "1/2/3/2026",
            "٣/٤/2026",
            "2026-01-13 25:00",
        ] {
            assert_eq!(parse(bad), Err(BadDate::Form(bad.into())), "{bad}");
        }
    }
}
