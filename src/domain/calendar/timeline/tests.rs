//! The surprising day of each rule.

use super::*;
use crate::domain::calendar::day::DayWhy;
use crate::domain::calendar::spec::{Closure, Feast, Opening, Region, WorkedHoliday};
use crate::domain::calendar::testing::{at, calendar, date, every_day, office, ried, weekdays, windows};

const HOUR: i64 = 3600;

fn due(calendar: &Calendar, from: &str, seconds: i64) -> String {
    calendar.zone().rfc3339(calendar.after(at(from), seconds).unwrap())
}

fn hours(calendar: &Calendar, from: &str, to: &str) -> f64 {
    f64::from(i32::try_from(calendar.counted_s(at(from), at(to))).unwrap()) / 3600.0
}

fn in_zone(mut version: Version, zone: &str) -> Version {
    version.timezone = zone.to_owned();
    version
}

fn closure(from: &str, to: &str, yearly: bool) -> Closure {
    Closure { from: date(from), to: date(to), yearly, reason: "congés".to_owned() }
}

fn opening(from: &str, to: &str, days: &[u8], hours: &str) -> Opening {
    let (from, to) = (date(from), date(to));
    Opening { from, to, days: days.to_vec(), hours: windows(hours), on_holidays: false, reason: "saison".to_owned() }
}

// Rule 5: the first that applies wins.

#[test]
fn a_holiday_beats_an_opening_unless_it_opens_on_holidays() {
    let mut version = office();
    version.openings = vec![opening("2026-05-01", "2026-05-02", &[], "10:00-12:00")];
    let day = calendar(version.clone()).day(date("2026-05-01"));
    assert_eq!((day.windows, day.why), (vec![], DayWhy::Holiday(Feast::LabourDay)));
    version.openings[0].on_holidays = true;
    let day = calendar(version).day(date("2026-05-01"));
    assert_eq!((day.windows, day.why), (windows("10:00-12:00"), DayWhy::Opening("saison".to_owned())));
}

#[test]
fn a_holiday_worked_by_its_date_is_worked_in_that_year_only() {
    let mut version = office();
    version.worked_holidays = vec![WorkedHoliday::Date(date("2026-05-25"))];
    let office = calendar(version);
    assert_eq!(office.day(date("2026-05-25")).why, DayWhy::WorkedHoliday(Feast::WhitMonday));
    assert_eq!(office.day(date("2026-05-25")).windows, windows("09:00-17:00"));
    assert_eq!(office.day(date("2027-05-17")).why, DayWhy::Holiday(Feast::WhitMonday));
}

#[test]
fn a_holiday_worked_by_its_feast_is_worked_every_year() {
    let mut version = office();
    version.worked_holidays = vec![WorkedHoliday::Feast(Feast::WhitMonday)];
    let office = calendar(version);
    for year in ["2026-05-25", "2027-05-17", "2028-06-05"] {
        assert_eq!(office.day(date(year)).why, DayWhy::WorkedHoliday(Feast::WhitMonday));
    }
}

#[test]
fn working_one_of_two_feasts_of_a_date_leaves_the_other() {
    let mut version = office();
    version.worked_holidays = vec![WorkedHoliday::Feast(Feast::Ascension)];
    assert_eq!(calendar(version.clone()).day(date("2008-05-01")).why, DayWhy::Holiday(Feast::LabourDay));
    version.worked_holidays = vec![WorkedHoliday::Date(date("2008-05-01"))];
    assert_eq!(calendar(version).day(date("2008-05-01")).windows, windows("09:00-17:00"));
}

#[test]
fn two_feasts_on_one_date_are_one_closed_day() {
    assert_eq!(hours(&calendar(office()), "2008-04-30T09:00:00+02:00", "2008-05-02T17:00:00+02:00"), 16.0);
}

#[test]
fn an_opening_beats_a_closure_and_a_closure_beats_the_week() {
    let mut version = office();
    version.closures = vec![closure("2026-08-03", "2026-08-14", false)];
    version.openings = vec![opening("2026-08-05", "2026-08-05", &[], "10:00-11:00")];
    let office = calendar(version);
    assert_eq!(office.day(date("2026-08-05")).windows, windows("10:00-11:00"));
    assert_eq!(office.day(date("2026-08-06")).why, DayWhy::Closure("congés".to_owned()));
    assert_eq!(due(&office, "2026-07-31T16:30:00+02:00", HOUR), "2026-08-05T10:30:00+02:00");
}

#[test]
fn an_opening_holds_on_its_days_of_the_week_only() {
    let mut version = office();
    version.openings = vec![opening("2026-04-01", "2026-05-31", &[5], "09:00-12:00")];
    let office = calendar(version);
    assert_eq!(office.day(date("2026-04-11")).windows, windows("09:00-12:00"));
    assert_eq!(office.day(date("2026-04-10")).windows, windows("09:00-17:00"));
    assert_eq!(office.day(date("2026-06-06")).windows, vec![]);
}

