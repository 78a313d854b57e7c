//! Blocks of volume: what each period of the contract includes, and what was bought on top.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::TopUp;
use crate::domain::contract::Contract;
use crate::domain::contract::terms::Terms;
use crate::domain::contract::volume::{BillingPeriod, CarryOver, Volume, VolumeUnit};
use crate::domain::instant::Month;
use crate::domain::money::{Decimal, half_up};

/// Where a block comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Origin {
    /// The contract includes it in the period that begins on the block's first day.
    Included,
    /// Bought: its number among the top-ups of the contract, from 1.
    TopUp(usize),
}

/// A quantity that can be burnt between two days, both included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Where it comes from.
    pub origin: Origin,
    /// First day.
    pub from: NaiveDate,
    /// Last day of the period that it belongs to; of a top-up, the last on which it can be used. None is without end.
    pub period_to: Option<NaiveDate>,
    /// Last day on which it can be used, carry-over included.
    pub until: Option<NaiveDate>,
    /// How much.
    pub quantity: Decimal,
}

impl Block {
    /// Whether it can be used on `day`.
    #[must_use]
    pub fn lives_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// The blocks that begin by `day`, the oldest first: those of the contract's periods, then top-ups of the same day.
///
/// A period that the contract does not fill (it began, ended or was amended within it) includes its share in days.
#[must_use]
pub fn blocks(contract: &Contract, top_ups: &[TopUp], day: NaiveDate) -> Vec<Block> {
    let mut blocks: Vec<Block> = periods(contract, day).collect();
    let end = contract.latest().filter(|t| !t.is_tacit()).and_then(Terms::last_day);
    blocks.extend(top_ups.iter().enumerate().filter(|(_, top_up)| top_up.from <= day).map(|(index, top_up)| Block {
        origin: Origin::TopUp(index + 1),
        from: top_up.from,
        period_to: top_up.until,
        until: top_up.until.or(end),
        quantity: top_up.quantity,
    }));
    blocks.sort_by_key(|block| (block.from, block.origin));
    blocks
}

/// The included blocks of the periods that begin by `day`.
fn periods(contract: &Contract, day: NaiveDate) -> impl Iterator<Item = Block> + '_ {
    let mut next = contract.versions().first().map(|first| first.starts_on);
    std::iter::from_fn(move || {
        loop {
            let from = next.filter(|from| *from <= day)?;
            match period_from(contract, from) {
                Some(period) => {
                    next = period.to.succ_opt();
                    return Some(period.block(contract));
                }
                None => next = change_after(contract, from),
            }
        }
    })
}

/// A period of the volume that is in force on its first day.
struct Period<'a> {
    terms: &'a Terms,
    volume: &'a Volume,
    /// First and last day of a whole period.
    whole: (NaiveDate, NaiveDate),
    from: NaiveDate,
    to: NaiveDate,
}

/// The period that begins on `from`; none where no volume is in force then.
fn period_from(contract: &Contract, from: NaiveDate) -> Option<Period<'_>> {
    let terms = contract.terms_in_force_on(from)?;
    let volume = terms.volume.as_ref()?;
    let whole = whole_period(terms, volume.period, from)?;
    let cut = contract.versions().iter().filter(|v| v.effective_on > from && is_another(v, volume));
    let ends = contract.latest().filter(|t| !t.is_tacit()).and_then(Terms::last_day);
    let to = cut.filter_map(|v| v.effective_on.pred_opt()).chain(ends).chain([whole.1]).min()?;
    Some(Period { terms, volume, whole, from, to: to.max(from) })
}

/// Whether the terms count something else, or over other periods: a period cannot go on under them.
fn is_another(terms: &Terms, volume: &Volume) -> bool {
    terms.volume.as_ref().is_none_or(|other| other.unit != volume.unit || other.period != volume.period)
}

/// First and last day of the whole period that holds `day`.
fn whole_period(terms: &Terms, period: BillingPeriod, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    match period {
        BillingPeriod::Month => Some((Month::of(day).first_day(), Month::of(day).last_day())),
        BillingPeriod::Quarter => anniversary(terms.starts_on, 3, day),
        BillingPeriod::Year => anniversary(terms.starts_on, 12, day),
        BillingPeriod::Term => {
            let period = terms.period_on(day)?;
            Some((period.from, period.to.unwrap_or(NaiveDate::MAX)))
        }
    }
}

/// The period of `months` months that holds `day`, counted from `start`.
fn anniversary(start: NaiveDate, months: u32, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let passed = (day.year() - start.year()) * 12 + day.month0() as i32 - start.month0() as i32;
    let guess = u32::try_from(passed).ok()? / months;
    let begins = |n: u32| start.checked_add_months(Months::new(n * months));
    let n = if begins(guess)? > day { guess.checked_sub(1)? } else { guess };
    Some((begins(n)?, begins(n + 1)?.pred_opt()?))
}

