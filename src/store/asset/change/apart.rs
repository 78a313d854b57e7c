//! Assets put into an empty table by a thread of their own, while the lines to come are read and checked.
//!
//! What crosses over are batches of plain bytes, which come back empty: the two threads share no small allocations.

use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

use sha2::{Digest as _, Sha256};

use super::{INSERT, INSERT_CHANGE, Import, MADE, RecordDigest, digest_of_change};
use crate::domain::asset::Asset;
use crate::domain::id::folded;
use crate::store::client::ClientId;
use crate::store::db::{Db, DbErr, Kind, R, Val};
use crate::store::salt::Salt;

/// Assets of one batch.
const ROWS: usize = 256;
/// After so many batches what was written is sent to the disk: some ten megabytes.
const HASTE: usize = 64;
/// Batches that may wait for the writer: two megabytes, so that neither thread waits for a breath of the other.
const WAITING: usize = 16;
/// Columns of an asset, and of a change.
const COLUMNS: usize = 9;
const CHANGE_COLUMNS: usize = 8;

/// Many new assets.
#[derive(Default)]
struct Batch {
    text: Vec<u8>,
    rows: Vec<New>,
}

/// One new asset, its texts apart.
struct New {
    id: i64,
    client: ClientId,
    change: i64,
    line: i64,
    kind: &'static str,
    status: &'static str,
    record: Option<RecordDigest>,
    salt: Salt,
    /// Where tag, its key, the key of the serial number and the whole asset end in the text of the batch.
    ends: [usize; 4],
    has_serial: bool,
}

/// Takes assets that no client has yet and hands them over to the thread that writes them.
pub struct Apart<'i> {
    import: &'i mut Import,
    batch: Batch,
    full: SyncSender<Batch>,
    empty: Receiver<Batch>,
}

