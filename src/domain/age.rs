//! How old something is: `5y`, `18mo`, `90d`.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};

/// A number of years, months or days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Age {
    /// Years and months, in months.
    Months(u32),
    /// Days.
    Days(u32),
}

/// The text is no age.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no age; write `5y`, `18mo` or `90d`")]
pub struct BadAge(pub String);

/// More than anybody keeps, in years.
const MOST_YEARS: u32 = 200;

impl FromStr for Age {
    type Err = BadAge;

    fn from_str(text: &str) -> Result<Self, BadAge> {
        let bad = || BadAge(super::date::clipped(text));
        let lower = text.trim().to_ascii_lowercase();
        let digits = lower.find(|c: char| !c.is_ascii_digit()).ok_or_else(bad)?;
        let (number, unit) = lower.split_at_checked(digits).ok_or_else(bad)?;
        let number: u32 = number.parse().ok().filter(|number| *number > 0).ok_or_else(bad)?;
        let (age, most) = match unit.trim() {
            "y" | "year" | "years" | "a" | "an" | "ans" => (number.checked_mul(12).map(Self::Months), MOST_YEARS),
            "mo" | "month" | "months" | "mois" => (Some(Self::Months(number)), MOST_YEARS * 12),
            "d" | "day" | "days" | "j" | "jour" | "jours" => (Some(Self::Days(number)), MOST_YEARS * 366),
            _ => return Err(bad()),
        };
        age.filter(|_| number <= most).ok_or_else(bad)
    }
}

impl Age {
    /// The date so long before `today`; a month that lacks the day gives its last one.
    #[must_use]
    pub fn before(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Months(months) => today.checked_sub_months(Months::new(months)),
            Self::Days(days) => today.checked_sub_days(Days::new(u64::from(days))),
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(months) if months % 12 == 0 => write!(f, "{}y", months / 12),
            Self::Months(months) => write!(f, "{months}mo"),
            Self::Days(days) => write!(f, "{days}d"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_read_in_both_languages_and_counted_back() {
        let today = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
        for (text, shown, date) in [
            ("5y", "5y", "2023-02-28"),
            ("5 ans", "5y", "2023-02-28"),
            ("18mo", "18mo", "2026-08-29"),
            ("24 mois", "2y", "2026-02-28"),
            ("90d", "90d", "2027-12-01"),
        ] {
            let age: Age = text.parse().unwrap();
            assert_eq!((age.to_string().as_str(), age.before(today).unwrap().to_string().as_str()), (shown, date));
        }
        for bad in ["", "5", "y", "0y", "-1y", "5m", "201y", "99999999999d", "4294967295y", "5 é"] {
            assert!(bad.parse::<Age>().is_err(), "{bad}");
        }
    }
}
