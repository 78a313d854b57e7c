//! What must be known of a client to answer questions about all its assets: read once, never once an asset.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::failure::Failure;
use super::find;
use crate::domain::asset::Asset;
use crate::domain::asset::cover::Covers;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::contract::perimeter::{Subject, services_of};
use crate::domain::contract::{Contract, Terms};
use crate::domain::id::{ClientCode, ContractRef, LineName};
use crate::domain::instant::Instant;
use crate::store::{self, Db};

/// A client's contracts and covers as they hold on a day.
pub struct Estate {
    /// Whose.
    pub client: Client,
    /// The day, in the client's zone.
    pub today: NaiveDate,
    /// Its backups and antivirus.
    pub covers: Covers,
    /// Its contracts, each with the day in the zone of its calendar.
    pub contracts: Vec<(Contract, NaiveDate)>,
}

impl Estate {
    /// Reads them as of `now`; `reader` is the zone of a calendar that is built in.
    ///
    /// # Errors
    /// The database.
    pub fn read(db: &mut dyn Db, client: Client, now: Instant, reader: &Zone) -> Result<Self, Failure> {
        let today = find::zone_of(&client)?.date(now);
        let covers = Covers::of(&store::licence::covers(db, &client.code)?, today);
        let mut versions: Vec<Vec<Terms>> = Vec::new();
        for terms in store::contract::of_client(db, &client.code)?.into_iter().map(|stored| stored.value) {
            match versions.last_mut() {
                Some(known) if known.first().is_some_and(|v| v.contract == terms.contract) => known.push(terms),
                _ => versions.push(vec![terms]),
            }
        }
        let mut contracts = Vec::with_capacity(versions.len());
        for contract in versions.into_iter().map(Contract::new) {
            let contract = contract?;
            let Some(latest) = contract.latest() else { continue };
            let day = find::calendar(db, &latest.calendar, reader)?.zone().date(now);
            contracts.push((contract, day));
        }
        Ok(Self { client, today, covers, contracts })
    }

    /// The versions in force.
    pub fn terms(&self) -> impl Iterator<Item = &Terms> {
        self.contracts.iter().filter_map(|(contract, day)| contract.terms_in_force_on(*day))
    }

    /// The contracts that cover `asset`, each with its line.
    #[must_use]
    pub fn covered_by(&self, asset: &Asset) -> Vec<(&ContractRef, Option<&LineName>)> {
        let services = services_of(asset);
        let subject = Subject::of(asset, &services);
        let inside = |terms: &'_ Terms| terms.coverage(&subject).is_inside();
        self.terms().filter(|t| inside(t)).map(|t| (&t.contract, t.coverage(&subject).line())).collect()
    }

    /// Whether a contract covers `asset`.
    #[must_use]
    pub fn is_covered(&self, asset: &Asset) -> bool {
        let services = services_of(asset);
        let subject = Subject::of(asset, &services);
        self.terms().any(|terms| terms.coverage(&subject).is_inside())
    }
}

/// The estates of one client, or of all, archived ones too, by the client's key.
///
/// # Errors
/// There is no such client, or the database.
pub fn estates(
    db: &mut dyn Db,
    client: Option<&ClientCode>,
    now: Instant,
    reader: &Zone,
) -> Result<HashMap<String, Estate>, Failure> {
    let clients = match client {
        Some(code) => vec![find::client(db, code.as_str())?],
        None => store::client::list(db, true)?,
    };
    let mut estates = HashMap::with_capacity(clients.len());
    for client in clients {
        estates.insert(client.code.key(), Estate::read(db, client, now, reader)?);
    }
    Ok(estates)
}
