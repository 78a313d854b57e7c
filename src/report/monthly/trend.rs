//! The last months side by side: what a month came to in a few figures, kept with a closed month and drawn as bars.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::contract::goal::GoalMetric;
use crate::domain::contract::target::Metric;
use crate::domain::id::SeverityCode;
use crate::domain::instant::Month;
use crate::domain::money::Decimal;
use crate::domain::ticket::kind::TicketKind;
use crate::locale::Locale;
use crate::report::chart::{Chart, Height, Series};
use crate::report::page::Cell;
use crate::report::sla::{Flow, SlaReport};

/// A commitment of tickets in one month.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rate {
    /// What was promised.
    pub metric: Metric,
    /// To which tickets.
    pub ticket: TicketKind,
    /// Of which severity; nothing is all of them.
    pub severity: Option<SeverityCode>,
    /// Kept.
    pub met: u32,
    /// Decided.
    pub decided: u32,
    /// Enough to be a rate (rule 25).
    pub enough: bool,
}

/// A service in one month, in seconds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Up {
    /// Which.
    pub service: String,
    /// It was up.
    pub up_s: i64,
    /// It had to be up.
    pub required_s: i64,
}

/// A rate of calls in one month.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Calls {
    /// Which.
    pub metric: GoalMetric,
    /// Numerator.
    pub part: u32,
    /// Denominator.
    pub of: u32,
}

/// What one month came to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Point {
    /// Which, `2026-06`.
    pub month: String,
    /// In and out.
    pub flow: Flow,
    /// Firm commitments.
    pub rates: Vec<Rate>,
    /// Services.
    pub services: Vec<Up>,
    /// Calls.
    pub calls: Vec<Calls>,
    /// Minutes of work under the contract.
    pub minutes: u64,
    /// Burnt of the volume, in ten-thousandths of its unit.
    pub burnt: Option<i64>,
    /// Its figures stand as they were closed.
    #[serde(default)]
    pub closed: bool,
}

const CALLS: [GoalMetric; 3] = [GoalMetric::AnswerRate, GoalMetric::Abandonment, GoalMetric::FirstContact];

impl Point {
    /// The few figures of a report.
    #[must_use]
    pub fn of(report: &SlaReport) -> Self {
        let rates = report.rows.iter().filter(|(key, _)| !key.0).map(|(key, row)| Rate {
            metric: key.2,
            ticket: key.1,
            severity: key.3.and_then(|index| report.severities.get(index)).cloned(),
            met: row.met,
            decided: row.decided,
            enough: report.has_sample(row),
        });
        let up = |service: &crate::report::availability::ServiceUp| Up {
            service: service.promise.service.clone(),
            up_s: service.up.up_s(),
            required_s: service.up.required_s,
        };
        let calls = report.calls.iter().flat_map(|calls| {
            let rate = |metric| calls.total.rate(metric).map(|(part, of)| Calls { metric, part, of });
            CALLS.into_iter().filter_map(rate)
        });
        Self {
            month: report.period.span.last_month().to_string(),
            flow: report.flow,
            rates: rates.collect(),
            services: report.services.iter().map(up).collect(),
            calls: calls.collect(),
            minutes: report.effort.remote_minutes + report.effort.on_site_minutes,
            burnt: report.volume.as_ref().map(|volume| volume.figures.burnt.ten_thousandths()),
            closed: false,
        }
    }

    /// The rate of a commitment: kept, decided, and whether that is enough.
    #[must_use]
    pub fn rate(&self, metric: Metric, ticket: TicketKind, severity: Option<&SeverityCode>) -> Option<&Rate> {
        let same = |r: &&Rate| r.metric == metric && r.ticket == ticket && r.severity.as_ref() == severity;
        self.rates.iter().find(same)
    }

    /// A service of the month.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&Up> {
        self.services.iter().find(|up| up.service == name)
    }

    /// A rate of calls.
    #[must_use]
    pub fn calls_of(&self, metric: GoalMetric) -> Option<&Calls> {
        self.calls.iter().find(|calls| calls.metric == metric)
    }
}

/// The months for programs.
#[must_use]
pub fn json(points: &[Point]) -> Value {
    let fraction = |part: i64, of: i64| (of > 0).then(|| part as f64 / of as f64);
    let rate = |r: &Rate| {
        json!({
            "metric": r.metric, "ticket": r.ticket, "severity": r.severity, "met": r.met, "decided": r.decided,
            "rate": if r.enough { fraction(i64::from(r.met), i64::from(r.decided)) } else { None },
        })
    };
    let up = |u: &Up| {
        json!({
            "service": u.service, "up_s": u.up_s, "required_s": u.required_s, "rate": fraction(u.up_s, u.required_s),
        })
    };
    let calls = |c: &Calls| {
        json!({
            "metric": c.metric, "numerator": c.part, "denominator": c.of,
            "rate": fraction(i64::from(c.part), i64::from(c.of)),
        })
    };
    let point = |p: &Point| {
        json!({
            "month": p.month,
            "closed": p.closed,
            "flow": p.flow,
            "metrics": p.rates.iter().map(rate).collect::<Vec<_>>(),
            "availability": p.services.iter().map(up).collect::<Vec<_>>(),
            "telephony": p.calls.iter().map(calls).collect::<Vec<_>>(),
            "work_minutes": p.minutes,
            "burnt": p.burnt.map(|b| crate::report::volume::quantity(Decimal::from_ten_thousandths(b))),
        })
    };
    points.iter().map(point).collect()
}

