//! Tickets that stand beside the rates: undecided, held, left out, reopened, recorded late.

use super::{Titles, moment, number, title};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table};
use crate::report::sla::SlaReport;
use crate::report::sla_json::numbers;

/// Commitments that run or are held.
pub(in crate::report) fn undecided(page: &mut Page, report: &SlaReport, titles: &Titles, locale: &Locale) {
    page.heading(2, locale.report_undecided());
    let mut table = Table::new("undecided", locale.report_no_undecided())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(9))
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("state", locale.title_state()).keep(3))
        .column(Column::new("due_at", locale.title_due()))
        .column(Column::new("left_s", locale.title_left()).right());
    for entry in &report.undecided {
        let (word, code) =
            if entry.paused { (locale.state_paused(), "paused") } else { (locale.state_running(), "running") };
        table.row([
            number(entry.ticket),
            title(titles, entry.ticket),
            Cell::both(locale.metric(entry.metric), entry.metric),
            Cell::both(word, code),
            entry.due_at.map_or_else(Cell::none, |at| moment(report, locale, at)),
            left(locale, entry),
        ]);
    }
    page.table(table);
}

fn left(locale: &Locale, entry: &crate::report::sla::Undecided) -> Cell {
    let Some(seconds) = entry.left_s else { return Cell::none() };
    let text = if entry.unit == "elapsed" { locale.duration(seconds) } else { locale.working(seconds) };
    Cell::number(text, seconds)
}

/// Tickets that are held.
pub(in crate::report) fn waiting(page: &mut Page, report: &SlaReport, titles: &Titles, locale: &Locale) {
    page.heading(2, locale.report_paused());
    let mut table = Table::new("paused", locale.report_no_paused())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(9))
        .column(Column::new("reason", locale.title_reason()))
        .column(Column::new("since", locale.title_since()))
        .column(Column::new("stops", locale.title_stops_clock()).keep(2));
    for held in &report.waiting {
        for (reason, since) in &held.reasons {
            let word = crate::domain::id::PauseReason::new(reason).map(|r| locale.pause_reason(&r));
            table.row([
                number(held.ticket),
                title(titles, held.ticket),
                Cell::both(word.unwrap_or_else(|_| reason.clone()), reason),
                moment(report, locale, *since),
                Cell::both(locale.yes_no(held.stops), held.stops),
            ]);
        }
    }
    page.table(table);
}

/// Tickets without a commitment.
pub(in crate::report) fn left_out(page: &mut Page, report: &SlaReport, titles: &Titles, locale: &Locale) {
    page.heading(2, locale.report_excluded());
    let mut table = Table::new("excluded", locale.report_no_excluded())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(9))
        .column(Column::new("reason", locale.title_reason()));
    for entry in &report.left_out {
        let code = serde_json::to_value(entry.reason).ok().and_then(|v| v.as_str().map(str::to_owned));
        let reason = Cell::both(locale.excluded(entry.reason), code.unwrap_or_default());
        table.row([number(entry.ticket), title(titles, entry.ticket), reason]);
    }
    page.table(table);
}

/// Tickets reopened.
pub(in crate::report) fn reopened(page: &mut Page, report: &SlaReport, locale: &Locale) {
    let (tickets, of) = (&report.reopened.0, report.reopened.1);
    if tickets.is_empty() && of == 0 {
        return;
    }
    page.heading(2, locale.report_reopened());
    let mut facts = Facts::new("reopened");
    let text = locale.report_reopened_of(tickets.len(), i64::from(of));
    facts.add("reopened", locale.report_reopened(), Cell::number(text, tickets.len()));
    if !tickets.is_empty() {
        facts.add("tickets", locale.title_tickets(), numbers(tickets));
    }
    page.facts(facts);
}

/// Events recorded after the end.
pub(in crate::report) fn recorded_late(page: &mut Page, report: &SlaReport, titles: &Titles, locale: &Locale) {
    if report.recorded_late.is_empty() {
        return;
    }
    page.heading(2, locale.report_recorded_late());
    let mut table = Table::new("recorded_late", locale.report_no_late_records())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(9))
        .column(Column::new("records", locale.title_records()).right());
    for (ticket, records) in &report.recorded_late {
        table.row([number(*ticket), title(titles, *ticket), Cell::number(records.to_string(), records)]);
    }
    page.table(table);
}
