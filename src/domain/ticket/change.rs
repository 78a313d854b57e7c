//! A controlled modification: its window, its test, its deployment and its document, and what it may not go without.

use serde::{Deserialize, Serialize};

use super::event::{Event, Happening};
use super::kind::TicketKind;
use super::lifecycle::State;
use crate::domain::contract::coded::coded;
use crate::domain::contract::terms::Terms;
use crate::domain::instant::Instant;

/// The longest downtime that may be expected, in minutes: a month.
pub const MOST_DOWNTIME: u32 = 31 * 24 * 60;

coded!(
    /// What came of a test before the deployment.
    TestResult {
        /// It works.
        Passed = "passed",
        /// It does not: the change may not be deployed.
        Failed = "failed",
        /// The client does without, and said so.
        Waived = "waived",
    }
);

/// When a change is to happen, and for how long the service is away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// First instant.
    pub from: Instant,
    /// First instant after.
    pub to: Instant,
    /// Expected downtime in minutes; 0 is none.
    pub downtime_minutes: u32,
}

/// The window makes no sense.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadWindow {
    /// It ends before it begins, or at once.
    #[error("the window ends before it begins")]
    Backwards,
    /// It is not down longer than it is worked on.
    #[error("{minutes} minutes of downtime are more than the window holds, {held}")]
    Downtime {
        /// What was given.
        minutes: u32,
        /// Minutes from its beginning to its end.
        held: i64,
    },
}

impl Window {
    /// A window that ends after it begins and holds the downtime.
    ///
    /// # Errors
    /// [`BadWindow`].
    pub fn new(from: Instant, to: Instant, downtime_minutes: u32) -> Result<Self, BadWindow> {
        let held = to.since(from) / 60;
        match () {
            () if to <= from => Err(BadWindow::Backwards),
            () if i64::from(downtime_minutes) > held => Err(BadWindow::Downtime { minutes: downtime_minutes, held }),
            () => Ok(Self { from, to, downtime_minutes }),
        }
    }

    /// Whether `at` lies in it, its end included.
    #[must_use]
    pub fn holds(&self, at: Instant) -> bool {
        self.from <= at && at <= self.to
    }
}

/// A test, as it was recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trial {
    /// When.
    pub at: Instant,
    /// What came of it.
    pub result: TestResult,
    /// By whom it was recorded.
    pub by: String,
    /// Where, how and by whom it was done; who waived it. Where texts were read along.
    pub said: Option<String>,
}

/// What is known of a ticket as a change; empty for other tickets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    /// The window that holds.
    pub window: Option<Window>,
    /// How to go back, where texts were read along.
    pub way_back: Option<String>,
    /// The last test.
    pub trial: Option<Trial>,
    /// When it was deployed; gone when the ticket is reopened.
    pub deployed_at: Option<Instant>,
    /// References of its documents.
    pub documents: Vec<String>,
}

impl Record {
    /// Whether the last test lets it be deployed.
    #[must_use]
    pub fn is_tested(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| trial.result != TestResult::Failed)
    }

    /// Takes note of an event; others than those of changes say nothing.
    pub(super) fn follow(&mut self, event: &Event) {
        let said = event.text.as_ref().and_then(|text| text.body.clone());
        match &event.what {
            Happening::ChangePlanned { window_from, window_to, downtime_minutes } => {
                self.window = Window::new(*window_from, *window_to, *downtime_minutes).ok();
                if said.is_some() {
                    self.way_back = said;
                }
            }
            Happening::ChangeTested { result } => {
                self.trial = Some(Trial { at: event.at, result: *result, by: event.by.clone(), said });
            }
            Happening::Deployed => self.deployed_at = Some(event.at),
            Happening::Documented { reference } if !self.documents.contains(reference) => {
                self.documents.push(reference.clone());
            }
            _ => {}
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// `[change]`: what a contract asks of every change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChangeTerms {
    /// No deployment without a test or a waiver, planned or not.
    pub tested: bool,
    /// No closing without a document, planned or not.
    pub documented: bool,
    /// An incident counts against the change so many days after it was done.
    pub watch_days: u32,
}

impl Default for ChangeTerms {
    fn default() -> Self {
        Self { tested: false, documented: false, watch_days: 30 }
    }
}

/// What a change lacks for its next step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Lacking {
    /// Neither a test that passed nor a waiver.
    #[error("its test is not recorded, and nobody waived it")]
    Trial,
    /// The last test failed.
    #[error("its last test failed")]
    Passed,
    /// No document.
    #[error("no document is named")]
    Document,
}

/// Whether the guards of changes hold for a ticket: it has a window, or its contract asks (`asks`).
fn is_guarded(state: &State, terms: Option<&Terms>, asks: impl Fn(&ChangeTerms) -> bool) -> bool {
    let asked = terms.and_then(|terms| terms.change.as_ref()).is_some_and(asks);
    state.opening.kind == TicketKind::Change && (state.change.window.is_some() || asked)
}

/// What keeps a change from being deployed; nothing keeps other tickets.
#[must_use]
pub fn lacks_to_deploy(state: &State, terms: Option<&Terms>) -> Option<Lacking> {
    if !is_guarded(state, terms, |change| change.tested) || state.change.is_tested() {
        return None;
    }
    Some(if state.change.trial.is_some() { Lacking::Passed } else { Lacking::Trial })
}

/// What keeps a change from being closed; nothing keeps other tickets.
#[must_use]
pub fn lacks_to_close(state: &State, terms: Option<&Terms>) -> Option<Lacking> {
    let needs = is_guarded(state, terms, |change| change.documented) && state.change.documents.is_empty();
    needs.then_some(Lacking::Document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_after_it_begins_and_holds_its_downtime() {
        let at = Instant;
        assert_eq!(Window::new(at(0), at(0), 0), Err(BadWindow::Backwards));
        assert_eq!(Window::new(at(60), at(0), 0), Err(BadWindow::Backwards));
        assert_eq!(Window::new(at(0), at(3600), 61), Err(BadWindow::Downtime { minutes: 61, held: 60 }));
        let window = Window::new(at(0), at(3600), 60).unwrap();
        assert!(window.holds(at(0)) && window.holds(at(3600)) && !window.holds(at(3601)));
    }

    #[test]
    fn only_a_test_that_passed_or_was_waived_lets_it_go() {
        let tried = |result| Record {
            trial: Some(Trial { at: Instant(0), result, by: "lea".into(), said: None }),
            ..Record::default()
        };
        assert!(!Record::default().is_tested());
        assert!(tried(TestResult::Passed).is_tested() && tried(TestResult::Waived).is_tested());
        assert!(!tried(TestResult::Failed).is_tested());
    }
}
