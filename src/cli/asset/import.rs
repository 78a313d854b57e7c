//! `infog asset import`.

mod load;
pub(in crate::cli) mod owners;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use self::load::{Load, Report, Stop};
use super::values::pair_of;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::source::Source;
use crate::cli::{find, save};
use crate::domain::asset::Field;
use crate::intake::asset_file::{Key, Mapping, Options};
use crate::intake::bytes;
use crate::intake::refusal::Refusal;

/// More refusals are counted, not shown.
const SHOWN: usize = 20;

/// Import an inventory from CSV
///
/// Comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252; headers in English or French. Assets are found by client and
/// tag. All lines are taken or none, unless --partial. The same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset import parc.csv --client ried --dry-run
  infog asset import parc.csv --map 'Emplacement=location' --map 'Commentaire=-'
  infog asset import parc.csv --partial --rejects refused.csv

Exit codes: 0 all lines taken, 1 refused, nothing changed, 3 taken but for refused lines.")]
pub struct Args {
    /// CSV file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Whose assets they are where the file does not say
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Take the sound lines although others are refused
    #[arg(long)]
    partial: bool,

    /// Write the refused lines into this file, to be corrected and imported again
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    rejects: Option<PathBuf>,

    /// Find an asset by its tag or by its serial number
    #[arg(long, value_enum, default_value = "tag", hide_possible_values = true)]
    key: KeyName,

    /// What a header means; - leaves the column out. May be repeated
    #[arg(long = "map", value_name = "HEADER=FIELD")]
    map: Vec<String>,

    /// A value for a column that the file lacks. May be repeated
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,

    /// The file's encoding, where it is not detected: utf-8, windows-1252, utf-16le …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    #[command(flatten)]
    at: At,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum KeyName {
    Tag,
    Serial,
}

/// The answer for programs.
#[derive(Serialize)]
struct Told<'r> {
    read: u64,
    created: u64,
    updated: u64,
    unchanged: u64,
    refused: u64,
    applied: bool,
    dry_run: bool,
    refusals: &'r [Refusal],
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let bytes = self.file.bytes()?;
        let options = self.options(ctx)?;
        let name = self.file.to_string();
        let decoded = bytes::decode(&bytes, options.encoding.as_deref())
            .map_err(|fault| Failure::from(crate::intake::refusal::Fault::from(fault).of(&name)))?;
        ctx.out.detail(&format!("{name}: read as {}", decoded.encoding));
        self.check_rejects(ctx, &decoded.text)?;
        let load =
            Load { name: &name, text: &decoded.text, options: &options, partial: self.partial, dry_run: self.dry_run };
        let stamp = ctx.stamp_at(&self.at, ctx.zone())?;
        let loaded = load.run(ctx, &stamp);
        drop(decoded);
        let (report, applied) = match loaded {
            Ok(report) => (report, true),
            Err(Stop::Unwritten(report)) => (*report, false),
            Err(Stop::Failed(failure)) => return Err(failure),
        };
        self.write_rejects(ctx, &report)?;
        self.tell(ctx, &report, applied)
    }

    fn options(&self, ctx: &mut Ctx) -> Result<Options, Failure> {
        let map = self.map.iter().map(|text| Mapping::parse(text)).collect::<Result<Vec<_>, _>>()?;
        let pairs = self.set.iter().map(|text| pair_of(text));
        let constants = pairs.map(|pair| pair.map(|(field, value)| (field, value.to_owned())));
        let constants = constants.collect::<Result<Vec<(Field, String)>, _>>()?;
        let client = match &self.client {
            Some(code) => Some(ctx.read(|db| find::client(db, code))?.code.to_string()),
            None => None,
        };
        let key = match self.key {
            KeyName::Tag => Key::Tag,
            KeyName::Serial => Key::Serial,
        };
        Ok(Options { client, map, key, constants, encoding: self.encoding.clone(), ..Options::default() })
    }

    /// Only an empty file or the rejects of an earlier run of the same kind are written over.
    fn check_rejects(&self, ctx: &Ctx, text: &str) -> Result<(), Failure> {
        let Some(path) = self.rejects.as_ref().filter(|path| path.exists()) else { return Ok(()) };
        let is_input = matches!(&self.file, Source::File(file) if same_file(file, path));
        let is_sacred = is_input || same_file(&ctx.settings.database.value, path);
        let held = std::fs::read(path).map_err(|e| Failure::file("read", path, &e))?;
        if !is_sacred && (held.is_empty() || first_line(&held) == first_line(text.as_bytes())) {
            return Ok(());
        }
        Err(Failure::refused(format!("`{}` exists and holds something else", path.display()))
            .hinted("name another file after `--rejects`"))
    }

    fn write_rejects(&self, ctx: &Ctx, report: &Report) -> Result<(), Failure> {
        let Some(path) = self.rejects.as_ref().filter(|_| !report.refusals.is_empty()) else { return Ok(()) };
        save::whole(path, report.rejects()?.as_slice())?;
        ctx.out.note(&format!("refused lines written to {}", path.display()));
        Ok(())
    }

    fn tell(&self, ctx: &Ctx, report: &Report, applied: bool) -> Outcome {
        let counts = &report.counts;
        let is_refused = !self.partial && !report.refusals.is_empty();
        if ctx.wants_json() {
            ctx.json(&Told {
                read: counts.read,
                created: counts.created,
                updated: counts.updated,
                unchanged: counts.unchanged,
                refused: counts.refused,
                applied,
                dry_run: self.dry_run,
                refusals: &report.refusals,
            })?;
        } else if !is_refused {
            ctx.out.line(&self.sentence(ctx, report))?;
        }
        if is_refused {
            return Err(self.refused(report));
        }
        for refusal in report.refusals.iter().take(SHOWN) {
            ctx.out.warning(&format!("{}: {refusal}", self.file));
        }
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        } else if report.lacking > 0 {
            let who = if report.lacking == 1 {
                "1 asset lacks".to_owned()
            } else {
                format!("{} assets lack", report.lacking)
            };
            ctx.out.hint(&format!("{who} what its kind asks for: `infog asset list --missing`"));
        }
        Ok(if report.refusals.is_empty() { Exit::Done } else { Exit::Partial })
    }

    fn sentence(&self, ctx: &Ctx, report: &Report) -> String {
        let (counts, number) = (&report.counts, |n: u64| i64::try_from(n).unwrap_or(i64::MAX));
        let read = ctx.locale.count_lines(number(counts.read));
        let (created, updated) = (number(counts.created), number(counts.updated));
        let (unchanged, refused) = (number(counts.unchanged), number(counts.refused));
        ctx.locale.asset_imported(self.file.to_string(), read, created, updated, unchanged, refused)
    }

    fn refused(&self, report: &Report) -> Failure {
        let (refused, read) = (report.refusals.len(), report.counts.read);
        let mut failure =
            Failure::refused(format!("{}: {refused} of {read} lines are refused; nothing was changed", self.file));
        for refusal in report.refusals.iter().take(SHOWN) {
            failure = failure.because(refusal);
        }
        if refused > SHOWN {
            failure = failure.because(format!("… and {} more", refused - SHOWN));
        }
        if self.rejects.is_none() {
            failure = failure.hinted("`--rejects FILE` writes the refused lines into a file of their own");
        }
        failure.hinted("`--partial` takes the other lines")
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The first line without its quotes, which need not be those of the other file.
fn first_line(bytes: &[u8]) -> Vec<u8> {
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    line.iter().copied().filter(|b| !matches!(b, b'"' | b'\r')).collect()
}
