//! Foreign bytes turned into domain drafts: all or nothing, every refusal with its file, line and column.

pub mod calendar_file;
pub mod contract_file;
pub mod toml_source;
