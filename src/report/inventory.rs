//! A client's inventory in figures: by kind, age and status, what is still unknown, and what lacks something.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::asset::cover::{Covers, Protection};
use crate::domain::asset::{Asset, AssetKind, AssetStatus};
use crate::domain::id::{AssetTag, ClientCode};
use crate::domain::licence::{Seats, Term};

/// Where the bands of age begin, in whole years.
pub const AGES: [u32; 5] = [0, 1, 3, 5, 7];

/// What an asset can lack.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gap {
    /// No contract in force covers it.
    Contract,
    /// Nothing backs it up.
    Backup,
    /// No antivirus is on it.
    Antivirus,
    /// Its warranty is over.
    Warranty,
    /// Its maker supports it no more.
    Support,
}

impl Gap {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Contract, Self::Backup, Self::Antivirus, Self::Warranty, Self::Support];

    /// The key in JSON and CSV.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Contract => "outside_contract",
            Self::Backup => "without_backup",
            Self::Antivirus => "without_antivirus",
            Self::Warranty => "past_warranty",
            Self::Support => "past_support",
        }
    }
}

/// An asset that lacks something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lacking {
    /// Its tag.
    pub tag: AssetTag,
    /// What it is.
    pub kind: AssetKind,
    /// What it is called.
    pub label: Option<String>,
    /// The last day of its warranty or support, where that is what is over.
    pub since: Option<NaiveDate>,
}

/// How many of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// Of these …
    pub of: usize,
    /// … so many.
    pub count: usize,
}

/// A licence with its seats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LicenceLine {
    /// Its tag.
    pub tag: AssetTag,
    /// What may be used.
    pub product: String,
    /// Bought and used.
    pub seats: Seats,
    /// How long it holds.
    pub term: Term,
}

/// What is known of one asset beside itself.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// A contract in force covers it.
    pub in_contract: bool,
    /// The last day of its maker's support.
    pub support_until: Option<NaiveDate>,
}

/// A client's inventory as of a day. Retired and lost assets are counted by status only.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// Whose.
    pub client: ClientCode,
    /// Its name.
    pub name: String,
    /// The day.
    pub as_of: NaiveDate,
    /// Assets that are neither retired nor lost; of these so many of which all is known that their kind asks for.
    pub complete: Share,
    /// The same by kind.
    pub kinds: BTreeMap<AssetKind, Share>,
    /// All assets, gone ones too.
    pub statuses: BTreeMap<AssetStatus, usize>,
    /// Machines by band of age; see [`AGES`].
    pub ages: BTreeMap<u32, usize>,
    /// Machines whose age nobody knows.
    pub ageless: usize,
    /// By column and kind: so many lack it.
    pub needs: BTreeMap<(&'static str, AssetKind), Share>,
    /// Of how many each gap is asked.
    pub asked: BTreeMap<Gap, usize>,
    /// Who has each gap, by tag.
    pub gaps: BTreeMap<Gap, Vec<Lacking>>,
    /// Licences with their seats.
    pub licences: Vec<LicenceLine>,
    covers: Covers,
}

impl Inventory {
    /// An inventory without assets.
    #[must_use]
    pub fn new(client: ClientCode, name: String, as_of: NaiveDate, covers: Covers) -> Self {
        Self {
            client,
            name,
            as_of,
            complete: Share::default(),
            kinds: BTreeMap::new(),
            statuses: BTreeMap::new(),
            ages: BTreeMap::new(),
            ageless: 0,
            needs: BTreeMap::new(),
            asked: BTreeMap::new(),
            gaps: BTreeMap::new(),
            licences: Vec::new(),
            covers,
        }
    }

