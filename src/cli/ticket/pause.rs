//! `infog ticket pause`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::{PauseReason, TicketNumber};
use crate::domain::ticket::event::Happening;
use crate::report::ticket::TicketView;

/// Hold tickets for a reason; clocks stop if the contract lists it
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Reasons: waiting-client, waiting-third-party, waiting-supplier, waiting-authorisation, no-site-access, scheduled, or any other. Only those that the contract lists stop a clock; infog says which.

Example:
  infog ticket pause 42 --reason waiting-client --text \"Asked for the log files by mail\""
)]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// Why
    #[arg(long, value_name = "REASON", add = crate::cli::completions::candidates::pause_reasons())]
    reason: PauseReason,

    /// What was asked, of whom
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the pause, and says where it stops nothing.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &self.numbers, &self.at, |_, _, _| {
            Ok(vec![Entry::worded(Happening::Paused { reason: self.reason.clone() }, self.text.clone())])
        })?;
        let outcome = told::done(ctx, &views, &ctx.locale.event_paused());
        for view in views.iter().filter(|v| goes_on(v, &self.reason)) {
            let contract = view.terms().map(|t| t.contract.to_string()).unwrap_or_default();
            let reason = ctx.locale.pause_reason(&self.reason);
            ctx.remark(&ctx.locale.note_pause_stops_nothing(reason, contract));
        }
        outcome
    }
}

fn goes_on(view: &TicketView, reason: &PauseReason) -> bool {
    view.rules.as_ref().is_some_and(|r| !view.clocks.is_empty() && !r.suspends_for(reason))
}
