//! Assets and what became of them.

use serde_json::Value;

use super::{Sheet, Whose, code, counted, maybe_counted, yes};
use crate::cli::failure::Failure;
use crate::domain::asset::cover::{Covers, Protection};
use crate::domain::asset::{Asset, changes as differences};
use crate::domain::id::AssetTag;
use crate::domain::licence::{Term, masked};
use crate::domain::life::{Deed, Entry, repairs as pairs};
use crate::domain::version::Aim;
use crate::report::page::Cell;
use crate::store::asset::Filter;
use crate::store::licence::Holder;
use crate::store::{self, Db};

/// Tags of all assets: they are then read one by one, with all that hangs on each.
fn tags(db: &mut dyn Db, whose: &Whose) -> Result<Vec<AssetTag>, Failure> {
    let mut tags = Vec::new();
    store::asset::each(db, &Filter { client: Some(&whose.client.code), ..Filter::default() }, &mut |_, asset| {
        tags.push(asset.tag);
        Ok(())
    })?;
    Ok(tags)
}

pub fn changes(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for tag in tags(db, whose)? {
        for change in store::asset::history(db, &whose.client.code, &tag)? {
            let Some(after) = &change.after else { continue };
            for field in differences(change.before.as_ref(), after) {
                let hidden = |value: Option<String>| match (whose.keys, field.field.as_str()) {
                    (false, "licence_key") => value.map(|key| if key.starts_with("****") { key } else { masked(&key) }),
                    _ => value,
                };
                sheet.row(&[
                    tag.as_str().into(),
                    change.kind.as_str().into(),
                    whose.at(change.at),
                    whose.at(change.recorded_at),
                    change.actor.as_str().into(),
                    change.file.as_deref().into(),
                    if change.line > 0 { counted(change.line) } else { Cell::none() },
                    field.field.as_str().into(),
                    hidden(field.before.clone()).into(),
                    hidden(field.after.clone()).into(),
                ]);
            }
        }
    }
    Ok(())
}

fn deeds(db: &mut dyn Db, whose: &Whose) -> Result<Vec<Entry>, Failure> {
    let mut found = Vec::new();
    for types in [["moved", "sent-out"], ["came-back", "lent"], ["returned", "replaced"], ["replaces", "updated"]] {
        found.extend(store::life::of_types(db, Some(&whose.client.code), types)?);
    }
    found.sort_by_key(|entry| entry.event);
    Ok(found)
}

/// The other asset, where it is the client's: what another one lent is told without its name.
fn other(whose: &Whose, entry: &Entry) -> Cell {
    let own = entry.other.as_ref().filter(|(client, _)| *client == whose.client.code);
    own.map(|(_, tag)| tag.as_str()).into()
}

fn text(entry: &Entry) -> Cell {
    entry.text().into()
}

pub fn life(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for entry in deeds(db, whose)? {
        let mut facts = serde_json::to_value(entry.deed()).unwrap_or_default();
        if let Value::Object(facts) = &mut facts {
            facts.remove("type");
        }
        let facts = if facts.as_object().is_none_or(serde_json::Map::is_empty) { Cell::none() } else { code(&facts) };
        sheet.row(&[
            entry.tag.as_str().into(),
            entry.code.as_str().into(),
            whose.at(entry.at),
            whose.at(entry.recorded_at),
            entry.by.as_str().into(),
            other(whose, &entry),
            facts,
            text(&entry),
        ]);
    }
    Ok(())
}

pub fn repairs(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    let mut entries = store::life::of_types(db, Some(&whose.client.code), ["sent-out", "came-back"])?;
    entries.sort_by(|a, b| a.tag.cmp(&b.tag).then(a.event.cmp(&b.event)));
    for of_one in entries.chunk_by(|a, b| a.tag == b.tag) {
        for repair in pairs(of_one) {
            let Some(Deed::SentOut { supplier, reference, expected_on, .. }) = repair.out.deed() else { continue };
            sheet.row(&[
                repair.out.tag.as_str().into(),
                whose.at(repair.out.at),
                supplier.as_str().into(),
                reference.as_deref().into(),
                expected_on.map(|day| day.to_string()).into(),
                whose.maybe_at(repair.back.map(|back| back.at)),
                other(whose, repair.out),
                text(repair.out),
            ]);
        }
    }
    Ok(())
}

pub fn updates(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for entry in store::life::of_types(db, Some(&whose.client.code), ["updated", ""])? {
        let Some(Deed::Updated { component, from, to, ticket }) = entry.deed() else { continue };
        sheet.row(&[
            entry.tag.as_str().into(),
            component.as_str().into(),
            from.as_deref().into(),
            to.as_str().into(),
            whose.at(entry.at),
            entry.by.as_str().into(),
            maybe_counted(ticket.map(|number| number.0)),
            text(&entry),
        ]);
    }
    Ok(())
}

