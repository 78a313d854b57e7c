//! The hash chain of the event log: whoever edits, drops, inserts or moves an event breaks it.
//!
//! The hash of an event is SHA-256 over the hash before it and every column of its row, each with its length. Text
//! that may have to be erased is represented by a salted digest.

use std::fmt;

use sha2::{Digest, Sha256};

use super::db::{self, Db, DbErr, Kind, R, Row};

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What stands before the first event.
    pub const NONE: Self = Self([0; 32]);

    /// A hash as it is stored.
    ///
    /// # Errors
    /// [`Kind::Damaged`] where it has not 32 bytes.
    pub fn stored(bytes: &[u8]) -> R<Self> {
        bytes.try_into().map(Self).map_err(|_| DbErr::damaged(format!("a hash has {} bytes, not 32", bytes.len())))
    }

    /// A hash as it is written: 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`Kind::Damaged`] where it is none.
    pub fn spelt(text: &str) -> R<Self> {
        let mut hash = [0; 32];
        let digits = text.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).ok());
        let mut bytes = digits.map(|two| two.and_then(|two| u8::from_str_radix(two, 16).ok()));
        let sound = text.len() == 64 && hash.iter_mut().all(|byte| bytes.next().flatten().map(|b| *byte = b).is_some());
        if sound { Ok(Self(hash)) } else { Err(DbErr::damaged("a digest is no SHA-256")) }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The end of the chain: what `verify` and backups print, and what can be kept elsewhere to compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// How many events there are; the last one's number.
    pub position: i64,
    /// The last one's hash; [`Hash::NONE`] where there is none.
    pub hash: Hash,
}

/// The columns of an event, lent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns<'a> {
    pub id: i64,
    pub at: i64,
    pub recorded_at: i64,
    pub actor: &'a str,
    pub program: &'a str,
    pub clock_given: bool,
    pub subject: &'a str,
    pub key: Option<&'a str>,
    pub ticket: Option<i64>,
    pub seq: Option<i64>,
    pub kind: &'a str,
    pub arg: &'a str,
    pub data: Option<&'a str>,
    pub digest: Option<&'a [u8]>,
    pub behind_s: Option<i64>,
    pub part_of: Option<i64>,
}

impl<'a> Columns<'a> {
    /// The columns of a row that was asked for in the order of the table, `hash` after them.
    pub(super) fn read(row: &'a Row<'_>) -> R<Self> {
        Ok(Self {
            id: row.int(0)?,
            at: row.int(1)?,
            recorded_at: row.int(2)?,
            actor: row.text(3)?,
            program: row.text(4)?,
            clock_given: row.flag(5)?,
            subject: row.text(6)?,
            key: row.opt_text(7)?,
            ticket: row.opt_int(8)?,
            seq: row.opt_int(9)?,
            kind: row.text(10)?,
            arg: row.text(11)?,
            data: row.opt_text(12)?,
            digest: row.opt_blob(13)?,
            behind_s: row.opt_int(14)?,
            part_of: row.opt_int(15)?,
        })
    }

    /// The event's own hash, after `before`.
    pub(super) fn hash(&self, before: &Hash) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(before.0);
        for number in [self.id, self.at, self.recorded_at, i64::from(self.clock_given)] {
            hasher.update(number.to_be_bytes());
        }
        for number in [self.ticket, self.seq] {
            field(&mut hasher, number.map(i64::to_be_bytes).as_ref().map(|b| b.as_slice()));
        }
        for text in [self.actor, self.program, self.subject, self.kind, self.arg] {
            field(&mut hasher, Some(text.as_bytes()));
        }
        field(&mut hasher, self.key.map(str::as_bytes));
        field(&mut hasher, self.data.map(str::as_bytes));
        field(&mut hasher, self.digest);
        if let Some(behind_s) = self.behind_s {
            field(&mut hasher, Some(&behind_s.to_be_bytes())); // nothing where nothing is said, as before schema 6
        }
        if let Some(first) = self.part_of {
            hasher.update([2]); // events of before had no such column: without it nothing follows
            hasher.update(first.to_be_bytes());
        }
        Hash(hasher.finalize().into())
    }
}

