//! Assets with all that an import asks of them: their number, their text, the tags that they had.

use super::change::{Closing, Import, RecordDigest, written};
use super::parsed;
use crate::domain::asset::Asset;
use crate::domain::id::{AssetTag, ClientCode, folded};
use crate::store::client::ClientId;
use crate::store::db::{self, Db, DbErr, R, Row};
use crate::store::event::Stamp;

const BY_TAG: &str = "SELECT id, data, serial_key, client FROM asset WHERE client = $1 AND tag_key = $2";
const BY_SERIAL: &str = "SELECT id, data, serial_key, client FROM asset
    WHERE client = $1 AND serial_key = $2 AND serial_key IS NOT NULL";
const ANY: &str = "SELECT id FROM asset WHERE client = $1 LIMIT 1";
const RECORDS: &str = "SELECT id, source FROM asset WHERE source IS NOT NULL ORDER BY id";
const LAST: &str = "SELECT value FROM counter WHERE name = 'asset'";
const IMPORTED: &str = "SELECT a.id, a.data, a.serial_key, a.client FROM asset a
    WHERE a.client = $1 AND a.status NOT IN ('retired', 'lost')
    AND EXISTS (SELECT 1 FROM asset_change h WHERE h.asset = a.id AND h.line > 0) ORDER BY a.tag_key NULLS FIRST";
const FORMER: &str =
    "SELECT h.before FROM client c JOIN asset a ON a.client = c.id JOIN asset_change h ON h.asset = a.id
    JOIN event e ON e.id = h.event
    WHERE c.key = $1 AND a.tag_key = $2 AND e.type = 'renamed' ORDER BY h.id NULLS FIRST";
/// Renamings that are followed; two that lead in a circle end there.
const MOST_NAMES: usize = 32;
const RENAMED_TO: &str = "SELECT arg FROM event
    WHERE subject = 'asset' AND key = $1 AND key IS NOT NULL AND type = 'renamed' ORDER BY id DESC NULLS LAST LIMIT 1";

/// An asset of the database about to be changed, or not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Its number, which never changes.
    pub id: i64,
    /// What is known of it.
    pub asset: Asset,
    pub(super) data: String,
    pub(super) serial_key: Option<String>,
    pub(super) owner: ClientId,
}

impl Held {
    pub(super) fn read(row: &Row<'_>) -> R<Self> {
        Ok(Self {
            id: row.int(0)?,
            asset: parsed(row.text(1)?)?,
            data: row.text(1)?.to_owned(),
            serial_key: row.opt_text(2)?.map(str::to_owned),
            owner: ClientId(row.int(3)?),
        })
    }

    /// Would `asset` be written as it is?
    ///
    /// # Errors
    /// [`DbErr`]: it has no JSON.
    pub fn is_same(&self, asset: &Asset) -> R<bool> {
        Ok(self.data == written(asset)?)
    }

    /// Has it that serial number, whatever its case?
    #[must_use]
    pub fn has_serial(&self, serial: Option<&str>) -> bool {
        self.serial_key == serial.map(folded)
    }
}

fn digest(bytes: &[u8]) -> R<RecordDigest> {
    bytes.try_into().map_err(|_| DbErr::damaged("the digest of a record has not 16 bytes"))
}

/// The asset of a client with this tag.
///
/// # Errors
/// [`DbErr`].
pub fn held(db: &mut dyn Db, client: ClientId, tag: &AssetTag) -> R<Option<Held>> {
    db::one(db, BY_TAG, &[client.0.into(), tag.key().as_str().into()], Held::read)
}

/// The asset of a client with this serial number.
///
/// # Errors
/// [`DbErr`].
pub fn holder(db: &mut dyn Db, client: ClientId, serial: &str) -> R<Option<Held>> {
    db::one(db, BY_SERIAL, &[client.0.into(), folded(serial).as_str().into()], Held::read)
}

/// Has the client no asset?
///
/// # Errors
/// [`DbErr`].
pub fn is_empty(db: &mut dyn Db, client: ClientId) -> R<bool> {
    Ok(db::one(db, ANY, &[client.0.into()], |row| row.int(0))?.is_none())
}

/// Was there never an asset of any client?
///
/// # Errors
/// [`DbErr`].
pub fn none_ever(db: &mut dyn Db) -> R<bool> {
    Ok(db::one(db, LAST, &[], |row| row.int(0))? == Some(0))
}

/// The assets of a client, neither retired nor lost, that a file once brought, by tag: those that can vanish from it.
///
/// # Errors
/// [`DbErr`].
pub fn imported(db: &mut dyn Db, client: ClientId) -> R<Vec<Held>> {
    db::all(db, IMPORTED, &[client.0.into()], Held::read)
}

