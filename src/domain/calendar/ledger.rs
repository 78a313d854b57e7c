//! Time line by line: what was open, what was closed, and why.

use chrono::{Datelike, NaiveDate};

use super::day::Rule;
use super::spec::{Feast, Window};
use super::timeline::Calendar;
use super::zone::Edges;
use crate::domain::instant::Instant;

/// Time of one kind, `[from, to)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// First instant.
    pub from: Instant,
    /// First instant after.
    pub to: Instant,
    /// Whether its seconds are counted.
    pub open: bool,
    /// Why they are, or are not.
    pub why: Why,
}

/// Why time is counted or not.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// A window.
    Open,
    /// Outside the windows of a day that is not off.
    Closed,
    /// A date closed for a feast, from local midnight to local midnight.
    Holiday(Feast),
    /// A date closed for this reason, from local midnight to local midnight.
    Closure(String),
}

impl Stretch {
    /// Its length in real seconds.
    #[must_use]
    pub const fn seconds(&self) -> i64 {
        self.to.since(self.from)
    }
}

impl Calendar {
    /// `[from, to)` as stretches without a gap between them; neighbours differ in their reason.
    #[must_use]
    pub fn stretches(&self, from: Instant, to: Instant) -> Vec<Stretch> {
        let mut lines = Lines { from, to, stretches: Vec::new() };
        if from >= to {
            return lines.stretches;
        }
        let (first, last) = (self.zone().date(from), self.zone().date(to));
        let (first, last) = (first.pred_opt().unwrap_or(first), last.succ_opt().unwrap_or(last));
        let mut edges = Edges::between(self.zone(), from.plus_s(-4 * 86_400), to.plus_s(4 * 86_400));
        self.each_date_of(first.year()..last.year() + 1, |date, rule, windows| {
            if first <= date && date <= last {
                lines.date(&mut edges, date, rule, windows);
            }
        });
        lines.stretches
    }
}

/// Stretches in the making, cut to `[from, to)`.
struct Lines {
    from: Instant,
    to: Instant,
    stretches: Vec<Stretch>,
}

impl Lines {
    fn date(&mut self, edges: &mut Edges, date: NaiveDate, rule: Rule<'_>, windows: &[Window]) {
        let midnight_s = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
        let mut edge = |seconds: i64| Instant(edges.edge(midnight_s + seconds));
        let off = match rule {
            Rule::Holiday(feast) => Why::Holiday(feast),
            Rule::Closure(closure) => Why::Closure(closure.reason.clone()),
            Rule::Weekly | Rule::WorkedHoliday(_) | Rule::Opening(_) => Why::Closed,
        };
        let mut done = edge(0);
        for window in windows {
            let (start, end) = (edge(window.start.seconds()), edge(window.end.seconds()));
            self.push(done, start, off.clone());
            self.push(start, end, Why::Open);
            done = end;
        }
        self.push(done, edge(86_400), off);
    }

    fn push(&mut self, from: Instant, to: Instant, why: Why) {
        let (from, to) = (from.max(self.from), to.min(self.to));
        if from >= to {
            return;
        }
        match self.stretches.last_mut() {
            Some(last) if last.why == why => last.to = to,
            _ => self.stretches.push(Stretch { from, to, open: why == Why::Open, why }),
        }
    }
}
