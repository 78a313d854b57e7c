//! What the columns of a row prove, as events; what they leave open, by name.

use super::columns::{Columns, Field};
use super::moments::Moment;
use super::rows::Told;
use super::words::Phase;
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::id::PauseReason;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{CancelReason, Happening};
use crate::domain::ticket::origin::{Gap, Origin, Tool};
use crate::intake::refusal::Refusal;
use crate::intake::ticket_lines::EventDraft;

/// How a row is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Where its clocks stand.
    pub zone: &'a Zone,
    /// The hours in which its program counts, if that is known: lengths become instants.
    pub hours: Option<&'a Calendar>,
    /// Why a ticket that waits is said to wait.
    pub waits_for: &'a PauseReason,
}

/// What an export leaves open, or what of it finds no place here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unsaid {
    /// When it was taken in charge.
    Response,
    /// When it was taken in charge: how long that took is known, not in which hours.
    ResponseHours,
    /// Whether it waited.
    Waiting,
    /// When it waited; how long is known.
    WaitingWhen,
    /// Since when it waits: by its last change at the latest, or not at all.
    PausedSince,
    /// When it was resolved: by then at the latest.
    Resolution,
    /// When it was closed: it stands as resolved.
    Closing,
    /// When it was reopened: it stands as if it had never been resolved.
    Reopening,
    /// Into which ticket it was merged, or why it was dropped: it stands as withdrawn.
    Dropped,
    /// No type: taken for an incident.
    Kind,
    /// A priority that is no severity of the contract.
    Severity,
    /// An asset that the inventory does not have.
    Asset,
}

impl Unsaid {
    /// The code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::ResponseHours => "response-hours",
            Self::Waiting => "waiting",
            Self::WaitingWhen => "waiting-when",
            Self::PausedSince => "paused-since",
            Self::Resolution => "resolution",
            Self::Closing => "closing",
            Self::Reopening => "reopening",
            Self::Dropped => "dropped",
            Self::Kind => "kind",
            Self::Severity => "severity",
            Self::Asset => "asset",
        }
    }

    /// Its place in a list: what clocks need first.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self as u8
    }
}

/// What is proven of a ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// When it was opened.
    pub opened_at: Instant,
    /// What happened after, in order.
    pub events: Vec<EventDraft>,
    /// Where it comes from, and what no clock may rest on.
    pub origin: Origin,
    /// What was left open.
    pub unsaid: Vec<Unsaid>,
}

impl Told {
    /// Puts what the row says into its zone and decides what is proven.
    ///
    /// # Errors
    /// A date that its zone does not have, dates that contradict each other, or an end without a date.
    pub fn place(&self, reading: &Reading<'_>, columns: &Columns) -> Result<Past, Refusal> {
        let dates = Placed::of(self, reading, columns)?;
        dates.check(self, reading, columns)?;
        let mut past =
            Building { told: self, reading, dates, happened: Vec::new(), gaps: Vec::new(), unsaid: Vec::new() };
        past.end(columns)?;
        past.respond();
        past.wait();
        if self.phase != Phase::New {
            past.gaps.extend([Gap::Workaround, Gap::Update]);
        }
        Ok(past.finish())
    }

    fn refused(&self, column: &str, value: &str, reason: String) -> Refusal {
        Refusal { line: self.line, column: column.to_owned(), value: value.to_owned(), reason }
    }
}

/// The dates of a row as instants.
#[derive(Clone, Copy)]
struct Placed {
    opened: Instant,
    responded: Option<Instant>,
    resolved: Option<Instant>,
    closed: Option<Instant>,
    updated: Option<Instant>,
    paused: Option<Instant>,
}

