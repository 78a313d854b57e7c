use chrono::DateTime;
use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Instant {
    Instant(DateTime::parse_from_rfc3339(text).unwrap().timestamp())
}

fn paris() -> Zone {
    Zone::named("Europe/Paris").unwrap()
}

/// Monday 23 November 2026, 10:30 in Paris.
const NOW: &str = "2026-11-23T10:30:00+01:00";

fn said(text: &str, looking: Looking) -> Result<String, Reason> {
    let paris = paris();
    parse(text, at(NOW), &paris, looking).map(|i| paris.rfc3339(i)).map_err(|bad| *bad.reason)
}

#[test]
fn every_way_of_saying_it_has_its_answer() {
    use Looking::{Back, Forward, Today};
    for (text, looking, want) in [
        ("demain 9h", Forward, "2026-11-24T09:00:00+01:00"),
        ("demain à 9h", Forward, "2026-11-24T09:00:00+01:00"),
        ("demain 9h30", Forward, "2026-11-24T09:30:00+01:00"),
        ("demain 09:30", Forward, "2026-11-24T09:30:00+01:00"),
        ("demain midi", Forward, "2026-11-24T12:00:00+01:00"),
        ("tomorrow 9am", Forward, "2026-11-24T09:00:00+01:00"),
        ("tomorrow at 9am", Forward, "2026-11-24T09:00:00+01:00"),
        ("hier 17h45", Back, "2026-11-22T17:45:00+01:00"),
        ("yesterday 17:45", Back, "2026-11-22T17:45:00+01:00"),
        ("avant-hier 8h", Back, "2026-11-21T08:00:00+01:00"),
        ("après-demain 8h", Forward, "2026-11-25T08:00:00+01:00"),
        ("apres-demain 8h", Forward, "2026-11-25T08:00:00+01:00"),
        ("aujourd'hui 16h", Forward, "2026-11-23T16:00:00+01:00"),
        ("aujourd’hui 16h", Forward, "2026-11-23T16:00:00+01:00"),
        ("9h", Back, "2026-11-23T09:00:00+01:00"),
        ("16h", Today, "2026-11-23T16:00:00+01:00"),
        ("9h", Today, "2026-11-23T09:00:00+01:00"),
        ("hier 16h", Today, "2026-11-22T16:00:00+01:00"),
        ("lundi 16h", Today, "2026-11-23T16:00:00+01:00"),
        ("vendredi 14h", Today, "2026-11-20T14:00:00+01:00"),
        ("23/11 16h", Today, "2026-11-23T16:00:00+01:00"),
        ("3/12 9h", Today, "2025-12-03T09:00:00+01:00"),
        ("16h", Forward, "2026-11-23T16:00:00+01:00"),
        ("vendredi 14h", Forward, "2026-11-27T14:00:00+01:00"),
        ("vendredi 14h", Back, "2026-11-20T14:00:00+01:00"),
        ("friday 14:30", Forward, "2026-11-27T14:30:00+01:00"),
        ("vendredi prochain 14h", Forward, "2026-11-27T14:00:00+01:00"),
        ("vendredi dernier 14h", Back, "2026-11-20T14:00:00+01:00"),
        ("lundi prochain 9h", Forward, "2026-11-30T09:00:00+01:00"),
        ("dans 2 heures", Forward, "2026-11-23T12:30:00+01:00"),
        ("dans 45 min", Forward, "2026-11-23T11:15:00+01:00"),
        ("in 2 hours", Forward, "2026-11-23T12:30:00+01:00"),
        ("il y a 2 heures", Back, "2026-11-23T08:30:00+01:00"),
        ("il y a 3 jours", Back, "2026-11-20T10:30:00+01:00"),
        ("2 hours ago", Back, "2026-11-23T08:30:00+01:00"),
        ("le 3 décembre à 10h15", Forward, "2026-12-03T10:15:00+01:00"),
        ("1er décembre 9h", Forward, "2026-12-01T09:00:00+01:00"),
        ("1er décembre 2026 9h", Forward, "2026-12-01T09:00:00+01:00"),
        ("03/12/2026 9h", Forward, "2026-12-03T09:00:00+01:00"),
        ("3/12 9h", Forward, "2026-12-03T09:00:00+01:00"),
        ("2026-12-01 09:00", Forward, "2026-12-01T09:00:00+01:00"),
        ("2026-12-01T09:00:00Z", Forward, "2026-12-01T10:00:00+01:00"),
        ("2026-07-01T09:00", Back, "2026-07-01T09:00:00+02:00"),
        ("maintenant", Back, NOW),
        ("now", Back, NOW),
        // beyond the table
        ("-2h", Back, "2026-11-23T08:30:00+01:00"),
        ("+30m", Forward, "2026-11-23T11:00:00+01:00"),
        ("-1h30", Back, "2026-11-23T09:00:00+01:00"),
        ("-2 days", Back, "2026-11-21T10:30:00+01:00"),
        ("-1j2h", Back, "2026-11-22T08:30:00+01:00"),
        ("il y a une heure", Back, "2026-11-23T09:30:00+01:00"),
        ("in an hour", Forward, "2026-11-23T11:30:00+01:00"),
        ("2026-01-13 11:15", Back, "2026-01-13T11:15:00+01:00"),
        ("2026-01-13T11:15:00+01:00", Back, "2026-01-13T11:15:00+01:00"),
        ("2026-01-13t10:15:00.25z", Back, "2026-01-13T11:15:00+01:00"),
        ("2026-01-13T11:15:00-0500", Back, "2026-01-13T17:15:00+01:00"),
        ("yesterday 16:40", Back, "2026-11-22T16:40:00+01:00"),
        ("HIER  16:40 ", Back, "2026-11-22T16:40:00+01:00"),
        ("9am tomorrow", Forward, "2026-11-24T09:00:00+01:00"),
        ("12am tomorrow", Forward, "2026-11-24T00:00:00+01:00"),
        ("december 3, 2026 at 3:05 pm", Forward, "2026-12-03T15:05:00+01:00"),
        ("next friday 9:00", Forward, "2026-11-27T09:00:00+01:00"),
        ("lundi 9h", Forward, "2026-11-30T09:00:00+01:00"),
        ("lundi 9h", Back, "2026-11-23T09:00:00+01:00"),
        ("lundi 10h30", Back, NOW),
        ("10h30", Forward, NOW),
        ("29/02 8h", Forward, "2028-02-29T08:00:00+01:00"),
        ("29/02 8h", Back, "2024-02-29T08:00:00+01:00"),
        ("3/12 9h", Back, "2025-12-03T09:00:00+01:00"),
    ] {
        assert_eq!(said(text, looking).as_deref(), Ok(want), "{text}");
    }
}

