//! `infog call list`.

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome as Ended};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::call::{Call, Outcome};
use crate::domain::client::Client;
use crate::domain::instant::Instant;
use crate::intake::when;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store;

/// List the calls of a client in a month
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog call list --client ried --month last
  infog call list --client ried --abandoned --format csv")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Month: 2026-06, last or this
    #[arg(long, value_name = "M", default_value = "this")]
    month: String,

    /// Only those whose caller hung up
    #[arg(long)]
    abandoned: bool,
}

/// A call for programs.
pub fn json_of(client: &Client, zone: &Zone, call: &Call) -> Value {
    let at = |at: Option<Instant>| at.map(|at| zone.rfc3339(at));
    json!({
        "client": client.code,
        "started_at": at(Some(call.started_at)),
        "answered_at": at(call.answered_at),
        "ended_at": at(call.ended_at),
        "outcome": call.outcome,
        "waited_s": call.waiting_s(),
        "ticket": call.ticket,
        "first_contact": call.first_contact,
    })
}

impl Args {
    /// Prints them in the order in which they came.
    pub fn run(self, ctx: &mut Ctx) -> Ended {
        let month = when::month(&self.month, ctx.zone().date(ctx.now()))?;
        let (client, zone, mut calls) = ctx.read(|db| {
            let client = find::client_or_only(db, self.client.as_deref())?;
            let zone = find::zone_of(&client)?;
            let (from, to) = zone.month(month);
            let mut calls = store::call::of_client(db, &client.code, from, to)?.calls;
            calls.retain(|call| from <= call.started_at && call.started_at < to);
            Ok((client, zone, calls))
        })?;
        calls.retain(|call| !self.abandoned || call.outcome == Outcome::Abandoned);
        calls.sort_by_key(|call| call.started_at);
        let locale = &ctx.locale;
        let mut table = Table::new("calls", locale.no_calls())
            .column(Column::new("started_at", locale.title_from()))
            .column(Column::new("outcome", locale.title_outcome()))
            .column(Column::new("waited_s", locale.title_waited()).right())
            .column(Column::new("ticket", locale.title_ticket()));
        for call in &calls {
            let outcome = match call.outcome {
                Outcome::Answered => locale.outcome_answered(),
                Outcome::Abandoned => locale.outcome_abandoned(),
            };
            table.row([
                Cell::both(locale.moment(zone.local(call.started_at)), zone.rfc3339(call.started_at)),
                Cell::both(outcome, call.outcome),
                call.waiting_s().map_or_else(Cell::none, |s| Cell::number(format!("{} s", locale.integer(s)), s)),
                call.ticket.map_or_else(Cell::none, |n| Cell::both(n.to_string(), n.0)),
            ]);
        }
        let json = calls.iter().map(|call| json_of(&client, &zone, call)).collect::<Value>();
        let mut page = Page::new();
        page.table(table);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}
