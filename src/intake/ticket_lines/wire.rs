//! The keys of a ticket's line, in the order in which they are written.

use serde::{Deserialize, Serialize};

use crate::domain::third_party::Permit;

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ticket {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    pub client: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<Imported>,
    pub opened_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(default)]
    pub events: Vec<Event>,
}

/// Where an imported ticket comes from.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Imported {
    pub from: String,
    pub reference: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited_s: Option<i64>,
}

/// One event: what is common to all, and what its verb takes.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u32>,
    pub at: String,
    #[serde(rename = "type")]
    pub verb: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Word>,
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downtime_minutes: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_travel: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_client: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assets: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit: Option<Permit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A name, a code, or a ticket's number.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Word {
    Number(i64),
    Text(String),
}

impl Event {
    /// The keys that this event has beside those that every event may have.
    pub(super) fn keys(&self) -> Vec<&'static str> {
        [
            ("to", self.to.is_some()),
            ("as", self.relation.is_some()),
            ("reason", self.reason.is_some()),
            ("window_from", self.window_from.is_some()),
            ("window_to", self.window_to.is_some()),
            ("downtime_minutes", self.downtime_minutes.is_some()),
            ("reference", self.reference.is_some()),
            ("metric", self.metric.is_some()),
            ("cycle", self.cycle.is_some()),
            ("of", self.of.is_some()),
            ("minutes", self.minutes.is_some()),
            ("mode", self.mode.is_some()),
            ("nature", self.nature.is_some()),
            ("quote", self.quote.is_some()),
            ("unit", self.unit.is_some()),
            ("quantity", self.quantity.is_some()),
            ("no_travel", self.no_travel.is_some()),
            ("for_client", self.for_client.is_some()),
            ("title", self.title.is_some()),
            ("requester", self.requester.is_some()),
            ("assets", self.assets.is_some()),
            ("permit", self.permit.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, given)| given.then_some(key))
        .collect()
    }
}
