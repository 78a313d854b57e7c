//! What was done to assets beside their columns: moves, repairs, loans, replacements, updates; and what hangs on an asset.
//!
//! The row names the event, the assets and the type; the facts stand with the event, where they can be erased. A deed
//! that goes with a change of columns is recorded right after it, in the same transaction.

use serde_json::json;

use super::db::{self, Db, DbErr, Kind, R, Row};
use super::event::{self, Draft, Recorded, Stamp, Subject};
use super::kept;
use super::undo::Refusal;
use crate::domain::asset::Asset;
use crate::domain::id::{AssetTag, ClientCode};
use crate::domain::instant::Instant;
use crate::domain::life::{Entry, Told};

const ASSET: &str = "SELECT a.id FROM client c JOIN asset a ON a.client = c.id WHERE c.key = $1 AND a.tag_key = $2";
const INSERT: &str = "INSERT INTO asset_deed (event, asset, other, type) VALUES ($1, $2, $3, $4)";
const OF_ASSET: &str = "SELECT d.event, c.code, a.tag, oc.code, oa.tag, e.at, e.recorded_at, e.actor, d.type, t.body
    FROM client c JOIN asset a ON a.client = c.id JOIN asset_deed d ON d.asset = a.id JOIN event e ON e.id = d.event
    LEFT JOIN event_text t ON t.event = d.event
    LEFT JOIN asset oa ON oa.id = d.other LEFT JOIN client oc ON oc.id = oa.client
    WHERE c.key = $1 AND a.tag_key = $2 ORDER BY d.event NULLS FIRST";
const OF_TYPES: &str = "SELECT d.event, c.code, a.tag, oc.code, oa.tag, e.at, e.recorded_at, e.actor, d.type, t.body
    FROM asset_deed d JOIN asset a ON a.id = d.asset JOIN client c ON c.id = a.client JOIN event e ON e.id = d.event
    LEFT JOIN event_text t ON t.event = d.event
    LEFT JOIN asset oa ON oa.id = d.other LEFT JOIN client oc ON oc.id = oa.client
    WHERE ($1 = '' OR c.key = $1) AND d.type IN ($2, $3) ORDER BY d.event NULLS FIRST";
/// The text only narrows the search; the asset itself says whose part it is.
const WITH_PARENT: &str = "SELECT a.data FROM client c JOIN asset a ON a.client = c.id
    WHERE c.key = $1 AND a.data LIKE '%\"parent\":\"%' ORDER BY a.tag_key NULLS FIRST";
/// An asset by its client and tag.
pub type Named<'a> = (&'a ClientCode, &'a AssetTag);

/// Records what was done to an asset, with the other asset of a loan or replacement.
///
/// # Errors
/// [`Kind::ForeignKey`] where an asset is not known.
pub fn record(db: &mut dyn Db, asset: Named<'_>, other: Option<Named<'_>>, told: &Told, stamp: &Stamp) -> R<()> {
    let id = known(db, asset)?;
    let other = other.map(|other| known(db, other)).transpose()?;
    let key = format!("{}/{}", asset.0.key(), asset.1.key());
    let beside = kept::written("deed", told)?;
    let data = json!({ "asset": id, "other": other }).to_string();
    let draft = Draft {
        stamp,
        subject: Subject::Deed,
        key: &key,
        kind: told.deed.code(),
        arg: "",
        data: Some(&data),
        beside: Some(&beside),
        digest: None,
    };
    let event = event::append(db, &draft)?;
    db.exec(INSERT, &[event.into(), id.into(), other.into(), told.deed.code().into()]).map(drop)
}

const DROP: &str = "DELETE FROM asset_deed WHERE event = $1";

/// Takes a deed back: the log keeps it.
pub(super) fn take_back(db: &mut dyn Db, event: &Recorded) -> Result<(), Refusal> {
    Ok(db.exec(DROP, &[event.id.into()]).map(drop)?)
}

/// Brings a deed back.
pub(super) fn bring_back(db: &mut dyn Db, event: &Recorded) -> Result<(), Refusal> {
    let data: serde_json::Value =
        serde_json::from_str(event.data.as_deref().unwrap_or("null")).map_err(DbErr::damaged)?;
    let (asset, other) = (data["asset"].as_i64(), data["other"].as_i64());
    for id in [asset.or(Some(0)), other].into_iter().flatten() {
        if db::one(db, BY_ID, &[id.into()], |row| row.int(0))?.is_none() {
            let what = "the asset is no longer there".to_owned();
            return Err(Refusal::Taken { event: event.id, what });
        }
    }
    let params = [event.id.into(), asset.into(), other.into(), event.kind.as_str().into()];
    Ok(db.exec(INSERT, &params).map(drop)?)
}

const BY_ID: &str = "SELECT id FROM asset WHERE id = $1";

fn known(db: &mut dyn Db, (client, tag): Named<'_>) -> R<i64> {
    let found = db::one(db, ASSET, &[client.key().as_str().into(), tag.key().as_str().into()], |row| row.int(0))?;
    found.ok_or_else(|| DbErr::new(Kind::ForeignKey, format!("asset `{tag}` of client `{client}` is not known")))
}

/// What was done to an asset, in the order in which it was recorded.
///
/// # Errors
/// [`DbErr`].
pub fn of_asset(db: &mut dyn Db, (client, tag): Named<'_>) -> R<Vec<Entry>> {
    db::all(db, OF_ASSET, &[client.key().as_str().into(), tag.key().as_str().into()], entry)
}