/// Gives an asset its new tag, and all else that the line of the file says, as one event `renamed`.
///
/// # Errors
/// [`crate::store::Kind::Unique`] where another asset of the client has the tag.
pub fn rename(db: &mut dyn Db, client: &ClientCode, renaming: &Renaming<'_>, stamp: &Stamp) -> R<()> {
    let Renaming { old, asset, line, file, record } = renaming;
    let mut import = Import::begin(db)?.from_file(file);
    import.replace(db, *line, old, asset, Some(record))?;
    let key = format!("{}/{}", client.key(), old.asset.tag.key());
    let closing = Closing { kind: "renamed", key: &key, arg: asset.tag.as_str(), counts: None, gone: None };
    import.close(db, &closing, stamp).map(drop)
}

/// A line of a file that gives an asset another tag.
#[derive(Clone, Copy, Debug)]
pub struct Renaming<'a> {
    /// As it is.
    pub old: &'a Held,
    /// As it becomes.
    pub asset: &'a Asset,
    /// The line.
    pub line: i64,
    /// The file's name.
    pub file: &'a str,
    /// The digest of the line.
    pub record: &'a RecordDigest,
}

/// The tags that an asset had before, oldest first: its tickets of those days name them.
///
/// # Errors
/// [`DbErr`].
pub fn former_tags(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> R<Vec<AssetTag>> {
    let params = [client.key(), tag.key()];
    let before = db::all(db, FORMER, &[params[0].as_str().into(), params[1].as_str().into()], |row| {
        row.opt_text(0)?.map(parsed).transpose()
    })?;
    Ok(before.into_iter().flatten().map(|asset| asset.tag).filter(|former| former != tag).collect())
}

/// The asset of a client with this tag, or the one that had it before it got another: what was written down in its
/// days names it so.
///
/// # Errors
/// [`DbErr`].
pub fn current(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> R<Option<Asset>> {
    let mut tag = tag.clone();
    for _ in 0..MOST_NAMES {
        if let Some(asset) = super::get(db, client, &tag)? {
            return Ok(Some(asset));
        }
        match renamed_to(db, client, &tag)? {
            Some(next) => tag = next,
            None => break,
        }
    }
    Ok(None)
}

/// The tag that the asset which once had `tag` was given.
///
/// # Errors
/// [`DbErr`].
pub fn renamed_to(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> R<Option<AssetTag>> {
    let key = format!("{}/{}", client.key(), tag.key());
    db::one(db, RENAMED_TO, &[key.as_str().into()], |row| row.parsed(0))
}

/// The records that imports left unchanged since, each with its asset: twenty bytes a record.
///
/// They are kept as they were brought, by asset, because the next file most likely has them in the same order; those of
/// a file in another order are sorted when the first of them is asked for.
#[derive(Default)]
pub struct Known {
    records: Vec<(RecordDigest, u32)>,
    next: usize,
    /// Each digest with its place among the records.
    sorted: Vec<(RecordDigest, u32)>,
}

impl Known {
    /// Reads them.
    ///
    /// # Errors
    /// [`DbErr`].
    pub fn read(db: &mut dyn Db) -> R<Self> {
        let last = db::one(db, LAST, &[], |row| row.int(0))?.unwrap_or(0);
        let mut records = Vec::with_capacity(usize::try_from(last).unwrap_or(0).min(10_000_000));
        db.each(RECORDS, &[], &mut |row| {
            if let Ok(id) = u32::try_from(row.int(0)?) {
                records.push((digest(row.blob(1)?)?, id)); // more are not known again, and compared instead
            }
            Ok(())
        })?;
        Ok(Self { records, ..Self::default() })
    }

    /// The asset that this record left as it is.
    #[must_use]
    pub fn asset(&mut self, record: &RecordDigest) -> Option<i64> {
        let is_next = self.records.get(self.next).is_some_and(|(known, _)| known == record);
        if !is_next {
            self.next = self.place(record)?;
        }
        let (_, id) = self.records.get(self.next)?;
        self.next += 1;
        Some(i64::from(*id))
    }

    fn place(&mut self, record: &RecordDigest) -> Option<usize> {
        if self.sorted.is_empty() {
            self.sorted = self.records.iter().zip(0..).map(|((record, _), place)| (*record, place)).collect();
            self.sorted.sort_unstable();
        }
        let at = self.sorted.binary_search_by(|(known, _)| known.cmp(record)).ok()?;
        self.sorted.get(at).and_then(|(_, place)| usize::try_from(*place).ok())
    }

    /// The file brings nothing again: no import left anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_known_in_any_order() {
        let records: Vec<(RecordDigest, u32)> =
            (0..50_u8).map(|n| ([n.wrapping_mul(77); 16], u32::from(n) + 3)).collect();
        let mut known = Known { records: records.clone(), ..Known::default() };
        let (back, stranger) = (records.iter().rev(), [200; 16]);
        for (record, id) in records.iter().chain(back).chain(records.iter().step_by(7)) {
            assert_eq!(known.asset(record), Some(i64::from(*id)));
            assert_eq!(known.asset(&stranger), None);
        }
    }
}
