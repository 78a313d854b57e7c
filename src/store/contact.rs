//! People of clients. A name is unique in its client without case and accents; a contact is archived, never deleted.
//! The chain knows a contact by a number, so that the name can be erased.

use super::client::{ClientId, known_id};
use super::db::{self, Db, R, Row};
use super::event::{Stamp, Subject};
use super::kept::{self, About};
use crate::domain::contact::{Contact, key_of};
use crate::domain::id::ClientCode;

const GET: &str = "SELECT data, id FROM contact WHERE client = $1 AND key = $2";
const OF_CLIENT: &str = "SELECT data FROM contact WHERE client = $1 ORDER BY key NULLS FIRST";
const OF_ALL: &str = "SELECT p.data FROM contact p JOIN client c ON c.id = p.client
    ORDER BY c.key NULLS FIRST, p.key NULLS FIRST";
const BY_NUMBER: &str = "SELECT data FROM contact WHERE id = $1";
const NUMBERED: &str = "SELECT data, id FROM contact WHERE client = $1 ORDER BY id NULLS FIRST";
const COUNT_UP: &str = "UPDATE counter SET value = value + 1 WHERE name = 'contact' RETURNING value";
const INSERT: &str = "INSERT INTO contact (id, client, key, archived, data) VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str = "UPDATE contact SET key = $1, archived = $2, data = $3 WHERE id = $4";

fn contact(row: &Row<'_>) -> R<Contact> {
    kept::read("contact", row.text(0)?)
}

/// The contact of a client with this name, archived or not.
///
/// # Errors
/// [`super::DbErr`]; [`super::Kind::ForeignKey`] where the client is not known.
pub fn get(db: &mut dyn Db, client: &ClientCode, name: &str) -> R<Option<Contact>> {
    let owner = known_id(db, client)?;
    Ok(found(db, owner, &key_of(name))?.map(|(contact, _)| contact))
}

fn found(db: &mut dyn Db, owner: ClientId, key: &str) -> R<Option<(Contact, i64)>> {
    db::one(db, GET, &[owner.0.into(), key.into()], |row| Ok((contact(row)?, row.int(1)?)))
}

/// The number of the contact of a client with this name, archived or not.
///
/// # Errors
/// As [`get`].
pub fn number(db: &mut dyn Db, client: &ClientCode, name: &str) -> R<Option<i64>> {
    let owner = known_id(db, client)?;
    Ok(found(db, owner, &key_of(name))?.map(|(_, id)| id))
}

/// The contact with this number.
///
/// # Errors
/// [`super::DbErr`].
pub fn by_number(db: &mut dyn Db, number: i64) -> R<Option<Contact>> {
    db::one(db, BY_NUMBER, &[number.into()], contact)
}

/// The contacts of a client, each with its number, in the order in which they were added.
pub(super) fn numbered(db: &mut dyn Db, client: &ClientCode) -> R<Vec<(i64, Contact)>> {
    let owner = known_id(db, client)?;
    db::all(db, NUMBERED, &[owner.0.into()], |row| Ok((row.int(1)?, contact(row)?)))
}

/// The contacts of one client or of all, by client and name; the archived ones too.
///
/// # Errors
/// [`super::DbErr`]; [`super::Kind::ForeignKey`] where the client is not known.
pub fn list(db: &mut dyn Db, client: Option<&ClientCode>) -> R<Vec<Contact>> {
    match client {
        Some(client) => {
            let owner = known_id(db, client)?;
            db::all(db, OF_CLIENT, &[owner.0.into()], contact)
        }
        None => db::all(db, OF_ALL, &[], contact),
    }
}

/// Adds a contact whose name is free.
///
/// # Errors
/// [`super::Kind::Unique`] where it is not: look first with [`get`]; [`super::Kind::ForeignKey`] where the client is not
/// known.
pub fn add(db: &mut dyn Db, new: &Contact, stamp: &Stamp) -> R<()> {
    let owner = known_id(db, &new.client)?;
    let id = db::row(db, COUNT_UP, &[], "the counter of contacts", |row| row.int(0))?;
    record(db, stamp, id, "added", None, new)?;
    let (key, data) = (new.key(), kept::written("contact", new)?);
    let params = [id.into(), owner.0.into(), key.as_str().into(), new.archived.into(), data.as_str().into()];
    db.exec(INSERT, &params).map(drop)
}

/// Replaces what is known of the contact that is called `name` today; records nothing where nothing changes. Whether
/// something did; `false` also where there is no such contact.
///
/// # Errors
/// [`super::Kind::Unique`] where another contact has the new name.
pub fn edit(db: &mut dyn Db, name: &str, after: &Contact, stamp: &Stamp) -> R<bool> {
    let owner = known_id(db, &after.client)?;
    let Some((before, id)) = found(db, owner, &key_of(name))?.filter(|(before, _)| before != after) else {
        return Ok(false);
    };
    record(db, stamp, id, kept::kind_of(before.archived, after.archived), Some(&before), after)?;
    let (key, data) = (after.key(), kept::written("contact", after)?);
    db.exec(UPDATE, &[key.as_str().into(), after.archived.into(), data.as_str().into(), id.into()])?;
    Ok(true)
}

/// Leaves of a contact what `left` says, and records no more than that.
pub(super) fn forget(db: &mut dyn Db, id: i64, left: &Contact, stamp: &Stamp) -> R<()> {
    record(db, stamp, id, "anonymised", None, left)?;
    let (key, data) = (left.key(), kept::written("contact", left)?);
    db.exec(UPDATE, &[key.as_str().into(), left.archived.into(), data.as_str().into(), id.into()]).map(drop)
}

/// How the log names a contact.
pub(super) fn key(client: &ClientCode, id: i64) -> String {
    format!("{}/{id}", client.key())
}

fn record(db: &mut dyn Db, stamp: &Stamp, id: i64, kind: &str, before: Option<&Contact>, after: &Contact) -> R<()> {
    let key = key(&after.client, id);
    kept::record(db, stamp, &About { subject: Subject::Contact, key: &key, kind }, before, Some(after)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{Bench, client, stamp};
    use crate::store::{client as clients, event};

    #[test]
    fn a_contact_is_renamed_and_its_events_never_say_the_name() {
        let mut bench = Bench::new();
        let ried = "ried".parse::<ClientCode>().unwrap();
        let weber = Contact::new(ried.clone(), "Mme Weber").unwrap();
        let renamed = Contact::new(ried.clone(), "Mme Klein").unwrap();
        bench.write(|db| {
            clients::add(db, &client("ried"), &stamp())?;
            add(db, &weber, &stamp())?;
            assert!(!edit(db, "mme weber", &weber, &stamp())?);
            edit(db, "MME WEBER", &renamed, &stamp())
        });
        assert!(bench.read(|db| get(db, &ried, "Mme Weber")).is_none());
        assert_eq!(bench.read(|db| list(db, Some(&ried))), [renamed]);
        let history = bench.read(|db| event::history(db, Subject::Contact, "ried/1"));
        assert_eq!(history.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["added", "edited"]);
        assert!(history.iter().all(|e| e.data.is_none() && e.arg.is_empty()));
    }
}
