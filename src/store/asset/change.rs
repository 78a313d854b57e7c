//! Changes of assets being made: rows beside one event, whose digest covers theirs.

mod apart;

use std::collections::HashMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub use self::apart::Apart;
use super::held::Held;
use crate::domain::asset::Asset;
use crate::domain::id::folded;
use crate::store::chain::Hash;
use crate::store::client::ClientId;
use crate::store::db::{self, Db, DbErr, Kind, R, Val};
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
const SET_TAG_KEY: &str = "UPDATE asset SET tag_key = $1 WHERE id = $2";
const ANY: &str = "SELECT id FROM asset WHERE client = $1 LIMIT 1";
const INSERT: &str = "INSERT INTO asset (id, client, tag, tag_key, serial_key, kind, status, data, source)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const UPDATE: &str = "UPDATE asset SET tag = $1, serial_key = $2, kind = $3, status = $4, data = $5, source = $6
    WHERE id = $7";
const SET_SERIAL: &str = "UPDATE asset SET serial_key = $1 WHERE id = $2";
const DELETE: &str = "DELETE FROM asset WHERE id = $1";
const CLASH: &str = "SELECT o.tag FROM asset a JOIN asset o ON o.client = a.client AND o.serial_key = $2
    WHERE a.id = $1 AND o.id <> $1 AND o.serial_key IS NOT NULL";
const INSERT_CHANGE: &str = "INSERT INTO asset_change (id, event, line, asset, digest, salt, before, after)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
/// Stands for the text of an asset in the change that made it: the next change found it, or the asset still holds it.
const MADE: &str = "";

/// The indexes of assets whose keys come in no order, word for word as the migrations made them: sorting a million keys
/// at the end takes a tenth of the time of putting each in its place.
const INDEXES: [(&str, &str); 2] = [
    ("DROP INDEX asset_tag", "CREATE UNIQUE INDEX asset_tag ON asset (client, tag_key)"),
    (
        "DROP INDEX asset_serial",
        "CREATE UNIQUE INDEX asset_serial ON asset (client, serial_key) WHERE serial_key IS NOT NULL",
    ),
];

