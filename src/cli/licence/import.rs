//! `infog licence import`: as `infog asset import`, with the headers of licences.

use std::path::PathBuf;

use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::inventory::{self as assets, KeyName, Missing, Origin, Percent};
use crate::cli::source::Source;
use crate::domain::asset::Asset;
use crate::domain::id::ClientCode;
use crate::store;

/// Import licences: CSV or XLSX
///
/// Columns: tag, product, publisher, key, seats, perpetual or expires_on, owner (client or provider), client, supplier,
/// notes; French headers are read too. Licences are found by client and tag. All lines are taken or none, unless
/// --partial. The same file again changes nothing. With --missing, licences that an earlier import brought and that this
/// file lacks are told or retired, of the clients that stand in the file; other assets are left alone.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog licence import licences.csv --client ried --dry-run
  infog licence import licences.csv --map 'N° contrat=notes' --partial --rejects refused.csv
  infog licence import licences.xlsx --sheet Logiciels --set owner=provider --client us
  infog licence import licences.csv --missing retire --max-missing 5%

Exit codes: 0 all lines taken, 1 refused, nothing changed, 3 taken but for refused lines.")]
pub struct Args {
    /// CSV or XLSX file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Whose licences they are where the file does not say
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Show each change, old and new, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Take the sound lines although others are refused
    #[arg(long)]
    partial: bool,

    /// Write the refused lines into this file, with the reason, to be corrected and imported again
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    rejects: Option<PathBuf>,

    /// What to do about licences that the file no longer has: ignore, report, retire
    #[arg(long, value_enum, default_value = "ignore", hide_possible_values = true, value_name = "WHAT")]
    missing: Missing,

    /// Refuse a file that lacks more of a client's licences [default with --missing retire: 10%]
    #[arg(long, value_name = "PERCENT")]
    max_missing: Option<Percent>,

    /// What a header means; - leaves it out, attr keeps it under its own name, '*' is every unknown one. May be repeated
    #[arg(long = "map", value_name = "HEADER=FIELD")]
    map: Vec<String>,

    /// A value for a column that the file lacks, client too. May be repeated
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,

    /// The file's encoding, where it is not detected: utf-8, windows-1252, utf-16le …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// The sheet of a workbook, where it is not the first
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let import = assets::Args {
            file: self.file,
            client: self.client,
            dry_run: self.dry_run,
            partial: self.partial,
            rejects: self.rejects,
            key: KeyName::Tag,
            allow_rename: false,
            missing: self.missing,
            max_missing: self.max_missing,
            map: self.map,
            set: self.set,
            encoding: self.encoding,
            origin: Origin::of_sheet(self.sheet),
            at: self.at,
            licences: true,
        };
        import.run(ctx)
    }
}

/// A file may say that there are fewer seats than are used.
pub fn warn_of_resized(ctx: &mut Ctx, resized: &[(ClientCode, Asset)]) -> Result<(), Failure> {
    for (client, licence) in resized {
        let used = ctx.read(|db| Ok::<_, Failure>(store::licence::used(db, client, &licence.tag)?))?;
        super::warn_if_over(ctx, licence, used);
    }
    Ok(())
}
