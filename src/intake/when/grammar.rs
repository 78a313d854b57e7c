//! The words of time, in both languages, and the order in which they may stand.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::Reason;
use super::tokens::{Found, Parser, Token};

/// What a text says, before anybody asks what day it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// This instant.
    Now,
    /// So many civil days, then so many seconds away.
    Shift {
        /// Civil days, at the same local time.
        days: i64,
        /// Real seconds.
        seconds: i64,
    },
    /// A local reading; with an offset, of a zone of its own.
    Civil {
        /// Which day, if the text says.
        day: Option<Day>,
        /// The time of day.
        time: NaiveTime,
        /// Seconds east of UTC.
        offset: Option<i32>,
    },
}

/// A day as it is said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Day {
    /// Days from today.
    From(i64),
    /// A day of the week.
    Weekday(Weekday, Which),
    /// A full date.
    Date(NaiveDate),
    /// Day and month of an open year.
    EveryYear(u32, u32),
}

/// Which of the days of that name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// Not said.
    Open,
    /// `prochain`, `next`.
    Next,
    /// `dernier`, `last`.
    Last,
}

const MONTHS: [&[&str]; 12] = [
    &["janvier", "january", "jan", "janv"],
    &["fevrier", "february", "feb", "fev", "fevr"],
    &["mars", "march", "mar"],
    &["avril", "april", "apr", "avr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "july", "jul", "juil"],
    &["aout", "august", "aug"],
    &["septembre", "september", "sep", "sept"],
    &["octobre", "october", "oct"],
    &["novembre", "november", "nov"],
    &["decembre", "december", "dec"],
];

const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["lundi", "monday", "lun", "mon"]),
    (Weekday::Tue, &["mardi", "tuesday", "mar", "tue"]),
    (Weekday::Wed, &["mercredi", "wednesday", "mer", "wed"]),
    (Weekday::Thu, &["jeudi", "thursday", "jeu", "thu"]),
    (Weekday::Fri, &["vendredi", "friday", "ven", "fri"]),
    (Weekday::Sat, &["samedi", "saturday", "sam", "sat"]),
    (Weekday::Sun, &["dimanche", "sunday", "dim", "sun"]),
];

const NEXT: &[&str] = &["prochain", "prochaine", "next"];
const LAST: &[&str] = &["dernier", "derniere", "last", "passe"];
const HOUR: &[&str] = &["h", "heure", "heures", "hr"];

/// Seconds, or days where the unit is civil.
const UNITS: [(&[&str], i64, i64); 5] = [
    (&["s", "sec", "second", "seconds", "seconde", "secondes"], 1, 0),
    (&["m", "min", "mn", "mins", "minute", "minutes"], 60, 0),
    (&["h", "hr", "hour", "hours", "heure", "heures"], 3600, 0),
    (&["d", "j", "day", "days", "jour", "jours"], 0, 1),
    (&["w", "week", "weeks", "semaine", "semaines", "sem"], 0, 7),
];

/// The month that a folded `janvier 2026`, `01 2026` names, and its year as it is written.
pub(super) fn month_and_year(text: &str) -> Option<(usize, &str)> {
    let (month, year) = text.split_once(' ')?;
    let named = MONTHS.iter().position(|names| names.contains(&month)).map(|i| i + 1);
    let number = || month.parse().ok().filter(|n| month.len() == 2 && (1..=12).contains(n));
    let sound = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    Some((named.or_else(number)?, year)).filter(|_| sound)
}

impl Parser {
    // --- the whole ---

    pub(super) fn instant(&mut self) -> Result<Meaning, (usize, Reason)> {
        if self.word(&["now", "maintenant"]) {
            return Ok(Meaning::Now);
        }
        if let Some(shift) = self.attempt(Self::shift)? {
            return Ok(shift);
        }
        let day = self.attempt(Self::day)?;
        self.connector(day.is_some());
        let Some(time) = self.attempt(Self::time)? else {
            let day_only = day.is_some() && self.next == self.tokens.len();
            return Err(if day_only { (self.length, Reason::NoTime) } else { self.not_understood() });
        };
        let offset = if matches!(day, Some(Day::Date(_))) { self.attempt(Self::offset)? } else { None };
        let day = if day.is_none() { self.attempt(Self::day)? } else { day };
        Ok(Meaning::Civil { day, time, offset })
    }

    pub(super) fn day_alone(&mut self) -> Result<Day, (usize, Reason)> {
        self.attempt(Self::day)?.ok_or_else(|| self.not_understood())
    }

    /// What may stand between day and time.
    fn connector(&mut self, after_day: bool) {
        if after_day && !self.word(&["t"]) {
            self.sign(&[',']);
        }
        let _ = self.word(&["a", "at", "vers"]) || self.sign(&['@', 'à']).is_some();
    }

    // --- so long ago, in so long ---

