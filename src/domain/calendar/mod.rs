//! Business time. Knows nothing of tickets.

pub mod error;
pub mod spec;
pub mod words;
pub mod zone;

pub use error::{BadWord, CalendarError, Part, TooFar};
pub use words::Days;
pub use zone::{Local, UnknownZone, Zone};
