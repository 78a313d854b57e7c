//! `infog site show`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::facts_of;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::{AssetKind, AssetStatus};
use crate::domain::contact::Contact;
use crate::domain::site::{Site, resolve};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store::asset::Filter;
use crate::store::{self, Db};

/// Show a site: its rooms, its people, what stands there
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog site show nord --client ried")]
pub struct Args {
    /// Its code or name; the only one if absent
    #[arg(add = candidates::sites())]
    site: Option<String>,

    /// Whose, where several clients have one of that code
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

/// How many assets of each kind are used.
type Counts = BTreeMap<AssetKind, usize>;

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (site, contacts, counts) = ctx.read(|db| self.found(db))?;
        let mut json = json!(site);
        if let Some(object) = json.as_object_mut() {
            object.insert("contacts".into(), contacts.iter().map(|contact| json!(contact.name)).collect());
            let count = |(kind, count): (&AssetKind, &usize)| (kind.code().to_owned(), json!(count));
            object.insert("assets".into(), Value::Object(counts.iter().map(count).collect()));
        }
        let page = page(&ctx.locale, &site, &contacts, &counts);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn found(&self, db: &mut dyn Db) -> Result<(Site, Vec<Contact>, Counts), Failure> {
        let site = find::site(db, self.client.as_deref(), self.site.as_deref())?;
        let sites = store::site::list(db, Some(&site.client))?;
        let here =
            |text: Option<&str>| text.and_then(|text| resolve(&sites, text)).is_some_and(|s| s.code == site.code);
        let mut contacts = store::contact::list(db, Some(&site.client))?;
        contacts.retain(|contact| !contact.archived && here(contact.site.as_deref()));
        let mut counts = Counts::new();
        let filter = Filter { client: Some(&site.client), ..Filter::default() };
        store::asset::each(db, &filter, &mut |_, asset| {
            let used = !matches!(asset.status, AssetStatus::Retired | AssetStatus::Lost);
            if used && here(asset.site.as_deref()) {
                *counts.entry(asset.kind).or_default() += 1;
            }
            Ok(())
        })?;
        Ok((site, contacts, counts))
    }
}

fn page(locale: &Locale, site: &Site, contacts: &[Contact], counts: &Counts) -> Page {
    let mut page = Page::new();
    page.heading(1, site.name.as_str()).facts(facts_of(locale, site));
    let mut rooms = Table::new("rooms", locale.room_none())
        .column(Column::new("name", locale.title_room()))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("access", locale.title_access()));
    for room in site.rooms.iter().filter(|room| !room.archived) {
        let kind = Cell::both(locale.room_kind(room.kind), room.kind.code());
        rooms.row([room.name.as_str().into(), kind, room.access.as_deref().into()]);
    }
    let mut people = Table::new("contacts", locale.contact_none())
        .column(Column::new("name", locale.title_name()))
        .column(Column::new("roles", locale.title_roles()))
        .column(Column::new("phone", locale.title_phone()));
    for contact in contacts {
        let phone = contact.phone.as_deref().or(contact.mobile.as_deref());
        people.row([contact.name.as_str().into(), locale.roles(&contact.roles).into(), phone.into()]);
    }
    let mut assets = Table::new("assets", locale.asset_none())
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("count", locale.title_count()).right());
    for (kind, count) in counts {
        assets.row([Cell::both(locale.asset_kind(*kind), kind.code()), Cell::number(count.to_string(), count)]);
    }
    page.table(rooms.titled(locale.title_rooms()));
    page.table(people.titled(locale.title_contacts()));
    page.table(assets.titled(locale.title_assets()));
    page
}
