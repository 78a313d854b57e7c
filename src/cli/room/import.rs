//! `infog room import`.

use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::cli::listing::{File, What};

/// Import rooms and racks from CSV
///
/// Columns: site, name, kind (room, rack), client, access; French headers are read too. A room is found by its name in its
/// site, which must be known.
/// An empty cell leaves what is known. All lines are taken or none, unless --partial; the same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog room import rooms.csv --client ried --dry-run
  infog room import salles.csv --map 'Local=name' --partial --rejects refused.csv

Exit codes: 0 all lines taken, 1 refused and nothing changed, 3 taken but for refused lines (--partial).")]
pub struct Args {
    #[command(flatten)]
    file: File,
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        self.file.import(ctx, What::Rooms)
    }
}
