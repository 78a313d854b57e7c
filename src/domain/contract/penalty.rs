//! What missing a goal costs: whole points on the wrong side of the goal, less the franchise, times a per cent of the
//! fee, capped (rule 28).

use super::goal::{Bound, Goal, GoalMetric, Penalty, Remedy};
use super::terms::Terms;
use super::volume::{BillingPeriod, Price};
use crate::domain::id::SeverityCode;
use crate::domain::money::{Decimal, Money, Percent};
use crate::domain::ticket::kind::TicketKind;

/// A rate of the month, as a goal of the contract judges it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measured<'a, T> {
    /// The goal that it is judged against.
    pub goal: &'a Goal,
    /// Of this kind of ticket, where it is one of tickets.
    pub ticket: Option<TicketKind>,
    /// Of this service, where it is an availability.
    pub service: Option<&'a str>,
    /// What is in the numerator.
    pub numerator: i64,
    /// What is in the denominator.
    pub denominator: i64,
    /// Whether there is enough to judge (rule 25).
    pub has_sample: bool,
    /// What stands behind it: tickets, outages.
    pub behind: T,
}

/// One missed goal and what it comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Charge<T> {
    /// What was to be reached.
    pub metric: GoalMetric,
    /// Of this kind of ticket.
    pub ticket: Option<TicketKind>,
    /// Of this severity.
    pub severity: Option<SeverityCode>,
    /// Of this service.
    pub service: Option<String>,
    /// The goal.
    pub bound: Bound,
    /// What was reached, as a fraction.
    pub numerator: i64,
    /// Its denominator.
    pub denominator: i64,
    /// Points on the wrong side of the goal, rounded down to the ten-thousandth.
    pub points: Decimal,
    /// Points that cost nothing.
    pub franchise: Decimal,
    /// Whole points after the franchise.
    pub whole_points: i64,
    /// Per cent of the fee for each.
    pub percent_per_point: Percent,
    /// Per cent of the fee, before the cap.
    pub uncapped: Percent,
    /// The most that the penalty may come to.
    pub cap: Option<Percent>,
    /// Per cent of the fee that is due: goals of one penalty share its cap.
    pub percent: Percent,
    /// What it is due as.
    pub remedy: Remedy,
    /// The clause that says so.
    pub clause: Option<String>,
    /// What stands behind it.
    pub behind: T,
}

impl<T> Charge<T> {
    /// Whether the cap takes something off.
    #[must_use]
    pub fn is_capped(&self) -> bool {
        self.percent != self.uncapped
    }

    /// What it comes to of `fee`, rounded half up to the cent.
    #[must_use]
    pub fn amount(&self, fee: Money) -> Money {
        fee.times(self.percent.ten_thousandths(), 1_000_000)
    }
}

/// The fee of one month, before tax; none where the contract gives no fee, or one for a term without end.
#[must_use]
pub fn monthly_fee(terms: &Terms) -> Option<Money> {
    let Price { amount, period, .. } = terms.price.as_ref()?;
    let months = match period {
        BillingPeriod::Month => 1,
        BillingPeriod::Quarter => 3,
        BillingPeriod::Year => 12,
        BillingPeriod::Term => i64::from(terms.term_months().filter(|months| *months > 0)?),
    };
    Some(amount.times(1, months))
}

