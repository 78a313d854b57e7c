//! Values of properties: dates, readings of a clock, durations, texts (RFC 5545, 3.3).

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::lines::Line;
use crate::domain::calendar::Zone;
use crate::domain::date::{LAST_YEAR, clipped};
use crate::domain::instant::Instant;
use crate::domain::text::{LONGEST_LINE, is_unsafe};

/// When something begins, ends or is left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Moment {
    /// A civil date.
    Date(NaiveDate),
    /// What clocks show in a zone.
    Clock(NaiveDateTime, Zone),
}

impl Moment {
    /// Its date, as it is written.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        match self {
            Self::Date(date) => *date,
            Self::Clock(reading, _) => reading.date(),
        }
    }

    /// Its reading; a date begins at midnight.
    #[must_use]
    pub fn reading(&self) -> NaiveDateTime {
        match self {
            Self::Date(date) => date.and_time(NaiveTime::MIN),
            Self::Clock(reading, _) => *reading,
        }
    }

    /// The same moment for `other`'s kind of value: a date where that is one, else read in the same zone.
    #[must_use]
    pub fn as_read_by(&self, other: &Self) -> NaiveDateTime {
        match (self, other) {
            (Self::Clock(reading, zone), Self::Clock(_, own)) if zone != own => own.local(zone.edge(*reading)),
            _ => self.reading(),
        }
    }

    /// The same moment as the kind of value that an event beginning at `start` has: of a time, the date that clocks of
    /// `home` show then; of a date, the hour at which the event begins.
    #[must_use]
    pub fn like(self, start: &Self, home: &Zone) -> Self {
        match (self, start) {
            (Self::Clock(reading, zone), Self::Date(_)) => Self::Date(home.date(zone.edge(reading))),
            (Self::Date(date), Self::Clock(begins, zone)) => Self::Clock(date.and_time(begins.time()), zone.clone()),
            (moment, _) => moment,
        }
    }

    /// When it is; a date begins at midnight in `home`.
    #[must_use]
    pub fn instant(&self, home: &Zone) -> Instant {
        match self {
            Self::Date(date) => home.start_of_day(*date),
            Self::Clock(reading, zone) => zone.edge(*reading),
        }
    }
}

/// The only moment of a line; a reading without a zone is one of `home`.
pub fn moment(line: &Line<'_>, home: &Zone) -> Result<Moment, String> {
    read(line, &line.value, home)
}

/// Every moment of a line, `RDATE:20260803,20260810`.
pub fn moments(line: &Line<'_>, home: &Zone) -> Result<Vec<Moment>, String> {
    line.value.split(',').map(|one| read(line, one, home)).collect()
}

fn read(line: &Line<'_>, text: &str, home: &Zone) -> Result<Moment, String> {
    let name = &line.name;
    let kind = line.parameter("VALUE").map(str::to_ascii_uppercase);
    let is_date = match kind.as_deref() {
        Some("DATE") => true,
        Some("DATE-TIME") => false,
        None => !text.contains(['T', 't']),
        Some(other) => return Err(format!("`{name}` with `VALUE={}` is not understood", clipped(other))),
    };
    if is_date {
        return date(text).map(Moment::Date).ok_or_else(|| no_moment(name, text, "date", "20260803"));
    }
    let (reading, utc) = match text.strip_suffix(['Z', 'z']) {
        Some(reading) => (reading, true),
        None => (text, false),
    };
    let reading = clock(reading).ok_or_else(|| no_moment(name, text, "date and time", "20260803T080000"))?;
    let zone = match line.parameter("TZID") {
        _ if utc => Zone::utc(),
        Some(id) => zone(id)?,
        None => home.clone(),
    };
    Ok(Moment::Clock(reading, zone))
}

fn no_moment(name: &str, text: &str, what: &str, example: &str) -> String {
    format!("`{name}` holds `{}`, which is no {what} like `{example}` of the years 1 to {LAST_YEAR}", clipped(text))
}

/// `20260803`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let digits = |from: usize, to: usize| number(text.get(from..to)?);
    if text.len() != 8 {
        return None;
    }
    let year = i32::try_from(digits(0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, digits(4, 6)?, digits(6, 8)?)?;
    (1..=LAST_YEAR).contains(&date.year()).then_some(date)
}