impl Placed {
    fn of(told: &Told, reading: &Reading<'_>, columns: &Columns) -> Result<Self, Refusal> {
        let at = |field: Field, moment: Option<Moment>| {
            let placed = moment.map(|moment| moment.in_zone(reading.zone)).transpose();
            placed.map_err(|reason| told.refused(columns.header(field), "", reason))
        };
        let dates = &told.dates;
        let opened = dates.opened.in_zone(reading.zone);
        Ok(Self {
            opened: opened.map_err(|reason| told.refused(columns.header(Field::OpenedAt), "", reason))?,
            responded: at(Field::RespondedAt, dates.responded)?,
            resolved: at(Field::ResolvedAt, dates.resolved)?,
            closed: at(Field::ClosedAt, dates.closed)?,
            updated: at(Field::UpdatedAt, dates.updated)?,
            paused: at(Field::PausedSince, dates.paused)?,
        })
    }

    /// Nothing happens before the opening, and nothing is closed before it is resolved.
    fn check(&self, told: &Told, reading: &Reading<'_>, columns: &Columns) -> Result<(), Refusal> {
        let show = |at: Instant| reading.zone.rfc3339(at);
        let later = [
            (Field::RespondedAt, self.responded),
            (Field::ResolvedAt, self.resolved),
            (Field::ClosedAt, self.closed),
            (Field::UpdatedAt, self.updated),
            (Field::PausedSince, self.paused),
        ];
        for (field, at) in later {
            if let Some(at) = at.filter(|at| *at < self.opened) {
                let reason = format!("{} is before its opening, {}", show(at), show(self.opened));
                return Err(told.refused(columns.header(field), &show(at), reason));
            }
        }
        match (self.resolved, self.closed) {
            (Some(resolved), Some(closed)) if closed < resolved => {
                let reason = format!("{} is before its resolution, {}", show(closed), show(resolved));
                Err(told.refused(columns.header(Field::ClosedAt), &show(closed), reason))
            }
            _ => Ok(()),
        }
    }
}

/// A past under way.
struct Building<'a> {
    told: &'a Told,
    reading: &'a Reading<'a>,
    dates: Placed,
    happened: Vec<(Instant, Happening)>,
    gaps: Vec<Gap>,
    unsaid: Vec<Unsaid>,
}

