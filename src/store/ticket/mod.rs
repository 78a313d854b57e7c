//! Tickets: appended events, and what lists show of them.
//!
//! The events are the facts. What lists show is kept in a cache that its caller computes ([`Summary`]); deadlines are
//! in no table.

mod channel;
pub(super) mod codec;
mod list;
pub(super) mod marks;
mod retell;
mod undo;

pub use channel::channels;
pub use codec::origins;
pub use list::{Filter, incidents, of_asset, open_titles, search, summaries, summary, title};
pub use marks::{Mark, Selection, events_for_sla};
pub(in crate::store) use retell::retell;
pub(super) use undo::{naming, position, take_back, take_back_in};

use super::chain::{self, Columns};
use super::client;
use super::db::{self, Db, DbErr, Kind, R, Row, Val};
use super::event::Pen;
use super::salt::Salts;
use super::{PROGRAM, words};
use crate::domain::id::{AssetTag, ClientCode, ContractRef, LineName, SeverityCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Event, Excluded, Happening, Text};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::lifecycle::{State, Status};

/// What lists show of a ticket, as its events say today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// Whose.
    pub client: ClientCode,
    /// The contract that governs it.
    pub contract: Option<ContractRef>,
    /// The version of that contract.
    pub amendment: u32,
    /// The perimeter line.
    pub line: Option<LineName>,
    /// Why it has no commitment from its opening on.
    pub excluded: Option<Excluded>,
    /// About what.
    pub kind: TicketKind,
    /// How grave now.
    pub severity: Option<SeverityCode>,
    /// Where it is in its life.
    pub status: Status,
    /// When it was opened.
    pub opened_at: Instant,
    /// The greatest `at` of its events that hold.
    pub last_at: Instant,
    /// Who works on it.
    pub assignee: Option<String>,
    /// The title that holds.
    pub title: String,
    /// The assets that hold, the first one deciding the line.
    pub assets: Vec<AssetTag>,
}

impl Summary {
    /// What lists show of a ticket in this state.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let governed = &state.opening.governed;
        Self {
            client: state.opening.client.clone(),
            contract: governed.contract.clone(),
            amendment: governed.amendment,
            line: governed.line.clone(),
            excluded: governed.excluded,
            kind: state.opening.kind,
            severity: state.severity.clone(),
            status: state.status,
            opened_at: state.opened_at,
            last_at: state.last_at,
            assignee: state.assignee.clone(),
            title: state.title.clone(),
            assets: state.opening.assets.clone(),
        }
    }
}

const NEXT: &str = "UPDATE counter SET value = value + 1 WHERE name = 'ticket' RETURNING value";
const RESERVE: &str = "UPDATE counter SET value = $1 WHERE name = 'ticket' AND value < $1";
const EXISTS: &str = "SELECT number FROM ticket_cache WHERE number = $1";
const GIVEN: &str = "SELECT id FROM event WHERE ticket = $1 AND seq = 1 AND ticket IS NOT NULL";
const EVENTS: &str = "SELECT e.ticket, e.seq, e.at, e.recorded_at, e.actor, e.type, e.arg, e.data, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id
    WHERE e.ticket = $1 AND e.ticket IS NOT NULL ORDER BY e.seq NULLS FIRST";
const LAST: &str = "SELECT value FROM counter WHERE name = 'ticket'";
const INSERT_CACHE: &str = "INSERT INTO ticket_cache (client, contract, contract_key, amendment, line, excluded, kind,
    severity, status, is_open, paused, opened_at, last_at, assignee, title, assets, events, marks, number)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
const UPDATE_CACHE: &str = "UPDATE ticket_cache SET client = $1, contract = $2, contract_key = $3, amendment = $4,
    line = $5, excluded = $6, kind = $7, severity = $8, status = $9, is_open = $10, paused = $11, opened_at = $12,
    last_at = $13, assignee = $14, title = $15, assets = $16, events = $17, marks = $18
    WHERE number = $19 AND events = $20";
const KNOWN: &str = "SELECT client, assets, events, marks FROM ticket_cache WHERE number = $1";
const DROP_ASSET: &str = "DELETE FROM ticket_asset WHERE client = $1 AND tag_key = $2 AND ticket = $3";
const ADD_ASSET: &str = "INSERT INTO ticket_asset (client, tag_key, ticket) VALUES ($1, $2, $3)
    ON CONFLICT (client, tag_key, ticket) DO NOTHING";
const ADD_WORD: &str = "INSERT INTO ticket_word (word, ticket) VALUES ($1, $2) ON CONFLICT (word, ticket) DO NOTHING";

/// The next number, which never comes back; held by this transaction until it ends.
///
/// # Errors
/// [`DbErr`].
pub fn next_number(db: &mut dyn Db) -> R<TicketNumber> {
    db::row(db, NEXT, &[], "the counter of tickets", |row| row.int(0).map(TicketNumber))
}

