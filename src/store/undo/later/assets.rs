//! What depends on changes of assets: later changes of the same ones, and what names those that were made.

use std::collections::{HashMap, HashSet};

use super::{Change, Claims, Turn};
use crate::domain::asset::Asset;
use crate::domain::id::{ClientCode, TicketNumber, folded};
use crate::domain::site::{Site, resolve};
use crate::domain::third_party::ATTR;
use crate::store::db::{self, Db, R, Val};
use crate::store::event::Subject;
use crate::store::{asset, kept, site, ticket};

/// Later events that hold, none of them an undo.
#[derive(Default)]
pub(super) struct Later {
    /// Those about assets.
    pub(super) assets: HashSet<i64>,
    /// Acceptances of campaigns.
    pub(super) accepted: HashSet<i64>,
    /// Those that name assets.
    pub(super) naming: Vec<Naming>,
}

/// A later event that names assets by client and tag.
pub(super) struct Naming {
    pub(super) event: i64,
    pub(super) client: String,
    pub(super) tags: Vec<String>,
}

const LATER: &str = "SELECT DISTINCT n.event FROM asset_change o JOIN asset_change n ON n.asset = o.asset
    WHERE o.id >= $1 AND o.id < $2 AND n.id >= $2 ORDER BY n.event NULLS FIRST";
const TICKETS: &str = "SELECT DISTINCT t.ticket, t.tag_key FROM asset_change h JOIN asset a ON a.id = h.asset
    JOIN ticket_asset t ON t.client = a.client AND t.tag_key = a.tag_key
    WHERE h.id >= $1 AND h.id < $2 AND (h.before IS NULL OR $3 = 1)
    ORDER BY t.ticket NULLS FIRST, t.tag_key NULLS FIRST";
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
/// Acceptances that froze an asset after these changes of it: as they made it, or as later ones that were taken back left it.
const FROZEN: &str = "SELECT e.id FROM (SELECT DISTINCT r.campaign AS campaign FROM campaign_asset r WHERE EXISTS
        (SELECT 1 FROM asset_change h WHERE h.asset = r.asset AND h.id >= $1 AND h.id < $2 AND h.id <= r.change)) AS f
    JOIN campaign k ON k.id = f.campaign JOIN client c ON c.id = k.client
    JOIN event e ON e.subject = 'campaign' AND e.key = c.key || '/' || k.key AND e.key IS NOT NULL AND e.type = 'accepted'
    ORDER BY e.id NULLS FIRST";
const PARENTS: &str = "SELECT c.key, a.tag_key, a.data FROM asset a JOIN client c ON c.id = a.client
    WHERE a.data LIKE '%\"parent\":\"%' ORDER BY a.id NULLS FIRST";
const MADE: &str = "SELECT h.asset FROM client c JOIN asset a ON a.client = c.id JOIN asset_change h ON h.asset = a.id
    WHERE c.key = $1 AND a.tag_key = $2 AND h.id >= $3 AND h.id < $4 AND h.before IS NULL";
/// What changes made of an asset, the last one first; what was erased says nothing.
const STORY: &str =
    "SELECT l.event, l.before, l.after FROM client c JOIN asset a ON a.client = c.id JOIN asset_history l ON l.asset = a.id
    WHERE c.key = $1 AND a.tag_key = $2 ORDER BY l.id DESC NULLS LAST";
const ANY_MADE: &str = "SELECT h.id FROM asset_change h WHERE h.id >= $1 AND h.id < $2 AND h.before IS NULL LIMIT 1";

/// Events that depend on what the `turns` of a change did to assets.
pub(super) fn dependents(db: &mut dyn Db, change: &Change, turns: &[Turn], later: &Later) -> R<Vec<i64>> {
    let mut found = Vec::new();
    for turn in turns.iter().filter(|turn| turn.subject() == Some(Subject::Asset)) {
        let (first, past) = asset::span(&turn.event)?;
        let span = [Val::Int(first), Val::Int(past)];
        if !later.assets.is_empty() {
            let same = db::all(db, LATER, &span, |row| row.int(0))?;
            found.extend(same.into_iter().filter(|id| later.assets.contains(id)));
        }
        found.extend(db::all(db, REVIVED, &span, |row| row.int(0))?);
        let frozen = db::all(db, FROZEN, &span, |row| row.int(0))?;
        found.extend(frozen.into_iter().filter(|id| later.accepted.contains(id)));
        let renames = turn.origin.kind == "renamed";
        if !renames && db::one(db, ANY_MADE, &span, |row| row.int(0))?.is_none() {
            continue;
        }
        let named = db::all(db, TICKETS, &[first.into(), past.into(), renames.into()], |row| {
            Ok((TicketNumber(row.int(0)?), row.text(1)?.to_owned()))
        })?;
        for (number, tag) in named {
            found.extend(ticket::naming(db, number, &tag)?);
        }
        for sql in [DEEDS, SEATS] {
            found.extend(db::all(db, sql, &span, |row| row.int(0))?);
        }
        for named in &later.naming {
            for tag in &named.tags {
                if is_made(db, &named.client, tag, (first, past))? {
                    found.push(named.event);
                }
            }
        }
        found.extend(children(db, change, (first, past), &later.assets)?);
    }
    Ok(found)
}

