//! Laws of business time, over random calendars, zones and instants, and against a second way to count that is too
//! slow to use: it asks the zone what clocks show at every minute.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Timelike};
use infog::domain::calendar::spec::{Closure, DayTime, Feast, Opening, Region, Version, Window, WorkedHoliday};
use infog::domain::calendar::{Calendar, Zone, holidays};
use infog::domain::id::CalendarName;
use infog::domain::instant::Instant;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const DAY_S: i64 = 86_400;

/// Each has a surprise: office zones, no change at all, half an hour, Ramadan, midnight changes, a skipped day.
const ZONES: [&str; 8] = [
    "Europe/Paris",
    "Indian/Reunion",
    "America/Cayenne",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Havana",
    "Pacific/Apia",
];

/// 2011 has the day that Apia skipped, the others are ordinary.
const YEARS: [i32; 4] = [2011, 2024, 2026, 2027];

fn date(year: i32, ordinal: u32) -> NaiveDate {
    NaiveDate::from_yo_opt(year, ordinal).unwrap()
}

/// Windows of a day from an even number of different times, in pairs.
fn windows() -> impl Strategy<Value = Vec<Window>> {
    let times = prop_oneof![
        Just(vec![]),
        Just(vec![0, 1440]),
        subsequence((0..=96).map(|n| n * 15).collect::<Vec<u16>>(), 2..=6)
    ];
    times.prop_map(|times| {
        let pairs = times.chunks_exact(2).map(|pair| Window { start: DayTime(pair[0]), end: DayTime(pair[1]) });
        pairs.collect()
    })
}

fn dates() -> impl Strategy<Value = (NaiveDate, NaiveDate)> {
    (select(&YEARS[..]), 1u32..=365, 0u64..40).prop_map(|(year, ordinal, days)| {
        let from = date(year, ordinal);
        (from, from.checked_add_days(Days::new(days)).unwrap())
    })
}

fn closure() -> impl Strategy<Value = Closure> {
    (dates(), any::<bool>()).prop_map(|((from, to), yearly)| Closure { from, to, yearly, reason: "closed".to_owned() })
}

fn opening() -> impl Strategy<Value = Opening> {
    (dates(), windows(), any::<bool>()).prop_filter_map("an opening has hours", |((from, to), hours, on_holidays)| {
        let days = if (to - from).num_days() > 6 { vec![5, 6] } else { vec![] };
        let opening = Opening { from, to, days, hours, on_holidays, reason: "open".to_owned() };
        (!opening.hours.is_empty()).then_some(opening)
    })
}

fn worked() -> impl Strategy<Value = WorkedHoliday> {
    prop_oneof![
        select(&Feast::ALL[..]).prop_map(WorkedHoliday::Feast),
        select(&YEARS[..]).prop_map(|year| WorkedHoliday::Date(date(year, 121))),
    ]
}

fn version(zone: &'static str, effective_on: Option<NaiveDate>) -> impl Strategy<Value = Version> {
    let regions = subsequence(Region::ALL.to_vec(), 0..=2);
    let week = proptest::array::uniform7(windows());
    let parts = (regions, vec(worked(), 0..2), week, vec(closure(), 0..4), vec(opening(), 0..3));
    parts.prop_map(move |(holidays, worked_holidays, hours, closures, openings)| Version {
        name: CalendarName::new("random").unwrap(),
        title: None,
        timezone: zone.to_owned(),
        effective_on,
        holidays,
        worked_holidays,
        hours,
        closures,
        openings,
    })
}

/// A calendar with one or two versions; the rare one that contradicts itself is drawn again.
fn calendar() -> impl Strategy<Value = Calendar> {
    let second = prop::option::of((select(&YEARS[..]), 1u32..=365).prop_map(|(year, ordinal)| date(year, ordinal)));
    let versions = (select(&ZONES[..]), second).prop_flat_map(|(zone, second)| match second {
        None => vec![version(zone, None).boxed()],
        Some(on) => vec![version(zone, None).boxed(), version(zone, Some(on)).boxed()],
    });
    versions.prop_filter_map("sound calendars only", |versions| Calendar::new(versions).ok())
}

