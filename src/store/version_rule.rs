//! Target versions and ends of support, of all clients or of one.

use super::client::known_id;
use super::db::{self, Db, R, Val};
use super::event::{Stamp, Subject};
use super::kept::{self, About};
use crate::domain::id::ClientCode;
use crate::domain::version::Rule;

const LIST: &str = "SELECT r.data FROM version_rule r LEFT JOIN client c ON c.id = r.client
    ORDER BY c.key NULLS FIRST, r.key NULLS FIRST";
const GET_OF_ALL: &str = "SELECT data FROM version_rule WHERE client IS NULL AND key = $1";
const GET_OF_CLIENT: &str = "SELECT data FROM version_rule WHERE client = $1 AND key = $2";
const INSERT: &str = "INSERT INTO version_rule (client, key, data) VALUES ($1, $2, $3)";
const UPDATE_OF_ALL: &str = "UPDATE version_rule SET data = $1 WHERE client IS NULL AND key = $2";
const UPDATE_OF_CLIENT: &str = "UPDATE version_rule SET data = $1 WHERE client = $2 AND key = $3";
const DELETE_OF_ALL: &str = "DELETE FROM version_rule WHERE client IS NULL AND key = $1";
const DELETE_OF_CLIENT: &str = "DELETE FROM version_rule WHERE client = $1 AND key = $2";

/// All rules: those for every client first, then by client.
///
/// # Errors
/// [`super::DbErr`].
pub fn list(db: &mut dyn Db) -> R<Vec<Rule>> {
    db::all(db, LIST, &[], |row| kept::read("rule for versions", row.text(0)?))
}

/// The rule that `rule` would replace.
///
/// # Errors
/// [`super::DbErr`]; [`super::Kind::ForeignKey`] where the client is not known.
pub fn same(db: &mut dyn Db, rule: &Rule) -> R<Option<Rule>> {
    let (owner, key) = (owner(db, rule.client.as_ref())?, rule.key());
    let (sql, params) = scoped(GET_OF_ALL, GET_OF_CLIENT, owner, &key, &[]);
    db::one(db, sql, &params, |row| kept::read("rule for versions", row.text(0)?))
}

/// Adds a rule, or replaces the one with its key; records nothing where nothing changes. Whether something did.
///
/// # Errors
/// As [`same`].
pub fn put(db: &mut dyn Db, rule: &Rule, stamp: &Stamp) -> R<bool> {
    let before = same(db, rule)?;
    if before.as_ref() == Some(rule) {
        return Ok(false);
    }
    let (owner, key, data) = (owner(db, rule.client.as_ref())?, rule.key(), kept::written("rule for versions", rule)?);
    record(db, stamp, if before.is_some() { "edited" } else { "added" }, before.as_ref(), Some(rule))?;
    if before.is_none() {
        db.exec(INSERT, &[owner.into(), key.as_str().into(), data.as_str().into()])?;
    } else {
        let (sql, params) = scoped(UPDATE_OF_ALL, UPDATE_OF_CLIENT, owner, &key, &[data.as_str().into()]);
        db.exec(sql, &params)?;
    }
    Ok(true)
}

/// Takes a rule away; its events stay. Whether it was there.
///
/// # Errors
/// As [`same`].
pub fn remove(db: &mut dyn Db, rule: &Rule, stamp: &Stamp) -> R<bool> {
    let Some(before) = same(db, rule)? else { return Ok(false) };
    let (owner, key) = (owner(db, rule.client.as_ref())?, rule.key());
    record(db, stamp, "removed", Some(&before), None)?;
    let (sql, params) = scoped(DELETE_OF_ALL, DELETE_OF_CLIENT, owner, &key, &[]);
    db.exec(sql, &params)?;
    Ok(true)
}

fn owner(db: &mut dyn Db, client: Option<&ClientCode>) -> R<Option<i64>> {
    client.map(|client| known_id(db, client).map(|id| id.0)).transpose()
}

/// The statement for the scope of a rule, with its parameters: `first`, the client if there is one, the key.
fn scoped<'a>(
    of_all: &'static str,
    of_client: &'static str,
    owner: Option<i64>,
    key: &'a str,
    first: &[Val<'a>],
) -> (&'static str, Vec<Val<'a>>) {
    let mut params = first.to_vec();
    params.extend(owner.map(Val::Int));
    params.push(key.into());
    (if owner.is_some() { of_client } else { of_all }, params)
}

fn record(db: &mut dyn Db, stamp: &Stamp, kind: &str, before: Option<&Rule>, after: Option<&Rule>) -> R<()> {
    let scope = after.or(before).and_then(|rule| rule.client.as_ref()).map(ClientCode::key).unwrap_or_default();
    let component = after.or(before).map(|rule| rule.component.to_string()).unwrap_or_default();
    let key = format!("{scope}/{component}");
    kept::record(db, stamp, &About { subject: Subject::Version, key: &key, kind }, before, after).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::version::{Aim, Component};
    use crate::store::testing::{Bench, client, stamp};
    use crate::store::{client as clients, event};

    #[test]
    fn rules_of_all_and_of_one_stand_side_by_side() {
        let mut bench = Bench::new();
        let rule = |client: Option<&str>, version: &str| Rule {
            client: client.map(|code| code.parse().unwrap()),
            component: Component::Os,
            product: Some("Debian".into()),
            aim: Aim::Reach { version: version.into() },
        };
        bench.write(|db| {
            clients::add(db, &client("ried"), &stamp())?;
            assert!(put(db, &rule(None, "11"), &stamp())?);
            assert!(put(db, &rule(None, "12"), &stamp())?);
            assert!(!put(db, &rule(None, "12"), &stamp())?);
            put(db, &rule(Some("ried"), "11"), &stamp())
        });
        assert_eq!(bench.read(list), [rule(None, "12"), rule(Some("ried"), "11")]);
        bench.write(|db| {
            assert!(remove(db, &rule(None, "x"), &stamp())?);
            remove(db, &rule(None, "x"), &stamp())
        });
        assert_eq!(bench.read(list), [rule(Some("ried"), "11")]);
        let history = bench.read(|db| event::history(db, Subject::Version, "/os"));
        assert_eq!(history.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["added", "edited", "removed"]);
    }
}