/// The deeds of one or two types, of one client's assets or of all, in the order in which they were recorded.
///
/// # Errors
/// [`DbErr`].
pub fn of_types(db: &mut dyn Db, client: Option<&ClientCode>, types: [&str; 2]) -> R<Vec<Entry>> {
    let client = client.map(ClientCode::key).unwrap_or_default();
    db::all(db, OF_TYPES, &[client.as_str().into(), types[0].into(), types[1].into()], entry)
}

fn entry(row: &Row<'_>) -> R<Entry> {
    let other = row.opt_parsed(3)?.zip(row.opt_parsed(4)?);
    Ok(Entry {
        event: row.int(0)?,
        client: row.parsed(1)?,
        tag: row.parsed(2)?,
        other,
        at: Instant(row.int(5)?),
        recorded_at: Instant(row.int(6)?),
        by: row.text(7)?.to_owned(),
        code: row.text(8)?.to_owned(),
        told: row.opt_text(9)?.map(|text| kept::read::<Told>("deed", text)).transpose()?,
    })
}

/// The assets that are part of an asset, also those that name it by a tag that it had: virtual servers of a host, disks
/// of a server.
///
/// # Errors
/// [`DbErr`].
pub fn children(db: &mut dyn Db, (client, tag): Named<'_>) -> R<Vec<Asset>> {
    let mut names = vec![tag.clone()];
    for former in super::asset::former_tags(db, client, tag)? {
        if super::asset::get(db, client, &former)?.is_none() {
            names.push(former);
        }
    }
    let mut found = Vec::new();
    db.each(WITH_PARENT, &[client.key().as_str().into()], &mut |row| {
        let asset: Asset = kept::read("asset", row.text(0)?)?;
        if parent(&asset).is_some_and(|named| names.contains(&named)) {
            found.push(asset);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The tag that an asset names as the one of which it is part, where it is a tag at all.
#[must_use]
pub fn parent(asset: &Asset) -> Option<AssetTag> {
    asset.text("parent").and_then(|text| AssetTag::new(text).ok())
}

/// The assets above an asset, from the nearest: its host, the host of that one. It ends at an unknown one, or where
/// it comes back to one that was already passed.
///
/// # Errors
/// [`DbErr`].
pub fn above(db: &mut dyn Db, client: &ClientCode, asset: &Asset) -> R<Vec<Asset>> {
    let mut passed: Vec<Asset> = Vec::new();
    let mut next = parent(asset);
    while let Some(tag) = next.take() {
        let Some(found) = super::asset::current(db, client, &tag)? else { break };
        let again = passed.iter().any(|known| known.tag == found.tag);
        next = parent(&found).filter(|_| !again);
        passed.push(found);
    }
    Ok(passed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::{AssetKind, AssetStatus, Field};
    use crate::domain::life::Deed;
    use crate::store::testing::{Bench, client, stamp};
    use crate::store::{asset, client as clients};

    fn part(tag: &str, of: &str) -> Asset {
        let mut asset = Asset::new(tag.parse().unwrap(), AssetKind::VirtualServer);
        asset.set(&Field::Text("parent"), of).unwrap();
        asset
    }

    #[test]
    fn deeds_are_read_with_the_other_asset_and_children_by_their_parent() {
        let mut bench = Bench::new();
        let ried: ClientCode = "ried".parse().unwrap();
        let (host, vm): (AssetTag, AssetTag) = ("HV-01".parse().unwrap(), "VM-01".parse().unwrap());
        let told = Told { deed: Deed::Replaces, text: Some("panne".into()) };
        let moved = Told { deed: Deed::Moved { from: AssetStatus::InStock, to: AssetStatus::InService }, text: None };
        bench.write(|db| {
            clients::add(db, &client("ried"), &stamp())?;
            for new in [part("HV-01", "HV-01"), part("VM-01", "hv-01"), part("VM-02", "nowhere")] {
                asset::put(db, &ried, &new, "added", &stamp())?;
            }
            record(db, (&ried, &host), Some((&ried, &vm)), &told, &stamp())?;
            record(db, (&ried, &host), None, &moved, &stamp())
        });
        let deeds = bench.read(|db| of_asset(db, (&ried, &host)));
        assert_eq!(deeds.iter().map(|d| d.code.as_str()).collect::<Vec<_>>(), ["replaces", "moved"]);
        assert_eq!(deeds[0].other, Some((ried.clone(), vm.clone())));
        assert_eq!((deeds[0].text(), deeds[1].deed()), (Some("panne"), Some(&moved.deed)));
        assert_eq!(bench.read(|db| of_types(db, Some(&ried), ["moved", ""])).len(), 1);
        let tags = |assets: Vec<Asset>| assets.iter().map(|a| a.tag.to_string()).collect::<Vec<_>>();
        assert_eq!(tags(bench.read(|db| children(db, (&ried, &host)))), ["HV-01", "VM-01"]);
        assert_eq!(tags(bench.read(|db| above(db, &ried, &part("VM-01", "HV-01")))), ["HV-01", "HV-01"]);
        assert!(bench.read(|db| above(db, &ried, &part("VM-02", "nowhere"))).is_empty());
    }
}
