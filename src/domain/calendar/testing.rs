//! Small calendars for the tests of this folder.

use chrono::{DateTime, NaiveDate};

use super::spec::{Region, Version, Window};
use super::timeline::Calendar;
use crate::domain::id::CalendarName;
use crate::domain::instant::Instant;

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An RFC 3339 instant.
pub(super) fn at(text: &str) -> Instant {
    Instant(DateTime::parse_from_rfc3339(text).unwrap().timestamp())
}

/// Windows parted by blanks.
pub(super) fn windows(text: &str) -> Vec<Window> {
    text.split_whitespace().map(|window| window.parse().unwrap()).collect()
}

/// The same windows from Monday to Friday, Paris, national holidays.
pub(crate) fn weekdays(hours: &str) -> Version {
    let mut version = every_day(hours);
    version.hours[5].clear();
    version.hours[6].clear();
    version
}

/// The same windows on each day, Paris, national holidays.
pub(super) fn every_day(hours: &str) -> Version {
    Version {
        name: CalendarName::new("office").unwrap(),
        title: None,
        timezone: "Europe/Paris".to_owned(),
        effective_on: None,
        holidays: vec![Region::Fr],
        worked_holidays: Vec::new(),
        hours: std::array::from_fn(|_| windows(hours)),
        closures: Vec::new(),
        openings: Vec::new(),
    }
}

/// Monday to Friday, 09:00 to 17:00.
pub(crate) fn office() -> Version {
    weekdays("09:00-17:00")
}

/// 08:00-12:00 and 13:30-17:30, Friday to 16:30, as in Alsace.
pub(super) fn ried() -> Version {
    let mut version = weekdays("08:00-12:00 13:30-17:30");
    version.hours[4] = windows("08:00-12:00 13:30-16:30");
    version.holidays = vec![Region::FrAlsaceMoselle];
    version
}

pub(crate) fn calendar(version: Version) -> Calendar {
    Calendar::new(vec![version]).unwrap()
}

/// Seconds of an hour.
pub(super) const HOUR: i64 = 3600;

/// When `seconds` are consumed, as RFC 3339.
pub(super) fn due(calendar: &Calendar, from: &str, seconds: i64) -> String {
    calendar.zone().rfc3339(calendar.after(at(from), seconds).unwrap())
}

/// Hours counted between two RFC 3339 instants.
pub(super) fn hours(calendar: &Calendar, from: &str, to: &str) -> f64 {
    f64::from(i32::try_from(calendar.counted_s(at(from), at(to))).unwrap()) / 3600.0
}

pub(super) fn in_zone(mut version: Version, zone: &str) -> Version {
    version.timezone = zone.to_owned();
    version
}
