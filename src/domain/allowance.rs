//! The time that a contract grants: `"3h working"`, `"48h elapsed"`, `"5d working"`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::date::clipped;

/// Fifty years, the longest allowance in seconds: no deadline is further away (rule 10).
pub const LONGEST_S: i64 = 50 * 366 * 24 * 3600;
/// The longest allowance in working days.
pub const LONGEST_DAYS: u32 = 50 * 366;

/// Granted time. Hours say whether they are working or elapsed; days are only working (rules 14 and 15).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Allowance {
    /// Seconds counted inside the windows of a calendar.
    Working(i64),
    /// Seconds counted always.
    Elapsed(i64),
    /// Dates after the opening date that have a window.
    WorkingDays(u32),
}

impl Allowance {
    /// The unit as JSON prints it: `working`, `elapsed`, `working-days`.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Working(_) => "working",
            Self::Elapsed(_) => "elapsed",
            Self::WorkingDays(_) => "working-days",
        }
    }

    /// Seconds granted; `None` for working days.
    #[must_use]
    pub const fn seconds(self) -> Option<i64> {
        match self {
            Self::Working(s) | Self::Elapsed(s) => Some(s),
            Self::WorkingDays(_) => None,
        }
    }
}

/// The text is no allowance.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAllowance {
    /// Contracts mean either, so infog does not guess.
    #[error("`{0}` does not say whether it is working or elapsed time; write `{0} working` or `{0} elapsed`")]
    NoUnit(String),
    /// Days are only working.
    #[error("`{0}`: days are only `working`; write elapsed time in hours")]
    ElapsedDays(String),
    /// Longer than fifty years.
    #[error("`{0}` is longer than 50 years")]
    TooLong(String),
    /// Anything else.
    #[error("`{0}` is no commitment; write `3h working`, `1h30m working`, `48h elapsed` or `5d working`")]
    Form(String),
}

impl FromStr for Allowance {
    type Err = BadAllowance;

    fn from_str(text: &str) -> Result<Self, BadAllowance> {
        let form = || BadAllowance::Form(clipped(text));
        let mut words = text.split_whitespace().collect::<Vec<_>>();
        let unit = match words.last().copied() {
            Some("working" | "elapsed") => words.pop(),
            Some(_) => None,
            None => return Err(form()),
        };
        let amount = words.concat();
        let (seconds, days) = amount_of(&amount).ok_or_else(form)?;
        let Some(unit) = unit else { return Err(BadAllowance::NoUnit(clipped(text.trim()))) };
        let too_long = || BadAllowance::TooLong(clipped(text));
        match (seconds, days, unit) {
            (Some(_), Some(_), _) => Err(form()),
            (None, Some(_), "elapsed") => Err(BadAllowance::ElapsedDays(clipped(text))),
            (None, Some(d), _) if d > i64::from(LONGEST_DAYS) => Err(too_long()),
            (None, Some(d), _) => Ok(Self::WorkingDays(u32::try_from(d).map_err(|_| too_long())?)),
            (Some(s), None, _) if s > LONGEST_S => Err(too_long()),
            (Some(s), None, "elapsed") => Ok(Self::Elapsed(s)),
            (Some(s), None, _) => Ok(Self::Working(s)),
            (None, None, _) => Err(form()),
        }
    }
}

/// `1h30m` → seconds; `5d` → days. Units go from large to small, each once.
fn amount_of(text: &str) -> Option<(Option<i64>, Option<i64>)> {
    let (mut seconds, mut days, mut rest, mut last) = (None, None, text, i64::MAX);
    while !rest.is_empty() {
        let split = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest[..split].parse().ok()?;
        let tail = &rest[split..];
        let letters = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let size = match &tail[..letters] {
            "d" | "day" | "days" => 86_400,
            "h" | "hour" | "hours" => 3_600,
            "m" | "min" | "minute" | "minutes" => 60,
            "s" | "second" | "seconds" => 1,
            _ => return None,
        };
        if size >= last {
            return None;
        }
        last = size;
        if size == 86_400 {
            days = Some(number);
        } else {
            seconds = Some(number.checked_mul(size)?.checked_add(seconds.unwrap_or(0))?);
        }
        rest = &tail[letters..];
    }
    Some((seconds, days))
}

impl fmt::Display for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, unit) = match *self {
            Self::WorkingDays(days) => return write!(f, "{days}d working"),
            Self::Working(s) => (s, "working"),
            Self::Elapsed(s) => (s, "elapsed"),
        };
        let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if h > 0 {
            write!(f, "{h}h")?;
        }
        if m > 0 {
            write!(f, "{m}m")?;
        }
        if s > 0 || seconds == 0 {
            write!(f, "{s}s")?;
        }
        write!(f, " {unit}")
    }
}

impl TryFrom<String> for Allowance {
    type Error = BadAllowance;
    fn try_from(text: String) -> Result<Self, BadAllowance> {
        text.parse()
    }
}

impl From<Allowance> for String {
    fn from(allowance: Allowance) -> String {
        allowance.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_is_read() {
        for (text, want) in [
            ("3h working", Allowance::Working(10_800)),
            ("48h elapsed", Allowance::Elapsed(172_800)),
            ("30m working", Allowance::Working(1_800)),
            ("1h30m working", Allowance::Working(5_400)),
            ("7200s working", Allowance::Working(7_200)),
            ("48 hours elapsed", Allowance::Elapsed(172_800)),
            ("5d working", Allowance::WorkingDays(5)),
            ("0h working", Allowance::Working(0)),
        ] {
            assert_eq!(text.parse(), Ok(want), "{text}");
            assert_eq!(want.to_string().parse(), Ok(want), "{text}");
        }
    }

    #[test]
    fn hours_without_working_or_elapsed_are_refused() {
        assert_eq!("48 hours".parse::<Allowance>(), Err(BadAllowance::NoUnit("48 hours".into())));
        assert_eq!("2d elapsed".parse::<Allowance>(), Err(BadAllowance::ElapsedDays("2d elapsed".into())));
        for bad in
            ["", "working", "h working", "3x working", "30m1h working", "-3h working", "1d4h working", "3 working"]
        {
            assert!(bad.parse::<Allowance>().is_err(), "{bad}");
        }
        assert!("9999999h working".parse::<Allowance>().is_err());
        let page = "9".repeat(4_000) + "h working";
        assert!(page.parse::<Allowance>().unwrap_err().to_string().len() < 200, "a page of digits is named in short");
    }
}
