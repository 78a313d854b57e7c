//! Why commitments were broken: one code and a sentence each.

use serde::{Deserialize, Serialize};

use crate::domain::contract::target::Metric;
use crate::domain::contract::terms::Terms;
use crate::domain::id::BreachReason;
use crate::domain::nearest::nearest;

/// The codes that every contract knows; `[[breach_reason]]` adds its own.
pub const USUAL: [&str; 10] = [
    "workload",
    "misrouted",
    "diagnosis",
    "human-error",
    "tooling",
    "client",
    "third-party",
    "supplier",
    "force-majeure",
    "other",
];

/// `[[breach_reason]]`: a code that a contract adds to the usual ones.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnReason {
    /// `strike`.
    pub code: BreachReason,
    /// In the contract's words.
    pub label: String,
}

/// What was said of one broken commitment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// Of what.
    pub metric: Metric,
    /// Which of its clocks, from 1.
    pub cycle: u32,
    /// The code.
    pub reason: BreachReason,
    /// The sentence, where texts were read along.
    pub said: Option<String>,
}

/// The code is none that is known.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{wanted}` is no reason for a breach")]
pub struct UnknownReason {
    /// What was typed.
    pub wanted: String,
    /// The nearest known one.
    pub meant: Option<String>,
    /// All that are known.
    pub known: Vec<String>,
}

/// Every code that may be given under `terms`, the contract's own last.
#[must_use]
pub fn known(terms: Option<&Terms>) -> Vec<String> {
    let own = terms.into_iter().flat_map(|terms| &terms.breach_reasons).map(|own| own.code.to_string());
    USUAL.iter().map(ToString::to_string).chain(own).collect()
}

/// The reason with this code, in the case in which it is known.
///
/// # Errors
/// [`UnknownReason`] names the nearest.
pub fn reason(wanted: &str, terms: Option<&Terms>) -> Result<BreachReason, UnknownReason> {
    let known = known(terms);
    let typed = BreachReason::new(wanted).ok();
    let found = known.iter().filter_map(|code| BreachReason::new(code).ok()).find(|code| Some(code) == typed.as_ref());
    found.ok_or_else(|| {
        let meant = nearest(wanted, known.iter().map(String::as_str)).map(str::to_owned);
        UnknownReason { wanted: crate::domain::date::clipped(wanted), meant, known }
    })
}

/// Keeps `new` in `held`: the last one for a metric and its cycle holds.
pub fn keep(held: &mut Vec<Explanation>, new: Explanation) {
    held.retain(|old| (old.metric, old.cycle) != (new.metric, new.cycle));
    held.push(new);
}

/// What was said of this clock.
#[must_use]
pub fn of(held: &[Explanation], metric: Metric, cycle: u32) -> Option<&Explanation> {
    held.iter().find(|one| (one.metric, one.cycle) == (metric, cycle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_code_is_a_code() {
        for code in USUAL {
            assert_eq!(reason(code, None).map(|r| r.to_string()), Ok(code.to_owned()));
        }
    }

    #[test]
    fn the_nearest_is_named_and_a_contract_adds_its_own() {
        assert_eq!(reason("workloat", None).unwrap_err().meant.as_deref(), Some("workload"));
        let mut terms = crate::domain::contract::tests::terms();
        assert!(reason("strike", Some(&terms)).is_err());
        terms.breach_reasons.push(OwnReason { code: BreachReason::new("strike").unwrap(), label: "Grève".into() });
        assert_eq!(reason("STRIKE", Some(&terms)).map(|r| r.to_string()), Ok("strike".to_owned()));
    }

    #[test]
    fn the_last_word_on_a_clock_holds() {
        let said = |metric, cycle, code: &str| Explanation {
            metric,
            cycle,
            reason: BreachReason::new(code).unwrap(),
            said: None,
        };
        let mut held = Vec::new();
        for one in [
            said(Metric::Response, 1, "workload"),
            said(Metric::Resolution, 1, "supplier"),
            said(Metric::Response, 1, "client"),
        ] {
            keep(&mut held, one);
        }
        assert_eq!(of(&held, Metric::Response, 1).map(|e| e.reason.as_str()), Some("client"));
        assert_eq!(held.len(), 2);
        assert_eq!(of(&held, Metric::Response, 2), None);
    }
}
