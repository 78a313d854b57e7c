//! What one version of a calendar may not say (rules 6 and 10).

use chrono::{Datelike, Days, NaiveDate};

use super::day::YearPlan;
use super::error::{CalendarError, Part};
use super::spec::{Closure, DayTime, Opening, Version, Window};
use super::zone::Zone;
use crate::domain::id::CalendarName;

/// How far a date with hours is looked for before a calendar is said never to open.
const YEARS_LOOKED_AT: i32 = 60;

impl Version {
    /// Whether this version contradicts itself.
    ///
    /// # Errors
    /// The first contradiction, with the part of the file that holds it.
    pub fn check(&self) -> Result<(), CalendarError> {
        if self.name == CalendarName::always() {
            return Err(CalendarError::BuiltIn { name: self.name.clone() });
        }
        Zone::named(&self.timezone)?;
        for (day, windows) in (0u8..).zip(&self.hours) {
            check_windows(windows, Part::Hours(day))?;
        }
        for (index, closure) in self.closures.iter().enumerate() {
            closure.check(Part::Closure(index))?;
        }
        for (index, opening) in self.openings.iter().enumerate() {
            opening.check(Part::Opening(index))?;
        }
        if self.opens() { Ok(()) } else { Err(CalendarError::NeverOpens { name: self.name.clone() }) }
    }

    /// Windows by their start, so that nobody has to sort them again.
    pub(super) fn sorted(mut self) -> Self {
        self.hours.iter_mut().for_each(|windows| windows.sort_unstable());
        self.openings.iter_mut().for_each(|opening| opening.hours.sort_unstable());
        self
    }

    fn opens(&self) -> bool {
        let weekly = self.hours.iter().any(|windows| !windows.is_empty());
        let first = self.effective_on.map_or(2000, |date| date.year());
        let usual = (first..first + YEARS_LOOKED_AT).filter(|_| weekly);
        let seasons = self.openings.iter().flat_map(|opening| [opening.from.year(), opening.to.year()]);
        seasons.chain(usual).any(|year| YearPlan::new(self, year).opens())
    }
}

/// Refuses an end before its start, a time after 24:00 and windows that share a minute.
///
/// # Errors
/// The first contradiction, naming `part`.
pub fn check_windows(windows: &[Window], part: Part) -> Result<(), CalendarError> {
    for &window in windows {
        if window.end > DayTime::END {
            return Err(CalendarError::Time { part, time: window.end });
        }
        if window.start >= window.end {
            return Err(CalendarError::Backwards { part, window });
        }
    }
    let mut sorted = windows.to_vec();
    sorted.sort_unstable();
    let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
    match pairs.find(|(first, second)| second.start < first.end) {
        Some((&first, &second)) => Err(CalendarError::Overlap { part, first, second }),
        None => Ok(()),
    }
}

fn check_dates(from: NaiveDate, to: NaiveDate, part: Part) -> Result<(), CalendarError> {
    if from <= to { Ok(()) } else { Err(CalendarError::DatesBackwards { part, from, to }) }
}

impl Closure {
    fn check(&self, part: Part) -> Result<(), CalendarError> {
        let (from, to) = (self.from, self.to);
        check_dates(from, to, part)?;
        let whole_year = self.yearly && (to - from).num_days() >= 364;
        if whole_year { Err(CalendarError::WholeYear { part, from, to }) } else { Ok(()) }
    }
}

