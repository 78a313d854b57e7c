//! Work logged under contracts, with a ticket or without one, and volumes bought on top. All of it is in the log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::db::{self, Db, DbErr, Kind, R, Row};
use super::event::{self, Draft, Recorded, Stamp, Subject};
use super::ticket;
use super::undo::standing;
use crate::domain::id::{ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{CancelReason, Event, Happening, WorkMode};
use crate::domain::ticket::history;
use crate::domain::volume::ledger::Counted;
use crate::domain::volume::{Entry, Source, TopUp, Work};

/// Events of the kinds that `event_of_work` indexes.
const UNDER_TICKETS: &str = "SELECT e.ticket, t.excluded, e.seq, e.at, e.recorded_at, e.actor, e.type, e.arg, e.data
    FROM ticket_cache t CROSS JOIN event e
    WHERE t.contract_key = $1 AND t.contract_key IS NOT NULL AND e.ticket = t.number AND e.ticket IS NOT NULL
      AND e.type IN ('time_logged', 'corrected', 'cancelled', 'undone')
    ORDER BY e.ticket NULLS FIRST, e.seq NULLS FIRST";
// By client, or every event would be read; the index of work finds those of each ticket.
const EVERYWHERE: &str =
    "SELECT e.ticket, t.excluded, e.seq, e.at, e.recorded_at, e.actor, e.type, e.arg, e.data, c.code
    FROM client c CROSS JOIN ticket_cache t CROSS JOIN event e
    WHERE ($1 = '' OR c.key = $1) AND t.client = c.id AND t.last_at >= $2 AND t.opened_at < $3
      AND e.ticket = t.number AND e.ticket IS NOT NULL
      AND e.type IN ('time_logged', 'corrected', 'cancelled', 'undone')
    ORDER BY e.ticket NULLS FIRST, e.seq NULLS FIRST";
const COUNTED: &str = "SELECT opened_at, number FROM ticket_cache
    WHERE contract_key = $1 AND contract_key IS NOT NULL AND excluded IS NULL AND status <> 'cancelled'
      AND kind IN ('incident', 'request') ORDER BY opened_at NULLS FIRST, number NULLS FIRST";

/// What is recorded of work without a ticket.
#[derive(Serialize, Deserialize)]
struct Worked {
    minutes: u32,
    mode: WorkMode,
    #[serde(flatten)]
    work: Work,
}

/// Work about to be logged without a ticket.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'a> {
    /// How long it took, in minutes.
    pub minutes: u32,
    /// Where.
    pub mode: WorkMode,
    /// What else is known.
    pub work: &'a Work,
    /// What was done.
    pub text: Option<&'a str>,
}

/// Logs work under a contract without a ticket; position of the event.
///
/// # Errors
/// [`DbErr`].
pub fn log(db: &mut dyn Db, contract: &ContractRef, fresh: &Fresh<'_>, stamp: &Stamp) -> R<i64> {
    let worked = Worked { minutes: fresh.minutes, mode: fresh.mode, work: fresh.work.clone() };
    let beside = fresh.text.map(|text| serde_json::json!({ "text": text }).to_string());
    append(db, contract, "worked", &json(&worked)?, beside.as_deref(), stamp)
}

/// Records a volume bought on top; position of the event.
///
/// # Errors
/// [`DbErr`].
pub fn top_up(db: &mut dyn Db, contract: &ContractRef, top_up: &TopUp, stamp: &Stamp) -> R<i64> {
    append(db, contract, "topped-up", &json(top_up)?, None, stamp)
}

fn append(
    db: &mut dyn Db,
    contract: &ContractRef,
    kind: &str,
    data: &str,
    beside: Option<&str>,
    stamp: &Stamp,
) -> R<i64> {
    let key = contract.key();
    let draft =
        Draft { stamp, subject: Subject::Contract, key: &key, kind, arg: "", data: Some(data), beside, digest: None };
    event::append(db, &draft)
}

fn json(value: &impl Serialize) -> R<String> {
    serde_json::to_string(value).map_err(|e| DbErr::new(Kind::Other, format!("work cannot be written: {e}")))
}

