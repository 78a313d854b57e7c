//! Closed months: their documents, what was recorded after them, and that nothing changes them by mistake.

use std::collections::BTreeMap;

use super::context::Ctx;
use super::desk::{Desk, known_contract};
use super::failure::Failure;
use super::judge::{Asked, Judged, Late, breaches_of, judged};
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::contract::target::Metric;
use crate::domain::id::{CalendarName, ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::{Instant, Month};
use crate::domain::outage::Outage;
use crate::domain::span::Span;
use crate::report::closing::{Adjusted, Document, Figures, LateFact, changes, figures};
use crate::report::sla::SlaReport;
use crate::report::sla_json;
use crate::store::closing::Closing;
use crate::store::event::{Recorded, Subject};
use crate::store::undo::UNDONE;
use crate::store::{self, Db};

/// The months of a client that were closed by `now`.
///
/// # Errors
/// The database.
pub fn closings(db: &mut dyn Db, client: &ClientCode, now: Instant) -> Result<Vec<Closing>, Failure> {
    let mut all = store::closing::closed(db, client)?;
    all.retain(|one| one.stamp.recorded_at <= now);
    Ok(all)
}

/// A closed month with its documents.
pub struct Closed {
    /// Its closing.
    pub closing: Closing,
    /// What was told then.
    pub documents: Vec<Document>,
}

/// The documents of the month that `span` is, where it was closed by `now` and they were not erased since.
///
/// # Errors
/// The database, or documents that cannot be read.
pub fn of_span(db: &mut dyn Db, client: &ClientCode, span: Span, now: Instant) -> Result<Option<Closed>, Failure> {
    let Some(month) = span.as_month() else { return Ok(None) };
    let found = closings(db, client, now)?.into_iter().find(|one| one.month == month);
    let Some(closing) = found else { return Ok(None) };
    let Some(text) = store::closing::documents(db, closing.event)? else { return Ok(None) };
    let unreadable = |e| Failure::unreadable(format!("the documents of {month} cannot be read")).because(e);
    let documents: Vec<Document> = serde_json::from_str(&text).map_err(unreadable)?;
    Ok(Some(Closed { closing, documents }))
}

impl Closed {
    /// The documents of the contract that is asked for, or all.
    ///
    /// # Errors
    /// The client has no such contract, or it had no document then.
    pub fn of(
        self,
        db: &mut dyn Db,
        client: &ClientCode,
        wanted: Option<&ContractRef>,
    ) -> Result<Vec<Document>, Failure> {
        let Some(wanted) = wanted else { return Ok(self.documents) };
        known_contract(client, wanted, &Desk::new().contracts_of(db, client)?)?;
        let found: Vec<_> = self.documents.into_iter().filter(|d| d.contract.as_ref() == Some(wanted)).collect();
        if found.is_empty() {
            let month = self.closing.month;
            return Err(Failure::refused(format!("{month} of `{client}` was closed without a report of `{wanted}`"))
                .hinted("leave `--contract` out to see what was closed"));
        }
        Ok(found)
    }
}

/// Says beside the answer that it is the one of a closing.
pub fn remark(ctx: &Ctx, client: &ClientCode, closing: &Closing) {
    let when = ctx.locale.moment_in_words(ctx.zone().local(closing.stamp.recorded_at));
    let sha256 = closing.seal.as_ref().map(|seal| seal.sha256.clone()).unwrap_or_default();
    let (month, by) = (closing.month.to_string(), closing.stamp.actor.as_str());
    ctx.remark(&ctx.locale.month_was_closed(client.as_str(), month, when, by, sha256));
}

/// That what happened at `at` may still be recorded: not in a month that was closed, unless it is said to be late.
///
/// # Errors
/// The month is closed.
pub fn allows(db: &mut dyn Db, client: &ClientCode, zone: &Zone, at: Instant, late: bool) -> Result<(), Failure> {
    let month = Month::of(zone.date(at));
    let closing = if late { None } else { store::closing::of_month(db, client, month)? };
    let Some(closing) = closing else { return Ok(()) };
    let (when, by) = (zone.date(closing.stamp.recorded_at), closing.stamp.actor);
    let at = zone.rfc3339(at);
    Err(Failure::refused(format!("{at} lies in {month}, which `{client}` had closed on {when} by {by}"))
        .hinted("record it all the same with `--late`: it appears as an adjustment in the next `infog report monthly`")
        .hinted(format!(
            "or open the month: `infog report close --client {client} --month {month} --reopen --reason TEXT`"
        )))
}

/// Of what later facts are asked.
pub struct Since<'a> {
    /// The closed month.
    pub closing: &'a Closing,
    /// Under this contract; nothing for tickets without one.
    pub contract: Option<&'a ContractRef>,
    /// Events of tickets that may be late.
    pub late: &'a [Late],
    /// The figures of the month as they are, where they are at hand.
    pub report: Option<&'a SlaReport>,
    /// As of when.
    pub now: Instant,
}

