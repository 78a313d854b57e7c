//! The log of every change: who, when it happened, when it was recorded, what.
//!
//! Facts that may have to be erased one day (names, notes, before and after) are kept beside the chain, see
//! [`Draft::beside`].

use super::PROGRAM;
use super::chain::{self, Columns, Hash, Head};
use super::db::{Db, R, Row};
use super::salt::Salts;
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::Happening;

/// Who records something, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// When it happened.
    pub at: Instant,
    /// When it is written down.
    pub recorded_at: Instant,
    /// By whom.
    pub actor: String,
    /// The clock was given (`--now`) and not read.
    pub clock_given: bool,
}

/// What an event is about. Tickets have events of their own, see [`super::ticket::append`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // the names say it
pub enum Subject {
    Client,
    Calendar,
    Contract,
    Asset,
    Ticket,
    Site,
    Contact,
    /// What was done to an asset beside its columns.
    Deed,
    /// A target version or the end of a maker's support.
    Version,
    /// Seats of licences; the licence itself is an asset.
    Licence,
    /// Times in which something was down.
    Outage,
    Campaign,
    ThirdParty,
    Authorisation,
    /// Calls to the desk.
    Call,
    /// Recommendations and actions.
    Action,
    /// Months that were closed.
    Closing,
    /// The file as a whole: an erasure, a move, an undo.
    Database,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Client,
        Self::Calendar,
        Self::Contract,
        Self::Asset,
        Self::Ticket,
        Self::Site,
        Self::Contact,
        Self::Deed,
        Self::Version,
        Self::Licence,
        Self::Outage,
        Self::Campaign,
        Self::ThirdParty,
        Self::Authorisation,
        Self::Call,
        Self::Action,
        Self::Closing,
        Self::Database,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Calendar => "calendar",
            Self::Contract => "contract",
            Self::Asset => "asset",
            Self::Ticket => "ticket",
            Self::Site => "site",
            Self::Contact => "contact",
            Self::Deed => "deed",
            Self::Version => "version",
            Self::Licence => "licence",
            Self::Outage => "outage",
            Self::Campaign => "campaign",
            Self::ThirdParty => "third-party",
            Self::Authorisation => "authorisation",
            Self::Call => "call",
            Self::Action => "action",
            Self::Closing => "closing",
            Self::Database => "database",
        }
    }

    /// The kinds of its events, by their stable codes; those of tickets are the codes of what happened to them.
    #[must_use]
    pub const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Client | Self::Site | Self::ThirdParty => &["added", "edited", "archived", "restored", "undone"],
            Self::Contact => &["added", "edited", "archived", "restored", "anonymised", "undone"],
            Self::Calendar => &["applied", "corrected", "undone"],
            Self::Contract => &["applied", "corrected", "worked", "topped-up", "fulfilled", "undone"],
            Self::Asset => &[
                "added",
                "edited",
                "imported",
                "retired",
                "renamed",
                "covered",
                "uncovered",
                "moved",
                "sent-out",
                "came-back",
                "lent",
                "returned",
                "replaced",
                "replaces",
                "updated",
                "undone",
            ],
            Self::Ticket => &Happening::CODES,
            Self::Deed => {
                &["moved", "sent-out", "came-back", "lent", "returned", "replaced", "replaces", "updated", "undone"]
            }
            Self::Version => &["added", "edited", "removed", "undone"],
            Self::Licence => &["assigned", "released", "freed", "passed-on", "key-shown", "over-used", "undone"],
            Self::Outage => &["added", "edited", "removed", "undone"],
            Self::Campaign => &["started", "accepted", "undone"],
            Self::Authorisation => &["granted", "ended", "undone"],
            Self::Call => &["imported", "undone"],
            Self::Action => &["added", "edited", "done", "dropped", "undone"],
            Self::Closing => &["closed", "reopened"],
            Self::Database => &["erased", "imported"],
        }
    }
}

/// An event about to be appended.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Who and when.
    pub stamp: &'a Stamp,
    /// About what; not a ticket.
    pub subject: Subject,
    /// Which one, folded as it is compared.
    pub key: &'a str,
    /// What happened, a stable code: `added`, `edited`, `imported`.
    pub kind: &'a str,
    /// A short fact.
    pub arg: &'a str,
    /// Facts that stay in the chain (JSON).
    pub data: Option<&'a str>,
    /// Facts that can be erased (JSON); a salted digest of them stays in the chain.
    pub beside: Option<&'a str>,
    /// Digest of facts kept elsewhere, instead of `beside`.
    pub digest: Option<&'a Hash>,
}

