//! Rows of an inventory turned into drafts, one at a time.

use std::borrow::Cow;
use std::io::BufRead;
use std::sync::Arc;

use super::header::{self, Meaning};
use super::mapping_file::MappingFile;
use super::options::{Key, Options};
use super::seen::{Seen, Text};
use super::{values, warranty};
use crate::domain::asset::{Asset, AssetKind, BadValue, Field};
use crate::domain::date::clipped;
use crate::domain::id::{AssetTag, BadCode, folded};
use crate::intake::delimited::{Record, Table};
use crate::intake::refusal::{Fault, IntakeError, Refusal};

/// The longest name or path by which a file calls a client, in characters.
const LONGEST_CLIENT: usize = 500;

/// One row that can be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowDraft {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Whose: a code or a name as the row has it (a path such as `Root > Client`), else as the options say; `None` where neither does.
    pub client: Option<String>,
    /// What the row says of it.
    pub asset: Asset,
    unsaid: Vec<Field>,
}

impl RowDraft {
    /// The asset as it is after this row: what `existing` has, with the file's `columns` as the row has them. An empty
    /// cell takes a value away, but leaves a status and its like as they are.
    #[must_use]
    pub fn onto(&self, existing: &Asset, columns: &[Field]) -> Asset {
        let mut after = existing.overlaid(&self.asset, columns.iter().filter(|field| !self.unsaid.contains(field)));
        after.keep_one_term(&self.asset);
        after
    }
}

/// What became of one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// It can be taken.
    Draft(Box<RowDraft>),
    /// It cannot, for the first reason found.
    Refused(Refusal),
}

/// The rows of one inventory, read one after another.
#[derive(Debug)]
pub struct Rows<R> {
    source_name: String,
    table: Table<R>,
    record: Record,
    meanings: Vec<Meaning>,
    client_at: Option<usize>,
    tag_at: usize,
    kind_at: Option<usize>,
    template: Asset,
    kind_is_constant: bool,
    client: Option<String>,
    mapping: Option<MappingFile>,
    lines: Arc<[u64]>,
    key: Key,
    columns: Vec<Field>,
    /// A column of terms may give the end of a warranty, which no column of its own does.
    takes_ends: bool,
    seen: Seen,
    read: usize,
}

impl<R: BufRead> Rows<R> {
    /// Reads the header of UTF-8 text.
    ///
    /// # Errors
    /// [`IntakeError`]: no header, one that is unknown or doubled, or no column for tag, kind, or the key.
    pub fn open(source_name: &str, input: R, options: &Options) -> Result<Self, IntakeError> {
        Self::try_open(source_name, input, options).map_err(|fault| fault.of(source_name))
    }

    fn try_open(source_name: &str, input: R, options: &Options) -> Result<Self, Fault> {
        let table = Table::open(input, options.limits)?.ok_or(Fault::Empty)?;
        let header = table.header().to_vec();
        Self::of_table(source_name, table, options).map_err(|fault| {
            let export = options.mapping.is_none().then(|| MappingFile::recognise(&header)).flatten();
            match export {
                Some(program) => Fault::OfExport { fault: Box::new(fault), program },
                None => fault,
            }
        })
    }

    fn of_table(source_name: &str, table: Table<R>, options: &Options) -> Result<Self, Fault> {
        let line = options.lines.first().copied().unwrap_or_else(|| table.header_line());
        let meanings = header::meanings(table.header(), line, &options.map, options.mapping.as_ref())?;
        let at = |field: Field| meanings.iter().position(|m| *m == Meaning::Field(field.clone()));
        let kind_is_constant = options.constants.iter().any(|(field, _)| *field == Field::Kind);
        let kind_at = at(Field::Kind);
        if kind_at.is_none() && !kind_is_constant {
            return Err(Fault::NoColumn { line, field: "kind" });
        }
        if options.key == Key::Serial && at(Field::Text("serial")).is_none() {
            return Err(Fault::NoColumn { line, field: "serial" });
        }
        let mut columns = columns(&meanings, &options.constants);
        let takes_ends = columns.iter().any(warranty::is_term) && !columns.contains(&warranty::UNTIL);
        columns.extend(takes_ends.then_some(warranty::UNTIL));
        Ok(Self {
            takes_ends,
            source_name: source_name.to_owned(),
            record: Record::default(),
            client_at: meanings.iter().position(|m| *m == Meaning::Client),
            tag_at: at(Field::Tag).ok_or(Fault::NoColumn { line, field: "tag" })?,
            kind_at,
            client: options.client.clone(),
            mapping: options.mapping.clone(),
            lines: Arc::clone(&options.lines),
            key: options.key,
            columns,
            template: template(&options.constants)?,
            kind_is_constant,
            seen: Seen::default(),
            read: 0,
            meanings,
            table,
        })
    }

