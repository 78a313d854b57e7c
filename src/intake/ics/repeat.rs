//! When something that repeats comes: never more than the days that are asked for, and never more steps than allowed.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Weekday};

use super::rule::{Frequency, Rule};
use super::value::Moment;

/// The steps that all repeats of a file may take together.
pub const MOST_STEPS: u64 = 2_000_000;

/// The times of something, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Times {
    /// Readings at which it begins.
    pub starts: Vec<NaiveDateTime>,
    /// It goes on after the last day asked for.
    pub goes_on: bool,
}

/// The repeats are more than anybody can mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooMany;

/// The times of `rule` from `first` on, `first` among them, that lie in `earliest..=latest`.
pub fn times(
    rule: &Rule,
    first: &Moment,
    (earliest, latest): (NaiveDate, NaiveDate),
    steps: &mut u64,
) -> Result<Times, TooMany> {
    let (start, mut found, mut count) = (first.reading(), Times::default(), 1);
    if start.date() > latest {
        return Ok(Times { goes_on: true, ..found });
    }
    if start.date() >= earliest {
        found.starts.push(start);
    }
    let mut period = if rule.count.is_none() { passed(rule, start.date(), earliest) } else { 0 };
    loop {
        *steps = steps.checked_sub(1).ok_or(TooMany)?;
        let Some((begins, dates)) = dates(rule, start.date(), period) else { return Ok(found) };
        if begins > latest {
            found.goes_on = rule.until.as_ref().is_none_or(|until| until.date() > latest);
            return Ok(found);
        }
        *steps = steps.checked_sub(dates.len() as u64).ok_or(TooMany)?;
        for date in dates.into_iter().filter(|date| *date > start.date()) {
            let reading = date.and_time(start.time());
            count += 1;
            if rule.count.is_some_and(|most| count > most) || is_after(rule, first, reading) {
                return Ok(found);
            }
            if date > latest {
                found.goes_on = true;
                return Ok(found);
            }
            if date >= earliest {
                found.starts.push(reading);
            }
        }
        period += 1;
    }
}

fn is_after(rule: &Rule, first: &Moment, reading: NaiveDateTime) -> bool {
    match (&rule.until, first) {
        (None, _) => false,
        (Some(Moment::Date(last)), _) => reading.date() > *last,
        (Some(last), _) => reading > last.as_read_by(first),
    }
}

/// Periods of which no day can lie in the days that are asked for.
fn passed(rule: &Rule, first: NaiveDate, earliest: NaiveDate) -> u64 {
    let longest = match rule.frequency {
        Frequency::Daily => 1,
        Frequency::Weekly => 7,
        Frequency::Monthly => 31,
        Frequency::Yearly => 366,
    };
    let before = u64::try_from((earliest - first).num_days()).unwrap_or(0);
    (before / (longest * u64::from(rule.interval))).saturating_sub(1)
}

/// The first day of a period, and its days that the rule names; nothing past the last date there is.
fn dates(rule: &Rule, first: NaiveDate, period: u64) -> Option<(NaiveDate, Vec<NaiveDate>)> {
    let ahead = period.checked_mul(u64::from(rule.interval))?;
    let in_months = |date: &NaiveDate| rule.months.is_empty() || rule.months.contains(&date.month());
    match rule.frequency {
        Frequency::Daily => {
            let date = first.checked_add_days(Days::new(ahead))?;
            let wanted = in_months(&date) && rule.has_month_day(date) && rule.has_weekday(date.weekday());
            Some((date, if wanted { vec![date] } else { Vec::new() }))
        }
        Frequency::Weekly => {
            let monday = first.checked_sub_days(Days::new(first.weekday().days_since(rule.week_start).into()))?;
            let begins = monday.checked_add_days(Days::new(ahead.checked_mul(7)?))?;
            let wanted = |date: &NaiveDate| match rule.weekdays.is_empty() {
                true => date.weekday() == first.weekday(),
                false => rule.has_weekday(date.weekday()),
            };
            Some((begins, begins.iter_days().take(7).filter(|date| wanted(date) && in_months(date)).collect()))
        }
        Frequency::Monthly => {
            let begins = first.with_day(1)?.checked_add_months(Months::new(u32::try_from(ahead).ok()?))?;
            let days = if in_months(&begins) { days_of_month(rule, first, begins) } else { Vec::new() };
            Some((begins, days))
        }
        Frequency::Yearly => {
            let year = first.year().checked_add(i32::try_from(ahead).ok()?)?;
            let begins = NaiveDate::from_ymd_opt(year, 1, 1)?;
            let every = rule.months.is_empty() && !rule.month_days.is_empty();
            let wanted = |month: &u32| match rule.months.is_empty() {
                true => every || *month == first.month(),
                false => rule.months.contains(month),
            };
            let months = (1..=12).filter(wanted).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1));
            Some((begins, months.flat_map(|month| days_of_month(rule, first, month)).collect()))
        }
    }
}

/// The days of a month that a rule by months or years names; a day that the month lacks is left out.
fn days_of_month(rule: &Rule, first: NaiveDate, month: NaiveDate) -> Vec<NaiveDate> {
    let all = month.iter_days().take_while(|date| date.month() == month.month());
    if rule.month_days.is_empty() && rule.weekdays.is_empty() {
        return all.filter(|date| date.day() == first.day()).collect();
    }
    all.filter(|date| rule.has_month_day(*date) && rule.has_numbered_weekday(*date)).collect()
}

