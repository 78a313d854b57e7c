//! What was broken and why: one row a breach, and the reasons added up.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::contract::Terms;
use crate::domain::id::{BreachReason, TicketNumber};
use crate::locale::Locale;

use super::numbers::Numbers;
use super::page::{Cell, Column, Page, Table, Tone};
use super::sla::{Breach, SlaReport};
use super::sla_json;
use super::sla_page::{Titles, moment, number, title, unit};

/// How often one reason was given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReasonTotal {
    /// The code; `None` where nobody said why.
    pub reason: Option<BreachReason>,
    /// Breaches that it explains.
    pub count: u32,
    /// Their tickets, each once, by number.
    pub tickets: Numbers,
}

/// The reasons of `breaches`, the most frequent first, those without one last.
#[must_use]
pub fn totals(breaches: &[Breach]) -> Vec<ReasonTotal> {
    let mut by_code: BTreeMap<Option<BreachReason>, ReasonTotal> = BTreeMap::new();
    for breach in breaches {
        let reason = breach.explanation.as_ref().map(|e| e.reason.clone());
        let total = by_code.entry(reason.clone()).or_default();
        total.reason = reason;
        total.count += 1;
        total.tickets.push_once(breach.ticket);
    }
    let mut totals: Vec<ReasonTotal> = by_code.into_values().collect();
    totals.iter_mut().for_each(|total| total.tickets.sort());
    totals.sort_by_key(|total| (total.reason.is_none(), std::cmp::Reverse(total.count)));
    totals
}

/// The totals as an array.
#[must_use]
pub fn json(report: &SlaReport) -> Value {
    let total = |t: &ReasonTotal| json!({ "reason": t.reason, "count": t.count, "tickets": t.tickets });
    totals(&report.breaches).iter().map(total).collect()
}

/// A reason in words: the contract's own label, or that of a usual code.
#[must_use]
pub fn reason(locale: &Locale, terms: Option<&Terms>, reason: &BreachReason) -> String {
    let own = terms.into_iter().flat_map(|terms| &terms.breach_reasons).find(|own| own.code == *reason);
    own.map_or_else(|| locale.breach_reason(reason), |own| own.label.clone())
}

/// The table of breaches and that of their reasons.
pub(super) fn section(page: &mut Page, report: &SlaReport, titles: &Titles, locale: &Locale) {
    page.heading(2, locale.report_breaches());
    page.table(table(report, titles, locale));
    let totals = totals(&report.breaches);
    if !totals.is_empty() {
        page.table(reasons(&totals, report.terms.as_deref(), locale));
    }
}

fn table(report: &SlaReport, titles: &Titles, locale: &Locale) -> Table {
    let mut table = Table::new("breaches", locale.report_no_breaches())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(9))
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("severity", locale.title_severity()).keep(4))
        .column(Column::new("due_at", locale.title_due()).keep(5))
        .column(Column::new("breached_at", locale.title_breached_at()).keep(2))
        .column(Column::new("stopped_at", locale.title_stopped()).keep(3))
        .column(Column::new("late_s", locale.title_late()).right())
        .column(Column::new("unit", locale.title_unit()).keep(0))
        .column(Column::new("reason", locale.title_reason()).keep(6))
        .column(Column::new("because", locale.title_because()).keep(0));
    for breach in &report.breaches {
        table.row([
            number(breach.ticket),
            title(titles, breach.ticket),
            Cell::both(locale.metric(breach.metric), breach.metric),
            breach.severity.as_ref().map_or_else(Cell::none, |c| Cell::text(c.as_str())),
            breach.due_at.map_or_else(Cell::none, |at| moment(report, locale, at)),
            moment(report, locale, breach.breached_at),
            breach.stopped_at.map_or_else(Cell::none, |at| moment(report, locale, at)),
            Cell::number(locale.duration(breach.late_s), breach.late_s).tone(Tone::Bad),
            Cell::both(unit(locale, breach.unit), breach.unit),
            named(locale, report.terms.as_deref(), breach.explanation.as_ref().map(|e| &e.reason)),
            Cell::from(breach.explanation.as_ref().and_then(|e| e.said.as_deref())),
        ]);
    }
    table
}

fn named(locale: &Locale, terms: Option<&Terms>, code: Option<&BreachReason>) -> Cell {
    match code {
        Some(code) => Cell::both(reason(locale, terms, code), code),
        None => Cell::both(locale.breach_unexplained(), "").tone(Tone::Warn),
    }
}

fn reasons(totals: &[ReasonTotal], terms: Option<&Terms>, locale: &Locale) -> Table {
    let mut table = Table::new("breach_reasons", locale.none())
        .titled(locale.breach_reasons())
        .column(Column::new("reason", locale.title_reason()))
        .column(Column::new("count", locale.report_breaches()).right())
        .column(Column::new("tickets", locale.title_tickets()));
    for total in totals {
        let tickets: Vec<TicketNumber> = total.tickets.iter().collect();
        table.row([
            named(locale, terms, total.reason.as_ref()),
            Cell::number(locale.integer(i64::from(total.count)), total.count),
            Cell::text(sla_json::numbers(&tickets)),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::target::Metric;
    use crate::domain::instant::Instant;
    use crate::domain::ticket::breach::Explanation;

    fn breach(ticket: i64, reason: Option<&str>) -> Breach {
        let explained = |code: &str| Explanation {
            metric: Metric::Response,
            cycle: 1,
            reason: BreachReason::new(code).unwrap(),
            said: None,
        };
        Breach {
            ticket: TicketNumber(ticket),
            metric: Metric::Response,
            cycle: 1,
            breached_at: Instant(0),
            due_at: None,
            stopped_at: None,
            late_s: 1,
            unit: "working",
            severity: None,
            explanation: reason.map(explained),
        }
    }

    #[test]
    fn reasons_add_up_to_the_breaches_and_silence_comes_last() {
        let breaches = [
            breach(1, None),
            breach(2, Some("supplier")),
            breach(3, Some("workload")),
            breach(3, Some("Workload")),
            breach(4, None),
            breach(5, None),
        ];
        let totals = totals(&breaches);
        let seen: Vec<_> = totals.iter().map(|t| (t.reason.as_ref().map(|r| r.key()), t.count)).collect();
        assert_eq!(seen, [(Some("workload".into()), 2), (Some("supplier".into()), 1), (None, 3)]);
        assert_eq!(totals[0].tickets.iter().collect::<Vec<_>>(), [TicketNumber(3)]);
    }
}
