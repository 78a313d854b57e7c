//! One version of a contract for people.

use chrono::NaiveDate;

use super::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::domain::contract::diff::diff;
use crate::domain::contract::perimeter::Line;
use crate::domain::contract::target::{Commitment, DayEnd, Metric, Target};
use crate::domain::contract::{Contract, Terms};
use crate::locale::Locale;

/// The sections that are shown as their file has them.
const AS_WRITTEN: [&str; 20] = [
    "family",
    "delivery",
    "commitment",
    "interventions",
    "language",
    "renewal",
    "policy",
    "volume",
    "price",
    "goal",
    "penalty",
    "availability",
    "telephony",
    "means",
    "obligation",
    "role",
    "breach_reason",
    "change",
    "confidentiality",
    "reversibility",
];

/// `shown` is one of the contract's versions, told as of the local date `today`.
#[must_use]
pub fn terms(locale: &Locale, contract: &Contract, shown: &Terms, today: NaiveDate) -> Page {
    let mut page = Page::new();
    page.heading(1, shown.title.as_str());
    page.facts(facts(locale, contract, shown, today));
    page.heading(2, locale.contract_perimeter()).table(lines(locale, &shown.lines));
    page.heading(2, locale.report_commitments()).table(targets(locale, &shown.targets));
    if !shown.severities.is_empty() {
        page.heading(2, locale.report_severities()).table(severities(locale, shown));
    }
    page.heading(2, locale.contract_other_clauses()).table(clauses(locale, shown));
    page
}

fn facts(locale: &Locale, contract: &Contract, terms: &Terms, today: NaiveDate) -> Facts {
    let date = |date: NaiveDate| Cell::both(locale.date(date), date);
    let period = terms.period_on(today);
    let state = match contract.in_force_on(today) {
        true => Cell::both(locale.contract_in_force(), true).tone(Tone::Good),
        false => Cell::both(locale.contract_not_in_force(), false).tone(Tone::Warn),
    };
    let mut facts = Facts::new("contract");
    facts.add("ref", locale.title_contract(), terms.contract.as_str());
    facts.add("client", locale.title_client(), terms.client.as_str());
    facts.add("in_force", locale.title_state(), state);
    facts.maybe(
        "kind",
        locale.title_kind(),
        terms.kind.map(|kind| Cell::both(locale.contract_kind(kind), kind.code())),
    );
    facts.add("amendment", locale.title_amendment(), amendments(contract, terms));
    facts.add("effective_on", locale.title_effective_on(), date(terms.effective_on));
    facts.maybe("signed_on", locale.title_signed_on(), terms.signed_on.map(date));
    facts.add("starts_on", locale.title_starts_on(), date(terms.starts_on));
    facts.maybe("ends_on", locale.title_ends_on(), period.map_or_else(|| terms.last_day(), |p| p.to).map(date));
    let renewal = terms.renewal.map(|renewal| Cell::both(locale.renewal(renewal.mode), renewal.mode.code()));
    facts.maybe("renewal", locale.title_renewal(), renewal);
    facts.maybe("notice_by", locale.contract_notice_by(), period.and_then(|p| p.notice_by).map(date));
    facts.add("calendar", locale.title_calendar(), terms.calendar.as_str());
    facts.maybe("channels", locale.title_channel(), (!terms.channels.is_empty()).then(|| channels(locale, terms)));
    facts
}

fn channels(locale: &Locale, terms: &Terms) -> Cell {
    let words: Vec<String> = terms.channels.iter().map(|channel| locale.channel(*channel)).collect();
    let codes: Vec<&str> = terms.channels.iter().map(|channel| channel.code()).collect();
    Cell::both(words.join(", "), codes.join(" "))
}

/// `1 (0, 1, 2)`: the one shown among all.
fn amendments(contract: &Contract, terms: &Terms) -> Cell {
    let all: Vec<String> = contract.versions().iter().map(|v| v.amendment.to_string()).collect();
    let own = terms.amendment.to_string();
    if all.len() == 1 { Cell::text(own) } else { Cell::both(format!("{own} ({})", all.join(", ")), own) }
}

