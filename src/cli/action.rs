//! Recommendations and actions: what the committee follows from meeting to meeting.

mod add;
mod done;
mod drop;
mod edit;
mod list;

use chrono::NaiveDate;

use super::args::At;
use super::context::Ctx;
use super::desk::no_ticket;
use super::failure::{Exit, Failure, Outcome};
use super::find;
use crate::domain::action::{Action, End, Ending, NoAction};
use crate::domain::client::Client;
use crate::domain::id::{ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::Instant;
use crate::intake::when::{self, Looking};
use crate::report::action::{Line, json};
use crate::store::action::Known;
use crate::store::{self, Db};

verbs! { "Follow recommendations and actions: who does what by when" {
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Edit(edit::Args),
    Done(done::Args),
    Drop(drop::Args),
} }

/// What ends one or several.
struct Ended<'a> {
    numbers: &'a [i64],
    note: Option<&'a str>,
    at: &'a At,
    how: Ending,
}

impl Ended<'_> {
    /// Records that all of them ended, or none.
    fn record(&self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(self.at), ctx.stamp_now());
        let ended = ctx.write(|db| {
            let mut ended = Vec::with_capacity(self.numbers.len());
            for number in self.numbers {
                let (client, mut known) = found(db, *number)?;
                let zone = find::zone_of(&client)?;
                stamp.at = occasion.in_zone(&zone)?;
                if stamp.at < known.action.since {
                    let since = zone.rfc3339(known.action.since);
                    return Err(Failure::refused(format!(
                        "{} is before action {number} began",
                        zone.rfc3339(stamp.at)
                    ))
                    .hinted(format!("it began at {since}")));
                }
                let note = self.note.map(str::to_owned);
                let end = End { how: self.how, at: stamp.at, by: stamp.actor.clone(), note };
                known.action = known.action.ended(end).map_err(|why| refused(&why, Some(*number)))?;
                store::action::record(db, &known.client_key, *number, &known.action, self.how.code(), &stamp)?;
                ended.push((client, known));
            }
            Ok(ended)
        })?;
        for (client, known) in &ended {
            let text = match self.how {
                Ending::Done => ctx.locale.action_is_done(known.number),
                Ending::Dropped => ctx.locale.action_is_dropped(known.number),
            };
            tell(ctx, client, known, &text)?;
        }
        Ok(Exit::Done)
    }
}

/// Says what was recorded.
fn tell(ctx: &Ctx, client: &Client, known: &Known, sentence: &str) -> Result<(), Failure> {
    let zone = find::zone_of(client)?;
    ctx.changed(
        &json(&line(client, known, ctx.now(), zone.date(ctx.now())), &zone),
        sentence,
        &known.number.to_string(),
    )
}

fn line(client: &Client, known: &Known, at: Instant, day: NaiveDate) -> Line {
    let (action, standing) = (known.action.clone(), known.action.standing(at, day));
    Line { number: known.number, client: client.code.to_string(), action, standing }
}

/// The action with this number, and its client.
fn found(db: &mut dyn Db, number: i64) -> Result<(Client, Known), Failure> {
    let mut all = store::action::list(db, None)?;
    let Some(known) = all.remove(&number) else {
        let failure = Failure::refused(format!("there is no action {number}"));
        return Err(match all.is_empty() {
            true => failure.hinted("add one with `infog action add TEXT --owner NAME --due DATE`"),
            false => failure.hinted("`infog action list --all` shows them all"),
        });
    };
    let clients = store::client::list(db, true)?;
    let client = clients.into_iter().find(|client| client.code.key() == known.client_key);
    let client = client.ok_or_else(|| Failure::fault(format!("action {number} is of no client that is known")))?;
    Ok((client, known))
}

fn refused(why: &NoAction, number: Option<i64>) -> Failure {
    let failure = match number {
        Some(number) => Failure::refused(format!("action {number}: {why}")),
        None => Failure::refused(why),
    };
    match why {
        NoAction::Text(_) => failure,
        NoAction::WithoutOwner => failure.hinted("name who does it with `--owner NAME`; advice is `--recommendation`"),
        NoAction::WithoutDay => failure.hinted("say by when with `--due DATE`; advice is `--recommendation`"),
        NoAction::Ended(_) => failure.hinted("`infog action list --all` shows what ended"),
    }
}

/// A day to come, or one that is past: `2026-07-15`, `next friday`.
fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, Failure> {
    Ok(when::parse_date(text, today, Looking::Forward)?)
}

/// That the contract is the client's, as it is spelt.
fn contract_of(db: &mut dyn Db, client: &ClientCode, wanted: &ContractRef) -> Result<ContractRef, Failure> {
    let contracts = super::desk::Desk::new().contracts_of(db, client)?;
    super::desk::known_contract(client, wanted, &contracts)?;
    let spelt = contracts.iter().filter_map(|c| c.latest()).find(|terms| terms.contract == *wanted);
    Ok(spelt.map_or_else(|| wanted.clone(), |terms| terms.contract.clone()))
}

/// That the ticket is the client's.
fn known_ticket(db: &mut dyn Db, client: &ClientCode, number: TicketNumber) -> Result<(), Failure> {
    match store::ticket::summary(db, number)? {
        Some(summary) if summary.client == *client => Ok(()),
        Some(summary) => Err(Failure::refused(format!("ticket {number} is of client `{}`", summary.client))
            .hinted(format!("name a ticket of `{client}`"))),
        None => Err(no_ticket(db, number)?),
    }
}

/// Whether anything about an action differs, ended or not.
fn is_open(action: &Action, number: i64) -> Result<(), Failure> {
    match &action.end {
        Some(end) => Err(refused(&NoAction::Ended(end.how), Some(number))),
        None => Ok(()),
    }
}
