//! `infog ticket ack`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;

/// Take charge of tickets: the response clock stops
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket ack 42
  infog ticket ack 42 --at \"yesterday 16:40\"")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    #[command(flatten)]
    at: At,

    /// Assign it as well; `me`: to yourself
    #[arg(long, value_name = "NAME")]
    assignee: Option<String>,
}

impl Args {
    /// Records the acknowledgement.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let assignee = self.assignee.as_deref().map(|name| ctx.person(name));
        let views = record(ctx, &self.numbers, &self.at, |_, _, _| {
            let mut entries = vec![Entry::plain(Happening::Acknowledged)];
            if let Some(to) = &assignee {
                entries.push(Entry::plain(Happening::Assigned { to: to.clone() }));
            }
            Ok(entries)
        })?;
        told::done(ctx, &views, &ctx.locale.event_acknowledged())
    }
}
