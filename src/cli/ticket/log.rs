//! `infog ticket log`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::{Happening, WorkMode};

/// Log the time spent on a ticket
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog ticket log 42 --minutes 25 --at \"14:10\" --text \"Switch configured\"      --at is when the work began")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    /// Minutes of work, 1 to 1440
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: u32,

    /// The work was done on site
    #[arg(long)]
    on_site: bool,

    /// What was done
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the time.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let mode = if self.on_site { WorkMode::OnSite } else { WorkMode::Remote };
        let views = record(ctx, &[self.number], &self.at, |_, _, _| {
            Ok(vec![Entry::worded(Happening::TimeLogged { minutes: self.minutes, mode }, self.text.clone())])
        })?;
        let word = ctx.locale.minutes_of(i64::from(self.minutes), ctx.locale.work_mode(mode));
        told::done(ctx, &views, &word)
    }
}
