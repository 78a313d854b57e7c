//! The days of a report, in the zone of the contract's calendar.

use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;
use crate::domain::sla::AsOf;
use crate::domain::span::Span;

/// The days in the zone of the contract's calendar.
#[derive(Clone, Debug)]
pub struct Period {
    /// Which.
    pub span: Span,
    /// Their zone.
    pub zone: Zone,
    /// First instant.
    pub from: Instant,
    /// First instant after.
    pub to: Instant,
    /// The instant of the figures: the end of the days, or now while they last.
    pub as_of: AsOf,
    /// When the report is asked for: what is said about the month, unlike its figures, is known until then.
    pub now: Instant,
}

impl Period {
    /// `span` in `zone`, as far as it has gone by `now`: nothing is judged before it happened (rules 4 and 24).
    #[must_use]
    pub fn new(span: Span, zone: Zone, now: Instant) -> Self {
        let from = zone.start_of_day(span.from());
        let to = zone.start_of_day(span.to().succ_opt().unwrap_or(span.to()));
        let as_of = if now < to { AsOf::at(now) } else { AsOf::before(to) };
        Self { span, zone, from, to, as_of, now }
    }

    /// Whether the days are not over: the figures may still change.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        self.as_of.included
    }

    /// Whether `at` is in it and has happened.
    #[must_use]
    pub fn holds(&self, at: Instant) -> bool {
        self.from <= at && at < self.to && self.as_of.holds(at)
    }
}
