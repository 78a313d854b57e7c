//! Facts and an instant turned into typed reports, and those into pages of blocks. Pure.

pub mod page;
