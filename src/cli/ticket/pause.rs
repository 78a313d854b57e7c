//! `infog ticket pause`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::{PauseReason, TicketNumber};
use crate::domain::nearest::nearest;
use crate::domain::sla::{Clock, Verdict};
use crate::domain::ticket::event::Happening;
use crate::locale::Locale;
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
    #[arg(required = true, value_name = "N", add = candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// Why
    #[arg(long, value_name = "REASON", add = candidates::pause_reasons())]
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
        let stopped = |view: &TicketView| stopped(&ctx.locale, view);
        let outcome = told::done_and(ctx, &views, &ctx.locale.event_paused(), stopped);
        for view in views.iter().filter(|v| goes_on(v, &self.reason)) {
            let contract = view.terms().map(|t| t.contract.to_string()).unwrap_or_default();
            let reason = ctx.locale.pause_reason(&self.reason);
            ctx.remark(&ctx.locale.note_pause_stops_nothing(reason, contract.as_str()));
            self.instead(ctx, view, &contract);
        }
        outcome
    }

    /// Which reasons stop a clock under this contract, and which of them was perhaps meant.
    fn instead(&self, ctx: &Ctx, view: &TicketView, contract: &str) {
        let stopping: Vec<&str> =
            view.terms().into_iter().flat_map(|terms| &terms.policy.pauses).map(PauseReason::as_str).collect();
        let is_usual = candidates::PAUSE_REASONS.contains(&self.reason.as_str());
        let meant = nearest(self.reason.as_str(), stopping.iter().copied()).filter(|_| !is_usual);
        if let Some(meant) = meant {
            ctx.remark(&ctx.locale.note_pause_meant(meant));
        }
        let quoted: Vec<String> = stopping.iter().map(|code| format!("`{code}`")).collect();
        match quoted.is_empty() {
            true => ctx.remark(&ctx.locale.note_pause_none(contract)),
            false => ctx.remark(&ctx.locale.note_pause_stopping(contract, quoted.join(", "))),
        }
    }
}

/// The clocks that are held now, where the receipt tells another one.
fn stopped(locale: &Locale, view: &TicketView) -> Option<String> {
    let told = view.next_clock().filter(|clock| clock.verdict == Verdict::Paused).map(Clock::metric);
    let held = view.clocks.iter().filter(|clock| clock.verdict == Verdict::Paused && Some(clock.metric()) != told);
    let said: Vec<String> = held.map(|clock| told::next(locale, view, clock)).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn goes_on(view: &TicketView, reason: &PauseReason) -> bool {
    view.rules.as_ref().is_some_and(|r| !view.clocks.is_empty() && !r.suspends_for(reason))
}
