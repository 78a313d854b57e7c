//! Calls to the desk, one by one or as totals of a day, and the rates that a contract promises of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contract::coded::coded;
use super::contract::goal::{GoalMetric, Telephony};
use super::id::TicketNumber;
use super::instant::Instant;

coded!(
    /// How a call ended.
    Outcome {
        /// Somebody spoke with the caller.
        Answered = "answered",
        /// The caller hung up before.
        Abandoned = "abandoned",
    }
);

/// One call that entered the queue.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Call {
    /// When it entered.
    #[serde(rename = "s")]
    pub started_at: Instant,
    /// When it was answered.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Instant>,
    /// When it was over.
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Instant>,
    /// How it ended.
    #[serde(rename = "o")]
    pub outcome: Outcome,
    /// Seconds in the queue, where the telephone system says so.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub waited_s: Option<u32>,
    /// The ticket about it.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketNumber>,
    /// Whether it was resolved at the first contact, where that is known.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub first_contact: Option<bool>,
}

/// Totals of a day, as a telephone system reports them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DayTotals {
    /// The day, in the client's zone.
    pub day: NaiveDate,
    /// Calls that entered the queue.
    pub offered: u32,
    /// Of which answered.
    pub answered: u32,
    /// Of which answered within the time that the contract promises.
    pub answered_in_time: u32,
    /// Calls whose caller hung up.
    pub abandoned: u32,
    /// Resolved at the first contact, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_contact: Option<u32>,
}

/// No call can be like that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoCall {
    /// It was answered before it began.
    #[error("it was answered before it started")]
    AnsweredBefore,
    /// It was over before it began, or before it was answered.
    #[error("it ended before it started or was answered")]
    EndedBefore,
    /// An abandoned call has an answer.
    #[error("an abandoned call was not answered: leave `answered_at` empty, or make it `answered`")]
    AbandonedYetAnswered,
    /// More were answered or abandoned than came.
    #[error("{answered} answered and {abandoned} abandoned are not the {offered} offered")]
    DoNotAddUp {
        /// As given.
        offered: u32,
        /// As given.
        answered: u32,
        /// As given.
        abandoned: u32,
    },
    /// More were answered in time, or resolved, than answered.
    #[error("{part} are more than the {answered} that were answered")]
    MoreThanAnswered {
        /// The part.
        part: u32,
        /// As given.
        answered: u32,
    },
}

impl Call {
    /// Whether it can be.
    ///
    /// # Errors
    /// [`NoCall`].
    pub fn checked(&self) -> Result<(), NoCall> {
        let begun = self.answered_at.unwrap_or(self.started_at);
        if begun < self.started_at {
            return Err(NoCall::AnsweredBefore);
        }
        if self.ended_at.is_some_and(|ended| ended < begun) {
            return Err(NoCall::EndedBefore);
        }
        match (self.outcome, self.answered_at) {
            (Outcome::Abandoned, Some(_)) => Err(NoCall::AbandonedYetAnswered),
            _ => Ok(()),
        }
    }

    /// Seconds in the queue: as the telephone system says, else until the answer or the end.
    #[must_use]
    pub fn waiting_s(&self) -> Option<i64> {
        let said = self.waited_s.map(i64::from);
        said.or_else(|| Some(self.answered_at.or(self.ended_at)?.since(self.started_at)))
    }
}

impl DayTotals {
    /// Whether they can be.
    ///
    /// # Errors
    /// [`NoCall`].
    pub fn checked(&self) -> Result<(), NoCall> {
        let Self { offered, answered, abandoned, .. } = *self;
        if answered.checked_add(abandoned) != Some(offered) {
            return Err(NoCall::DoNotAddUp { offered, answered, abandoned });
        }
        let parts = [Some(self.answered_in_time), self.first_contact].into_iter().flatten();
        match parts.max().filter(|part| *part > answered) {
            Some(part) => Err(NoCall::MoreThanAnswered { part, answered }),
            None => Ok(()),
        }
    }
}

/// Calls of some time, counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Calls that entered the queue.
    pub offered: u32,
    /// Of which answered.
    pub answered: u32,
    /// Of which answered in time.
    pub in_time: u32,
    /// Calls whose caller hung up, short ones apart.
    pub abandoned: u32,
    /// Calls abandoned sooner than the contract counts.
    pub short: u32,
    /// Calls that were resolved at the first contact.
    pub first_contact: u32,
    /// Calls of which that is known.
    pub known_contact: u32,
    /// Answered calls of which nobody knows how long they waited.
    pub unknown_wait: u32,
    /// Calls that came as totals of a day: of those, short ones are not known.
    pub of_totals: u32,
}

