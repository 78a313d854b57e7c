//! Rows of a small CSV by the names of its columns: what `outage import` and `call import` read.

use super::bytes::{self, Limits};
use super::delimited::{Record, Table};
use super::refusal::{Fault, IntakeError, Refusal};
use crate::domain::date::clipped;
use crate::domain::fold::fold;
use crate::domain::nearest::nearest;

/// A column: infog's name, and what else its header may be.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Infog's name.
    pub name: &'static str,
    /// Other headers, in any case and with or without accents.
    pub synonyms: &'static [&'static str],
}

/// A row: its line, and the cells of the columns that the file has.
#[derive(Clone, Debug)]
pub struct NamedRow {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    cells: Vec<(&'static str, String)>,
}

impl NamedRow {
    /// The cell of the column `name`; none where it is empty or the file has no such column.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.cells.iter().find(|(known, cell)| *known == name && !cell.is_empty()).map(|(_, cell)| cell.as_str())
    }

    /// The cell of a column that must say something.
    ///
    /// # Errors
    /// [`Refusal`] where it says nothing.
    pub fn need(&self, name: &'static str) -> Result<&str, Refusal> {
        self.get(name).ok_or_else(|| self.refused(name, format!("`{name}` is missing")))
    }

    /// A cell that is understood by `read`.
    ///
    /// # Errors
    /// [`Refusal`] with what `read` says against it.
    pub fn read<T, E: std::fmt::Display>(
        &self,
        name: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Refusal> {
        self.get(name).map(|cell| read(cell).map_err(|error| self.refused(name, error.to_string()))).transpose()
    }

    /// `yes`, `no`, `oui`, `non`, `true`, `false`, `1`, `0`.
    ///
    /// # Errors
    /// [`Refusal`] where it is anything else.
    pub fn yes(&self, name: &'static str) -> Result<Option<bool>, Refusal> {
        self.read(name, |cell| match fold(cell).as_str() {
            "yes" | "oui" | "true" | "vrai" | "1" | "x" => Ok(true),
            "no" | "non" | "false" | "faux" | "0" => Ok(false),
            _ => Err(format!("`{}` is neither yes nor no", clipped(cell))),
        })
    }

    /// This row is not taken.
    #[must_use]
    pub fn refused(&self, name: &str, reason: String) -> Refusal {
        let value = self.get(name).map(clipped).unwrap_or_default();
        Refusal { line: self.line, column: name.to_owned(), value, reason }
    }
}

/// The rows of the file `source`, whatever its encoding and delimiter.
///
/// # Errors
/// [`IntakeError`]: no text, a header that is no column or stands twice.
pub fn read(source: &str, bytes: &[u8], fields: &'static [Field]) -> Result<Vec<NamedRow>, IntakeError> {
    let decoded = bytes::decode(bytes, None).map_err(|e| Fault::from(e).of(source))?;
    rows(&decoded.text, fields).map_err(|fault| fault.of(source))
}

fn rows(text: &str, fields: &'static [Field]) -> Result<Vec<NamedRow>, Fault> {
    let mut table = Table::open(text.as_bytes(), Limits::USUAL)?.ok_or(Fault::Empty)?;
    let columns = columns(&table, fields)?;
    let (mut rows, mut record) = (Vec::new(), Record::default());
    while table.next_into(&mut record)? {
        let cells = columns.iter().enumerate();
        let cells = cells.map(|(at, name)| (*name, record.cell(at).to_owned())).collect();
        rows.push(NamedRow { line: record.line(), cells });
    }
    Ok(rows)
}

fn columns<R: std::io::BufRead>(table: &Table<R>, fields: &'static [Field]) -> Result<Vec<&'static str>, Fault> {
    let line = table.header_line();
    let mut columns: Vec<&'static str> = Vec::with_capacity(table.header().len());
    for (at, header) in table.header().iter().enumerate() {
        let folded = fold(header);
        let is_it = |field: &&Field| field.name == folded || field.synonyms.iter().any(|known| fold(known) == folded);
        let Some(field) = fields.iter().find(is_it) else {
            let near = nearest(&folded, fields.iter().map(|field| field.name)).map(str::to_owned);
            return Err(Fault::UnknownHeader { line, column: at + 1, header: clipped(header), nearest: near });
        };
        if let Some(first) = columns.iter().position(|known| *known == field.name) {
            let first = table.header().get(first).map(|h| clipped(h)).unwrap_or_default();
            return Err(Fault::TwoHeaders { line, first, second: clipped(header), field: field.name.to_owned() });
        }
        columns.push(field.name);
    }
    Ok(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] =
        &[Field { name: "from", synonyms: &["Début"] }, Field { name: "planned", synonyms: &["planifié"] }];

    #[test]
    fn headers_are_found_by_name_or_synonym_whatever_their_case_and_order() {
        let found = rows("PLANIFIE;debut\noui;2026-01-02\n;\n1;x\n", FIELDS).unwrap();
        assert_eq!(
            found.iter().map(|row| (row.line, row.get("from"))).collect::<Vec<_>>(),
            [(2, Some("2026-01-02")), (4, Some("x"))]
        );
        assert_eq!(found[0].yes("planned"), Ok(Some(true)));
    }

    #[test]
    fn what_is_wrong_names_line_column_and_value() {
        let unknown = rows("from,planed\n", FIELDS).unwrap_err();
        assert!(unknown.to_string().starts_with("line 1, column 2: unknown header `planed`"), "{unknown}");
        assert!(matches!(rows("from,Début\n", FIELDS), Err(Fault::TwoHeaders { .. })));
        let row = &rows("from,planned\n,maybe\n", FIELDS).unwrap()[0];
        assert_eq!(
            row.yes("planned").unwrap_err().to_string(),
            "line 2, column `planned`: `maybe` is neither yes nor no"
        );
        assert_eq!(row.need("from").unwrap_err().to_string(), "line 2, column `from`: `from` is missing");
    }
}
