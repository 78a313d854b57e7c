//! Sums over lines of an account, and what they cost: money is rounded once, at the end (rule 27).

use chrono::NaiveDate;

use super::Entry;
use super::block::Origin;
use super::charge::Charged;
use super::ledger::{Line, What};
use crate::domain::contract::Contract;
use crate::domain::contract::volume::{Volume, VolumeUnit};
use crate::domain::money::{Decimal, Money, half_up};
use crate::domain::ticket::event::WorkMode;

/// Figures of the lines between two days, both included.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Figures {
    /// What the balance was before the first day.
    pub opening: Decimal,
    /// What the contract included.
    pub included: Decimal,
    /// What was bought.
    pub bought: Decimal,
    /// What was lost.
    pub expired: Decimal,
    /// Minutes of covered work as they were logged.
    pub raw_minutes: u64,
    /// Minutes of covered work that count.
    pub charged_minutes: u64,
    /// What was burnt, in the unit of the volume.
    pub burnt: Decimal,
    /// What no block could bear, in the unit of the volume.
    pub overrun: Decimal,
    /// Its price; none where none is agreed.
    pub overrun_amount: Option<Money>,
    /// Minutes that count of work that the contract does not cover.
    pub out_of_scope_minutes: u64,
    /// Their price; none where none is agreed.
    pub out_of_scope_amount: Option<Money>,
    /// Visits for which somebody travelled.
    pub visits: u32,
    /// Their price; none where none is agreed.
    pub travel_amount: Option<Money>,
    /// What the balance is after the last day.
    pub closing: Decimal,
}

/// Sums of `lines` from `from` to `to`; money is rounded once, at the end.
#[must_use]
pub fn figures(contract: &Contract, lines: &[Line], from: NaiveDate, to: NaiveDate) -> Figures {
    let agreed = contract.version_on(to).and_then(|t| t.volume.as_ref());
    let mut sums = Sums {
        figures: Figures::default(),
        overrun: Bill::of(agreed.and_then(|v| v.overrun_price)),
        out: Bill::of(agreed.and_then(|v| v.out_of_scope_price)),
        travel: Bill::of(agreed.and_then(|v| v.travel_price)),
    };
    for line in lines.iter().take_while(|line| line.day <= to) {
        if line.day < from {
            sums.figures.opening = line.balance;
        } else if let Some(volume) = contract.version_on(line.day).and_then(|t| t.volume.as_ref()) {
            sums.add(line, volume);
        }
        sums.figures.closing = line.balance;
    }
    let Sums { mut figures, overrun, out, travel } = sums;
    figures.overrun_amount = overrun.amount();
    figures.out_of_scope_amount = out.amount();
    figures.travel_amount = travel.amount();
    figures
}

struct Sums {
    figures: Figures,
    overrun: Bill,
    out: Bill,
    travel: Bill,
}

impl Sums {
    fn add(&mut self, line: &Line, volume: &Volume) {
        let figures = &mut self.figures;
        match &line.what {
            What::Credit(Origin::Included) => figures.included = figures.included.plus(line.change),
            What::Credit(Origin::TopUp(_)) => figures.bought = figures.bought.plus(line.change),
            What::Expired(_) => figures.expired = figures.expired.minus(line.change),
            What::Settled => {}
            What::Opened(_) => self.burnt(line, volume.overrun_price, volume.unit),
            What::Worked(entry, charged) => self.worked(line, entry, charged, volume),
        }
    }

    fn worked(&mut self, line: &Line, entry: &Entry, charged: &Charged, volume: &Volume) {
        if entry.in_scope {
            self.figures.raw_minutes += u64::from(charged.raw);
            self.figures.charged_minutes += u64::from(charged.minutes);
            self.burnt(line, beyond(volume, entry.mode), volume.unit);
        } else {
            self.figures.out_of_scope_minutes += u64::from(charged.minutes);
            self.out.add(volume.out_of_scope_price, Decimal::whole(i64::from(charged.minutes)), VolumeUnit::Minute);
        }
        if entry.is_visit() {
            self.figures.visits += 1;
            self.travel.add(volume.travel_price, Decimal::ONE, VolumeUnit::Ticket);
        }
    }

    fn burnt(&mut self, line: &Line, price: Option<Money>, unit: VolumeUnit) {
        self.figures.burnt = self.figures.burnt.minus(line.change);
        self.figures.overrun = self.figures.overrun.plus(line.overrun);
        self.overrun.add(price, line.overrun, unit);
    }
}

/// The price of an hour, ticket or unit beyond the volume: on site it may have one of its own.
fn beyond(volume: &Volume, mode: WorkMode) -> Option<Money> {
    let on_site =
        if mode == WorkMode::OnSite && volume.unit == VolumeUnit::Minute { volume.on_site_price } else { None };
    on_site.or(volume.overrun_price)
}

/// An amount before it is rounded, in cents × ten-thousandths × minutes of an hour.
struct Bill {
    sum: i128,
    priced: bool,
}

impl Bill {
    const MINUTES: i128 = 60;

    fn of(price: Option<Money>) -> Self {
        Self { sum: 0, priced: price.is_some() }
    }

    /// `price` is that of an hour where `unit` is the minute, otherwise that of one.
    fn add(&mut self, price: Option<Money>, quantity: Decimal, unit: VolumeUnit) {
        let Some(price) = price.filter(|_| quantity > Decimal::default()) else { return };
        let each = if unit == VolumeUnit::Minute { 1 } else { Self::MINUTES };
        self.sum += i128::from(price.cents()) * i128::from(quantity.ten_thousandths()) * each;
        self.priced = true;
    }

    fn amount(&self) -> Option<Money> {
        let whole = i128::from(Decimal::ONE.ten_thousandths()) * Self::MINUTES;
        self.priced.then(|| Money::from_cents(i64::try_from(half_up(self.sum, whole)).unwrap_or(i64::MAX)))
    }
}
