//! Copies of the whole file, and the way back.
//!
//! A copy is made in one snapshot while others go on writing, checked as [`super::verify`] does, and only then gets
//! its name. A restore never overwrites: what was there is set aside first.

mod restore;

pub use restore::{Restored, restore};

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::chain::{Hash, Head};
use super::db::Kind;
use super::failure::StoreError;
use super::place::{self, Scaffold};
use super::sqlite::{Access, Sqlite, Wait};
use super::verify::{self, Progress};
use super::{Store, absolute};

/// A copy that was checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// Where it lies.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// The end of its chain.
    pub head: Head,
}

/// What becomes of a file that is there already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Existing {
    /// It stays and the copy is refused.
    Keep,
    /// The copy takes its place.
    Replace,
}

/// The copies that infog itself left beside a database: before an upgrade, before a restore. They hold what it held then.
#[must_use]
pub fn copies_beside(path: &Path) -> Vec<PathBuf> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Vec::new();
    };
    let is_copy = |other: &str| {
        let rest = other.strip_prefix(name).unwrap_or_default();
        [".schema-", ".before-"].iter().any(|mark| rest.starts_with(mark))
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> =
        entries.filter(|entry| entry.file_name().to_str().is_some_and(is_copy)).map(|e| e.path()).collect();
    copies.sort();
    copies
}

impl Store {
    /// Copies the whole file to `target` as it is now, for its owner alone. Others may write meanwhile.
    ///
    /// # Errors
    /// [`StoreError`]; nothing has the name `target` then that had it not before. [`StoreError::Unsound`] where what
    /// would be copied is not sound.
    pub fn backup(&mut self, target: &Path, existing: Existing, progress: Progress<'_>) -> Result<Copied, StoreError> {
        let target = absolute(target)?;
        may_take(&target, &self.path, existing)?;
        let scaffold = Scaffold::for_copy(&target)?;
        self.db.copy_into(scaffold.path()).map_err(|e| match e.kind {
            Kind::Full | Kind::Disk | Kind::ReadOnly | Kind::Unreachable => {
                StoreError::from_db(e, &target, Duration::ZERO)
            }
            _ => self.failed(e),
        })?;
        scaffold.sync()?;
        let head = checked(scaffold.path(), &self.path, progress)?;
        let (bytes, sha256) = fingerprint(scaffold.path()).map_err(|e| place::refused(&target, &e))?;
        match existing {
            Existing::Replace => scaffold.replace(&target)?,
            Existing::Keep if scaffold.put_at(&target)? => {}
            Existing::Keep => return Err(StoreError::Exists { path: target }),
        }
        Ok(Copied { path: target, bytes, sha256, head })
    }
}

/// That the name is free, or may be taken from what is no database in use.
fn may_take(target: &Path, database: &Path, existing: Existing) -> Result<(), StoreError> {
    if target.symlink_metadata().is_err() {
        return Ok(());
    }
    if is_same(target, database) {
        return Err(StoreError::Itself { path: target.to_owned() });
    }
    match existing {
        Existing::Keep => Err(StoreError::Exists { path: target.to_owned() }),
        Existing::Replace => refuse_in_use(target),
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// A file with a journal beside it is not whole without it.
fn refuse_in_use(path: &Path) -> Result<(), StoreError> {
    let journal = std::fs::metadata(place::with_suffix(path, "-wal"));
    match journal {
        Ok(found) if found.len() > 0 => Err(StoreError::InUse { path: path.to_owned() }),
        _ => Ok(()),
    }
}

/// The head of a copy that is sound; `of` is the file that a fault is told of.
fn checked(path: &Path, of: &Path, progress: Progress<'_>) -> Result<Head, StoreError> {
    let patience = Wait { limit: Duration::from_secs(30), notice: None, bulk: false };
    let head = Sqlite::open(path, Access::Read, patience).and_then(|mut db| verify::demand(&mut db, progress));
    head.map_err(|e| match e.kind {
        Kind::Damaged => StoreError::Unsound { path: of.to_owned(), first: e.text },
        _ => StoreError::from_db(e, of, Duration::ZERO),
    })
}

/// Size and SHA-256 of a file.
fn fingerprint(path: &Path) -> std::io::Result<(u64, Hash)> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut bytes = 0_u64;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
        hasher.update(part);
        bytes += part.len() as u64;
    }
    Ok((bytes, Hash(hasher.finalize().into())))
}

#[cfg(test)]
mod tests;
