//! Facts kept and found again: two doors, [`Store::read`] and [`Store::write`], each a closure over one transaction.
//!
//! * One append-only, hash-chained log of events holds every change ([`event`], [`chain`]); the other tables are what
//!   the events say. A table or index named `…_cache`, and those of words and assets of tickets, can be rebuilt.
//!   [`verify`] tells every table again from the log and compares: a new table gets a file there.
//! * One file per subject ([`client`], [`site`], [`contact`], [`calendar`], [`contract`], [`asset`], [`life`], [`ticket`]):
//!   free functions on `&mut dyn Db` that speak domain types and hold their SQL as constants.
//! * [`db`] is the small connection trait, SQLite behind it in one file. [`migrations`] is the whole story of the
//!   schema. [`StoreError`] is what the user reads when the file cannot be used.
//!
//! [`undo`] takes changes back by further events. Nothing that was computed is kept: a deadline, a verdict, a balance is never a column.

pub mod action;
pub mod asset;
pub mod audit;
pub mod backup;
pub mod calendar;
pub mod call;
pub mod campaign;
pub mod chain;
pub mod client;
pub mod closing;
pub mod contact;
pub mod contract;
pub mod db;
pub mod duty;
pub mod erasure;
pub mod event;
mod failure;
pub mod handover;
mod kept;
pub mod licence;
pub mod life;
pub mod migrations;
pub mod outage;
mod place;
mod salt;
pub mod site;
mod sqlite;
pub mod third_party;
pub mod ticket;
pub mod undo;
pub mod verify;
mod version;
pub mod version_rule;
pub mod words;
pub mod work;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use db::{Db, DbErr, Kind, R, Val};
pub use failure::StoreError;
pub use place::Warning;
pub use sqlite::Notice;

use migrations::Migration;
use place::Scaffold;
use sqlite::{Access, Sqlite, Wait};

/// Version of the program that writes, kept with every event.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// How a store is opened.
#[derive(Clone)]
pub struct Options {
    /// How long to wait for another writer: 30 s for a person, 10 min for an import.
    pub wait: Duration,
    /// Told once, after a second of waiting.
    pub notice: Option<Notice>,
    /// Make the file where there is none.
    pub create: bool,
    /// Reads the machine's clock, in seconds since 1970 UTC; nothing where an instant was given instead.
    pub clock: Option<fn() -> i64>,
    /// Told how many seconds the clock lies behind what was recorded before, once that was written down.
    pub behind: Option<Behind>,
    /// An import: 64 MiB of pages are kept in memory instead of 20.
    pub bulk: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { wait: Duration::from_secs(30), notice: None, create: true, clock: None, behind: None, bulk: false }
    }
}

impl Options {
    fn wait(&self) -> Wait {
        Wait { limit: self.wait, notice: self.notice.clone(), bulk: self.bulk }
    }
}

/// Told of a clock that was set back.
pub type Behind = std::sync::Arc<dyn Fn(i64) + Send + Sync>;

/// An open database of the schema that this infog knows.
pub struct Store {
    db: Sqlite,
    path: PathBuf,
    warnings: Vec<Warning>,
    wait: Duration,
    clock: Option<fn() -> i64>,
    behind: Option<Behind>,
}

impl Store {
    /// Opens the file at `path`, upgrades it if it is older, makes it if it is missing and the options say so.
    ///
    /// Many processes may do so at once on a file that is not there: all of them get the same one.
    ///
    /// # Errors
    /// [`StoreError`]; the file is then as it was.
    pub fn open(path: &Path, options: &Options) -> Result<Self, StoreError> {
        Self::open_with(path, options, migrations::ALL)
    }

    fn open_with(path: &Path, options: &Options, list: &[Migration]) -> Result<Self, StoreError> {
        let path = absolute(path)?;
        demand_version()?;
        if options.create && is_missing(&path) {
            place::make_folder(&path)?;
            build(&path, options, None, list)?;
        }
        let warnings = place::inspect(&path)?;
        let db = prepare(&path, options, list)?;
        Ok(Self { db, path, warnings, wait: options.wait, clock: options.clock, behind: options.behind.clone() })
    }

