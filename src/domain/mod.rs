//! What was agreed, what happened, and what follows. Pure: no I/O, no clock, no environment.

pub mod allowance;
pub mod asset;
pub mod calendar;
pub mod call;
pub mod campaign;
pub mod client;
pub mod contact;
pub mod contract;
pub mod date;
pub mod fold;
pub mod formula;
pub mod id;
pub mod instant;
pub mod licence;
pub mod life;
pub mod money;
pub mod nearest;
pub mod outage;
pub mod secret;
pub mod site;
pub mod sla;
pub mod text;
pub mod third_party;
pub mod ticket;
pub mod version;
pub mod volume;
