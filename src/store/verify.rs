//! Whether the file is what was written: pages and indexes, references, schema, the chain of events, the texts beside
//! it, counters, and every table told again from the log.
//!
//! Nothing is written and nothing is mended. Whoever may write the file can write a whole new chain, too: the head
//! that a backup or an earlier check printed, kept elsewhere, is what shows that ([`Anchor`]).

mod anchor;
mod fault;
mod log;
mod schema;
mod tables;

pub use anchor::{Anchor, BadAnchor};
pub use fault::{Check, Fault, What};

use super::chain::Head;
use super::db::{DbErr, Kind, R};
use super::failure::StoreError;
use super::migrations;
use super::sqlite::Sqlite;
use super::{Store, chain};
use fault::Faults;
use tables::Tables;

/// What a check of the whole file found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// The end of the chain; of a broken one, what the file says it is.
    pub head: Head,
    /// What is wrong; nothing where the file is sound. At most 50 of each check, then how many more.
    pub faults: Vec<Fault>,
    /// Events that were recorded while the machine's clock was behind, with the seconds: no fault of the file.
    pub behind: Vec<(i64, i64)>,
}

impl Verdict {
    /// Nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Told of each step of a check: which, how far, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(Check, u64, u64);

impl Store {
    /// Checks the whole file in one snapshot. `anchor` is an end of the chain that was noted earlier.
    ///
    /// # Errors
    /// [`StoreError`] where the file could not be read for another reason than damage.
    pub fn verify(&mut self, anchor: Option<&Anchor>, progress: Progress<'_>) -> Result<Verdict, StoreError> {
        run(&mut self.db, anchor, progress).map_err(|e| self.failed(e))
    }
}

/// Checks the whole file behind a connection.
pub(super) fn run(db: &mut Sqlite, anchor: Option<&Anchor>, progress: Progress<'_>) -> R<Verdict> {
    db.begin(false)?;
    let verdict = inside(db, anchor, progress);
    drop(db.take_failure()); // told as a fault, or returned
    db.rollback();
    verdict
}

/// As [`run`], inside a transaction that is the caller's.
pub(super) fn inside(db: &mut Sqlite, anchor: Option<&Anchor>, progress: Progress<'_>) -> R<Verdict> {
    let mut faults = Faults::default();
    tried(&mut faults, Check::Pages, |faults| pages(db, faults))?;
    tried(&mut faults, Check::References, |faults| references(db, faults))?;
    tried(&mut faults, Check::Schema, |faults| schema::check(db, faults))?;
    let mut head = Head { position: 0, hash: chain::Hash::NONE };
    let mut tables = Tables::default();
    tried(&mut faults, Check::Chain, |faults| {
        head = chain::head(db)?;
        log::check(db, &head, anchor, &mut tables, faults, progress)
    })?;
    tried(&mut faults, Check::Tables, |faults| tables.compare(db, faults, progress))?;
    Ok(Verdict { head, faults: faults.into_vec(), behind: std::mem::take(&mut tables.behind) })
}

/// A check that cannot be finished because of what it read is a fault; another failure ends it all.
fn tried(faults: &mut Faults, check: Check, f: impl FnOnce(&mut Faults) -> R<()>) -> R<()> {
    match f(faults) {
        Err(e) if is_damage(e.kind) => {
            faults.add(check, "", What::Said(e.text));
            Ok(())
        }
        done => done,
    }
}

const fn is_damage(kind: Kind) -> bool {
    !matches!(kind, Kind::Retry | Kind::Full | Kind::ReadOnly | Kind::FolderReadOnly | Kind::Unreachable | Kind::Disk)
}

fn pages(db: &Sqlite, faults: &mut Faults) -> R<()> {
    for line in db.page_faults()? {
        faults.add(Check::Pages, "", What::Said(line));
    }
    Ok(())
}

fn references(db: &Sqlite, faults: &mut Faults) -> R<()> {
    for (table, row, parent) in db.broken_references()? {
        let place = row.map_or_else(|| table.clone(), |row| format!("{table} {row}"));
        faults.add(Check::References, place, What::RefersToNothing { table: parent });
    }
    Ok(())
}

/// That a copy which is about to be used is sound, as [`run`] tells it; its head.
///
/// # Errors
/// [`Kind::Damaged`] with the first fault.
pub(super) fn demand(db: &mut Sqlite, progress: Progress<'_>) -> R<Head> {
    let verdict = run(db, None, progress)?;
    match verdict.faults.first() {
        Some(first) => Err(DbErr::damaged(first)),
        None => Ok(verdict.head),
    }
}

/// The shape that the newest schema gives a file.
fn newest_shape() -> R<Vec<(String, String)>> {
    let mut fresh = Sqlite::in_memory()?;
    migrations::apply(&mut fresh, 0, migrations::ALL)?;
    fresh.shape()
}

#[cfg(test)]
mod tests;
