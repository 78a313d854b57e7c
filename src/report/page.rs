//! What is printed for people: one page of blocks, without a decision about how it looks.
//!
//! A report or a verb builds a [`Page`] of words already in the reader's language; `render` turns it into a terminal
//! text, CSV or Markdown. Two things ride along for programs: the key of a column, which becomes a CSV header and is
//! never translated, and the raw text of a cell, which CSV prints instead of the formatted one.
//!
//! ```
//! use infog::report::page::{Cell, Column, Page, Table, Tone};
//!
//! let mut table = Table::new("tickets", "no ticket is open")
//!     .column(Column::new("number", "Number").right())
//!     .column(Column::new("title", "Title"));
//! table.row([Cell::both("#42", "42").numeric(), Cell::from("Printer on fire").tone(Tone::Bad)]);
//! let mut page = Page::new();
//! page.heading(1, "Open tickets").table(table);
//! assert_eq!(page.blocks.len(), 2);
//! ```

mod kept;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::chart::Chart;
use kept::Kept;

/// What stands where there is nothing to say. Never `100 %`, never an empty cell (rule 25).
pub const NOTHING: &str = "—";

/// Everything that one answer says to people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// One piece of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A title.
    Heading {
        /// 1 is the page's own, 2 a section, 3 a part of it.
        level: u8,
        /// Its words.
        text: String,
    },
    /// Labels and values.
    Facts(Facts),
    /// Rows and columns.
    Table(Table),
    /// Figures of several months: bars or numbers.
    Chart(Chart),
    /// One sentence that must not be missed, or that comforts.
    Note {
        /// How it is meant.
        tone: Tone,
        /// The sentence.
        text: String,
    },
    /// A paragraph; line feeds are kept.
    Text(String),
    /// Points without order.
    List(Vec<Cell>),
    /// Preformatted lines, such as the drawing of a month.
    Code(String),
}

/// Labels and values of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its code in a CSV; empty: for people only.
    pub name: Cow<'static, str>,
    /// From top to bottom.
    pub facts: Vec<Fact>,
}

/// One label and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The CSV header, never translated.
    pub key: Cow<'static, str>,
    /// What people read, without a colon.
    pub label: String,
    /// The value.
    pub value: Cell,
}

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its code in a CSV; empty: for people only.
    pub name: Cow<'static, str>,
    /// What stands above it.
    pub title: Option<String>,
    /// From left to right.
    pub columns: Vec<Column>,
    /// Each as long as `columns`; a shorter one is filled with nothing.
    pub rows: Vec<Vec<Cell>>,
    /// What is said when there are no rows.
    pub empty: String,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The CSV header, never translated.
    pub key: Cow<'static, str>,
    /// What people read.
    pub title: String,
    /// Where its cells stand.
    pub align: Align,
    /// On a narrow terminal the columns with the smallest number leave first; [`Column::ALWAYS`] never leaves.
    pub keep: u8,
}

/// Where a cell stands in its column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Numbers, times and durations. Never wrapped.
    Right,
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Cell {
    /// For people.
    pub text: String,
    /// For programs: untranslated, unformatted.
    pub raw: String,
    /// How it is meant.
    pub tone: Tone,
    /// A typed number: aligned and printed in CSV as it is, without the guard of text cells.
    pub number: bool,
}

/// How something is meant. A colour where there are colours, and never the colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Held, done.
    Good,
    /// Soon, look here.
    Warn,
    /// Late, broken.
    Bad,
    /// Closed, secondary.
    Dim,
    /// What the reader came for.
    Strong,
}

impl Tone {
    const fn is_plain(&self) -> bool {
        matches!(self, Self::Plain)
    }
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a title; `level` 1 to 3.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) -> &mut Self {
        self.push(Block::Heading { level, text: text.into() })
    }

    /// Adds labels and values, if there are any.
    pub fn facts(&mut self, facts: Facts) -> &mut Self {
        if facts.facts.is_empty() { self } else { self.push(Block::Facts(facts)) }
    }

    /// Adds a table, also an empty one: that there is nothing is an answer.
    pub fn table(&mut self, table: Table) -> &mut Self {
        self.push(Block::Table(table))
    }

    /// Adds one sentence that must not be missed.
    pub fn note(&mut self, tone: Tone, text: impl Into<String>) -> &mut Self {
        self.push(Block::Note { tone, text: text.into() })
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Block::Text(text.into()))
    }

    /// Adds points without order, if there are any.
    pub fn list(&mut self, points: impl IntoIterator<Item = Cell>) -> &mut Self {
        let points: Vec<Cell> = points.into_iter().collect();
        if points.is_empty() { self } else { self.push(Block::List(points)) }
    }

    /// Adds preformatted lines.
    pub fn code(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Block::Code(text.into()))
    }

    /// Adds any block.
    pub fn push(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }

    /// Adds all blocks of another page.
    pub fn append(&mut self, mut other: Self) -> &mut Self {
        self.blocks.append(&mut other.blocks);
        self
    }
}

