//! What sites, contacts and rules have in common: a whole value as JSON, and an event with it before and after.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::db::{Db, DbErr, Kind, R};
use super::event::{self, Draft, Stamp, Subject};

/// About what an event is: subject, key, what happened.
pub struct About<'a> {
    pub subject: Subject,
    pub key: &'a str,
    pub kind: &'a str,
}

/// Appends the event of a change.
pub fn record<T: Serialize>(
    db: &mut dyn Db,
    stamp: &Stamp,
    about: &About<'_>,
    before: Option<&T>,
    after: Option<&T>,
) -> R<i64> {
    let beside = json!({ "before": before, "after": after }).to_string();
    let draft = Draft {
        stamp,
        subject: about.subject,
        key: about.key,
        kind: about.kind,
        arg: "",
        data: None,
        beside: Some(&beside),
        digest: None,
    };
    event::append(db, &draft)
}

/// What happened to something that can be archived.
pub const fn kind_of(was_archived: bool, is_archived: bool) -> &'static str {
    match (was_archived, is_archived) {
        (false, true) => "archived",
        (true, false) => "restored",
        _ => "edited",
    }
}

/// The JSON of a whole value.
pub fn written<T: Serialize>(what: &str, value: &T) -> R<String> {
    serde_json::to_string(value).map_err(|e| DbErr::new(Kind::Other, format!("a {what} cannot be written: {e}")))
}

/// A whole value from its JSON.
pub fn read<T: DeserializeOwned>(what: &str, text: &str) -> R<T> {
    serde_json::from_str(text).map_err(|e| DbErr::damaged(format!("a {what}: {e}")))
}
