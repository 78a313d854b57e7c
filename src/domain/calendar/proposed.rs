//! Closures that a foreign calendar proposes, and what becomes of each.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::holiday::holidays;
use super::spec::{Closure, Version};

/// What becomes of time off in a foreign calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fate {
    /// Its days are closed from now on.
    Added,
    /// All its days are closed already, by a closure or a holiday.
    Known,
    /// It closes the desk for a part of a day, which a closure cannot say.
    PartDay,
    /// It lies outside the hours of the desk.
    Outside,
    /// It begins and ends at one moment.
    NoTime,
    /// It ended before the first day that is asked for.
    Over,
    /// It begins after the last day that is asked for.
    Later,
    /// It repeats after the last day that is asked for.
    GoesOn,
    /// The file takes it back.
    Cancelled,
    /// The file takes it back, and the calendar closes for it.
    StillClosed,
    /// The file holds a later state of it.
    Superseded,
}

impl Fate {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Known => "unchanged",
            Self::PartDay => "part-day",
            Self::Outside => "outside-hours",
            Self::NoTime => "no-duration",
            Self::Over => "over",
            Self::Later => "later",
            Self::GoesOn => "goes-on",
            Self::Cancelled => "cancelled",
            Self::StillClosed => "cancelled-still-closed",
            Self::Superseded => "superseded",
        }
    }
}

/// Time off that a foreign calendar proposes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposed {
    /// Its line in the file, from 1.
    pub line: usize,
    /// What it is called there.
    pub reason: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// How often it comes between the two, where it is not a closure.
    pub times: u32,
    /// What becomes of it.
    pub fate: Fate,
}

impl Proposed {
    /// As a closure.
    #[must_use]
    pub fn closure(&self) -> Closure {
        Closure { from: self.from, to: self.to, yearly: false, reason: self.reason.clone() }
    }

    /// Its days.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let to = self.to;
        self.from.iter_days().take_while(move |day| *day <= to)
    }
}

impl Version {
    /// The days of `from..=to` that a closure or a holiday closes, whatever opens them all the same.
    #[must_use]
    pub fn days_off(&self, from: NaiveDate, to: NaiveDate) -> BTreeSet<NaiveDate> {
        let mut off = BTreeSet::new();
        for closure in &self.closures {
            let first = if closure.yearly { from } else { closure.from.max(from) };
            let last = if closure.yearly { to } else { closure.to.min(to) };
            off.extend(first.iter_days().take_while(|day| *day <= last).filter(|day| closure.covers(*day)));
        }
        let years = from.year()..=to.year();
        let feasts = years.flat_map(|year| self.holidays.iter().flat_map(move |region| holidays(*region, year)));
        off.extend(feasts.filter(|feast| !self.works_on(*feast)).map(|feast| feast.date));
        off.retain(|day| from <= *day && *day <= to);
        off
    }

    /// Whether it closes just so, for that reason.
    #[must_use]
    pub fn has_closure(&self, closure: &Closure) -> bool {
        self.closures.iter().any(|own| own.from == closure.from && own.to == closure.to && own.reason == closure.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::spec::{Feast, Region, WorkedHoliday};
    use crate::domain::calendar::testing::{date, office};

    #[test]
    fn days_off_are_those_of_closures_and_holidays_that_are_kept() {
        let mut version = office();
        version.holidays = vec![Region::Fr];
        version.worked_holidays = vec![WorkedHoliday::Feast(Feast::WhitMonday)];
        let closure =
            |from: &str, to: &str, yearly| Closure { from: date(from), to: date(to), yearly, reason: "x".to_owned() };
        version.closures = vec![closure("2026-05-14", "2026-05-16", false), closure("2020-12-24", "2021-01-02", true)];
        let off = version.days_off(date("2026-05-01"), date("2026-05-31"));
        let off: Vec<String> = off.iter().map(ToString::to_string).collect();
        assert_eq!(off, ["2026-05-01", "2026-05-08", "2026-05-14", "2026-05-15", "2026-05-16"]);
        assert_eq!(version.days_off(date("2026-12-20"), date("2027-01-10")).len(), 10);
    }
}