/// The months as charts: tickets, then what was promised.
#[must_use]
pub fn charts(points: &[Point], locale: &Locale) -> Vec<Chart> {
    let months = points.iter().map(|point| (short(point, locale), point.month.clone())).collect::<Vec<_>>();
    let chart = |name: &'static str, title: String, series: Vec<Series>| Chart {
        name: name.into(),
        title: Some(title),
        head: locale.title_figure(),
        bars: locale.title_trend(),
        months: months.clone(),
        series,
        empty: locale.none(),
    };
    let promised = promised(points, locale);
    let mut charts = vec![chart("trend_activity", locale.report_trend_activity(), activity(points, locale))];
    if !promised.is_empty() {
        charts.push(chart("trend_commitments", locale.report_trend_commitments(), promised));
    }
    charts
}

/// `06/26`.
fn short(point: &Point, locale: &Locale) -> String {
    let month: Option<Month> = point.month.parse().ok();
    let text = month.map(|m| format!("{:02}/{:02}", m.number(), m.year().rem_euclid(100)));
    let text = text.unwrap_or_else(|| point.month.clone());
    if point.closed { locale.month_closed(text) } else { text }
}

fn activity(points: &[Point], locale: &Locale) -> Vec<Series> {
    let shown = |n: i64| Cell::number(locale.integer(n), n);
    let flow = |name: String, key: &str, pick: fn(&Flow) -> u32| {
        let values: Vec<Option<i64>> = points.iter().map(|point| Some(i64::from(pick(&point.flow)))).collect();
        Series::counted(Cell::both(name, key), &values, shown)
    };
    let mut series = vec![
        flow(locale.flow_opened(), "opened", |flow| flow.opened),
        flow(locale.flow_resolved(), "resolved", |flow| flow.resolved),
        flow(locale.flow_backlog_end(), "backlog_end", |flow| flow.backlog_end),
    ];
    if points.iter().any(|point| point.minutes > 0) {
        let values: Vec<_> = points.iter().map(|point| i64::try_from(point.minutes).ok()).collect();
        let shown = |m: i64| Cell::number(locale.duration(m.saturating_mul(60)), m);
        series.push(Series::counted(Cell::both(locale.title_work(), "work_minutes"), &values, shown));
    }
    series
}

/// The commitments of the last month, and of those before the same.
fn promised(points: &[Point], locale: &Locale) -> Vec<Series> {
    let Some(last) = points.last() else { return Vec::new() };
    let mut series: Vec<Series> = last.rates.iter().map(|rate| commitment(points, rate, locale)).collect();
    series.extend(last.services.iter().map(|up| {
        let pairs = points.iter().map(|p| p.service(&up.service).map(|u| (u.up_s, u.required_s, true)));
        rated(Cell::text(up.service.as_str()), &pairs.collect::<Vec<_>>(), (2, true), locale)
    }));
    series.extend(last.calls.iter().map(|calls| {
        let of = |p: &Point| p.calls_of(calls.metric).map(|c| (i64::from(c.part), i64::from(c.of), true));
        let pairs: Vec<Pair> = points.iter().map(of).collect();
        let name = Cell::both(locale.goal_metric(calls.metric), calls.metric);
        rated(name, &pairs, (1, calls.metric != GoalMetric::Abandonment), locale)
    }));
    series
}

fn commitment(points: &[Point], rate: &Rate, locale: &Locale) -> Series {
    let name = commitment_name(rate.metric, rate.ticket, rate.severity.as_ref(), locale);
    let found = |p: &Point| {
        let same = p.rate(rate.metric, rate.ticket, rate.severity.as_ref())?;
        Some((i64::from(same.met), i64::from(same.decided), same.enough))
    };
    rated(name, &points.iter().map(found).collect::<Vec<_>>(), (1, true), locale)
}

/// `Prise en charge (GTI), incidents, N1`.
#[must_use]
pub fn commitment_name(metric: Metric, ticket: TicketKind, severity: Option<&SeverityCode>, locale: &Locale) -> Cell {
    let mut text = format!("{}, {}", locale.metric_full(metric), locale.ticket_kinds(ticket).to_lowercase());
    let mut code = format!("{metric} {ticket}");
    if let Some(severity) = severity {
        text.push_str(&format!(", {severity}"));
        code.push_str(&format!(" {severity}"));
    }
    Cell::both(text, code)
}

type Pair = Option<(i64, i64, bool)>;

/// Rates of months; one of too few cases shows its counts and a hollow bar.
fn rated(name: Cell, pairs: &[Pair], (decimals, from_half): (u32, bool), locale: &Locale) -> Series {
    let cell = |pair: &Pair| match *pair {
        Some((part, of, true)) if of > 0 => {
            let text = locale.rate(part, of, decimals).unwrap_or_default();
            Cell::number(text, part as f64 / of as f64)
        }
        Some((part, of, _)) if of > 0 => Cell::both(format!("{part}/{of}"), ""),
        _ => Cell::none(),
    };
    let height = |pair: &Pair| match *pair {
        // Most promises lie above a half: bars begin there, or all of them would look alike.
        Some((part, of, true)) if from_half => Height::of(part.saturating_mul(2) - of, of),
        Some((part, of, true)) => Height::of(part, of),
        Some((_, of, false)) if of > 0 => Height::Hollow,
        _ => Height::None,
    };
    Series { name, heights: pairs.iter().map(height).collect(), cells: pairs.iter().map(cell).collect() }
}
