//! What the user named, found in the database, or refused with the nearest name.

use super::failure::Failure;
use crate::domain::asset::Asset;
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::campaign::Campaign;
use crate::domain::client::Client;
use crate::domain::contact::Contact;
use crate::domain::contract::Contract;
use crate::domain::id::{
    AssetTag, AuthorisationNumber, CalendarName, CampaignName, ClientCode, ContractRef, ThirdPartyCode,
};
use crate::domain::site::Site;
use crate::domain::third_party::{Authorisation, ThirdParty};
use crate::store::{self, Db};

/// More candidates are not compared.
const CANDIDATES: u32 = 10_000;
/// More names are not listed in a message.
const LISTED: usize = 8;

/// The client with this code.
///
/// # Errors
/// There is none; the nearest code is hinted.
pub fn client(db: &mut dyn Db, code: &str) -> Result<Client, Failure> {
    let parsed = ClientCode::new(code)?;
    if let Some(client) = store::client::get(db, &parsed)? {
        return Ok(client);
    }
    let all = store::client::list(db, true)?;
    let codes: Vec<&str> = all.iter().map(|client| client.code.as_str()).collect();
    let named = all.iter().find(|client| crate::domain::fold::fold(&client.name) == crate::domain::fold::fold(code));
    let failure = Failure::refused(format!("there is no client `{code}`"));
    Err(match (named, codes.is_empty()) {
        (Some(client), _) => failure.hinted(format!("did you mean `{}`?", client.code)),
        (None, true) => failure.hinted("add the first one with `infog client add CODE --name NAME`"),
        (None, false) => {
            let failure = failure.meant(code, codes.iter().copied());
            if failure.hints.is_empty() {
                failure.hinted(format!("known clients: {}", listed(&codes)))
            } else {
                failure
            }
        }
    })
}

/// The client with this code, or the only one where none was said.
///
/// # Errors
/// There is none, or there are several to choose from.
pub fn client_or_only(db: &mut dyn Db, code: Option<&str>) -> Result<Client, Failure> {
    if let Some(code) = code {
        return client(db, code);
    }
    let mut all = store::client::list(db, false)?;
    match all.len() {
        1 => all.pop().ok_or_else(no_client),
        0 => Err(no_client()),
        n => {
            let codes: Vec<&str> = all.iter().map(|client| client.code.as_str()).collect();
            Err(Failure::usage(format!("there are {n} clients: {}", listed(&codes)))
                .hinted("say which with `--client CODE`"))
        }
    }
}

fn no_client() -> Failure {
    Failure::refused("there is no client yet").hinted("add the first one with `infog client add CODE --name NAME`")
}

/// The zone of a client.
///
/// # Errors
/// The zone database lacks it.
pub fn zone_of(client: &Client) -> Result<Zone, Failure> {
    Ok(Zone::named(&client.zone)?)
}

/// The calendar with this name, or `always` in `zone`.
///
/// # Errors
/// There is none; the nearest name is hinted.
pub fn calendar(db: &mut dyn Db, name: &CalendarName, zone: &Zone) -> Result<Calendar, Failure> {
    if *name == CalendarName::always() {
        return Ok(Calendar::always(zone.clone()));
    }
    let versions = store::calendar::versions(db, name)?;
    if versions.is_empty() {
        return Err(no_calendar(db, name.as_str())?);
    }
    Ok(Calendar::new(versions.into_iter().map(|stored| stored.value).collect())?)
}

/// The refusal for a calendar that is not known.
///
/// # Errors
/// The database failed meanwhile.
pub fn no_calendar(db: &mut dyn Db, name: &str) -> Result<Failure, Failure> {
    let known = store::calendar::names(db)?;
    let names: Vec<&str> = known.iter().map(|(name, _)| name.as_str()).chain(["always"]).collect();
    let failure = Failure::refused(format!("there is no calendar `{name}`")).meant(name, names);
    Ok(if failure.hints.is_empty() { failure.hinted("add it with `infog calendar apply FILE`") } else { failure })
}

