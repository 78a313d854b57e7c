//! What a volume will have burnt by the end of its period, at the pace at which it was burnt so far.

use chrono::NaiveDate;

use super::figures::figures;
use super::ledger::Line;
use crate::domain::contract::Contract;
use crate::domain::money::{Decimal, half_up};

/// A period of a volume, as far as it has gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Projection {
    /// First day of the period.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// The last day that is known, never after the period.
    pub until: NaiveDate,
    /// Days from the first to the last that is known.
    pub elapsed_days: i64,
    /// Days of the period.
    pub days: i64,
    /// What there is to burn in it: what was left over, included and bought, without what was lost.
    pub at_hand: Decimal,
    /// What was burnt so far.
    pub burnt: Decimal,
    /// What will have been burnt by its last day: burnt so far ÷ days so far × days of the period, rounded half up to
    /// the whole unit. Every day counts alike, worked or not.
    pub projected: Decimal,
}

impl Projection {
    /// Of the lines of an account until `until`, in the period from `from` to `to`.
    #[must_use]
    pub fn new(contract: &Contract, lines: &[Line], (from, to): (NaiveDate, NaiveDate), until: NaiveDate) -> Self {
        let until = until.min(to).max(from);
        let sums = figures(contract, lines, from, until);
        let count = |to: NaiveDate| (to - from).num_days() + 1;
        let (elapsed_days, days) = (count(until), count(to));
        let whole = i128::from(Decimal::ONE.ten_thousandths());
        let scaled = i128::from(sums.burnt.ten_thousandths()) * i128::from(days);
        let projected = match elapsed_days == days {
            true => sums.burnt,
            false => {
                let units = half_up(scaled, i128::from(elapsed_days) * whole);
                Decimal::whole(i64::try_from(units).unwrap_or(i64::MAX))
            }
        };
        let at_hand = sums.opening.plus(sums.included).plus(sums.bought).minus(sums.expired);
        Self { from, to, until, elapsed_days, days, at_hand, burnt: sums.burnt, projected }
    }

    /// Whether the period is over: nothing is left to be projected.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.elapsed_days == self.days
    }

    /// What will be missing on the last day; below zero is what will be left.
    #[must_use]
    pub fn missing(&self) -> Decimal {
        self.projected.minus(self.at_hand)
    }

    /// The day on which nothing will be left, where the pace holds and that is within the period.
    #[must_use]
    pub fn used_up_on(&self) -> Option<NaiveDate> {
        let (burnt, at_hand) = (self.burnt.ten_thousandths(), self.at_hand.ten_thousandths());
        if burnt <= 0 || at_hand < 0 || self.is_over() {
            return None;
        }
        let day = i128::from(at_hand) * i128::from(self.elapsed_days) / i128::from(burnt);
        let day = u64::try_from(day).ok().filter(|day| *day < u64::try_from(self.days).unwrap_or(0))?;
        self.from.checked_add_days(chrono::Days::new(day))
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::blocks;
    use super::super::ledger::{Facts, account};
    use super::super::testing::{contract, entry, office, with};
    use super::*;
    use crate::domain::contract::tests::date;
    use crate::domain::contract::volume::{BillingPeriod, CarryOver};

    fn projected(until: &str, minutes: &[(&str, u32)]) -> Projection {
        let contract = contract(with(BillingPeriod::Quarter, CarryOver::None));
        let entries: Vec<_> = minutes.iter().map(|(at, minutes)| entry(at, *minutes)).collect();
        let blocks = blocks(&contract, &[], date(until));
        let calendar = office();
        let facts = Facts {
            contract: &contract,
            calendar: &calendar,
            blocks: &blocks,
            entries: &entries,
            tickets: &[],
            until: date(until),
        };
        Projection::new(&contract, &account(&facts), (date("2025-07-01"), date("2025-09-30")), date(until))
    }

    #[test]
    fn the_pace_of_a_third_of_the_period_is_that_of_the_whole() {
        let seen = projected("2025-07-31", &[("2025-07-03 09:00", 300)]);
        assert_eq!((seen.elapsed_days, seen.days, seen.burnt), (31, 92, Decimal::whole(300)));
        assert_eq!(seen.projected, Decimal::whole(890), "300 ÷ 31 × 92 = 890.3");
        assert_eq!(seen.missing(), Decimal::whole(890 - 720));
        assert_eq!(seen.used_up_on(), Some(date("2025-09-13")), "720 ÷ 300 × 31 = 74.4 days after 1 July");
    }

    #[test]
    fn a_period_that_is_over_has_burnt_what_it_has_burnt() {
        let seen = projected("2025-09-30", &[("2025-07-03 09:00", 301), ("2025-10-02 09:00", 60)]);
        assert!(seen.is_over());
        assert_eq!((seen.projected, seen.burnt), (seen.burnt, Decimal::whole(315)), "quarter hours");
        assert_eq!(seen.used_up_on(), None);
    }

    #[test]
    fn nothing_burnt_is_nothing_projected() {
        let seen = projected("2025-08-15", &[]);
        assert_eq!((seen.projected, seen.used_up_on()), (Decimal::default(), None));
    }
}