impl Period<'_> {
    fn block(&self, contract: &Contract) -> Block {
        Block {
            origin: Origin::Included,
            from: self.from,
            period_to: Some(self.to),
            until: self.until(),
            quantity: self.quantity(contract),
        }
    }

    fn until(&self) -> Option<NaiveDate> {
        match self.volume.carry_over {
            CarryOver::None => Some(self.to),
            CarryOver::NextPeriod => {
                let after = self.to.succ_opt()?;
                whole_period(self.terms, self.volume.period, after).map_or(Some(self.to), |(_, last)| Some(last))
            }
            CarryOver::Term => self.terms.period_on(self.from).and_then(|p| p.to),
        }
    }

    /// What the versions of its days include, each in proportion to its days.
    fn quantity(&self, contract: &Contract) -> Decimal {
        let days = |from: NaiveDate, to: NaiveDate| i128::from(to.signed_duration_since(from).num_days() + 1);
        let whole = days(self.whole.0, self.whole.1);
        let mut sum = 0;
        let mut from = self.from;
        while from <= self.to {
            let change = change_after(contract, from).and_then(|day| day.pred_opt());
            let to = change.map_or(self.to, |day| day.min(self.to));
            let included =
                contract.version_on(from).and_then(|t| t.volume.as_ref()).map_or(0, |v| v.included.ten_thousandths());
            sum += i128::from(included) * days(from, to);
            let Some(next) = to.checked_add_days(Days::new(1)) else { break };
            from = next;
        }
        let step = if self.volume.unit == VolumeUnit::Unit { 1 } else { i128::from(Decimal::ONE.ten_thousandths()) };
        Decimal::from_ten_thousandths(i64::try_from(half_up(sum, whole * step) * step).unwrap_or(i64::MAX))
    }
}

/// The first day after `day` on which another version takes effect.
fn change_after(contract: &Contract, day: NaiveDate) -> Option<NaiveDate> {
    contract.versions().iter().map(|v| v.effective_on).filter(|effective| *effective > day).min()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{amended, contract, prepaid, with};
    use super::*;
    use crate::domain::contract::tests::date;

    fn told(blocks: &[Block]) -> Vec<String> {
        let until = |b: &Block| b.until.map_or("…".to_owned(), |d| d.to_string());
        blocks.iter().map(|b| format!("{} {} {}", b.from, until(b), b.quantity)).collect()
    }

    #[test]
    fn each_month_includes_its_volume_and_loses_it() {
        let contract = contract(prepaid());
        let months = told(&blocks(&contract, &[], date("2025-09-10")));
        assert_eq!(months, ["2025-07-01 2025-07-31 720", "2025-08-01 2025-08-31 720", "2025-09-01 2025-09-30 720"]);
    }

    #[test]
    fn a_month_that_the_contract_does_not_fill_includes_its_share() {
        let mut late = contract(prepaid()).versions()[0].clone();
        late.starts_on = date("2025-07-17");
        late.effective_on = late.starts_on;
        let contract = Contract::new(vec![late]).unwrap();
        // 15 of 31 days: 348.39
        assert_eq!(told(&blocks(&contract, &[], date("2025-07-31"))), ["2025-07-17 2025-07-31 348"]);
    }

    #[test]
    fn an_amendment_within_a_month_counts_from_its_day() {
        let more = Volume { included: Decimal::whole(1440), ..prepaid() };
        let contract = amended(prepaid(), more, "2025-09-16");
        assert_eq!(told(&blocks(&contract, &[], date("2025-09-30")))[2], "2025-09-01 2025-09-30 1080");
    }

    #[test]
    fn another_unit_begins_a_period_of_its_own() {
        let tickets = Volume { unit: VolumeUnit::Ticket, included: Decimal::whole(30), ..prepaid() };
        let contract = amended(prepaid(), tickets, "2025-09-16");
        let blocks = told(&blocks(&contract, &[], date("2025-10-01")));
        assert_eq!(&blocks[2..], ["2025-09-01 2025-09-15 360", "2025-09-16 2025-09-30 15", "2025-10-01 2025-10-31 30"]);
    }

    #[test]
    fn quarters_and_years_are_counted_from_the_first_day_of_the_contract() {
        let quarter = |n: usize| {
            told(&blocks(&contract(with(BillingPeriod::Quarter, CarryOver::None)), &[], date("2025-12-31")))[n].clone()
        };
        assert_eq!((quarter(0), quarter(1)), ("2025-07-01 2025-09-30 720".into(), "2025-10-01 2025-12-31 720".into()));
        let year = blocks(&contract(with(BillingPeriod::Year, CarryOver::None)), &[], date("2026-06-30"));
        assert_eq!(told(&year), ["2025-07-01 2026-06-30 720"]);
    }

    #[test]
    fn what_is_left_is_kept_to_the_end_of_the_next_period_or_of_the_term() {
        let next = contract(with(BillingPeriod::Month, CarryOver::NextPeriod));
        assert_eq!(told(&blocks(&next, &[], date("2025-07-01"))), ["2025-07-01 2025-08-31 720"]);
        let term = contract(with(BillingPeriod::Month, CarryOver::Term));
        assert_eq!(told(&blocks(&term, &[], date("2025-07-01"))), ["2025-07-01 2028-06-30 720"]);
    }

    #[test]
    fn a_top_up_lives_until_its_day_or_the_end_of_the_contract() {
        let top_up = |until: Option<&str>| TopUp {
            quantity: Decimal::whole(600),
            from: date("2025-07-10"),
            until: until.map(date),
            reference: None,
        };
        let none = Volume { included: Decimal::default(), ..with(BillingPeriod::Term, CarryOver::None) };
        let bought = blocks(&contract(none), &[top_up(None), top_up(Some("2026-07-09"))], date("2025-08-01"));
        assert_eq!(
            told(&bought),
            ["2025-07-01 2028-06-30 0", "2025-07-10 2028-06-30 600", "2025-07-10 2026-07-09 600"]
        );
        assert!(bought[2].lives_on(date("2026-07-09")) && !bought[2].lives_on(date("2026-07-10")));
    }

    #[test]
    fn an_anniversary_on_a_day_that_a_month_lacks_is_clamped_and_comes_back() {
        let start = date("2025-11-30");
        assert_eq!(anniversary(start, 3, date("2026-02-28")), Some((date("2026-02-28"), date("2026-05-29"))));
        assert_eq!(anniversary(start, 3, date("2026-02-27")), Some((start, date("2026-02-27"))));
    }
}
