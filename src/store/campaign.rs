//! Campaigns of inventory, and the assets that each froze: for every asset the change that made it what it was.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::chain::Hash;
use super::client;
use super::db::{self, Db, DbErr, Kind, R, Row};
use super::event::{self, Draft, Stamp, Subject};
use super::undo;
use crate::domain::asset::Asset;
use crate::domain::campaign::{Acceptance, Campaign, Park, in_park};
use crate::domain::id::{CampaignName, ClientCode};
use crate::domain::instant::Instant;

const BY_NAME: &str = "SELECT data FROM campaign WHERE key = $1 ORDER BY client NULLS FIRST";
const ALL: &str =
    "SELECT k.data FROM campaign k JOIN client c ON c.id = k.client ORDER BY c.key NULLS FIRST, k.id NULLS FIRST";
const OF_CLIENT: &str = "SELECT k.data FROM client c JOIN campaign k ON k.client = c.id
    WHERE c.key = $1 ORDER BY k.id NULLS FIRST";
const LAST_ACCEPTED: &str = "SELECT k.data FROM client c JOIN campaign k ON k.client = c.id
    WHERE c.key = $1 AND k.accepted_at IS NOT NULL AND k.accepted_at <= $2
    ORDER BY k.accepted_at NULLS FIRST, k.id NULLS FIRST";
const ID: &str = "SELECT k.id FROM client c JOIN campaign k ON k.client = c.id WHERE c.key = $1 AND k.key = $2";
const INSERT: &str = "INSERT INTO campaign (client, name, key, accepted_at, data) VALUES ($1, $2, $3, NULL, $4)";
const ACCEPT: &str = "UPDATE campaign SET accepted_at = $1, data = $2 WHERE id = $3 AND accepted_at IS NULL";
const INSERT_ROW: &str = "INSERT INTO campaign_asset (campaign, asset, change) VALUES ($1, $2, $3)";
/// The assets of a client as they were at an instant: the last change of each that had happened.
const AS_OF: &str = "SELECT h.asset, h.after, h.id, h.digest FROM
    (SELECT a.id AS asset, max(l.id) AS change FROM client c JOIN asset a ON a.client = c.id
        JOIN asset_change l ON l.asset = a.id JOIN event e ON e.id = l.event
        WHERE c.key = $1 AND e.at <= $2 AND e.id < $3 GROUP BY a.id) AS held
    JOIN asset_history h ON h.id = held.change ORDER BY h.asset NULLS FIRST";
const FROZEN: &str =
    "SELECT r.asset, h.after, h.id, h.digest FROM campaign_asset r JOIN asset_history h ON h.id = r.change
    WHERE r.campaign = $1 ORDER BY r.asset NULLS FIRST";
const EVERY: &str = "SELECT id, data FROM campaign ORDER BY id NULLS FIRST";
const THAW: &str = "DELETE FROM campaign_asset WHERE campaign = $1";

/// The campaigns of that name, of one client or of all.
///
/// # Errors
/// [`DbErr`].
pub fn by_name(db: &mut dyn Db, client: Option<&ClientCode>, name: &CampaignName) -> R<Vec<Campaign>> {
    let mut found = db::all(db, BY_NAME, &[name.key().as_str().into()], campaign)?;
    found.retain(|campaign| client.is_none_or(|code| *code == campaign.client));
    Ok(found)
}

/// The campaigns of one client or of all, by client and in the order in which they began.
///
/// # Errors
/// [`DbErr`].
pub fn list(db: &mut dyn Db, client: Option<&ClientCode>) -> R<Vec<Campaign>> {
    match client {
        Some(code) => db::all(db, OF_CLIENT, &[code.key().as_str().into()], campaign),
        None => db::all(db, ALL, &[], campaign),
    }
}

/// The last campaign of a client that it had accepted by `now`.
///
/// # Errors
/// [`DbErr`].
pub fn last_accepted(db: &mut dyn Db, client: &ClientCode, now: Instant) -> R<Option<Campaign>> {
    Ok(db::all(db, LAST_ACCEPTED, &[client.key().as_str().into(), now.0.into()], campaign)?.pop())
}

