//! `infog sla explain`.

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Outcome};
use crate::domain::id::TicketNumber;
use crate::domain::ticket::history;
use crate::report::{explain, ticket};
use crate::store;

/// Explain a ticket's deadlines line by line
///
/// The target that won and those that lost, the versions of contract and calendar that were used, and every stretch of
/// time that was counted or not, and why.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog sla explain 42
  infog sla explain 42 --now \"2026-06-30 18:00\"      as it stood then
  infog sla explain 42 --json")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = candidates::open_tickets())]
    number: TicketNumber,
}

impl Args {
    /// Prints the ledgers.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let (view, held) = ctx.read(|db| {
            let view = Desk::new().ticket(db, self.number, now)?;
            let events = store::ticket::events(db, self.number)?;
            Ok((view, history::until(history::effective(&events), now)))
        })?;
        let story = ticket::story(&view, &held);
        let json = explain::json(&view, &story);
        let page = explain::page(&view, &story, &ctx.locale);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}