/// The highest number that was ever given; 0 before the first.
///
/// # Errors
/// [`DbErr`].
pub fn last_number(db: &mut dyn Db) -> R<i64> {
    db::row(db, LAST, &[], "the counter of tickets", |row| row.int(0))
}

/// Takes a number that an import brings: later tickets get higher ones. Whether it was free.
///
/// # Errors
/// [`DbErr`].
pub fn reserve_number(db: &mut dyn Db, number: TicketNumber) -> R<bool> {
    db.exec(RESERVE, &[number.0.into()])?;
    Ok(!was_given(db, number)?)
}

/// Whether there is a ticket with this number.
///
/// # Errors
/// [`DbErr`].
pub fn exists(db: &mut dyn Db, number: TicketNumber) -> R<bool> {
    Ok(db::one(db, EXISTS, &[number.0.into()], |row| row.int(0))?.is_some())
}

/// Whether there is or was a ticket with this number: one whose opening was taken back keeps its number.
///
/// # Errors
/// [`DbErr`].
pub fn was_given(db: &mut dyn Db, number: TicketNumber) -> R<bool> {
    Ok(db::one(db, GIVEN, &[number.0.into()], |row| row.int(0))?.is_some())
}

/// Appends events to a ticket and keeps what lists show of it then. The first event of a new ticket has sequence 1;
/// the others follow the last one that is stored, without gap.
///
/// # Errors
/// [`Kind::Other`] where they do not follow; [`Kind::ForeignKey`] where the client is not known.
pub fn append(db: &mut dyn Db, number: TicketNumber, events: &[Event], summary: &Summary, clock_given: bool) -> R<()> {
    let Some((first, last)) = events.first().zip(events.last()) else { return Ok(()) };
    if events.iter().zip(first.seq..).any(|(event, seq)| event.seq != seq) {
        return Err(DbErr::new(Kind::Other, format!("the events of ticket {number} have gaps")));
    }
    let client = client::known_id(db, &summary.client)?.0;
    let encoded = events.iter().map(Encoded::of).collect::<R<Vec<_>>>()?;
    let old = known(db, number)?;
    if old.as_ref().map_or(0, |old| old.events) + 1 != first.seq {
        return Err(DbErr::new(Kind::Other, format!("event {} does not follow in ticket {number}", first.seq)));
    }
    let mut marks = old.as_ref().map(|old| old.marks.clone()).unwrap_or_default();
    for Encoded { event, arg, .. } in &encoded {
        marks::pack(&mut marks, event.at, event.recorded_at, event.what.code(), arg)?;
    }
    write_cache(db, number, &Cache { client, summary, known: first.seq - 1, events: last.seq, marks: &marks })?;
    write_events(db, number, &encoded, clock_given)?;
    write_words(db, number, events)?;
    write_assets(db, number, client, summary, old.as_ref())
}

/// An event with its columns.
struct Encoded<'a> {
    event: &'a Event,
    arg: String,
    data: Option<String>,
}

impl<'a> Encoded<'a> {
    fn of(event: &'a Event) -> R<Self> {
        let (arg, data) = codec::encode(&event.what)?;
        Ok(Self { event, arg, data })
    }
}

/// What the cache says of a ticket before events are appended.
struct Old {
    client: i64,
    assets: Vec<AssetTag>,
    events: u32,
    marks: Vec<u8>,
}

fn known(db: &mut dyn Db, number: TicketNumber) -> R<Option<Old>> {
    db::one(db, KNOWN, &[number.0.into()], |row| {
        let (assets, marks) = (list::tags(row.text(1)?)?, row.blob(3)?.to_vec());
        Ok(Old { client: row.int(0)?, assets, events: row.count(2)?, marks })
    })
}

fn write_events(db: &mut dyn Db, number: TicketNumber, events: &[Encoded<'_>], clock_given: bool) -> R<()> {
    let head = chain::lock(db)?;
    let mut pen = Pen { db, salts: Salts::few(), head };
    for Encoded { event, arg, data } in events {
        let columns = Columns {
            id: pen.head.position + 1,
            at: event.at.0,
            recorded_at: event.recorded_at.0,
            actor: &event.by,
            program: PROGRAM,
            clock_given,
            subject: "ticket",
            key: None,
            ticket: Some(number.0),
            seq: Some(i64::from(event.seq)),
            kind: event.what.code(),
            arg,
            data: data.as_deref(),
            digest: None,
            behind_s: None,
            part_of: None, // the pen knows
        };
        pen.write(columns, text_json(event)?.as_deref())?;
    }
    let after = pen.head;
    chain::advance(db, &head, &after)
}

fn text_json(event: &Event) -> R<Option<String>> {
    match &event.text {
        Some(text) if !text.is_empty() => serde_json::to_string(text)
            .map(Some)
            .map_err(|e| DbErr::new(Kind::Other, format!("a text cannot be written: {e}"))),
        _ => Ok(None),
    }
}

/// What is kept of a ticket beside its events.
struct Cache<'a> {
    client: i64,
    summary: &'a Summary,
    known: u32,
    events: u32,
    marks: &'a [u8],
}