impl Opening {
    fn check(&self, part: Part) -> Result<(), CalendarError> {
        let (from, to) = (self.from, self.to);
        check_dates(from, to, part)?;
        check_windows(&self.hours, part)?;
        if self.hours.is_empty() {
            return Err(CalendarError::NoHours { part });
        }
        if let Some(&day) = self.days.iter().find(|day| **day > 6) {
            return Err(CalendarError::Weekday { part, day });
        }
        let mut first_week = (0..7).filter_map(|n| from.checked_add_days(Days::new(n))).filter(|date| *date <= to);
        if first_week.any(|date| self.holds_on(date)) {
            Ok(())
        } else {
            Err(CalendarError::NoSuchDay { part, from, to })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::testing::{date, office, windows};

    fn refused(change: impl FnOnce(&mut Version)) -> String {
        let mut version = office();
        change(&mut version);
        version.check().unwrap_err().to_string()
    }

    fn closure(from: &str, to: &str, yearly: bool) -> Closure {
        Closure { from: date(from), to: date(to), yearly, reason: "x".to_owned() }
    }

    fn opening(from: &str, to: &str, days: &[u8], hours: &str) -> Opening {
        let (from, to) = (date(from), date(to));
        Opening { from, to, days: days.to_vec(), hours: windows(hours), on_holidays: false, reason: "x".to_owned() }
    }

    #[test]
    fn a_sound_version_passes() {
        office().check().unwrap();
    }

    #[test]
    fn overlapping_windows_are_refused_in_any_order() {
        let said = refused(|version| version.hours[2] = windows("13:00-17:00 09:00-13:30"));
        assert_eq!(said, "hours of `wed`: windows `09:00-13:30` and `13:00-17:00` overlap");
    }

    #[test]
    fn windows_that_touch_do_not_overlap() {
        assert_eq!(check_windows(&windows("09:00-12:00 12:00-18:00"), Part::Week), Ok(()));
    }

    #[test]
    fn a_time_after_midnight_and_an_end_before_its_start_are_refused() {
        let late = Window { start: DayTime(1200), end: DayTime(1500) };
        assert_eq!(refused(|version| version.hours[0] = vec![late]), "hours of `mon`: `25:00` is after `24:00`");
        let backwards = Window { start: DayTime(1200), end: DayTime(480) };
        let said = refused(|version| version.hours[6] = vec![backwards]);
        assert!(said.starts_with("hours of `sun`: window `20:00-08:00` ends before it starts"), "{said}");
    }

    #[test]
    fn the_name_of_the_built_in_calendar_is_taken() {
        let said = refused(|version| version.name = CalendarName::new("Always").unwrap());
        assert_eq!(said, "the calendar `Always` is built in; choose another name");
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        let said = refused(|version| version.timezone = "Europe/Colmar".to_owned());
        assert!(said.starts_with("unknown time zone `Europe/Colmar`"), "{said}");
    }

    #[test]
    fn dates_that_run_backwards_are_refused() {
        let said = refused(|version| version.closures = vec![closure("2026-08-14", "2026-08-03", false)]);
        assert_eq!(said, "closure 1: it ends on 2026-08-03, before it starts on 2026-08-14");
        let said = refused(|version| version.openings = vec![opening("2026-05-31", "2026-04-01", &[], "09:00-12:00")]);
        assert_eq!(said, "opening 1: it ends on 2026-04-01, before it starts on 2026-05-31");
    }

    #[test]
    fn a_calendar_that_never_opens_is_refused() {
        let nothing = |version: &mut Version| version.hours = Default::default();
        assert_eq!(refused(nothing), "calendar `office` never opens");
        let said = refused(|version| version.closures = vec![closure("2025-01-01", "2025-12-31", true)]);
        assert_eq!(said, "closure 1: from 2025-01-01 to 2025-12-31, repeated every year, leaves no open day");
        let halves = vec![closure("2025-01-01", "2025-06-30", true), closure("2025-07-01", "2025-12-31", true)];
        assert_eq!(refused(|version| version.closures = halves), "calendar `office` never opens");
    }

    #[test]
    fn a_calendar_that_opens_for_one_season_only_is_sound() {
        let mut version = office();
        version.hours = Default::default();
        version.openings = vec![opening("2026-04-01", "2026-05-31", &[5], "09:00-12:00")];
        version.check().unwrap();
    }

    #[test]
    fn an_opening_that_opens_nothing_is_refused() {
        let monday = |days, hours| vec![opening("2026-04-06", "2026-04-06", days, hours)];
        assert_eq!(
            refused(|version| version.openings = monday(&[], "")),
            "opening 1: it has no hours; days without hours are a closure"
        );
        let said = refused(|version| version.openings = monday(&[5], "09:00-12:00"));
        assert_eq!(said, "opening 1: from 2026-04-06 to 2026-04-06 there is none of its days");
        let said = refused(|version| version.openings = monday(&[7], "09:00-12:00"));
        assert_eq!(said, "opening 1: 7 is no day of the week, which are 0 to 6");
    }

    #[test]
    fn the_part_at_fault_is_told_to_the_reader_of_the_file() {
        let mut version = office();
        version.closures = vec![closure("2026-08-03", "2026-08-14", false), closure("2026-08-14", "2026-08-03", false)];
        assert_eq!(version.check().unwrap_err().part(), Part::Closure(1));
    }
}
