//! `infog ticket cancel`.

use clap::ValueEnum;

use super::record::{Before, Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::desk;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::{CancelReason, Happening};
use crate::store::{self, Db};

/// Cancel tickets: duplicate, withdrawn by the client, or not covered
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Withdrawn keeps what was decided before and voids the rest; duplicate and not-covered void all.

Examples:
  infog ticket cancel 43 --reason duplicate --of 42
  infog ticket cancel 44 --reason withdrawn"
)]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// Why
    #[arg(long, value_name = "REASON")]
    reason: Reason,

    /// The ticket that remains, for a duplicate
    #[arg(long, value_name = "M", required_if_eq("reason", "duplicate"))]
    of: Option<TicketNumber>,

    /// In your own words
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Reason {
    Duplicate,
    Withdrawn,
    NotCovered,
}

impl From<Reason> for CancelReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Duplicate => Self::Duplicate,
            Reason::Withdrawn => Self::Withdrawn,
            Reason::NotCovered => Self::NotCovered,
        }
    }
}

impl Args {
    /// Records the cancellation.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reason = CancelReason::from(self.reason);
        if let (Some(of), false) = (self.of, reason == CancelReason::Duplicate) {
            return Err(Failure::usage(format!("--of {} goes with `--reason duplicate`", of.0)));
        }
        let views = record(ctx, &self.numbers, &self.at, |_, db, before| {
            self.survivor(db, before)?;
            Ok(vec![Entry::worded(Happening::Cancelled { reason, of: self.of }, self.text.clone())])
        })?;
        told::done(ctx, &views, &ctx.locale.event_cancelled())
    }

    fn survivor(&self, db: &mut dyn Db, before: &Before<'_>) -> Result<(), Failure> {
        let Some(of) = self.of else { return Ok(()) };
        if of == before.number {
            return Err(Failure::refused(format!("ticket {of} cannot be a duplicate of itself")));
        }
        match store::ticket::summary(db, of)? {
            None => Err(desk::no_ticket(db, of)?),
            Some(other) if other.client != before.state.opening.client => Err(Failure::refused(format!(
                "ticket {of} is of client `{}`, {} of `{}`",
                other.client, before.number, before.state.opening.client
            ))),
            Some(_) => Ok(()),
        }
    }
}
