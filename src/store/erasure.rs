//! Personal data erased for good: what was written goes, instants, verdicts and figures stay, and the chain holds.
//!
//! An erasure is planned first ([`of_contact`], [`older_than`]), without writing, so that it can be shown and confirmed;
//! then it is carried out. The log keeps which texts were erased, and of what is left of a text its digest: `verify`
//! follows both.

mod age;
mod carry;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

pub use age::older_than;
pub(super) use carry::acknowledge;
pub use carry::carry_out;

use super::client::known_id;
use super::db::{self, Db, DbErr, Kind, R};
use super::{asset, contact, event};
use crate::domain::contact::Contact;
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::person::Person;
use walk::Walk;

/// What is left of a change of an asset.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Left {
    asset: i64,
    /// The row of the client whose it is or was.
    owner: i64,
    before: Option<String>,
    /// Nothing where the change took the asset away.
    after: Option<String>,
}

const UNDONE: &str = "SELECT data FROM event WHERE subject = 'asset' AND type = 'undone' AND key IS NOT NULL
    AND data IS NOT NULL ORDER BY id NULLS FIRST";
const TAKEN_AWAY: &str = "SELECT h.asset FROM asset_change h WHERE h.id >= $1 AND h.id < $2
    AND NOT EXISTS (SELECT 1 FROM asset a WHERE a.id = h.asset) ORDER BY h.id NULLS FIRST";

/// Assets that an undo took away, with the row of the client whose they were: their changes still speak.
fn taken_away(db: &mut dyn Db) -> R<BTreeMap<i64, i64>> {
    let mut found = BTreeMap::new();
    for data in db::all(db, UNDONE, &[], |row| Ok(row.text(0)?.to_owned()))? {
        for (client, first, rows) in asset::gone(&walk::parsed(&data)?) {
            let params = [first.into(), first.saturating_add(rows).into()];
            found.extend(db::all(db, TAKEN_AWAY, &params, |row| Ok((row.int(0)?, client)))?);
        }
    }
    Ok(found)
}

/// A table whose rows are whole values.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Whole {
    Site,
    Contact,
    Campaign,
    Authorisation,
}

/// An erasure that was not carried out yet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// What is left of the text of each event; nothing where all of it goes.
    texts: BTreeMap<i64, Option<String>>,
    changes: BTreeMap<i64, Left>,
    assets: BTreeMap<i64, String>,
    /// Who holds each seat, by its event.
    seats: BTreeMap<i64, Option<String>>,
    rows: BTreeMap<(Whole, i64), String>,
    /// The tickets whose title and words have to be told again.
    tickets: BTreeSet<TicketNumber>,
    contacts: Vec<Forgotten>,
}

/// A contact whose name, telephone and mail go.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Forgotten {
    id: i64,
    /// As it is left.
    left: Contact,
}

/// How much an erasure takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct Counts {
    /// Contacts that lose name, telephone, mail and notes.
    pub contacts: usize,
    /// Tickets that lose words.
    pub tickets: usize,
    /// Texts of which all goes.
    pub texts: usize,
    /// Texts that lose a name.
    pub names: usize,
    /// Past or present states of assets that lose a user, a note or a name.
    pub changes: usize,
}

impl Plan {
    /// Whether there is nothing to erase.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts() == Counts::default()
    }

    /// How much goes.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let texts = self.texts.values().filter(|left| left.is_none()).count();
        Counts {
            contacts: self.contacts.len(),
            tickets: self.tickets.len(),
            texts,
            names: self.texts.len() - texts,
            changes: self.changes.len(),
        }
    }

    /// What a text says now, as far as this plan goes; nothing where all of it goes.
    fn body(&self, event: i64, stored: &str) -> Option<String> {
        match self.texts.get(&event) {
            Some(left) => left.clone(),
            None => Some(stored.to_owned()),
        }
    }
}

/// What an erased contact is called.
#[must_use]
pub fn label(number: i64) -> String {
    format!("Contact {number}")
}

/// Plans to erase one contact: its name, telephone, mail and notes, and its name wherever the texts of its client's
/// tickets, assets, sites, licences and campaigns speak of it. Nothing is planned for one that was erased before.
///
/// # Errors
/// [`Kind::ForeignKey`] where there is no such contact; [`Kind::Unique`] where another one is called as it would be.
pub fn of_contact(db: &mut dyn Db, client: &ClientCode, number: i64) -> R<Plan> {
    let mut plan = Plan::default();
    forget(db, client, &[number], &mut plan)?;
    Ok(plan)
}

/// Adds contacts of one client to a plan.
fn forget(db: &mut dyn Db, client: &ClientCode, numbers: &[i64], plan: &mut Plan) -> R<()> {
    let owner = known_id(db, client)?;
    let all = contact::numbered(db, client)?;
    let mut people = Vec::new();
    for number in numbers {
        let unknown = || DbErr::new(Kind::ForeignKey, format!("client `{client}` has no contact {number}"));
        let (_, held) = all.iter().find(|(id, _)| id == number).ok_or_else(unknown)?;
        let left = blank(held, *number);
        if *held == left {
            continue;
        }
        if all.iter().any(|(id, other)| id != number && other.key() == left.key()) {
            return Err(DbErr::new(Kind::Unique, format!("another contact is called `{}`", left.name)));
        }
        let others: Vec<String> = all.iter().filter(|(id, _)| id != number).map(|(_, c)| c.name.clone()).collect();
        people.push(Person::new(&left.name, &versions(db, client, *number)?, &others));
        plan.contacts.push(Forgotten { id: *number, left });
    }
    if people.is_empty() {
        return Ok(());
    }
    Walk { plan, client, owner: owner.0, people: &people, numbers }.all(db)
}

/// A contact without all that tells who it is.
fn blank(contact: &Contact, number: i64) -> Contact {
    let (phone, mobile, mail, notes) = (None, None, None, None);
    Contact { name: label(number), phone, mobile, mail, notes, archived: true, ..contact.clone() }
}

/// All that a contact was, oldest first.
fn versions(db: &mut dyn Db, client: &ClientCode, number: i64) -> R<Vec<Contact>> {
    let mut found: Vec<Contact> = Vec::new();
    for recorded in event::history(db, event::Subject::Contact, &contact::key(client, number))? {
        let mut beside = recorded.beside_json()?;
        for side in ["before", "after"] {
            found.extend(serde_json::from_value::<Contact>(beside[side].take()).ok());
        }
    }
    Ok(found)
}
