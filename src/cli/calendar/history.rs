//! `infog calendar history`.

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::calendar::spec::Version;
use crate::domain::id::CalendarName;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;
use crate::store::calendar::Stored;

/// Show every version of a calendar that was ever applied, by whom and why
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog calendar history office")]
pub struct Args {
    /// Name of the calendar
    #[arg(add = candidates::calendars())]
    calendar: String,
}

impl Args {
    /// Prints them in the order in which they were applied.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let name = CalendarName::new(&self.calendar)?;
        let versions = ctx.read(|db| {
            let found = store::calendar::history(db, &name)?;
            if found.is_empty() { Err(find::no_calendar(db, &self.calendar)?) } else { Ok(found) }
        })?;
        let zone = ctx.zone().clone();
        let mut page = Page::new();
        page.table(table(&ctx.locale, &zone, &versions));
        let json = versions.iter().map(|version| json_of(&zone, version)).collect::<Value>();
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn json_of(zone: &Zone, stored: &Stored<Version>) -> Value {
    json!({
        "event": stored.event,
        "recorded_at": zone.rfc3339(stored.recorded_at),
        "by": stored.actor,
        "effective_on": stored.value.effective_on,
        "reason": stored.reason,
        "replaced_by": stored.replaced_by,
    })
}

fn table(locale: &Locale, zone: &Zone, versions: &[Stored<Version>]) -> Table {
    let mut table = Table::new("versions", "")
        .column(Column::new("recorded_at", locale.title_recorded()))
        .column(Column::new("by", locale.title_actor()))
        .column(Column::new("effective_on", locale.title_effective_on()))
        .column(Column::new("reason", locale.title_reason()))
        .column(Column::new("replaced", locale.title_replaced()));
    for stored in versions {
        let replaced = stored.replaced_by.is_some();
        let cells = [
            Cell::both(locale.moment(zone.local(stored.recorded_at)), zone.rfc3339(stored.recorded_at)),
            stored.actor.as_str().into(),
            Cell::from(stored.value.effective_on.map(|date| Cell::both(locale.date_short(date), date))),
            Cell::from(stored.reason.as_deref()),
            Cell::both(locale.yes_no(replaced), replaced),
        ];
        table.row(cells.map(|cell| if replaced { cell.tone(Tone::Dim) } else { cell }));
    }
    table
}