impl Facts {
    /// No facts yet; `name` is their code in a CSV, empty for people only.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name: name.into(), facts: Vec::new() }
    }

    /// Adds one: CSV header, label without a colon, value.
    pub fn add(&mut self, key: &'static str, label: impl Into<String>, value: impl Into<Cell>) -> &mut Self {
        self.facts.push(Fact { key: key.into(), label: label.into(), value: value.into() });
        self
    }

    /// Adds one, if there is a value.
    pub fn maybe(&mut self, key: &'static str, label: impl Into<String>, value: Option<impl Into<Cell>>) -> &mut Self {
        match value {
            Some(value) => self.add(key, label, value),
            None => self,
        }
    }
}

impl Table {
    /// A table without columns; `name` is its code in a CSV, `empty` what is said when there are no rows.
    #[must_use]
    pub fn new(name: &'static str, empty: impl Into<String>) -> Self {
        Self { name: name.into(), empty: empty.into(), ..Self::default() }
    }

    /// With words above it.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// With one more column on the right.
    #[must_use]
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> &mut Self {
        self.rows.push(cells.into_iter().collect());
        self
    }
}

impl Column {
    /// The `keep` of a column that never leaves.
    pub const ALWAYS: u8 = u8::MAX;

    /// A column of text that never leaves; `key` is its CSV header.
    #[must_use]
    pub fn new(key: impl Into<Cow<'static, str>>, title: impl Into<String>) -> Self {
        Self { key: key.into(), title: title.into(), align: Align::Left, keep: Self::ALWAYS }
    }

    /// For numbers, times and durations.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// May leave a narrow terminal, the smallest number first.
    #[must_use]
    pub fn keep(mut self, keep: u8) -> Self {
        self.keep = keep;
        self
    }
}

impl Cell {
    /// The same text for people and programs.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { raw: text.clone(), text, ..Self::default() }
    }

    /// One text for people, another for programs.
    #[must_use]
    pub fn both(text: impl Into<String>, raw: impl ToString) -> Self {
        Self { text: text.into(), raw: raw.to_string(), ..Self::default() }
    }

    /// A typed number: `text` as people read it, `raw` as programs do.
    #[must_use]
    pub fn number(text: impl Into<String>, raw: impl ToString) -> Self {
        Self::both(text, raw).numeric()
    }

    /// Nothing to say: `—` for people, empty for programs.
    #[must_use]
    pub fn none() -> Self {
        Self { text: NOTHING.to_owned(), tone: Tone::Dim, ..Self::default() }
    }

    /// How it is meant.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Marks a typed number.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.number = true;
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::none, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_dash_for_people_and_empty_for_programs() {
        let cell = Cell::from(None::<&str>);
        assert_eq!((cell.text.as_str(), cell.raw.as_str()), ("—", ""));
    }

    #[test]
    fn a_page_comes_back_from_where_it_was_kept() {
        let mut table = Table::new("tickets", "none").column(Column::new("number", "N°").right());
        table.row([Cell::number("#4", 4).tone(Tone::Bad), Cell::none(), Cell::text("panne")]);
        let mut page = Page::new();
        page.heading(1, "Juin").table(table).note(Tone::Warn, "attention").code("x");
        let kept = serde_json::to_string(&page).unwrap();
        assert_eq!(serde_json::from_str::<Page>(&kept).unwrap(), page);
    }

    #[test]
    fn facts_and_lists_without_content_leave_no_block() {
        let mut page = Page::new();
        page.facts(Facts::new("client")).list([]);
        assert_eq!(page, Page::new());
        page.table(Table::new("tickets", "no ticket"));
        assert_eq!(page.blocks.len(), 1);
    }
}
