//! The month's figures for programs. Names are a contract; rates are unrounded fractions.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::sla::{Breach, Key, Row, SlaReport, Undecided, Waiting};
use super::volume::sums;
use super::{availability, breaches, calls, changes, penalties};
use crate::domain::calendar::DayWhy;
use crate::domain::contract::goal::Goal;
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::sla::Why;

/// The whole report as one object.
#[must_use]
pub fn sla(report: &SlaReport) -> Value {
    let period = &report.period;
    let flow = report.flow;
    let mut object = json!({
        "client": report.client,
        "contract": report.contract,
        "amendment": report.terms.as_ref().map(|t| t.amendment),
        "period": {
            "from": period.span.from(),
            "to": period.span.to(),
            "zone": period.zone.name(),
        },
        "as_of": period.zone.rfc3339(period.as_of.now),
        "under_way": period.is_under_way(),
        "flow": {
            "backlog_start": flow.backlog_start,
            "opened": flow.opened,
            "reopened": flow.reopened,
            "resolved": flow.resolved,
            "closed_without_work": flow.closed_without_work,
            "backlog_end": flow.backlog_end,
        },
        "metrics": metrics(report, false),
        "indicative": metrics(report, true),
        "breaches": report.breaches.iter().map(|b| breach(report, b)).collect::<Vec<_>>(),
        "breach_reasons": breaches::json(report),
        "undecided": report.undecided.iter().map(|u| undecided(report, u)).collect::<Vec<_>>(),
        "paused": report.waiting.iter().map(|w| waiting(report, w)).collect::<Vec<_>>(),
        "excluded": report.left_out.iter().map(|l| json!({"ticket": l.ticket, "reason": l.reason})).collect::<Vec<_>>(),
        "reopened": {
            "count": report.reopened.0.len(),
            "of": report.reopened.1,
            "tickets": report.reopened.0,
        },
        "recorded_late": report.recorded_late.iter()
            .map(|(ticket, events)| json!({"ticket": ticket, "events": events})).collect::<Vec<_>>(),
        "imported": {
            "tickets": report.imported.iter().map(|(ticket, _)| ticket).collect::<Vec<_>>(),
            "unjudged": report.unjudged.iter()
                .map(|u| json!({"ticket": u.ticket, "metric": u.metric, "unknown": u.unknown})).collect::<Vec<_>>(),
        },
        "telephony": report.calls.as_ref().map(calls::json),
        "availability": availability::json(&report.services, &period.zone),
        "volume": report.volume.as_ref().map(sums),
        "commitment": report.terms.as_ref().and_then(|t| t.commitment),
        "penalties": penalties::json(report),
        "means": report.terms.as_ref().map(|t| &t.means),
        "effort": {
            "remote_minutes": report.effort.remote_minutes,
            "on_site_minutes": report.effort.on_site_minutes,
            "people": report.effort.people,
        },
        "calendar": calendar(report),
    });
    if let (Value::Object(fields), Value::Object(more)) = (&mut object, changes::json(&report.changes, period)) {
        fields.extend(more);
    }
    object
}

fn metrics(report: &SlaReport, indicative: bool) -> Vec<Value> {
    report.rows.iter().filter(|(key, _)| key.0 == indicative).map(|(key, row)| metric(report, *key, row)).collect()
}

fn metric(report: &SlaReport, key: Key, row: &Row) -> Value {
    let (_, kind, metric, severity) = key;
    let goal = report.goal(key);
    let clause = |f: fn(&Goal) -> Option<&String>| goal.and_then(f);
    json!({
        "metric": metric,
        "ticket": kind,
        "severity": severity.and_then(|i| report.severities.get(i)),
        "met": row.met,
        "decided": row.decided,
        "rate": report.has_sample(row).then(|| f64::from(row.met) / f64::from(row.decided)),
        "met_tickets": row.met_tickets,
        "breached_tickets": row.breached_tickets,
        "undecided_tickets": row.undecided_tickets,
        "goal": goal.map(|g| g.bound.percent().fraction()),
        "goal_met": report.goal_met(key, row),
        "clause": clause(|g| g.clause.as_ref()),
        "definition": clause(|g| g.definition.as_ref()),
    })
}

fn instant(report: &SlaReport, at: Option<Instant>) -> Option<String> {
    at.map(|at| report.period.zone.rfc3339(at))
}

fn breach(report: &SlaReport, breach: &Breach) -> Value {
    json!({
        "ticket": breach.ticket,
        "metric": breach.metric,
        "severity": breach.severity,
        "late_s": breach.late_s,
        "unit": breach.unit,
        "due_at": instant(report, breach.due_at),
        "breached_at": instant(report, Some(breach.breached_at)),
        "stopped_at": instant(report, breach.stopped_at),
        "reason": breach.explanation.as_ref().map(|e| &e.reason),
        "because": breach.explanation.as_ref().and_then(|e| e.said.as_ref()),
    })
}

fn undecided(report: &SlaReport, undecided: &Undecided) -> Value {
    json!({
        "ticket": undecided.ticket,
        "metric": undecided.metric,
        "state": if undecided.paused { "paused" } else { "running" },
        "due_at": instant(report, undecided.due_at),
        "left_s": undecided.left_s,
        "unit": undecided.unit,
    })
}

fn waiting(report: &SlaReport, waiting: &Waiting) -> Value {
    let reasons: Vec<Value> = waiting
        .reasons
        .iter()
        .map(|(reason, since)| json!({"reason": reason, "since": instant(report, Some(*since))}))
        .collect();
    json!({"ticket": waiting.ticket, "reasons": reasons, "stops_clocks": waiting.stops})
}

fn calendar(report: &SlaReport) -> Value {
    let Some(desk) = &report.desk else { return Value::Null };
    let off: Vec<Value> = days_off(report)
        .map(|(date, why)| {
            let (kind, name) = match why {
                Why::Holiday(feast) => ("holiday", json!(feast)),
                Why::Closure(reason) => ("closure", json!(reason)),
                _ => ("closed", Value::Null),
            };
            json!({"date": date, "why": kind, "name": name})
        })
        .collect();
    json!({"name": desk.name(), "zone": desk.zone().name(), "days_off": off})
}

/// Holidays and closures of the month, in order.
pub fn days_off(report: &SlaReport) -> impl Iterator<Item = (NaiveDate, Why)> + '_ {
    let desk = report.desk.as_deref();
    report.period.span.days().filter_map(move |date| match desk?.day(date).why {
        DayWhy::Holiday(feast) => Some((date, Why::Holiday(feast))),
        DayWhy::Closure(reason) => Some((date, Why::Closure(reason))),
        _ => None,
    })
}

/// Ticket numbers as people type them.
#[must_use]
pub fn numbers(tickets: &[TicketNumber]) -> String {
    tickets.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
