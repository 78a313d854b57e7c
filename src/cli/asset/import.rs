//! `infog asset import`.

mod attempt;
mod input;
mod load;
mod marks;
mod missing;
mod owners;
mod rejects;

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use self::input::Input;
use self::load::{Load, Report, Stop};
use self::missing::{Missing, Percent};
use super::values::pair_of;
use crate::cli::completions::candidates;
use crate::cli::config::settings::Format;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::source::Source;
use crate::cli::{find, save};
use crate::domain::asset::Field;
use crate::intake::asset_file::{Key, Mapping, Options};
use crate::intake::refusal::{Fault, Refusal};
use crate::intake::survey::{Unread, survey};
use crate::render;
use crate::report::import_page::{self, AssetChange, Vanished};

/// More refusals are counted, not shown.
const SHOWN: usize = 20;
/// More assets of a dry run are counted for people, not shown; programs get all.
const SHOWN_CHANGES: usize = 200;

/// Import an inventory from CSV
///
/// Comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252; headers in English or French. Assets are found by client and
/// tag. All lines are taken or none, unless --partial. The same file again changes nothing. With --missing, assets that an
/// earlier import brought and that this file lacks are told or retired, of the clients that stand in the file; assets
/// added by hand are left alone.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset import parc.csv --client ried --dry-run
  infog asset import parc.csv --map 'Emplacement=location' --map 'Commentaire=-'
  infog asset import parc.csv --partial --rejects refused.csv
  infog asset import parc.csv --key serial --allow-rename
  infog asset import parc.csv --missing retire --max-missing 5%

