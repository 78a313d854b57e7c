//! `infog site list`.

use serde_json::json;

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::site::Site;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;

/// List sites by client and code
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog site list --client ried")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// The archived ones too
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let mut sites = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            Ok(store::site::list(db, client.as_ref().map(|client| &client.code))?)
        })?;
        sites.retain(|site| self.all || !site.archived);
        let mut page = Page::new();
        page.table(table(&ctx.locale, &sites));
        ctx.answer(&Answer { json: json!(sites), page })?;
        Ok(Exit::Done)
    }
}

fn table(locale: &Locale, sites: &[Site]) -> Table {
    let mut table = Table::new("sites", locale.site_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("code", locale.title_code()))
        .column(Column::new("name", locale.title_name()))
        .column(Column::new("address", locale.title_address()).keep(2))
        .column(Column::new("phone", locale.title_phone()).keep(3))
        .column(Column::new("rooms", locale.title_rooms()).right().keep(1));
    for site in sites {
        let rooms = site.rooms.iter().filter(|room| !room.archived).count();
        let cells: [Cell; 6] = [
            site.client.as_str().into(),
            site.code.as_str().into(),
            site.name.as_str().into(),
            site.address.as_deref().into(),
            site.phone.as_deref().into(),
            Cell::number(rooms.to_string(), rooms),
        ];
        table.row(cells.map(|cell| if site.archived { cell.tone(Tone::Dim) } else { cell }));
    }
    table
}
