//! Backups and antivirus are assets that cover others: who is covered, and who is not.
//!
//! Either end may say it. The cover lists tags in `attr.covers`, `kind:laptop` for every one of a kind, `*` for all; the
//! covered asset names its cover in `attr.backup` or `attr.antivirus`, or a product that no asset stands for.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Asset, AssetKind, AssetStatus};
use crate::domain::fold::fold;
use crate::domain::id::folded;

/// The column in which a cover names what it covers.
pub const COVERS: &str = "covers";

/// Words that an audit writes where there is no cover.
const NOTHING: [&str; 9] = ["non", "no", "none", "aucun", "aucune", "neant", "-", "0", "false"];

/// What an asset is covered against.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Protection {
    /// Loss of data.
    Backup,
    /// Malware.
    Antivirus,
}

impl Protection {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Backup, Self::Antivirus];

    /// `backup`, `antivirus`: the code in JSON, and the name after `attr.` on a covered asset.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::Antivirus => "antivirus",
        }
    }

    /// The kind of the assets that give it.
    #[must_use]
    pub const fn kind(self) -> AssetKind {
        match self {
            Self::Backup => AssetKind::Backup,
            Self::Antivirus => AssetKind::Antivirus,
        }
    }

    /// What assets of `kind` give, if they give any.
    #[must_use]
    pub fn given_by(kind: AssetKind) -> Option<Self> {
        Self::ALL.into_iter().find(|protection| protection.kind() == kind)
    }

    /// Whether an asset of `kind` is expected to have it: computers; storage has data but runs no antivirus.
    #[must_use]
    pub const fn is_asked_of(self, kind: AssetKind) -> bool {
        match kind {
            AssetKind::Desktop
            | AssetKind::Workstation
            | AssetKind::Laptop
            | AssetKind::Server
            | AssetKind::VirtualServer
            | AssetKind::CloudServer => true,
            AssetKind::Storage => matches!(self, Self::Backup),
            _ => false,
        }
    }
}

impl AssetKind {
    /// Whether a contract is expected to cover it. A licence is a right to use, not a thing to look after.
    #[must_use]
    pub const fn belongs_in_contract(self) -> bool {
        !matches!(self, Self::Licence)
    }
}

impl AssetStatus {
    /// Whether it is at work, or will be again: neither still to come, in stock, retired nor lost.
    #[must_use]
    pub const fn is_at_work(self) -> bool {
        matches!(self, Self::InService | Self::InRepair | Self::OnLoan | Self::ToReplace)
    }

    /// Whether it is gone for good.
    #[must_use]
    pub const fn is_gone(self) -> bool {
        matches!(self, Self::Retired | Self::Lost)
    }
}

/// The entries of a list in a column: parted by commas, semicolons or line ends.
pub fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n']).map(str::trim).filter(|entry| !entry.is_empty())
}

/// The covers of one client as they hold on a date.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Covers {
    all: HashSet<Protection>,
    kinds: HashSet<(Protection, AssetKind)>,
    tags: HashSet<(Protection, String)>,
    holding: HashSet<(Protection, String)>,
    over: HashSet<(Protection, String)>,
}

impl Covers {
    /// Those of a client among its `assets`; one that is retired, or over by `today`, covers nothing.
    #[must_use]
    pub fn of<'a>(assets: impl IntoIterator<Item = &'a Asset>, today: NaiveDate) -> Self {
        let mut covers = Self::default();
        for asset in assets {
            if let Some(protection) = Protection::given_by(asset.kind) {
                covers.take(protection, asset, today);
            }
        }
        covers
    }

    fn take(&mut self, protection: Protection, asset: &Asset, today: NaiveDate) {
        let own = (protection, asset.tag.key());
        if !asset.status.is_at_work() || asset.date("expires_on").is_some_and(|last| last < today) {
            self.over.insert(own);
            return;
        }
        self.holding.insert(own);
        for entry in entries(asset.attr(COVERS).unwrap_or_default()) {
            match entry.strip_prefix("kind:").map(AssetKind::parse) {
                Some(Ok(kind)) => drop(self.kinds.insert((protection, kind))),
                _ if entry == "*" => drop(self.all.insert(protection)),
                _ => drop(self.tags.insert((protection, folded(entry)))),
            }
        }
    }

    /// Whether `asset` is covered.
    #[must_use]
    pub fn protects(&self, protection: Protection, asset: &Asset) -> bool {
        self.all.contains(&protection)
            || self.kinds.contains(&(protection, asset.kind))
            || self.tags.contains(&(protection, asset.tag.key()))
            || entries(asset.attr(protection.code()).unwrap_or_default()).any(|name| self.is_named(protection, name))
    }

    /// Whether `asset` is at work, expected to have `protection`, and has none.
    #[must_use]
    pub fn leaves_out(&self, protection: Protection, asset: &Asset) -> bool {
        asset.status.is_at_work() && protection.is_asked_of(asset.kind) && !self.protects(protection, asset)
    }

    /// A cover that holds, or a product that no asset stands for.
    fn is_named(&self, protection: Protection, name: &str) -> bool {
        let own = (protection, folded(name));
        self.holding.contains(&own) || !(self.over.contains(&own) || NOTHING.contains(&fold(name).as_str()))
    }
}

