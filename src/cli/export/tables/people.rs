//! Places, people, and who gets in where.

use super::{Sheet, Whose, lines, yes};
use crate::cli::failure::Failure;
use crate::domain::asset::ManagedBy;
use crate::domain::third_party::{ATTR, Standing};
use crate::report::page::Cell;
use crate::store::asset::Filter;
use crate::store::{self, Db};

pub fn sites(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for site in store::site::list(db, Some(&whose.client.code))? {
        sheet.row(&[
            site.code.as_str().into(),
            site.name.as_str().into(),
            site.address.as_deref().into(),
            site.phone.as_deref().into(),
            site.access.as_deref().into(),
            yes(site.archived),
        ]);
    }
    Ok(())
}

pub fn rooms(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for site in store::site::list(db, Some(&whose.client.code))? {
        for room in &site.rooms {
            sheet.row(&[
                site.code.as_str().into(),
                room.name.as_str().into(),
                room.kind.code().into(),
                room.access.as_deref().into(),
                yes(room.archived),
            ]);
        }
    }
    Ok(())
}

pub fn contacts(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for contact in store::contact::list(db, Some(&whose.client.code))? {
        let roles: Vec<&str> = contact.roles.iter().map(|role| role.code()).collect();
        sheet.row(&[
            contact.name.as_str().into(),
            contact.site.as_deref().into(),
            roles.join(", ").into(),
            contact.phone.as_deref().into(),
            contact.mobile.as_deref().into(),
            contact.mail.as_deref().into(),
            contact.notes.as_deref().into(),
            yes(contact.archived),
        ]);
    }
    Ok(())
}

/// Who gets in where: places, systems with an address, authorisations in force. No password is in infog.
pub fn access(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for site in store::site::list(db, Some(&whose.client.code))?.iter().filter(|site| !site.archived) {
        let how = site.access.as_deref();
        sheet.row(&[
            "site".into(),
            site.name.as_str().into(),
            site.address.as_deref().into(),
            how.into(),
            Cell::none(),
        ]);
        for room in site.rooms.iter().filter(|room| !room.archived && room.access.is_some()) {
            let how = room.access.as_deref();
            sheet.row(&["room".into(), room.name.as_str().into(), site.name.as_str().into(), how.into(), Cell::none()]);
        }
    }
    store::asset::each(db, &Filter { client: Some(&whose.client.code), ..Filter::default() }, &mut |_, asset| {
        let named = ["ip", "url", "hostname", "domain"].into_iter().filter_map(|name| asset.attr(name));
        let addresses: Vec<&str> = named.collect();
        if asset.status.is_gone() || addresses.is_empty() {
            return Ok(());
        }
        let who = match asset.managed_by {
            ManagedBy::ThirdParty => asset.attr(ATTR).unwrap_or(ManagedBy::ThirdParty.code()),
            other => other.code(),
        };
        let how = asset.attr("access");
        sheet.row(&["system".into(), asset.tag.as_str().into(), lines(addresses), how.into(), who.into()]);
        Ok(())
    })?;
    let today = whose.zone.date(whose.now);
    for leave in store::third_party::of_client(db, &whose.client.code)? {
        if leave.standing_on(today) == Standing::InForce {
            let to = leave.assets.iter();
            sheet.row(&[
                "authorisation".into(),
                leave.number.to_string().into(),
                lines(to),
                leave.scope.as_deref().into(),
                leave.third_party.as_str().into(),
            ]);
        }
    }
    Ok(())
}
