//! An instant is written as RFC 3339 and read again as itself, in zones with oddities; a refusal points into the text, and
//! what it offers instead is understood.

use std::sync::LazyLock;

use chrono::NaiveDate;
use infog::domain::calendar::Zone;
use infog::domain::instant::Instant;
use infog::domain::span::Shape;
use infog::intake::when::{self, BadWhen, Looking, Reason};

static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let names = ["Europe/Paris", "America/Havana", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca"];
    names.iter().map(|name| Zone::named(name).expect("a zone")).collect()
});
/// A summer morning, the night of a change, a turn of the year.
const NOWS: [i64; 3] = [1_782_889_200, 1_792_890_600, 1_798_757_999];
const EACH: [Looking; 3] = [Looking::Back, Looking::Forward, Looking::Today];

pub fn check(text: &str) {
    for zone in ZONES.iter() {
        for now in NOWS.map(Instant) {
            EACH.into_iter().for_each(|looking| instant(text, now, zone, looking));
        }
    }
    let today = NaiveDate::from_ymd_opt(2026, 7, 1).expect("a date");
    EACH.into_iter().for_each(|looking| day(text, today, looking));
    spans(text, today);
}

fn instant(text: &str, now: Instant, zone: &Zone, looking: Looking) {
    let read = |text: &str| when::parse(text, now, zone, looking);
    match read(text) {
        Ok(at) => {
            let written = zone.rfc3339(at);
            assert_eq!(read(&written), Ok(at), "{text:?} is {written}");
        }
        Err(refusal) => {
            pointed(&refusal, text);
            offered(&refusal, |text| read(text).ok());
        }
    }
}

/// The place is one of the text's characters, or right after the last.
fn pointed(refusal: &BadWhen, text: &str) {
    assert!(refusal.at <= text.chars().count(), "character {} of {text:?}", refusal.at);
    super::brief(&refusal.to_string());
    let caret = refusal.caret();
    assert_eq!(caret.lines().count(), 2, "{caret}");
}

/// Both instants beside a change of the clock can be typed as they are offered, the earlier before the later.
fn offered(refusal: &BadWhen, read: impl Fn(&str) -> Option<Instant>) {
    let (earlier, later) = match &*refusal.reason {
        Reason::Missing { before, after, .. } => (before, after),
        Reason::Doubled { first, second, .. } => (first, second),
        Reason::Ahead { time } => (&format!("yesterday {time}"), &format!("today {time}")),
        _ => return,
    };
    let (one, other) = (read(earlier), read(later));
    assert!(one.is_some() && one < other, "{earlier} and {later} are offered: {one:?}, {other:?}");
}

fn day(text: &str, today: NaiveDate, looking: Looking) {
    match when::parse_date(text, today, looking) {
        Ok(date) => assert_eq!(when::parse_date(&date.to_string(), today, looking), Ok(date)),
        Err(refusal) => pointed(&refusal, text),
    }
}

fn spans(text: &str, today: NaiveDate) {
    match when::month(text, today) {
        Ok(month) => assert_eq!(when::month(&month.to_string(), today), Ok(month)),
        Err(refusal) => super::brief(&refusal.to_string()),
    }
    match when::quarter(text, today) {
        Ok(span) => {
            let Shape::Quarter(year, number) = span.shape() else { panic!("{text:?} is {span:?}") };
            assert_eq!(when::quarter(&format!("{year:04}-Q{number}"), today), Ok(span));
        }
        Err(refusal) => super::brief(&refusal.to_string()),
    }
    match when::year(text, today) {
        Ok(span) => {
            let Shape::Year(year) = span.shape() else { panic!("{text:?} is {span:?}") };
            assert_eq!(when::year(&format!("{year:04}"), today), Ok(span));
        }
        Err(refusal) => super::brief(&refusal.to_string()),
    }
}
