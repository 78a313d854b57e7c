//! Tickets as JSON Lines: what `ticket import` reads and `export` writes. A round trip loses nothing.
//!
//! ```
//! use infog::intake::ticket_lines::read;
//! let line = r#"{"client":"ried","kind":"incident","title":"VPN","opened_at":"2026-02-09T08:30:00+01:00",
//!     "events":[{"at":"2026-02-09T09:00:00+01:00","type":"acknowledged","by":"lea"}]}"#.replace('\n', "");
//! let file = read("tickets.jsonl", line.as_bytes()).unwrap();
//! assert_eq!(file.drafts[0].events[0].what.code(), "acknowledged");
//! ```

mod draft;
mod reading;
mod wire;
mod writing;

pub use draft::{EventDraft, TicketDraft};
pub use writing::write;

use std::collections::HashMap;
use std::io::{BufRead, ErrorKind};

use super::delimited::BadRow;
use super::refusal::{Fault, IntakeError, Refusal};
use crate::domain::date::clipped;
use crate::domain::nearest::{hint, nearest};

/// The longest line, in bytes: a ticket with hundreds of long notes.
pub const LONGEST_LINE: usize = 16 << 20;
/// The most tickets in one file.
pub const MOST_TICKETS: u64 = 10_000_000;

/// Every ticket of one file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TicketFile {
    /// Tickets that can be taken, in the order of the file.
    pub drafts: Vec<TicketDraft>,
    /// Lines that cannot.
    pub refusals: Vec<Refusal>,
    /// Lines read, blank ones not counted.
    pub read: usize,
}

/// Reads a whole file.
///
/// # Errors
/// [`IntakeError`] where reading must stop: no UTF-8, a line or a file beyond the limits.
pub fn read(source_name: &str, input: impl BufRead) -> Result<TicketFile, IntakeError> {
    let mut lines = TicketLines::new(source_name, input);
    let mut file = TicketFile::default();
    for line in &mut lines {
        match line? {
            Ok(draft) => file.drafts.push(draft),
            Err(refusal) => file.refusals.push(refusal),
        }
    }
    file.read = lines.read;
    Ok(file)
}

/// Tickets read one line after another.
#[derive(Debug)]
pub struct TicketLines<R> {
    source_name: String,
    input: R,
    buffer: Vec<u8>,
    line: u64,
    read: usize,
    numbers: HashMap<i64, u64>,
}

impl<R: BufRead> TicketLines<R> {
    /// Reads from `input`, which is called `source_name` in refusals.
    pub fn new(source_name: &str, input: R) -> Self {
        Self {
            source_name: source_name.to_owned(),
            input,
            buffer: Vec::new(),
            line: 0,
            read: 0,
            numbers: HashMap::new(),
        }
    }

    /// Reads the next physical line; `false` at the end.
    fn next_line(&mut self) -> Result<bool, BadRow> {
        self.buffer.clear();
        self.line += 1;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(BadRow::Read { line: self.line, reason: error.to_string() }),
            };
            if chunk.is_empty() {
                return Ok(!self.buffer.is_empty());
            }
            let end = chunk.iter().position(|b| *b == b'\n');
            let used = end.map_or(chunk.len(), |at| at + 1);
            if self.buffer.len() + used > LONGEST_LINE {
                return Err(BadRow::LongRow { line: self.line, allowed: LONGEST_LINE });
            }
            self.buffer.extend_from_slice(chunk.get(..used).unwrap_or_default());
            self.input.consume(used);
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    fn draft(&mut self) -> Result<Result<TicketDraft, Refusal>, BadRow> {
        let line = self.line;
        let text = std::str::from_utf8(&self.buffer).map_err(|_| BadRow::Encoding { line })?;
        let text = if line == 1 { text.trim_start_matches('\u{feff}') } else { text };
        let parsed = serde_json::from_str::<wire::Ticket>(text).map_err(|error| malformed(line, &error));
        let draft = parsed.and_then(|wire| {
            reading::ticket(line, wire).map_err(|wrong| Refusal {
                line,
                column: wrong.place,
                value: wrong.value,
                reason: wrong.reason,
            })
        });
        Ok(draft.and_then(|draft| self.only_once(draft)))
    }

    /// A number stands once in a file.
    fn only_once(&mut self, draft: TicketDraft) -> Result<TicketDraft, Refusal> {
        let Some(number) = draft.number else { return Ok(draft) };
        let (line, value) = (draft.line, number.0.to_string());
        match self.numbers.insert(number.0, line) {
            Some(first) => {
                self.numbers.insert(number.0, first);
                let reason = format!("ticket {number} in line {line} is already in line {first}");
                Err(Refusal { line, column: "number".to_owned(), value, reason })
            }
            None => Ok(draft),
        }
    }
}

impl<R: BufRead> Iterator for TicketLines<R> {
    type Item = Result<Result<TicketDraft, Refusal>, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.next_line() {
                Ok(false) => return None,
                Ok(true) if self.buffer.trim_ascii().is_empty() => {}
                Ok(true) => break,
                Err(fault) => return Some(Err(Fault::Row(fault).of(&self.source_name))),
            }
        }
        self.read += 1;
        if self.read as u64 > MOST_TICKETS {
            let fault = BadRow::ManyRows { line: self.line, allowed: MOST_TICKETS };
            return Some(Err(Fault::Row(fault).of(&self.source_name)));
        }
        Some(self.draft().map_err(|fault| Fault::Row(fault).of(&self.source_name)))
    }
}

/// What the JSON reader says, with the column and the key that may have been meant.
fn malformed(line: u64, error: &serde_json::Error) -> Refusal {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    let mut quoted = said.split('`').skip(1).step_by(2);
    let (key, reason) = match quoted.next() {
        Some(key) if said.starts_with("unknown field") => {
            (key, format!("unknown key `{}`{}", clipped(key), hint(nearest(key, quoted))))
        }
        Some(key) if said.starts_with("missing field") => (key, format!("`{key}` is missing")),
        Some(key) if said.starts_with("duplicate field") => (key, format!("`{key}` stands twice")),
        _ => ("", said.chars().take(300).collect()),
    };
    let column = error.column();
    Refusal { line, column: clipped(key), value: String::new(), reason: format!("{reason} (character {column})") }
}

#[cfg(test)]
mod tests;
