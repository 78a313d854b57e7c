//! `infog ticket import`.

mod arriving;
mod file;
mod lines;
mod past;

use std::io::Read as _;
use std::path::PathBuf;

use clap::ValueEnum;

use super::open::Kind;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::source::Source;
use crate::domain::id::{ContractRef, PauseReason, SeverityCode};
use crate::domain::ticket::origin::Tool;
use crate::intake::bytes::decode;
use crate::intake::ticket_export::recognise;
use crate::intake::workbook;

/// Bytes of a file in which its header stands.
const LOOKED_AT: u64 = 1 << 16;

/// Import tickets from JSON Lines, or from another help desk's export
///
/// JSON Lines: one ticket a line with its events, as `infog ticket export` writes them, all or none.
///
/// With --from: the list of tickets that GLPI, iTop, Zammad or ITFlow exports, as CSV or as a workbook (XLSX). What its columns prove becomes
/// events (opened, taken in charge, resolved, closed); what they leave open is listed, and no commitment is called
/// broken for it. Each ticket is marked as imported, with its number there. A column that infog does not know is kept as
/// text. The same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket import january.jsonl --dry-run
  infog ticket export --client ried | infog ticket import - --db other.db
  infog ticket import glpi.csv --from glpi --dry-run
  infog ticket import glpi.csv --from glpi --client ried --severity 'Très haute=N1' --severity 'Haute=N2'
  infog ticket import zammad.xlsx --from zammad --zone Europe/Paris --partial --rejects refused.csv

Fields for --map: reference, title, client, kind, status, opened_at, responded_at, resolved_at, closed_at, updated_at,
paused_since, priority, requester, assignee, assets, channel, response_delay, resolution_delay, waiting, text.

Exit codes: 0 all lines taken, 1 refused, nothing changed, 3 taken but for refused lines.")]
pub struct Args {
    /// File, or `-` for standard input
    #[arg(value_name = "FILE|-", value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Check everything, write nothing
    #[arg(long)]
    dry_run: bool,

    /// The help desk that exported the file: glpi, itop, zammad, itflow
    #[arg(long, value_enum, value_name = "PROGRAM", hide_possible_values = true)]
    from: Option<Program>,

    #[command(flatten)]
    export: Export,
}

/// How an export is read.
#[derive(clap::Args, Debug)]
#[group(requires = "from")]
pub struct Export {
    /// Whose tickets they are where the file does not say
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Zone of the file's dates, where it is neither in the file nor the client's
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,

    /// What a header means; - leaves the column out, text keeps it as text. May be repeated
    #[arg(long = "map", value_name = "HEADER=FIELD")]
    map: Vec<String>,

    /// Which severity of the contract a priority is. May be repeated
    #[arg(long = "severity", value_name = "PRIORITY=CODE")]
    severities: Vec<String>,

    /// Calendar in which the program counts its delays: `always`, a name or a file; a delay then becomes an instant
    #[arg(long, value_name = "CALENDAR", add = candidates::calendars())]
    hours: Option<String>,

    /// What the tickets are where the file has no type [default: incident]
    #[arg(long, value_name = "KIND")]
    kind: Option<Kind>,

    /// Contract, where more than one could govern them
    #[arg(long, value_name = "REF", add = candidates::contracts())]
    contract: Option<ContractRef>,

    /// Why tickets that wait there wait; a reason that the contract does not list stops no clock [default: unstated]
    #[arg(long, value_name = "REASON")]
    waits_for: Option<PauseReason>,

    /// Take the sound lines although others are refused
    #[arg(long)]
    partial: bool,

    /// Write the refused lines into this file, to be corrected and imported again
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    rejects: Option<PathBuf>,

    /// The sheet of a workbook, where it is not the first
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,

    /// The file's encoding, where it is not detected: utf-8, windows-1252, utf-16le …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Program {
    Glpi,
    Itop,
    Zammad,
    Itflow,
}

impl From<Program> for Tool {
    fn from(program: Program) -> Self {
        match program {
            Program::Glpi => Self::Glpi,
            Program::Itop => Self::Itop,
            Program::Zammad => Self::Zammad,
            Program::Itflow => Self::Itflow,
        }
    }
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        match self.from {
            Some(program) => past::run(ctx, &self.file, program.into(), self.dry_run, &self.export),
            None => lines::run(ctx, &self.file, self.dry_run).map_err(|f| f.maybe_hinted(self.looks_like())),
        }
    }
}

impl Args {
    /// A file that is no JSON Lines may be an export.
    fn looks_like(&self) -> Option<String> {
        let Source::File(_) = self.file else { return None };
        let mut head = Vec::new();
        self.file.open().ok()?.take(LOOKED_AT).read_to_end(&mut head).ok()?;
        if workbook::is_archive(&head) {
            return Some("a workbook is read with `--from PROGRAM`, the help desk that exported it".to_owned());
        }
        let decoded = decode(&head, None).ok()?;
        recognise(decoded.text.as_bytes()).map(past::looks_like)
    }
}

/// Reads `Très haute=N1`; the last `=` divides.
fn severity(text: &str) -> Result<(String, SeverityCode), Failure> {
    let named = text.rsplit_once('=').map(|(priority, code)| (priority.trim(), code.trim()));
    match named.filter(|(priority, _)| !priority.is_empty()) {
        Some((priority, code)) => Ok((priority.to_owned(), SeverityCode::new(code)?)),
        None => {
            Err(Failure::usage(format!("`--severity '{text}'` says nothing"))
                .hinted("write `--severity 'Very high=N1'`"))
        }
    }
}
