//! SQLite, the first engine: the only file that speaks to it.

mod ahead;
mod bind;
mod failure;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::backup::StepResult;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use self::ahead::Ahead;
use self::bind::{InOrder, bind};
use self::failure::convert;
#[cfg(test)]
pub(super) use self::failure::kind_of;
use super::db::{Cells, Db, DbErr, Engine, Kind, R, Row, Val};
use super::place::with_suffix;

/// Older versions have a fault that can break a file in WAL mode.
pub(super) const OLDEST: (i32, &str) = (3_051_003, "3.51.3");

/// What the file says it is: "infg".
pub(super) const APPLICATION_ID: i64 = 0x696e_6667;

/// Statements kept ready; a command uses fewer.
const STATEMENTS: usize = 128;

/// Called once when a command has waited for a second, with the path that is locked.
pub type Notice = Arc<dyn Fn(&Path) + Send + Sync>;

/// How long to wait for another writer, and whom to tell; whether much is to be done.
#[derive(Clone)]
pub(super) struct Wait {
    pub limit: Duration,
    pub notice: Option<Notice>,
    pub bulk: bool,
}

/// One connection.
pub(super) struct Sqlite {
    conn: Connection,
    waited_ms: Arc<AtomicU64>,
    failure: Option<DbErr>,
    writing: bool,
    /// The first event of the transaction under way.
    first: Option<i64>,
    behind_s: Option<i64>,
    ahead: Option<Ahead>,
    in_order: InOrder,
}

/// How a file is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// The usual way.
    Write,
    /// Nothing may be written: completion by the shell.
    Read,
}

/// Everything that SQLite does not do by itself to keep a file sound and a hostile file harmless.
///
/// FULL: with less, a commit is not on the disk when the command says done. No mmap: it makes a rare fault of the
/// disk a broken file. Checkpoint at close is left on: at rest one file is the whole truth.
const SETTINGS: &str = "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
    PRAGMA mmap_size = 0; PRAGMA synchronous = FULL";
const FEW_PAGES: &str = "PRAGMA cache_size = -20480";
const MANY_PAGES: &str = "PRAGMA cache_size = -32768";
/// Keys are sorted in portions of the size of the cache; the smaller, the more is sorted by another thread while the
/// next are read.
const SORTING: &str = "PRAGMA cache_size = -4096; PRAGMA threads = 1";

