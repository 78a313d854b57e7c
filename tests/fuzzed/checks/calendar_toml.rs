//! A calendar that is refused says where; one that is taken is kept as it is and counts time both ways alike (rule 16).

use chrono::NaiveDate;
use infog::domain::calendar::Calendar;
use infog::domain::calendar::spec::Version;
use infog::domain::instant::Instant;
use infog::intake::calendar_file;

/// Around both changes of the clock, at a turn of the year, on a leap day.
const STARTS: [i64; 4] = [1_774_746_000, 1_792_890_000, 1_798_757_999, 1_709_164_800];
const GRANTED_S: [i64; 3] = [1, 3_600, 8 * 3_600];
/// No deadline is further away than 50 years (rule 10).
const FARTHEST_S: i64 = 50 * 31_557_600;

pub fn check(text: &str) {
    let version = match calendar_file::read("fuzz.toml", text) {
        Ok(version) => version,
        Err(problems) => return super::problems::check(&problems, text),
    };
    kept(&version);
    let calendar = Calendar::new(vec![version]).expect("a calendar that was read is sound");
    for start in STARTS.map(Instant) {
        GRANTED_S.into_iter().for_each(|granted| counted(&calendar, start, granted));
        opens(&calendar, start);
    }
    days(&calendar);
}

/// What the database keeps is read again as it is.
fn kept(version: &Version) {
    let json = serde_json::to_string(version).expect("JSON");
    assert_eq!(&serde_json::from_str::<Version>(&json).expect(&json), version);
    let _ = version.oddities();
}

fn counted(calendar: &Calendar, start: Instant, granted: i64) {
    match calendar.after(start, granted) {
        Ok(due) => {
            assert_eq!(calendar.counted_s(start, due), granted, "from {start:?}");
            assert!(calendar.counted_s(start, due.plus_s(-1)) < granted, "a second earlier is less, from {start:?}");
        }
        Err(_) => assert!(calendar.counted_s(start, start.plus_s(FARTHEST_S)) < granted, "within reach of {start:?}"),
    }
}

fn opens(calendar: &Calendar, at: Instant) {
    if let Ok(open) = calendar.next_open(at) {
        assert!(open >= at && calendar.is_open_at(open), "{open:?} after {at:?}");
        assert_eq!(calendar.counted_s(at, open), 0, "closed until {open:?}");
    }
    if let Some(close) = calendar.next_close(at) {
        assert!(close > at && !calendar.is_open_at(close), "{close:?} after {at:?}");
        assert_eq!(calendar.counted_s(at, close), close.since(at), "open until {close:?}");
    }
}

/// Every date is explained, and its open time is what is counted from midnight to midnight.
fn days(calendar: &Calendar) {
    let first = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    for date in first.iter_days().take(9) {
        let day = calendar.day(date);
        assert!(day.open.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{day:?}");
        let open: i64 = day.open.iter().map(|(start, end)| end.since(*start)).sum();
        let zone = calendar.zone();
        let midnights = (zone.start_of_day(date), zone.start_of_day(date.succ_opt().expect("a date")));
        assert_eq!(calendar.counted_s(midnights.0, midnights.1), open, "{day:?}");
    }
}
