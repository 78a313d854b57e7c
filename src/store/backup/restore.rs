//! The way back from a copy.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{is_same, refuse_in_use};
use crate::store::chain::{self, Hash, Head};
use crate::store::db::{self, Kind, R};
use crate::store::failure::StoreError;
use crate::store::place::{self, Scaffold};
use crate::store::sqlite::{Access, Sqlite, Wait};
use crate::store::verify::{self, Progress};
use crate::store::{absolute, is_missing, migrations};

/// A copy that became the database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// The database.
    pub path: PathBuf,
    /// Where what was there before lies now; nothing where nothing was there.
    pub aside: Option<PathBuf>,
    /// The end of the chain before, where there was one that could be read.
    pub before: Option<Head>,
    /// The end of the chain now.
    pub head: Head,
}

/// Makes the copy at `source` the database at `target`. What is there is set aside first; where it can be read its
/// content is exchanged in one transaction, so that whoever has it open is not disturbed. The copy stays as it is.
///
/// # Errors
/// [`StoreError`]; the database is then as it was. [`StoreError::OlderHead`] and [`StoreError::OtherHistory`] unless
/// `force`: events of the database are not in the copy.
pub fn restore(source: &Path, target: &Path, force: bool, progress: Progress<'_>) -> Result<Restored, StoreError> {
    let (source, target) = (absolute(source)?, absolute(target)?);
    if is_same(&source, &target) {
        return Err(StoreError::Itself { path: source });
    }
    refuse_in_use(&source)?;
    place::make_folder(&target)?;
    let scaffold = Scaffold::beside(&target)?;
    copy(&source, scaffold.path())?;
    let (mut new, head) = opened(scaffold.path(), &source, progress)?;
    if is_missing(&target) {
        drop(new); // closed before it gets its name
        scaffold.sync()?;
        return match scaffold.put_at(&target)? {
            true => Ok(Restored { path: target, aside: None, before: None, head }),
            false => Err(StoreError::Exists { path: target }),
        };
    }
    let mut held = current(&target)?;
    let before = match &mut held {
        Some(db) => snapshot(db, chain::head).ok(),
        None => None,
    };
    if let Some(before) = before.filter(|_| !force) {
        refuse_loss(&mut new, &source, &before, &head)?;
    }
    let aside = match held {
        Some(mut db) if before.is_some() => match exchange(&mut db, &target, &new) {
            Err(StoreError::Damaged { .. }) => None,
            done => Some(done?),
        },
        _ => None,
    };
    drop(new);
    let aside = match aside {
        Some(aside) => aside,
        None => replace(&target, scaffold)?,
    };
    Ok(Restored { path: target, aside: Some(aside), before, head })
}

fn patience() -> Wait {
    Wait { limit: Duration::from_secs(30), notice: None, bulk: true }
}

fn copy(source: &Path, into: &Path) -> Result<(), StoreError> {
    let mut from = File::open(source).map_err(|e| place::unreachable(source, &e))?;
    let found = from.metadata().map_err(|e| place::unreachable(source, &e))?;
    if !found.is_file() {
        return Err(StoreError::NoFile { path: source.to_owned() });
    }
    let mut to = OpenOptions::new().write(true).open(into).map_err(|e| place::refused(into, &e))?;
    std::io::copy(&mut from, &mut to).and_then(|_| to.sync_all()).map_err(|e| place::refused(into, &e))
}

/// The copy of the copy: of this schema, sound.
fn opened(path: &Path, source: &Path, progress: Progress<'_>) -> Result<(Sqlite, Head), StoreError> {
    let named = |e| match e {
        db::DbErr { kind: Kind::Damaged, text } => StoreError::Unsound { path: source.to_owned(), first: text },
        e => StoreError::from_db(e, source, Duration::ZERO),
    };
    let mut new = Sqlite::open(path, Access::Write, patience()).map_err(named)?;
    let found = migrations::found(&mut new).map_err(named)?;
    migrations::refuse_newer(source, &found, migrations::ALL)?;
    new.use_wal().map_err(named)?;
    if found.number < migrations::newest(migrations::ALL) {
        migrations::apply(&mut new, found.number, migrations::ALL).map_err(named)?;
    }
    let head = verify::demand(&mut new, progress).map_err(named)?;
    new.settle().map_err(|e| StoreError::from_db(e, path, Duration::ZERO))?; // it gets its name without its log
    Ok((new, head))
}

