//! `infog action add`.

use super::{contract_of, day, known_ticket, refused, tell};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::action::{Action, ActionKind};
use crate::domain::id::{ContractRef, TicketNumber};
use crate::domain::instant::Month;
use crate::store;
use crate::store::action::Known;

/// Record an action with its owner and its day, or a recommendation
///
/// The monthly report shows it from the month of `--at` on until it is done or dropped, and once more in the month in
/// which it ended. What is decided over a month that is not closed yet stands in its report with `--at` on its last
/// day: `--at "2026-06-30 18:00"`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog action add \"Replace the UPS of the server room\" --client ried --owner \"M. Weber\" --due 2026-07-31
  infog action add \"Separate the guest Wi-Fi\" --client ried --recommendation
  infog action add \"Call the editor\" --client ried --owner Léa --due \"next friday\" --ticket 12")]
pub struct Args {
    /// What is to be done, in one line
    #[arg(value_name = "TEXT")]
    text: String,

    /// Whose; the only client if absent
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Who does it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,

    /// By which day, that day included
    #[arg(long, value_name = "DATE")]
    due: Option<String>,

    /// Only under this contract
    #[arg(long, value_name = "REF", add = candidates::contracts())]
    contract: Option<ContractRef>,

    /// The ticket that it comes from
    #[arg(long, value_name = "N")]
    ticket: Option<TicketNumber>,

    /// It is advice that nobody has decided yet: owner and day may be left out
    #[arg(long)]
    recommendation: bool,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (client, known, month) = ctx.write(|db| {
            let client = find::client_or_only(db, self.client.as_deref())?;
            let zone = find::zone_of(&client)?;
            stamp.at = occasion.in_zone(&zone)?;
            let contract = self.contract.as_ref().map(|wanted| contract_of(db, &client.code, wanted)).transpose()?;
            if let Some(ticket) = self.ticket {
                known_ticket(db, &client.code, ticket)?;
            }
            let action = Action {
                kind: if self.recommendation { ActionKind::Recommendation } else { ActionKind::Action },
                text: Some(self.text.clone()),
                contract,
                owner: self.owner.clone(),
                due: self.due.as_deref().map(|due| day(due, zone.date(stamp.recorded_at))).transpose()?,
                ticket: self.ticket,
                since: stamp.at,
                end: None,
            };
            let action = action.checked().map_err(|why| refused(&why, None))?;
            let (number, client_key) = (store::action::next_number(db)?, client.code.key());
            store::action::record(db, &client_key, number, &action, "added", &stamp)?;
            let month = Month::of(zone.date(stamp.at));
            let is_open = month == Month::of(zone.date(stamp.recorded_at))
                && store::closing::of_month(db, &client.code, month.previous())?.is_none();
            Ok((client, Known { number, client_key, action, by: stamp.actor.clone() }, is_open.then_some(month)))
        })?;
        let text = ctx.locale.action_added(known.number, client.code.as_str());
        tell(ctx, &client, &known, &text)?;
        // The report of a month is prepared in the next one: what is decided over it would miss it.
        if let Some(month) = month {
            let before = month.previous();
            ctx.out.hint(&ctx.locale.action_shown_from(
                month.to_string(),
                before.to_string(),
                before.last_day().to_string(),
            ));
        }
        Ok(Exit::Done)
    }
}
