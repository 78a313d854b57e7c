//! What is wrong with a calendar, and what cannot be answered with one.

use std::fmt;

use chrono::NaiveDate;

use super::spec::{DayTime, Window};
use super::words::DAYS;
use super::zone::UnknownZone;
use crate::domain::id::CalendarName;

/// A deadline further away than this is an error, not a loop (rule 10).
pub const FARTHEST_YEARS: i64 = 50;

/// Fifty years of 365.25 days.
pub(super) const FARTHEST_S: i64 = FARTHEST_YEARS * 31_557_600;

/// The calendar opens too little for the question (rule 10).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the deadline is more than {FARTHEST_YEARS} years away on calendar `{calendar}`")]
pub struct TooFar {
    /// The calendar.
    pub calendar: CalendarName,
}

/// A word of a calendar file that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadWord {
    /// No time of day.
    #[error("`{0}` is no time of day; write it `09:00`, from `00:00` to `24:00`")]
    Time(String),
    /// No pair of times.
    #[error("`{0}` is no window; write it `09:00-12:30`")]
    Window(String),
    /// A window that ends before it starts, or at its start.
    #[error("window `{0}` ends before it starts; a night is two windows, `20:00-24:00` and `00:00-08:00`")]
    Backwards(Window),
    /// No day of the week, nor a range of them.
    #[error("`{text}` is no day; write `mon`, `mon-fri` or `every-day`{}", hint(*.nearest))]
    Day {
        /// What was given.
        text: String,
        /// The known word most like it.
        nearest: Option<&'static str>,
    },
    /// No territory whose holidays are known.
    #[error("unknown holidays `{text}`{}", hint(*.nearest))]
    Region {
        /// What was given.
        text: String,
        /// The known code most like it.
        nearest: Option<&'static str>,
    },
    /// Neither a date nor the code of a feast.
    #[error("`{text}` is no feast and no date{}", hint(*.nearest))]
    Feast {
        /// What was given.
        text: String,
        /// The known code most like it.
        nearest: Option<&'static str>,
    },
}

/// The part of a calendar file that is at fault; closures and openings are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `name`.
    Name,
    /// `timezone`.
    Timezone,
    /// `effective_on`.
    EffectiveOn,
    /// The whole of `[hours]`.
    Week,
    /// Hours of one day of the week, Monday 0.
    Hours(u8),
    /// One of `[[closures]]`.
    Closure(usize),
    /// One of `[[openings]]`.
    Opening(usize),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str("name"),
            Self::Timezone => f.write_str("timezone"),
            Self::EffectiveOn => f.write_str("effective_on"),
            Self::Week => f.write_str("hours"),
            Self::Hours(day) => write!(f, "hours of `{}`", day_code(*day)),
            Self::Closure(index) => write!(f, "closure {}", index + 1),
            Self::Opening(index) => write!(f, "opening {}", index + 1),
        }
    }
}

/// A calendar that contradicts itself (rule 10).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The zone is not in the database.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// A time after 24:00.
    #[error("{part}: `{time}` is after `24:00`")]
    Time {
        /// Where.
        part: Part,
        /// The time.
        time: DayTime,
    },
    /// A window that ends before it starts, or at its start.
    #[error("{part}: window `{window}` ends before it starts; a night is two windows, `20:00-24:00` and `00:00-08:00`")]
    Backwards {
        /// Where.
        part: Part,
        /// The window.
        window: Window,
    },
    /// Two windows of one day share a minute.
    #[error("{part}: windows `{first}` and `{second}` overlap")]
    Overlap {
        /// Where.
        part: Part,
        /// The earlier window.
        first: Window,
        /// The later one.
        second: Window,
    },
    /// A closure or an opening that ends before it starts.
    #[error("{part}: it ends on {to}, before it starts on {from}")]
    DatesBackwards {
        /// Where.
        part: Part,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// A closure that is repeated every year and leaves no day of it.
    #[error("{part}: from {from} to {to}, repeated every year, leaves no open day")]
    WholeYear {
        /// Where.
        part: Part,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// An opening without a window.
    #[error("{part}: it has no hours; days without hours are a closure")]
    NoHours {
        /// Where.
        part: Part,
    },
    /// A day of the week that is none.
    #[error("{part}: {day} is no day of the week, which are 0 to 6")]
    Weekday {
        /// Where.
        part: Part,
        /// The number.
        day: u8,
    },
    /// No date of an opening falls on one of its days.
    #[error("{part}: from {from} to {to} there is none of its days")]
    NoSuchDay {
        /// Where.
        part: Part,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// No day of the calendar has a window.
    #[error("calendar `{name}` never opens")]
    NeverOpens {
        /// The calendar.
        name: CalendarName,
    },
    /// The name of the calendar that is built in.
    #[error("the calendar `{name}` is built in; choose another name")]
    BuiltIn {
        /// The name.
        name: CalendarName,
    },
    /// A calendar needs at least one version.
    #[error("a calendar needs at least one version")]
    NoVersion,
    /// Versions of two calendars were mixed.
    #[error("`{other}` is no version of calendar `{name}`")]
    OtherName {
        /// The first version's name.
        name: CalendarName,
        /// The name at fault.
        other: CalendarName,
    },
    /// A calendar's zone never changes between versions (rule 3).
    #[error("calendar `{name}` is in zone `{zone}` and stays there; a version in `{other}` is another calendar")]
    ZoneChanges {
        /// The calendar.
        name: CalendarName,
        /// The first version's zone.
        zone: String,
        /// The zone at fault.
        other: String,
    },
    /// Two versions begin on the same date.
    #[error("calendar `{name}` has two versions {}", begin(*.effective_on))]
    SameDate {
        /// The calendar.
        name: CalendarName,
        /// The date; `None` is a first version.
        effective_on: Option<NaiveDate>,
    },
}

impl CalendarError {
    /// The part of the file that is at fault, so that a reader of the file can be shown the line.
    #[must_use]
    pub const fn part(&self) -> Part {
        match self {
            Self::Zone(_) | Self::ZoneChanges { .. } => Part::Timezone,
            Self::Time { part, .. }
            | Self::Backwards { part, .. }
            | Self::Overlap { part, .. }
            | Self::DatesBackwards { part, .. }
            | Self::WholeYear { part, .. }
            | Self::NoHours { part }
            | Self::Weekday { part, .. }
            | Self::NoSuchDay { part, .. } => *part,
            Self::NeverOpens { .. } => Part::Week,
            Self::BuiltIn { .. } | Self::NoVersion | Self::OtherName { .. } => Part::Name,
            Self::SameDate { .. } => Part::EffectiveOn,
        }
    }
}

fn begin(effective_on: Option<NaiveDate>) -> String {
    effective_on.map_or_else(|| "without a date".to_owned(), |date| format!("from {date}"))
}

fn day_code(day: u8) -> &'static str {
    DAYS.get(usize::from(day)).copied().unwrap_or("?")
}

/// What is said after an unknown word.
pub(super) fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |known| format!("; did you mean `{known}`?"))
}

/// The known word most like `text`, if any is like it at all.
pub(super) fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    let allowed = (text.chars().count() / 3).max(1);
    known
        .map(|word| (strsim::damerau_levenshtein(&text, &word.to_lowercase()), word))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}
