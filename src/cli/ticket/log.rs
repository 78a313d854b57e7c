//! `infog ticket log`.

use super::record::{Entry, record};
use super::{permit, told};
use crate::cli::args::{At, Late};
use crate::cli::closed;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::cli::volume::{Logged, say_balance};
use crate::domain::id::TicketNumber;
use crate::domain::text;
use crate::domain::ticket::event::Happening;
use crate::domain::volume::Source;
use crate::report::ticket::TicketView;

/// Log the time spent on a ticket
///
/// Where the contract has a volume, what the entry counts and what is left is said; `infog contract volume REF` shows
/// the account. Work on an asset that a third party manages needs an authorisation in force at that date: it is cited, or
/// the entry is refused without `--override REASON`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket log 42 --minutes 25 --at \"14:10\" --text \"Switch configured\"      --at is when the work began
  infog ticket log 42 --minutes 90 --on-site --nature repair
  infog ticket log 43 --minutes 30 --unit UO-POSTE --quantity 2
  infog ticket log 44 --minutes 15 --override \"server on fire, Mme Weber agreed by phone\"")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    #[command(flatten)]
    logged: Logged,

    /// Log work on a third party's asset without an authorisation, for this reason; it is recorded with the entry
    #[arg(long = "override", value_name = "REASON")]
    overruled: Option<String>,

    #[command(flatten)]
    late: Late,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the time.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reason = self.overruled.as_deref().map(|reason| text::line("reason", reason)).transpose()?;
        let (minutes, mode) = (self.logged.minutes, self.logged.mode());
        let views = record(ctx, &[self.number], &self.at, |desk, db, before| {
            let contract = match &before.state.opening.governed.contract {
                Some(contract) => desk.contract(db, contract)?,
                None => None,
            };
            let day = before.zone.date(before.at);
            closed::allows(db, &before.state.opening.client, before.zone, before.at, self.late.late)?;
            let volume = contract.as_ref().and_then(|c| c.version_on(day)).and_then(|terms| terms.volume.as_ref());
            let mut work = self.logged.work(volume)?;
            work.permit = permit::of(db, before, reason.as_deref())?.map(Box::new);
            Ok(vec![Entry::worded(Happening::TimeLogged { minutes, mode, work }, self.logged.text.clone())])
        })?;
        let word = ctx.locale.minutes_of(i64::from(minutes), ctx.locale.work_mode(mode));
        let exit = told::done(ctx, &views, &word)?;
        for view in &views {
            tell_permit(ctx, view, reason.is_some());
            let logged = view.events.last().map(|event| (event.seq, event.at));
            if let (Some(contract), Some((seq, at))) = (&view.state.opening.governed.contract, logged) {
                say_balance(ctx, contract, Source::Ticket(view.number, seq), at)?;
            }
        }
        Ok(exit)
    }
}

/// Cites what allowed the work, or repeats that nothing did; says when a reason was not needed.
fn tell_permit(ctx: &Ctx, view: &TicketView, has_reason: bool) {
    let permit = match view.events.last().map(|event| &event.what) {
        Some(Happening::TimeLogged { work, .. }) => work.permit.as_deref(),
        _ => None,
    };
    if let Some(permit) = permit {
        ctx.locale.permit(permit).iter().for_each(|line| ctx.remark(line));
    }
    if has_reason && permit.is_none_or(|permit| permit.overridden.is_none()) {
        ctx.out.hint("nothing had to be overridden: the reason was not kept");
    }
}
