//! Refused lines given back in their own columns, with the reason beside them, ready to be corrected and fed again.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::context::Ctx;
use super::failure::Failure;
use super::save;
use super::source::Source;
use crate::domain::formula::{guarded, is_formula};
use crate::intake::bytes::{Limits, decode};
use crate::intake::delimited::{DELIMITERS, Record, Table};

/// The column that says why; it is left out when the file is read again.
const REASON: &str = "reason";
/// Excel takes a file without it for Windows-1252, and a file with it is UTF-8 whatever `--encoding` says.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Refused lines, as CSV in the making.
pub struct Rejects {
    writer: csv::Writer<Vec<u8>>,
    /// Columns of the file, the reason apart.
    columns: Vec<usize>,
    width: usize,
}

impl Rejects {
    /// Begins with the header of the file. A file that was not plain UTF-8 came from a spreadsheet, and gets the mark
    /// that spreadsheets need.
    ///
    /// # Errors
    /// The header cannot be written as CSV.
    pub fn new(header: &[String], delimiter: char, is_plain: bool) -> Result<Self, Failure> {
        let mut begun = if is_plain { Vec::new() } else { MARK.to_vec() };
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        if !DELIMITERS.contains(&delimiter) {
            begun.extend_from_slice(b"sep=");
            begun.extend_from_slice(&[delimiter, b'\n']);
        }
        let columns: Vec<usize> =
            header.iter().enumerate().filter(|(_, name)| name.as_str() != REASON).map(|(at, _)| at).collect();
        let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(begun);
        let names = columns.iter().filter_map(|at| header.get(*at)).map(|name| safe(name));
        writer.write_record(names.chain([REASON.into()]).map(|name| name.into_owned())).map_err(|e| failed(&e))?;
        Ok(Self { writer, columns, width: header.len() })
    }

    /// Adds a line; what stands beyond the header follows the reason.
    ///
    /// # Errors
    /// It cannot be written as CSV.
    pub fn add(&mut self, record: &Record, reason: &str) -> Result<(), Failure> {
        self.write(&cells(record), reason)
    }

    /// Adds a line that was put aside, see [`cells`].
    ///
    /// # Errors
    /// It cannot be written as CSV.
    pub fn write(&mut self, cells: &[String], reason: &str) -> Result<(), Failure> {
        let own = self.columns.iter().map(|at| cells.get(*at).map(String::as_str).unwrap_or_default());
        let beyond = cells.get(self.width..).unwrap_or_default().iter().map(String::as_str);
        let row = own.chain([reason]).chain(beyond).map(safe);
        self.writer.write_record(row.map(|cell| cell.into_owned())).map_err(|e| failed(&e))
    }

    /// The whole file.
    ///
    /// # Errors
    /// It cannot be written as CSV.
    pub fn finish(self) -> Result<Vec<u8>, Failure> {
        self.writer.into_inner().map_err(|e| Failure::output(e.error()))
    }
}

/// That rejects of `file`, which has that header, may be written to `path`: only an empty file or the rejects of an
/// earlier import of such a file are written over, never the file itself or the database.
///
/// # Errors
/// It holds something else.
pub fn check(path: &Path, header: &[String], file: &Source, database: &Path) -> Result<(), Failure> {
    if !path.exists() {
        return Ok(());
    }
    let is_input = matches!(file, Source::File(file) if same_file(file, path));
    let is_sacred = is_input || same_file(database, path);
    if !is_sacred && are_of(path, header)? {
        return Ok(());
    }
    Err(Failure::refused(format!("`{}` exists and holds something else", path.display()))
        .hinted("name another file after `--rejects`"))
}

/// Writes rejects to `path`. A file of rejects from an earlier import holds none but these afterwards.
///
/// # Errors
/// It cannot be written.
pub fn keep(ctx: &Ctx, path: &Path, rejects: &[u8], any: bool) -> Result<(), Failure> {
    if any || path.exists() {
        save::whole(path, rejects)?;
    }
    if any {
        ctx.out.note(&format!("refused lines written to {}", path.display()));
    }
    Ok(())
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Whether the file is empty, or holds rejects of a file with that header: the same columns and a reason.
fn are_of(path: &Path, header: &[String]) -> Result<bool, Failure> {
    let unreadable = |e| Failure::file("read", path, &e);
    let mut held = Vec::new();
    let most = Limits::USUAL.row_bytes as u64;
    File::open(path).map_err(unreadable)?.take(most).read_to_end(&mut held).map_err(unreadable)?;
    let Ok(decoded) = decode(&held, None) else { return Ok(false) };
    let Ok(Some(table)) = Table::open(decoded.text.as_bytes(), Limits::USUAL) else { return Ok(held.is_empty()) };
    let own = header.iter().map(String::as_str).filter(|name| *name != REASON);
    Ok(table.header().iter().map(String::as_str).eq(own.chain([REASON])))
}

/// The cells of a row, guards off.
pub fn cells(record: &Record) -> Vec<String> {
    record.cells().map(str::to_owned).collect()
}

/// Guarded, unless it is but a number with its sign.
fn safe(cell: &str) -> std::borrow::Cow<'_, str> {
    let is_number = cell.len() > 1 && cell.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    if is_formula(cell) && !is_number { guarded(cell) } else { cell.into() }
}

fn failed(error: &csv::Error) -> Failure {
    Failure::refused("the refused lines cannot be written").because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn written(header: &[&str], delimiter: char, is_plain: bool, rows: &[&[&str]]) -> String {
        let mut rejects = Rejects::new(&strings(header), delimiter, is_plain).unwrap();
        for row in rows {
            rejects.write(&strings(row), "why").unwrap();
        }
        String::from_utf8(rejects.finish().unwrap()).unwrap()
    }

    #[test]
    fn the_reason_stands_in_its_column_whether_a_row_is_short_or_long() {
        let rows: [&[&str]; 2] = [&["A"], &["B", "server", "beyond"]];
        assert_eq!(written(&["tag", "kind"], ';', true, &rows), "tag;kind;reason\nA;;why\nB;server;why;beyond\n");
    }

    #[test]
    fn a_file_of_rejects_that_is_refused_again_has_one_reason() {
        assert_eq!(written(&["tag", "reason"], ',', true, &[&["A", "old"]]), "tag,reason\nA,why\n");
    }

    #[test]
    fn a_spreadsheet_reads_the_letters_and_runs_nothing() {
        let text = written(&["nom"], '|', false, &[&["=1+1"], &["-5"], &["é"]]);
        assert_eq!(text, "\u{feff}sep=|\nnom|reason\n'=1+1|why\n-5|why\né|why\n");
    }
}
