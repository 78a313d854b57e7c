//! What must be known of a client to answer questions about all its assets: read once, never once an asset.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::failure::Failure;
use super::find;
use crate::domain::asset::Asset;
use crate::domain::asset::cover::Covers;
use crate::domain::asset::expiry::Ending;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::contract::perimeter::{Subject, services_of};
use crate::domain::contract::{Contract, Terms};
use crate::domain::id::{ClientCode, ContractRef, LineName};
use crate::domain::instant::Instant;
use crate::domain::site::Site;
use crate::domain::version::{Component, Rule, standings};
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
    /// Its sites.
    pub sites: Vec<Site>,
    /// Target versions and ends of support, of all clients.
    pub rules: Vec<Rule>,
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
        let sites = store::site::list(db, Some(&client.code))?;
        let rules = store::version_rule::list(db)?;
        Ok(Self { client, today, covers, contracts, sites, rules })
    }

    /// The versions in force.
    pub fn terms(&self) -> impl Iterator<Item = &Terms> {
        self.contracts.iter().filter_map(|(contract, day)| contract.terms_in_force_on(*day))
    }

    /// The contracts that cover `asset`, each with its line.
    #[must_use]
    pub fn covered_by(&self, asset: &Asset) -> Vec<(&ContractRef, Option<&LineName>)> {
        let services = services_of(asset);
        let subject = Subject::of(asset, &services).among(&self.sites);
        let inside = |terms: &'_ Terms| terms.coverage(&subject).is_inside();
        self.terms().filter(|t| inside(t)).map(|t| (&t.contract, t.coverage(&subject).line())).collect()
    }

    /// Whether a contract covers `asset`.
    #[must_use]
    pub fn is_covered(&self, asset: &Asset) -> bool {
        let services = services_of(asset);
        let subject = Subject::of(asset, &services).among(&self.sites);
        self.terms().any(|terms| terms.coverage(&subject).is_inside())
    }

    /// The first day after which a maker no longer supports something of `asset`: as its own columns say, and as the
    /// rules say of its versions. For its system its own columns beat the rules.
    #[must_use]
    pub fn support_until(&self, asset: &Asset) -> Option<NaiveDate> {
        let own = asset.support_until();
        let ruled = standings(&self.client.code, asset, &self.rules).into_iter();
        let ruled = ruled.filter(|s| own.is_none() || s.component != Component::Os).filter_map(|s| s.supported_until);
        own.into_iter().chain(ruled).min()
    }

    /// Everything of `asset` that ends, with its last day.
    pub fn endings<'a>(&self, asset: &'a Asset) -> impl Iterator<Item = (Ending, NaiveDate)> + 'a {
        asset.endings(self.support_until(asset))
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
