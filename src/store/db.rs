//! The small connection trait below every repository: five methods, so that a second engine is one file.
//!
//! SQL is written in the dialect that every engine reads: parameters `$1`, strict tables, explicit `ON CONFLICT`,
//! instants as integer seconds, no functions of time, text or JSON. Rows are lent, not copied: a report reads
//! millions of them.

use std::fmt;

/// What the database answers.
pub type R<T> = Result<T, DbErr>;

/// A value on its way to a statement, or the value of a cell on its way back.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Val<'a> {
    /// Nothing.
    Null,
    /// Numbers, instants in seconds, booleans as 0 and 1.
    Int(i64),
    /// A binary fraction; money is never one.
    Real(f64),
    /// UTF-8.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

impl From<i64> for Val<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Val<'_> {
    fn from(value: u32) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<bool> for Val<'_> {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl<'a> From<&'a str> for Val<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a String> for Val<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Val<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Blob(value)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Val<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Self::Blob(value)
    }
}

impl<'a, T: Into<Val<'a>>> From<Option<T>> for Val<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Which engine answers. Asked only for the words of DDL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Engine {
    /// One local file.
    Sqlite,
}

/// The kind of a failure, the same for every engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A row with this key exists.
    Unique,
    /// A row that is referred to does not exist, or is still referred to.
    ForeignKey,
    /// A value is missing.
    NotNull,
    /// A value is out of its range.
    Check,
    /// Somebody else holds the lock, or changed a row: run the whole closure again.
    Retry,
    /// No space left.
    Full,
    /// The file cannot be written.
    ReadOnly,
    /// The folder of the file cannot be written, which the engine needs even for reading.
    FolderReadOnly,
    /// The file cannot be opened.
    Unreachable,
    /// The disk failed while reading or writing.
    Disk,
    /// What is stored makes no sense.
    Damaged,
    /// The file is something else.
    Foreign,
    /// Written by a newer infog.
    TooNew,
    /// A fault of infog.
    Other,
}

/// Why the database refused. `text` is a sentence without the path; [`super::StoreError`] adds path and way out.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{text}")]
pub struct DbErr {
    /// What a caller can act on.
    pub kind: Kind,
    /// The engine's own words, or ours.
    pub text: String,
}

impl DbErr {
    /// A failure of `kind`.
    #[must_use]
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    /// Something stored makes no sense.
    #[must_use]
    pub fn damaged(text: impl fmt::Display) -> Self {
        Self::new(Kind::Damaged, text.to_string())
    }
}

/// Where the cells of a row are read; implemented by each engine for its own rows.
pub trait Cells {
    /// The cell in column `index`, from 0.
    ///
    /// # Errors
    /// [`Kind::Damaged`] where a text is no UTF-8, [`Kind::Other`] where there is no such column.
    fn cell(&self, index: usize) -> R<Val<'_>>;
}

/// One row, lent for the time of a callback. Columns count from 0.
pub struct Row<'a>(&'a dyn Cells);

impl<'a> Row<'a> {
    /// A row of an engine.
    #[must_use]
    pub fn new(cells: &'a dyn Cells) -> Self {
        Self(cells)
    }

    /// A cell, whatever it holds.
    pub(super) fn val(&self, index: usize) -> R<Val<'_>> {
        self.0.cell(index)
    }

    /// A number.
    ///
    /// # Errors
    /// [`Kind::Damaged`] where the cell holds something else. So for all that follow.
    pub fn int(&self, index: usize) -> R<i64> {
        match self.0.cell(index)? {
            Val::Int(value) => Ok(value),
            other => Err(mistaken(index, "a number", other)),
        }
    }

    /// A number or nothing.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn opt_int(&self, index: usize) -> R<Option<i64>> {
        match self.0.cell(index)? {
            Val::Int(value) => Ok(Some(value)),
            Val::Null => Ok(None),
            other => Err(mistaken(index, "a number", other)),
        }
    }

    /// A number that is a small count.
    ///
    /// # Errors
    /// As [`Row::int`]; also where it is negative or too great.
    pub fn count(&self, index: usize) -> R<u32> {
        let value = self.int(index)?;
        u32::try_from(value).map_err(|_| DbErr::damaged(format!("column {index} holds {value}, which is no count")))
    }

    /// A yes or no, stored as 1 or 0.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn flag(&self, index: usize) -> R<bool> {
        Ok(self.int(index)? != 0)
    }

    /// A text.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn text(&self, index: usize) -> R<&str> {
        match self.0.cell(index)? {
            Val::Text(value) => Ok(value),
            other => Err(mistaken(index, "a text", other)),
        }
    }

    /// A text or nothing.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn opt_text(&self, index: usize) -> R<Option<&str>> {
        match self.0.cell(index)? {
            Val::Text(value) => Ok(Some(value)),
            Val::Null => Ok(None),
            other => Err(mistaken(index, "a text", other)),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn blob(&self, index: usize) -> R<&[u8]> {
        match self.0.cell(index)? {
            Val::Blob(value) => Ok(value),
            other => Err(mistaken(index, "bytes", other)),
        }
    }

    /// Bytes or nothing.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn opt_blob(&self, index: usize) -> R<Option<&[u8]>> {
        match self.0.cell(index)? {
            Val::Blob(value) => Ok(Some(value)),
            Val::Null => Ok(None),
            other => Err(mistaken(index, "bytes", other)),
        }
    }

    /// A text parsed as a domain type.
    ///
    /// # Errors
    /// As [`Row::int`]; also where the text is no such thing.
    pub fn parsed<T>(&self, index: usize) -> R<T>
    where
        T: std::str::FromStr,
        T::Err: fmt::Display,
    {
        self.text(index)?.parse().map_err(DbErr::damaged)
    }

    /// A text parsed as a domain type, or nothing.
    ///
    /// # Errors
    /// As [`Row::parsed`].
    pub fn opt_parsed<T>(&self, index: usize) -> R<Option<T>>
    where
        T: std::str::FromStr,
        T::Err: fmt::Display,
    {
        self.opt_text(index)?.map(|text| text.parse().map_err(DbErr::damaged)).transpose()
    }
}

