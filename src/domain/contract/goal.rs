//! What the monthly report is judged against.

use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::target::Metric;
use crate::domain::id::{AssetTag, CalendarName, SeverityCode};
use crate::domain::money::{Decimal, Percent};
use crate::domain::ticket::kind::TicketKind;

coded!(
    /// What a goal or a penalty is about.
    GoalMetric {
        /// Share of responses in time.
        Response = "response",
        /// Share of workarounds in time.
        Workaround = "workaround",
        /// Share of resolutions in time.
        Resolution = "resolution",
        /// Share of the required time in which a service was up.
        Availability = "availability",
        /// Share of calls answered in time.
        AnswerRate = "answer-rate",
        /// Share of calls abandoned.
        Abandonment = "abandonment",
        /// Share of tickets resolved at the first contact.
        FirstContact = "first-contact",
    }
);

impl GoalMetric {
    /// The clock of tickets that it judges, where it judges one.
    #[must_use]
    pub const fn clock(self) -> Option<Metric> {
        match self {
            Self::Response => Some(Metric::Response),
            Self::Workaround => Some(Metric::Workaround),
            Self::Resolution => Some(Metric::Resolution),
            Self::Availability | Self::AnswerRate | Self::Abandonment | Self::FirstContact => None,
        }
    }
}

/// The side on which a rate must lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// This much or more.
    AtLeast(Percent),
    /// This much or less.
    AtMost(Percent),
}

impl Bound {
    /// The percentage itself.
    #[must_use]
    pub const fn percent(self) -> Percent {
        match self {
            Self::AtLeast(percent) | Self::AtMost(percent) => percent,
        }
    }

    /// Whether `numerator / denominator` is on the right side, exactly; `None` where there is nothing to judge (rule 25).
    #[must_use]
    pub fn judges(self, numerator: i64, denominator: i64) -> Option<bool> {
        (denominator > 0).then(|| match self {
            Self::AtLeast(percent) => percent.reached_by(numerator, denominator),
            Self::AtMost(percent) => percent.kept_by(numerator, denominator),
        })
    }
}

/// `[[goal]]`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Goal {
    /// What is judged.
    pub metric: GoalMetric,
    /// `None`: every kind of ticket that has such a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketKind>,
    /// `None`: every severity together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<SeverityCode>,
    /// Where the rate must lie.
    #[serde(flatten)]
    pub bound: Bound,
    /// The clause that says so, printed with the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What exactly is counted, printed with the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
}

/// `[[penalty]]`: whole points under the goal after the franchise × per cent of the fee, capped (rule 28).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Penalty {
    /// Whose goal it goes with.
    pub metric: GoalMetric,
    /// Of the goal of this kind of ticket only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketKind>,
    /// Of the goal of this severity only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<SeverityCode>,
    /// Points under the goal that cost nothing.
    pub franchise_points: Decimal,
    /// Per cent of the fee for each whole point.
    pub percent_per_point: Percent,
    /// The most that it may come to, per cent of the fee; `None` is without limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_percent: Option<Percent>,
    /// What it is due as.
    #[serde(rename = "kind", default, skip_serializing_if = "Remedy::is_penalty")]
    pub remedy: Remedy,
    /// The clause that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

coded!(
    /// What a missed goal is due as.
    #[derive(Default)]
    Remedy {
        /// A sum that the provider owes (clause pénale).
        #[default]
        Penalty = "penalty",
        /// A reduction of the next invoice.
        ServiceCredit = "service-credit",
    }
);

impl Remedy {
    /// Whether it is a penalty.
    #[must_use]
    pub fn is_penalty(&self) -> bool {
        *self == Self::Penalty
    }
}

coded!(
    /// For whom a service is up.
    Audience {
        /// The client's own people.
        Internal = "internal",
        /// Everybody.
        Public = "public",
        /// Those who deliver to the client.
        Suppliers = "suppliers",
    }
);

/// `[[availability]]`: one service or group of assets (rule 29).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Availability {
    /// What it is called.
    pub service: String,
    /// The assets whose outages count.
    pub assets: Vec<AssetTag>,
    /// When it must be up; `None` is the contract's own calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarName>,
    /// The share of that time.
    pub at_least: Percent,
    /// Reasons of outages that leave both sides, `planned-maintenance`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// The clause that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// `[telephony]`: how calls are counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Telephony {
    /// Seconds within which a call is to be answered.
    pub answer_within_s: u32,
    /// Calls abandoned sooner than this many seconds are counted apart.
    pub short_call_s: u32,
}
