//! Sites, rooms and people as CSV: rows of named cells below headers in English or French.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::bytes::Limits;
use super::delimited::{BadRow, Record, Table};
use super::refusal::{Fault, IntakeError};
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::nearest::nearest;

/// A column and the folded headers by which it is known beside its name.
pub type Column = (&'static str, &'static [&'static str]);

const CLIENT: Column =
    ("client", &["entite", "entity", "societe", "company", "organisation", "organization", "org id friendlyname"]);
const PHONE: Column = ("phone", &["telephone", "tel", "telephone fixe", "standard", "telephone 2"]);
const ACCESS: Column = ("access", &["acces", "conditions d acces", "comment entrer"]);

/// The columns of sites.
pub const SITES: &[Column] = &[
    CLIENT,
    ("code", &["reference", "ref", "identifiant"]),
    ("name", &["nom", "site", "libelle", "designation", "agence", "etablissement", "location name", "site name"]),
    ("address", &["adresse", "adresse postale"]),
    PHONE,
    ACCESS,
];

/// The columns of rooms and racks.
pub const ROOMS: &[Column] = &[
    CLIENT,
    ("site", &["agence", "etablissement", "batiment", "building"]),
    ("name", &["nom", "room", "salle", "piece", "local", "bureau", "baie", "rack", "libelle"]),
    ("kind", &["type", "nature"]),
    ACCESS,
];

/// The columns of people.
pub const CONTACTS: &[Column] = &[
    CLIENT,
    ("name", &["nom", "contact", "nom complet", "full name", "utilisateur", "nom de famille", "last name"]),
    ("first_name", &["prenom", "first name"]),
    ("site", &["lieu", "agence", "etablissement", "location", "location id friendlyname"]),
    ("roles", &["role", "fonction"]),
    PHONE,
    ("mobile", &["telephone portable", "telephone mobile", "portable", "mobile phone"]),
    ("mail", &["email", "e mail", "courriel", "adresse de messagerie", "adresses de messagerie", "adresse mail"]),
    ("notes", &["note", "remarques", "commentaire", "commentaires", "comments"]),
];

/// Headers that say nothing that infog keeps; `reason` stands in a file of refused lines.
const LEFT_OUT: [&str; 3] = ["id", "reason", "derniere modification"];

/// One row: its cells that are not empty, by column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// All its cells as they were written.
    pub raw: Vec<String>,
    /// A cell beyond the header.
    pub surplus: Option<String>,
    cells: BTreeMap<&'static str, String>,
}

impl Line {
    /// The cell of a column, unless it is empty.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }
}

/// A file being read.
#[derive(Debug)]
pub struct Listing<R> {
    table: Table<R>,
    meanings: Vec<Option<&'static str>>,
    record: Record,
}

impl<R: BufRead> Listing<R> {
    /// Reads the header. `map` holds `HEADER=COLUMN`, or `HEADER=-` to leave one out.
    ///
    /// # Errors
    /// [`IntakeError`]: the file called `source_name` is empty, or has a header that is none of `columns`.
    pub fn open(source_name: &str, input: R, columns: &'static [Column], map: &[String]) -> Result<Self, IntakeError> {
        let fault = |fault: Fault| fault.of(source_name);
        let table = Table::open(input, Limits::USUAL).map_err(|e| fault(e.into()))?;
        let table = table.ok_or_else(|| fault(Fault::Empty))?;
        let meanings = meanings(table.header(), table.header_line(), columns, map).map_err(fault)?;
        Ok(Self { table, meanings, record: Record::default() })
    }

    /// The header as it was written.
    #[must_use]
    pub fn header(&self) -> &[String] {
        self.table.header()
    }

    /// What separates cells.
    #[must_use]
    pub const fn delimiter(&self) -> char {
        self.table.delimiter()
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// [`BadRow`]: it cannot be told from the next one.
    pub fn next_line(&mut self) -> Result<Option<Line>, BadRow> {
        if !self.table.next_into(&mut self.record)? {
            return Ok(None);
        }
        let record = &self.record;
        let cell = |(at, meaning): (usize, &Option<&'static str>)| Some(((*meaning)?, record.cell(at).to_owned()));
        Ok(Some(Line {
            line: record.line(),
            raw: (0..record.len()).map(|at| record.raw(at).to_owned()).collect(),
            surplus: self.table.surplus(record).map(clipped),
            cells: self.meanings.iter().enumerate().filter_map(cell).filter(|(_, text)| !text.is_empty()).collect(),
        }))
    }
}

fn meanings(
    header: &[String],
    line: u64,
    columns: &'static [Column],
    map: &[String],
) -> Result<Vec<Option<&'static str>>, Fault> {
    let mapped = map.iter().map(|text| mapping(text, header, columns)).collect::<Result<BTreeMap<_, _>, _>>()?;
    let mut found: Vec<Option<&'static str>> = Vec::with_capacity(header.len());
    for (at, title) in header.iter().enumerate() {
        let folded = words(title);
        let left_out = title.is_empty() || LEFT_OUT.contains(&folded.as_str());
        let meaning = match mapped.get(&at) {
            Some(meaning) => *meaning,
            None if left_out => None,
            None => Some(known(&folded, columns).ok_or_else(|| unknown(title, (line, at), columns))?),
        };
        if let Some(first) = meaning.and_then(|field| found.iter().position(|other| *other == Some(field))) {
            let first = header.get(first).map(|title| clipped(title)).unwrap_or_default();
            let field = meaning.unwrap_or_default().to_owned();
            return Err(Fault::TwoHeaders { line, first, second: clipped(title), field });
        }
        found.push(meaning);
    }
    if found.contains(&Some("name")) { Ok(found) } else { Err(Fault::NoColumn { line, field: "name" }) }
}

fn known(folded: &str, columns: &'static [Column]) -> Option<&'static str> {
    columns.iter().find(|(name, ways)| words(name) == folded || ways.contains(&folded)).map(|(name, _)| *name)
}

fn unknown(title: &str, (line, at): (u64, usize), columns: &'static [Column]) -> Fault {
    let ways = columns.iter().flat_map(|(name, ways)| ways.iter().copied().chain([*name]));
    let nearest = nearest(&words(title), ways).and_then(|way| known(&words(way), columns));
    Fault::UnknownHeader { line, column: at + 1, header: clipped(title), nearest: nearest.map(str::to_owned) }
}

fn mapping(text: &str, header: &[String], columns: &'static [Column]) -> Result<(usize, Option<&'static str>), Fault> {
    let (title, field) = text.rsplit_once('=').ok_or_else(|| Fault::BadMap(clipped(text)))?;
    let at = header.iter().position(|known| words(known) == words(title)).ok_or_else(|| Fault::NoSuchHeader {
        header: clipped(title),
        nearest: nearest(title, header.iter().map(String::as_str)).map(str::to_owned),
    })?;
    let names = || columns.iter().map(|(name, _)| *name);
    let field = field.trim();
    match names().find(|name| *name == field) {
        Some(name) => Ok((at, Some(name))),
        None if field == "-" => Ok((at, None)),
        None => Err(Fault::UnknownField {
            header: clipped(title),
            field: clipped(field),
            nearest: nearest(field, names()).map(str::to_owned),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open<'a>(text: &'a str, map: &[&str]) -> Result<Listing<&'a [u8]>, String> {
        let map: Vec<String> = map.iter().map(|text| (*text).to_owned()).collect();
        Listing::open("people.csv", text.as_bytes(), CONTACTS, &map).map_err(|e| e.to_string())
    }

    #[test]
    fn french_headers_are_columns_and_empty_cells_nothing() {
        let mut file = open("Nom;Prénom;Courriel;ID\nWeber;Anne;;7\n\n", &[]).unwrap();
        let line = file.next_line().unwrap().unwrap();
        assert_eq!((line.line, line.get("name"), line.get("first_name")), (2, Some("Weber"), Some("Anne")));
        assert_eq!((line.get("mail"), line.raw.len()), (None, 4));
        assert_eq!(file.next_line(), Ok(None));
    }

    #[test]
    fn headers_are_refused_or_mapped() {
        assert!(open("Nom,Téléphon\n", &[]).unwrap_err().contains("did you mean `phone`?"));
        assert!(open("Nom,Contact\n", &[]).unwrap_err().contains("are both `name`"));
        assert!(open("Courriel\n", &[]).unwrap_err().contains("no column for `name`"));
        assert!(open("", &[]).unwrap_err().contains("is empty"));
        let mut file = open("Qui,Nom\nAnne,x\n", &["Qui=name", "Nom=-"]).unwrap();
        assert_eq!(file.next_line().unwrap().unwrap().get("name"), Some("Anne"));
        assert!(open("Nom\n", &["Nom=nmae"]).unwrap_err().contains("did you mean `name`?"));
        assert!(open("Nom\n", &["Nim=name"]).unwrap_err().contains("has no header"));
    }
}