impl Import {
    /// Has the assets that `f` creates written by a thread of its own: before this there was none of any client. All
    /// are written when it returns `Ok`.
    ///
    /// # Errors
    /// That of the database, which wins, or the one of `f`.
    pub fn apart<T, E>(&mut self, db: &mut dyn Db, f: impl FnOnce(&mut Apart<'_>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DbErr>,
    {
        debug_assert!(self.began_empty(), "assets put apart are not looked for");
        let (event, (full, arriving), (leaving, empty)) = (self.event, mpsc::sync_channel(WAITING), mpsc::channel());
        let digest = std::mem::take(&mut self.digest);
        let (result, digest) = thread::scope(|scope| {
            let writer = scope.spawn(move || write(db, event, digest, &arriving, &leaving));
            let mut apart = Apart { import: self, batch: Batch::default(), full, empty };
            let result = f(&mut apart);
            let flushed = apart.flush();
            drop(apart); // the writer ends with the last batch
            let failed = || DbErr::new(Kind::Other, "the thread that writes has failed");
            let digest = writer.join().unwrap_or_else(|_| Err(failed()))?;
            let result = result?;
            flushed?;
            Ok::<_, E>((result, digest))
        })?;
        self.digest = digest;
        Ok(result)
    }
}

impl Apart<'_> {
    /// Adds an asset; its number.
    ///
    /// # Errors
    /// The asset has no JSON, or the writer stopped: its own error is told at the end.
    pub fn create(&mut self, client: ClientId, line: i64, asset: &Asset, record: Option<&RecordDigest>) -> R<i64> {
        let (id, change, salt) = (self.import.next_asset, self.import.next_change, self.import.salts.next()?);
        (self.import.next_asset, self.import.next_change) = (id + 1, change + 1);
        let text = &mut self.batch.text;
        text.extend_from_slice(asset.tag.as_str().as_bytes());
        let tag = text.len();
        text.extend_from_slice(asset.tag.key().as_bytes());
        let key = text.len();
        let serial = asset.serial().map(folded);
        text.extend_from_slice(serial.as_deref().unwrap_or_default().as_bytes());
        let data = text.len();
        serde_json::to_writer(&mut *text, asset)
            .map_err(|e| DbErr::new(Kind::Other, format!("asset `{}` cannot be written: {e}", asset.tag)))?;
        let (kind, status) = (asset.kind.code(), asset.status.code());
        let (ends, has_serial) = ([tag, key, data, text.len()], serial.is_some());
        let record = record.copied();
        self.batch.rows.push(New { id, client, change, line, kind, status, record, salt, ends, has_serial });
        if self.batch.rows.len() >= ROWS {
            self.flush()?;
        }
        Ok(id)
    }

    fn flush(&mut self) -> R<()> {
        let next = self.empty.try_recv().unwrap_or_default();
        let full = std::mem::replace(&mut self.batch, next);
        self.full.send(full).map_err(|_| DbErr::new(Kind::Other, "the thread that writes has stopped"))
    }
}

/// Writes what arrives until nobody sends any more; `digest` of the event, with those of what was written.
fn write(
    db: &mut dyn Db,
    event: i64,
    mut digest: Sha256,
    arriving: &Receiver<Batch>,
    leaving: &Sender<Batch>,
) -> R<Sha256> {
    for (nth, mut batch) in arriving.iter().enumerate() {
        if nth % HASTE == 0 && nth > 0 {
            db.hasten();
        }
        let (mut from, mut assets) = (0, Vec::with_capacity(batch.rows.len() * COLUMNS));
        let mut digests = Vec::with_capacity(batch.rows.len());
        for new in &batch.rows {
            let [tag, key, serial, data] = texts(&batch.text, from, new)?;
            from = new.ends[3];
            let serial = Some(serial).filter(|_| new.has_serial);
            let row: [Val<'_>; COLUMNS] = [
                new.id.into(),
                new.client.0.into(),
                tag.into(),
                key.into(),
                serial.into(),
                new.kind.into(),
                new.status.into(),
                data.into(),
                new.record.as_ref().into(),
            ];
            assets.extend(row);
            let own = digest_of_change(Some(new.client.0), new.id, new.line, &new.salt, None, Some(data)).0;
            digest.update(own); // in the order of their numbers
            digests.push(own);
        }
        let mut changes = Vec::with_capacity(batch.rows.len() * CHANGE_COLUMNS);
        for (new, own) in batch.rows.iter().zip(&digests) {
            let row: [Val<'_>; CHANGE_COLUMNS] = [
                new.change.into(),
                event.into(),
                new.line.into(),
                new.id.into(),
                own.into(),
                (&new.salt).into(),
                None::<&str>.into(),
                MADE.into(),
            ];
            changes.extend(row);
        }
        db.exec_many(INSERT, COLUMNS, &assets)?;
        db.exec_many(INSERT_CHANGE, CHANGE_COLUMNS, &changes)?;
        batch.text.clear();
        batch.rows.clear();
        let _ = leaving.send(batch); // none is needed at the end
    }
    Ok(digest)
}

fn texts<'t>(text: &'t [u8], from: usize, new: &New) -> R<[&'t str; 4]> {
    let [tag, key, serial, data] = new.ends;
    let part = |from: usize, to: usize| {
        let bytes = text.get(from..to).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|e| DbErr::new(Kind::Other, format!("asset {}: {e}", new.id)))
    };
    Ok([part(from, tag)?, part(tag, key)?, part(key, serial)?, part(serial, data)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::{AssetKind, Field};
    use crate::domain::id::{AssetTag, ClientCode};
    use crate::store::StoreError;
    use crate::store::asset::{Change, Filter, Known, history, list, none_ever};
    use crate::store::client;
    use crate::store::testing::{Bench, Refusal, stamp};

    fn asset(tag: &str, serial: Option<&str>) -> Asset {
        let mut asset = Asset::new(AssetTag::new(tag).unwrap(), AssetKind::Server);
        asset.set(&Field::Text("label"), "Bâtiment \"nord\"").unwrap();
        asset.set(&Field::Text("serial"), serial.unwrap_or_default()).unwrap();
        asset
    }

    fn park() -> Vec<Asset> {
        let serial = |n: usize| (!n.is_multiple_of(3)).then(|| format!("É-{n}"));
        (0..ROWS * 5 + 7).map(|n| asset(&format!("Srv-{n}"), serial(n).as_deref())).collect()
    }

    fn ried() -> ClientCode {
        ClientCode::new("ried").unwrap()
    }

    fn put(db: &mut dyn Db, assets: &[Asset], owner: Option<ClientId>) -> R<()> {
        let owner = owner.map_or_else(|| client::known_id(db, &ried()), Ok)?;
        let mut import = Import::begin(db)?.expecting_many(db)?;
        import.apart(db, |apart| {
            (2..).zip(assets).try_for_each(|(line, asset)| apart.create(owner, line, asset, Some(&[7; 16])).map(drop))
        })?;
        import.finish(db, "imported", "ried", None, &stamp()).map(drop)
    }

    #[test]
    fn assets_put_apart_are_there_with_their_history_and_the_log_says_so() {
        let (mut bench, park) = (Bench::with_clients(), park());
        assert!(bench.read(none_ever));
        bench.write(|db| put(db, &park, None));
        assert!(!bench.read(none_ever));
        let mut held: Vec<Asset> = bench.read(|db| list(db, &Filter::default())).into_iter().map(|(_, a)| a).collect();
        held.sort_by_key(|asset| park.iter().position(|other| other.tag == asset.tag));
        assert!(held == park);
        for (at, asset) in park.iter().enumerate().step_by(ROWS - 1) {
            let told: Vec<Change> = bench.read(|db| history(db, &ried(), &asset.tag));
            assert_eq!(told.len(), 1, "{at}");
            assert_eq!((told[0].line, &told[0].after), (i64::try_from(at).unwrap() + 2, &Some(asset.clone())));
        }
        assert!(!bench.read(Known::read).is_empty());
        assert_eq!(bench.faults(), Vec::<String>::new());
    }

    #[test]
    fn what_the_database_refuses_is_told_and_nothing_is_kept() {
        let (mut bench, mut park) = (Bench::with_clients(), park());
        let stranger = bench.try_write(|db| put(db, &park, Some(ClientId(99))));
        assert!(matches!(stranger, Err(Refusal::Store(StoreError::Refused { .. }))), "{stranger:?}");
        park.push(asset("SRV-0", None));
        let twice = bench.try_write(|db| put(db, &park, None));
        assert!(matches!(twice, Err(Refusal::Store(StoreError::Refused { .. }))), "{twice:?}");
        assert!(bench.read(none_ever) && bench.read(|db| list(db, &Filter::default())).is_empty());
        assert_eq!(bench.faults(), Vec::<String>::new());
    }

    #[test]
    fn whoever_creates_them_may_stop() {
        let (mut bench, park) = (Bench::with_clients(), park());
        let stopped = bench.store.write(|db| {
            let owner = client::known_id(db, &ried())?;
            let mut import = Import::begin(db)?.expecting_many(db)?;
            import.apart(db, |apart| {
                park.iter().try_for_each(|asset| apart.create(owner, 2, asset, None).map(drop))?;
                Err::<(), _>(Refusal::Own("a line is refused"))
            })
        });
        assert_eq!(stopped, Err(Refusal::Own("a line is refused")));
        assert!(bench.read(none_ever) && bench.read(|db| list(db, &Filter::default())).is_empty());
    }
}
