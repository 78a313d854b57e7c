//! What became of each asset.

use std::collections::HashMap;

use serde::Deserialize;

use super::parsed;
use crate::domain::asset::Asset;
use crate::domain::id::{AssetTag, ClientCode};
use crate::domain::instant::Instant;
use crate::store::db::{self, Db, DbErr, R, Row};
use crate::store::undo::UNDONE;

/// One change of one asset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Position of its event in the chain.
    pub event: i64,
    /// `added`, `edited`, `imported` …
    pub kind: String,
    /// When it happened.
    pub at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom.
    pub actor: String,
    /// The imported file; nothing where it was none.
    pub file: Option<String>,
    /// Its line; 0 where it was none.
    pub line: i64,
    /// As it was; nothing where it is new or was erased.
    pub before: Option<Asset>,
    /// As it became; nothing where an undo took it away or it was erased.
    pub after: Option<Asset>,
    /// What an undo takes back.
    takes: Option<i64>,
    /// The event that took it back, where one did.
    pub undone_by: Option<i64>,
}

impl Change {
    /// Neither taken back nor an undo of another: part of what became of the asset.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.takes.is_none() && self.undone_by.is_none()
    }
}

const HISTORY: &str = "SELECT h.event, e.type, e.at, e.recorded_at, e.actor, h.line, h.before, h.after, e.data, e.arg
    FROM client c JOIN asset a ON a.client = c.id JOIN asset_history h ON h.asset = a.id JOIN event e ON e.id = h.event
    WHERE c.key = $1 AND a.tag_key = $2 ORDER BY h.id NULLS FIRST";

/// Every change of one asset, oldest first.
///
/// # Errors
/// [`crate::store::DbErr`].
pub fn history(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> R<Vec<Change>> {
    let mut changes = db::all(db, HISTORY, &[client.key().as_str().into(), tag.key().as_str().into()], change)?;
    let mut taken: HashMap<i64, i64> = HashMap::new();
    for change in changes.iter_mut().rev() {
        change.undone_by = taken.get(&change.event).copied();
        if let (Some(of), None) = (change.takes, change.undone_by) {
            taken.insert(of, change.event);
        }
    }
    Ok(changes)
}

/// What an event about assets says of where they came from.
#[derive(Deserialize)]
struct Facts {
    #[serde(default)]
    file: Option<String>,
}

fn file_of(data: &str) -> R<Option<String>> {
    let facts: Facts = serde_json::from_str(data).map_err(|e| DbErr::damaged(format!("an event about assets: {e}")))?;
    Ok(facts.file)
}

fn change(row: &Row<'_>) -> R<Change> {
    let takes = if row.text(1)? == UNDONE { Some(row.parsed(9)?) } else { None };
    Ok(Change {
        takes,
        undone_by: None,
        file: row.opt_text(8)?.map(file_of).transpose()?.flatten(),
        event: row.int(0)?,
        kind: row.text(1)?.to_owned(),
        at: Instant(row.int(2)?),
        recorded_at: Instant(row.int(3)?),
        actor: row.text(4)?.to_owned(),
        line: row.int(5)?,
        before: row.opt_text(6)?.map(parsed).transpose()?,
        after: row.opt_text(7)?.map(parsed).transpose()?,
    })
}