#[test]
fn what_is_no_instant_is_refused() {
    for text in [
        "31/02/2026",
        "32/01/2026",
        "31/02/2026 9h",
        "demain 9h foo",
        "demain 25h",
        "foo",
        "",
        "  ",
        "9",
        "demain",
        "2026-13-01 09:00",
        "2026-01-13 24:00",
        "2026-01-13 11:60",
        "13pm",
        "0am",
        "in",
        "il y a",
        "2 hours",
        "-h",
        "--2h",
        "9h30 9h30",
        "hier demain 9h",
        "2026-01-13T11:15:00+25:00",
        "9999-01-01 00:00",
        "-9999999 weeks",
        "1h2h ago",
        "2026-01-13 11:5",
        "\u{1b}[2J",
        "à 9h à",
    ] {
        assert!(said(text, Looking::Forward).is_err(), "{text}");
    }
}

#[test]
fn an_hour_of_today_that_is_to_come_did_not_happen_and_both_days_are_offered() {
    assert_eq!(said("16h", Looking::Back), Err(Reason::Ahead { time: "16:00".into() }));
    assert_eq!(said("16:00:30", Looking::Back), Err(Reason::Ahead { time: "16:00:30".into() }));
    assert_eq!(said("10:30", Looking::Back).as_deref(), Ok(NOW), "now is not ahead");
    let refused = parse("16h", at(NOW), &paris(), Looking::Back).unwrap_err().to_string();
    assert_eq!(refused, "`16h`: 16:00 still lies ahead today; write `yesterday 16:00` or `today 16:00`");
    assert_eq!(said("yesterday 16:00", Looking::Back).as_deref(), Ok("2026-11-22T16:00:00+01:00"));
    assert_eq!(said("today 16:00", Looking::Back).as_deref(), Ok("2026-11-23T16:00:00+01:00"));
}

#[test]
fn in_the_night_of_a_change_the_hour_that_comes_twice_is_told_before_the_day() {
    let zone = paris();
    for (now, typed) in [("2026-10-25T01:00:00+02:00", "2:30"), ("2026-10-25T02:10:00+01:00", "2h30")] {
        let refused = parse(typed, at(now), &zone, Looking::Back).unwrap_err();
        assert!(matches!(*refused.reason, Reason::Doubled { .. }), "{now}: {refused}");
    }
    let refused = parse("2:30", at("2026-03-29T01:00:00+01:00"), &zone, Looking::Back).unwrap_err();
    assert!(matches!(*refused.reason, Reason::Missing { .. }), "{refused}");
}

#[test]
fn a_missing_hour_is_refused_with_both_instants() {
    let refused = said("2027-03-28 02:30", Looking::Forward).unwrap_err();
    let want = Reason::Missing {
        local: "2027-03-28 02:30".into(),
        zone: "Europe/Paris".into(),
        after: "2027-03-28T03:30:00+02:00".into(),
        before: "2027-03-28T01:30:00+01:00".into(),
    };
    assert_eq!(refused, want);
}

