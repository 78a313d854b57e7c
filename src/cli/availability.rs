//! The services that a contract promises to keep up, with what is known of their outages.

use std::rc::Rc;

use super::desk::Desk;
use super::failure::Failure;
use crate::domain::calendar::Calendar;
use crate::domain::contract::terms::Terms;
use crate::domain::outage::Outage;
use crate::domain::sla::rules::is_always;
use crate::report::availability::ServiceUp;
use crate::report::sla::Period;
use crate::store::{self, Db};

/// The services of `terms` in the month, as far as it has gone and as far as the contract is in force in it.
///
/// # Errors
/// The database, or a calendar that is missing.
pub fn services(desk: &mut Desk, db: &mut dyn Db, terms: &Terms, period: &Period) -> Result<Vec<ServiceUp>, Failure> {
    if terms.availability.is_empty() {
        return Ok(Vec::new());
    }
    let known = store::outage::of_client(db, &terms.client)?;
    let known: Vec<(i64, Outage)> = known.into_iter().map(|known| (known.number, known.outage)).collect();
    let begins = period.zone.start_of_day(terms.starts_on).max(period.from);
    let last = terms.last_day().filter(|_| !terms.is_tacit()).and_then(|day| day.succ_opt());
    let ends = last.map_or(period.to, |day| period.zone.start_of_day(day).min(period.to));
    let to = if period.is_under_way() { period.as_of.now.min(ends) } else { ends };
    let mut services = Vec::with_capacity(terms.availability.len());
    for promise in &terms.availability {
        let name = promise.calendar.as_ref().unwrap_or(&terms.calendar);
        let calendar = match is_always(name) {
            true => Rc::new(Calendar::always(period.zone.clone())),
            false => desk.calendar(db, name)?.ok_or_else(|| missing(name.as_str()))?,
        };
        services.push(ServiceUp::new(promise.clone(), calendar, &known, begins, to.max(begins)));
    }
    Ok(services)
}

fn missing(calendar: &str) -> Failure {
    Failure::refused(format!("there is no calendar `{calendar}`")).hinted("add it with `infog calendar apply FILE`")
}
