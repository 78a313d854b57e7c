//! The lines of a hand-over. Names are a contract: a successor reads them without infog.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::id::ClientCode;

/// The version of the lines; a reader refuses others.
pub const FORMAT: u32 = 1;

/// The first line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The infog that wrote it.
    pub infog: String,
    /// [`FORMAT`].
    pub format: u32,
    /// Whose.
    pub client: ClientCode,
    /// When it was written, UTC.
    #[serde(with = "utc")]
    pub exported_at: i64,
    /// Licence keys stand in it whole.
    pub keys: bool,
}

/// One event.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    /// From 1, without gap.
    pub event: i64,
    #[serde(with = "utc")]
    pub at: i64,
    #[serde(with = "utc")]
    pub recorded_at: i64,
    pub by: String,
    pub program: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clock_given: bool,
    /// So many seconds the clock lay behind what it had recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind_s: Option<i64>,
    pub subject: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub arg: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// Erasable facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Value>,
    /// The digest of facts that were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<String>,
    /// With the first event of a thing: what it is today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<Value>,
    /// With a version of a calendar or contract: its file, and what was read from it (JSON, byte for byte).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// With the acceptance of a campaign: the changes that made the assets what they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frozen: Vec<i64>,
    /// How many changes of assets follow, a line each.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub changes: i64,
}

/// One change of one asset.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    /// From 1, without gap.
    pub change: i64,
    /// The asset's number in these lines, from 1 in the order in which they were added.
    pub asset: i64,
    /// The line of the imported file; 0 where there was none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // asked for by serde
fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// Seconds since 1970 as RFC 3339 in UTC.
mod utc {
    use chrono::{DateTime, SecondsFormat, Utc};
    use serde::{Deserialize as _, Deserializer, Serializer, de, ser};

    #[allow(clippy::trivially_copy_pass_by_ref)] // asked for by serde
    pub fn serialize<S: Serializer>(at: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        let at = DateTime::<Utc>::from_timestamp(*at, 0).ok_or_else(|| ser::Error::custom("no instant"))?;
        serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        let text = String::deserialize(deserializer)?;
        let at = DateTime::parse_from_rfc3339(&text);
        at.map(|at| at.timestamp()).map_err(|_| de::Error::custom(format!("`{text}` is no instant")))
    }
}
