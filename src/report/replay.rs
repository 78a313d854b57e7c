//! The same tickets under two sets of terms, side by side: rates, breaches, penalties.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::monthly::trend::commitment_name;
use super::page::{Cell, Column, Facts, Page, Table, Tone};
use super::sla::{Row, SlaReport};
use crate::domain::contract::Terms;
use crate::domain::contract::goal::Bound;
use crate::domain::contract::penalty::monthly_fee;
use crate::domain::contract::target::Metric;
use crate::domain::id::{SeverityCode, TicketNumber};
use crate::domain::money::Money;
use crate::domain::ticket::kind::TicketKind;
use crate::locale::Locale;

/// Figures of all days and of each month.
pub type Figures = (SlaReport, Vec<SlaReport>);

/// Both sides.
pub struct Replay {
    /// Under the contract as it is.
    pub today: Figures,
    /// Under the other terms.
    pub other: Figures,
    /// The other terms.
    pub terms: Terms,
}

/// One commitment on one side.
#[derive(Clone, Copy)]
struct Side<'a> {
    row: &'a Row,
    enough: bool,
    goal: Option<Bound>,
    goal_met: Option<bool>,
}

/// One clock: the second update of a ticket is another than its first, under whatever terms.
type Which = (TicketNumber, Metric, u32);

type Key = (TicketKind, Metric, Option<SeverityCode>);

fn sides(report: &SlaReport) -> BTreeMap<Key, Side<'_>> {
    let mut sides = BTreeMap::new();
    for (key, row) in report.rows.iter().filter(|(key, _)| !key.0) {
        let severity = key.3.and_then(|index| report.severities.get(index)).cloned();
        let goal = report.goal(*key).map(|goal| goal.bound);
        let side = Side { row, enough: report.has_sample(row), goal, goal_met: report.goal_met(*key, row) };
        sides.insert((key.1, key.2, severity), side);
    }
    sides
}

impl Replay {
    fn rows(&self) -> Vec<(Key, Option<Side<'_>>, Option<Side<'_>>)> {
        let (mut today, mut other) = (sides(&self.today.0), sides(&self.other.0));
        let keys: std::collections::BTreeSet<Key> = today.keys().chain(other.keys()).cloned().collect();
        keys.into_iter().map(|key| (key.clone(), today.remove(&key), other.remove(&key))).collect()
    }

    /// Breaches by ticket, metric and cycle: seconds late today, and under the other terms; nothing where it is kept.
    fn breaches(&self) -> BTreeMap<Which, [Option<i64>; 2]> {
        let mut found: BTreeMap<Which, [Option<i64>; 2]> = BTreeMap::new();
        for (place, report) in [&self.today.0, &self.other.0].into_iter().enumerate() {
            for breach in &report.breaches {
                let sides = found.entry((breach.ticket, breach.metric, breach.cycle)).or_default();
                if let Some(side) = sides.get_mut(place) {
                    *side = Some(breach.late_s);
                }
            }
        }
        found
    }

    fn months(&self) -> impl Iterator<Item = (String, [Option<Money>; 2])> + '_ {
        let both = self.today.1.iter().zip(&self.other.1);
        both.map(|(today, other)| (today.period.span.to_string(), [penalty(today), penalty(other)]))
    }

    /// What the months cost together, today and under the other terms; nothing where no fee is agreed.
    #[must_use]
    pub fn totals(&self) -> [Option<Money>; 2] {
        let mut totals = [None, None];
        for (_, sides) in self.months() {
            for (total, side) in totals.iter_mut().zip(sides) {
                *total = match (*total, side) {
                    (Some(sum), Some(amount)) => Some(Money::plus(sum, amount)),
                    (sum, amount) => sum.or(amount),
                };
            }
        }
        totals
    }
}

/// What the missed goals of a month cost; nothing where the terms have no fee.
fn penalty(report: &SlaReport) -> Option<Money> {
    let fee = monthly_fee(report.terms.as_ref()?)?;
    Some(report.charges().iter().fold(Money::ZERO, |sum, charge| sum.plus(charge.amount(fee))))
}

/// For programs.
#[must_use]
pub fn json(replay: &Replay) -> Value {
    let side = |side: &Option<Side<'_>>| {
        side.as_ref().map(|s| {
            json!({
                "met": s.row.met,
                "decided": s.row.decided,
                "rate": s.enough.then(|| f64::from(s.row.met) / f64::from(s.row.decided)),
                "goal": s.goal.map(|bound| bound.percent().fraction()),
                "goal_met": s.goal_met,
            })
        })
    };
    let (report, period) = (&replay.today.0, &replay.today.0.period);
    let metrics = replay.rows().into_iter().map(|((ticket, metric, severity), today, other)| {
        json!({
            "metric": metric, "ticket": ticket, "severity": severity,
            "today": side(&today), "replayed": side(&other),
        })
    });
    let breaches = replay.breaches().into_iter().map(|((ticket, metric, _), [today, other])| {
        json!({"ticket": ticket, "metric": metric, "today_late_s": today, "replayed_late_s": other})
    });
    let [today, other] = replay.totals();
    let months =
        replay.months().map(|(month, [today, other])| json!({"month": month, "today": today, "replayed": other}));
    json!({
        "client": report.client,
        "contract": report.contract,
        "with": {"ref": replay.terms.contract, "amendment": replay.terms.amendment, "title": replay.terms.title},
        "period": {"name": period.span.to_string(), "from": period.span.from(), "to": period.span.to()},
        "metrics": metrics.collect::<Vec<_>>(),
        "breaches": breaches.collect::<Vec<_>>(),
        "penalties": {
            "today": today, "replayed": other, "currency": replay.terms.currency(), "months": months.collect::<Vec<_>>(),
        },
    })
}

