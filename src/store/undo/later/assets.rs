//! What depends on changes of assets: later changes of the same ones, and what names those that were made.

use std::collections::HashSet;

use super::{Claims, Turn};
use crate::domain::asset::Asset;
use crate::domain::id::{ClientCode, TicketNumber, folded};
use crate::domain::site::resolve;
use crate::domain::third_party::ATTR;
use crate::store::db::{self, Db, DbErr, R, Val};
use crate::store::event::Subject;
use crate::store::{asset, kept, site, ticket};

/// A later event that names assets by client and tag.
pub(super) struct Naming {
    pub(super) event: i64,
    pub(super) client: String,
    pub(super) tags: Vec<String>,
}

const LATER: &str = "SELECT DISTINCT n.event FROM asset_change o JOIN asset_change n ON n.asset = o.asset
    WHERE o.id >= $1 AND o.id < $2 AND n.id >= $2 ORDER BY n.event NULLS FIRST";
const TICKETS: &str = "SELECT DISTINCT t.ticket FROM asset_change h JOIN asset a ON a.id = h.asset
    JOIN ticket_asset t ON t.client = a.client AND t.tag_key = a.tag_key
    WHERE h.id >= $1 AND h.id < $2 AND (h.before IS NULL OR $3 = 1) ORDER BY t.ticket NULLS FIRST";
const DEEDS: &str = "SELECT d.event FROM asset_change h JOIN asset_deed d ON d.asset = h.asset
    WHERE h.id >= $1 AND h.id < $2 AND h.before IS NULL
    UNION SELECT d.event FROM asset_deed d JOIN asset_change h ON h.asset = d.other
    WHERE h.id >= $1 AND h.id < $2 AND h.before IS NULL ORDER BY 1 NULLS FIRST";
const SEATS: &str = "SELECT s.event FROM asset_change h JOIN licence_seat s ON s.licence = h.asset
    WHERE h.id >= $1 AND h.id < $2 AND h.before IS NULL
    UNION SELECT s.event FROM licence_seat s JOIN asset_change h ON h.asset = s.asset
    WHERE h.id >= $1 AND h.id < $2 AND h.before IS NULL ORDER BY 1 NULLS FIRST";
/// Seats that were given to a machine since it was no longer retired or lost.
const REVIVED: &str = "SELECT s.event FROM licence_seat s JOIN asset_change h ON h.asset = s.asset
    WHERE h.id >= $1 AND h.id < $2 AND s.released IS NULL AND s.event > h.event
    AND (h.before LIKE '%\"status\":\"retired\"%' OR h.before LIKE '%\"status\":\"lost\"%') ORDER BY 1 NULLS FIRST";
const FROZEN: &str = "SELECT max(e.id) FROM asset_change h JOIN campaign_asset r ON r.asset = h.asset
    JOIN campaign k ON k.id = r.campaign JOIN client c ON c.id = k.client
    JOIN event e ON e.subject = 'campaign' AND e.key = c.key || '/' || k.key AND e.key IS NOT NULL AND e.type = 'accepted'
    WHERE h.id >= $1 AND h.id < $2 AND h.before IS NULL GROUP BY r.campaign ORDER BY 1 NULLS FIRST";
const PARENTS: &str = "SELECT a.id, c.key, a.data, (SELECT max(l.event) FROM asset_change l WHERE l.asset = a.id)
    FROM asset a JOIN client c ON c.id = a.client WHERE a.data LIKE '%\"parent\":\"%' ORDER BY a.id NULLS FIRST";
const MADE: &str = "SELECT h.asset FROM client c JOIN asset a ON a.client = c.id JOIN asset_change h ON h.asset = a.id
    WHERE c.key = $1 AND a.tag_key = $2 AND h.id >= $3 AND h.id < $4 AND h.before IS NULL";
const LAST: &str =
    "SELECT max(l.event) FROM client c JOIN asset a ON a.client = c.id JOIN asset_change l ON l.asset = a.id
    WHERE c.key = $1 AND a.tag_key = $2";
const BEFORE: &str =
    "SELECT l.after FROM client c JOIN asset a ON a.client = c.id JOIN asset_change l ON l.asset = a.id
    WHERE c.key = $1 AND a.tag_key = $2 AND l.event < $3 ORDER BY l.id DESC NULLS LAST LIMIT 1";
const ANY_MADE: &str = "SELECT h.id FROM asset_change h WHERE h.id >= $1 AND h.id < $2 AND h.before IS NULL LIMIT 1";

