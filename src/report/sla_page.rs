//! The month's figures for people: calendar, flow, commitments with their goals, breaches, what is left out.

mod hours;
mod lists;

use std::collections::BTreeMap;

use crate::domain::contract::goal::Bound;
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::ticket::kind::TicketKind;
use crate::locale::Locale;

use super::availability;
use super::breaches;
use super::calls;
use super::changes;
use super::imported_page;
use super::page::{Cell, Column, Facts, Page, Table, Tone};
use super::penalties;
use super::sla::{Key, Row, SlaReport};
use super::volume_page;

/// Titles of the tickets that the report names.
pub type Titles = BTreeMap<TicketNumber, String>;

/// The whole report.
#[must_use]
pub fn sla(report: &SlaReport, titles: &Titles, locale: &Locale) -> Page {
    let mut page = Page::new();
    page.heading(1, locale.report_sla_title(locale.span(report.period.span)));
    page.facts(head(report, locale));
    hours::calendar(&mut page, report, locale);
    flow(&mut page, report, locale);
    commitments(&mut page, report, locale);
    penalties::page(&mut page, report, locale);
    breaches::section(&mut page, report, titles, locale);
    lists::undecided(&mut page, report, titles, locale);
    lists::waiting(&mut page, report, titles, locale);
    lists::left_out(&mut page, report, titles, locale);
    lists::reopened(&mut page, report, locale);
    imported_page::section(&mut page, report, titles, locale);
    lists::recorded_late(&mut page, report, titles, locale);
    changes::section(&mut page, report, titles, locale);
    if !report.services.is_empty() {
        page.heading(2, locale.report_availability());
        availability::section(&mut page, &report.services, &report.period.zone, locale);
    }
    if let Some(calls) = &report.calls {
        page.heading(2, locale.report_calls());
        calls::section(&mut page, calls, locale);
    }
    if let Some(statement) = &report.volume {
        page.heading(2, locale.report_volume());
        volume_page::sums(&mut page, statement, locale);
    }
    page
}

pub(super) fn moment(report: &SlaReport, locale: &Locale, at: Instant) -> Cell {
    Cell::both(locale.moment(report.period.zone.local(at)), report.period.zone.rfc3339(at))
}

pub(super) fn head(report: &SlaReport, locale: &Locale) -> Facts {
    let mut facts = Facts::new("report");
    facts.add("client", locale.title_client(), report.client.as_str());
    match &report.terms {
        Some(terms) => {
            let named = match terms.amendment {
                0 => terms.contract.to_string(),
                n => locale.amendment_of(terms.contract.as_str(), n.to_string()),
            };
            let text = locale.contract_of(named, terms.title.as_str());
            facts.add("contract", locale.title_contract(), Cell::both(text, &terms.contract));
        }
        None => {
            let text = report.contract.as_ref().map_or_else(|| locale.report_no_contract(), ToString::to_string);
            let raw = report.contract.as_ref().map(ToString::to_string).unwrap_or_default();
            facts.add("contract", locale.title_contract(), Cell::both(text, raw));
        }
    }
    let span = report.period.span;
    let range = locale.range(locale.date(span.from()), locale.date(span.to()));
    facts.add("period", locale.title_period(), Cell::both(range, span));
    facts.add("zone", locale.title_zone(), report.period.zone.name());
    let (zone, as_of) = (&report.period.zone, report.period.as_of.now);
    let words = locale.moment_in_words(zone.local(as_of));
    let text = if report.period.is_under_way() { locale.report_provisional(words) } else { words };
    facts.add("as_of", locale.report_as_of(), Cell::both(text, zone.rfc3339(as_of)));
    facts
}

pub(super) fn flow(page: &mut Page, report: &SlaReport, locale: &Locale) {
    page.heading(2, locale.report_flow());
    let flow = report.flow;
    let count = |n: u32| Cell::number(locale.integer(i64::from(n)), n);
    let mut facts = Facts::new("flow");
    facts.add("backlog_start", locale.flow_backlog_start(), count(flow.backlog_start));
    facts.add("opened", locale.flow_opened(), count(flow.opened));
    facts.add("reopened", locale.flow_reopened(), count(flow.reopened));
    facts.add("resolved", locale.flow_resolved(), count(flow.resolved));
    facts.add("closed_without_work", locale.flow_closed_without_work(), count(flow.closed_without_work));
    facts.add("backlog_end", locale.flow_backlog_end(), count(flow.backlog_end));
    page.facts(facts);
    page.paragraph(locale.flow_identity(
        i64::from(flow.backlog_start),
        i64::from(flow.opened),
        i64::from(flow.reopened),
        i64::from(flow.resolved),
        i64::from(flow.closed_without_work),
        i64::from(flow.backlog_end),
    ));
}

