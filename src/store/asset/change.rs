//! Changes of assets being made: rows beside one event, whose digest covers theirs.

use std::collections::HashMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::code;
use crate::domain::asset::{Asset, AssetStatus};
use crate::domain::id::folded;
use crate::store::chain::Hash;
use crate::store::client::ClientId;
use crate::store::db::{self, Db, DbErr, Kind, R};
use crate::store::event::{self, Draft, Stamp, Subject};
use crate::store::licence;
use crate::store::salt::Salts;

/// The first half of a SHA-256 over a record of an import with all that decides how it is read: its header, its
/// mapping, its client.
pub type RecordDigest = [u8; 16];

/// What became of one asset.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// It was not there.
    Created,
    /// It was, and is different now.
    Updated,
    /// It was, and is the same.
    Unchanged,
}

/// How the lines of an import ended; they add up to the lines read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs)] // the names say it
pub struct Counts {
    pub read: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub refused: u64,
}

const COUNTERS: &str = "SELECT name, value FROM counter WHERE name IN ('asset', 'asset_change')";
const LOCK_COUNTERS: &str = "UPDATE counter SET value = value WHERE name IN ('asset', 'asset_change')";
const SET_COUNTER: &str = "UPDATE counter SET value = $1 WHERE name = $2";
const FIND: &str = "SELECT id, data, source, serial_key FROM asset WHERE client = $1 AND tag_key = $2";
const ANY: &str = "SELECT id FROM asset WHERE client = $1 LIMIT 1";
const INSERT: &str = "INSERT INTO asset (id, client, tag, tag_key, serial_key, kind, status, data, source)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const UPDATE: &str = "UPDATE asset SET tag = $1, serial_key = $2, kind = $3, status = $4, data = $5, source = $6
    WHERE id = $7";
const SET_SERIAL: &str = "UPDATE asset SET serial_key = $1 WHERE id = $2";
const SET_SOURCE: &str = "UPDATE asset SET source = $1 WHERE id = $2";
const INSERT_CHANGE: &str = "INSERT INTO asset_change (id, event, line, asset, digest, salt, before, after)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
/// Many changes under way that become one event. Nothing of it may be kept when the transaction is run again.
pub struct Import {
    event: i64,
    first_change: i64,
    next_change: i64,
    next_asset: i64,
    digest: Sha256,
    salts: Salts,
    was_empty: HashMap<i64, bool>,
    serials: Vec<(i64, String)>,
    retired: Vec<i64>,
}

struct Existing {
    id: i64,
    data: String,
    source: Option<Vec<u8>>,
    serial_key: Option<String>,
}

