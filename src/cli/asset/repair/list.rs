//! `infog asset repair list`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::id::AssetTag;
use crate::domain::life::{Deed, Entry, Repair, repairs};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store::{self, Db};

/// List what is out for repair, the longest first
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset repair list --client ried
  infog asset repair list --all      past repairs too")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Past repairs too
    #[arg(long)]
    all: bool,
}

/// A repair with the zone in which its times are shown.
type Row<'a> = (Repair<'a>, Zone);

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (deeds, zones) = ctx.read(|db| self.found(db))?;
        let mut rows: Vec<Row<'_>> = Vec::new();
        for entries in deeds.values() {
            for repair in repairs(entries).into_iter().filter(|repair| self.all || repair.back.is_none()) {
                let zone = zones.get(&repair.out.client.key()).cloned().unwrap_or_else(Zone::utc);
                rows.push((repair, zone));
            }
        }
        rows.sort_by_key(|(repair, _)| (repair.back.is_some(), repair.out.at, repair.out.event));
        let today = ctx.zone().date(ctx.now());
        let mut page = Page::new();
        page.table(table(&ctx.locale, &rows, today));
        ctx.answer(&Answer { json: rows.iter().map(json_of).collect(), page })?;
        Ok(Exit::Done)
    }

    #[allow(clippy::type_complexity)] // deeds by asset, zones by client
    fn found(
        &self,
        db: &mut dyn Db,
    ) -> Result<(BTreeMap<(String, AssetTag), Vec<Entry>>, BTreeMap<String, Zone>), Failure> {
        let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
        let entries = store::life::of_types(db, client.as_ref().map(|c| &c.code), ["sent-out", "came-back"])?;
        let (mut desk, mut deeds, mut zones) = (Desk::new(), BTreeMap::new(), BTreeMap::new());
        for entry in entries {
            zones.insert(entry.client.key(), desk.zone(db, &entry.client)?);
            deeds.entry((entry.client.key(), entry.tag.clone())).or_insert_with(Vec::new).push(entry);
        }
        Ok((deeds, zones))
    }
}

fn json_of((repair, zone): &Row<'_>) -> Value {
    let mut json = json!({
        "client": repair.out.client,
        "tag": repair.out.tag,
        "out_at": zone.rfc3339(repair.out.at),
        "back_at": repair.back.map(|back| zone.rfc3339(back.at)),
        "loan": repair.out.other.as_ref().map(|(_, tag)| tag),
        "text": repair.out.text(),
    });
    if let (Some(object), Some(Deed::SentOut { supplier, reference, expected_on, .. })) =
        (json.as_object_mut(), repair.out.deed())
    {
        object.insert("supplier".into(), json!(supplier));
        object.insert("reference".into(), json!(reference));
        object.insert("expected_on".into(), json!(expected_on));
    }
    json
}

fn table(locale: &Locale, rows: &[Row<'_>], today: chrono::NaiveDate) -> Table {
    let mut table = Table::new("repairs", locale.repair_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("supplier", locale.title_supplier()))
        .column(Column::new("reference", locale.title_reference()).keep(3))
        .column(Column::new("out_at", locale.title_out()))
        .column(Column::new("expected_on", locale.title_expected()))
        .column(Column::new("back_at", locale.title_back()).keep(4))
        .column(Column::new("loan", locale.title_loan()).keep(2))
        .column(Column::new("text", locale.title_why()).keep(1));
    for (repair, zone) in rows {
        let (supplier, reference, expected) = match repair.out.deed() {
            Some(Deed::SentOut { supplier, reference, expected_on, .. }) => {
                (Some(supplier.as_str()), reference.as_deref(), *expected_on)
            }
            _ => (None, None, None),
        };
        let moment = |entry: &Entry| Cell::both(locale.moment(zone.local(entry.at)), zone.rfc3339(entry.at));
        let late = repair.back.is_none() && expected.is_some_and(|day| day < today);
        let tone = if late { Tone::Bad } else { Tone::Plain };
        table.row([
            repair.out.client.as_str().into(),
            repair.out.tag.as_str().into(),
            supplier.into(),
            reference.into(),
            moment(repair.out),
            expected.map_or_else(Cell::none, |day| Cell::both(locale.date(day), day).tone(tone)),
            repair.back.map_or_else(Cell::none, moment),
            repair.out.other.as_ref().map(|(_, tag)| tag.as_str()).into(),
            repair.out.text().into(),
        ]);
    }
    table
}
