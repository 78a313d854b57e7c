//! Tickets: a ticket is its events; status and clocks are derived (rule 1).

pub mod event;
pub mod governing;
pub mod history;
pub mod kind;
pub mod lifecycle;
pub mod origin;
pub mod work;
