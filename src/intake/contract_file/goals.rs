//! `[[goal]]`, `[[penalty]]`, `[[availability]]`, `[telephony]`: what the month is judged against.

use crate::domain::contract::Terms;
use crate::domain::contract::goal::{Availability, Bound, Goal, GoalMetric, Penalty, Telephony};
use crate::domain::id::SeverityCode;
use crate::domain::ticket::kind::TicketKind;
use crate::intake::toml_source::{Field, Section};

use super::scope::{named_severity, tag};

/// The longest wait that a contract speaks of, in seconds.
const LONGEST_WAIT_S: u32 = 3_600;
/// The answer time of a desk whose contract gives none, in seconds.
const ANSWER_WITHIN_S: u32 = 30;

pub(super) fn read(root: &Section<'_, '_>, terms: &mut Terms) {
    for section in root.tables("goal") {
        if let Some(goal) = goal(&section, terms) {
            let about = |g: &Goal| (g.metric, g.ticket, g.severity.clone());
            let whole =
                section.has("ticket") == goal.ticket.is_some() && section.has("severity") == goal.severity.is_some();
            if whole && terms.goals.iter().any(|g| about(g) == about(&goal)) {
                section.report(format!("there is already a goal on `{}` for the same tickets", goal.metric), None);
            }
            terms.goals.push(goal);
        }
        section.close();
    }
    for section in root.tables("penalty") {
        terms.penalties.extend(penalty(&section, terms));
        section.close();
    }
    for section in root.tables("availability") {
        terms.availability.extend(availability(&section));
        section.close();
    }
    terms.telephony = root.table("telephony").map(telephony);
}

/// Metric, ticket kind and severity; only metrics of tickets have the latter two.
fn about(section: &Section<'_, '_>, terms: &Terms) -> (Option<GoalMetric>, Option<TicketKind>, Option<SeverityCode>) {
    let metric: Option<GoalMetric> = section.need("metric").and_then(|f| f.choice());
    for key in ["ticket", "severity"] {
        if let (Some(metric), Some(field)) = (metric.filter(|m| m.clock().is_none()), section.get(key)) {
            field.report(format!("`{metric}` is not counted by {key}"), Some("leave it out".to_owned()));
        }
    }
    (metric, section.get("ticket").and_then(|f| f.choice()), named_severity(section, terms))
}

fn goal(section: &Section<'_, '_>, terms: &Terms) -> Option<Goal> {
    let (metric, ticket, severity) = about(section, terms);
    let bound = bound(section);
    let (clause, definition) = (section.text("clause"), section.text("definition"));
    Some(Goal { metric: metric?, ticket, severity, bound: bound?, clause, definition })
}

/// `at_least` or `at_most`, one of the two.
fn bound(section: &Section<'_, '_>) -> Option<Bound> {
    let (least, most) = (section.get("at_least"), section.get("at_most"));
    match (least, most) {
        (Some(least), None) => least.percent().map(Bound::AtLeast),
        (None, Some(most)) => most.percent().map(Bound::AtMost),
        (Some(_), Some(most)) => {
            most.report("`at_least` and `at_most` are both given", Some("keep one of them".to_owned()));
            None
        }
        (None, None) => {
            let message = format!("{} has neither `at_least` nor `at_most`", section.name());
            section.report(message, Some("write `at_least = 95.0`, in per cent".to_owned()));
            None
        }
    }
}

fn penalty(section: &Section<'_, '_>, terms: &Terms) -> Option<Penalty> {
    let (metric, ticket, severity) = about(section, terms);
    let franchise = section.get("franchise_points").and_then(|f| f.decimal(0, 100));
    let percent_per_point = section.need("percent_per_point").and_then(|f| f.percent());
    let cap_percent = section.get("cap_percent").and_then(|f| f.percent());
    let remedy = section.get("kind").and_then(|f| f.choice());
    let clause = section.text("clause");
    let franchise_points = franchise.unwrap_or_default();
    Some(Penalty {
        metric: metric?,
        ticket,
        severity,
        franchise_points,
        percent_per_point: percent_per_point?,
        cap_percent,
        remedy: remedy.unwrap_or_default(),
        clause,
    })
}

fn availability(section: &Section<'_, '_>) -> Option<Availability> {
    let service = section.need("service").and_then(|f| f.text());
    let at_least = section.need("at_least").and_then(|f| f.percent());
    let assets = section.need("assets").map(|_| section.list("assets", tag));
    let calendar = section.get("calendar").and_then(|f| f.parsed("a calendar's name"));
    let exclude = section.list("exclude", |f| f.text());
    let audience = section.get("audience").and_then(|f| f.choice());
    let clause = section.text("clause");
    Some(Availability { service: service?, assets: assets?, calendar, at_least: at_least?, exclude, audience, clause })
}

fn telephony(section: Section<'_, '_>) -> Telephony {
    let answer_within_s = section.get("answer_within_s").and_then(|f| f.whole(1..=LONGEST_WAIT_S));
    let short_call = section.get("short_call_s");
    let short_call_s =
        short_call.as_ref().and_then(|f: &Field<'_, '_>| f.whole(0..=LONGEST_WAIT_S)).unwrap_or_default();
    section.close();
    Telephony { answer_within_s: answer_within_s.unwrap_or(ANSWER_WITHIN_S), short_call_s }
}
