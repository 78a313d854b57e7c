//! Which event may follow, and the status that follows from them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::breach::{self, Explanation};
use super::change::{BadWindow, Record, Window};
use super::event::{CancelReason, Event, Happening, Opening};
use super::kind::TicketKind;
use super::relation::Link;
use crate::domain::id::{AssetTag, PauseReason, SeverityCode, TicketNumber};
use crate::domain::instant::Instant;

/// Where a ticket is in its life: a fold of its events, never stored but in a cache.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nobody has taken charge yet.
    Open,
    /// Somebody has.
    Acknowledged,
    /// Held for at least one reason, whether the contract lists it or not.
    Paused,
    /// Service is back.
    Resolved,
    /// The client agreed, or kept silent long enough.
    Closed,
    /// Withdrawn, duplicate or not covered.
    Cancelled,
}

impl Status {
    /// All, in the order of a ticket's life.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Acknowledged, Self::Paused, Self::Resolved, Self::Closed, Self::Cancelled];

    /// The code in files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Paused => "paused",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether work is still due.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Acknowledged | Self::Paused)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Why an event cannot stand where it would.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[allow(missing_docs)] // the sentences say it
pub enum Impossible {
    #[error("it has no opening")]
    NoOpening,
    #[error("it is opened twice")]
    OpenedTwice,
    #[error("that is before the ticket was opened")]
    BeforeOpening { at: Instant, opened_at: Instant },
    #[error("it is already acknowledged")]
    AlreadyAcknowledged { at: Instant },
    #[error("it is {0}")]
    NotOpen(Status),
    #[error("it is not paused")]
    NotPaused,
    #[error("it is not paused for `{reason}`, only for {held}")]
    NotPausedFor { reason: PauseReason, held: String },
    #[error("it is already paused for `{0}`")]
    AlreadyPaused(PauseReason),
    #[error("its severity is already `{0}`")]
    SameSeverity(SeverityCode),
    #[error("a workaround is already in place")]
    AlreadyWorkedAround { at: Instant },
    #[error("it is {0}, not resolved")]
    NotResolved(Status),
    #[error("it is already closed")]
    AlreadyClosed,
    #[error("it is cancelled")]
    Cancelled,
    #[error("event {0} does not exist")]
    NoSuchEvent(u32),
    #[error("event {0} is itself a correction; correct the event that it replaces")]
    CorrectsACorrection(u32),
    #[error("it is of kind `{0}`, no change")]
    NoChange(TicketKind),
    #[error("{0}")]
    Window(#[from] BadWindow),
    #[error("it is deployed already")]
    AlreadyDeployed { at: Instant },
    #[error("it is not linked with {0}")]
    NotLinked(TicketNumber),
    #[error("event {0} logs no time")]
    LogsNoTime(u32),
}

/// An event that cannot stand where it is, among all events of its ticket.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{why}")]
pub struct Misfit {
    /// Sequence of the event at fault.
    pub seq: u32,
    /// Its code.
    pub code: &'static str,
    /// Why.
    pub why: Impossible,
}

/// What the events so far amount to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    /// The opening, with edits of its assets and what governs them applied.
    pub opening: Opening,
    /// When it was opened.
    pub opened_at: Instant,
    /// Where it is in its life.
    pub status: Status,
    /// First acknowledgement.
    pub acknowledged_at: Option<Instant>,
    /// Reasons for which it is held, oldest first, with their beginnings.
    pub pauses: Vec<(PauseReason, Instant)>,
    /// Severity that holds.
    pub severity: Option<SeverityCode>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// First workaround.
    pub worked_around_at: Option<Instant>,
    /// Last resolution, kept when closed, gone when reopened.
    pub resolved_at: Option<Instant>,
    /// Why it was cancelled.
    pub cancelled: Option<CancelReason>,
    /// The title that holds, where texts were read along.
    pub title: String,
    /// The requester that holds, where texts were read along.
    pub requester: Option<String>,
    /// What is known of it as a change.
    pub change: Record,
    /// Other tickets that belong to it.
    pub links: Vec<Link>,
    /// What was said of its broken commitments.
    pub explained: Vec<Explanation>,
    /// The greatest `at` of its events.
    pub last_at: Instant,
}

impl State {
    /// Assets, the first one deciding the line.
    #[must_use]
    pub fn assets(&self) -> &[AssetTag] {
        &self.opening.assets
    }