#[test]
fn a_closure_across_new_year_comes_back_every_year() {
    let mut version = office();
    version.closures = vec![closure("2024-12-24", "2025-01-02", true)];
    let office = calendar(version);
    for (closed, open) in [("2026-12-24", "2026-12-23"), ("2026-12-31", "2027-01-04"), ("2027-01-02", "2026-01-05")] {
        assert_eq!(office.day(date(closed)).windows, vec![], "{closed}");
        assert_eq!(office.day(date(open)).windows, windows("09:00-17:00"), "{open}");
    }
    assert_eq!(due(&office, "2026-12-23T16:00:00+01:00", 2 * HOUR), "2027-01-04T10:00:00+01:00");
}

#[test]
fn a_yearly_closure_on_29_february_is_missing_from_common_years() {
    let mut version = every_day("09:00-17:00");
    version.closures = vec![closure("2024-02-29", "2024-02-29", true)];
    let leap_day = calendar(version.clone());
    assert_eq!(leap_day.day(date("2028-02-29")).windows, vec![]);
    assert_eq!(leap_day.day(date("2027-02-28")).windows, windows("09:00-17:00"));
    assert_eq!(leap_day.day(date("2027-03-01")).windows, windows("09:00-17:00"));
    version.closures = vec![closure("2024-02-26", "2024-02-29", true)];
    assert_eq!(calendar(version).day(date("2027-02-28")).windows, vec![]);
}

#[test]
fn without_holidays_the_desk_is_open_on_christmas() {
    let mut version = office();
    version.holidays = vec![];
    assert_eq!(calendar(version).day(date("2026-12-25")).why, DayWhy::Weekly);
}

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

// Rule 3: versions by date.

#[test]
fn dates_before_a_new_version_keep_their_hours() {
    let mut summer = weekdays("07:00-13:00");
    summer.effective_on = Some(date("2026-07-01"));
    let both = Calendar::new(vec![summer, office()]).unwrap();
    assert_eq!(both.day(date("2026-06-30")).windows, windows("09:00-17:00"));
    assert_eq!(both.day(date("2026-07-01")).windows, windows("07:00-13:00"));
    assert_eq!(due(&both, "2026-06-30T16:00:00+02:00", 2 * HOUR), "2026-07-01T08:00:00+02:00");
    let before = calendar(office());
    let june = both.zone().month("2026-06".parse().unwrap());
    assert_eq!(both.counted_s(june.0, june.1), before.counted_s(june.0, june.1));
}

#[test]
fn dates_before_the_first_version_have_its_hours() {
    let mut version = office();
    version.effective_on = Some(date("2026-07-01"));
    let office = calendar(version);
    assert_eq!(office.day(date("2026-03-09")).windows, windows("09:00-17:00"));
    assert!(office.is_open_at(at("2026-03-09T10:00:00+01:00")));
}

#[test]
fn versions_that_do_not_belong_together_are_refused() {
    let said = |change: fn(&mut Version)| {
        let mut second = office();
        second.effective_on = Some(date("2026-07-01"));
        change(&mut second);
        Calendar::new(vec![office(), second]).unwrap_err().to_string()
    };
    assert_eq!(
        said(|version| version.timezone = "Indian/Reunion".to_owned()),
        "calendar `office` is in zone `Europe/Paris` and stays there; a version in `Indian/Reunion` is another calendar"
    );
    assert_eq!(said(|version| version.effective_on = None), "calendar `office` has two versions without a date");
    let other = said(|version| version.name = CalendarName::new("autre").unwrap());
    assert!(other.contains("is no version of calendar"), "{other}");
    assert_eq!(Calendar::new(vec![]).unwrap_err(), CalendarError::NoVersion);
}

// Rule 10: 50 years.

#[test]
fn a_deadline_more_than_50_years_away_is_an_error() {
    let mut version = office();
    version.hours = Default::default();
    version.openings = vec![opening("2026-04-01", "2026-04-03", &[], "09:00-12:00")];
    let season = calendar(version);
    let spring = at("2026-04-01T08:00:00+02:00");
    assert_eq!(season.after(spring, 9 * HOUR), Ok(at("2026-04-03T12:00:00+02:00")));
    let too_far = season.after(spring, 9 * HOUR + 1).unwrap_err();
    assert_eq!(too_far.to_string(), "the deadline is more than 50 years away on calendar `office`");
    assert!(season.next_open(at("2026-04-03T12:00:00+02:00")).is_err());
    assert_eq!(season.next_open(at("1980-01-01T00:00:00Z")), Ok(at("2026-04-01T09:00:00+02:00")));
    assert!(season.next_open(at("1970-01-01T00:00:00Z")).is_err());
    assert!(season.working_days_after(date("2026-04-03")).next().is_none());
}

#[test]
fn a_duration_without_end_is_an_error_and_no_overflow() {
    for calendar in [calendar(office()), Calendar::always(Zone::utc())] {
        assert!(calendar.after(at("2026-03-09T09:00:00+01:00"), i64::MAX).is_err());
        assert!(calendar.after(at("2026-03-09T09:00:00+01:00"), 51 * YEAR_S).is_err());
    }
}

