//! The later changes that depend on one: on the value that it left, or on what it made.

mod assets;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::look::{Standing, look_back};
use super::turn::Turn;
use super::{Change, UNDONE};
use crate::domain::id::folded;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Event, Governed, Happening};
use crate::domain::ticket::{history, lifecycle};
use crate::domain::version::Rule;
use crate::store::db::{Db, DbErr, R};
use crate::store::event::{self, Recorded, Subject};
use crate::store::{contract, licence, ticket};
use assets::{Later, Naming, named_by_assets};

/// The first event of each change that depends on `change`, oldest first.
pub(super) fn dependents(db: &mut dyn Db, change: &Change, turns: &[Turn]) -> R<Vec<Recorded>> {
    let claims = Claims::of(db, turns)?;
    let mut found: BTreeMap<i64, i64> = BTreeMap::new();
    let mut later = Later::default();
    look_back(db, change.last() + 1, &mut |event, standing| {
        if standing != Standing::Holds || event.kind == UNDONE {
            return Ok(true);
        }
        match (event.subject.as_str(), event.kind.as_str()) {
            ("asset", _) => drop(later.assets.insert(event.id)),
            ("campaign", "accepted") => drop(later.accepted.insert(event.id)),
            _ => {}
        }
        later.naming.extend(naming_of(event)?);
        if claims.is_touched_by(event)? {
            found.insert(event.id, event.change());
        }
        Ok(true)
    })?;
    let mut more = assets::dependents(db, change, turns, &later)?;
    more.extend(of_tickets(db, change)?);
    more.extend(named_by_assets(db, &claims, change, &later.assets)?);
    for id in more.into_iter().filter(|id| *id > change.last()) {
        if let Some(event) = event::get(db, id)? {
            found.insert(id, event.change());
        }
    }
    let changes: BTreeSet<i64> = found.into_values().collect();
    let mut first = Vec::with_capacity(changes.len());
    for id in changes {
        first.extend(event::get(db, id)?);
    }
    Ok(first)
}

/// What a change left or made, as later events name it.
#[derive(Default)]
struct Claims {
    /// Values that it changed, see [`value_of`].
    values: HashSet<String>,
    clients: HashSet<String>,
    /// Contracts of these clients.
    contracts_of_clients: HashSet<String>,
    sites: HashSet<(String, String)>,
    third_parties: HashSet<String>,
    authorisations: HashSet<i64>,
    tickets: HashSet<i64>,
    /// Contracts whose original it put: all that is recorded under them.
    contracts: HashSet<String>,
    /// Versions of contracts: tickets that were opened under them.
    versions: HashSet<(String, u32)>,
    /// Calendars: contracts that came later, and tickets under contracts that name them.
    calendars: HashSet<String>,
    under_calendars: HashSet<String>,
    /// Licences that have no seat free for one that would be held again.
    full: HashSet<String>,
}

impl Claims {
    fn of(db: &mut dyn Db, turns: &[Turn]) -> R<Self> {
        let mut claims = Self::default();
        for turn in turns {
            claims.values.extend(value_of(&turn.origin)?);
            if !turn.brings_back {
                claims.made(turn);
            }
            claims.full.extend(licence::full_for(db, &turn.origin, turn.brings_back)?);
        }
        claims.widen(db)?;
        Ok(claims)
    }

    fn made(&mut self, turn: &Turn) {
        let event = &turn.origin;
        let key = event.key.clone().unwrap_or_default();
        match (turn.subject(), event.kind.as_str()) {
            (Some(Subject::Client), "added") => drop(self.clients.insert(key)),
            (Some(Subject::Site), "added") => {
                if let Some((client, site)) = key.split_once('/') {
                    self.sites.insert((client.to_owned(), site.to_owned()));
                }
            }
            (Some(Subject::ThirdParty), "added") => drop(self.third_parties.insert(key)),
            (Some(Subject::Authorisation), "granted") => self.authorisations.extend(key.parse::<i64>()),
            (Some(Subject::Calendar), _) if turn.is_version() => drop(self.calendars.insert(key)),
            (Some(Subject::Contract), _) if turn.is_version() => {
                self.versions.extend(event.arg.parse().map(|amendment| (key.clone(), amendment)));
                if event.arg == "0" && event.kind == "applied" {
                    self.contracts.insert(key);
                }
            }
            (Some(Subject::Ticket), "opened") => self.tickets.extend(event.ticket.map(|(number, _)| number.0)),
            _ => {}
        }
    }