impl Asset {
    /// Names `cover` as one that covers this asset; whether that was new.
    pub fn cover_by(&mut self, protection: Protection, cover: &str) -> bool {
        let mut names = self.cover_names(protection);
        if names.iter().any(|name| folded(name) == folded(cover)) {
            return false;
        }
        names.retain(|name| !NOTHING.contains(&fold(name).as_str()));
        names.push(cover.to_owned());
        self.attrs.insert(protection.code().to_owned(), names.join(", "));
        true
    }

    /// Names `cover` no more; whether it was named.
    pub fn uncover_by(&mut self, protection: Protection, cover: &str) -> bool {
        let mut names = self.cover_names(protection);
        let before = names.len();
        names.retain(|name| folded(name) != folded(cover));
        match names.is_empty() {
            true => self.attrs.remove(protection.code()),
            false => self.attrs.insert(protection.code().to_owned(), names.join(", ")),
        };
        names.len() < before
    }

    fn cover_names(&self, protection: Protection) -> Vec<String> {
        entries(self.attr(protection.code()).unwrap_or_default()).map(str::to_owned).collect()
    }

    /// Takes `tag` out of what this cover lists; whether it was listed.
    pub fn unlist(&mut self, tag: &str) -> bool {
        let listed: Vec<String> = entries(self.attr(COVERS).unwrap_or_default()).map(str::to_owned).collect();
        let kept: Vec<String> = listed.iter().filter(|entry| folded(entry) != folded(tag)).cloned().collect();
        match kept.is_empty() {
            true => self.attrs.remove(COVERS),
            false => self.attrs.insert(COVERS.to_owned(), kept.join(", ")),
        };
        kept.len() < listed.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::Field;
    use crate::domain::id::AssetTag;
    use Protection::{Antivirus, Backup};

    fn asset(tag: &str, kind: AssetKind, values: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new(tag).unwrap(), kind);
        for (column, value) in values {
            asset.set(&Field::parse(column).unwrap(), value).unwrap();
        }
        asset
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 1).unwrap()
    }

    #[test]
    fn either_end_may_say_who_is_covered() {
        let backup = asset("BAK", AssetKind::Backup, &[("attr.covers", "srv-01; kind:nas")]);
        let covers = Covers::of([&backup], today());
        let protects = |a: &Asset| covers.protects(Backup, a);
        assert!(protects(&asset("SRV-01", AssetKind::Server, &[])));
        assert!(protects(&asset("NAS-1", AssetKind::Storage, &[])));
        assert!(protects(&asset("SRV-02", AssetKind::Server, &[("attr.backup", "bak")])));
        assert!(!protects(&asset("SRV-03", AssetKind::Server, &[])));
        assert!(!covers.protects(Antivirus, &asset("SRV-01", AssetKind::Server, &[])));
    }

    #[test]
    fn a_cover_that_is_over_covers_nothing() {
        let server = asset("SRV", AssetKind::Server, &[("attr.antivirus", "EDR")]);
        for (values, covered) in [
            (vec![("attr.covers", "*")], true),
            (vec![("attr.covers", "*"), ("status", "retired")], false),
            (vec![("attr.covers", "*"), ("expires_on", "2026-06-30")], false),
            (vec![("attr.covers", "*"), ("expires_on", "2026-07-01")], true),
        ] {
            let cover = asset("EDR", AssetKind::Antivirus, &values);
            assert_eq!(Covers::of([&cover], today()).protects(Antivirus, &server), covered, "{values:?}");
        }
    }

    #[test]
    fn a_product_is_a_cover_and_the_word_none_is_not() {
        let covers = Covers::default();
        let with = |text| covers.protects(Antivirus, &asset("PC", AssetKind::Laptop, &[("attr.antivirus", text)]));
        assert!(with("Windows Defender"));
        assert!(!with("Aucun") && !with("non") && !with("-"));
    }

    #[test]
    fn only_computers_at_work_are_left_out() {
        let covers = Covers::default();
        assert!(covers.leaves_out(Backup, &asset("S", AssetKind::Server, &[])));
        assert!(!covers.leaves_out(Backup, &asset("S", AssetKind::Server, &[("status", "in-stock")])));
        assert!(!covers.leaves_out(Backup, &asset("P", AssetKind::Printer, &[])));
        assert!(!covers.leaves_out(Antivirus, &asset("N", AssetKind::Storage, &[])));
    }

    #[test]
    fn covers_are_added_once_and_taken_away() {
        let mut server = asset("SRV", AssetKind::Server, &[("attr.backup", "aucune")]);
        assert!(
            server.cover_by(Backup, "BAK-1") && server.cover_by(Backup, "BAK-2") && !server.cover_by(Backup, "bak-1")
        );
        assert_eq!(server.attr("backup"), Some("BAK-1, BAK-2"));
        assert!(server.uncover_by(Backup, "BAK-1") && !server.uncover_by(Backup, "BAK-1"));
        assert!(server.uncover_by(Backup, "bak-2"));
        assert_eq!(server.attr("backup"), None);
        let mut backup = asset("BAK", AssetKind::Backup, &[("attr.covers", "A;B")]);
        assert!(backup.unlist("a") && !backup.unlist("c"));
        assert_eq!(backup.attr("covers"), Some("B"));
    }
}
