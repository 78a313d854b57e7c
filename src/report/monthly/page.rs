//! The document for people, section by section.

use chrono::NaiveDate;

use super::{Monthly, backlog, duty, park, signs, time, trend};
use crate::domain::contract::penalty::monthly_fee;
use crate::domain::id::AssetTag;
use crate::domain::instant::Instant;
use crate::domain::money::{Decimal, Money};
use crate::domain::siren::Siren;
use crate::domain::volume::projection::Projection;
use crate::locale::Locale;
use crate::report::page::{Block, Cell, Column, Facts, Page, Table, Tone};
use crate::report::volume::Statement;
use crate::report::volume_page::{self, quantity};
use crate::report::{
    action, actors, availability, breaches, calls, changes, closing, expiring, imported_page, penalties, sla_page,
};

/// The whole document.
#[must_use]
pub fn page(monthly: &Monthly, locale: &Locale) -> Page {
    let mut page = Page::new();
    let report = &monthly.sla;
    page.heading(1, locale.report_monthly_title(locale.span(report.period.span)));
    page.facts(sla_page::head(report, locale));
    summary(&mut page, monthly, locale);
    flow(&mut page, monthly, locale);
    sla_page::commitments(&mut page, report, locale);
    trends(&mut page, monthly, locale);
    penalties::page(&mut page, report, locale);
    penalties_by_month(&mut page, monthly, locale);
    breaches::section(&mut page, report, &monthly.titles, locale);
    service(&mut page, monthly, locale);
    volume(&mut page, monthly, locale);
    changes::section(&mut page, report, &monthly.titles, locale);
    time::section(&mut page, &monthly.time, locale);
    park::section(&mut page, &monthly.park, monthly.day(), locale);
    ahead(&mut page, monthly, locale);
    backlog::section(&mut page, monthly, locale);
    planned(&mut page, monthly, locale);
    page.heading(2, locale.report_actions());
    page.table(action::table(&monthly.actions, false, locale));
    if !monthly.adjustments.is_empty() {
        page.heading(2, locale.report_adjustments());
        closing::section(&mut page, &monthly.adjustments, &report.period.zone, locale);
    }
    annex(&mut page, monthly, locale);
    page
}

/// What a manager reads in two minutes.
fn summary(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    let report = &monthly.sla;
    page.heading(2, locale.report_summary());
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let flow = report.flow;
    page.paragraph(locale.summary_flow(
        i64::from(flow.opened),
        locale.integer(i64::from(flow.resolved)),
        locale.integer(i64::from(flow.backlog_end)),
    ));
    page.paragraph(locale.summary_breaches(count(report.breaches.len())));
    page.table(signs::table(monthly, locale));
    page.paragraph(locale.lights_explained());
}

fn flow(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    let report = &monthly.sla;
    sla_page::flow(page, report, locale);
    let mut kinds = Table::new("flow_by_kind", locale.none())
        .titled(locale.flow_by_kind())
        .column(Column::new("ticket", locale.title_kind()))
        .column(Column::new("backlog_start", locale.flow_backlog_start()).right())
        .column(Column::new("opened", locale.flow_opened()).right())
        .column(Column::new("reopened", locale.flow_reopened()).right())
        .column(Column::new("resolved", locale.flow_resolved()).right())
        .column(Column::new("closed_without_work", locale.flow_closed_without_work()).right())
        .column(Column::new("backlog_end", locale.flow_backlog_end()).right());
    let count = |n: u32| Cell::number(locale.integer(i64::from(n)), n);
    for (kind, flow) in &report.kinds {
        let name = Cell::both(locale.ticket_kinds(*kind), kind);
        let counts =
            [flow.backlog_start, flow.opened, flow.reopened, flow.resolved, flow.closed_without_work, flow.backlog_end];
        kinds.row(std::iter::once(name).chain(counts.map(count)));
    }
    if !report.kinds.is_empty() {
        page.table(kinds);
    }
    if !monthly.time.opened.is_empty() {
        page.table(time::opened(&monthly.time, locale));
    }
    sla_page::reopened(page, report, locale);
}

fn trends(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    page.heading(2, locale.report_trends());
    for chart in trend::charts(&monthly.trend, locale) {
        page.push(Block::Chart(chart));
    }
    page.paragraph(locale.trend_explained());
}

/// Over more than a month the fee of each month bears what that month missed.
fn penalties_by_month(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    if monthly.months.is_empty() || monthly.sla.promises_means() {
        return;
    }
    let mut table = Table::new("penalties_by_month", locale.report_no_penalties())
        .column(Column::new("month", locale.title_month()))
        .column(Column::new("charges", locale.title_charges()).right())
        .column(Column::new("fee", locale.title_fee()).right())
        .column(Column::new("amount", locale.title_penalty()).right());
    for report in &monthly.months {
        let Some(terms) = &report.terms else { continue };
        let (due, fee) = (report.charges(), monthly_fee(terms));
        let currency = terms.currency().to_string();
        let sum = fee.map(|fee| due.iter().fold(Money::ZERO, |sum, charge| sum.plus(charge.amount(fee))));
        let money = |amount: Option<Money>| {
            amount.map_or_else(Cell::none, |a| Cell::number(locale.money(a.cents(), &currency), a))
        };
        let month = report.period.span;
        let charges = Cell::number(due.len().to_string(), due.len());
        table.row([Cell::both(locale.span(month), month), charges, money(fee), money(sum)]);
    }
    if monthly.months.iter().any(|report| report.terms.as_ref().is_some_and(|terms| !terms.penalties.is_empty())) {
        page.heading(2, locale.report_penalties());
        page.table(table);
    }
}

