//! What contracts make due regularly, as it stands on a day.

use chrono::NaiveDate;

use super::failure::Failure;
use crate::domain::contract::Terms;
use crate::report::monthly::duty::{Duty, Fulfilled};
use crate::store::{self, Db};

/// The obligations of `terms` on the last of the days, each with when it was done; what was done from the first of them on
/// is marked.
///
/// # Errors
/// The database.
pub fn duties(db: &mut dyn Db, terms: &Terms, days: (NaiveDate, NaiveDate)) -> Result<Vec<Duty>, Failure> {
    if terms.obligations.is_empty() {
        return Ok(Vec::new());
    }
    let done = store::duty::done(db, &terms.contract)?;
    let duty = |obligation: &crate::domain::contract::clauses::Obligation| {
        let of_it = done.iter().filter(|one| one.is_of(&obligation.code));
        let of_it: Vec<Fulfilled> = of_it.map(|one| Fulfilled { on: one.on, evidence: one.evidence.clone() }).collect();
        Duty::new(obligation, terms.starts_on, &of_it, days)
    };
    Ok(terms.obligations.iter().map(duty).collect())
}
