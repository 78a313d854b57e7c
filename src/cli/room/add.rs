//! `infog room add`.

use super::{Place, access, json_of};
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::site::{Room, RoomKind};
use crate::domain::text;
use crate::store;

/// Add a room or a rack to a site
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog room add \"Salle serveurs\" --site nord --access \"clé chez Mme Weber\"
  infog room add \"Baie 1\" --site nord --rack

An asset stands in a room when its location is the room's name.")]
pub struct Args {
    /// Its name, unique in the site
    name: String,

    #[command(flatten)]
    place: Place,

    /// It is a rack
    #[arg(long)]
    rack: bool,

    /// How one gets in: key, badge, whom to ask
    #[arg(long, value_name = "TEXT")]
    access: Option<String>,
}

impl Args {
    /// Adds it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let name = text::line("name of the room", &self.name)?;
        let kind = if self.rack { RoomKind::Rack } else { RoomKind::Room };
        let room = Room { name, kind, access: access(self.access.as_deref())?, archived: false };
        let stamp = ctx.stamp_now();
        let site = ctx.write(|db| {
            let mut site = self.place.find(db)?;
            if let Some(other) = site.room(&room.name) {
                return Err(Failure::refused(format!("site `{}` has a room `{}` already", site.code, other.name))
                    .hinted(format!("change it with `infog room edit \"{}\" --site {}`", other.name, site.code)));
            }
            site.rooms.push(room.clone());
            store::site::put(db, &site, &stamp)?;
            Ok(site)
        })?;
        let text = ctx.locale.room_added(room.name.as_str(), site.code.as_str());
        ctx.changed(&json_of(&site, &room), &text, &room.name)?;
        Ok(Exit::Done)
    }
}