/// Begins a campaign whose name is free.
///
/// # Errors
/// [`Kind::Unique`] where it is not: look first with [`by_name`]; [`Kind::ForeignKey`] where the client is not known.
pub fn start(db: &mut dyn Db, new: &Campaign, stamp: &Stamp) -> R<()> {
    let client = client::known_id(db, &new.client)?.0;
    record(db, None, new, "started", stamp)?;
    let (key, data) = (new.name.key(), to_json(new)?);
    db.exec(INSERT, &[client.into(), new.name.as_str().into(), key.as_str().into(), data.as_str().into()]).map(drop)
}

/// Freezes the client's assets as they were at `stamp.at`, and records that the client accepted them. Without an asset
/// in the park nothing is written, and nothing is returned.
///
/// # Errors
/// [`Kind::ForeignKey`] where there is no such campaign; [`Kind::Other`] where it was accepted before.
pub fn accept(
    db: &mut dyn Db,
    campaign: &Campaign,
    by: &str,
    evidence: Option<&str>,
    stamp: &Stamp,
) -> R<Option<Campaign>> {
    let unknown = || DbErr::new(Kind::ForeignKey, format!("campaign `{}` is not known", campaign.name));
    let (client, key) = (campaign.client.key(), campaign.name.key());
    let id = db::one(db, ID, &[client.as_str().into(), key.as_str().into()], |row| row.int(0))?.ok_or_else(unknown)?;
    let mut rows: Vec<(i64, i64)> = Vec::new();
    let mut digest = Sha256::new();
    db.each(AS_OF, &[client.as_str().into(), stamp.at.0.into(), i64::MAX.into()], &mut |row| {
        if asset(row)?.is_some_and(|asset| in_park(&asset)) {
            rows.push((row.int(0)?, row.int(2)?));
            add(&mut digest, row)?;
        }
        Ok(())
    })?;
    if rows.is_empty() {
        return Ok(None);
    }
    let accepted = Acceptance {
        at: stamp.at,
        by: by.to_owned(),
        evidence: evidence.map(str::to_owned),
        assets: rows.len() as u64,
        sha256: Hash(digest.finalize().into()).to_string(),
    };
    let after = Campaign { accepted: Some(accepted), ..campaign.clone() };
    record(db, Some(campaign), &after, "accepted", stamp)?;
    let data = to_json(&after)?;
    if db.exec(ACCEPT, &[stamp.at.0.into(), data.as_str().into(), id.into()])? != 1 {
        return Err(DbErr::new(Kind::Other, format!("campaign `{}` was accepted before", campaign.name)));
    }
    for (asset, change) in rows {
        db.exec(INSERT_ROW, &[id.into(), asset.into(), change.into()])?;
    }
    Ok(Some(after))
}

/// Frees the assets that a campaign froze: its acceptance was taken back.
pub(super) fn thaw(db: &mut dyn Db, id: i64) -> R<()> {
    db.exec(THAW, &[id.into()]).map(drop)
}

/// Freezes what the acceptance, event `accepted`, froze before; whether it could be told.
pub(super) fn freeze_again(db: &mut dyn Db, id: i64, campaign: &Campaign, accepted: i64) -> R<bool> {
    let Some(acceptance) = &campaign.accepted else { return Ok(false) };
    let mut rows: Vec<(i64, i64)> = Vec::new();
    let mut digest = Sha256::new();
    let client = campaign.client.key();
    db.each(AS_OF, &[client.as_str().into(), acceptance.at.0.into(), accepted.into()], &mut |row| {
        if asset(row)?.is_some_and(|asset| in_park(&asset)) {
            rows.push((row.int(0)?, row.int(2)?));
            add(&mut digest, row)?;
        }
        Ok(())
    })?;
    if Hash(digest.finalize().into()).to_string() != acceptance.sha256 {
        return Ok(false);
    }
    for (asset, change) in rows {
        db.exec(INSERT_ROW, &[id.into(), asset.into(), change.into()])?;
    }
    Ok(true)
}

