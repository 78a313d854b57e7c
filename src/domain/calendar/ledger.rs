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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::spec::Closure;
    use crate::domain::calendar::testing::{at, calendar, date, office, ried};

    fn lines(calendar: &Calendar, from: &str, to: &str) -> Vec<(String, Why)> {
        let stretches = calendar.stretches(at(from), at(to));
        let end = |stretch: &Stretch| calendar.zone().local(stretch.to).format("%m-%d %H:%M").to_string();
        stretches.into_iter().map(|stretch| (end(&stretch), stretch.why)).collect()
    }

    fn line(end: &str, why: Why) -> (String, Why) {
        (end.to_owned(), why)
    }

    #[test]
    fn easter_in_colmar_is_told_date_by_date() {
        assert_eq!(
            lines(&calendar(ried()), "2026-04-02T16:30:00+02:00", "2026-04-07T11:00:00+02:00"),
            [
                line("04-02 17:30", Why::Open),
                line("04-03 00:00", Why::Closed),
                line("04-04 00:00", Why::Holiday(Feast::GoodFriday)),
                line("04-06 00:00", Why::Closed),
                line("04-07 00:00", Why::Holiday(Feast::EasterMonday)),
                line("04-07 08:00", Why::Closed),
                line("04-07 11:00", Why::Open),
            ]
        );
    }

    #[test]
    fn the_days_of_a_closure_are_one_line_with_the_reason_and_a_holiday_parts_them() {
        let mut version = office();
        let reason = "Congés annuels".to_owned();
        version.closures =
            vec![Closure { from: date("2026-07-13"), to: date("2026-07-19"), yearly: false, reason: reason.clone() }];
        assert_eq!(
            lines(&calendar(version), "2026-07-10T16:00:00+02:00", "2026-07-20T09:00:00+02:00"),
            [
                line("07-10 17:00", Why::Open),
                line("07-13 00:00", Why::Closed),
                line("07-14 00:00", Why::Closure(reason.clone())),
                line("07-15 00:00", Why::Holiday(Feast::BastilleDay)),
                line("07-20 00:00", Why::Closure(reason)),
                line("07-20 09:00", Why::Closed),
            ]
        );
    }

    #[test]
    fn no_time_has_no_lines() {
        let office = calendar(office());
        let noon = at("2026-03-09T12:00:00+01:00");
        assert_eq!(office.stretches(noon, noon), []);
        assert_eq!(office.stretches(noon, noon.plus_s(-1)), []);
    }

    #[test]
    fn always_is_one_line_over_new_year() {
        let always = Calendar::always(crate::domain::calendar::Zone::utc());
        let (from, to) = (at("2025-12-24T10:00:00Z"), at("2026-01-02T10:00:00Z"));
        assert_eq!(always.stretches(from, to), [Stretch { from, to, open: true, why: Why::Open }]);
    }
}
