//! Who manages what for a client: the provider, the client itself, third parties; services one by one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::domain::asset::{Asset, AssetKind, ManagedBy};
use crate::domain::contract::Terms;
use crate::domain::contract::clauses::Role;
use crate::domain::id::{AssetTag, ClientCode, ContractRef, LineName, folded};
use crate::domain::third_party::{ATTR, Authorisation, Standing, ThirdParty};
use crate::locale::Locale;

/// Somebody who speaks for one side of a contract.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// Which contract.
    pub contract: ContractRef,
    /// What they do, for which side.
    pub role: Role,
}

/// One asset that is named with whoever manages it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Managed {
    /// Its tag.
    pub tag: AssetTag,
    /// What it is.
    pub kind: AssetKind,
    /// What it is called.
    pub label: Option<String>,
    /// Who looks after it.
    pub by: ManagedBy,
    /// The third party or supplier, by name.
    pub with: Option<String>,
    /// The contracts that cover it, with their lines.
    pub contracts: Vec<(ContractRef, Option<LineName>)>,
}

/// A third party with what it manages, and what allows work on that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// Who.
    pub party: ThirdParty,
    /// What it manages for the client.
    pub assets: Vec<AssetTag>,
    /// What is in force on the day.
    pub leaves: Vec<Authorisation>,
}

/// Who manages what, as of a day. Retired and lost assets are left out.
#[derive(Clone, Debug)]
pub struct Responsibility {
    /// Whose.
    pub client: ClientCode,
    /// Its name.
    pub name: String,
    /// The day.
    pub as_of: NaiveDate,
    /// How many of each kind are managed by whom.
    pub kinds: BTreeMap<AssetKind, BTreeMap<ManagedBy, usize>>,
    /// Services, applications, mail and the like, one by one.
    pub services: Vec<Managed>,
    /// Machines that somebody else manages, one by one.
    pub others: Vec<Managed>,
    /// Who speaks for whom.
    pub speakers: Vec<Speaker>,
    /// Third parties that work for the client.
    pub parties: Vec<Party>,
    /// What each third party manages, by its code as it is compared.
    named: BTreeMap<String, Vec<AssetTag>>,
}

