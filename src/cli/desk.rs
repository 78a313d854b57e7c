//! Facts brought together: which calendars, contracts and events a verb needs, each read once.

use std::collections::HashMap;
use std::rc::Rc;

use super::failure::Failure;
use crate::domain::asset::Asset;
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::client::Client;
use crate::domain::contract::perimeter::{Subject as Covered, services_of};
use crate::domain::contract::{Contract, Terms};
use crate::domain::id::{AssetTag, CalendarName, ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::site::Site;
use crate::domain::sla::rules::is_always;
use crate::domain::sla::{AsOf, Rules, Story, evaluate, story};
use crate::domain::ticket::event::{Event, Governed};
use crate::domain::ticket::governing::{Candidate, Undecided, govern};
use crate::domain::ticket::history;
use crate::domain::ticket::lifecycle::{self, State};
use crate::report::ticket::{TicketView, subject};
use crate::store::{self, Db};

/// What was read so far in one transaction.
#[derive(Default)]
pub struct Desk {
    clients: HashMap<String, Option<Rc<Client>>>,
    zones: HashMap<String, Zone>,
    calendars: HashMap<String, Option<Rc<Calendar>>>,
    contracts: HashMap<String, Option<Rc<Contract>>>,
    rules: HashMap<(String, u32), Option<Rc<Rules>>>,
    of_clients: HashMap<String, Vec<Rc<Contract>>>,
    assets: HashMap<(String, String), Asset>,
    sites: HashMap<String, Rc<Vec<Site>>>,
}

impl Desk {
    /// Nothing read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A client.
    ///
    /// # Errors
    /// The database.
    pub fn client(&mut self, db: &mut dyn Db, code: &ClientCode) -> Result<Option<Rc<Client>>, Failure> {
        if let Some(known) = self.clients.get(&code.key()) {
            return Ok(known.clone());
        }
        let found = store::client::get(db, code)?.map(Rc::new);
        self.clients.insert(code.key(), found.clone());
        Ok(found)
    }

    /// The zone in which a client's times are read and shown.
    ///
    /// # Errors
    /// The database, or a zone that this infog does not know.
    pub fn zone(&mut self, db: &mut dyn Db, code: &ClientCode) -> Result<Zone, Failure> {
        let name = self.client(db, code)?.map_or_else(|| "UTC".to_owned(), |c| c.zone.clone());
        if let Some(zone) = self.zones.get(&name) {
            return Ok(zone.clone());
        }
        let zone = Zone::named(&name)?;
        self.zones.insert(name, zone.clone());
        Ok(zone)
    }

    /// A calendar with all its versions.
    ///
    /// # Errors
    /// The database, or versions that do not fit together.
    pub fn calendar(&mut self, db: &mut dyn Db, name: &CalendarName) -> Result<Option<Rc<Calendar>>, Failure> {
        if let Some(known) = self.calendars.get(&name.key()) {
            return Ok(known.clone());
        }
        let versions: Vec<_> = store::calendar::versions(db, name)?.into_iter().map(|s| s.value).collect();
        let found = if versions.is_empty() { None } else { Some(Rc::new(Calendar::new(versions)?)) };
        self.calendars.insert(name.key(), found.clone());
        Ok(found)
    }

    /// A contract with all its versions.
    ///
    /// # Errors
    /// The database, or versions that do not fit together.
    pub fn contract(&mut self, db: &mut dyn Db, contract: &ContractRef) -> Result<Option<Rc<Contract>>, Failure> {
        if let Some(known) = self.contracts.get(&contract.key()) {
            return Ok(known.clone());
        }
        let versions: Vec<_> = store::contract::versions(db, contract)?.into_iter().map(|s| s.value).collect();
        let found = if versions.is_empty() { None } else { Some(Rc::new(Contract::new(versions)?)) };
        self.contracts.insert(contract.key(), found.clone());
        Ok(found)
    }

    /// Every contract of a client, by reference.
    ///
    /// # Errors
    /// The database.
    pub fn contracts_of(&mut self, db: &mut dyn Db, client: &ClientCode) -> Result<Vec<Rc<Contract>>, Failure> {
        if let Some(known) = self.of_clients.get(&client.key()) {
            return Ok(known.clone());
        }
        let mut refs: Vec<ContractRef> =
            store::contract::of_client(db, client)?.into_iter().map(|s| s.value.contract).collect();
        refs.dedup();
        let mut found = Vec::with_capacity(refs.len());
        for contract in refs {
            found.extend(self.contract(db, &contract)?);
        }
        self.of_clients.insert(client.key(), found.clone());
        Ok(found)
    }

    /// The rules of one version of a contract; none where it is not there.
    ///
    /// # Errors
    /// The database, or a calendar that is missing.
    pub fn rules(
        &mut self,
        db: &mut dyn Db,
        contract: &ContractRef,
        amendment: u32,
    ) -> Result<Option<Rc<Rules>>, Failure> {
        let key = (contract.key(), amendment);
        if let Some(known) = self.rules.get(&key) {
            return Ok(known.clone());
        }
        let found = self.made_rules(db, contract, amendment)?;
        self.rules.insert(key, found.clone());
        Ok(found)
    }

    fn made_rules(
        &mut self,
        db: &mut dyn Db,
        contract: &ContractRef,
        amendment: u32,
    ) -> Result<Option<Rc<Rules>>, Failure> {
        let Some(contract) = self.contract(db, contract)? else { return Ok(None) };
        let Some(terms) = contract.version(amendment) else { return Ok(None) };
        self.rules_for(db, Rc::new(terms.clone())).map(Some)
    }

    /// The rules of any terms, kept or not.
    ///
    /// # Errors
    /// The database, or a calendar that is missing.
    pub fn rules_for(&mut self, db: &mut dyn Db, terms: Rc<Terms>) -> Result<Rc<Rules>, Failure> {
        let mut calendars = HashMap::new();
        for name in terms.calendars() {
            if let Some(calendar) = self.calendar(db, name)? {
                calendars.insert(name.key(), calendar);
            }
        }
        if is_always(&terms.calendar) {
            let zone = self.zone(db, &terms.client)?;
            calendars.insert(terms.calendar.key(), Rc::new(Calendar::always(zone)));
        }
        let rules = Rules::new(terms, |name| calendars.get(&name.key()).cloned());
        Ok(Rc::new(
            rules.map_err(|missing| Failure::refused(missing).hinted("add it with `infog calendar apply FILE`"))?,
        ))
    }

    /// The zone in which a contract's dates begin and end: that of its calendar.
    ///
    /// # Errors
    /// The database.
    pub fn contract_zone(&mut self, db: &mut dyn Db, contract: &Contract) -> Result<Zone, Failure> {
        let Some(terms) = contract.latest() else { return Ok(Zone::utc()) };
        match self.calendar(db, &terms.calendar)? {
            Some(calendar) => Ok(calendar.zone().clone()),
            None => self.zone(db, &terms.client),
        }
    }

    /// The assets of a client with these tags, in their order.
    ///
    /// # Errors
    /// The database, or a tag that the client does not have: the nearest is named.
    pub fn assets(&mut self, db: &mut dyn Db, client: &ClientCode, tags: &[AssetTag]) -> Result<Vec<Asset>, Failure> {
        let mut found = Vec::with_capacity(tags.len());
        for tag in tags {
            let key = (client.key(), tag.key());
            if let Some(known) = self.assets.get(&key) {
                found.push(known.clone());
                continue;
            }
            let Some(asset) = store::asset::current(db, client, tag)? else { return Err(no_asset(db, client, tag)?) };
            self.assets.insert(key, asset.clone());
            found.push(asset);
        }
        Ok(found)
    }

    /// What governs a ticket of `client` on `assets` opened at `opened_at` (rule 23).
    ///
    /// # Errors
    /// The database, a contract that is not the client's, or two that could govern it.
    pub fn governed(
        &mut self,
        db: &mut dyn Db,
        client: &ClientCode,
        wanted: Option<&ContractRef>,
        assets: &[Asset],
        opened_at: Instant,
    ) -> Result<Governed, Failure> {
        let contracts = self.contracts_of(db, client)?;
        if let Some(wanted) = wanted {
            known_contract(client, wanted, &contracts)?;
        }
        let mut zones = Vec::with_capacity(contracts.len());
        for contract in &contracts {
            zones.push(self.contract_zone(db, contract)?);
        }
        let candidates: Vec<Candidate<'_>> =
            contracts.iter().zip(&zones).map(|(contract, zone)| Candidate { contract, zone }).collect();
        let services: Vec<_> = assets.iter().map(services_of).collect();
        let sites = self.sites(db, client)?;
        let covered: Vec<Covered<'_>> =
            assets.iter().zip(&services).map(|(a, s)| Covered::of(a, s).among(&sites)).collect();
        govern(&candidates, wanted, &covered, opened_at).map_err(undecided)
    }

    fn sites(&mut self, db: &mut dyn Db, client: &ClientCode) -> Result<Rc<Vec<Site>>, Failure> {
        if let Some(known) = self.sites.get(&client.key()) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(store::site::list(db, Some(client))?);
        self.sites.insert(client.key(), Rc::clone(&found));
        Ok(found)
    }

    /// A ticket read at `now`, with its events and their texts.
    ///
    /// # Errors
    /// There is none with that number, or it was opened later.
    pub fn ticket(&mut self, db: &mut dyn Db, number: TicketNumber, now: Instant) -> Result<TicketView, Failure> {
        let events = store::ticket::events(db, number)?;
        if events.is_empty() {
            return Err(no_ticket(db, number)?);
        }
        self.view(db, number, events, now)
    }

    /// The view of a ticket whose events are at hand.
    ///
    /// # Errors
    /// The database, or events that do not fit together.
    pub fn view(
        &mut self,
        db: &mut dyn Db,
        number: TicketNumber,
        events: Vec<Event>,
        now: Instant,
    ) -> Result<TicketView, Failure> {
        let held = history::effective(&events);
        if held.is_empty() {
            return Err(taken_back(number));
        }
        let held = history::until(held, now);
        let client = events.first().map(client_of);
        let zone = match client.flatten() {
            Some(code) => self.zone(db, &code)?,
            None => Zone::utc(),
        };
        let state = lifecycle::fold(&held).map_err(|misfit| {
            let sentence = format!("ticket {number} was not there yet at {}", zone.rfc3339(now));
            if held.is_empty() { Failure::refused(sentence) } else { Failure::refused(sentence).because(misfit) }
        })?;
        let rules = self.rules_of(db, &state)?;
        let clocks = match (&rules, state.opening.governed.excluded) {
            (Some(rules), None) => {
                let steps = story::steps(&held);
                evaluate(&Story::new(subject(&state), &steps, AsOf::at(now)), rules).clocks
            }
            _ => Vec::new(),
        };
        Ok(TicketView { number, state, events: seen(events, now), clocks, rules, zone, now })
    }

    fn rules_of(&mut self, db: &mut dyn Db, state: &State) -> Result<Option<Rc<Rules>>, Failure> {
        let governed = &state.opening.governed;
        match &governed.contract {
            Some(contract) => self.rules(db, contract, governed.amendment),
            None => Ok(None),
        }
    }
}

/// Events that had happened at `now`, in the order in which they were recorded; a correction shows once what it
/// moved has happened.
fn seen(mut events: Vec<Event>, now: Instant) -> Vec<Event> {
    events.retain(|e| e.at <= now);
    events
}

fn client_of(event: &Event) -> Option<ClientCode> {
    match &event.what {
        crate::domain::ticket::event::Happening::Opened(opening) => Some(opening.client.clone()),
        _ => None,
    }
}

/// That the client has a contract with this reference.
///
/// # Errors
/// It has not: the nearest is named.
pub fn known_contract(client: &ClientCode, wanted: &ContractRef, contracts: &[Rc<Contract>]) -> Result<(), Failure> {
    let refs: Vec<&ContractRef> = contracts.iter().filter_map(|c| c.latest()).map(|t| &t.contract).collect();
    if refs.contains(&wanted) {
        return Ok(());
    }
    let known: Vec<&str> = refs.iter().map(|r| r.as_str()).collect();
    let failure = Failure::refused(format!("client `{client}` has no contract `{wanted}`"));
    Err(match known.as_slice() {
        [] => failure.hinted("add one with `infog contract apply FILE`"),
        _ => failure.meant(wanted.as_str(), known.iter().copied()).hinted(format!("it has: {}", known.join(", "))),
    })
}

fn undecided(undecided: Undecided) -> Failure {
    let hint = match &undecided {
        Undecided::Apart { .. } => "open one ticket for each contract, or name the contract with `--contract REF`",
        _ => "name the contract with `--contract REF`",
    };
    Failure::refused(undecided).hinted(hint)
}

/// That there is no such ticket, with the way to those that are.
///
/// # Errors
/// The database.
pub fn no_ticket(db: &mut dyn Db, number: TicketNumber) -> Result<Failure, Failure> {
    let last = store::ticket::last_number(db)?;
    let failure = Failure::refused(format!("there is no ticket {number}"));
    Ok(match last {
        0 => failure.hinted("open one with `infog ticket open TITLE`"),
        last => failure.hinted(format!("the last one is #{last}; `infog ticket list` shows the open ones")),
    })
}

/// A ticket whose opening was taken back.
pub fn taken_back(number: TicketNumber) -> Failure {
    Failure::refused(format!("ticket {number} was taken back")).hinted(format!(
        "`infog audit --ticket {}` tells by whom; `infog undo N` with the number of that event brings it back",
        number.0
    ))
}

fn no_asset(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> Result<Failure, Failure> {
    let known = store::asset::tags(db, Some(client), "", 10_000)?;
    let failure = Failure::refused(format!("client `{client}` has no asset `{tag}`"));
    Ok(failure
        .meant(tag.as_str(), known.iter().map(|t| t.as_str()))
        .hinted(format!("`infog asset list --client {client}` shows them, `infog asset add` adds one")))
}
