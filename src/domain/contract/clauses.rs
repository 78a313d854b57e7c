//! Clauses without a clock: what is put in, what is due regularly, who speaks for whom, and the way out.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::coded::coded;
use crate::domain::money::Decimal;

/// `[[means]]`: what the provider puts in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Means {
    /// In words.
    pub what: String,
    /// How many.
    pub quantity: Decimal,
}

/// `[[obligation]]`: what is due regularly.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Obligation {
    /// `restore-test`.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// How often.
    pub every: Every,
    /// The clause that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// A civil interval: `10d`, `2w`, `3mo`, `1y`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Every {
    /// Days, weeks among them.
    Days(u32),
    /// Months, years among them.
    Months(u32),
}

/// The text is no interval.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no interval; write `10d`, `2w`, `3mo` or `1y`")]
pub struct BadEvery(pub String);

impl Every {
    /// The longest interval: ten years.
    const MOST_MONTHS: u32 = 120;

    /// The date one interval after `date`; `None` past the last date there is.
    #[must_use]
    pub fn after(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => date.checked_add_days(Days::new(days.into())),
            Self::Months(months) => date.checked_add_months(Months::new(months)),
        }
    }
}

impl FromStr for Every {
    type Err = BadEvery;

    fn from_str(text: &str) -> Result<Self, BadEvery> {
        let bad = || BadEvery(crate::domain::date::clipped(text));
        let digits = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(bad)?;
        let (count, unit) = text.split_at(digits);
        let count: u32 = count.parse().map_err(|_| bad())?;
        let every = match unit {
            "d" => Self::Days(count),
            "w" => Self::Days(count.saturating_mul(7)),
            "mo" => Self::Months(count),
            "y" => Self::Months(count.saturating_mul(12)),
            _ => return Err(bad()),
        };
        match every {
            Self::Days(days) if (1..=Self::MOST_MONTHS * 31).contains(&days) => Ok(every),
            Self::Months(months) if (1..=Self::MOST_MONTHS).contains(&months) => Ok(every),
            _ => Err(bad()),
        }
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Days(days) if days % 7 == 0 => write!(f, "{}w", days / 7),
            Self::Days(days) => write!(f, "{days}d"),
            Self::Months(months) if months % 12 == 0 => write!(f, "{}y", months / 12),
            Self::Months(months) => write!(f, "{months}mo"),
        }
    }
}

impl TryFrom<String> for Every {
    type Error = BadEvery;
    fn try_from(text: String) -> Result<Self, BadEvery> {
        text.parse()
    }
}

impl From<Every> for String {
    fn from(every: Every) -> String {
        every.to_string()
    }
}

coded!(
    /// What somebody does for a contract.
    RoleKind {
        /// Interlocuteur unique: exactly one at any date, on each side.
        SingleContact = "single-contact",
        /// Approves what costs or changes.
        Approver = "approver",
        /// Is called at night.
        Emergency = "emergency",
        /// May ask for something.
        Requester = "requester",
        /// Comité de pilotage.
        SteeringCommittee = "steering-committee",
        /// Comité de direction.
        ManagementCommittee = "management-committee",
        /// Counsel.
        Lawyer = "lawyer",
    }
);

coded!(
    /// Whose person it is.
    Side {
        /// The provider's.
        Provider = "provider",
        /// The client's.
        Client = "client",
    }
);

/// `[[role]]`: who does what, and from when to when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Role {
    /// What.
    pub role: RoleKind,
    /// For whom.
    pub side: Side,
    /// Who.
    pub name: String,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// First day; `None` is the first day of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day; `None` is without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl Role {
    /// Whether it is held on `date`.
    #[must_use]
    pub fn held_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }

    /// Whether both are held on one same date.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| a.to.zip(b.from).is_some_and(|(to, from)| to < from);
        !before(self, other) && !before(other, self)
    }
}

/// `[confidentiality]`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Confidentiality {
    /// `ISO 27001`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<String>,
    /// Where the duties are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duties: Option<String>,
    /// Whom to tell of a data breach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach_contact: Option<String>,
}

/// `[reversibility]`: how the client leaves.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Reversibility {
    /// Months of notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_months: Option<u32>,
    /// Back in house.
    pub to_client: bool,
    /// Transfer to another provider.
    pub to_provider: bool,
    /// What is handed over: `inventory`, `tickets`, `documentation`, `licences`, `transfer-sessions`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliverables: Vec<String>,
    /// Where its price is written, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_read_and_printed_in_its_largest_unit() {
        for (text, want) in [("10d", "10d"), ("14d", "2w"), ("3mo", "3mo"), ("12mo", "1y"), ("1y", "1y")] {
            assert_eq!(text.parse::<Every>().unwrap().to_string(), want);
        }
        for bad in ["", "3", "mo", "3m", "0mo", "11y", "-1mo", "1 y", "99999999999d"] {
            assert!(bad.parse::<Every>().is_err(), "{bad}");
        }
    }

    #[test]
    fn three_months_after_the_end_of_november_is_the_end_of_february() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        let every: Every = "3mo".parse().unwrap();
        assert_eq!(every.after(date), NaiveDate::from_ymd_opt(2027, 2, 28));
    }
}
