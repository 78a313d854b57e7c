//! `infog ticket show`.

use super::told;
use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::id::TicketNumber;
use crate::report::page::Page;
use crate::report::ticket::TicketView;
use crate::report::ticket_page::{self, Beside};
use crate::store::{self, Db};

/// Show a ticket: facts, commitments, what belongs to it, events
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket show 42
  infog ticket show 42 --json")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    numbers: Vec<TicketNumber>,
}

impl Args {
    /// Prints the tickets.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let wants_page = !ctx.wants_json();
        let shown = ctx.read(|db| {
            let mut desk = Desk::new();
            let mut shown = Vec::with_capacity(self.numbers.len());
            for number in &self.numbers {
                let view = desk.ticket(db, *number, now)?;
                let beside = if wants_page { beside(db, &view)? } else { Beside::default() };
                shown.push((view, beside));
            }
            Ok::<_, Failure>(shown)
        })?;
        let mut page = Page::new();
        for (view, beside) in &shown {
            page.append(ticket_page::ticket(view, beside, &ctx.locale));
        }
        let views: Vec<TicketView> = shown.into_iter().map(|(view, _)| view).collect();
        ctx.answer(&Answer { json: told::json(&views), page })?;
        Ok(Exit::Done)
    }
}

/// How many earlier tickets of an asset are shown.
const RECENT: u32 = 4;

/// What a technician wants beside a ticket: its assets, and the last tickets of the first.
///
/// # Errors
/// The database.
pub fn beside(db: &mut dyn Db, view: &TicketView) -> Result<Beside, Failure> {
    let client = &view.state.opening.client;
    let mut beside = Beside::default();
    for tag in view.state.assets() {
        beside.assets.extend(store::asset::current(db, client, tag)?);
    }
    if let (Some(first), Some(id)) = (view.state.assets().first(), store::client::id(db, client)?) {
        let last = store::ticket::of_asset(db, id, first, RECENT)?;
        let others = last.into_iter().filter(|(number, _)| *number != view.number).take(3);
        beside.recent = others.map(|(n, s)| (n, s.title, s.status, s.opened_at)).collect();
    }
    Ok(beside)
}
