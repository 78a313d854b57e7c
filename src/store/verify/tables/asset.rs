//! Assets: every change stands in the table of changes under the digest of its event; the row is what the last change
//! left. A million of them are compared one by one, nothing of them is kept in memory but numbers.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::cell::{Cell, Table, parsed};
use super::{Erased, Told};
use crate::domain::asset::Asset;
use crate::domain::id::folded;
use crate::store::asset::{self, digest_of_change};
use crate::store::chain::Hash;
use crate::store::db::{self, Db, DbErr, R, Row};
use crate::store::verify::fault::{Check, Faults, What};

/// An event and the changes that belong to it.
struct Span {
    event: i64,
    digest: Option<Hash>,
    first: i64,
    rows: i64,
    /// The digests cover whose each asset is.
    owned: bool,
    /// Runs of changes that took assets away: whose they were, first change, how many.
    gone: Vec<(i64, i64, i64)>,
}

/// The events of all assets.
#[derive(Default)]
pub(super) struct Assets {
    spans: Vec<Span>,
    /// How many assets there are, once the changes were read.
    pub(super) count: i64,
}

const OWNERS: &str = "SELECT id, client FROM asset ORDER BY id NULLS FIRST";
const GONE: &str = "SELECT asset FROM asset_change WHERE id >= $1 AND id < $2 ORDER BY id NULLS FIRST";
const CHANGES: &str = "SELECT id, event, line, asset, digest, salt, before, after FROM asset_history
    ORDER BY id NULLS FIRST";
const TABLE: Table = Table {
    name: "asset",
    sql: "SELECT a.id, a.tag, a.tag_key, a.serial_key, a.kind, a.status, a.data,
            CASE WHEN h.after = '' THEN a.data ELSE h.after END
        FROM asset a LEFT JOIN asset_change h ON h.id = (SELECT max(l.id) FROM asset_change l WHERE l.asset = a.id)
        ORDER BY a.id NULLS FIRST",
    columns: &["tag", "tag_key", "serial_key", "kind", "status", "data"],
};

impl Assets {
    /// Takes an event.
    pub(super) fn follow(&mut self, told: &Told<'_>) -> R<()> {
        let data = parsed(told.id, told.data)?;
        let number = |name: &str| data[name].as_i64().unwrap_or_default();
        self.spans.push(Span {
            event: told.id,
            digest: told.digest.map(Hash::stored).transpose()?,
            first: number("first"),
            rows: number("rows"),
            owned: data["owned"].as_bool().unwrap_or_default(),
            gone: asset::gone(&data),
        });
        Ok(())
    }

    /// How many changes there are.
    pub(super) fn changes(&self) -> i64 {
        self.spans.iter().map(|span| span.rows).sum()
    }

    /// Whose each asset is, or was before it was taken away.
    fn owners(&self, db: &mut dyn Db) -> R<Vec<(i64, i64)>> {
        let mut owners = db::all(db, OWNERS, &[], |row| Ok((row.int(0)?, row.int(1)?)))?;
        let there = owners.len();
        for (client, first, rows) in self.spans.iter().flat_map(|span| &span.gone) {
            let params = [(*first).into(), first.saturating_add(*rows).into()];
            owners.extend(db::all(db, GONE, &params, |row| Ok((row.int(0)?, *client)))?);
        }
        if owners.len() > there {
            owners.sort_unstable();
            owners.dedup_by_key(|(asset, _)| *asset);
        }
        Ok(owners)
    }

    /// Compares changes with events, then assets with changes.
    pub(super) fn compare(&mut self, db: &mut dyn Db, erased: &Erased, faults: &mut Faults) -> R<()> {
        let owners = self.owners(db)?;
        let mut walk = Walk {
            spans: &self.spans,
            at: 0,
            next: 1,
            assets: 0,
            digest: Sha256::new(),
            owners: &owners,
            gone: HashSet::new(),
        };
        db.each(CHANGES, &[], &mut |row| walk.change(row, erased, faults))?;
        walk.end(faults);
        let (count, gone) = (walk.assets, std::mem::take(&mut walk.gone));
        self.count = count;
        let mut next = 1;
        db.each(TABLE.sql, &[], &mut |row| {
            let id = row.int(0)?;
            for missing in (next..id).filter(|id| !gone.contains(id)).take(3) {
                faults.add(Check::Tables, format!("asset {missing}"), What::Missing);
            }
            next = id + 1;
            row_of(id, row, faults)
        })?;
        if let Some(missing) = (next..=self.count).find(|id| !gone.contains(id)) {
            faults.add(Check::Tables, format!("asset {missing}"), What::Missing);
        }
        Ok(())
    }
}

