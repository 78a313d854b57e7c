//! Rows that are whole values: what stood before an event is written back, or the row goes, or comes again.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Refusal;
use super::turn::Turn;
use crate::domain::campaign::Campaign;
use crate::domain::client::Client;
use crate::domain::contact::Contact;
use crate::domain::id::ClientCode;
use crate::domain::site::Site;
use crate::domain::third_party::{Authorisation, ThirdParty};
use crate::domain::version::Rule;
use crate::store::client::known_id;
use crate::store::db::{self, Db, DbErr, R, Val};
use crate::store::event::Subject;
use crate::store::{campaign, kept};

/// The statements of a table; the number of the row comes first, then the other columns in one order.
struct Table {
    find: &'static str,
    held: &'static str,
    insert: &'static str,
    update: &'static str,
    delete: &'static str,
}

const CLIENT: Table = Table {
    find: "SELECT id FROM client WHERE key = $1",
    held: "SELECT data FROM client WHERE id = $1",
    insert: "INSERT INTO client (id, code, key, archived, data) VALUES ($1, $2, $3, $4, $5)",
    update: "UPDATE client SET code = $2, key = $3, archived = $4, data = $5 WHERE id = $1",
    delete: "DELETE FROM client WHERE id = $1",
};
const SITE: Table = Table {
    find: "SELECT id FROM site WHERE client = $1 AND key = $2",
    held: "SELECT data FROM site WHERE id = $1",
    insert: "INSERT INTO site (id, client, code, key, archived, data) VALUES ($1, $2, $3, $4, $5, $6)",
    update: "UPDATE site SET client = $2, code = $3, key = $4, archived = $5, data = $6 WHERE id = $1",
    delete: "DELETE FROM site WHERE id = $1",
};
const CONTACT: Table = Table {
    find: "SELECT id FROM contact WHERE client = $1 AND key = $2",
    held: "SELECT data FROM contact WHERE id = $1",
    insert: "INSERT INTO contact (id, client, key, archived, data) VALUES ($1, $2, $3, $4, $5)",
    update: "UPDATE contact SET client = $2, key = $3, archived = $4, data = $5 WHERE id = $1",
    delete: "DELETE FROM contact WHERE id = $1",
};
const RULE: Table = Table {
    find: "SELECT id FROM version_rule WHERE coalesce(client, 0) = $1 AND key = $2",
    held: "SELECT data FROM version_rule WHERE id = $1",
    insert: "INSERT INTO version_rule (id, client, key, data) VALUES ($1, $2, $3, $4)",
    update: "UPDATE version_rule SET client = $2, key = $3, data = $4 WHERE id = $1",
    delete: "DELETE FROM version_rule WHERE id = $1",
};
const THIRD_PARTY: Table = Table {
    find: "SELECT id FROM third_party WHERE key = $1",
    held: "SELECT data FROM third_party WHERE id = $1",
    insert: "INSERT INTO third_party (id, code, key, archived, data) VALUES ($1, $2, $3, $4, $5)",
    update: "UPDATE third_party SET code = $2, key = $3, archived = $4, data = $5 WHERE id = $1",
    delete: "DELETE FROM third_party WHERE id = $1",
};
const AUTHORISATION: Table = Table {
    find: "SELECT number FROM authorisation WHERE number = $1",
    held: "SELECT data FROM authorisation WHERE number = $1",
    insert: "INSERT INTO authorisation (number, third_party, client, data) VALUES ($1, $2, $3, $4)",
    update: "UPDATE authorisation SET third_party = $2, client = $3, data = $4 WHERE number = $1",
    delete: "DELETE FROM authorisation WHERE number = $1",
};
const CAMPAIGN: Table = Table {
    find: "SELECT id FROM campaign WHERE client = $1 AND key = $2",
    held: "SELECT data FROM campaign WHERE id = $1",
    insert: "INSERT INTO campaign (id, client, name, key, accepted_at, data) VALUES ($1, $2, $3, $4, $5, $6)",
    update: "UPDATE campaign SET client = $2, name = $3, key = $4, accepted_at = $5, data = $6 WHERE id = $1",
    delete: "DELETE FROM campaign WHERE id = $1",
};
const PARTY_ID: &str = "SELECT id FROM third_party WHERE key = $1";

/// A cell that is owned.
enum Own {
    Null,
    Int(i64),
    Text(String),
}