impl Rule {
    fn has_month_day(&self, date: NaiveDate) -> bool {
        let (day, from_end) = places(date);
        let is = |wanted: &i8| i64::from(*wanted) == day || i64::from(*wanted) == -from_end;
        self.month_days.is_empty() || self.month_days.iter().any(is)
    }

    fn has_weekday(&self, weekday: Weekday) -> bool {
        self.weekdays.is_empty() || self.weekdays.iter().any(|(_, wanted)| *wanted == weekday)
    }

    /// The second Tuesday, the last Friday: the number counts days of that name in the month.
    fn has_numbered_weekday(&self, date: NaiveDate) -> bool {
        let (day, from_end) = places(date);
        let (nth, from_last) = ((day - 1) / 7 + 1, (from_end - 1) / 7 + 1);
        let is = |(number, wanted): &(i8, Weekday)| {
            let number = i64::from(*number);
            *wanted == date.weekday() && (number == 0 || number == nth || number == -from_last)
        };
        self.weekdays.is_empty() || self.weekdays.iter().any(is)
    }
}

/// Which day of its month a date is, from the beginning and from the end, both from 1.
fn places(date: NaiveDate) -> (i64, i64) {
    let next = date.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    (i64::from(date.day()), next.map_or(0, |next| (next - date).num_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Zone;
    use crate::domain::calendar::testing::date;

    fn asked(rule: &str, first: &str, from: &str, to: &str) -> Times {
        let rule = Rule::read(rule, &Zone::utc()).unwrap();
        times(&rule, &Moment::Date(date(first)), (date(from), date(to)), &mut MOST_STEPS.clone()).unwrap()
    }

    fn found(rule: &str, first: &str) -> Vec<String> {
        let found = asked(rule, first, "2026-01-01", "2028-12-31");
        found.starts.iter().map(|start| start.date().to_string()).collect()
    }

    #[test]
    fn days_weeks_months_and_years_are_counted() {
        assert_eq!(found("FREQ=DAILY;INTERVAL=2;COUNT=3", "2026-08-03"), ["2026-08-03", "2026-08-05", "2026-08-07"]);
        assert_eq!(found("FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20260814", "2026-08-03").len(), 4);
        assert_eq!(found("FREQ=MONTHLY;COUNT=3", "2026-01-31"), ["2026-01-31", "2026-03-31", "2026-05-31"]);
        assert_eq!(found("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2026-01-30"), ["2026-01-30", "2026-02-27"]);
        assert_eq!(found("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", "2026-01-31"), ["2026-01-31", "2026-02-28"]);
        assert_eq!(found("FREQ=YEARLY", "2024-12-24"), ["2026-12-24", "2027-12-24", "2028-12-24"]);
        assert_eq!(found("FREQ=YEARLY", "2024-02-29"), ["2028-02-29"]);
        assert_eq!(found("FREQ=YEARLY;BYMONTH=5;BYDAY=2FR", "2026-05-08").len(), 3);
        assert_eq!(found("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,31;COUNT=3", "2026-12-24")[2], "2027-12-24");
    }

    #[test]
    fn the_first_day_of_the_week_matters_every_second_week() {
        // RFC 5545, 3.8.5.3: the same rule with another first day of the week
        let days = |start| found(&format!("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST={start}"), "2027-08-03");
        assert_eq!(days("MO"), ["2027-08-03", "2027-08-08", "2027-08-17", "2027-08-22"]);
        assert_eq!(days("SU"), ["2027-08-03", "2027-08-15", "2027-08-17", "2027-08-29"]);
    }

    #[test]
    fn what_came_before_is_counted_and_what_comes_after_is_told() {
        let times = asked("FREQ=DAILY;COUNT=10", "2025-12-30", "2026-01-01", "2026-01-03");
        assert_eq!((times.starts.len(), times.goes_on), (3, true));
        let over = asked("FREQ=DAILY;COUNT=10", "2025-01-01", "2026-01-01", "2026-01-03");
        assert_eq!(over, Times::default());
        assert!(asked("FREQ=WEEKLY", "0001-01-01", "2026-01-01", "2026-12-31").goes_on);
        assert!(!asked("FREQ=YEARLY;UNTIL=20261231", "2020-05-01", "2026-01-01", "2026-12-31").goes_on);
        assert!(asked("FREQ=DAILY", "2030-01-01", "2026-01-01", "2026-12-31").goes_on);
    }

    #[test]
    fn millions_of_repeats_end() {
        let rule = |text| Rule::read(text, &Zone::utc()).unwrap();
        let window = (date("0001-01-01"), date("9998-12-31"));
        let first = Moment::Date(date("0001-01-01"));
        assert_eq!(times(&rule("FREQ=DAILY"), &first, window, &mut 1000), Err(TooMany));
        let never = times(&rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"), &first, window, &mut MOST_STEPS.clone());
        assert_eq!(never.unwrap().starts.len(), 1);
        let far = times(&rule("FREQ=DAILY;INTERVAL=4294967295"), &first, window, &mut 1000).unwrap();
        assert_eq!(far.starts.len(), 1);
    }
}
