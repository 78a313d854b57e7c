//! An export of another help desk put into the database, in one transaction that is kept whole or not at all.

use std::collections::HashMap;

use serde_json::json;

use super::arriving::{Arrival, Terminal};
use super::file::ExportFile;
use super::{Export, severity};
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::progress::Progress;
use crate::cli::refused;
use crate::cli::rejects::{self, Rejects};
use crate::cli::source::Source;
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::id::PauseReason;
use crate::domain::ticket::origin::Tool;
use crate::intake::bytes::Limits;
use crate::intake::refusal::Refusal;
use crate::intake::ticket_export::{Mapping, Options, Rows, recognise, survey};
use crate::report::ticket_import_page::{self, Receipt};
use crate::store::Db;
use crate::store::event::Stamp;

/// A reason that says that there is none.
const UNSTATED: &str = "unstated";

/// Reads, checks and writes an export.
///
/// # Errors
/// The file cannot be read as one of that program, or lines are refused: nothing was written then.
pub fn run(ctx: &mut Ctx, source: &Source, tool: Tool, dry_run: bool, export: &Export) -> Outcome {
    let (name, mut options) = (source.to_string(), options(tool, export)?);
    let file = ExportFile::open(ctx, source, export, &mut options)?;
    let survey = match survey(&name, file.text()?, &options) {
        Ok(survey) => survey,
        Err(fault) => {
            let found = recognise(file.text()?).filter(|found| *found != tool);
            return Err(Failure::from(fault).maybe_hinted(found.map(looks_like)));
        }
    };
    if let Some(path) = &export.rejects {
        rejects::check(path, &survey.header, source, &ctx.settings.database.value)?;
    }
    let named = export.zone.as_deref().or(survey.zone.as_deref());
    let hours = export.hours.as_deref().map(|calendar| ctx.calendar_named(calendar)).transpose()?;
    let waits_for = match &export.waits_for {
        Some(reason) => reason.clone(),
        None => PauseReason::new(UNSTATED)?,
    };
    let client = export.client.as_ref().map(|code| ctx.read(|db| find::client(db, code))).transpose()?;
    let load = Load {
        name: &name,
        file: &file,
        options: &options,
        rows: survey.rows,
        client: client.map(|client| client.code.to_string()),
        zone: named.map(Zone::named).transpose()?,
        hours,
        waits_for,
        export,
        dry_run,
    };
    let (receipt, refused, applied) = load.run(ctx)?;
    if let Some(path) = &export.rejects {
        rejects::keep(ctx, path, &refused, !receipt.refusals.is_empty())?;
    }
    load.tell(ctx, &receipt, applied)
}

/// How to import what `tool` exported.
pub fn looks_like(tool: Tool) -> String {
    format!("it looks like an export of {}: `--from {tool}`", tool.title())
}

fn options(tool: Tool, export: &Export) -> Result<Options, Failure> {
    let map = export.map.iter().map(|text| Mapping::parse(text)).collect::<Result<Vec<_>, _>>()?;
    let severities = export.severities.iter().map(|text| severity(text)).collect::<Result<Vec<_>, _>>()?;
    Ok(Options { tool, map, severities, limits: Limits::USUAL, lines: Vec::new() })
}

/// One file about to be put.
pub struct Load<'a> {
    name: &'a str,
    file: &'a ExportFile<'a>,
    options: &'a Options,
    rows: u64,
    /// Whose the tickets are where a row does not say.
    pub client: Option<String>,
    /// In which the file's dates are read; otherwise in the client's.
    pub zone: Option<Zone>,
    /// In which its program counts.
    pub hours: Option<Calendar>,
    /// Why a ticket that waits is said to wait.
    pub waits_for: PauseReason,
    /// The options as they were typed.
    pub export: &'a Export,
    dry_run: bool,
}

/// What became of the lines, and those that were refused as a file of their own.
type Put = (Receipt<Refusal>, Vec<u8>);

