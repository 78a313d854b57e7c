//! Outages and planned maintenance. All of it is in the log: an outage is what its events say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::db::{self, Db, DbErr, Kind, R};
use super::event::{self, Draft, Recorded, Stamp, Subject};
use super::undo::{UNDONE, standing};
use crate::domain::id::ClientCode;
use crate::domain::outage::Outage;

/// An outage as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// Its number, from 1.
    pub number: i64,
    /// Whose assets were down, as clients are compared.
    pub client_key: String,
    /// What is known of it.
    pub outage: Outage,
    /// Who recorded it.
    pub by: String,
}

#[derive(Serialize, Deserialize)]
struct Beside {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The number of the next outage, held by this transaction until it ends.
///
/// # Errors
/// [`DbErr`].
pub fn next_number(db: &mut dyn Db) -> R<i64> {
    event::next_position(db)?; // nobody numbers another meanwhile
    Ok(list(db, None)?.keys().next_back().copied().unwrap_or(0) + 1)
}

/// Records an outage under the number that [`next_number`] gave, or one that follows it.
///
/// # Errors
/// [`DbErr`].
pub fn add(db: &mut dyn Db, client: &ClientCode, number: i64, outage: &Outage, stamp: &Stamp) -> R<()> {
    append(db, client, "added", number, Some(outage), stamp)
}

/// Replaces what is known of an outage.
///
/// # Errors
/// [`DbErr`].
pub fn edit(db: &mut dyn Db, client: &ClientCode, number: i64, outage: &Outage, stamp: &Stamp) -> R<()> {
    append(db, client, "edited", number, Some(outage), stamp)
}

/// Says that there was no such outage; the log keeps what was said of it.
///
/// # Errors
/// [`DbErr`].
pub fn remove(db: &mut dyn Db, client: &ClientCode, number: i64, reason: &str, stamp: &Stamp) -> R<()> {
    let beside = text(&Beside { reason: Some(reason.to_owned()) })?;
    write(db, client, "removed", number, None, Some(&beside), stamp)
}

fn append(
    db: &mut dyn Db,
    client: &ClientCode,
    kind: &str,
    number: i64,
    outage: Option<&Outage>,
    stamp: &Stamp,
) -> R<()> {
    let data = outage.map(text).transpose()?;
    let reason = outage.and_then(|outage| outage.reason.clone());
    let beside = reason.map(|reason| text(&Beside { reason: Some(reason) })).transpose()?;
    write(db, client, kind, number, data.as_deref(), beside.as_deref(), stamp)
}

fn write(
    db: &mut dyn Db,
    client: &ClientCode,
    kind: &str,
    number: i64,
    data: Option<&str>,
    beside: Option<&str>,
    stamp: &Stamp,
) -> R<()> {
    let (key, arg) = (client.key(), number.to_string());
    let draft = Draft { stamp, subject: Subject::Outage, key: &key, kind, arg: &arg, data, beside, digest: None };
    event::append(db, &draft).map(drop)
}

fn text(value: &impl Serialize) -> R<String> {
    serde_json::to_string(value).map_err(|e| DbErr::new(Kind::Other, format!("an outage cannot be written: {e}")))
}

/// Outages by number, nothing where one was removed, of one client or of all.
///
/// # Errors
/// [`DbErr`].
pub fn list(db: &mut dyn Db, client: Option<&ClientCode>) -> R<BTreeMap<i64, Option<Known>>> {
    let events = match client {
        Some(client) => event::history(db, Subject::Outage, &client.key())?,
        None => of_all(db)?,
    };
    let mut known = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind != UNDONE) {
        known.insert(event.arg.parse::<i64>().map_err(DbErr::damaged)?, None); // a number never comes back
    }
    for event in &standing(events)? {
        let number: i64 = event.arg.parse().map_err(DbErr::damaged)?;
        known.insert(number, if event.kind == "removed" { None } else { Some(read(event, number)?) });
    }
    Ok(known)
}

fn of_all(db: &mut dyn Db) -> R<Vec<Recorded>> {
    let keys = db::all(db, KEYS, &[], |row| Ok(row.text(0)?.to_owned()))?;
    let mut events = Vec::new();
    for key in keys {
        events.append(&mut event::history(db, Subject::Outage, &key)?);
    }
    events.sort_by_key(|event| event.id);
    Ok(events)
}

fn read(event: &Recorded, number: i64) -> R<Known> {
    let damaged = |e: serde_json::Error| DbErr::damaged(format!("event {}: {e}", event.id));
    let data = event.data.as_deref().unwrap_or_default();
    let mut outage: Outage = serde_json::from_str(data).map_err(damaged)?;
    let beside: Option<Beside> = event.beside.as_deref().map(serde_json::from_str).transpose().map_err(damaged)?;
    outage.reason = beside.and_then(|beside| beside.reason);
    let client_key = event.key.clone().unwrap_or_default();
    Ok(Known { number, client_key, outage, by: event.stamp.actor.clone() })
}

/// The outages of a client that hold, by beginning.
///
/// # Errors
/// [`DbErr`].
pub fn of_client(db: &mut dyn Db, client: &ClientCode) -> R<Vec<Known>> {
    let mut held: Vec<Known> = list(db, Some(client))?.into_values().flatten().collect();
    held.sort_by_key(|known| (known.outage.from, known.number));
    Ok(held)
}

const KEYS: &str =
    "SELECT DISTINCT key FROM event WHERE subject = 'outage' AND key IS NOT NULL ORDER BY key NULLS FIRST";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::store::testing::{Bench, stamp};

    fn outage(reason: Option<&str>) -> Outage {
        Outage {
            assets: vec!["SRV-01".parse().unwrap()],
            from: Instant(1_000),
            to: Some(Instant(2_000)),
            planned: true,
            announced_at: Some(Instant(500)),
            ticket: Some(crate::domain::id::TicketNumber(7)),
            reason: reason.map(str::to_owned),
        }
    }

    #[test]
    fn outages_are_numbered_for_all_clients_and_are_what_the_last_event_says() {
        let mut bench = Bench::new();
        let (ried, lys): (ClientCode, ClientCode) = ("ried".parse().unwrap(), "lys".parse().unwrap());
        bench.write(|db| {
            let number = next_number(db)?;
            add(db, &ried, number, &outage(None), &stamp())?;
            add(db, &lys, number + 1, &outage(Some("coupure")), &stamp())
        });
        bench.write(|db| edit(db, &ried, 1, &outage(Some("mise à jour")), &stamp()));
        let held = bench.read(|db| of_client(db, &ried));
        assert_eq!(held.iter().map(|k| (k.number, &k.outage)).collect::<Vec<_>>(), [(1, &outage(Some("mise à jour")))]);
        bench.write(|db| remove(db, &ried, 1, "saisi deux fois", &stamp()));
        assert!(bench.read(|db| of_client(db, &ried)).is_empty());
        bench.write(|db| remove(db, &lys, 2, "erreur", &stamp()));
        assert_eq!(bench.write(next_number), 3, "a number never comes back");
    }
}