fn row_of(id: i64, row: &Row<'_>, faults: &mut Faults) -> R<()> {
    let Some(after) = row.opt_text(7)? else {
        faults.add(Check::Tables, format!("asset {id}"), What::Unexplained);
        return Ok(());
    };
    let asset: Asset = serde_json::from_str(after).map_err(|e| DbErr::damaged(format!("asset {id}: {e}")))?;
    let cells: [Cell; 6] = [
        asset.tag.as_str().into(),
        asset.tag.key().into(),
        asset.serial().map(folded).into(),
        asset.kind.code().into(),
        asset.status.code().into(),
        after.into(),
    ];
    TABLE.differing(id, row, &cells, faults)
}

/// The changes, read in their order beside the events that they belong to.
struct Walk<'a> {
    spans: &'a [Span],
    at: usize,
    next: i64,
    assets: i64,
    digest: Sha256,
    owners: &'a [(i64, i64)],
    /// Assets that the changes so far have taken away.
    gone: HashSet<i64>,
}

impl Walk<'_> {
    fn change(&mut self, row: &Row<'_>, erased: &Erased, faults: &mut Faults) -> R<()> {
        let (id, asset) = (row.int(0)?, row.int(3)?);
        if id > self.next {
            faults.add(Check::Tables, format!("asset_change {}", self.next), What::Missing);
        }
        let mut fault = |what| faults.add(Check::Tables, format!("asset_change {id}"), what);
        if id < self.next {
            fault(What::Unexplained);
        }
        self.next = id + 1;
        let Some(span) = self.spans.get(self.at) else {
            fault(What::Unexplained);
            return Ok(());
        };
        if row.int(1)? != span.event {
            fault(What::Differs { column: "event" });
        }
        if asset == self.assets + 1 {
            self.assets = asset;
        } else if !(1..=self.assets).contains(&asset) {
            fault(What::Differs { column: "asset" });
        }
        if !self.is_intact(row, span, erased.changes.get(&id))? {
            fault(What::Altered);
        }
        if row.opt_text(6)?.is_some() && row.opt_text(7)?.is_none() {
            self.gone.insert(asset);
        } else if !self.gone.is_empty() {
            self.gone.remove(&asset);
        }
        self.digest.update(row.blob(4)?);
        if id + 1 >= span.first + span.rows {
            self.close(faults);
        }
        Ok(())
    }

    /// A change that was erased holds nothing, or what its erasure says that it left.
    fn is_intact(&self, row: &Row<'_>, span: &Span, erased: Option<&Option<Hash>>) -> R<bool> {
        let (salt, before, after) = (row.opt_blob(5)?, row.opt_text(6)?, row.opt_text(7)?);
        let Some(salt) = salt else {
            return Ok(erased == Some(&None) && before.is_none() && after.is_none());
        };
        let asset = row.int(3)?;
        let owner = self.owners.binary_search_by_key(&asset, |(id, _)| *id).ok();
        let owner = owner.and_then(|at| self.owners.get(at)).map(|(_, client)| *client);
        Ok(match erased {
            Some(left) => *left == Some(digest_of_change(owner, asset, 0, salt, before, after)),
            None => {
                let owner = owner.filter(|_| span.owned);
                row.blob(4)? == digest_of_change(owner, asset, row.int(2)?, salt, before, after).0
            }
        })
    }

    fn close(&mut self, faults: &mut Faults) {
        let digest = Hash(std::mem::take(&mut self.digest).finalize().into());
        if let Some(span) = self.spans.get(self.at)
            && span.digest != Some(digest)
        {
            faults.add(Check::Tables, format!("event {}", span.event), What::Differs { column: "digest" });
        }
        self.at += 1;
    }

    /// What is left at the end has no changes.
    fn end(&mut self, faults: &mut Faults) {
        for span in self.spans.get(self.at..).unwrap_or_default() {
            faults.add(Check::Tables, format!("asset_change {}", span.first), What::Missing);
        }
    }
}
