//! The words of a calendar file: times, windows, days, territories, feasts.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::error::{BadWord, nearest};
use super::spec::{DayTime, Feast, Region, Window, WorkedHoliday};
use crate::domain::date::clipped;

/// Codes of the days of the week, Monday first.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const EVERY_DAY: &str = "every-day";

impl DayTime {
    /// 00:00.
    pub const MIDNIGHT: Self = Self(0);
    /// 24:00, only as an end.
    pub const END: Self = Self(1440);

    /// Seconds since local midnight.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0 as i64 * 60
    }
}

impl FromStr for DayTime {
    type Err = BadWord;

    fn from_str(text: &str) -> Result<Self, BadWord> {
        let bad = || BadWord::Time(clipped(text));
        let (hours, minutes) = text.split_once(':').ok_or_else(bad)?;
        let number = |t: &str| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit());
        if !number(hours) || !number(minutes) {
            return Err(bad());
        }
        let hours: u16 = hours.parse().map_err(|_| bad())?;
        let minutes: u16 = minutes.parse().map_err(|_| bad())?;
        let time = Self(hours * 60 + minutes);
        if minutes < 60 && time <= Self::END { Ok(time) } else { Err(bad()) }
    }
}

impl Window {
    /// The whole day.
    pub const WHOLE_DAY: Self = Self { start: DayTime::MIDNIGHT, end: DayTime::END };
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

impl FromStr for Window {
    type Err = BadWord;

    fn from_str(text: &str) -> Result<Self, BadWord> {
        let (start, end) = text.split_once('-').ok_or_else(|| BadWord::Window(clipped(text)))?;
        let window = Self { start: start.trim().parse()?, end: end.trim().parse()? };
        if window.start < window.end { Ok(window) } else { Err(BadWord::Backwards(window)) }
    }
}

/// Days of the week as a key of `[hours]` or a word of `days` names them, Monday 0 to Sunday 6, in the order named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Days(pub Vec<u8>);

impl FromStr for Days {
    type Err = BadWord;

    /// `mon`, `mon-fri`, `sun-thu` (across the week's end), `every-day`.
    fn from_str(text: &str) -> Result<Self, BadWord> {
        if text == EVERY_DAY {
            return Ok(Self((0..7).collect()));
        }
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (day(first, text)?, day(last, text)?);
        let length = (last + 7 - first) % 7 + 1;
        Ok(Self((0..length).map(|n| (first + n) % 7).collect()))
    }
}

fn day(word: &str, text: &str) -> Result<u8, BadWord> {
    let known = (0u8..).zip(DAYS).find(|(_, code)| *code == word);
    known.map(|(number, _)| number).ok_or_else(|| BadWord::Day {
        text: clipped(text),
        nearest: nearest(word, DAYS.into_iter().chain([EVERY_DAY])),
    })
}

impl Region {
    /// Every territory, in the order of their codes' list.
    pub const ALL: [Self; 7] = [
        Self::Fr,
        Self::FrAlsaceMoselle,
        Self::FrGuadeloupe,
        Self::FrMartinique,
        Self::FrGuyane,
        Self::FrReunion,
        Self::FrMayotte,
    ];

    /// Its code in calendar files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::FrAlsaceMoselle => "fr-alsace-moselle",
            Self::FrGuadeloupe => "fr-guadeloupe",
            Self::FrMartinique => "fr-martinique",
            Self::FrGuyane => "fr-guyane",
            Self::FrReunion => "fr-reunion",
            Self::FrMayotte => "fr-mayotte",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Region {
    type Err = BadWord;

    fn from_str(text: &str) -> Result<Self, BadWord> {
        let known = Self::ALL.into_iter().find(|region| region.code() == text);
        known.ok_or_else(|| BadWord::Region {
            text: clipped(text),
            nearest: nearest(text, Self::ALL.into_iter().map(Self::code)),
        })
    }
}

impl Feast {
    /// Every feast, in the order of a year.
    pub const ALL: [Self; 14] = [
        Self::NewYear,
        Self::GoodFriday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::Victory1945,
        Self::Ascension,
        Self::WhitMonday,
        Self::BastilleDay,
        Self::Assumption,
        Self::AllSaints,
        Self::Armistice1918,
        Self::Christmas,
        Self::SaintStephen,
        Self::Abolition,
    ];

    /// Its code in calendar files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NewYear => "new-year",
            Self::GoodFriday => "good-friday",
            Self::EasterMonday => "easter-monday",
            Self::LabourDay => "labour-day",
            Self::Victory1945 => "victory-1945",
            Self::Ascension => "ascension",
            Self::WhitMonday => "whit-monday",
            Self::BastilleDay => "bastille-day",
            Self::Assumption => "assumption",
            Self::AllSaints => "all-saints",
            Self::Armistice1918 => "armistice-1918",
            Self::Christmas => "christmas",
            Self::SaintStephen => "saint-stephen",
            Self::Abolition => "abolition",
        }
    }
}

