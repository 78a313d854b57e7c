//! The days on which a calendar rests, as events: its closures and holidays, each with its first and last day.

use chrono::{Datelike, Days, NaiveDate};

use super::holiday::holidays;
use super::spec::{Closure, Feast, Version};
use super::timeline::Calendar;

/// Why a desk rests.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rest {
    /// It is closed, for this reason.
    Closure(String),
    /// For a feast.
    Holiday(Feast),
}

/// Days of rest without a gap, both ends included.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TimeOff {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Why.
    pub why: Rest,
}

impl Calendar {
    /// What touches `from..=to`, by date, closures whole; each version says so of its own days only.
    #[must_use]
    pub fn time_off(&self, from: NaiveDate, to: NaiveDate) -> Vec<TimeOff> {
        let mut found = Vec::new();
        let versions = self.versions();
        for (index, version) in versions.iter().enumerate() {
            let begins = version.effective_on.filter(|_| index > 0).unwrap_or(NaiveDate::MIN);
            let next = versions.get(index + 1).and_then(|next| next.effective_on);
            let ends = next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX);
            found.extend(closed(version, from, to).filter_map(|rest| rest.between(begins, ends)));
            found.extend(feasts(version, from, to).filter_map(|rest| rest.between(begins, ends)));
        }
        found.retain(|rest| rest.from <= to && from <= rest.to);
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl TimeOff {
    fn between(self, first: NaiveDate, last: NaiveDate) -> Option<Self> {
        let (from, to) = (self.from.max(first), self.to.min(last));
        (from <= to).then_some(Self { from, to, ..self })
    }
}

fn closed(version: &Version, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = TimeOff> {
    let years = from.year() - 1..=to.year();
    version.closures.iter().flat_map(move |closure| {
        let why = Rest::Closure(closure.reason.clone());
        let spans = if closure.yearly {
            years.clone().filter_map(|year| of_year(closure, year)).collect()
        } else {
            vec![(closure.from, closure.to)]
        };
        spans.into_iter().map(move |(from, to)| TimeOff { from, to, why: why.clone() })
    })
}

/// A yearly closure as it begins in that year; 29 February is simply missing from a common year.
fn of_year(closure: &Closure, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = (closure.from, closure.to);
    let crosses = (last.month(), last.day()) < (first.month(), first.day());
    let end_year = if crosses { year + 1 } else { year };
    let from = first.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))?;
    let to = last.with_year(end_year).or_else(|| NaiveDate::from_ymd_opt(end_year, 2, 28))?;
    (from <= to).then_some((from, to))
}

fn feasts(version: &Version, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = TimeOff> {
    let all = (from.year()..=to.year())
        .flat_map(|year| version.holidays.iter().flat_map(move |region| holidays(*region, year)));
    all.filter(|feast| !version.works_on(*feast)).map(|feast| TimeOff {
        from: feast.date,
        to: feast.date,
        why: Rest::Holiday(feast.code),
    })
}

/// How far time off is looked for at once.
#[must_use]
pub fn is_too_long(from: NaiveDate, to: NaiveDate) -> bool {
    from.checked_add_days(Days::new(20 * 366)).is_none_or(|most| to > most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::spec::Region;
    use crate::domain::calendar::testing::{date, office};

    fn closure(from: &str, to: &str, yearly: bool) -> Closure {
        Closure { from: date(from), to: date(to), yearly, reason: "x".to_owned() }
    }

    fn told(versions: Vec<Version>, from: &str, to: &str) -> Vec<String> {
        let found = Calendar::new(versions).unwrap().time_off(date(from), date(to));
        found.iter().map(|rest| format!("{} {}", rest.from, rest.to)).collect()
    }

    #[test]
    fn closures_are_whole_and_yearly_ones_come_each_year() {
        let mut version = office();
        version.holidays = Vec::new();
        version.closures = vec![closure("2020-12-24", "2021-01-02", true), closure("2026-08-03", "2026-08-14", false)];
        assert_eq!(
            told(vec![version.clone()], "2026-01-01", "2026-12-31"),
            ["2025-12-24 2026-01-02", "2026-08-03 2026-08-14", "2026-12-24 2027-01-02"]
        );
        version.closures = vec![closure("2024-02-28", "2024-02-29", true)];
        assert_eq!(told(vec![version], "2026-01-01", "2026-12-31"), ["2026-02-28 2026-02-28"]);
    }

    #[test]
    fn each_version_speaks_of_its_own_days() {
        let mut first = office();
        first.holidays = vec![Region::Fr];
        first.closures = vec![closure("2026-08-03", "2026-08-14", false)];
        let mut second = first.clone();
        (second.effective_on, second.holidays, second.closures) = (Some(date("2026-08-10")), Vec::new(), Vec::new());
        assert_eq!(
            told(vec![first, second], "2026-07-01", "2026-12-31"),
            ["2026-07-14 2026-07-14", "2026-08-03 2026-08-09"]
        );
    }
}
