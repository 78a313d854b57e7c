//! A ticket's facts as one line.

use super::draft::{EventDraft, TicketDraft};
use super::wire;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Channel, Happening, WorkMode};
use crate::domain::ticket::origin::Origin;

/// The ticket as one line of JSON, without a line end. `instant` writes an instant as RFC 3339 with an offset, as
/// [`Zone::rfc3339`](crate::domain::calendar::Zone::rfc3339) does.
///
/// Reading the line again gives the same facts.
#[must_use]
pub fn write(draft: &TicketDraft, instant: impl Fn(Instant) -> String) -> String {
    let wire = wire::Ticket {
        number: draft.number.map(|n| n.0),
        client: draft.client.to_string(),
        contract: draft.contract.as_ref().map(ToString::to_string),
        kind: draft.kind.code().to_owned(),
        severity: draft.severity.as_ref().map(ToString::to_string),
        title: draft.title.clone(),
        assets: draft.assets.iter().map(ToString::to_string).collect(),
        channel: draft.channel.map(|c| channel(c).to_owned()),
        requester: draft.requester.clone(),
        assignee: draft.assignee.clone(),
        description: draft.description.clone(),
        imported: draft.imported.as_ref().map(imported),
        opened_at: instant(draft.opened_at),
        recorded_at: draft.recorded_at.map(&instant),
        by: draft.by.clone(),
        events: draft.events.iter().map(|e| event(e, &instant)).collect(),
    };
    serde_json::to_string(&wire).unwrap_or_default() // text and numbers only: nothing in it can fail
}

fn imported(origin: &Origin) -> wire::Imported {
    wire::Imported {
        from: origin.from.code().to_owned(),
        reference: origin.reference.clone(),
        unknown: origin.unknown.iter().map(|gap| gap.code().to_owned()).collect(),
        waited_s: origin.waited_s,
    }
}

const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Mail => "mail",
        Channel::Ticket => "ticket",
        Channel::OnSite => "on-site",
        Channel::Monitoring => "monitoring",
    }
}

fn event(draft: &EventDraft, instant: impl Fn(Instant) -> String) -> wire::Event {
    let text = draft.text.clone().unwrap_or_default();
    let mut wire = wire::Event {
        at: instant(draft.at),
        verb: draft.what.code().to_owned(),
        recorded_at: draft.recorded_at.map(&instant),
        by: draft.by.clone(),
        title: text.title,
        requester: text.requester,
        text: text.body,
        ..wire::Event::default()
    };
    say(&mut wire, &draft.what);
    if let Happening::ChangePlanned { window_from, window_to, .. } = &draft.what {
        (wire.window_from, wire.window_to) = (Some(instant(*window_from)), Some(instant(*window_to)));
    }
    wire
}

/// What the verb takes.
fn say(wire: &mut wire::Event, what: &Happening) {
    use crate::domain::ticket::event::CancelReason::{Duplicate, NotCovered, Withdrawn};
    match what {
        Happening::Assigned { to } => wire.to = Some(wire::Word::Text(to.clone())),
        Happening::Linked { to, relation } => {
            wire.to = Some(wire::Word::Number(to.0));
            wire.relation.clone_from(relation);
        }
        Happening::Noted { for_client } => wire.for_client = for_client.then_some(true),
        Happening::Paused { reason } => wire.reason = Some(reason.to_string()),
        Happening::Resumed { reason } => wire.reason = reason.as_ref().map(ToString::to_string),
        Happening::SeverityChanged { to } => wire.to = Some(wire::Word::Text(to.to_string())),
        Happening::Cancelled { reason, of } => {
            let code = match reason {
                Duplicate => "duplicate",
                Withdrawn => "withdrawn",
                NotCovered => "not-covered",
            };
            (wire.reason, wire.of) = (Some(code.to_owned()), of.map(|n| n.0));
        }
        Happening::TimeLogged { minutes, mode, work } => {
            wire.minutes = Some(*minutes);
            wire.mode = (*mode == WorkMode::OnSite).then(|| "on-site".to_owned());
            wire.nature = work.nature.map(|nature| nature.code().to_owned());
            wire.quote.clone_from(&work.quote);
            wire.unit.clone_from(&work.unit);
            wire.quantity = work.quantity.map(|quantity| quantity.to_string());
            wire.no_travel = work.no_travel.then_some(true);
            wire.permit = work.permit.as_deref().cloned();
        }
        Happening::Edited { assets, .. } => {
            wire.assets = assets.as_ref().map(|tags| tags.iter().map(ToString::to_string).collect());
        }
        Happening::Unlinked { to } => wire.to = Some(wire::Word::Number(to.0)),
        Happening::ChangePlanned { downtime_minutes, .. } => wire.downtime_minutes = Some(*downtime_minutes),
        Happening::ChangeTested { result } => wire.reason = Some(result.code().to_owned()),
        Happening::Documented { reference } => wire.reference = Some(reference.clone()),
        Happening::BreachExplained { metric, cycle, reason } => {
            wire.metric = Some(metric.code().to_owned());
            wire.cycle = (*cycle != 1).then_some(*cycle);
            wire.reason = Some(reason.to_string());
        }
        Happening::Corrected { of, minutes, .. } => {
            (wire.of, wire.minutes) = (Some(i64::from(*of)), *minutes);
            wire.reason = wire.text.take();
        }
        Happening::Undone { of } => wire.of = Some(i64::from(*of)),
        Happening::Opened(_)
        | Happening::Acknowledged
        | Happening::WorkedAround
        | Happening::Updated
        | Happening::Resolved
        | Happening::Reopened
        | Happening::Deployed
        | Happening::Closed => {}
    }
}