/// The contract with this reference, all its versions.
///
/// # Errors
/// There is none; the nearest reference is hinted.
pub fn contract(db: &mut dyn Db, reference: &str) -> Result<Contract, Failure> {
    let parsed = ContractRef::new(reference)?;
    let versions = store::contract::versions(db, &parsed)?;
    if versions.is_empty() {
        let known = store::contract::refs(db)?;
        let failure = Failure::refused(format!("there is no contract `{reference}`"));
        let failure = failure.meant(reference, known.iter().map(ContractRef::as_str));
        let none = failure.hints.is_empty();
        return Err(if none { failure.hinted("`infog contract list` shows them all") } else { failure });
    }
    Ok(Contract::new(versions.into_iter().map(|stored| stored.value).collect())?)
}

/// The asset with this tag: of the client that is said, else the only one of all clients.
///
/// # Errors
/// There is none, or several clients have one of that tag.
pub fn asset(db: &mut dyn Db, client: Option<&ClientCode>, tag: &str) -> Result<(ClientCode, Asset), Failure> {
    let parsed = AssetTag::new(tag)?;
    let mut found = match client {
        Some(code) => store::asset::get(db, code, &parsed)?.map(|asset| (code.clone(), asset)).into_iter().collect(),
        None => store::asset::by_tag(db, &parsed)?,
    };
    match (found.len(), found.pop()) {
        (1, Some(only)) => Ok(only),
        (0, _) | (_, None) => Err(no_asset(db, client, &parsed)?),
        (_, Some(last)) => {
            found.push(last);
            let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
            Err(Failure::usage(format!("several clients have an asset `{tag}`: {}", listed(&codes)))
                .hinted("say which with `--client CODE`"))
        }
    }
}

fn no_asset(db: &mut dyn Db, client: Option<&ClientCode>, tag: &AssetTag) -> Result<Failure, Failure> {
    let owners = match client {
        Some(code) => vec![code.clone()],
        None => store::client::list(db, true)?.into_iter().map(|client| client.code).collect(),
    };
    for owner in owners {
        if let Some(asset) = store::asset::current(db, &owner, tag)? {
            let sentence = format!("asset `{tag}` of client `{owner}` has another tag now");
            return Ok(Failure::refused(sentence).hinted(format!("it is `{}`", asset.tag)));
        }
    }
    let known = store::asset::tags(db, client, "", CANDIDATES)?;
    let whose = client.map(|code| format!(" of client `{code}`")).unwrap_or_default();
    let failure = Failure::refused(format!("there is no asset `{tag}`{whose}"));
    let failure = failure.meant(tag.as_str(), known.iter().map(AssetTag::as_str));
    Ok(if failure.hints.is_empty() { failure.hinted("`infog asset list` shows them all") } else { failure })
}

/// The campaign of that name: of the client that is said, else the only one of all clients.
///
/// # Errors
/// There is none, or several clients have one of that name.
pub fn campaign(db: &mut dyn Db, client: Option<&str>, name: &str) -> Result<Campaign, Failure> {
    let owner = client.map(|code| self::client(db, code)).transpose()?.map(|client| client.code);
    let mut found = store::campaign::by_name(db, owner.as_ref(), &CampaignName::new(name)?)?;
    match (found.len(), found.pop()) {
        (1, Some(only)) => Ok(only),
        (_, Some(last)) => {
            found.push(last);
            let codes: Vec<&str> = found.iter().map(|campaign| campaign.client.as_str()).collect();
            Err(Failure::usage(format!("several clients have a campaign `{name}`: {}", listed(&codes)))
                .hinted("say which with `--client CODE`"))
        }
        (_, None) => {
            let whose = owner.as_ref().map(|code| format!(" of client `{code}`")).unwrap_or_default();
            let known = store::campaign::list(db, owner.as_ref())?;
            let failure = Failure::refused(format!("there is no campaign `{name}`{whose}"));
            let failure = failure.meant(name, known.iter().map(|campaign| campaign.name.as_str()));
            let none = failure.hints.is_empty();
            Err(if none { failure.hinted("`infog asset campaign list` shows them all") } else { failure })
        }
    }
}

