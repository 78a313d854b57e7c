//! `infog ticket severity`.

use super::record::{Before, Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::contract::terms::Terms;
use crate::domain::id::{SeverityCode, TicketNumber};
use crate::domain::ticket::event::Happening;
use crate::store::Db;

/// Qualify a ticket, or qualify it anew
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog ticket severity 42 N1 --text \"The whole site is down\"")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    /// Severity of the contract
    #[arg(value_name = "CODE", add = crate::cli::completions::candidates::severities())]
    code: SeverityCode,

    /// Why
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the change.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let views = record(ctx, &[self.number], &self.at, |desk, db, before| {
            let to = of_contract(desk, db, before, &self.code)?;
            Ok(vec![Entry::worded(Happening::SeverityChanged { to }, self.text.clone())])
        })?;
        let held = views.first().and_then(|v| v.state.severity.as_ref());
        let word = held.unwrap_or(&self.code).to_string();
        told::done(ctx, &views, &word)
    }
}

/// The severity as the ticket's contract writes it.
fn of_contract(
    desk: &mut Desk,
    db: &mut dyn Db,
    before: &Before<'_>,
    code: &SeverityCode,
) -> Result<SeverityCode, Failure> {
    let governed = &before.state.opening.governed;
    let rules = match &governed.contract {
        Some(contract) => desk.rules(db, contract, governed.amendment)?,
        None => None,
    };
    rules.map_or_else(|| Ok(code.clone()), |rules| known(rules.terms(), code))
}

/// The severity as `terms` write it.
///
/// # Errors
/// The contract has severities, and not this one: the nearest is named.
pub fn known(terms: &Terms, code: &SeverityCode) -> Result<SeverityCode, Failure> {
    if terms.severities.is_empty() {
        return Ok(code.clone());
    }
    if let Some(known) = terms.severity(code) {
        return Ok(known.code.clone());
    }
    let all: Vec<&str> = terms.severities.iter().map(|s| s.code.as_str()).collect();
    Err(Failure::refused(format!("contract `{}` has no severity `{code}`", terms.contract))
        .meant(code.as_str(), all.iter().copied())
        .hinted(format!("it has: {}", all.join(", "))))
}
