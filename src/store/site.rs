//! Sites of clients with their rooms. A code is unique in its client without its case; a site is archived, never deleted.

use super::client::{ClientId, known_id};
use super::db::{self, Db, R, Row};
use super::event::{Stamp, Subject};
use super::kept::{self, About};
use crate::domain::id::{ClientCode, SiteCode};
use crate::domain::site::Site;

const GET: &str = "SELECT data FROM site WHERE client = $1 AND key = $2";
const OF_CLIENT: &str = "SELECT data FROM site WHERE client = $1 ORDER BY key NULLS FIRST";
const OF_ALL: &str = "SELECT s.data FROM site s JOIN client c ON c.id = s.client
    ORDER BY c.key NULLS FIRST, s.key NULLS FIRST";
const BY_CODE: &str = "SELECT s.data FROM site s JOIN client c ON c.id = s.client WHERE s.key = $1
    ORDER BY c.key NULLS FIRST";
const INSERT: &str = "INSERT INTO site (client, code, key, archived, data) VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str = "UPDATE site SET archived = $1, data = $2 WHERE client = $3 AND key = $4";

fn site(row: &Row<'_>) -> R<Site> {
    kept::read("site", row.text(0)?)
}

/// The site of a client with this code, archived or not.
///
/// # Errors
/// [`super::DbErr`]; [`super::Kind::ForeignKey`] where the client is not known.
pub fn get(db: &mut dyn Db, client: &ClientCode, code: &SiteCode) -> R<Option<Site>> {
    let owner = known_id(db, client)?;
    found(db, owner, code)
}

fn found(db: &mut dyn Db, owner: ClientId, code: &SiteCode) -> R<Option<Site>> {
    db::one(db, GET, &[owner.0.into(), code.key().as_str().into()], site)
}

/// The sites of all clients with this code, by client.
///
/// # Errors
/// [`super::DbErr`].
pub fn by_code(db: &mut dyn Db, code: &SiteCode) -> R<Vec<Site>> {
    db::all(db, BY_CODE, &[code.key().as_str().into()], site)
}

/// The sites of one client or of all, by client and code; the archived ones too.
///
/// # Errors
/// [`super::DbErr`]; [`super::Kind::ForeignKey`] where the client is not known.
pub fn list(db: &mut dyn Db, client: Option<&ClientCode>) -> R<Vec<Site>> {
    match client {
        Some(client) => {
            let owner = known_id(db, client)?;
            db::all(db, OF_CLIENT, &[owner.0.into()], site)
        }
        None => db::all(db, OF_ALL, &[], site),
    }
}

/// Adds a site, or replaces what is known of it; records nothing where nothing changes. Whether something did.
///
/// # Errors
/// [`super::Kind::ForeignKey`] where the client is not known.
pub fn put(db: &mut dyn Db, after: &Site, stamp: &Stamp) -> R<bool> {
    let owner = known_id(db, &after.client)?;
    let before = found(db, owner, &after.code)?;
    if before.as_ref() == Some(after) {
        return Ok(false);
    }
    let kind = before.as_ref().map_or("added", |before| kept::kind_of(before.archived, after.archived));
    let key = format!("{}/{}", after.client.key(), after.code.key());
    kept::record(db, stamp, &About { subject: Subject::Site, key: &key, kind }, before.as_ref(), Some(after))?;
    let (key, data) = (after.code.key(), kept::written("site", after)?);
    if before.is_some() {
        db.exec(UPDATE, &[after.archived.into(), data.as_str().into(), owner.0.into(), key.as_str().into()])?;
    } else {
        let params = [
            owner.0.into(),
            after.code.as_str().into(),
            key.as_str().into(),
            after.archived.into(),
            data.as_str().into(),
        ];
        db.exec(INSERT, &params)?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{Bench, client, stamp};
    use crate::store::{client as clients, event};

    #[test]
    fn a_site_is_added_changed_and_remembered() {
        let mut bench = Bench::new();
        let (ried, nord) = ("ried".parse::<ClientCode>().unwrap(), "Nord".parse::<SiteCode>().unwrap());
        let site = Site::new(ried.clone(), nord.clone(), "Atelier Nord").unwrap();
        bench.write(|db| {
            clients::add(db, &client("ried"), &stamp())?;
            assert!(put(db, &site, &stamp())?);
            assert!(!put(db, &site, &stamp())?);
            put(db, &Site { archived: true, ..site.clone() }, &stamp())
        });
        let kept = bench.read(|db| get(db, &ried, &"NORD".parse().unwrap())).unwrap();
        assert!(kept.archived);
        assert_eq!(bench.read(|db| by_code(db, &nord)).len(), 1);
        assert_eq!(bench.read(|db| list(db, None)), bench.read(|db| list(db, Some(&ried))));
        let history = bench.read(|db| event::history(db, Subject::Site, "ried/nord"));
        assert_eq!(history.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["added", "archived"]);
    }
}
