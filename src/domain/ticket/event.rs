//! What happened to a ticket. Events are appended, never changed; a correction names the one it replaces.

use serde::{Deserialize, Serialize};

use super::change::TestResult;
use super::kind::TicketKind;
use super::origin::Origin;
use super::work::Work;
use crate::domain::contract::target::Metric;
use crate::domain::id::{
    AssetTag, BreachReason, ClientCode, ContractRef, LineName, PauseReason, SeverityCode, TicketNumber,
};
use crate::domain::instant::Instant;

/// How the ticket reached the desk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the codes say it
pub enum Channel {
    Phone,
    Mail,
    Ticket,
    OnSite,
    Monitoring,
}

impl Channel {
    /// The code in files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Ticket => "ticket",
            Self::OnSite => "on-site",
            Self::Monitoring => "monitoring",
        }
    }
}

/// Where work was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the codes say it
pub enum WorkMode {
    #[default]
    Remote,
    OnSite,
}

impl WorkMode {
    /// The code in files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Remote => "remote",
            Self::OnSite => "on-site",
        }
    }
}

/// Why there is no commitment, or no longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the codes say it
pub enum Excluded {
    Duplicate,
    Withdrawn,
    NotCovered,
    OutOfPerimeter,
    NoContract,
}

/// What the desk found at opening and what therefore governs the ticket to its end (rules 3 and 23).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Governed {
    /// The contract, if one was in force.
    pub contract: Option<ContractRef>,
    /// Its version at opening.
    pub amendment: u32,
    /// The perimeter line of the first asset.
    pub line: Option<LineName>,
    /// `OutOfPerimeter`, `NoContract`, or nothing.
    pub excluded: Option<Excluded>,
    /// The contract's severities at opening, gravest first.
    pub severities: Vec<SeverityCode>,
}

/// The opening of a ticket. Free text (title, requester, description) is kept apart, see [`Event::text`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// Whose.
    pub client: ClientCode,
    /// About what.
    pub kind: TicketKind,
    /// How grave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<SeverityCode>,
    /// The first one decides the line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<AssetTag>,
    /// How it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Who works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// Where it was imported from; absent where it was opened here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<Origin>,
    /// What governs it.
    pub governed: Governed,
}

/// Why a ticket was cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the codes say it
pub enum CancelReason {
    Duplicate,
    Withdrawn,
    NotCovered,
}

impl CancelReason {
    /// The code in files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Withdrawn => "withdrawn",
            Self::NotCovered => "not-covered",
        }
    }
}

/// What happened. The serialised `type` is the name in `intake/FORMATS.md`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs)] // `intake/FORMATS.md` says what each takes
pub enum Happening {
    Opened(Box<Opening>),
    Acknowledged,
    Assigned {
        to: String,
    },
    Linked {
        to: TicketNumber,
        #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
        relation: Option<String>,
    },
    /// Takes back every link to that ticket.
    Unlinked {
        to: TicketNumber,
    },
    Noted {
        #[serde(default)]
        for_client: bool,
    },
    Paused {
        reason: PauseReason,
    },
    Resumed {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<PauseReason>,
    },
    SeverityChanged {
        to: SeverityCode,
    },
    WorkedAround,
    Updated,
    Resolved,
    Reopened,
    Closed,
    Cancelled {
        reason: CancelReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<TicketNumber>,
    },
    TimeLogged {
        minutes: u32,
        #[serde(default)]
        mode: WorkMode,
        #[serde(flatten, default)]
        work: Work,
    },
    /// Why a commitment was broken; the sentence is in the text. The last one for a metric and its cycle holds.
    BreachExplained {
        metric: Metric,
        cycle: u32,
        reason: BreachReason,
    },
    /// When a change is to happen; the way back is in the text. The last one holds.
    ChangePlanned {
        window_from: Instant,
        window_to: Instant,
        downtime_minutes: u32,
    },
    /// A test before the deployment, or why there is none; who, where and how is in the text.
    ChangeTested {
        result: TestResult,
    },
    Deployed,
    Documented {
        reference: String,
    },
    /// Title and requester are in the text; assets, when changed, with what then governs the ticket.
    Edited {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assets: Option<Vec<AssetTag>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        governed: Option<Box<Governed>>,
    },
    /// Replaces the instant (the `at` of this very event) or the minutes of event `of` of the same ticket.
    Corrected {
        of: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
        /// What governs the ticket when its opening moved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        governed: Option<Box<Governed>>,
    },
    /// Takes event `of` of the same ticket back; of an event that took another back, it brings that one back.
    Undone {
        of: u32,
    },
}

impl Happening {
    /// The names of all. What is kept names them by position: one never changes, a new one goes to the end.
    pub const CODES: [&str; 24] = [
        "opened",
        "acknowledged",
        "assigned",
        "linked",
        "noted",
        "paused",
        "resumed",
        "severity_changed",
        "worked_around",
        "updated",
        "resolved",
        "reopened",
        "closed",
        "cancelled",
        "time_logged",
        "edited",
        "corrected",
        "undone",
        "breach_explained",
        "unlinked",
        "change_planned",
        "change_tested",
        "deployed",
        "documented",
    ];

    /// The name in `intake/FORMATS.md`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::Acknowledged => "acknowledged",
            Self::Assigned { .. } => "assigned",
            Self::Linked { .. } => "linked",
            Self::Unlinked { .. } => "unlinked",
            Self::Noted { .. } => "noted",
            Self::Paused { .. } => "paused",
            Self::Resumed { .. } => "resumed",
            Self::SeverityChanged { .. } => "severity_changed",
            Self::WorkedAround => "worked_around",
            Self::Updated => "updated",
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
            Self::Closed => "closed",
            Self::Cancelled { .. } => "cancelled",
            Self::TimeLogged { .. } => "time_logged",
            Self::BreachExplained { .. } => "breach_explained",
            Self::ChangePlanned { .. } => "change_planned",
            Self::ChangeTested { .. } => "change_tested",
            Self::Deployed => "deployed",
            Self::Documented { .. } => "documented",
            Self::Edited { .. } => "edited",
            Self::Corrected { .. } => "corrected",
            Self::Undone { .. } => "undone",
        }
    }
}

/// Free text of an event, kept beside the chained facts so that it can be erased.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Text {
    /// Title (opening, edit).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who called (opening, edit).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// Description, note, update, or the reason of a correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

impl Text {
    /// Nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.title.is_none() && self.requester.is_none() && self.body.is_none()
    }
}

/// One event of one ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// 1 is the opening; the order in which it was recorded.
    pub seq: u32,
    /// When it happened; counting uses this.
    pub at: Instant,
    /// When it was written down.
    pub recorded_at: Instant,
    /// By whom.
    pub by: String,
    /// What.
    pub what: Happening,
    /// Free text, where it was read along.
    pub text: Option<Text>,
}
