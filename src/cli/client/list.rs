//! `infog client list`.

use serde_json::Value;

use super::json_of;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::domain::client::Client;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;

/// List the clients
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog client list --all --format csv")]
pub struct Args {
    /// The archived ones too
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Prints them by code.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let clients = ctx.read(|db| Ok(store::client::list(db, self.all)?))?;
        let mut page = Page::new();
        page.table(table(&ctx.locale, &clients));
        ctx.answer(&Answer { json: clients.iter().map(json_of).collect::<Value>(), page })?;
        Ok(Exit::Done)
    }
}

fn table(locale: &Locale, clients: &[Client]) -> Table {
    let mut table = Table::new("clients", locale.client_none())
        .column(Column::new("code", locale.title_code()))
        .column(Column::new("name", locale.title_name()))
        .column(Column::new("zone", locale.title_zone()).keep(2))
        .column(Column::new("language", locale.title_language()).keep(1));
    for client in clients {
        let tone = if client.archived { Tone::Dim } else { Tone::Plain };
        let name = match client.archived {
            true => Cell::both(format!("{} ({})", client.name, locale.client_is_archived()), &client.name),
            false => Cell::from(client.name.as_str()),
        };
        let cells = [client.code.as_str().into(), name, client.zone.as_str().into(), client.language.code().into()];
        table.row(cells.map(|cell: Cell| cell.tone(tone)));
    }
    table
}