impl From<i64> for Own {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Own {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<&str> for Own {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Own {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl Own {
    fn lent(&self) -> Val<'_> {
        match self {
            Self::Null => Val::Null,
            Self::Int(value) => Val::Int(*value),
            Self::Text(value) => Val::Text(value),
        }
    }
}

/// A value as its row keeps it: what finds the row, and its columns.
struct Kept {
    name: Vec<Own>,
    columns: Vec<Own>,
}

/// Writes back what stood before the event; what the new event says of it, and the number of the row.
pub(super) fn turn(db: &mut dyn Db, subject: Subject, turn: &Turn) -> Result<(String, i64), Refusal> {
    let beside = turn.event.beside_json()?;
    let side = |name: &str| beside.get(name).filter(|value| !value.is_null());
    let (before, after) = (side("before"), side("after"));
    let taken = |what: String| Refusal::Taken { event: turn.event.id, what };
    let table = table(subject).ok_or_else(|| DbErr::damaged(format!("event {} has no table", turn.event.id)))?;
    let old = after.map(|value| kept(db, subject, value)).transpose()?;
    let new = match before.map(|value| kept(db, subject, value)) {
        Some(Err(e)) if e.kind == db::Kind::ForeignKey => return Err(taken(e.text)),
        new => new.transpose()?,
    };
    let row = match (&old, &new) {
        (Some(old), _) => {
            Some(held(db, table, old, after)?.ok_or_else(|| taken("it is no longer as the event left it".to_owned()))?)
        }
        (None, _) => former_row(turn),
    };
    if let Some(new) = &new {
        let there = found(db, table, new)?;
        if there.is_some_and(|there| old.is_none() || Some(there) != row) {
            return Err(taken("its name was given to another meanwhile".to_owned()));
        }
    }
    let row = write(db, table, (row, old.is_some()), new.as_ref())?;
    if subject == Subject::Campaign {
        freeze(db, turn, row, (before, after))?;
    }
    Ok((json!({ "before": after, "after": before }).to_string(), row))
}

const fn table(subject: Subject) -> Option<&'static Table> {
    Some(match subject {
        Subject::Client => &CLIENT,
        Subject::Site => &SITE,
        Subject::Contact => &CONTACT,
        Subject::Version => &RULE,
        Subject::ThirdParty => &THIRD_PARTY,
        Subject::Authorisation => &AUTHORISATION,
        Subject::Campaign => &CAMPAIGN,
        _ => return None,
    })
}

/// The row that an undo took away; a contact and an authorisation never have another than their number.
fn former_row(turn: &Turn) -> Option<i64> {
    let data: Option<Value> = turn.event.data.as_deref().and_then(|data| serde_json::from_str(data).ok());
    data?.get("row")?.as_i64()
}

fn found(db: &mut dyn Db, table: &Table, kept: &Kept) -> R<Option<i64>> {
    let name: Vec<Val<'_>> = kept.name.iter().map(Own::lent).collect();
    let sql = table.find;
    db::one(db, sql, &name, |row| row.int(0))
}

/// The row that holds this very value.
fn held(db: &mut dyn Db, table: &Table, kept: &Kept, value: Option<&Value>) -> R<Option<i64>> {
    let Some(row) = found(db, table, kept)? else { return Ok(None) };
    let sql = table.held;
    let data = db::one(db, sql, &[row.into()], |row| Ok(row.text(0)?.to_owned()))?.unwrap_or_default();
    let data: Value = serde_json::from_str(&data).map_err(DbErr::damaged)?;
    Ok((Some(&data) == value).then_some(row))
}

fn write(db: &mut dyn Db, table: &Table, (row, is_there): (Option<i64>, bool), new: Option<&Kept>) -> R<i64> {
    let Some(new) = new else {
        let row = row.unwrap_or_default();
        let sql = table.delete;
        db.exec(sql, &[row.into()])?;
        return Ok(row);
    };
    let sql = if is_there { table.update } else { table.insert };
    let params: Vec<Val<'_>> = std::iter::once(row.into()).chain(new.columns.iter().map(Own::lent)).collect();
    db.exec(sql, &params)?;
    match row {
        Some(row) => Ok(row),
        None => found(db, table, new)?.ok_or_else(|| DbErr::damaged("a row that was written is not there")),
    }
}

fn typed<T: DeserializeOwned + Serialize>(what: &str, value: &Value) -> R<(T, String)> {
    let typed: T = serde_json::from_value(value.clone()).map_err(|e| DbErr::damaged(format!("a {what}: {e}")))?;
    let text = kept::written(what, &typed)?;
    Ok((typed, text))
}

fn kept(db: &mut dyn Db, subject: Subject, value: &Value) -> R<Kept> {
    let owner = |db: &mut dyn Db, code: &ClientCode| known_id(db, code).map(|id| id.0);
    Ok(match subject {
        Subject::Client => {
            let (client, data): (Client, _) = typed("client", value)?;
            let key = client.code.key();
            Kept {
                name: vec![key.clone().into()],
                columns: vec![client.code.as_str().into(), key.into(), client.archived.into(), data.into()],
            }
        }
        Subject::Site => {
            let (site, data): (Site, _) = typed("site", value)?;
            let (owner, key) = (owner(db, &site.client)?, site.code.key());
            let columns =
                vec![owner.into(), site.code.as_str().into(), key.clone().into(), site.archived.into(), data.into()];
            Kept { name: vec![owner.into(), key.into()], columns }
        }
        Subject::Contact => {
            let (contact, data): (Contact, _) = typed("contact", value)?;
            let (owner, key) = (owner(db, &contact.client)?, contact.key());
            let columns = vec![owner.into(), key.clone().into(), contact.archived.into(), data.into()];
            Kept { name: vec![owner.into(), key.into()], columns }
        }
        Subject::Version => {
            let (rule, data): (Rule, _) = typed("rule for versions", value)?;
            let owner = rule.client.as_ref().map(|code| owner(db, code)).transpose()?;
            let columns = vec![owner.map_or(Own::Null, Own::Int), rule.key().into(), data.into()];
            Kept { name: vec![owner.unwrap_or(0).into(), rule.key().into()], columns }
        }
        Subject::ThirdParty => {
            let (party, data): (ThirdParty, _) = typed("third party", value)?;
            let key = party.code.key();
            Kept {
                name: vec![key.clone().into()],
                columns: vec![party.code.as_str().into(), key.into(), party.archived.into(), data.into()],
            }
        }
        Subject::Authorisation => {
            let (leave, data): (Authorisation, _) = typed("authorisation", value)?;
            let (owner, key) = (owner(db, &leave.client)?, leave.third_party.key());
            let unknown =
                || DbErr::new(db::Kind::ForeignKey, format!("third party `{}` is not known", leave.third_party));
            let party = db::one(db, PARTY_ID, &[key.as_str().into()], |row| row.int(0))?.ok_or_else(unknown)?;
            Kept { name: vec![leave.number.0.into()], columns: vec![party.into(), owner.into(), data.into()] }
        }
        _ => {
            let (campaign, data): (Campaign, _) = typed("campaign", value)?;
            let (owner, key) = (owner(db, &campaign.client)?, campaign.name.key());
            let accepted_at = campaign.accepted.as_ref().map_or(Own::Null, |accepted| Own::Int(accepted.at.0));
            let columns =
                vec![owner.into(), campaign.name.as_str().into(), key.clone().into(), accepted_at, data.into()];
            Kept { name: vec![owner.into(), key.into()], columns }
        }
    })
}

/// An acceptance that goes frees its assets; one that comes back freezes the same again.
fn freeze(db: &mut dyn Db, turn: &Turn, row: i64, sides: (Option<&Value>, Option<&Value>)) -> Result<(), Refusal> {
    let parsed = |value: Option<&Value>| value.map(|value| typed::<Campaign>("campaign", value)).transpose();
    let (becomes, was) =
        (parsed(sides.0)?.map(|(campaign, _)| campaign), parsed(sides.1)?.map(|(campaign, _)| campaign));
    if was.is_some_and(|campaign| campaign.accepted.is_some()) {
        campaign::thaw(db, row)?;
    }
    let Some(campaign) = becomes.filter(|campaign| campaign.accepted.is_some()) else { return Ok(()) };
    if campaign::freeze_again(db, row, &campaign, turn.origin.id)? {
        return Ok(());
    }
    let what = "the assets that it froze can no longer be told".to_owned();
    Err(Refusal::Taken { event: turn.event.id, what })
}
