//! What a calendar may say but hardly means: told by `calendar check`, refused by nobody.

use chrono::Datelike;

use super::holiday::holidays;
use super::spec::{Feast, Opening, Region, Version, WorkedHoliday};

/// Something that its author will want to look at again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Oddity {
    /// A worked holiday that is no holiday of the calendar.
    #[error("worked holiday `{worked}` is no holiday of this calendar")]
    WorkedForNothing {
        /// The date or feast.
        worked: WorkedHoliday,
    },
    /// Two openings give hours to one date.
    #[error("openings {} and {} give hours to the same date; those of the first hold", first + 1, second + 1)]
    OpeningsMeet {
        /// The one that holds, counted from 0.
        first: usize,
        /// The other.
        second: usize,
    },
}

impl Version {
    /// Everything odd about a version that is otherwise sound.
    #[must_use]
    pub fn oddities(&self) -> Vec<Oddity> {
        let worked = self.worked_holidays.iter().filter(|worked| !self.keeps(worked));
        let worked = worked.map(|worked| Oddity::WorkedForNothing { worked: *worked });
        let numbered = || self.openings.iter().enumerate();
        let pairs = numbered().flat_map(|one| numbered().skip(one.0 + 1).map(move |other| (one, other)));
        let meeting = pairs.filter(|((_, one), (_, other))| meet(one, other));
        worked.chain(meeting.map(|((first, _), (second, _))| Oddity::OpeningsMeet { first, second })).collect()
    }

    /// Whether a worked holiday is a holiday in the first place.
    fn keeps(&self, worked: &WorkedHoliday) -> bool {
        let on = |region: &Region, year| holidays(*region, year).into_iter();
        match worked {
            WorkedHoliday::Date(date) => {
                self.holidays.iter().flat_map(|region| on(region, date.year())).any(|holiday| holiday.date == *date)
            }
            WorkedHoliday::Feast(feast) => self.holidays.iter().any(|region| keeps_feast(*region, *feast)),
        }
    }
}

/// Every year has the same feasts, so any year with an Easter will do.
fn keeps_feast(region: Region, feast: Feast) -> bool {
    holidays(region, 2000).iter().any(|holiday| holiday.code == feast)
}

fn meet(one: &Opening, other: &Opening) -> bool {
    let (from, to) = (one.from.max(other.from), one.to.min(other.to));
    let mut shared = from.iter_days().take(7).take_while(|date| *date <= to);
    shared.any(|date| one.holds_on(date) && other.holds_on(date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::testing::{date, office, windows};

    fn opening(from: &str, to: &str, days: &[u8]) -> Opening {
        Opening {
            from: date(from),
            to: date(to),
            days: days.to_vec(),
            hours: windows("09:00-12:00"),
            on_holidays: false,
            reason: "x".to_owned(),
        }
    }

    #[test]
    fn a_worked_holiday_that_is_none_is_odd() {
        let mut version = office();
        let (monday, tuesday) = (WorkedHoliday::Date(date("2026-05-25")), WorkedHoliday::Date(date("2026-05-26")));
        let friday = WorkedHoliday::Feast(Feast::GoodFriday);
        version.worked_holidays = vec![monday, tuesday, friday, WorkedHoliday::Feast(Feast::Christmas)];
        let said: Vec<String> = version.oddities().iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "worked holiday `2026-05-26` is no holiday of this calendar",
                "worked holiday `good-friday` is no holiday of this calendar"
            ]
        );
    }

    #[test]
    fn openings_that_share_a_date_are_odd() {
        let mut version = office();
        let saturdays = opening("2026-04-01", "2026-05-31", &[5]);
        version.openings = vec![saturdays, opening("2026-05-01", "2026-05-31", &[6])];
        assert_eq!(version.oddities(), []);
        version.openings.push(opening("2026-05-30", "2026-06-30", &[]));
        let said: Vec<String> = version.oddities().iter().map(ToString::to_string).collect();
        assert_eq!(said[0], "openings 1 and 3 give hours to the same date; those of the first hold");
        assert_eq!(said.len(), 2);
    }
}
