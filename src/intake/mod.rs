//! Foreign bytes turned into domain drafts: all or nothing, every refusal with its file, line and column.
//!
#![doc = include_str!("FORMATS.md")]

pub mod agent_file;
pub mod asset_file;
pub mod bytes;
pub mod calendar_file;
pub mod call_file;
pub mod contract_file;
pub mod delimited;
pub mod drafting;
pub mod grid;
pub mod ics;
pub mod licence_file;
pub mod listing;
pub mod named_rows;
pub mod outage_file;
pub mod package;
pub mod refusal;
pub mod survey;
pub mod ticket_export;
pub mod ticket_lines;
pub mod toml_source;
pub mod when;
pub mod workbook;