/// Availability and telephony, where they are promised.
fn service(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    let report = &monthly.sla;
    if !report.services.is_empty() {
        page.heading(2, locale.report_availability());
        availability::section(page, &report.services, &report.period.zone, locale);
    }
    if let Some(calls) = &report.calls {
        page.heading(2, locale.report_calls());
        calls::section(page, calls, locale);
    }
}

fn volume(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    let Some(statement) = &monthly.sla.volume else { return };
    page.heading(2, locale.report_volume());
    volume_page::sums(page, statement, locale);
    if let Some(projection) = &monthly.projection {
        page.facts(projected(projection, statement, locale));
        page.paragraph(method(projection, statement, locale));
    }
}

fn projected(projection: &Projection, statement: &Statement, locale: &Locale) -> Facts {
    let shown = |value: Decimal| {
        Cell::number(quantity(locale, &statement.volume, value), crate::report::volume::quantity(value))
    };
    let mut facts = Facts::new("projection");
    let range = locale.range(locale.date(projection.from), locale.date(projection.to));
    facts.add(
        "period",
        locale.projection_period(),
        Cell::both(range, format!("{}/{}", projection.from, projection.to)),
    );
    facts.add("at_hand", locale.projection_at_hand(), shown(projection.at_hand));
    facts.add("burnt", locale.projection_burnt(), shown(projection.burnt));
    let tone = if projection.missing() > Decimal::default() { Tone::Warn } else { Tone::Good };
    facts.add("projected", locale.projection_projected(), shown(projection.projected).tone(tone));
    let used_up = projection.used_up_on();
    facts.maybe("used_up_on", locale.projection_used_up(), used_up.map(|day| Cell::both(locale.date(day), day)));
    facts
}

/// How the projection was made, so that it can be checked by hand.
fn method(projection: &Projection, statement: &Statement, locale: &Locale) -> String {
    let shown = |value: Decimal| quantity(locale, &statement.volume, value);
    match projection.is_over() {
        true => locale.projection_over(shown(projection.burnt)),
        false => locale.projection_method(
            shown(projection.burnt),
            projection.elapsed_days.to_string(),
            projection.days.to_string(),
            shown(projection.projected),
        ),
    }
}

/// What ends and what is due.
fn ahead(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    page.heading(2, locale.report_expiries(super::AHEAD_DAYS.to_string()));
    let end = monthly.day().checked_add_days(chrono::Days::new(super::AHEAD_DAYS)).unwrap_or(monthly.day());
    page.table(expiring::table(&monthly.expiries, end, false, locale));
    if !monthly.duties.is_empty() {
        page.heading(2, locale.report_duties());
        page.table(duty::table(&monthly.duties, locale));
    }
}

fn planned(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    let zone = &monthly.sla.period.zone;
    page.heading(2, locale.report_planned());
    let mut table = Table::new("planned", locale.planned_none())
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("from", locale.title_from()))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("assets", locale.title_assets()))
        .column(Column::new("ticket", locale.title_ticket()).keep(2))
        .column(Column::new("reason", locale.title_reason()).keep(1));
    let moment = |at: Instant| Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at));
    for (number, outage) in &monthly.planned {
        table.row([
            Cell::number(number.to_string(), number),
            moment(outage.from),
            outage.to.map_or_else(Cell::none, moment),
            Cell::text(outage.assets.iter().map(AssetTag::as_str).collect::<Vec<_>>().join(", ")),
            outage.ticket.map_or_else(Cell::none, |n| Cell::both(n.to_string(), n.0)),
            Cell::from(outage.reason.as_deref()),
        ]);
    }
    page.table(table);
}

/// What a technician defends line by line: hours, tickets beside the rates, the provider's record.
fn annex(page: &mut Page, monthly: &Monthly, locale: &Locale) {
    let (report, titles) = (&monthly.sla, &monthly.titles);
    page.heading(2, locale.report_annex());
    sla_page::calendar(page, report, locale);
    sla_page::undecided(page, report, titles, locale);
    sla_page::waiting(page, report, titles, locale);
    sla_page::left_out(page, report, titles, locale);
    imported_page::section(page, report, titles, locale);
    sla_page::recorded_late(page, report, titles, locale);
    if let Some(actors) = monthly.actors.as_ref().filter(|actors| !actors.roles.is_empty()) {
        actors::section(page, actors, locale);
    }
    if !monthly.provider.is_empty() {
        page.heading(2, locale.report_provider());
        page.facts(provider(monthly, locale));
    }
}

/// A value of the record, as it is printed; an insurance that is over on `day` is marked.
fn own(key: &str, value: &str, day: NaiveDate, locale: &Locale) -> Cell {
    match (key, value.parse::<Siren>(), value.parse::<NaiveDate>()) {
        ("siren", Ok(siren), _) => Cell::both(siren.to_string(), siren.as_str()),
        ("until", _, Ok(until)) => {
            let tone = if until < day { Tone::Bad } else { Tone::Plain };
            Cell::both(locale.date(until), until).tone(tone)
        }
        _ => Cell::from(value),
    }
}

fn provider(monthly: &Monthly, locale: &Locale) -> Facts {
    let mut facts = Facts::new("provider");
    for (key, value) in &monthly.provider {
        let label = match *key {
            "name" => locale.provider_name(),
            "legal_form" => locale.provider_legal_form(),
            "siren" => locale.provider_siren(),
            "contact" => locale.provider_contact(),
            "insurer" => locale.provider_insurer(),
            "policy" => locale.provider_policy(),
            _ => locale.provider_insured_until(),
        };
        facts.add(key, label, own(key, value, monthly.day(), locale));
    }
    facts
}
