//! Each row of an inventory is a draft or a refusal that names its line, within the limits, and the same in one piece and
//! in small ones.

use std::io::{BufRead, Read};

use infog::intake::asset_file::{self, Options, Row, Rows};
use infog::intake::bytes::{Limits, decode};
use infog::intake::delimited::{Record, Table};
use infog::intake::refusal::IntakeError;

const LIMITS: Limits = Limits { file_bytes: 1 << 20, row_bytes: 4_096, columns: 64, rows: 10_000 };

/// A reader that hands over a first piece, in which the delimiter is found, and then pieces of `size` bytes.
struct Pieces<'a> {
    bytes: &'a [u8],
    first: usize,
    size: usize,
}

impl<'a> Pieces<'a> {
    fn of(bytes: &'a [u8], size: usize) -> Self {
        Self { bytes, first: bytes.len().min(SAMPLE), size }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let piece = self.fill_buf()?;
        let length = piece.len().min(into.len());
        into[..length].copy_from_slice(&piece[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        let length = if self.first > 0 { self.first } else { self.size };
        Ok(&self.bytes[..length.min(self.bytes.len())])
    }

    fn consume(&mut self, length: usize) {
        self.bytes = &self.bytes[length..];
        self.first = self.first.saturating_sub(length);
    }
}

/// The delimiter is found in the first piece of a file: for a whole and a cut one to agree, that piece is the same.
const SAMPLE: usize = 96;

/// All rows as they are written, and how it ended.
fn table(input: impl BufRead) -> (Vec<Vec<String>>, Option<String>) {
    let (mut rows, mut record) = (Vec::new(), Record::default());
    let mut table = match Table::open(input, LIMITS) {
        Ok(Some(table)) => table,
        Ok(None) => return (rows, None),
        Err(fault) => return (rows, Some(fault.to_string())),
    };
    loop {
        match table.next_into(&mut record) {
            Ok(true) => {
                assert!(record.len() <= LIMITS.columns);
                let (written, lengths) = record.written();
                assert_eq!(lengths.sum::<usize>(), written.len());
                rows.push((0..record.len()).map(|column| record.raw(column).to_owned()).collect());
            }
            Ok(false) => return (rows, None),
            Err(fault) => return (rows, Some(fault.to_string())),
        }
    }
}

fn drafts(text: &str, options: &Options) -> Result<(), IntakeError> {
    let rows = Rows::open("fuzz.csv", text.as_bytes(), options)?;
    let mut last = rows.read() as u64;
    let lines = text.bytes().filter(|b| matches!(b, b'\n' | b'\r')).count() as u64 + 1;
    for row in rows {
        let line = match row? {
            Row::Draft(draft) => draft.line,
            Row::Refused(refusal) => {
                super::brief(&refusal.to_string());
                super::brief(&format!("`{}`", refusal.value));
                refusal.line
            }
        };
        assert!(line > last && line <= lines, "line {line} of {lines} after line {last}");
        last = line;
    }
    Ok(())
}

pub fn check(bytes: &[u8]) {
    let options = Options { client: Some("ried".into()), limits: LIMITS, ..Options::default() };
    match asset_file::read("fuzz.csv", bytes, &options) {
        Ok(file) => assert_eq!(file.rows.len() + file.refusals.len(), file.read),
        Err(refusal) => super::brief(&refusal.to_string()),
    }
    let Ok(decoded) = decode(bytes, None) else { return };
    let text = decoded.text.as_bytes();
    let whole = table(Pieces::of(text, text.len().max(1)));
    for size in [1, 2, 7, 64] {
        assert_eq!(table(Pieces::of(text, size)), whole, "in pieces of {size} bytes");
    }
    if let Err(refusal) = drafts(&decoded.text, &options) {
        super::brief(&refusal.to_string());
    }
}