fn write_cache(db: &mut dyn Db, number: TicketNumber, cache: &Cache<'_>) -> R<()> {
    let Cache { client, summary, known, events, marks } = *cache;
    let contract_key = summary.contract.as_ref().map(ContractRef::key);
    let excluded = summary.excluded.map(codec::code).transpose()?;
    let assets = joined(&summary.assets);
    let mut params: Vec<Val<'_>> = vec![
        client.into(),
        summary.contract.as_ref().map(ContractRef::as_str).into(),
        contract_key.as_deref().into(),
        summary.amendment.into(),
        summary.line.as_ref().map(LineName::as_str).into(),
        excluded.as_deref().into(),
        summary.kind.code().into(),
        summary.severity.as_ref().map(SeverityCode::as_str).into(),
        summary.status.code().into(),
        summary.status.is_open().into(),
        (summary.status == Status::Paused).into(),
        summary.opened_at.0.into(),
        summary.last_at.0.into(),
        summary.assignee.as_deref().into(),
        summary.title.as_str().into(),
        assets.as_str().into(),
        events.into(),
        marks.into(),
        number.0.into(),
    ];
    if known == 0 {
        return db.exec(INSERT_CACHE, &params).map(drop);
    }
    params.push(known.into());
    match db.exec(UPDATE_CACHE, &params)? {
        1 => Ok(()),
        _ => Err(DbErr::new(Kind::Retry, format!("ticket {number} was changed by another infog"))),
    }
}

/// Tags never hold a line break.
pub(super) fn joined(assets: &[AssetTag]) -> String {
    assets.iter().map(AssetTag::as_str).collect::<Vec<_>>().join("\n")
}

fn write_assets(db: &mut dyn Db, number: TicketNumber, client: i64, summary: &Summary, old: Option<&Old>) -> R<()> {
    let old = old.map(|old| (old.client, old.assets.as_slice()));
    if old == Some((client, summary.assets.as_slice())) {
        return Ok(());
    }
    for (owner, tag) in old.iter().flat_map(|(owner, tags)| tags.iter().map(move |tag| (*owner, tag))) {
        db.exec(DROP_ASSET, &[owner.into(), tag.key().as_str().into(), number.0.into()])?;
    }
    for tag in &summary.assets {
        db.exec(ADD_ASSET, &[client.into(), tag.key().as_str().into(), number.0.into()])?;
    }
    Ok(())
}

fn write_words(db: &mut dyn Db, number: TicketNumber, events: &[Event]) -> R<()> {
    for text in events.iter().filter_map(|e| e.text.as_ref()) {
        let Text { title, requester, body } = text;
        for part in [title, requester, body].into_iter().flatten() {
            for word in words::words(part) {
                db.exec(ADD_WORD, &[word.as_str().into(), number.0.into()])?;
            }
        }
    }
    Ok(())
}

/// Adds a word to those by which a ticket is found.
pub(super) fn add_word(db: &mut dyn Db, word: &str, number: TicketNumber) -> R<()> {
    db.exec(ADD_WORD, &[word.into(), number.0.into()]).map(drop)
}

/// The happening of these columns of the log.
pub(super) fn decoded(kind: &str, arg: &str, data: Option<&str>) -> R<Happening> {
    codec::decode(kind, arg, data)
}

/// All events of a ticket with their texts, in sequence; none where there is no such ticket.
///
/// # Errors
/// [`DbErr`].
pub fn events(db: &mut dyn Db, number: TicketNumber) -> R<Vec<Event>> {
    db::all(db, EVENTS, &[number.0.into()], |row| {
        event_of(row).map_err(|e| DbErr { text: format!("ticket {number}: {}", e.text), ..e })
    })
}

/// The event of a row that begins with the ticket's number.
pub(super) fn event_of(row: &Row<'_>) -> R<Event> {
    let text: Option<Text> = row.opt_text(8)?.map(serde_json::from_str).transpose().map_err(DbErr::damaged)?;
    Ok(Event {
        seq: row.count(1)?,
        at: Instant(row.int(2)?),
        recorded_at: Instant(row.int(3)?),
        by: row.text(4)?.to_owned(),
        what: codec::decode(row.text(5)?, row.text(6)?, row.opt_text(7)?)?,
        text,
    })
}

#[cfg(test)]
mod tests;
