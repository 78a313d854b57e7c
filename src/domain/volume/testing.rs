//! Small volumes and entries for the tests of this folder.

use super::{Entry, Source, Work};
use crate::domain::calendar::Zone;
use crate::domain::contract::Contract;
use crate::domain::contract::tests::{date, terms};
use crate::domain::contract::volume::{BillingPeriod, CarryOver, Volume, VolumeUnit};
use crate::domain::instant::Instant;
use crate::domain::money::Decimal;
use crate::domain::ticket::event::WorkMode;

/// 720 minutes a month by quarters of an hour, a visit counts an hour, out of hours counts twice.
pub(super) fn prepaid() -> Volume {
    let price = |text: &str| Some(text.parse().unwrap());
    Volume {
        unit: VolumeUnit::Minute,
        included: Decimal::whole(720),
        period: BillingPeriod::Month,
        rounding: 15,
        on_site_minimum: 60,
        out_of_hours_factor: Decimal::whole(2),
        carry_over: CarryOver::None,
        overrun_price: price("85.00"),
        out_of_scope_price: price("95.00"),
        on_site_price: price("95.00"),
        travel_price: price("40.00"),
        weights: vec![crate::domain::contract::volume::Weight {
            code: "UO-POSTE".into(),
            label: "Installation d'un poste".into(),
            weight: "2.5".parse().unwrap(),
        }],
    }
}

pub(super) fn with(period: BillingPeriod, carry_over: CarryOver) -> Volume {
    Volume { period, carry_over, ..prepaid() }
}

/// Nothing included, minutes as they are.
pub(super) fn minute_by_minute() -> Volume {
    Volume { included: Decimal::default(), rounding: 1, ..prepaid() }
}

/// Three years from 1 July 2025.
pub(super) fn contract(volume: Volume) -> Contract {
    let mut terms = terms();
    terms.volume = Some(volume);
    Contract::new(vec![terms]).unwrap()
}

/// The same with an amendment.
pub(super) fn amended(volume: Volume, then: Volume, effective_on: &str) -> Contract {
    let first = contract(volume).versions()[0].clone();
    let mut second = first.clone();
    second.volume = Some(then);
    (second.amendment, second.effective_on) = (1, date(effective_on));
    Contract::new(vec![first, second]).unwrap()
}

/// Paris time.
pub(super) fn instant(local: &str) -> Instant {
    let zone = Zone::named("Europe/Paris").unwrap();
    zone.edge(chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap())
}

pub(super) fn entry(at: &str, minutes: u32) -> Entry {
    Entry {
        source: Source::Contract(1),
        at: instant(at),
        recorded_at: instant(at),
        minutes,
        mode: WorkMode::Remote,
        by: "lea".into(),
        work: Work::default(),
        in_scope: true,
    }
}

pub(super) fn on_site(at: &str, minutes: u32) -> Entry {
    Entry { mode: WorkMode::OnSite, ..entry(at, minutes) }
}

/// Monday to Friday, 09:00 to 18:00.
pub(super) fn office() -> crate::domain::calendar::Calendar {
    crate::domain::calendar::testing::calendar(crate::domain::calendar::testing::weekdays("09:00-18:00"))
}
