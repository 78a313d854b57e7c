//! Repeats (RFC 5545, 3.3.10): those that a closure may follow. Another part of a rule is refused, never passed over.

use chrono::Weekday;

use super::value::{Moment, clock, date};
use crate::domain::calendar::Zone;
use crate::domain::date::clipped;

/// How often something comes again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frequency {
    /// Every so many days.
    Daily,
    /// Weeks.
    Weekly,
    /// Months.
    Monthly,
    /// Years.
    Yearly,
}

/// An `RRULE`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// What is counted.
    pub frequency: Frequency,
    /// Every so many of them, at least 1.
    pub interval: u32,
    /// This often in all, the first time among them.
    pub count: Option<u32>,
    /// Until then, that moment among it.
    pub until: Option<Moment>,
    /// The first day of a week.
    pub week_start: Weekday,
    /// Days of the week; a number says which of the month, from its end where it is negative, 0 every one.
    pub weekdays: Vec<(i8, Weekday)>,
    /// Days of the month, from its end where negative.
    pub month_days: Vec<i8>,
    /// Months.
    pub months: Vec<u32>,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

impl Rule {
    /// Reads the value of an `RRULE`; a moment without a zone is one of `home`.
    ///
    /// # Errors
    /// A sentence that names the part that is not understood.
    pub fn read(text: &str, home: &Zone) -> Result<Self, String> {
        let mut rule = Self {
            frequency: Frequency::Yearly,
            interval: 1,
            count: None,
            until: None,
            week_start: Weekday::Mon,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
        };
        let mut seen: Vec<String> = Vec::new();
        for part in text.trim_end_matches(';').split(';') {
            let (key, value) = part.split_once('=').ok_or_else(|| part_refused(part))?;
            let key = key.to_ascii_uppercase();
            if seen.contains(&key) {
                return Err(format!("`RRULE` gives `{}` twice", clipped(&key)));
            }
            rule.take(&key, &value.to_ascii_uppercase(), home).ok_or_else(|| part_refused(part))?;
            seen.push(key);
        }
        if !seen.iter().any(|key| key == "FREQ") {
            return Err("`RRULE` has no `FREQ`, so nobody knows how often it repeats".to_owned());
        }
        rule.checked(text)
    }

    fn take(&mut self, key: &str, value: &str, home: &Zone) -> Option<()> {
        match key {
            "FREQ" => {
                self.frequency = match value {
                    "DAILY" => Frequency::Daily,
                    "WEEKLY" => Frequency::Weekly,
                    "MONTHLY" => Frequency::Monthly,
                    "YEARLY" => Frequency::Yearly,
                    _ => return None,
                }
            }
            "INTERVAL" => self.interval = value.parse().ok().filter(|n| *n > 0)?,
            "COUNT" => self.count = Some(value.parse().ok().filter(|n| *n > 0)?),
            "UNTIL" => self.until = Some(until(value, home)?),
            "WKST" => self.week_start = weekday(value)?,
            "BYDAY" => self.weekdays = value.split(',').map(numbered).collect::<Option<_>>()?,
            "BYMONTHDAY" => {
                let day = |text: &str| text.parse::<i8>().ok().filter(|n| *n != 0 && (-31..=31).contains(n));
                self.month_days = value.split(',').map(day).collect::<Option<_>>()?;
            }
            "BYMONTH" => {
                let month = |text: &str| text.parse::<u32>().ok().filter(|n| (1..=12).contains(n));
                self.months = value.split(',').map(month).collect::<Option<_>>()?;
            }
            _ => return None,
        }
        Some(())
    }

