//! The document for the committee: everything that a month, a quarter or a year came to, for one contract.
//!
//! | file | section |
//! | --- | --- |
//! | `signs.rs` | the summary in traffic lights |
//! | `trend.rs` | the last twelve months |
//! | `time.rs`, `backlog.rs`, `park.rs`, `duty.rs` | time, ageing backlog, inventory, obligations |
//! | `page.rs`, `json.rs` | all of it in order, for people and for programs |
//!
//! A section that the contract does not promise does not appear.

pub mod backlog;
pub mod duty;
mod json;
mod page;
pub mod park;
pub mod signs;
pub mod time;
pub mod trend;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::action;
use super::actors::Actors;
use super::closing::Adjusted;
use super::expiring::Expiry;
use super::sla::SlaReport;
use super::sla_page::Titles;
use crate::domain::instant::Instant;
use crate::domain::outage::Outage;
use crate::domain::volume::projection::Projection;
pub use json::json;
pub use page::page;

/// Everything that the document says.
#[derive(Clone, Debug)]
pub struct Monthly {
    /// Service, volume, services, calls, penalties.
    pub sla: SlaReport,
    /// Titles of tickets.
    pub titles: Titles,
    /// The last months, the oldest first; the last one is that of the report's last day.
    pub trend: Vec<trend::Point>,
    /// The months of the report with their penalties, where it is longer than one.
    pub months: Vec<SlaReport>,
    /// What the volume will have burnt by the end of its period.
    pub projection: Option<Projection>,
    /// Where the time went.
    pub time: time::TimeSpent,
    /// The inventory.
    pub park: park::Park,
    /// What ends soon, and within how many days of the report's last.
    pub expiries: Vec<Expiry>,
    /// What is due regularly.
    pub duties: Vec<duty::Duty>,
    /// Planned work to come, by number.
    pub planned: Vec<(i64, Outage)>,
    /// Recommendations and actions.
    pub actions: Vec<action::Line>,
    /// What was recorded of closed months since, and is told here.
    pub adjustments: Vec<Adjusted>,
    /// Who speaks for each side on the last day.
    pub actors: Option<Actors>,
    /// The provider's own record, as the configuration has it: key and value.
    pub provider: BTreeMap<&'static str, String>,
}

/// How far ahead expiries are shown, in days.
pub const AHEAD_DAYS: u64 = 90;

impl Monthly {
    /// The last day that is known: the report's last, or today where that is earlier.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.sla.period.zone.date(self.as_of()).min(self.sla.period.span.to())
    }

    /// The instant of the figures.
    #[must_use]
    pub const fn as_of(&self) -> Instant {
        self.sla.period.as_of.now
    }

    /// What the summary compares with: the month before, where the report is of one.
    #[must_use]
    pub fn before(&self) -> Option<&trend::Point> {
        self.sla.period.span.as_month().and_then(|_| signs::previous(&self.trend))
    }
}
