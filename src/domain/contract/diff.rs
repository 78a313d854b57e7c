//! What changed between two versions, in the words of the contract file.

use serde::Serialize;
use serde_json::{Map, Value};

use super::terms::Terms;

/// One thing that is not as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Change {
    /// Where, as the file names it: `target[N1 incident].response`.
    pub path: String,
    /// What was said before; `None` where nothing was.
    pub before: Option<String>,
    /// What is said now; `None` where nothing is.
    pub after: Option<String>,
}

/// What `after` says otherwise than `before`, in the order of the file. Sections in a list are the same section when
/// they bear the same name, whatever their place.
#[must_use]
pub fn diff(before: &Terms, after: &Terms) -> Vec<Change> {
    let json = |terms: &Terms| serde_json::to_value(terms).unwrap_or_default();
    let mut changes = Vec::new();
    compare("", Some(&json(before)), Some(&json(after)), &mut changes);
    changes
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<Change>) {
    if before == after {
        return;
    }
    match (sections(path, before), sections(path, after)) {
        (None, None) => {
            let (before, after) = (before.and_then(plain), after.and_then(plain));
            if before != after {
                changes.push(Change { path: path.to_owned(), before, after });
            }
        }
        (one, other) => {
            let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
            order(path, &one, &other, changes);
            for name in names(&one, &other) {
                compare(&name, find(&one, &name), find(&other, &name), changes);
            }
        }
    }
}

/// The named parts of a table or of a list of tables; nothing for what is one value.
fn sections<'v>(path: &str, value: Option<&'v Value>) -> Option<Vec<(String, &'v Value)>> {
    match value? {
        Value::Object(table) if !table.contains_key("within") => Some(entries(path, table)),
        Value::Array(items) if items.iter().any(Value::is_object) => Some(labelled(path, items)),
        _ => None,
    }
}

fn entries<'v>(path: &str, table: &'v Map<String, Value>) -> Vec<(String, &'v Value)> {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    table.iter().map(|(key, value)| (under(key), value)).collect()
}

fn labelled<'v>(path: &str, items: &'v [Value]) -> Vec<(String, &'v Value)> {
    let mut parts: Vec<(String, &Value)> = Vec::new();
    for item in items {
        let label = label(path, item);
        let same = |name: &str| parts.iter().any(|(other, _)| other == name);
        let name = (1..).map(|n| if n == 1 { label.clone() } else { format!("{label} {n}") });
        let mut name = name.map(|label| format!("{path}[{label}]"));
        parts.extend(name.find(|name| !same(name)).map(|name| (name, item)));
    }
    parts
}

/// What a section of a list is known by.
fn label(path: &str, item: &Value) -> String {
    let keys: &[&str] = match path {
        "line" => &["name"],
        "target" => &["line", "severity", "ticket"],
        "goal" | "penalty" => &["metric", "severity", "ticket"],
        "availability" => &["service"],
        "means" => &["what"],
        "role" => &["role", "side", "name"],
        _ => &["code"],
    };
    let words: Vec<&str> = keys.iter().filter_map(|key| item.get(key)?.as_str()).collect();
    if words.is_empty() { "every ticket".to_owned() } else { words.join(" ") }
}

/// The order of lines and severities means something: the first line wins, the first severity is the gravest.
fn order(path: &str, before: &[(String, &Value)], after: &[(String, &Value)], changes: &mut Vec<Change>) {
    if !["line", "severity"].contains(&path) {
        return;
    }
    let common = |one: &[(String, &Value)], other: &[(String, &Value)]| -> Vec<String> {
        one.iter().filter(|(name, _)| find(other, name).is_some()).map(|(_, item)| label(path, item)).collect()
    };
    let (before, after) = (common(before, after), common(after, before));
    if before != after {
        let path = format!("order of {path}");
        changes.push(Change { path, before: Some(before.join(", ")), after: Some(after.join(", ")) });
    }
}

/// Every name once: those from before, then the new ones.
fn names(before: &[(String, &Value)], after: &[(String, &Value)]) -> Vec<String> {
    let new = after.iter().filter(|(name, _)| find(before, name).is_none());
    before.iter().chain(new).map(|(name, _)| name.clone()).collect()
}

fn find<'v>(parts: &[(String, &'v Value)], name: &str) -> Option<&'v Value> {
    parts.iter().find(|(other, _)| other == name).map(|(_, value)| *value)
}

