//! Changes of assets taken back: one event, with one row for each asset that is again as it was, or not there.

use serde_json::Value;

use super::change::{Closing, Import};
use super::held::Held;
use super::parsed;
use crate::domain::asset::Asset;
use crate::store::client::ClientId;
use crate::store::db::{self, Db, DbErr, R, Row};
use crate::store::event::{Recorded, Stamp};
use crate::store::undo::{Refusal, UNDONE};

const ROWS: &str = "SELECT id, asset, CASE WHEN salt IS NULL THEN 1 ELSE 0 END, before, after FROM asset_history
    WHERE id >= $1 AND id < $2 ORDER BY id DESC NULLS LAST";
const BY_ID: &str = "SELECT id, data, serial_key, client FROM asset WHERE id = $1";
const OWNER: &str = "SELECT id FROM client WHERE id = $1";
/// Rows that are read at once.
const SOME: i64 = 5_000;

/// Changes by one event: the number of the first, and the one after the last.
///
/// # Errors
/// Damaged where the event does not say.
pub(in crate::store) fn span(event: &Recorded) -> R<(i64, i64)> {
    let facts = facts(event)?;
    let number = |name: &str| facts[name].as_i64();
    let found = number("first").zip(number("rows")).map(|(first, rows)| (first, first.saturating_add(rows)));
    found.ok_or_else(|| DbErr::damaged(format!("event {} does not say what it changed", event.id)))
}

fn facts(event: &Recorded) -> R<Value> {
    serde_json::from_str(event.data.as_deref().unwrap_or("null"))
        .map_err(|e| DbErr::damaged(format!("event {}: {e}", event.id)))
}

/// Whose assets the changes of an event took away: client, first change, how many, as [`Gone`] told it.
pub(in crate::store) fn gone(facts: &Value) -> Vec<(i64, i64, i64)> {
    let number = |part: &Value, at: usize| part.get(at).and_then(Value::as_i64).unwrap_or_default();
    let parts = facts["gone"].as_array().into_iter().flatten();
    parts.map(|part| (number(part, 0), number(part, 1), number(part, 2))).collect()
}

/// Assets that are taken away, as runs of changes with one client.
#[derive(Default)]
struct Gone(Vec<(i64, i64, i64)>);

impl Gone {
    fn add(&mut self, client: i64, change: i64) {
        match self.0.last_mut() {
            Some((owner, first, rows)) if *owner == client && *first + *rows == change => *rows += 1,
            _ => self.0.push((client, change, 1)),
        }
    }
}

/// One change about to be taken back.
struct Old {
    change: i64,
    asset: i64,
    erased: bool,
    before: Option<String>,
    after: Option<String>,
}

fn old(row: &Row<'_>) -> R<Old> {
    Ok(Old {
        change: row.int(0)?,
        asset: row.int(1)?,
        erased: row.flag(2)?,
        before: row.opt_text(3)?.map(str::to_owned),
        after: row.opt_text(4)?.map(str::to_owned),
    })
}

/// An event that is being taken back.
struct Undoing<'a> {
    event: &'a Recorded,
    /// Whose the assets were that it took away.
    owners: Vec<(i64, i64, i64)>,
    import: Import,
    gone: Gone,
}

impl Undoing<'_> {
    fn taken(&self, what: impl Into<String>) -> Refusal {
        Refusal::Taken { event: self.event.id, what: what.into() }
    }

    fn one(&mut self, db: &mut dyn Db, old: &Old) -> Result<(), Refusal> {
        if old.erased {
            return Err(Refusal::Erased(Box::new(self.event.clone())));
        }
        let held = db::one(db, BY_ID, &[old.asset.into()], Held::read)?;
        if held.as_ref().map(|held| held.data.as_str()) != old.after.as_deref() {
            return Err(self.taken("an asset is no longer as the event left it"));
        }
        let before: Option<Asset> = old.before.as_deref().map(parsed).transpose()?;
        match (held, before) {
            (Some(held), None) => {
                self.gone.add(held.owner.0, self.import.next());
                self.import.remove(db, &held)?;
            }
            (Some(held), Some(asset)) => {
                self.demand_free(db, held.owner, &asset, held.id)?;
                self.import.replace(db, 0, &held, &asset, None)?;
            }
            (None, Some(asset)) => {
                let owner = self.former_owner(db, old)?;
                self.demand_free(db, owner, &asset, old.asset)?;
                self.import.revive(db, (owner, old.asset), &asset)?;
            }
            (None, None) => {}
        }
        Ok(())
    }

    fn former_owner(&self, db: &mut dyn Db, old: &Old) -> Result<ClientId, Refusal> {
        let run = self.owners.iter().find(|(_, first, rows)| (*first..first + rows).contains(&old.change));
        let owner = run.map_or(0, |(owner, _, _)| *owner);
        match db::one(db, OWNER, &[owner.into()], |row| row.int(0))? {
            Some(owner) => Ok(ClientId(owner)),
            None => Err(self.taken("its client is no longer there")),
        }
    }

    /// That no other asset of the client has the tag.
    fn demand_free(&self, db: &mut dyn Db, client: ClientId, asset: &Asset, id: i64) -> Result<(), Refusal> {
        match super::held(db, client, &asset.tag)? {
            Some(other) if other.id != id => Err(self.taken(format!("another asset has the tag `{}` now", asset.tag))),
            _ => Ok(()),
        }
    }
}

/// Takes back what an event did to assets.
///
/// # Errors
/// [`Refusal`]; nothing may be kept then.
pub(in crate::store) fn take_back(db: &mut dyn Db, event: &Recorded, stamp: &Stamp) -> Result<(), Refusal> {
    let (first, past) = span(event)?;
    let owners = gone(&facts(event)?);
    let mut undoing = Undoing { event, owners, import: Import::begin(db)?, gone: Gone::default() };
    let mut below = past;
    while below > first {
        let from = first.max(below - SOME);
        for old in db::all(db, ROWS, &[from.into(), below.into()], old)? {
            undoing.one(db, &old)?;
        }
        below = from;
    }
    if let Some(tag) = undoing.import.clash(db)? {
        return Err(undoing.taken(format!("asset `{tag}` has its serial number now")));
    }
    let (key, arg) = (event.key.clone().unwrap_or_default(), event.id.to_string());
    let closing = Closing { kind: UNDONE, key: &key, arg: &arg, counts: None, gone: Some(&undoing.gone.0) };
    undoing.import.close(db, &closing, stamp)?;
    Ok(())
}
