//! A month against its goals, and what the missed ones cost (rules 25 and 28).

use super::SlaReport;
use super::figures::{Key, Row};
use crate::domain::contract::goal::{Bound, Goal, GoalMetric};
use crate::domain::contract::nature::Undertaking;
use crate::domain::contract::penalty::{Charge, Measured, charges};
use crate::domain::contract::policy::Policy;
use crate::domain::id::TicketNumber;
use crate::report::availability::ServiceUp;

impl SlaReport {
    /// The goal that judges a row.
    #[must_use]
    pub fn goal(&self, key: Key) -> Option<&Goal> {
        let (indicative, kind, metric, severity) = key;
        let severity = severity.and_then(|i| self.severities.get(i));
        let judges = |g: &&Goal| {
            g.metric.clock() == Some(metric) && g.ticket.is_none_or(|t| t == kind) && g.severity.as_ref() == severity
        };
        self.terms.as_ref().filter(|_| !indicative)?.goals.iter().find(judges)
    }

    /// Whether a row has enough decided commitments to be a rate (rule 25).
    #[must_use]
    pub fn has_sample(&self, row: &Row) -> bool {
        row.decided > 0 && row.decided >= self.min_sample()
    }

    /// Fewer decided commitments than this are only counted.
    #[must_use]
    pub fn min_sample(&self) -> u32 {
        self.terms.as_ref().map_or_else(|| Policy::default().min_sample, |t| t.policy.min_sample)
    }

    /// Whether a row reaches its goal, compared exactly; `None` without a goal or a sample.
    #[must_use]
    pub fn goal_met(&self, key: Key, row: &Row) -> Option<bool> {
        let goal = self.goal(key)?;
        if !self.has_sample(row) {
            return None;
        }
        goal.bound.judges(i64::from(row.met), i64::from(row.decided))
    }

    /// Whether the contract promises means and not results: its rates are objectives, and bear no penalty.
    #[must_use]
    pub fn promises_means(&self) -> bool {
        self.terms.as_ref().is_some_and(|terms| terms.commitment == Some(Undertaking::Means))
    }

    /// What the missed goals of a month cost (rule 28), with the tickets behind each; of other days nothing, for the fee is
    /// that of a month.
    #[must_use]
    pub fn charges(&self) -> Vec<Charge<Vec<TicketNumber>>> {
        let bears = !self.promises_means() && self.period.span.as_month().is_some();
        let Some(terms) = self.terms.as_ref().filter(|_| bears) else { return Vec::new() };
        let judged = |(key, row): (&Key, &Row)| {
            let goal = self.goal(*key)?;
            Some(Measured {
                goal,
                ticket: Some(key.1),
                service: None,
                numerator: i64::from(row.met),
                denominator: i64::from(row.decided),
                has_sample: self.has_sample(row),
                behind: row.breached_tickets.iter().collect(),
            })
        };
        let mut measured: Vec<_> = self.rows.iter().filter_map(judged).collect();
        let goals: Vec<(Goal, &ServiceUp)> = self.services.iter().map(|s| (up_goal(s), s)).collect();
        measured.extend(goals.iter().map(|(goal, service)| Measured {
            goal,
            ticket: None,
            service: Some(service.promise.service.as_str()),
            numerator: service.up.up_s(),
            denominator: service.up.required_s,
            has_sample: true,
            behind: service.outages.iter().filter_map(|(_, outage)| outage.ticket).collect(),
        }));
        measured.extend(self.calls.iter().flat_map(|calls| {
            calls.goals.iter().filter_map(|goal| {
                let (numerator, denominator) = calls.total.rate(goal.metric)?;
                Some(Measured {
                    goal,
                    ticket: None,
                    service: None,
                    numerator: i64::from(numerator),
                    denominator: i64::from(denominator),
                    has_sample: denominator > 0 && denominator >= self.min_sample(),
                    behind: Vec::new(),
                })
            })
        }));
        charges(&terms.penalties, &measured)
    }
}

/// The promise of a service as a goal.
fn up_goal(service: &ServiceUp) -> Goal {
    Goal {
        metric: GoalMetric::Availability,
        ticket: None,
        severity: None,
        bound: Bound::AtLeast(service.promise.at_least),
        clause: service.promise.clause.clone(),
        definition: None,
    }
}
