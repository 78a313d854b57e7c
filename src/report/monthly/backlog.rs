//! What is open at the end, by age.

use serde_json::{Value, json};

use super::Monthly;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::report::sla::Backlog;
use crate::report::sla_page::{number, title};

/// The oldest age of each band, in whole days; the last has no end.
const BANDS: [(i64, Option<i64>); 4] = [(0, Some(7)), (8, Some(30)), (31, Some(90)), (91, None)];
/// So many of the oldest are named.
const NAMED: usize = 10;

fn age_days(monthly: &Monthly, one: &Backlog) -> i64 {
    monthly.sla.period.as_of.now.since(one.opened_at).max(0) / 86_400
}

fn counts(monthly: &Monthly) -> [u32; 4] {
    let mut counts = [0; 4];
    for one in &monthly.sla.backlog {
        let age = age_days(monthly, one);
        let band = BANDS.iter().rposition(|(from, _)| age >= *from).unwrap_or(0);
        if let Some(count) = counts.get_mut(band) {
            *count += 1;
        }
    }
    counts
}

/// The oldest tickets that are open.
pub fn oldest(monthly: &Monthly) -> Vec<&Backlog> {
    let mut all: Vec<&Backlog> = monthly.sla.backlog.iter().collect();
    all.sort_by_key(|one| (one.opened_at, one.ticket));
    all.truncate(NAMED);
    all
}

/// For programs.
#[must_use]
pub fn json(monthly: &Monthly) -> Value {
    let bands = BANDS
        .iter()
        .zip(counts(monthly))
        .map(|((from, to), count)| json!({"from_days": from, "to_days": to, "tickets": count}));
    let one = |one: &Backlog| {
        json!({
            "ticket": one.ticket,
            "severity": one.severity,
            "opened_at": monthly.sla.period.zone.rfc3339(one.opened_at),
            "age_days": age_days(monthly, one),
        })
    };
    json!({
        "bands": bands.collect::<Vec<_>>(),
        "oldest": oldest(monthly).into_iter().map(one).collect::<Vec<_>>(),
    })
}

/// The bands, and the oldest tickets by name.
pub fn section(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    page.heading(2, locale.report_backlog());
    if monthly.sla.backlog.is_empty() {
        page.paragraph(locale.backlog_none());
        return;
    }
    let mut table = Table::new("backlog", locale.none())
        .column(Column::new("age_days", locale.title_age()))
        .column(Column::new("tickets", locale.title_tickets()).right());
    for ((from, to), count) in BANDS.iter().zip(counts(monthly)) {
        let (text, raw) = match to {
            Some(to) => (locale.backlog_age_between(from.to_string(), to.to_string()), format!("{from}-{to}")),
            None => (locale.backlog_age_from(from.to_string()), format!("{from}-")),
        };
        table.row([Cell::both(text, raw), Cell::number(locale.integer(i64::from(count)), count)]);
    }
    page.table(table);
    page.table(named(monthly, locale));
}

fn named(monthly: &Monthly, locale: &Locale) -> Table {
    let mut table = Table::new("oldest", locale.none())
        .titled(locale.backlog_oldest())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(1))
        .column(Column::new("severity", locale.title_severity()).keep(2))
        .column(Column::new("opened_at", locale.title_opened()))
        .column(Column::new("age_days", locale.title_age()).right());
    let zone = &monthly.sla.period.zone;
    for one in oldest(monthly) {
        let days = age_days(monthly, one);
        let tone = if days > 90 { Tone::Warn } else { Tone::Plain };
        table.row([
            number(one.ticket),
            title(&monthly.titles, one.ticket),
            one.severity.as_ref().map_or_else(Cell::none, |code| Cell::text(code.as_str())),
            Cell::both(locale.moment(zone.local(one.opened_at)), zone.rfc3339(one.opened_at)),
            Cell::number(locale.count_days(days), days).tone(tone),
        ]);
    }
    table
}
