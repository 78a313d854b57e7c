//! Licences and who holds their seats.

mod add;
mod assign;
mod edit;
mod import;
mod list;
mod release;
mod show;
mod values;

pub(super) use self::import::warn_of_resized;

use serde_json::{Map, Value, json};

use super::context::Ctx;
use super::failure::Failure;
use super::find;
use crate::domain::asset::{Asset, AssetKind, Field};
use crate::domain::client::Client;
use crate::domain::id::{AssetTag, ClientCode, folded};
use crate::domain::licence::{NoSeat, Seats, Term, masked};
use crate::domain::text;
use crate::report::page::Tone;
use crate::store::event::Stamp;
use crate::store::licence::Holder;
use crate::store::{self, Db};

verbs! { "Manage licences: what was bought, who uses a seat" {
    Add(add::Args),
    Import(import::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Assign(assign::Args),
    Release(release::Args),
    Edit(edit::Args),
} }

/// More tags are not compared.
const CANDIDATES: u32 = 10_000;

/// The licence with this tag: of the client that is said, else the only one of all clients.
fn found(db: &mut dyn Db, client: Option<&str>, tag: &str) -> Result<(Client, Asset), Failure> {
    let named = client.map(|code| find::client(db, code)).transpose()?;
    let code = named.as_ref().map(|client| &client.code);
    let known = store::licence::tags(db, code, "", CANDIDATES)?;
    let (owner, asset) = match find::asset(db, code, tag) {
        Err(failure) if failure.kind == super::failure::Kind::Refused => {
            let whose = code.map(|code| format!(" of client `{code}`")).unwrap_or_default();
            let failure = Failure::refused(format!("there is no licence `{tag}`{whose}"));
            let failure = failure.meant(tag, known.iter().map(AssetTag::as_str));
            let none = failure.hints.is_empty();
            return Err(if none { failure.hinted("`infog licence list` shows them all") } else { failure });
        }
        other => other?,
    };
    if asset.kind != AssetKind::Licence {
        let no = NoSeat::NoLicence { tag: asset.tag, kind: asset.kind };
        return Err(Failure::refused(no).hinted("`infog licence list` shows the licences"));
    }
    Ok((find::client(db, owner.as_str())?, asset))
}

/// A licence for programs; its key with its end alone.
fn json_of(client: &ClientCode, licence: &Asset, used: u32) -> Map<String, Value> {
    let seats = Seats { bought: licence.seats, used };
    let term = licence.licence_term();
    let perpetual = match term {
        Term::Perpetual => Some(true),
        Term::Until(_) => Some(false),
        Term::Unknown => None,
    };
    let fields = [
        ("client", json!(client)),
        ("tag", json!(licence.tag)),
        ("product", json!(licence.product())),
        ("publisher", json!(licence.text("manufacturer"))),
        ("key", json!(licence.text("licence_key").map(masked))),
        ("seats", json!(licence.seats)),
        ("used", json!(used)),
        ("free", json!(seats.free())),
        ("over", json!(seats.over())),
        ("perpetual", json!(perpetual)),
        ("expires_on", json!(licence.date("expires_on"))),
        ("owner", json!(licence.licence_owner().code())),
        ("supplier", json!(licence.text("supplier"))),
        ("status", json!(licence.status.code())),
    ];
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A holder for programs.
fn holder_json(holder: &Holder) -> Value {
    match holder {
        Holder::Asset(client, tag) => json!({ "client": client, "asset": tag }),
        Holder::Person(name) => json!({ "person": name }),
    }
}

/// Gives a licence the name of its product; every licence has one.
fn name(licence: &mut Asset, product: &str) -> Result<(), Failure> {
    let product = text::line("product", product)?;
    Ok(licence.set(&Field::Text("label"), &product)?)
}

/// A holder for people; a machine with its client, where the licence is another's.
fn holder_text(holder: &Holder, owner: &ClientCode) -> String {
    match holder {
        Holder::Asset(client, tag) if client != owner => format!("{client} / {tag}"),
        Holder::Asset(_, tag) => tag.to_string(),
        Holder::Person(name) => name.clone(),
    }
}

/// Whether both are the same machine or person.
fn is_same(a: &Holder, b: &Holder) -> bool {
    match (a, b) {
        (Holder::Person(a), Holder::Person(b)) => folded(a) == folded(b),
        (a, b) => a == b,
    }
}

/// How a licence stands: red where more is used than was bought, or where it is over.
fn tone(licence: &Asset, used: u32, today: chrono::NaiveDate) -> Tone {
    let is_over = matches!(licence.licence_term(), Term::Until(last) if last < today);
    let seats = Seats { bought: licence.seats, used };
    if licence.status.is_gone() {
        Tone::Dim
    } else if is_over || seats.over() > 0 {
        Tone::Bad
    } else {
        Tone::Plain
    }
}

/// Writes a licence as the asset that it is.
fn put(
    db: &mut dyn Db,
    client: &ClientCode,
    licence: &Asset,
    kind: &str,
    stamp: &Stamp,
) -> Result<store::asset::Outcome, Failure> {
    if let (Some(serial), Some(id)) = (licence.serial(), store::client::id(db, client)?)
        && let Some(other) = store::asset::by_serial(db, id, serial)?.filter(|other| *other != licence.tag)
    {
        let sentence = format!("serial number `{serial}` belongs to asset `{other}` of client `{client}` already");
        return Err(Failure::refused(sentence));
    }
    Ok(store::asset::put(db, client, licence, kind, stamp)?)
}

/// Says aloud that more is used than was bought.
fn warn_if_over(ctx: &Ctx, licence: &Asset, used: u32) {
    let seats = Seats { bought: licence.seats, used };
    if seats.over() > 0 {
        let bought = licence.seats.unwrap_or(0);
        ctx.out.warning(&ctx.locale.licence_over(licence.tag.as_str(), i64::from(used), i64::from(bought)));
    }
}
