//! Recommendations and actions. All of it is in the log: an action is what its events say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::db::{self, Db, DbErr, Kind, R};
use super::event::{self, Draft, Recorded, Stamp, Subject};
use super::undo::{UNDONE, standing};
use crate::domain::action::Action;
use crate::domain::id::ClientCode;

/// An action as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// Its number, from 1.
    pub number: i64,
    /// Whose, as clients are compared.
    pub client_key: String,
    /// What is known of it.
    pub action: Action,
    /// Who recorded it first.
    pub by: String,
}

/// What can be erased.
#[derive(Serialize, Deserialize)]
struct Beside {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// The number of the next action, held by this transaction until it ends.
///
/// # Errors
/// [`DbErr`].
pub fn next_number(db: &mut dyn Db) -> R<i64> {
    event::next_position(db)?; // nobody numbers another meanwhile
    let mut last = 0;
    for key in keys(db)? {
        for event in event::history(db, Subject::Action, &key)?.iter().filter(|event| event.kind != UNDONE) {
            last = last.max(event.arg.parse().map_err(DbErr::damaged)?); // a number never comes back
        }
    }
    Ok(last + 1)
}

/// Records what is known of an action now; `kind` says what happened to it: `added`, `edited`, `done`, `dropped`.
///
/// # Errors
/// [`DbErr`].
pub fn record(
    db: &mut dyn Db,
    client_key: &str,
    number: i64,
    action: &Action,
    kind: &'static str,
    stamp: &Stamp,
) -> R<()> {
    let note = action.end.as_ref().and_then(|end| end.note.clone());
    let beside = json(&Beside { text: action.text.clone(), owner: action.owner.clone(), note })?;
    let (data, arg) = (json(action)?, number.to_string());
    let draft = Draft {
        stamp,
        subject: Subject::Action,
        key: client_key,
        kind,
        arg: &arg,
        data: Some(&data),
        beside: Some(&beside),
        digest: None,
    };
    event::append(db, &draft).map(drop)
}

fn json(value: &impl Serialize) -> R<String> {
    serde_json::to_string(value).map_err(|e| DbErr::new(Kind::Other, format!("an action cannot be written: {e}")))
}

/// Actions by number, of one client or of all.
///
/// # Errors
/// [`DbErr`].
pub fn list(db: &mut dyn Db, client: Option<&ClientCode>) -> R<BTreeMap<i64, Known>> {
    let keys = match client {
        Some(client) => vec![client.key()],
        None => keys(db)?,
    };
    let mut known: BTreeMap<i64, Known> = BTreeMap::new();
    for key in keys {
        for event in standing(event::history(db, Subject::Action, &key)?)? {
            let number: i64 = event.arg.parse().map_err(DbErr::damaged)?;
            let by = known.get(&number).map_or_else(|| event.stamp.actor.clone(), |first| first.by.clone());
            known.insert(number, Known { number, client_key: key.clone(), action: read(&event)?, by });
        }
    }
    Ok(known)
}

fn read(event: &Recorded) -> R<Action> {
    let damaged = |e: serde_json::Error| DbErr::damaged(format!("event {}: {e}", event.id));
    let mut action: Action = serde_json::from_str(event.data.as_deref().unwrap_or_default()).map_err(damaged)?;
    let beside: Option<Beside> = event.beside.as_deref().map(serde_json::from_str).transpose().map_err(damaged)?;
    if let Some(Beside { text, owner, note }) = beside {
        (action.text, action.owner) = (text, owner);
        action.end.iter_mut().for_each(|end| end.note.clone_from(&note));
    }
    Ok(action)
}

fn keys(db: &mut dyn Db) -> R<Vec<String>> {
    db::all(db, KEYS, &[], |row| Ok(row.text(0)?.to_owned()))
}

const KEYS: &str =
    "SELECT DISTINCT key FROM event WHERE subject = 'action' AND key IS NOT NULL ORDER BY key NULLS FIRST";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{ActionKind, End, Ending};
    use crate::domain::instant::Instant;
    use crate::store::testing::{Bench, stamp};

    #[test]
    fn actions_are_numbered_for_all_clients_and_are_what_the_last_event_says() {
        let mut bench = Bench::new();
        let (ried, lys): (ClientCode, ClientCode) = ("ried".parse().unwrap(), "lys".parse().unwrap());
        let action = Action {
            kind: ActionKind::Action,
            text: Some("Remplacer l'onduleur".to_owned()),
            contract: None,
            owner: Some("M. Weber".to_owned()),
            due: chrono::NaiveDate::from_ymd_opt(2026, 7, 15),
            ticket: None,
            since: Instant(1_000),
            end: None,
        };
        bench.write(|db| {
            let number = next_number(db)?;
            record(db, &ried.key(), number, &action, "added", &stamp())?;
            record(db, &lys.key(), number + 1, &action, "added", &stamp())
        });
        let note = Some("facture 12".to_owned());
        let end = End { how: Ending::Done, at: Instant(2_000), by: "lea".to_owned(), note };
        let done = action.clone().ended(end).unwrap();
        bench.write(|db| record(db, &ried.key(), 1, &done, "done", &stamp()));
        assert_eq!(bench.read(|db| list(db, Some(&ried))).into_values().map(|k| k.action).collect::<Vec<_>>(), [done]);
        assert_eq!(bench.read(|db| list(db, None)).len(), 2);
        assert_eq!(bench.write(next_number), 3);
        assert_eq!(bench.faults(), Vec::<String>::new());
    }
}
