//! `infog ticket assign`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;

/// Say who works on a ticket
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket assign 42 --to lea
  infog ticket assign 42 43            to yourself")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// Who; `me`, or left out: yourself
    #[arg(long, value_name = "NAME")]
    to: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the assignment.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let to = ctx.person(self.to.as_deref().unwrap_or("me"));
        let views = record(ctx, &self.numbers, &self.at, |_, _, _| {
            Ok(vec![Entry::plain(Happening::Assigned { to: to.clone() })])
        })?;
        told::done(ctx, &views, &ctx.locale.ticket_assigned_to(to.as_str()))
    }
}
