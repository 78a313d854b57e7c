//! What an entry counts: rounded up, raised to the minimum of a visit, dearer out of hours, in that order (rule 27).

use super::Entry;
use crate::domain::calendar::Calendar;
use crate::domain::contract::volume::{Volume, VolumeUnit};
use crate::domain::money::{Decimal, half_up};
use crate::domain::ticket::event::WorkMode;

/// Real seconds of a minute.
const MINUTE_S: i64 = 60;

/// What an entry counts, and how that came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Charged {
    /// Minutes as they were logged.
    pub raw: u32,
    /// Minutes after rounding up.
    pub rounded: u32,
    /// Minutes after the minimum of a visit.
    pub at_least: u32,
    /// Real seconds of the entry that lie out of hours.
    pub out_of_hours_s: i64,
    /// Minutes that count, whole, halves upwards: lines of a statement add up as they are printed.
    pub minutes: u32,
    /// What is burnt of the volume, in its unit.
    pub quantity: Decimal,
}

/// What `entry` counts under `volume`; `calendar` says which part of it lies out of hours.
#[must_use]
pub fn charge(entry: &Entry, volume: &Volume, calendar: &Calendar) -> Charged {
    let rounded = entry.minutes.div_ceil(volume.rounding.max(1)).saturating_mul(volume.rounding.max(1));
    let least = if entry.mode == WorkMode::OnSite { volume.on_site_minimum } else { 0 };
    let at_least = rounded.max(least);
    let real_s = i64::from(entry.minutes) * MINUTE_S;
    let out_of_hours_s = real_s - calendar.counted_s(entry.at, entry.at.plus_s(real_s));
    let minutes = dearer(at_least, out_of_hours_s, real_s, volume.out_of_hours_factor);
    let quantity = match volume.unit {
        VolumeUnit::Minute => Decimal::whole(i64::from(minutes)),
        VolumeUnit::Ticket => Decimal::default(),
        VolumeUnit::Unit => units(entry, volume),
    };
    Charged { raw: entry.minutes, rounded, at_least, out_of_hours_s, minutes, quantity }
}

/// `minutes`, of which the share `out / real` counts `factor` times.
fn dearer(minutes: u32, out: i64, real: i64, factor: Decimal) -> u32 {
    if real <= 0 {
        return minutes;
    }
    let one = i128::from(Decimal::ONE.ten_thousandths());
    let more = i128::from(minutes) * i128::from(out) * (i128::from(factor.ten_thousandths()) - one);
    let whole = i128::from(minutes) + half_up(more, i128::from(real) * one);
    u32::try_from(whole.max(0)).unwrap_or(u32::MAX)
}

/// Quantity × weight of the piece; a piece that the catalogue of that day does not have counts as it is.
fn units(entry: &Entry, volume: &Volume) -> Decimal {
    let Some(unit) = &entry.work.unit else { return Decimal::default() };
    let weight = volume.weight(unit).map_or(Decimal::ONE, |w| w.weight);
    entry.work.quantity.unwrap_or(Decimal::ONE).times(weight)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entry, office, on_site, prepaid};
    use super::*;

    fn minutes(entry: &Entry, volume: &Volume) -> u32 {
        charge(entry, volume, &office()).minutes
    }

    #[test]
    fn minutes_are_rounded_up_then_raised_to_the_minimum_of_a_visit() {
        let volume = prepaid();
        assert_eq!(minutes(&entry("2026-02-02 09:00", 1), &volume), 15);
        assert_eq!(minutes(&entry("2026-02-02 09:00", 15), &volume), 15);
        assert_eq!(minutes(&entry("2026-02-02 09:00", 16), &volume), 30);
        assert_eq!(minutes(&on_site("2026-02-02 09:00", 20), &volume), 60);
        assert_eq!(minutes(&on_site("2026-02-02 09:00", 70), &volume), 75);
    }

    #[test]
    fn only_the_share_of_the_real_minutes_that_lies_out_of_hours_is_dearer() {
        let volume = prepaid();
        // 17:30 to 18:00 is open until 18:00; 17:50 to 18:10: 10 of 20 real minutes are out of hours.
        let split = charge(&entry("2026-02-02 17:50", 20), &volume, &office());
        assert_eq!((split.rounded, split.out_of_hours_s, split.minutes), (30, 600, 45));
        assert_eq!(minutes(&entry("2026-02-07 10:00", 60), &volume), 120, "a Saturday");
        assert_eq!(minutes(&on_site("2026-02-07 10:00", 10), &volume), 120, "the factor comes after the minimum");
    }

    #[test]
    fn a_part_of_a_minute_is_rounded_half_up_once() {
        let volume = prepaid();
        // 7 minutes, 3 of them out of hours: 15 × (1 + 3/7) = 21.43
        assert_eq!(minutes(&entry("2026-02-02 17:56", 7), &volume), 21);
    }

    #[test]
    fn units_weigh_what_the_catalogue_says() {
        let mut volume = prepaid();
        volume.unit = VolumeUnit::Unit;
        let mut entry = entry("2026-02-02 09:00", 30);
        entry.work.unit = Some("uo-poste".into());
        assert_eq!(charge(&entry, &volume, &office()).quantity, "2.5".parse().unwrap());
        entry.work.quantity = Some(Decimal::whole(2));
        assert_eq!(charge(&entry, &volume, &office()).quantity, "5".parse().unwrap());
    }
}