/// An instant of one of the years, half of them within two days of the end of March or October or of the year.
fn instant() -> impl Strategy<Value = Instant> {
    let surprising = select(vec![60u32, 67, 86, 88, 92, 114, 298, 300, 305, 307, 363, 1]);
    let day = prop_oneof![surprising, 1u32..=365];
    (select(&YEARS[..]), day, -2 * DAY_S..2 * DAY_S, 0..4u8).prop_map(|(year, ordinal, shift, rounding)| {
        let midnight = date(year, ordinal).and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp();
        let at = midnight + shift;
        Instant(if rounding == 0 { at } else { at - at.rem_euclid(900) })
    })
}

/// Mostly hours, sometimes weeks.
fn seconds() -> impl Strategy<Value = i64> {
    prop_oneof![0..4 * 3600i64, (0..2000i64).prop_map(|quarters| quarters * 900), 0..3_000_000i64]
}

/// Rule 5 once more, read from the rules and not from the code: the windows of a local date.
fn windows_on(calendar: &Calendar, date: NaiveDate) -> Vec<Window> {
    let version = calendar.versions().iter().rev().find(|version| version.effective_on.is_none_or(|on| on <= date));
    let version = version.unwrap_or(&calendar.versions()[0]);
    let weekday = u8::try_from(date.weekday().num_days_from_monday()).unwrap();
    let feasts = version.holidays.iter().flat_map(|region| holidays(*region, date.year()));
    let kept = |code: Feast| {
        let worked = &version.worked_holidays;
        !worked.contains(&WorkedHoliday::Date(date)) && !worked.contains(&WorkedHoliday::Feast(code))
    };
    let holiday = feasts.filter(|holiday| holiday.date == date).any(|holiday| kept(holiday.code));
    let opening = version.openings.iter().find(|opening| {
        let of_week = opening.days.is_empty() || opening.days.contains(&weekday);
        (opening.from..=opening.to).contains(&date) && of_week && (opening.on_holidays || !holiday)
    });
    let closed = version.closures.iter().any(|closure| is_closed(closure, date));
    match opening {
        Some(opening) => opening.hours.clone(),
        None if holiday || closed => vec![],
        None => version.hours[usize::from(weekday)].clone(),
    }
}

/// A yearly closure is tried in the years around.
fn is_closed(closure: &Closure, date: NaiveDate) -> bool {
    let shifts: Range<i32> = if closure.yearly { -30..31 } else { 0..1 };
    shifts.into_iter().any(|years| {
        let shifted = |date: NaiveDate| date.with_year(date.year() + years);
        match (shifted(closure.from), shifted(closure.to)) {
            (Some(from), Some(to)) => (from..=to).contains(&date),
            // 29 February as a first or last day of a common year.
            (None, Some(to)) => (NaiveDate::from_ymd_opt(to.year(), 3, 1).unwrap()..=to).contains(&date),
            (Some(from), None) => {
                (from..=NaiveDate::from_ymd_opt(closure.to.year() + years, 2, 28).unwrap()).contains(&date)
            }
            (None, None) => false,
        }
    })
}

/// Whether the desk is open at `at`, a whole minute, from what clocks have shown. An edge in a doubled hour is passed
/// at its first showing (rule 6), so the furthest reading shown so far decides and not the present one. It is looked
/// for minute by minute in the last quarter of an hour and by quarters before, since edges lie on quarters.
fn is_open(calendar: &Calendar, at: Instant) -> bool {
    let zone = calendar.zone();
    let shown = zone.local(at);
    let furthest = (1..=12).map(|n| zone.local(at.plus_s(-n * 900))).fold(shown, Ord::max);
    let furthest = (0..900).step_by(60).map(|s| zone.local(at.plus_s(-s - 1))).fold(furthest, Ord::max);
    let minute = u16::try_from(furthest.hour() * 60 + furthest.minute()).unwrap();
    windows_on(calendar, furthest.date()).iter().any(|window| window.start.0 <= minute && minute < window.end.0)
}

/// Open seconds of `[from, to)`, both on whole minutes.
fn counted_minute_by_minute_s(calendar: &Calendar, from: Instant, to: Instant) -> i64 {
    let minutes = (from.0..to.0).step_by(60);
    60 * i64::try_from(minutes.filter(|at| is_open(calendar, Instant(*at))).count()).unwrap()
}

