//! What happened to one ticket, as far as clocks care, cut at an instant.

use crate::domain::id::{LineName, PauseReason, SeverityCode};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{CancelReason, Event, Happening};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::origin::Gap;

/// The instant of an answer (rules 4 and 24).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AsOf {
    /// Clocks are read here.
    pub now: Instant,
    /// Whether an event at `now` itself has happened: yes for an answer "now", no at the end of a month, which is
    /// the first instant of the next.
    pub included: bool,
}

impl AsOf {
    /// Now.
    #[must_use]
    pub const fn at(now: Instant) -> Self {
        Self { now, included: true }
    }

    /// Just before `end`, the bound of a month.
    #[must_use]
    pub const fn before(end: Instant) -> Self {
        Self { now: end, included: false }
    }

    /// Whether what happened at `at` has happened.
    #[must_use]
    pub fn holds(self, at: Instant) -> bool {
        at < self.now || (self.included && at == self.now)
    }

    /// The last instant that has happened: for what asks "at or before".
    #[must_use]
    pub fn last(self) -> Instant {
        if self.included { self.now } else { self.now.plus_s(-1) }
    }
}

/// An event that a clock cares about.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // the events say it
pub enum Move {
    Acknowledged,
    Paused(PauseReason),
    Resumed(Option<PauseReason>),
    SeverityChanged(SeverityCode),
    WorkedAround,
    Updated,
    Resolved,
    Reopened,
    Cancelled(CancelReason),
}

impl Move {
    /// The move in `what`, if clocks care.
    #[must_use]
    pub fn of(what: &Happening) -> Option<Self> {
        Some(match what {
            Happening::Acknowledged => Self::Acknowledged,
            Happening::Paused { reason } => Self::Paused(reason.clone()),
            Happening::Resumed { reason } => Self::Resumed(reason.clone()),
            Happening::SeverityChanged { to } => Self::SeverityChanged(to.clone()),
            Happening::WorkedAround => Self::WorkedAround,
            Happening::Updated => Self::Updated,
            Happening::Resolved => Self::Resolved,
            Happening::Reopened => Self::Reopened,
            Happening::Cancelled { reason, .. } => Self::Cancelled(*reason),
            _ => return None,
        })
    }
}

/// A move with its instant, in the order of instants and sequence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// When it happened.
    pub at: Instant,
    /// What.
    pub what: Move,
}

/// The steps in `events`, which are effective ones (see [`crate::domain::ticket::history::effective`]).
#[must_use]
pub fn steps(events: &[Event]) -> Vec<Step> {
    events.iter().filter_map(|e| Some(Step { at: e.at, what: Move::of(&e.what)? })).collect()
}

/// What was found at opening and governs the ticket (rules 3 and 23).
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// When it was opened.
    pub opened_at: Instant,
    /// About what.
    pub kind: TicketKind,
    /// The perimeter line.
    pub line: Option<&'a LineName>,
    /// The severity at opening.
    pub severity: Option<&'a SeverityCode>,
    /// The contract's severities at opening, gravest first.
    pub severities: &'a [SeverityCode],
    /// What the source of an imported ticket leaves open; empty for one that was opened here.
    pub unknown: &'a [Gap],
}

/// A stretch of a ticket's life in which it was to be worked on: from its opening or reopening to its resolution.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spell {
    /// Opening or reopening.
    pub from: Instant,
    /// Resolution or cancellation, if it came.
    pub to: Option<Instant>,
}

/// A held stretch for one reason; `to` is absent while it lasts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Why.
    pub reason: PauseReason,
    /// From.
    pub from: Instant,
    /// To.
    pub to: Option<Instant>,
}

/// A severity that held from an instant on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graded {
    /// From.
    pub from: Instant,
    /// Which.
    pub severity: Option<SeverityCode>,
}

/// What happened to one ticket until an instant.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    /// What governs it.
    pub subject: Subject<'a>,
    /// The instant of the answer.
    pub as_of: AsOf,
    /// Opening to resolution, reopening to resolution, …
    pub spells: Vec<Spell>,
    /// First acknowledgement.
    pub acknowledged_at: Option<Instant>,
    /// First workaround.
    pub worked_around_at: Option<Instant>,
    /// Updates to the client.
    pub updates: Vec<Instant>,
    /// Severities, oldest first; several at one instant count as the last of them.
    pub grades: Vec<Graded>,
    /// Pauses of every reason, oldest first; one on at resolution ends with it.
    pub pauses: Vec<Held>,
    /// Cancellation.
    pub cancelled: Option<(Instant, CancelReason)>,
}

impl<'a> Story<'a> {
    /// Reads `steps` (in order) as far as they had happened.
    #[must_use]
    pub fn new(subject: Subject<'a>, steps: &[Step], as_of: AsOf) -> Self {
        let mut story = Self {
            subject,
            as_of,
            spells: vec![Spell { from: subject.opened_at, to: None }],
            acknowledged_at: None,
            worked_around_at: None,
            updates: Vec::new(),
            grades: vec![Graded { from: subject.opened_at, severity: subject.severity.cloned() }],
            pauses: Vec::new(),
            cancelled: None,
        };
        for step in steps.iter().filter(|s| as_of.holds(s.at)) {
            story.follow(step);
        }
        story
    }

    fn follow(&mut self, step: &Step) {
        let at = step.at;
        match &step.what {
            Move::Acknowledged => self.acknowledged_at = self.acknowledged_at.or(Some(at)),
            Move::Paused(reason) => self.pauses.push(Held { reason: reason.clone(), from: at, to: None }),
            Move::Resumed(reason) => self.resume(at, reason.as_ref()),
            Move::SeverityChanged(to) => self.grade(at, to),
            Move::WorkedAround => self.worked_around_at = self.worked_around_at.or(Some(at)),
            Move::Updated => self.updates.push(at),
            Move::Resolved => self.stop(at),
            Move::Reopened => self.spells.push(Spell { from: at, to: None }),
            Move::Cancelled(reason) => {
                self.stop(at);
                self.cancelled = Some((at, *reason));
            }
        }
    }

    fn resume(&mut self, at: Instant, reason: Option<&PauseReason>) {
        let ended = |h: &&mut Held| h.to.is_none() && reason.is_none_or(|r| *r == h.reason);
        self.pauses.iter_mut().filter(ended).for_each(|h| h.to = Some(at));
    }

    fn grade(&mut self, at: Instant, to: &SeverityCode) {
        let graded = Graded { from: at, severity: Some(to.clone()) };
        match self.grades.last_mut() {
            Some(last) if last.from == at => *last = graded,
            _ => self.grades.push(graded),
        }
    }

    fn stop(&mut self, at: Instant) {
        self.resume(at, None);
        if let Some(spell) = self.spells.last_mut() {
            spell.to = spell.to.or(Some(at));
        }
    }

    /// Whether the end of spell `index` is a resolution; a cancellation is none.
    #[must_use]
    pub fn is_resolved(&self, index: usize) -> bool {
        let last = index + 1 == self.spells.len();
        self.spells.get(index).is_some_and(|s| s.to.is_some()) && !(last && self.cancelled.is_some())
    }

    /// Whether the ticket is held now for a reason that `stops` clocks.
    #[must_use]
    pub fn is_held(&self, stops: impl Fn(&PauseReason) -> bool) -> bool {
        self.pauses.iter().any(|h| h.to.is_none() && stops(&h.reason))
    }
}
