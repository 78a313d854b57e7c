//! Who did what: the events of the log that concern something, between two instants.

use std::collections::{HashSet, VecDeque};

use super::db::{self, Db, DbErr, R, Row};
use super::event::{self, Recorded, Subject};
use super::undo::UNDONE;
use super::{asset, client, third_party};
use crate::domain::asset::Asset;
use crate::domain::id::{AssetTag, ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::Instant;

/// Which events.
#[derive(Clone, Default, Debug)]
pub struct Filter {
    /// Recorded at this instant or later.
    pub from: Option<Instant>,
    /// Recorded before this instant.
    pub to: Option<Instant>,
    /// By this person, whatever the case.
    pub by: Option<String>,
    /// About what.
    pub about: About,
}

/// What events are about.
#[derive(Clone, Default, Debug)]
#[allow(missing_docs)] // the names say it
pub enum About {
    #[default]
    Everything,
    /// The client itself, and all that is its own: contracts, inventory, tickets, outages.
    Client(ClientCode),
    Contract(ContractRef),
    Ticket(TicketNumber),
    /// The asset, what was done to it, seats of licences on it; as a licence, its seats.
    Asset(ClientCode, AssetTag),
}

impl Filter {
    fn passes(&self, event: &Recorded) -> bool {
        let recorded = event.stamp.recorded_at;
        self.from.is_none_or(|from| recorded >= from)
            && self.to.is_none_or(|to| recorded < to)
            && self.by.as_ref().is_none_or(|by| event.stamp.actor.to_lowercase() == by.to_lowercase())
    }
}

const ASSET: &str = "SELECT a.id FROM client c JOIN asset a ON a.client = c.id WHERE c.key = $1 AND a.tag_key = $2";
const OF_ASSET: &str = "SELECT event FROM asset_change WHERE asset = $1
    UNION SELECT event FROM asset_deed WHERE asset = $1
    UNION SELECT event FROM asset_deed WHERE other = $1
    UNION SELECT event FROM licence_seat WHERE licence = $1 OR asset = $1
    UNION SELECT released FROM licence_seat WHERE (licence = $1 OR asset = $1) AND released IS NOT NULL
    UNION SELECT id FROM event WHERE subject IN ('asset', 'deed', 'licence') AND key = $2 AND key IS NOT NULL
    ORDER BY 1 NULLS FIRST";
const CONTRACTS: &str = "SELECT DISTINCT v.key FROM client c JOIN contract_version v ON v.client = c.id
    WHERE c.key = $1 ORDER BY v.key NULLS FIRST";
const TICKETS: &str = "SELECT t.number FROM client c JOIN ticket_cache t ON t.client = c.id
    WHERE c.key = $1 ORDER BY t.number NULLS FIRST";

/// The last events that pass a filter.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Found {
    /// Oldest first.
    pub events: Vec<Recorded>,
    /// How many pass, those before the last ones included.
    pub total: usize,
}

/// The last `limit` events that pass `filter`; all of them where there is no limit.
///
/// # Errors
/// [`super::DbErr`].
pub fn latest(db: &mut dyn Db, filter: &Filter, limit: Option<usize>) -> R<Found> {
    let limit = limit.unwrap_or(usize::MAX);
    let mut kept = VecDeque::new();
    let mut total = 0;
    each(db, filter, &mut |event| {
        total += 1;
        if kept.len() == limit {
            kept.pop_front();
        }
        if limit > 0 {
            kept.push_back(event.clone());
        }
        Ok(())
    })?;
    Ok(Found { events: kept.into(), total })
}

/// What an event did to one asset; nothing is left of it where it was erased.
#[derive(Clone, PartialEq, Debug)]
pub struct Deed {
    /// As it was; nothing before it was known.
    pub before: Option<Asset>,
    /// As it was then; nothing where an undo took it away.
    pub after: Option<Asset>,
    /// Nothing is left of it but its digest.
    pub erased: bool,
}

/// How many assets an event changed, and the first `limit` of them: of `about` the asset or the client where one is
/// named.
///
/// # Errors
/// [`super::DbErr`].
pub fn deeds(db: &mut dyn Db, event: &Recorded, about: &About, limit: u32) -> R<(u64, Vec<Deed>)> {
    let Some(data) = event.data.as_deref() else { return Ok((0, Vec::new())) };
    let (first, past) = span(event.id, data)?;
    let (span, limit) = ([event.id.into(), first.into(), past.into()], i64::from(limit));
    let mut rows = past.saturating_sub(first);
    let deeds = match about {
        About::Asset(client, tag) => {
            let (client, tag) = (client.key(), tag.key());
            db::all(db, DEEDS_TO, &[event.id.into(), client.as_str().into(), tag.as_str().into()], deed)?
        }
        About::Client(client) if is_of_several(event) => {
            let client = client.key();
            let of = [span[0], span[1], span[2], client.as_str().into()];
            rows = db::row(db, COUNT_OF, &of, "the count", |row| row.int(0))?;
            db::all(db, DEEDS_OF, &[of[0], of[1], of[2], of[3], limit.into()], deed)?
        }
        _ => db::all(db, DEEDS, &[span[0], span[1], span[2], limit.into()], deed)?,
    };
    Ok((u64::try_from(rows).unwrap_or_default(), deeds))
}

