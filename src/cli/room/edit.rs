//! `infog room edit`.

use super::{Place, access, json_of, no_room};
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::site::RoomKind;
use crate::store;

/// Change how one gets into a room, what it is, or restore an archived one
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog room edit \"Salle serveurs\" --site nord --access \"badge 4\"")]
pub struct Args {
    /// Its name
    name: String,

    #[command(flatten)]
    place: Place,

    /// What it is: room or rack
    #[arg(long, value_name = "KIND", value_parser = ["room", "rack"])]
    kind: Option<String>,

    /// How one gets in; an empty text takes it away
    #[arg(long, value_name = "TEXT")]
    access: Option<String>,

    /// Use it again
    #[arg(long)]
    restore: bool,
}

impl Args {
    /// Records what changes.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.kind.is_none() && self.access.is_none() && !self.restore {
            return Err(Failure::usage("nothing to change was given").hinted("see `infog room edit --help`"));
        }
        let (kind, way_in) = (self.kind.as_deref().map(kind_of), access(self.access.as_deref())?);
        let stamp = ctx.stamp_now();
        let (site, room, changed) = ctx.write(|db| {
            let mut site = self.place.find(db)?;
            let missing = no_room(&site, &self.name);
            let room = site.room_mut(&self.name).ok_or(missing)?;
            room.kind = kind.unwrap_or(room.kind);
            if self.access.is_some() {
                room.access.clone_from(&way_in);
            }
            room.archived &= !self.restore;
            let room = room.clone();
            let changed = store::site::put(db, &site, &stamp)?;
            Ok((site, room, changed))
        })?;
        let name = room.name.as_str();
        let text = if changed { ctx.locale.room_edited(name) } else { ctx.locale.room_unchanged(name) };
        ctx.changed(&json_of(&site, &room), &text, name)?;
        Ok(Exit::Done)
    }
}

fn kind_of(word: &str) -> RoomKind {
    if word == "rack" { RoomKind::Rack } else { RoomKind::Room }
}