    fn opened(event: &Event) -> Result<Self, Impossible> {
        let Happening::Opened(opening) = &event.what else { return Err(Impossible::NoOpening) };
        let text = event.text.clone().unwrap_or_default();
        Ok(Self {
            opening: Opening::clone(opening),
            opened_at: event.at,
            status: Status::Open,
            acknowledged_at: None,
            pauses: Vec::new(),
            severity: opening.severity.clone(),
            assignee: opening.assignee.clone(),
            worked_around_at: None,
            resolved_at: None,
            cancelled: None,
            title: text.title.unwrap_or_default(),
            requester: text.requester,
            change: Record::default(),
            links: Vec::new(),
            explained: Vec::new(),
            last_at: event.at,
        })
    }

    /// Whether `what` may follow now.
    ///
    /// # Errors
    /// [`Impossible`] says why not.
    pub fn allows(&self, what: &Happening) -> Result<(), Impossible> {
        match what {
            Happening::Opened(_) => Err(Impossible::OpenedTwice),
            Happening::Acknowledged => {
                // resolving stopped the response clock; taking note of the call afterwards moves nothing (rule 17)
                if self.status != Status::Resolved {
                    self.must_be_open()?;
                }
                self.acknowledged_at.map_or(Ok(()), |at| Err(Impossible::AlreadyAcknowledged { at }))
            }
            Happening::Paused { reason } => {
                self.must_be_open()?;
                let held = self.pauses.iter().any(|(r, _)| r == reason);
                if held { Err(Impossible::AlreadyPaused(reason.clone())) } else { Ok(()) }
            }
            Happening::Resumed { reason } => self.may_resume(reason.as_ref()),
            Happening::SeverityChanged { to } => {
                self.must_be_open()?;
                let same = self.severity.as_ref() == Some(to);
                if same { Err(Impossible::SameSeverity(to.clone())) } else { Ok(()) }
            }
            Happening::WorkedAround => {
                self.must_be_open()?;
                self.worked_around_at.map_or(Ok(()), |at| Err(Impossible::AlreadyWorkedAround { at }))
            }
            Happening::Resolved | Happening::Cancelled { .. } => self.must_be_open(),
            Happening::Reopened => match self.status {
                Status::Resolved | Status::Closed => Ok(()),
                other => Err(Impossible::NotResolved(other)),
            },
            Happening::Closed => match self.status {
                Status::Resolved => Ok(()),
                Status::Closed => Err(Impossible::AlreadyClosed),
                other => Err(Impossible::NotResolved(other)),
            },
            Happening::Assigned { .. } | Happening::Updated => match self.status {
                Status::Closed | Status::Cancelled => Err(Impossible::NotOpen(self.status)),
                _ => Ok(()),
            },
            Happening::TimeLogged { .. } => match self.status {
                Status::Cancelled => Err(Impossible::Cancelled),
                _ => Ok(()),
            },
            Happening::ChangePlanned { window_from, window_to, downtime_minutes } => {
                self.must_be_change()?;
                self.must_be_open()?;
                Window::new(*window_from, *window_to, *downtime_minutes)?;
                Ok(())
            }
            Happening::ChangeTested { .. } | Happening::Documented { .. } => {
                self.must_be_change()?;
                match self.status {
                    Status::Cancelled => Err(Impossible::Cancelled),
                    _ => Ok(()),
                }
            }
            Happening::Deployed => {
                self.must_be_change()?;
                self.must_be_open()?;
                self.change.deployed_at.map_or(Ok(()), |at| Err(Impossible::AlreadyDeployed { at }))
            }
            Happening::Unlinked { to } => match self.links.iter().any(|link| link.to == *to) {
                true => Ok(()),
                false => Err(Impossible::NotLinked(*to)),
            },
            Happening::Noted { .. }
            | Happening::BreachExplained { .. }
            | Happening::Linked { .. }
            | Happening::Edited { .. }
            | Happening::Corrected { .. }
            | Happening::Undone { .. } => Ok(()),
        }
    }

    fn must_be_open(&self) -> Result<(), Impossible> {
        if self.status.is_open() { Ok(()) } else { Err(Impossible::NotOpen(self.status)) }
    }

    fn must_be_change(&self) -> Result<(), Impossible> {
        match self.opening.kind {
            TicketKind::Change => Ok(()),
            other => Err(Impossible::NoChange(other)),
        }
    }

    fn may_resume(&self, reason: Option<&PauseReason>) -> Result<(), Impossible> {
        self.must_be_open()?;
        if self.pauses.is_empty() {
            return Err(Impossible::NotPaused);
        }
        match reason {
            Some(reason) if !self.pauses.iter().any(|(r, _)| r == reason) => {
                let held: Vec<String> = self.pauses.iter().map(|(r, _)| format!("`{r}`")).collect();
                Err(Impossible::NotPausedFor { reason: reason.clone(), held: held.join(", ") })
            }
            _ => Ok(()),
        }
    }

