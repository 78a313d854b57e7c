//! Third parties, the assets that they manage, and the authorisations to work on these.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::client;
use super::db::{self, Db, DbErr, Kind, R, Row};
use super::event::{self, Draft, Stamp, Subject};
use crate::domain::asset::{Asset, ManagedBy};
use crate::domain::id::{AuthorisationNumber, ClientCode, ThirdPartyCode, folded};
use crate::domain::third_party::{ATTR, Authorisation, ThirdParty};

const GET: &str = "SELECT data FROM third_party WHERE key = $1";
const LIST: &str = "SELECT data FROM third_party WHERE archived = 0 OR $1 = 1 ORDER BY key NULLS FIRST";
const ID: &str = "SELECT id FROM third_party WHERE key = $1";
const INSERT: &str = "INSERT INTO third_party (code, key, archived, data) VALUES ($1, $2, $3, $4)";
const UPDATE: &str = "UPDATE third_party SET code = $1, archived = $2, data = $3 WHERE key = $4";
const ASSETS: &str = "SELECT c.code, a.data FROM client c JOIN asset a ON a.client = c.id
    WHERE $1 = '' OR c.key = $1 ORDER BY c.key NULLS FIRST, a.tag_key NULLS FIRST";
const NEXT: &str = "UPDATE counter SET value = value + 1 WHERE name = 'authorisation' RETURNING value";
const AUTHORISATION: &str = "SELECT data FROM authorisation WHERE number = $1";
const AUTHORISATIONS: &str = "SELECT data FROM authorisation ORDER BY number NULLS FIRST";
const OF_CLIENT: &str = "SELECT g.data FROM client c JOIN authorisation g ON g.client = c.id
    WHERE c.key = $1 ORDER BY g.number NULLS FIRST";
const OF_PARTY: &str = "SELECT g.data FROM third_party p JOIN authorisation g ON g.third_party = p.id
    WHERE p.key = $1 ORDER BY g.number NULLS FIRST";
const GRANT: &str = "INSERT INTO authorisation (number, third_party, client, data) VALUES ($1, $2, $3, $4)";
const AMEND: &str = "UPDATE authorisation SET data = $1 WHERE number = $2";

/// The third party with this code, archived or not.
///
/// # Errors
/// [`DbErr`].
pub fn get(db: &mut dyn Db, code: &ThirdPartyCode) -> R<Option<ThirdParty>> {
    db::one(db, GET, &[code.key().as_str().into()], |row| parsed("a third party", row))
}

/// All third parties by code; the archived ones only if `archived`.
///
/// # Errors
/// [`DbErr`].
pub fn list(db: &mut dyn Db, archived: bool) -> R<Vec<ThirdParty>> {
    db::all(db, LIST, &[archived.into()], |row| parsed("a third party", row))
}

/// Adds a third party whose code is free.
///
/// # Errors
/// [`Kind::Unique`] where it is not: look first with [`get`].
pub fn add(db: &mut dyn Db, new: &ThirdParty, stamp: &Stamp) -> R<()> {
    let key = new.code.key();
    record(db, Subject::ThirdParty, &key, "added", None::<&ThirdParty>, new, stamp)?;
    let data = to_json(new)?;
    let params = [new.code.as_str().into(), key.as_str().into(), new.archived.into(), data.as_str().into()];
    db.exec(INSERT, &params).map(drop)
}

/// Replaces what is known of a third party; records nothing where nothing changes. Whether something did.
///
/// # Errors
/// [`Kind::ForeignKey`] where there is none with its code.
pub fn edit(db: &mut dyn Db, after: &ThirdParty, stamp: &Stamp) -> R<bool> {
    let unknown = || DbErr::new(Kind::ForeignKey, format!("third party `{}` is not known", after.code));
    let before = get(db, &after.code)?.ok_or_else(unknown)?;
    if before == *after {
        return Ok(false);
    }
    let kind = match (before.archived, after.archived) {
        (false, true) => "archived",
        (true, false) => "restored",
        _ => "edited",
    };
    let (key, data) = (after.code.key(), to_json(after)?);
    record(db, Subject::ThirdParty, &key, kind, Some(&before), after, stamp)?;
    let params = [after.code.as_str().into(), after.archived.into(), data.as_str().into(), key.as_str().into()];
    db.exec(UPDATE, &params)?;
    Ok(true)
}

/// The third parties that serve a client, archived or not, by code: named by its authorisations and its assets, or its
/// alone.
///
/// # Errors
/// [`DbErr`].
pub fn serving(db: &mut dyn Db, client: &ClientCode) -> R<Vec<ThirdParty>> {
    let mut named: HashSet<String> = of_client(db, client)?.iter().map(|leave| leave.third_party.key()).collect();
    for (_, asset) in assets(db, Some(client), None)? {
        named.extend(asset.attr(ATTR).map(folded));
    }
    let mut found = list(db, true)?;
    found.retain(|party| party.serves(client) && (party.client.is_some() || named.contains(&party.code.key())));
    Ok(found)
}

