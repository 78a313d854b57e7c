//! Instants, dates and months as people type them, in English and in French.
//!
//! The whole text is understood or refused with the place at fault; which of two days is meant follows from where the
//! reader looks (an opening lies behind, a due time ahead); a local hour that a clock change hides or shows twice is
//! refused, and both instants are offered as text to type; so is an hour of today that is still to come where something
//! happened.

mod grammar;
mod span;
mod tokens;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use unicode_width::UnicodeWidthStr;

use crate::domain::calendar::Zone;
use crate::domain::calendar::zone::Local;
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::instant::{BadMonth, Instant, Month};
use grammar::{Day, Meaning, Which};
pub use span::{BadSpan, quarter, year};
use tokens::Parser;

/// The longest text that is looked at, in characters.
const LONGEST: usize = 200;
/// 0001-01-01T00:00:00Z.
const EARLIEST: Instant = Instant(-62_135_596_800);
/// 9998-12-31T23:59:59Z.
const LATEST: Instant = Instant(253_370_764_799);

/// Where the instant is looked for when the text leaves the day open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Looking {
    /// At or before now: something that happened.
    Back,
    /// At or after now: something that will.
    Forward,
    /// As `Back`, but a time of day alone is one of today, ahead or behind: it stands for now itself.
    Today,
}

/// The text is no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct BadWhen {
    /// As it was given, shortened where it was very long.
    pub text: String,
    /// The character at fault, from 0.
    pub at: usize,
    /// Why.
    pub reason: Box<Reason>,
}

/// Why a text is no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing was given.
    #[error("no time was given")]
    Empty,
    /// Longer than any time.
    #[error("this is longer than any time")]
    TooLong,
    /// From here on nothing is understood.
    #[error("`{0}` is not understood; write `2026-01-13 11:15`, `yesterday 16:40` or `-2h`")]
    NotUnderstood(String),
    /// A day without a time of day.
    #[error("the time of day is missing; add it, as in `2026-01-13 11:15` or `hier 16:40`")]
    NoTime,
    /// No such hour, minute or second.
    #[error("`{0}` is no time of day; hours go to 23, minutes and seconds to 59")]
    NoSuchTime(String),
    /// No such day.
    #[error("`{0}` does not exist in the calendar")]
    NoSuchDay(String),
    /// No such offset.
    #[error("`{0}` is no offset from UTC")]
    NoSuchOffset(String),
    /// Something that happened was asked for, and the time of day alone lies ahead today.
    #[error("{time} still lies ahead today; write `yesterday {time}` or `today {time}`")]
    Ahead {
        /// The time of day.
        time: String,
    },
    /// Before year 1 or after 9998.
    #[error("this lies outside the years 0001 to 9998")]
    OutOfRange,
    /// A clock change hides the hour.
    #[error("{local} does not exist in {zone}: a clock change skips it; write `{after}` or `{before}`")]
    Missing {
        /// What clocks would show.
        local: String,
        /// Where.
        zone: String,
        /// Counted from before the change: later.
        after: String,
        /// Counted from after the change: earlier.
        before: String,
    },
    /// A clock change shows the hour twice.
    #[error("{local} comes twice in {zone}: a clock change repeats it; write `{first}` or `{second}`")]
    Doubled {
        /// What clocks show.
        local: String,
        /// Where.
        zone: String,
        /// The earlier.
        first: String,
        /// The later.
        second: String,
    },
}

impl BadWhen {
    fn new(text: &str, at: usize, reason: Reason) -> Self {
        Self { text: clipped(text), at, reason: Box::new(reason) }
    }

    fn sentence(&self) -> String {
        let reason = self.reason.to_string();
        if reason.starts_with(&format!("`{}`", self.text.trim())) {
            return reason; // it names the whole text; to point into it would say nothing more
        }
        let place = if self.points() { format!("\n{}", self.caret()) } else { String::new() };
        format!("`{}`: {}{place}", self.text.trim(), self.reason)
    }

    /// Clock changes and the day concern the whole text, so no place in it is pointed at.
    fn points(&self) -> bool {
        use Reason::{Ahead, Doubled, Empty, Missing, TooLong};
        let whole = matches!(*self.reason, Missing { .. } | Doubled { .. } | Ahead { .. } | Empty | TooLong);
        !whole && self.at <= self.text.chars().count()
    }

    /// The text, and below it a caret under the character at fault.
    #[must_use]
    pub fn caret(&self) -> String {
        let shown: String = self.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let before: String = shown.chars().take(self.at).collect();
        format!("  {shown}\n  {}^", " ".repeat(before.width()))
    }
}