#[test]
fn instants_at_the_ends_of_time_are_answered() {
    let office = calendar(office());
    for end in [Instant(i64::MIN), Instant(i64::MAX)] {
        assert!(!office.is_open_at(end));
        assert_eq!(office.next_close(end), None);
        assert_eq!(office.counted_s(end, end), 0);
    }
    assert!(office.after(Instant(i64::MAX), 1).is_err());
    assert!(office.next_open(Instant(i64::MAX)).is_err());
}

#[test]
fn a_count_over_centuries_is_the_sum_of_its_parts() {
    let office = calendar(office());
    let (start, end) = (at("1600-01-01T00:00:00Z"), at("2300-01-01T00:00:00Z"));
    let years: Vec<Instant> = (1600..=2300).map(|year| at(&format!("{year}-01-01T00:00:00Z"))).collect();
    let parts: i64 = years.windows(2).map(|pair| office.counted_s(pair[0], pair[1])).sum();
    assert_eq!(office.counted_s(start, end), parts);
}

#[test]
fn a_desk_that_never_closes_has_no_next_closing() {
    let mut version = every_day("00:00-24:00");
    version.holidays = vec![];
    assert_eq!(calendar(version).next_close(at("2026-03-09T09:00:00+01:00")), None);
    assert_eq!(Calendar::always(Zone::utc()).next_close(Instant(0)), None);
}

// Rule 12: the earliest instant.

#[test]
fn eight_hours_from_nine_end_at_closing_and_not_at_the_next_opening() {
    let office = calendar(office());
    assert_eq!(due(&office, "2026-03-09T09:00:00+01:00", 8 * HOUR), "2026-03-09T17:00:00+01:00");
    assert_eq!(due(&office, "2026-03-09T09:00:00+01:00", 8 * HOUR + 1), "2026-03-10T09:00:01+01:00");
    assert_eq!(due(&office, "2026-03-08T20:00:00+01:00", 0), "2026-03-08T20:00:00+01:00");
}

#[test]
fn the_second_window_of_a_day_is_not_lost() {
    let lunch = calendar(weekdays("09:00-12:00 14:00-18:00"));
    for (minutes, end) in
        [(150, "11:30:00"), (180, "12:00:00"), (181, "14:01:00"), (300, "16:00:00"), (420, "18:00:00")]
    {
        let end = format!("2026-03-09T{end}+01:00");
        assert_eq!(due(&lunch, "2026-03-09T09:00:00+01:00", minutes * 60), end);
    }
    // An allowance that ends with the morning is due at noon; 14:00 is never a due instant.
    assert_eq!(lunch.counted_s(at("2026-03-09T09:00:00+01:00"), at("2026-03-09T14:00:00+01:00")), 3 * HOUR);
    assert_eq!(due(&lunch, "2026-03-09T13:00:00+01:00", 60), "2026-03-09T14:01:00+01:00");
    assert_eq!(due(&lunch, "2026-03-09T12:00:00+01:00", 1), "2026-03-09T14:00:01+01:00");
}

#[test]
fn four_working_hours_in_alsace() {
    let ried = calendar(ried());
    for (opened, end) in [
        ("2026-03-09T09:00:00+01:00", "2026-03-09T14:30:00+01:00"),
        ("2026-03-09T12:45:00+01:00", "2026-03-09T17:30:00+01:00"),
        ("2026-03-12T15:30:00+01:00", "2026-03-13T10:00:00+01:00"),
        ("2026-03-13T16:00:00+01:00", "2026-03-16T11:30:00+01:00"),
        ("2026-03-14T22:00:00+01:00", "2026-03-16T12:00:00+01:00"),
        ("2026-04-02T16:30:00+02:00", "2026-04-07T11:00:00+02:00"),
    ] {
        assert_eq!(due(&ried, opened, 4 * HOUR), end, "{opened}");
    }
}

#[test]
fn forty_eight_hours_have_two_readings_a_week_apart() {
    let (ried, opened) = (calendar(ried()), "2026-01-23T10:20:00+01:00");
    let always = Calendar::always(ried.zone().clone());
    assert_eq!(due(&always, opened, 48 * HOUR), "2026-01-25T10:20:00+01:00");
    assert_eq!(ried.next_open(at("2026-01-25T10:20:00+01:00")), Ok(at("2026-01-26T08:00:00+01:00")));
    assert_eq!(due(&ried, opened, 48 * HOUR), "2026-02-02T13:50:00+01:00");
    let second = ried.working_days_after(date("2026-01-23")).nth(1).unwrap();
    assert_eq!(second.open.last().unwrap().1, at("2026-01-27T17:30:00+01:00"));
}

// Rule 14: working days.

#[test]
fn working_days_pass_over_weekends_and_holidays() {
    let ried = calendar(ried());
    let dates: Vec<String> =
        ried.working_days_after(date("2026-04-02")).take(3).map(|day| day.date.to_string()).collect();
    assert_eq!(dates, ["2026-04-07", "2026-04-08", "2026-04-09"]);
}
