//! Dates and lengths as the exports write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::calendar::Zone;
use crate::domain::calendar::zone::Local;
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::instant::Instant;

/// A length beyond 100 years is a slip of the hand.
const LONGEST_S: i64 = 100 * 366 * 86_400;

/// A date with its time, as a cell has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// As clocks showed it; to the minute where the cell has no seconds.
    Local {
        /// The reading.
        at: NaiveDateTime,
        /// Whether the cell has seconds.
        to_the_second: bool,
    },
    /// With its offset.
    Exact(Instant),
}

impl Moment {
    /// Reads `05-10-2026 08:17`, `05/10/2026 07:12:33`, `2026-10-05 09:02`, or RFC 3339; day before month.
    ///
    /// # Errors
    /// The sentence of the refusal.
    pub fn parse(cell: &str) -> Result<Self, String> {
        if let Ok(exact) = DateTime::parse_from_rfc3339(cell) {
            return Ok(Self::Exact(Instant(exact.timestamp())));
        }
        let shown = clipped(cell);
        let unread = || format!("`{shown}` is no date and time; write `2026-10-05 08:17` or `05/10/2026 08:17`");
        let (day, time) = cell.split_once([' ', 'T']).ok_or_else(|| match date(cell) {
            Some(_) => format!("`{shown}` has no time of day; export the column with its time"),
            None => unread(),
        })?;
        let parts = date(day).ok_or_else(unread)?;
        let day = NaiveDate::from_ymd_opt(parts.0, parts.1, parts.2)
            .ok_or_else(|| format!("`{shown}` does not exist in the calendar (day before month)"))?;
        let time = time.trim();
        let to_the_second = time.matches(':').count() == 2;
        let pattern = if to_the_second { "%H:%M:%S" } else { "%H:%M" };
        let time = NaiveTime::parse_from_str(time, pattern).map_err(|_| unread())?;
        Ok(Self::Local { at: day.and_time(time), to_the_second })
    }

    /// The instant that it is in `zone`.
    ///
    /// # Errors
    /// A clock change hides the hour or shows it twice: both instants are offered.
    pub fn in_zone(self, zone: &Zone) -> Result<Instant, String> {
        let at = match self {
            Self::Exact(instant) => return Ok(instant),
            Self::Local { at, .. } => at,
        };
        match zone.resolve(at) {
            Local::One(instant) => Ok(instant),
            Local::Gap { before_s, after_s, .. } => {
                let counted = |offset: i32| zone.rfc3339(Instant(at.and_utc().timestamp() - i64::from(offset)));
                let (later, sooner) = (counted(before_s), counted(after_s));
                Err(format!("`{at}` does not exist in {zone}: a clock change skips it; write `{later}` or `{sooner}`"))
            }
            Local::Fold { first, second, .. } => {
                let (first, second) = (zone.rfc3339(first), zone.rfc3339(second));
                Err(format!("`{at}` comes twice in {zone}: a clock change repeats it; write `{first}` or `{second}`"))
            }
        }
    }

    /// How far the truth may lie behind it, in seconds.
    #[must_use]
    pub const fn slack_s(self) -> i64 {
        match self {
            Self::Local { to_the_second: false, .. } => 60,
            Self::Local { .. } | Self::Exact(_) => 1,
        }
    }
}

/// Year, month and day; whether there is such a day is not asked.
fn date(text: &str) -> Option<(i32, u32, u32)> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        let sound = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| part.parse::<u32>().ok()).flatten()
    };
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let year = i32::try_from(number(year, 4..=4)?).ok()?;
    Some((year, number(month, 1..=2)?, number(day, 1..=2)?))
}

const UNITS: [(i64, &[&str]); 5] = [
    (1, &["seconde", "secondes", "second", "seconds", "s"]),
    (60, &["minute", "minutes", "min", "mn"]),
    (3_600, &["heure", "heures", "hour", "hours", "h"]),
    (86_400, &["jour", "jours", "day", "days", "j", "d"]),
    (604_800, &["semaine", "semaines", "week", "weeks"]),
];

/// Reads `2 heures 41 minutes 0 secondes`, or a bare number of `unit_s` seconds.
///
/// # Errors
/// The sentence of the refusal.
pub fn length(cell: &str, unit_s: i64) -> Result<i64, String> {
    let unread = || {
        let shown = clipped(cell);
        format!("`{shown}` is no length of time; write `2 hours 41 minutes` or a whole number")
    };
    let bare = cell.trim().trim_end_matches(".0");
    let read = match bare.parse::<i64>() {
        Ok(number) => number.checked_mul(unit_s),
        Err(_) => in_words(cell),
    };
    read.filter(|seconds| (0..=LONGEST_S).contains(seconds)).ok_or_else(unread)
}

fn in_words(cell: &str) -> Option<i64> {
    if cell.contains('-') {
        return None;
    }
    let said = words(cell);
    let said: Vec<&str> = said.split(' ').collect();
    let mut total = 0_i64;
    for pair in said.chunks(2) {
        let [number, unit] = pair else { return None };
        let (seconds, _) = UNITS.iter().find(|(_, names)| names.contains(unit))?;
        total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(*seconds)?)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paris(cell: &str) -> Result<String, String> {
        let zone = Zone::named("Europe/Paris").unwrap();
        Moment::parse(cell)?.in_zone(&zone).map(|at| zone.rfc3339(at))
    }

    #[test]
    fn every_way_of_writing_a_date_is_read() {
        for (cell, want) in [
            ("05-10-2026 08:17", "2026-10-05T08:17:00+02:00"),
            ("05/10/2026 07:12:33", "2026-10-05T07:12:33+02:00"),
            ("2026-10-05 09:02", "2026-10-05T09:02:00+02:00"),
            ("2026-10-05T09:02:00Z", "2026-10-05T11:02:00+02:00"),
            ("5.1.2026 09:02", "2026-01-05T09:02:00+01:00"),
        ] {
            assert_eq!(paris(cell).as_deref(), Ok(want));
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (cell, why) in [
            ("hier", "is no date and time"),
            ("05-10-2026", "has no time of day"),
            ("31-02-2026 08:00", "does not exist in the calendar"),
            ("10-13-2026 08:00", "does not exist in the calendar (day before month)"),
            ("05-10-26 08:00", "is no date and time"),
            ("05-10-2026 25:00", "is no date and time"),
            ("29-03-2026 02:30", "a clock change skips it"),
            ("25-10-2026 02:30", "comes twice"),
        ] {
            assert!(paris(cell).unwrap_err().contains(why), "{cell}: {:?}", paris(cell));
        }
    }

    #[test]
    fn lengths_are_words_or_a_number() {
        for (cell, unit_s, want) in [
            ("2 heures 41 minutes 0 secondes", 1, 9_660),
            ("1 jour 6 heures 45 minutes 0 secondes", 1, 110_700),
            ("1 day 2 hours", 1, 93_600),
            ("0 secondes", 1, 0),
            ("13811", 1, 13_811),
            ("89", 60, 5_340),
            ("89.0", 60, 5_340),
        ] {
            assert_eq!(length(cell, unit_s), Ok(want), "{cell}");
        }
        for cell in ["", "deux heures", "2 lunes", "-5", "-5 minutes", "99999999999999999999", "3 heures 2"] {
            assert!(length(cell, 1).is_err(), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_ends_in_a_moment_or_a_sentence(cell in "[0-9:/ T.-]{0,20}|\\PC{0,20}") {
            let _ = paris(&cell);
            let _ = length(&cell, 60);
        }
    }
}