/// Many changes under way that become one event. Nothing of it may be kept when the transaction is run again.
pub struct Import {
    event: i64,
    first_change: i64,
    next_change: i64,
    first_asset: i64,
    next_asset: i64,
    digest: Sha256,
    salts: Salts,
    was_empty: HashMap<i64, bool>,
    serials: Vec<(i64, String)>,
    file: Option<String>,
    gone: Vec<i64>,
    lacks_indexes: bool,
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
        let next_asset = last("asset").ok_or_else(missing)? + 1;
        Ok(Self {
            event,
            first_change: next_change,
            next_change,
            first_asset: next_asset,
            next_asset,
            digest: Sha256::new(),
            salts: Salts::many(),
            was_empty: HashMap::new(),
            serials: Vec::new(),
            file: None,
            gone: Vec::new(),
            lacks_indexes: false,
        })
    }

    /// Prepares for many assets: where there was none before, the indexes are made when all are there. Until
    /// [`Import::index`] only assets without a predecessor may be put.
    ///
    /// # Errors
    /// [`DbErr`].
    pub fn expecting_many(mut self, db: &mut dyn Db) -> R<Self> {
        if self.began_empty() && self.first_change == 1 {
            INDEXES.iter().try_for_each(|(drop, _)| db.batch(drop))?;
            self.lacks_indexes = true;
        }
        Ok(self)
    }

    /// Does no client have an asset from before it?
    #[must_use]
    pub const fn began_empty(&self) -> bool {
        self.first_asset == 1
    }

    /// Are indexes to be made at the end? Then nothing can be looked for before.
    #[must_use]
    pub const fn lacks_indexes(&self) -> bool {
        self.lacks_indexes
    }

    /// Makes the indexes that [`Import::expecting_many`] put off, if it did.
    ///
    /// # Errors
    /// [`Kind::Unique`] where two assets of a client have the same tag or serial.
    pub fn index(&mut self, db: &mut dyn Db) -> R<()> {
        if std::mem::take(&mut self.lacks_indexes) {
            INDEXES.iter().try_for_each(|(_, create)| db.index(create))?;
        }
        Ok(())
    }

    /// The file that the lines are of, as the history will name it.
    #[must_use]
    pub fn from_file(mut self, name: &str) -> Self {
        self.file = Some(name.to_owned());
        self
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
        let existing = if self.was_empty(db, client)? { None } else { super::held(db, client, &asset.tag)? };
        match existing {
            None => self.create(db, client, line, asset, record).map(|_| Outcome::Created),
            Some(old) if old.is_same(asset)? => Ok(Outcome::Unchanged),
            Some(old) => self.replace(db, line, &old, asset, record).map(|()| Outcome::Updated),
        }
    }

    /// An import into a client without assets need not look for each.
    fn was_empty(&mut self, db: &mut dyn Db, client: ClientId) -> R<bool> {
        if self.began_empty() {
            return Ok(true);
        }
        if let Some(known) = self.was_empty.get(&client.0) {
            return Ok(*known);
        }
        let empty = db::one(db, ANY, &[client.0.into()], |row| row.int(0))?.is_none();
        self.was_empty.insert(client.0, empty);
        Ok(empty)
    }

    /// Adds an asset whose tag the client does not have; its number.
    ///
    /// # Errors
    /// [`Kind::Unique`] where the client has it.
    pub fn create(
        &mut self,
        db: &mut dyn Db,
        client: ClientId,
        line: i64,
        asset: &Asset,
        record: Option<&RecordDigest>,
    ) -> R<i64> {
        let id = self.next_asset;
        self.next_asset += 1;
        let (data, tag_key) = (written(asset)?, asset.tag.key());
        let mut serial = asset.serial().map(folded);
        if let Some(key) = &serial
            && !self.was_empty(db, client)?
            && super::by_serial(db, client, key)?.is_some()
        {
            self.serials.push((id, key.clone())); // free by the end, or refused then
            serial = None;
        }
        let params = [
            id.into(),
            client.0.into(),
            asset.tag.as_str().into(),
            tag_key.as_str().into(),
            serial.as_deref().into(),
            asset.kind.code().into(),
            asset.status.code().into(),
            data.as_str().into(),
            record.into(),
        ];
        db.exec(INSERT, &params)?;
        self.note(db, (client, id), line, None, Some(&data))?;
        Ok(id)
    }

    /// Makes `asset` of the one that is held as `old`, its tag included.
    ///
    /// # Errors
    /// [`Kind::Unique`] where another asset of the client has its tag.
    pub fn replace(
        &mut self,
        db: &mut dyn Db,
        line: i64,
        old: &Held,
        asset: &Asset,
        record: Option<&RecordDigest>,
    ) -> R<()> {
        let data = written(asset)?;
        let wanted = asset.serial().map(folded);
        let mut serial = wanted.as_deref();
        if wanted != old.serial_key
            && let Some(key) = &wanted
        {
            self.serials.push((old.id, key.clone())); // another asset may give it up later in the file
            serial = None;
        }
        let params = [
            asset.tag.as_str().into(),
            serial.into(),
            asset.kind.code().into(),
            asset.status.code().into(),
            data.as_str().into(),
            record.into(),
            old.id.into(),
        ];
        db.exec(UPDATE, &params)?;
        if asset.tag != old.asset.tag {
            db.exec(SET_TAG_KEY, &[asset.tag.key().as_str().into(), old.id.into()])?;
        }
        if asset.status.is_gone() {
            self.gone.push(old.id);
        }
        self.note(db, (old.owner, old.id), line, Some(&old.data), Some(&data))
    }

    fn note(
        &mut self,
        db: &mut dyn Db,
        (client, asset): (ClientId, i64),
        line: i64,
        before: Option<&str>,
        after: Option<&str>,
    ) -> R<()> {
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
            after.map(|text| if before.is_none() { MADE } else { text }).into(),
        ];
        db.exec(INSERT_CHANGE, &params).map(drop)
    }

    /// Takes an asset away that nothing names: an undo of what made it.
    pub(super) fn remove(&mut self, db: &mut dyn Db, old: &Held) -> R<()> {
        db.exec(DELETE, &[old.id.into()])?;
        self.note(db, (old.owner, old.id), 0, Some(&old.data), None)
    }

    /// Brings an asset back that was taken away, under its number of then.
    pub(super) fn revive(&mut self, db: &mut dyn Db, (client, id): (ClientId, i64), asset: &Asset) -> R<()> {
        let (data, tag_key) = (written(asset)?, asset.tag.key());
        if let Some(key) = asset.serial().map(folded) {
            self.serials.push((id, key)); // others of this change may have to give it up first
        }
        let params = [
            id.into(),
            client.0.into(),
            asset.tag.as_str().into(),
            tag_key.as_str().into(),
            Val::Null,
            asset.kind.code().into(),
            asset.status.code().into(),
            data.as_str().into(),
            Val::Null,
        ];
        db.exec(INSERT, &params)?;
        self.note(db, (client, id), 0, None, Some(&data))
    }

    /// The tag of an asset that has a serial number which one of these is about to get.
    pub(super) fn clash(&self, db: &mut dyn Db) -> R<Option<String>> {
        for (id, serial) in &self.serials {
            let tag = db::one(db, CLASH, &[(*id).into(), serial.as_str().into()], |row| Ok(row.text(0)?.to_owned()))?;
            if tag.is_some() {
                return Ok(tag);
            }
        }
        Ok(None)
    }

    /// The number of the next change.
    pub(super) const fn next(&self) -> i64 {
        self.next_change
    }

    /// Was this asset created by it?
    #[must_use]
    pub const fn has_created(&self, asset: i64) -> bool {
        asset >= self.first_asset
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
        self,
        db: &mut dyn Db,
        kind: &str,
        key: &str,
        counts: Option<&Counts>,
        stamp: &Stamp,
    ) -> R<Option<i64>> {
        self.close(db, &Closing { kind, key, arg: "", counts, gone: None }, stamp)
    }

    pub(super) fn close(mut self, db: &mut dyn Db, closing: &Closing<'_>, stamp: &Stamp) -> R<Option<i64>> {
        self.index(db)?;
        for (id, serial) in std::mem::take(&mut self.serials) {
            db.exec(SET_SERIAL, &[serial.as_str().into(), id.into()])?;
        }
        if self.changed() == 0 {
            return Ok(None);
        }
        db.exec(SET_COUNTER, &[(self.next_asset - 1).into(), "asset".into()])?;
        db.exec(SET_COUNTER, &[(self.next_change - 1).into(), "asset_change".into()])?;
        let data = self.facts(closing).to_string();
        let digest = Hash(self.digest.finalize().into());
        let draft = Draft {
            stamp,
            subject: Subject::Asset,
            key: closing.key,
            kind: closing.kind,
            arg: closing.arg,
            data: Some(&data),
            beside: None,
            digest: Some(&digest),
        };
        match event::append(db, &draft)? {
            id if id == self.event => {
                if closing.gone.is_none() {
                    licence::free(db, &self.gone, stamp)?;
                }
                Ok(Some(id))
            }
            id => {
                Err(DbErr::new(Kind::Other, format!("event {id} followed assets that belong to event {}", self.event)))
            }
        }
    }

    /// What the event says beside its rows.
    fn facts(&self, closing: &Closing<'_>) -> Value {
        let counts = closing.counts;
        let mut facts = json!({ "first": self.first_change, "rows": self.changed(), "counts": counts, "owned": true });
        if let Some(facts) = facts.as_object_mut() {
            facts.extend(self.file.as_ref().map(|file| ("file".to_owned(), json!(file))));
            let gone = closing.gone.filter(|gone| !gone.is_empty());
            facts.extend(gone.map(|gone| ("gone".to_owned(), json!(gone))));
        }
        facts
    }
}

/// How an event about assets is called.
pub(super) struct Closing<'a> {
    pub kind: &'a str,
    pub key: &'a str,
    pub arg: &'a str,
    pub counts: Option<&'a Counts>,
    /// Of an undo: runs of changes that took assets away, with the row of the client whose they were: client, first
    /// change, how many. Seats are then none of its business: the events that moved them are taken back by others.
    pub gone: Option<&'a [(i64, i64, i64)]>,
}

/// An asset as its row keeps it.
///
/// # Errors
/// [`Kind::Other`]: it has no JSON.
pub(in crate::store) fn written(asset: &Asset) -> R<String> {
    serde_json::to_string(asset)
        .map_err(|e| DbErr::new(Kind::Other, format!("asset `{}` cannot be written: {e}", asset.tag)))
}

/// What stands in the chain for one change; `owner` is the row of the client, which early changes do not cover.
pub(in crate::store) fn digest_of_change(
    owner: Option<i64>,
    asset: i64,
    line: i64,
    salt: &[u8],
    before: Option<&str>,
    after: Option<&str>,
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
    hasher.update(after.unwrap_or_default());
    Hash(hasher.finalize().into())
}
