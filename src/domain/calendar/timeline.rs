//! The questions that are asked of a calendar.

use std::cell::RefCell;
use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate};

use super::compiled::Table;
use super::day::{Day, Rule, YearPlan};
use super::error::{CalendarError, FARTHEST_S, FARTHEST_YEARS, TooFar};
use super::spec::{Version, Window};
use super::zone::Zone;
use crate::domain::id::CalendarName;
use crate::domain::instant::Instant;

const YEAR_S: i64 = 31_557_600;

/// A longer count is made in pieces, so that the table stays small.
const PIECE_S: i64 = 100 * YEAR_S;

/// All versions of one calendar, or `always`.
///
/// Years are compiled when a question first touches them and kept; a question about compiled years is a look-up.
///
/// ```
/// use infog::domain::calendar::Calendar;
/// use infog::domain::calendar::spec::{Region, Version};
/// use infog::domain::id::CalendarName;
/// use infog::domain::instant::Instant;
///
/// let day = vec!["09:00-17:00".parse().unwrap()];
/// let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
/// let office = Calendar::new(vec![Version {
///     name: CalendarName::new("office").unwrap(),
///     title: None,
///     timezone: "Europe/Paris".to_owned(),
///     effective_on: None,
///     holidays: vec![Region::Fr],
///     worked_holidays: vec![],
///     hours: week,
///     closures: vec![],
///     openings: vec![],
/// }])
/// .unwrap();
///
/// let monday_nine = Instant(1_773_043_200); // 2026-03-09T09:00:00+01:00
/// let due = office.after(monday_nine, 8 * 3600).unwrap();
/// assert_eq!(office.zone().rfc3339(due), "2026-03-09T17:00:00+01:00"); // not Tuesday 09:00
/// ```
#[derive(Clone, Debug)]
pub struct Calendar {
    name: CalendarName,
    zone: Zone,
    versions: Vec<Version>,
    always: bool,
    table: RefCell<Table>,
}

impl Calendar {
    /// Checks each version and puts them in the order of their dates, the one without a date first.
    ///
    /// # Errors
    /// [`CalendarError`]: a version that contradicts itself (rule 10), versions of several calendars, in several
    /// zones (rule 3), or with the same date.
    pub fn new(versions: Vec<Version>) -> Result<Self, CalendarError> {
        let mut versions: Vec<Version> = versions.into_iter().map(Version::sorted).collect();
        versions.sort_by_key(|version| version.effective_on);
        let first = versions.first().ok_or(CalendarError::NoVersion)?;
        let (name, zone) = (first.name.clone(), Zone::named(&first.timezone)?);
        for version in &versions {
            version.check()?;
            same_calendar(&name, &zone, version)?;
        }
        let mut pairs = versions.iter().zip(versions.iter().skip(1));
        if let Some((twice, _)) = pairs.find(|(one, next)| one.effective_on == next.effective_on) {
            return Err(CalendarError::SameDate { name, effective_on: twice.effective_on });
        }
        Ok(Self { name, zone, versions, always: false, table: RefCell::default() })
    }

