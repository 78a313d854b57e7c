//! Recommendations and actions: what a committee was told, what it decided, and what became of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::{ContractRef, TicketNumber};
use super::instant::Instant;
use super::text::{self, BadText};

/// What it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionKind {
    /// The provider's advice, which nobody has decided yet.
    Recommendation,
    /// Decided: somebody does it by a day.
    #[default]
    Action,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Recommendation, Self::Action];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Action => "action",
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// It was done.
    Done,
    /// It will not be done.
    Dropped,
}

impl Ending {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

/// Its end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct End {
    /// How.
    pub how: Ending,
    /// When.
    pub at: Instant,
    /// By whom it was recorded.
    pub by: String,
    /// What came of it, or why it is dropped; erasable.
    #[serde(skip)]
    pub note: Option<String>,
}

/// One recommendation or action.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Action {
    /// What it is.
    pub kind: ActionKind,
    /// What is to be done; erasable, nothing once it was erased.
    #[serde(skip)]
    pub text: Option<String>,
    /// Under which contract; nothing where it concerns them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<ContractRef>,
    /// Who does it; erasable.
    #[serde(skip)]
    pub owner: Option<String>,
    /// By which day, that day included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// The ticket that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketNumber>,
    /// Since when.
    pub since: Instant,
    /// Its end, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}

/// No action can be like that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAction {
    /// A text is empty, too long, or holds a control character.
    #[error(transparent)]
    Text(#[from] BadText),
    /// An action without somebody who does it.
    #[error("an action has an owner")]
    WithoutOwner,
    /// An action without a day.
    #[error("an action has a day by which it is done")]
    WithoutDay,
    /// It has ended already.
    #[error("it was {} already", .0.code())]
    Ended(Ending),
}

/// How it stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// To be done, and there is time.
    Open,
    /// To be done, and its day is past.
    Overdue,
    /// It was done.
    Done,
    /// It will not be done.
    Dropped,
}

impl Standing {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

impl Action {
    /// Its texts as they are kept; an action has an owner and a day, a recommendation may have them.
    ///
    /// # Errors
    /// [`NoAction`].
    pub fn checked(mut self) -> Result<Self, NoAction> {
        self.text = Some(text::line("text of the action", self.text.as_deref().unwrap_or_default())?);
        self.owner = self.owner.map(|owner| text::line("owner", &owner)).transpose()?;
        match self.kind {
            ActionKind::Action if self.owner.is_none() => Err(NoAction::WithoutOwner),
            ActionKind::Action if self.due.is_none() => Err(NoAction::WithoutDay),
            _ => Ok(self),
        }
    }

    /// It, ended.
    ///
    /// # Errors
    /// [`NoAction`]: it has ended already, or the note cannot be kept.
    pub fn ended(mut self, end: End) -> Result<Self, NoAction> {
        if let Some(before) = &self.end {
            return Err(NoAction::Ended(before.how));
        }
        let note = end.note.as_deref().map(|note| text::line("note", note)).transpose()?;
        self.end = Some(End { note, ..end });
        Ok(self)
    }

    /// How it stands at `at`, which is on `day` where it is done.
    #[must_use]
    pub fn standing(&self, at: Instant, day: NaiveDate) -> Standing {
        match &self.end {
            Some(end) if end.at <= at && end.how == Ending::Done => Standing::Done,
            Some(end) if end.at <= at => Standing::Dropped,
            _ if self.due.is_some_and(|due| due < day) => Standing::Overdue,
            _ => Standing::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action() -> Action {
        Action {
            kind: ActionKind::Action,
            text: Some(" Remplacer l'onduleur ".to_owned()),
            contract: None,
            owner: Some("M. Weber".to_owned()),
            due: NaiveDate::from_ymd_opt(2026, 7, 15),
            ticket: None,
            since: Instant(1_000),
            end: None,
        }
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, day).unwrap()
    }

    #[test]
    fn an_action_has_an_owner_and_a_day_and_a_recommendation_may_do_without() {
        assert_eq!(action().checked().unwrap().text.as_deref(), Some("Remplacer l'onduleur"));
        assert_eq!(Action { owner: None, ..action() }.checked(), Err(NoAction::WithoutOwner));
        assert_eq!(Action { due: None, ..action() }.checked(), Err(NoAction::WithoutDay));
        let advice = Action { kind: ActionKind::Recommendation, owner: None, due: None, ..action() };
        assert!(advice.checked().is_ok());
    }

    #[test]
    fn its_day_is_the_last_one_that_is_in_time() {
        assert_eq!(action().standing(Instant(2_000), day(15)), Standing::Open);
        assert_eq!(action().standing(Instant(2_000), day(16)), Standing::Overdue);
    }

    #[test]
    fn it_ends_once_and_is_open_as_of_any_instant_before() {
        let end = End { how: Ending::Dropped, at: Instant(5_000), by: "lea".to_owned(), note: None };
        let ended = action().ended(end.clone()).unwrap();
        assert_eq!(ended.standing(Instant(4_999), day(1)), Standing::Open);
        assert_eq!(ended.standing(Instant(5_000), day(1)), Standing::Dropped);
        assert_eq!(ended.ended(end), Err(NoAction::Ended(Ending::Dropped)));
    }
}