/// An import into several clients is under the name of none.
fn is_of_several(event: &Recorded) -> bool {
    event.key.as_deref().is_some_and(str::is_empty)
}

/// The changes of an event about assets: the number of the first, and the one after the last.
fn span(event: i64, data: &str) -> R<(i64, i64)> {
    #[derive(serde::Deserialize)]
    struct Facts {
        first: i64,
        rows: i64,
    }
    let facts: Facts = serde_json::from_str(data).map_err(|e| DbErr::damaged(format!("event {event}: {e}")))?;
    Ok((facts.first, facts.first.saturating_add(facts.rows)))
}

const COUNT_OF: &str = "SELECT count(*) FROM asset_change h JOIN asset a ON a.id = h.asset
    JOIN client c ON c.id = a.client WHERE h.event = $1 AND h.id >= $2 AND h.id < $3 AND c.key = $4";
const DEEDS_OF: &str = "SELECT h.before, h.after, CASE WHEN h.salt IS NULL THEN 1 ELSE 0 END FROM asset_history h
    JOIN asset a ON a.id = h.asset JOIN client c ON c.id = a.client
    WHERE h.event = $1 AND h.id >= $2 AND h.id < $3 AND c.key = $4 ORDER BY h.id NULLS FIRST LIMIT $5";

const DEEDS: &str = "SELECT before, after, CASE WHEN salt IS NULL THEN 1 ELSE 0 END FROM asset_history
    WHERE event = $1 AND id >= $2 AND id < $3
    ORDER BY id NULLS FIRST LIMIT $4";
const DEEDS_TO: &str = "SELECT h.before, h.after, CASE WHEN h.salt IS NULL THEN 1 ELSE 0 END
    FROM client c JOIN asset a ON a.client = c.id
    JOIN asset_history h ON h.asset = a.id WHERE h.event = $1 AND c.key = $2 AND a.tag_key = $3 ORDER BY h.id NULLS FIRST";

fn deed(row: &Row<'_>) -> R<Deed> {
    let parsed = |text: &str| serde_json::from_str(text).map_err(|e| DbErr::damaged(format!("an asset: {e}")));
    let (before, after) = (row.opt_text(0)?.map(parsed).transpose()?, row.opt_text(1)?.map(parsed).transpose()?);
    Ok(Deed { before, after, erased: row.flag(2)? })
}

fn each(db: &mut dyn Db, filter: &Filter, f: &mut dyn FnMut(&Recorded) -> R<()>) -> R<()> {
    let mut hand = |event: &Recorded| if filter.passes(event) { f(event) } else { Ok(()) };
    match &filter.about {
        About::Everything => event::each(db, 0, &mut hand),
        About::Ticket(number) => event::each_of_ticket(db, *number, &mut hand),
        About::Contract(contract) => event::history(db, Subject::Contract, &contract.key())?.iter().try_for_each(hand),
        About::Asset(client, tag) => of_asset(db, client, tag, &mut hand),
        About::Client(client) => {
            let theirs = Theirs::of(db, client)?;
            event::each(db, 0, &mut |event| if theirs.has(event) { hand(event) } else { Ok(()) })
        }
    }
}

fn of_asset(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag, hand: &mut dyn FnMut(&Recorded) -> R<()>) -> R<()> {
    let keys = [client.key(), tag.key()];
    let id = db::one(db, ASSET, &[keys[0].as_str().into(), keys[1].as_str().into()], |row| row.int(0))?;
    let key = keys.join("/");
    let events = db::all(db, OF_ASSET, &[id.into(), key.as_str().into()], |row| row.int(0))?;
    for id in events {
        if let Some(event) = event::get(db, id)? {
            hand(&event)?;
        }
    }
    Ok(())
}

/// What belongs to a client.
struct Theirs {
    client: String,
    contracts: HashSet<String>,
    tickets: HashSet<i64>,
    authorisations: HashSet<String>,
    third_parties: HashSet<String>,
    imports: HashSet<i64>,
}

/// Changes of several clients at once.
const IMPORTS: &str = "SELECT id, data, type, arg FROM event WHERE subject = 'asset' AND key = '' AND key IS NOT NULL
    ORDER BY id NULLS FIRST";
const TOUCHED: &str = "SELECT a.id FROM asset_change h JOIN asset a ON a.id = h.asset
    WHERE h.id >= $1 AND h.id < $2 AND a.client = $3 LIMIT 1";

