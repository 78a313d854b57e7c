//! Any text as an instant, a day or a month, in zones with oddities: no panic, a refusal that points into the text, and
//! an instant that is written as RFC 3339 and read again as itself.

#![no_main]

use std::sync::LazyLock;

use chrono::NaiveDate;
use infog::domain::calendar::Zone;
use infog::domain::instant::Instant;
use infog::intake::when::{self, Looking};
use libfuzzer_sys::fuzz_target;

static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let names = ["Europe/Paris", "America/Havana", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca"];
    names.iter().map(|name| Zone::named(name).expect("a zone")).collect()
});
/// A summer morning, the night of a change, a turn of the year.
const NOWS: [i64; 3] = [1_782_889_200, 1_792_890_600, 1_798_757_999];

fuzz_target!(|text: &str| {
    for zone in ZONES.iter() {
        for now in NOWS.map(Instant) {
            for looking in [Looking::Back, Looking::Forward] {
                match when::parse(text, now, zone, looking) {
                    Ok(at) => {
                        let written = zone.rfc3339(at);
                        assert_eq!(when::parse(&written, now, zone, looking).ok(), Some(at), "{text:?} is {written}");
                    }
                    Err(refusal) => assert!(!refusal.to_string().is_empty()),
                }
            }
        }
    }
    let today = NaiveDate::from_ymd_opt(2026, 7, 1).expect("a date");
    for looking in [Looking::Back, Looking::Forward] {
        if let Ok(date) = when::parse_date(text, today, looking) {
            assert_eq!(when::parse_date(&date.to_string(), today, looking).ok(), Some(date));
        }
    }
    if let Ok(month) = when::month(text, today) {
        assert_eq!(when::month(&month.to_string(), today).ok(), Some(month));
    }
});
