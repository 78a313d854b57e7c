//! Seats: given out by one event, taken back by another.

use serde_json::json;

use super::{key_of, record};
use crate::domain::id::{AssetTag, ClientCode, folded};
use crate::domain::instant::Instant;
use crate::store::db::{self, Db, DbErr, Kind, R, Row};
use crate::store::event::{Recorded, Stamp};
use crate::store::undo::Refusal;

/// Who holds a seat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Holder {
    /// A machine, of the client of the licence or of another.
    Asset(ClientCode, AssetTag),
    /// A person, by name.
    Person(String),
}

/// A seat about to be given out.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    /// Whose licence.
    pub client: &'a ClientCode,
    /// Its tag.
    pub licence: &'a AssetTag,
    /// To whom.
    pub holder: &'a Holder,
    /// Why, where more seats are used than were bought, or the licence is over.
    pub overruled: Option<&'a str>,
}

/// What became of a grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Given {
    /// A seat was given out.
    Now,
    /// It was held already.
    Before,
}

/// A seat that was given out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seat {
    /// The position of the event that gave it.
    pub event: i64,
    /// Who has it; `None` where a person was erased.
    pub holder: Option<Holder>,
    /// Since when.
    pub assigned_at: Instant,
    /// Who gave it.
    pub assigned_by: String,
    /// Beyond what was bought, or after its end.
    pub over_use: bool,
    /// Why it was given all the same.
    pub reason: Option<String>,
    /// Until when; `None` where it is still held.
    pub released_at: Option<Instant>,
    /// How it came back: `released`, `freed` with a retired machine, `passed-on` to another.
    pub released_as: Option<String>,
}

const SEATS: &str =
    "SELECT s.event, h.code, x.tag, s.person, s.assigned_at, e.actor, s.over_use, t.body, s.released_at,
    r.type FROM client c JOIN asset a ON a.client = c.id JOIN licence_seat s ON s.licence = a.id
    JOIN event e ON e.id = s.event LEFT JOIN event_text t ON t.event = s.event LEFT JOIN asset x ON x.id = s.asset
    LEFT JOIN client h ON h.id = x.client LEFT JOIN event r ON r.id = s.released
    WHERE c.key = $1 AND a.tag_key = $2 AND (s.released IS NULL OR $3 = 1) ORDER BY s.event NULLS FIRST";
const ID: &str = "SELECT a.id FROM client c JOIN asset a ON a.client = c.id WHERE c.key = $1 AND a.tag_key = $2";
const HELD_BY_ASSET: &str =
    "SELECT event FROM licence_seat WHERE licence = $1 AND asset = $2 AND asset IS NOT NULL AND released IS NULL";
const HELD_BY_PERSON: &str =
    "SELECT event FROM licence_seat WHERE licence = $1 AND person_key = $2 AND released IS NULL";
const INSERT: &str = "INSERT INTO licence_seat
    (event, licence, asset, person, person_key, over_use, assigned_at, released, released_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL)";
const RELEASE: &str = "UPDATE licence_seat SET released = $1, released_at = $2 WHERE event = $3";
const ANY: &str = "SELECT event FROM licence_seat WHERE released IS NULL LIMIT 1";
const ON_ASSET: &str = "SELECT s.event, c.code, l.tag, s.licence FROM licence_seat s JOIN asset l ON l.id = s.licence
    JOIN client c ON c.id = l.client WHERE s.asset = $1 AND s.asset IS NOT NULL AND s.released IS NULL
    ORDER BY s.event NULLS FIRST";

/// The seats of a licence in the order in which they were given out; those taken back only if `past`.
///
/// # Errors
/// [`DbErr`].
pub fn seats(db: &mut dyn Db, client: &ClientCode, licence: &AssetTag, past: bool) -> R<Vec<Seat>> {
    let keys = [client.key(), licence.key()];
    db::all(db, SEATS, &[keys[0].as_str().into(), keys[1].as_str().into(), past.into()], seat)
}

fn seat(row: &Row<'_>) -> R<Seat> {
    let holder = match (row.opt_parsed(1)?, row.opt_parsed(2)?, row.opt_text(3)?) {
        (Some(client), Some(tag), _) => Some(Holder::Asset(client, tag)),
        (_, _, Some(person)) => Some(Holder::Person(person.to_owned())),
        _ => None,
    };
    let beside: serde_json::Value = match row.opt_text(7)? {
        Some(text) => serde_json::from_str(text).map_err(|e| DbErr::damaged(format!("a seat: {e}")))?,
        None => serde_json::Value::Null,
    };
    Ok(Seat {
        event: row.int(0)?,
        holder,
        assigned_at: Instant(row.int(4)?),
        assigned_by: row.text(5)?.to_owned(),
        over_use: row.flag(6)?,
        reason: beside.get("reason").and_then(|reason| reason.as_str()).map(str::to_owned),
        released_at: row.opt_int(8)?.map(Instant),
        released_as: row.opt_text(9)?.map(str::to_owned),
    })
}