/// The assets that a campaign froze.
///
/// # Errors
/// [`DbErr`].
pub fn frozen(db: &mut dyn Db, campaign: &Campaign) -> R<Park<i64>> {
    let params = (campaign.client.key(), campaign.name.key());
    match db::one(db, ID, &[params.0.as_str().into(), params.1.as_str().into()], |row| row.int(0))? {
        Some(id) => Ok(db::all(db, FROZEN, &[id.into()], held)?.into_iter().collect()),
        None => Ok(Park::new()),
    }
}

/// The assets of a client as they were at `at`, by what was recorded since.
///
/// # Errors
/// [`DbErr`].
pub fn state_at(db: &mut dyn Db, client: &ClientCode, at: Instant) -> R<Park<i64>> {
    let params = [client.key(), String::new()];
    Ok(db::all(db, AS_OF, &[params[0].as_str().into(), at.0.into(), i64::MAX.into()], held)?.into_iter().collect())
}

/// What happened to a campaign, oldest first.
///
/// # Errors
/// [`DbErr`].
pub fn history(db: &mut dyn Db, campaign: &Campaign) -> R<Vec<event::Recorded>> {
    event::history(db, Subject::Campaign, &event_key(campaign))
}

/// What is wrong with frozen inventories, in sentences; nothing where the file is sound.
///
/// # Errors
/// [`DbErr`].
pub(super) fn faults(db: &mut dyn Db) -> R<Vec<String>> {
    let mut found = Vec::new();
    for (id, campaign) in db::all(db, EVERY, &[], |row| Ok((row.int(0)?, parsed(row.text(1)?)?)))? {
        let mut digest = Sha256::new();
        let mut rows = 0_u64;
        db.each(FROZEN, &[id.into()], &mut |row| {
            rows += 1;
            add(&mut digest, row)
        })?;
        let there = facts(rows, &Hash(digest.finalize().into()).to_string());
        // of a campaign that came from another database the log says what its rows are here
        let told = undo::standing(event::history(db, Subject::Campaign, &event_key(&campaign))?)?;
        let said = told.iter().rev().find(|event| event.kind == "accepted").and_then(|event| event.data.as_deref());
        let is_sound = said.map_or(rows == 0, |said| said == there);
        if !is_sound {
            found.push(format!("the inventory that campaign `{}` froze was altered", campaign.name));
        }
    }
    Ok(found)
}

fn held(row: &Row<'_>) -> R<(i64, Option<Asset>)> {
    Ok((row.int(0)?, asset(row)?))
}

fn asset(row: &Row<'_>) -> R<Option<Asset>> {
    let read = |text| serde_json::from_str(text).map_err(|e| DbErr::damaged(format!("an asset: {e}")));
    row.opt_text(1)?.map(read).transpose()
}

/// Adds one row of [`AS_OF`] or [`FROZEN`] to the digest: the asset, its change, and what that change was.
fn add(digest: &mut Sha256, row: &Row<'_>) -> R<()> {
    digest.update(row.int(0)?.to_be_bytes());
    digest.update(row.int(2)?.to_be_bytes());
    digest.update(row.blob(3)?);
    Ok(())
}

/// What stays in the chain of an acceptance.
fn facts(rows: u64, sha256: &str) -> String {
    json!({ "rows": rows, "sha256": sha256 }).to_string()
}

fn event_key(campaign: &Campaign) -> String {
    format!("{}/{}", campaign.client.key(), campaign.name.key())
}

/// What `after` is now lies beside the chain, with what it was before; the digest of what is frozen in the chain.
fn record(db: &mut dyn Db, before: Option<&Campaign>, after: &Campaign, kind: &str, stamp: &Stamp) -> R<()> {
    let data = after.accepted.as_ref().map(|accepted| facts(accepted.assets, &accepted.sha256));
    let beside = json!({ "before": before, "after": after }).to_string();
    let key = event_key(after);
    let draft = Draft {
        stamp,
        subject: Subject::Campaign,
        key: &key,
        kind,
        arg: "",
        data: data.as_deref(),
        beside: Some(&beside),
        digest: None,
    };
    event::append(db, &draft).map(drop)
}

