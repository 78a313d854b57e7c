//! Tickets: a ticket is its events; status and clocks are derived (rule 1).

pub mod breach;
pub mod change;
pub mod event;
pub mod governing;
pub mod history;
pub mod kind;
pub mod lifecycle;
pub mod origin;
pub mod recurrence;
pub mod relation;
pub mod work;
