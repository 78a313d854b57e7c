//! `infog contract history`.

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::contract::Terms;
use crate::domain::id::ContractRef;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;
use crate::store::contract::Stored;

/// Show every version of a contract that was ever applied, by whom and why
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog contract history RIED-2025")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,
}

impl Args {
    /// Prints them in the order in which they were applied.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reference = ContractRef::new(&self.contract)?;
        let versions = ctx.read(|db| {
            find::contract(db, &self.contract)?;
            Ok(store::contract::history(db, &reference)?)
        })?;
        let zone = ctx.zone().clone();
        let mut page = Page::new();
        page.table(table(&ctx.locale, &zone, &versions));
        let json = versions.iter().map(|version| json_of(&zone, version)).collect::<Value>();
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn json_of(zone: &Zone, stored: &Stored<Terms>) -> Value {
    json!({
        "event": stored.event,
        "recorded_at": zone.rfc3339(stored.recorded_at),
        "by": stored.actor,
        "amendment": stored.value.amendment,
        "effective_on": stored.value.effective_on,
        "reason": stored.reason,
        "replaced_by": stored.replaced_by,
    })
}

fn table(locale: &Locale, zone: &Zone, versions: &[Stored<Terms>]) -> Table {
    let mut table = Table::new("versions", "")
        .column(Column::new("recorded_at", locale.title_recorded()))
        .column(Column::new("by", locale.title_actor()))
        .column(Column::new("amendment", locale.title_amendment()).right())
        .column(Column::new("effective_on", locale.title_effective_on()))
        .column(Column::new("reason", locale.title_reason()))
        .column(Column::new("replaced", locale.title_replaced()));
    for stored in versions {
        let (terms, replaced) = (&stored.value, stored.replaced_by.is_some());
        let cells = [
            Cell::both(locale.moment(zone.local(stored.recorded_at)), zone.rfc3339(stored.recorded_at)),
            stored.actor.as_str().into(),
            Cell::number(terms.amendment.to_string(), terms.amendment),
            Cell::both(locale.date_short(terms.effective_on), terms.effective_on),
            Cell::from(stored.reason.as_deref()),
            Cell::both(locale.yes_no(replaced), replaced),
        ];
        table.row(cells.map(|cell| if replaced { cell.tone(Tone::Dim) } else { cell }));
    }
    table
}
