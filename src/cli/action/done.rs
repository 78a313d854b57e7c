//! `infog action done`.

use super::Ended;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::action::Ending;

/// Record that actions were done
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog action done 3
  infog action done 3 4 --note \"invoice 2026-114\" --at \"yesterday 16:00\"")]
pub struct Args {
    /// Their numbers, as `infog action list` shows them
    #[arg(value_name = "N", required = true, add = candidates::actions())]
    numbers: Vec<i64>,

    /// What came of it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (numbers, note) = (self.numbers.as_slice(), self.note.as_deref());
        Ended { numbers, note, at: &self.at, how: Ending::Done }.record(ctx)
    }
}