/// What became of a closed month: facts recorded after its closing that this report `tells`, and the figures of one
/// contract that differ, which are asked for only where there is such a fact.
///
/// # Errors
/// The database.
pub fn adjusted(
    desk: &mut Desk,
    db: &mut dyn Db,
    client: &Client,
    since: &Since<'_>,
    tells: impl Fn(&LateFact) -> bool,
) -> Result<Adjusted, Failure> {
    let closing = since.closing;
    let mut facts = of_tickets(db, since.late, closing)?;
    facts.extend(beside(desk, db, client, since.contract, closing)?);
    facts.retain(|fact| fact.recorded_at <= since.now && tells(fact));
    facts.sort_by_key(|fact| fact.event);
    let mut found = Adjusted { month: closing.month, closed_at: closing.stamp.recorded_at, facts, changes: Vec::new() };
    if !found.facts.is_empty() {
        found.changes = changed(desk, db, client, since)?;
    }
    Ok(found)
}

/// The figures of the contract at the closing.
#[must_use]
pub fn figures_of(closing: &Closing, contract: Option<&ContractRef>) -> Option<Figures> {
    let seal = closing.seal.as_ref()?;
    let all: Vec<Figures> = serde_json::from_value(seal.figures.clone()).ok()?;
    all.into_iter().find(|one| one.contract.as_ref() == contract)
}

fn changed(
    desk: &mut Desk,
    db: &mut dyn Db,
    client: &Client,
    since: &Since<'_>,
) -> Result<Vec<crate::report::closing::Changed>, Failure> {
    let Since { closing, contract, now, .. } = *since;
    let Some(before) = figures_of(closing, contract) else { return Ok(Vec::new()) };
    let compared = |report: &SlaReport| changes(&before.figures, &figures(&sla_json::sla(report)));
    if let Some(report) = since.report {
        return Ok(compared(report));
    }
    let span = Span::month(closing.month);
    let asked = Asked { client: Some(client), contract: None, span, now, months: 0, closings: &[] };
    let all = judged(desk, db, &asked)?;
    let same = all.iter().find(|one| one.report.contract.as_ref() == contract);
    Ok(same.map(|one: &Judged| compared(&one.report)).unwrap_or_default())
}

/// The second of the closing itself is settled by the order of the log.
fn of_tickets(db: &mut dyn Db, late: &[Late], closing: &Closing) -> Result<Vec<LateFact>, Failure> {
    let mut facts = Vec::new();
    for one in late.iter().filter(|one| one.month == closing.month) {
        let Some((event, by)) = store::closing::position_of(db, one.ticket, one.seq)? else { continue };
        if event > closing.event {
            let of = if one.kind == UNDONE { taken_back(db, event)? } else { None };
            facts.push(LateFact {
                event,
                recorded_at: one.recorded_at,
                at: one.at,
                by,
                subject: Subject::Ticket.code().to_owned(),
                about: one.ticket.0.to_string(),
                ticket: Some(one.ticket),
                kind: one.kind.to_owned(),
                of,
            });
        }
    }
    Ok(facts)
}

/// The closed months that tell a breach of one of these commitments, each with the month whose report tells a reason
/// that is given now.
///
/// # Errors
/// The database.
pub fn explained_in(
    db: &mut dyn Db,
    client: &ClientCode,
    breaches: &[(TicketNumber, Metric)],
    now: Instant,
) -> Result<Vec<(Month, Month)>, Failure> {
    let all = closings(db, client, now)?;
    let mut found = Vec::new();
    for closing in &all {
        let told = breaches_of(db, closing)?;
        if breaches.iter().any(|(ticket, metric)| told.contains(&(ticket.0, metric.to_string()))) {
            found.push((closing.month, told_in(closing.month, i64::MAX, &all)));
        }
    }
    Ok(found)
}