/// Gives out one seat; nothing is recorded where the holder has one already. Whether there are seats left is the
/// caller's to decide, see [`super::used_to_change`].
///
/// # Errors
/// [`Kind::ForeignKey`] where licence or machine are not known: look first.
pub fn assign(db: &mut dyn Db, grant: &Grant<'_>, stamp: &Stamp) -> R<Given> {
    let licence = known(db, grant.client, grant.licence)?;
    let asset = match grant.holder {
        Holder::Asset(client, tag) => Some(known(db, client, tag)?),
        Holder::Person(_) => None,
    };
    if held(db, licence, asset, grant.holder)?.is_some() {
        return Ok(Given::Before);
    }
    give(db, licence, asset, grant, stamp)?;
    Ok(Given::Now)
}

fn give(db: &mut dyn Db, licence: i64, asset: Option<i64>, grant: &Grant<'_>, stamp: &Stamp) -> R<()> {
    let over_use = grant.overruled.is_some();
    let data = json!({ "licence": licence, "asset": asset, "over_use": over_use }).to_string();
    let (name, person) = match grant.holder {
        Holder::Asset(client, tag) => (json!({ "client": client, "tag": tag }), None),
        Holder::Person(name) => (json!(name), Some(name.as_str())),
    };
    let beside = json!({ "holder": name, "reason": grant.overruled }).to_string();
    let key = key_of(grant.client, grant.licence);
    let event = record(db, &key, "assigned", "", Some(&data), Some(&beside), stamp)?;
    let person_key = person.map(folded);
    let params = [
        event.into(),
        licence.into(),
        asset.into(),
        person.into(),
        person_key.as_deref().into(),
        over_use.into(),
        stamp.at.0.into(),
    ];
    db.exec(INSERT, &params).map(drop)
}

/// Takes a seat back that `holder` has; whether there was one.
///
/// # Errors
/// [`Kind::ForeignKey`] where licence or machine are not known: look first.
pub fn release(db: &mut dyn Db, client: &ClientCode, licence: &AssetTag, holder: &Holder, stamp: &Stamp) -> R<bool> {
    let id = known(db, client, licence)?;
    let asset = match holder {
        Holder::Asset(client, tag) => Some(known(db, client, tag)?),
        Holder::Person(_) => None,
    };
    match held(db, id, asset, holder)? {
        Some(seat) => take_back(db, &key_of(client, licence), seat, "released", stamp).map(|()| true),
        None => Ok(false),
    }
}

fn take_back(db: &mut dyn Db, key: &str, seat: i64, kind: &str, stamp: &Stamp) -> R<()> {
    let data = json!({ "seat": seat }).to_string();
    let event = record(db, key, kind, "", Some(&data), None, stamp)?;
    db.exec(RELEASE, &[event.into(), stamp.at.0.into(), seat.into()]).map(drop)
}

/// Takes back every seat that the machines with these rows hold: they were retired, or are lost.
pub(in crate::store) fn free(db: &mut dyn Db, assets: &[i64], stamp: &Stamp) -> R<()> {
    if assets.is_empty() || db::one(db, ANY, &[], |row| row.int(0))?.is_none() {
        return Ok(());
    }
    for asset in assets {
        for (seat, client, licence, _) in on_asset(db, *asset)? {
            take_back(db, &key_of(&client, &licence), seat, "freed", stamp)?;
        }
    }
    Ok(())
}

/// Gives the seats of one machine to another of the same client, which replaces it; how many.
///
/// # Errors
/// [`Kind::ForeignKey`] where one of them is not known.
pub fn pass_on(db: &mut dyn Db, client: &ClientCode, from: &AssetTag, to: &AssetTag, stamp: &Stamp) -> R<usize> {
    let (old, new) = (known(db, client, from)?, known(db, client, to)?);
    let held = on_asset(db, old)?;
    let holder = Holder::Asset(client.clone(), to.clone());
    for (seat, owner, licence, id) in &held {
        take_back(db, &key_of(owner, licence), *seat, "passed-on", stamp)?;
        if self::held(db, *id, Some(new), &holder)?.is_none() {
            let grant = Grant { client: owner, licence, holder: &holder, overruled: None };
            give(db, *id, Some(new), &grant, stamp)?;
        }
    }
    Ok(held.len())
}

/// Seats on a machine: the event that gave each, whose licence it is, its tag and row.
fn on_asset(db: &mut dyn Db, asset: i64) -> R<Vec<(i64, ClientCode, AssetTag, i64)>> {
    db::all(db, ON_ASSET, &[asset.into()], |row| Ok((row.int(0)?, row.parsed(1)?, row.parsed(2)?, row.int(3)?)))
}

