//! `infog contract list`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::zone_of;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::inventoried::Inventoried;
use crate::domain::calendar::Zone;
use crate::domain::contract::{Contract, Terms};
use crate::domain::instant::Instant;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store::{self, Db};

/// List the contracts with the version that holds today
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog contract list --client ried")]
pub struct Args {
    /// Of this client
    #[arg(long, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

/// A contract as of a local date.
struct Line {
    terms: Terms,
    in_force: bool,
    ends_on: Option<NaiveDate>,
    notice_by: Option<NaiveDate>,
    inventoried: Inventoried,
}

impl Args {
    /// Prints them by reference.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, zone) = (ctx.now(), ctx.zone().clone());
        let lines = ctx.read(|db| lines(db, self.client.as_deref(), now, &zone))?;
        let mut page = Page::new();
        page.table(table(&ctx.locale, &lines));
        ctx.answer(&Answer { json: lines.iter().map(json_of).collect::<Value>(), page })?;
        Ok(Exit::Done)
    }
}

fn lines(db: &mut dyn Db, client: Option<&str>, now: Instant, reader: &Zone) -> Result<Vec<Line>, Failure> {
    let stored = match client {
        Some(code) => {
            let client = find::client(db, code)?;
            store::contract::of_client(db, &client.code)?
        }
        None => store::contract::list(db)?,
    };
    let mut contracts: Vec<Vec<Terms>> = Vec::new();
    for terms in stored.into_iter().map(|stored| stored.value) {
        match contracts.last_mut() {
            Some(versions) if versions.first().is_some_and(|v| v.contract == terms.contract) => versions.push(terms),
            _ => contracts.push(vec![terms]),
        }
    }
    contracts.into_iter().map(|versions| line(db, Contract::new(versions)?, now, reader)).collect()
}

fn line(db: &mut dyn Db, contract: Contract, now: Instant, reader: &Zone) -> Result<Line, Failure> {
    let latest = contract.latest().ok_or_else(|| Failure::fault("a contract without a version"))?;
    let today = zone_of(db, &latest.calendar, reader)?.date(now);
    let terms = contract.version_on(today).unwrap_or(latest);
    let period = terms.period_on(today);
    Ok(Line {
        in_force: contract.in_force_on(today),
        ends_on: period.map_or_else(|| terms.last_day(), |period| period.to),
        notice_by: period.and_then(|period| period.notice_by),
        inventoried: Inventoried::read(db, &terms.client, now)?,
        terms: terms.clone(),
    })
}

fn json_of(line: &Line) -> Value {
    let terms = &line.terms;
    json!({
        "ref": terms.contract,
        "client": terms.client,
        "title": terms.title,
        "amendment": terms.amendment,
        "effective_on": terms.effective_on,
        "starts_on": terms.starts_on,
        "ends_on": line.ends_on,
        "notice_by": line.notice_by,
        "calendar": terms.calendar,
        "in_force": line.in_force,
        "inventory": line.inventoried.json(),
    })
}

fn table(locale: &Locale, lines: &[Line]) -> Table {
    let mut table = Table::new("contracts", locale.contract_none())
        .column(Column::new("ref", locale.title_contract()))
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("title", locale.title_title()).keep(3))
        .column(Column::new("amendment", locale.title_amendment()).right().keep(1))
        .column(Column::new("starts_on", locale.title_starts_on()).keep(2))
        .column(Column::new("ends_on", locale.title_ends_on()))
        .column(Column::new("calendar", locale.title_calendar()).keep(1))
        .column(Column::new("inventory", locale.title_inventory()).keep(4))
        .column(Column::new("in_force", locale.title_state()));
    let date = |date: NaiveDate| Cell::both(locale.date_short(date), date);
    for line in lines {
        let terms = &line.terms;
        let state = match line.in_force {
            true => Cell::both(locale.contract_in_force(), true).tone(Tone::Good),
            false => Cell::both(locale.contract_not_in_force(), false).tone(Tone::Dim),
        };
        table.row([
            terms.contract.as_str().into(),
            terms.client.as_str().into(),
            terms.title.as_str().into(),
            Cell::number(terms.amendment.to_string(), terms.amendment),
            date(terms.starts_on),
            Cell::from(line.ends_on.map(date)),
            terms.calendar.as_str().into(),
            line.inventoried.short(locale),
            state,
        ]);
    }
    table
}