    /// The built-in calendar that never closes. Its zone only names its dates.
    #[must_use]
    pub fn always(zone: Zone) -> Self {
        let version = Version {
            name: CalendarName::always(),
            title: None,
            timezone: zone.name().to_owned(),
            effective_on: None,
            holidays: Vec::new(),
            worked_holidays: Vec::new(),
            hours: std::array::from_fn(|_| vec![Window::WHOLE_DAY]),
            closures: Vec::new(),
            openings: Vec::new(),
        };
        Self { name: CalendarName::always(), zone, versions: vec![version], always: true, table: RefCell::default() }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &CalendarName {
        &self.name
    }

    /// Its zone, the same in all versions.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Whether it is the built-in one that never closes.
    #[must_use]
    pub const fn is_always(&self) -> bool {
        self.always
    }

    /// Its versions by date.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The version that gives `date` its hours: the last that begins on it or before, else the first.
    #[must_use]
    pub fn version_on(&self, date: NaiveDate) -> Option<&Version> {
        let begun = self.versions.partition_point(|version| version.effective_on.is_none_or(|from| from <= date));
        self.versions.get(begun.saturating_sub(1))
    }

    /// Whether the desk is open at that instant: at a window's start yes, at its end no (rule 6).
    #[must_use]
    pub fn is_open_at(&self, at: Instant) -> bool {
        self.always || self.ask(at, at, |table| table.span_at(at).is_some_and(|span| span.start <= at.0))
    }

    /// Open seconds in `[from, to)`, real ones (rule 7); 0 when `to` is not after `from`.
    #[must_use]
    pub fn counted_s(&self, from: Instant, to: Instant) -> i64 {
        if to <= from {
            return 0;
        }
        if self.always {
            return to.since(from);
        }
        if to.since(from) > PIECE_S {
            return self.counted_in_pieces_s(from, to);
        }
        self.ask(from, to, |table| table.open_before(to) - table.open_before(from))
    }

    /// The earliest instant at which `seconds` are counted from `from` (rule 12): `from` itself for none.
    ///
    /// # Errors
    /// [`TooFar`] when that is more than 50 years away (rule 10).
    pub fn after(&self, from: Instant, seconds: i64) -> Result<Instant, TooFar> {
        if seconds <= 0 {
            return Ok(from);
        }
        let found = if self.always {
            Some(from.plus_s(seconds))
        } else {
            self.seek(from, |table| table.instant_of(table.open_before(from).saturating_add(seconds)))
        };
        found.filter(|due| due.since(from) <= FARTHEST_S).ok_or_else(|| self.too_far())
    }

    /// The first instant at or after `at` at which the desk is open.
    ///
    /// # Errors
    /// [`TooFar`] when that is more than 50 years away (rule 10).
    pub fn next_open(&self, at: Instant) -> Result<Instant, TooFar> {
        if self.always {
            return Ok(at);
        }
        let found = self.seek(at, |table| table.span_at(at).map(|span| Instant(span.start).max(at)));
        found.filter(|open| open.since(at) <= FARTHEST_S).ok_or_else(|| self.too_far())
    }

    /// The end of the open time that holds `at`, windows that touch taken as one. `None` when the desk is closed at
    /// `at`, or stays open for 50 years.
    #[must_use]
    pub fn next_close(&self, at: Instant) -> Option<Instant> {
        if self.always || !self.is_open_at(at) {
            return None;
        }
        let ends = |table: &Table| table.span_at(at).map(|span| span.end).filter(|end| *end < table.end()).map(Instant);
        self.seek(at, ends).filter(|close| close.since(at) <= FARTHEST_S)
    }

    /// A local date with its hours and why it has them (rule 5).
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Day {
        let Some(version) = self.version_on(date) else {
            return Day { date, windows: Vec::new(), open: Vec::new(), why: Rule::Weekly.into() };
        };
        let (rule, windows) = YearPlan::new(version, date.year()).of(date);
        let open = windows.iter().map(|window| self.instants(date, *window)).filter(|(start, end)| start < end);
        Day { date, windows: windows.to_vec(), open: open.collect(), why: rule.into() }
    }

    /// The dates after `date`, for 50 years, on which the desk opens (rule 14).
    pub fn working_days_after(&self, date: NaiveDate) -> impl Iterator<Item = Day> {
        let days = 1..=u64::try_from(FARTHEST_YEARS).unwrap_or(0) * 366;
        let dates = days.map_while(move |n| date.checked_add_days(Days::new(n)));
        dates.map(|date| self.day(date)).filter(|day| !day.open.is_empty())
    }

    /// Calls `each` with the dates of some years in order, the rule that holds on each and its windows.
    pub(super) fn each_date_of(&self, years: Range<i32>, mut each: impl FnMut(NaiveDate, Rule<'_>, &[Window])) {
        for year in years {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN);
            let mut plan = None;
            for date in first.iter_days().take_while(|date| date.year() == year) {
                let changes = || self.versions.iter().any(|version| version.effective_on == Some(date));
                if plan.is_none() || (self.versions.len() > 1 && changes()) {
                    plan = self.version_on(date).map(|version| YearPlan::new(version, year));
                }
                let (rule, windows) = plan.as_ref().map_or((Rule::Weekly, &[][..]), |plan| plan.of(date));
                each(date, rule, windows);
            }
        }
    }

    fn instants(&self, date: NaiveDate, window: Window) -> (Instant, Instant) {
        let midnight = date.and_time(chrono::NaiveTime::MIN);
        let edge = |seconds| self.zone.edge(midnight + chrono::TimeDelta::seconds(seconds));
        (edge(window.start.seconds()), edge(window.end.seconds()))
    }

    /// Answers from the table, which is first grown to hold `[from, to]`.
    fn ask<T>(&self, from: Instant, to: Instant, question: impl FnOnce(&Table) -> T) -> T {
        let table = self.table.borrow();
        if table.covers(from, to) {
            return question(&table);
        }
        drop(table);
        let mut table = self.table.borrow_mut();
        table.grow(self, from, to);
        question(&table)
    }

    /// Looks further and further ahead, until there is an answer or the farthest deadline is passed.
    fn seek<T>(&self, from: Instant, question: impl Fn(&Table) -> Option<T>) -> Option<T> {
        let limit = from.plus_s(FARTHEST_S + YEAR_S);
        let (mut reach, mut step_s) = (from, 2 * YEAR_S);
        loop {
            let answer = self.ask(from, reach, &question);
            if answer.is_some() || reach >= limit {
                return answer;
            }
            reach = reach.plus_s(step_s).min(limit);
            step_s *= 2;
        }
    }

    fn counted_in_pieces_s(&self, from: Instant, to: Instant) -> i64 {
        // No calendar counts further than the zone database reaches.
        let reach = Instant(10_000 * YEAR_S);
        let (mut piece, end) = (from.max(Instant(-reach.0)), to.min(reach));
        let mut counted_s = 0;
        while piece < end {
            let next = piece.plus_s(PIECE_S).min(end);
            counted_s += self.counted_s(piece, next);
            piece = next;
        }
        counted_s
    }

    fn too_far(&self) -> TooFar {
        TooFar { calendar: self.name.clone() }
    }
}

fn same_calendar(name: &CalendarName, zone: &Zone, version: &Version) -> Result<(), CalendarError> {
    if version.name != *name {
        return Err(CalendarError::OtherName { name: name.clone(), other: version.name.clone() });
    }
    if Zone::named(&version.timezone)? != *zone {
        let (zone, other) = (zone.name().to_owned(), version.timezone.clone());
        return Err(CalendarError::ZoneChanges { name: name.clone(), zone, other });
    }
    Ok(())
}

#[cfg(test)]
mod clock_changes;
#[cfg(test)]
mod tests;