/// `20260803T080000`; a leap second is the one before it.
pub(super) fn clock(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once(['T', 't'])?;
    let digits = |from: usize, to: usize| number(time.get(from..to)?);
    if time.len() != 6 {
        return None;
    }
    let time = NaiveTime::from_hms_opt(digits(0, 2)?, digits(2, 4)?, digits(4, 6)?.min(59))?;
    Some(date(day)?.and_time(time))
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Names that Outlook gives to the zones of the French territories and their neighbours (Unicode CLDR, windowsZones).
const OUTLOOK: [(&str, &str); 12] = [
    ("Romance Standard Time", "Europe/Paris"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("GMT Standard Time", "Europe/London"),
    ("SA Western Standard Time", "America/Guadeloupe"),
    ("SA Eastern Standard Time", "America/Cayenne"),
    ("Mauritius Standard Time", "Indian/Reunion"),
    ("E. Africa Standard Time", "Indian/Mayotte"),
    ("Saint Pierre Standard Time", "America/Miquelon"),
    ("Central Pacific Standard Time", "Pacific/Noumea"),
    ("Hawaiian Standard Time", "Pacific/Tahiti"),
];

/// The zone of a `TZID`: its IANA name, alone or at the end of a path, or Outlook's.
fn zone(id: &str) -> Result<Zone, String> {
    let id = id.trim();
    let outlook = OUTLOOK.iter().find(|(name, _)| name.eq_ignore_ascii_case(id)).map(|(_, iana)| *iana);
    let mut names = vec![outlook.unwrap_or(id)];
    if id.starts_with('/') {
        // "/freeassociation.sourceforge.net/Europe/Paris"
        names.extend(id.match_indices('/').filter_map(|(at, _)| id.get(at + 1..)));
    }
    match names.iter().find_map(|name| Zone::named(name).ok()) {
        Some(zone) => Ok(zone),
        None => Err(Zone::named(id).err().map_or_else(String::new, |unknown| unknown.to_string())),
    }
}

/// Days as clocks count them, and exact seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Length {
    /// Days.
    pub days: i64,
    /// Seconds beside them.
    pub seconds: i64,
}

/// `P2W`, `P5D`, `PT8H30M`, `P1DT12H`: never backwards.
pub fn duration(text: &str) -> Result<Length, String> {
    let wrong = || format!("`DURATION` holds `{}`, which is no duration like `P5D` or `PT8H30M`", clipped(text));
    let rest = text.strip_prefix('+').unwrap_or(text).strip_prefix('P').ok_or_else(wrong)?;
    let (days, times) = rest.split_once('T').map_or((rest, None), |(days, times)| (days, Some(times)));
    let days = amounts(days, &[('W', 7), ('D', 1)]).ok_or_else(wrong)?;
    let seconds = times.map(|times| amounts(times, &[('H', 3600), ('M', 60), ('S', 1)])).unwrap_or(Some(None));
    let seconds = seconds.ok_or_else(wrong)?;
    if days.is_none() && seconds.is_none() || times.is_some_and(str::is_empty) {
        return Err(wrong());
    }
    Ok(Length { days: days.unwrap_or(0), seconds: seconds.unwrap_or(0) })
}

/// The sum of numbers with their units, in the order of `units`; nothing where the text is empty.
fn amounts(text: &str, units: &[(char, i64)]) -> Option<Option<i64>> {
    const MOST: i64 = 1_000_000_000;
    let (mut rest, mut units, mut sum) = (text, units.iter(), None);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (digits, unit) = (rest.get(..end)?, rest.get(end..)?.chars().next()?);
        let (_, weight) = units.find(|(known, _)| *known == unit)?;
        let amount = digits.parse::<i64>().ok()?.checked_mul(*weight)?;
        sum = Some(sum.unwrap_or(0_i64).checked_add(amount).filter(|sum| *sum <= MOST)?);
        rest = rest.get(end + 1..)?;
    }
    Some(sum)
}

