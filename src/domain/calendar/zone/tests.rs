//! Readings that clocks skip, show twice, or never heard of.

use super::*;
use crate::domain::calendar::testing::at;

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

#[test]
fn the_hour_that_march_takes_is_a_gap() {
    let paris = Zone::named("Europe/Paris").unwrap();
    let first_after = at("2026-03-29T03:00:00+02:00");
    assert_eq!(paris.resolve(local("2026-03-29T02:30:00")), Local::Gap { before_s: 3600, after_s: 7200, first_after });
    assert_eq!(paris.edge(local("2026-03-29T02:00:00")), first_after);
    assert_eq!(paris.resolve(local("2026-03-29T03:00:00")), Local::One(first_after));
}

#[test]
fn the_hour_that_october_gives_is_a_fold_and_an_edge_is_its_first() {
    let paris = Zone::named("Europe/Paris").unwrap();
    let (first, second) = (at("2026-10-25T02:15:00+02:00"), at("2026-10-25T02:15:00+01:00"));
    let fold = Local::Fold { first, second, first_offset_s: 7200, second_offset_s: 3600 };
    assert_eq!(paris.resolve(local("2026-10-25T02:15:00")), fold);
    assert_eq!(paris.edge(local("2026-10-25T02:15:00")), first);
}

#[test]
fn a_day_without_midnight_starts_at_its_first_instant() {
    for (zone, date, first) in [
        ("America/Havana", "2026-03-08", "2026-03-08T01:00:00-04:00"),
        ("Africa/Cairo", "2026-04-24", "2026-04-24T01:00:00+03:00"),
        ("Asia/Beirut", "2026-03-29", "2026-03-29T01:00:00+03:00"),
    ] {
        let zone = Zone::named(zone).unwrap();
        assert_eq!(zone.start_of_day(date.parse().unwrap()), at(first), "{zone}");
    }
}

#[test]
fn a_day_with_two_midnights_starts_at_the_first() {
    let havana = Zone::named("America/Havana").unwrap();
    assert_eq!(havana.start_of_day("2025-11-02".parse().unwrap()), at("2025-11-02T00:00:00-04:00"));
    assert_eq!(havana.date(at("2025-11-02T00:30:00-05:00")).to_string(), "2025-11-02");
}

#[test]
fn the_day_that_apia_skipped_is_empty() {
    let apia = Zone::named("Pacific/Apia").unwrap();
    let skipped = apia.start_of_day("2011-12-30".parse().unwrap());
    assert_eq!(skipped, apia.start_of_day("2011-12-31".parse().unwrap()));
    assert_eq!(apia.rfc3339(skipped), "2011-12-31T00:00:00+14:00");
    assert_eq!(apia.rfc3339(skipped.plus_s(-1)), "2011-12-29T23:59:59-10:00");
}

#[test]
fn october_2026_has_745_hours_in_paris_and_744_in_saint_denis() {
    for (zone, hours) in [("Europe/Paris", 745), ("Indian/Reunion", 744)] {
        let (first, next) = Zone::named(zone).unwrap().month("2026-10".parse().unwrap());
        assert_eq!(next.since(first), hours * 3600, "{zone}");
    }
}

#[test]
fn an_unknown_zone_names_its_nearest() {
    let nearest = |name: &str| Zone::named(name).unwrap_err().nearest;
    assert_eq!(nearest("Europe/Pariss").as_deref(), Some("Europe/Paris"));
    assert_eq!(nearest("paris").as_deref(), Some("Europe/Paris"));
    assert_eq!(nearest("Mars/Olympus Mons"), None);
    let said = Zone::named("Europe/Pariss").unwrap_err().to_string();
    assert_eq!(said, "unknown time zone `Europe/Pariss`; did you mean `Europe/Paris`?");
    assert!(Zone::named("Etc/Unknown").is_err());
}

#[test]
fn a_zone_is_known_by_its_name_in_any_case() {
    assert_eq!(Zone::named("europe/paris").unwrap(), Zone::named("Europe/Paris").unwrap());
    assert_eq!(Zone::named("europe/paris").unwrap().name(), "Europe/Paris");
    assert_ne!(Zone::named("Indian/Reunion").unwrap(), Zone::utc());
}

#[test]
fn casablanca_follows_rules_newer_than_2025() {
    let casablanca = Zone::named("Africa/Casablanca").unwrap();
    assert!(Zone::version().as_str() >= "2026");
    assert_eq!(casablanca.offset_s(at("2026-11-23T12:00:00Z")), 0);
}

#[test]
fn an_old_offset_with_seconds_is_still_the_same_instant_in_rfc_3339() {
    let paris = Zone::named("Europe/Paris").unwrap();
    let old = at("1900-01-01T00:00:00Z");
    assert_eq!(paris.rfc3339(old), "1900-01-01T00:09:00+00:09");
    assert_eq!(at(&paris.rfc3339(old)), old);
    assert_eq!(Zone::utc().rfc3339(Instant(0)), "1970-01-01T00:00:00+00:00");
}

#[test]
fn edges_in_order_are_the_edges_asked_one_by_one() {
    for name in ["Europe/Paris", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"] {
        let zone = Zone::named(name).unwrap();
        for year in [2011, 2026] {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_time(NaiveTime::MIN);
            let start = first.and_utc().timestamp();
            let mut edges = Edges::between(&zone, Instant(start - 200_000), Instant(start + 400 * 86400));
            for quarter in 0..365 * 96 {
                let local_s = start + quarter * 900;
                assert_eq!(edges.edge(local_s), zone.edge(reading(local_s)).0, "{name} {}", reading(local_s));
            }
        }
    }
}

#[test]
fn an_instant_at_the_end_of_time_is_read_without_a_panic() {
    let paris = Zone::named("Europe/Paris").unwrap();
    for end in [Instant(i64::MIN), Instant(i64::MAX)] {
        let _ = (paris.local(end), paris.rfc3339(end), paris.offset_s(end));
    }
    let _ = (paris.edge(NaiveDateTime::MAX), paris.edge(NaiveDateTime::MIN));
}
