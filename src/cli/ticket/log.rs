//! `infog ticket log`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::cli::volume::{Logged, say_balance};
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;
use crate::domain::volume::Source;

/// Log the time spent on a ticket
///
/// Where the contract has a volume, what the entry counts and what is left is said; `infog contract volume REF` shows
/// the account.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket log 42 --minutes 25 --at \"14:10\" --text \"Switch configured\"      --at is when the work began
  infog ticket log 42 --minutes 90 --on-site --nature repair
  infog ticket log 43 --minutes 30 --unit UO-POSTE --quantity 2")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    #[command(flatten)]
    logged: Logged,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the time.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (minutes, mode) = (self.logged.minutes, self.logged.mode());
        let views = record(ctx, &[self.number], &self.at, |desk, db, before| {
            let contract = match &before.state.opening.governed.contract {
                Some(contract) => desk.contract(db, contract)?,
                None => None,
            };
            let day = before.zone.date(before.at);
            let volume = contract.as_ref().and_then(|c| c.version_on(day)).and_then(|terms| terms.volume.as_ref());
            let work = self.logged.work(volume)?;
            Ok(vec![Entry::worded(Happening::TimeLogged { minutes, mode, work }, self.logged.text.clone())])
        })?;
        let word = ctx.locale.minutes_of(i64::from(minutes), ctx.locale.work_mode(mode));
        let exit = told::done(ctx, &views, &word)?;
        for view in &views {
            let logged = view.events.last().map(|event| (event.seq, event.at));
            if let (Some(contract), Some((seq, at))) = (&view.state.opening.governed.contract, logged) {
                say_balance(ctx, contract, Source::Ticket(view.number, seq), at)?;
            }
        }
        Ok(exit)
    }
}
