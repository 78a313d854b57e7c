//! `infog contact import`.

use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::cli::listing::{File, What};

/// Import people from CSV
///
/// Columns: name, first_name, client, site, roles, phone, mobile, mail, notes; French headers are read too. A person is
/// found by name, without case and accents.
/// An empty cell leaves what is known. All lines are taken or none, unless --partial; the same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contact import people.csv --client ried --dry-run
  infog contact import utilisateurs.csv --map 'Login=-' --partial --rejects refused.csv

Exit codes: 0 all lines taken, 1 refused and nothing changed, 3 taken but for refused lines (--partial).")]
pub struct Args {
    #[command(flatten)]
    file: File,
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        self.file.import(ctx, What::Contacts)
    }
}
