//! Tickets: a ticket is its events; status and clocks are derived (`sla.md` rule 1).

pub mod event;
pub mod kind;
