//! The surprising day of rules 6 to 8: edges, real seconds, civil dates.

use super::*;
use crate::domain::calendar::day::DayWhy;
use crate::domain::calendar::spec::{Feast, Region};
use crate::domain::calendar::testing::{
    HOUR, at, calendar, date, due, every_day, hours, in_zone, office, weekdays, windows,
};

// Rule 6: edges.

#[test]
fn a_window_holds_its_start_and_not_its_end() {
    let office = calendar(office());
    assert!(office.is_open_at(at("2026-03-09T09:00:00+01:00")));
    assert!(!office.is_open_at(at("2026-03-09T08:59:59+01:00")));
    assert!(office.is_open_at(at("2026-03-09T16:59:59+01:00")));
    assert!(!office.is_open_at(at("2026-03-09T17:00:00+01:00")));
}

#[test]
fn a_night_in_two_windows_is_one_open_time() {
    let nights = calendar(every_day("00:00-08:00 20:00-24:00"));
    assert_eq!(nights.next_close(at("2026-03-09T21:00:00+01:00")), Some(at("2026-03-10T08:00:00+01:00")));
    assert_eq!(nights.next_open(at("2026-03-10T08:00:00+01:00")), Ok(at("2026-03-10T20:00:00+01:00")));
    assert_eq!(nights.next_close(at("2026-03-10T08:00:00+01:00")), None);
}

#[test]
fn a_night_has_11_hours_in_march_and_13_in_october() {
    let nights = calendar(every_day("00:00-08:00 20:00-24:00"));
    assert_eq!(hours(&nights, "2026-03-28T20:00:00+01:00", "2026-03-29T08:00:00+02:00"), 11.0);
    assert_eq!(hours(&nights, "2026-10-24T20:00:00+02:00", "2026-10-25T08:00:00+01:00"), 13.0);
}

#[test]
fn an_edge_in_the_missing_hour_moves_to_the_first_instant_after() {
    let early = calendar(every_day("02:30-04:00"));
    assert_eq!(
        early.day(date("2026-03-29")).open,
        [(at("2026-03-29T03:00:00+02:00"), at("2026-03-29T04:00:00+02:00"))]
    );
    assert_eq!(early.next_open(at("2026-03-29T00:00:00+01:00")), Ok(at("2026-03-29T03:00:00+02:00")));
    let swallowed = calendar(every_day("02:00-03:00"));
    assert_eq!(swallowed.day(date("2026-03-29")).open, []);
    assert_eq!(swallowed.day(date("2026-03-29")).windows, windows("02:00-03:00"));
    assert_eq!(hours(&swallowed, "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"), 0.0);
}

#[test]
fn an_edge_in_the_doubled_hour_is_the_first_of_the_two() {
    let night = calendar(every_day("01:00-02:30 02:30-03:00"));
    let (first, second) = ("2026-10-25T02:30:00+02:00", "2026-10-25T03:00:00+01:00");
    assert_eq!(
        night.day(date("2026-10-25")).open,
        [(at("2026-10-25T01:00:00+02:00"), at(first)), (at(first), at(second))]
    );
    assert_eq!(hours(&night, "2026-10-25T00:00:00+02:00", "2026-10-25T12:00:00+01:00"), 3.0);
}

#[test]
fn days_without_midnight_lose_their_first_hour_and_no_other() {
    for (zone, before, after) in [
        ("America/Havana", "2026-03-07T23:00:00-05:00", "2026-03-08T02:00:00-04:00"),
        ("Africa/Cairo", "2026-04-23T23:00:00+02:00", "2026-04-24T02:00:00+03:00"),
        ("Asia/Beirut", "2026-03-28T23:00:00+02:00", "2026-03-29T02:00:00+03:00"),
    ] {
        let nights = calendar(in_zone(every_day("00:00-06:00 22:00-24:00"), zone));
        assert_eq!(hours(&nights, before, after), 2.0, "{zone}");
        assert_eq!(due(&nights, before, 2 * HOUR), after, "{zone}");
    }
}

#[test]
fn a_doubled_midnight_starts_one_day_and_not_two() {
    let havana = calendar(in_zone(every_day("00:00-24:00"), "America/Havana"));
    let day = havana.day(date("2025-11-02"));
    assert_eq!(day.open, [(at("2025-11-02T00:00:00-04:00"), at("2025-11-03T00:00:00-05:00"))]);
    assert_eq!(hours(&havana, "2025-11-02T00:00:00-04:00", "2025-11-03T00:00:00-05:00"), 25.0);
}