/// Events that depend on what `turns` did to assets; `later` are those about assets that hold since.
pub(super) fn dependents(db: &mut dyn Db, turns: &[Turn], later: &HashSet<i64>, naming: &[Naming]) -> R<Vec<i64>> {
    let mut found = Vec::new();
    for turn in turns.iter().filter(|turn| turn.subject() == Some(Subject::Asset)) {
        let (first, past) = asset::span(&turn.event)?;
        let span = [Val::Int(first), Val::Int(past)];
        if !later.is_empty() {
            let same = db::all(db, LATER, &span, |row| row.int(0))?;
            found.extend(same.into_iter().filter(|id| later.contains(id)));
        }
        found.extend(db::all(db, REVIVED, &span, |row| row.int(0))?);
        let renames = turn.origin.kind == "renamed";
        if !renames && db::one(db, ANY_MADE, &span, |row| row.int(0))?.is_none() {
            continue;
        }
        for number in db::all(db, TICKETS, &[first.into(), past.into(), renames.into()], |row| row.int(0))? {
            found.extend(ticket::naming(db, TicketNumber(number), turn.event.id)?);
        }
        for sql in [DEEDS, SEATS, FROZEN] {
            found.extend(db::all(db, sql, &span, |row| row.int(0))?);
        }
        for named in naming {
            for tag in &named.tags {
                if is_made(db, &named.client, tag, (first, past))? {
                    found.push(named.event);
                }
            }
        }
        if !later.is_empty() {
            found.extend(children(db, (first, past), later)?);
        }
    }
    Ok(found)
}

fn is_made(db: &mut dyn Db, client: &str, tag: &str, (first, past): (i64, i64)) -> R<bool> {
    let tag = folded(tag);
    let params = [client.into(), tag.as_str().into(), first.into(), past.into()];
    Ok(db::one(db, MADE, &params, |row| row.int(0))?.is_some())
}

/// Assets that were made part of one of these since.
fn children(db: &mut dyn Db, span: (i64, i64), later: &HashSet<i64>) -> R<Vec<i64>> {
    let named = db::all(db, PARENTS, &[], |row| {
        let asset: Asset = kept::read("asset", row.text(2)?)?;
        let parent = asset.text("parent").unwrap_or_default().to_owned();
        Ok((row.text(1)?.to_owned(), parent, row.opt_int(3)?.unwrap_or_default()))
    })?;
    let mut found = Vec::new();
    for (client, parent, event) in named.into_iter().filter(|(_, _, event)| later.contains(event)) {
        if is_made(db, &client, &parent, span)? {
            found.push(event);
        }
    }
    Ok(found)
}

/// The last changes of assets that stand in a site, or are managed by a third party, that a change made: event `made`
/// first of all. An asset that named it before it was there needs it no more than it did then.
pub(super) fn named_by_assets(db: &mut dyn Db, claims: &Claims, made: i64) -> R<Vec<i64>> {
    if claims.sites.is_empty() && claims.third_parties.is_empty() {
        return Ok(Vec::new());
    }
    let sites = site::list(db, None)?;
    let mut named: Vec<(String, Asset)> = Vec::new();
    asset::each(db, &asset::Filter::default(), &mut |client: ClientCode, asset| {
        let own: Vec<_> = sites.iter().filter(|site| site.client == client).cloned().collect();
        let site = asset.site.as_deref().and_then(|text| resolve(&own, text)).map(|site| site.code.key());
        let party = asset.attr(ATTR).map(folded);
        let stands = site.is_some_and(|site| claims.sites.contains(&(client.key(), site)));
        if stands || party.is_some_and(|party| claims.third_parties.contains(&party)) {
            named.push((client.key(), asset));
        }
        Ok(())
    })?;
    let mut found = Vec::new();
    for (client, asset) in named {
        let tag = asset.tag.key();
        let (client, tag) = (client.as_str(), tag.as_str());
        let before = db::one(db, BEFORE, &[client.into(), tag.into(), made.into()], |row| {
            row.opt_text(0).map(|text| text.map(str::to_owned))
        })?;
        let before: Option<Asset> = before.flatten().map(|text| kept::read("asset", &text)).transpose()?;
        if before.is_some_and(|before| before.site == asset.site && before.attr(ATTR) == asset.attr(ATTR)) {
            continue;
        }
        found.extend(db::one(db, LAST, &[client.into(), tag.into()], |row| row.opt_int(0))?.flatten());
    }
    Ok::<_, DbErr>(found)
}
