//! The reader's language: words, numbers, dates, durations, money and the typography around them.
//!
//! | file | holds |
//! | --- | --- |
//! | `en.ftl`, `fr.ftl` | every word and sentence printed as an answer, as Fluent messages |
//! | `messages.rs` | one method of [`Locale`] for each message, so that a misspelt name does not compile |
//! | `words.rs` | the words of coded values: metrics, kinds, statuses, feasts |
//! | `number.rs`, `date.rs`, `duration.rs` | what a number, a date, a length of time looks like |
//! | `typography.rs` | French spaces and apostrophes, put in by the program, not by the translator |
//!
//! # A new message
//!
//! 1. Write it in `en.ftl` and in `fr.ftl`, same name, same variables. Plain spaces; a count chooses its plural:
//!
//!    ```text
//!    count_tickets =
//!        { $count ->
//!            [one] { $count } ticket
//!           *[other] { $count } tickets
//!        }
//!    ```
//! 2. Add `count_tickets(count);` to the list in `messages.rs`.
//! 3. Call `locale.count_tickets(3)`. A variable takes text (`&str`, `String`, codes, ticket numbers) or a whole number
//!    (`i64`, `usize`, …), which is grouped as the language does. Text that a person typed is passed as a variable and
//!    is never changed.
//!
//! `tests/locale.rs` compares the catalogues with each other, with the list and with the calls in `src`.
//!
//! # A new coded value
//!
//! Add its message as above and one arm to its `match` in `words.rs`; a forgotten variant does not compile.
//!
//! # Spaces
//!
//! Thousands are parted by U+202F, units and French punctuation by U+202F or U+00A0. `render` replaces both by what
//! its sink can show: U+00A0 on a terminal, a plain space in a pipe. CSV and JSON print raw values only.

mod catalogue;
mod date;
mod duration;
mod lang;
mod messages;
mod number;
mod typography;
mod words;

pub use catalogue::{Locale, Value};
pub use lang::{Lang, UnknownLang};
pub use messages::MESSAGES;
