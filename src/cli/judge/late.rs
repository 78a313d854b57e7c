//! What is recorded of a month after it was closed.

use crate::domain::contract::target::Metric;
use crate::domain::id::TicketNumber;
use crate::domain::instant::{Instant, Month};
use crate::domain::ticket::event::Happening;
use crate::store::ticket::Mark;

/// A closed month, watched for what was recorded since.
#[derive(Clone, Copy)]
pub struct Watch {
    /// Which.
    pub month: Month,
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// When it was closed.
    pub since: Instant,
}

/// An event of a ticket in a closed month, recorded at its closing or later.
pub struct Late {
    /// The closed month.
    pub month: Month,
    /// Whose event.
    pub ticket: TicketNumber,
    /// Which one.
    pub seq: u32,
    /// When it happened.
    pub at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// What happened.
    pub kind: &'static str,
    /// Of an explanation: the commitment whose breach may be one of the month, whenever it was explained.
    pub explains: Option<Metric>,
}

impl Watch {
    /// A correction touches the month of what it says and that of what it replaces; an explanation may touch that of any
    /// breach.
    pub fn late<'m>(&self, number: TicketNumber, marks: &'m [Mark]) -> impl Iterator<Item = Late> + use<'m> {
        let Self { month, from, to, since } = *self;
        let within = move |at: Instant| from <= at && at < to;
        let touches = move |mark: &&Mark| {
            let replaced = match &*mark.what {
                Happening::Corrected { of, .. } => marks.iter().find(|other| other.seq == *of).map(|other| other.at),
                _ => None,
            };
            let is_near = within(mark.at) || replaced.is_some_and(within) || explains(mark).is_some();
            mark.recorded_at >= since && is_near
        };
        marks.iter().filter(touches).map(move |mark| Late {
            month,
            ticket: number,
            seq: mark.seq,
            at: mark.at,
            recorded_at: mark.recorded_at,
            kind: mark.what.code(),
            explains: explains(mark),
        })
    }
}

fn explains(mark: &Mark) -> Option<Metric> {
    match &*mark.what {
        Happening::BreachExplained { metric, .. } => Some(*metric),
        _ => None,
    }
}
