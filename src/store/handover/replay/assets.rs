//! Assets and what was done to them: changes, deeds, seats of licences.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Change, Line, Replay, Stop, hash};
use crate::domain::asset::Asset;
use crate::domain::id::folded;
use crate::store::asset::digest_of_change;
use crate::store::chain::Hash;
use crate::store::db::{self, DbErr, R};

const INSERT: &str = "INSERT INTO asset (id, client, tag, tag_key, serial_key, kind, status, data, source)
    VALUES ($1, $2, $3, $4, NULL, $5, $6, $7, NULL)";
const UPDATE: &str = "UPDATE asset SET tag = $1, tag_key = $2, kind = $3, status = $4, data = $5 WHERE id = $6";
const INSERT_CHANGE: &str = "INSERT INTO asset_change (id, event, line, asset, digest, salt, before, after)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const PAGE: &str = "SELECT id, data FROM asset WHERE id > $1 ORDER BY id NULLS FIRST LIMIT 5000";
const SET_SERIAL: &str = "UPDATE asset SET serial_key = $1 WHERE id = $2";
const DEED: &str = "INSERT INTO asset_deed (event, asset, other, type) VALUES ($1, $2, $3, $4)";
const SEAT: &str = "INSERT INTO licence_seat
    (event, licence, asset, person, person_key, over_use, assigned_at, released, released_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL)";
const RELEASE: &str = "UPDATE licence_seat SET released = $1, released_at = $2 WHERE event = $3";

/// An event about assets whose changes are still to come.
pub(super) struct Batch {
    line: Line,
    first: i64,
    left: i64,
    digest: Sha256,
}

