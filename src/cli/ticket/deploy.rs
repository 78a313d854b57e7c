//! `infog ticket deploy`.

use super::record::{Entry, record};
use super::{guard, told};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;
use crate::report::ticket::TicketView;

/// Record that a change is in place; it is resolved once it is seen to work
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket deploy 42
  infog ticket deploy 42 --at \"yesterday 22:40\" --text \"12 minutes of downtime\"")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = candidates::open_tickets())]
    number: TicketNumber,

    /// How it went
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the deployment, and says where it was outside its window.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &[self.number], &self.at, |desk, db, before| {
            guard::may_deploy(desk, db, before)?;
            Ok(vec![Entry::worded(Happening::Deployed, self.text.clone())])
        })?;
        let outcome = told::done(ctx, &views, &ctx.locale.event_deployed());
        views.iter().filter_map(|view| outside(ctx, view)).for_each(|line| ctx.remark(&line));
        outcome
    }
}

fn outside(ctx: &Ctx, view: &TicketView) -> Option<String> {
    let (window, at) = view.state.change.window.zip(view.state.change.deployed_at)?;
    let words = |at| ctx.locale.moment(view.zone.local(at));
    let window = (!window.holds(at)).then(|| format!("{} – {}", words(window.from), words(window.to)))?;
    Some(ctx.locale.change_outside_window(view.number.0.to_string(), window))
}
