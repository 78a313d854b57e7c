//! Facts and an instant turned into typed reports, and those into pages of blocks. Pure.

pub mod page;
pub mod sla;
pub mod sla_json;