/// The assets that third parties manage, of one client or of all, by client and tag; of one third party where it is
/// said.
///
/// # Errors
/// [`DbErr`].
pub fn assets(
    db: &mut dyn Db,
    client: Option<&ClientCode>,
    party: Option<&ThirdPartyCode>,
) -> R<Vec<(ClientCode, Asset)>> {
    let mut found = Vec::new();
    let client = client.map(ClientCode::key).unwrap_or_default();
    db.each(ASSETS, &[client.as_str().into()], &mut |row| {
        let text = row.text(1)?;
        if !text.contains(ManagedBy::ThirdParty.code()) {
            return Ok(()); // most assets are the provider's: they need not be read
        }
        let asset: Asset = from_json("an asset", text)?;
        let named = asset.attr(ATTR).map(folded);
        let theirs = party.is_none_or(|party| named.is_some_and(|named| named == party.key()));
        if asset.managed_by == ManagedBy::ThirdParty && theirs {
            found.push((row.parsed(0)?, asset));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The next number of an authorisation, which never comes back.
///
/// # Errors
/// [`DbErr`].
pub fn next_number(db: &mut dyn Db) -> R<AuthorisationNumber> {
    db::row(db, NEXT, &[], "the counter of authorisations", |row| row.int(0).map(AuthorisationNumber))
}

/// The authorisation with this number.
///
/// # Errors
/// [`DbErr`].
pub fn authorisation(db: &mut dyn Db, number: AuthorisationNumber) -> R<Option<Authorisation>> {
    db::one(db, AUTHORISATION, &[number.0.into()], |row| parsed("an authorisation", row))
}

/// Every authorisation by number, those that are over too.
///
/// # Errors
/// [`DbErr`].
pub fn authorisations(db: &mut dyn Db) -> R<Vec<Authorisation>> {
    db::all(db, AUTHORISATIONS, &[], |row| parsed("an authorisation", row))
}

/// Every authorisation of a client by number, those that are over too.
///
/// # Errors
/// [`DbErr`].
pub fn of_client(db: &mut dyn Db, client: &ClientCode) -> R<Vec<Authorisation>> {
    db::all(db, OF_CLIENT, &[client.key().as_str().into()], |row| parsed("an authorisation", row))
}

/// Every authorisation about a third party by number, those that are over too.
///
/// # Errors
/// [`DbErr`].
pub fn of_party(db: &mut dyn Db, party: &ThirdPartyCode) -> R<Vec<Authorisation>> {
    db::all(db, OF_PARTY, &[party.key().as_str().into()], |row| parsed("an authorisation", row))
}

/// Records an authorisation with a number from [`next_number`].
///
/// # Errors
/// [`Kind::ForeignKey`] where its client or its third party is not known.
pub fn grant(db: &mut dyn Db, new: &Authorisation, stamp: &Stamp) -> R<()> {
    let client = client::known_id(db, &new.client)?.0;
    let unknown = || DbErr::new(Kind::ForeignKey, format!("third party `{}` is not known", new.third_party));
    let key = new.third_party.key();
    let party = db::one(db, ID, &[key.as_str().into()], |row| row.int(0))?.ok_or_else(unknown)?;
    let number = new.number.0.to_string();
    record(db, Subject::Authorisation, &number, "granted", None::<&Authorisation>, new, stamp)?;
    let data = to_json(new)?;
    db.exec(GRANT, &[new.number.0.into(), party.into(), client.into(), data.as_str().into()]).map(drop)
}

/// Records that `before` ends as `after` says.
///
/// # Errors
/// [`DbErr`].
pub fn end(db: &mut dyn Db, before: &Authorisation, after: &Authorisation, stamp: &Stamp) -> R<()> {
    let number = after.number.0.to_string();
    record(db, Subject::Authorisation, &number, "ended", Some(before), after, stamp)?;
    db.exec(AMEND, &[to_json(after)?.as_str().into(), after.number.0.into()]).map(drop)
}

/// What happened to an authorisation, oldest first; `beside` holds `before` and `after`.
///
/// # Errors
/// [`DbErr`].
pub fn history(db: &mut dyn Db, number: AuthorisationNumber) -> R<Vec<event::Recorded>> {
    event::history(db, Subject::Authorisation, &number.0.to_string())
}

fn record<T: Serialize>(
    db: &mut dyn Db,
    subject: Subject,
    key: &str,
    kind: &str,
    before: Option<&T>,
    after: &T,
    stamp: &Stamp,
) -> R<()> {
    let beside = json!({ "before": before, "after": after }).to_string();
    let draft = Draft { stamp, subject, key, kind, arg: "", data: None, beside: Some(&beside), digest: None };
    event::append(db, &draft).map(drop)
}

fn parsed<T: DeserializeOwned>(what: &str, row: &Row<'_>) -> R<T> {
    from_json(what, row.text(0)?)
}

fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> R<T> {
    serde_json::from_str(text).map_err(|e| DbErr::damaged(format!("{what}: {e}")))
}

fn to_json(value: &impl Serialize) -> R<String> {
    serde_json::to_string(value).map_err(|e| DbErr::new(Kind::Other, format!("it cannot be written: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::{AssetKind, Field};
    use crate::domain::id::AssetTag;
    use crate::domain::third_party::Agreement;
    use crate::store::testing::{Bench, stamp};

    fn party() -> ThirdParty {
        ThirdParty {
            code: ThirdPartyCode::new("sage").unwrap(),
            name: "Éditeur de paie".to_owned(),
            client: None,
            contact: None,
            hours: None,
            contract: None,
            subcontractor: false,
            archived: false,
        }
    }

    fn leave(number: AuthorisationNumber) -> Authorisation {
        Authorisation {
            number,
            client: ClientCode::new("ried").unwrap(),
            third_party: ThirdPartyCode::new("SAGE").unwrap(),
            assets: Vec::new(),
            kind: Agreement::Cooperation,
            granted_by: "Mme Weber".to_owned(),
            from: chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap(),
            to: None,
            scope: None,
            evidence: None,
            ended_because: None,
        }
    }

    #[test]
    fn what_is_known_of_a_third_party_comes_back_with_its_past() {
        let mut bench = Bench::with_clients();
        bench.write(|db| add(db, &party(), &stamp()));
        let after = ThirdParty { archived: true, contact: Some("03 88 00 00 00".to_owned()), ..party() };
        assert!(bench.write(|db| edit(db, &after, &stamp())));
        assert!(!bench.write(|db| edit(db, &after, &stamp())));
        assert!(bench.read(|db| list(db, false)).is_empty());
        assert_eq!(bench.read(|db| list(db, true)), [after]);
        let kinds = bench.read(|db| event::history(db, Subject::ThirdParty, "sage"));
        assert_eq!(kinds.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["added", "archived"]);
        assert_eq!(bench.faults(), Vec::<String>::new());
    }

    #[test]
    fn an_authorisation_is_found_by_client_and_by_third_party() {
        let mut bench = Bench::with_clients();
        let granted = bench.write(|db| {
            add(db, &party(), &stamp())?;
            let granted = leave(next_number(db)?);
            grant(db, &granted, &stamp())?;
            Ok(granted)
        });
        let code = |text| ClientCode::new(text).unwrap();
        assert_eq!(bench.read(|db| of_client(db, &code("ried"))), std::slice::from_ref(&granted));
        assert!(bench.read(|db| of_client(db, &code("lys"))).is_empty());
        assert_eq!(bench.read(|db| of_party(db, &party().code)), std::slice::from_ref(&granted));
        let ended = granted.ended(granted.from, None).unwrap();
        bench.write(|db| end(db, &granted, &ended, &stamp()));
        assert_eq!(bench.read(|db| authorisation(db, granted.number)), Some(ended));
        assert_eq!(bench.read(|db| history(db, granted.number)).len(), 2);
        assert_eq!(bench.faults(), Vec::<String>::new());
    }

    #[test]
    fn the_assets_of_a_third_party_are_those_that_name_it() {
        let mut bench = Bench::with_clients();
        bench.write(|db| {
            for (tag, managed_by, party) in
                [("A", "third-party", "Sage"), ("B", "third-party", "cegid"), ("C", "provider", "sage")]
            {
                let mut asset = Asset::new(AssetTag::new(tag).unwrap(), AssetKind::Application);
                asset.set(&Field::ManagedBy, managed_by).unwrap();
                asset.set(&Field::Attr(ATTR.to_owned()), party).unwrap();
                crate::store::asset::put(db, &ClientCode::new("ried").unwrap(), &asset, "added", &stamp())?;
            }
            Ok(())
        });
        let tags = |found: Vec<(ClientCode, Asset)>| found.iter().map(|(_, a)| a.tag.to_string()).collect::<Vec<_>>();
        assert_eq!(tags(bench.read(|db| assets(db, None, Some(&party().code)))), ["A"]);
        assert_eq!(tags(bench.read(|db| assets(db, None, None))), ["A", "B"]);
    }
}
