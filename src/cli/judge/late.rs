//! What is recorded of a month after it was closed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Ledger;
use crate::cli::failure::Failure;
use crate::domain::contract::target::Metric;
use crate::domain::id::TicketNumber;
use crate::domain::instant::{Instant, Month};
use crate::domain::ticket::event::Happening;
use crate::report::closing::Document;
use crate::store::closing::Closing;
use crate::store::ticket::Mark;
use crate::store::{self, Db};

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

/// The breaches that the documents of a closing tell: ticket and commitment.
///
/// # Errors
/// The database, or documents that cannot be read.
pub fn breaches_of(db: &mut dyn Db, closing: &Closing) -> Result<BTreeSet<(i64, String)>, Failure> {
    let Some(text) = store::closing::documents(db, closing.event)? else { return Ok(BTreeSet::new()) };
    let unreadable = |e| Failure::unreadable(format!("the documents of {} cannot be read", closing.month)).because(e);
    let documents: Vec<Document> = serde_json::from_str(&text).map_err(unreadable)?;
    let mut found = BTreeSet::new();
    for document in documents {
        let told: Value = serde_json::from_str(&document.sla.json).map_err(unreadable)?;
        let breaches = told["breaches"].as_array().into_iter().flatten();
        found.extend(breaches.filter_map(|one| Some((one["ticket"].as_i64()?, one["metric"].as_str()?.to_owned()))));
    }
    Ok(found)
}

/// Leaves of the explanations those of breaches that the closed month tells.
///
/// # Errors
/// As of [`breaches_of`].
pub(super) fn settle(db: &mut dyn Db, closings: &[Closing], ledgers: &mut [Ledger]) -> Result<(), Failure> {
    let mut told = BTreeMap::new();
    for late in ledgers.iter().flat_map(|ledger| &ledger.late).filter(|late| late.explains.is_some()) {
        let closing = closings.iter().find(|closing| closing.month == late.month && !told.contains_key(&late.month));
        if let Some(closing) = closing {
            told.insert(late.month, breaches_of(db, closing)?);
        }
    }
    for ledger in ledgers {
        ledger.late.retain(|late| {
            let breaches = told.get(&late.month);
            late.explains
                .is_none_or(|metric| breaches.is_some_and(|b| b.contains(&(late.ticket.0, metric.to_string()))))
        });
    }
    Ok(())
}
