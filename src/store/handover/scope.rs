//! What belongs to a client: its own, and of what is shared only what its own names.

use std::collections::HashSet;

use serde_json::Value;

use crate::domain::client::Client;
use crate::domain::id::{CalendarName, ClientCode};
use crate::domain::third_party::ThirdParty;
use crate::store::db::{self, Db, DbErr, R};
use crate::store::event::Subject;
use crate::store::{calendar, client, contract, third_party};

const CONTRACTS: &str = "SELECT DISTINCT v.ref FROM contract_version v WHERE v.client = $1 ORDER BY v.ref NULLS FIRST";

/// The keys under which events are the client's.
pub(super) struct Scope {
    pub client: Client,
    pub id: i64,
    key: String,
    contracts: HashSet<String>,
    calendars: HashSet<String>,
    parties: HashSet<String>,
    authorisations: HashSet<String>,
}

impl Scope {
    /// Of a client that is there.
    ///
    /// # Errors
    /// [`DbErr`]; a foreign key where there is no such client.
    pub(super) fn of(db: &mut dyn Db, code: &ClientCode) -> R<Self> {
        let id = client::known_id(db, code)?.0;
        let client = client::get(db, code)?.ok_or_else(|| DbErr::damaged("a client without a row"))?;
        let mut scope = Self {
            key: client.code.key(),
            client,
            id,
            contracts: HashSet::new(),
            calendars: HashSet::new(),
            parties: HashSet::new(),
            authorisations: HashSet::new(),
        };
        for reference in db::all(db, CONTRACTS, &[id.into()], |row| row.parsed(0))? {
            for version in contract::history(db, &reference)? {
                scope.calendars.extend(version.value.calendars().into_iter().map(|name| name.key()));
            }
            scope.contracts.insert(reference.key());
        }
        scope.authorisations =
            third_party::of_client(db, code)?.iter().map(|leave| leave.number.0.to_string()).collect();
        scope.parties = third_party::serving(db, code)?.iter().map(|party| party.code.key()).collect();
        Ok(scope)
    }

    /// Whether an event about anything but a ticket is the client's; of assets, whether it may be.
    pub(super) fn holds(&self, subject: &str, key: &str, text: Option<&str>) -> R<bool> {
        let unknown = || DbErr::damaged(format!("`{subject}` is nothing that this infog knows"));
        let subject = Subject::ALL.into_iter().find(|known| known.code() == subject).ok_or_else(unknown)?;
        let owner = key.split('/').next().unwrap_or_default();
        Ok(match subject {
            Subject::Client | Subject::Outage | Subject::Call | Subject::Action | Subject::Closing => key == self.key,
            Subject::Site | Subject::Contact | Subject::Deed | Subject::Licence | Subject::Campaign => {
                owner == self.key && key != owner
            }
            Subject::Asset => key.is_empty() || owner == self.key,
            Subject::Contract => self.contracts.contains(key),
            Subject::Calendar => self.calendars.contains(key),
            Subject::ThirdParty => self.parties.contains(key),
            Subject::Authorisation => self.authorisations.contains(key),
            Subject::Version => self.rules(text)?,
            Subject::Ticket => true,    // asked for by its client
            Subject::Database => false, // of the file, not of a client
        })
    }

    /// Target versions of this client and of all.
    fn rules(&self, text: Option<&str>) -> R<bool> {
        let value: Value = serde_json::from_str(text.unwrap_or("null")).map_err(DbErr::damaged)?;
        let rule = if value["after"].is_null() { &value["before"] } else { &value["after"] };
        Ok(rule["client"].as_str().is_none_or(|code| crate::domain::id::folded(code) == self.key))
    }
}

/// What a client uses of what clients share.
#[derive(Clone, PartialEq, Debug)]
pub struct Shared {
    /// Calendars that its contracts name, by name.
    pub calendars: Vec<CalendarName>,
    /// Third parties that serve it, by code.
    pub third_parties: Vec<ThirdParty>,
}

/// Tells it.
///
/// # Errors
/// [`DbErr`]; a foreign key where there is no such client.
pub fn shared(db: &mut dyn Db, client: &ClientCode) -> R<Shared> {
    let scope = Scope::of(db, client)?;
    let named = calendar::names(db)?.into_iter().map(|(name, _)| name);
    let calendars = named.filter(|name| scope.calendars.contains(&name.key())).collect();
    Ok(Shared { calendars, third_parties: third_party::serving(db, client)? })
}
