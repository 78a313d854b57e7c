//! Every text of one client, and what it is without the people who are to be forgotten.

use serde_json::Value;

use super::{Left, Plan, Whole, blank};
use crate::domain::asset::Asset;
use crate::domain::contact::Contact;
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::person::Person;
use crate::store::db::{self, Db, DbErr, R, Row};
use crate::store::{asset, contact};

const OF_KEY: &str = "SELECT e.id, t.body FROM event e JOIN event_text t ON t.event = e.id
    WHERE e.subject = $1 AND e.key = $2 AND e.key IS NOT NULL AND t.body IS NOT NULL ORDER BY e.id NULLS FIRST";
const OF_KEYS: &str = "SELECT e.id, t.body, e.key FROM event e JOIN event_text t ON t.event = e.id
    WHERE e.subject = $1 AND e.key >= $2 AND e.key < $3 AND e.key IS NOT NULL AND t.body IS NOT NULL
    ORDER BY e.id NULLS FIRST";
const OF_TICKETS: &str = "SELECT e.id, t.body, e.ticket FROM ticket_cache k JOIN event e ON e.ticket = k.number
    JOIN event_text t ON t.event = e.id
    WHERE k.client = $1 AND e.ticket IS NOT NULL AND t.body IS NOT NULL ORDER BY e.id NULLS FIRST";
const OF_ASSETS: &str = "SELECT h.id, h.asset, h.before, h.after FROM asset a JOIN asset_history h ON h.asset = a.id
    WHERE a.client = $1 AND h.salt IS NOT NULL ORDER BY h.id NULLS FIRST";
const OF_ONE: &str = "SELECT id, asset, before, after FROM asset_history
    WHERE asset = $1 AND salt IS NOT NULL ORDER BY id NULLS FIRST";
const ASSETS: &str = "SELECT id, data FROM asset WHERE client = $1 ORDER BY id NULLS FIRST";
const CONTRACTS: &str = "SELECT DISTINCT key FROM contract_version WHERE client = $1 ORDER BY key NULLS FIRST";
const SITES: &str = "SELECT id, data FROM site WHERE client = $1 ORDER BY id NULLS FIRST";
const CONTACTS: &str = "SELECT id, data FROM contact WHERE client = $1 ORDER BY id NULLS FIRST";
const CAMPAIGNS: &str = "SELECT id, data FROM campaign WHERE client = $1 ORDER BY id NULLS FIRST";
const AUTHORISATIONS: &str = "SELECT number, data FROM authorisation WHERE client = $1 ORDER BY number NULLS FIRST";

/// The members of a text that people write freely, by subject. Codes and names of places are none.
const TICKET: &[&str] = &["title", "requester", "body"];
const SITE: &[&str] = &["access"];
const CONTACT: &[&str] = &["notes"];
const DEED: &[&str] = &["text", "assigned_to"];
const LICENCE: &[&str] = &["holder", "reason"];
const REASON: &[&str] = &["reason", "text", "evidence"];
const ACTION: &[&str] = &["text", "owner", "note"];
const CAMPAIGN: &[&str] = &["note", "by", "evidence"];
const AUTHORISATION: &[&str] = &["granted_by", "scope", "evidence", "ended_because"];
/// The same, of the texts of an asset; what its kind has of its own is searched, too.
const ASSET: [&str; 4] = ["assigned_to", "label", "location", "notes"];

/// A walk through what is written of one client.
pub(super) struct Walk<'a> {
    pub plan: &'a mut Plan,
    pub client: &'a ClientCode,
    /// The client's row.
    pub owner: i64,
    pub people: &'a [Person],
    /// Their numbers.
    pub numbers: &'a [i64],
}

type Text = (i64, String);

fn text(row: &Row<'_>) -> R<Text> {
    Ok((row.int(0)?, row.text(1)?.to_owned()))
}

