//! What clients share: calendars and target versions. What the database has already is left as it is.

use std::collections::BTreeMap;

use super::assets::{After, Param};
use super::things::{member, version};
use super::{Clash, Line, Replay, Stop};
use crate::domain::calendar::spec::Version;
use crate::domain::id::{CalendarName, ClientCode};
use crate::domain::version::Rule;
use crate::store::db::{self, Db, R};
use crate::store::event::Stamp;
use crate::store::{calendar, version_rule};

const REPLACE: &str = "UPDATE calendar_version SET replaced_by = $1
    WHERE key = $2 AND effective_on = $3 AND replaced_by IS NULL";
const CALENDAR: &str = "INSERT INTO calendar_version (name, key, effective_on, source, spec, event, replaced_by)
    VALUES ($1, $2, $3, $4, $5, $6, NULL)";
const ANY_RULE: &str = "SELECT id FROM event WHERE subject = 'version' AND key IS NOT NULL LIMIT 1";
const ANY_CLIENT: &str = "SELECT id FROM client LIMIT 1";
const INSERT_RULE: &str = "INSERT INTO version_rule (client, key, data) VALUES ($1, $2, $3)";
const UPDATE_RULE: &str = "UPDATE version_rule SET data = $1 WHERE key = $2 AND client IS NULL";
const UPDATE_OWN: &str = "UPDATE version_rule SET data = $1 WHERE key = $2 AND client = $3";
const DELETE_RULE: &str = "DELETE FROM version_rule WHERE key = $1 AND client IS NULL";
const DELETE_OWN: &str = "DELETE FROM version_rule WHERE key = $1 AND client = $2";

/// Calendars of the lines that the database has: what of them holds, by date.
#[derive(Default)]
pub(super) struct Calendars {
    /// `true` where the database has it.
    known: BTreeMap<String, bool>,
    held: BTreeMap<String, (CalendarName, BTreeMap<String, Version>)>,
}

impl Calendars {
    /// Those that are not the same here and there.
    pub(super) fn clashes(&self, db: &mut dyn Db) -> R<Vec<Clash>> {
        let mut clashes = Vec::new();
        for (name, theirs) in self.held.values() {
            let ours = calendar::versions(db, name)?.into_iter().map(|stored| stored.value);
            if !ours.eq(theirs.values().cloned()) {
                clashes.push(Clash::Calendar(name.to_string()));
            }
        }
        Ok(clashes)
    }
}

/// Target versions of all clients: told from the events where the database has none, else settled at the end.
pub(super) struct Rules {
    are_told: bool,
    of_all: BTreeMap<String, Rule>,
}

impl Rules {
    pub(super) fn begin(db: &mut dyn Db) -> R<Self> {
        let rule = db::one(db, ANY_RULE, &[], |row| row.int(0))?;
        let client = db::one(db, ANY_CLIENT, &[], |row| row.int(0))?;
        Ok(Self { are_told: rule.is_none() && client.is_none(), of_all: BTreeMap::new() })
    }

    /// What held for all clients there and does not here holds for this client.
    pub(super) fn settle(&mut self, db: &mut dyn Db, client: &ClientCode, stamp: &Stamp) -> R<()> {
        let known = version_rule::list(db)?;
        for (key, rule) in std::mem::take(&mut self.of_all) {
            let own = known.iter().any(|known| known.client.as_ref() == Some(client) && known.key() == key);
            if !own && !known.contains(&rule) {
                version_rule::put(db, &Rule { client: Some(client.clone()), ..rule }, stamp)?;
            }
        }
        Ok(())
    }
}

impl Replay<'_> {
    pub(super) fn calendar(&mut self, line: &Line, key: &str) -> Result<bool, Stop> {
        let (source, value) = version(line)?;
        let spec: Version = serde_json::from_str(value).map_err(|e| format!("calendar `{key}`: {e}"))?;
        let date = spec.effective_on.map(|date| date.to_string()).unwrap_or_default();
        if spec.name.key() != key || date != line.arg {
            return Err(format!("calendar `{}` has the key `{key}`", spec.name).into());
        }
        let known = match self.calendars.known.get(key) {
            Some(known) => *known,
            None => {
                let known = !calendar::history(self.db, &spec.name)?.is_empty();
                self.calendars.known.insert(key.to_owned(), known);
                known
            }
        };
        if known {
            let name = spec.name.clone();
            self.calendars.held.entry(key.to_owned()).or_insert_with(|| (name, BTreeMap::new())).1.insert(date, spec);
            return Ok(false);
        }
        if self.clashes.is_empty() {
            let text = |text: &str| Param::Text(text.to_owned());
            let old = vec![Param::Event, text(key), text(&date)];
            let new = vec![text(spec.name.as_str()), text(key), text(&date), text(source), text(value), Param::Event];
            self.after.push(After::Version { sql: REPLACE, params: old });
            self.after.push(After::Version { sql: CALENDAR, params: new });
        }
        Ok(true)
    }

    pub(super) fn rule(&mut self, line: &Line) -> Result<bool, Stop> {
        let (before, after) = (member::<Rule>(line, "before")?, member::<Rule>(line, "after")?);
        let rule = after.as_ref().or(before.as_ref()).ok_or_else(|| "a target version that says nothing".to_owned())?;
        let key = rule.key();
        let owner = match &rule.client {
            Some(code) if *code != self.client => {
                return Err(format!("`{code}` is not client `{}`", self.client).into());
            }
            Some(_) => {
                if !self.may_write()? {
                    return Ok(false);
                }
                Some(self.owner)
            }
            None if !self.rules.are_told => {
                match after {
                    Some(after) => self.rules.of_all.insert(key, after),
                    None => self.rules.of_all.remove(&key),
                };
                return Ok(false);
            }
            None => None,
        };
        if !self.clashes.is_empty() {
            return Ok(false);
        }
        let data = line.text.as_ref().map(|text| text["after"].to_string()).unwrap_or_default();
        match (before.is_some(), after.is_some(), owner) {
            (false, _, owner) => {
                self.db.exec(INSERT_RULE, &[owner.into(), key.as_str().into(), data.as_str().into()])?
            }
            (true, true, None) => self.db.exec(UPDATE_RULE, &[data.as_str().into(), key.as_str().into()])?,
            (true, true, Some(owner)) => {
                self.db.exec(UPDATE_OWN, &[data.as_str().into(), key.as_str().into(), owner.into()])?
            }
            (true, false, None) => self.db.exec(DELETE_RULE, &[key.as_str().into()])?,
            (true, false, Some(owner)) => self.db.exec(DELETE_OWN, &[key.as_str().into(), owner.into()])?,
        };
        Ok(true)
    }
}
