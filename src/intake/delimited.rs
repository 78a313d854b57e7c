//! Rows of CSV and its relatives, with the physical line on which each begins.
//!
//! The reader is infog's own because it must stop at a limit before it has read the row, know the line of each record
//! whatever the line ends, and refuse a quote that is never closed (else half a file ends as one cell). A property
//! compares it with the `csv` crate.

mod table;

pub use table::{DELIMITERS, Table};

use std::io::{self, BufRead};

use super::bytes::Limits;
use crate::domain::formula::unguarded;

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
    /// While it is read.
    bytes: Vec<u8>,
    /// The same once the row is whole: its cells one after another.
    text: String,
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
        self.ends.get(column).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }

    /// A cell without the guard that keeps spreadsheets from running it, and without blanks around it.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        unguarded(self.raw(column).trim()).trim()
    }

    /// All that it says, as it is written: its cells one after another, and the length of each.
    pub fn written(&self) -> (&[u8], impl Iterator<Item = usize>) {
        let starts = std::iter::once(&0).chain(&self.ends);
        (self.text.as_bytes(), self.ends.iter().zip(starts).map(|(end, start)| end - start))
    }

    /// All its cells, guards off.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// Nothing but blanks and delimiters.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_whitespace()) || self.cells().all(str::is_empty)
    }

    fn clear(&mut self, line: u64) {
        if !self.text.is_empty() {
            self.bytes = std::mem::take(&mut self.text).into_bytes();
        }
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
        let mut at = 0;
        while let Some(&byte) = chunk.get(at) {
            at += 1;
            if self.step(byte, record) {
                return Ok((at, true));
            }
            let run = self.run(chunk.get(at..).unwrap_or_default());
            if !run.is_empty() {
                record.bytes.extend_from_slice(run);
                (self.after_return, at) = (false, at + run.len());
            }
            self.check_limits(record)?;
        }
        Ok((at, false))
    }

    /// The bytes ahead that belong to the cell and change nothing else: taken at once, not one by one.
    fn run<'c>(&self, ahead: &'c [u8]) -> &'c [u8] {
        let stop = match self.state {
            State::Plain => self.delimiter,
            State::Quoted => b'"',
            State::Start | State::QuoteInQuoted => return &[],
        };
        let length = ahead.iter().position(|byte| matches!(byte, b'\n' | b'\r') || *byte == stop);
        ahead.get(..length.unwrap_or(ahead.len())).unwrap_or_default()
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
                return Ok(self.scanner.finish(record)? && whole(record)?);
            }
            let (used, ended) = self.scanner.feed(chunk, record)?;
            self.input.consume(used);
            if ended {
                return whole(record);
            }
        }
    }
}

/// Cells are handed out as text, so the row must be text.
fn whole(record: &mut Record) -> Result<bool, BadRow> {
    let text = String::from_utf8(std::mem::take(&mut record.bytes));
    record.text = text.map_err(|_| BadRow::Encoding { line: record.line })?;
    Ok(true)
}

#[cfg(test)]
mod tests;
