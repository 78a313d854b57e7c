//! `infog asset history`.

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, Field, FieldChange, changes};
use crate::domain::calendar::Zone;
use crate::locale::Locale;
use crate::report::asset_value::value;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store;
use crate::store::asset::Change;

/// Show every change of an asset: when, by whom, from which file and line
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog asset history RIED-SRV-01")]
pub struct Args {
    /// Its tag
    #[arg(add = candidates::assets())]
    tag: String,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Prints them, oldest first.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (zone, changes) = ctx.read(|db| {
            let named = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let (client, asset) = find::asset(db, named.as_ref().map(|client| &client.code), &self.tag)?;
            let zone = find::zone_of(&find::client(db, client.as_str())?)?;
            Ok((zone, store::asset::history(db, &client, &asset.tag)?))
        })?;
        let mut page = Page::new();
        page.table(table(&ctx.locale, &zone, &changes));
        let json = changes.iter().map(|change| json_of(&zone, change)).collect::<Value>();
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

/// What one change did; nothing where it was erased.
fn fields_of(change: &Change) -> Vec<FieldChange> {
    change.after.as_ref().map(|after| changes(change.before.as_ref(), after)).unwrap_or_default()
}

/// `parc.csv:17`.
fn source_of(change: &Change) -> Option<String> {
    match (&change.file, change.line) {
        (Some(file), 0) => Some(file.clone()),
        (Some(file), line) => Some(format!("{file}:{line}")),
        (None, 0) => None,
        (None, line) => Some(format!("?:{line}")),
    }
}

/// The type of its event; of an import that no longer had the asset, `vanished`.
fn kind_of(change: &Change) -> &str {
    if change.kind == "imported" && change.line == 0 { "vanished" } else { &change.kind }
}

fn json_of(zone: &Zone, change: &Change) -> Value {
    json!({
        "event": change.event,
        "at": zone.rfc3339(change.at),
        "recorded_at": zone.rfc3339(change.recorded_at),
        "by": change.actor,
        "type": kind_of(change),
        "file": change.file,
        "line": (change.line > 0).then_some(change.line),
        "changes": fields_of(change),
        "undone_by": change.undone_by,
    })
}

fn table(locale: &Locale, zone: &Zone, changes: &[Change]) -> Table {
    let mut table = Table::new("changes", "")
        .column(Column::new("at", locale.title_at()))
        .column(Column::new("by", locale.title_actor()))
        .column(Column::new("type", locale.title_event()))
        .column(Column::new("source", locale.title_source()).keep(1))
        .column(Column::new("field", locale.title_field()))
        .column(Column::new("before", locale.title_before()))
        .column(Column::new("after", locale.title_after()));
    for change in changes {
        for field in fields_of(change) {
            let known = Field::parse(&field.field);
            let label = known.as_ref().map_or_else(|| field.field.clone(), |f| locale.asset_field(f));
            let side = |asset: &Option<Asset>, raw: Option<String>| {
                let words = asset.as_ref().zip(known.as_ref()).and_then(|(asset, f)| value(locale, asset, f));
                words.unwrap_or_else(|| Cell::from(raw))
            };
            table.row([
                Cell::both(locale.moment(zone.local(change.at)), zone.rfc3339(change.at)),
                change.actor.as_str().into(),
                Cell::both(kind_words(locale, kind_of(change)), kind_of(change)),
                Cell::from(source_of(change)),
                Cell::both(label, &field.field),
                side(&change.before, field.before),
                side(&change.after, field.after),
            ]);
        }
    }
    table
}

fn kind_words(locale: &Locale, kind: &str) -> String {
    match kind {
        "added" => locale.change_added(),
        "edited" => locale.change_edited(),
        "imported" => locale.change_imported(),
        "retired" => locale.change_retired(),
        "renamed" => locale.import_renamed(),
        "undone" => locale.audit_undone(),
        "covered" => locale.audit_covered(),
        "uncovered" => locale.audit_uncovered(),
        "vanished" => locale.change_vanished(),
        other => locale.deed(other),
    }
}