/// Reads an instant: RFC 3339, a local date and time of `zone`, a time of day, or words such as `yesterday 16:40`,
/// `demain 9h`, `-2h`, `il y a 3 jours`.
///
/// # Errors
/// [`BadWhen`] with the place at fault. A missing or doubled local hour is refused with both instants as text to type.
///
/// ```
/// use infog::domain::{calendar::Zone, instant::Instant};
/// use infog::intake::when::{Looking, parse};
/// let paris = Zone::named("Europe/Paris").unwrap();
/// let now = Instant(1_768_299_300); // 2026-01-13T11:15:00+01:00
/// let hier = parse("hier 16h40", now, &paris, Looking::Back).unwrap();
/// assert_eq!(paris.rfc3339(hier), "2026-01-12T16:40:00+01:00");
/// ```
pub fn parse(text: &str, now: Instant, zone: &Zone, looking: Looking) -> Result<Instant, BadWhen> {
    let (meaning, _) = read(text, Parser::instant)?;
    let reader = Reader { text, now, zone, looking };
    let instant = match meaning {
        Meaning::Now => now,
        Meaning::Shift { days: 0, seconds } => now.plus_s(seconds),
        Meaning::Shift { days, seconds } => reader.other_day(days)?.plus_s(seconds),
        Meaning::Civil { day: Some(Day::Date(date)), time, offset: Some(offset_s) } => {
            Instant(date.and_time(time).and_utc().timestamp()).plus_s(-i64::from(offset_s))
        }
        Meaning::Civil { day: None, time, .. } => reader.time_of_day(time)?,
        Meaning::Civil { day: Some(day), time, .. } => reader.at(reader.date(&day, Some(time))?, time)?,
    };
    // Its zone must be able to write it: the first hours of year 1 in UTC are year 0 further west.
    let written = (EARLIEST..=LATEST).contains(&instant) && (1..=9998).contains(&zone.local(instant).year());
    if written { Ok(instant) } else { Err(BadWhen::new(text, 0, Reason::OutOfRange)) }
}

/// Reads a civil date: `2026-01-13`, `13/01/2026`, `3 décembre`, `hier`, `next friday`.
///
/// # Errors
/// [`BadWhen`] with the place at fault.
pub fn parse_date(text: &str, today: NaiveDate, looking: Looking) -> Result<NaiveDate, BadWhen> {
    let (day, _) = read(text, Parser::day_alone)?;
    let utc = Zone::utc();
    let noon = today.and_time(NaiveTime::MIN).and_utc().timestamp() + 12 * 3600;
    Reader { text, now: Instant(noon), zone: &utc, looking }.date(&day, None)
}

/// Reads a month: `2026-01`, `last`, `this`, `dernier`, `ce`, `janvier 2026`.
///
/// # Errors
/// [`BadMonth`] names the text.
pub fn month(text: &str, today: NaiveDate) -> Result<Month, BadMonth> {
    let this = Month::of(today);
    match words(text).as_str() {
        "last" | "last month" | "dernier" | "mois dernier" | "le mois dernier" | "precedent" | "previous" => {
            Ok(this.previous())
        }
        "this" | "this month" | "ce" | "ce mois" | "ce mois ci" | "courant" | "current" => Ok(this),
        other => match grammar::month_and_year(other) {
            Some((month, year)) => format!("{year}-{month:02}").parse().map_err(|_| BadMonth(clipped(text))),
            None => text.parse().map_err(|_| BadMonth(clipped(text))),
        },
    }
}

fn read<T>(text: &str, rule: impl Fn(&mut Parser) -> Result<T, (usize, Reason)>) -> Result<(T, usize), BadWhen> {
    if text.trim().is_empty() {
        return Err(BadWhen::new(text, 0, Reason::Empty));
    }
    if text.chars().nth(LONGEST).is_some() {
        return Err(BadWhen::new(text, 0, Reason::TooLong));
    }
    let mut parser = Parser::new(text);
    let read = rule(&mut parser).and_then(|meaning| parser.end().map(|end| (meaning, end)));
    read.map_err(|(at, reason)| BadWhen::new(text, at, reason))
}

/// What the words mean for one reader: now, here, and in one direction.
struct Reader<'a> {
    text: &'a str,
    now: Instant,
    zone: &'a Zone,
    looking: Looking,
}

