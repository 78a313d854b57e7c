//! Things looked after.

mod changes;
mod coded;
pub mod cover;
pub mod expiry;
mod field;
mod financing;
mod kind;
mod needs;
pub mod query;
pub mod recognise;
mod state;

pub use changes::changes;
pub use field::{BadValue, Field, FieldChange};
pub use financing::Financing;
pub use kind::AssetKind;
pub use state::{AssetStatus, Criticality, ManagedBy};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::AssetTag;

/// What is known of an asset beside its client. Every text is optional.
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
    /// The other columns of `intake/FORMATS.md` by name: `label`, `serial`, `manufacturer`, `model`, `os`, `os_version`,
    /// `firmware`, `location`, `assigned_to`, `warranty_level`, `supplier`, `financing`, `parent`, `licence_key`, `notes`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, String>,
    /// What its kind has of its own, `attr.NAME` without the prefix.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attrs: BTreeMap<String, String>,
}

impl Asset {
    /// An asset of which only its tag and kind are known: in service, looked after by the provider.
    #[must_use]
    pub fn new(tag: AssetTag, kind: AssetKind) -> Self {
        Self {
            tag,
            kind,
            status: AssetStatus::default(),
            managed_by: ManagedBy::default(),
            criticality: Criticality::default(),
            site: None,
            dates: BTreeMap::new(),
            seats: None,
            texts: BTreeMap::new(),
            attrs: BTreeMap::new(),
        }
    }

    /// A text by the name of its column.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<&str> {
        self.texts.get(column).map(String::as_str)
    }

    /// How it is paid for, where that is one of the known ways.
    #[must_use]
    pub fn financing(&self) -> Option<Financing> {
        self.text("financing").and_then(|text| Financing::parse(text).ok())
    }

    /// Its serial number.
    #[must_use]
    pub fn serial(&self) -> Option<&str> {
        self.text("serial")
    }

    /// A date by the name of its column.
    #[must_use]
    pub fn date(&self, column: &str) -> Option<NaiveDate> {
        self.dates.get(column).copied()
    }

    /// What its kind has of its own, by name without `attr.`.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.get(name).map(String::as_str)
    }
}