    /// Counts one asset.
    pub fn take(&mut self, asset: &Asset, standing: Standing) {
        *self.statuses.entry(asset.status).or_default() += 1;
        if asset.status.is_gone() {
            return;
        }
        self.count_known(asset);
        if asset.kind.is_machine() {
            self.count_age(asset);
        }
        self.ask(Gap::Contract, asset, asset.kind.belongs_in_contract(), !standing.in_contract, None);
        for (gap, protection) in [(Gap::Backup, Protection::Backup), (Gap::Antivirus, Protection::Antivirus)] {
            let is_asked = asset.status.is_at_work() && protection.is_asked_of(asset.kind);
            let lacks = self.covers.leaves_out(protection, asset);
            self.ask(gap, asset, is_asked, lacks, None);
        }
        let over = |last: Option<NaiveDate>| last.is_some_and(|last| last < self.as_of);
        let warranty = asset.date("warranty_until");
        let (warranty_over, support_over) = (over(warranty), over(standing.support_until));
        self.ask(Gap::Warranty, asset, warranty.is_some(), warranty_over, warranty);
        self.ask(Gap::Support, asset, standing.support_until.is_some(), support_over, standing.support_until);
    }

    fn count_known(&mut self, asset: &Asset) {
        let missing = asset.missing();
        for share in [&mut self.complete, self.kinds.entry(asset.kind).or_default()] {
            share.of += 1;
            share.count += usize::from(missing.is_empty());
        }
        for column in asset.kind.needs() {
            self.needs.entry((column, asset.kind)).or_default().of += 1;
        }
        for column in missing {
            let share = self.needs.entry((column, asset.kind)).or_default();
            share.count += 1;
            share.of = share.of.max(share.count);
        }
    }

    fn count_age(&mut self, asset: &Asset) {
        match asset.age_years(self.as_of) {
            None => self.ageless += 1,
            Some(years) => {
                let band = AGES.into_iter().rfind(|from| *from <= years).unwrap_or(0);
                *self.ages.entry(band).or_default() += 1;
            }
        }
    }

    fn ask(&mut self, gap: Gap, asset: &Asset, is_asked: bool, lacks: bool, since: Option<NaiveDate>) {
        if !is_asked {
            return;
        }
        *self.asked.entry(gap).or_default() += 1;
        if lacks {
            let label = asset.text("label").map(str::to_owned);
            let lacking = Lacking { tag: asset.tag.clone(), kind: asset.kind, label, since };
            self.gaps.entry(gap).or_default().push(lacking);
        }
    }

    /// How many of those asked have the gap.
    #[must_use]
    pub fn share(&self, gap: Gap) -> Share {
        let of = self.asked.get(&gap).copied().unwrap_or(0);
        Share { of, count: self.gaps.get(&gap).map_or(0, Vec::len) }
    }

    /// By column over all kinds: so many lack it. Those that nobody lacks too.
    #[must_use]
    pub fn columns(&self) -> BTreeMap<&'static str, Share> {
        let mut columns: BTreeMap<&'static str, Share> = BTreeMap::new();
        for ((column, _), share) in &self.needs {
            let sum = columns.entry(column).or_default();
            sum.of += share.of;
            sum.count += share.count;
        }
        columns
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let kinds = self.kinds.iter().map(|(k, s)| json!({ "kind": k.code(), "count": s.of, "complete": s.count }));
        let statuses = self.statuses.iter().map(|(s, count)| (s.code().to_owned(), json!(count)));
        let ages = AGES.iter().enumerate().map(|(at, from)| {
            let below = AGES.get(at + 1);
            json!({ "from_years": from, "below_years": below, "count": self.ages.get(from).copied().unwrap_or(0) })
        });
        let needs = self.needs.iter().map(|((column, kind), share)| {
            json!({ "field": column, "kind": kind.code(), "missing": share.count, "of": share.of })
        });
        let columns = self.columns();
        let columns = columns.iter().map(|(c, s)| json!({ "field": c, "missing": s.count, "of": s.of }));
        let mut object = json!({
            "client": self.client,
            "as_of": self.as_of,
            "assets": self.complete.of,
            "complete": self.complete.count,
            "by_kind": kinds.collect::<Value>(),
            "by_status": statuses.collect::<serde_json::Map<_, _>>(),
            "by_age": ages.collect::<Value>(),
            "age_unknown": self.ageless,
            "missing": columns.collect::<Value>(),
            "missing_by_kind": needs.collect::<Value>(),
            "licences": self.licences.iter().map(licence).collect::<Value>(),
        });
        if let Value::Object(fields) = &mut object {
            fields.extend(Gap::ALL.map(|gap| (gap.code().to_owned(), self.gap_json(gap))));
        }
        object
    }

    fn gap_json(&self, gap: Gap) -> Value {
        let share = self.share(gap);
        let lacking = self.gaps.get(&gap).into_iter().flatten();
        let lacking = lacking
            .map(|l| json!({ "tag": l.tag, "kind": l.kind.code(), "label": l.label, "since": l.since }))
            .collect::<Value>();
        json!({ "count": share.count, "of": share.of, "assets": lacking })
    }
}

