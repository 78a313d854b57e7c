//! `infog asset import`.

mod attempt;
mod load;
mod marks;
mod missing;
mod origin;
mod told;

pub(in crate::cli) use self::missing::{Missing, Percent};
pub(in crate::cli) use self::origin::Origin;

use std::path::PathBuf;

use clap::ValueEnum;

use self::load::{Load, Stop};
use self::origin::Opened;
use super::asset::values::pair_of;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::config::settings::Format;
use crate::cli::context::Ctx;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::source::Source;
use crate::cli::{find, licence, rejects};
use crate::domain::asset::Field;
use crate::intake::asset_file::{Key, Mapping, Options};
use crate::intake::licence_file;

/// More assets of a dry run are counted for people, not shown; programs get all.
const SHOWN_CHANGES: usize = 200;

/// Import an inventory: CSV, XLSX, or an agent's file
///
/// Comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252; headers in English or French. Assets are found by client and
/// tag, or by serial number with --key; an agent's machine by agent, serial number, board, network card or name. A
/// client is named by its code, its name or a path (`Root > Client`). All lines are taken or none, unless --partial. The
/// same file again changes nothing. With --missing, assets that an earlier import brought and that this file lacks are
/// told or retired, of the clients that stand in the file; assets added by hand are left alone.
#[derive(clap::Args, Debug)]
#[command(after_help = "Import from
  GLPI, list of computers (CSV, XLSX)   infog asset import glpi.csv --from glpi
  iTop, one class                       infog asset import itop.csv --from itop --set kind=server
  Snipe-IT, import file or report       infog asset import snipe.csv --from snipe-it
  ITFlow                                infog asset import itflow.csv --from itflow
  GLPI Agent, FusionInventory, OCS      infog asset import machine.json --client ried
  lshw -json, osquery, nmap -oX         infog asset import lshw.json --client ried
  Excel, any columns                    infog asset import parc.xlsx --set kind=other --map '*=attr'
  anything else                         infog asset import parc.csv --mapping my.toml

Of an agent's file neither environment variables, processes, licence keys, accounts nor keys are read.

Examples:
  infog asset import parc.csv --client ried --dry-run
  infog asset import parc.csv --map 'Emplacement=location' --map 'Commentaire=-'
  infog asset import parc.csv --partial --rejects refused.csv
  infog asset import parc.csv --key serial --allow-rename
  infog asset import parc.csv --missing retire --max-missing 5%

Exit codes: 0 all lines taken, 1 refused, nothing changed, 3 taken but for refused lines.")]
pub struct Args {
    /// CSV, XLSX, JSON or XML file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) file: Source,

    /// Whose assets they are where the file does not say
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    pub(in crate::cli) client: Option<String>,

    /// Show each change, old and new, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,

    /// Take the sound lines although others are refused
    #[arg(long)]
    pub(in crate::cli) partial: bool,

    /// Write the refused lines into this file, with the reason, to be corrected and imported again
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) rejects: Option<PathBuf>,

    /// Find an asset by its tag or by its serial number
    #[arg(long, value_enum, default_value = "tag", hide_possible_values = true)]
    pub(in crate::cli) key: KeyName,

    /// A serial number under a new tag renames its asset, if the file has the old tag no more
    #[arg(long)]
    pub(in crate::cli) allow_rename: bool,

    /// What to do about assets that the file no longer has: ignore, report, retire
    #[arg(long, value_enum, default_value = "ignore", hide_possible_values = true, value_name = "WHAT")]
    pub(in crate::cli) missing: Missing,

    /// Refuse a file that lacks more of a client's assets [default with --missing retire: 10%]
    #[arg(long, value_name = "PERCENT")]
    pub(in crate::cli) max_missing: Option<Percent>,

    /// What a header means; - leaves it out, attr keeps it under its own name, '*' is every unknown one. May be repeated
    #[arg(long = "map", value_name = "HEADER=FIELD")]
    pub(in crate::cli) map: Vec<String>,

    /// A value for a column that the file lacks, client too. May be repeated
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub(in crate::cli) set: Vec<String>,

    /// The file's encoding, where it is not detected: utf-8, windows-1252, utf-16le …
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) origin: Origin,

    #[command(flatten)]
    pub(in crate::cli) at: At,

    /// The file holds licences and nothing else, in the words of `infog licence import`.
    #[arg(skip)]
    pub(in crate::cli) licences: bool,
}

