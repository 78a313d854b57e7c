//! Rows of an export as their program says them; nothing is concluded yet.

use std::collections::HashMap;
use std::io::BufRead;

use super::columns::{Columns, Field, Mapping};
use super::moments::{self, Moment};
use super::words::{self, Phase};
use crate::domain::date::clipped;
use crate::domain::fold::words as folded_words;
use crate::domain::id::SeverityCode;
use crate::domain::nearest::{hint, nearest};
use crate::domain::text::{LONGEST_BODY, LONGEST_LINE};
use crate::domain::ticket::event::Channel;
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::origin::Tool;
use crate::intake::bytes::Limits;
use crate::intake::delimited::{Record, Table};
use crate::intake::refusal::{Fault, IntakeError, Refusal};

/// So many rows may stand above the header: a title, a blank.
const ROWS_ABOVE: usize = 10;

/// How an export is to be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// The program that wrote it.
    pub tool: Tool,
    /// Headers that mean something else than usual.
    pub map: Vec<Mapping>,
    /// Priorities as the file writes them, and the severity that each is.
    pub severities: Vec<(String, SeverityCode)>,
    /// How much is read.
    pub limits: Limits,
    /// Where the header and each row below it stood in a sheet; none for a text.
    pub lines: Vec<u64>,
}

impl Options {
    /// The severity that a priority was said to be.
    fn severity(&self, priority: &str) -> Option<&SeverityCode> {
        let priority = folded_words(priority);
        self.severities.iter().find(|(name, _)| folded_words(name) == priority).map(|(_, code)| code)
    }
}

/// What one row says of a ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// The program.
    pub tool: Tool,
    /// Its number there, blanks dropped.
    pub reference: String,
    /// What it is called, in one line.
    pub title: String,
    /// Whose, as the row has it: a name, or a path of entities.
    pub client: Option<String>,
    /// About what; a program without types does not say.
    pub kind: Option<TicketKind>,
    /// Where it is in its life.
    pub phase: Phase,
    /// The same as it is written.
    pub status: String,
    /// Its dates, as far as the row has them.
    pub dates: Dates,
    /// Its lengths, in seconds.
    pub lengths: Lengths,
    /// The file has a column that says when it was taken in charge.
    pub says_response: bool,
    /// The file has a column that says how long that took.
    pub says_response_delay: bool,
    /// The file tells closing from resolving.
    pub says_closing: bool,
    /// As it is written.
    pub priority: Option<String>,
    /// The severity that this priority was said to be.
    pub severity: Option<SeverityCode>,
    /// Who asked.
    pub requester: Option<String>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// What it is about, as written.
    pub assets: Vec<String>,
    /// How it came, if infog knows the channel.
    pub channel: Option<Channel>,
    /// What else the row says.
    pub description: String,
}

/// The dates of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // as the fields of the columns
pub struct Dates {
    pub opened: Moment,
    pub responded: Option<Moment>,
    pub resolved: Option<Moment>,
    pub closed: Option<Moment>,
    pub updated: Option<Moment>,
    pub paused: Option<Moment>,
}

/// The lengths of a row, in seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // as the fields of the columns
pub struct Lengths {
    pub response: Option<i64>,
    pub resolution: Option<i64>,
    pub waiting: Option<i64>,
}

/// What is known of a file before its rows are taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Survey {
    /// Tickets in it.
    pub rows: u64,
    /// The zone that its footer names.
    pub zone: Option<String>,
    /// Its header as it is written.
    pub header: Vec<String>,
}

/// Reads a file to its end.
///
/// # Errors
/// [`IntakeError`] where it cannot be read as an export of that program.
pub fn survey(source_name: &str, input: impl BufRead, options: &Options) -> Result<Survey, IntakeError> {
    let mut rows = Rows::open(source_name, input, options)?;
    let mut survey = Survey { rows: 0, zone: None, header: rows.header.clone() };
    while rows.step().map_err(|fault| fault.of(source_name))? {
        survey.rows += 1;
    }
    survey.zone = rows.zone;
    Ok(survey)
}

