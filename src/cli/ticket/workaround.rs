//! `infog ticket workaround`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;

/// Record that the client can work again, by a workaround
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog ticket workaround 42 --text \"Printing through the second floor\"")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// What it is
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the workaround.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &self.numbers, &self.at, |_, _, _| {
            Ok(vec![Entry::worded(Happening::WorkedAround, self.text.clone())])
        })?;
        told::done(ctx, &views, &ctx.locale.event_worked_around())
    }
}