#[test]
fn a_doubled_hour_is_refused_with_both_instants_and_each_can_be_typed() {
    let refused = said("2027-10-31 02:30", Looking::Forward).unwrap_err();
    let Reason::Doubled { first, second, .. } = refused else { panic!("{refused}") };
    assert_eq!((first.as_str(), second.as_str()), ("2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00"));
    assert_eq!(said(&first, Looking::Forward), Ok(first));
    assert_eq!(said(&second, Looking::Forward), Ok(second));
}

#[test]
fn the_caret_stands_under_the_character_at_fault() {
    let refused = parse("demain 9h foo", at(NOW), &paris(), Looking::Forward).unwrap_err();
    assert_eq!(refused.at, 10);
    assert_eq!(refused.caret(), "  demain 9h foo\n            ^");
    let sentence = refused.to_string();
    assert!(sentence.starts_with("`demain 9h foo`: `foo` is not understood"), "{sentence}");
    assert!(sentence.ends_with(&refused.caret()), "{sentence}");
    let refused = parse("demain 25h", at(NOW), &paris(), Looking::Forward).unwrap_err();
    assert_eq!((refused.at, *refused.reason), (7, Reason::NoSuchTime("25h".into())));
}

#[test]
fn a_day_ago_is_the_same_hour_across_a_clock_change() {
    let paris = paris();
    let monday = at("2026-10-26T10:00:00+01:00");
    let sunday = parse("il y a 2 jours", monday, &paris, Looking::Back).unwrap();
    assert_eq!(paris.rfc3339(sunday), "2026-10-24T10:00:00+02:00");
    let hours = parse("-48h", monday, &paris, Looking::Back).unwrap();
    assert_eq!(paris.rfc3339(hours), "2026-10-24T11:00:00+02:00");
}

#[test]
fn an_instant_that_its_zone_cannot_write_is_refused() {
    for (zone, text) in [("America/Havana", "0001-01-01T00:00:00Z"), ("Pacific/Apia", "9998-12-31T23:59:59Z")] {
        let refused = parse(text, at(NOW), &Zone::named(zone).unwrap(), Looking::Back).unwrap_err();
        assert_eq!(*refused.reason, Reason::OutOfRange, "{text} in {zone}");
        assert!(parse(text, at(NOW), &Zone::utc(), Looking::Back).is_ok(), "{text}");
    }
}

#[test]
fn dates_are_read_with_the_same_words() {
    let today: NaiveDate = "2026-11-23".parse().unwrap();
    for (text, want) in [
        ("2026-01-13", "2026-01-13"),
        ("13/01/2026", "2026-01-13"),
        ("hier", "2026-11-22"),
        ("3 décembre", "2026-12-03"),
        ("vendredi", "2026-11-27"),
        ("23/11", "2026-11-23"),
        ("lundi", "2026-11-23"),
        ("lundi prochain", "2026-11-30"),
    ] {
        assert_eq!(parse_date(text, today, Looking::Forward).map(|d| d.to_string()).as_deref(), Ok(want), "{text}");
    }
    for bad in ["31/02/2026", "hier 9h", "", "9h"] {
        assert!(parse_date(bad, today, Looking::Back).is_err(), "{bad}");
    }
}

#[test]
fn months_are_read_by_number_name_and_place() {
    let today: NaiveDate = "2026-01-13".parse().unwrap();
    for (text, want) in [
        ("2026-06", "2026-06"),
        ("last", "2025-12"),
        ("dernier", "2025-12"),
        ("le mois dernier", "2025-12"),
        ("this", "2026-01"),
        ("ce", "2026-01"),
        ("ce mois-ci", "2026-01"),
        ("Février 2026", "2026-02"),
        ("02/2026", "2026-02"),
    ] {
        assert_eq!(month(text, today).map(|m| m.to_string()).as_deref(), Ok(want), "{text}");
    }
    for bad in ["2026-13", "", "foo", "février", "13/2026", "2026-1"] {
        assert!(month(bad, today).is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn any_text_ends_in_an_instant_or_a_refusal(text in "[0-9hamz :/+T-]{0,12}|\\PC{0,30}|[a-zé0-9 ]{0,20}") {
        if let Err(refused) = parse(&text, at(NOW), &paris(), Looking::Back) {
            prop_assert!(!refused.to_string().is_empty());
        }
    }

    #[test]
    fn what_a_zone_writes_is_read_back(seconds in -60_000_000_000i64..250_000_000_000) {
        let paris = paris();
        let written = paris.rfc3339(Instant(seconds));
        prop_assert_eq!(parse(&written, at(NOW), &paris, Looking::Back), Ok(Instant(seconds)));
    }
}
