//! Work that was done under a contract, what it counts, and what is left of what was included or bought (rule 27).
//!
//! ```text
//! Entry ─charge─► Charged ─┐
//! contract ─blocks─► Block ─┼─ledger─► Statement: lines with a running balance, figures, money
//! top-ups ─────────────────┘
//! ```

pub mod block;
pub mod charge;
pub mod figures;
pub mod ledger;
pub mod projection;
#[cfg(test)]
mod testing;

use serde::{Deserialize, Serialize};

use super::id::TicketNumber;
use super::instant::Instant;
use super::money::Decimal;
use super::ticket::event::WorkMode;
pub use super::ticket::work::{Nature, Work};

/// Where an entry was recorded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Source {
    /// Under a ticket: its number and the sequence of the event.
    Ticket(TicketNumber, u32),
    /// Under the contract itself, without a ticket: position of the event in the log.
    Contract(i64),
}

/// Work that was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Where it was recorded.
    pub source: Source,
    /// When it began.
    pub at: Instant,
    /// When it was written down.
    pub recorded_at: Instant,
    /// How long it took, in minutes.
    pub minutes: u32,
    /// Where.
    pub mode: WorkMode,
    /// By whom.
    pub by: String,
    /// What else is known.
    pub work: Work,
    /// Whether the contract covers it; otherwise it has a price of its own and burns nothing.
    pub in_scope: bool,
}

impl Entry {
    /// Whether somebody travelled for it.
    #[must_use]
    pub fn is_visit(&self) -> bool {
        self.mode == WorkMode::OnSite && !self.work.no_travel
    }
}

/// A volume bought on top of what the contract includes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TopUp {
    /// How much, in the unit of the contract's volume.
    pub quantity: Decimal,
    /// Usable from this day.
    pub from: chrono::NaiveDate,
    /// Last day on which it can be used; nothing: to the end of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<chrono::NaiveDate>,
    /// Order, invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl TopUp {
    /// Whether there is a day on which both can be used.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let ends = |one: &Self| one.until.unwrap_or(chrono::NaiveDate::MAX);
        self.from <= ends(other) && other.from <= ends(self)
    }
}