/// What the missed goals among `measured` cost, penalty by penalty. Nothing under the minimum sample.
#[must_use]
pub fn charges<T: Clone>(penalties: &[Penalty], measured: &[Measured<'_, T>]) -> Vec<Charge<T>> {
    let mut charges = Vec::new();
    for penalty in penalties {
        let mut left = penalty.cap_percent.map(Percent::ten_thousandths);
        for one in measured.iter().filter(|m| m.has_sample && goes_with(penalty, m)) {
            let Some(mut charge) = charge(penalty, one) else { continue };
            if let Some(left) = &mut left {
                let due = charge.uncapped.ten_thousandths().min(*left);
                *left -= due;
                charge.percent = Percent::from(Decimal::from_ten_thousandths(due));
            }
            charges.push(charge);
        }
    }
    charges
}

fn goes_with<T>(penalty: &Penalty, measured: &Measured<'_, T>) -> bool {
    let goal = measured.goal;
    penalty.metric == goal.metric
        && penalty.ticket.is_none_or(|ticket| measured.ticket == Some(ticket))
        && penalty.severity.as_ref().is_none_or(|severity| goal.severity.as_ref() == Some(severity))
}

/// None where the goal is reached.
fn charge<T: Clone>(penalty: &Penalty, measured: &Measured<'_, T>) -> Option<Charge<T>> {
    let Measured { goal, ticket, service, numerator, denominator, behind, .. } = measured;
    if goal.bound.judges(*numerator, *denominator)? {
        return None;
    }
    // Points, times 10 000, times the denominator.
    let of = i128::from(*denominator);
    let gap = i128::from(goal.bound.percent().ten_thousandths()) * of - i128::from(*numerator) * 1_000_000;
    let wrong = gap.abs();
    let beyond = (wrong - i128::from(penalty.franchise_points.ten_thousandths()) * of).max(0);
    let whole_points = i64::try_from(beyond / (of * 10_000)).ok()?;
    let per_point = penalty.percent_per_point.ten_thousandths();
    let uncapped = Percent::from(Decimal::from_ten_thousandths(per_point.saturating_mul(whole_points)));
    Some(Charge {
        metric: goal.metric,
        ticket: *ticket,
        severity: goal.severity.clone(),
        service: service.map(str::to_owned),
        bound: goal.bound,
        numerator: *numerator,
        denominator: *denominator,
        points: Decimal::from_ten_thousandths(i64::try_from(wrong / of).ok()?),
        franchise: penalty.franchise_points,
        whole_points,
        percent_per_point: penalty.percent_per_point,
        uncapped,
        cap: penalty.cap_percent,
        percent: uncapped,
        remedy: penalty.remedy,
        clause: penalty.clause.clone(),
        behind: behind.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::tests::terms;
    use crate::domain::money::Currency;

    fn goal(bound: Bound) -> Goal {
        Goal { metric: GoalMetric::Response, ticket: None, severity: None, bound, clause: None, definition: None }
    }

    fn at_least(percent: &str) -> Goal {
        goal(Bound::AtLeast(percent.parse().unwrap()))
    }

    fn penalty(franchise: &str, per_point: &str, cap: Option<&str>) -> Penalty {
        Penalty {
            metric: GoalMetric::Response,
            ticket: None,
            severity: None,
            franchise_points: franchise.parse().unwrap(),
            percent_per_point: per_point.parse().unwrap(),
            cap_percent: cap.map(|cap| cap.parse().unwrap()),
            remedy: Remedy::Penalty,
            clause: None,
        }
    }

    fn measured(goal: &Goal, numerator: i64, denominator: i64) -> Measured<'_, ()> {
        Measured { goal, ticket: None, service: None, numerator, denominator, has_sample: true, behind: () }
    }

    fn one(goal: &Goal, penalty: &Penalty, (numerator, denominator): (i64, i64)) -> Option<(i64, String)> {
        let found = charges(std::slice::from_ref(penalty), &[measured(goal, numerator, denominator)]);
        found.first().map(|c| (c.whole_points, c.percent.to_string()))
    }

    #[test]
    fn whole_points_after_the_franchise_count_and_the_cap_holds() {
        let (goal, penalty) = (at_least("95.0"), penalty("1", "2", Some("10")));
        // 21 of 23 is 91.30 %: 3.70 points under, 2.70 after the franchise, 2 whole points.
        assert_eq!(one(&goal, &penalty, (21, 23)), Some((2, "4".into())));
        assert_eq!(one(&goal, &penalty, (19, 20)), None, "reached exactly");
        assert_eq!(one(&goal, &penalty, (94, 100)), Some((0, "0".into())), "within the franchise");
        assert_eq!(one(&goal, &penalty, (93, 100)), Some((1, "2".into())), "two points under, exactly one after it");
        assert_eq!(one(&goal, &penalty, (1, 2)), Some((44, "10".into())), "capped");
    }

    #[test]
    fn a_goal_from_above_counts_points_over_it() {
        let goal = goal(Bound::AtMost("5".parse().unwrap()));
        assert_eq!(one(&goal, &penalty("0", "1", None), (8, 100)), Some((3, "3".into())));
    }

    #[test]
    fn nothing_is_due_under_the_sample_or_without_anything_to_judge() {
        let goal = at_least("95");
        let few = Measured { has_sample: false, ..measured(&goal, 0, 3) };
        assert!(charges(&[penalty("0", "2", None)], &[few]).is_empty());
        assert_eq!(one(&goal, &penalty("0", "2", None), (0, 0)), None);
    }

    #[test]
    fn goals_of_one_penalty_share_its_cap() {
        let (first, second) = (at_least("95"), at_least("90"));
        let both = [measured(&first, 92, 100), measured(&second, 80, 100)];
        let due: Vec<String> =
            charges(&[penalty("0", "2", Some("10"))], &both).iter().map(|c| c.percent.to_string()).collect();
        assert_eq!(due, ["6", "4"]);
    }

    #[test]
    fn a_penalty_of_one_severity_leaves_the_others_alone() {
        let mut penalty = penalty("0", "2", None);
        penalty.severity = Some(SeverityCode::new("N1").unwrap());
        let mut n2 = at_least("95");
        n2.severity = Some(SeverityCode::new("N2").unwrap());
        assert_eq!(one(&n2, &penalty, (1, 2)), None);
        assert_eq!(one(&at_least("95"), &penalty, (1, 2)), None);
    }

    #[test]
    fn the_amount_is_of_the_months_fee_and_rounded_once() {
        let mut terms = terms();
        assert_eq!(monthly_fee(&terms), None);
        let price = |amount: &str, period| {
            Some(Price { amount: amount.parse().unwrap(), currency: Currency::default(), period, index: None })
        };
        terms.price = price("1000.00", BillingPeriod::Quarter);
        let fee = monthly_fee(&terms).unwrap();
        assert_eq!(fee, "333.33".parse().unwrap());
        let goal = at_least("95");
        let found = charges(&[penalty("0", "2", None)], &[measured(&goal, 90, 100)]);
        assert_eq!(found[0].amount(fee), "33.33".parse().unwrap());
        terms.price = price("36000.00", BillingPeriod::Term);
        assert_eq!(monthly_fee(&terms), Some("1000.00".parse().unwrap()));
    }
}