impl Building<'_> {
    /// Resolution, closing, or what became of it.
    fn end(&mut self, columns: &Columns) -> Result<(), Refusal> {
        let Placed { resolved, closed, updated, .. } = self.dates;
        let ended = resolved.or(closed).or(updated);
        match self.told.phase {
            Phase::New | Phase::Open | Phase::Waiting => {
                if resolved.or(closed).is_some() {
                    self.unsaid.push(Unsaid::Reopening);
                }
                return Ok(());
            }
            Phase::Resolved | Phase::Closed | Phase::Dropped => {}
        }
        let Some(at) = ended else {
            let (status, header) = (&self.told.status, columns.header(Field::Status));
            let reason = format!(
                "`{status}`, and no column says when; export the date of resolution, of closing or of the last change"
            );
            return Err(self.told.refused(header, status, reason));
        };
        if self.told.phase == Phase::Dropped {
            self.unsaid.push(Unsaid::Dropped);
            self.happened.push((at, Happening::Cancelled { reason: CancelReason::Withdrawn, of: None }));
            return Ok(());
        }
        if resolved.is_none() {
            self.gaps.push(Gap::Resolution);
            self.unsaid.push(Unsaid::Resolution);
        }
        self.happened.push((at, Happening::Resolved));
        if self.told.phase == Phase::Closed {
            // a program with one end has it as both
            match closed.or(resolved.filter(|_| !self.told.says_closing)) {
                Some(closed) => self.happened.push((closed, Happening::Closed)),
                None => self.unsaid.push(Unsaid::Closing),
            }
        }
        Ok(())
    }

    /// The resolution, where its instant is proven.
    fn resolved(&self) -> Option<Instant> {
        let is_over = matches!(self.told.phase, Phase::Resolved | Phase::Closed);
        self.dates.resolved.filter(|_| is_over)
    }

    fn ended(&self) -> Option<Instant> {
        let ends = |what: &Happening| matches!(what, Happening::Resolved | Happening::Cancelled { .. });
        self.happened.iter().find(|(_, what)| ends(what)).map(|(at, _)| *at)
    }

    /// When it was taken in charge. An answer after the resolution moves nothing (rule 17).
    fn respond(&mut self) {
        let proven = match (self.dates.responded, self.told.lengths.response.filter(|s| *s > 0)) {
            (Some(at), _) => Some(at),
            (None, Some(delay)) => self.after(delay),
            (None, None) => None,
        };
        if let Some(at) = proven {
            if self.ended().is_none_or(|end| at <= end) {
                self.happened.push((at, Happening::Acknowledged));
            }
            return;
        }
        let delayed = self.told.lengths.response.is_some_and(|s| s > 0);
        let never = self.told.phase == Phase::New
            || self.told.says_response
            || (self.told.says_response_delay && !delayed && self.ended().is_none());
        if !never {
            self.gaps.push(Gap::Response);
            self.unsaid.push(if delayed { Unsaid::ResponseHours } else { Unsaid::Response });
        }
    }

    /// A length after the opening as an instant: in the hours that were named, or where the row proves that its program
    /// counted every second of the ticket's life.
    fn after(&self, delay_s: i64) -> Option<Instant> {
        if let Some(hours) = self.reading.hours {
            return hours.after(self.dates.opened, delay_s).ok();
        }
        self.counts_every_second().then(|| self.dates.opened.plus_s(delay_s))
    }

    /// Opening to resolution is the stated length and the stated waiting, to the second or minute: so nothing else was
    /// left out, neither nights nor other waiting.
    fn counts_every_second(&self) -> bool {
        let (Some(resolved), Some(length)) = (self.resolved(), self.told.lengths.resolution) else { return false };
        let real_s = resolved.since(self.dates.opened);
        let said_s = length.saturating_add(self.told.lengths.waiting.unwrap_or(0));
        let dates = &self.told.dates;
        let of_dates = dates.opened.slack_s().max(dates.resolved.map_or(0, Moment::slack_s));
        let of_lengths = if self.told.tool == Tool::Zammad { 60 } else { 0 };
        (real_s - said_s).abs() < of_dates + of_lengths
    }

    /// Whether and when it waited.
    fn wait(&mut self) {
        let waiting = self.told.lengths.waiting;
        let never = match waiting {
            Some(waited) => waited == 0,
            None => self.told.phase == Phase::New || self.counts_every_second(),
        };
        if self.told.phase == Phase::Waiting {
            let since = self.dates.paused;
            if let Some(at) = since.or(self.dates.updated) {
                self.happened.push((at, Happening::Paused { reason: self.reading.waits_for.clone() }));
            }
            // the first wait of all, since an instant that is known
            if since.is_none() {
                self.unsaid.push(Unsaid::PausedSince);
            } else if never {
                return;
            }
        } else if never {
            return;
        }
        self.gaps.push(Gap::Waiting);
        match waiting {
            Some(0) => {}
            Some(_) => self.unsaid.push(Unsaid::WaitingWhen),
            None => self.unsaid.push(Unsaid::Waiting),
        }
    }

    fn finish(mut self) -> Past {
        if self.told.kind.is_none() {
            self.unsaid.push(Unsaid::Kind);
        }
        self.happened.sort_by_key(|(at, what)| (*at, rank(what)));
        self.gaps.sort_unstable();
        self.unsaid.sort_unstable();
        let event = |(at, what)| EventDraft { at, recorded_at: None, by: None, what, text: None };
        Past {
            opened_at: self.dates.opened,
            events: self.happened.into_iter().map(event).collect(),
            origin: Origin {
                from: self.told.tool,
                reference: self.told.reference.clone(),
                waited_s: self.told.lengths.waiting.filter(|s| *s > 0),
                unknown: self.gaps,
            },
            unsaid: self.unsaid,
        }
    }
}

/// Which of two events at one instant comes first.
const fn rank(what: &Happening) -> u8 {
    match what {
        Happening::Acknowledged => 0,
        Happening::Paused { .. } => 1,
        Happening::Closed => 3,
        _ => 2,
    }
}