fn held(db: &mut dyn Db, licence: i64, asset: Option<i64>, holder: &Holder) -> R<Option<i64>> {
    match (asset, holder) {
        (Some(asset), _) => held_by_asset(db, licence, asset),
        (None, Holder::Person(name)) => held_by_person(db, licence, name),
        (None, Holder::Asset(..)) => Ok(None),
    }
}

fn held_by_asset(db: &mut dyn Db, licence: i64, asset: i64) -> R<Option<i64>> {
    db::one(db, HELD_BY_ASSET, &[licence.into(), asset.into()], |row| row.int(0))
}

fn held_by_person(db: &mut dyn Db, licence: i64, name: &str) -> R<Option<i64>> {
    let key = folded(name);
    db::one(db, HELD_BY_PERSON, &[licence.into(), key.as_str().into()], |row| row.int(0))
}

fn known(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> R<i64> {
    let keys = [client.key(), tag.key()];
    let id = db::one(db, ID, &[keys[0].as_str().into(), keys[1].as_str().into()], |row| row.int(0))?;
    id.ok_or_else(|| DbErr::new(Kind::ForeignKey, format!("client `{client}` has no asset `{tag}`")))
}

const DROP: &str = "DELETE FROM licence_seat WHERE event = $1";
const UNRELEASE: &str = "UPDATE licence_seat SET released = NULL, released_at = NULL WHERE released = $1";
const WAS_HELD: &str = "SELECT licence, asset, person FROM licence_seat WHERE released = $1";
const RELEASED: &str = "SELECT event FROM licence_seat WHERE event = $1 AND released IS NULL";

/// Takes back what an event did to a seat: given out it is free, taken back it is held again.
pub(in crate::store) fn undo_seat(db: &mut dyn Db, event: &Recorded) -> Result<(), Refusal> {
    match event.kind.as_str() {
        "assigned" => drop(db.exec(DROP, &[event.id.into()])?),
        "released" | "freed" | "passed-on" => {
            let was = db::one(db, WAS_HELD, &[event.id.into()], |row| {
                Ok((row.int(0)?, row.opt_int(1)?, row.opt_text(2)?.map(str::to_owned)))
            })?;
            if let Some((licence, asset, person)) = was {
                refuse_a_second(db, event, licence, asset, person.as_deref())?;
            }
            db.exec(UNRELEASE, &[event.id.into()])?;
        }
        _ => {}
    }
    Ok(())
}

/// Nobody holds two seats of a licence, so none comes back to whoever was given another since.
fn refuse_a_second(
    db: &mut dyn Db,
    event: &Recorded,
    licence: i64,
    asset: Option<i64>,
    person: Option<&str>,
) -> Result<(), Refusal> {
    let has_another = match (asset, person) {
        (Some(asset), _) => held_by_asset(db, licence, asset)?,
        (None, Some(name)) => held_by_person(db, licence, name)?,
        (None, None) => None,
    };
    match has_another {
        Some(_) => {
            Err(Refusal::Taken { event: event.id, what: "its holder has another seat of the licence now".to_owned() })
        }
        None => Ok(()),
    }
}

/// Does again what an event did to a seat.
pub(in crate::store) fn redo_seat(db: &mut dyn Db, event: &Recorded) -> Result<(), Refusal> {
    let taken = |what: &str| Refusal::Taken { event: event.id, what: what.to_owned() };
    let data: serde_json::Value =
        serde_json::from_str(event.data.as_deref().unwrap_or("null")).map_err(DbErr::damaged)?;
    match event.kind.as_str() {
        "assigned" => {
            if event.erased {
                return Err(Refusal::Erased(Box::new(event.clone())));
            }
            let beside = event.beside_json()?;
            let person = beside["holder"].as_str();
            let person_key = person.map(folded);
            for id in [data["licence"].as_i64(), data["asset"].as_i64()].into_iter().flatten() {
                if db::one(db, ASSET, &[id.into()], |row| row.int(0))?.is_none() {
                    return Err(taken("licence or machine are no longer there"));
                }
            }
            let licence = data["licence"].as_i64().unwrap_or_default();
            refuse_a_second(db, event, licence, data["asset"].as_i64(), person)?;
            let params = [
                event.id.into(),
                data["licence"].as_i64().into(),
                data["asset"].as_i64().into(),
                person.into(),
                person_key.as_deref().into(),
                data["over_use"].as_bool().unwrap_or_default().into(),
                event.stamp.at.0.into(),
            ];
            db.exec(INSERT, &params)?;
        }
        "released" | "freed" | "passed-on" => {
            let seat = data["seat"].as_i64().unwrap_or_default();
            if db::one(db, RELEASED, &[seat.into()], |row| row.int(0))?.is_none() {
                return Err(taken("the seat is not held"));
            }
            db.exec(RELEASE, &[event.id.into(), event.stamp.at.0.into(), seat.into()])?;
        }
        _ => {}
    }
    Ok(())
}

const ASSET: &str = "SELECT id FROM asset WHERE id = $1";
