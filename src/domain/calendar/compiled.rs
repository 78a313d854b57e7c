//! Open time of whole years as a table with running sums: between and add are two look-ups each, whatever the length.

use std::fmt;
use std::ops::Range;

use super::timeline::Calendar;
use super::zone::Edges;
use crate::domain::instant::Instant;

const DAY_S: i64 = 86_400;

/// Open seconds in a block of the index by open time: a working day or so.
const BLOCK_S: i64 = 1 << 15;

/// Years that the zone database and the civil calendar can both tell.
const FIRST_YEAR: i32 = -9990;
const LAST_YEAR: i32 = 9990;

/// More years than this are never kept at once.
const MOST_YEARS: i32 = 200;

/// Years compiled beyond the question when it lies before the table, since all is then compiled again.
const YEARS_BEFORE: i32 = 4;

/// Open time without a gap, `[start, end)`, and the open seconds of the table before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub start: i64,
    pub end: i64,
    before: i64,
}

impl Span {
    const fn through(&self) -> i64 {
        self.before + self.end - self.start
    }
}

/// The open time of some years.
#[derive(Clone, Default)]
pub(super) struct Table {
    years: Range<i32>,
    from: i64,
    to: i64,
    spans: Vec<Span>,
    /// By days of 86,400 s since `from`: the first span that ends after the day's start.
    by_day: Vec<usize>,
    /// By blocks of open time: the first span that goes beyond the block's start.
    by_open: Vec<usize>,
}

impl Table {
    /// Whether each instant of `[from, to]` is in the table.
    pub const fn covers(&self, from: Instant, to: Instant) -> bool {
        self.from <= from.0 && to.0 < self.to
    }

    /// Compiles what is missing to cover `[from, to]`.
    pub fn grow(&mut self, calendar: &Calendar, from: Instant, to: Instant) {
        let wanted = year_of(from.plus_s(-2 * DAY_S))..year_of(to.plus_s(2 * DAY_S)) + 1;
        let union = wanted.start.min(self.years.start)..wanted.end.max(self.years.end);
        if self.years.is_empty() || union.len() > usize::try_from(MOST_YEARS).unwrap_or(0) {
            *self = Self::default();
            self.append(calendar, wanted);
        } else if union.start < self.years.start {
            *self = Self::default();
            self.append(calendar, (union.start - YEARS_BEFORE).max(FIRST_YEAR)..union.end);
        } else {
            self.append(calendar, self.years.end..union.end);
        }
    }

    /// The first span that ends after `at`, if the table has one.
    pub fn span_at(&self, at: Instant) -> Option<&Span> {
        let since = at.0.saturating_sub(self.from);
        let day = usize::try_from(since / DAY_S).unwrap_or(0);
        let near = self.near(&self.by_day, day);
        let passed = self.spans.get(near.clone()).map_or(0, |spans| spans.partition_point(|span| span.end <= at.0));
        self.spans.get(near.start + passed)
    }

    /// Open seconds from the table's start to `at`.
    pub fn open_before(&self, at: Instant) -> i64 {
        self.span_at(at).map_or_else(|| self.total(), |span| span.before + (at.0 - span.start).max(0))
    }

    /// The earliest instant at which `open_before` is `open_s`, which is 1 or more.
    pub fn instant_of(&self, open_s: i64) -> Option<Instant> {
        let block = usize::try_from((open_s - 1) / BLOCK_S).unwrap_or(0);
        let near = self.near(&self.by_open, block);
        let passed =
            self.spans.get(near.clone()).map_or(0, |spans| spans.partition_point(|span| span.through() < open_s));
        self.spans.get(near.start + passed).map(|span| Instant(span.start + open_s - span.before))
    }

    /// The end of the table, behind which nothing is known.
    pub const fn end(&self) -> i64 {
        self.to
    }

    /// The spans among which an entry of an index leaves the choice.
    fn near(&self, index: &[usize], entry: usize) -> Range<usize> {
        let at = |entry: usize| index.get(entry).copied().unwrap_or(self.spans.len());
        at(entry)..at(entry + 1)
    }

    fn total(&self) -> i64 {
        self.spans.last().map_or(0, Span::through)
    }

    fn append(&mut self, calendar: &Calendar, years: Range<i32>) {
        let (Some(first), Some(next)) = (first_day_s(years.start), first_day_s(years.end)) else { return };
        let around = (Instant(first - 2 * DAY_S), Instant(next + 2 * DAY_S));
        let mut edges = Edges::between(calendar.zone(), around.0, around.1);
        if self.years.is_empty() {
            self.years.start = years.start;
            self.from = edges.edge(first);
        }
        let mut midnight_s = first;
        calendar.each_date_of(years.clone(), |_, _, windows| {
            for window in windows {
                let start = edges.edge(midnight_s + window.start.seconds());
                let end = edges.edge(midnight_s + window.end.seconds());
                self.push(start, end);
            }
            midnight_s += DAY_S;
        });
        self.to = edges.edge(next);
        self.years.end = years.end;
        self.index();
    }

    /// Windows that touch become one span; one that a clock change swallowed leaves no trace.
    fn push(&mut self, start: i64, end: i64) {
        if end <= start {
            return;
        }
        let before = self.total();
        match self.spans.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => self.spans.push(Span { start, end, before }),
        }
    }

    fn index(&mut self) {
        let mut span = self.by_day.last().copied().unwrap_or(0);
        let mut day_s = self.from + DAY_S * length(&self.by_day);
        while day_s < self.to {
            while self.spans.get(span).is_some_and(|span| span.end <= day_s) {
                span += 1;
            }
            self.by_day.push(span);
            day_s += DAY_S;
        }
        let mut span = self.by_open.last().copied().unwrap_or(0);
        let mut open_s = BLOCK_S * length(&self.by_open);
        while open_s < self.total() {
            while self.spans.get(span).is_some_and(|span| span.through() <= open_s) {
                span += 1;
            }
            self.by_open.push(span);
            open_s += BLOCK_S;
        }
    }
}

/// Thousands of spans help nobody who reads a failed assertion.
impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({:?}, {} spans)", self.years, self.spans.len())
    }
}

fn length(index: &[usize]) -> i64 {
    i64::try_from(index.len()).unwrap_or(i64::MAX)
}

fn year_of(at: Instant) -> i32 {
    let end = if at.0 < 0 { FIRST_YEAR } else { LAST_YEAR };
    let year = chrono::DateTime::from_timestamp(at.0, 0).map_or(end, |utc| chrono::Datelike::year(&utc));
    year.clamp(FIRST_YEAR, LAST_YEAR)
}

/// Local midnight of 1 January, as seconds of a clock that shows UTC.
fn first_day_s(year: i32) -> Option<i64> {
    let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some(first.and_time(chrono::NaiveTime::MIN).and_utc().timestamp())
}
