//! Civil dates and times of day, as a reader writes them. Instants come in as the civil reading of their zone.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

use super::catalogue::Locale;
use super::lang::Lang;
use super::typography::{MINUS, WIDE};
use crate::domain::calendar::Zone;
use crate::domain::calendar::zone::Local;
use crate::domain::instant::{Instant, Month};
use crate::domain::span::{Shape, Span};

type Name = fn(&Locale) -> String;

const MONTHS: [Name; 12] = [
    Locale::month_1,
    Locale::month_2,
    Locale::month_3,
    Locale::month_4,
    Locale::month_5,
    Locale::month_6,
    Locale::month_7,
    Locale::month_8,
    Locale::month_9,
    Locale::month_10,
    Locale::month_11,
    Locale::month_12,
];

impl Locale {
    /// In running text: `12 octobre 2026`, `1er mai 2026`, `12 October 2026`.
    #[must_use]
    pub fn date(&self, date: NaiveDate) -> String {
        let day = match (self.lang(), date.day()) {
            (Lang::Fr, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        self.date_long(day, self.month_name(date.month()), date.year().to_string())
    }

    /// In a table: `12/10/2026`, `2026-10-12`.
    #[must_use]
    pub fn date_short(&self, date: NaiveDate) -> String {
        match self.lang() {
            Lang::Fr => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
            Lang::En => format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
        }
    }

    /// With its day of the week: `lundi 12 octobre 2026`, `Monday 12 October 2026`.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        self.date_with_weekday(self.weekday(date.weekday()), self.date(date))
    }

    /// `octobre 2026`, `October 2026`.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        self.month_of_year(self.month_name(month.number()), month.year().to_string())
    }

    /// `juin 2026`, `2e trimestre 2026`, `2026`, `du 1er juin au 3 juillet 2026`.
    #[must_use]
    pub fn span(&self, span: Span) -> String {
        match span.shape() {
            Shape::Month(month) => self.month(month),
            Shape::Quarter(year, number) => self.quarter_of_year(number.to_string(), year.to_string()),
            Shape::Year(year) => year.to_string(),
            Shape::Days => self.range(self.date(span.from()), self.date(span.to())),
        }
    }

    /// `octobre`, `October`; `number` is 1 to 12.
    #[must_use]
    pub fn month_name(&self, number: u32) -> String {
        let name = usize::try_from(number).ok().and_then(|n| MONTHS.get(n.checked_sub(1)?));
        name.map_or_else(|| number.to_string(), |name| name(self))
    }

    /// `lundi`, `Monday`.
    #[must_use]
    pub fn weekday(&self, day: Weekday) -> String {
        match day {
            Weekday::Mon => self.weekday_0(),
            Weekday::Tue => self.weekday_1(),
            Weekday::Wed => self.weekday_2(),
            Weekday::Thu => self.weekday_3(),
            Weekday::Fri => self.weekday_4(),
            Weekday::Sat => self.weekday_5(),
            Weekday::Sun => self.weekday_6(),
        }
    }

    /// `lun.`, `Mon`.
    #[must_use]
    pub fn weekday_short(&self, day: Weekday) -> String {
        match day {
            Weekday::Mon => self.weekday_short_0(),
            Weekday::Tue => self.weekday_short_1(),
            Weekday::Wed => self.weekday_short_2(),
            Weekday::Thu => self.weekday_short_3(),
            Weekday::Fri => self.weekday_short_4(),
            Weekday::Sat => self.weekday_short_5(),
            Weekday::Sun => self.weekday_short_6(),
        }
    }

    /// A time of day in running text: `8 h 40`, `08:40`.
    #[must_use]
    pub fn time(&self, time: NaiveTime) -> String {
        match (self.lang(), time.second()) {
            (Lang::Fr, 0) => format!("{}{WIDE}h{WIDE}{:02}", time.hour(), time.minute()),
            (Lang::Fr, s) => format!("{}{WIDE}h{WIDE}{:02}{WIDE}min{WIDE}{s:02}", time.hour(), time.minute()),
            (Lang::En, _) => self.clock(time),
        }
    }

    /// A time of day in a table: `08:40`, with seconds only where there are some.
    #[must_use]
    pub fn clock(&self, time: NaiveTime) -> String {
        let (h, m, s) = (time.hour(), time.minute(), time.second());
        if s == 0 { format!("{h:02}:{m:02}") } else { format!("{h:02}:{m:02}:{s:02}") }
    }

    /// Date and time in a table: `12/10/2026 08:40`, `2026-10-12 08:40`.
    #[must_use]
    pub fn moment(&self, local: NaiveDateTime) -> String {
        format!("{}{WIDE}{}", self.date_short(local.date()), self.clock(local.time()))
    }

    /// Date and time in running text: `lundi 12 octobre 2026 à 8 h 40`, `Monday 12 October 2026 at 08:40`.
    #[must_use]
    pub fn moment_in_words(&self, local: NaiveDateTime) -> String {
        self.moment_long(self.day(local.date()), self.time(local.time()))
    }

    /// Date and time in a table where today is near: `aujourd’hui 16:00`, `demain 09:30`, `lun. 14/10 09:30` within
    /// the six days around, else [`Locale::moment`].
    #[must_use]
    pub fn moment_near(&self, local: NaiveDateTime, today: NaiveDate) -> String {
        let (date, clock) = (local.date(), self.clock(local.time()));
        let day = match (date - today).num_days() {
            0 => self.today(),
            1 => self.tomorrow(),
            -1 => self.yesterday(),
            -6..=6 => format!("{}{WIDE}{}", self.weekday_short(date.weekday()), self.day_and_month(date)),
            _ => return self.moment(local),
        };
        format!("{day}{WIDE}{clock}")
    }

