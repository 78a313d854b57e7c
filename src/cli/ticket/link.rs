//! `infog ticket link`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::desk;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;
use crate::store;

/// Link a ticket with another
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket link 42 --to 17 --relation caused-by
  infog ticket link 42 --to 40 --relation follows")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    /// The other ticket
    #[arg(long, value_name = "M")]
    to: TicketNumber,

    /// How they belong together: caused-by, follows, related or any other word
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the link.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &[self.number], &self.at, |_, db, before| {
            if self.to == before.number {
                return Err(Failure::refused(format!("ticket {} cannot be linked with itself", self.to)));
            }
            if !store::ticket::exists(db, self.to)? {
                return Err(desk::no_ticket(db, self.to)?);
            }
            Ok(vec![Entry::plain(Happening::Linked { to: self.to, relation: self.relation.clone() })])
        })?;
        let word = format!("{} {}", ctx.locale.event_linked(), ctx.locale.links_to(self.to));
        told::done(ctx, &views, &word)
    }
}
