//! The whole story of the schema: one list, one text for every engine, each step in one transaction with its number.
//!
//! A step that was shipped is never edited; `tests/upgrades.rs` keeps one small database for each. The file of a
//! newer infog is refused before a byte of it changes, and a copy is kept before an older one is upgraded.

use std::path::{Path, PathBuf};

use super::db::{self, Db, DbErr, Engine, Kind, R};
use super::event::Stamp;
use super::failure::StoreError;
use super::place::Scaffold;
use super::sqlite::{APPLICATION_ID, Access, Sqlite, Wait};
use super::{PROGRAM, chain, erasure};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The schema number that it makes, from 1 without gap.
    pub number: u32,
    /// DDL with placeholders; begins with a comment that says why.
    pub sql: &'static str,
}

/// Every step, oldest first.
pub const ALL: &[Migration] = &[
    Migration { number: 1, sql: include_str!("0001_first.sql") },
    Migration { number: 2, sql: include_str!("0002_places_and_people.sql") },
    Migration { number: 3, sql: include_str!("0003_licences.sql") },
    Migration { number: 4, sql: include_str!("0004_work.sql") },
    Migration { number: 5, sql: include_str!("0005_third_parties.sql") },
    Migration { number: 6, sql: include_str!("0006_clock.sql") },
    Migration { number: 7, sql: include_str!("0007_undo.sql") },
    Migration { number: 8, sql: include_str!("0008_written_once.sql") },
];

/// The words that differ between engines.
const SQLITE_WORDS: [(&str, &str); 7] = [
    ("{id}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
    ("{int}", "INTEGER"),
    ("{real}", "REAL"),
    ("{text}", "TEXT"),
    ("{blob}", "BLOB"),
    ("{strict}", " STRICT"),
    ("{clustered}", " STRICT, WITHOUT ROWID"),
];

/// What an existing file says of its schema.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Found {
    /// Its schema number.
    pub number: u32,
    /// The version of infog that made it so.
    pub written_by: String,
}

/// The number that the list ends with.
pub(super) fn newest(list: &[Migration]) -> u32 {
    list.last().map_or(0, |last| last.number)
}

const SCHEMA: &str = "SELECT k, v FROM meta WHERE k IN ('schema', 'program') ORDER BY k DESC NULLS LAST";

/// Reads what the file says of itself.
///
/// # Errors
/// [`Kind::Foreign`] where it is something else; [`Kind::Damaged`] where it has no schema number.
pub(super) fn found(db: &mut Sqlite) -> R<Found> {
    if db.application_id()? != APPLICATION_ID {
        return Err(DbErr::new(Kind::Foreign, "another program made it"));
    }
    let rows = db::all(db, SCHEMA, &[], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())));
    let rows = rows.map_err(|e| if e.kind == Kind::Other { DbErr::damaged(e.text) } else { e })?;
    let value = |key: &str| rows.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
    let number =
        value("schema").and_then(|v| v.parse().ok()).ok_or_else(|| DbErr::damaged("it has no schema number"))?;
    Ok(Found { number, written_by: value("program").unwrap_or("of a later version").to_owned() })
}

/// A newer infog may mean something else by the same words.
///
/// # Errors
/// [`StoreError::Newer`].
pub(super) fn refuse_newer(path: &Path, found: &Found, list: &[Migration]) -> Result<(), StoreError> {
    let known = newest(list);
    if found.number <= known {
        return Ok(());
    }
    let Found { number, written_by } = found.clone();
    Err(StoreError::Newer { path: path.to_owned(), found: number, known, written_by })
}

/// Locks the row on every engine, so that of many upgrades at once one does the work.
const LOCK_SCHEMA: &str = "UPDATE meta SET v = v WHERE k = 'schema' RETURNING v";
const SET_META: &str = "INSERT INTO meta (k, v) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET v = excluded.v";

/// Takes the schema from number `from` to the newest, in one transaction.
///
/// # Errors
/// [`DbErr`]; nothing was changed then.
pub(super) fn apply(db: &mut Sqlite, from: u32, list: &[Migration]) -> R<()> {
    db.begin(true)?;
    let done = steps(db, from, list).and_then(|()| db.commit());
    if done.is_err() {
        db.rollback();
    }
    done
}