fn mistaken(index: usize, wanted: &str, found: Val<'_>) -> DbErr {
    let found = match found {
        Val::Null => "nothing",
        Val::Int(_) => "a number",
        Val::Real(_) => "a fraction",
        Val::Text(_) => "a text",
        Val::Blob(_) => "bytes",
    };
    DbErr::damaged(format!("column {index} holds {found} where {wanted} is expected"))
}

/// A connection inside one transaction. Blocking; object-safe; one thread at a time.
pub trait Db: Send {
    /// Which engine this is; asked only for BEGIN and for DDL words.
    fn engine(&self) -> Engine;

    /// Runs several statements without parameters: DDL, BEGIN, COMMIT.
    ///
    /// # Errors
    /// [`DbErr`] of the first statement that fails; the transaction is then lost.
    fn batch(&mut self, sql: &str) -> R<()>;

    /// As [`Db::batch`], where it makes indexes over rows that are all there.
    ///
    /// # Errors
    /// [`DbErr`], as of [`Db::batch`].
    fn index(&mut self, sql: &str) -> R<()> {
        self.batch(sql)
    }

    /// Has what this transaction wrote so far on its way to the disk, and does not wait for it: a commit of very much
    /// is faster then.
    fn hasten(&mut self) {}

    /// Runs one statement that answers no rows; how many rows it changed.
    ///
    /// # Errors
    /// [`DbErr`]; the transaction is then lost, whatever the caller does.
    fn exec(&mut self, sql: &str, params: &[Val<'_>]) -> R<u64>;

    /// Runs one statement that answers no rows for many rows of `width` parameters each.
    ///
    /// # Errors
    /// As of [`Db::exec`].
    fn exec_many(&mut self, sql: &str, width: usize, params: &[Val<'_>]) -> R<()> {
        params.chunks(width).try_for_each(|row| self.exec(sql, row).map(drop))
    }

    /// Runs one statement and hands over its rows one by one; `f` may end it with an error.
    ///
    /// # Errors
    /// [`DbErr`] of the statement or of `f`; the transaction is then lost, whatever the caller does.
    fn each(&mut self, sql: &str, params: &[Val<'_>], f: &mut dyn FnMut(&Row<'_>) -> R<()>) -> R<()>;

    /// The first event that this transaction appends: `next` if there was none before.
    fn first_event(&mut self, next: i64) -> i64;

    /// How many seconds the machine's clock lies behind what it recorded before this transaction; nothing where it does
    /// not. Every event that is appended says so.
    fn behind_s(&self) -> Option<i64> {
        None
    }
}

/// Every row of a statement, read by `f`.
///
/// # Errors
/// As [`Db::each`].
pub fn all<T>(db: &mut dyn Db, sql: &str, params: &[Val<'_>], f: impl Fn(&Row<'_>) -> R<T>) -> R<Vec<T>> {
    let mut found = Vec::new();
    db.each(sql, params, &mut |row| {
        found.push(f(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// The only row of a statement, if there is one; of several, the last.
///
/// # Errors
/// As [`Db::each`].
pub fn one<T>(db: &mut dyn Db, sql: &str, params: &[Val<'_>], f: impl Fn(&Row<'_>) -> R<T>) -> R<Option<T>> {
    let mut found = None;
    db.each(sql, params, &mut |row| {
        found = Some(f(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// The only row of a statement that always has one.
///
/// # Errors
/// As [`Db::each`]; [`Kind::Damaged`] where there is none, `what` saying what is missing.
pub fn row<T>(db: &mut dyn Db, sql: &str, params: &[Val<'_>], what: &str, f: impl Fn(&Row<'_>) -> R<T>) -> R<T> {
    one(db, sql, params, f)?.ok_or_else(|| DbErr::damaged(format!("{what} is missing")))
}