/// What the event of a ticket at this position took back, through undos of undos.
fn taken_back(db: &mut dyn Db, event: i64) -> Result<Option<String>, Failure> {
    let mut at = Some(event);
    while let Some(id) = at {
        let Some(event) = store::event::get(db, id)? else { break };
        let (UNDONE, Some((number, _)), Ok(seq)) = (event.kind.as_str(), event.ticket, event.arg.parse()) else {
            return Ok(Some(event.kind));
        };
        at = store::closing::position_of(db, number, seq)?.map(|(before, _)| before).filter(|before| *before < id);
    }
    Ok(None)
}

/// What else the figures of a month come from: the contract, its calendars, outages, calls.
fn beside(
    desk: &mut Desk,
    db: &mut dyn Db,
    client: &Client,
    contract: Option<&ContractRef>,
    closing: &Closing,
) -> Result<Vec<LateFact>, Failure> {
    let mut facts = Vec::new();
    let key = client.code.key();
    let zone = desk.zone(db, &client.code)?;
    let bounds = zone.month(closing.month);
    if let Some(contract) = contract {
        let known = desk.contract(db, contract)?;
        let zone = known.as_ref().map(|known| desk.contract_zone(db, known)).transpose()?.unwrap_or(zone);
        let within = |at: Instant| Month::of(zone.date(at)) == closing.month;
        let days = || Span::month(closing.month).days();
        let governs = |event: &Recorded| {
            let holds = |day| known.as_ref()?.version_on(day).map(|terms| terms.amendment.to_string() == event.arg);
            days().any(|day| holds(day) == Some(true))
        };
        let touches = |event: &Recorded| match event.kind.as_str() {
            "worked" => within(event.stamp.at),
            "applied" => governs(event),
            "corrected" | "topped-up" => true,
            _ => false,
        };
        facts.extend(after(db, closing, (Subject::Contract, &contract.key(), contract.as_str()), touches)?);
        let versions = known.iter().flat_map(|known| known.versions());
        let names: BTreeMap<String, &CalendarName> =
            versions.flat_map(|terms| terms.calendars()).map(|name| (name.key(), name)).collect();
        for (key, name) in names {
            facts.extend(after(db, closing, (Subject::Calendar, &key, name.as_str()), |_| true)?);
        }
    }
    let down = |event: &Recorded| {
        let outage: Option<Outage> = event.data.as_deref().and_then(|text| serde_json::from_str(text).ok());
        outage.is_none_or(|outage| outage.within(bounds.0, bounds.1).is_some())
    };
    facts.extend(after(db, closing, (Subject::Outage, &key, client.code.as_str()), down)?);
    let month = closing.month.to_string();
    facts.extend(after(db, closing, (Subject::Call, &key, client.code.as_str()), |event| event.arg == month)?);
    Ok(facts)
}

fn after(
    db: &mut dyn Db,
    closing: &Closing,
    (subject, key, name): (Subject, &str, &str),
    touches: impl Fn(&Recorded) -> bool,
) -> Result<Vec<LateFact>, Failure> {
    let events = store::event::history(db, subject, key)?;
    let late = events.iter().filter(|event| event.id > closing.event);
    let late = late.map(|event| (event.clone(), origin(&events, event).clone()));
    let fact = |(event, origin): (Recorded, Recorded)| LateFact {
        of: (event.kind == UNDONE).then_some(origin.kind),
        event: event.id,
        recorded_at: event.stamp.recorded_at,
        at: event.stamp.at,
        by: event.stamp.actor,
        subject: subject.code().to_owned(),
        about: if subject == Subject::Outage { origin.arg } else { name.to_owned() },
        ticket: None,
        kind: event.kind,
    };
    Ok(late.filter(|(_, origin)| touches(origin)).map(fact).collect())
}

/// What an event took back, through undos of undos; any other is its own.
fn origin<'e>(events: &'e [Recorded], event: &'e Recorded) -> &'e Recorded {
    if event.kind != UNDONE {
        return event;
    }
    let of = event.arg.parse::<i64>().ok();
    let before = events.iter().find(|before| Some(before.id) == of && before.id < event.id);
    before.map_or(event, |before| origin(events, before))
}

/// The report that tells a fact of a closed month: that of the first month after it which was not closed either when the
/// fact was recorded.
#[must_use]
pub fn told_in(month: Month, event: i64, closings: &[Closing]) -> Month {
    let was_closed = |month: Month| closings.iter().any(|one| one.month == month && one.event < event);
    let mut next = month.next();
    while was_closed(next) {
        next = next.next();
    }
    next
}
