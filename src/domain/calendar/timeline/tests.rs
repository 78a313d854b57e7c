//! The surprising day of each rule; those of rules 6 to 8 are in `clock_changes.rs`.

use super::*;
use crate::domain::calendar::day::DayWhy;
use crate::domain::calendar::spec::{Closure, Feast, Opening, WorkedHoliday};
use crate::domain::calendar::testing::{
    HOUR, at, calendar, date, due, every_day, hours, office, ried, weekdays, windows,
};

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
    version.worked_holidays = vec![WorkedHoliday::Feast(Feast::LabourDay)];
    assert_eq!(calendar(version.clone()).day(date("2008-05-01")).why, DayWhy::Holiday(Feast::Ascension));
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
