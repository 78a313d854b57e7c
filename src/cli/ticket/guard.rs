//! What a change may not go without, where it has a window or its contract asks.

use std::rc::Rc;

use super::record::Before;
use crate::cli::desk::Desk;
use crate::cli::failure::Failure;
use crate::domain::id::TicketNumber;
use crate::domain::sla::Rules;
use crate::domain::ticket::change::{self, Lacking};
use crate::store::Db;

/// A change may be deployed.
///
/// # Errors
/// Its test is missing or failed: nothing is recorded.
pub fn may_deploy(desk: &mut Desk, db: &mut dyn Db, before: &Before<'_>) -> Result<(), Failure> {
    let rules = rules(desk, db, before)?;
    let lacking = change::lacks_to_deploy(before.state, rules.as_ref().map(|rules| rules.terms()));
    lacking.map_or(Ok(()), |lacking| Err(refusal(before.number, "deployed", lacking)))
}

/// Any ticket may be resolved but a change that would skip its test: its resolution says that it is in place.
///
/// # Errors
/// As [`may_deploy`].
pub fn may_resolve(desk: &mut Desk, db: &mut dyn Db, before: &Before<'_>) -> Result<(), Failure> {
    if before.state.change.deployed_at.is_some() {
        return Ok(());
    }
    let rules = rules(desk, db, before)?;
    let lacking = change::lacks_to_deploy(before.state, rules.as_ref().map(|rules| rules.terms()));
    let hint =
        format!("a change that is not done is cancelled: `infog ticket cancel {} --reason withdrawn`", before.number.0);
    lacking.map_or(Ok(()), |lacking| Err(refusal(before.number, "resolved", lacking).hinted(hint)))
}

/// Any ticket may be closed but a change without a document.
///
/// # Errors
/// No document is named: nothing is recorded.
pub fn may_close(desk: &mut Desk, db: &mut dyn Db, before: &Before<'_>) -> Result<(), Failure> {
    let rules = rules(desk, db, before)?;
    let lacking = change::lacks_to_close(before.state, rules.as_ref().map(|rules| rules.terms()));
    lacking.map_or(Ok(()), |lacking| Err(refusal(before.number, "closed", lacking)))
}

fn rules(desk: &mut Desk, db: &mut dyn Db, before: &Before<'_>) -> Result<Option<Rc<Rules>>, Failure> {
    let governed = &before.state.opening.governed;
    match &governed.contract {
        Some(contract) => desk.rules(db, contract, governed.amendment),
        None => Ok(None),
    }
}

fn refusal(number: TicketNumber, done: &str, lacking: Lacking) -> Failure {
    let n = number.0;
    let hint = match lacking {
        Lacking::Trial => {
            format!("record it with `infog ticket test {n} TEXT`, or `--waive` with who answers for that")
        }
        Lacking::Passed => format!("`infog ticket test {n} TEXT` records the next one, `--waive` who does without"),
        Lacking::Document => format!("name it with `infog ticket document {n} REFERENCE`"),
    };
    Failure::refused(format!("change {number} cannot be {done}: {lacking}")).hinted(hint)
}