impl Reader<'_> {
    fn refused(&self, reason: Reason) -> BadWhen {
        BadWhen::new(self.text, 0, reason)
    }

    fn today(&self) -> NaiveDate {
        self.zone.date(self.now)
    }

    fn moved(&self, date: NaiveDate, days: i64) -> Result<NaiveDate, BadWhen> {
        let by = Days::new(days.unsigned_abs());
        let moved = if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) };
        moved.filter(|date| (1..=9998).contains(&date.year())).ok_or_else(|| self.refused(Reason::OutOfRange))
    }

    /// The same local time on another day.
    fn other_day(&self, days: i64) -> Result<Instant, BadWhen> {
        self.at(self.moved(self.today(), days)?, self.zone.local(self.now).time())
    }

    /// A time of day alone: today's, or the next after now. Which day is meant by one that should have passed is not
    /// guessed.
    fn time_of_day(&self, time: NaiveTime) -> Result<Instant, BadWhen> {
        let days = match (self.looking, time.cmp(&self.zone.local(self.now).time())) {
            (Looking::Back, std::cmp::Ordering::Greater) => {
                for days in [-1, 0] {
                    self.at(self.moved(self.today(), days)?, time)?; // a clock change is told first: it may be behind
                }
                let shape = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
                return Err(self.refused(Reason::Ahead { time: time.format(shape).to_string() }));
            }
            (Looking::Forward, std::cmp::Ordering::Less) => 1,
            _ => 0,
        };
        self.at(self.moved(self.today(), days)?, time)
    }

    /// The instant at which clocks here show it.
    fn at(&self, date: NaiveDate, time: NaiveTime) -> Result<Instant, BadWhen> {
        let local = date.and_time(time);
        let shown = || local.format("%Y-%m-%d %H:%M").to_string();
        let zone = || self.zone.name().to_owned();
        match self.zone.resolve(local) {
            Local::One(instant) => Ok(instant),
            Local::Gap { before_s, after_s, .. } => Err(self.refused(Reason::Missing {
                local: shown(),
                zone: zone(),
                after: self.offered(local, before_s),
                before: self.offered(local, after_s),
            })),
            Local::Fold { first, second, .. } => Err(self.refused(Reason::Doubled {
                local: shown(),
                zone: zone(),
                first: self.zone.rfc3339(first),
                second: self.zone.rfc3339(second),
            })),
        }
    }

    /// A missing reading counted with one of the two offsets, as this zone shows it.
    fn offered(&self, local: NaiveDateTime, offset_s: i32) -> String {
        self.zone.rfc3339(Instant(local.and_utc().timestamp()).plus_s(-i64::from(offset_s)))
    }

    /// The date that `day` means; a time, where there is one, decides whether today is still ahead or already behind.
    fn date(&self, day: &Day, time: Option<NaiveTime>) -> Result<NaiveDate, BadWhen> {
        let today = self.today();
        match *day {
            Day::Date(date) => Ok(date),
            Day::From(days) => self.moved(today, days),
            Day::Weekday(weekday, which) => self.moved(today, self.days_to(weekday, which, time)),
            Day::EveryYear(day, month) => self.day_of_year(day, month, time),
        }
    }

    /// Days from today to that weekday; `next` and `last` never mean today.
    fn days_to(&self, weekday: Weekday, which: Which, time: Option<NaiveTime>) -> i64 {
        let today = self.today();
        let ahead =
            (7 + i64::from(weekday.num_days_from_monday()) - i64::from(today.weekday().num_days_from_monday())) % 7;
        let clock = self.zone.local(self.now).time();
        match (which, self.looking) {
            (Which::Next, _) if ahead == 0 => 7,
            (Which::Last, _) => ahead - 7,
            (Which::Open, Looking::Back) if ahead > 0 || time.is_some_and(|t| t > clock) => ahead - 7,
            (Which::Open, Looking::Today) if ahead > 0 => ahead - 7,
            (Which::Open, Looking::Forward) if ahead == 0 && time.is_some_and(|t| t < clock) => 7,
            _ => ahead,
        }
    }

    /// `3 décembre` of the nearest year in the direction of looking; 29 February may be years away.
    fn day_of_year(&self, day: u32, month: u32, time: Option<NaiveTime>) -> Result<NaiveDate, BadWhen> {
        const YEARS: i32 = 8;
        let now = self.zone.local(self.now);
        let reading = |date: NaiveDate| date.and_time(time.unwrap_or(NaiveTime::MIN));
        let limit = if time.is_some() { now } else { now.date().and_time(NaiveTime::MIN) };
        let fits = |date: &NaiveDate| match self.looking {
            Looking::Back => reading(*date) <= limit,
            Looking::Forward => reading(*date) >= limit,
            Looking::Today => *date <= now.date(),
        };
        let step = if self.looking == Looking::Forward { 1 } else { -1 };
        let years = (0..=YEARS).map(|n| now.year() + n * step);
        let found = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(fits);
        found.ok_or_else(|| self.refused(Reason::NoSuchDay(format!("{day:02}/{month:02}"))))
    }
}

#[cfg(test)]
mod tests;