impl Responsibility {
    /// Nothing yet but the people of the contracts in force.
    #[must_use]
    pub fn new<'t>(client: ClientCode, name: String, as_of: NaiveDate, terms: impl Iterator<Item = &'t Terms>) -> Self {
        let speakers = terms.flat_map(|t| t.roles.iter().map(move |role| (t, role)));
        let speakers = speakers.filter(|(_, role)| role.held_on(as_of));
        let speakers = speakers.map(|(t, role)| Speaker { contract: t.contract.clone(), role: role.clone() }).collect();
        let (kinds, services, others) = (BTreeMap::new(), Vec::new(), Vec::new());
        let (parties, named) = (Vec::new(), BTreeMap::new());
        Self { client, name, as_of, kinds, services, others, speakers, parties, named }
    }

    /// Adds a third party, once every asset was counted: where it manages something, has leave to be worked with, or
    /// works for this client alone.
    pub fn meet(&mut self, party: ThirdParty, authorisations: &[Authorisation]) {
        let assets = self.named.get(&party.code.key()).cloned().unwrap_or_default();
        let holds = |a: &&Authorisation| a.third_party == party.code && a.standing_on(self.as_of) == Standing::InForce;
        let leaves: Vec<Authorisation> = authorisations.iter().filter(holds).cloned().collect();
        let is_theirs = party.client.as_ref() == Some(&self.client) && !party.archived;
        if is_theirs || !assets.is_empty() || !leaves.is_empty() {
            self.parties.push(Party { party, assets, leaves });
        }
    }

    /// Counts one asset, with the contracts that cover it.
    pub fn take(&mut self, asset: &Asset, contracts: Vec<(ContractRef, Option<LineName>)>) {
        if asset.status.is_gone() {
            return;
        }
        *self.kinds.entry(asset.kind).or_default().entry(asset.managed_by).or_default() += 1;
        if let Some(code) = asset.attr(ATTR).filter(|_| asset.managed_by == ManagedBy::ThirdParty) {
            self.named.entry(folded(code)).or_default().push(asset.tag.clone());
        }
        let is_service = !asset.kind.is_machine() && asset.kind != AssetKind::Licence;
        if !is_service && asset.managed_by == ManagedBy::Provider {
            return;
        }
        let managed = Managed {
            tag: asset.tag.clone(),
            kind: asset.kind,
            label: asset.text("label").map(str::to_owned),
            by: asset.managed_by,
            with: asset.attr(ATTR).or_else(|| asset.text("supplier")).map(str::to_owned),
            contracts,
        };
        if is_service { self.services.push(managed) } else { self.others.push(managed) }
    }

    fn total(&self, who: ManagedBy) -> usize {
        self.kinds.values().filter_map(|by| by.get(&who)).sum()
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let kinds = self.kinds.iter().map(|(kind, by)| {
            let mut object = serde_json::Map::from_iter([("kind".to_owned(), json!(kind.code()))]);
            object.extend(counts(by));
            Value::Object(object)
        });
        let total: BTreeMap<ManagedBy, usize> = ManagedBy::ALL.iter().map(|who| (*who, self.total(*who))).collect();
        let people = self.speakers.iter().map(|s| {
            let Role { role, side, name, contact, .. } = &s.role;
            json!({ "contract": s.contract, "role": role.code(), "side": side.code(), "name": name, "contact": contact })
        });
        json!({
            "client": self.client,
            "as_of": self.as_of,
            "total": counts(&total),
            "by_kind": kinds.collect::<Value>(),
            "services": self.services.iter().map(managed).collect::<Value>(),
            "managed_by_others": self.others.iter().map(managed).collect::<Value>(),
            "third_parties": self.parties.iter().map(party_json).collect::<Value>(),
            "people": people.collect::<Value>(),
        })
    }

    /// For people.
    #[must_use]
    pub fn page(&self, locale: &Locale) -> Page {
        let mut page = Page::new();
        page.heading(1, locale.responsibility_heading(self.name.as_str(), locale.date(self.as_of)));
        let mut facts = Facts::new("responsibility");
        facts.add("client", locale.title_client(), self.client.as_str());
        facts.add("as_of", locale.report_as_of(), Cell::both(locale.date(self.as_of), self.as_of));
        page.facts(facts);
        page.table(self.matrix(locale));
        page.heading(2, locale.responsibility_services());
        page.table(list("services", locale.responsibility_no_services(), &self.services, locale));
        page.heading(2, locale.responsibility_others());
        page.table(list("managed_by_others", locale.responsibility_no_others(), &self.others, locale));
        if !self.parties.is_empty() {
            page.heading(2, locale.third_parties_heading()).table(self.third_parties(locale));
        }
        if !self.speakers.is_empty() {
            page.heading(2, locale.responsibility_people()).table(self.people(locale));
        }
        page
    }

    fn matrix(&self, locale: &Locale) -> Table {
        let mut table = Table::new("kinds", locale.asset_none()).column(Column::new("kind", locale.title_kind()));
        for (key, who) in [
            ("by_provider", ManagedBy::Provider),
            ("by_client", ManagedBy::Client),
            ("by_third_party", ManagedBy::ThirdParty),
        ] {
            table = table.column(Column::new(key, locale.managed_by(who)).right());
        }
        let number = |n: usize| match n {
            0 => Cell { number: true, raw: "0".to_owned(), ..Cell::none() },
            n => Cell::number(locale.integer(i64::try_from(n).unwrap_or(i64::MAX)), n),
        };
        for (kind, by) in &self.kinds {
            let of = |who: &ManagedBy| number(by.get(who).copied().unwrap_or(0));
            let kind = Cell::both(locale.asset_kind(*kind), kind.code());
            table.row(std::iter::once(kind).chain(ManagedBy::ALL.iter().map(of)));
        }
        if self.kinds.len() > 1 {
            let total = Cell::both(locale.title_total(), "total").tone(Tone::Strong);
            let sums = ManagedBy::ALL.iter().map(|who| number(self.total(*who)).tone(Tone::Strong));
            table.row(std::iter::once(total).chain(sums));
        }
        table
    }

    fn third_parties(&self, locale: &Locale) -> Table {
        let mut table = Table::new("third_parties", locale.third_party_none())
            .column(Column::new("code", locale.title_code()))
            .column(Column::new("name", locale.title_name()))
            .column(Column::new("role", locale.title_role()).keep(3))
            .column(Column::new("contact", locale.title_contact()).keep(2))
            .column(Column::new("hours", locale.title_hours()).keep(1))
            .column(Column::new("assets", locale.title_assets()))
            .column(Column::new("authorisations", locale.title_authorisations()));
        for Party { party, assets, leaves } in &self.parties {
            let tags: Vec<&str> = assets.iter().map(AssetTag::as_str).collect();
            table.row([
                party.code.as_str().into(),
                party.name.as_str().into(),
                Cell::both(locale.third_party_role(party), party.role()),
                Cell::from(party.contact.as_deref()),
                Cell::from(party.hours.as_deref()),
                Cell::from((!tags.is_empty()).then(|| tags.join(", "))),
                authorised(locale, leaves, assets),
            ]);
        }
        table
    }

    fn people(&self, locale: &Locale) -> Table {
        let mut table = Table::new("people", "")
            .column(Column::new("contract", locale.title_contract()))
            .column(Column::new("side", locale.title_side()))
            .column(Column::new("role", locale.title_role()))
            .column(Column::new("name", locale.title_name()))
            .column(Column::new("contact", locale.title_contact()).keep(1));
        for Speaker { contract, role } in &self.speakers {
            table.row([
                contract.as_str().into(),
                Cell::both(locale.side(role.side), role.side.code()),
                Cell::both(locale.role(role.role), role.role.code()),
                role.name.as_str().into(),
                Cell::from(role.contact.as_deref()),
            ]);
        }
        table
    }
}

