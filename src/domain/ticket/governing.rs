//! Which contract, version and perimeter line govern a ticket: found once, at its opening (rules 3, 21 and 23).

use crate::domain::calendar::Zone;
use crate::domain::contract::Contract;
use crate::domain::contract::perimeter::{Coverage, Subject};
use crate::domain::contract::terms::Terms;
use crate::domain::id::ContractRef;
use crate::domain::instant::Instant;

use super::event::{Excluded, Governed};

/// A contract of the client with the zone of its calendar, in which its dates begin and end.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// All its versions.
    pub contract: &'a Contract,
    /// Of its calendar.
    pub zone: &'a Zone,
}

/// Two contracts could govern the ticket, and nothing says which.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Undecided {
    /// No asset decides between contracts in force.
    #[error("{} contracts are in force that day: {}", .0.len(), list(.0))]
    Several(Vec<ContractRef>),
    /// An asset lies in the perimeter of several.
    #[error("`{asset}` is covered by {} contracts: {}", .contracts.len(), list(.contracts))]
    Shared {
        /// The asset.
        asset: String,
        /// Whose perimeters hold it.
        contracts: Vec<ContractRef>,
    },
    /// Assets of different contracts on one ticket.
    #[error("`{first}` is covered by {of_first}, `{other}` by {of_other}")]
    Apart {
        /// The first asset.
        first: String,
        /// Its contract.
        of_first: ContractRef,
        /// Another asset.
        other: String,
        /// Its contract.
        of_other: ContractRef,
    },
}

fn list(contracts: &[ContractRef]) -> String {
    contracts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What governs a ticket opened at `opened_at` on `assets`, the first of which decides the line.
///
/// `wanted` is the contract that the technician named. Without a contract in force, or outside its perimeter,
/// there is no commitment, and the answer says why.
///
/// # Errors
/// [`Undecided`] where two contracts could govern it.
pub fn govern(
    candidates: &[Candidate<'_>],
    wanted: Option<&ContractRef>,
    assets: &[Subject<'_>],
    opened_at: Instant,
) -> Result<Governed, Undecided> {
    let mut in_force: Vec<&Terms> =
        candidates.iter().filter_map(|c| c.contract.terms_in_force_on(c.zone.date(opened_at))).collect();
    if let Some(wanted) = wanted {
        in_force.retain(|terms| terms.contract == *wanted);
        if in_force.is_empty() {
            return Ok(nothing(Some(wanted.clone()), Excluded::NoContract));
        }
    }
    match (in_force.as_slice(), assets) {
        ([], _) => Ok(nothing(None, Excluded::NoContract)),
        ([only], []) => Ok(governed_by(only, Coverage::WholeContract)),
        ([only], [first, ..]) => Ok(governed_by(only, only.coverage(first))),
        (several, []) => Err(Undecided::Several(refs(several))),
        (several, [first, rest @ ..]) => among(several, first, rest),
    }
}

fn among(several: &[&Terms], first: &Subject<'_>, rest: &[Subject<'_>]) -> Result<Governed, Undecided> {
    let covering = |asset: &Subject<'_>| -> Vec<&Terms> {
        several.iter().copied().filter(|t| t.coverage(asset).is_inside()).collect()
    };
    let of_first = covering(first);
    let terms = match of_first.as_slice() {
        [] => return Ok(nothing(None, Excluded::OutOfPerimeter)),
        [only] => *only,
        many => return Err(Undecided::Shared { asset: first.tag.to_string(), contracts: refs(many) }),
    };
    for other in rest {
        let of_other = covering(other);
        let apart = of_other.iter().all(|t| t.contract != terms.contract);
        if let (true, Some(of_other)) = (apart, of_other.first()) {
            return Err(Undecided::Apart {
                first: first.tag.to_string(),
                of_first: terms.contract.clone(),
                other: other.tag.to_string(),
                of_other: of_other.contract.clone(),
            });
        }
    }
    Ok(governed_by(terms, terms.coverage(first)))
}

fn refs(terms: &[&Terms]) -> Vec<ContractRef> {
    terms.iter().map(|t| t.contract.clone()).collect()
}

/// What `terms` make of a ticket whose first asset stands so in their perimeter.
#[must_use]
pub fn governed_by(terms: &Terms, coverage: Coverage<'_>) -> Governed {
    Governed {
        contract: Some(terms.contract.clone()),
        amendment: terms.amendment,
        line: coverage.line().cloned(),
        excluded: (!coverage.is_inside()).then_some(Excluded::OutOfPerimeter),
        severities: terms.severities.iter().map(|s| s.code.clone()).collect(),
    }
}

fn nothing(contract: Option<ContractRef>, why: Excluded) -> Governed {
    Governed { contract, amendment: 0, line: None, excluded: Some(why), severities: Vec::new() }
}
