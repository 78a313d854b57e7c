//! Figures of several months side by side: bars where there is room for signs, numbers everywhere else.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::page::{Cell, Column, Table, Tone};

/// Series over the same months.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// Its code in a CSV.
    pub name: Cow<'static, str>,
    /// What stands above it.
    pub title: Option<String>,
    /// Over the column that names the series.
    pub head: String,
    /// Over the bars.
    pub bars: String,
    /// The months, the oldest first: for people, and as a key.
    pub months: Vec<(String, String)>,
    /// The series.
    pub series: Vec<Series>,
    /// What is said when there are no series.
    pub empty: String,
}

/// One figure, month by month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// What it is.
    pub name: Cell,
    /// Its value in each month; a dash where there is none.
    pub cells: Vec<Cell>,
    /// How high each bar is.
    pub heights: Vec<Height>,
}

/// The height of one bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Height {
    /// Nothing to show.
    None,
    /// Too few to be a rate.
    Hollow,
    /// From 0 to [`Height::FULL`].
    Of(u16),
}

impl Height {
    /// The highest bar.
    pub const FULL: u16 = 1000;

    /// `part` of `of`; nothing of nothing.
    #[must_use]
    pub fn of(part: i64, of: i64) -> Self {
        match of {
            ..=0 => Self::None,
            _ => Self::Of(u16::try_from((part.clamp(0, of) * i64::from(Self::FULL)) / of).unwrap_or(Self::FULL)),
        }
    }

    fn sign(self, signs: &[char; 8], none: char, hollow: char) -> char {
        match self {
            Self::None => none,
            Self::Hollow => hollow,
            Self::Of(height) => {
                let step = usize::from(height) * signs.len() / (usize::from(Self::FULL) + 1);
                signs.get(step.min(signs.len() - 1)).copied().unwrap_or(none)
            }
        }
    }
}

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The same where there are no signs beyond ASCII: eighths.
const DIGITS: [char; 8] = ['1', '2', '3', '4', '5', '6', '7', '8'];

impl Series {
    /// A figure whose bars are drawn against its own greatest value.
    #[must_use]
    pub fn counted(name: Cell, values: &[Option<i64>], shown: impl Fn(i64) -> Cell) -> Self {
        let most = values.iter().flatten().copied().max().unwrap_or(0);
        let height = |value: &Option<i64>| value.map_or(Height::None, |value| Height::of(value, most.max(1)));
        let cells = values.iter().map(|value| value.map_or_else(Cell::none, &shown)).collect();
        Self { name, cells, heights: values.iter().map(height).collect() }
    }

    /// One sign a month.
    #[must_use]
    pub fn bars(&self, unicode: bool) -> String {
        let (signs, none, hollow) = if unicode { (&BLOCKS, '·', '░') } else { (&DIGITS, '.', '?') };
        self.heights.iter().map(|height| height.sign(signs, none, hollow)).collect()
    }
}

impl Chart {
    fn table(&self) -> Table {
        Table { name: self.name.clone(), ..Table::new("", self.empty.as_str()) }
    }

    /// A column a month: for documents and spreadsheets.
    #[must_use]
    pub fn numbers(&self) -> Table {
        let mut table = self.table().column(Column::new("series", self.head.as_str()));
        table.title.clone_from(&self.title);
        for (text, key) in &self.months {
            table = table.column(Column::new(key.clone(), text.as_str()).right());
        }
        for series in &self.series {
            table.row(std::iter::once(series.name.clone()).chain(series.cells.iter().cloned()));
        }
        table
    }

    /// Bars, with the first and the last month's value: for a terminal.
    #[must_use]
    pub fn drawn(&self, unicode: bool) -> Table {
        let title = |month: Option<&(String, String)>| month.map(|(text, _)| text.clone()).unwrap_or_default();
        let mut table = self
            .table()
            .column(Column::new("series", self.head.as_str()))
            .column(Column::new("bars", self.bars.as_str()))
            .column(Column::new("first", title(self.months.first())).right().keep(1))
            .column(Column::new("last", title(self.months.last())).right());
        table.title.clone_from(&self.title);
        for series in &self.series {
            let value = |cell: Option<&Cell>| Cell { tone: Tone::Plain, ..cell.cloned().unwrap_or_else(Cell::none) };
            let bars = Cell::text(series.bars(unicode));
            table.row([series.name.clone(), bars, value(series.cells.first()), value(series.cells.last())]);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_high_as_its_share_and_nothing_is_no_bar() {
        let heights = vec![Height::of(0, 4), Height::of(2, 4), Height::of(4, 4), Height::of(1, 0), Height::Hollow];
        let series = Series { name: Cell::text("a"), cells: Vec::new(), heights };
        assert_eq!(series.bars(true), "▁▄█·░");
        assert_eq!(series.bars(false), "148.?");
    }

    #[test]
    fn months_are_columns_in_a_document_and_bars_on_a_terminal() {
        let shown = |n: i64| Cell::number(n.to_string(), n);
        let series = Series::counted(Cell::text("opened"), &[Some(1), None, Some(8)], shown);
        let months = ["04", "05", "06"].map(|m| (m.to_owned(), format!("2026-{m}"))).to_vec();
        let chart = Chart { name: "trend".into(), months, series: vec![series], ..Chart::default() };
        let keys: Vec<_> = chart.numbers().columns.iter().map(|c| c.key.to_string()).collect();
        assert_eq!(keys, ["series", "2026-04", "2026-05", "2026-06"]);
        let drawn = chart.drawn(true);
        let row: Vec<_> = drawn.rows[0].iter().map(|c| c.text.as_str()).collect();
        assert_eq!(row, ["opened", "▁·█", "1", "8"]);
    }
}