    fn widen(&mut self, db: &mut dyn Db) -> R<()> {
        if self.clients.is_empty() && self.calendars.is_empty() {
            return Ok(());
        }
        for version in contract::list(db)? {
            let terms = version.value;
            if self.clients.contains(&terms.client.key()) {
                self.contracts_of_clients.insert(terms.contract.key());
            }
            if terms.calendars().iter().any(|name| self.calendars.contains(&name.key())) {
                self.under_calendars.insert(terms.contract.key());
            }
        }
        Ok(())
    }

    fn is_touched_by(&self, event: &Recorded) -> R<bool> {
        if value_of(event)?.is_some_and(|value| self.values.contains(&value)) {
            return Ok(true);
        }
        let key = event.key.as_deref().unwrap_or_default();
        let owned =
            || key.split(',').any(|part| part.split('/').next().is_some_and(|client| self.clients.contains(client)));
        Ok(match event.subject.as_str() {
            "ticket" => self.is_touched_by_ticket(event)?,
            "contract" => {
                let applied = matches!(event.kind.as_str(), "applied" | "corrected");
                self.contracts_of_clients.contains(key)
                    || (applied && self.under_calendars.contains(key))
                    || (!applied && self.contracts.contains(key))
            }
            "calendar" | "client" => false,
            "licence" => owned() || (event.kind == "assigned" && self.full.contains(key)),
            "third-party" | "authorisation" => self.is_touched_by_party(&event.beside_json()?["after"]),
            "contact" => owned() || self.is_site(key, &event.beside_json()?["after"]["site"]),
            "outage" | "call" | "deed" | "action" => owned() || self.is_touched_by_ticket_of(event)?,
            _ => owned(),
        })
    }

    fn is_touched_by_party(&self, after: &Value) -> bool {
        let said = |name: &str| after[name].as_str().map(folded);
        said("client").is_some_and(|client| self.clients.contains(&client))
            || said("third_party").is_some_and(|party| self.third_parties.contains(&party))
    }

    fn is_site(&self, key: &str, site: &Value) -> bool {
        let client = key.split('/').next().unwrap_or_default().to_owned();
        site.as_str().is_some_and(|site| self.sites.contains(&(client, folded(site))))
    }

    /// Outages, calls and deeds name tickets.
    fn is_touched_by_ticket_of(&self, event: &Recorded) -> R<bool> {
        if self.tickets.is_empty() {
            return Ok(false);
        }
        let data: Value = serde_json::from_str(event.data.as_deref().unwrap_or("null")).map_err(DbErr::damaged)?;
        let beside = event.beside_json()?;
        let calls = data["calls"].as_array().into_iter().flatten().map(|call| &call["ticket"]);
        let named = [&data["ticket"], &beside["ticket"]].into_iter().chain(calls);
        Ok(named.filter_map(Value::as_i64).any(|number| self.tickets.contains(&number)))
    }

    fn is_touched_by_ticket(&self, event: &Recorded) -> R<bool> {
        let any = [&self.clients, &self.contracts, &self.under_calendars].into_iter().any(|set| !set.is_empty());
        if !any && self.versions.is_empty() && self.tickets.is_empty() && self.authorisations.is_empty() {
            return Ok(false);
        }
        let what = ticket::codec::decode(&event.kind, &event.arg, event.data.as_deref())?;
        Ok(match &what {
            Happening::Opened(opening) => {
                self.clients.contains(&opening.client.key()) || self.is_governing(&opening.governed, true)
            }
            Happening::Edited { governed: Some(governed), .. }
            | Happening::Corrected { governed: Some(governed), .. } => self.is_governing(governed, false),
            Happening::Linked { to, .. } => self.tickets.contains(&to.0),
            Happening::Cancelled { of: Some(of), .. } => self.tickets.contains(&of.0),
            Happening::TimeLogged { work, .. } => {
                let cited = work.permit.iter().flat_map(|permit| &permit.cited);
                cited.into_iter().any(|cited| self.authorisations.contains(&cited.authorisation.0))
            }
            _ => false,
        })
    }

