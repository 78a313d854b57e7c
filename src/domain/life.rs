//! What was done to an asset, beside its columns: moves, repairs, loans, replacements, updates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::asset::AssetStatus;
use super::id::{AssetTag, ClientCode, TicketNumber};
use super::instant::Instant;

/// Something done to an asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Deed {
    /// Its status was set.
    Moved {
        /// As it was.
        from: AssetStatus,
        /// As it became.
        to: AssetStatus,
    },
    /// It left for repair.
    SentOut {
        /// Who repairs it.
        supplier: String,
        /// The repairer's number for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// When it should be back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_on: Option<NaiveDate>,
        /// Its status before.
        from: AssetStatus,
    },
    /// It came back from repair.
    CameBack {
        /// Its status since.
        to: AssetStatus,
    },
    /// It went to somebody while another asset is in repair, the other asset of this deed.
    Lent {
        /// Its status before.
        from: AssetStatus,
        /// Who used it before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assigned_to: Option<String>,
        /// Where it was before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<String>,
        /// In which room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<String>,
    },
    /// The loan is over.
    Returned,
    /// The other asset took its place.
    Replaced,
    /// It took the place of the other asset.
    Replaces,
    /// A component got another version.
    Updated {
        /// `os`, `firmware`, `version` or a name of its own.
        component: String,
        /// The version before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// The version since.
        to: String,
        /// The ticket under which it was done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<TicketNumber>,
    },
}

impl Deed {
    /// Its stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Moved { .. } => "moved",
            Self::SentOut { .. } => "sent-out",
            Self::CameBack { .. } => "came-back",
            Self::Lent { .. } => "lent",
            Self::Returned => "returned",
            Self::Replaced => "replaced",
            Self::Replaces => "replaces",
            Self::Updated { .. } => "updated",
        }
    }
}

/// A deed with the words about it; what is kept of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// What was done.
    #[serde(flatten)]
    pub deed: Deed,
    /// What was said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A deed as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Position of its event in the chain.
    pub event: i64,
    /// Whose asset it is about.
    pub client: ClientCode,
    /// Which one, as it is called today.
    pub tag: AssetTag,
    /// The other asset of a loan or a replacement, as it is called today.
    pub other: Option<(ClientCode, AssetTag)>,
    /// When it was done.
    pub at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom.
    pub by: String,
    /// Its code, which an erasure leaves.
    pub code: String,
    /// What it was; nothing where it was erased.
    pub told: Option<Told>,
}

impl Entry {
    /// What was done, unless it was erased.
    #[must_use]
    pub fn deed(&self) -> Option<&Deed> {
        self.told.as_ref().map(|told| &told.deed)
    }

    /// What was said about it.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.told.as_ref()?.text.as_deref()
    }
}

/// A stay with a repairer.
#[derive(Clone, Copy, Debug)]
pub struct Repair<'a> {
    /// How it left.
    pub out: &'a Entry,
    /// How it came back; nothing while it is away.
    pub back: Option<&'a Entry>,
}

/// The repairs among the deeds of one asset, oldest first; the deeds are in the order in which they were recorded.
#[must_use]
pub fn repairs(deeds: &[Entry]) -> Vec<Repair<'_>> {
    let mut found: Vec<Repair<'_>> = Vec::new();
    for entry in deeds {
        match (entry.code.as_str(), found.last_mut()) {
            ("sent-out", _) => found.push(Repair { out: entry, back: None }),
            ("came-back", Some(last)) if last.back.is_none() => last.back = Some(entry),
            _ => {}
        }
    }
    found
}

/// The repair from which the asset is not back yet.
#[must_use]
pub fn open_repair(deeds: &[Entry]) -> Option<Repair<'_>> {
    repairs(deeds).pop().filter(|repair| repair.back.is_none())
}

/// The loan that is not over yet, of an asset that stands in for another.
#[must_use]
pub fn open_loan(deeds: &[Entry]) -> Option<&Entry> {
    let last = deeds.iter().rev().find(|entry| ["lent", "returned"].contains(&entry.code.as_str()));
    last.filter(|entry| entry.code == "lent")
}

/// The asset that took the place of the one whose deeds these are.
#[must_use]
pub fn successor(deeds: &[Entry]) -> Option<&(ClientCode, AssetTag)> {
    deeds.iter().rev().find(|entry| entry.code == "replaced")?.other.as_ref()
}

/// The asset whose place was taken by the one whose deeds these are.
#[must_use]
pub fn predecessor(deeds: &[Entry]) -> Option<&(ClientCode, AssetTag)> {
    deeds.iter().rev().find(|entry| entry.code == "replaces")?.other.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(event: i64, deed: Deed) -> Entry {
        Entry {
            event,
            client: "ried".parse().unwrap(),
            tag: "A".parse().unwrap(),
            other: Some(("ried".parse().unwrap(), "B".parse().unwrap())),
            at: Instant(event),
            recorded_at: Instant(event),
            by: "lea".into(),
            code: deed.code().into(),
            told: Some(Told { deed, text: None }),
        }
    }

    fn out() -> Deed {
        let from = AssetStatus::InService;
        Deed::SentOut { supplier: "Dell".into(), reference: None, expected_on: None, from }
    }

    #[test]
    fn a_repair_is_open_until_the_asset_is_back() {
        let mut deeds = vec![entry(1, out())];
        assert_eq!(open_repair(&deeds).map(|r| r.out.event), Some(1));
        deeds.push(entry(2, Deed::CameBack { to: AssetStatus::InService }));
        assert!(open_repair(&deeds).is_none());
        deeds.push(entry(3, out()));
        assert_eq!(open_repair(&deeds).map(|r| r.out.event), Some(3));
        assert_eq!(repairs(&deeds).len(), 2);
    }

    #[test]
    fn a_loan_ends_with_its_return() {
        let lent = Deed::Lent { from: AssetStatus::InStock, assigned_to: None, site: None, location: None };
        let mut deeds = vec![entry(1, lent)];
        assert!(open_loan(&deeds).is_some());
        deeds.push(entry(2, Deed::Returned));
        assert!(open_loan(&deeds).is_none());
    }

    #[test]
    fn a_deed_is_kept_with_its_words_in_one_object() {
        let told = Told { deed: out(), text: Some("écran noir".into()) };
        let json = serde_json::to_string(&told).unwrap();
        assert_eq!(json, r#"{"type":"sent-out","supplier":"Dell","from":"in-service","text":"écran noir"}"#);
        assert_eq!(serde_json::from_str::<Told>(&json).unwrap(), told);
    }

    #[test]
    fn the_last_replacement_counts() {
        let deeds = [entry(1, Deed::Replaces), entry(2, Deed::Replaced)];
        assert_eq!(successor(&deeds).map(|o| o.1.as_str()), Some("B"));
        assert_eq!(predecessor(&deeds).map(|o| o.1.as_str()), Some("B"));
        assert!(successor(&deeds[..1]).is_none());
    }
}
