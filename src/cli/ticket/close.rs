//! `infog ticket close`.

use super::record::{Entry, record};
use super::{guard, told};
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;

/// Close resolved tickets: the client agreed, or kept silent long enough
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog ticket close 12 15 18")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N")]
    numbers: Vec<TicketNumber>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the closing.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &self.numbers, &self.at, |desk, db, before| {
            guard::may_close(desk, db, before)?;
            Ok(vec![Entry::plain(Happening::Closed)])
        })?;
        told::done(ctx, &views, &ctx.locale.event_closed())
    }
}
