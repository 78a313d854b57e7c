//! Rows that are whole values: the client, its sites, contacts, campaigns, contracts.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::assets::{After, Param};
use super::{Clash, Line, Replay, Stop};
use crate::domain::campaign::Campaign;
use crate::domain::client::Client;
use crate::domain::contact::Contact;
use crate::domain::contract::Terms;
use crate::domain::id::ClientCode;
use crate::domain::site::Site;
use crate::domain::third_party::{Authorisation, ThirdParty};
use crate::store::chain::Hash;
use crate::store::db;
use crate::store::{client, contract, third_party};

const CLIENT: &str = "INSERT INTO client (code, key, archived, data) VALUES ($1, $2, $3, $4)";
const SITE: &str = "INSERT INTO site (client, code, key, archived, data) VALUES ($1, $2, $3, $4, $5)";
const CONTACT: &str = "INSERT INTO contact (id, client, key, archived, data) VALUES ($1, $2, $3, $4, $5)";
const CAMPAIGN: &str = "INSERT INTO campaign (client, name, key, accepted_at, data) VALUES ($1, $2, $3, $4, $5)";
const CAMPAIGN_ID: &str = "SELECT id FROM campaign WHERE client = $1 AND key = $2";
const FROZEN: &str = "INSERT INTO campaign_asset (campaign, asset, change) VALUES ($1, $2, $3)";
const CHANGE: &str = "SELECT asset, digest FROM asset_change WHERE id = $1";
const PARTY: &str = "INSERT INTO third_party (code, key, archived, data) VALUES ($1, $2, $3, $4)";
const PARTY_ID: &str = "SELECT id FROM third_party WHERE key = $1";
const AUTHORISATION: &str = "INSERT INTO authorisation (number, third_party, client, data) VALUES ($1, $2, $3, $4)";
const REPLACE: &str = "UPDATE contract_version SET replaced_by = $1
    WHERE key = $2 AND amendment = $3 AND replaced_by IS NULL";
const CONTRACT: &str = "INSERT INTO contract_version
    (ref, key, client, amendment, effective_on, source, terms, event, replaced_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)";

/// What a thing is today, as a value and as its text.
fn row<T: DeserializeOwned>(line: &Line) -> Result<Option<(T, String)>, Stop> {
    let Some(value) = &line.row else { return Ok(None) };
    let parsed = serde_json::from_value(value.clone()).map_err(|e| format!("{}: {e}", line.subject))?;
    Ok(Some((parsed, value.to_string())))
}