/// The program whose export begins like this text, if there is one.
#[must_use]
pub fn recognise(input: impl BufRead) -> Option<Tool> {
    let mut table = Table::open(input, Limits::USUAL).ok().flatten()?;
    let fits = |header: &[String]| Tool::ALL.into_iter().find(|tool| Columns::fits(*tool, header));
    let mut record = Record::default();
    let mut found = fits(table.header());
    for _ in 0..ROWS_ABOVE {
        if found.is_some() || !table.next_into(&mut record).ok()? {
            break;
        }
        found = fits(&record.cells().map(str::to_owned).collect::<Vec<_>>());
    }
    found
}

/// The tickets of one export, read one after another.
#[derive(Debug)]
pub struct Rows<'o, R> {
    source_name: String,
    options: &'o Options,
    table: Table<R>,
    header: Vec<String>,
    columns: Columns,
    record: Record,
    /// How many rows were read below the header.
    at: usize,
    seen: HashMap<String, u64>,
    zone: Option<String>,
}

impl<'o, R: BufRead> Rows<'o, R> {
    /// Reads the header of UTF-8 text; rows above it are passed over.
    ///
    /// # Errors
    /// [`IntakeError`]: no header, or one that lacks what no ticket can be without.
    pub fn open(source_name: &str, input: R, options: &'o Options) -> Result<Self, IntakeError> {
        Self::try_open(source_name, input, options).map_err(|fault| fault.of(source_name))
    }

    fn try_open(source_name: &str, input: R, options: &'o Options) -> Result<Self, Fault> {
        let mut table = Table::open(input, options.limits)?.ok_or(Fault::Empty)?;
        let (mut header, mut line) = (table.header().to_vec(), table.header_line());
        let columns = match Columns::of(options.tool, &header, line, &options.map) {
            Ok(columns) => columns,
            Err(fault) => {
                // a title above the header is no header: the first row that fits is
                (header, line) = header_below(&mut table, options.tool)?.ok_or(fault)?;
                Columns::of(options.tool, &header, line, &options.map)?
            }
        };
        let record = Record::default();
        let source_name = source_name.to_owned();
        Ok(Self { source_name, options, table, header, columns, record, at: 0, seen: HashMap::new(), zone: None })
    }

    /// What the columns mean.
    #[must_use]
    pub const fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The header as it is written.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What separates cells.
    #[must_use]
    pub const fn delimiter(&self) -> char {
        self.table.delimiter()
    }

    /// The row just handed out, as it is written: for a file of refused rows.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Reads the next row that is a ticket; `false` at the end.
    fn step(&mut self) -> Result<bool, Fault> {
        while self.table.next_into(&mut self.record)? {
            self.at += 1;
            match footer(&self.record) {
                Some(zone) => self.zone = Some(zone),
                None => return Ok(true),
            }
        }
        Ok(false)
    }

    /// The line on which the row begins, in the file or in the sheet.
    fn line(&self) -> u64 {
        self.options.lines.get(self.at).copied().unwrap_or_else(|| self.record.line())
    }

    fn cell(&self, field: Field) -> &str {
        self.columns.at(field).map(|at| self.record.cell(at)).unwrap_or_default()
    }

    fn refused(&self, field: Field, reason: String) -> Refusal {
        let column = self.columns.header(field).to_owned();
        Refusal { line: self.line(), column, value: clipped(self.cell(field)), reason }
    }

    fn told(&mut self) -> Result<Told, Refusal> {
        self.refuse_surplus()?;
        let reference = self.reference()?;
        let priority = self.priority()?;
        let has = |field| self.columns.has(field);
        Ok(Told {
            line: self.line(),
            tool: self.options.tool,
            title: self.title()?,
            client: one_line(self.cell(Field::Client)),
            kind: self.kind()?,
            phase: self.phase()?,
            status: clipped(self.cell(Field::Status)),
            dates: self.dates()?,
            lengths: self.lengths()?,
            says_response: has(Field::RespondedAt),
            says_response_delay: has(Field::ResponseDelay),
            says_closing: has(Field::ClosedAt),
            severity: priority.as_deref().and_then(|priority| self.options.severity(priority)).cloned(),
            priority,
            requester: one_line(self.cell(Field::Requester)),
            assignee: one_line(self.cell(Field::Assignee)).filter(|name| name != "-"),
            assets: parts(self.cell(Field::Assets)).map(str::to_owned).collect(),
            channel: words::channel(self.cell(Field::Channel)),
            description: self.description(&reference),
            reference,
        })
    }

