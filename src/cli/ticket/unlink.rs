//! `infog ticket unlink`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;

/// Take a link back, on both tickets; that it was there stays in the log
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog ticket unlink 50 --to 42")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N")]
    number: TicketNumber,

    /// The other ticket
    #[arg(long, value_name = "M")]
    to: TicketNumber,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records that they do not belong together.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &[self.number, self.to], &self.at, |_, _, before| {
            let to = if before.number == self.number { self.to } else { self.number };
            let has = before.state.links.iter().any(|link| link.to == to);
            // a link that was imported may stand on one side only; the first side must have it
            let takes = has || before.number == self.number;
            Ok(takes.then(|| Entry::plain(Happening::Unlinked { to })).into_iter().collect())
        })?;
        let word = format!("{} {}", ctx.locale.event_unlinked(), self.to);
        told::done(ctx, views.get(..1).unwrap_or_default(), &word)
    }
}