impl Counts {
    /// Adds a call.
    pub fn add(&mut self, call: &Call, rules: &Telephony) {
        self.offered += 1;
        match call.outcome {
            Outcome::Answered => {
                self.answered += 1;
                match call.waiting_s() {
                    Some(waited) => self.in_time += u32::from(waited <= i64::from(rules.answer_within_s)),
                    None => self.unknown_wait += 1,
                }
            }
            Outcome::Abandoned => match call.waiting_s() {
                Some(waited) if waited < i64::from(rules.short_call_s) => self.short += 1,
                _ => self.abandoned += 1,
            },
        }
        if let Some(first) = call.first_contact {
            self.known_contact += 1;
            self.first_contact += u32::from(first);
        }
    }

    /// Adds the totals of a day.
    pub fn add_day(&mut self, day: &DayTotals) {
        self.offered += day.offered;
        self.answered += day.answered;
        self.in_time += day.answered_in_time;
        self.abandoned += day.abandoned;
        self.of_totals += day.offered;
        if let Some(first) = day.first_contact {
            self.first_contact += first;
            self.known_contact += day.answered;
        }
    }

    /// Adds other counts.
    pub const fn plus(&mut self, other: &Self) {
        self.offered += other.offered;
        self.answered += other.answered;
        self.in_time += other.in_time;
        self.abandoned += other.abandoned;
        self.short += other.short;
        self.first_contact += other.first_contact;
        self.known_contact += other.known_contact;
        self.unknown_wait += other.unknown_wait;
        self.of_totals += other.of_totals;
    }

    /// Numerator and denominator of a promise about calls; none of any other.
    #[must_use]
    pub const fn rate(&self, metric: GoalMetric) -> Option<(u32, u32)> {
        match metric {
            GoalMetric::AnswerRate => Some((self.in_time, self.offered)),
            GoalMetric::Abandonment => Some((self.abandoned, self.offered - self.short)),
            GoalMetric::FirstContact => Some((self.first_contact, self.known_contact)),
            GoalMetric::Response | GoalMetric::Workaround | GoalMetric::Resolution | GoalMetric::Availability => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Telephony = Telephony { answer_within_s: 30, short_call_s: 5 };

    fn call(outcome: Outcome, waited_s: u32) -> Call {
        Call {
            started_at: Instant(1_000),
            answered_at: None,
            ended_at: None,
            outcome,
            waited_s: Some(waited_s),
            ticket: None,
            first_contact: None,
        }
    }

    #[test]
    fn short_calls_are_apart_and_the_limits_are_included_as_the_contract_says() {
        let mut counts = Counts::default();
        for (outcome, waited) in [
            (Outcome::Answered, 30),
            (Outcome::Answered, 31),
            (Outcome::Abandoned, 4),
            (Outcome::Abandoned, 5),
            (Outcome::Abandoned, 60),
        ] {
            counts.add(&call(outcome, waited), &RULES);
        }
        assert_eq!(counts.rate(GoalMetric::AnswerRate), Some((1, 5)));
        assert_eq!(counts.rate(GoalMetric::Abandonment), Some((2, 4)), "of 5 offered, one hung up at once");
        assert_eq!((counts.short, counts.rate(GoalMetric::FirstContact)), (1, Some((0, 0))));
    }

    #[test]
    fn the_wait_is_what_the_system_says_or_follows_from_the_instants() {
        let mut answered = Call { waited_s: None, answered_at: Some(Instant(1_020)), ..call(Outcome::Answered, 0) };
        assert_eq!(answered.waiting_s(), Some(20));
        answered.answered_at = None;
        assert_eq!(answered.waiting_s(), None);
        let mut counts = Counts::default();
        counts.add(&answered, &RULES);
        assert_eq!((counts.in_time, counts.unknown_wait), (0, 1), "unknown is not in time, and is said");
    }

    #[test]
    fn calls_and_totals_that_cannot_be_are_refused() {
        let before = Call { answered_at: Some(Instant(999)), ..call(Outcome::Answered, 0) };
        assert_eq!(before.checked(), Err(NoCall::AnsweredBefore));
        let ended = Call { ended_at: Some(Instant(999)), ..call(Outcome::Abandoned, 0) };
        assert_eq!(ended.checked(), Err(NoCall::EndedBefore));
        let both = Call { answered_at: Some(Instant(1_001)), ..call(Outcome::Abandoned, 0) };
        assert_eq!(both.checked(), Err(NoCall::AbandonedYetAnswered));
        let day = DayTotals {
            day: NaiveDate::MIN,
            offered: 10,
            answered: 8,
            answered_in_time: 7,
            abandoned: 2,
            first_contact: None,
        };
        assert_eq!(day.checked(), Ok(()));
        assert!(matches!(DayTotals { abandoned: 3, ..day.clone() }.checked(), Err(NoCall::DoNotAddUp { .. })));
        assert!(matches!(DayTotals { answered_in_time: 9, ..day }.checked(), Err(NoCall::MoreThanAnswered { .. })));
    }
}
