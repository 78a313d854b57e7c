//! Term, renewal and notice (rules 21 and 30). Dates are civil dates of the zone of the contract's calendar.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::terms::Terms;

coded!(
    /// What happens at the end of the term.
    RenewalMode {
        /// It runs on by its periods unless notice was given.
        Tacit = "tacit",
        /// It ends unless both sign again.
        Express = "express",
        /// It ends.
        None = "none",
    }
);

/// `[renewal]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Renewal {
    /// What happens.
    pub mode: RenewalMode,
    /// Months of one renewal; a tacit renewal without them runs on without a term (code civil 1215).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// Months of notice before the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_months: Option<u32>,
}

/// The first term or one of its renewals, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Period {
    /// 0 is the first term, 1 the first renewal.
    pub renewal: u32,
    /// First day.
    pub from: NaiveDate,
    /// Last day; `None` is without end.
    pub to: Option<NaiveDate>,
    /// The last day on which notice can be given; `None` where the contract asks for none.
    pub notice_by: Option<NaiveDate>,
}

/// The last day of a term of `months` months: the day before the same day number, which a shorter month clamps.
#[must_use]
pub fn last_day(starts_on: NaiveDate, months: u32) -> Option<NaiveDate> {
    starts_on.checked_add_months(Months::new(months))?.pred_opt()
}

/// The same day number, `months` months before `last_day`, or the last day of that month if there is none (rule 30).
///
/// ```
/// use chrono::NaiveDate;
/// use infog::domain::contract::term::notice_by;
/// let last = NaiveDate::from_ymd_opt(2026, 5, 31);
/// assert_eq!(last.and_then(|day| notice_by(day, 3)), NaiveDate::from_ymd_opt(2026, 2, 28));
/// ```
#[must_use]
pub fn notice_by(last_day: NaiveDate, months: u32) -> Option<NaiveDate> {
    last_day.checked_sub_months(Months::new(months))
}

