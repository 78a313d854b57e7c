//! Contracts: what they lack, whose end comes near, and clients that have none.

use chrono::NaiveDate;

use super::Ward;
use super::mend::Amend;
use crate::cli::estate::Estate;
use crate::cli::failure::Failure;
use crate::domain::action::{Action, Ending};
use crate::domain::contract::review::{Remark, review};
use crate::domain::contract::{Contract, Terms};
use crate::report::doctor::{Finding, Severity, What};
use crate::store::{self, Db};

/// Adds what is found of the contracts of a client; how many are not over.
pub fn examine(db: &mut dyn Db, ward: &Ward<'_>, estate: &Estate, found: &mut Vec<Finding>) -> Result<usize, Failure> {
    let actions: Vec<Action> =
        store::action::list(db, Some(&estate.client.code))?.into_values().map(|known| known.action).collect();
    let mut alive = 0;
    for (contract, today) in estate.contracts.iter().filter(|(contract, today)| !is_over(contract, *today)) {
        alive += 1;
        found.extend(lacking(ward, contract, *today));
        found.extend(ending(ward, contract, *today, &actions));
    }
    Ok(alive)
}

/// Whether no day to come is one of the contract.
pub fn is_over(contract: &Contract, today: NaiveDate) -> bool {
    contract.latest().is_none_or(|terms| terms.starts_on <= today && !terms.runs_on(today))
}

/// The next amendment may begin today, or with the version that is agreed already.
pub fn amend(terms: &Terms, today: NaiveDate) -> Amend<'_> {
    Amend { contract: &terms.contract, from: today.max(terms.effective_on) }
}

fn of(terms: &Terms, finding: Finding) -> Finding {
    Finding { client: Some(terms.client.clone()), contract: Some(terms.contract.clone()), ..finding }
}

/// Clauses that every contract should have; `contract check` tells of the others.
fn lacking(ward: &Ward<'_>, contract: &Contract, today: NaiveDate) -> Vec<Finding> {
    let Some(terms) = contract.latest() else { return Vec::new() };
    let lacks = |remark: &Remark| match remark.code {
        "no-targets" => Some(What::NoTargets),
        "no-reversibility" => Some(What::NoReversibility),
        _ => None,
    };
    let finding = |remark: Remark| {
        let what = lacks(&remark)?;
        let command = ward.mend.add_clause(&amend(terms, today), &remark.clause);
        Some(of(terms, Finding::new(Severity::Warning, what, command)))
    };
    review(terms).into_iter().filter_map(finding).collect()
}

/// The day by which somebody must decide, unless an action is due on it.
fn ending(ward: &Ward<'_>, contract: &Contract, today: NaiveDate, actions: &[Action]) -> Option<Finding> {
    let terms = contract.version_on(today).or_else(|| contract.versions().first())?;
    let period = terms.period_on(today.max(terms.starts_on))?;
    let notice = period.notice_by.filter(|day| today <= *day);
    // after the day for notice a tacit contract runs on: nothing is left to decide
    let decided = period.notice_by.is_some() && terms.is_tacit();
    let (day, by_notice) = match notice {
        Some(day) => (day, true),
        None if decided => return None,
        None => (period.to?, false),
    };
    let cared_for = |action: &Action| {
        let dropped = action.end.as_ref().is_some_and(|end| end.how == Ending::Dropped);
        action.due == Some(day) && action.contract.as_ref() == Some(&terms.contract) && !dropped
    };
    if day < today || day > ward.until(today) || actions.iter().any(cared_for) {
        return None;
    }
    let (days, name) = ((day - today).num_days(), terms.contract.as_str());
    let (what, text) = match by_notice {
        true => (What::Notice { days }, ward.locale.doctor_decide_notice(name)),
        false => (What::Term { days }, ward.locale.doctor_decide_term(name)),
    };
    let command = ward.mend.decide(&text, (&terms.client, &terms.contract), ward.actor, day);
    Some(of(terms, Finding { on: Some(day), ..Finding::new(Severity::Warning, what, command) }))
}
