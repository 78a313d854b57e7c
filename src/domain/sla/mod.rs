//! Target, events, calendar and an instant → clocks, verdicts, ledger (rules 11 to 24).
//!
//! [`Rules`] is one contract version with its calendars, made once. [`Story`] is what happened to one ticket,
//! cut at an instant. [`evaluate()`] holds the second against the first and yields [`Clock`]s; nothing is stored.
//!
#![doc = include_str!("RULES.md")]

pub mod clock;
pub mod evaluate;
pub mod ledger;
pub mod ruler;
pub mod rules;
#[cfg(test)]
mod samples;
pub mod story;
#[cfg(test)]
mod tests;

pub use clock::{Clock, Decision, Verdict};
pub use evaluate::{Evaluated, evaluate};
pub use ledger::{Entry, Why};
pub use rules::{Promise, Rules};
pub use story::{AsOf, Move, Step, Story, Subject};