/// With its length before it, so that no two rows read alike.
fn field(hasher: &mut Sha256, bytes: Option<&[u8]>) {
    match bytes {
        None => hasher.update([0]),
        Some(bytes) => {
            hasher.update([1]);
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
    }
}

/// What stands in the chain for an erasable text.
pub(super) fn digest_of(salt: &[u8], text: &str) -> Hash {
    let mut hasher = Sha256::new();
    field(&mut hasher, Some(salt));
    field(&mut hasher, Some(text.as_bytes()));
    Hash(hasher.finalize().into())
}

const HEAD: &str = "SELECT position, hash FROM chain WHERE name = 'main'";
/// Locks the row on every engine: events are appended one writer at a time.
const LOCK_HEAD: &str = "UPDATE chain SET position = position WHERE name = 'main' RETURNING position, hash";
const MOVE_HEAD: &str = "UPDATE chain SET position = $1, hash = $2 WHERE name = 'main' AND position = $3";
const START: &str = "INSERT INTO chain (name, position, hash) VALUES ('main', 0, $1) ON CONFLICT (name) DO NOTHING";

fn head_row(row: &Row<'_>) -> R<Head> {
    Ok(Head { position: row.int(0)?, hash: Hash::stored(row.blob(1)?)? })
}

/// The end of the chain.
///
/// # Errors
/// [`DbErr`].
pub fn head(db: &mut dyn Db) -> R<Head> {
    Ok(db::one(db, HEAD, &[], head_row)?.unwrap_or(Head { position: 0, hash: Hash::NONE }))
}

/// The end of the chain, held until this transaction ends.
pub(super) fn lock(db: &mut dyn Db) -> R<Head> {
    if let Some(head) = db::one(db, LOCK_HEAD, &[], head_row)? {
        return Ok(head);
    }
    db.exec(START, &[(&Hash::NONE.0).into()])?;
    db::row(db, LOCK_HEAD, &[], "the head of the chain", head_row)
}

/// Moves the end of the chain from `before` to `after`.
pub(super) fn advance(db: &mut dyn Db, before: &Head, after: &Head) -> R<()> {
    match db.exec(MOVE_HEAD, &[after.position.into(), (&after.hash.0).into(), before.position.into()])? {
        1 => Ok(()),
        _ => Err(DbErr::new(Kind::Retry, "another infog appended an event")),
    }
}

/// How many events of one transaction are read back before it ends; an import of more is checked by `verify`.
const READ_BACK: i64 = 1_000;

/// Reads back the events appended since `before` and compares them with what the chain says of them.
///
/// # Errors
/// [`Kind::Damaged`] where they differ: nothing of the transaction is kept then.
pub(super) fn read_back(db: &mut dyn Db, before: &Head) -> R<()> {
    let now = head(db)?;
    if now == *before {
        return Ok(());
    }
    let from = before.position.max(now.position - READ_BACK);
    let previous = if from == before.position { before.hash } else { hash_at(db, from)? };
    let reached = follow(db, Head { position: from, hash: previous }, now.position, &mut |_| {})?;
    if reached == now { Ok(()) } else { Err(DbErr::damaged("what was written is not what is there")) }
}

const HASH_AT: &str = "SELECT hash FROM event WHERE id = $1";

fn hash_at(db: &mut dyn Db, position: i64) -> R<Hash> {
    db::row(db, HASH_AT, &[position.into()], "an event", |row| Hash::stored(row.blob(0)?))
}

const EVENTS: &str = "SELECT id, at, recorded_at, actor, program, clock_given, subject, key, ticket, seq, type, arg,
    data, digest, behind_s, part_of, hash FROM event WHERE id > $1 AND id <= $2 ORDER BY id NULLS FIRST";

/// Follows the chain from `from` up to event `to` and computes each hash anew; where that ends.
///
/// # Errors
/// [`Kind::Damaged`] names the first event that is not what the chain says, or is missing.
pub fn follow(db: &mut dyn Db, from: Head, to: i64, progress: &mut dyn FnMut(i64)) -> R<Head> {
    let mut reached = from;
    db.each(EVENTS, &[from.position.into(), to.into()], &mut |row| {
        let columns = Columns::read(row)?;
        if columns.id != reached.position + 1 {
            return Err(DbErr::damaged(format!("event {} is missing", reached.position + 1)));
        }
        let hash = columns.hash(&reached.hash);
        if hash != Hash::stored(row.blob(16)?)? {
            return Err(DbErr::damaged(format!("event {} was changed", columns.id)));
        }
        reached = Head { position: columns.id, hash };
        progress(columns.id);
        Ok(())
    })?;
    Ok(reached)
}

/// Checks the whole chain, from the first event to the head; the head.
///
/// # Errors
/// [`Kind::Damaged`] names the first event at fault, or says that the tail is cut.
pub fn verify(db: &mut dyn Db, progress: &mut dyn FnMut(i64)) -> R<Head> {
    let end = head(db)?;
    let reached = follow(db, Head { position: 0, hash: Hash::NONE }, i64::MAX, progress)?;
    if reached == end {
        return Ok(end);
    }
    Err(DbErr::damaged(format!("the chain ends at event {} and the head says {}", reached.position, end.position)))
}
