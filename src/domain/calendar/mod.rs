//! Business time. Knows nothing of tickets.
//!
//! | file | holds |
//! | --- | --- |
//! | [`zone`] | the one place where a civil reading becomes an instant: gaps and folds |
//! | [`spec`] | what a calendar file says |
//! | [`words`], [`error`], `check`, [`oddity`] | how it is written, what it may not say, what it hardly means |
//! | [`holiday`] | legal holidays of any year |
//! | [`day`] | what one local date is: holiday, opening, closure or a day of the week |
//! | `compiled` | open time of whole years with running sums, so that a deadline is two look-ups |
//! | [`timeline`] | the questions that are asked of a calendar |
//! | [`ledger`] | the answer line by line |
//! | [`time_off`], [`proposed`] | closures and holidays as events, to and from other calendars |

mod check;
mod compiled;
pub mod day;
pub mod error;
pub mod holiday;
pub mod ledger;
pub mod oddity;
pub mod proposed;
pub mod spec;
#[cfg(test)]
pub(crate) mod testing;
pub mod time_off;
pub mod timeline;
pub mod words;
pub mod zone;

pub use check::check_windows;
pub use day::{Day, DayWhy};
pub use error::{BadWord, CalendarError, FARTHEST_YEARS, Part, TooFar};
pub use holiday::{Holiday, holidays};
pub use ledger::{Stretch, Why};
pub use oddity::Oddity;
pub use timeline::Calendar;
pub use words::Days;
pub use zone::{Local, UnknownZone, Zone};
