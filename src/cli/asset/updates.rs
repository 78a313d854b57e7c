//! `infog asset updates`.

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::date;
use crate::domain::id::AssetTag;
use crate::domain::life::{Deed, Entry};
use crate::domain::version::Component;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store;

/// List updates that were recorded, the latest first
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog asset updates --client ried --component firmware --since 2026-01-01")]
pub struct Args {
    /// Of this asset
    #[arg(add = candidates::assets())]
    tag: Option<AssetTag>,

    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Of this component
    #[arg(long, value_name = "NAME")]
    component: Option<String>,

    /// Done on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let component = self.component.as_deref().map(Component::parse).transpose()?;
        let since = self.since.as_deref().map(date::parse).transpose()?;
        let mut rows: Vec<(Entry, Zone)> = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            if let Some(tag) = &self.tag {
                find::asset(db, client.as_ref().map(|client| &client.code), tag.as_str())?;
            }
            let entries = store::life::of_types(db, client.as_ref().map(|c| &c.code), ["updated", ""])?;
            let mut desk = Desk::new();
            entries
                .into_iter()
                .map(|entry| Ok((desk.zone(db, &entry.client)?, entry)))
                .map(|r| r.map(|(z, e)| (e, z)))
                .collect()
        })?;
        rows.retain(|(entry, zone)| {
            let named = |wanted: &Component| matches!(entry.deed(), Some(Deed::Updated { component, .. }) if component == wanted.code());
            self.tag.as_ref().is_none_or(|tag| *tag == entry.tag)
                && component.as_ref().is_none_or(named)
                && since.is_none_or(|day| zone.date(entry.at) >= day)
        });
        rows.sort_by_key(|(entry, _)| std::cmp::Reverse((entry.at, entry.event)));
        let mut page = Page::new();
        page.table(table(&ctx.locale, &rows));
        ctx.answer(&Answer { json: rows.iter().map(json_of).collect(), page })?;
        Ok(Exit::Done)
    }
}

fn json_of((entry, zone): &(Entry, Zone)) -> Value {
    let mut json = json!({
        "client": entry.client,
        "tag": entry.tag,
        "at": zone.rfc3339(entry.at),
        "recorded_at": zone.rfc3339(entry.recorded_at),
        "by": entry.by,
        "text": entry.text(),
    });
    if let (Some(object), Some(Deed::Updated { component, from, to, ticket })) = (json.as_object_mut(), entry.deed()) {
        object.insert("component".into(), json!(component));
        object.insert("from".into(), json!(from));
        object.insert("to".into(), json!(to));
        object.insert("ticket".into(), json!(ticket));
    }
    json
}

fn table(locale: &Locale, rows: &[(Entry, Zone)]) -> Table {
    let mut table = Table::new("updates", locale.update_none())
        .column(Column::new("at", locale.title_at()))
        .column(Column::new("client", locale.title_client()).keep(5))
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("component", locale.title_component()))
        .column(Column::new("from", locale.title_before()))
        .column(Column::new("to", locale.title_after()))
        .column(Column::new("by", locale.title_actor()).keep(4))
        .column(Column::new("ticket", locale.title_ticket()).right().keep(3))
        .column(Column::new("text", locale.title_note()).keep(2));
    for (entry, zone) in rows {
        let (component, from, to, ticket) = match entry.deed() {
            Some(Deed::Updated { component, from, to, ticket }) => {
                (Some(component.as_str()), from.as_deref(), Some(to.as_str()), *ticket)
            }
            _ => (None, None, None, None),
        };
        table.row([
            Cell::both(locale.moment(zone.local(entry.at)), zone.rfc3339(entry.at)),
            entry.client.as_str().into(),
            entry.tag.as_str().into(),
            component.into(),
            from.into(),
            to.into(),
            entry.by.as_str().into(),
            ticket.map_or_else(Cell::none, |number| Cell::number(number.to_string(), number.0)),
            entry.text().into(),
        ]);
    }
    table
}
