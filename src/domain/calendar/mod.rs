//! Business time. Knows nothing of tickets.

pub mod spec;
pub mod zone;

pub use zone::Zone;