/// An event as it is kept. Codes are those of the file: an unknown one is shown as such.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// Its position in the chain, from 1.
    pub id: i64,
    /// Who and when.
    pub stamp: Stamp,
    /// The infog that wrote it.
    pub program: String,
    /// About what.
    pub subject: String,
    /// Which one; nothing for tickets.
    pub key: Option<String>,
    /// Which ticket, and the event's sequence in it.
    pub ticket: Option<(TicketNumber, u32)>,
    /// What happened.
    pub kind: String,
    /// A short fact.
    pub arg: String,
    /// Facts (JSON).
    pub data: Option<String>,
    /// The first event of the change that it is part of; nothing for that event itself.
    pub part_of: Option<i64>,
    /// Its hash in the chain.
    pub hash: Hash,
    /// Erasable facts (JSON), if there are any and they were not erased.
    pub beside: Option<String>,
    /// How many seconds the machine's clock lay behind what it had recorded before; nothing where it did not.
    pub behind_s: Option<i64>,
    /// There were such facts, and they were erased. Of assets, each change says so itself.
    pub erased: bool,
}

impl Recorded {
    /// The number of the change that it is part of: the position of its first event.
    #[must_use]
    pub fn change(&self) -> i64 {
        self.part_of.unwrap_or(self.id)
    }

    /// Reads `beside` as JSON.
    ///
    /// # Errors
    /// Damaged where it is none.
    pub fn beside_json(&self) -> R<serde_json::Value> {
        let text = self.beside.as_deref().unwrap_or("null");
        serde_json::from_str(text).map_err(|e| super::DbErr::damaged(format!("event {}: {e}", self.id)))
    }
}

/// Appends one event about something other than a ticket; its position in the chain.
///
/// # Errors
/// [`super::DbErr`].
pub fn append(db: &mut dyn Db, draft: &Draft<'_>) -> R<i64> {
    debug_assert!(draft.subject.kinds().contains(&draft.kind), "{} {}", draft.subject.code(), draft.kind);
    let head = chain::lock(db)?;
    let id = head.position + 1;
    let mut pen = Pen { db, salts: Salts::few(), head };
    let columns = Columns {
        id,
        at: draft.stamp.at.0,
        recorded_at: draft.stamp.recorded_at.0,
        actor: &draft.stamp.actor,
        program: PROGRAM,
        clock_given: draft.stamp.clock_given,
        subject: draft.subject.code(),
        key: Some(draft.key),
        ticket: None,
        seq: None,
        kind: draft.kind,
        arg: draft.arg,
        data: draft.data,
        digest: draft.digest.map(|d| d.0.as_slice()),
        behind_s: None,
        part_of: None, // the pen knows
    };
    pen.write(columns, draft.beside)?;
    let after = pen.head;
    chain::advance(db, &head, &after)?;
    Ok(id)
}

/// So many events are looked back on for the last that the machine's clock dated.
const LOOK_BACK: i64 = 1_000;
/// A clock that is set by the network may be moved back a little.
const SLACK_S: i64 = 2;
const LAST_DATED: &str = "SELECT recorded_at FROM event WHERE id > $1 AND clock_given = 0
    ORDER BY id DESC NULLS LAST LIMIT 1";

/// How many seconds `now` lies behind the last event that the machine's clock dated; nothing where it does not.
pub(super) fn behind(db: &mut dyn Db, now: i64) -> R<Option<i64>> {
    let from = chain::head(db)?.position - LOOK_BACK;
    let last = super::db::one(db, LAST_DATED, &[from.into()], |row| row.int(0))?;
    Ok(last.map(|last| last.saturating_sub(now)).filter(|behind| *behind > SLACK_S))
}

/// The position that the next event will get; it is held until this transaction ends.
pub(super) fn next_position(db: &mut dyn Db) -> R<i64> {
    Ok(chain::lock(db)?.position + 1)
}

/// Writes rows of the log one after the other, from a head that the caller locked and will move.
pub(super) struct Pen<'a> {
    pub db: &'a mut dyn Db,
    pub salts: Salts,
    pub head: Head,
}

const INSERT: &str = "INSERT INTO event (id, at, recorded_at, actor, program, clock_given, subject, key, ticket, seq,
    type, arg, data, digest, behind_s, part_of, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
const INSERT_TEXT: &str = "INSERT INTO event_text (event, salt, body) VALUES ($1, $2, $3)";

