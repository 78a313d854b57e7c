//! What became of each asset, and whether that is what the events say.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::change::digest_of_change;
use super::parsed;
use crate::domain::asset::Asset;
use crate::domain::id::{AssetTag, ClientCode};
use crate::domain::instant::Instant;
use crate::store::chain::Hash;
use crate::store::db::{self, Db, DbErr, R, Row};

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
    /// As it became; nothing where it was erased.
    pub after: Option<Asset>,
}

const HISTORY: &str = "SELECT h.event, e.type, e.at, e.recorded_at, e.actor, h.line, h.before, h.after, e.data
    FROM client c JOIN asset a ON a.client = c.id JOIN asset_change h ON h.asset = a.id JOIN event e ON e.id = h.event
    WHERE c.key = $1 AND a.tag_key = $2 ORDER BY h.id NULLS FIRST";

const CHANGES: &str = "SELECT h.id, h.event, h.line, h.asset, h.digest, h.salt, h.before, h.after
    FROM asset_change h ORDER BY h.id NULLS FIRST";
const EVENTS: &str = "SELECT id, digest FROM event WHERE subject = 'asset' AND key IS NOT NULL ORDER BY id NULLS FIRST";
const NOT_AS_CHANGED: &str = "SELECT a.tag FROM asset a LEFT JOIN asset_change h ON h.id =
    (SELECT max(l.id) FROM asset_change l WHERE l.asset = a.id)
    WHERE h.id IS NULL OR (h.after IS NOT NULL AND h.after <> a.data) ORDER BY a.id NULLS FIRST";

/// Every change of one asset, oldest first.
///
/// # Errors
/// [`crate::store::DbErr`].
pub fn history(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> R<Vec<Change>> {
    db::all(db, HISTORY, &[client.key().as_str().into(), tag.key().as_str().into()], change)
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
    Ok(Change {
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

/// What is wrong with assets and their changes, in sentences; nothing where the file is sound. An erased change is
/// sound: its digest stands for it.
///
/// # Errors
/// [`crate::store::DbErr`].
pub fn faults(db: &mut dyn Db) -> R<Vec<String>> {
    let mut found = Vec::new();
    let mut events = db::all(db, EVENTS, &[], |row| Ok((row.int(0)?, Hash::stored(row.blob(1)?)?)))?.into_iter();
    let mut sum = Sum::default();
    db.each(CHANGES, &[], &mut |row| {
        let event = row.int(1)?;
        if event != sum.event {
            sum.close(&mut events, &mut found);
            sum = Sum { event, digest: Sha256::new() };
        }
        sum.digest.update(row.blob(4)?);
        if !is_intact(row)? {
            found.push(format!("change {} of event {event} was altered", row.int(0)?));
        }
        Ok(())
    })?;
    sum.close(&mut events, &mut found);
    found.extend(events.map(|(event, _)| format!("the changes of event {event} are missing")));
    let tags = db::all(db, NOT_AS_CHANGED, &[], |row| Ok(row.text(0)?.to_owned()))?;
    found.extend(tags.iter().map(|tag| format!("asset `{tag}` is not what its last change made it")));
    Ok(found)
}

/// The changes of one event, added up.
#[derive(Default)]
struct Sum {
    event: i64,
    digest: Sha256,
}

impl Sum {
    fn close(&mut self, events: &mut impl Iterator<Item = (i64, Hash)>, found: &mut Vec<String>) {
        if self.event == 0 {
            return;
        }
        let digest = Hash(std::mem::take(&mut self.digest).finalize().into());
        if events.next() != Some((self.event, digest)) {
            found.push(format!("the changes of event {} are not those that it recorded", self.event));
        }
    }
}

fn is_intact(row: &Row<'_>) -> R<bool> {
    let (Some(salt), Some(after)) = (row.opt_blob(5)?, row.opt_text(7)?) else { return Ok(true) };
    let digest = digest_of_change(row.int(3)?, row.int(2)?, salt, row.opt_text(6)?, after);
    Ok(row.blob(4)? == digest.0)
}