pub(super) fn commitments(page: &mut Page, report: &SlaReport, locale: &Locale) {
    page.heading(2, locale.report_commitments());
    let firm = |kind| report.rows.keys().any(|k| !k.0 && k.1 == kind);
    let kinds: Vec<TicketKind> = TicketKind::ALL.into_iter().filter(|k| firm(*k)).collect();
    if kinds.is_empty() {
        page.paragraph(locale.report_no_commitments());
    }
    for kind in kinds {
        page.table(rates(report, locale, kind, false));
    }
    definitions(page, report);
    let indicative = |kind: &TicketKind| report.rows.keys().any(|k| k.0 && k.1 == *kind);
    for kind in TicketKind::ALL.into_iter().filter(indicative) {
        page.table(rates(report, locale, kind, true));
    }
    if report.rows.values().any(|r| r.decided > 0 && !report.has_sample(r)) {
        page.paragraph(locale.report_small_sample(report.min_sample().to_string()));
    }
}

fn rates(report: &SlaReport, locale: &Locale, kind: TicketKind, indicative: bool) -> Table {
    let title = match indicative {
        true => format!("{} ({})", locale.ticket_kinds(kind), locale.indicative()),
        false => locale.ticket_kinds(kind),
    };
    let name = match kind {
        TicketKind::Incident => "incidents",
        TicketKind::Request => "requests",
        TicketKind::Problem => "problems",
        TicketKind::Change => "changes",
    };
    let mut table = Table::new(name, locale.none())
        .titled(title)
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("severity", locale.title_severity()))
        .column(Column::new("met", locale.title_met()).right())
        .column(Column::new("decided", locale.title_decided()).right())
        .column(Column::new("rate", locale.title_rate()).right())
        .column(Column::new("goal", locale.title_goal()).right().keep(2))
        .column(Column::new("goal_met", locale.title_goal_met()).keep(3))
        .column(Column::new("undecided", locale.title_undecided()).right().keep(1));
    for (key, row) in report.rows.iter().filter(|(k, _)| k.0 == indicative && k.1 == kind) {
        table.row(rate(report, locale, *key, row));
    }
    table
}

fn rate(report: &SlaReport, locale: &Locale, key: Key, row: &Row) -> [Cell; 8] {
    let (_, _, metric, severity) = key;
    let code = severity.and_then(|i| report.severities.get(i));
    let count = |n: usize| Cell::number(n.to_string(), n);
    let tone = match report.goal_met(key, row) {
        Some(true) => Tone::Good,
        Some(false) => Tone::Bad,
        None => Tone::Plain,
    };
    let shown = report.has_sample(row).then(|| locale.rate(i64::from(row.met), i64::from(row.decided), 1)).flatten();
    let fraction = f64::from(row.met) / f64::from(row.decided.max(1));
    [
        Cell::both(locale.metric_full(metric), metric),
        code.map_or_else(|| Cell::both(locale.all_severities(), ""), |c| Cell::text(c.as_str())),
        Cell::number(row.met.to_string(), row.met),
        Cell::number(row.decided.to_string(), row.decided),
        shown.map_or_else(Cell::none, |text| Cell::number(text, fraction).tone(tone)),
        goal(report, locale, key),
        goal_met(report, locale, key, row),
        count(row.undecided_tickets.len()),
    ]
}

fn goal(report: &SlaReport, locale: &Locale, key: Key) -> Cell {
    let Some(goal) = report.goal(key) else { return Cell::none() };
    let percent = locale.percent(goal.bound.percent().fraction());
    let text = match goal.bound {
        Bound::AtLeast(_) => locale.goal_at_least(percent),
        Bound::AtMost(_) => locale.goal_at_most(percent),
    };
    Cell::number(text, goal.bound.percent().fraction())
}

fn goal_met(report: &SlaReport, locale: &Locale, key: Key, row: &Row) -> Cell {
    match (report.goal(key), report.goal_met(key, row)) {
        (_, Some(true)) => Cell::both(locale.goal_met(), true).tone(Tone::Good),
        (_, Some(false)) => Cell::both(locale.goal_missed(), false).tone(Tone::Bad),
        (Some(_), None) if row.decided > 0 => Cell::both(locale.goal_too_few(), "").tone(Tone::Dim),
        _ => Cell::none(),
    }
}

/// What the contract itself says of each goal, with its clause.
fn definitions(page: &mut Page, report: &SlaReport) {
    let Some(terms) = &report.terms else { return };
    let said = terms.goals.iter().filter_map(|goal| {
        let words: Vec<&str> = [goal.clause.as_deref(), goal.definition.as_deref()].into_iter().flatten().collect();
        (!words.is_empty()).then(|| Cell::text(words.join(" – ")))
    });
    page.list(said);
}

/// The title of a ticket.
pub(super) fn title(titles: &Titles, ticket: TicketNumber) -> Cell {
    titles.get(&ticket).map_or_else(Cell::none, |t| Cell::text(t.as_str()))
}

/// The number of a ticket.
pub(super) fn number(ticket: TicketNumber) -> Cell {
    Cell::number(ticket.to_string(), ticket.0)
}

pub(super) fn unit(locale: &Locale, code: &str) -> String {
    if code == "elapsed" { locale.unit_elapsed() } else { locale.unit_working() }
}

pub(super) use hours::calendar;
pub(super) use lists::{left_out, recorded_late, reopened, undecided, waiting};
