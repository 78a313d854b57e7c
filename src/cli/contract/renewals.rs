//! `infog contract renewals`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::zone_of;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::contract::clauses::Every;
use crate::domain::contract::term::{Period, RenewalMode};
use crate::domain::contract::{Contract, Terms};
use crate::domain::instant::Instant;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store::{self, Db};

/// Periods that JSON tells from the one under way on.
const TOLD: usize = 4;

/// List the terms of contracts: last day, last day for notice, what comes then
///
/// The last day for notice has the same day number as the last day of the term, so many months before it, or is the
/// last day of that month (rule 30).
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract renewals
  infog contract renewals --within 6mo --client ried
  infog contract renewals --json               with the periods to come")]
pub struct Args {
    /// Only those whose notice or last day comes in that time: 90d, 6mo, 1y
    #[arg(long, value_name = "TIME")]
    within: Option<Every>,

    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

/// A contract and the period that is under way, or its last.
struct Line {
    terms: Terms,
    period: Period,
    today: NaiveDate,
    to_come: Vec<Period>,
}

impl Line {
    /// The day by which somebody must decide: notice, or the last day where there is none.
    fn decide_by(&self) -> Option<NaiveDate> {
        self.period.notice_by.or(self.period.to)
    }

    fn days_left(&self) -> Option<i64> {
        Some((self.decide_by()? - self.today).num_days())
    }
}

impl Args {
    /// Prints them, the nearest first.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, reader) = (ctx.now(), ctx.zone().clone());
        let mut lines = ctx.read(|db| lines(db, self.client.as_deref(), now, &reader))?;
        if let Some(within) = self.within {
            lines.retain(|line| {
                let until = within.after(line.today).unwrap_or(NaiveDate::MAX);
                let days = [line.period.notice_by, line.period.to].into_iter().flatten();
                days.into_iter().any(|day| line.today <= day && day <= until)
            });
        }
        lines.sort_by_key(|line| (line.decide_by().unwrap_or(NaiveDate::MAX), line.terms.contract.key()));
        let mut page = Page::new();
        page.table(table(&ctx.locale, &lines));
        ctx.answer(&Answer { json: lines.iter().map(json_of).collect::<Value>(), page })?;
        Ok(Exit::Done)
    }
}

fn lines(db: &mut dyn Db, client: Option<&str>, now: Instant, reader: &Zone) -> Result<Vec<Line>, Failure> {
    let of_client = client.map(|code| find::client(db, code)).transpose()?.map(|client| client.code);
    let mut lines = Vec::new();
    for reference in store::contract::refs(db)? {
        let versions = store::contract::versions(db, &reference)?.into_iter().map(|stored| stored.value).collect();
        let contract = Contract::new(versions)?;
        let Some(latest) = contract.latest() else { continue };
        if of_client.as_ref().is_some_and(|code| code.key() != latest.client.key()) {
            continue;
        }
        let today = zone_of(db, &latest.calendar, reader)?.date(now);
        lines.extend(line(&contract, today));
    }
    Ok(lines)
}

/// None where the contract is over.
fn line(contract: &Contract, today: NaiveDate) -> Option<Line> {
    let terms = contract.version_on(today).or_else(|| contract.versions().first())?;
    let day = today.max(terms.starts_on);
    let period = terms.period_on(day)?;
    let to_come = terms.periods().skip_while(|p| p.renewal < period.renewal).take(TOLD).collect();
    Some(Line { terms: terms.clone(), period, today, to_come })
}

fn json_of(line: &Line) -> Value {
    let Line { terms, period, .. } = line;
    json!({
        "contract": terms.contract,
        "client": terms.client,
        "title": terms.title,
        "mode": terms.renewal.map(|renewal| renewal.mode),
        "months": terms.renewal.and_then(|renewal| renewal.months),
        "notice_months": terms.renewal.and_then(|renewal| renewal.notice_months),
        "renewal": period.renewal,
        "from": period.from,
        "to": period.to,
        "notice_by": period.notice_by,
        "notice_passed": period.notice_by.is_some_and(|day| day < line.today),
        "days_left": line.days_left(),
        "periods": line.to_come,
    })
}

fn table(locale: &Locale, lines: &[Line]) -> Table {
    let mut table = Table::new("renewals", locale.no_renewals())
        .column(Column::new("contract", locale.title_contract()))
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("renewal", locale.title_period()).keep(1))
        .column(Column::new("from", locale.title_from()).keep(2))
        .column(Column::new("to", locale.title_last_day()))
        .column(Column::new("notice_by", locale.title_notice_until()))
        .column(Column::new("days_left", locale.title_days_left()).right())
        .column(Column::new("then", locale.title_then()));
    for line in lines {
        let date = |day: NaiveDate| Cell::both(locale.date_short(day), day);
        let named = match line.period.renewal {
            0 => locale.term_first(),
            n => locale.term_renewal(n),
        };
        table.row([
            Cell::text(line.terms.contract.as_str()),
            Cell::text(line.terms.client.as_str()),
            Cell::both(named, line.period.renewal),
            date(line.period.from),
            line.period.to.map_or_else(Cell::none, date),
            line.period.notice_by.map_or_else(Cell::none, date),
            days_left(locale, line),
            then(locale, line),
        ]);
    }
    table
}

fn days_left(locale: &Locale, line: &Line) -> Cell {
    match line.days_left() {
        Some(days) if days < 0 => Cell::number(locale.notice_passed(), days).tone(Tone::Bad),
        Some(days) if days <= 90 => Cell::number(locale.integer(days), days).tone(Tone::Warn),
        Some(days) => Cell::number(locale.integer(days), days),
        None => Cell::none(),
    }
}

fn then(locale: &Locale, line: &Line) -> Cell {
    let next = line.to_come.get(1);
    match line.terms.renewal.map(|renewal| renewal.mode) {
        _ if line.period.to.is_none() => Cell::both(locale.renews_without_term(), "tacit"),
        Some(RenewalMode::Tacit) => match next.and_then(|period| period.to) {
            Some(to) => Cell::both(locale.renews_until(locale.date(to)), "tacit"),
            None => Cell::both(locale.renews_without_term(), "tacit"),
        },
        Some(RenewalMode::Express) => Cell::both(locale.ends_unless_signed(), "express"),
        _ => Cell::both(locale.ends_then(), "none"),
    }
}