#[test]
fn a_day_that_shows_its_last_hour_twice_ends_after_the_second() {
    let evenings = calendar(in_zone(every_day("22:00-24:00"), "Africa/Cairo"));
    let day = evenings.day(date("2026-10-29"));
    assert_eq!(day.open, [(at("2026-10-29T22:00:00+03:00"), at("2026-10-30T00:00:00+02:00"))]);
    assert_eq!(due(&evenings, "2026-10-29T22:00:00+03:00", 3 * HOUR), "2026-10-30T00:00:00+02:00");
}

#[test]
fn the_day_that_apia_skipped_has_no_hours() {
    let apia = calendar(in_zone(every_day("08:00-12:00"), "Pacific/Apia"));
    assert_eq!(apia.day(date("2011-12-30")).open, []);
    assert_eq!(due(&apia, "2011-12-29T11:00:00-10:00", 2 * HOUR), "2011-12-31T09:00:00+14:00");
    let next = apia.working_days_after(date("2011-12-29")).next().unwrap();
    assert_eq!(next.date, date("2011-12-31"));
}

// Rule 7: real seconds.

#[test]
fn a_round_the_clock_october_has_one_hour_more_in_paris() {
    let mut version = every_day("00:00-24:00");
    version.holidays = vec![];
    let month = "2026-10".parse().unwrap();
    for (zone, hours) in [("Europe/Paris", 745), ("Indian/Reunion", 744)] {
        let desk = calendar(in_zone(version.clone(), zone));
        let (first, next) = desk.zone().month(month);
        assert_eq!(desk.counted_s(first, next), hours * HOUR, "{zone}");
        assert_eq!(Calendar::always(desk.zone().clone()).counted_s(first, next), hours * HOUR);
    }
}

#[test]
fn an_office_is_not_moved_by_a_change_on_the_sunday() {
    let office = calendar(office());
    assert_eq!(due(&office, "2026-03-27T16:00:00+01:00", 2 * HOUR), "2026-03-30T10:00:00+02:00");
    assert_eq!(due(&office, "2026-10-23T16:00:00+02:00", 2 * HOUR), "2026-10-26T10:00:00+01:00");
}

#[test]
fn forty_eight_plain_hours_over_the_change_of_march_end_an_hour_later_on_the_clock() {
    let always = Calendar::always(Zone::named("Europe/Paris").unwrap());
    assert_eq!(due(&always, "2026-03-27T15:30:00+01:00", 48 * HOUR), "2026-03-29T16:30:00+02:00");
}

#[test]
fn no_sunday_is_skipped_or_counted_twice_at_a_clock_change() {
    let mut version = every_day("09:00-17:00");
    version.holidays = vec![];
    let seven_days = calendar(version);
    for (opened, second_day) in [
        ("2026-03-28T00:30:00+01:00", "2026-03-29T10:00:00+02:00"),
        ("2026-03-27T23:30:00+01:00", "2026-03-29T10:00:00+02:00"),
        ("2026-03-29T00:30:00+01:00", "2026-03-30T10:00:00+02:00"),
        ("2026-03-29T23:30:00+02:00", "2026-03-31T10:00:00+02:00"),
        ("2026-10-24T00:30:00+02:00", "2026-10-25T10:00:00+01:00"),
        ("2026-10-23T23:30:00+02:00", "2026-10-25T10:00:00+01:00"),
        ("2026-10-25T00:30:00+02:00", "2026-10-26T10:00:00+01:00"),
        ("2026-10-25T23:30:00+01:00", "2026-10-27T10:00:00+01:00"),
    ] {
        assert_eq!(due(&seven_days, opened, 9 * HOUR), second_day, "{opened}");
    }
}

// Rule 8: civil dates.

#[test]
fn a_holiday_west_of_greenwich_is_its_own_date() {
    let mut version = in_zone(every_day("00:00-24:00"), "America/Cayenne");
    version.holidays = vec![Region::FrGuyane];
    let cayenne = calendar(version);
    assert_eq!(cayenne.day(date("2026-06-10")).why, DayWhy::Holiday(Feast::Abolition));
    assert_eq!(cayenne.next_close(at("2026-06-09T12:00:00-03:00")), Some(at("2026-06-10T00:00:00-03:00")));
    assert_eq!(cayenne.next_open(at("2026-06-10T00:00:00-03:00")), Ok(at("2026-06-11T00:00:00-03:00")));
}

#[test]
fn a_technician_elsewhere_waits_with_the_zone_of_the_desk() {
    let mut version = in_zone(weekdays("08:00-17:00"), "Indian/Reunion");
    version.holidays = vec![Region::FrReunion];
    let reunion = calendar(version);
    assert_eq!(due(&reunion, "2027-12-17T13:30:00+01:00", HOUR), "2027-12-21T08:30:00+04:00");
}