/// The changes of assets of several clients that touched those of this one, what was taken back since included.
fn imports(db: &mut dyn Db, owner: client::ClientId) -> R<HashSet<i64>> {
    let mut found = HashSet::new();
    let read = |row: &Row<'_>| Ok((row.int(0)?, row.text(1)?.to_owned(), row.text(2)? == UNDONE, row.parsed(3).ok()));
    let events: Vec<(i64, String, bool, Option<i64>)> = db::all(db, IMPORTS, &[], read)?;
    for (event, data, is_undo, of) in events {
        let (first, past) = span(event, &data)?;
        let params = [first.into(), past.into(), owner.0.into()];
        let told = serde_json::from_str(&data).map_err(DbErr::damaged)?;
        let takes_away = asset::gone(&told).iter().any(|(client, _, _)| *client == owner.0);
        if takes_away || db::one(db, TOUCHED, &params, |row| row.int(0))?.is_some() {
            found.insert(event);
            found.extend(of.filter(|_| is_undo)); // it made what is there no more
        }
    }
    Ok(found)
}

impl Theirs {
    fn of(db: &mut dyn Db, client: &ClientCode) -> R<Self> {
        let authorisations = third_party::of_client(db, client)?.iter().map(|one| one.number.0.to_string()).collect();
        let all = third_party::list(db, true)?;
        let theirs = all.iter().filter(|party| party.client.as_ref() == Some(client));
        let owner = client::known_id(db, client)?;
        let imports = imports(db, owner)?;
        let third_parties = theirs.map(|party| party.code.key()).collect();
        let client = client.key();
        let contracts = db::all(db, CONTRACTS, &[client.as_str().into()], |row| Ok(row.text(0)?.to_owned()))?;
        let tickets = db::all(db, TICKETS, &[client.as_str().into()], |row| row.int(0))?;
        let (contracts, tickets) = (contracts.into_iter().collect(), tickets.into_iter().collect());
        Ok(Self { client, contracts, tickets, authorisations, third_parties, imports })
    }

    fn has(&self, event: &Recorded) -> bool {
        let key = event.key.as_deref().unwrap_or_default();
        match event.subject.as_str() {
            "ticket" => event.ticket.is_some_and(|(number, _)| self.tickets.contains(&number.0)),
            "contract" => self.contracts.contains(key),
            "calendar" => false, // of everybody who names it
            "authorisation" => self.authorisations.contains(key),
            "third-party" => self.third_parties.contains(key),
            "asset" if is_of_several(event) => self.imports.contains(&event.id),
            // what concerns several clients names them all
            _ => key.split(',').any(|part| part.split('/').next() == Some(self.client.as_str())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::AssetKind;
    use crate::store::testing::{Bench, client, stamp, terms};
    use crate::store::{asset, client as clients, contract};

    fn found(bench: &mut Bench, filter: &Filter) -> Vec<i64> {
        bench.read(|db| latest(db, filter, None)).events.iter().map(|event| event.id).collect()
    }

    #[test]
    fn events_are_found_by_what_they_are_about_by_whom_and_when() {
        let mut bench = Bench::new();
        let (ried, tag) = ("ried".parse::<ClientCode>().unwrap(), "PC-1".parse::<AssetTag>().unwrap());
        let mut paul = stamp();
        paul.actor = "Paul".to_owned();
        paul.recorded_at = Instant(paul.recorded_at.0 + 86_400);
        bench.write(|db| {
            clients::add(db, &client("ried"), &stamp())?;
            clients::add(db, &client("lys"), &stamp())?;
            let put = contract::Put { stamp: &stamp(), source: "x", reason: None };
            contract::put(db, &terms("K1", "ried", 0, "Un"), &put)?;
            contract::put(db, &terms("K2", "lys", 0, "Deux"), &put)?;
            asset::put(db, &ried, &Asset::new(tag.clone(), AssetKind::Laptop), "added", &paul)
        });
        let last = bench.read(|db| latest(db, &Filter::default(), Some(2)));
        assert_eq!((last.total, last.events.iter().map(|e| e.id).collect::<Vec<_>>()), (5, vec![4, 5]));
        let told = bench.read(|db| deeds(db, &last.events[1], &About::Everything, 10));
        assert_eq!((told.0, told.1[0].before.is_none()), (1, true));
        let mut ids = |filter: Filter| found(&mut bench, &filter);
        let about = |about: About| Filter { about, ..Filter::default() };
        assert_eq!(ids(Filter::default()), [1, 2, 3, 4, 5]);
        assert_eq!(ids(about(About::Client(ried.clone()))), [1, 3, 5]);
        assert_eq!(ids(about(About::Contract("k2".parse().unwrap()))), [4]);
        assert_eq!(ids(about(About::Asset(ried.clone(), tag.clone()))), [5]);
        assert_eq!(ids(Filter { by: Some("PAUL".to_owned()), ..Filter::default() }), [5]);
        assert_eq!(ids(Filter { from: Some(paul.recorded_at), ..Filter::default() }), [5]);
        assert_eq!(ids(Filter { to: Some(paul.recorded_at), ..Filter::default() }), [1, 2, 3, 4]);
    }
}
