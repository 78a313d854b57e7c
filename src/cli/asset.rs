//! Assets: the inventory.

mod add;
mod campaign;
mod cover;
mod covers;
mod diff;
mod edit;
mod history;
mod import;
mod list;
mod retire;
mod show;
mod uncover;
mod values;

use serde_json::{Map, Value, json};

use super::context::Ctx;
use super::failure::Failure;
use crate::domain::asset::{Asset, Field};
use crate::domain::id::{AssetTag, ClientCode};
use crate::locale::Locale;
use crate::report::page::{Cell, Tone};
use crate::store::asset::Outcome as Effect;
use crate::store::event::Stamp;
use crate::store::{self, Db};

verbs! { "Manage the inventory: import, add, edit, retire" {
    Import(import::Args),
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Retire(retire::Args),
    History(history::Args),
    Cover(cover::Args),
    Uncover(uncover::Args),
    Campaign(campaign::Args),
    Diff(diff::Args),
} }

/// An asset for programs: what it has, under the names of the columns; `attr` holds what its kind has of its own.
fn json_of(client: &ClientCode, asset: &Asset) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("client".into(), json!(client));
    object.insert("tag".into(), json!(asset.tag));
    for field in Field::NAMES.into_iter().filter(|name| *name != "tag").filter_map(Field::parse) {
        let value = if field == Field::Seats { json!(asset.seats) } else { json!(asset.shown(&field)) };
        if !value.is_null() {
            object.insert(field.name().into_owned(), value);
        }
    }
    object.insert("attr".into(), json!(asset.attrs));
    object
}

/// `created`, `updated`, `unchanged`.
const fn code_of(effect: Effect) -> &'static str {
    match effect {
        Effect::Created => "created",
        Effect::Updated => "updated",
        Effect::Unchanged => "unchanged",
    }
}

/// Writes one asset whose serial number no other asset of the client has.
fn put(db: &mut dyn Db, client: &ClientCode, asset: &Asset, kind: &str, stamp: &Stamp) -> Result<Effect, Failure> {
    if let (Some(serial), Some(id)) = (asset.serial(), store::client::id(db, client)?)
        && let Some(other) = store::asset::by_serial(db, id, serial)?.filter(|other| *other != asset.tag)
    {
        return Err(serial_taken(client, serial, &other));
    }
    Ok(store::asset::put(db, client, asset, kind, stamp)?)
}

fn serial_taken(client: &ClientCode, serial: &str, other: &AssetTag) -> Failure {
    Failure::refused(format!("serial number `{serial}` belongs to asset `{other}` of client `{client}` already"))
        .hinted(format!("see `infog asset show \"{other}\" --client {client}`"))
}

/// The columns that its kind asks for and it lacks, in the reader's words.
fn missing_of(locale: &Locale, asset: &Asset) -> Cell {
    let missing = asset.missing();
    let word = |name: &&str| Field::parse(name).map_or_else(|| (*name).to_owned(), |field| locale.asset_field(&field));
    let words: Vec<String> = missing.iter().map(word).collect();
    Cell::both(words.join(", "), missing.join(" ")).tone(Tone::Warn)
}

/// Says which columns that its kind asks for it lacks; nobody is refused for it.
fn tell_missing(ctx: &Ctx, asset: &Asset) {
    let missing = asset.missing();
    if !missing.is_empty() {
        ctx.out.hint(&format!("still unknown of {}: {}", asset.tag, missing.join(", ")));
    }
}