impl Import {
    /// Begins; no event may be appended by anyone else until [`Import::finish`].
    ///
    /// # Errors
    /// [`DbErr`].
    pub fn begin(db: &mut dyn Db) -> R<Self> {
        let event = event::next_position(db)?;
        db.exec(LOCK_COUNTERS, &[])?;
        let counters = db::all(db, COUNTERS, &[], |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))?;
        let last = |name: &str| counters.iter().find(|(n, _)| n == name).map(|(_, value)| *value);
        let missing = || DbErr::damaged("a counter is missing");
        let next_change = last("asset_change").ok_or_else(missing)? + 1;
        Ok(Self {
            event,
            first_change: next_change,
            next_change,
            next_asset: last("asset").ok_or_else(missing)? + 1,
            digest: Sha256::new(),
            salts: Salts::many(),
            was_empty: HashMap::new(),
            serials: Vec::new(),
            retired: Vec::new(),
        })
    }

    /// Adds or replaces one asset. `line` is that of the file, 0 where there is none; `record` the digest of the line,
    /// by which the next import knows it again. Serials may change hands among the assets of one import.
    ///
    /// # Errors
    /// [`DbErr`].
    pub fn put(
        &mut self,
        db: &mut dyn Db,
        client: ClientId,
        line: i64,
        asset: &Asset,
        record: Option<&RecordDigest>,
    ) -> R<Outcome> {
        let data = serde_json::to_string(asset)
            .map_err(|e| DbErr::new(Kind::Other, format!("asset `{}` cannot be written: {e}", asset.tag)))?;
        let tag_key = asset.tag.key();
        let existing = if self.was_empty(db, client)? { None } else { find(db, client, &tag_key)? };
        let new = New { client, line, asset, data: &data, tag_key: &tag_key, record };
        match existing {
            None => self.create(db, &new).map(|()| Outcome::Created),
            Some(old) if old.data == data => keep(db, &old, record).map(|()| Outcome::Unchanged),
            Some(old) => self.replace(db, &new, &old).map(|()| Outcome::Updated),
        }
    }

    /// An import into a client without assets need not look for each.
    fn was_empty(&mut self, db: &mut dyn Db, client: ClientId) -> R<bool> {
        if let Some(known) = self.was_empty.get(&client.0) {
            return Ok(*known);
        }
        let empty = db::one(db, ANY, &[client.0.into()], |row| row.int(0))?.is_none();
        self.was_empty.insert(client.0, empty);
        Ok(empty)
    }

    fn create(&mut self, db: &mut dyn Db, new: &New<'_>) -> R<()> {
        let id = self.next_asset;
        self.next_asset += 1;
        let mut serial = new.asset.serial().map(folded);
        if let Some(key) = &serial
            && !self.was_empty(db, new.client)?
            && super::by_serial(db, new.client, key)?.is_some()
        {
            self.serials.push((id, key.clone())); // free by the end, or refused then
            serial = None;
        }
        let (kind, status) = (code(new.asset.kind)?, code(new.asset.status)?);
        let params = [
            id.into(),
            new.client.0.into(),
            new.asset.tag.as_str().into(),
            new.tag_key.into(),
            serial.as_deref().into(),
            kind.as_str().into(),
            status.as_str().into(),
            new.data.into(),
            new.record.into(),
        ];
        db.exec(INSERT, &params)?;
        self.note(db, id, None, new)
    }

    fn replace(&mut self, db: &mut dyn Db, new: &New<'_>, old: &Existing) -> R<()> {
        let wanted = new.asset.serial().map(folded);
        let mut serial = wanted.as_deref();
        if wanted != old.serial_key
            && let Some(key) = &wanted
        {
            self.serials.push((old.id, key.clone())); // another asset may give it up later in the file
            serial = None;
        }
        let (kind, status) = (code(new.asset.kind)?, code(new.asset.status)?);
        let params = [
            new.asset.tag.as_str().into(),
            serial.into(),
            kind.as_str().into(),
            status.as_str().into(),
            new.data.into(),
            new.record.into(),
            old.id.into(),
        ];
        db.exec(UPDATE, &params)?;
        if new.asset.status == AssetStatus::Retired {
            self.retired.push(old.id);
        }
        self.note(db, old.id, Some(&old.data), new)
    }

    fn note(&mut self, db: &mut dyn Db, asset: i64, before: Option<&str>, new: &New<'_>) -> R<()> {
        let New { client, line, data: after, .. } = *new;
        let id = self.next_change;
        self.next_change += 1;
        let salt = self.salts.next()?;
        let digest = digest_of_change(Some(client.0), asset, line, &salt, before, after);
        self.digest.update(digest.0);
        let params = [
            id.into(),
            self.event.into(),
            line.into(),
            asset.into(),
            (&digest.0).into(),
            (&salt).into(),
            before.into(),
            after.into(),
        ];
        db.exec(INSERT_CHANGE, &params).map(drop)
    }

    /// How many assets changed so far.
    #[must_use]
    pub const fn changed(&self) -> i64 {
        self.next_change - self.first_change
    }

    /// Appends the one event for all of it; without a change there is none, and nothing is returned.
    ///
    /// # Errors
    /// [`Kind::Unique`] where two assets of a client end with the same serial; [`Kind::Other`] where another event was
    /// appended meanwhile.
    pub fn finish(
        mut self,
        db: &mut dyn Db,
        kind: &str,
        key: &str,
        counts: Option<&Counts>,
        stamp: &Stamp,
    ) -> R<Option<i64>> {
        for (id, serial) in std::mem::take(&mut self.serials) {
            db.exec(SET_SERIAL, &[serial.as_str().into(), id.into()])?;
        }
        if self.changed() == 0 {
            return Ok(None);
        }
        db.exec(SET_COUNTER, &[(self.next_asset - 1).into(), "asset".into()])?;
        db.exec(SET_COUNTER, &[(self.next_change - 1).into(), "asset_change".into()])?;
        let data =
            json!({ "first": self.first_change, "rows": self.changed(), "counts": counts, "owned": true }).to_string();
        let digest = Hash(self.digest.finalize().into());
        let draft = Draft {
            stamp,
            subject: Subject::Asset,
            key,
            kind,
            arg: "",
            data: Some(&data),
            beside: None,
            digest: Some(&digest),
        };
        match event::append(db, &draft)? {
            id if id == self.event => {
                licence::free(db, &self.retired, stamp)?;
                Ok(Some(id))
            }
            id => {
                Err(DbErr::new(Kind::Other, format!("event {id} followed assets that belong to event {}", self.event)))
            }
        }
    }
}

struct New<'a> {
    client: ClientId,
    line: i64,
    asset: &'a Asset,
    data: &'a str,
    tag_key: &'a str,
    record: Option<&'a RecordDigest>,
}

fn find(db: &mut dyn Db, client: ClientId, tag_key: &str) -> R<Option<Existing>> {
    db::one(db, FIND, &[client.0.into(), tag_key.into()], |row| {
        Ok(Existing {
            id: row.int(0)?,
            data: row.text(1)?.to_owned(),
            source: row.opt_blob(2)?.map(<[u8]>::to_vec),
            serial_key: row.opt_text(3)?.map(str::to_owned),
        })
    })
}

/// The same asset from another record: the next import knows that record too.
fn keep(db: &mut dyn Db, old: &Existing, record: Option<&RecordDigest>) -> R<()> {
    match record {
        Some(new) if old.source.as_deref() != Some(new.as_slice()) => {
            db.exec(SET_SOURCE, &[new.into(), old.id.into()]).map(drop)
        }
        _ => Ok(()),
    }
}

/// What stands in the chain for one change; `owner` is the row of the client, which early changes do not cover.
pub(in crate::store) fn digest_of_change(
    owner: Option<i64>,
    asset: i64,
    line: i64,
    salt: &[u8],
    before: Option<&str>,
    after: &str,
) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    if let Some(owner) = owner {
        hasher.update(owner.to_be_bytes());
    }
    hasher.update(asset.to_be_bytes());
    hasher.update(line.to_be_bytes());
    let before = before.unwrap_or_default();
    hasher.update((before.len() as u64).to_be_bytes());
    hasher.update(before);
    hasher.update(after);
    Hash(hasher.finalize().into())
}
