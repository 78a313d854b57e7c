//! What an export cannot hold or does not do by itself: documents, passwords, open tickets, licences, third parties,
//! sessions.

use super::package::{Package, Sheet};
use super::tables::Whose;
use crate::cli::failure::Failure;
use crate::domain::asset::AssetKind;
use crate::domain::client::Language;
use crate::domain::contract::Terms;
use crate::domain::licence::Owner;
use crate::domain::life::{open_loan, open_repair};
use crate::domain::third_party::Standing;
use crate::locale::Locale;
use crate::store::asset::Filter as Assets;
use crate::store::ticket::Filter;
use crate::store::{self, Db};

const FILE: &str = "to-do.csv";
/// Its columns.
pub const COLUMNS: &str = "what about text done";

/// The language of what is written for people: that of the contract, else of the client.
pub fn language(whose: &Whose) -> Language {
    let latest = whose.contracts.iter().filter_map(|contract| contract.latest()).find_map(|terms| terms.language);
    latest.unwrap_or(whose.client.language)
}

/// Writes the list; how many entries.
///
/// # Errors
/// The database, or the disk.
pub fn write(db: &mut dyn Db, whose: &Whose, package: &mut Package) -> Result<u64, Failure> {
    let columns: Vec<String> = COLUMNS.split(' ').map(str::to_owned).collect();
    package.sheet(FILE, &columns, |sheet| {
        let mut list = List { sheet, say: Locale::new(language(whose).into()) };
        list.documents(whose);
        list.tickets(db, whose)?;
        list.assets(db, whose)?;
        list.third_parties(db, whose)?;
        list.campaigns(db, whose)?;
        list.actions(db, whose)?;
        list.sessions(whose);
        Ok(())
    })?;
    Ok(package.written().last().and_then(|file| file.rows).unwrap_or(0))
}

struct List<'a, 's> {
    sheet: &'a mut Sheet<'s>,
    say: Locale,
}

impl List<'_, '_> {
    fn entry(&mut self, what: &str, about: &str, text: String) {
        self.sheet.row(&[what.into(), about.into(), text.into(), "".into()]);
    }

    fn in_force(whose: &Whose) -> Vec<Terms> {
        let today = whose.zone.date(whose.now);
        let terms = |contract: &crate::domain::contract::Contract| {
            contract.terms_in_force_on(today).or_else(|| contract.latest()).cloned()
        };
        whose.contracts.iter().filter_map(terms).collect()
    }

    /// Neither documents nor passwords were ever in infog.
    fn documents(&mut self, whose: &Whose) {
        self.entry("documents", "", self.say.todo_documents());
        for terms in Self::in_force(whose) {
            let about = terms.contract.as_str();
            self.entry("documents", about, self.say.todo_signed_contract(terms.title.as_str()));
            for deliverable in terms.reversibility.iter().flat_map(|clause| &clause.deliverables) {
                self.entry("deliverable", about, deliverable.clone());
            }
        }
        self.entry("passwords", "", self.say.todo_passwords());
    }

    fn tickets(&mut self, db: &mut dyn Db, whose: &Whose) -> Result<(), Failure> {
        let filter = Filter { client: Some(&whose.client.code), status: None, all: false };
        for (number, summary) in store::ticket::summaries(db, &filter)? {
            let status = self.say.status(summary.status);
            let text = self.say.todo_ticket(summary.title.as_str(), status);
            self.entry("ticket", &number.to_string(), text);
        }
        Ok(())
    }

    fn assets(&mut self, db: &mut dyn Db, whose: &Whose) -> Result<(), Failure> {
        let (mut licences, mut unknown) = (Vec::new(), 0_u64);
        store::asset::each(db, &Assets { client: Some(&whose.client.code), ..Assets::default() }, &mut |_, asset| {
            if !asset.status.is_gone() {
                unknown += u64::from(!asset.missing().is_empty());
                licences.extend((asset.kind == AssetKind::Licence).then_some(asset));
            }
            Ok(())
        })?;
        for licence in &licences {
            let text = match licence.licence_owner() {
                Owner::Client => self.say.todo_licence(licence.product()),
                Owner::Provider => self.say.todo_licence_of_provider(licence.product()),
            };
            self.entry("licence", licence.tag.as_str(), text);
        }
        self.out_of_place(db, whose)?;
        if unknown > 0 {
            let text = self.say.todo_unknown(i64::try_from(unknown).unwrap_or(i64::MAX));
            self.entry("inventory", "", text);
        }
        Ok(())
    }

    /// Assets that are at a repairer's, or lent.
    fn out_of_place(&mut self, db: &mut dyn Db, whose: &Whose) -> Result<(), Failure> {
        for (types, is_repair) in [(["sent-out", "came-back"], true), (["lent", "returned"], false)] {
            let mut entries = store::life::of_types(db, Some(&whose.client.code), types)?;
            entries.sort_by(|a, b| a.tag.cmp(&b.tag).then(a.event.cmp(&b.event)));
            for of_one in entries.chunk_by(|a, b| a.tag == b.tag) {
                let Some(tag) = of_one.first().map(|entry| entry.tag.as_str()) else { continue };
                if is_repair && open_repair(of_one).is_some() {
                    self.entry("repair", tag, self.say.todo_repair());
                } else if !is_repair && open_loan(of_one).is_some() {
                    self.entry("loan", tag, self.say.todo_loan());
                }
            }
        }
        Ok(())
    }

    fn third_parties(&mut self, db: &mut dyn Db, whose: &Whose) -> Result<(), Failure> {
        for party in whose.shared.third_parties.iter().filter(|party| !party.archived) {
            self.entry("third-party", party.code.as_str(), self.say.todo_third_party(party.name.as_str()));
        }
        let today = whose.zone.date(whose.now);
        for leave in store::third_party::of_client(db, &whose.client.code)? {
            if leave.standing_on(today) != Standing::Over {
                let text = self.say.todo_authorisation(leave.third_party.as_str(), leave.granted_by.as_str());
                self.entry("authorisation", &leave.number.to_string(), text);
            }
        }
        Ok(())
    }

    fn campaigns(&mut self, db: &mut dyn Db, whose: &Whose) -> Result<(), Failure> {
        for campaign in store::campaign::list(db, Some(&whose.client.code))? {
            if campaign.accepted.is_none() {
                self.entry("campaign", campaign.name.as_str(), self.say.todo_campaign());
            }
        }
        Ok(())
    }

    fn actions(&mut self, db: &mut dyn Db, whose: &Whose) -> Result<(), Failure> {
        for known in store::action::list(db, Some(&whose.client.code))?.into_values() {
            if known.action.end.is_none() {
                self.entry("action", &known.number.to_string(), known.action.text.unwrap_or_default());
            }
        }
        Ok(())
    }

    /// What is handed over by word: one session for each line of what the contracts cover, and one for all.
    fn sessions(&mut self, whose: &Whose) {
        self.entry("session", "", self.say.todo_session());
        for terms in Self::in_force(whose) {
            for line in &terms.lines {
                let text = self.say.todo_session_of_line(line.name.as_str());
                self.entry("session", terms.contract.as_str(), text);
            }
        }
    }
}
