//! What a calendar file says: one version of one calendar (rules 5 and 6).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::id::CalendarName;

/// A local time of day in minutes since midnight, 0 to 1440 (`24:00`, only as an end).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DayTime(pub u16);

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A local window of one day, start included, end excluded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Window {
    /// First minute.
    pub start: DayTime,
    /// First minute after.
    pub end: DayTime,
}

/// Every day of the year on which a territory rests, by its code in calendar files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// National list, code du travail L3133-1.
    Fr,
    /// With Good Friday and 26 December, L3134-13.
    FrAlsaceMoselle,
    /// Abolition of slavery on 27 May, L3422-2.
    FrGuadeloupe,
    /// 22 May.
    FrMartinique,
    /// 10 June.
    FrGuyane,
    /// 20 December.
    FrReunion,
    /// 27 April.
    FrMayotte,
}

/// A feast by its code in calendar files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feast {
    /// 1 January.
    NewYear,
    /// Two days before Easter.
    GoodFriday,
    /// The day after Easter.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 8 May.
    #[serde(rename = "victory-1945")]
    Victory1945,
    /// Easter + 39.
    Ascension,
    /// Easter + 50.
    WhitMonday,
    /// 14 July.
    BastilleDay,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 11 November.
    #[serde(rename = "armistice-1918")]
    Armistice1918,
    /// 25 December.
    Christmas,
    /// 26 December.
    SaintStephen,
    /// The abolition day of an overseas territory.
    Abolition,
}

/// A holiday on which the desk works all the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkedHoliday {
    /// This date.
    Date(NaiveDate),
    /// This feast, every year.
    Feast(Feast),
}

/// Whole days closed, both ends included.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Closure {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Repeats every year, also across New Year.
    pub yearly: bool,
    /// What is shown.
    pub reason: String,
}

/// Dated hours that replace the day's own.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Days of the week, Monday 0 to Sunday 6; empty is every day.
    pub days: Vec<u8>,
    /// Windows of those days.
    pub hours: Vec<Window>,
    /// Holds on holidays too.
    pub on_holidays: bool,
    /// What is shown.
    pub reason: String,
}

/// One version of one calendar, as its file says it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Version {
    /// The calendar.
    pub name: CalendarName,
    /// What it is called.
    pub title: Option<String>,
    /// IANA name of its zone; never changes between versions.
    pub timezone: String,
    /// In force from this local date; `None` is the first version.
    pub effective_on: Option<NaiveDate>,
    /// Territories whose holidays it keeps; may be empty, never forgotten.
    pub holidays: Vec<Region>,
    /// Holidays worked all the same.
    pub worked_holidays: Vec<WorkedHoliday>,
    /// Weekly windows, Monday first, sorted and not overlapping.
    pub hours: [Vec<Window>; 7],
    /// Whole days closed.
    pub closures: Vec<Closure>,
    /// Dated hours.
    pub openings: Vec<Opening>,
}
