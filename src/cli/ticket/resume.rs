//! `infog ticket resume`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::{PauseReason, TicketNumber};
use crate::domain::ticket::event::Happening;

/// Go on with held tickets: every pause ends, or the one for a reason
#[derive(clap::Args, Debug)]
#[command(after_help = "A pause ends when the client answers, not when the answer is seen: give that moment with --at.

Example:
  infog ticket resume 42 --at \"09:10\"")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// End only the pause for this reason
    #[arg(long, value_name = "REASON", add = crate::cli::completions::candidates::pause_reasons())]
    reason: Option<PauseReason>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the end of the pause.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &self.numbers, &self.at, |_, _, _| {
            Ok(vec![Entry::plain(Happening::Resumed { reason: self.reason.clone() })])
        })?;
        told::done(ctx, &views, &ctx.locale.event_resumed())
    }
}
