//! Tickets out of other help desks: the lists that GLPI, iTop, Zammad and ITFlow export.
//!
//! Such a list has one row a ticket: how it stands, and some dates. What the columns prove becomes events; the rest is
//! named as unknown ([`Unsaid`]) and never made up. Two steps: [`Rows`] reads what a row says, in the words of its
//! program; [`Told::place`] puts it into the client's zone and decides what is proven.

mod columns;
mod moments;
mod place;
mod rows;
#[cfg(test)]
mod tests;
mod words;

pub use columns::{Columns, Field, Mapping, REASON};
pub use place::{Past, Reading, Unsaid};
pub use rows::{Options, Rows, Survey, Told, recognise, survey};
pub use words::Phase;