    /// Opens an existing file for a quick look that writes nothing and waits no longer than 30 ms: completion by the
    /// shell. An older schema is not upgraded but refused.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn peek(path: &Path) -> Result<Self, StoreError> {
        let path = absolute(path)?;
        let warnings = place::inspect(&path)?;
        let wait = Duration::from_millis(30);
        let mut db = Sqlite::open(&path, Access::Read, Wait { limit: wait, notice: None, bulk: false })
            .map_err(|e| StoreError::from_db(e, &path, wait))?;
        let found = migrations::found(&mut db).map_err(|e| StoreError::from_db(e, &path, wait))?;
        migrations::refuse_newer(&path, &found, migrations::ALL)?;
        if found.number != migrations::newest(migrations::ALL) {
            return Err(StoreError::NotInfog { path });
        }
        Ok(Self { db, path, warnings, wait, clock: None, behind: None })
    }

    /// Makes a new file that the members of `group` (name or number) share, and opens its folder to them: the file
    /// gets mode 0660, the folder 2770, so that what SQLite makes beside the file belongs to the group too.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is a file; [`StoreError::NoGroup`]; [`StoreError::Folder`] where the folder
    /// cannot be shared.
    pub fn create_shared(path: &Path, group: &str, options: &Options) -> Result<Self, StoreError> {
        let path = absolute(path)?;
        demand_version()?;
        let group = place::group_number(group)?;
        if !is_missing(&path) {
            return Err(StoreError::Exists { path });
        }
        place::make_folder(&path)?;
        place::share_folder(&path, group)?;
        build(&path, options, Some(group), migrations::ALL)?;
        Self::open(&path, options)
    }

    /// Whether the database that is there is shared with `group` already.
    ///
    /// # Errors
    /// [`StoreError`] where there is no such group, or the file cannot be looked at.
    pub fn is_shared_with(path: &Path, group: &str) -> Result<bool, StoreError> {
        place::is_shared_with(&absolute(path)?, place::group_number(group)?)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What its owner should know.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Reads in one snapshot: what others write meanwhile is not seen. Writing in it is a fault.
    ///
    /// # Errors
    /// The closure's own; [`StoreError`] where the database failed, which then wins.
    pub fn read<T, E>(&mut self, f: impl FnOnce(&mut dyn Db) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.db.begin(false).map_err(|e| self.failed(e))?;
        let result = f(&mut self.db);
        let failure = self.db.take_failure();
        self.db.rollback();
        match failure {
            Some(err) => Err(self.failed(err).into()),
            None => result,
        }
    }

    /// Writes in one transaction: all of what `f` did is kept when this returns `Ok`, nothing of it otherwise.
    ///
    /// `f` is run again from its beginning where the engine asks for it, so it keeps nothing from one run to the
    /// next, and neither asks nor prints. Before the end the events it appended are read back and compared.
    ///
    /// # Errors
    /// The closure's own; [`StoreError`] where the database failed, which then wins.
    pub fn write<T, E>(&mut self, mut f: impl FnMut(&mut dyn Db) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let since = Instant::now();
        loop {
            self.db.begin(true).map_err(|e| self.failed(e))?; // has waited as long as it may
            match self.attempt(&mut f) {
                Ok(result) => return result,
                Err(err) if err.kind == Kind::Retry && since.elapsed() < self.wait => std::thread::sleep(sqlite::nap()),
                Err(err) => return Err(self.failed(err).into()),
            }
        }
    }

    /// The outer error is the engine's, the inner one the closure's.
    fn attempt<T, E>(&mut self, f: &mut impl FnMut(&mut dyn Db) -> Result<T, E>) -> R<Result<T, E>> {
        let result = self.inside(f);
        if !matches!(result, Ok(Ok(_))) {
            self.db.rollback();
        }
        result
    }

    fn inside<T, E>(&mut self, f: &mut impl FnMut(&mut dyn Db) -> Result<T, E>) -> R<Result<T, E>> {
        let before = chain::head(&mut self.db)?;
        let behind = self.clock.map_or(Ok(None), |clock| event::behind(&mut self.db, clock()))?;
        self.db.set_behind(behind);
        let result = f(&mut self.db);
        if let Some(err) = self.db.take_failure() {
            return Err(err);
        }
        if result.is_ok() {
            chain::read_back(&mut self.db, &before)?;
            let recorded = behind.is_some() && chain::head(&mut self.db)? != before;
            self.db.commit()?;
            if let (Some(seconds), Some(behind), true) = (behind, &self.behind, recorded) {
                behind(seconds);
            }
        }
        Ok(result)
    }

    /// Makes that what is deleted from now on is overwritten: before an erasure.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn overwrite_what_goes(&mut self) -> Result<(), StoreError> {
        self.db.overwrite_what_goes().map_err(|e| self.failed(e))
    }

    /// Writes the file anew without anything that was deleted, and empties its log: after an erasure. Whether all of it
    /// is gone: somebody who reads the database keeps the log for as long.
    ///
    /// # Errors
    /// [`StoreError`]: no space for it, or others write for too long. The file is as sound as before.
    pub fn scrub(&mut self) -> Result<bool, StoreError> {
        self.db.scrub().map_err(|e| self.failed(e))
    }

    fn failed(&self, err: DbErr) -> StoreError {
        StoreError::from_db(err, &self.path, self.db.waited())
    }
}

