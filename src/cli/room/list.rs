//! `infog room list`.

use serde_json::Value;

use super::{Place, json_of};
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::site::{Room, Site};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store::{self, Db};

/// List the rooms of a site, or of all
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog room list --client ried")]
pub struct Args {
    #[command(flatten)]
    place: Place,

    /// The archived ones too
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let sites = ctx.read(|db| self.sites(db))?;
        let of = |site: &'_ Site| -> Vec<(Site, Room)> {
            let shown = site.rooms.iter().filter(|room| self.all || !room.archived);
            shown.map(|room| (site.clone(), room.clone())).collect()
        };
        let rooms: Vec<(Site, Room)> = sites.iter().flat_map(of).collect();
        let mut page = Page::new();
        page.table(table(&ctx.locale, &rooms));
        let json = rooms.iter().map(|(site, room)| json_of(site, room)).collect::<Value>();
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn sites(&self, db: &mut dyn Db) -> Result<Vec<Site>, Failure> {
        if self.place.site.is_some() {
            return Ok(vec![self.place.find(db)?]);
        }
        let client = self.place.client.as_deref().map(|code| find::client(db, code)).transpose()?;
        let mut sites = store::site::list(db, client.as_ref().map(|client| &client.code))?;
        sites.retain(|site| self.all || !site.archived);
        Ok(sites)
    }
}

fn table(locale: &Locale, rooms: &[(Site, Room)]) -> Table {
    let mut table = Table::new("rooms", locale.room_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("site", locale.title_site()))
        .column(Column::new("name", locale.title_room()))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("access", locale.title_access()).keep(1));
    for (site, room) in rooms {
        let cells: [Cell; 5] = [
            site.client.as_str().into(),
            site.code.as_str().into(),
            room.name.as_str().into(),
            Cell::both(locale.room_kind(room.kind), room.kind.code()),
            room.access.as_deref().into(),
        ];
        table.row(cells.map(|cell| if room.archived { cell.tone(Tone::Dim) } else { cell }));
    }
    table
}
