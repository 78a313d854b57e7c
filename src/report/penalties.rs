//! What missing goals costs, with its arithmetic and the tickets behind it (rule 28); and, of a commitment of means,
//! what was promised and what was put in.

use serde_json::{Value, json};

use super::page::{Cell, Column, Facts, Page, Table, Tone};
use super::sla::SlaReport;
use super::sla_json::numbers;
use crate::domain::contract::goal::{Bound, Remedy};
use crate::domain::contract::penalty::{Charge, monthly_fee};
use crate::domain::id::TicketNumber;
use crate::domain::money::{Decimal, Money};
use crate::locale::Locale;

type Due = Charge<Vec<TicketNumber>>;

/// Every missed goal that has a penalty, for programs.
#[must_use]
pub fn json(report: &SlaReport) -> Vec<Value> {
    let fee = report.terms.as_ref().and_then(|terms| monthly_fee(terms));
    let currency = report.terms.as_ref().map(|terms| terms.currency());
    let charge = |c: &Due| {
        json!({
            "metric": c.metric,
            "ticket": c.ticket,
            "severity": c.severity,
            "service": c.service,
            "kind": c.remedy,
            "goal": c.bound.percent().fraction(),
            "numerator": c.numerator,
            "denominator": c.denominator,
            "points": c.points,
            "franchise_points": c.franchise,
            "whole_points": c.whole_points,
            "percent_per_point": c.percent_per_point,
            "cap_percent": c.cap,
            "capped": c.is_capped(),
            "percent": c.percent,
            "fee": fee,
            "amount": fee.map(|fee| c.amount(fee)),
            "currency": currency,
            "tickets": c.behind,
            "clause": c.clause,
        })
    };
    report.charges().iter().map(charge).collect()
}

/// The section of penalties, and that of means where the contract promises means.
pub fn page(page: &mut Page, report: &SlaReport, locale: &Locale) {
    let Some(terms) = &report.terms else { return };
    if report.promises_means() {
        page.paragraph(locale.report_penalties_of_means());
        means(page, report, locale);
    } else if !terms.penalties.is_empty() && report.period.span.as_month().is_some() {
        page.heading(2, locale.report_penalties());
        let due = report.charges();
        let fee = monthly_fee(terms);
        page.table(table(&due, fee, report, locale));
        page.list(due.iter().map(|c| Cell::text(arithmetic(c, fee, report, locale))));
        total(page, &due, fee, report, locale);
    }
}

fn money(amount: Money, report: &SlaReport, locale: &Locale) -> String {
    let currency = report.terms.as_ref().map(|terms| terms.currency().to_string()).unwrap_or_default();
    locale.money(amount.cents(), &currency)
}

fn amount(charge: &Due, fee: Option<Money>, report: &SlaReport, locale: &Locale) -> Cell {
    match fee.map(|fee| charge.amount(fee)) {
        Some(amount) => Cell::number(money(amount, report, locale), amount).tone(Tone::Strong),
        None => Cell::none(),
    }
}

/// `Prise en charge N1`.
fn named(charge: &Due, locale: &Locale) -> String {
    let metric = charge.metric.clock().map_or_else(|| locale.goal_metric(charge.metric), |m| locale.metric_full(m));
    match &charge.severity {
        Some(severity) => format!("{metric} {severity}"),
        None => metric,
    }
}

fn points(locale: &Locale, value: Decimal) -> String {
    locale.fixed(value.ten_thousandths().div_euclid(100), 2)
}

fn percent(locale: &Locale, fraction: crate::domain::money::Percent) -> String {
    locale.percent(fraction.fraction())
}

