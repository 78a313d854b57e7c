//! Calls of a month: what came, what was answered, each rate with its definition (the contract's telephony).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::page::{Cell, Column, Page, Table, Tone};
use crate::domain::calendar::Zone;
use crate::domain::call::{Call, Counts, DayTotals};
use crate::domain::contract::goal::{Goal, GoalMetric, Telephony};
use crate::domain::instant::Instant;
use crate::locale::Locale;

/// How calls are counted where no contract says so.
pub const USUAL: Telephony = Telephony { answer_within_s: 30, short_call_s: 0 };

/// Metrics of calls, in the order in which they are shown.
const METRICS: [GoalMetric; 3] = [GoalMetric::AnswerRate, GoalMetric::Abandonment, GoalMetric::FirstContact];

/// Calls of some days.
#[derive(Clone, Debug)]
pub struct CallReport {
    /// How they are counted.
    pub rules: Telephony,
    /// By day.
    pub days: BTreeMap<NaiveDate, Counts>,
    /// In all.
    pub total: Counts,
    /// What is promised of them.
    pub goals: Vec<Goal>,
}

impl CallReport {
    /// The calls that began in `[from, to)`, and the totals of its days in `zone`.
    #[must_use]
    pub fn new(
        rules: Telephony,
        goals: Vec<Goal>,
        zone: &Zone,
        (from, to): (Instant, Instant),
        calls: &[Call],
        totals: &BTreeMap<NaiveDate, DayTotals>,
    ) -> Self {
        let mut days: BTreeMap<NaiveDate, Counts> = BTreeMap::new();
        for call in calls.iter().filter(|call| from <= call.started_at && call.started_at < to) {
            days.entry(zone.date(call.started_at)).or_default().add(call, &rules);
        }
        let of_day = |day: &NaiveDate| (from..to).contains(&zone.start_of_day(*day));
        for (day, totals) in totals.iter().filter(|(day, _)| of_day(day)) {
            days.entry(*day).or_default().add_day(totals);
        }
        let mut total = Counts::default();
        days.values().for_each(|counts| total.plus(counts));
        Self { rules, days, total, goals }
    }

    /// The goal of a metric.
    #[must_use]
    pub fn goal(&self, metric: GoalMetric) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.metric == metric)
    }

    /// Whether the goal of a metric is reached, compared exactly; none without goal or calls.
    #[must_use]
    pub fn is_reached(&self, metric: GoalMetric) -> Option<bool> {
        let (part, of) = self.total.rate(metric)?;
        self.goal(metric)?.bound.judges(i64::from(part), i64::from(of))
    }
}

fn counts(counts: &Counts) -> Value {
    json!({
        "offered": counts.offered,
        "answered": counts.answered,
        "answered_in_time": counts.in_time,
        "abandoned": counts.abandoned,
        "short": counts.short,
        "resolved_at_first_contact": counts.first_contact,
        "unknown_wait": counts.unknown_wait,
        "of_totals": counts.of_totals,
    })
}

fn fraction(part: u32, of: u32) -> Option<f64> {
    (of > 0).then(|| f64::from(part) / f64::from(of))
}

/// Counts, rates and days for programs.
#[must_use]
pub fn json(report: &CallReport) -> Value {
    let rate = |metric: &GoalMetric| {
        let (part, of) = report.total.rate(*metric).unwrap_or_default();
        json!({
            "metric": metric,
            "numerator": part,
            "denominator": of,
            "rate": fraction(part, of),
            "goal": report.goal(*metric).map(|goal| goal.bound.percent().fraction()),
            "goal_met": report.is_reached(*metric),
            "clause": report.goal(*metric).and_then(|goal| goal.clause.as_ref()),
        })
    };
    let total = &report.total;
    let mut rates = vec![json!({
        "metric": "answered",
        "numerator": total.answered,
        "denominator": total.offered,
        "rate": fraction(total.answered, total.offered),
        "goal": null,
        "goal_met": null,
        "clause": null,
    })];
    rates.extend(METRICS.iter().map(rate));
    let day = |(day, of_day): (&NaiveDate, &Counts)| {
        let mut json = counts(of_day);
        if let Value::Object(object) = &mut json {
            object.insert("day".into(), json!(day));
        }
        json
    };
    json!({
        "answer_within_s": report.rules.answer_within_s,
        "short_call_s": report.rules.short_call_s,
        "total": counts(total),
        "rates": rates,
        "days": report.days.iter().map(day).collect::<Vec<_>>(),
    })
}

