//! Speed of the engine: a deadline and a count on a compiled calendar, beside a walk over days for the ratio.
//!
//! `cargo bench --bench engine`

use std::hint::black_box;

use chrono::NaiveDate;
use divan::Bencher;
use infog::domain::calendar::spec::{Closure, Region, Version};
use infog::domain::calendar::{Calendar, Zone};
use infog::domain::id::CalendarName;
use infog::domain::instant::Instant;

fn main() {
    divan::main();
}

const HOUR_S: i64 = 3600;

/// 2026-01-12T10:15:00+01:00, a Monday.
const START: Instant = Instant(1_768_209_300);

const YEAR_S: i64 = 365 * 86_400;

/// Four hours and four hours with a lunch break, Alsace, two closures.
fn office() -> Calendar {
    let windows = || vec!["08:00-12:00".parse().unwrap(), "13:30-17:30".parse().unwrap()];
    let closure = |from: &str, to: &str, yearly| Closure {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        yearly,
        reason: "Congés annuels".to_owned(),
    };
    let version = Version {
        name: CalendarName::new("office").unwrap(),
        title: None,
        timezone: "Europe/Paris".to_owned(),
        effective_on: None,
        holidays: vec![Region::FrAlsaceMoselle],
        worked_holidays: vec![],
        hours: [windows(), windows(), windows(), windows(), windows(), vec![], vec![]],
        closures: vec![closure("2026-08-03", "2026-08-14", false), closure("2025-12-24", "2026-01-02", true)],
        openings: vec![],
    };
    Calendar::new(vec![version]).unwrap()
}

/// A calendar whose years around `START` are compiled.
fn warm() -> Calendar {
    let calendar = office();
    let _ = calendar.counted_s(START.plus_s(-YEAR_S), START.plus_s(4 * YEAR_S));
    calendar
}

/// Starts spread over a year, so that no branch is learnt by heart.
fn starts() -> impl FnMut() -> Instant {
    let mut at = 0;
    move || {
        at = (at + 7_654_321) % YEAR_S;
        START.plus_s(at)
    }
}

#[divan::bench(args = [3, 200, 2000])]
fn after_hours(bencher: Bencher, hours: i64) {
    let (calendar, mut next) = (warm(), starts());
    bencher.bench_local(|| calendar.after(black_box(next()), black_box(hours * HOUR_S)));
}

#[divan::bench(args = [3, 200, 2000])]
fn after_hours_by_walking(bencher: Bencher, hours: i64) {
    let (calendar, mut next) = (warm(), starts());
    bencher.bench_local(|| walk(&calendar, black_box(next()), black_box(hours * HOUR_S)));
}

/// What a deadline costs without a table: day after day, each window through the zone.
fn walk(calendar: &Calendar, from: Instant, mut left_s: i64) -> Option<Instant> {
    let first: NaiveDate = calendar.zone().date(from);
    for date in first.iter_days() {
        for (start, end) in calendar.day(date).open {
            let start = start.max(from);
            let open_s = end.since(start).max(0);
            if left_s <= open_s {
                return Some(start.plus_s(left_s));
            }
            left_s -= open_s;
        }
    }
    None
}

#[divan::bench]
fn counted_over_a_year(bencher: Bencher) {
    let (calendar, mut next) = (warm(), starts());
    bencher.bench_local(|| {
        let from = next();
        calendar.counted_s(black_box(from), black_box(from.plus_s(YEAR_S)))
    });
}

#[divan::bench]
fn is_open_at(bencher: Bencher) {
    let (calendar, mut next) = (warm(), starts());
    bencher.bench_local(|| calendar.is_open_at(black_box(next())));
}

#[divan::bench]
fn after_on_always(bencher: Bencher) {
    let (calendar, mut next) = (Calendar::always(Zone::utc()), starts());
    bencher.bench_local(|| calendar.after(black_box(next()), black_box(48 * HOUR_S)));
}

#[divan::bench]
fn compile_10_years(bencher: Bencher) {
    bencher.with_inputs(office).bench_local_values(|calendar| calendar.counted_s(START, START.plus_s(9 * YEAR_S)));
}

#[divan::bench]
fn ledger_of_a_month(bencher: Bencher) {
    let (calendar, mut next) = (warm(), starts());
    bencher.bench_local(|| {
        let from = next();
        calendar.stretches(from, from.plus_s(30 * 86_400))
    });
}
