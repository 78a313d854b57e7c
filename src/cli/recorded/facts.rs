//! What an event says, field by field, from the JSON beside it and from tickets.

use serde_json::{Map, Value};

use super::told::Changed;
use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Event, Happening, Opening};
use crate::locale::Locale;

/// The fields of two objects that differ; of one alone, all that it has.
pub fn differing(before: Option<&Value>, after: &Value) -> Vec<Changed> {
    let empty = Map::new();
    let before = before.and_then(Value::as_object).unwrap_or(&empty);
    let after = after.as_object().unwrap_or(&empty);
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let names = after.keys().chain(gone);
    let change = |name: &String| {
        let (old, new) = (said(before.get(name)), said(after.get(name)));
        (old != new).then(|| Changed::new(name, old, new))
    };
    names.filter_map(change).collect()
}

/// A value as one text; nothing where there is none.
fn said(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) if parts.is_empty() => None,
        Value::Array(parts) if parts.iter().all(Value::is_string) => {
            Some(parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        other => Some(other.to_string()),
    }
}

/// What event `event` of a ticket changed, seen from those before it.
pub fn of_ticket(locale: &Locale, zone: &Zone, event: &Event, all: &[Event]) -> Vec<Changed> {
    let past = Past { all, seq: event.seq };
    match &event.what {
        Happening::Opened(opening) => [opened(locale, opening), written(event, &past)].concat(),
        Happening::Assigned { to } => vec![Changed::new("assignee", past.last(assignee), Some(to.clone()))],
        Happening::SeverityChanged { to } => {
            vec![Changed::new("severity", past.last(severity), Some(to.to_string()))]
        }
        Happening::Edited { .. } => written(event, &past),
        Happening::Corrected { of, minutes, .. } => corrected(locale, zone, (event, *of, *minutes), &past),
        Happening::Undone { of } => vec![given("of", of).reading(locale.audit_of_ticket(of.to_string()))],
        Happening::Linked { to, relation } => vec![given("to", to), maybe("as", relation.as_ref())],
        Happening::Noted { for_client: true } => vec![given("for_client", "true")],
        Happening::Paused { reason } => vec![given("reason", reason).reading(locale.pause_reason(reason))],
        Happening::Resumed { reason: Some(reason) } => {
            vec![given("reason", reason).reading(locale.pause_reason(reason))]
        }
        Happening::Cancelled { reason, of } => {
            vec![given("reason", reason.code()).reading(locale.cancel_reason(*reason)), maybe("of", of.as_ref())]
        }
        Happening::TimeLogged { minutes, mode, work } => vec![
            given("minutes", minutes),
            given("mode", mode.code()).reading(locale.work_mode(*mode)),
            maybe("nature", work.nature.map(|nature| nature.code()).as_ref()),
            maybe("quote", work.quote.as_ref()),
            maybe("unit", work.unit.as_ref()),
            maybe("quantity", work.quantity.as_ref()),
        ],
        Happening::Unlinked { to } => vec![given("to", to)],
        Happening::ChangePlanned { window_from, window_to, downtime_minutes } => {
            vec![
                instant(locale, zone, "window_from", *window_from),
                instant(locale, zone, "window_to", *window_to),
                given("downtime_minutes", downtime_minutes),
            ]
        }
        Happening::ChangeTested { result } => vec![given("test", result.code()).reading(locale.test_result(*result))],
        Happening::Documented { reference } => vec![given("reference", reference)],
        Happening::BreachExplained { metric, cycle, reason } => vec![
            given("metric", metric).reading(locale.metric(*metric)),
            given("cycle", cycle),
            given("reason", reason).reading(locale.breach_reason(reason)),
        ],
        _ => Vec::new(),
    }
}

fn instant(locale: &Locale, zone: &Zone, name: &str, at: Instant) -> Changed {
    given(name, zone.rfc3339(at)).reading(locale.moment(zone.local(at)))
}

fn opened(locale: &Locale, opening: &Opening) -> Vec<Changed> {
    vec![
        given("client", &opening.client),
        given("kind", opening.kind).reading(locale.ticket_kind(opening.kind)),
        maybe("severity", opening.severity.as_ref()),
        maybe("contract", opening.governed.contract.as_ref()),
        maybe("assignee", opening.assignee.as_ref()),
    ]
}

