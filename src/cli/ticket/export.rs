//! `infog ticket export`.

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::id::{ClientCode, TicketNumber};
use crate::intake::ticket_lines::{self, TicketDraft};
use crate::store::ticket::Filter;
use crate::store::{self, Db};

/// Export tickets as JSON Lines, one ticket a line with its events
#[derive(clap::Args, Debug)]
#[command(after_help = "Reading the lines again with `infog ticket import` gives the same facts.

Examples:
  infog ticket export --client ried > ried.jsonl
  infog ticket export 42")]
pub struct Args {
    /// Only these tickets
    #[arg(value_name = "N", conflicts_with = "client")]
    numbers: Vec<TicketNumber>,

    /// Of this client
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,
}

/// So many tickets are read before they are printed.
const BATCH: usize = 1_000;

impl Args {
    /// Prints the lines.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let numbers = ctx.read(|db| self.chosen(db))?;
        for batch in numbers.chunks(BATCH) {
            let lines = ctx.read(|db| lines(db, batch))?;
            ctx.out.answer(lines)?;
        }
        Ok(Exit::Done)
    }

    fn chosen(&self, db: &mut dyn Db) -> Result<Vec<TicketNumber>, Failure> {
        if let Some(code) = &self.client {
            find::client(db, code.as_str())?;
        }
        for number in &self.numbers {
            if !store::ticket::exists(db, *number)? {
                return Err(crate::cli::desk::no_ticket(db, *number)?);
            }
        }
        if !self.numbers.is_empty() {
            return Ok(self.numbers.clone());
        }
        let filter = Filter { client: self.client.as_ref(), status: None, all: true };
        Ok(store::ticket::summaries(db, &filter)?.into_iter().map(|(number, _)| number).collect())
    }
}

fn lines(db: &mut dyn Db, numbers: &[TicketNumber]) -> Result<String, Failure> {
    let mut desk = Desk::new();
    let mut lines = String::new();
    for number in numbers {
        let events = store::ticket::events(db, *number)?;
        let Some(draft) = TicketDraft::of(*number, &events) else { continue };
        let zone: Zone = desk.zone(db, &draft.client)?;
        let line = ticket_lines::write(&draft, |at| zone.rfc3339(at));
        lines.push_str(&crate::render::json::escaped(&line));
        lines.push('\n');
    }
    Ok(lines)
}
