//! Events of the log as they are told: what was before and after, in words and in codes.

mod facts;
pub mod told;
pub mod words;
