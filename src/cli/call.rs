//! Calls to the desk.

mod add;
mod import;
mod list;

use std::collections::HashMap;

use super::desk::Desk;
use super::failure::Failure;
use crate::domain::call::{Call, DayTotals};
use crate::domain::client::Client;
use crate::domain::contract::goal::{Goal, GoalMetric};
use crate::domain::contract::terms::Terms;
use crate::domain::instant::Instant;
use crate::domain::span::Span;
use crate::report::calls::{CallReport, USUAL};
use crate::store::{self, Db};

verbs! { "Record calls to the desk, one by one or as totals of a day" {
    Import(import::Args),
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
} }

/// The calls of a client in some days as `terms` count them, or as is usual where no contract does.
///
/// # Errors
/// The database.
pub fn report(
    desk: &mut Desk,
    db: &mut dyn Db,
    client: &Client,
    span: Span,
    terms: Option<&Terms>,
) -> Result<CallReport, Failure> {
    let zone = desk.zone(db, &client.code)?;
    let bounds = (zone.start_of_day(span.from()), zone.start_of_day(span.to().succ_opt().unwrap_or(span.to())));
    let found = store::call::of_client(db, &client.code, bounds.0, bounds.1)?;
    let rules = terms.and_then(|terms| terms.telephony.clone()).unwrap_or(USUAL);
    let goals = terms.map(|terms| terms.goals.iter().filter(|goal| is_of_calls(goal)).cloned().collect());
    Ok(CallReport::new(rules, goals.unwrap_or_default(), &zone, bounds, &found.calls, &found.days))
}

/// Whether a goal is one of calls.
#[must_use]
pub fn is_of_calls(goal: &Goal) -> bool {
    matches!(goal.metric, GoalMetric::AnswerRate | GoalMetric::Abandonment | GoalMetric::FirstContact)
}

/// What is new among calls and totals of one client.
#[derive(Default)]
struct Fresh {
    calls: Vec<Call>,
    days: Vec<DayTotals>,
    created: usize,
    updated: usize,
    unchanged: usize,
}

/// Two equal calls are two: what is known is counted, and only what goes beyond it is new.
fn fresh(db: &mut dyn Db, client: &Client, calls: Vec<Call>, days: Vec<DayTotals>) -> Result<Fresh, Failure> {
    let (from, to) = span(&calls, &days);
    let known = store::call::of_client(db, &client.code, from, to)?;
    let mut held: HashMap<&Call, usize> = HashMap::new();
    for call in &known.calls {
        *held.entry(call).or_default() += 1;
    }
    let mut fresh = Fresh::default();
    for call in calls {
        match held.get_mut(&call) {
            Some(left) if *left > 0 => {
                *left -= 1;
                fresh.unchanged += 1;
            }
            _ => {
                fresh.created += 1;
                fresh.calls.push(call);
            }
        }
    }
    for day in days {
        match known.days.get(&day.day) {
            Some(same) if *same == day => fresh.unchanged += 1,
            other => {
                if other.is_some() {
                    fresh.updated += 1;
                } else {
                    fresh.created += 1;
                }
                fresh.days.push(day);
            }
        }
    }
    Ok(fresh)
}

/// First and last instant that is spoken of, a day around.
fn span(calls: &[Call], days: &[DayTotals]) -> (Instant, Instant) {
    let noon = |day: &DayTotals| Instant(day.day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp());
    let all = || calls.iter().map(|call| call.started_at).chain(days.iter().map(noon));
    (all().min().unwrap_or(Instant(0)), all().max().unwrap_or(Instant(0)))
}
