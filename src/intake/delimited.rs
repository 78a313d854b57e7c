//! Rows of CSV and its relatives, with the physical line on which each begins.
//!
//! The reader is infog's own because it must stop at a limit before it has read the row, know the line of each record
//! whatever the line ends, and refuse a quote that is never closed (else half a file ends as one cell). A property
//! compares it with the `csv` crate.

use std::io::{self, BufRead};

use super::bytes::Limits;
use crate::domain::formula::unguarded;

/// What may stand between cells.
pub const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// How many rows are looked at to find the delimiter.
const SAMPLED_ROWS: usize = 20;

/// The rows cannot be told apart, or are beyond the limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRow {
    /// The rest of the file would be one cell.
    #[error("line {line}: the quote that opens here is never closed")]
    OpenQuote {
        /// The line of the quote.
        line: u64,
    },
    /// More than [`Limits::row_bytes`].
    #[error("line {line}: the row has more than {allowed} bytes")]
    LongRow {
        /// Its first line.
        line: u64,
        /// At most.
        allowed: usize,
    },
    /// More than [`Limits::columns`].
    #[error("line {line}: the row has more than {allowed} columns")]
    WideRow {
        /// Its first line.
        line: u64,
        /// At most.
        allowed: usize,
    },
    /// More than [`Limits::rows`].
    #[error("line {line}: the file has more than {allowed} rows")]
    ManyRows {
        /// The first line too many.
        line: u64,
        /// At most.
        allowed: u64,
    },
    /// The text that was handed over is no UTF-8.
    #[error("line {line}: the text is not UTF-8")]
    Encoding {
        /// The row's first line.
        line: u64,
    },
    /// The file could not be read on.
    #[error("line {line}: {reason}")]
    Read {
        /// Where reading stopped.
        line: u64,
        /// What the system said.
        reason: String,
    },
}

/// One row; used again for the next, so that a million rows need one allocation.
#[derive(Debug, Default, Clone)]
pub struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    line: u64,
}

impl Record {
    /// The line of the file on which it begins, from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// It has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell as it is written, without its quotes; `""` where the row is too short.
    #[must_use]
    pub fn raw(&self, column: usize) -> &str {
        let start = column.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let cell = self.ends.get(column).and_then(|end| self.bytes.get(start..*end)).unwrap_or_default();
        std::str::from_utf8(cell).unwrap_or_default() // checked when the row was read
    }

    /// A cell without the guard that keeps spreadsheets from running it, and without blanks around it.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        unguarded(self.raw(column).trim()).trim()
    }

    /// All its cells, guards off.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// Nothing but blanks and delimiters.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace) || self.cells().all(str::is_empty)
    }

    fn clear(&mut self, line: u64) {
        self.bytes.clear();
        self.ends.clear();
        self.line = line;
    }

    fn end_cell(&mut self) {
        self.ends.push(self.bytes.len());
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Start,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// Cuts bytes into cells, one row at a time; knows where it stands between two pieces of a row.
#[derive(Debug)]
struct Scanner {
    delimiter: u8,
    limits: Limits,
    line: u64,
    state: State,
    quote_line: u64,
    touched: bool,
    after_return: bool,
}

impl Scanner {
    fn begin(&mut self, record: &mut Record) {
        record.clear(self.line);
        (self.state, self.touched) = (State::Start, false);
    }

    /// Takes bytes until the row or the chunk ends: how many, and whether the row ended.
    fn feed(&mut self, chunk: &[u8], record: &mut Record) -> Result<(usize, bool), BadRow> {
        for (at, &byte) in chunk.iter().enumerate() {
            if self.step(byte, record) {
                return Ok((at + 1, true));
            }
            self.check_limits(record)?;
        }
        Ok((chunk.len(), false))
    }

    /// Takes one byte; does the row end with it?
    fn step(&mut self, byte: u8, record: &mut Record) -> bool {
        let ends_line = byte == b'\n' || byte == b'\r';
        if std::mem::replace(&mut self.after_return, byte == b'\r') && byte == b'\n' {
            // The second half of CRLF: its line is counted already, and outside quotes its row is over.
            if self.state == State::Quoted {
                record.bytes.push(byte);
            }
            return false;
        }
        self.touched = true;
        let quote_line = self.line;
        self.line += u64::from(ends_line);
        match self.state {
            State::Quoted if byte == b'"' => self.state = State::QuoteInQuoted,
            State::Quoted => record.bytes.push(byte),
            _ if ends_line => {
                record.end_cell();
                return true;
            }
            _ if byte == self.delimiter => {
                record.end_cell();
                self.state = State::Start;
            }
            State::Start if byte == b'"' => (self.state, self.quote_line) = (State::Quoted, quote_line),
            State::QuoteInQuoted if byte == b'"' => {
                record.bytes.push(byte);
                self.state = State::Quoted;
            }
            _ => {
                record.bytes.push(byte);
                self.state = State::Plain;
            }
        }
        false
    }

    const fn check_limits(&self, record: &Record) -> Result<(), BadRow> {
        let (line, limits) = (record.line, &self.limits);
        if record.bytes.len() > limits.row_bytes {
            return Err(BadRow::LongRow { line, allowed: limits.row_bytes });
        }
        if record.ends.len() >= limits.columns {
            return Err(BadRow::WideRow { line, allowed: limits.columns });
        }
        Ok(())
    }

    /// The file is at its end: is there a last row without a line end?
    fn finish(&self, record: &mut Record) -> Result<bool, BadRow> {
        if self.state == State::Quoted {
            return Err(BadRow::OpenQuote { line: self.quote_line });
        }
        if self.touched {
            record.end_cell();
        }
        Ok(self.touched)
    }
}

/// Rows read one after another from UTF-8 text.
#[derive(Debug)]
pub struct Records<R> {
    input: R,
    scanner: Scanner,
    rows: u64,
}

impl<R: BufRead> Records<R> {
    /// Reads rows from `input`, whose cells `delimiter` separates.
    pub const fn new(input: R, delimiter: u8, limits: Limits) -> Self {
        let scanner = Scanner {
            delimiter,
            limits,
            line: 1,
            state: State::Start,
            quote_line: 1,
            touched: false,
            after_return: false,
        };
        Self { input, scanner, rows: 0 }
    }

    /// Reads the next row that is not blank into `record`; `false` at the end of the file.
    ///
    /// # Errors
    /// [`BadRow`]; nothing can be read after it.
    pub fn next_into(&mut self, record: &mut Record) -> Result<bool, BadRow> {
        loop {
            if !self.read(record)? {
                return Ok(false);
            }
            if !record.is_blank() {
                self.rows += 1;
                let allowed = self.scanner.limits.rows;
                return if self.rows > allowed {
                    Err(BadRow::ManyRows { line: record.line, allowed })
                } else {
                    Ok(true)
                };
            }
        }
    }

    fn read(&mut self, record: &mut Record) -> Result<bool, BadRow> {
        self.scanner.begin(record);
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(BadRow::Read { line: self.scanner.line, reason: error.to_string() }),
            };
            if chunk.is_empty() {
                return Ok(self.scanner.finish(record)? && check(record)?);
            }
            let (used, ended) = self.scanner.feed(chunk, record)?;
            self.input.consume(used);
            if ended {
                return check(record);
            }
        }
    }
}

/// Cells are handed out as text, so the row must be text.
fn check(record: &Record) -> Result<bool, BadRow> {
    std::str::from_utf8(&record.bytes).map(|_| true).map_err(|_| BadRow::Encoding { line: record.line })
}

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

#[cfg(test)]
mod tests;
