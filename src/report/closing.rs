//! A closed month: its documents word for word, its figures one by one, and what became of them since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::monthly::trend::{Point, commitment_name};
use super::page::{Cell, Column, Page, Table};
use crate::domain::calendar::Zone;
use crate::domain::client::Language;
use crate::domain::contract::volume::VolumeUnit;
use crate::domain::id::{ContractRef, TicketNumber};
use crate::domain::instant::{Instant, Month};
use crate::locale::Locale;

/// One document as it was told: for programs, and for people in both languages.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The JSON, character by character.
    pub json: String,
    /// In English.
    pub en: Page,
    /// In French.
    pub fr: Page,
}

impl Told {
    /// In this language.
    #[must_use]
    pub const fn page(&self, language: Language) -> &Page {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }
}

/// The documents of one contract.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Which; nothing for tickets without a contract.
    pub contract: Option<ContractRef>,
    /// Its language.
    pub language: Language,
    /// What `report sla` says.
    pub sla: Told,
    /// What `report monthly` says.
    pub monthly: Told,
}

/// The figures of one contract.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Figures {
    /// Which; nothing for tickets without a contract.
    pub contract: Option<ContractRef>,
    /// For trends.
    pub point: Point,
    /// Every figure by its path: `flow.opened`, `metrics.response incident N1.met`.
    pub figures: BTreeMap<String, Value>,
}

/// Every figure of what `report sla` prints for programs.
#[must_use]
pub fn figures(sla: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    numbers("flow", &sla["flow"], &mut found);
    for metric in list(&sla["metrics"]) {
        let named = ["metric", "ticket", "severity"].map(|key| metric[key].as_str().unwrap_or_default());
        let path = format!("metrics.{}", named.join(" ").trim());
        for key in ["met", "decided"] {
            found.insert(format!("{path}.{key}"), metric[key].clone());
        }
    }
    found.insert("breaches".to_owned(), json!(list(&sla["breaches"]).len()));
    numbers("volume", &sla["volume"], &mut found);
    for service in list(&sla["availability"]) {
        let path = format!("availability.{}", service["service"].as_str().unwrap_or_default());
        for key in ["required_s", "down_s"] {
            found.insert(format!("{path}.{key}"), service[key].clone());
        }
    }
    numbers("telephony", &sla["telephony"]["total"], &mut found);
    for penalty in list(&sla["penalties"]) {
        let named = ["metric", "ticket", "severity", "service"].map(|key| penalty[key].as_str().unwrap_or_default());
        let named: Vec<&str> = named.into_iter().filter(|part| !part.is_empty()).collect();
        found.insert(format!("penalties.{}.amount", named.join(" ")), penalty["amount"].clone());
    }
    found
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn numbers(path: &str, object: &Value, found: &mut BTreeMap<String, Value>) {
    for (key, value) in object.as_object().into_iter().flatten() {
        if !value.is_null() {
            found.insert(format!("{path}.{key}"), value.clone());
        }
    }
}

/// A fact of a closed month that was recorded after the closing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LateFact {
    /// Its position in the log.
    pub event: i64,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// When it happened.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// About what: `ticket`, `contract`, `calendar`, `outage`, `call`.
    pub subject: String,
    /// Which one.
    pub about: String,
    /// The ticket, where it is about one.
    pub ticket: Option<TicketNumber>,
    /// What happened, a stable code.
    pub kind: String,
    /// What was taken back, where that is what happened.
    pub of: Option<String>,
}

/// Figures of a volume that are in its unit.
const QUANTITIES: [&str; 7] = ["opening", "included", "bought", "expired", "burnt", "overrun", "closing"];

/// A figure that is another now.
#[derive(Clone, PartialEq, Debug)]
pub struct Changed {
    /// Its path.
    pub figure: String,
    /// As it was closed.
    pub before: Value,
    /// As it is.
    pub after: Value,
    /// Both are minutes.
    pub in_minutes: bool,
}

/// What became of a closed month.
#[derive(Clone, PartialEq, Debug)]
pub struct Adjusted {
    /// Which.
    pub month: Month,
    /// When it was closed.
    pub closed_at: Instant,
    /// The facts, in the order in which they were recorded.
    pub facts: Vec<LateFact>,
    /// The figures that differ.
    pub changes: Vec<Changed>,
}