    fn shift(&mut self) -> Found<Meaning> {
        let sign = match self.sign(&['-', '+', '−']) {
            Some('+') => Some(1),
            Some(_) => Some(-1),
            None if self.word(&["dans", "in"]) => Some(1),
            None if self.word(&["il"]) => (self.word(&["y"]) && self.word(&["a"])).then_some(-1),
            None => None,
        };
        let Some((days, seconds)) = self.span()? else { return Ok(None) };
        let sign = match sign {
            Some(sign) => sign,
            None if self.word(&["ago"]) => -1,
            None => return Ok(None),
        };
        Ok(Some(Meaning::Shift { days: days * sign, seconds: seconds * sign }))
    }

    /// `2h`, `1h30`, `2 jours 4 heures`: each unit smaller than the one before.
    fn span(&mut self) -> Found<(i64, i64)> {
        let (mut days, mut seconds, mut below) = (0_i64, 0_i64, i64::MAX);
        let mut found = false;
        while let Some((amount, unit_s, unit_days)) = self.attempt(|p| Ok(p.amount(below)))? {
            found = true;
            days += amount * unit_days;
            seconds += amount * unit_s;
            below = unit_s + unit_days * 86_400;
            let minutes = (unit_s == 3600).then(|| self.number(2, 2)).flatten();
            if let Some(minutes) = minutes {
                seconds += i64::from(minutes) * 60;
                break;
            }
            let _ = self.word(&["et", "and"]);
        }
        Ok(found.then_some((days, seconds)))
    }

    /// A number and its unit, the unit smaller than `below` seconds.
    fn amount(&mut self, below: i64) -> Option<(i64, i64, i64)> {
        let amount = match self.number(1, 7) {
            Some(number) => i64::from(number),
            None => self.word(&["un", "une", "a", "an", "one"]).then_some(1)?,
        };
        let (_, seconds, days) = UNITS.iter().find(|(names, ..)| self.word(names))?;
        (seconds + days * 86_400 < below).then_some((amount, *seconds, *days))
    }

    // --- days ---

    fn day(&mut self) -> Found<Day> {
        let _ = self.word(&["le", "on", "the", "ce", "this"]);
        if let Some(days) = self.named_day() {
            return Ok(Some(Day::From(days)));
        }
        if let Some(day) = self.attempt(|p| Ok(p.weekday()))? {
            // `vendredi 14h` is a weekday and a time; `vendredi 3 décembre` would be two days, of which one may be wrong.
            return Ok(Some(day));
        }
        if let Some(day) = self.attempt(Self::iso_date)? {
            return Ok(Some(day));
        }
        if let Some(day) = self.attempt(Self::french_date)? {
            return Ok(Some(day));
        }
        self.attempt(Self::month_date)
    }

    /// Days from today.
    fn named_day(&mut self) -> Option<i64> {
        const NAMED: [(&[&str], i64); 3] =
            [(&["aujourd'hui", "today"], 0), (&["demain", "tomorrow"], 1), (&["hier", "yesterday"], -1)];
        if let Some((_, days)) = NAMED.iter().find(|(names, _)| self.word(names)) {
            return Some(*days);
        }
        let start = self.next;
        for (first, second, days) in [("avant", "hier", -2), ("apres", "demain", 2)] {
            if self.word(&[first]) {
                let _ = self.sign(&['-']);
                if self.word(&[second]) {
                    return Some(days);
                }
                self.next = start;
            }
        }
        None
    }

    fn weekday(&mut self) -> Option<Day> {
        let before = self.which();
        let (day, _) = WEEKDAYS.iter().find(|(_, names)| self.word(names))?;
        let which = if before == Which::Open { self.which() } else { before };
        Some(Day::Weekday(*day, which))
    }

    fn which(&mut self) -> Which {
        if self.word(NEXT) {
            Which::Next
        } else if self.word(LAST) {
            Which::Last
        } else {
            Which::Open
        }
    }

    /// `2026-12-01`.
    fn iso_date(&mut self) -> Found<Day> {
        let start = self.next;
        let Some(year) = self.number(4, 4) else { return Ok(None) };
        let separator = self.sign(&['-', '/']);
        let Some((month, day)) = separator
            .and_then(|s| Some((self.number(2, 2)?, self.sign(&[s])?, self.number(2, 2)?)))
            .map(|(m, _, d)| (m, d))
        else {
            return Ok(None);
        };
        self.full_date(start, year, month, day).map(Some)
    }

    /// `03/12/2026`, `3-12-2026`, `3/12`.
    fn french_date(&mut self) -> Found<Day> {
        let start = self.next;
        let Some(day) = self.number(1, 2) else { return Ok(None) };
        let Some(separator) = self.sign(&['/', '-', '.']) else { return Ok(None) };
        let Some(month) = self.number(1, 2) else { return Ok(None) };
        if self.sign(&[separator]).is_some() {
            let Some(year) = self.number(4, 4) else { return Ok(None) };
            return self.full_date(start, year, month, day).map(Some);
        }
        if separator == '/' { self.open_date(start, month, day).map(Some) } else { Ok(None) }
    }