    fn refuse_surplus(&self) -> Result<(), Refusal> {
        let beyond = (self.header.len()..self.record.len()).map(|at| self.record.cell(at)).find(|c| !c.is_empty());
        let Some(cell) = beyond else { return Ok(()) };
        let value = clipped(cell);
        let reason = format!("`{value}` stands beyond the last column; is a delimiter or a quote missing?");
        Err(Refusal { line: self.line(), column: String::new(), value, reason })
    }

    /// A reference stands once in a file.
    fn reference(&mut self) -> Result<String, Refusal> {
        let reference: String = self.cell(Field::Reference).chars().filter(|c| !c.is_whitespace()).collect();
        if reference.is_empty() {
            return Err(self.refused(Field::Reference, "a ticket without a number cannot be found again".to_owned()));
        }
        if reference.chars().count() > LONGEST_LINE || reference.chars().any(char::is_control) {
            let reason = format!("`{}` is no number of a ticket", clipped(&reference));
            return Err(self.refused(Field::Reference, reason));
        }
        let line = self.line();
        match self.seen.get(&reference) {
            Some(first) => {
                let reason = format!("ticket `{reference}` in line {line} is already in line {first}");
                Err(self.refused(Field::Reference, reason))
            }
            None => {
                self.seen.insert(reference.clone(), line);
                Ok(reference)
            }
        }
    }

    fn title(&self) -> Result<String, Refusal> {
        one_line(self.cell(Field::Title)).ok_or_else(|| self.refused(Field::Title, "the title is empty".to_owned()))
    }

    fn kind(&self) -> Result<Option<TicketKind>, Refusal> {
        let cell = self.cell(Field::Kind);
        if cell.is_empty() {
            return Ok(None);
        }
        let found = words::kind(cell);
        found.map(Some).ok_or_else(|| {
            let header = self.columns.header(Field::Kind);
            let shown = clipped(cell);
            let way_out = format!("write incident, request, problem or change, or `--map '{header}=text'`");
            self.refused(Field::Kind, format!("`{shown}` is no type of ticket; {way_out}"))
        })
    }

    fn phase(&self) -> Result<Phase, Refusal> {
        let cell = self.cell(Field::Status);
        words::phase(cell).ok_or_else(|| {
            let near = hint(nearest(&folded_words(cell), words::statuses()));
            let tool = self.options.tool.title();
            self.refused(Field::Status, format!("`{}` is no status that {tool} has{near}", clipped(cell)))
        })
    }

    fn priority(&self) -> Result<Option<String>, Refusal> {
        let cell = self.cell(Field::Priority);
        if cell.is_empty() {
            return Ok(None);
        }
        if words::is_priority(self.options.tool, cell) || self.options.severity(cell).is_some() {
            return Ok(one_line(cell));
        }
        let (shown, tool) = (clipped(cell), self.options.tool.title());
        let near = hint(nearest(&folded_words(cell), words::priorities()));
        let reason = format!(
            "`{shown}` is no priority that {tool} has{near}; say which severity it is with `--severity '{shown}=CODE'`"
        );
        Err(self.refused(Field::Priority, reason))
    }

    fn dates(&self) -> Result<Dates, Refusal> {
        let opened = self.moment(Field::OpenedAt)?;
        Ok(Dates {
            opened: opened.ok_or_else(|| self.refused(Field::OpenedAt, "when it was opened is missing".to_owned()))?,
            responded: self.moment(Field::RespondedAt)?,
            resolved: self.moment(Field::ResolvedAt)?,
            closed: self.moment(Field::ClosedAt)?,
            updated: self.moment(Field::UpdatedAt)?,
            paused: self.moment(Field::PausedSince)?,
        })
    }

