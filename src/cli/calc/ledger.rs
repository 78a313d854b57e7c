//! `--explain`: every stretch of time, whether it was counted, and why.

use serde_json::{Value, json};

use crate::domain::calendar::{Calendar, Why};
use crate::domain::instant::Instant;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Table};

/// One line of the ledger.
pub struct Line {
    from: Instant,
    to: Instant,
    counted_s: i64,
    total_s: i64,
    why: Option<Why>,
}

/// `[from, to)` line by line; `always` counts everything.
pub fn lines(calendar: &Calendar, from: Instant, to: Instant, always: bool) -> Vec<Line> {
    if always {
        let counted_s = to.since(from).max(0);
        return vec![Line { from, to, counted_s, total_s: counted_s, why: None }];
    }
    let mut total_s = 0;
    let line = |stretch: crate::domain::calendar::Stretch| {
        let counted_s = if stretch.open { stretch.seconds() } else { 0 };
        total_s += counted_s;
        Line { from: stretch.from, to: stretch.to, counted_s, total_s, why: Some(stretch.why) }
    };
    calendar.stretches(from, to).into_iter().map(line).collect()
}

/// For programs.
pub fn json(calendar: &Calendar, lines: &[Line]) -> Value {
    let zone = calendar.zone();
    let line = |line: &Line| {
        json!({
            "from": zone.rfc3339(line.from),
            "to": zone.rfc3339(line.to),
            "counted_s": line.counted_s,
            "total_s": line.total_s,
            "why": code(line.why.as_ref()),
        })
    };
    lines.iter().map(line).collect()
}

/// Never translated.
fn code(why: Option<&Why>) -> String {
    match why {
        None | Some(Why::Open) => "open".to_owned(),
        Some(Why::Closed) => "closed".to_owned(),
        Some(Why::Holiday(feast)) => format!("holiday: {}", feast.french()),
        Some(Why::Closure(reason)) => format!("closure: {reason}"),
    }
}

/// For people.
pub fn table(locale: &Locale, calendar: &Calendar, lines: &[Line]) -> Table {
    let zone = calendar.zone();
    let mut table = Table::new("ledger", "")
        .column(Column::new("from", locale.title_from()))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("counted_s", locale.title_counted()).right())
        .column(Column::new("total_s", locale.title_total()).right())
        .column(Column::new("why", locale.title_why()));
    let moment = |at: Instant| Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at));
    let duration = |seconds: i64| match seconds {
        0 => Cell::number("0", 0),
        _ => Cell::number(locale.duration(seconds), seconds),
    };
    for line in lines {
        let why = Cell::both(words(locale, line.why.as_ref()), code(line.why.as_ref()));
        table.row([moment(line.from), moment(line.to), duration(line.counted_s), duration(line.total_s), why]);
    }
    table
}

fn words(locale: &Locale, why: Option<&Why>) -> String {
    match why {
        None => locale.why_elapsed(),
        Some(Why::Open) => locale.why_open(),
        Some(Why::Closed) => locale.why_closed(),
        Some(Why::Holiday(feast)) => locale.why_holiday(locale.feast(*feast)),
        Some(Why::Closure(reason)) => locale.why_closure(reason.clone()),
    }
}