/// The database that is there, if it can be opened as one.
fn current(target: &Path) -> Result<Option<Sqlite>, StoreError> {
    let opened = Sqlite::open(target, Access::Write, patience()).and_then(|mut db| {
        let found = migrations::found(&mut db)?;
        Ok((db, found))
    });
    match opened {
        Ok((db, found)) => {
            migrations::refuse_newer(target, &found, migrations::ALL)?;
            Ok(Some(db))
        }
        Err(e) if matches!(e.kind, Kind::Damaged | Kind::Foreign | Kind::Other) => Ok(None),
        Err(e) => Err(StoreError::from_db(e, target, Duration::ZERO)),
    }
}

fn snapshot<T>(db: &mut Sqlite, f: impl FnOnce(&mut dyn db::Db) -> R<T>) -> R<T> {
    db.begin(false)?;
    let result = f(db);
    drop(db.take_failure()); // it is in the result
    db.rollback();
    result
}

const HASH_AT: &str = "SELECT hash FROM event WHERE id = $1";

/// That every event of the database is in the copy.
fn refuse_loss(new: &mut Sqlite, source: &Path, before: &Head, head: &Head) -> Result<(), StoreError> {
    let path = source.to_owned();
    if head.position < before.position {
        return Err(StoreError::OlderHead { path, found: head.position, held: before.position });
    }
    let at = before.position;
    let read = |db: &mut dyn db::Db| db::one(db, HASH_AT, &[at.into()], |row| Hash::stored(row.blob(0)?));
    let same = snapshot(new, read).map_err(|e| StoreError::from_db(e, source, Duration::ZERO))?;
    match at == 0 || same == Some(before.hash) {
        true => Ok(()),
        false => Err(StoreError::OtherHistory { path, at }),
    }
}

/// Sets a copy of the database aside and gives it the content of `new`, unless somebody wrote in between: then again.
fn exchange(db: &mut Sqlite, target: &Path, new: &Sqlite) -> Result<PathBuf, StoreError> {
    let named = |e| StoreError::from_db(e, target, Duration::ZERO);
    for _ in 0..1_000 {
        let scaffold = Scaffold::beside(target)?;
        db.copy_into(scaffold.path()).map_err(named)?;
        scaffold.sync()?;
        let kept = open_head(scaffold.path()).map_err(named)?;
        let mut other = Sqlite::open(target, Access::Read, patience()).map_err(named)?;
        let mut holds = || Ok(snapshot(&mut other, chain::head)? == kept);
        let aside = put_aside(scaffold, target)?;
        match db.become_copy_of(new, &mut holds) {
            Ok(true) => return Ok(aside),
            outcome => {
                let _ = std::fs::remove_file(&aside); // the database is as it was
                outcome.map_err(named)?;
            }
        }
    }
    Err(StoreError::Busy { path: target.to_owned(), waited: patience().limit })
}

fn open_head(path: &Path) -> R<Head> {
    snapshot(&mut Sqlite::open(path, Access::Read, patience())?, chain::head)
}

fn put_aside(scaffold: Scaffold, target: &Path) -> Result<PathBuf, StoreError> {
    let free = (1..=10_000).map(|nth| place::aside_name(target, nth)).find(|name| is_missing(name));
    let aside = free.ok_or_else(|| StoreError::Exists { path: place::aside_name(target, 1) })?;
    match scaffold.put_at(&aside)? {
        true => Ok(aside),
        false => Err(StoreError::Exists { path: aside }),
    }
}

/// Sets a file aside that cannot be read as a database, byte for byte, and puts the new one in its place.
fn replace(target: &Path, scaffold: Scaffold) -> Result<PathBuf, StoreError> {
    let aside = place::link_aside(target)?;
    place::remove_journal(target);
    scaffold.sync()?;
    scaffold.replace(target)?;
    Ok(aside)
}
