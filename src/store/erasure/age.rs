//! What is too old to be kept with names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk::parsed;
use super::{Left, Plan, forget};
use crate::domain::asset::Asset;
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::store::client::known_id;
use crate::store::db::{self, Db, DbErr, R, Row};
use crate::store::{action, asset, contact, event};

const OVER: &str = "SELECT number FROM ticket_cache WHERE is_open = 0 AND last_at < $1
    AND ($2 = 0 OR client = $2) ORDER BY number NULLS FIRST";
const OF_TICKET: &str = "SELECT e.id, t.body, e.seq FROM event e JOIN event_text t ON t.event = e.id
    WHERE e.ticket = $1 AND e.ticket IS NOT NULL AND t.body IS NOT NULL ORDER BY e.seq NULLS FIRST";
const DEEDS: &str =
    "SELECT e.id, t.body FROM asset_deed d JOIN asset a ON a.id = d.asset JOIN event e ON e.id = d.event
    JOIN event_text t ON t.event = e.id
    WHERE e.at < $1 AND ($2 = 0 OR a.client = $2) AND t.body IS NOT NULL ORDER BY e.id NULLS FIRST";
const SEATS: &str = "SELECT s.event, t.body FROM licence_seat s JOIN asset a ON a.id = s.licence
    JOIN event_text t ON t.event = s.event
    WHERE s.released_at < $1 AND s.person IS NOT NULL AND ($2 = 0 OR a.client = $2) AND t.body IS NOT NULL
    ORDER BY s.event NULLS FIRST";
const ARCHIVED: &str = "SELECT p.id, c.code, c.key FROM contact p JOIN client c ON c.id = p.client
    WHERE p.archived = 1 AND ($1 = 0 OR p.client = $1) ORDER BY p.id NULLS FIRST";
const CHANGES: &str = "SELECT h.id, h.asset, e.at, h.before, h.after, a.client FROM asset a
    JOIN asset_history h ON h.asset = a.id JOIN event e ON e.id = h.event
    WHERE h.salt IS NOT NULL AND ($1 = 0 OR a.client = $1) ORDER BY h.asset NULLS FIRST, h.id NULLS FIRST";
const OF_ONE: &str = "SELECT h.id, h.asset, e.at, h.before, h.after, CAST($2 AS BIGINT) FROM asset_history h
    JOIN event e ON e.id = h.event WHERE h.asset = $1 AND h.salt IS NOT NULL ORDER BY h.id NULLS FIRST";
const FROZEN: &str = "SELECT DISTINCT change FROM campaign_asset";

/// What stands for a title that was erased: in no language.
const NO_TITLE: &str = "\u{2014}";
/// Who used an asset, and what was noted of it.
const OF_ASSET: [&str; 2] = ["assigned_to", "notes"];

/// Plans to erase what is older than `before`, of one client or of all: the texts of tickets that were over by then, names
/// of contacts archived by then, the words of repairs, loans and actions, who held a seat that was given back or used an asset in
/// a state that was past by then. What an accepted inventory or a closed month froze
/// stays as it was told.
///
/// # Errors
/// [`DbErr`].
pub fn older_than(db: &mut dyn Db, client: Option<&ClientCode>, before: Instant) -> R<Plan> {
    let owner = client.map(|code| known_id(db, code)).transpose()?.map_or(0, |id| id.0);
    let mut plan = Plan::default();
    contacts(db, owner, before, &mut plan)?;
    tickets(db, owner, before, &mut plan)?;
    deeds(db, owner, before, &mut plan)?;
    seats(db, owner, before, &mut plan)?;
    actions(db, client, before, &mut plan)?;
    assets(db, owner, before, &mut plan)?;
    Ok(plan)
}

fn contacts(db: &mut dyn Db, owner: i64, before: Instant, plan: &mut Plan) -> R<()> {
    let mut by_client: BTreeMap<String, (ClientCode, Vec<i64>)> = BTreeMap::new();
    for (id, client, key) in
        db::all(db, ARCHIVED, &[owner.into()], |row| Ok((row.int(0)?, row.parsed(1)?, row.text(2)?.to_owned())))?
    {
        let events = event::history(db, event::Subject::Contact, &contact::key(&client, id))?;
        if events.last().is_some_and(|last| last.stamp.at < before) {
            by_client.entry(key).or_insert_with(|| (client, Vec::new())).1.push(id);
        }
    }
    by_client.into_values().try_for_each(|(client, numbers)| forget(db, &client, &numbers, plan))
}

/// Of a ticket that is over nothing is left but a title that says nothing.
fn tickets(db: &mut dyn Db, owner: i64, before: Instant, plan: &mut Plan) -> R<()> {
    for number in db::all(db, OVER, &[before.0.into(), owner.into()], |row| row.int(0))? {
        let texts = db::all(db, OF_TICKET, &[number.into()], |row| Ok((text(row)?, row.int(2)?)))?;
        for ((event, body), seq) in texts {
            let left = (seq == 1).then(|| serde_json::json!({ "title": NO_TITLE }).to_string());
            if left.as_ref() != Some(&body) {
                plan.texts.insert(event, left);
                plan.tickets.insert(TicketNumber(number));
            }
        }
    }
    Ok(())
}

fn text(row: &Row<'_>) -> R<(i64, String)> {
    Ok((row.int(0)?, row.text(1)?.to_owned()))
}