fn is_made(db: &mut dyn Db, client: &str, tag: &str, (first, past): (i64, i64)) -> R<bool> {
    let tag = folded(tag);
    let params = [client.into(), tag.as_str().into(), first.into(), past.into()];
    Ok(db::one(db, MADE, &params, |row| row.int(0))?.is_some())
}

/// By which change each asset came to be part of one of these.
fn children(db: &mut dyn Db, change: &Change, span: (i64, i64), later: &HashSet<i64>) -> R<Vec<i64>> {
    let named = db::all(db, PARENTS, &[], |row| {
        let asset: Asset = kept::read("asset", row.text(2)?)?;
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), parent(&asset).unwrap_or_default()))
    })?;
    let mut found = Vec::new();
    for (client, tag, whole) in named {
        if is_made(db, &client, &whole, span)? {
            let rows = story(db, (&client, &tag), &|asset| parent(asset).is_some_and(|name| name == whole))?;
            found.extend(came_to_name(&rows, (change.number(), change.last()), later));
        }
    }
    Ok(found)
}

fn parent(asset: &Asset) -> Option<String> {
    asset.text("parent").map(folded)
}

/// By which change each asset came to stand in a site, or to be managed by a third party, that `change` made.
pub(super) fn named_by_assets(db: &mut dyn Db, claims: &Claims, change: &Change, later: &HashSet<i64>) -> R<Vec<i64>> {
    if claims.sites.is_empty() && claims.third_parties.is_empty() {
        return Ok(Vec::new());
    }
    let mut sites: HashMap<String, Vec<Site>> = HashMap::new();
    for site in site::list(db, None)? {
        sites.entry(site.client.key()).or_default().push(site);
    }
    let names = |client: &str, asset: &Asset| {
        let site = asset.site.as_deref().and_then(|text| resolve(sites.get(client)?, text)).map(|site| site.code.key());
        let stands = site.is_some_and(|site| claims.sites.contains(&(client.to_owned(), site)));
        stands || asset.attr(ATTR).is_some_and(|party| claims.third_parties.contains(&folded(party)))
    };
    let mut named: Vec<(String, String)> = Vec::new();
    asset::each(db, &asset::Filter::default(), &mut |client: ClientCode, asset| {
        if names(&client.key(), &asset) {
            named.push((client.key(), asset.tag.key()));
        }
        Ok(())
    })?;
    let mut found = Vec::new();
    for (client, tag) in named {
        let rows = story(db, (&client, &tag), &|asset| names(&client, asset))?;
        found.extend(came_to_name(&rows, (change.number(), change.last()), later));
    }
    Ok(found)
}

/// A change of an asset: its event, and whether the asset named something before and after it.
type Step = (i64, bool, bool);

fn story(db: &mut dyn Db, (client, tag): (&str, &str), names: &dyn Fn(&Asset) -> bool) -> R<Vec<Step>> {
    db::all(db, STORY, &[client.into(), tag.into()], |row| {
        let named = |text: Option<&str>| -> R<bool> {
            let asset: Option<Asset> = text.map(|text| kept::read("asset", text)).transpose()?;
            Ok(asset.is_some_and(|asset| names(&asset)))
        };
        Ok((row.int(0)?, named(row.opt_text(1)?)?, named(row.opt_text(2)?)?))
    })
}

/// The event by which an asset that names a thing came to need that it is there, if any: since the change with the events
/// `first` to `last` made the thing. Naming it right before, as free text, needs no more than it did then, unless one of
/// the `later` changes, none of them an undo, names it anew. `rows` begin with the last.
fn came_to_name(rows: &[Step], (first, last): (i64, i64), later: &HashSet<i64>) -> Option<i64> {
    let mut came = None;
    for (event, before, after) in rows {
        if *event < first {
            return came.filter(|_| !after);
        }
        if *event > last && *after && !before {
            if later.contains(event) {
                return Some(*event);
            }
            came = came.or(Some(*event));
        }
    }
    came
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_named_a_thing_before_it_was_there_needs_it_only_when_named_anew() {
        let later = HashSet::from([40, 50]);
        let needs = |rows: &[Step], span| came_to_name(rows, span, &later);
        assert_eq!(needs(&[(50, false, true), (40, true, false), (25, false, true)], (31, 31)), Some(50));
        assert_eq!(needs(&[(40, true, true), (25, false, true)], (31, 31)), None);
        // done, taken back and done again by undos alone
        assert_eq!(needs(&[(37, false, true), (34, true, false), (25, false, true)], (31, 31)), None);
        assert_eq!(needs(&[(37, false, true), (34, true, false), (33, false, true)], (31, 31)), Some(37));
        assert_eq!(needs(&[(37, false, true), (34, true, false), (25, false, false)], (31, 31)), Some(37));
        // one command made both
        assert_eq!(needs(&[(32, false, true)], (31, 32)), None);
        assert_eq!(needs(&[], (31, 31)), None);
    }
}
