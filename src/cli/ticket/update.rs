//! `infog ticket update`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::cli::source;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;

/// Record what the client was told: the update clock starts again
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog ticket update 42 \"The part arrives tomorrow morning\"")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    /// What was told; `-` reads standard input
    #[arg(value_name = "TEXT")]
    text: String,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the update.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let text = source::words(&self.text, "update")?;
        let views = record(ctx, &[self.number], &self.at, |_, _, _| {
            Ok(vec![Entry::worded(Happening::Updated, Some(text.clone()))])
        })?;
        told::done(ctx, &views, &ctx.locale.event_updated())
    }
}