fn table(due: &[Due], fee: Option<Money>, report: &SlaReport, locale: &Locale) -> Table {
    let mut table = Table::new("penalties", locale.report_no_penalties())
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("kind", locale.title_kind()).keep(2))
        .column(Column::new("severity", locale.title_severity()))
        .column(Column::new("points", locale.title_points_under()).right())
        .column(Column::new("franchise_points", locale.title_franchise()).right().keep(1))
        .column(Column::new("whole_points", locale.title_whole_points()).right())
        .column(Column::new("percent_per_point", locale.title_per_point()).right().keep(1))
        .column(Column::new("percent", locale.title_of_fee()).right())
        .column(Column::new("amount", locale.title_penalty()).right())
        .column(Column::new("tickets", locale.title_tickets()));
    for charge in due {
        let metric = charge.metric.clock().map_or_else(|| locale.goal_metric(charge.metric), |m| locale.metric_full(m));
        let kind = charge.ticket.map_or_else(Cell::none, |kind| Cell::both(locale.ticket_kind(kind), kind));
        table.row([
            Cell::both(metric, charge.metric),
            kind,
            about(charge, locale),
            Cell::number(points(locale, charge.points), charge.points),
            Cell::number(points(locale, charge.franchise), charge.franchise),
            Cell::number(locale.integer(charge.whole_points), charge.whole_points),
            Cell::number(percent(locale, charge.percent_per_point), charge.percent_per_point),
            Cell::number(percent(locale, charge.percent), charge.percent),
            amount(charge, fee, report, locale),
            Cell::text(numbers(&charge.behind)),
        ]);
    }
    table
}

/// The severity or the service that a goal is of.
fn about(charge: &Due, locale: &Locale) -> Cell {
    let named = charge.severity.as_ref().map(|severity| severity.as_str()).or(charge.service.as_deref());
    named.map_or_else(|| Cell::both(locale.all_severities(), ""), Cell::text)
}

/// How an amount came about, in one sentence that can be checked by hand.
fn arithmetic(charge: &Due, fee: Option<Money>, report: &SlaReport, locale: &Locale) -> String {
    let rate = locale.rate(charge.numerator, charge.denominator, 2).unwrap_or_default();
    let goal = match charge.bound {
        Bound::AtLeast(goal) => locale.goal_at_least(percent(locale, goal)),
        Bound::AtMost(goal) => locale.goal_at_most(percent(locale, goal)),
    };
    let shown = |amount: Option<Money>| amount.map_or_else(|| "—".to_owned(), |a| money(a, report, locale));
    let gap = locale.penalty_gap(
        named(charge, locale),
        format!("{rate} ({}/{})", charge.numerator, charge.denominator),
        goal,
        points(locale, charge.points),
        points(locale, charge.franchise),
    );
    let sum = locale.penalty_sum(
        charge.whole_points,
        percent(locale, charge.percent_per_point),
        percent(locale, charge.percent),
        shown(fee),
        shown(fee.map(|fee| charge.amount(fee))),
    );
    let mut sentence = format!("{gap}, {sum}");
    let cap = charge.cap.filter(|_| charge.is_capped()).map(|cap| locale.penalty_capped(percent(locale, cap)));
    let credit = (charge.remedy == Remedy::ServiceCredit).then(|| locale.remedy_service_credit());
    for said in [cap, credit, charge.clause.clone()].into_iter().flatten() {
        sentence.push_str(&format!(" ({said})"));
    }
    sentence
}

fn total(page: &mut Page, due: &[Due], fee: Option<Money>, report: &SlaReport, locale: &Locale) {
    match fee {
        _ if due.is_empty() => {}
        None => drop(page.paragraph(locale.penalty_no_fee())),
        Some(fee) => {
            let sum = due.iter().fold(Money::ZERO, |sum, charge| sum.plus(charge.amount(fee)));
            page.paragraph(locale.penalty_total(money(sum, report, locale), money(fee, report, locale)));
        }
    }
}

fn means(page: &mut Page, report: &SlaReport, locale: &Locale) {
    let promised = report.terms.as_ref().map(|terms| terms.means.as_slice()).unwrap_or_default();
    if promised.is_empty() {
        return;
    }
    page.heading(2, locale.report_means());
    let mut table = Table::new("means", locale.none())
        .titled(locale.means_promised())
        .column(Column::new("what", locale.title_what()))
        .column(Column::new("quantity", locale.title_quantity()).right());
    for means in promised {
        table.row([Cell::text(means.what.as_str()), Cell::number(means.quantity.to_string(), means.quantity)]);
    }
    page.table(table);
    page.heading(3, locale.means_put_in());
    let minutes = |m: u64| Cell::number(locale.duration(i64::try_from(m).unwrap_or(i64::MAX).saturating_mul(60)), m);
    let mut facts = Facts::new("effort");
    facts.add("remote_minutes", locale.means_remote(), minutes(report.effort.remote_minutes));
    facts.add("on_site_minutes", locale.means_on_site(), minutes(report.effort.on_site_minutes));
    facts.add("people", locale.means_people(), Cell::number(report.effort.people.to_string(), report.effort.people));
    page.facts(facts);
}
