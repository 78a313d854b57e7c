//! Counted time with pieces cut out of it: consumption, deadline, first breach.

use crate::domain::allowance::Allowance;
use crate::domain::contract::policy::WhenClosed;
use crate::domain::contract::target::DayEnd;
use crate::domain::instant::Instant;

use super::rules::Promise;

/// Stretches that do not count, sorted and not overlapping; one without an end lasts (rule 18).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cuts(Vec<(Instant, Option<Instant>)>);

impl Cuts {
    /// Joins stretches of any order; overlapping and touching ones become one, empty ones none.
    #[must_use]
    pub fn new(mut pieces: Vec<(Instant, Option<Instant>)>) -> Self {
        pieces.retain(|(from, to)| to.is_none_or(|to| to > *from));
        if pieces.len() < 2 {
            return Self(pieces);
        }
        pieces.sort_unstable();
        let mut joined: Vec<(Instant, Option<Instant>)> = Vec::with_capacity(pieces.len());
        for (from, to) in pieces {
            match joined.last_mut() {
                Some((_, end)) if end.is_none_or(|end| from <= end) => {
                    *end = match (*end, to) {
                        (Some(a), Some(b)) => Some(a.max(b)),
                        _ => None,
                    };
                }
                _ => joined.push((from, to)),
            }
        }
        Self(joined)
    }

    /// The stretches.
    #[must_use]
    pub fn pieces(&self) -> &[(Instant, Option<Instant>)] {
        &self.0
    }

    /// The first instant from `at` on that is not cut; `None` where the cut lasts.
    #[must_use]
    pub fn first_uncut(&self, at: Instant) -> Option<Instant> {
        match self.0.iter().find(|(from, to)| *from <= at && to.is_none_or(|to| at < to)) {
            Some((_, end)) => *end,
            None => Some(at),
        }
    }

    /// Whether `closing` ends a stretch of time that was cut (rule 14).
    fn holds_closing(&self, closing: Instant) -> bool {
        self.0.iter().any(|(from, to)| *from < closing && to.is_none_or(|to| closing <= to))
    }
}

/// One promise counted from one instant.
#[derive(Clone, Copy, Debug)]
pub struct Ruler<'a> {
    /// What is promised.
    pub promise: &'a Promise,
    /// Where counting starts.
    pub origin: Instant,
    /// What does not count.
    pub cuts: &'a Cuts,
}

impl Ruler<'_> {
    /// Seconds of the promise's unit from `from` to `to`, nothing cut.
    fn raw(&self, from: Instant, to: Instant) -> i64 {
        match self.promise.allowance {
            Allowance::Elapsed(_) => to.since(from).max(0),
            Allowance::Working(_) | Allowance::WorkingDays(_) => self.promise.calendar.counted_s(from, to),
        }
    }

    fn raw_after(&self, from: Instant, seconds: i64) -> Option<Instant> {
        match self.promise.allowance {
            Allowance::Elapsed(_) => Some(from.plus_s(seconds)),
            Allowance::Working(_) | Allowance::WorkingDays(_) => self.promise.calendar.after(from, seconds).ok(),
        }
    }

    /// Seconds counted from `from` to `to`, cuts taken out.
    #[must_use]
    pub fn counted(&self, from: Instant, to: Instant) -> i64 {
        let whole = self.raw(from, to);
        let cut = |(a, b): &(Instant, Option<Instant>)| {
            let (a, b) = ((*a).max(from), b.unwrap_or(to).min(to));
            if a < b { self.raw(a, b) } else { 0 }
        };
        whole - self.cuts.0.iter().map(cut).sum::<i64>()
    }

    /// Seconds consumed at `at`; `None` for working days, which have none (rule 14).
    #[must_use]
    pub fn consumed(&self, at: Instant) -> Option<i64> {
        self.promise.allowance.seconds().map(|_| self.counted(self.origin, at))
    }

    /// The earliest instant at which the allowance is consumed (rule 12), moved as the contract says (rule 15).
    ///
    /// `None` while a pause holds it, and where it would be more than 50 years away (rule 10).
    #[must_use]
    pub fn due(&self) -> Option<Instant> {
        match self.promise.allowance {
            Allowance::Working(seconds) => self.consumed_at(seconds),
            Allowance::WorkingDays(days) => self.days_later(days),
            Allowance::Elapsed(seconds) => {
                let due = self.consumed_at(seconds)?;
                match self.promise.when_closed {
                    WhenClosed::Keep => Some(due),
                    WhenClosed::NextOpening => self.promise.calendar.next_open(due).ok(),
                }
            }
        }
    }

    fn consumed_at(&self, seconds: i64) -> Option<Instant> {
        let mut due = self.raw_after(self.origin, seconds)?;
        let mut cut = 0;
        for (from, to) in &self.cuts.0 {
            if *from >= due {
                break;
            }
            let from = (*from).max(self.origin);
            let to = (*to)?;
            if to <= from {
                continue;
            }
            cut += self.raw(from, to);
            due = self.raw_after(self.origin, seconds.checked_add(cut)?)?;
        }
        Some(due)
    }

    /// Whether the day that closes at `closing` counts (rule 14).
    #[must_use]
    pub fn counts_day(&self, closing: Instant) -> bool {
        !self.cuts.holds_closing(closing)
    }

    fn days_later(&self, days: u32) -> Option<Instant> {
        let calendar = &self.promise.calendar;
        let zone = calendar.zone();
        if days == 0 {
            return Some(self.origin);
        }
        let wanted = usize::try_from(days).ok()?.checked_sub(1)?;
        let last_closing = |day: &crate::domain::calendar::Day| day.open.last().map(|(_, closing)| *closing);
        let day = calendar
            .working_days_after(zone.date(self.origin))
            .filter(|day| last_closing(day).is_some_and(|closing| self.counts_day(closing)))
            .nth(wanted)?;
        match self.promise.day_end {
            DayEnd::CloseOfDay => last_closing(&day),
            DayEnd::SameTime => {
                let reading = day.date.and_time(zone.local(self.origin).time());
                calendar.next_open(zone.edge(reading)).ok()
            }
        }
    }

    /// The last instant at which the promise is still kept, given its deadline (rules 13 and 15).
    ///
    /// After a deadline at closing time nothing is consumed until the next opening, and nothing while paused.
    #[must_use]
    pub fn last_kept(&self, due: Instant) -> Option<Instant> {
        if matches!(self.promise.allowance, Allowance::Elapsed(_)) {
            return self.cuts.first_uncut(due);
        }
        let mut at = due;
        loop {
            let open = self.promise.calendar.next_open(at).ok()?;
            at = self.cuts.first_uncut(open)?;
            if at == open {
                return Some(at);
            }
        }
    }

    /// Whether the clock, running at `now`, has consumed `warn_at` per cent, or has reached the opening of its
    /// due date where it counts days (rule 14).
    #[must_use]
    pub fn is_at_risk(&self, now: Instant, due: Option<Instant>, warn_at: u32) -> bool {
        match self.promise.allowance {
            Allowance::Working(granted) | Allowance::Elapsed(granted) => {
                i128::from(self.counted(self.origin, now)) * 100 >= i128::from(granted) * i128::from(warn_at)
            }
            Allowance::WorkingDays(_) => {
                let calendar = &self.promise.calendar;
                let opening = |due| calendar.day(calendar.zone().date(due)).open.first().map(|(from, _)| *from);
                // A due instant at midnight belongs to the date that it closes.
                due.is_some_and(|due| opening(due.plus_s(-1)).is_some_and(|from| now >= from))
            }
        }
    }
}