/// One value as a text; a commitment with its calendar beside it.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => Some(items.iter().filter_map(plain).collect::<Vec<_>>().join(", ")),
        Value::Object(commitment) => {
            let part = |key: &str| commitment.get(key).and_then(Value::as_str);
            let due = part("due").filter(|due| *due != "close-of-day");
            let beside: Vec<&str> = part("calendar").into_iter().chain(due).collect();
            let within = part("within").unwrap_or_default();
            Some(if beside.is_empty() { within.to_owned() } else { format!("{within} ({})", beside.join(", ")) })
        }
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::perimeter::Line;
    use crate::domain::contract::target::{Commitment, DayEnd, Target};
    use crate::domain::contract::terms::Severity;
    use crate::domain::contract::tests::{date, terms};
    use crate::domain::id::{CalendarName, LineName, SeverityCode};
    use crate::domain::ticket::kind::TicketKind;

    fn severity(code: &str) -> Severity {
        Severity { code: SeverityCode::new(code).unwrap(), label: code.to_owned(), meaning: None }
    }

    fn target(severity: Option<&str>, response: &str) -> Target {
        let within = response.parse().unwrap();
        Target {
            line: None,
            ticket: Some(TicketKind::Incident),
            severity: severity.map(|s| SeverityCode::new(s).unwrap()),
            firm: true,
            response: Some(Commitment { within, calendar: None, due: DayEnd::CloseOfDay }),
            workaround: None,
            resolution: None,
            update: None,
        }
    }

    fn said(before: &Terms, after: &Terms) -> Vec<String> {
        let text = |t: Option<String>| t.unwrap_or_else(|| "—".to_owned());
        diff(before, after).into_iter().map(|c| format!("{}: {} → {}", c.path, text(c.before), text(c.after))).collect()
    }

    #[test]
    fn the_same_terms_differ_in_nothing() {
        assert!(diff(&terms(), &terms()).is_empty());
    }

    #[test]
    fn a_commitment_is_one_value() {
        let before = Terms { targets: vec![target(Some("N1"), "30m working")], ..terms() };
        let mut after = Terms { targets: vec![target(Some("N1"), "1h working")], ..terms() };
        assert_eq!(said(&before, &after), ["target[N1 incident].response: 30m working → 1h working"]);
        after.targets[0].response.as_mut().unwrap().calendar = Some(CalendarName::always());
        assert_eq!(said(&before, &after), ["target[N1 incident].response: 30m working → 1h working (always)"]);
    }

    #[test]
    fn sections_are_matched_by_name_and_not_by_place() {
        let before = Terms { targets: vec![target(Some("N1"), "1h working"), target(None, "2h working")], ..terms() };
        let after = Terms { targets: vec![target(None, "2h working"), target(Some("N1"), "1h working")], ..terms() };
        assert!(diff(&before, &after).is_empty());
        let after = Terms { targets: vec![target(None, "2h working")], ..terms() };
        assert_eq!(
            said(&before, &after),
            [
                "target[N1 incident].ticket: incident → —",
                "target[N1 incident].severity: N1 → —",
                "target[N1 incident].firm: true → —",
                "target[N1 incident].response: 1h working → —"
            ]
        );
    }

    #[test]
    fn the_order_of_severities_is_a_change_of_its_own() {
        let before = Terms { severities: vec![severity("N1"), severity("N2")], ..terms() };
        let after = Terms { severities: vec![severity("N2"), severity("N1")], ..terms() };
        assert_eq!(said(&before, &after), ["order of severity: N1, N2 → N2, N1"]);
    }

    #[test]
    fn lists_of_words_and_dates_are_shown_whole() {
        let named = |kinds: &[&str]| Line {
            kinds: kinds.iter().map(ToString::to_string).collect(),
            ..Line::named(LineName::new("postes").unwrap())
        };
        let before = Terms { lines: vec![named(&["laptop"])], ..terms() };
        let after = Terms { lines: vec![named(&["laptop", "mail"])], effective_on: date("2026-01-01"), ..terms() };
        assert_eq!(
            said(&before, &after),
            ["effective_on: 2025-07-01 → 2026-01-01", "line[postes].kinds: laptop → laptop, mail"]
        );
        let none = Terms { lines: Vec::new(), ..after.clone() };
        assert_eq!(said(&after, &none).len(), 2);
    }
}
