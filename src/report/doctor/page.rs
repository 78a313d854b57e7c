//! Findings for people: the sentence, and below it the command alone on its line, ready to be copied.

use super::{Finding, Findings, Severity, What};
use crate::domain::id::{CalendarName, ClientCode, ContractRef};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};

/// More names are counted and not listed.
const LISTED: usize = 5;

/// Everything, the gravest first.
#[must_use]
pub fn page(findings: &Findings, moment: String, locale: &Locale) -> Page {
    let mut page = Page::new();
    page.heading(1, locale.doctor_heading(moment));
    for severity in Severity::ALL {
        let of = findings.all.iter().filter(|one| one.severity == severity);
        for finding in of {
            let said = locale.doctor_said(word(severity, locale), sentence(finding, locale));
            page.note(tone(severity), said).code(indented(&finding.command));
        }
    }
    let looked = findings.looked;
    let counts = (looked.clients, looked.contracts, looked.calendars, looked.assets);
    if findings.are_healthy() {
        page.note(Tone::Good, locale.doctor_healthy(counts.0, counts.1, counts.2, counts.3));
    } else {
        let of = |severity| findings.count(severity);
        let told = (of(Severity::Problem), of(Severity::Warning), of(Severity::Note));
        page.paragraph(locale.doctor_count(told.0, told.1, told.2));
    }
    page
}

/// One row a finding, for spreadsheets.
#[must_use]
pub fn table(findings: &Findings, locale: &Locale) -> Table {
    let mut table = Table::new("doctor", locale.doctor_nothing())
        .column(Column::new("severity", locale.doctor_severity()))
        .column(Column::new("kind", locale.title_what()))
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("contract", locale.title_contract()))
        .column(Column::new("calendar", locale.title_calendar()))
        .column(Column::new("on", locale.title_ends_on()))
        .column(Column::new("message", locale.doctor_message()))
        .column(Column::new("command", locale.doctor_command()));
    for one in &findings.all {
        table.row([
            Cell::both(word(one.severity, locale), one.severity.code()).tone(tone(one.severity)),
            Cell::text(one.what.code()),
            Cell::from(one.client.as_ref().map(ClientCode::as_str)),
            Cell::from(one.contract.as_ref().map(ContractRef::as_str)),
            Cell::from(one.calendar.as_ref().map(CalendarName::as_str)),
            one.on.map_or_else(Cell::none, |on| Cell::both(locale.date_short(on), on)),
            Cell::text(sentence(one, locale)),
            Cell::text(one.command.as_str()),
        ]);
    }
    table
}

fn indented(command: &str) -> String {
    command.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

fn word(severity: Severity, locale: &Locale) -> String {
    match severity {
        Severity::Problem => locale.doctor_problem(),
        Severity::Warning => locale.doctor_warning(),
        Severity::Note => locale.doctor_note(),
    }
}

const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Problem => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Note => Tone::Dim,
    }
}

/// What is wrong, in one sentence that names its subjects.
pub fn sentence(finding: &Finding, locale: &Locale) -> String {
    let client = finding.client.as_ref().map(ClientCode::as_str).unwrap_or_default();
    let contract = finding.contract.as_ref().map(ContractRef::as_str).unwrap_or_default();
    let calendar = finding.calendar.as_ref().map(CalendarName::as_str).unwrap_or_default();
    let on = finding.on.map(|on| locale.date(on)).unwrap_or_default();
    let (assets, count) = (listed(&finding.assets, locale), finding.assets.len());
    match &finding.what {
        What::NoHolidays { open_on } => locale.doctor_no_holidays(calendar, locale.date(*open_on)),
        What::NeverOpens { month } => locale.doctor_never_opens(calendar, locale.month(*month)),
        What::ClosedNextYear { year } => locale.doctor_closed_next_year(calendar, year.to_string()),
        What::NoClosures { year, reasons } => {
            locale.doctor_no_closures(calendar, year.to_string(), (year - 1).to_string(), listed(reasons, locale))
        }
        What::NoTargets => locale.doctor_no_targets(client, contract),
        What::NoReversibility => locale.doctor_no_reversibility(client, contract),
        What::NoContract { assets, tickets } => locale.doctor_no_contract(client, *assets, *tickets),
        What::InNone => locale.doctor_in_none(count, client, assets),
        What::InTwo { other } => locale.doctor_in_two(count, client, assets, other.as_str(), contract),
        What::Notice { days } => locale.doctor_notice(client, contract, on, *days),
        What::Term { days } => locale.doctor_term(client, contract, on, *days),
        What::Archived => {
            let tickets: Vec<String> = finding.tickets.iter().map(ToString::to_string).collect();
            locale.doctor_archived(tickets.len(), client, listed(&tickets, locale))
        }
        What::Insurance { days: ..0 } => locale.doctor_uninsured(on),
        What::Insurance { days } => locale.doctor_insurance(on, *days),
        What::ClockChange { zone, forward_s, calendars } => {
            let by = locale.duration(forward_s.abs());
            let change = match forward_s {
                ..0 => locale.doctor_clocks_back(zone.as_str(), by, on),
                _ => locale.doctor_clocks_forward(zone.as_str(), by, on),
            };
            let touched = |(name, seconds): &(CalendarName, i64)| {
                let by = locale.duration(seconds.abs());
                if *seconds < 0 { locale.doctor_less(name.as_str(), by) } else { locale.doctor_more(name.as_str(), by) }
            };
            let touched: Vec<String> = calendars.iter().map(touched).collect();
            match touched.is_empty() {
                true => locale.doctor_no_hours_change(change),
                false => locale.doctor_hours_change(change, listed(&touched, locale)),
            }
        }
    }
}

/// The first names, and how many more there are.
fn listed(names: &[String], locale: &Locale) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => locale.doctor_and_more(shown, more),
    }
}
