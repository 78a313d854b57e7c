//! Things looked after.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::AssetTag;

/// What an asset is, by its code in `formats.md`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the codes say it
pub enum AssetKind {
    Desktop,
    Workstation,
    Laptop,
    Server,
    VirtualServer,
    CloudServer,
    Storage,
    Switch,
    Firewall,
    Router,
    AccessPoint,
    Printer,
    Phone,
    Telephony,
    Mobile,
    Ups,
    Application,
    OperatingSystem,
    Mail,
    Licence,
    Backup,
    Antivirus,
    Domain,
    Certificate,
    Service,
    Other,
}

/// Where an asset is in its life.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the codes say it
pub enum AssetStatus {
    Ordered,
    InStock,
    #[default]
    InService,
    InRepair,
    OnLoan,
    ToReplace,
    Retired,
    Lost,
}

/// Who looks after it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ManagedBy {
    /// The provider.
    #[default]
    Provider,
    /// The client itself.
    Client,
    /// Somebody else (`sla.md` rule 22).
    ThirdParty,
}

/// How much hangs on it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the codes say it
pub enum Criticality {
    Low,
    #[default]
    Normal,
    High,
}

/// What is known of an asset beside its client and tag. Every text is optional.
///
/// Serialised without what is absent, so that an unchanged asset is the same text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asset {
    /// Unique in the client.
    pub tag: AssetTag,
    /// What it is.
    pub kind: AssetKind,
    /// Where it is in its life.
    #[serde(default)]
    pub status: AssetStatus,
    /// Who looks after it.
    #[serde(default)]
    pub managed_by: ManagedBy,
    /// How much hangs on it.
    #[serde(default)]
    pub criticality: Criticality,
    /// Site code or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Dates by column name: `purchased_on`, `warranty_from`, `warranty_until`, `expires_on`, `lease_until`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<String, NaiveDate>,
    /// Seats of a licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// The other columns of `formats.md` by name: `label`, `serial`, `manufacturer`, `model`, `os`, `os_version`,
    /// `firmware`, `location`, `assigned_to`, `warranty_level`, `supplier`, `financing`, `parent`, `licence_key`, `notes`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, String>,
    /// What its kind has of its own, `attr.NAME` without the prefix.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attrs: BTreeMap<String, String>,
}

impl Asset {
    /// A text by the name of its column.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<&str> {
        self.texts.get(column).map(String::as_str)
    }

    /// Its serial number.
    #[must_use]
    pub fn serial(&self) -> Option<&str> {
        self.text("serial")
    }
}