Exit codes: 0 all lines taken, 1 refused and nothing changed, 3 taken but for refused lines (--partial).")]
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

    /// A serial number under a new tag renames its asset, if the file has the old tag no more
    #[arg(long)]
    allow_rename: bool,

    /// What to do about assets that the file no longer has: ignore, report, retire
    #[arg(long, value_enum, default_value = "ignore", hide_possible_values = true, value_name = "WHAT")]
    missing: Missing,

    /// Refuse a file that lacks more of a client's assets [default with --missing retire: 10%]
    #[arg(long, value_name = "PERCENT")]
    max_missing: Option<Percent>,

    /// What a header means; - leaves the column out. May be repeated
    #[arg(long = "map", value_name = "HEADER=FIELD")]
    map: Vec<String>,

    /// A value for a column that the file lacks. May be repeated
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,

    /// The file's encoding, where it is not detected: utf-8, windows-1252, utf-16le …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
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
    renamed: usize,
    refusals: &'r [Refusal],
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'r [Vanished]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'r [AssetChange]>,
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        ctx.store_for_import()?;
        let (options, name) = (self.options(ctx)?, self.file.to_string());
        let input = Input::open(&self.file, &options.limits)?;
        let survey = survey(|| input.start(), options.encoding.as_deref(), &options.limits)
            .map_err(|unread| self.unread(unread, &name))?;
        ctx.out.detail(&format!("{name}: read as {}", survey.encoding()));
        let load = Load {
            name: &name,
            input: &input,
            survey: &survey,
            options: &options,
            partial: self.partial,
            dry_run: self.dry_run,
            allow_rename: self.allow_rename,
            missing: self.missing,
            max_missing: self.max_missing,
            keeps_rejects: self.rejects.is_some(),
            most_changes: if ctx.settings.format.value == Format::Table { SHOWN_CHANGES } else { usize::MAX },
        };
        let (report, applied) = match load.run(ctx) {
            Ok(report) => (report, true),
            Err(Stop::Unwritten(report)) => (*report, false),
            Err(Stop::Needed) => return Err(Failure::fault("an import looked and did not write")),
            Err(Stop::Failed(failure)) => return Err(failure),
        };
        self.write_rejects(ctx, &report)?;
        self.tell(ctx, &report, applied)
    }

    fn unread(&self, unread: Unread, name: &str) -> Failure {
        match unread {
            Unread::Bytes(fault) => Fault::from(fault).of(name).into(),
            Unread::Io(error) => self.file.unreadable(&error),
        }
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

    /// A file of rejects from an earlier import holds none but this one's afterwards.
    fn write_rejects(&self, ctx: &Ctx, report: &Report) -> Result<(), Failure> {
        let (Some(path), Some(rejects)) = (&self.rejects, &report.rejects) else { return Ok(()) };
        let any = report.counts.refused > 0;
        if any || path.exists() {
            save::whole(path, rejects)?;
        }
        if any {
            ctx.out.note(&format!("refused lines written to {}", path.display()));
        }
        Ok(())
    }

    fn tell(&self, ctx: &Ctx, report: &Report, applied: bool) -> Outcome {
        let is_refused = !self.partial && report.counts.refused > 0;
        if ctx.wants_json() {
            ctx.json(&self.told(report, applied))?;
        } else if self.dry_run {
            self.plan(ctx, report)?;
        } else if !is_refused {
            ctx.out.line(&self.sentence(ctx, report))?;
        }
        if is_refused {
            return Err(self.refused(report));
        }
        for refusal in report.refusals.iter().take(SHOWN) {
            ctx.out.warning(&format!("{}: {refusal}", self.file));
        }
        self.remark(ctx, report);
        Ok(if report.counts.refused == 0 { Exit::Done } else { Exit::Partial })
    }

    fn told<'r>(&self, report: &'r Report, applied: bool) -> Told<'r> {
        let counts = &report.counts;
        Told {
            read: counts.read,
            created: counts.created,
            updated: counts.updated,
            unchanged: counts.unchanged,
            refused: counts.refused,
            applied,
            dry_run: self.dry_run,
            renamed: report.renamed,
            refusals: &report.refusals,
            missing: (self.missing != Missing::Ignore).then_some(&report.vanished),
            changes: self.dry_run.then_some(&report.changes),
        }
    }

    /// What a dry run would change, and how many lines of each sort there are.
    fn plan(&self, ctx: &Ctx, report: &Report) -> Result<(), Failure> {
        let mut page = import_page::page(&ctx.locale, &report.changes, report.more_changes);
        page.paragraph(self.sentence(ctx, report));
        let format = match ctx.settings.format.value {
            Format::Csv => render::Format::Csv,
            Format::Markdown => render::Format::Markdown,
            Format::Table | Format::Json => render::Format::Table,
        };
        Ok(ctx.out.page(&page, format, &ctx.locale)?)
    }

    /// What else is to be known.
    fn remark(&self, ctx: &Ctx, report: &Report) {
        for gone in report.vanished.iter().take(SHOWN) {
            let Vanished { client, tag, retired, .. } = gone;
            let said = if *retired {
                ctx.locale.import_gone_retired(tag, client)
            } else {
                ctx.locale.import_gone(tag, client)
            };
            ctx.out.warning(&format!("{}: {said}", self.file));
        }
        if let Some(more) = report.vanished.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            ctx.out.warning(&ctx.locale.import_more(i64::try_from(more).unwrap_or(i64::MAX)));
        }
        if report.kept_tags > 0 {
            let kept = i64::try_from(report.kept_tags).unwrap_or(i64::MAX);
            ctx.out.hint(&ctx.locale.import_kept_tags(kept));
        }
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        } else if report.lacking > 0 {
            ctx.out.hint(&format!(
                "{} assets lack what their kind asks for: `infog asset list --missing`",
                report.lacking
            ));
        }
    }

    fn sentence(&self, ctx: &Ctx, report: &Report) -> String {
        let (counts, number) = (&report.counts, |n: u64| i64::try_from(n).unwrap_or(i64::MAX));
        let read = ctx.locale.count_lines(number(counts.read));
        let (created, updated) = (number(counts.created), number(counts.updated));
        let (unchanged, refused) = (number(counts.unchanged), number(counts.refused));
        ctx.locale.asset_imported(self.file.to_string(), read, created, updated, unchanged, refused)
    }

    fn refused(&self, report: &Report) -> Failure {
        let (refused, read) = (report.counts.refused, report.counts.read);
        let mut failure =
            Failure::refused(format!("{}: {refused} of {read} lines are refused; nothing was changed", self.file));
        for refusal in report.refusals.iter().take(SHOWN) {
            failure = failure.because(refusal);
        }
        if let Some(more) = refused.checked_sub(SHOWN as u64).filter(|more| *more > 0) {
            failure = failure.because(format!("… and {more} more"));
        }
        if self.rejects.is_none() {
            failure = failure.hinted("`--rejects FILE` writes the refused lines into a file of their own");
        }
        failure.hinted("`--partial` takes the other lines")
    }
}
