//! When something was down, and what that makes of a promise to be up (rule 29).

use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::contract::goal::Availability;
use super::id::{AssetTag, TicketNumber};
use super::instant::Instant;

/// The reason in `exclude` that stands for planned maintenance.
pub const PLANNED_MAINTENANCE: &str = "planned-maintenance";

/// A time in which assets were down, or are going to be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outage {
    /// What was down.
    pub assets: Vec<AssetTag>,
    /// Since when.
    pub from: Instant,
    /// Until when; nothing: it is not over.
    pub to: Option<Instant>,
    /// It was agreed beforehand.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    /// When the client was told, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced_at: Option<Instant>,
    /// The ticket about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketNumber>,
    /// Why: a code that a contract may exclude, or words.
    #[serde(skip)]
    pub reason: Option<String>,
}

/// No outage can be like that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoOutage {
    /// It would end before it begins, or at once.
    #[error("an outage ends after it begins")]
    Backwards,
    /// Nothing was down.
    #[error("an outage names at least one asset")]
    OfNothing,
    /// An announcement is of planned work.
    #[error("only planned maintenance is announced")]
    Announced,
}

impl Outage {
    /// Whether it can be.
    ///
    /// # Errors
    /// [`NoOutage`].
    pub fn checked(&self) -> Result<(), NoOutage> {
        match self {
            Self { to: Some(to), from, .. } if to <= from => Err(NoOutage::Backwards),
            Self { assets, .. } if assets.is_empty() => Err(NoOutage::OfNothing),
            Self { planned: false, announced_at: Some(_), .. } => Err(NoOutage::Announced),
            _ => Ok(()),
        }
    }

    /// Whether it is planned and was not announced after it began: work that is told afterwards is an outage.
    #[must_use]
    pub fn was_announced(&self) -> bool {
        self.planned && self.announced_at.is_none_or(|at| at <= self.from)
    }

    /// Whether it touches an asset of the service.
    #[must_use]
    pub fn touches(&self, service: &Availability) -> bool {
        self.assets.iter().any(|down| service.assets.iter().any(|asset| asset.key() == down.key()))
    }

    /// Whether the service leaves it out of both sides of the fraction. A service that excludes nothing leaves planned
    /// maintenance out all the same, where it was announced.
    #[must_use]
    pub fn is_left_out(&self, service: &Availability) -> bool {
        let excluded = |code: &str| service.exclude.iter().any(|reason| reason.eq_ignore_ascii_case(code));
        let planned = self.was_announced() && (service.exclude.is_empty() || excluded(PLANNED_MAINTENANCE));
        planned || self.reason.as_deref().is_some_and(excluded)
    }

    /// The part of it in `[from, to)`; an outage that is not over lasts to the end.
    #[must_use]
    pub fn within(&self, from: Instant, to: Instant) -> Option<(Instant, Instant)> {
        let part = (self.from.max(from), self.to.unwrap_or(to).min(to));
        (part.0 < part.1).then_some(part)
    }
}

/// How long a service had to be up, and was not, in seconds of its calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct UpTime {
    /// What was promised, without what is left out.
    pub required_s: i64,
    /// What is left out: planned maintenance, and what else the contract excludes.
    pub left_out_s: i64,
    /// Of what was promised, how long it was down; overlapping outages once.
    pub down_s: i64,
}

impl UpTime {
    /// Seconds in which it was up as promised: the numerator of the rate.
    #[must_use]
    pub const fn up_s(&self) -> i64 {
        self.required_s - self.down_s
    }
}

/// The up time of `service` in `[from, to)` on `calendar`.
#[must_use]
pub fn up_time(service: &Availability, calendar: &Calendar, outages: &[Outage], from: Instant, to: Instant) -> UpTime {
    let of_service = || outages.iter().filter(|outage| outage.touches(service));
    let parts = |left_out: bool| {
        of_service().filter(move |o| o.is_left_out(service) == left_out).filter_map(|o| o.within(from, to))
    };
    let left_out_s = counted(calendar, parts(true));
    let both_s = counted(calendar, parts(true).chain(parts(false)));
    UpTime { required_s: calendar.counted_s(from, to) - left_out_s, left_out_s, down_s: both_s - left_out_s }
}