fn campaign(row: &Row<'_>) -> R<Campaign> {
    parsed(row.text(0)?)
}

fn parsed(text: &str) -> R<Campaign> {
    serde_json::from_str(text).map_err(|e| DbErr::damaged(format!("a campaign: {e}")))
}

fn to_json(campaign: &Campaign) -> R<String> {
    serde_json::to_string(campaign).map_err(|e| DbErr::new(Kind::Other, format!("a campaign cannot be written: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::{AssetKind, Field};
    use crate::domain::id::AssetTag;
    use crate::store::testing::{Bench, stamp};

    fn put(db: &mut dyn Db, tag: &str, label: &str, at: i64) -> R<()> {
        let mut asset = Asset::new(AssetTag::new(tag).unwrap(), AssetKind::Server);
        asset.set(&Field::parse("label").unwrap(), label).unwrap();
        let at = Stamp { at: Instant(at), ..stamp() };
        crate::store::asset::put(db, &ClientCode::new("ried").unwrap(), &asset, "added", &at).map(drop)
    }

    fn begun() -> Campaign {
        Campaign {
            name: CampaignName::new("initial").unwrap(),
            client: ClientCode::new("ried").unwrap(),
            started_at: Instant(1_000),
            note: None,
            accepted: None,
        }
    }

    fn labels(park: &Park<i64>) -> Vec<&str> {
        park.values().flatten().filter_map(|asset| asset.text("label")).collect()
    }

    #[test]
    fn an_inventory_is_frozen_as_it_was_at_the_instant_of_its_acceptance() {
        let mut bench = Bench::with_clients();
        let accepted = bench.write(|db| {
            put(db, "A", "one", 2_000)?;
            put(db, "A", "two", 3_000)?;
            put(db, "A", "three", 9_000)?;
            put(db, "B", "late", 9_000)?;
            start(db, &begun(), &Stamp { at: Instant(1_000), ..stamp() })?;
            accept(db, &begun(), "Mme Weber", None, &Stamp { at: Instant(4_000), ..stamp() })
        });
        let accepted = accepted.unwrap();
        assert_eq!(accepted.accepted.as_ref().unwrap().assets, 1);
        let (frozen, now) = bench.read(|db| {
            let frozen = frozen(db, &accepted)?;
            Ok((frozen, state_at(db, &accepted.client, Instant(9_000))?))
        });
        assert_eq!(labels(&frozen), ["two"]);
        assert_eq!(labels(&now), ["three", "late"]);
        let ried = accepted.client.clone();
        assert!(bench.read(|db| last_accepted(db, &ried, Instant(3_999))).is_none());
        assert_eq!(bench.read(|db| last_accepted(db, &ried, Instant(4_000))), Some(accepted));
        assert_eq!(bench.faults(), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_frozen_where_there_is_no_asset() {
        let mut bench = Bench::with_clients();
        let accepted = bench.write(|db| {
            start(db, &begun(), &stamp())?;
            accept(db, &begun(), "Mme Weber", None, &stamp())
        });
        assert_eq!(accepted, None);
    }

    #[test]
    fn a_row_that_is_taken_out_of_a_frozen_inventory_is_found() {
        let mut bench = Bench::with_clients();
        bench.write(|db| {
            put(db, "A", "one", 2_000)?;
            put(db, "B", "two", 2_000)?;
            start(db, &begun(), &stamp())?;
            accept(db, &begun(), "Mme Weber", Some("mail of 2 July"), &stamp())
        });
        bench.write(|db| db.exec("DELETE FROM campaign_asset WHERE asset = $1", &[2_i64.into()]));
        assert_eq!(bench.read(faults), ["the inventory that campaign `initial` froze was altered"]);
    }
}