/// The volumes bought on top of a contract, in the order in which they were recorded.
///
/// # Errors
/// [`DbErr`].
pub fn top_ups(db: &mut dyn Db, contract: &ContractRef) -> R<Vec<TopUp>> {
    let events = standing(event::history(db, Subject::Contract, &contract.key())?)?;
    events.iter().filter(|e| e.kind == "topped-up").map(facts).collect()
}

fn facts<T: serde::de::DeserializeOwned>(event: &Recorded) -> R<T> {
    let data = event.data.as_deref().unwrap_or_default();
    serde_json::from_str(data).map_err(|e| DbErr::damaged(format!("event {}: {e}", event.id)))
}

/// All work under a contract, corrections applied: that of its tickets, then that without a ticket.
///
/// # Errors
/// [`DbErr`].
pub fn entries(db: &mut dyn Db, contract: &ContractRef) -> R<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut of_ticket: Option<Ticket> = None;
    db.each(UNDER_TICKETS, &[contract.key().as_str().into()], &mut |row| {
        let number = TicketNumber(row.int(0)?);
        if of_ticket.as_ref().is_none_or(|ticket| ticket.number != number) {
            let next = Ticket { number, in_scope: row.opt_text(1)?.is_none(), events: Vec::new() };
            entries.extend(of_ticket.replace(next).into_iter().flat_map(Ticket::entries));
        }
        if let Some(ticket) = &mut of_ticket {
            ticket.events.push(event_of(row)?);
        }
        Ok(())
    })?;
    entries.extend(of_ticket.into_iter().flat_map(Ticket::entries));
    for event in standing(event::history(db, Subject::Contract, &contract.key())?)? {
        if event.kind == "worked" {
            entries.push(without_ticket(&event)?);
        }
    }
    Ok(entries)
}

/// All work in `[from, to)`, of one client or of all, corrections applied: that of tickets, in a contract or not, and that
/// without one.
///
/// # Errors
/// [`DbErr`].
pub fn everywhere(
    db: &mut dyn Db,
    client: Option<&ClientCode>,
    (from, to): (Instant, Instant),
) -> R<Vec<(ClientCode, Entry)>> {
    let key = client.map(ClientCode::key).unwrap_or_default();
    let mut found: Vec<(ClientCode, Entry)> = Vec::new();
    let mut read: Option<(ClientCode, Ticket)> = None;
    let worked = |(code, ticket): (ClientCode, Ticket)| ticket.entries().into_iter().map(move |e| (code.clone(), e));
    db.each(EVERYWHERE, &[key.as_str().into(), from.0.into(), to.0.into()], &mut |row| {
        let number = TicketNumber(row.int(0)?);
        if read.as_ref().is_none_or(|(_, ticket)| ticket.number != number) {
            let next = Ticket { number, in_scope: row.opt_text(1)?.is_none(), events: Vec::new() };
            found.extend(read.replace((row.parsed(9)?, next)).into_iter().flat_map(worked));
        }
        if let Some((_, ticket)) = &mut read {
            ticket.events.push(event_of(row)?);
        }
        Ok(())
    })?;
    found.extend(read.into_iter().flat_map(worked));
    let owners: BTreeMap<String, ClientCode> = super::contract::list(db)?
        .into_iter()
        .map(|version| (version.value.contract.key(), version.value.client))
        .filter(|(_, owner)| client.is_none_or(|client| client == owner))
        .collect();
    for (contract, owner) in owners {
        for event in standing(event::history(db, Subject::Contract, &contract)?)? {
            if event.kind == "worked" {
                found.push((owner.clone(), without_ticket(&event)?));
            }
        }
    }
    found.retain(|(_, entry)| from <= entry.at && entry.at < to);
    Ok(found)
}

/// A ticket with those of its events that say what work counts.
struct Ticket {
    number: TicketNumber,
    in_scope: bool,
    events: Vec<Event>,
}

impl Ticket {
    fn entries(self) -> Vec<Entry> {
        let not_covered = Happening::Cancelled { reason: CancelReason::NotCovered, of: None };
        let held = history::effective(&self.events);
        let in_scope = self.in_scope && held.iter().all(|event| event.what != not_covered);
        let entry = |event: Event| match event.what {
            Happening::TimeLogged { minutes, mode, work } => Some(Entry {
                source: Source::Ticket(self.number, event.seq),
                at: event.at,
                recorded_at: event.recorded_at,
                minutes,
                mode,
                by: event.by,
                work,
                in_scope,
            }),
            _ => None,
        };
        held.into_iter().filter_map(entry).collect()
    }
}