/// A field as an event says it.
type Said = fn(&Event) -> Option<String>;

/// Title, requester and assets, where the event names them.
fn written(event: &Event, past: &Past<'_>) -> Vec<Changed> {
    let fields: [(&str, Said); 3] = [
        ("title", |event| event.text.as_ref()?.title.clone()),
        ("requester", |event| event.text.as_ref()?.requester.clone()),
        ("assets", assets),
    ];
    let change = |(name, value): (&str, Said)| {
        value(event).map(|after| Changed::new(name, past.last(value).filter(|old| !old.is_empty()), Some(after)))
    };
    fields.into_iter().filter_map(change).collect()
}

fn corrected(
    locale: &Locale,
    zone: &Zone,
    (event, of, minutes): (&Event, u32, Option<u32>),
    past: &Past<'_>,
) -> Vec<Changed> {
    let about = |e: &&Event| e.seq == of || matches!(e.what, Happening::Corrected { of: named, .. } if named == of);
    let before = past.events().rev().find(about).map(|e| e.at);
    let mut changes = vec![given("of", of).reading(locale.audit_of_ticket(of.to_string()))];
    if before != Some(event.at) {
        let (old, new) = (before.map(|at| zone.rfc3339(at)), zone.rfc3339(event.at));
        let words = |at: Instant| locale.moment(zone.local(at));
        changes.push(Changed::new("at", old, Some(new)).worded(before.map(words), Some(words(event.at))));
    }
    if let Some(minutes) = minutes {
        let logged = past.events().rev().filter(about).find_map(|e| match &e.what {
            Happening::TimeLogged { minutes, .. } => Some(*minutes),
            Happening::Corrected { minutes, .. } => *minutes,
            _ => None,
        });
        changes.push(Changed::new("minutes", logged.map(|m| m.to_string()), Some(minutes.to_string())));
    }
    changes
}

/// The events of a ticket before one of them.
struct Past<'a> {
    all: &'a [Event],
    seq: u32,
}

impl<'a> Past<'a> {
    fn events(&self) -> impl DoubleEndedIterator<Item = &'a Event> {
        let seq = self.seq;
        self.all.iter().filter(move |event| event.seq < seq)
    }

    fn last<T>(&self, value: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.events().rev().find_map(value)
    }
}

fn assignee(event: &Event) -> Option<String> {
    match &event.what {
        Happening::Opened(opening) => opening.assignee.clone(),
        Happening::Assigned { to } => Some(to.clone()),
        _ => None,
    }
}

fn severity(event: &Event) -> Option<String> {
    match &event.what {
        Happening::Opened(opening) => opening.severity.as_ref().map(ToString::to_string),
        Happening::SeverityChanged { to } => Some(to.to_string()),
        _ => None,
    }
}

fn assets(event: &Event) -> Option<String> {
    let assets = match &event.what {
        Happening::Opened(opening) if !opening.assets.is_empty() => &opening.assets,
        Happening::Edited { assets: Some(assets), .. } => assets,
        _ => return None,
    };
    Some(assets.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join(", "))
}

fn given(field: &str, value: impl ToString) -> Changed {
    Changed::new(field, None, Some(value.to_string()))
}

fn maybe(field: &str, value: Option<&impl ToString>) -> Changed {
    Changed::new(field, None, value.map(ToString::to_string))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn of_two_objects_what_differs_is_told_and_of_one_all_that_it_has() {
        let before = json!({ "name": "Ried", "zone": "Europe/Paris", "tags": ["a", "b"], "gone": 1 });
        let after = json!({ "name": "Lys", "zone": "Europe/Paris", "tags": [], "new": true });
        let told =
            |changes: Vec<Changed>| changes.into_iter().map(|c| (c.field, c.before, c.after)).collect::<Vec<_>>();
        let some = |text: &str| Some(text.to_owned());
        let expected = [
            ("name".to_owned(), some("Ried"), some("Lys")),
            ("tags".to_owned(), some("a, b"), None),
            ("new".to_owned(), None, some("true")),
            ("gone".to_owned(), some("1"), None),
        ];
        assert_eq!(told(differing(Some(&before), &after)), expected);
        assert_eq!(told(differing(None, &json!({ "a": null, "b": "x" }))), [("b".to_owned(), None, some("x"))]);
    }
}
