//! What was agreed: terms by date, perimeter, targets, volume, money, term and renewal.
//!
//! A [`Contract`] is its versions: the original and its amendments, each with complete terms
//! (rule 3). The version in force when a ticket was opened governs it to its end.

use chrono::NaiveDate;

use crate::domain::id::{ClientCode, ContractRef};

pub mod clauses;
pub(crate) mod coded;
pub mod diff;
pub mod goal;
pub mod nature;
pub mod penalty;
pub mod perimeter;
pub mod policy;
pub mod review;
pub mod target;
pub mod term;
pub mod terms;
pub mod volume;

pub use terms::Terms;

/// One contract: its original and its amendments, in the order in which they were agreed. Never empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contract {
    versions: Vec<Terms>,
}

/// The versions make no contract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContractError {
    /// Nothing was given.
    #[error("a contract has at least its original version")]
    Empty,
    /// Two contracts were mixed.
    #[error("`{found}` is another contract than `{contract}`")]
    OtherContract {
        /// The contract of the first version.
        contract: ContractRef,
        /// The one that does not belong.
        found: ContractRef,
    },
    /// An amendment names another client.
    #[error("amendment {amendment} of `{contract}` names the client `{found}`; the original names `{client}`")]
    OtherClient {
        /// The contract.
        contract: ContractRef,
        /// The amendment at fault.
        amendment: u32,
        /// The client of the original.
        client: ClientCode,
        /// The one that it names.
        found: ClientCode,
    },
    /// A number is missing before it.
    #[error("`{contract}` has no {missing} before amendment {found}")]
    Gap {
        /// The contract.
        contract: ContractRef,
        /// `original`, or `amendment N`.
        missing: String,
        /// The amendment at fault.
        found: u32,
    },
    /// Two versions bear the same number.
    #[error("`{contract}` has amendment {amendment} twice")]
    Twice {
        /// The contract.
        contract: ContractRef,
        /// The number; 0 is the original.
        amendment: u32,
    },
    /// An amendment would be in force before the one that it amends.
    #[error(
        "amendment {amendment} of `{contract}` is effective on {effective_on}, before the version that it amends ({previous})"
    )]
    Backwards {
        /// The contract.
        contract: ContractRef,
        /// The amendment at fault.
        amendment: u32,
        /// From when it would be in force.
        effective_on: NaiveDate,
        /// From when the version before is in force.
        previous: NaiveDate,
    },
}

impl Contract {
    /// A contract of these versions, in any order.
    ///
    /// # Errors
    /// [`ContractError`]: amendments are numbered 1, 2, 3 … without a gap, effective in that order, and all of one
    /// contract and one client.
    pub fn new(mut versions: Vec<Terms>) -> Result<Self, ContractError> {
        versions.sort_by_key(|v| v.amendment);
        let mut expected = 0;
        for (index, version) in versions.iter().enumerate() {
            numbered(version, expected)?;
            expected = version.amendment.saturating_add(1);
            if let Some(previous) = index.checked_sub(1).and_then(|i| versions.get(i)) {
                follows(previous, version)?;
            }
        }
        if versions.is_empty() { Err(ContractError::Empty) } else { Ok(Self { versions }) }
    }

    /// The original and its amendments.
    #[must_use]
    pub fn versions(&self) -> &[Terms] {
        &self.versions
    }

    /// The version that governs a ticket opened on `date`: the last one effective by then.
    #[must_use]
    pub fn version_on(&self, date: NaiveDate) -> Option<&Terms> {
        self.versions.iter().rev().find(|v| v.effective_on <= date)
    }

    /// The version with this number; 0 is the original.
    #[must_use]
    pub fn version(&self, amendment: u32) -> Option<&Terms> {
        self.versions.iter().find(|v| v.amendment == amendment)
    }

    /// The last version agreed, in force already or not yet.
    #[must_use]
    pub fn latest(&self) -> Option<&Terms> {
        self.versions.last()
    }

    /// Whether it is in force on `date`: started, not ended, or renewed tacitly (rule 21), as its version of that date says.
    #[must_use]
    pub fn in_force_on(&self, date: NaiveDate) -> bool {
        self.terms_in_force_on(date).is_some()
    }

    /// The version that governs `date`, where the contract is in force then.
    #[must_use]
    pub fn terms_in_force_on(&self, date: NaiveDate) -> Option<&Terms> {
        self.version_on(date).filter(|v| v.runs_on(date))
    }
}