    fn is_governing(&self, governed: &Governed, opens: bool) -> bool {
        let Some(contract) = governed.contract.as_ref().map(|contract| contract.key()) else { return false };
        let is_under = opens && self.under_calendars.contains(&contract);
        is_under || self.versions.contains(&(contract, governed.amendment))
    }
}

/// What tells the values of a subject apart, where its events leave values: a later event about the same one depends on
/// an earlier one. Assets are told apart by their changes, tickets by what may follow.
fn value_of(event: &Recorded) -> R<Option<String>> {
    let key = event.key.as_deref().unwrap_or_default();
    Ok(match (event.subject.as_str(), event.kind.as_str()) {
        (subject @ ("client" | "site" | "contact" | "campaign" | "third-party" | "authorisation"), _)
        | (subject @ ("calendar" | "contract"), "applied" | "corrected") => Some(format!("{subject} {key}")),
        (subject @ ("outage" | "action"), _) => Some(format!("{subject} {key} {}", event.arg)),
        ("version", _) => {
            let mut beside = event.beside_json()?;
            let after = beside["after"].take();
            let rule = if after.is_null() { beside["before"].take() } else { after };
            let rule: Rule = serde_json::from_value(rule).map_err(DbErr::damaged)?;
            Some(format!("version {key} {}", rule.key()))
        }
        ("licence", _) => seat_of(event)?.map(|seat| format!("seat {seat}")),
        _ => None,
    })
}

/// The assets that an event of outages or authorisations names.
fn naming_of(event: &Recorded) -> R<Option<Naming>> {
    let said = match event.subject.as_str() {
        "outage" => serde_json::from_str(event.data.as_deref().unwrap_or("null")).map_err(DbErr::damaged)?,
        "authorisation" => event.beside_json()?["after"].take(),
        _ => Value::Null,
    };
    let client = said["client"].as_str().map(folded).or_else(|| event.key.clone()).unwrap_or_default();
    let tags: Vec<String> =
        said["assets"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    Ok((!tags.is_empty()).then_some(Naming { event: event.id, client, tags }))
}

/// The seat that an event gives out or takes back.
fn seat_of(event: &Recorded) -> R<Option<i64>> {
    if event.kind == "assigned" {
        return Ok(Some(event.id));
    }
    let data: Value = serde_json::from_str(event.data.as_deref().unwrap_or("null")).map_err(DbErr::damaged)?;
    Ok(data["seat"].as_i64())
}

/// What of a ticket could not stand without these events of it: corrections of them, and what may then not follow.
fn of_tickets(db: &mut dyn Db, change: &Change) -> R<Vec<i64>> {
    let mut numbers: Vec<_> = change.events.iter().filter_map(|event| event.ticket.map(|(number, _)| number)).collect();
    numbers.dedup();
    numbers.sort_unstable();
    numbers.dedup();
    let mut found = Vec::new();
    for number in numbers {
        let mut events = ticket::events(db, number)?;
        let seqs: Vec<u32> =
            change.events.iter().filter_map(|e| e.ticket).filter(|(n, _)| *n == number).map(|(_, s)| s).collect();
        let wrong = clash(&mut events, &seqs.iter().rev().copied().collect::<Vec<_>>());
        for seq in wrong {
            found.extend(ticket::position(db, number, seq)?);
        }
    }
    Ok(found)
}

fn clash(events: &mut Vec<Event>, seqs: &[u32]) -> Vec<u32> {
    let held = history::standing(events);
    let corrects = |event: &&Event| matches!(event.what, Happening::Corrected { of, .. } if seqs.contains(&of));
    let is_later = |seq: &u32| seqs.iter().all(|of| seq > of);
    let opens = events.iter().any(|event| seqs.contains(&event.seq) && matches!(event.what, Happening::Opened(_)));
    let needs = held.iter().filter(|event| opens || corrects(event)).map(|event| event.seq);
    let needs: Vec<u32> = needs.filter(|seq| !seqs.contains(seq) && is_later(seq)).collect();
    if !needs.is_empty() || opens {
        return needs;
    }
    let (by, recorded_at) = (String::new(), Instant(0)); // for a look only
    ticket::take_back_in(events, seqs, &by, recorded_at);
    match lifecycle::fold(&history::effective(events)) {
        Err(misfit) if misfit.seq > 0 => vec![misfit.seq],
        _ => Vec::new(),
    }
}