/// A transaction that is not kept.
enum Stop {
    /// On purpose: a dry run, or lines were refused.
    Unwritten(Box<Put>),
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl Load<'_> {
    /// The program that wrote the file.
    pub const fn tool(&self) -> Tool {
        self.options.tool
    }

    fn run(&self, ctx: &mut Ctx) -> Result<(Receipt<Refusal>, Vec<u8>, bool), Failure> {
        let (stamp, wanted) = (ctx.stamp_now(), !ctx.settings.quiet);
        let put = ctx.store_for_import()?.write(|db| {
            let progress = Progress::new("tickets", self.rows, wanted);
            self.put(db, &stamp, progress)
        });
        match put {
            Ok((receipt, rejects)) => Ok((receipt, rejects, true)),
            Err(Stop::Unwritten(kept)) => Ok((kept.0, kept.1, false)),
            Err(Stop::Failed(failure)) => Err(failure),
        }
    }

    fn put(&self, db: &mut dyn Db, stamp: &Stamp, mut progress: Progress) -> Result<Put, Stop> {
        let mut rows = Rows::open(self.name, self.file.text()?, self.options)?;
        let mut receipt = Receipt::new(texts(&rows));
        let mut rejects = Rejects::new(rows.header(), rows.delimiter(), self.file.is_plain())?;
        let mut terminal = Terminal::new(db, self, stamp)?;
        while let Some(row) = rows.next() {
            receipt.read += 1;
            progress.step();
            let arrival = match row? {
                Ok(told) => terminal.take(db, &told, rows.columns())?,
                Err(refusal) => Arrival::Refused(refusal),
            };
            match arrival {
                Arrival::Created(open) => {
                    receipt.created += 1;
                    for (what, value, reference) in open {
                        receipt.leave_open((what.rank(), what.code(), value), reference);
                    }
                }
                Arrival::Unchanged => receipt.unchanged += 1,
                Arrival::Refused(refusal) => {
                    rejects.add(rows.record(), &refusal.reason)?;
                    receipt.refusals.push(refusal);
                }
            }
        }
        let rejects = rejects.finish()?;
        if self.dry_run || (!receipt.refusals.is_empty() && !self.export.partial) {
            return Err(Stop::Unwritten(Box::new((receipt, rejects))));
        }
        Ok((receipt, rejects))
    }

    fn tell(&self, ctx: &Ctx, receipt: &Receipt<Refusal>, applied: bool) -> Outcome {
        let is_refused = !self.export.partial && !receipt.refusals.is_empty();
        let page = ticket_import_page::page(receipt, self.name, self.options.tool, &ctx.locale);
        let mut json = ticket_import_page::json(receipt, self.options.tool);
        json["applied"] = json!(applied);
        json["dry_run"] = json!(self.dry_run);
        if ctx.wants_json() || !is_refused {
            ctx.answer(&Answer { json, page })?;
        }
        if is_refused {
            return Err(self.refused(&receipt.refusals, receipt.read));
        }
        for sentence in refused::sentences(receipt.refusals.len() as u64, &receipt.refusals) {
            ctx.out.warning(&format!("{}: {sentence}", self.name));
        }
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        }
        Ok(if receipt.refusals.is_empty() { Exit::Done } else { Exit::Partial })
    }

    fn refused(&self, refusals: &[Refusal], read: u64) -> Failure {
        let mut failure = refused::file(self.name, read, refusals.len() as u64, refusals);
        if self.export.rejects.is_none() {
            failure = failure.hinted("`--rejects FILE` writes the refused lines into a file of their own");
        }
        failure.hinted("`--partial` takes the other lines")
    }
}

fn texts<R: std::io::BufRead>(rows: &Rows<'_, R>) -> Vec<String> {
    rows.columns().texts().map(|(header, _)| header.to_owned()).collect()
}

/// Tickets that were imported before, by client and reference.
pub type Known = HashMap<(String, String), crate::domain::id::TicketNumber>;