fn counts(by: &BTreeMap<ManagedBy, usize>) -> serde_json::Map<String, Value> {
    let count = |who: &ManagedBy| (who.code().to_owned(), json!(by.get(who).copied().unwrap_or(0)));
    ManagedBy::ALL.iter().map(count).collect()
}

/// `A-3 until 31 December 2026`; that there is none is marked where there is something to work on.
fn authorised(locale: &Locale, leaves: &[Authorisation], assets: &[AssetTag]) -> Cell {
    let one = |leave: &Authorisation| match leave.to {
        Some(to) => locale.authorisation_until(leave.number.to_string(), locale.date_short(to)),
        None => leave.number.to_string(),
    };
    let numbers: Vec<String> = leaves.iter().map(|leave| leave.number.to_string()).collect();
    match (leaves.is_empty(), assets.is_empty()) {
        (false, _) => Cell::both(leaves.iter().map(one).collect::<Vec<_>>().join(", "), numbers.join(" ")),
        (true, false) => Cell::both(locale.authorisation_none_in_force(), "").tone(Tone::Warn),
        (true, true) => Cell::none(),
    }
}

fn party_json(of: &Party) -> Value {
    let leave =
        |a: &Authorisation| json!({ "authorisation": a.number, "type": a.kind.code(), "from": a.from, "to": a.to });
    json!({
        "code": of.party.code,
        "name": of.party.name,
        "subcontractor": of.party.subcontractor,
        "contact": of.party.contact,
        "hours": of.party.hours,
        "contract": of.party.contract,
        "assets": of.assets,
        "in_force": of.leaves.iter().map(leave).collect::<Value>(),
    })
}

fn managed(m: &Managed) -> Value {
    let contracts = m.contracts.iter().map(|(contract, line)| json!({ "contract": contract, "line": line }));
    json!({
        "tag": m.tag,
        "kind": m.kind.code(),
        "label": m.label,
        "managed_by": m.by.code(),
        "with": m.with,
        "covered_by": contracts.collect::<Value>(),
    })
}

fn list(name: &'static str, empty: String, managed: &[Managed], locale: &Locale) -> Table {
    let mut table = Table::new(name, empty)
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("kind", locale.title_kind()).keep(3))
        .column(Column::new("label", locale.title_label()).keep(2))
        .column(Column::new("managed_by", locale.title_managed_by()))
        .column(Column::new("with", locale.title_supplier()).keep(4))
        .column(Column::new("covered_by", locale.title_contract()));
    for m in managed {
        let contracts: Vec<String> =
            m.contracts.iter().map(|(contract, line)| covered(contract, line.as_ref())).collect();
        let contracts = (!contracts.is_empty()).then(|| contracts.join(", "));
        table.row([
            m.tag.as_str().into(),
            Cell::both(locale.asset_kind(m.kind), m.kind.code()),
            Cell::from(m.label.as_deref()),
            Cell::both(locale.managed_by(m.by), m.by.code()),
            Cell::from(m.with.as_deref()),
            Cell::from(contracts),
        ]);
    }
    table
}

fn covered(contract: &ContractRef, line: Option<&LineName>) -> String {
    line.map_or_else(|| contract.to_string(), |line| format!("{contract} ({line})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::Field;

    fn asset(tag: &str, kind: AssetKind, values: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new(tag).unwrap(), kind);
        for (column, value) in values {
            asset.set(&Field::parse(column).unwrap(), value).unwrap();
        }
        asset
    }

    #[test]
    fn machines_are_counted_and_services_named_with_whoever_manages_them() {
        let as_of = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let mut report =
            Responsibility::new(ClientCode::new("ried").unwrap(), "Ried".into(), as_of, std::iter::empty());
        for asset in [
            asset("SRV", AssetKind::Server, &[]),
            asset("IMP", AssetKind::Printer, &[("managed_by", "tiers"), ("supplier", "Ricoh")]),
            asset("MSG", AssetKind::Mail, &[("managed_by", "client")]),
            asset("OLD", AssetKind::Server, &[("status", "retired")]),
        ] {
            report.take(&asset, Vec::new());
        }
        let json = report.json();
        assert_eq!(json["total"], json!({ "provider": 1, "client": 1, "third-party": 1 }));
        assert_eq!(json["managed_by_others"][0]["with"], "Ricoh");
        assert_eq!(json["services"][0]["managed_by"], "client");
    }
}