    /// The columns of the asset that this file says something of, constants included.
    #[must_use]
    pub fn columns(&self) -> &[Field] {
        &self.columns
    }

    /// The file says whose each asset is.
    #[must_use]
    pub const fn names_clients(&self) -> bool {
        self.client_at.is_some()
    }

    /// Headers that were left out, as they are written.
    pub fn ignored(&self) -> impl Iterator<Item = &str> {
        let named = self.table.header().iter().zip(&self.meanings);
        named.filter(|(_, m)| **m == Meaning::Ignored).map(|(header, _)| header.as_str())
    }

    /// Rows read so far, blank ones not counted.
    #[must_use]
    pub const fn read(&self) -> usize {
        self.read
    }

    /// The row just handed out, as it is written: for a file of refused rows.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The header as it is written.
    #[must_use]
    pub fn header(&self) -> &[String] {
        self.table.header()
    }

    /// What separates cells.
    #[must_use]
    pub const fn delimiter(&self) -> char {
        self.table.delimiter()
    }

    /// Reads the next row that is not blank; `false` at the end. [`Rows::draft`] then says what it is.
    ///
    /// # Errors
    /// [`IntakeError`]: the rows cannot be told apart, or are beyond the limits.
    pub fn advance(&mut self) -> Result<bool, IntakeError> {
        let found = self.table.next_into(&mut self.record);
        let found = found.map_err(|fault| Fault::Row(fault).of(&self.source_name))?;
        self.read += usize::from(found);
        Ok(found)
    }

    /// What the row just read says.
    ///
    /// # Errors
    /// The first reason found why it cannot be taken.
    pub fn draft(&mut self) -> Result<RowDraft, Refusal> {
        let line = self.line();
        let refused = |column: &str, value: &str, reason: String| Refusal {
            line,
            column: column.to_owned(),
            value: clipped(value),
            reason,
        };
        if let Some(cell) = self.table.surplus(&self.record) {
            let reason =
                format!("`{}` stands beyond the last column; is a delimiter or a quote missing?", clipped(cell));
            return Err(refused("", cell, reason));
        }
        let client = self.client_of().map_err(|(value, reason)| refused("client", &value, reason))?;
        let mut asset =
            self.begun().map_err(|(field, value, fault)| refused(&field.name(), &value, fault.to_string()))?;
        let mut unsaid = Vec::new();
        let mut ends = None;
        for (column, meaning) in self.meanings.iter().enumerate() {
            let said = self.said(meaning, column);
            let cell = said.as_ref();
            match meaning {
                Meaning::Field(Field::Tag | Field::Kind) | Meaning::Client | Meaning::Ignored | Meaning::Own => {}
                Meaning::Nameless if cell.is_empty() => {}
                Meaning::Nameless => {
                    let reason = format!("`{}` stands in column {}, which has no header", clipped(cell), column + 1);
                    return Err(refused("", cell, reason));
                }
                Meaning::Field(field) if cell.is_empty() => unsaid.extend(keeps(field).then(|| field.clone())),
                Meaning::Field(field) if warranty::is_date_in_term(field, cell) => {
                    let until = self.said(&Meaning::Field(warranty::UNTIL), column);
                    ends = Some((column, until.into_owned()));
                }
                Meaning::Field(field) => {
                    asset
                        .set(field, &values::plain(field, cell))
                        .map_err(|fault| refused(&field.name(), cell, fault.to_string()))?;
                }
            }
        }
        match ends {
            Some((column, end)) => {
                let header = self.table.header().get(column).map_or("", String::as_str);
                warranty::end(&mut asset, header, &end)
                    .map_err(|reason| refused(&warranty::UNTIL.name(), &end, reason))?;
            }
            None if self.takes_ends => unsaid.push(warranty::UNTIL),
            None => {}
        }
        if self.key == Key::Serial && asset.serial().is_none() {
            return Err(refused("serial", "", "no serial number, by which this import finds assets".to_owned()));
        }
        if self.kind_is_constant && asset.kind == AssetKind::Licence {
            let said = asset.clone();
            asset
                .settle_licence()
                .map_err(|(column, fault)| refused(column, said.attr(column).unwrap_or_default(), fault.to_string()))?;
        }
        let draft = RowDraft { line, client, asset, unsaid };
        self.refuse_double(&draft)?;
        Ok(draft)
    }

    /// The asset with what must be known first, on top of the constants.
    fn begun(&self) -> Result<Asset, (Field, String, BadValue)> {
        let mut begun = self.template.clone();
        let tag = self.record.cell(self.tag_at);
        begun.set(&Field::Tag, tag).map_err(|fault| (Field::Tag, tag.to_owned(), fault))?;
        let kind = self.kind_at.map(|column| self.said(&Meaning::Field(Field::Kind), column)).unwrap_or_default();
        if !(kind.is_empty() && self.kind_is_constant) {
            begun.set(&Field::Kind, &kind).map_err(|fault| (Field::Kind, kind.into_owned(), fault))?;
        }
        Ok(begun)
    }