impl Walk<'_> {
    pub(super) fn all(&mut self, db: &mut dyn Db) -> R<()> {
        self.tickets(db)?;
        self.own(db)?;
        for (subject, members) in
            [("site", SITE), ("contact", CONTACT), ("deed", DEED), ("licence", LICENCE), ("campaign", CAMPAIGN)]
        {
            let key = self.client.key();
            let bounds = [format!("{key}/"), format!("{key}0")];
            let params = [subject.into(), bounds[0].as_str().into(), bounds[1].as_str().into()];
            for found in db::all(db, OF_KEYS, &params, text)? {
                self.body(found, members, subject == "licence")?;
            }
        }
        for found in db::all(db, OF_KEY, &["closing".into(), self.client.key().as_str().into()], text)? {
            self.document(found)?;
        }
        self.keyed(db, "outage", &[self.client.key()], REASON)?;
        self.keyed(db, "action", &[self.client.key()], ACTION)?;
        let contracts = db::all(db, CONTRACTS, &[self.owner.into()], |row| Ok(row.text(0)?.to_owned()))?;
        self.keyed(db, "contract", &contracts, REASON)?;
        let leaves = db::all(db, AUTHORISATIONS, &[self.owner.into()], |row| Ok(row.int(0)?.to_string()))?;
        self.keyed(db, "authorisation", &leaves, AUTHORISATION)?;
        self.rows(db)?;
        self.assets(db)
    }

    fn tickets(&mut self, db: &mut dyn Db) -> R<()> {
        let texts = db::all(db, OF_TICKETS, &[self.owner.into()], |row| Ok((text(row)?, row.int(2)?)))?;
        for (found, ticket) in texts {
            if self.body(found, TICKET, false)? {
                self.plan.tickets.insert(TicketNumber(ticket));
            }
        }
        Ok(())
    }

    /// The events of the contacts themselves say nothing more of them.
    fn own(&mut self, db: &mut dyn Db) -> R<()> {
        for number in self.numbers {
            let key = contact::key(self.client, *number);
            for (event, body) in db::all(db, OF_KEY, &["contact".into(), key.as_str().into()], text)? {
                let mut value = parsed(&body)?;
                for side in ["before", "after"] {
                    let held: Option<Contact> = serde_json::from_value(value[side].take()).map_err(DbErr::damaged)?;
                    let archived = held.as_ref().is_some_and(|held| held.archived);
                    value[side] = serde_json::json!(held.map(|held| Contact { archived, ..blank(&held, *number) }));
                }
                self.plan.texts.insert(event, Some(value.to_string()));
            }
        }
        Ok(())
    }

    fn keyed(&mut self, db: &mut dyn Db, subject: &str, keys: &[String], members: &[&str]) -> R<()> {
        for key in keys {
            for found in db::all(db, OF_KEY, &[subject.into(), key.as_str().into()], text)? {
                self.body(found, members, false)?;
            }
        }
        Ok(())
    }

    /// Takes the text of one event; whether it speaks of the people.
    fn body(&mut self, (event, stored): Text, members: &[&str], is_seat: bool) -> R<bool> {
        let Some(body) = self.plan.body(event, &stored) else { return Ok(false) };
        let Some(left) = self.without(&body, members)? else { return Ok(false) };
        if is_seat && let Some(person) = left["holder"].as_str() {
            self.plan.seats.insert(event, Some(person.to_owned()));
        }
        self.plan.texts.insert(event, Some(left.to_string()));
        Ok(true)
    }

    /// Takes a document of a closed month: whatever it says may be about them.
    fn document(&mut self, (event, stored): Text) -> R<()> {
        let Some(body) = self.plan.body(event, &stored) else { return Ok(()) };
        if self.veil(&body).is_none() {
            return Ok(());
        }
        let (mut value, mut changed) = (parsed(&body)?, false);
        self.veil_all(&mut value, &mut changed);
        if changed {
            self.plan.texts.insert(event, Some(value.to_string()));
        }
        Ok(())
    }

    fn veil_all(&self, value: &mut Value, changed: &mut bool) {
        match value {
            Value::String(text) => {
                if let Some(veiled) = self.veil(text) {
                    *text = veiled;
                    *changed = true;
                }
            }
            Value::Object(object) => object.iter_mut().for_each(|(_, member)| self.veil_all(member, changed)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.veil_all(item, changed)),
            _ => {}
        }
    }

    /// The text without the people; nothing where it does not speak of them.
    fn without(&self, body: &str, members: &[&str]) -> R<Option<Value>> {
        if self.veil(body).is_none() {
            return Ok(None); // most texts are not even parsed
        }
        let mut value = parsed(body)?;
        let mut changed = false;
        self.veil_members(&mut value, members, &mut changed);
        Ok(changed.then_some(value))
    }

    fn veil(&self, text: &str) -> Option<String> {
        self.people.iter().fold(None, |veiled: Option<String>, person| {
            let next = person.veil(veiled.as_deref().unwrap_or(text));
            next.or(veiled)
        })
    }

    fn veil_members(&self, value: &mut Value, members: &[&str], changed: &mut bool) {
        match value {
            Value::Object(object) => {
                for (name, member) in object.iter_mut() {
                    match member {
                        Value::String(text) if members.contains(&name.as_str()) => {
                            if let Some(veiled) = self.veil(text) {
                                *text = veiled;
                                *changed = true;
                            }
                        }
                        inner => self.veil_members(inner, members, changed),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.veil_members(item, members, changed)),
            _ => {}
        }
    }

    /// Rows that are whole values.
    fn rows(&mut self, db: &mut dyn Db) -> R<()> {
        for (table, sql, members) in [
            (Whole::Site, SITES, SITE),
            (Whole::Contact, CONTACTS, CONTACT),
            (Whole::Campaign, CAMPAIGNS, CAMPAIGN),
            (Whole::Authorisation, AUTHORISATIONS, AUTHORISATION),
        ] {
            for (id, stored) in db::all(db, sql, &[self.owner.into()], text)? {
                let data = self.plan.rows.get(&(table, id)).cloned().unwrap_or(stored);
                let own = table == Whole::Contact && self.numbers.contains(&id);
                if let Some(left) = if own { None } else { self.without(&data, members)? } {
                    self.plan.rows.insert((table, id), left.to_string());
                }
            }
        }
        Ok(())
    }

    fn assets(&mut self, db: &mut dyn Db) -> R<()> {
        let mut found: Vec<(i64, Left)> = Vec::new();
        let gone = super::taken_away(db)?;
        let mut change = |row: &Row<'_>| self.change(row).map(|left| found.extend(left));
        db.each(OF_ASSETS, &[self.owner.into()], &mut change)?;
        for (asset, _) in gone.iter().filter(|(_, owner)| **owner == self.owner) {
            db.each(OF_ONE, &[(*asset).into()], &mut change)?;
        }
        self.plan.changes.extend(found);
        for (id, stored) in db::all(db, ASSETS, &[self.owner.into()], text)? {
            let data = self.plan.assets.get(&id).unwrap_or(&stored);
            if let Some(left) = self.asset(data)? {
                self.plan.assets.insert(id, left);
            }
        }
        Ok(())
    }

    /// What is left of a change that speaks of the people.
    fn change(&self, row: &Row<'_>) -> R<Option<(i64, Left)>> {
        let (id, asset) = (row.int(0)?, row.int(1)?);
        let planned = self.plan.changes.get(&id);
        let before = planned.map_or(row.opt_text(2)?, |left| left.before.as_deref());
        let after = planned.map_or(row.opt_text(3)?, |left| left.after.as_deref());
        let veiled = |text: Option<&str>| Ok(text.map(|text| self.asset(text)).transpose()?.flatten());
        let (left, then): (Option<String>, Option<String>) = (veiled(before)?, veiled(after)?);
        if left.is_none() && then.is_none() {
            return Ok(None);
        }
        let before = left.or_else(|| before.map(str::to_owned));
        let after = then.or_else(|| after.map(str::to_owned));
        Ok(Some((id, Left { asset, owner: self.owner, before, after })))
    }

    /// The asset without the people; nothing where it does not speak of them.
    fn asset(&self, text: &str) -> R<Option<String>> {
        if self.veil(text).is_none() {
            return Ok(None);
        }
        let mut asset: Asset = serde_json::from_str(text).map_err(DbErr::damaged)?;
        let mut changed = false;
        let texts = asset.texts.iter_mut().filter(|(name, _)| ASSET.contains(&name.as_str()));
        for (_, text) in texts.chain(asset.attrs.iter_mut()) {
            if let Some(veiled) = self.veil(text) {
                *text = veiled;
                changed = true;
            }
        }
        if changed { asset::written(&asset).map(Some) } else { Ok(None) }
    }
}

/// A text as it is kept.
pub(super) fn parsed(body: &str) -> R<Value> {
    serde_json::from_str(body).map_err(DbErr::damaged)
}
