//! Everything of one client as lines, out of one file and into another.
//!
//! A line is an event of the client as the log holds it, with what hangs on it: the rows that an import of assets
//! changed, the file of a contract, the inventory that a campaign froze. Events, assets and changes are numbered anew from 1,
//! so that nothing tells how much others have. Reading the lines back appends the same events to another log, with who
//! recorded them and when, and tells every table from them again.

mod back;
mod out;
mod replay;
mod scope;
mod wire;

pub use back::{Clash, NotTaken, Source, Taken};
pub use out::{Handed, write};
pub use scope::{Shared, shared};
pub use wire::{FORMAT, Head};
