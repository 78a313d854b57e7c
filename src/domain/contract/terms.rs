//! The complete terms of one version of a contract.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::perimeter::Line;
use super::policy::Policy;
use super::target::Target;
use crate::domain::id::{CalendarName, ClientCode, ContractRef, SeverityCode};

/// One version of one contract: the original (`amendment` 0) or an amendment, complete.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// The contract.
    pub contract: ContractRef,
    /// Whom it serves.
    pub client: ClientCode,
    /// What it is called.
    pub title: String,
    /// 0 is the original.
    pub amendment: u32,
    /// In force from this date, in the zone of the contract's calendar.
    pub effective_on: NaiveDate,
    /// First day of the contract.
    pub starts_on: NaiveDate,
    /// Last day of its first term; `None` where the file gives no end.
    pub ends_on: Option<NaiveDate>,
    /// Default calendar of working hours.
    pub calendar: CalendarName,
    /// Contested rules.
    pub policy: Policy,
    /// Perimeter lines, in the order in which they are tried.
    pub lines: Vec<Line>,
    /// Commitments.
    pub targets: Vec<Target>,
    /// From gravest to lightest.
    pub severities: Vec<Severity>,
}

/// How grave, in the contract's own words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Severity {
    /// `N1`.
    pub code: SeverityCode,
    /// `Critique`.
    pub label: String,
    /// What it means, with the contract's examples.
    pub meaning: Option<String>,
}
