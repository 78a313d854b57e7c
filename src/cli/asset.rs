//! Assets: the inventory.

mod add;
mod behind;
mod campaign;
mod cover;
mod covers;
mod diff;
mod edit;
mod export;
mod history;
mod list;
mod moving;
mod repair;
mod replace;
mod retire;
mod show;
mod status;
mod target;
mod uncover;
mod update;
mod updates;
pub(super) mod values;
mod which;

use serde_json::{Map, Value, json};

use super::context::Ctx;
use super::failure::Failure;
use super::{find, inventory};
use crate::domain::asset::{Asset, Field};
use crate::domain::id::{AssetTag, ClientCode};
use crate::locale::Locale;
use crate::report::page::{Cell, Tone};
use crate::store::asset::Outcome as Effect;
use crate::store::event::Stamp;
use crate::store::{self, Db};

verbs! { "Manage the inventory: import, add, edit, move, repair, replace, update, retire" {
    Import(inventory::Args),
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Status(status::Args),
    Repair(repair::Args),
    Replace(replace::Args),
    Retire(retire::Args),
    Update(update::Args),
    Updates(updates::Args),
    Target(target::Args),
    Behind(behind::Args),
    History(history::Args),
    Export(export::Args),
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

/// Writes one asset whose serial number no other asset of the client has, and that is part of a known one or of none.
fn put(db: &mut dyn Db, client: &ClientCode, asset: &Asset, kind: &str, stamp: &Stamp) -> Result<Effect, Failure> {
    check_parent(db, client, asset)?;
    if let (Some(serial), Some(id)) = (asset.serial(), store::client::id(db, client)?)
        && let Some(other) = store::asset::by_serial(db, id, serial)?.filter(|other| *other != asset.tag)
    {
        return Err(serial_taken(client, serial, &other));
    }
    Ok(store::asset::put(db, client, asset, kind, stamp)?)
}

/// What an asset is newly said to be part of must be known, and never itself.
fn check_parent(db: &mut dyn Db, client: &ClientCode, asset: &Asset) -> Result<(), Failure> {
    let Some(parent) = asset.text("parent") else { return Ok(()) };
    let before = store::asset::get(db, client, &asset.tag)?;
    if before.is_some_and(|before| before.text("parent") == Some(parent)) {
        return Ok(()); // an import may have named what nobody knows yet
    }
    let above = store::life::above(db, client, asset)?;
    let is_itself = store::life::parent(asset).as_ref() == Some(&asset.tag);
    if is_itself || above.iter().any(|other| other.tag == asset.tag) {
        let way: Vec<&str> = above.iter().map(|asset| asset.tag.as_str()).collect();
        let way = if is_itself { asset.tag.to_string() } else { way.join(" → ") };
        return Err(Failure::refused(format!("asset `{tag}` would be part of itself: {tag} → {way}", tag = asset.tag))
            .hinted("name what it really runs on or is built into, or nothing: `--parent \"\"`"));
    }
    if above.is_empty() {
        find::asset(db, Some(client), parent)?;
    }
    Ok(())
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
