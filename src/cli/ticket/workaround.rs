//! `infog ticket workaround`.

use super::record::{Entry, record};
use super::told;
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
    #[arg(required = true, value_name = "N", add = crate::cli::complete::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// What it is
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    /// When it happened, if not now
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    at: Option<String>,
}

impl Args {
    /// Records the workaround.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &self.numbers, self.at.as_deref(), |_, _, _| {
            Ok(vec![Entry::worded(Happening::WorkedAround, self.text.clone())])
        })?;
        told::done(ctx, &views, &ctx.locale.event_worked_around())
    }
}