    /// `1er décembre 2026`, `3 décembre`, `december 3`.
    fn month_date(&mut self) -> Found<Day> {
        let start = self.next;
        let before = self.number(1, 2);
        if before.is_some() {
            let _ = self.word(&["er", "st", "nd", "rd", "th"]);
        }
        let Some(month) = self.month_name() else { return Ok(None) };
        let Some(day) = before.or_else(|| self.number(1, 2)) else { return Ok(None) };
        if before.is_none() {
            let _ = self.word(&["st", "nd", "rd", "th"]) | self.sign(&[',']).is_some();
        }
        match self.number(4, 4) {
            Some(year) => self.full_date(start, year, month, day).map(Some),
            None => self.open_date(start, month, day).map(Some),
        }
    }

    fn month_name(&mut self) -> Option<u32> {
        let index = MONTHS.iter().position(|names| self.word(names))?;
        u32::try_from(index + 1).ok()
    }

    fn full_date(&self, start: usize, year: u32, month: u32, day: u32) -> Result<Day, (usize, Reason)> {
        let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
        match date {
            Some(date) if (1..=9998).contains(&year) => Ok(Day::Date(date)),
            Some(_) => Err((self.place(start), Reason::OutOfRange)),
            None => Err((self.place(start), Reason::NoSuchDay(self.said(start)))),
        }
    }

    /// A day and month of some year: 29 February is one.
    fn open_date(&self, start: usize, month: u32, day: u32) -> Result<Day, (usize, Reason)> {
        const LEAP: i32 = 2000;
        match NaiveDate::from_ymd_opt(LEAP, month, day) {
            Some(_) => Ok(Day::EveryYear(day, month)),
            None => Err((self.place(start), Reason::NoSuchDay(self.said(start)))),
        }
    }

    // --- times of day ---

    fn time(&mut self) -> Found<NaiveTime> {
        if self.word(&["midi", "noon"]) {
            return Ok(NaiveTime::from_hms_opt(12, 0, 0));
        }
        if self.word(&["minuit", "midnight"]) {
            return Ok(Some(NaiveTime::MIN));
        }
        let start = self.next;
        let Some(hour) = self.number(1, 2) else { return Ok(None) };
        let (mut minute, mut second, mut said) = (0, 0, false);
        if self.word(HOUR) {
            minute = self.number(2, 2).unwrap_or(0);
            said = true;
        } else if self.sign(&[':']).is_some() {
            let Some(minutes) = self.number(2, 2) else { return Ok(None) };
            (minute, said) = (minutes, true);
            if self.sign(&[':']).is_some() {
                let Some(seconds) = self.number(2, 2) else { return Ok(None) };
                second = seconds;
                if self.sign(&['.', ',']).is_some() && self.fraction().is_none() {
                    return Ok(None);
                }
            }
        }
        let hour = match self.half() {
            Some(_) if !(1..=12).contains(&hour) => 24,
            Some(half) => hour % 12 + half,
            None if said => hour,
            None => return Ok(None),
        };
        let wrong = || (self.place(start), Reason::NoSuchTime(self.said(start)));
        NaiveTime::from_hms_opt(hour, minute, second).map(Some).ok_or_else(wrong)
    }

    /// Parts of a second are read and dropped: infog counts whole ones.
    fn fraction(&mut self) -> Option<()> {
        let Some(Token::Number(_)) = self.token() else { return None };
        self.advance();
        Some(())
    }

    fn half(&mut self) -> Option<u32> {
        if self.word(&["am"]) {
            Some(0)
        } else if self.word(&["pm"]) {
            Some(12)
        } else {
            None
        }
    }

    /// `Z`, `+01:00`, `+0100`, `+01`: seconds east of UTC.
    fn offset(&mut self) -> Found<i32> {
        if self.word(&["z", "utc", "gmt"]) {
            return Ok(Some(0));
        }
        let start = self.next;
        let Some(sign) = self.sign(&['+', '-', '−']) else { return Ok(None) };
        let (hours, minutes) = match (self.number(2, 2), self.number(4, 4)) {
            (Some(hours), _) if self.sign(&[':']).is_some() => match self.number(2, 2) {
                Some(minutes) => (hours, minutes),
                None => return Ok(None),
            },
            (Some(hours), _) => (hours, 0),
            (None, Some(both)) => (both / 100, both % 100),
            (None, None) => return Ok(None),
        };
        if hours > 23 || minutes > 59 {
            return Err((self.place(start), Reason::NoSuchOffset(self.said(start))));
        }
        let seconds = i32::try_from(hours * 3600 + minutes * 60).unwrap_or(0); // under a day
        Ok(Some(if sign == '+' { seconds } else { -seconds }))
    }
}
