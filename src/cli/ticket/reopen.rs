//! `infog ticket reopen`.

use super::record::{Before, Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;
use crate::store::Db;

/// Reopen resolved tickets, as long as the contract allows it
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog ticket reopen 42 --text \"Same fault this morning\"")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N")]
    numbers: Vec<TicketNumber>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the reopening.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &self.numbers, &self.at, |desk, db, before| {
            in_time(desk, db, before)?;
            Ok(vec![Entry::worded(Happening::Reopened, self.text.clone())])
        })?;
        told::done(ctx, &views, &ctx.locale.event_reopened())
    }
}

/// A contract may limit reopening; after that it is a new, linked ticket (rule 20).
fn in_time(desk: &mut Desk, db: &mut dyn Db, before: &Before<'_>) -> Result<(), Failure> {
    let governed = &before.state.opening.governed;
    let (Some(contract), Some(resolved_at)) = (&governed.contract, before.state.resolved_at) else { return Ok(()) };
    let Some(rules) = desk.rules(db, contract, governed.amendment)? else { return Ok(()) };
    let Some(days) = rules.policy().reopen_within_days else { return Ok(()) };
    let zone = rules.desk().zone();
    let (resolved, reopened) = (zone.date(resolved_at), zone.date(before.at));
    if (reopened - resolved).num_days() <= i64::from(days) {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "ticket {} was resolved on {resolved}; contract `{contract}` lets it be reopened within {days} days",
        before.number
    ))
    .hinted(format!("open a new, linked ticket: `infog ticket open TITLE --link {}`", before.number.0)))
}