    fn follow(&mut self, event: &Event) {
        self.last_at = self.last_at.max(event.at);
        match &event.what {
            Happening::Acknowledged => self.acknowledged_at = Some(event.at),
            Happening::Assigned { to } => self.assignee = Some(to.clone()),
            Happening::Paused { reason } => self.pauses.push((reason.clone(), event.at)),
            Happening::Resumed { reason: Some(reason) } => self.pauses.retain(|(r, _)| r != reason),
            Happening::Resumed { reason: None } => self.pauses.clear(),
            Happening::SeverityChanged { to } => self.severity = Some(to.clone()),
            Happening::WorkedAround => self.worked_around_at = Some(event.at),
            Happening::Resolved => {
                self.pauses.clear();
                self.resolved_at = Some(event.at);
            }
            Happening::Reopened => {
                self.resolved_at = None;
                self.change.deployed_at = None;
            }
            Happening::Linked { to, relation } => {
                self.links.push(Link { to: *to, relation: relation.clone(), at: event.at });
            }
            Happening::Unlinked { to } => self.links.retain(|link| link.to != *to),
            Happening::ChangePlanned { .. }
            | Happening::ChangeTested { .. }
            | Happening::Deployed
            | Happening::Documented { .. } => self.change.follow(event),
            Happening::Cancelled { reason, .. } => {
                self.pauses.clear();
                self.cancelled = Some(*reason);
            }
            Happening::BreachExplained { metric, cycle, reason } => {
                let said = event.text.as_ref().and_then(|text| text.body.clone());
                breach::keep(
                    &mut self.explained,
                    Explanation { metric: *metric, cycle: *cycle, reason: reason.clone(), said },
                );
            }
            Happening::Edited { assets, governed } => self.edit(event, assets.as_ref(), governed.as_deref()),
            _ => {}
        }
        self.status = self.status_after(&event.what);
    }

    fn edit(&mut self, event: &Event, assets: Option<&Vec<AssetTag>>, governed: Option<&super::event::Governed>) {
        if let Some(assets) = assets {
            self.opening.assets.clone_from(assets);
        }
        if let Some(governed) = governed {
            self.opening.governed = governed.clone();
        }
        if let Some(text) = &event.text {
            if let Some(title) = &text.title {
                self.title.clone_from(title);
            }
            if text.requester.is_some() {
                self.requester.clone_from(&text.requester);
            }
        }
    }

