//! Refused lines given back in their own columns, with the reason beside them, ready to be corrected and fed again.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::save;
use crate::domain::formula::guarded;
use crate::intake::ticket_export::REASON;

/// Refused lines of one file.
#[derive(Default)]
pub struct Rejects {
    header: Vec<String>,
    delimiter: u8,
    rows: Vec<(Vec<String>, String)>,
}

impl Rejects {
    /// Of a file with this header.
    pub fn new(header: &[String], delimiter: char) -> Self {
        Self { header: header.to_vec(), delimiter: u8::try_from(delimiter).unwrap_or(b','), rows: Vec::new() }
    }

    /// Adds a line as it is written.
    pub fn add(&mut self, row: Vec<String>, reason: &str) {
        self.rows.push((row, reason.to_owned()));
    }

    /// Writes them into `path`; only an empty file or the rejects of an earlier run are written over. Whether there was
    /// any.
    ///
    /// # Errors
    /// The file holds something else, or cannot be written.
    pub fn write(&self, path: &Path) -> Result<bool, Failure> {
        if self.rows.is_empty() {
            return Ok(false);
        }
        let bytes = self.bytes()?;
        if path.exists() {
            let held = std::fs::read(path).map_err(|e| Failure::file("read", path, &e))?;
            if !held.is_empty() && first_line(&held) != first_line(&bytes) {
                return Err(Failure::refused(format!("`{}` exists and holds something else", path.display()))
                    .hinted("name another file after `--rejects`"));
            }
        }
        save::whole(path, &bytes)?;
        Ok(true)
    }

    fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let failed = |e: csv::Error| Failure::refused("the refused lines cannot be written").because(e);
        let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(self.delimiter).from_writer(Vec::new());
        let own: Vec<usize> =
            (0..self.header.len()).filter(|at| self.header.get(*at).is_some_and(|h| h != REASON)).collect();
        let cells = |row: &[String], reason: &str| {
            let cells = own.iter().map(|at| row.get(*at).map(String::as_str).unwrap_or_default());
            let beyond = row.get(self.header.len()..).unwrap_or_default().iter().map(String::as_str);
            let all = cells.chain([reason]).chain(beyond);
            all.map(|cell| guarded(cell).into_owned()).collect::<Vec<String>>()
        };
        writer.write_record(cells(&self.header, REASON)).map_err(failed)?;
        for (row, reason) in &self.rows {
            writer.write_record(cells(row, reason)).map_err(failed)?;
        }
        writer.into_inner().map_err(|e| Failure::output(e.error()))
    }
}

fn first_line(bytes: &[u8]) -> &[u8] {
    bytes.split(|b| *b == b'\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_has_its_column_once() {
        let header = ["ID".to_owned(), "reason".to_owned(), "Titre".to_owned()];
        let mut rejects = Rejects::new(&header, ';');
        rejects.add(vec!["1".into(), "old".into(), "=x".into()], "why");
        assert_eq!(rejects.bytes().unwrap(), b"ID;Titre;reason\n1;'=x;why\n");
    }
}