    fn moment(&self, field: Field) -> Result<Option<Moment>, Refusal> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return Ok(None);
        }
        // a sheet shows midnight as no time at all
        let is_midnight = !self.options.lines.is_empty() && !cell.contains([' ', 'T']);
        let read = if is_midnight { Moment::parse(&format!("{cell} 00:00:00")) } else { Moment::parse(cell) };
        read.map(Some).map_err(|reason| self.refused(field, reason))
    }

    fn lengths(&self) -> Result<Lengths, Refusal> {
        let unit_s = if self.options.tool == Tool::Zammad { 60 } else { 1 };
        let length = |field| {
            let cell = self.cell(field);
            let read = (!cell.is_empty()).then(|| moments::length(cell, unit_s)).transpose();
            read.map_err(|reason| self.refused(field, reason))
        };
        Ok(Lengths {
            response: length(Field::ResponseDelay)?,
            resolution: length(Field::ResolutionDelay)?,
            waiting: length(Field::Waiting)?,
        })
    }

    /// Where it comes from, and what has no place elsewhere: nothing that a row says is lost.
    fn description(&self, reference: &str) -> String {
        let mut lines = vec![format!("{} {reference}", self.options.tool.title())];
        let mut add = |header: &str, cell: &str| lines.push(format!("{}: {cell}", plain(header)));
        let whole = plain(self.cell(Field::Title));
        if whole.chars().count() > LONGEST_LINE {
            add(self.columns.header(Field::Title), &whole);
        }
        for field in [Field::Priority, Field::Assets] {
            let said = parts(self.cell(field)).collect::<Vec<_>>().join(", ");
            if !said.is_empty() {
                add(self.columns.header(field), &plain(&said));
            }
        }
        let channel = self.cell(Field::Channel);
        if !channel.is_empty() && words::channel(channel).is_none() {
            add(self.columns.header(Field::Channel), &plain(channel));
        }
        for (header, at) in self.columns.texts() {
            let cell = parts(self.record.cell(at)).collect::<Vec<_>>().join(", ");
            if !cell.is_empty() {
                add(header, cell_text(&plain(&cell)));
            }
        }
        lines.join("\n").chars().take(LONGEST_BODY).collect()
    }
}

impl<R: BufRead> Iterator for Rows<'_, R> {
    type Item = Result<Result<Told, Refusal>, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.step() {
            Ok(false) => None,
            Ok(true) => Some(Ok(self.told())),
            Err(fault) => Some(Err(fault.of(&self.source_name))),
        }
    }
}

/// The first row that is a header of `tool`, where a title stands above it.
fn header_below<R: BufRead>(table: &mut Table<R>, tool: Tool) -> Result<Option<(Vec<String>, u64)>, Fault> {
    let mut record = Record::default();
    for _ in 0..ROWS_ABOVE {
        if !table.next_into(&mut record)? {
            break;
        }
        let header: Vec<String> = record.cells().map(str::to_owned).collect();
        if Columns::fits(tool, &header) {
            return Ok(Some((header, record.line())));
        }
    }
    Ok(None)
}

/// The zone that a row below the tickets names: `Timezone: Europe/Paris`.
fn footer(record: &Record) -> Option<String> {
    let mut said = record.cells().filter(|cell| !cell.is_empty());
    let (first, rest) = (said.next()?, said.next());
    let zone = first.strip_prefix("Timezone:").or_else(|| first.strip_prefix("Fuseau horaire :"))?;
    rest.is_none().then(|| zone.trim().to_owned())
}

/// The lines of a cell that hold something.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.lines().map(str::trim).filter(|part| !part.is_empty())
}

/// Control characters as blanks.
fn plain(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A workbook and a text write the same number apart: `0` and `0.0`.
fn cell_text(cell: &str) -> &str {
    let whole = cell.strip_suffix(".0").filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    whole.unwrap_or(cell)
}

/// A name in one line: several stand with commas between them, one that is too long is cut.
fn one_line(cell: &str) -> Option<String> {
    let said = plain(&parts(cell).collect::<Vec<_>>().join(", "));
    if said.is_empty() {
        return None;
    }
    if said.chars().count() <= LONGEST_LINE {
        return Some(said);
    }
    Some(said.chars().take(LONGEST_LINE - 1).chain(['…']).collect())
}
