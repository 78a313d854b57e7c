//! What was agreed: terms by date, perimeter, targets, volume, money, term and renewal.
//!
//! A [`Contract`] is its versions: the original and its amendments, each with complete terms
//! (`sla.md` rule 3). The version in force when a ticket was opened governs it to its end.

pub mod perimeter;
pub mod policy;
pub mod target;
pub mod terms;
