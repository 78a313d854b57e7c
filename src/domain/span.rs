//! Days that a report speaks of: a month, a quarter, a year, or any days between two.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};

use super::instant::Month;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    from: NaiveDate,
    to: NaiveDate,
}

/// What a span is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A whole month.
    Month(Month),
    /// A whole quarter of a year, 1 to 4.
    Quarter(i32, u32),
    /// A whole year.
    Year(i32),
    /// Any other days.
    Days,
}

/// The days run backwards.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{to} comes before {from}")]
pub struct Backwards {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Span {
    /// The days from `from` to `to`, both included.
    ///
    /// # Errors
    /// [`Backwards`].
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, Backwards> {
        if to < from { Err(Backwards { from, to }) } else { Ok(Self { from, to }) }
    }

    /// A month.
    #[must_use]
    pub fn month(month: Month) -> Self {
        Self { from: month.first_day(), to: month.last_day() }
    }

    /// A quarter that begins with `first`.
    #[must_use]
    pub fn quarter(first: Month) -> Self {
        Self { from: first.first_day(), to: first.next().next().last_day() }
    }

    /// The twelve months that begin with `first`.
    #[must_use]
    pub fn year(first: Month) -> Self {
        let last = (1..12).fold(first, |month, _| month.next());
        Self { from: first.first_day(), to: last.last_day() }
    }

    /// First day.
    #[must_use]
    pub const fn from(self) -> NaiveDate {
        self.from
    }

    /// Last day.
    #[must_use]
    pub const fn to(self) -> NaiveDate {
        self.to
    }

    /// The month of its last day.
    #[must_use]
    pub fn last_month(self) -> Month {
        Month::of(self.to)
    }

    /// The months that it touches, the oldest first.
    pub fn months(self) -> impl Iterator<Item = Month> {
        let last = self.last_month();
        std::iter::successors(Some(Month::of(self.from)), move |month| (*month < last).then(|| month.next()))
    }

    /// What it is called.
    #[must_use]
    pub fn shape(self) -> Shape {
        let first = Month::of(self.from);
        match () {
            () if self == Self::month(first) => Shape::Month(first),
            () if self == Self::quarter(first) && self.from.month0().is_multiple_of(3) => {
                Shape::Quarter(first.year(), self.from.month0() / 3 + 1)
            }
            () if self == Self::year(first) && self.from.month() == 1 => Shape::Year(first.year()),
            () => Shape::Days,
        }
    }

    /// The month, where it is one.
    #[must_use]
    pub fn as_month(self) -> Option<Month> {
        match self.shape() {
            Shape::Month(month) => Some(month),
            _ => None,
        }
    }

    /// Its days.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }
}

impl fmt::Display for Span {
    /// `2026-06`, `2026-Q2`, `2026`, `2026-06-03/2026-06-20`: the same in every language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shape() {
            Shape::Month(month) => month.fmt(f),
            Shape::Quarter(year, number) => write!(f, "{year:04}-Q{number}"),
            Shape::Year(year) => write!(f, "{year:04}"),
            Shape::Days => write!(f, "{}/{}", self.from, self.to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_called_by_the_month_quarter_or_year_that_they_are() {
        for (from, to, name) in [
            ("2028-02-01", "2028-02-29", "2028-02"),
            ("2026-04-01", "2026-06-30", "2026-Q2"),
            ("2026-01-01", "2026-12-31", "2026"),
            ("2026-02-01", "2026-04-30", "2026-02-01/2026-04-30"),
            ("2026-07-01", "2027-06-30", "2026-07-01/2027-06-30"),
            ("2026-06-05", "2026-06-05", "2026-06-05/2026-06-05"),
        ] {
            assert_eq!(Span::new(date(from), date(to)).unwrap().to_string(), name);
        }
        assert!(Span::new(date("2026-06-02"), date("2026-06-01")).is_err());
    }

    #[test]
    fn it_touches_months_from_its_first_day_to_its_last() {
        let span = Span::new(date("2025-11-30"), date("2026-01-01")).unwrap();
        assert_eq!(span.months().map(|m| m.to_string()).collect::<Vec<_>>(), ["2025-11", "2025-12", "2026-01"]);
    }
}
