//! Pages and reports turned into bytes; one file per format, none of them opens a file or asks the machine anything.
//!
//! | format | from | for |
//! | --- | --- | --- |
//! | [`terminal()`] | [`Page`] | people; without a width also pipes |
//! | [`csv()`] | [`Page`] | spreadsheets and scripts: keys and raw values |
//! | [`markdown()`] | [`Page`] | mails, wikis, minutes of a meeting |
//! | [`json::line`] | a typed report | programs |
//! | [`ics::file`] | days of rest | calendars of other programs |
//!
//! A further format is one more file here and one more arm in [`page()`].

mod csv;
pub mod ics;
pub mod json;
mod layout;
mod markdown;
mod neutral;
mod terminal;

pub use self::csv::{csv, record as csv_record};
pub use markdown::markdown;
pub use neutral::{is_unsafe, neutral, neutral_file, neutral_line};
pub use terminal::terminal;

use crate::locale::Locale;
use crate::report::page::Page;

/// What the sink of a text for people can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns; `None` for a pipe: nothing is wrapped, cut or boxed, and every space is a plain one.
    pub width: Option<u16>,
    /// Colours.
    pub color: bool,
    /// Signs beyond ASCII: rules, ticks, dashes. Letters with accents are always written.
    pub unicode: bool,
}

impl Look {
    /// A pipe or a file.
    pub const PIPE: Self = Self { width: None, color: false, unicode: true };
}

/// How a page is written. JSON is not among them: it comes from a typed report, see [`json::line`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For spreadsheets.
    Csv,
    /// For documents.
    Markdown,
}

/// `page` in `format`; ends with a line feed unless it is empty.
#[must_use]
pub fn page(page: &Page, format: Format, look: &Look, locale: &Locale) -> String {
    match format {
        Format::Table => terminal(page, look, locale),
        Format::Csv => csv(page),
        Format::Markdown => markdown(page, locale),
    }
}
