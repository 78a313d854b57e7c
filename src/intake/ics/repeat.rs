//! Simple repeats: every so many days, weeks, months or years, on days of the week, of the month, in months.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Weekday};

use super::BadIcs;
use super::lines::Line;
use crate::domain::date::clipped;

/// More steps are taken by no calendar of closures.
const MOST_STEPS: u32 = 100_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// `RRULE`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Repeat {
    every: Every,
    interval: u32,
    count: Option<u32>,
    until: Option<NaiveDateTime>,
    /// Days of the week, each with its place in the month where it has one.
    days: Vec<(Option<i8>, Weekday)>,
    month_days: Vec<i8>,
    months: Vec<u32>,
    week_starts: Weekday,
}

impl Repeat {
    /// Reads a rule; `moment` reads its `UNTIL`.
    pub fn read(rule: &Line, moment: impl Fn(&str) -> Result<NaiveDateTime, BadIcs>) -> Result<Self, BadIcs> {
        let bad = |why: &str| BadIcs::Repeat { line: rule.line, value: clipped(&rule.value), why: why.to_owned() };
        let mut repeat = Self {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            days: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            week_starts: Weekday::Mon,
        };
        let mut has_frequency = false;
        for part in rule.value.split(';').filter(|part| !part.trim().is_empty()) {
            let (key, value) = part.split_once('=').ok_or_else(|| bad("a part has no `=`"))?;
            let value = value.trim().to_uppercase();
            let whole = |least: u32| value.parse::<u32>().ok().filter(|n| *n >= least);
            match key.trim().to_uppercase().as_str() {
                "FREQ" => {
                    has_frequency = true;
                    repeat.every = match value.as_str() {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        "YEARLY" => Every::Year,
                        _ => return Err(bad("FREQ is DAILY, WEEKLY, MONTHLY or YEARLY")),
                    };
                }
                "INTERVAL" => repeat.interval = whole(1).ok_or_else(|| bad("INTERVAL is a number from 1"))?,
                "COUNT" => repeat.count = Some(whole(1).ok_or_else(|| bad("COUNT is a number from 1"))?),
                "UNTIL" => repeat.until = Some(until(&value, &moment)?),
                "BYDAY" => {
                    repeat.days = each(&value, weekday).ok_or_else(|| bad("BYDAY is a list such as MO,TU or 1MO,-1FR"))?;
                }
                "BYMONTHDAY" => {
                    let day = |text: &str| text.parse::<i8>().ok().filter(|d| *d != 0 && (-31..=31).contains(d));
                    repeat.month_days = each(&value, day).ok_or_else(|| bad("BYMONTHDAY is a list such as 1,15,-1"))?;
                }
                "BYMONTH" => {
                    let month = |text: &str| text.parse::<u32>().ok().filter(|m| (1..=12).contains(m));
                    repeat.months = each(&value, month).ok_or_else(|| bad("BYMONTH is a list such as 5,8"))?;
                }
                "WKST" => {
                    let start = weekday(&value).filter(|(place, _)| place.is_none());
                    repeat.week_starts = start.ok_or_else(|| bad("WKST is a day, MO to SU"))?.1;
                }
                other => return Err(bad(&format!("`{other}` is not read; write the dates out, or one event for each"))),
            }
        }
        match has_frequency {
            true => Ok(repeat),
            false => Err(bad("it has no FREQ")),
        }
    }

    /// The same date every year, without end.
    pub fn is_plain_yearly(&self, start: NaiveDateTime) -> bool {
        let same_month = self.months.is_empty() || self.months == [start.month()];
        let same_day = self.month_days.is_empty()
            || i8::try_from(start.day()).is_ok_and(|day| self.month_days == [day]);
        // 29 February comes every fourth year only
        let every_year = (start.month(), start.day()) != (2, 29);
        self.every == Every::Year
            && self.interval == 1
            && self.count.is_none()
            && self.until.is_none()
            && self.days.is_empty()
            && same_month
            && same_day
            && every_year
    }

    /// The beginnings from `start` to `last`, in order.
    pub fn starts(&self, line: usize, start: NaiveDateTime, last: NaiveDate) -> Result<Vec<NaiveDateTime>, BadIcs> {
        let mut starts = Vec::new();
        for step in 0..MOST_STEPS {
            let Some(anchor) = self.anchor(start.date(), step) else { return Ok(starts) };
            if self.first_of(anchor) > last {
                return Ok(starts);
            }
            for date in self.dates_of(start.date(), anchor) {
                let begins = date.and_time(start.time());
                if begins < start {
                    continue;
                }
                let over = date > last
                    || self.until.is_some_and(|until| begins > until)
                    || self.count.is_some_and(|count| u32::try_from(starts.len()).is_ok_and(|n| n >= count));
                if over {
                    return Ok(starts);
                }
                starts.push(begins);
            }
        }
        Err(BadIcs::Many { line, allowed: MOST_STEPS as usize, what: "steps of a repeat" })
    }