/// What was done and when stays; the words about it and who was lent something go.
fn deeds(db: &mut dyn Db, owner: i64, before: Instant, plan: &mut Plan) -> R<()> {
    for (event, stored) in db::all(db, DEEDS, &[before.0.into(), owner.into()], text)? {
        drop_members(plan, event, &stored, &["text", "assigned_to"])?;
    }
    Ok(())
}

fn seats(db: &mut dyn Db, owner: i64, before: Instant, plan: &mut Plan) -> R<()> {
    for (event, stored) in db::all(db, SEATS, &[before.0.into(), owner.into()], text)? {
        drop_members(plan, event, &stored, &["holder", "reason"])?;
        plan.seats.insert(event, None);
    }
    Ok(())
}

/// Of an action that ended by then: what was to be done, by whom, and what came of it.
fn actions(db: &mut dyn Db, client: Option<&ClientCode>, before: Instant, plan: &mut Plan) -> R<()> {
    let ended = action::list(db, client)?.into_iter();
    let ended = ended.filter(|(_, known)| known.action.end.as_ref().is_some_and(|end| end.at < before));
    for (number, known) in ended {
        for event in event::history(db, event::Subject::Action, &known.client_key)? {
            if event.arg == number.to_string() && event.beside.is_some() {
                plan.texts.insert(event.id, None);
            }
        }
    }
    Ok(())
}

fn drop_members(plan: &mut Plan, event: i64, stored: &str, members: &[&str]) -> R<()> {
    let Some(body) = plan.body(event, stored) else { return Ok(()) };
    let mut value = parsed(&body)?;
    let Value::Object(object) = &mut value else { return Ok(()) };
    let before = object.len();
    object.retain(|name, _| !members.contains(&name.as_str()));
    if object.len() < before {
        plan.texts.insert(event, Some(value.to_string()));
    }
    Ok(())
}

/// A change of an asset as it is read.
struct State {
    id: i64,
    asset: i64,
    at: Instant,
    before: Option<String>,
    /// Nothing where the asset was taken away.
    after: Option<String>,
    owner: i64,
}

fn state(row: &Row<'_>, plan: &Plan) -> R<State> {
    let (id, asset, at) = (row.int(0)?, row.int(1)?, Instant(row.int(2)?));
    let planned = plan.changes.get(&id);
    let before = planned.map_or(row.opt_text(3)?, |left| left.before.as_deref()).map(str::to_owned);
    let after = planned.map_or(row.opt_text(4)?, |left| left.after.as_deref()).map(str::to_owned);
    Ok(State { id, asset, at, before, after, owner: row.int(5)? })
}

/// A state of an asset is past once another followed, or once the asset itself was gone.
fn assets(db: &mut dyn Db, owner: i64, before: Instant, plan: &mut Plan) -> R<()> {
    let frozen: BTreeSet<i64> = db::all(db, FROZEN, &[], |row| row.int(0))?.into_iter().collect();
    let taken_away = super::taken_away(db)?;
    let mut found = Vec::new();
    let mut gone = Vec::new();
    let mut last: Option<State> = None;
    let mut close = |state: &State, next: Option<&State>| -> R<()> {
        let is_over = match next {
            Some(next) => next.at < before,
            None => state.at < before && state.after.as_deref().map_or(Ok(true), is_gone)?,
        };
        let earlier = state.before.as_deref().filter(|_| state.at < before).map(without).transpose()?.flatten();
        let later = state.after.as_deref().filter(|_| is_over).map(without).transpose()?.flatten();
        if (earlier.is_some() || later.is_some()) && !frozen.contains(&state.id) {
            if let (None, Some(later)) = (next, &later) {
                gone.push((state.asset, later.clone()));
            }
            let before = earlier.or_else(|| state.before.clone());
            let after = later.or_else(|| state.after.clone());
            found.push((state.id, Left { asset: state.asset, owner: state.owner, before, after }));
        }
        Ok(())
    };
    let mut take = |row: &Row<'_>| {
        let state = state(row, plan)?;
        if let Some(last) = &last {
            close(last, Some(&state).filter(|state| state.asset == last.asset))?;
        }
        last = Some(state);
        Ok(())
    };
    db.each(CHANGES, &[owner.into()], &mut take)?;
    for (asset, client) in taken_away.iter().filter(|(_, client)| owner == 0 || **client == owner) {
        db.each(OF_ONE, &[(*asset).into(), (*client).into()], &mut take)?;
    }
    if let Some(last) = &last {
        close(last, None)?;
    }
    plan.changes.extend(found);
    plan.assets.extend(gone);
    Ok(())
}

fn is_gone(text: &str) -> R<bool> {
    Ok(read(text)?.status.is_gone())
}

fn read(text: &str) -> R<Asset> {
    serde_json::from_str(text).map_err(DbErr::damaged)
}

/// The asset without who used it and what was noted; nothing where that is not known.
fn without(text: &str) -> R<Option<String>> {
    if !OF_ASSET.iter().any(|name| text.contains(name)) {
        return Ok(None);
    }
    let mut asset = read(text)?;
    let known = asset.texts.len();
    asset.texts.retain(|name, _| !OF_ASSET.contains(&name.as_str()));
    if asset.texts.len() == known { Ok(None) } else { asset::written(&asset).map(Some) }
}