pub fn covers(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    let today = whose.zone.date(whose.now);
    let named = store::licence::covers(db, &whose.client.code)?;
    let each: Vec<(&Asset, Protection, Covers)> = named
        .iter()
        .filter_map(|cover| Some((cover, Protection::given_by(cover.kind)?, Covers::of([cover], today))))
        .collect();
    store::asset::each(db, &Filter { client: Some(&whose.client.code), ..Filter::default() }, &mut |_, asset| {
        for (cover, protection, covers) in &each {
            let is_named = crate::domain::asset::cover::entries(asset.attr(protection.code()).unwrap_or_default())
                .any(|name| crate::domain::id::folded(name) == cover.tag.key());
            let bare = Asset::new(asset.tag.clone(), asset.kind);
            if asset.tag != cover.tag && (is_named || covers.protects(*protection, &bare)) {
                sheet.row(&[cover.tag.as_str().into(), protection.code().into(), asset.tag.as_str().into()]);
            }
        }
        Ok(())
    })?;
    Ok(())
}

pub fn targets(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for rule in store::version_rule::list(db)? {
        if rule.client.as_ref().is_some_and(|code| *code != whose.client.code) {
            continue;
        }
        let (reach, version, ends) = match &rule.aim {
            Aim::Reach { version } => (Some(version.clone()), None, None),
            Aim::SupportEnds { version, on } => (None, version.clone(), Some(on.to_string())),
        };
        sheet.row(&[
            if rule.client.is_some() { "client".into() } else { "all".into() },
            rule.component.code().into(),
            rule.product.as_deref().into(),
            reach.into(),
            version.into(),
            ends.into(),
        ]);
    }
    Ok(())
}

pub fn campaigns(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for campaign in store::campaign::list(db, Some(&whose.client.code))? {
        let accepted = campaign.accepted.as_ref();
        sheet.row(&[
            campaign.name.as_str().into(),
            whose.at(campaign.started_at),
            campaign.note.as_deref().into(),
            whose.maybe_at(accepted.map(|accepted| accepted.at)),
            accepted.map(|accepted| accepted.by.as_str()).into(),
            accepted.and_then(|accepted| accepted.evidence.as_deref()).into(),
            maybe_counted(accepted.map(|accepted| accepted.assets)),
            accepted.map(|accepted| accepted.sha256.as_str()).into(),
        ]);
    }
    Ok(())
}

pub fn frozen(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for campaign in store::campaign::list(db, Some(&whose.client.code))? {
        for asset in store::campaign::frozen(db, &campaign)?.into_values().flatten() {
            sheet.row(&[
                campaign.name.as_str().into(),
                asset.tag.as_str().into(),
                asset.kind.code().into(),
                asset.text("label").into(),
                asset.serial().into(),
                asset.site.as_deref().into(),
                asset.status.code().into(),
            ]);
        }
    }
    Ok(())
}

pub fn licences(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for (_, licence, used) in store::licence::list(db, Some(&whose.client.code))? {
        let key = licence.text("licence_key").map(|key| if whose.keys { key.to_owned() } else { masked(key) });
        sheet.row(&[
            licence.tag.as_str().into(),
            licence.product().into(),
            licence.text("manufacturer").into(),
            key.into(),
            maybe_counted(licence.seats),
            counted(used),
            licence.date("expires_on").map(|day| day.to_string()).into(),
            yes(licence.licence_term() == Term::Perpetual),
            licence.licence_owner().code().into(),
            licence.text("supplier").into(),
            licence.status.code().into(),
            licence.text("notes").into(),
        ]);
    }
    Ok(())
}

pub fn seats(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for (_, licence, _) in store::licence::list(db, Some(&whose.client.code))? {
        for seat in store::licence::seats(db, &whose.client.code, &licence.tag, true)? {
            let (machine, person) = match &seat.holder {
                Some(Holder::Asset(client, tag)) if *client == whose.client.code => (Some(tag.as_str()), None),
                Some(Holder::Person(name)) => (None, Some(name.as_str())),
                _ => (None, None), // a machine of another client, or a person who was erased
            };
            sheet.row(&[
                licence.tag.as_str().into(),
                machine.into(),
                person.into(),
                whose.at(seat.assigned_at),
                seat.assigned_by.as_str().into(),
                yes(seat.over_use),
                seat.reason.as_deref().into(),
                whose.maybe_at(seat.released_at),
                seat.released_as.as_deref().into(),
            ]);
        }
    }
    Ok(())
}