/// The figures that differ between a closing and now.
#[must_use]
pub fn changes(before: &BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Vec<Changed> {
    let nothing = |value: &Value| value.is_null() || value.as_f64() == Some(0.0);
    let counts = before.get("volume.unit").or(after.get("volume.unit")) == Some(&json!(VolumeUnit::Minute));
    let in_minutes = |path: &str| {
        let quantity = path.strip_prefix("volume.").is_some_and(|figure| QUANTITIES.contains(&figure));
        path.ends_with("_minutes") || (counts && quantity)
    };
    let paths: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let change = |path: &String| {
        let side = |figures: &BTreeMap<String, Value>| figures.get(path).cloned().unwrap_or(Value::Null);
        let (before, after) = (side(before), side(after));
        let same = before == after || (nothing(&before) && nothing(&after));
        (!same).then(|| Changed { figure: path.clone(), before, after, in_minutes: in_minutes(path) })
    };
    paths.into_iter().filter_map(change).collect()
}

/// For programs.
#[must_use]
pub fn json(adjusted: &Adjusted, zone: &Zone) -> Value {
    let fact = |fact: &LateFact| {
        json!({
            "event": fact.event,
            "recorded_at": zone.rfc3339(fact.recorded_at),
            "at": zone.rfc3339(fact.at),
            "by": fact.by,
            "subject": fact.subject,
            "about": fact.about,
            "ticket": fact.ticket,
            "type": fact.kind,
            "of": fact.of,
        })
    };
    let change = |c: &Changed| json!({"figure": c.figure, "closed": c.before, "now": c.after});
    json!({
        "month": adjusted.month.to_string(),
        "closed_at": zone.rfc3339(adjusted.closed_at),
        "facts": adjusted.facts.iter().map(fact).collect::<Vec<_>>(),
        "changes": adjusted.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

/// What was recorded, by date, and the figures that it changed.
pub fn section(page: &mut Page, all: &[Adjusted], zone: &Zone, locale: &Locale) {
    page.table(facts(all, zone, locale));
    if all.iter().any(|adjusted| !adjusted.changes.is_empty()) {
        page.table(changed(all, locale));
    } else if !all.is_empty() {
        page.paragraph(locale.adjustments_no_change());
    }
}

fn facts(all: &[Adjusted], zone: &Zone, locale: &Locale) -> Table {
    let mut table = Table::new("adjustments", locale.adjustments_none())
        .column(Column::new("recorded_at", locale.title_recorded()))
        .column(Column::new("month", locale.title_month()))
        .column(Column::new("at", locale.title_at()).keep(2))
        .column(Column::new("about", locale.title_subject()))
        .column(Column::new("type", locale.title_what()));
    let moment = |at: Instant| Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at));
    for adjusted in all {
        for fact in &adjusted.facts {
            let about = match fact.ticket {
                Some(number) => Cell::both(number.to_string(), format!("ticket {}", number.0)),
                None => {
                    let word = locale.late_subject(&fact.subject);
                    Cell::both(format!("{word} {}", fact.about), format!("{} {}", fact.subject, fact.about))
                }
            };
            table.row([
                moment(fact.recorded_at),
                Cell::both(locale.month(adjusted.month), adjusted.month),
                moment(fact.at),
                about,
                Cell::both(what(fact, locale), &fact.kind),
            ]);
        }
    }
    table
}

fn what(fact: &LateFact, locale: &Locale) -> String {
    match &fact.of {
        Some(of) => locale.late_undone(locale.late_kind(of)),
        None => locale.late_kind(&fact.kind),
    }
}

fn changed(all: &[Adjusted], locale: &Locale) -> Table {
    let mut table = Table::new("adjusted_figures", locale.adjustments_no_change())
        .titled(locale.adjusted_figures())
        .column(Column::new("month", locale.title_month()))
        .column(Column::new("figure", locale.title_figure()))
        .column(Column::new("closed", locale.title_closed_as()).right())
        .column(Column::new("now", locale.title_now()).right());
    for adjusted in all {
        for change in adjusted.changes.iter().filter(|change| change.figure != OVERRUN_AGAIN) {
            table.row([
                Cell::both(locale.month(adjusted.month), adjusted.month),
                Cell::both(named(&change.figure, locale), &change.figure),
                value(change, &change.before, locale),
                value(change, &change.after, locale),
            ]);
        }
    }
    table
}

/// The overrun of a volume of minutes stands twice for programs.
const OVERRUN_AGAIN: &str = "volume.overrun_minutes";

fn value(change: &Changed, value: &Value, locale: &Locale) -> Cell {
    match value {
        Value::Number(number) if change.figure.ends_with("_s") && number.is_i64() => {
            Cell::number(locale.duration(number.as_i64().unwrap_or_default()), number)
        }
        Value::Number(number) if change.in_minutes && number.is_i64() => {
            let seconds = number.as_i64().unwrap_or_default().saturating_mul(60);
            Cell::number(locale.duration(seconds), number)
        }
        Value::Null => Cell::none(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Cell::number(locale.integer(whole), whole),
            None => Cell::number(number.to_string(), number),
        },
        Value::String(text) => Cell::text(text.as_str()),
        other => Cell::text(other.to_string()),
    }
}

/// `Prise en charge (GTI), incidents: tenus`; a path that has no words stands as it is.
fn named(path: &str, locale: &Locale) -> String {
    let (group, rest) = path.split_once('.').unwrap_or((path, ""));
    let words = match group {
        "metrics" => commitment(rest, locale),
        "availability" => service(rest, locale),
        "penalties" => {
            rest.strip_suffix(".amount").map(|of| locale.figure_of(penalised(of, locale), locale.title_penalty()))
        }
        "telephony" => calls(rest, locale),
        "volume" => volume(rest, locale),
        _ => flow(path, locale),
    };
    words.unwrap_or_else(|| path.to_owned())
}

fn flow(path: &str, locale: &Locale) -> Option<String> {
    Some(match path {
        "flow.backlog_start" => locale.flow_backlog_start(),
        "flow.opened" => locale.flow_opened(),
        "flow.reopened" => locale.flow_reopened(),
        "flow.resolved" => locale.flow_resolved(),
        "flow.closed_without_work" => locale.flow_closed_without_work(),
        "flow.backlog_end" => locale.flow_backlog_end(),
        "breaches" => locale.report_breaches(),
        _ => return None,
    })
}

fn volume(figure: &str, locale: &Locale) -> Option<String> {
    Some(match figure {
        "opening" => locale.volume_opening(),
        "included" => locale.volume_included(),
        "bought" => locale.volume_bought_total(),
        "expired" => locale.volume_expired(),
        "raw_minutes" => locale.volume_raw(),
        "charged_minutes" => locale.volume_charged(),
        "burnt" => locale.volume_burnt(),
        "closing" => locale.volume_closing(),
        "overrun" => locale.volume_overrun(),
        "overrun_amount" => locale.volume_overrun_amount(),
        "out_of_scope_minutes" => locale.volume_out_of_scope(),
        "out_of_scope_amount" => locale.volume_out_of_scope_amount(),
        "visits" => locale.volume_visits(),
        "travel_amount" => locale.volume_travel_amount(),
        _ => return None,
    })
}

fn service(path: &str, locale: &Locale) -> Option<String> {
    let (service, which) = path.rsplit_once('.')?;
    let which = if which == "down_s" { locale.title_down() } else { locale.title_required() };
    Some(locale.figure_of(locale.availability_of(service), which.to_lowercase()))
}

fn calls(figure: &str, locale: &Locale) -> Option<String> {
    let which = match figure {
        "offered" => locale.title_offered(),
        "answered" => locale.title_answered(),
        "answered_in_time" => locale.title_in_time(),
        "abandoned" => locale.title_abandoned(),
        "short" => locale.title_short(),
        _ => return None,
    };
    Some(locale.figure_of(locale.report_calls(), which.to_lowercase()))
}

/// A penalty is of a commitment, or of a service whose metric comes first.
fn penalised(of: &str, locale: &Locale) -> String {
    commitment_of(of, locale).unwrap_or_else(|| match of.strip_prefix("availability ") {
        Some(service) => locale.availability_of(service),
        None => of.to_owned(),
    })
}

fn commitment(path: &str, locale: &Locale) -> Option<String> {
    let (named, which) = path.rsplit_once('.')?;
    let which = if which == "met" { locale.title_met() } else { locale.title_decided() };
    Some(locale.figure_of(commitment_of(named, locale)?, which.to_lowercase()))
}

/// `response incident N1` in words.
fn commitment_of(named: &str, locale: &Locale) -> Option<String> {
    let mut parts = named.splitn(3, ' ');
    let metric = serde_json::from_value(json!(parts.next()?)).ok()?;
    let ticket = serde_json::from_value(json!(parts.next()?)).ok()?;
    let severity = parts.next().and_then(|code| code.parse().ok());
    Some(commitment_name(metric, ticket, severity.as_ref(), locale).text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn a_figure_that_came_or_went_differs_and_nothing_is_nothing() {
        let figures = |pairs: &[(&str, Value)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
        let before = figures(&[("flow.opened", json!(3)), ("volume.burnt", json!(0)), ("a", json!("1.00"))]);
        let after = figures(&[("flow.opened", json!(4)), ("a", json!("1.00")), ("b", json!(2))]);
        let found: Vec<_> = changes(&before, &after).into_iter().map(|c| (c.figure, c.before, c.after)).collect();
        assert_eq!(found, [("b".to_owned(), Value::Null, json!(2)), ("flow.opened".to_owned(), json!(3), json!(4))]);
        let unit = ("volume.unit", json!("minute"));
        let (before, after) =
            (figures(&[unit.clone(), ("volume.burnt", json!(324))]), figures(&[unit, ("volume.burnt", json!(339))]));
        let change = changes(&before, &after).remove(0);
        assert_eq!(value(&change, &change.after, &Locale::new(Lang::En)).text.replace('\u{a0}', " "), "5h 39m");
    }

    #[test]
    fn figures_are_named_in_words() {
        let locale = Locale::new(Lang::Fr);
        assert_eq!(named("flow.opened", &locale), locale.flow_opened());
        assert!(named("metrics.response incident N1.met", &locale).contains("incidents, N1"));
        let english = |path: &str| named(path, &Locale::new(Lang::En));
        assert_eq!(english("telephony.offered"), "Calls: offered");
        assert_eq!(english("volume.overrun"), "Beyond the volume");
        assert_eq!(english("availability.Mail v1.down_s"), "Availability: Mail v1: down");
        assert_eq!(english("penalties.response incident N1.amount"), "Response (GTI), incidents, N1: Penalty");
        assert_eq!(english("penalties.availability Mail.amount"), "Availability: Mail: Penalty");
        assert_eq!(english("telephony.of_another_version"), "telephony.of_another_version");
    }
}