/// Open seconds of `[from, to)` from edges asked of the zone one by one.
fn counted_day_by_day_s(calendar: &Calendar, from: Instant, to: Instant) -> i64 {
    let zone = calendar.zone();
    let first = zone.date(from).pred_opt().unwrap();
    let last = zone.date(to).succ_opt().unwrap();
    let days = first.iter_days().take_while(|date| *date <= last);
    days.flat_map(|date| windows_on(calendar, date).into_iter().map(move |window| (date, window)))
        .map(|(date, window)| {
            let (start, end) = (edge(zone, date, window.start), edge(zone, date, window.end));
            end.min(to).since(start.max(from)).max(0)
        })
        .sum()
}

fn edge(zone: &Zone, date: NaiveDate, time: DayTime) -> Instant {
    let midnight = date.and_hms_opt(0, 0, 0).unwrap();
    zone.edge(midnight + chrono::TimeDelta::minutes(i64::from(time.0)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Rule 16: the due instant and the count agree, and one second earlier is less.
    #[test]
    fn the_deadline_is_the_earliest_instant_at_which_the_allowance_is_consumed(
        calendar in calendar(), start in instant(), allowance in 1..3_000_000i64,
    ) {
        if let Ok(due) = calendar.after(start, allowance) {
            prop_assert_eq!(calendar.counted_s(start, due), allowance);
            prop_assert_eq!(calendar.counted_s(start, due.plus_s(-1)), allowance - 1);
        }
    }

    /// Rule 12: an allowance that is consumed at a closing is due there, however long the desk then stays closed.
    #[test]
    fn an_allowance_that_ends_at_a_closing_is_due_at_it(
        calendar in calendar(), start in instant(), wait in seconds(),
    ) {
        let open = calendar.next_open(start.plus_s(wait));
        if let Some(close) = open.ok().and_then(|open| calendar.next_close(open)) {
            let allowance = calendar.counted_s(start, close);
            prop_assert_eq!(calendar.after(start, allowance), Ok(close));
            let next = calendar.next_open(close);
            prop_assert_eq!(calendar.after(start, allowance + 1), next.map(|next| next.plus_s(1)));
        }
    }

    /// A start outside hours consumes nothing until the next opening.
    #[test]
    fn a_clock_started_outside_hours_starts_at_the_next_opening(
        calendar in calendar(), start in instant(), allowance in 1..100_000i64,
    ) {
        if let Ok(open) = calendar.next_open(start) {
            prop_assert_eq!(calendar.counted_s(start, open), 0);
            prop_assert!(calendar.is_open_at(open));
            prop_assert_eq!(calendar.is_open_at(start), open == start);
            prop_assert_eq!(calendar.after(open, allowance), calendar.after(start, allowance));
        }
    }

    /// More time, later or the same start: never an earlier deadline.
    #[test]
    fn deadlines_are_monotonic(
        calendar in calendar(), start in instant(), later in seconds(), allowance in seconds(), more in seconds(),
    ) {
        let due = |from, seconds| calendar.after(from, seconds).map_or(Instant(i64::MAX), |due| due);
        prop_assert!(due(start, allowance) <= due(start, allowance + more));
        prop_assert!(due(start, allowance) <= due(start.plus_s(later), allowance));
    }

    /// Two allowances one after the other are their sum.
    #[test]
    fn allowances_add(calendar in calendar(), start in instant(), one in seconds(), two in seconds()) {
        let at_once = calendar.after(start, one + two);
        let in_turn = calendar.after(start, one).and_then(|due| calendar.after(due, two));
        if let (Ok(at_once), Ok(in_turn)) = (&at_once, &in_turn) {
            prop_assert_eq!(at_once, in_turn);
        }
    }

    /// A count is the sum of its parts, never negative, never more than real time.
    #[test]
    fn counts_add(calendar in calendar(), start in instant(), one in seconds(), two in seconds()) {
        let (middle, end) = (start.plus_s(one), start.plus_s(one + two));
        let (first, second) = (calendar.counted_s(start, middle), calendar.counted_s(middle, end));
        prop_assert!((0..=one).contains(&first));
        prop_assert!((0..=two).contains(&second));
        prop_assert_eq!(calendar.counted_s(start, end), first + second);
        prop_assert_eq!(calendar.counted_s(end, start), 0);
    }

    /// The table agrees with edges asked one by one, over months and years.
    #[test]
    fn the_table_agrees_with_a_walk_over_days(calendar in calendar(), one in instant(), two in instant()) {
        let (from, to) = (one.min(two), one.max(two));
        let to = to.min(from.plus_s(400 * DAY_S));
        prop_assert_eq!(calendar.counted_s(from, to), counted_day_by_day_s(&calendar, from, to));
    }

    /// The ledger covers exactly what was asked, without a gap, and its open lines are the count.
    #[test]
    fn the_ledger_covers_exactly_and_adds_up(calendar in calendar(), from in instant(), length in 1..3_000_000i64) {
        let to = from.plus_s(length);
        let stretches = calendar.stretches(from, to);
        prop_assert_eq!(stretches.first().map(|line| line.from), Some(from));
        prop_assert_eq!(stretches.last().map(|line| line.to), Some(to));
        for pair in stretches.windows(2) {
            prop_assert_eq!(pair[0].to, pair[1].from);
            prop_assert_ne!(&pair[0].why, &pair[1].why);
        }
        let open: i64 = stretches.iter().filter(|line| line.open).map(|line| line.seconds()).sum();
        prop_assert_eq!(open, calendar.counted_s(from, to));
        for line in &stretches {
            prop_assert!(line.seconds() > 0);
            prop_assert_eq!(calendar.is_open_at(line.from), line.open);
            prop_assert_eq!(calendar.is_open_at(line.to.plus_s(-1)), line.open);
        }
    }

    /// Closings end the open time that holds an instant, and no other.
    #[test]
    fn a_closing_ends_open_time(calendar in calendar(), at in instant()) {
        match calendar.next_close(at) {
            Some(close) => {
                prop_assert_eq!(calendar.counted_s(at, close), close.since(at));
                prop_assert!(!calendar.is_open_at(close));
            }
            None => prop_assert!(!calendar.is_open_at(at) || calendar.after(at, 40 * 365 * DAY_S).is_ok()),
        }
    }

    /// A day's windows are the table's open time, and a working day is a day with some.
    #[test]
    fn days_and_table_say_the_same(calendar in calendar(), at in instant()) {
        let zone = calendar.zone();
        let date = zone.date(at);
        let day = calendar.day(date);
        prop_assert_eq!(&day.windows, &windows_on(&calendar, date));
        let bounds = (zone.start_of_day(date), zone.start_of_day(date.succ_opt().unwrap()));
        let open_s: i64 = day.open.iter().map(|(start, end)| end.since(*start)).sum();
        prop_assert_eq!(open_s, calendar.counted_s(bounds.0, bounds.1));
        let next = calendar.working_days_after(date.pred_opt().unwrap()).next();
        prop_assert_eq!(next.is_some_and(|next| next.date == date), !day.open.is_empty());
    }

    /// The order of questions never changes an answer: the table grows both ways.
    #[test]
    fn answers_do_not_depend_on_what_was_asked_before(
        calendar in calendar(), questions in vec((1900..2100i32, 1u32..=365, seconds()), 1..6),
    ) {
        for (year, ordinal, seconds) in questions {
            let from = Instant(date(year, ordinal).and_hms_opt(9, 0, 0).unwrap().and_utc().timestamp());
            let fresh = Calendar::new(calendar.versions().to_vec()).unwrap();
            prop_assert_eq!(calendar.after(from, seconds), fresh.after(from, seconds));
            let to = from.plus_s(seconds);
            prop_assert_eq!(calendar.counted_s(from, to), fresh.counted_s(from, to));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// The table agrees with what clocks show at every minute of two days.
    #[test]
    fn the_table_agrees_with_a_walk_over_minutes(calendar in calendar(), from in instant()) {
        let from = Instant(from.0 - from.0.rem_euclid(60));
        let to = from.plus_s(2 * DAY_S);
        prop_assert_eq!(calendar.counted_s(from, to), counted_minute_by_minute_s(&calendar, from, to));
        for at in (from.0..to.0).step_by(780) {
            prop_assert_eq!(calendar.is_open_at(Instant(at)), is_open(&calendar, Instant(at)), "at {}", at);
        }
    }

    /// Easter and what hangs on it fall on their day of the week in every year.
    #[test]
    fn movable_feasts_keep_their_day_of_the_week(year in 1583..=9999i32) {
        for holiday in holidays(Region::FrAlsaceMoselle, year) {
            let day = match holiday.code {
                Feast::GoodFriday => chrono::Weekday::Fri,
                Feast::EasterMonday | Feast::WhitMonday => chrono::Weekday::Mon,
                Feast::Ascension => chrono::Weekday::Thu,
                _ => continue,
            };
            prop_assert_eq!(holiday.date.weekday(), day);
        }
    }
}