impl Replay<'_> {
    fn is_ours(&self, code: &ClientCode) -> Result<(), Stop> {
        if *code == self.client { Ok(()) } else { Err(format!("`{code}` is not client `{}`", self.client).into()) }
    }

    pub(super) fn client_row(&mut self, line: &Line, key: &str) -> Result<bool, Stop> {
        self.own(key)?;
        let Some((found, data)) = row::<Client>(line)? else { return Ok(true) };
        self.is_ours(&found.code)?;
        if self.owner != 0 {
            return Err("the client comes twice".to_owned().into());
        }
        if !self.clashes.is_empty() {
            return Ok(false);
        }
        let params = [found.code.as_str().into(), key.into(), found.archived.into(), data.as_str().into()];
        self.db.exec(CLIENT, &params)?;
        self.owner = client::known_id(self.db, &found.code)?.0;
        Ok(true)
    }

    pub(super) fn site(&mut self, line: &Line, key: &str) -> Result<bool, Stop> {
        let part = self.part(key)?;
        let Some((site, data)) = row::<Site>(line)? else { return Ok(true) };
        self.is_ours(&site.client)?;
        if site.code.key() != part {
            return Err(format!("site `{}` has the key `{part}`", site.code).into());
        }
        if self.may_write()? {
            let params =
                [self.owner.into(), site.code.as_str().into(), part.into(), site.archived.into(), data.as_str().into()];
            self.db.exec(SITE, &params)?;
        }
        Ok(true)
    }

    /// Contacts are numbered in each file for itself.
    pub(super) fn contact(&mut self, line: &mut Line, key: &str) -> Result<bool, Stop> {
        self.part(key)?;
        let next = self.contact_base + super::number(self.contacts.len()) + 1;
        let id = *self.contacts.entry(key.to_owned()).or_insert(next);
        line.key = Some(format!("{}/{id}", self.client.key()));
        if let Some((contact, data)) = row::<Contact>(line)? {
            self.is_ours(&contact.client)?;
            let key = contact.key();
            if self.may_write()? {
                let params =
                    [id.into(), self.owner.into(), key.as_str().into(), contact.archived.into(), data.as_str().into()];
                self.db.exec(CONTACT, &params)?;
            }
        }
        Ok(true)
    }

    pub(super) fn campaign(&mut self, line: &mut Line, key: &str) -> Result<bool, Stop> {
        let part = self.part(key)?;
        if let Some((campaign, data)) = row::<Campaign>(line)? {
            self.is_ours(&campaign.client)?;
            let accepted = campaign.accepted.as_ref().map(|accepted| accepted.at.0);
            if self.may_write()? {
                let params = [
                    self.owner.into(),
                    campaign.name.as_str().into(),
                    part.into(),
                    accepted.into(),
                    data.as_str().into(),
                ];
                self.db.exec(CAMPAIGN, &params)?;
            }
        }
        if line.kind == "accepted" && self.may_write()? {
            self.freeze(line, part)?;
        }
        Ok(true)
    }

    /// The digest of what is frozen is that of the rows here; what the client accepted keeps its own.
    fn freeze(&mut self, line: &mut Line, name: &str) -> Result<(), Stop> {
        let id = db::one(self.db, CAMPAIGN_ID, &[self.owner.into(), name.into()], |row| row.int(0))?;
        let id = id.ok_or_else(|| format!("campaign `{name}` was never begun"))?;
        let mut digest = Sha256::new();
        for number in &line.frozen {
            if !(1..=self.changes).contains(number) {
                return Err(format!("there is no change {number} before this line").into());
            }
            let change = self.change_base + number;
            let found =
                db::one(self.db, CHANGE, &[change.into()], |row| Ok((row.int(0)?, Hash::stored(row.blob(1)?)?)))?;
            let (asset, hash) = found.ok_or_else(|| format!("there is no change {number}"))?;
            digest.update(asset.to_be_bytes());
            digest.update(change.to_be_bytes());
            digest.update(hash.0);
            self.db.exec(FROZEN, &[id.into(), asset.into(), change.into()])?;
        }
        let sha256 = Hash(digest.finalize().into()).to_string();
        line.data = Some(json!({ "rows": line.frozen.len(), "sha256": sha256 }));
        Ok(())
    }

    /// One that is known and is the same is the same one.
    pub(super) fn third_party(&mut self, line: &Line, key: &str) -> Result<bool, Stop> {
        let Some((party, data)) = row::<ThirdParty>(line)? else { return Ok(self.parties.contains(key)) };
        if party.code.key() != key || !party.serves(&self.client) {
            return Err(format!("third party `{}` is not of client `{}`", party.code, self.client).into());
        }
        if let Some(known) = third_party::get(self.db, &party.code)? {
            if known != party {
                self.clashes.insert(Clash::ThirdParty(party.code.to_string()));
            }
            return Ok(false);
        }
        self.parties.insert(key.to_owned());
        if self.clashes.is_empty() {
            let params = [party.code.as_str().into(), key.into(), party.archived.into(), data.as_str().into()];
            self.db.exec(PARTY, &params)?;
        }
        Ok(true)
    }

    pub(super) fn authorisation(&mut self, line: &Line, key: &str) -> Result<bool, Stop> {
        let Some((leave, data)) = row::<Authorisation>(line)? else {
            return match self.authorisations.contains(key) {
                true => Ok(true),
                false => Err(format!("authorisation {key} was never granted").into()),
            };
        };
        self.is_ours(&leave.client)?;
        if leave.number.0.to_string() != key {
            return Err(format!("authorisation {} has the key `{key}`", leave.number).into());
        }
        if third_party::authorisation(self.db, leave.number)?.is_some() {
            self.clashes.insert(Clash::Authorisation(leave.number.0));
        }
        self.authorisations.insert(key.to_owned());
        if self.may_write()? {
            let party = leave.third_party.key();
            let party = db::one(self.db, PARTY_ID, &[party.as_str().into()], |row| row.int(0))?;
            let party = party.ok_or_else(|| format!("third party `{}` is not known", leave.third_party))?;
            let params = [leave.number.0.into(), party.into(), self.owner.into(), data.as_str().into()];
            self.db.exec(AUTHORISATION, &params)?;
        }
        Ok(true)
    }

    pub(super) fn contract(&mut self, line: &Line, key: &str) -> Result<bool, Stop> {
        if !matches!(line.kind.as_str(), "applied" | "corrected") {
            return match self.contracts.contains(key) {
                true => Ok(true),
                false => Err(format!("contract `{key}` was never applied").into()),
            };
        }
        let (source, value) = version(line)?;
        let terms: Terms = serde_json::from_str(value).map_err(|e| format!("contract `{key}`: {e}"))?;
        self.is_ours(&terms.client)?;
        if terms.contract.key() != key || terms.amendment.to_string() != line.arg {
            return Err(format!("contract `{}` has the key `{key}`", terms.contract).into());
        }
        if self.contracts.insert(key.to_owned()) && !contract::history(self.db, &terms.contract)?.is_empty() {
            self.clashes.insert(Clash::Contract(terms.contract.to_string()));
        }
        if self.may_write()? {
            let (text, amendment) = (|text: &str| Param::Text(text.to_owned()), Param::Int(terms.amendment.into()));
            let old = vec![Param::Event, text(key), Param::Int(terms.amendment.into())];
            let new = vec![
                text(terms.contract.as_str()),
                text(key),
                Param::Int(self.owner),
                amendment,
                text(&terms.effective_on.to_string()),
                text(source),
                text(value),
                Param::Event,
            ];
            self.after.push(After::Version { sql: REPLACE, params: old });
            self.after.push(After::Version { sql: CONTRACT, params: new });
        }
        Ok(true)
    }
}

/// The file of a version, and what was read from it.
pub(super) fn version(line: &Line) -> Result<(&str, &str), Stop> {
    let both = line.source.as_deref().zip(line.value.as_deref());
    both.ok_or_else(|| format!("a version of `{}` without its file", line.key.as_deref().unwrap_or_default()).into())
}

/// A member of an event's erasable facts.
pub(super) fn member<T: DeserializeOwned>(line: &Line, name: &str) -> Result<Option<T>, Stop> {
    match line.text.as_ref().map(|text| &text[name]) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => Ok(Some(serde_json::from_value(value.clone()).map_err(|e| format!("{}: {e}", line.subject))?)),
    }
}
