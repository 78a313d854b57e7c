//! `infog ticket reason`.

use super::breach::{Given, Promised};
use super::record::record;
use super::told;
use crate::cli::args::At;
use crate::cli::closed::explained_in;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::contract::target::Metric;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::breach;
use crate::report::ticket::TicketView;

/// Say why a commitment was broken: one code and a sentence
///
/// Without `--metric` it explains every breach of the ticket that has no reason yet, or all of them anew where each has
/// one. The last word holds; all stay in the log. `infog report sla` adds the reasons up.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Codes: workload, misrouted, diagnosis, human-error, tooling, client, third-party, supplier, force-majeure, other,
and those that the contract adds with [[breach_reason]].

Examples:
  infog ticket reason 42 supplier \"The disk came two days late, order 4711\"
  infog ticket reason 42 workload \"Two technicians ill\" --metric response"
)]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N")]
    number: TicketNumber,

    /// Why, as a code
    #[arg(value_name = "CODE", add = candidates::breach_reasons())]
    code: String,

    /// Why, in a sentence
    #[arg(value_name = "SENTENCE")]
    sentence: String,

    /// Only this commitment
    #[arg(long, value_name = "METRIC")]
    metric: Option<Promised>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the reason.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let metric = self.metric.map(Metric::from);
        let given = Given { code: self.code, because: Some(self.sentence) };
        let now = ctx.now();
        let views = record(ctx, &[self.number], &self.at, |desk, db, before| {
            let view = desk.view(db, before.number, before.events.to_vec(), before.at.max(now))?;
            let entries = given.entries(&view, metric)?;
            if entries.is_empty() { Err(nothing_broken(before.number, metric)) } else { Ok(entries) }
        })?;
        let word = views.first().and_then(|view| {
            let known = breach::reason(&given.code, view.terms()).ok()?;
            Some(crate::report::breaches::reason(&ctx.locale, view.terms(), &known))
        });
        let word = ctx.locale.audit_given(ctx.locale.event_breach_explained(), word.unwrap_or_default());
        let exit = told::done(ctx, &views, &word)?;
        for view in &views {
            where_it_stands(ctx, view, metric)?;
        }
        Ok(exit)
    }
}

/// Says that the month of the breach is closed, and which report tells the reason.
fn where_it_stands(ctx: &mut Ctx, view: &TicketView, metric: Option<Metric>) -> Result<(), Failure> {
    let broken = view.clocks.iter().filter(|clock| clock.breached_at.is_some()).map(|clock| clock.metric());
    let wanted: Vec<_> =
        broken.filter(|of| metric.is_none_or(|metric| metric == *of)).map(|of| (view.number, of)).collect();
    let (client, now) = (view.state.opening.client.clone(), ctx.now());
    for (closed, told) in ctx.read(|db| explained_in(db, &client, &wanted, now))? {
        let (closed, told) = (ctx.locale.month(closed), ctx.locale.month(told));
        ctx.remark(&ctx.locale.reason_of_closed_month(client.as_str(), closed, told));
    }
    Ok(())
}

fn nothing_broken(number: TicketNumber, metric: Option<Metric>) -> Failure {
    let what = metric.map_or_else(|| "no commitment".to_owned(), |metric| format!("no commitment of {metric}"));
    Failure::refused(format!("{what} of ticket {number} is broken: there is nothing to explain"))
        .hinted(format!("`infog sla explain {}` shows its clocks", number.0))
}
