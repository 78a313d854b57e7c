//! Foreign bytes turned into domain drafts. A bad row is reported with its file and line.

pub mod asset_file;
pub mod bytes;
pub mod delimited;
pub mod refusal;
pub mod ticket_lines;
pub mod when;
