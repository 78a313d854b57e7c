//! Campaigns of inventory: what a client accepted on a day, and what became of it since.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::asset::{Asset, AssetStatus, FieldChange};
use super::id::{CampaignName, ClientCode};
use super::instant::Instant;
use super::text::{self, BadText};

/// An inventory under way, or one that the client accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Campaign {
    /// Unique in its client.
    pub name: CampaignName,
    /// Whose assets.
    pub client: ClientCode,
    /// When the survey began.
    pub started_at: Instant,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// That the client accepted it; nothing while it is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

/// The client's word on a frozen inventory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Acceptance {
    /// As of when the inventory is frozen.
    pub at: Instant,
    /// Who at the client accepted it.
    pub by: String,
    /// Where that can be read again: a mail, minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// How many assets are frozen.
    pub assets: u64,
    /// SHA-256 over the frozen rows, in hexadecimal digits.
    pub sha256: String,
}

impl Campaign {
    /// Its texts as they are kept.
    ///
    /// # Errors
    /// [`BadText`]: a text that is empty, too long, or holds a control character.
    pub fn checked(mut self) -> Result<Self, BadText> {
        self.note = self.note.map(|note| text::line("note", &note)).transpose()?;
        if let Some(accepted) = self.accepted.as_mut() {
            accepted.by = text::line("name of who accepted", &accepted.by)?;
            accepted.evidence = accepted.evidence.take().map(|said| text::line("evidence", &said)).transpose()?;
        }
        Ok(self)
    }
}

/// Whether an asset belongs to the park: neither retired nor lost.
#[must_use]
pub const fn in_park(asset: &Asset) -> bool {
    !matches!(asset.status, AssetStatus::Retired | AssetStatus::Lost)
}

/// What became of one asset between two states.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// It was not in the park.
    Added(Asset),
    /// It was in the park, and is retired or lost.
    Gone {
        /// As it was.
        before: Asset,
        /// As it is.
        after: Option<Asset>,
    },
    /// It is in the park and no longer the same.
    Changed {
        /// As it was.
        before: Asset,
        /// As it is.
        after: Asset,
        /// Column by column.
        changes: Vec<FieldChange>,
    },
}

impl Difference {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Gone { .. } => "gone",
            Self::Changed { .. } => "changed",
        }
    }

    /// The asset as it is told: as it is, or as it was where it is gone.
    #[must_use]
    pub const fn asset(&self) -> &Asset {
        match self {
            Self::Added(asset) | Self::Gone { before: asset, .. } | Self::Changed { after: asset, .. } => asset,
        }
    }
}

/// Two states of a client's park compared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comparison {
    /// What differs, by tag.
    pub differences: Vec<Difference>,
    /// How many assets are the same.
    pub unchanged: usize,
    /// How many cannot be compared: their texts were erased.
    pub erased: usize,
}

impl Comparison {
    /// How many differences have this code.
    #[must_use]
    pub fn count(&self, code: &str) -> usize {
        self.differences.iter().filter(|difference| difference.code() == code).count()
    }
}

/// The assets of a client at one instant, each by a key that outlives its tag; nothing where its text was erased.
pub type Park<K> = BTreeMap<K, Option<Asset>>;

/// What changed from `before` to `after`. An asset is known again by its key, so that a new tag is a change.
#[must_use]
pub fn compare<K: Ord>(before: &Park<K>, after: &Park<K>) -> Comparison {
    let mut found = Comparison::default();
    let keys: BTreeSet<&K> = before.keys().chain(after.keys()).collect();
    for key in keys {
        match (before.get(key), after.get(key)) {
            (Some(None), _) | (_, Some(None)) => found.erased += 1,
            (was, is) => found.judge(was.and_then(Option::as_ref), is.and_then(Option::as_ref)),
        }
    }
    found.differences.sort_by_key(|difference| difference.asset().tag.key());
    found
}

impl Comparison {
    fn judge(&mut self, was: Option<&Asset>, is: Option<&Asset>) {
        let difference = match (was.filter(|asset| in_park(asset)), is.filter(|asset| in_park(asset))) {
            (None, None) => return,
            (None, Some(asset)) => Difference::Added(asset.clone()),
            (Some(before), None) => Difference::Gone { before: before.clone(), after: is.cloned() },
            (Some(before), Some(after)) => match before.diff(after) {
                changes if changes.is_empty() => {
                    self.unchanged += 1;
                    return;
                }
                changes => Difference::Changed { before: before.clone(), after: after.clone(), changes },
            },
        };
        self.differences.push(difference);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::{AssetKind, Field};
    use crate::domain::id::AssetTag;

    fn asset(tag: &str, set: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new(tag).unwrap(), AssetKind::Server);
        for (name, value) in set {
            asset.set(&Field::parse(name).unwrap(), value).unwrap();
        }
        asset
    }

    fn park(assets: Vec<(u8, Option<Asset>)>) -> Park<u8> {
        assets.into_iter().collect()
    }

    #[test]
    fn every_asset_is_added_gone_changed_or_the_same() {
        let before = park(vec![
            (1, Some(asset("SAME", &[]))),
            (2, Some(asset("OLD-TAG", &[("serial", "S1")]))),
            (3, Some(asset("LEFT", &[]))),
            (4, Some(asset("BACK", &[("status", "lost")]))),
            (5, Some(asset("NEVER", &[("status", "retired")]))),
            (6, None),
        ]);
        let after = park(vec![
            (1, Some(asset("SAME", &[]))),
            (2, Some(asset("NEW-TAG", &[("serial", "S1")]))),
            (3, Some(asset("LEFT", &[("status", "retired")]))),
            (4, Some(asset("BACK", &[]))),
            (5, Some(asset("NEVER", &[("status", "lost")]))),
            (6, Some(asset("ERASED", &[]))),
            (7, Some(asset("FRESH", &[]))),
        ]);
        let found = compare(&before, &after);
        let told: Vec<(&str, &str)> = found.differences.iter().map(|d| (d.code(), d.asset().tag.as_str())).collect();
        assert_eq!(told, [("added", "BACK"), ("added", "FRESH"), ("gone", "LEFT"), ("changed", "NEW-TAG")]);
        assert_eq!((found.unchanged, found.erased, found.count("added")), (1, 1, 2));
        let Difference::Changed { changes, .. } = &found.differences[3] else { panic!("not changed") };
        assert_eq!(changes.iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["tag"]);
    }

    #[test]
    fn a_state_compared_with_itself_differs_in_nothing() {
        let same = park(vec![(1, Some(asset("A", &[]))), (2, Some(asset("B", &[("status", "retired")])))]);
        assert_eq!(compare(&same, &same), Comparison { differences: Vec::new(), unchanged: 1, erased: 0 });
    }
}