/// The version of the database engine that is built in.
#[must_use]
pub fn engine_version() -> String {
    sqlite::version().0
}

/// The newest schema that this infog knows.
#[must_use]
pub fn schema() -> u32 {
    migrations::newest(migrations::ALL)
}

fn absolute(path: &Path) -> Result<PathBuf, StoreError> {
    std::path::absolute(path).map_err(|_| StoreError::NoFile { path: path.to_owned() })
}

fn is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound)
}

fn demand_version() -> Result<(), StoreError> {
    match sqlite::version() {
        (_, true) => Ok(()),
        (found, false) => Err(StoreError::OldEngine { found, needed: sqlite::OLDEST.1 }),
    }
}

/// Builds a whole new file under another name, then gives it its own: nobody ever sees half of one.
fn build(path: &Path, options: &Options, group: Option<u32>, list: &[Migration]) -> Result<(), StoreError> {
    let new = Scaffold::beside(path)?;
    fill(new.path(), options, list).map_err(|e| StoreError::from_db(e, path, Duration::ZERO))?;
    if let Some(group) = group {
        place::share_file(new.path(), group)?;
    }
    new.put_at(path).map(drop)
}

fn fill(path: &Path, options: &Options, list: &[Migration]) -> R<()> {
    let mut db = Sqlite::open(path, Access::Write, options.wait())?;
    db.set_application_id()?;
    db.use_wal()?;
    migrations::apply(&mut db, 0, list)?;
    db.settle() // or a full disk would leave a file without what its log held
}

/// Opens an existing file and brings it to the newest schema; the whole of it is tried again while others do the same.
fn prepare(path: &Path, options: &Options, list: &[Migration]) -> Result<Sqlite, StoreError> {
    let since = Instant::now();
    loop {
        match try_prepare(path, options, list)? {
            Ok(db) => return Ok(db),
            Err(err) if err.kind == Kind::Retry && since.elapsed() < options.wait => std::thread::sleep(sqlite::nap()),
            Err(err) => return Err(StoreError::from_db(err, path, since.elapsed())),
        }
    }
}

fn try_prepare(path: &Path, options: &Options, list: &[Migration]) -> Result<R<Sqlite>, StoreError> {
    let opened = Sqlite::open(path, Access::Write, options.wait()).and_then(|mut db| {
        let found = migrations::found(&mut db)?;
        Ok((db, found))
    });
    let (mut db, found) = match opened {
        Ok(opened) => opened,
        Err(err) => return Ok(Err(err)),
    };
    migrations::refuse_newer(path, &found, list)?; // before anything is written, the journal's mode included
    if let Err(err) = db.use_wal() {
        return Ok(Err(err));
    }
    if found.number == migrations::newest(list) {
        return Ok(Ok(db));
    }
    migrations::keep_copy(&db, path, found.number)?;
    Ok(migrations::apply(&mut db, found.number, list).map(|()| db))
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
