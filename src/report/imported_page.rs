//! What people are told of imported tickets: where they come from, and what nobody can know of them.

use crate::domain::ticket::origin::{Gap, Origin};
use crate::locale::Locale;

use super::page::{Cell, Column, Page, Table};
use super::sla::SlaReport;
use super::sla_page::{Titles, number, title};

/// `GLPI 12041 ; non connu : prise en charge, attente (3 h en tout)`.
#[must_use]
pub fn fact(origin: &Origin, locale: &Locale) -> Cell {
    let named = format!("{} {}", origin.from.title(), origin.reference);
    let mut said = named.clone();
    if !origin.unknown.is_empty() {
        said = locale.clauses(said, locale.imported_unknown(locale.gaps(&origin.unknown)));
    }
    if let Some(waited) = origin.waited_s {
        said = locale.clauses(said, locale.imported_waited(locale.duration(waited)));
    }
    Cell::both(said, named)
}

/// Of a month whose figures rest on another program's columns: how many tickets, and which commitments are in no rate
/// because their source leaves open whether they were kept.
pub fn section(page: &mut Page, report: &SlaReport, titles: &Titles, locale: &Locale) {
    if report.imported.is_empty() {
        return;
    }
    page.heading(2, locale.report_imported());
    let mut tools: Vec<&str> = report.imported.iter().map(|(_, tool)| tool.title()).collect();
    tools.sort_unstable();
    tools.dedup();
    page.paragraph(locale.report_imported_from(report.imported.len(), tools.join(", ")));
    let mut table = Table::new("unjudged", locale.report_no_unjudged())
        .titled(locale.report_unjudged())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(1))
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("unknown", locale.title_unknown()));
    for entry in &report.unjudged {
        table.row([
            number(entry.ticket),
            title(titles, entry.ticket),
            Cell::both(locale.metric(entry.metric), entry.metric),
            gaps(&entry.unknown, locale),
        ]);
    }
    page.table(table);
}

/// What a source leaves open, in words and as codes.
#[must_use]
pub fn gaps(unknown: &[Gap], locale: &Locale) -> Cell {
    let codes: Vec<&str> = unknown.iter().map(|gap| gap.code()).collect();
    Cell::both(locale.gaps(unknown), codes.join(" "))
}