/// The rates with what each of them is, and what is not known.
pub fn section(page: &mut Page, report: &CallReport, locale: &Locale) {
    page.table(rates(report, locale));
    if report.total.unknown_wait > 0 {
        page.note(Tone::Warn, locale.calls_unknown_wait(report.total.unknown_wait));
    }
    if report.total.of_totals > 0 {
        page.note(Tone::Plain, locale.calls_of_totals(report.total.of_totals));
    }
}

/// The days of the month.
#[must_use]
pub fn days(report: &CallReport, locale: &Locale) -> Table {
    let mut table = Table::new("days", locale.no_calls())
        .column(Column::new("day", locale.title_date()))
        .column(Column::new("offered", locale.title_offered()).right())
        .column(Column::new("answered", locale.title_answered()).right())
        .column(Column::new("answered_in_time", locale.title_in_time()).right())
        .column(Column::new("abandoned", locale.title_abandoned()).right())
        .column(Column::new("short", locale.title_short()).right());
    let count = |n: u32| Cell::number(locale.integer(i64::from(n)), n);
    for (day, counts) in &report.days {
        table.row([
            Cell::both(locale.day(*day), day),
            count(counts.offered),
            count(counts.answered),
            count(counts.in_time),
            count(counts.abandoned),
            count(counts.short),
        ]);
    }
    table
}

fn rates(report: &CallReport, locale: &Locale) -> Table {
    let mut table = Table::new("calls", locale.no_calls())
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("numerator", locale.title_met()).right())
        .column(Column::new("denominator", locale.title_of()).right())
        .column(Column::new("rate", locale.title_rate()).right())
        .column(Column::new("goal", locale.title_goal()).right())
        .column(Column::new("goal_met", locale.title_goal_met()))
        .column(Column::new("definition", locale.title_definition()).keep(1));
    let total = &report.total;
    let answered = (locale.calls_answered(), "answered", locale.calls_answered_def());
    table.row(rate(report, locale, answered, (total.answered, total.offered), None));
    for metric in METRICS {
        let named = match metric {
            GoalMetric::AnswerRate => (
                locale.calls_in_time(),
                "answer-rate",
                locale.calls_in_time_def(report.rules.answer_within_s.to_string()),
            ),
            GoalMetric::Abandonment => {
                let short = report.rules.short_call_s.to_string();
                (locale.calls_abandonment(), "abandonment", locale.calls_abandonment_def(short))
            }
            _ => (locale.calls_first_contact(), "first-contact", locale.calls_first_contact_def()),
        };
        table.row(rate(report, locale, named, total.rate(metric).unwrap_or_default(), Some(metric)));
    }
    table
}

fn rate(
    report: &CallReport,
    locale: &Locale,
    (name, code, definition): (String, &str, String),
    (part, of): (u32, u32),
    metric: Option<GoalMetric>,
) -> [Cell; 7] {
    use crate::domain::contract::goal::Bound;
    let goal = metric.and_then(|metric| report.goal(metric));
    let reached = metric.and_then(|metric| report.is_reached(metric));
    let (tone, met) = match reached {
        Some(true) => (Tone::Good, Cell::both(locale.goal_met(), true).tone(Tone::Good)),
        Some(false) => (Tone::Bad, Cell::both(locale.goal_missed(), false).tone(Tone::Bad)),
        None => (Tone::Plain, Cell::none()),
    };
    let promised = goal.map_or_else(Cell::none, |goal| {
        let percent = locale.percent(goal.bound.percent().fraction());
        let text = match goal.bound {
            Bound::AtLeast(_) => locale.goal_at_least(percent),
            Bound::AtMost(_) => locale.goal_at_most(percent),
        };
        Cell::number(text, goal.bound.percent().fraction())
    });
    let count = |n: u32| Cell::number(locale.integer(i64::from(n)), n);
    let shown = locale.rate(i64::from(part), i64::from(of), 1);
    let said = goal.and_then(|goal| goal.definition.clone());
    [
        Cell::both(name, code),
        count(part),
        count(of),
        shown.map_or_else(Cell::none, |text| Cell::number(text, fraction(part, of).unwrap_or_default()).tone(tone)),
        promised,
        met,
        Cell::text(said.unwrap_or(definition)),
    ]
}