/// For people.
#[must_use]
pub fn page(replay: &Replay, titles: &super::sla_page::Titles, locale: &Locale) -> Page {
    let mut page = Page::new();
    let report = &replay.today.0;
    page.heading(1, locale.replay_title(locale.span(report.period.span)));
    let mut facts = Facts::new("replay");
    facts.add("client", locale.title_client(), report.client.as_str());
    facts.maybe("contract", locale.replay_today(), report.contract.as_ref().map(|c| Cell::text(c.as_str())));
    let named = locale.contract_of(replay.terms.contract.as_str(), replay.terms.title.as_str());
    facts.add("with", locale.replay_other(), Cell::both(named, &replay.terms.contract));
    page.facts(facts);
    page.heading(2, locale.report_commitments());
    page.table(rates(replay, locale));
    page.heading(2, locale.report_breaches());
    page.table(breaches(replay, titles, locale));
    page.heading(2, locale.report_penalties());
    page.table(penalties(replay, locale));
    page
}

fn rates(replay: &Replay, locale: &Locale) -> Table {
    let mut table = Table::new("metrics", locale.report_no_commitments())
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("today", locale.replay_today()).right())
        .column(Column::new("today_goal", locale.title_goal()).right().keep(2))
        .column(Column::new("today_goal_met", locale.title_goal_met()).keep(1))
        .column(Column::new("replayed", locale.replay_other()).right())
        .column(Column::new("replayed_goal", locale.title_goal()).right().keep(2))
        .column(Column::new("replayed_goal_met", locale.title_goal_met()).keep(1));
    for ((ticket, metric, severity), today, other) in replay.rows() {
        let mut row = vec![commitment_name(metric, ticket, severity.as_ref(), locale)];
        for side in [today, other] {
            row.extend([rate(side.as_ref(), locale), goal(side.as_ref(), locale), met(side.as_ref(), locale)]);
        }
        table.row(row);
    }
    table
}

fn rate(side: Option<&Side<'_>>, locale: &Locale) -> Cell {
    let Some(Side { row, enough, .. }) = side.filter(|side| side.row.decided > 0) else { return Cell::none() };
    let fraction = format!("{}/{}", row.met, row.decided);
    match locale.rate(i64::from(row.met), i64::from(row.decided), 1).filter(|_| *enough) {
        Some(text) => Cell::number(format!("{text} ({fraction})"), f64::from(row.met) / f64::from(row.decided)),
        None => Cell::both(fraction, ""),
    }
}

fn goal(side: Option<&Side<'_>>, locale: &Locale) -> Cell {
    let Some(bound) = side.and_then(|side| side.goal) else { return Cell::none() };
    let percent = locale.percent(bound.percent().fraction());
    let text = match bound {
        Bound::AtLeast(_) => locale.goal_at_least(percent),
        Bound::AtMost(_) => locale.goal_at_most(percent),
    };
    Cell::number(text, bound.percent().fraction())
}

fn met(side: Option<&Side<'_>>, locale: &Locale) -> Cell {
    match side.and_then(|side| side.goal_met) {
        Some(true) => Cell::both(locale.goal_met(), true).tone(Tone::Good),
        Some(false) => Cell::both(locale.goal_missed(), false).tone(Tone::Bad),
        None => Cell::none(),
    }
}

fn breaches(replay: &Replay, titles: &super::sla_page::Titles, locale: &Locale) -> Table {
    let mut table = Table::new("breaches", locale.report_no_breaches())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()).keep(1))
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("today_late_s", locale.replay_late_today()).right())
        .column(Column::new("replayed_late_s", locale.replay_late_other()).right());
    let late =
        |seconds: Option<i64>| seconds.map_or_else(Cell::none, |s| Cell::number(locale.duration(s), s).tone(Tone::Bad));
    for ((ticket, metric, _), [today, other]) in replay.breaches() {
        table.row([
            super::sla_page::number(ticket),
            super::sla_page::title(titles, ticket),
            Cell::both(locale.metric(metric), metric),
            late(today),
            late(other),
        ]);
    }
    table
}

fn penalties(replay: &Replay, locale: &Locale) -> Table {
    let mut table = Table::new("penalties", locale.report_no_penalties())
        .column(Column::new("month", locale.title_month()))
        .column(Column::new("today", locale.replay_today()).right())
        .column(Column::new("replayed", locale.replay_other()).right());
    let currency = replay.terms.currency().to_string();
    let money =
        |amount: Option<Money>| amount.map_or_else(Cell::none, |a| Cell::number(locale.money(a.cents(), &currency), a));
    for (month, [today, other]) in replay.months() {
        let text = month.parse().map_or_else(|_| month.clone(), |m| locale.month(m));
        table.row([Cell::both(text, &month), money(today), money(other)]);
    }
    let [today, other] = replay.totals();
    table.row([Cell::both(locale.total(), "total"), money(today).tone(Tone::Strong), money(other).tone(Tone::Strong)]);
    table
}

/// The tickets that it names.
#[must_use]
pub fn tickets(replay: &Replay) -> Vec<TicketNumber> {
    let mut numbers: Vec<TicketNumber> = replay.breaches().into_keys().map(|(ticket, ..)| ticket).collect();
    numbers.dedup();
    numbers
}