impl Replay<'_> {
    pub(super) fn begin_batch(&mut self, line: Line, key: &str) -> Result<(), Stop> {
        if key != self.client.key() {
            self.part(key)?;
        }
        if line.changes < 1 {
            return Err("an event about assets without a change".to_owned().into());
        }
        let (first, left) = (self.change_base + self.changes + 1, line.changes);
        self.batch = Some(Batch { line, first, left, digest: Sha256::new() });
        Ok(())
    }

    /// One change of the event that was begun; the last one writes it.
    pub(super) fn change(&mut self, change: Change) -> Result<(), Stop> {
        let Some(mut batch) = self.batch.take() else { return Ok(()) };
        if change.change != self.changes + 1 || !(1..=self.assets + 1).contains(&change.asset) {
            return Err(format!("change {} of asset {} does not follow", change.change, change.asset).into());
        }
        let is_new = change.asset == self.assets + 1;
        if self.may_write()? {
            let digest = self.write_change(&change, is_new)?;
            batch.digest.update(digest.0);
        }
        self.changes += 1;
        self.assets += i64::from(is_new);
        batch.left -= 1;
        match batch.left {
            0 => self.finish_batch(batch),
            _ => {
                self.batch = Some(batch);
                Ok(())
            }
        }
    }

    fn finish_batch(&mut self, batch: Batch) -> Result<(), Stop> {
        if !self.clashes.is_empty() {
            self.events.push(0);
            return Ok(());
        }
        let Batch { mut line, first, digest, .. } = batch;
        let told = line.data.take().unwrap_or_default();
        let mut facts = json!({ "first": first, "rows": line.changes, "counts": told["counts"], "owned": true });
        if let (Some(facts), Some(file)) = (facts.as_object_mut(), told.get("file")) {
            facts.insert("file".to_owned(), file.clone());
        }
        line.data = Some(facts);
        self.write(&line, Some(&Hash(digest.finalize().into())))
    }

    fn write_change(&mut self, change: &Change, is_new: bool) -> Result<Hash, Stop> {
        let (id, asset) = (self.change_base + change.change, self.asset_base + change.asset);
        let after = change.after.as_ref().map(Value::to_string);
        let before = change.before.as_ref().map(Value::to_string);
        self.row(asset, after.as_deref(), is_new)?;
        let (event, line) = (self.next(), change.line);
        let Some(after) = after else {
            let digest = hash(change.erased.as_deref().unwrap_or_default())?;
            self.erased_changes.push(id);
            let none: Option<&str> = None;
            let params = [
                id.into(),
                event.into(),
                line.into(),
                asset.into(),
                (&digest.0).into(),
                none.into(),
                none.into(),
                none.into(),
            ];
            self.db.exec(INSERT_CHANGE, &params)?;
            return Ok(digest);
        };
        let salt = self.salts.next()?;
        let digest = digest_of_change(Some(self.owner), asset, line, &salt, before.as_deref(), Some(&after));
        let params = [
            id.into(),
            event.into(),
            line.into(),
            asset.into(),
            (&digest.0).into(),
            (&salt).into(),
            before.as_deref().into(),
            after.as_str().into(),
        ];
        self.db.exec(INSERT_CHANGE, &params)?;
        Ok(digest)
    }

    /// The row as a change leaves it. Of one that was erased only its place is kept: a later change says the rest.
    fn row(&mut self, id: i64, after: Option<&str>, is_new: bool) -> Result<(), Stop> {
        let Some(text) = after else {
            let name = format!("?{id}");
            let params = [
                id.into(),
                self.owner.into(),
                name.as_str().into(),
                name.as_str().into(),
                "?".into(),
                "?".into(),
                "{}".into(),
            ];
            return if is_new { Ok(self.db.exec(INSERT, &params).map(drop)?) } else { Ok(()) };
        };
        let asset: Asset = serde_json::from_str(text).map_err(|e| format!("an asset: {e}"))?;
        self.masked |= asset.text("licence_key").is_some_and(|key| key.starts_with("****"));
        let key = asset.tag.key();
        let (tag, kind, status) = (asset.tag.as_str(), asset.kind.code(), asset.status.code());
        let params = match is_new {
            true => vec![
                id.into(),
                self.owner.into(),
                tag.into(),
                key.as_str().into(),
                kind.into(),
                status.into(),
                text.into(),
            ],
            false => vec![tag.into(), key.as_str().into(), kind.into(), status.into(), text.into(), id.into()],
        };
        let sql = if is_new { INSERT } else { UPDATE };
        self.db.exec(sql, &params)?;
        Ok(())
    }

    /// Serial numbers may have changed hands in between: they are set once all is said.
    pub(super) fn set_serials(&mut self) -> R<()> {
        let mut after = self.asset_base;
        loop {
            let page = db::all(self.db, PAGE, &[after.into()], |row| {
                let asset: Asset = serde_json::from_str(row.text(1)?).map_err(DbErr::damaged)?;
                Ok((row.int(0)?, asset.serial().map(folded)))
            })?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = *last;
            for (id, serial) in page {
                if let Some(serial) = serial {
                    self.db.exec(SET_SERIAL, &[serial.as_str().into(), id.into()])?;
                }
            }
        }
    }

    /// The row of an asset of the lines.
    fn asset(&self, number: &Value) -> Result<Option<i64>, Stop> {
        match number.as_i64() {
            Some(number) if (1..=self.assets).contains(&number) => Ok(Some(self.asset_base + number)),
            None if number.is_null() => Ok(None),
            _ => Err(format!("there is no asset {number} before this line").into()),
        }
    }

    fn needed(&self, number: &Value) -> Result<i64, Stop> {
        self.asset(number)?.ok_or_else(|| "an asset is not named".to_owned().into())
    }

    pub(super) fn deed(&mut self, line: &mut Line, key: &str) -> Result<bool, Stop> {
        self.part(key)?;
        if !self.may_write()? {
            return Ok(false);
        }
        let data = line.data.take().unwrap_or_default();
        let (asset, other) = (self.needed(&data["asset"])?, self.asset(&data["other"])?);
        line.data = Some(json!({ "asset": asset, "other": other }));
        self.after.push(After::Deed { asset, other });
        Ok(true)
    }

    pub(super) fn licence(&mut self, line: &mut Line, key: &str) -> Result<bool, Stop> {
        self.part(key)?;
        if !self.may_write()? {
            return Ok(false);
        }
        let data = line.data.take();
        let told = data.clone().unwrap_or_default();
        match line.kind.as_str() {
            "assigned" => {
                let (licence, asset) = (self.needed(&told["licence"])?, self.asset(&told["asset"])?);
                let over_use = told["over_use"].as_bool().unwrap_or_default();
                line.data = Some(json!({ "licence": licence, "asset": asset, "over_use": over_use }));
                let person = line.text.as_ref().and_then(|text| text["holder"].as_str()).map(str::to_owned);
                self.after.push(After::Seat { licence, asset, person, over_use });
            }
            "released" | "freed" | "passed-on" => {
                let seat = told["seat"].as_i64().and_then(|seat| usize::try_from(seat).ok());
                let seat = seat.and_then(|seat| self.events.get(seat.checked_sub(1)?)).copied();
                let seat = seat.ok_or_else(|| "a seat is taken back that was never given".to_owned())?;
                line.data = Some(json!({ "seat": seat }));
                self.after.push(After::Release { seat });
            }
            _ => line.data = data,
        }
        Ok(true)
    }

    /// The row that refers to the event just written.
    pub(super) fn write_after(&mut self, line: &Line) -> Result<(), Stop> {
        let event = self.head.position;
        for after in std::mem::take(&mut self.after) {
            match after {
                After::Deed { asset, other } => {
                    self.db.exec(DEED, &[event.into(), asset.into(), other.into(), line.kind.as_str().into()])?;
                }
                After::Seat { licence, asset, person, over_use } => {
                    let key = person.as_deref().map(folded);
                    let params = [
                        event.into(),
                        licence.into(),
                        asset.into(),
                        person.as_deref().into(),
                        key.as_deref().into(),
                        over_use.into(),
                        line.at.into(),
                    ];
                    self.db.exec(SEAT, &params)?;
                }
                After::Release { seat } => {
                    self.db.exec(RELEASE, &[event.into(), line.at.into(), seat.into()])?;
                }
                After::Version { sql, params } => {
                    let params: Vec<db::Val<'_>> = params.iter().map(|param| param.of(event)).collect();
                    self.db.exec(sql, &params)?;
                }
            }
        }
        Ok(())
    }
}

/// A row that refers to an event, written after it.
pub(super) enum After {
    Deed { asset: i64, other: Option<i64> },
    Seat { licence: i64, asset: Option<i64>, person: Option<String>, over_use: bool },
    Release { seat: i64 },
    Version { sql: &'static str, params: Vec<Param> },
}

/// A parameter of a row that waits for its event.
pub(super) enum Param {
    Text(String),
    Int(i64),
    Event,
}

impl Param {
    fn of(&self, event: i64) -> db::Val<'_> {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Int(number) => (*number).into(),
            Self::Event => event.into(),
        }
    }
}
