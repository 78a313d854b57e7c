//! Problems and changes of some days, for people and for programs.

use serde_json::{Value, json};

use super::Changes;
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::ticket::change::{TestResult, Window};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::report::sla::{Period, SlaReport};
use crate::report::sla_json::numbers;
use crate::report::sla_page::{Titles, moment, number, title};

/// A rate with both its numbers; nothing without a denominator (rule 25).
fn rate(part: usize, of: usize) -> Value {
    let fraction = |of: usize| {
        f64::from(u32::try_from(part).unwrap_or(u32::MAX)) / f64::from(u32::try_from(of).unwrap_or(u32::MAX))
    };
    json!({ "count": part, "of": of, "rate": (of > 0).then(|| fraction(of)) })
}

/// The section as one object.
#[must_use]
pub fn json(changes: &Changes, period: &Period) -> Value {
    let instant = |at: Instant| period.zone.rfc3339(at);
    let window = |window: &Option<Window>| {
        window.map(|w| json!({"from": instant(w.from), "to": instant(w.to), "downtime_minutes": w.downtime_minutes}))
    };
    let (quiet, done) = changes.without_incident();
    json!({
        "problems": {
            "opened": changes.problems_opened,
            "resolved": changes.problems_resolved,
            "open": changes.problems_open.iter().map(|p| json!({
                "ticket": p.ticket, "opened_at": instant(p.opened_at), "incidents": p.incidents,
            })).collect::<Vec<_>>(),
            "recurrent": rate(changes.recurrent.0 as usize, changes.recurrent.1 as usize),
        },
        "changes": {
            "without_incident": rate(quiet, done),
            "done": changes.done.iter().map(|c| json!({
                "ticket": c.ticket, "done_at": instant(c.done_at), "window": window(&c.window), "test": c.tested,
                "documents": c.documents, "incidents": c.incidents,
            })).collect::<Vec<_>>(),
            "coming": changes.coming.iter().map(|c| json!({
                "ticket": c.ticket, "window": window(&c.window), "test": c.tested,
            })).collect::<Vec<_>>(),
            "found_later": changes.found_later.iter()
                .map(|(change, incident)| json!({"change": change, "incident": incident})).collect::<Vec<_>>(),
        },
    })
}

/// The section for people; nothing where there is nothing to tell.
pub fn section(page: &mut Page, report: &SlaReport, titles: &Titles, locale: &Locale) {
    let changes = &report.changes;
    if changes.is_empty() {
        return;
    }
    page.heading(2, locale.report_changes());
    page.facts(facts(changes, locale));
    if !changes.problems_open.is_empty() {
        page.table(problems(report, titles, locale));
    }
    if !changes.done.is_empty() {
        page.table(done(report, titles, locale));
    }
    if !changes.coming.is_empty() {
        page.table(coming(report, titles, locale));
    }
    for (change, incident) in &changes.found_later {
        page.note(Tone::Warn, locale.change_found_later(*change, *incident));
    }
}

fn facts(changes: &Changes, locale: &Locale) -> Facts {
    let of = |part: usize, of: usize| {
        let rate = i64::try_from(part).ok().zip(i64::try_from(of).ok()).and_then(|(p, o)| locale.rate(p, o, 1));
        let text = locale.count_of(part, of);
        Cell::both(rate.map_or_else(|| text.clone(), |rate| format!("{rate} ({text})")), format!("{part}/{of}"))
    };
    let count = |n: usize| Cell::number(n.to_string(), n);
    let mut facts = Facts::new("changes");
    facts.add("problems_opened", locale.problems_opened(), count(changes.problems_opened.len()));
    facts.add("problems_resolved", locale.problems_resolved(), count(changes.problems_resolved.len()));
    let (recurrent, incidents) = changes.recurrent;
    facts.add("recurrent", locale.incidents_explained(), of(recurrent as usize, incidents as usize));
    let (quiet, done) = changes.without_incident();
    let tone = if quiet < done { Tone::Bad } else { Tone::Plain };
    facts.add("without_incident", locale.changes_without_incident(), of(quiet, done).tone(tone));
    facts
}

fn problems(report: &SlaReport, titles: &Titles, locale: &Locale) -> Table {
    let mut table = Table::new("problems_open", locale.none())
        .titled(locale.problems_open())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()))
        .column(Column::new("opened_at", locale.title_opened()).keep(1))
        .column(Column::new("incidents", locale.kinds_incident()));
    for problem in &report.changes.problems_open {
        table.row([
            number(problem.ticket),
            title(titles, problem.ticket),
            moment(report, locale, problem.opened_at),
            tickets(&problem.incidents),
        ]);
    }
    table
}

fn done(report: &SlaReport, titles: &Titles, locale: &Locale) -> Table {
    let mut table = Table::new("changes_done", locale.none())
        .titled(locale.changes_done())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(2))
        .column(Column::new("done_at", locale.title_done()))
        .column(Column::new("window", locale.title_window()).keep(1))
        .column(Column::new("test", locale.title_test()).keep(3))
        .column(Column::new("documents", locale.title_documents()).keep(0))
        .column(Column::new("incidents", locale.kinds_incident()));
    for change in &report.changes.done {
        let tone = if change.incidents.is_empty() { Tone::Plain } else { Tone::Bad };
        table.row([
            number(change.ticket),
            title(titles, change.ticket),
            moment(report, locale, change.done_at),
            window(report, locale, change.window),
            test(locale, change.tested),
            Cell::text(change.documents.join(", ")),
            tickets(&change.incidents).tone(tone),
        ]);
    }
    table
}

fn coming(report: &SlaReport, titles: &Titles, locale: &Locale) -> Table {
    let mut table = Table::new("changes_coming", locale.none())
        .titled(locale.changes_coming())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(2))
        .column(Column::new("window", locale.title_window()))
        .column(Column::new("downtime", locale.title_downtime()).right().keep(1))
        .column(Column::new("test", locale.title_test()).keep(1));
    for change in &report.changes.coming {
        let downtime = change.window.map(|w| i64::from(w.downtime_minutes) * 60);
        table.row([
            number(change.ticket),
            title(titles, change.ticket),
            window(report, locale, change.window),
            downtime.map_or_else(Cell::none, |s| Cell::number(locale.duration(s), s)),
            test(locale, change.tested),
        ]);
    }
    table
}

fn tickets(list: &[TicketNumber]) -> Cell {
    if list.is_empty() { Cell::none() } else { Cell::text(numbers(list)) }
}

fn test(locale: &Locale, tested: Option<TestResult>) -> Cell {
    tested.map_or_else(Cell::none, |result| Cell::both(locale.test_result(result), result))
}

fn window(report: &SlaReport, locale: &Locale, window: Option<Window>) -> Cell {
    let Some(window) = window else { return Cell::none() };
    let [from, to] = [window.from, window.to].map(|at| moment(report, locale, at));
    Cell::both(format!("{} – {}", from.text, to.text), format!("{}/{}", from.raw, to.raw))
}
