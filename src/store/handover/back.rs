//! Lines taken into a database: all of them in one transaction, or nothing.

use std::fmt;
use std::io::BufRead;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::replay::Replay;
use super::wire::{FORMAT, Head};
use crate::domain::id::ClientCode;
use crate::store::chain::Hash;
use crate::store::db::{Db, DbErr, Kind};
use crate::store::event::{self, Draft, Stamp, Subject};
use crate::store::verify::{self, Progress};
use crate::store::{Store, StoreError};

/// No line is longer, in bytes: a contract has at most 4 MB of text, an event 10 MB of facts.
const LONGEST: u64 = 64 << 20;

/// What was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// What the first line says.
    pub head: Head,
    /// How many events were appended for it.
    pub events: u64,
    /// How many tickets came.
    pub tickets: u64,
    /// How many assets came.
    pub assets: u64,
    /// Licence keys came of which only the end is known.
    pub masked: bool,
    /// Position of the event that tells of it.
    pub event: i64,
}

/// Something of the database that has the name or number of something in the lines.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)] // the sentences say it
pub enum Clash {
    Client(String),
    Contract(String),
    Calendar(String),
    ThirdParty(String),
    Ticket(i64),
    Authorisation(i64),
    Outage(i64),
    Action(i64),
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(code) => write!(f, "client `{code}` is there already"),
            Self::Contract(reference) => write!(f, "contract `{reference}` is there already"),
            Self::Calendar(name) => write!(f, "calendar `{name}` is there already and is another one"),
            Self::ThirdParty(code) => write!(f, "third party `{code}` is there already and differs"),
            Self::Ticket(number) => write!(f, "ticket #{number} is there already"),
            Self::Authorisation(number) => write!(f, "authorisation {number} is there already"),
            Self::Outage(number) => write!(f, "outage {number} is there already"),
            Self::Action(number) => write!(f, "action {number} is there already"),
        }
    }
}

/// The lines are not taken; the database is as it was.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The lines cannot be read.
    #[error("{0}")]
    Read(#[from] std::io::Error),
    /// A line that is none, or cannot follow those before.
    #[error("line {line}: {why}")]
    Line {
        /// From 1.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// Written by a newer infog.
    #[error("line 1: the lines are of version {found}; this infog reads version {FORMAT}")]
    Newer {
        /// Their version.
        found: u32,
    },
    /// Names and numbers that are taken, in order.
    #[error("{} names or numbers are taken", .0.len())]
    Clashes(Vec<Clash>),
    /// The lines changed while they were read.
    #[error("the lines are not those of the checksum any more")]
    Changed,
    /// What the lines say of rows is not what their events say.
    #[error("the lines do not fit together: {0}")]
    Unsound(String),
}

/// Where lines come from.
pub struct Source<'a> {
    /// The file or folder, as the log names it.
    pub name: &'a str,
    /// SHA-256 of the lines.
    pub sha256: &'a str,
    /// They themselves.
    pub lines: &'a mut dyn BufRead,
}

impl Store {
    /// Takes a client from the lines that [`super::write`] wrote. The whole file is checked before anything is kept.
    ///
    /// # Errors
    /// [`NotTaken`]; nothing was changed then.
    pub fn take(
        &mut self,
        source: &mut Source<'_>,
        stamp: &Stamp,
        dry_run: bool,
        progress: Progress<'_>,
    ) -> Result<Taken, NotTaken> {
        self.db.begin(true).map_err(|e| self.failed(e))?;
        let taken = self.inside_of_taking(source, stamp, progress);
        drop(self.db.take_failure()); // told below
        match taken {
            Ok(taken) if !dry_run => {
                self.db.commit().map_err(|e| self.failed(e))?;
                Ok(taken)
            }
            other => {
                self.db.rollback();
                other.map_err(|stop| match stop {
                    Stop::Told(not) => not,
                    Stop::Db(e) => self.failed(e).into(),
                })
            }
        }
    }