/// Counted seconds of the union of these parts.
fn counted(calendar: &Calendar, parts: impl Iterator<Item = (Instant, Instant)>) -> i64 {
    let mut parts: Vec<_> = parts.collect();
    parts.sort_unstable();
    let mut merged: Vec<(Instant, Instant)> = Vec::with_capacity(parts.len());
    for (from, to) in parts {
        match merged.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => merged.push((from, to)),
        }
    }
    merged.iter().map(|(from, to)| calendar.counted_s(*from, *to)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Zone;
    use crate::domain::calendar::testing::{calendar, weekdays};

    fn paris() -> Zone {
        Zone::named("Europe/Paris").unwrap()
    }

    fn at(local: &str) -> Instant {
        paris().edge(chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap())
    }

    fn service(exclude: &[&str]) -> Availability {
        Availability {
            service: "Fichiers".into(),
            assets: vec!["SRV-01".parse().unwrap(), "SRV-02".parse().unwrap()],
            calendar: None,
            at_least: "99.5".parse().unwrap(),
            exclude: exclude.iter().map(ToString::to_string).collect(),
            audience: None,
            clause: None,
        }
    }

    fn outage(asset: &str, from: &str, to: Option<&str>) -> Outage {
        Outage {
            assets: vec![asset.parse().unwrap()],
            from: at(from),
            to: to.map(at),
            planned: false,
            announced_at: None,
            ticket: None,
            reason: None,
        }
    }

    fn october(outages: &[Outage], exclude: &[&str]) -> UpTime {
        let always = Calendar::always(paris());
        up_time(&service(exclude), &always, outages, at("2026-10-01 00:00"), at("2026-11-01 00:00"))
    }

    const HOUR: i64 = 3600;

    #[test]
    fn a_month_with_the_autumn_change_has_an_hour_more() {
        assert_eq!(october(&[], &[]), UpTime { required_s: 745 * HOUR, left_out_s: 0, down_s: 0 });
    }

    #[test]
    fn overlapping_outages_of_several_assets_count_once() {
        let outages = [
            outage("SRV-01", "2026-10-05 08:00", Some("2026-10-05 10:00")),
            outage("srv-02", "2026-10-05 09:00", Some("2026-10-05 11:00")),
            outage("SRV-02", "2026-10-05 11:00", Some("2026-10-05 11:30")),
            outage("OTHER", "2026-10-06 08:00", Some("2026-10-06 20:00")),
        ];
        assert_eq!(october(&outages, &[]).down_s, 3 * HOUR + HOUR / 2);
    }

    #[test]
    fn planned_maintenance_leaves_both_sides_and_hides_no_outage_beyond_its_window() {
        let mut planned = outage("SRV-01", "2026-10-10 22:00", Some("2026-10-11 02:00"));
        planned.planned = true;
        let overrun = outage("SRV-01", "2026-10-11 01:00", Some("2026-10-11 03:00"));
        let up = october(&[planned.clone(), overrun], &["planned-maintenance"]);
        assert_eq!(up, UpTime { required_s: 741 * HOUR, left_out_s: 4 * HOUR, down_s: HOUR });
        planned.announced_at = Some(at("2026-10-12 09:00"));
        let told_afterwards = october(&[planned], &[]);
        assert_eq!((told_afterwards.left_out_s, told_afterwards.down_s), (0, 4 * HOUR));
    }

    #[test]
    fn a_contract_excludes_other_reasons_too_and_then_planned_work_only_if_it_says_so() {
        let mut power = outage("SRV-01", "2026-10-05 08:00", Some("2026-10-05 10:00"));
        power.reason = Some("force-majeure".into());
        assert_eq!(october(std::slice::from_ref(&power), &["force-majeure"]).left_out_s, 2 * HOUR);
        power.planned = true;
        power.reason = None;
        assert_eq!(october(&[power], &["force-majeure"]).down_s, 2 * HOUR);
    }

    #[test]
    fn only_the_hours_of_the_calendar_count_and_what_is_not_over_lasts() {
        let office = calendar(weekdays("09:00-18:00"));
        let outages = [outage("SRV-01", "2026-10-30 16:00", None)];
        let up = up_time(&service(&[]), &office, &outages, at("2026-10-01 00:00"), at("2026-11-01 00:00"));
        assert_eq!((up.required_s, up.down_s, up.up_s()), (22 * 9 * HOUR, 2 * HOUR, (22 * 9 - 2) * HOUR));
    }

    #[test]
    fn an_outage_that_cannot_be_is_refused() {
        assert_eq!(outage("A", "2026-10-05 10:00", Some("2026-10-05 10:00")).checked(), Err(NoOutage::Backwards));
        let mut announced = outage("A", "2026-10-05 10:00", None);
        announced.announced_at = Some(at("2026-10-01 10:00"));
        assert_eq!(announced.checked(), Err(NoOutage::Announced));
    }
}
