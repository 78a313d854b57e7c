//! Facts and an instant turned into typed reports, and those into pages of blocks. Pure.

pub mod asset_value;
pub mod availability;
pub mod board;
pub mod calendar_page;
pub mod calls;
pub mod contract_page;
pub mod expiring;
pub mod explain;
pub mod import_page;
pub mod imported_page;
pub mod inventory;
pub mod inventory_page;
pub mod numbers;
pub mod page;
pub mod penalties;
pub mod responsibility;
pub mod sla;
pub mod sla_json;
pub mod sla_page;
pub mod ticket;
pub mod ticket_import_page;
pub mod ticket_page;
pub mod volume;
pub mod volume_page;
