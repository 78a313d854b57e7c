//! A ticket's facts as a file has them, and the events that they are.

use crate::domain::id::{AssetTag, ClientCode, ContractRef, SeverityCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Channel, Event, Governed, Happening, Opening, Text};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::origin::Origin;

/// One ticket as a line has it: every fact but what governs it, which follows from the contracts of the desk that reads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TicketDraft {
    /// The line of the file, from 1; 0 where it came from none.
    pub line: u64,
    /// Its number, if the file says.
    pub number: Option<TicketNumber>,
    /// Whose.
    pub client: ClientCode,
    /// Under which contract, if the file says.
    pub contract: Option<ContractRef>,
    /// About what.
    pub kind: TicketKind,
    /// How grave.
    pub severity: Option<SeverityCode>,
    /// What it is called.
    pub title: String,
    /// The first one decides the line.
    pub assets: Vec<AssetTag>,
    /// How it came.
    pub channel: Option<Channel>,
    /// Who called.
    pub requester: Option<String>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// What was said.
    pub description: Option<String>,
    /// Where it was imported from, if it was.
    pub imported: Option<Origin>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When that was written down, if the file says.
    pub recorded_at: Option<Instant>,
    /// Who opened it, if the file says.
    pub by: Option<String>,
    /// What happened after, in the order in which it was recorded.
    pub events: Vec<EventDraft>,
}

/// One event after the opening. What governs the ticket after an edit or a correction is for the desk to find.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventDraft {
    /// When it happened.
    pub at: Instant,
    /// When it was written down, if the file says.
    pub recorded_at: Option<Instant>,
    /// By whom, if the file says.
    pub by: Option<String>,
    /// What.
    pub what: Happening,
    /// Free text.
    pub text: Option<Text>,
}

impl TicketDraft {
    /// The facts of a ticket; `None` where its first event is no opening.
    #[must_use]
    pub fn of(number: TicketNumber, events: &[Event]) -> Option<Self> {
        let (first, rest) = events.split_first()?;
        let Happening::Opened(opening) = &first.what else { return None };
        let text = first.text.clone().unwrap_or_default();
        Some(Self {
            line: 0,
            number: Some(number),
            client: opening.client.clone(),
            contract: opening.governed.contract.clone(),
            kind: opening.kind,
            severity: opening.severity.clone(),
            title: text.title.unwrap_or_default(),
            assets: opening.assets.clone(),
            channel: opening.channel,
            requester: text.requester,
            assignee: opening.assignee.clone(),
            description: text.body,
            imported: opening.imported.clone(),
            opened_at: first.at,
            recorded_at: Some(first.recorded_at),
            by: Some(first.by.clone()),
            events: rest.iter().map(EventDraft::of).collect(),
        })
    }

    /// The ticket's events from its opening on, numbered from 1. `recorded_at` and `by` hold where the file does not say.
    #[must_use]
    pub fn into_events(self, governed: Governed, recorded_at: Instant, by: &str) -> Vec<Event> {
        let opening = Opening {
            client: self.client,
            kind: self.kind,
            severity: self.severity,
            assets: self.assets,
            channel: self.channel,
            assignee: self.assignee,
            imported: self.imported,
            governed,
        };
        let first = EventDraft {
            at: self.opened_at,
            recorded_at: self.recorded_at,
            by: self.by,
            what: Happening::Opened(Box::new(opening)),
            text: Some(Text { title: Some(self.title), requester: self.requester, body: self.description }),
        };
        let drafts = std::iter::once(first).chain(self.events);
        (1..).zip(drafts).map(|(seq, draft)| draft.into_event(seq, recorded_at, by)).collect()
    }
}

impl EventDraft {
    fn of(event: &Event) -> Self {
        let mut what = event.what.clone();
        if let Happening::Edited { governed, .. } | Happening::Corrected { governed, .. } = &mut what {
            *governed = None;
        }
        Self {
            at: event.at,
            recorded_at: Some(event.recorded_at),
            by: Some(event.by.clone()),
            what,
            text: event.text.clone().filter(|text| !text.is_empty()),
        }
    }

    fn into_event(self, seq: u32, recorded_at: Instant, by: &str) -> Event {
        Event {
            seq,
            at: self.at,
            recorded_at: self.recorded_at.unwrap_or(recorded_at),
            by: self.by.unwrap_or_else(|| by.to_owned()),
            what: self.what,
            text: self.text,
        }
    }
}
