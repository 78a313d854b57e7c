//! Cells of a sheet in memory, a few bytes each, and the delimited text that they make.

/// Rows of cells that are not wholly blank, each with its row in the sheet.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Grid {
    text: String,
    ends: Vec<usize>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    line: u64,
    first: usize,
}

/// A grid as comma-separated text. A first line `sep=,` says so, whatever stands in the cells.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct GridText {
    /// Header and rows.
    pub text: String,
    /// The row in the sheet of the header and of each row below it.
    pub lines: Vec<u64>,
}

impl Grid {
    /// How many rows it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// It has no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The bytes of all cells together.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.text.len()
    }

    /// How many cells it has, blank ones of its rows included.
    #[must_use]
    pub const fn cells(&self) -> usize {
        self.ends.len()
    }

    /// The place of a row in the sheet, from 1.
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |row| row.line)
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        let first = self.rows.get(row).map_or(0, |row| row.first);
        let after = self.rows.get(row + 1).map_or(self.ends.len(), |next| next.first);
        let range = if row < self.rows.len() { first..after } else { 0..0 };
        range.map(|cell| self.cell(cell))
    }

    fn cell(&self, cell: usize) -> &str {
        let start = cell.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(cell).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }

    /// Begins a row; one that was begun before and stayed blank is forgotten.
    pub fn begin(&mut self, line: u64) {
        self.drop_blank();
        self.rows.push(Row { line, first: self.ends.len() });
    }

    /// How many cells the row under way has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.last().map_or(0, |row| self.ends.len() - row.first)
    }

    /// Adds a cell to the row under way.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Forgets the row under way where nothing stands in it.
    pub fn drop_blank(&mut self) {
        let Some(row) = self.rows.last().copied() else { return };
        if self.row(self.rows.len() - 1).all(|cell| cell.trim().is_empty()) {
            let start = row.first.checked_sub(1).and_then(|cell| self.ends.get(cell)).copied().unwrap_or(0);
            self.text.truncate(start);
            self.ends.truncate(row.first);
            self.rows.pop();
        }
    }

    /// The rows from `header` on as text.
    #[must_use]
    pub fn text_from(&self, header: usize) -> GridText {
        let mut out = GridText { text: "sep=,\n".to_owned(), lines: Vec::new() };
        for row in header..self.len() {
            out.lines.push(self.line(row));
            for (at, cell) in self.row(row).enumerate() {
                if at > 0 {
                    out.text.push(',');
                }
                push_quoted(&mut out.text, cell);
            }
            out.text.push('\n');
        }
        out
    }
}

fn push_quoted(out: &mut String, cell: &str) {
    if cell.contains([',', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::bytes::Limits;
    use crate::intake::delimited::{Record, Table};

    fn grid(rows: &[(u64, &[&str])]) -> Grid {
        let mut grid = Grid::default();
        for (line, cells) in rows {
            grid.begin(*line);
            cells.iter().for_each(|cell| grid.push(cell));
        }
        grid.drop_blank();
        grid
    }

    #[test]
    fn blank_rows_are_forgotten_and_lines_stay() {
        let grid = grid(&[(1, &["Parc"]), (2, &["", " "]), (4, &["Nom", "Type"]), (5, &["a", ""]), (9, &[""])]);
        assert_eq!((grid.len(), grid.line(1), grid.line(2), grid.line(7)), (3, 4, 5, 0));
        assert_eq!(grid.row(1).collect::<Vec<_>>(), ["Nom", "Type"]);
        assert_eq!(grid.row(2).collect::<Vec<_>>(), ["a", ""]);
        assert_eq!(grid.row(3).count(), 0);
    }

    #[test]
    fn the_text_reads_back_as_its_cells() {
        let rows: [&[&str]; 3] = [&["a;b", "c\td"], &["say \"x\"", "two\nlines"], &["1,5", "é"]];
        let told = grid(&[(3, rows[0]), (4, rows[1]), (8, rows[2])]).text_from(0);
        assert_eq!(told.lines, [3, 4, 8]);
        let mut table = Table::open(told.text.as_bytes(), Limits::USUAL).unwrap().unwrap();
        assert_eq!(table.header(), rows[0]);
        let mut record = Record::default();
        for row in &rows[1..] {
            assert!(table.next_into(&mut record).unwrap());
            assert_eq!(record.cells().collect::<Vec<_>>(), *row);
        }
        assert!(!table.next_into(&mut record).unwrap());
    }
}