fn lines(locale: &Locale, lines: &[Line]) -> Table {
    let mut table = Table::new("lines", locale.contract_no_lines())
        .column(Column::new("line", locale.title_line()))
        .column(Column::new("covers", locale.contract_covers()))
        .column(Column::new("excluded", locale.report_excluded()).keep(1));
    for line in lines {
        let tags = line.assets.iter().map(ToString::to_string);
        let names = [&line.kinds, &line.sites, &line.services, &line.os];
        let covers: Vec<String> = names.into_iter().flatten().cloned().chain(tags).collect();
        let excluded: Vec<String> = line.excluded.iter().map(ToString::to_string).collect();
        table.row([line.name.as_str().into(), covers.join(", ").into(), excluded.join(", ").into()]);
    }
    table
}

fn targets(locale: &Locale, targets: &[Target]) -> Table {
    let used: Vec<Metric> =
        Metric::ALL.into_iter().filter(|m| targets.iter().any(|t| t.commitment(*m).is_some())).collect();
    let mut table = Table::new("targets", locale.no_commitment())
        .column(Column::new("line", locale.title_line()))
        .column(Column::new("ticket", locale.title_ticket()))
        .column(Column::new("severity", locale.title_severity()));
    for metric in &used {
        table = table.column(Column::new(metric.code(), locale.metric(*metric)));
    }
    table = table.column(Column::new("firm", locale.title_note()).keep(1));
    for target in targets {
        let own = [
            Cell::both(
                target.line.as_ref().map_or_else(|| locale.target_every_line(), ToString::to_string),
                or_empty(&target.line),
            ),
            Cell::both(
                target.ticket.map_or_else(|| locale.target_every_kind(), |kind| locale.ticket_kind(kind)),
                or_empty(&target.ticket),
            ),
            Cell::both(
                target.severity.as_ref().map_or_else(|| locale.target_every_severity(), ToString::to_string),
                or_empty(&target.severity),
            ),
        ];
        let granted = used.iter().map(|m| Cell::from(target.commitment(*m).map(|c| commitment(locale, c))));
        table.row(own.into_iter().chain(granted).chain([note(locale, target)]));
    }
    table
}

fn or_empty(value: &Option<impl ToString>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn note(locale: &Locale, target: &Target) -> Cell {
    if target.is_none_on_purpose() {
        Cell::both(locale.no_commitment(), target.firm)
    } else if target.firm {
        Cell::both("", true)
    } else {
        Cell::both(locale.indicative(), false)
    }
}

fn commitment(locale: &Locale, commitment: &Commitment) -> Cell {
    let mut text = locale.allowance(commitment.within);
    if let Some(calendar) = &commitment.calendar {
        text = format!("{text} ({calendar})");
    }
    if commitment.due == DayEnd::SameTime {
        text = format!("{text}, {}", locale.contract_same_time());
    }
    Cell::both(text, commitment.within)
}

fn severities(locale: &Locale, terms: &Terms) -> Table {
    let mut table = Table::new("severities", "")
        .column(Column::new("code", locale.title_code()))
        .column(Column::new("label", locale.title_label()))
        .column(Column::new("meaning", locale.title_meaning()));
    for severity in &terms.severities {
        let meaning = Cell::from(severity.meaning.as_deref());
        table.row([severity.code.as_str().into(), severity.label.as_str().into(), meaning]);
    }
    table
}

/// What the file says beside, under its own names.
fn clauses(locale: &Locale, terms: &Terms) -> Table {
    let bare = Terms::bare(terms.contract.clone(), terms.client.clone(), terms.calendar.clone(), terms.starts_on);
    let section = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
    let mut table = Table::new("clauses", locale.none())
        .column(Column::new("clause", locale.title_field()))
        .column(Column::new("value", locale.title_value()));
    let others = diff(&bare, terms).into_iter().filter(|change| AS_WRITTEN.contains(&section(&change.path).as_str()));
    for change in others {
        table.row([change.path.as_str().into(), Cell::from(change.after.as_deref())]);
    }
    table
}
