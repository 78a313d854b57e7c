//! `infog action drop`.

use super::Ended;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::action::Ending;

/// Record that actions or recommendations will not be followed, and why
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog action drop 5 --reason \"the client keeps its own switch\"")]
pub struct Args {
    /// Their numbers, as `infog action list` shows them
    #[arg(value_name = "N", required = true, add = candidates::actions())]
    numbers: Vec<i64>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (numbers, note) = (self.numbers.as_slice(), Some(self.reason.as_str()));
        Ended { numbers, note, at: &self.at, how: Ending::Dropped }.record(ctx)
    }
}
