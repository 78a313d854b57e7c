//! `infog calendar holidays`.

use chrono::Datelike as _;
use serde_json::{Value, json};

use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::domain::calendar::spec::Region;
use crate::domain::calendar::{Holiday, holidays};
use crate::locale::Locale;
use crate::report::calendar_page::day_code;
use crate::report::page::{Cell, Column, Page, Table};

/// List the legal holidays of a territory
///
/// Computed for any year, without a database.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Territories: fr, fr-alsace-moselle, fr-guadeloupe, fr-martinique, fr-guyane, fr-reunion, fr-mayotte

Example:
  infog calendar holidays fr-alsace-moselle --year 2026"
)]
pub struct Args {
    /// Territory
    #[arg(value_parser = region, add = clap_complete::engine::ArgValueCandidates::new(regions))]
    region: Region,

    /// Year; this one if absent
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..=9999))]
    year: Option<i32>,
}

fn region(text: &str) -> Result<Region, String> {
    text.parse().map_err(|e: crate::domain::calendar::BadWord| e.to_string())
}

fn regions() -> Vec<clap_complete::CompletionCandidate> {
    Region::ALL.into_iter().map(|region| clap_complete::CompletionCandidate::new(region.code())).collect()
}

impl Args {
    /// Prints them by date.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let year = self.year.unwrap_or_else(|| ctx.zone().date(ctx.now()).year());
        let list = holidays(self.region, year);
        let json = |h: &Holiday| json!({ "date": h.date, "code": h.code.code(), "name": h.code.french() });
        let mut page = Page::new();
        page.heading(1, ctx.locale.holidays_heading(year.to_string(), ctx.locale.region(self.region)));
        page.table(table(&ctx.locale, &list));
        ctx.answer(&Answer { json: list.iter().map(json).collect::<Value>(), page })?;
        Ok(Exit::Done)
    }
}

fn table(locale: &Locale, list: &[Holiday]) -> Table {
    let mut table = Table::new("holidays", "")
        .column(Column::new("date", locale.title_date()))
        .column(Column::new("day", locale.title_day()))
        .column(Column::new("name", locale.title_feast()))
        .column(Column::new("code", locale.title_code()).keep(1));
    for holiday in list {
        table.row([
            Cell::both(locale.date_short(holiday.date), holiday.date),
            Cell::both(locale.weekday(holiday.date.weekday()), day_code(holiday.date)),
            Cell::both(locale.feast(holiday.code), holiday.code.french()),
            holiday.code.code().into(),
        ]);
    }
    table
}
