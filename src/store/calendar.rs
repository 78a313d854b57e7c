//! Calendars: every version that was ever applied, by name and date.

use super::db::{self, Db, R};
use super::event::Subject;
pub use super::version::{Put, Stored};
use super::version::{record, stored, to_json};
use crate::domain::calendar::spec::Version;
use crate::domain::id::CalendarName;

const VERSIONS: &str = "SELECT v.spec, v.source, v.event, e.recorded_at, e.actor, t.body, v.replaced_by
    FROM calendar_version v JOIN event e ON e.id = v.event LEFT JOIN event_text t ON t.event = v.event
    WHERE v.key = $1 AND v.replaced_by IS NULL ORDER BY v.effective_on NULLS FIRST";
const HISTORY: &str = "SELECT v.spec, v.source, v.event, e.recorded_at, e.actor, t.body, v.replaced_by
    FROM calendar_version v JOIN event e ON e.id = v.event LEFT JOIN event_text t ON t.event = v.event
    WHERE v.key = $1 ORDER BY v.event NULLS FIRST";
const NAMES: &str = "SELECT name, effective_on FROM calendar_version WHERE replaced_by IS NULL
    ORDER BY key NULLS FIRST, effective_on NULLS FIRST";
const REPLACE: &str = "UPDATE calendar_version SET replaced_by = $1
    WHERE key = $2 AND effective_on = $3 AND replaced_by IS NULL";
const INSERT: &str = "INSERT INTO calendar_version (name, key, effective_on, source, spec, event, replaced_by)
    VALUES ($1, $2, $3, $4, $5, $6, NULL)";

/// The versions of a calendar that hold, the first one first; none where it is not known.
///
/// # Errors
/// [`super::DbErr`].
pub fn versions(db: &mut dyn Db, name: &CalendarName) -> R<Vec<Stored<Version>>> {
    db::all(db, VERSIONS, &[name.key().as_str().into()], stored)
}

/// Every version of a calendar in the order in which they were applied, replaced ones too.
///
/// # Errors
/// [`super::DbErr`].
pub fn history(db: &mut dyn Db, name: &CalendarName) -> R<Vec<Stored<Version>>> {
    db::all(db, HISTORY, &[name.key().as_str().into()], stored)
}

/// The names of all calendars, each with how many versions hold.
///
/// # Errors
/// [`super::DbErr`].
pub fn names(db: &mut dyn Db) -> R<Vec<(CalendarName, usize)>> {
    let mut found: Vec<(CalendarName, usize)> = Vec::new();
    for name in db::all(db, NAMES, &[], |row| row.parsed::<CalendarName>(0))? {
        match found.last_mut() {
            Some((last, count)) if *last == name => *count += 1,
            _ => found.push((name, 1)),
        }
    }
    Ok(found)
}

/// Puts a version. One with the same date is replaced and kept in the history; whether that may be, and whether it is
/// the same again, is the caller's to decide. Whether one was replaced.
///
/// # Errors
/// [`super::DbErr`].
pub fn put(db: &mut dyn Db, version: &Version, put: &Put<'_>) -> R<bool> {
    let key = version.name.key();
    let date = version.effective_on.map(|d| d.to_string()).unwrap_or_default();
    let replaced = db::all(db, HELD, &[key.as_str().into(), date.as_str().into()], |row| row.int(0))?.len() == 1;
    let spec = to_json(version)?;
    let id = record(db, (Subject::Calendar, &key, &date), &spec, replaced, put)?;
    db.exec(REPLACE, &[id.into(), key.as_str().into(), date.as_str().into()])?;
    let params = [
        version.name.as_str().into(),
        key.as_str().into(),
        date.as_str().into(),
        put.source.into(),
        spec.as_str().into(),
        id.into(),
    ];
    db.exec(INSERT, &params)?;
    Ok(replaced)
}

const HELD: &str = "SELECT event FROM calendar_version WHERE key = $1 AND effective_on = $2 AND replaced_by IS NULL";
