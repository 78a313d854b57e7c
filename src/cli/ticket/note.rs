//! `infog ticket note`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::cli::source;
use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::Happening;

/// Write a note on a ticket, for colleagues unless marked for the client
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket note 42 \"Disk replaced, RAID rebuilding\"
  infog ticket note 42 - < journal.txt
  infog ticket note 42 \"Back at 14:00\" --update      as `infog ticket update`: the update clock starts again")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    /// The note; `-` reads standard input
    #[arg(value_name = "TEXT")]
    text: String,

    /// The client may read it
    #[arg(long)]
    for_client: bool,

    /// It was told to the client: an update
    #[arg(long, conflicts_with = "for_client")]
    update: bool,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the note.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let text = source::words(&self.text, "note")?;
        let what = || match self.update {
            true => Happening::Updated,
            false => Happening::Noted { for_client: self.for_client },
        };
        let views =
            record(ctx, &[self.number], &self.at, |_, _, _| Ok(vec![Entry::worded(what(), Some(text.clone()))]))?;
        let word = ctx.locale.happening(&what());
        told::done(ctx, &views, &word)
    }
}