/// `version` bears the number `expected`.
fn numbered(version: &Terms, expected: u32) -> Result<(), ContractError> {
    let contract = version.contract.clone();
    let missing = || if expected == 0 { "original".to_owned() } else { format!("amendment {expected}") };
    match version.amendment {
        found if found < expected => Err(ContractError::Twice { contract, amendment: found }),
        found if found > expected => Err(ContractError::Gap { contract, missing: missing(), found }),
        _ => Ok(()),
    }
}

/// `version` may come after `previous`.
fn follows(previous: &Terms, version: &Terms) -> Result<(), ContractError> {
    let contract = previous.contract.clone();
    if version.contract != contract {
        return Err(ContractError::OtherContract { contract, found: version.contract.clone() });
    }
    let amendment = version.amendment;
    if version.client != previous.client {
        let (client, found) = (previous.client.clone(), version.client.clone());
        return Err(ContractError::OtherClient { contract, amendment, client, found });
    }
    if version.effective_on < previous.effective_on {
        let (effective_on, previous) = (version.effective_on, previous.effective_on);
        return Err(ContractError::Backwards { contract, amendment, effective_on, previous });
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::id::CalendarName;

    pub(crate) fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Three years from 1 July 2025, nothing else agreed.
    pub(crate) fn terms() -> Terms {
        let mut terms = Terms::bare(
            ContractRef::new("KOCH-2025").unwrap(),
            ClientCode::new("koch").unwrap(),
            CalendarName::new("bureau").unwrap(),
            date("2025-07-01"),
        );
        terms.months = Some(36);
        terms.ends_on = Some(date("2028-06-30"));
        terms
    }

    fn amended(amendment: u32, effective_on: &str) -> Terms {
        Terms { amendment, effective_on: date(effective_on), ..terms() }
    }

    #[test]
    fn the_version_of_a_date_is_the_last_one_effective_by_then() {
        let contract = Contract::new(vec![amended(2, "2027-01-01"), terms(), amended(1, "2026-01-01")]).unwrap();
        let on = |d: &str| contract.version_on(date(d)).map(|v| v.amendment);
        assert_eq!(on("2025-06-30"), None);
        assert_eq!(on("2025-07-01"), Some(0));
        assert_eq!(on("2025-12-31"), Some(0));
        assert_eq!(on("2026-01-01"), Some(1));
        assert_eq!(on("2027-01-01"), Some(2));
        assert!(contract.in_force_on(date("2028-06-30")));
        assert!(!contract.in_force_on(date("2028-07-01")));
        assert_eq!(contract.latest().map(|v| v.amendment), Some(2));
        assert_eq!(contract.version(1).map(|v| v.effective_on), Some(date("2026-01-01")));
    }

    #[test]
    fn an_amendment_may_end_the_contract_sooner() {
        let ended = Terms { ends_on: Some(date("2026-06-30")), months: None, ..amended(1, "2026-03-01") };
        let contract = Contract::new(vec![terms(), ended]).unwrap();
        assert!(contract.in_force_on(date("2026-06-30")));
        assert!(!contract.in_force_on(date("2026-07-01")));
    }

    #[test]
    fn versions_that_do_not_follow_each_other_are_refused() {
        let refused = |versions: Vec<Terms>| Contract::new(versions).unwrap_err();
        assert_eq!(refused(vec![]), ContractError::Empty);
        let gap = refused(vec![terms(), amended(2, "2026-01-01")]);
        assert_eq!(gap.to_string(), "`KOCH-2025` has no amendment 1 before amendment 2");
        assert!(refused(vec![amended(1, "2026-01-01")]).to_string().contains("no original before"));
        assert!(matches!(refused(vec![terms(), terms()]), ContractError::Twice { amendment: 0, .. }));
        assert!(matches!(refused(vec![terms(), amended(1, "2025-06-01")]), ContractError::Backwards { .. }));
        let other = Terms { client: ClientCode::new("ried").unwrap(), ..amended(1, "2026-01-01") };
        assert!(matches!(refused(vec![terms(), other]), ContractError::OtherClient { .. }));
        let other = Terms { contract: ContractRef::new("RIED").unwrap(), ..amended(1, "2026-01-01") };
        assert!(matches!(refused(vec![terms(), other]), ContractError::OtherContract { .. }));
    }
}