fn steps(db: &mut dyn Db, from: u32, list: &[Migration]) -> R<()> {
    let mut reached = from;
    if from > 0 {
        let locked = db::row(db, LOCK_SCHEMA, &[], "the schema number", |row| Ok(row.text(0)?.to_owned()))?;
        reached = locked.parse().map_err(DbErr::damaged)?;
    }
    for step in list.iter().filter(|step| step.number > reached) {
        // what is there already, or not there, was not made by the schema that the file names
        let damaged = |e: DbErr| if from > 0 && e.kind == Kind::Other { DbErr::damaged(e.text) } else { e };
        db.batch(&spoken(step.sql, db.engine())).map_err(damaged)?;
    }
    if (1..ERASURES_TOLD).contains(&reached) {
        acknowledge_erasures(db)?;
    }
    db.exec(SET_META, &["schema".into(), newest(list).to_string().as_str().into()])?;
    db.exec(SET_META, &["program".into(), PROGRAM.into()])?;
    Ok(())
}

/// Since this schema every erasure is told by an event; the upgrade tells those before.
const ERASURES_TOLD: u32 = 6;
const LAST_RECORDED: &str = "SELECT max(recorded_at) FROM event";

/// As of the last event, by nobody: an upgrade changes nothing that a clock could tell.
fn acknowledge_erasures(db: &mut dyn Db) -> R<()> {
    let last = db::one(db, LAST_RECORDED, &[], |row| row.opt_int(0))?.flatten().unwrap_or_default();
    let at = crate::domain::instant::Instant(last);
    erasure::acknowledge(db, &Stamp { at, recorded_at: at, actor: "infog".to_owned(), clock_given: true })
}

/// The text in the words of `engine`.
fn spoken(sql: &str, engine: Engine) -> String {
    let words = match engine {
        Engine::Sqlite => SQLITE_WORDS,
    };
    words.iter().fold(sql.to_owned(), |text, (placeholder, word)| text.replace(placeholder, word))
}

/// Keeps a checked copy of the file beside it before an upgrade: `infog.db.schema-1`.
///
/// An earlier copy of the same schema is never replaced: the new one gets a number.
///
/// # Errors
/// [`StoreError`]; nothing was changed then.
pub(super) fn keep_copy(db: &Sqlite, path: &Path, schema: u32) -> Result<(), StoreError> {
    let scaffold = Scaffold::beside(path)?;
    let name = |e| StoreError::from_db(e, path, std::time::Duration::ZERO);
    db.copy_into(scaffold.path()).map_err(name)?;
    check_copy(scaffold.path()).map_err(name)?;
    let mut scaffold = scaffold;
    for nth in 1..=1_000 {
        let target = copy_name(path, schema, nth);
        if target.symlink_metadata().is_ok() {
            continue;
        }
        if scaffold.put_at(&target)? {
            return Ok(());
        }
        scaffold = Scaffold::beside(path)?;
        db.copy_into(scaffold.path()).map_err(name)?;
    }
    Err(StoreError::Exists { path: copy_name(path, schema, 1) })
}

fn copy_name(path: &Path, schema: u32, nth: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema-{schema}"));
    if nth > 1 {
        name.push(format!(".{nth}"));
    }
    PathBuf::from(name)
}

fn check_copy(path: &Path) -> R<()> {
    let mut copy =
        Sqlite::open(path, Access::Read, Wait { limit: std::time::Duration::ZERO, notice: None, bulk: false })?;
    let faults = copy.faults()?;
    match faults.first() {
        Some(first) => Err(DbErr::damaged(first)),
        None => chain::head(&mut copy).map(drop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_without_gap_and_each_step_says_why() {
        for (index, step) in ALL.iter().enumerate() {
            assert_eq!(step.number as usize, index + 1);
            assert!(step.sql.starts_with("-- Why: "), "step {}", step.number);
        }
    }

    #[test]
    fn no_placeholder_is_left() {
        for step in ALL {
            assert!(!spoken(step.sql, Engine::Sqlite).contains('{'), "step {}", step.number);
        }
    }
}
