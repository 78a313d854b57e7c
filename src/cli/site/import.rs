//! `infog site import`.

use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::cli::listing::{File, What};

/// Import sites from CSV
///
/// Columns: code, name, client, address, phone, access; French headers are read too. A site is found by its code, without
/// one by its name; one without a code gets it from its name.
/// An empty cell leaves what is known. All lines are taken or none, unless --partial; the same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog site import sites.csv --client ried --dry-run
  infog site import lieux.csv --map 'Voie=address' --partial --rejects refused.csv

Exit codes: 0 all lines taken, 1 refused and nothing changed, 3 taken but for refused lines (--partial).")]
pub struct Args {
    #[command(flatten)]
    file: File,
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        self.file.import(ctx, What::Sites)
    }
}
