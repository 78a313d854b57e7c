//! `infog room archive`.

use super::{Place, json_of, no_room};
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::store;

/// Hide a room from lists; its past is kept
#[derive(clap::Args, Debug)]
#[command(after_help = "`infog room edit NAME --restore` brings it back.")]
pub struct Args {
    /// Its name
    name: String,

    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Archives it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let stamp = ctx.stamp_now();
        let (site, room, changed) = ctx.write(|db| {
            let mut site = self.place.find(db)?;
            let missing = no_room(&site, &self.name);
            let room = site.room_mut(&self.name).ok_or(missing)?;
            room.archived = true;
            let room = room.clone();
            let changed = store::site::put(db, &site, &stamp)?;
            Ok((site, room, changed))
        })?;
        let name = room.name.as_str();
        let text = if changed { ctx.locale.room_archived(name) } else { ctx.locale.room_unchanged(name) };
        ctx.changed(&json_of(&site, &room), &text, name)?;
        Ok(Exit::Done)
    }
}
