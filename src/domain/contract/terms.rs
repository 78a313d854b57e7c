//! The complete terms of one version of a contract.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::clauses::{Confidentiality, Means, Obligation, Reversibility, Role};
use super::goal::{Availability, Goal, Penalty, Telephony};
use super::nature::{ContractKind, Delivery, Family, Undertaking};
use super::perimeter::Line;
use super::policy::Policy;
use super::target::{Metric, Target};
use super::term::Renewal;
use super::volume::{Price, Volume};
use crate::domain::client::Language;
use crate::domain::id::{CalendarName, ClientCode, ContractRef, SeverityCode};
use crate::domain::money::Currency;
use crate::domain::ticket::breach::OwnReason;
use crate::domain::ticket::change::ChangeTerms;
use crate::domain::ticket::event::{Channel, WorkMode};

/// One version of one contract: the original (`amendment` 0) or an amendment, complete.
///
/// Serialised under the names of the contract file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// The contract.
    #[serde(rename = "ref")]
    pub contract: ContractRef,
    /// Whom it serves.
    pub client: ClientCode,
    /// What it is called.
    pub title: String,
    /// How much is handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ContractKind>,
    /// Looking after the whole, or mending what breaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<Family>,
    /// Where the work comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// Means or results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Undertaking>,
    /// When this version was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<NaiveDate>,
    /// 0 is the original.
    pub amendment: u32,
    /// In force from this date, in the zone of the contract's calendar.
    pub effective_on: NaiveDate,
    /// First day of the contract.
    pub starts_on: NaiveDate,
    /// Length of the first term, where the file gives it in months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// Last day of its first term; `None` where the file gives no end.
    pub ends_on: Option<NaiveDate>,
    /// Default calendar of working hours.
    pub calendar: CalendarName,
    /// Ways to reach the desk; empty where the file says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// Ways to work; empty where the file says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interventions: Vec<WorkMode>,
    /// Of the reports made for this client; `None` is the client's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What happens at the end of the term; `None` where the file says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Renewal>,
    /// Contested rules.
    pub policy: Policy,
    /// Perimeter lines, in the order in which they are tried.
    #[serde(rename = "line", default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Commitments.
    #[serde(rename = "target", default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// From gravest to lightest.
    #[serde(rename = "severity", default, skip_serializing_if = "Vec::is_empty")]
    pub severities: Vec<Severity>,
    /// Interventions included or bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Volume>,
    /// The fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// What the report is judged against.
    #[serde(rename = "goal", default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    /// What missing a goal costs.
    #[serde(rename = "penalty", default, skip_serializing_if = "Vec::is_empty")]
    pub penalties: Vec<Penalty>,
    /// Services that must be up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub availability: Vec<Availability>,
    /// How calls are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephony: Option<Telephony>,
    /// What the provider puts in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<Means>,
    /// What is due regularly.
    #[serde(rename = "obligation", default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Obligation>,
    /// Who does what.
    #[serde(rename = "role", default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Secrets and whom to tell when they are out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidentiality: Option<Confidentiality>,
    /// Codes for breaches that it adds to the usual ones.
    #[serde(rename = "breach_reason", default, skip_serializing_if = "Vec::is_empty")]
    pub breach_reasons: Vec<OwnReason>,
    /// What it asks of every change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeTerms>,
    /// The way out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversibility: Option<Reversibility>,
}

impl Terms {
    /// The least that a contract says: reference, client, calendar and first day. Everything else is absent.
    #[must_use]
    pub fn bare(contract: ContractRef, client: ClientCode, calendar: CalendarName, starts_on: NaiveDate) -> Self {
        Self {
            title: contract.to_string(),
            contract,
            client,
            kind: None,
            family: None,
            delivery: None,
            commitment: None,
            signed_on: None,
            amendment: 0,
            effective_on: starts_on,
            starts_on,
            months: None,
            ends_on: None,
            calendar,
            channels: Vec::new(),
            interventions: Vec::new(),
            language: None,
            renewal: None,
            policy: Policy::default(),
            lines: Vec::new(),
            targets: Vec::new(),
            severities: Vec::new(),
            volume: None,
            price: None,
            goals: Vec::new(),
            penalties: Vec::new(),
            availability: Vec::new(),
            telephony: None,
            means: Vec::new(),
            obligations: Vec::new(),
            roles: Vec::new(),
            confidentiality: None,
            breach_reasons: Vec::new(),
            change: None,
            reversibility: None,
        }
    }

    /// The severity with this code.
    #[must_use]
    pub fn severity(&self, code: &SeverityCode) -> Option<&Severity> {
        self.severities.iter().find(|s| s.code == *code)
    }

    /// Every calendar that it names, the built-in one left out: each must exist when the contract is applied.
    #[must_use]
    pub fn calendars(&self) -> BTreeSet<&CalendarName> {
        let commitments = self.targets.iter().flat_map(|t| Metric::ALL.into_iter().filter_map(|m| t.commitment(m)));
        let named = commitments.filter_map(|c| c.calendar.as_ref());
        let services = self.availability.iter().filter_map(|a| a.calendar.as_ref());
        let all = std::iter::once(&self.calendar).chain(named).chain(services);
        all.filter(|c| **c != CalendarName::always()).collect()
    }

    /// The currency of its amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.price.as_ref().map_or_else(Currency::default, |p| p.currency)
    }
}

/// How grave, in the contract's own words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Severity {
    /// `N1`.
    pub code: SeverityCode,
    /// `Critique`.
    pub label: String,
    /// What it means, with the contract's examples.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
}