    /// [`Locale::moment`] of an instant; where clocks show that reading twice, with the offset that is meant.
    #[must_use]
    pub fn moment_at(&self, at: Instant, zone: &Zone) -> String {
        self.told_apart(self.moment(zone.local(at)), at, zone)
    }

    /// [`Locale::moment_near`] of an instant, told apart as in [`Locale::moment_at`].
    #[must_use]
    pub fn moment_near_at(&self, at: Instant, now: Instant, zone: &Zone) -> String {
        self.told_apart(self.moment_near(zone.local(at), zone.date(now)), at, zone)
    }

    /// [`Locale::moment_in_words`] of an instant, told apart as in [`Locale::moment_at`].
    #[must_use]
    pub fn moment_in_words_at(&self, at: Instant, zone: &Zone) -> String {
        self.told_apart(self.moment_in_words(zone.local(at)), at, zone)
    }

    fn told_apart(&self, moment: String, at: Instant, zone: &Zone) -> String {
        match zone.resolve(zone.local(at)) {
            Local::Fold { .. } => self.moment_twice(moment, self.offset(zone.offset_s(at))),
            Local::One(_) | Local::Gap { .. } => moment,
        }
    }

    /// A date without its year: `12/10`, `12 Oct`.
    #[must_use]
    pub fn day_and_month(&self, date: NaiveDate) -> String {
        match self.lang() {
            Lang::Fr => format!("{:02}/{:02}", date.day(), date.month()),
            Lang::En => {
                let month: String = self.month_name(date.month()).chars().take(3).collect();
                format!("{}{WIDE}{month}", date.day())
            }
        }
    }

    /// An offset from UTC in seconds: `UTC`, `UTC+2`, `UTC−9:30`.
    #[must_use]
    pub fn offset(&self, seconds: i32) -> String {
        let (h, m) = (seconds.unsigned_abs() / 3600, seconds.unsigned_abs() / 60 % 60);
        let sign = if seconds < 0 { MINUS } else { '+' };
        match (h, m) {
            (0, 0) => "UTC".to_owned(),
            (h, 0) => format!("UTC{sign}{h}"),
            (h, m) => format!("UTC{sign}{h}:{m:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn plain(text: String) -> String {
        text.replace(WIDE, " ")
    }

    #[test]
    fn dates_in_both_languages() {
        let (en, fr) = (Locale::new(Lang::En), Locale::new(Lang::Fr));
        assert_eq!(fr.date(date("2026-10-12")), "12 octobre 2026");
        assert_eq!(fr.day(date("2026-05-01")), "vendredi 1er mai 2026");
        assert_eq!(en.day(date("2026-05-01")), "Friday 1 May 2026");
        assert_eq!(fr.date_short(date("2026-02-03")), "03/02/2026");
        assert_eq!(en.date_short(date("2026-02-03")), "2026-02-03");
        assert_eq!(fr.month("2026-08".parse().unwrap()), "août 2026");
        assert_eq!(en.month("2026-08".parse().unwrap()), "August 2026");
        assert_eq!(fr.weekday_short(Weekday::Wed), "mer.");
    }

    #[test]
    fn times_differ_in_text_and_table() {
        let (en, fr) = (Locale::new(Lang::En), Locale::new(Lang::Fr));
        assert_eq!(plain(fr.moment_in_words(at("2026-10-12T08:40:00"))), "lundi 12 octobre 2026 à 8 h 40");
        assert_eq!(plain(en.moment_in_words(at("2026-10-12T08:40:00"))), "Monday 12 October 2026 at 08:40");
        assert_eq!(plain(fr.moment(at("2026-10-12T08:40:00"))), "12/10/2026 08:40");
        assert_eq!(plain(en.moment(at("2026-10-12T08:40:09"))), "2026-10-12 08:40:09");
    }

    #[test]
    fn near_days_have_names() {
        let (en, fr) = (Locale::new(Lang::En), Locale::new(Lang::Fr));
        let today = date("2026-10-12");
        for (when, english, french) in [
            ("2026-10-12T16:00:00", "today 16:00", "aujourd’hui 16:00"),
            ("2026-10-13T09:30:00", "tomorrow 09:30", "demain 09:30"),
            ("2026-10-11T09:30:00", "yesterday 09:30", "hier 09:30"),
            ("2026-10-14T09:30:00", "Wed 14 Oct 09:30", "mer. 14/10 09:30"),
            ("2026-10-19T09:30:00", "2026-10-19 09:30", "19/10/2026 09:30"),
        ] {
            assert_eq!(plain(en.moment_near(at(when), today)), english);
            assert_eq!(plain(fr.moment_near(at(when), today)), french);
        }
    }

    #[test]
    fn the_doubled_hour_says_which_of_the_two_is_meant() {
        let (en, paris) = (Locale::new(Lang::En), Zone::named("Europe/Paris").unwrap());
        let first = Instant(1_792_888_200); // 2026-10-25 00:30 UTC
        assert_eq!(plain(en.moment_at(first, &paris)), "2026-10-25 02:30 (UTC+2)");
        assert_eq!(plain(en.moment_at(first.plus_s(3600), &paris)), "2026-10-25 02:30 (UTC+1)");
        assert_eq!(plain(en.moment_near_at(first.plus_s(7200), first, &paris)), "today 03:30");
        assert_eq!(plain(en.moment_in_words_at(first, &paris)), "Sunday 25 October 2026 at 02:30 (UTC+2)");
    }

    #[test]
    fn offsets_are_told_in_hours() {
        let en = Locale::new(Lang::En);
        assert_eq!([0, 7200, -34_200].map(|s| en.offset(s)), ["UTC", "UTC+2", "UTC−9:30"]);
    }
}
