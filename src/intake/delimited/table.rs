//! Rows below a header, and the delimiter that divides them.

use std::io::BufRead;

use super::{BadRow, Record, Records};
use crate::intake::bytes::Limits;

/// What may stand between cells.
pub const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// How many rows are looked at to find the delimiter.
const SAMPLED_ROWS: usize = 20;

/// Rows below a header.
#[derive(Debug)]
pub struct Table<R> {
    header: Vec<String>,
    header_line: u64,
    delimiter: u8,
    records: Records<R>,
}

impl<R: BufRead> Table<R> {
    /// Finds the delimiter (a first line `sep=;` says it, and is dropped) and reads the header; `None` where the file
    /// has no row at all.
    ///
    /// # Errors
    /// [`BadRow`] in the header.
    pub fn open(mut input: R, limits: Limits) -> Result<Option<Self>, BadRow> {
        let sample = input.fill_buf().map_err(|e| BadRow::Read { line: 1, reason: e.to_string() })?;
        let said = said_delimiter(sample);
        let delimiter = said.unwrap_or_else(|| delimiter_of(sample));
        let mut records = Records::new(input, delimiter, limits);
        let mut first = Record::default();
        // With `sep=;` the first row is `sep=` and an empty cell: nothing of it is a column.
        let found = records.next_into(&mut first)? && (said.is_none() || records.next_into(&mut first)?);
        Ok(found.then(|| Self {
            header: first.cells().map(str::to_owned).collect(),
            header_line: first.line(),
            delimiter,
            records,
        }))
    }

    /// The cells of the first row.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Its line.
    #[must_use]
    pub const fn header_line(&self) -> u64 {
        self.header_line
    }

    /// What separates cells.
    #[must_use]
    pub const fn delimiter(&self) -> char {
        self.delimiter as char
    }

    /// Reads the next row that is not blank; `false` at the end. A row may be shorter than the header, or have empty
    /// cells beyond it: [`Table::surplus`] says whether it has more.
    ///
    /// # Errors
    /// [`BadRow`].
    pub fn next_into(&mut self, record: &mut Record) -> Result<bool, BadRow> {
        self.records.next_into(record)
    }

    /// The first cell that stands beyond the header and is not empty.
    #[must_use]
    pub fn surplus<'r>(&self, record: &'r Record) -> Option<&'r str> {
        (self.header.len()..record.len()).map(|column| record.cell(column)).find(|cell| !cell.is_empty())
    }
}

/// The delimiter that a first line `sep=;` names.
fn said_delimiter(sample: &[u8]) -> Option<u8> {
    let first = sample.split(|b| *b == b'\n' || *b == b'\r').next()?;
    let named = first.trim_ascii().trim_ascii_start();
    let named = named.strip_prefix(b"\"").and_then(|n| n.strip_suffix(b"\"")).unwrap_or(named);
    match named {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        _ if first.starts_with(b"sep=\t") => Some(b'\t'),
        _ => None,
    }
}

/// The delimiter that the header has and that divides most of the first rows as it divides the header, quotes
/// respected; of equals the one that is least likely to stand inside a cell.
fn delimiter_of(sample: &[u8]) -> u8 {
    let counts = delimiters_by_row(sample);
    let Some(header) = counts.first() else { return b',' };
    let agreeing = |i: usize| counts.iter().filter(|row| row.get(i) == header.get(i)).count();
    let score = |i: &usize| (agreeing(*i), header.get(*i).copied().unwrap_or(0));
    let candidates = (0..DELIMITERS.len()).filter(|i| header.get(*i).is_some_and(|n| *n > 0));
    candidates.max_by_key(score).and_then(|i| DELIMITERS.get(i)).copied().unwrap_or(b',')
}

/// How many of each delimiter stand outside quotes, for each of the first rows that are not empty.
fn delimiters_by_row(sample: &[u8]) -> Vec<[usize; DELIMITERS.len()]> {
    let (mut rows, mut row, mut quoted, mut seen) = (Vec::new(), [0; DELIMITERS.len()], false, false);
    for &byte in sample {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && (byte == b'\n' || byte == b'\r') {
            if std::mem::take(&mut seen) {
                rows.push(std::mem::take(&mut row));
            }
            if rows.len() == SAMPLED_ROWS {
                return rows;
            }
            continue;
        } else if !quoted && let Some(i) = DELIMITERS.iter().position(|d| *d == byte) {
            row[i] += 1;
        }
        seen = true;
    }
    if seen {
        rows.push(row);
    }
    rows
}