    fn inside_of_taking(
        &mut self,
        source: &mut Source<'_>,
        stamp: &Stamp,
        progress: Progress<'_>,
    ) -> Result<Taken, Stop> {
        let mut lines = Lines { input: source.lines, at: 0, buffer: Vec::new(), hasher: Sha256::new() };
        let head = head(&mut lines)?;
        let mut replay = Replay::begin(&mut self.db, &head.client)?;
        while let Some(text) = lines.next()? {
            replay.take(text).map_err(|stop| at_line(stop, lines.at))?;
        }
        if Hash(lines.hasher.finalize_reset().into()).to_string() != source.sha256 {
            return Err(NotTaken::Changed.into());
        }
        let (assets, tickets) = replay.end(stamp).map_err(|stop| at_line(stop, lines.at))?;
        let ((first, last), masked) = (replay.span(), replay.masked);
        let data = json!({
            "client": head.client,
            "file": source.name,
            "sha256": source.sha256,
            "exported_at": head.exported_at,
            "first": first,
            "last": last,
        })
        .to_string();
        let draft = Draft {
            stamp,
            subject: Subject::Database,
            key: &head.client.key(),
            kind: "imported",
            arg: "",
            data: Some(&data),
            beside: None,
            digest: None,
        };
        let event = event::append(&mut self.db, &draft)?;
        let verdict = verify::inside(&mut self.db, None, progress)?;
        if let Some(fault) = verdict.faults.first() {
            return Err(NotTaken::Unsound(fault.to_string()).into());
        }
        let events = u64::try_from(last - first + 1).unwrap_or(0);
        Ok(Taken { head, events, tickets, assets, masked, event })
    }
}

/// Why it ends: told in words, or the engine's.
#[derive(Debug)]
pub(super) enum Stop {
    Told(NotTaken),
    Db(DbErr),
}

impl From<DbErr> for Stop {
    fn from(error: DbErr) -> Self {
        Self::Db(error)
    }
}

impl From<NotTaken> for Stop {
    fn from(not: NotTaken) -> Self {
        Self::Told(not)
    }
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Self::Told(NotTaken::Line { line: 0, why })
    }
}

/// A rule of a table that a line breaks is the line's fault.
fn at_line(stop: Stop, line: u64) -> Stop {
    match stop {
        Stop::Told(NotTaken::Line { line: 0, why }) => NotTaken::Line { line, why }.into(),
        Stop::Db(e)
            if matches!(
                e.kind,
                Kind::Unique | Kind::ForeignKey | Kind::NotNull | Kind::Check | Kind::Damaged | Kind::Other
            ) =>
        {
            NotTaken::Line { line, why: e.text }.into()
        }
        other => other,
    }
}

fn head(lines: &mut Lines<'_>) -> Result<Head, Stop> {
    let wrong = |why: String| Stop::from(NotTaken::Line { line: 1, why });
    let text = lines.next()?.ok_or_else(|| wrong("there is no line".to_owned()))?;
    let value: serde_json::Value = serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
    match value["format"].as_u64().and_then(|found| u32::try_from(found).ok()) {
        Some(FORMAT) => {}
        Some(found) if found > FORMAT => return Err(NotTaken::Newer { found }.into()),
        _ => return Err(wrong("this is no client of infog".to_owned())),
    }
    serde_json::from_value(value).map_err(|e| wrong(e.to_string()))
}

struct Lines<'a> {
    input: &'a mut dyn BufRead,
    at: u64,
    buffer: Vec<u8>,
    hasher: Sha256,
}

impl Lines<'_> {
    fn next(&mut self) -> Result<Option<&str>, Stop> {
        use std::io::Read as _;
        self.buffer.clear();
        self.at += 1;
        let line = self.at;
        let wrong = |why: &str| Stop::from(NotTaken::Line { line, why: why.to_owned() });
        let mut limited = (&mut self.input).take(LONGEST);
        let read = limited.read_until(b'\n', &mut self.buffer).map_err(NotTaken::Read)?;
        if read == 0 {
            return Ok(None);
        }
        self.hasher.update(&self.buffer);
        if self.buffer.pop() != Some(b'\n') {
            return Err(wrong("the line has no end"));
        }
        std::str::from_utf8(&self.buffer).map(Some).map_err(|_| wrong("the line is not UTF-8"))
    }
}

/// The client of the lines is not in the database, and its row is the next.
pub(super) fn is_there(db: &mut dyn Db, client: &ClientCode) -> Result<bool, DbErr> {
    Ok(crate::store::client::id(db, client)?.is_some())
}