impl fmt::Display for Feast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Feast {
    type Err = BadWord;

    fn from_str(text: &str) -> Result<Self, BadWord> {
        let known = Self::ALL.into_iter().find(|feast| feast.code() == text);
        known.ok_or_else(|| BadWord::Feast {
            text: clipped(text),
            nearest: nearest(text, Self::ALL.into_iter().map(Self::code)),
        })
    }
}

impl fmt::Display for WorkedHoliday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Feast(feast) => feast.fmt(f),
        }
    }
}

impl FromStr for WorkedHoliday {
    type Err = BadWord;

    fn from_str(text: &str) -> Result<Self, BadWord> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| date.to_string() == text);
        date.map_or_else(|| text.parse().map(Self::Feast), |date| Ok(Self::Date(date)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<T: FromStr<Err = BadWord> + fmt::Debug>(text: &str) -> String {
        text.parse::<T>().unwrap_err().to_string()
    }

    #[test]
    fn twenty_four_hours_is_an_end_and_never_a_start() {
        assert_eq!("20:00-24:00".parse(), Ok(Window { start: DayTime(1200), end: DayTime::END }));
        assert_eq!("00:00-24:00".parse(), Ok(Window::WHOLE_DAY));
        assert!("24:00-24:00".parse::<Window>().is_err());
        assert!("20:00-24:01".parse::<Window>().is_err());
    }

    #[test]
    fn a_window_across_midnight_is_refused_with_the_way_to_write_a_night() {
        assert_eq!(
            said::<Window>("20:00-08:00"),
            "window `20:00-08:00` ends before it starts; a night is two windows, `20:00-24:00` and `00:00-08:00`"
        );
        assert!("09:00-09:00".parse::<Window>().is_err());
    }

    #[test]
    fn half_written_times_are_refused() {
        for text in
            ["9:00-12:30", "09:60-12:00", "09h00-12h30", "09:00", "09:00–12:30", "", "+9:00-12:00", "0９:00-12:00"]
        {
            assert!(text.parse::<Window>().is_err(), "{text}");
        }
        assert_eq!(said::<Window>("9:00-12:30"), "`9:00` is no time of day; write it `09:00`, from `00:00` to `24:00`");
    }

    #[test]
    fn days_are_named_alone_in_ranges_or_all_at_once() {
        assert_eq!("mon".parse(), Ok(Days(vec![0])));
        assert_eq!("mon-thu".parse(), Ok(Days(vec![0, 1, 2, 3])));
        assert_eq!("sun-tue".parse(), Ok(Days(vec![6, 0, 1])));
        assert_eq!("every-day".parse(), Ok(Days(vec![0, 1, 2, 3, 4, 5, 6])));
        let wrong = said::<Days>("mo-fri");
        assert_eq!(wrong, "`mo-fri` is no day; write `mon`, `mon-fri` or `every-day`; did you mean `mon`?");
        assert!("".parse::<Days>().is_err());
    }

    #[test]
    fn codes_are_those_of_the_file_format() {
        for region in Region::ALL {
            assert_eq!(region.code().parse(), Ok(region));
            assert_eq!(serde_json::to_value(region).unwrap(), region.code());
        }
        for feast in Feast::ALL {
            assert_eq!(feast.code().parse(), Ok(feast));
            assert_eq!(serde_json::to_value(feast).unwrap(), feast.code());
        }
    }

    #[test]
    fn an_unknown_territory_or_feast_names_its_nearest() {
        let alsace = said::<Region>("fr-alsace-mosele");
        assert_eq!(alsace, "unknown holidays `fr-alsace-mosele`; did you mean `fr-alsace-moselle`?");
        assert_eq!(said::<Region>("germany"), "unknown holidays `germany`");
        let whit = said::<WorkedHoliday>("whitmonday");
        assert_eq!(whit, "`whitmonday` is no feast and no date; did you mean `whit-monday`?");
    }

    #[test]
    fn a_worked_holiday_is_a_date_or_a_feast() {
        let date = NaiveDate::from_ymd_opt(2026, 5, 25).unwrap();
        assert_eq!("2026-05-25".parse(), Ok(WorkedHoliday::Date(date)));
        assert_eq!("whit-monday".parse(), Ok(WorkedHoliday::Feast(Feast::WhitMonday)));
        assert!("2026-02-30".parse::<WorkedHoliday>().is_err());
        assert!("2026-5-25".parse::<WorkedHoliday>().is_err());
    }
}