/// `--key`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub(in crate::cli) enum KeyName {
    /// Client and tag.
    Tag,
    /// Client and serial number.
    Serial,
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        ctx.store_for_import()?;
        let (mut options, name) = (self.options(ctx)?, self.file.to_string());
        let opened = self.origin.open(ctx, &self.file, &mut options)?;
        if self.licences {
            options = self.of_licences(&opened, options)?;
        }
        let stamp = ctx.stamp_at(&self.at, ctx.zone())?;
        let load = Load {
            name: &name,
            input: &opened.input,
            survey: &opened.survey,
            options: &options,
            partial: self.partial,
            licences: self.licences,
            dry_run: self.dry_run,
            allow_rename: self.allow_rename,
            missing: self.missing,
            max_missing: self.max_missing,
            keeps_rejects: self.rejects.is_some(),
            most_changes: if ctx.settings.format.value == Format::Table { SHOWN_CHANGES } else { usize::MAX },
        };
        if opened.is_agents && load.looks_for_missing() {
            let said = format!("{name}: `--missing` needs a whole inventory, and this is what an agent saw");
            return Err(Failure::refused(said).hinted("leave `--missing` and `--max-missing` out"));
        }
        if let Some(path) = &self.rejects {
            rejects::check(path, &load.header()?, &self.file, &ctx.settings.database.value)?;
        }
        let (report, applied) = match load.run(ctx, &stamp) {
            Ok(report) => (report, true),
            Err(Stop::Unwritten(report)) => (*report, false),
            Err(Stop::Needed) => return Err(Failure::fault("an import looked and did not write")),
            Err(Stop::Failed(failure)) => return Err(failure),
        };
        if let (Some(path), Some(refused)) = (&self.rejects, &report.rejects) {
            rejects::keep(ctx, path, refused, report.counts.refused > 0)?;
        }
        let exit = self.tell(ctx, &report, applied)?;
        if applied {
            licence::warn_of_resized(ctx, &report.resized)?;
        }
        Ok(exit)
    }

    /// Its headers read as those of licences.
    fn of_licences(&self, opened: &Opened, options: Options) -> Result<Options, Failure> {
        let name = self.file.to_string();
        if opened.is_agents {
            return Err(Failure::refused(format!("{name}: an agent's file is no list of licences")));
        }
        let unreadable = |e: std::io::Error| self.file.unreadable(&e);
        let text = opened.survey.text(opened.input.start().map_err(unreadable)?).map_err(unreadable)?;
        Ok(licence_file::options(&name, text, options)?)
    }

    /// A field as it is called here: a licence has a product and a key.
    fn column<'n>(&self, name: &'n str) -> &'n str {
        if self.licences { licence_file::column(name) } else { name }
    }

    fn options(&self, ctx: &mut Ctx) -> Result<Options, Failure> {
        let map = self.map.iter().map(|text| match text.rsplit_once('=') {
            Some((header, field)) => Mapping::parse(&format!("{header}={}", self.column(field))),
            None => Mapping::parse(text),
        });
        let map = map.collect::<Result<Vec<_>, _>>()?;
        let (clients, columns): (Vec<&String>, Vec<&String>) = self.set.iter().partition(|s| s.starts_with("client="));
        let pairs = columns.into_iter().map(|text| {
            let (name, value) = text.split_once('=').unwrap_or((text, ""));
            let told = if self.licences && text.contains('=') {
                format!("{}={value}", self.column(name))
            } else {
                text.clone()
            };
            pair_of(&told).map(|(field, value)| (field, value.to_owned()))
        });
        let mut constants = pairs.collect::<Result<Vec<(Field, String)>, _>>()?;
        let mapping = self.origin.mapping()?;
        for (field, value) in mapping.iter().flat_map(|mapping| &mapping.constants) {
            if !constants.iter().any(|(said, _)| said == field) {
                constants.push((field.clone(), value.clone()));
            }
        }
        let set = clients.first().map(|text| text.trim_start_matches("client=").to_owned());
        let client = match self.client.clone().or(set) {
            Some(code) => Some(ctx.read(|db| find::client(db, &code))?.code.to_string()),
            None => None,
        };
        let key = match self.key {
            KeyName::Tag => Key::Tag,
            KeyName::Serial => Key::Serial,
        };
        let encoding = self.encoding.clone();
        Ok(Options { client, map, key, constants, encoding, mapping, ..Options::default() })
    }
}