fn event_of(row: &Row<'_>) -> R<Event> {
    Ok(Event {
        seq: row.count(2)?,
        at: Instant(row.int(3)?),
        recorded_at: Instant(row.int(4)?),
        by: row.text(5)?.to_owned(),
        what: ticket::decoded(row.text(6)?, row.text(7)?, row.opt_text(8)?)?,
        text: None,
    })
}

fn without_ticket(event: &Recorded) -> R<Entry> {
    let Worked { minutes, mode, work } = facts(event)?;
    Ok(Entry {
        source: Source::Contract(event.id),
        at: event.stamp.at,
        recorded_at: event.stamp.recorded_at,
        minutes,
        mode,
        by: event.stamp.actor.clone(),
        work,
        in_scope: true,
    })
}

/// The tickets that a volume of tickets counts: covered incidents and requests that were not cancelled.
///
/// # Errors
/// [`DbErr`].
pub fn counted(db: &mut dyn Db, contract: &ContractRef) -> R<Vec<Counted>> {
    db::all(db, COUNTED, &[contract.key().as_str().into()], |row| Ok((Instant(row.int(0)?), TicketNumber(row.int(1)?))))
}

/// Texts of work without a ticket, by position of the event.
///
/// # Errors
/// [`DbErr`].
pub fn texts(db: &mut dyn Db, contract: &ContractRef) -> R<std::collections::HashMap<i64, String>> {
    let mut texts = std::collections::HashMap::new();
    for event in standing(event::history(db, Subject::Contract, &contract.key())?)? {
        if let ("worked", serde_json::Value::Object(beside)) = (event.kind.as_str(), event.beside_json()?) {
            let text = beside.get("text").and_then(|text| text.as_str());
            texts.extend(text.map(|text| (event.id, text.to_owned())));
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ticket::work::Nature;
    use crate::store::db::Val;
    use crate::store::testing::{Bench, stamp};

    #[test]
    fn work_under_a_contract_is_found_by_index() {
        let mut bench = Bench::new();
        for sql in [UNDER_TICKETS, COUNTED] {
            let plan = bench.read(|db| {
                db::all(db, &format!("EXPLAIN QUERY PLAN {sql}"), &[Val::Int(0)], |row| Ok(row.text(3)?.to_owned()))
            });
            assert!(plan.iter().all(|step| !step.starts_with("SCAN")), "{plan:?}");
        }
        let plan = bench.read(|db| {
            let sql = format!("EXPLAIN QUERY PLAN {UNDER_TICKETS}");
            db::all(db, &sql, &[Val::Int(0)], |row| Ok(row.text(3)?.to_owned()))
        });
        assert!(plan.iter().any(|step| step.contains("event_of_work")), "{plan:?}");
    }

    #[test]
    fn work_without_a_ticket_and_what_was_bought_are_read_back() {
        let mut bench = Bench::new();
        let contract = ContractRef::new("K1").unwrap();
        let work = Work { nature: Some(Nature::Upkeep), ..Work::default() };
        let bought = TopUp {
            quantity: "600".parse().unwrap(),
            from: chrono::NaiveDate::from_ymd_opt(2026, 2, 1).unwrap(),
            until: None,
            reference: Some("cde 12".to_owned()),
        };
        bench.write(|db| {
            let fresh = Fresh { minutes: 90, mode: WorkMode::OnSite, work: &work, text: Some("Visite") };
            log(db, &contract, &fresh, &stamp())?;
            top_up(db, &contract, &bought, &stamp())
        });
        let entries = bench.read(|db| entries(db, &contract));
        assert_eq!((entries.len(), entries[0].minutes, entries[0].mode), (1, 90, WorkMode::OnSite));
        assert_eq!((entries[0].source, &entries[0].work, entries[0].in_scope), (Source::Contract(1), &work, true));
        assert_eq!(bench.read(|db| top_ups(db, &contract)), [bought]);
        assert_eq!(bench.read(|db| texts(db, &contract)).get(&1).map(String::as_str), Some("Visite"));
    }
}
