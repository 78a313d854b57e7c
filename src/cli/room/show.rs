//! `infog room show`.

use serde_json::json;

use super::{Place, json_of, no_room};
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::asset::{Asset, AssetStatus};
use crate::domain::fold::words;
use crate::domain::site::{Room, Site, resolve};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table};
use crate::store::asset::Filter;
use crate::store::{self, Db};

/// Show a room and what stands in it
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog room show \"Baie 1\" --site nord")]
pub struct Args {
    /// Its name
    name: String,

    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (site, room, assets) = ctx.read(|db| self.found(db))?;
        let mut json = json_of(&site, &room);
        if let Some(object) = json.as_object_mut() {
            object.insert("assets".into(), assets.iter().map(|asset| json!(asset.tag)).collect());
        }
        let page = page(&ctx.locale, &site, &room, &assets);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn found(&self, db: &mut dyn Db) -> Result<(Site, Room, Vec<Asset>), Failure> {
        let site = self.place.find(db)?;
        let room = site.room(&self.name).cloned().ok_or_else(|| no_room(&site, &self.name))?;
        let sites = store::site::list(db, Some(&site.client))?;
        let (mut assets, name) = (Vec::new(), words(&room.name));
        let filter = Filter { client: Some(&site.client), ..Filter::default() };
        store::asset::each(db, &filter, &mut |_, asset| {
            let here =
                asset.site.as_deref().and_then(|text| resolve(&sites, text)).is_some_and(|s| s.code == site.code);
            let used = !matches!(asset.status, AssetStatus::Retired | AssetStatus::Lost);
            if here && used && asset.text("location").is_some_and(|location| words(location) == name) {
                assets.push(asset);
            }
            Ok(())
        })?;
        Ok((site, room, assets))
    }
}

fn page(locale: &Locale, site: &Site, room: &Room, assets: &[Asset]) -> Page {
    let mut facts = Facts::new("room");
    facts.add("client", locale.title_client(), site.client.as_str());
    facts.add("site", locale.title_site(), Cell::both(format!("{} ({})", site.name, site.code), &site.code));
    facts.add("kind", locale.title_kind(), Cell::both(locale.room_kind(room.kind), room.kind.code()));
    facts.maybe("access", locale.title_access(), room.access.as_deref());
    if room.archived {
        facts.add("archived", locale.title_state(), Cell::both(locale.is_archived(), true));
    }
    let mut table = Table::new("assets", locale.asset_none())
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("label", locale.title_label()));
    for asset in assets {
        let kind = Cell::both(locale.asset_kind(asset.kind), asset.kind.code());
        table.row([asset.tag.as_str().into(), kind, asset.text("label").into()]);
    }
    let mut page = Page::new();
    page.heading(1, room.name.as_str()).facts(facts).table(table);
    page
}
