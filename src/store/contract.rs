//! Contracts: the original and its amendments, each a complete version; replaced versions stay in the history.

use super::client;
use super::db::{self, Db, R, Row};
use super::event::Subject;
pub use super::version::{Put, Stored};
use super::version::{record, stored, to_json};
use crate::domain::contract::terms::Terms;
use crate::domain::id::{ClientCode, ContractRef};

const VERSIONS: &str = "SELECT v.terms, v.source, v.event, e.recorded_at, e.actor, t.body, v.replaced_by
    FROM contract_version v JOIN event e ON e.id = v.event LEFT JOIN event_text t ON t.event = v.event
    WHERE v.key = $1 AND v.replaced_by IS NULL ORDER BY v.amendment NULLS FIRST";
const OF_CLIENT: &str = "SELECT v.terms, v.source, v.event, e.recorded_at, e.actor, t.body, v.replaced_by
    FROM contract_version v JOIN client c ON c.id = v.client JOIN event e ON e.id = v.event
    LEFT JOIN event_text t ON t.event = v.event
    WHERE c.key = $1 AND v.replaced_by IS NULL ORDER BY v.key NULLS FIRST, v.amendment NULLS FIRST";
const ALL: &str = "SELECT v.terms, v.source, v.event, e.recorded_at, e.actor, t.body, v.replaced_by
    FROM contract_version v JOIN event e ON e.id = v.event LEFT JOIN event_text t ON t.event = v.event
    WHERE v.replaced_by IS NULL ORDER BY v.key NULLS FIRST, v.amendment NULLS FIRST";
const HISTORY: &str = "SELECT v.terms, v.source, v.event, e.recorded_at, e.actor, t.body, v.replaced_by
    FROM contract_version v JOIN event e ON e.id = v.event LEFT JOIN event_text t ON t.event = v.event
    WHERE v.key = $1 ORDER BY v.event NULLS FIRST";
const HELD: &str = "SELECT event FROM contract_version WHERE key = $1 AND amendment = $2 AND replaced_by IS NULL";
const REFS: &str =
    "SELECT ref FROM contract_version WHERE replaced_by IS NULL AND amendment = 0 ORDER BY key NULLS FIRST";
const REPLACE: &str = "UPDATE contract_version SET replaced_by = $1
    WHERE key = $2 AND amendment = $3 AND replaced_by IS NULL";
const INSERT: &str = "INSERT INTO contract_version
    (ref, key, client, amendment, effective_on, source, terms, event, replaced_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)";
const IN_USE: &str = "SELECT number FROM ticket_cache
    WHERE contract_key = $1 AND contract_key IS NOT NULL AND amendment = $2 ORDER BY number NULLS FIRST LIMIT 1";

/// The versions of a contract that hold, the original first; none where it is not known.
///
/// # Errors
/// [`super::DbErr`].
pub fn versions(db: &mut dyn Db, contract: &ContractRef) -> R<Vec<Stored<Terms>>> {
    db::all(db, VERSIONS, &[contract.key().as_str().into()], stored)
}

/// The versions that hold of every contract of a client, by reference and amendment.
///
/// # Errors
/// [`super::DbErr`].
pub fn of_client(db: &mut dyn Db, client: &ClientCode) -> R<Vec<Stored<Terms>>> {
    db::all(db, OF_CLIENT, &[client.key().as_str().into()], stored)
}

/// The versions that hold of every contract, by reference and amendment.
///
/// # Errors
/// [`super::DbErr`].
pub fn list(db: &mut dyn Db) -> R<Vec<Stored<Terms>>> {
    db::all(db, ALL, &[], stored)
}

/// The references of all contracts.
///
/// # Errors
/// [`super::DbErr`].
pub fn refs(db: &mut dyn Db) -> R<Vec<ContractRef>> {
    db::all(db, REFS, &[], |row: &Row<'_>| row.parsed(0))
}

/// Every version of a contract in the order in which they were applied, replaced ones too.
///
/// # Errors
/// [`super::DbErr`].
pub fn history(db: &mut dyn Db, contract: &ContractRef) -> R<Vec<Stored<Terms>>> {
    db::all(db, HISTORY, &[contract.key().as_str().into()], stored)
}

/// Whether a ticket was opened under this version; it is then changed only by a correction with a reason.
///
/// # Errors
/// [`super::DbErr`].
pub fn in_use(db: &mut dyn Db, contract: &ContractRef, amendment: u32) -> R<bool> {
    Ok(db::one(db, IN_USE, &[contract.key().as_str().into(), amendment.into()], |row| row.int(0))?.is_some())
}

/// Puts a version. One with the same amendment number is replaced and kept in the history; whether that may be, and
/// whether it is the same again, is the caller's to decide. Whether one was replaced.
///
/// # Errors
/// [`super::Kind::ForeignKey`] where the client is not known.
pub fn put(db: &mut dyn Db, terms: &Terms, put: &Put<'_>) -> R<bool> {
    let client = client::known_id(db, &terms.client)?;
    let key = terms.contract.key();
    let held = db::one(db, HELD, &[key.as_str().into(), terms.amendment.into()], |row| row.int(0))?;
    let replaced = held.is_some();
    let (json, date) = (to_json(terms)?, terms.effective_on.to_string());
    let about = (Subject::Contract, key.as_str(), &*terms.amendment.to_string());
    let id = record(db, about, &json, replaced, put)?;
    db.exec(REPLACE, &[id.into(), key.as_str().into(), terms.amendment.into()])?;
    let params = [
        terms.contract.as_str().into(),
        key.as_str().into(),
        client.0.into(),
        terms.amendment.into(),
        date.as_str().into(),
        put.source.into(),
        json.as_str().into(),
        id.into(),
    ];
    db.exec(INSERT, &params)?;
    Ok(replaced)
}