    /// A date of the step: the day, a day of the week, the first of the month or of the year.
    fn anchor(&self, start: NaiveDate, step: u32) -> Option<NaiveDate> {
        let steps = step.checked_mul(self.interval)?;
        match self.every {
            Every::Day => start.checked_add_days(Days::new(steps.into())),
            Every::Week => start.checked_add_days(Days::new(u64::from(steps) * 7)),
            Every::Month => start.with_day(1)?.checked_add_months(Months::new(steps)),
            Every::Year => start.with_day(1)?.with_month(1)?.checked_add_months(Months::new(steps.checked_mul(12)?)),
        }
    }

    fn first_of(&self, anchor: NaiveDate) -> NaiveDate {
        match self.every {
            Every::Week => anchor.checked_sub_days(Days::new(self.into_week(anchor.weekday()))).unwrap_or(anchor),
            _ => anchor,
        }
    }

    /// Days from the beginning of the week.
    fn into_week(&self, day: Weekday) -> u64 {
        u64::from((7 + day.num_days_from_monday() - self.week_starts.num_days_from_monday()) % 7)
    }

    /// The dates of one step, in order.
    fn dates_of(&self, start: NaiveDate, anchor: NaiveDate) -> Vec<NaiveDate> {
        let mut dates = match self.every {
            Every::Day => vec![anchor],
            Every::Week if self.days.is_empty() => vec![anchor],
            Every::Week => {
                let first = self.first_of(anchor);
                let day = |(_, day): &(_, Weekday)| first.checked_add_days(Days::new(self.into_week(*day)));
                self.days.iter().filter_map(day).collect()
            }
            Every::Month => self.dates_of_month(start, anchor),
            Every::Year => {
                let months = if self.months.is_empty() { vec![start.month()] } else { self.months.clone() };
                let months = months.into_iter().filter_map(|month| anchor.with_month(month));
                months.flat_map(|first| self.dates_of_month(start, first)).collect()
            }
        };
        dates.retain(|date| self.months.is_empty() || self.months.contains(&date.month()));
        if self.every == Every::Day {
            dates.retain(|date| self.days.is_empty() || self.days.iter().any(|(_, day)| *day == date.weekday()));
            dates.retain(|date| self.month_days.is_empty() || self.is_month_day(*date));
        }
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// The dates of the month that begins on `first`.
    fn dates_of_month(&self, start: NaiveDate, first: NaiveDate) -> Vec<NaiveDate> {
        let days = || first.iter_days().take_while(|date| date.month() == first.month());
        match (self.days.is_empty(), self.month_days.is_empty()) {
            (true, true) => first.with_day(start.day()).into_iter().collect(),
            (true, false) => days().filter(|date| self.is_month_day(*date)).collect(),
            (false, _) => {
                let fits = |date: &NaiveDate| self.days.iter().any(|(place, day)| is_place(*date, *place, *day));
                days().filter(fits).filter(|date| self.month_days.is_empty() || self.is_month_day(*date)).collect()
            }
        }
    }

    fn is_month_day(&self, date: NaiveDate) -> bool {
        let length = date.num_days_in_month();
        let (Ok(day), Ok(length)) = (i8::try_from(date.day()), i8::try_from(length)) else { return false };
        self.month_days.iter().any(|wanted| *wanted == day || length + wanted + 1 == day)
    }
}

/// Whether `date` is the `place`th such day of its month, from the end where that is negative.
fn is_place(date: NaiveDate, place: Option<i8>, day: Weekday) -> bool {
    if date.weekday() != day {
        return false;
    }
    let (from_start, from_end) = ((date.day() - 1) / 7 + 1, (u32::from(date.num_days_in_month()) - date.day()) / 7 + 1);
    match place {
        None => true,
        Some(place) if place > 0 => u32::from(place.unsigned_abs()) == from_start,
        Some(place) => u32::from(place.unsigned_abs()) == from_end,
    }
}

/// A date is meant with its whole day.
fn until(value: &str, moment: &impl Fn(&str) -> Result<NaiveDateTime, BadIcs>) -> Result<NaiveDateTime, BadIcs> {
    let at = moment(value)?;
    Ok(if value.contains('T') { at } else { at.date().and_hms_opt(23, 59, 59).unwrap_or(at) })
}

fn each<T>(list: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    list.split(',').map(|text| read(text.trim())).collect()
}

/// `MO`, `1MO`, `-1FR`.
fn weekday(text: &str) -> Option<(Option<i8>, Weekday)> {
    let letters = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (place, day) = text.split_at(letters);
    let day = match day {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    match place {
        "" => Some((None, day)),
        place => Some((Some(place.trim_start_matches('+').parse().ok().filter(|p: &i8| *p != 0 && p.abs() <= 5)?), day)),
    }
}