    /// A cell, in infog's words where a mapping file has them.
    fn said(&self, meaning: &Meaning, column: usize) -> Cow<'_, str> {
        let cell = self.record.cell(column);
        self.mapping.as_ref().map_or(Cow::Borrowed(cell), |mapping| mapping.said(meaning, cell))
    }

    /// The line of the row just read; of a sheet, its row there.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.lines.get(self.read).copied().unwrap_or_else(|| self.record.line())
    }

    /// Whom the row just read names as its client, by code, name or path, else as the options say; `None` where neither
    /// does.
    #[must_use]
    pub fn client_named(&self) -> Option<Cow<'_, str>> {
        let said = self.client_at.map(|column| self.said(&Meaning::Client, column)).unwrap_or_default();
        if said.trim().is_empty() {
            return self.client.as_deref().map(Cow::Borrowed);
        }
        Some(match said {
            Cow::Borrowed(name) => Cow::Borrowed(name.trim()),
            Cow::Owned(name) => Cow::Owned(name.trim().to_owned()),
        })
    }

    /// The tag as the row just read has it.
    #[must_use]
    pub fn tag_named(&self) -> &str {
        self.record.cell(self.tag_at)
    }

    fn client_of(&self) -> Result<Option<String>, (String, String)> {
        let Some(name) = self.client_named() else { return Ok(None) };
        if name.chars().count() > LONGEST_CLIENT || name.chars().any(char::is_control) {
            let reason = format!("`{}` is no code or name of a client", clipped(&name));
            return Err((clipped(&name), reason));
        }
        Ok(Some(name.into_owned()))
    }

    /// A tag stands once a client in a file, and so does a serial number.
    fn refuse_double(&mut self, draft: &RowDraft) -> Result<(), Refusal> {
        let client = draft.client.as_deref().map(folded).unwrap_or_default();
        let tag = Text::new(&client, "tag", &draft.asset.tag.key());
        let serial = draft.asset.serial().map(|serial| Text::new(&client, "serial", &folded(serial)));
        let both = [Some(("tag", tag)), serial.map(|serial| ("serial", serial))];
        for (column, text) in both.into_iter().flatten() {
            if let Some(first) = self.seen.line_of(text) {
                let tag = draft.asset.tag.as_str();
                let value = if column == "tag" { tag } else { draft.asset.serial().unwrap_or_default() };
                return Err(double(draft.line, column, value, first));
            }
        }
        for (_, text) in both.into_iter().flatten() {
            let _ = self.seen.note(text, draft.line); // looked for above
        }
        Ok(())
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Row, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.advance() {
            Ok(false) => None,
            Ok(true) => Some(Ok(match self.draft() {
                Ok(draft) => Row::Draft(Box::new(draft)),
                Err(refusal) => Row::Refused(refusal),
            })),
            Err(error) => Some(Err(error)),
        }
    }
}

/// Columns whose empty cell says nothing, rather than that there is nothing.
const fn keeps(field: &Field) -> bool {
    matches!(field, Field::Status | Field::ManagedBy | Field::Criticality)
}

/// The refusal of a row whose tag or serial number stood in an earlier line (0: one too far down to be told).
#[must_use]
pub fn double(line: u64, column: &str, value: &str, first: u64) -> Refusal {
    let value = clipped(value);
    let place = if first == 0 { "an earlier line".to_owned() } else { format!("line {first}") };
    let reason = format!("`{value}` in line {line} is already in {place}");
    Refusal { line, column: column.to_owned(), value, reason }
}

fn columns(meanings: &[Meaning], constants: &[(Field, String)]) -> Vec<Field> {
    let said = meanings.iter().filter_map(|m| if let Meaning::Field(field) = m { Some(field.clone()) } else { None });
    let mut columns: Vec<Field> = said.collect();
    for (field, _) in constants {
        if !columns.contains(field) {
            columns.push(field.clone());
        }
    }
    columns
}

/// An asset of which only the constants are known.
fn template(constants: &[(Field, String)]) -> Result<Asset, Fault> {
    let bad_name =
        |fault: BadCode| Fault::BadConstant { field: "tag".into(), value: String::new(), reason: fault.to_string() };
    let mut template = Asset::new(AssetTag::new("unnamed").map_err(bad_name)?, AssetKind::default());
    for (field, value) in constants {
        let bad = |fault: BadValue| Fault::BadConstant {
            field: field.to_string(),
            value: clipped(value),
            reason: fault.to_string(),
        };
        template.set(field, value).map_err(bad)?;
    }
    Ok(template)
}
