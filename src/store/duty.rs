//! What a contract makes due regularly, and when it was done. All of it is in the log.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::db::{Db, DbErr, Kind, R};
use super::event::{self, Draft, Stamp, Subject};
use super::undo::standing;
use crate::domain::id::{ContractRef, folded};

/// What an event about a contract says of an obligation that was fulfilled.
const KIND: &str = "fulfilled";

/// That an obligation was fulfilled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Done {
    /// Which obligation, as the contract codes it.
    pub code: String,
    /// On which day.
    pub on: NaiveDate,
    /// Where that can be read again.
    pub evidence: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Facts {
    on: NaiveDate,
}

#[derive(Serialize, Deserialize)]
struct Beside {
    evidence: String,
}

/// Records it.
///
/// # Errors
/// [`DbErr`].
pub fn fulfil(db: &mut dyn Db, contract: &ContractRef, done: &Done, stamp: &Stamp) -> R<i64> {
    let (key, data) = (contract.key(), json(&Facts { on: done.on })?);
    let beside = done.evidence.as_ref().map(|evidence| json(&Beside { evidence: evidence.clone() })).transpose()?;
    let draft = Draft {
        stamp,
        subject: Subject::Contract,
        key: &key,
        kind: KIND,
        arg: &done.code,
        data: Some(&data),
        beside: beside.as_deref(),
        digest: None,
    };
    event::append(db, &draft)
}

fn json(value: &impl Serialize) -> R<String> {
    serde_json::to_string(value).map_err(|e| DbErr::new(Kind::Other, format!("an obligation cannot be written: {e}")))
}

/// Everything that was fulfilled under a contract, in the order in which it was recorded.
///
/// # Errors
/// [`DbErr`].
pub fn done(db: &mut dyn Db, contract: &ContractRef) -> R<Vec<Done>> {
    let events = standing(event::history(db, Subject::Contract, &contract.key())?)?;
    let read = |event: &event::Recorded| {
        let damaged = |e: serde_json::Error| DbErr::damaged(format!("event {}: {e}", event.id));
        let facts: Facts = serde_json::from_str(event.data.as_deref().unwrap_or_default()).map_err(damaged)?;
        let beside: Option<Beside> = event.beside.as_deref().map(serde_json::from_str).transpose().map_err(damaged)?;
        Ok(Done { code: event.arg.clone(), on: facts.on, evidence: beside.map(|beside| beside.evidence) })
    };
    events.iter().filter(|event| event.kind == KIND).map(read).collect()
}

impl Done {
    /// Whether it is of the obligation with this code, compared as codes are.
    #[must_use]
    pub fn is_of(&self, code: &str) -> bool {
        folded(&self.code) == folded(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{Bench, stamp};

    #[test]
    fn what_was_done_comes_back_in_its_order() {
        let mut bench = Bench::new();
        let contract: ContractRef = "RIED-2025".parse().unwrap();
        let done_on = |day: u32, evidence: Option<&str>| Done {
            code: "restore-test".to_owned(),
            on: NaiveDate::from_ymd_opt(2026, 6, day).unwrap(),
            evidence: evidence.map(str::to_owned),
        };
        let both = [done_on(12, Some("PV 14")), done_on(3, None)];
        bench.write(|db| both.iter().try_for_each(|one| fulfil(db, &contract, one, &stamp()).map(drop)));
        assert_eq!(bench.read(|db| done(db, &contract)), both);
        assert!(both[0].is_of("RESTORE-TEST"));
        assert_eq!(bench.faults(), Vec::<String>::new());
    }
}