impl Pen<'_> {
    /// Appends `columns` (their `id` follows the head) with the erasable text `beside`.
    pub(super) fn write(&mut self, columns: Columns<'_>, beside: Option<&str>) -> R<()> {
        let behind_s = if columns.clock_given { columns.behind_s } else { self.db.behind_s() };
        self.copy(Columns { behind_s, ..columns }, beside)
    }

    /// Appends an event of another log: the clock by which it was recorded was another, too.
    pub(super) fn copy(&mut self, columns: Columns<'_>, beside: Option<&str>) -> R<()> {
        let mut columns = columns;
        let first = self.db.first_event(columns.id);
        columns.part_of = (first != columns.id).then_some(first);
        let kept = match beside {
            Some(text) => {
                let salt = self.salts.next()?;
                Some((salt, text, chain::digest_of(&salt, text)))
            }
            None => None,
        };
        if let Some((_, _, digest)) = &kept {
            columns.digest = Some(&digest.0);
        }
        let hash = columns.hash(&self.head.hash);
        self.insert(&columns, &hash)?;
        if let Some((salt, text, _)) = &kept {
            self.db.exec(INSERT_TEXT, &[columns.id.into(), salt.into(), (*text).into()])?;
        }
        self.head = Head { position: columns.id, hash };
        Ok(())
    }

    fn insert(&mut self, c: &Columns<'_>, hash: &Hash) -> R<()> {
        let params = [
            c.id.into(),
            c.at.into(),
            c.recorded_at.into(),
            c.actor.into(),
            c.program.into(),
            c.clock_given.into(),
            c.subject.into(),
            c.key.into(),
            c.ticket.into(),
            c.seq.into(),
            c.kind.into(),
            c.arg.into(),
            c.data.into(),
            c.digest.into(),
            c.behind_s.into(),
            c.part_of.into(),
            (&hash.0).into(),
        ];
        self.db.exec(INSERT, &params).map(drop)
    }
}

/// The events of one subject that is no ticket, oldest first.
///
/// # Errors
/// [`super::DbErr`].
pub fn history(db: &mut dyn Db, subject: Subject, key: &str) -> R<Vec<Recorded>> {
    super::db::all(db, HISTORY, &[subject.code().into(), key.into()], recorded)
}

const HISTORY: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.behind_s, e.part_of, e.hash, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id
    WHERE e.subject = $1 AND e.key = $2 AND e.key IS NOT NULL ORDER BY e.id NULLS FIRST";

/// The event at this position.
///
/// # Errors
/// [`super::DbErr`].
pub fn get(db: &mut dyn Db, id: i64) -> R<Option<Recorded>> {
    super::db::one(db, GET, &[id.into()], recorded)
}

const GET: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.behind_s, e.part_of, e.hash, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id WHERE e.id = $1";

/// Hands over the events of a ticket, oldest first.
///
/// # Errors
/// [`super::DbErr`], or that of `f`.
pub fn each_of_ticket(db: &mut dyn Db, number: TicketNumber, f: &mut dyn FnMut(&Recorded) -> R<()>) -> R<()> {
    db.each(OF_TICKET, &[number.0.into()], &mut |row| f(&recorded(row)?))
}

const OF_TICKET: &str =
    "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.behind_s, e.part_of, e.hash, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id
    WHERE e.ticket = $1 AND e.ticket IS NOT NULL ORDER BY e.seq NULLS FIRST";

/// Hands over every event after position `after`, oldest first, with its erasable facts: verify, audit, export.
///
/// # Errors
/// [`super::DbErr`], or that of `f`.
pub fn each(db: &mut dyn Db, after: i64, f: &mut dyn FnMut(&Recorded) -> R<()>) -> R<()> {
    db.each(EACH, &[after.into()], &mut |row| f(&recorded(row)?))
}

const EACH: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.behind_s, e.part_of, e.hash, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id
    WHERE e.id > $1 ORDER BY e.id NULLS FIRST";

/// An event of a row that was asked for in the order of the table, with the text beside it at the end.
pub(super) fn recorded(row: &Row<'_>) -> R<Recorded> {
    let c = Columns::read(row)?;
    let ticket = match (c.ticket, c.seq) {
        (Some(number), Some(_)) => Some((TicketNumber(number), row.count(9)?)),
        _ => None,
    };
    let stamp = Stamp {
        at: Instant(c.at),
        recorded_at: Instant(c.recorded_at),
        actor: c.actor.to_owned(),
        clock_given: c.clock_given,
    };
    let beside = row.opt_text(17)?.map(str::to_owned);
    let kept_here = c.subject != Subject::Asset.code();
    Ok(Recorded {
        erased: kept_here && c.digest.is_some() && beside.is_none(),
        id: c.id,
        stamp,
        program: c.program.to_owned(),
        subject: c.subject.to_owned(),
        key: c.key.map(str::to_owned),
        ticket,
        kind: c.kind.to_owned(),
        arg: c.arg.to_owned(),
        data: c.data.map(str::to_owned),
        part_of: c.part_of,
        hash: Hash::stored(row.blob(16)?)?,
        beside,
        behind_s: c.behind_s,
    })
}
