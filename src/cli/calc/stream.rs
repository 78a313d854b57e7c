//! A CSV in, the same CSV with one more column out: line by line, in constant memory.

use std::io::{BufRead, BufReader, Write};

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};
use serde_json::{Map, Value};

use crate::cli::failure::Failure;
use crate::cli::source::Source;

/// Large enough that a read is no event.
const BUFFER: usize = 1 << 16;

/// What is appended to each line.
pub struct Column<'n> {
    /// Its header.
    pub name: &'n str,
    /// The two columns that it is computed from.
    pub from: [&'n str; 2],
}

/// Appends to every line of `source` what `compute` writes from its two cells.
///
/// # Errors
/// A column is missing, a line has too few cells, or `compute` refuses: each names the file and its line.
pub fn append(
    source: &Source,
    column: &Column<'_>,
    json: bool,
    out: &mut dyn Write,
    mut compute: impl FnMut([&[u8]; 2], &mut Vec<u8>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut input = BufReader::with_capacity(BUFFER, source.open()?);
    let delimiter = delimiter(input.fill_buf().map_err(|e| source.unreadable(&e))?);
    let Some(delimiter) = delimiter else { return Err(empty(source)) };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).buffer_capacity(BUFFER).from_reader(input);
    let headers = reader.byte_headers().map_err(|e| bad_csv(source, &e))?.clone();
    let headers = without_mark(&headers);
    let [first, second] = places(source, column, &headers)?;
    let mut sink = sink(json, delimiter, out);
    sink.begin(&headers, column.name)?;
    let (mut record, mut cell) = (ByteRecord::new(), Vec::with_capacity(32));
    while reader.read_byte_record(&mut record).map_err(|e| bad_csv(source, &e))? {
        let cells = [record.get(first).unwrap_or_default(), record.get(second).unwrap_or_default()];
        cell.clear();
        compute(cells, &mut cell).map_err(|failure| at_line(source, &record, failure))?;
        sink.line(&mut record, &cell)?;
    }
    sink.end()
}

/// Comma, semicolon or tab: the one that the first line has most of.
fn delimiter(beginning: &[u8]) -> Option<u8> {
    let line = beginning.split(|b| *b == b'\n').next().filter(|line| !line.is_empty())?;
    let count = |delimiter: u8| line.iter().filter(|b| **b == delimiter).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|delimiter| count(*delimiter))
}

fn without_mark(headers: &ByteRecord) -> ByteRecord {
    let bare = |(i, cell): (usize, &[u8])| match (i, cell.strip_prefix(b"\xef\xbb\xbf")) {
        (0, Some(rest)) => rest.to_vec(),
        _ => cell.to_vec(),
    };
    headers.iter().enumerate().map(bare).collect()
}

fn places(source: &Source, column: &Column<'_>, headers: &ByteRecord) -> Result<[usize; 2], Failure> {
    let find = |name: &str| headers.iter().position(|cell| cell.trim_ascii().eq_ignore_ascii_case(name.as_bytes()));
    if find(column.name).is_some() {
        return Err(Failure::refused(format!("{source}:1: the file has a column `{}` already", column.name)));
    }
    let place = |name: &str| {
        find(name).ok_or_else(|| {
            let known: Vec<_> = headers.iter().map(String::from_utf8_lossy).collect();
            let [one, two] = column.from;
            Failure::refused(format!("{source}:1: no column `{name}` among: {}", known.join(", ")))
                .hinted(format!("the first line names the columns; `{one}` and `{two}` are needed"))
        })
    };
    let [one, two] = column.from;
    Ok([place(one)?, place(two)?])
}

fn empty(source: &Source) -> Failure {
    match source {
        Source::Stdin => Source::nothing_came(),
        Source::File(_) => Failure::refused(format!("`{source}` is empty; its first line names the columns")),
    }
}

fn bad_csv(source: &Source, error: &csv::Error) -> Failure {
    match error.kind() {
        csv::ErrorKind::Io(e) => source.unreadable(&std::io::Error::new(e.kind(), e.to_string())),
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(0, csv::Position::line);
            Failure::refused(format!("{source}:{line}: {len} cells where the first line has {expected_len}"))
        }
        _ => Failure::refused(format!("{source}: this is no CSV")).because(error),
    }
}

fn at_line(source: &Source, record: &ByteRecord, failure: Failure) -> Failure {
    let line = record.position().map_or(0, csv::Position::line);
    Failure { sentence: format!("{source}:{line}: {}", failure.sentence), ..failure }
}

/// Where lines go.
trait Sink {
    fn begin(&mut self, headers: &ByteRecord, added: &str) -> Result<(), Failure>;
    fn line(&mut self, record: &mut ByteRecord, cell: &[u8]) -> Result<(), Failure>;
    fn end(&mut self) -> Result<(), Failure>;
}

fn sink<'o>(json: bool, delimiter: u8, out: &'o mut dyn Write) -> Box<dyn Sink + 'o> {
    if json {
        Box::new(Objects { keys: Vec::new(), first: true, out })
    } else {
        let writer = WriterBuilder::new().delimiter(delimiter).buffer_capacity(BUFFER).from_writer(out);
        Box::new(Lines { writer })
    }
}

struct Lines<'o> {
    writer: csv::Writer<&'o mut dyn Write>,
}

impl Sink for Lines<'_> {
    fn begin(&mut self, headers: &ByteRecord, added: &str) -> Result<(), Failure> {
        self.line(&mut headers.clone(), added.as_bytes())
    }

    fn line(&mut self, record: &mut ByteRecord, cell: &[u8]) -> Result<(), Failure> {
        record.push_field(cell);
        self.writer.write_byte_record(record).map_err(|e| unwritten(&e))
    }

    fn end(&mut self) -> Result<(), Failure> {
        Ok(self.writer.flush()?)
    }
}

fn unwritten(error: &csv::Error) -> Failure {
    match error.kind() {
        csv::ErrorKind::Io(e) => Failure::output(e),
        _ => Failure::refused("the output cannot be written").because(error),
    }
}

/// An array of objects, one a line, whose keys are the headers.
struct Objects<'o> {
    keys: Vec<String>,
    first: bool,
    out: &'o mut dyn Write,
}

impl Sink for Objects<'_> {
    fn begin(&mut self, headers: &ByteRecord, added: &str) -> Result<(), Failure> {
        let known = headers.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned());
        self.keys = known.chain([added.to_owned()]).collect();
        Ok(self.out.write_all(b"[")?)
    }

    fn line(&mut self, record: &mut ByteRecord, cell: &[u8]) -> Result<(), Failure> {
        let text = |cell: &[u8]| Value::from(String::from_utf8_lossy(cell));
        let added = std::str::from_utf8(cell).ok().and_then(|t| t.parse::<i64>().ok()).map(Value::from);
        let values = record.iter().map(text).chain([added.unwrap_or_else(|| text(cell))]);
        let object: Map<String, Value> = self.keys.iter().cloned().zip(values).collect();
        self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(self.out.write_all(Value::Object(object).to_string().as_bytes())?)
    }

    fn end(&mut self) -> Result<(), Failure> {
        Ok(self.out.write_all(b"\n]\n")?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_of_the_first_line() {
        assert_eq!(delimiter(b"from,within\n1;2;3"), Some(b','));
        assert_eq!(delimiter(b"from;within;a,b\n"), Some(b';'));
        assert_eq!(delimiter(b"from\twithin"), Some(b'\t'));
        assert_eq!(delimiter(b""), None);
    }
}
