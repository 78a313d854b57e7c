//! `infog ticket resolve`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;

/// Record that the service is back: every clock stops
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket resolve 42 --text \"Power supply replaced\"
  infog ticket resolve 42 43 --at -20m")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// How
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the resolution.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &self.numbers, &self.at, |_, _, _| {
            Ok(vec![Entry::worded(Happening::Resolved, self.text.clone())])
        })?;
        let late: Vec<String> = views.iter().flat_map(|v| told::verdicts(&ctx.locale, v)).collect();
        let outcome = told::done(ctx, &views, &ctx.locale.event_resolved());
        late.iter().for_each(|line| ctx.remark(line));
        outcome
    }
}
