//! Rooms and racks of sites.

mod add;
mod archive;
mod edit;
mod import;
mod list;
mod show;

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::failure::Failure;
use crate::cli::find;
use crate::domain::site::{Room, Site};
use crate::domain::text;
use crate::store::Db;

verbs! { "Manage rooms and racks of sites" {
    Import(import::Args),
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Archive(archive::Args),
} }

/// Where a room is.
#[derive(clap::Args, Debug)]
struct Place {
    /// Code or name of its site; the only one if absent
    #[arg(long, short, value_name = "SITE", add = candidates::sites())]
    site: Option<String>,

    /// Client of the site
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Place {
    fn find(&self, db: &mut dyn Db) -> Result<Site, Failure> {
        find::site(db, self.client.as_deref(), self.site.as_deref())
    }
}

/// A room for programs.
fn json_of(site: &Site, room: &Room) -> Value {
    json!({
        "client": site.client,
        "site": site.code,
        "name": room.name,
        "kind": room.kind,
        "access": room.access,
        "archived": room.archived,
    })
}

/// The refusal for a room that the site does not have.
fn no_room(site: &Site, name: &str) -> Failure {
    let known = site.rooms.iter().map(|room| room.name.as_str());
    let failure = Failure::refused(format!("site `{}` has no room `{name}`", site.code)).meant(name, known);
    let hint = format!("add it with `infog room add \"{name}\" --site {}`", site.code);
    if failure.hints.is_empty() { failure.hinted(hint) } else { failure }
}

/// How one gets in; an empty text takes it away.
fn access(given: Option<&str>) -> Result<Option<String>, Failure> {
    let given = given.filter(|text| !text.trim().is_empty());
    Ok(given.map(|given| text::body("access", given)).transpose()?)
}