impl Sqlite {
    /// Opens the file at `path`, which exists, and sets what has to be set before the first read.
    ///
    /// # Errors
    /// [`DbErr`] of SQLite; [`Kind::Foreign`] where the file is something else.
    pub(super) fn open(path: &Path, access: Access, wait: Wait) -> R<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|e| convert(&e))?;
        let mut db = Self::of(conn);
        db.configure(path, wait).map_err(|e| convert(&e))?;
        if access == Access::Read {
            db.conn.execute_batch("PRAGMA query_only = ON").map_err(|e| convert(&e))?;
        }
        Ok(db)
    }

    fn of(conn: Connection) -> Self {
        Self {
            conn,
            waited_ms: Arc::new(AtomicU64::new(0)),
            failure: None,
            writing: false,
            first: None,
            behind_s: None,
            ahead: None,
            in_order: InOrder::default(),
        }
    }

    fn configure(&mut self, path: &Path, wait: Wait) -> rusqlite::Result<()> {
        for (setting, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            // Or a statement is planned anew whenever its parameters change.
            (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
        ] {
            self.conn.set_db_config(setting, on)?;
        }
        self.conn.set_prepared_statement_cache_capacity(STATEMENTS);
        self.conn.execute_batch(if wait.bulk { MANY_PAGES } else { FEW_PAGES })?;
        self.conn.busy_handler(Some(patience(path, wait, Arc::clone(&self.waited_ms))))?;
        self.conn.execute_batch(SETTINGS)
    }

    /// What the file says it is.
    pub(super) fn application_id(&self) -> R<i64> {
        self.conn.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(|e| convert(&e))
    }

    /// Marks a new file as infog's.
    pub(super) fn set_application_id(&self) -> R<()> {
        let sql = format!("PRAGMA application_id = {APPLICATION_ID}");
        self.conn.execute_batch(&sql).map_err(|e| convert(&e))
    }

    /// Readers never wait for a writer; kept in the file. A file that cannot be written stays as it is.
    pub(super) fn use_wal(&self) -> R<()> {
        let mode: String =
            self.conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).map_err(|e| convert(&e))?;
        if mode == "wal" || self.is_read_only() {
            return Ok(());
        }
        Err(DbErr::new(Kind::Disk, format!("the journal stays in mode `{mode}`; this disk has no shared memory")))
    }

    /// Whether the file could be opened for reading only.
    pub(super) fn is_read_only(&self) -> bool {
        self.conn.is_readonly("main").unwrap_or(false)
    }

    /// How far the machine's clock lies behind, for all events of this transaction.
    pub(super) const fn set_behind(&mut self, seconds: Option<i64>) {
        self.behind_s = seconds;
    }

    /// What is deleted or overwritten from now on is overwritten with zeros.
    pub(super) fn overwrite_what_goes(&self) -> R<()> {
        self.lines("PRAGMA secure_delete = ON", |_| Ok(())).map(drop)
    }

    /// Brings all that was committed into the file itself: before it gets another name without its log.
    ///
    /// # Errors
    /// [`DbErr`] where that does not fit on the disk.
    pub(super) fn settle(&self) -> R<()> {
        let busy = self.lines("PRAGMA wal_checkpoint(TRUNCATE)", |row| row.get::<_, i64>(0))?;
        if busy.iter().all(|busy| *busy == 0) { Ok(()) } else { Err(DbErr::new(Kind::Retry, "the log is in use")) }
    }

    /// Writes the file anew without anything that was deleted, and empties its log. Whether the log could be emptied:
    /// somebody who reads keeps it.
    pub(super) fn scrub(&self) -> R<bool> {
        self.conn.execute_batch("VACUUM").map_err(|e| convert(&e))?;
        match self.settle() {
            Ok(()) => Ok(true),
            Err(e) if e.kind == Kind::Retry => Ok(false),
            Err(e) => Err(e),
        }
    }

    /// A compact copy at `path`, where an empty file waits whose mode it takes.
    pub(super) fn copy_into(&self, path: &Path) -> R<()> {
        let path = path.to_str().ok_or_else(|| DbErr::new(Kind::Unreachable, "the path is no UTF-8"))?;
        self.conn.execute("VACUUM INTO $1", [path]).map(drop).map_err(|e| convert(&e))
    }

    /// The faults that SQLite's own checks find: of pages and indexes, then of references. None is sound.
    pub(super) fn faults(&self) -> R<Vec<String>> {
        let mut found = self.page_faults()?;
        let broken = self.broken_references()?;
        found.extend(
            broken
                .iter()
                .map(|(table, _, parent)| format!("a row of {table} refers to a row of {parent} that is not there")),
        );
        Ok(found)
    }

    /// What is wrong with pages and indexes, in SQLite's own words.
    pub(super) fn page_faults(&self) -> R<Vec<String>> {
        let lines = self.lines("PRAGMA integrity_check", |row| row.get::<_, String>(0))?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    /// Rows that refer to a row that is not there: their table, their number if they have one, the table of the other.
    pub(super) fn broken_references(&self) -> R<Vec<(String, Option<i64>, String)>> {
        self.lines("PRAGMA foreign_key_check", |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }

    /// Every table and index with the words that made it, by name; what SQLite makes for itself is left out.
    pub(super) fn shape(&self) -> R<Vec<(String, String)>> {
        let sql = "SELECT type || ' ' || name || ' ' || tbl_name, coalesce(sql, '') FROM sqlite_schema
            WHERE substr(name, 1, 7) <> 'sqlite_' ORDER BY type, name";
        self.lines(sql, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The last number that each table which counts by itself gave out.
    pub(super) fn sequences(&self) -> R<Vec<(String, i64)>> {
        self.lines("SELECT name, seq FROM sqlite_sequence ORDER BY name", |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// An empty database that is nowhere on a disk.
    pub(super) fn in_memory() -> R<Self> {
        let conn = Connection::open_in_memory().map_err(|e| convert(&e))?;
        Ok(Self::of(conn))
    }

    /// Puts the content of `source` in the place of all that is here, in one transaction of SQLite. `holds` is asked
    /// once nobody else can write any more: with `false` nothing is changed. Whether it was done.
    pub(super) fn become_copy_of(&mut self, source: &Self, holds: &mut dyn FnMut() -> R<bool>) -> R<bool> {
        let backup = rusqlite::backup::Backup::new(&source.conn, &mut self.conn).map_err(|e| convert(&e))?;
        let since = Instant::now();
        let mut last = backup_step(&backup, 1, since)?; // takes the lock
        if !holds()? {
            return Ok(false);
        }
        while last != StepResult::Done {
            last = backup_step(&backup, -1, since)?;
        }
        Ok(true)
    }

    fn lines<T>(&self, sql: &str, f: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> R<Vec<T>> {
        let mut statement = self.conn.prepare(sql).map_err(|e| convert(&e))?;
        let lines = statement.query_map([], f).map_err(|e| convert(&e))?;
        lines.collect::<Result<_, _>>().map_err(|e| convert(&e))
    }

    /// Starts a transaction: one snapshot for a read, the lock for a write.
    pub(super) fn begin(&mut self, writing: bool) -> R<()> {
        if !self.conn.is_autocommit() {
            self.rollback(); // left by a closure that panicked
        }
        self.failure = None;
        self.writing = writing;
        self.first = None;
        self.waited_ms.store(0, Ordering::Relaxed);
        self.batch(if writing { "BEGIN IMMEDIATE" } else { "BEGIN" })
    }

    /// Ends it and keeps what was written.
    pub(super) fn commit(&mut self) -> R<()> {
        self.ahead = None;
        self.batch("COMMIT")
    }

    /// Ends it and keeps nothing.
    pub(super) fn rollback(&mut self) {
        self.ahead = None;
        if !self.conn.is_autocommit() {
            let _ = self.conn.execute_batch("ROLLBACK"); // a lost transaction is what is wanted
        }
    }

    /// The failure that this transaction had, if any: it is lost then, even if a closure went on.
    pub(super) fn take_failure(&mut self) -> Option<DbErr> {
        self.failure.take()
    }

    /// How long this transaction waited for another.
    pub(super) fn waited(&self) -> Duration {
        Duration::from_millis(self.waited_ms.load(Ordering::Relaxed))
    }

    fn noted<T>(&mut self, result: R<T>) -> R<T> {
        if let Err(err) = &result
            && self.failure.is_none()
        {
            self.failure = Some(err.clone());
        }
        result
    }

    fn run(&mut self, sql: &str, params: &[Val<'_>]) -> rusqlite::Result<u64> {
        let mut statement = self.conn.prepare_cached(sql)?;
        bind(&mut statement, self.in_order.are(sql), params)?;
        statement.raw_execute().map(|changed| u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn run_many(&mut self, sql: &str, width: usize, params: &[Val<'_>]) -> rusqlite::Result<()> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let in_order = self.in_order.are(sql);
        params.chunks(width).try_for_each(|row| {
            bind(&mut statement, in_order, row)?;
            statement.raw_execute().map(drop)
        })
    }

    fn walk(&mut self, sql: &str, params: &[Val<'_>], f: &mut dyn FnMut(&Row<'_>) -> R<()>) -> R<()> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| convert(&e))?;
        bind(&mut statement, self.in_order.are(sql), params).map_err(|e| convert(&e))?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(|e| convert(&e))? {
            f(&Row::new(&Lent(row)))?;
        }
        Ok(())
    }
}

impl Db for Sqlite {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn batch(&mut self, sql: &str) -> R<()> {
        let result = self.conn.execute_batch(sql).map_err(|e| convert(&e));
        self.noted(result)
    }

    fn hasten(&mut self) {
        if self.ahead.is_none()
            && let Some(path) = self.conn.path().filter(|path| !path.is_empty())
        {
            self.ahead = Ahead::of(&with_suffix(Path::new(path), "-wal")).ok(); // a commit waits longer without
        }
        if let Some(ahead) = &self.ahead {
            ahead.ask();
        }
    }

    fn index(&mut self, sql: &str) -> R<()> {
        let result = self.conn.execute_batch(SORTING).and_then(|()| self.conn.execute_batch(sql));
        let result = result.and_then(|()| self.conn.execute_batch(MANY_PAGES));
        self.noted(result.map_err(|e| convert(&e)))
    }

    fn exec(&mut self, sql: &str, params: &[Val<'_>]) -> R<u64> {
        let result =
            if self.writing { self.run(sql, params).map_err(|e| convert(&e)) } else { Err(written_by_a_read()) };
        self.noted(result)
    }

    fn exec_many(&mut self, sql: &str, width: usize, params: &[Val<'_>]) -> R<()> {
        let result = if self.writing {
            self.run_many(sql, width, params).map_err(|e| convert(&e))
        } else {
            Err(written_by_a_read())
        };
        self.noted(result)
    }

    fn each(&mut self, sql: &str, params: &[Val<'_>], f: &mut dyn FnMut(&Row<'_>) -> R<()>) -> R<()> {
        let result = self.walk(sql, params, f);
        self.noted(result)
    }

    fn first_event(&mut self, next: i64) -> i64 {
        *self.first.get_or_insert(next)
    }

    fn behind_s(&self) -> Option<i64> {
        self.behind_s
    }
}

fn written_by_a_read() -> DbErr {
    DbErr::new(Kind::Other, "a read tried to write")
}

/// How long a copy waits for those who write.
const COPY_WAIT: Duration = Duration::from_secs(30);

fn backup_step(backup: &rusqlite::backup::Backup<'_, '_>, pages: i32, since: Instant) -> R<StepResult> {
    loop {
        match backup.step(pages).map_err(|e| convert(&e))? {
            StepResult::Busy | StepResult::Locked if since.elapsed() < COPY_WAIT => std::thread::sleep(nap()),
            StepResult::Busy | StepResult::Locked => return Err(DbErr::new(Kind::Retry, "the database is locked")),
            reached => return Ok(reached),
        }
    }
}

struct Lent<'a>(&'a rusqlite::Row<'a>);

impl Cells for Lent<'_> {
    fn cell(&self, index: usize) -> R<Val<'_>> {
        Ok(match self.0.get_ref(index).map_err(|e| convert(&e))? {
            ValueRef::Null => Val::Null,
            ValueRef::Integer(value) => Val::Int(value),
            ValueRef::Real(value) => Val::Real(value),
            ValueRef::Text(bytes) => Val::Text(utf8(index, bytes)?),
            ValueRef::Blob(bytes) => Val::Blob(bytes),
        })
    }
}

fn utf8(index: usize, bytes: &[u8]) -> R<&str> {
    std::str::from_utf8(bytes).map_err(|e| DbErr::damaged(format!("column {index} is no UTF-8: {e}")))
}

/// Sleeps of random length until the limit: the built-in wait grows in step for everybody and starves some.
fn patience(path: &Path, wait: Wait, waited_ms: Arc<AtomicU64>) -> impl FnMut(i32) -> bool + Send + 'static {
    let path = path.to_owned();
    let mut since = Instant::now();
    let mut told = false;
    move |count| {
        if count == 0 {
            since = Instant::now();
        }
        let waited = since.elapsed();
        waited_ms.store(u64::try_from(waited.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        if waited >= wait.limit {
            return false;
        }
        if waited >= Duration::from_secs(1)
            && !told
            && let Some(notice) = &wait.notice
        {
            told = true;
            notice(&path);
        }
        std::thread::sleep(nap().min(wait.limit.saturating_sub(waited)));
        true
    }
}

/// 0.5 to 8.5 ms.
pub(super) fn nap() -> Duration {
    Duration::from_micros(fastrand::u64(500..=8_500))
}

/// The version of SQLite that answers, and whether it is new enough.
pub(super) fn version() -> (String, bool) {
    (rusqlite::version().to_owned(), rusqlite::version_number() >= OLDEST.0)
}

/// Changes a file behind infog's back.
#[cfg(test)]
pub(super) fn tamper(path: &Path, sql: &str) {
    let raw = Connection::open(path).unwrap();
    raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    raw.execute_batch(sql).unwrap();
}
