//! `infog ticket document`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::text;
use crate::domain::ticket::event::Happening;

/// Name a document of a change: procedure, minutes, instructions for users
///
/// A change with a window is not closed before one is named; nor is any change whose contract says `documented = true`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket document 42 PROC-2026-014
  infog ticket document 42 https://wiki.example.fr/ried/erp --text \"Instructions for the workshop\"")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N")]
    number: TicketNumber,

    /// Its reference, or where it is: one word, which is never erased
    #[arg(value_name = "REFERENCE")]
    reference: String,

    /// What is in it
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the reference.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reference = text::reference("reference", &self.reference)?;
        let views = record(ctx, &[self.number], &self.at, |_, _, _| {
            let what = Happening::Documented { reference: reference.clone() };
            Ok(vec![Entry::worded(what, self.text.clone())])
        })?;
        told::done(ctx, &views, &format!("{} {reference}", ctx.locale.event_documented()))
    }
}
