//! `infog calendar list`.

use serde_json::{Value, json};

use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::calendar::spec::Version;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store::{self, Db};

/// List the calendars
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog calendar list")]
pub struct Args {}

impl Args {
    /// Prints them by name.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let calendars = ctx.read(facts)?;
        let json = calendars.iter().filter_map(|versions| json_of(versions)).collect::<Value>();
        let mut page = Page::new();
        page.table(table(&ctx.locale, &calendars));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn facts(db: &mut dyn Db) -> Result<Vec<Vec<Version>>, Failure> {
    let mut calendars = Vec::new();
    for (name, _) in store::calendar::names(db)? {
        calendars.push(store::calendar::versions(db, &name)?.into_iter().map(|stored| stored.value).collect());
    }
    Ok(calendars)
}

fn json_of(versions: &[Version]) -> Option<Value> {
    let last = versions.last()?;
    Some(json!({
        "name": last.name,
        "title": last.title,
        "timezone": last.timezone,
        "holidays": last.holidays.iter().map(|r| r.code()).collect::<Vec<_>>(),
        "versions": versions.iter().map(|v| v.effective_on).collect::<Vec<_>>(),
    }))
}

fn table(locale: &Locale, calendars: &[Vec<Version>]) -> Table {
    let mut table = Table::new("calendars", locale.calendar_none())
        .column(Column::new("name", locale.title_name()))
        .column(Column::new("title", locale.title_title()).keep(3))
        .column(Column::new("timezone", locale.title_zone()))
        .column(Column::new("holidays", locale.calendar_holidays()).keep(2))
        .column(Column::new("versions", locale.calendar_versions()).right().keep(1));
    for versions in calendars {
        let Some(last) = versions.last() else { continue };
        let regions: Vec<String> = last.holidays.iter().map(|region| locale.region(*region)).collect();
        let codes: Vec<&str> = last.holidays.iter().map(|region| region.code()).collect();
        table.row([
            last.name.as_str().into(),
            Cell::from(last.title.as_deref()),
            last.timezone.as_str().into(),
            Cell::both(regions.join(", "), codes.join(" ")),
            Cell::number(versions.len().to_string(), versions.len()),
        ]);
    }
    table
}