    /// Parts that are sound alone, but not together, or not understood together.
    fn checked(self, text: &str) -> Result<Self, String> {
        let counted = self.weekdays.iter().any(|(number, _)| *number != 0);
        let wrong = match self.frequency {
            _ if self.count.is_some() && self.until.is_some() => Some("`COUNT` and `UNTIL` together"),
            Frequency::Daily | Frequency::Weekly if counted => Some("a numbered day of the week, which is of a month"),
            Frequency::Weekly if !self.month_days.is_empty() => Some("`BYMONTHDAY` every week"),
            Frequency::Monthly | Frequency::Yearly if counted && !self.month_days.is_empty() => {
                Some("`BYMONTHDAY` and a numbered day of the week")
            }
            Frequency::Yearly if !self.weekdays.is_empty() && self.months.is_empty() && self.month_days.is_empty() => {
                Some("days of the week of a whole year, without `BYMONTH`")
            }
            _ => None,
        };
        match wrong {
            Some(what) => Err(format!("`RRULE:{}` has {what}: that is not understood", clipped(text))),
            None => Ok(self),
        }
    }
}

fn part_refused(part: &str) -> String {
    format!(
        "`RRULE` with `{}` is not understood; infog knows FREQ (DAILY, WEEKLY, MONTHLY, YEARLY), INTERVAL, COUNT, UNTIL, \
         BYDAY, BYMONTHDAY, BYMONTH and WKST",
        clipped(part)
    )
}

fn until(value: &str, home: &Zone) -> Option<Moment> {
    match value.strip_suffix('Z') {
        Some(reading) => clock(reading).map(|reading| Moment::Clock(reading, Zone::utc())),
        None if value.contains('T') => clock(value).map(|reading| Moment::Clock(reading, home.clone())),
        None => date(value).map(Moment::Date),
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(code, _)| *code == text).map(|(_, day)| *day)
}

/// `MO`, `2TU`, `-1FR`.
fn numbered(text: &str) -> Option<(i8, Weekday)> {
    let at = text.len().checked_sub(2)?;
    let (number, day) = (text.get(..at)?, weekday(text.get(at..)?)?);
    if number.is_empty() {
        return Some((0, day));
    }
    let number = number.parse::<i8>().ok()?;
    (number != 0 && (-5..=5).contains(&number)).then_some((number, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Rule, String> {
        Rule::read(text, &Zone::utc())
    }

    #[test]
    fn a_simple_rule_is_read() {
        let rule = read("FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR,-1MO;COUNT=4").unwrap();
        assert_eq!((rule.frequency, rule.interval, rule.count), (Frequency::Monthly, 2, Some(4)));
        assert_eq!(rule.weekdays, [(1, Weekday::Fri), (-1, Weekday::Mon)]);
        assert!(matches!(read("freq=daily;until=20261231").unwrap().until, Some(Moment::Date(_))));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (text, said) in [
            ("FREQ=HOURLY", "`FREQ=HOURLY`"),
            ("FREQ=YEARLY;BYEASTER=1", "`BYEASTER=1`"),
            ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", "`BYSETPOS=-1`"),
            ("FREQ=YEARLY;BYWEEKNO=20", "`BYWEEKNO=20`"),
            ("FREQ=DAILY;INTERVAL=0", "`INTERVAL=0`"),
            ("FREQ=DAILY;COUNT=0", "`COUNT=0`"),
            ("FREQ=DAILY;COUNT=99999999999", "`COUNT=99999999999`"),
            ("FREQ=DAILY;UNTIL=20260231", "`UNTIL=20260231`"),
            ("FREQ=DAILY;COUNT=1;UNTIL=20260203", "`COUNT` and `UNTIL` together"),
            ("FREQ=WEEKLY;BYDAY=1MO", "a numbered day"),
            ("FREQ=WEEKLY;BYDAY=LU", "`BYDAY=LU`"),
            ("FREQ=WEEKLY;BYMONTHDAY=1", "`BYMONTHDAY` every week"),
            ("FREQ=YEARLY;BYDAY=20MO", "`BYDAY=20MO`"),
            ("FREQ=YEARLY;BYDAY=1MO", "of a whole year"),
            ("FREQ=DAILY;FREQ=DAILY", "`FREQ` twice"),
            ("COUNT=3", "no `FREQ`"),
            ("", "`RRULE` with ``"),
            ("FREQ=MONTHLY;BYMONTHDAY=0", "`BYMONTHDAY=0`"),
            ("FREQ=MONTHLY;BYDAY=é", "`BYDAY=é`"),
        ] {
            let told = read(text).unwrap_err();
            assert!(told.contains(said), "{text}: {told}");
        }
    }
}