/// The third party with this code.
///
/// # Errors
/// There is none; the nearest code is hinted.
pub fn third_party(db: &mut dyn Db, code: &str) -> Result<ThirdParty, Failure> {
    if let Some(party) = store::third_party::get(db, &ThirdPartyCode::new(code)?)? {
        return Ok(party);
    }
    let known = store::third_party::list(db, true)?;
    let failure = Failure::refused(format!("there is no third party `{code}`"));
    let failure = failure.meant(code, known.iter().map(|party| party.code.as_str()));
    Err(match (failure.hints.is_empty(), known.is_empty()) {
        (true, true) => failure.hinted("add it with `infog third-party add CODE --name NAME`"),
        (true, false) => failure.hinted("`infog third-party list` shows them all"),
        _ => failure,
    })
}

/// The authorisation with this number.
///
/// # Errors
/// There is none.
pub fn authorisation(db: &mut dyn Db, number: AuthorisationNumber) -> Result<Authorisation, Failure> {
    store::third_party::authorisation(db, number)?.ok_or_else(|| {
        Failure::refused(format!("there is no authorisation {number}"))
            .hinted("`infog authorisation list --all` shows them all")
    })
}

/// The site with this code or name: of the client that is said, else the only one of all clients. Without a text the only
/// site of the client.
///
/// # Errors
/// There is none, or there are several to choose from.
pub fn site(db: &mut dyn Db, client: Option<&str>, text: Option<&str>) -> Result<Site, Failure> {
    let client = client.map(|code| self::client(db, code)).transpose()?.map(|client| client.code);
    let sites = store::site::list(db, client.as_ref())?;
    let fits = |site: &&Site| text.map_or(!site.archived, |text| site.is_called(text));
    let mut found: Vec<&Site> = sites.iter().filter(fits).collect();
    if text.is_some() && found.iter().any(|site| !site.archived) {
        found.retain(|site| !site.archived);
    }
    match found.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(no_site(&sites, text)),
        several => {
            let names: Vec<String> = several.iter().map(|site| format!("{}/{}", site.client, site.code)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let which = text.map(|text| format!(" `{text}`")).unwrap_or_default();
            Err(Failure::usage(format!("there are {} sites{which}: {}", names.len(), listed(&names)))
                .hinted("say which by its code, and with `--client CODE`"))
        }
    }
}

fn no_site(sites: &[Site], text: Option<&str>) -> Failure {
    let Some(text) = text else {
        return Failure::refused("there is no site yet").hinted("add one with `infog site add CODE --name NAME`");
    };
    let names = sites.iter().flat_map(|site| [site.code.as_str(), site.name.as_str()]);
    let failure = Failure::refused(format!("there is no site `{text}`")).meant(text, names);
    if failure.hints.is_empty() { failure.hinted("`infog site list` shows them all") } else { failure }
}

/// The contact with this name: of the client that is said, else the only one of all clients.
///
/// # Errors
/// There is none, or several clients have one of that name.
pub fn contact(db: &mut dyn Db, client: Option<&str>, name: &str) -> Result<Contact, Failure> {
    let client = client.map(|code| self::client(db, code)).transpose()?.map(|client| client.code);
    let contacts = store::contact::list(db, client.as_ref())?;
    let key = crate::domain::contact::key_of(name);
    let found: Vec<&Contact> = contacts.iter().filter(|contact| contact.key() == key).collect();
    match found.as_slice() {
        [only] => Ok((*only).clone()),
        [] => {
            let known = contacts.iter().map(|contact| contact.name.as_str());
            let failure = Failure::refused(format!("there is no contact `{name}`")).meant(name, known);
            let none = failure.hints.is_empty();
            Err(if none { failure.hinted("`infog contact list` shows them all") } else { failure })
        }
        several => {
            let codes: Vec<&str> = several.iter().map(|contact| contact.client.as_str()).collect();
            Err(Failure::usage(format!("several clients have a contact `{name}`: {}", listed(&codes)))
                .hinted("say which with `--client CODE`"))
        }
    }
}

/// The first names, and how many more there are.
#[must_use]
pub fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(LISTED) {
        Some(more) if more > 0 => format!("{shown} and {more} more"),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut_and_counted() {
        let names: Vec<String> = (0..10).map(|n| n.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(listed(&names), "0, 1, 2, 3, 4, 5, 6, 7 and 2 more");
        assert_eq!(listed(&names[..2]), "0, 1");
    }
}