impl Length {
    /// What clocks show that long after `start`.
    pub fn after(self, start: &Moment) -> Option<NaiveDateTime> {
        let later = start.reading().checked_add_signed(TimeDelta::try_days(self.days)?)?;
        match start {
            Moment::Date(_) => (self.seconds == 0).then_some(later),
            Moment::Clock(_, zone) => Some(zone.local(zone.edge(later).plus_s(self.seconds))),
        }
    }
}

/// A text on one line, escapes undone, cut where nobody would read on.
pub fn text(line: &Line<'_>) -> Result<String, String> {
    let mut out = String::new();
    let mut chars = line.value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push(' '),
                Some(c @ ('\\' | ';' | ',')) => out.push(c),
                Some(c) => out.extend(['\\', c]),
                None => out.push('\\'),
            },
            c if is_unsafe(c) => {
                return Err(format!("`{}` holds U+{:04X}, which acts on a terminal", line.name, u32::from(c)));
            }
            c => out.push(c),
        }
    }
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_LINE - 1) {
        Some((at, c)) if at + c.len_utf8() < words.len() => Ok(format!("{}…", words.get(..at).unwrap_or_default())),
        _ => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::Lines;
    use super::*;

    fn line(text: &str) -> Line<'_> {
        Lines::new(text).next().and_then(Result::ok).unwrap()
    }

    fn read(text: &str) -> Result<Moment, String> {
        moment(&line(text), &Zone::named("Europe/Paris").unwrap())
    }

    #[test]
    fn dates_and_readings_in_their_zones_are_told_apart() {
        assert!(matches!(read("DTSTART;VALUE=DATE:20260803"), Ok(Moment::Date(_))));
        assert!(matches!(read("DTSTART:20260803"), Ok(Moment::Date(_))));
        let zone = |text: &str| match read(text) {
            Ok(Moment::Clock(_, zone)) => zone.name().to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(zone("DTSTART:20260803T080000"), "Europe/Paris");
        assert_eq!(zone("DTSTART:20260803T080000Z"), "UTC");
        assert_eq!(zone("DTSTART;TZID=Indian/Reunion:20260803T080000"), "Indian/Reunion");
        assert_eq!(zone("DTSTART;TZID=\"Romance Standard Time\":20260803T080000"), "Europe/Paris");
        assert_eq!(zone("DTSTART;TZID=/example.org/20260101/Europe/Berlin:20260803T080000"), "Europe/Berlin");
    }

    #[test]
    fn what_is_no_moment_is_named() {
        for (text, said) in [
            ("DTSTART:20260231", "`DTSTART` holds `20260231`, which is no date"),
            ("DTSTART;VALUE=DATE:20260803T080000", "which is no date"),
            ("DTSTART:20260803T250000", "no date and time"),
            ("DTSTART:99990101", "of the years 1 to 9998"),
            ("DTSTART;TZID=Europe/Pari:20260803T080000", "unknown time zone `Europe/Pari`"),
            ("RDATE;VALUE=PERIOD:20260803T080000/PT1H", "`VALUE=PERIOD` is not understood"),
            ("DTSTART:2026é803", "no date"),
        ] {
            let told = read(text).unwrap_err();
            assert!(told.contains(said), "{told}");
        }
    }

    #[test]
    fn durations_are_days_and_seconds() {
        assert_eq!(duration("P2W"), Ok(Length { days: 14, seconds: 0 }));
        assert_eq!(duration("P1DT12H"), Ok(Length { days: 1, seconds: 43_200 }));
        assert_eq!(duration("PT8H30M"), Ok(Length { days: 0, seconds: 30_600 }));
        for bad in ["", "P", "PT", "P1DT", "-P1D", "P1H", "PT1D", "P1D1W", "P99999999999999999999D", "PT9999999999S"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn texts_lose_their_escapes_and_stay_on_one_line() {
        assert_eq!(
            text(&line("SUMMARY:Pont\\, Ascension\\; fermé\\nà tous")).unwrap(),
            "Pont, Ascension; fermé à tous"
        );
        assert!(text(&line("SUMMARY:a\u{202e}b")).unwrap_err().contains("U+202E"));
        let long = format!("SUMMARY:{}", "é".repeat(1_000_000));
        assert_eq!(text(&line(&long)).unwrap().chars().count(), LONGEST_LINE);
    }
}