    const fn status_after(&self, what: &Happening) -> Status {
        match what {
            Happening::Resolved => Status::Resolved,
            Happening::Closed => Status::Closed,
            Happening::Cancelled { .. } => Status::Cancelled,
            _ if !self.status.is_open() && !matches!(what, Happening::Reopened) => self.status,
            _ if !self.pauses.is_empty() => Status::Paused,
            _ if self.acknowledged_at.is_some() => Status::Acknowledged,
            _ => Status::Open,
        }
    }
}

/// Folds effective events (see [`super::history::effective`]) into a state, refusing the first that cannot stand.
///
/// # Errors
/// [`Misfit`] names the event at fault and why.
pub fn fold(events: &[Event]) -> Result<State, Misfit> {
    let misfit = |event: &Event, why| Misfit { seq: event.seq, code: event.what.code(), why };
    let Some(opening) = events.iter().find(|e| matches!(e.what, Happening::Opened(_))) else {
        return Err(Misfit { seq: 0, code: "opened", why: Impossible::NoOpening });
    };
    let mut state = State::opened(opening).map_err(|why| misfit(opening, why))?;
    for event in events.iter().filter(|e| e.seq != opening.seq) {
        if event.at < opening.at {
            let why = Impossible::BeforeOpening { at: event.at, opened_at: opening.at };
            return Err(misfit(event, why));
        }
        state.allows(&event.what).map_err(|why| misfit(event, why))?;
        state.follow(event);
    }
    Ok(state)
}

/// Whether `correction` may be appended to `events` (in recorded order).
///
/// # Errors
/// [`Impossible`] where the event it names does not exist, is a correction, or takes no minutes.
pub fn may_correct(events: &[Event], of: u32, minutes: Option<u32>) -> Result<(), Impossible> {
    let named = events.iter().find(|e| e.seq == of).ok_or(Impossible::NoSuchEvent(of))?;
    match &named.what {
        Happening::Corrected { .. } => Err(Impossible::CorrectsACorrection(of)),
        Happening::TimeLogged { .. } => Ok(()),
        _ if minutes.is_some() => Err(Impossible::LogsNoTime(of)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ClientCode;
    use crate::domain::ticket::event::Governed;
    use crate::domain::ticket::kind::TicketKind;

    fn opened() -> Happening {
        Happening::Opened(Box::new(Opening {
            client: ClientCode::new("ried").unwrap(),
            kind: TicketKind::Incident,
            severity: None,
            assets: vec![],
            channel: None,
            assignee: None,
            imported: None,
            governed: Governed { contract: None, amendment: 0, line: None, excluded: None, severities: vec![] },
        }))
    }

    fn story(what: &[(i64, Happening)]) -> Vec<Event> {
        let event = |(i, (at, what)): (usize, &(i64, Happening))| Event {
            seq: u32::try_from(i).unwrap() + 1,
            at: Instant(*at),
            recorded_at: Instant(*at),
            by: "lea".into(),
            what: what.clone(),
            text: None,
        };
        what.iter().enumerate().map(event).collect()
    }

    fn status(rest: &[(i64, Happening)]) -> Result<Status, Impossible> {
        let mut all = vec![(0, opened())];
        all.extend_from_slice(rest);
        fold(&story(&all)).map(|s| s.status).map_err(|m| m.why)
    }

    fn paused(reason: &str) -> Happening {
        Happening::Paused { reason: PauseReason::new(reason).unwrap() }
    }

    #[test]
    fn status_is_a_fold_of_events() {
        assert_eq!(status(&[]), Ok(Status::Open));
        assert_eq!(status(&[(1, Happening::Acknowledged)]), Ok(Status::Acknowledged));
        assert_eq!(status(&[(1, Happening::Resolved), (2, Happening::Closed)]), Ok(Status::Closed));
        assert_eq!(status(&[(1, Happening::Resolved), (2, Happening::Reopened)]), Ok(Status::Open));
        assert_eq!(
            status(&[(1, Happening::Resolved), (2, Happening::Noted { for_client: false })]),
            Ok(Status::Resolved)
        );
    }

    #[test]
    fn paused_while_any_reason_is_left() {
        let resume = |r: Option<&str>| Happening::Resumed { reason: r.map(|r| PauseReason::new(r).unwrap()) };
        let two = [(1, paused("waiting-client")), (2, paused("no-site-access"))];
        let with = |last| {
            let mut all = two.to_vec();
            all.push((3, last));
            status(&all)
        };
        assert_eq!(with(resume(Some("waiting-client"))), Ok(Status::Paused));
        assert_eq!(with(resume(None)), Ok(Status::Open));
        assert!(matches!(with(resume(Some("scheduled"))), Err(Impossible::NotPausedFor { .. })));
    }

    #[test]
    fn a_pause_ends_with_the_resolution() {
        let reopened = [(1, paused("waiting-client")), (2, Happening::Resolved), (3, Happening::Reopened)];
        assert_eq!(status(&reopened), Ok(Status::Open));
    }

    #[test]
    fn what_cannot_follow_is_refused() {
        assert_eq!(status(&[(1, Happening::Resumed { reason: None })]), Err(Impossible::NotPaused));
        assert_eq!(status(&[(1, Happening::Closed)]), Err(Impossible::NotResolved(Status::Open)));
        assert_eq!(status(&[(1, Happening::Reopened)]), Err(Impossible::NotResolved(Status::Open)));
        assert!(matches!(
            status(&[(1, Happening::Acknowledged), (2, Happening::Acknowledged)]),
            Err(Impossible::AlreadyAcknowledged { .. })
        ));
        assert!(matches!(status(&[(-1, Happening::Acknowledged)]), Err(Impossible::BeforeOpening { .. })));
        assert_eq!(
            status(&[(1, Happening::Resolved), (2, paused("waiting-client"))]),
            Err(Impossible::NotOpen(Status::Resolved))
        );
    }

    #[test]
    fn only_an_event_that_exists_is_corrected() {
        let events = story(&[(0, opened()), (1, Happening::Acknowledged)]);
        assert_eq!(may_correct(&events, 2, None), Ok(()));
        assert_eq!(may_correct(&events, 9, None), Err(Impossible::NoSuchEvent(9)));
        assert_eq!(may_correct(&events, 2, Some(5)), Err(Impossible::LogsNoTime(2)));
    }
}
