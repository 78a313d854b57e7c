//! What one local date is: holiday, opening, closure or a day of the week (rule 5).

use chrono::{Datelike, NaiveDate};

use super::holiday::{Holiday, holidays};
use super::spec::{Closure, Feast, Opening, Version, Window, WorkedHoliday};
use crate::domain::instant::Instant;

/// A local date with its hours and why it has them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// Its windows in local time; empty on a day off.
    pub windows: Vec<Window>,
    /// The same windows as instants, `[start, end)`; a window that a clock change swallows is left out.
    pub open: Vec<(Instant, Instant)>,
    /// Which rule gave the windows.
    pub why: DayWhy,
}

/// The rule that gave a date its hours.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum DayWhy {
    /// The hours of its day of the week.
    Weekly,
    /// Closed for a feast.
    Holiday(Feast),
    /// A feast on which the desk works its usual hours.
    WorkedHoliday(Feast),
    /// Closed, for this reason.
    Closure(String),
    /// Dated hours, for this reason.
    Opening(String),
}

/// The same without a copy of the reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rule<'a> {
    Weekly,
    Holiday(Feast),
    WorkedHoliday(Feast),
    Closure(&'a Closure),
    Opening(&'a Opening),
}

impl From<Rule<'_>> for DayWhy {
    fn from(rule: Rule<'_>) -> Self {
        match rule {
            Rule::Weekly => Self::Weekly,
            Rule::Holiday(feast) => Self::Holiday(feast),
            Rule::WorkedHoliday(feast) => Self::WorkedHoliday(feast),
            Rule::Closure(closure) => Self::Closure(closure.reason.clone()),
            Rule::Opening(opening) => Self::Opening(opening.reason.clone()),
        }
    }
}

/// One version in one year: only what concerns that year is looked at day by day.
pub(super) struct YearPlan<'a> {
    version: &'a Version,
    year: i32,
    /// Feasts by date; those not worked come first on a shared date.
    feasts: Vec<(Holiday, bool)>,
    closures: Vec<&'a Closure>,
    openings: Vec<&'a Opening>,
}

impl<'a> YearPlan<'a> {
    pub fn new(version: &'a Version, year: i32) -> Self {
        let touches = |from: NaiveDate, to: NaiveDate| from.year() <= year && year <= to.year();
        let closures = version.closures.iter().filter(|closure| closure.yearly || touches(closure.from, closure.to));
        let openings = version.openings.iter().filter(|opening| touches(opening.from, opening.to));
        Self {
            version,
            year,
            feasts: feasts(version, year),
            closures: closures.collect(),
            openings: openings.collect(),
        }
    }

    /// Holiday, unless worked or opened on holidays; then opening; then closure; then the week (rule 5).
    /// Of several openings or closures of a date, the first in the file holds.
    pub fn of(&self, date: NaiveDate) -> (Rule<'a>, &'a [Window]) {
        let earlier = self.feasts.partition_point(|(holiday, _)| holiday.date < date);
        let feast = self.feasts.get(earlier).filter(|(holiday, _)| holiday.date == date);
        let holiday = feast.filter(|(_, worked)| !worked).map(|(holiday, _)| holiday.code);
        let holds = |opening: &&&Opening| opening.holds_on(date) && (holiday.is_none() || opening.on_holidays);
        if let Some(opening) = self.openings.iter().find(holds) {
            return (Rule::Opening(opening), &opening.hours);
        }
        if let Some(feast) = holiday {
            return (Rule::Holiday(feast), &[]);
        }
        if let Some(closure) = self.closures.iter().find(|closure| closure.covers(date)) {
            return (Rule::Closure(closure), &[]);
        }
        let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
        let weekly = self.version.hours.get(weekday).map_or(&[][..], Vec::as_slice);
        (feast.map_or(Rule::Weekly, |(worked, _)| Rule::WorkedHoliday(worked.code)), weekly)
    }

    /// Whether any date of the year has a window.
    pub fn opens(&self) -> bool {
        let first = NaiveDate::from_ymd_opt(self.year, 1, 1);
        let mut dates = first.into_iter().flat_map(|date| date.iter_days()).take_while(|date| date.year() == self.year);
        dates.any(|date| !self.of(date).1.is_empty())
    }
}

fn feasts(version: &Version, year: i32) -> Vec<(Holiday, bool)> {
    let all = version.holidays.iter().flat_map(|region| holidays(*region, year));
    let mut list: Vec<(Holiday, bool)> = all.map(|holiday| (holiday, version.works_on(holiday))).collect();
    list.sort_unstable_by_key(|(holiday, worked)| (holiday.date, *worked, holiday.code));
    list.dedup();
    list
}

impl Version {
    pub(super) fn works_on(&self, holiday: Holiday) -> bool {
        self.worked_holidays.iter().any(|worked| match worked {
            WorkedHoliday::Date(date) => *date == holiday.date,
            WorkedHoliday::Feast(feast) => *feast == holiday.code,
        })
    }
}

impl Closure {
    /// Whether `date` is one of its days. A yearly one is compared by month and day, before and after the year in
    /// which it was written; 29 February is simply missing from a common year.
    #[must_use]
    pub fn covers(&self, date: NaiveDate) -> bool {
        if !self.yearly {
            return self.from <= date && date <= self.to;
        }
        let of_year = |date: NaiveDate| (date.month(), date.day());
        let (from, to, date) = (of_year(self.from), of_year(self.to), of_year(date));
        if from <= to { from <= date && date <= to } else { from <= date || date <= to }
    }
}

impl Opening {
    /// Whether its hours are those of `date`, holidays apart.
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        let weekday = date.weekday().num_days_from_monday();
        let of_week = || self.days.is_empty() || self.days.iter().any(|day| u32::from(*day) == weekday);
        self.from <= date && date <= self.to && of_week()
    }
}