fn licence(line: &LicenceLine) -> Value {
    let Seats { bought, used } = line.seats;
    let (free, over) = (line.seats.free(), line.seats.over());
    let (perpetual, last) = match line.term {
        Term::Perpetual => (Some(true), None),
        Term::Until(last) => (Some(false), Some(last)),
        Term::Unknown => (None, None),
    };
    json!({
        "tag": line.tag,
        "product": line.product,
        "seats": bought,
        "used": used,
        "free": free,
        "over": over,
        "perpetual": perpetual,
        "expires_on": last,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::Field;

    fn asset(tag: &str, kind: AssetKind, values: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new(tag).unwrap(), kind);
        for (column, value) in values {
            asset.set(&Field::parse(column).unwrap(), value).unwrap();
        }
        asset
    }

    fn counted(assets: &[Asset]) -> Inventory {
        let as_of = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let client = ClientCode::new("ried").unwrap();
        let mut inventory = Inventory::new(client, "Ried".into(), as_of, Covers::of(assets, as_of));
        for asset in assets {
            inventory.take(asset, Standing { in_contract: false, support_until: asset.support_until() });
        }
        inventory
    }

    #[test]
    fn what_is_unknown_is_counted_by_column_and_kind() {
        let inventory = counted(&[
            asset("A", AssetKind::Laptop, &[("serial", "1")]),
            asset("B", AssetKind::Laptop, &[]),
            asset("C", AssetKind::Server, &[]),
            asset("V", AssetKind::VirtualServer, &[("os", "Debian"), ("parent", "C")]),
            asset("R", AssetKind::Laptop, &[("status", "retired")]),
        ]);
        assert_eq!(inventory.columns()["serial"], Share { of: 3, count: 2 });
        assert_eq!(inventory.needs[&("serial", AssetKind::Laptop)], Share { of: 2, count: 1 });
        assert_eq!(inventory.complete, Share { of: 4, count: 1 });
        assert_eq!(inventory.statuses[&AssetStatus::Retired], 1);
    }

    #[test]
    fn a_gap_is_asked_of_whom_it_concerns() {
        let inventory = counted(&[
            asset("SRV", AssetKind::Server, &[("warranty_until", "2026-06-30"), ("attr.support_until", "2026-07-01")]),
            asset("BAK", AssetKind::Backup, &[("attr.covers", "SRV")]),
            asset("PC", AssetKind::Laptop, &[("attr.antivirus", "EDR")]),
            asset("IMP", AssetKind::Printer, &[]),
        ]);
        assert_eq!(inventory.share(Gap::Backup), Share { of: 2, count: 1 });
        assert_eq!(inventory.share(Gap::Antivirus), Share { of: 2, count: 1 });
        assert_eq!(inventory.share(Gap::Warranty), Share { of: 1, count: 1 });
        assert_eq!(inventory.share(Gap::Support), Share { of: 1, count: 0 });
        assert_eq!(inventory.share(Gap::Contract), Share { of: 4, count: 4 });
        assert_eq!(inventory.gaps[&Gap::Backup][0].tag.as_str(), "PC");
    }

    #[test]
    fn ages_fall_into_bands_and_the_unknown_stand_apart() {
        let inventory = counted(&[
            asset("A", AssetKind::Laptop, &[("purchased_on", "2026-01-01")]),
            asset("B", AssetKind::Laptop, &[("purchased_on", "2022-07-02")]),
            asset("C", AssetKind::Laptop, &[("warranty_from", "2010-01-01")]),
            asset("D", AssetKind::Laptop, &[]),
            asset("S", AssetKind::Service, &[]),
        ]);
        assert_eq!(inventory.ages.into_iter().collect::<Vec<_>>(), [(0, 1), (3, 1), (7, 1)]);
        assert_eq!(inventory.ageless, 1);
    }
}