impl Terms {
    /// The last day of the first term, from `ends_on` or from its months.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.ends_on.or_else(|| last_day(self.starts_on, self.months?))
    }

    /// The length of the first term in whole months.
    #[must_use]
    pub fn term_months(&self) -> Option<u32> {
        self.months.or_else(|| {
            let end = self.last_day()?;
            (0..=1200).take_while(|m| last_day(self.starts_on, *m).is_some_and(|day| day <= end)).last()
        })
    }

    /// Whether it runs on at the end of its term.
    #[must_use]
    pub fn is_tacit(&self) -> bool {
        self.renewal.is_some_and(|r| r.mode == RenewalMode::Tacit)
    }

    /// Whether these terms give a contract in force on `date`: started, not ended, or renewed tacitly (rule 21).
    ///
    /// Which version governs is another question, see [`Contract::version_on`](super::Contract::version_on).
    #[must_use]
    pub fn runs_on(&self, date: NaiveDate) -> bool {
        date >= self.starts_on && (self.is_tacit() || self.last_day().is_none_or(|end| date <= end))
    }

    /// The period that holds `date`; `None` where the contract does not run then.
    #[must_use]
    pub fn period_on(&self, date: NaiveDate) -> Option<Period> {
        self.runs_on(date).then(|| self.periods().find(|p| p.to.is_none_or(|to| date <= to)))?
    }

    /// The first term and its tacit renewals, one after the other; without end where it is renewed tacitly.
    pub fn periods(&self) -> impl Iterator<Item = Period> + '_ {
        let mut next = Some((0, self.starts_on));
        std::iter::from_fn(move || {
            let (renewal, from) = next?;
            let period = self.period(renewal, from);
            next = period.to.and_then(|to| Some((renewal.checked_add(1)?, to.succ_opt()?))).filter(|_| self.is_tacit());
            Some(period)
        })
    }

    fn period(&self, renewal: u32, from: NaiveDate) -> Period {
        let to = self.last_day_of(renewal);
        let notice = self.renewal.and_then(|r| r.notice_months);
        Period { renewal, from, to, notice_by: to.zip(notice).and_then(|(to, months)| notice_by(to, months)) }
    }

    /// Counted from the start, never from the period before: a day number lost in February comes back in March.
    fn last_day_of(&self, renewal: u32) -> Option<NaiveDate> {
        let first = self.last_day()?;
        if renewal == 0 {
            return Some(first);
        }
        let more = self.renewal?.months.filter(|m| *m > 0)?.checked_mul(renewal)?;
        match self.months {
            Some(months) => last_day(self.starts_on, months.checked_add(more)?),
            None => last_day(first.checked_add_days(Days::new(1))?, more),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::tests::{date, terms};

    fn renewed(months: u32, every: u32, notice: u32) -> Terms {
        let renewal = Renewal { mode: RenewalMode::Tacit, months: Some(every), notice_months: Some(notice) };
        Terms { months: Some(months), ends_on: None, renewal: Some(renewal), ..terms() }
    }

    #[test]
    fn three_years_from_the_first_of_july_end_on_the_thirtieth_of_june() {
        assert_eq!(last_day(date("2025-07-01"), 36), Some(date("2028-06-30")));
        assert_eq!(last_day(date("2024-02-29"), 12), Some(date("2025-02-27")));
        assert_eq!(last_day(date("2025-08-31"), 6), Some(date("2026-02-27")));
    }

    #[test]
    fn notice_has_the_same_day_number_or_the_last_day_of_a_shorter_month() {
        assert_eq!(notice_by(date("2028-06-30"), 3), Some(date("2028-03-30")));
        assert_eq!(notice_by(date("2028-05-31"), 3), Some(date("2028-02-29")));
        assert_eq!(notice_by(date("2026-12-31"), 6), Some(date("2026-06-30")));
    }

    #[test]
    fn a_tacit_contract_runs_on_by_its_periods() {
        let terms = renewed(36, 12, 3);
        let periods: Vec<Period> = terms.periods().take(3).collect();
        assert_eq!(periods[0].to, Some(date("2028-06-30")));
        assert_eq!((periods[1].from, periods[1].to), (date("2028-07-01"), Some(date("2029-06-30"))));
        assert_eq!(periods[2].notice_by, Some(date("2030-03-30")));
        assert_eq!(terms.period_on(date("2029-06-30")).map(|p| p.renewal), Some(1));
        assert_eq!(terms.period_on(date("2029-07-01")).map(|p| p.renewal), Some(2));
    }

    #[test]
    fn a_day_number_lost_in_february_comes_back() {
        let mut terms = renewed(1, 1, 0);
        terms.starts_on = date("2026-01-31");
        let ends: Vec<_> = terms.periods().take(3).filter_map(|p| p.to).collect();
        assert_eq!(ends, [date("2026-02-27"), date("2026-03-30"), date("2026-04-29")]);
    }

    #[test]
    fn an_expressly_renewed_contract_is_over_the_day_after_its_last() {
        let mut terms = renewed(36, 12, 3);
        terms.renewal = Some(Renewal { mode: RenewalMode::Express, months: Some(12), notice_months: None });
        assert!(terms.runs_on(date("2028-06-30")));
        assert!(!terms.runs_on(date("2028-07-01")));
        assert!(!terms.runs_on(date("2025-06-30")));
        assert_eq!(terms.periods().count(), 1);
    }

    #[test]
    fn a_tacit_renewal_without_months_has_no_end() {
        let mut terms = renewed(36, 12, 3);
        terms.renewal = Some(Renewal { mode: RenewalMode::Tacit, months: None, notice_months: Some(3) });
        assert_eq!(terms.periods().count(), 2);
        assert_eq!(terms.period_on(date("2099-01-01")).and_then(|p| p.to), None);
        assert!(terms.runs_on(date("2099-01-01")));
    }

    #[test]
    fn periods_stop_at_the_last_date_there_is() {
        assert!(renewed(36, 1200, 0).periods().count() < 10_000);
    }

    #[test]
    fn a_term_given_by_its_end_has_months_too() {
        let terms = Terms { months: None, ends_on: Some(date("2028-06-30")), ..terms() };
        assert_eq!(terms.term_months(), Some(36));
    }
}
