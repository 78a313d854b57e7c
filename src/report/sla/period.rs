//! The days of a report, in the zone of the contract's calendar.

use chrono::NaiveDate;

use crate::domain::calendar::Zone;
use crate::domain::instant::{Instant, Month};
use crate::domain::sla::AsOf;

/// The month in the zone of the contract's calendar.
#[derive(Clone, Debug)]
pub struct Period {
    /// Which.
    pub month: Month,
    /// Its zone.
    pub zone: Zone,
    /// First instant.
    pub from: Instant,
    /// First instant of the next month.
    pub to: Instant,
    /// The instant of the figures: the month's end, or now while the month lasts.
    pub as_of: AsOf,
}

impl Period {
    /// `month` in `zone`, as far as it has gone by `now`: nothing is judged before it happened (rules 4 and 24).
    #[must_use]
    pub fn new(month: Month, zone: Zone, now: Instant) -> Self {
        let (from, to) = zone.month(month);
        let as_of = if now < to { AsOf::at(now) } else { AsOf::before(to) };
        Self { month, zone, from, to, as_of }
    }

    /// Whether the month is not over: its figures may still change.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        self.as_of.included
    }

    /// Whether `at` is in it and has happened.
    pub(super) fn holds(&self, at: Instant) -> bool {
        self.from <= at && at < self.to && self.as_of.holds(at)
    }

    /// Its dates.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.month.last_day();
        self.month.first_day().iter_days().take_while(move |day| *day <= last)
    }
}
