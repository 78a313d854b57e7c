//! `infog third-party show`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::json_of;
use crate::cli::authorisation;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::id::ClientCode;
use crate::domain::third_party::{Authorisation, ThirdParty};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table};
use crate::store;

/// Show a third party, the assets that it manages and what allows work on these
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog third-party show sage
  infog third-party show sage --json")]
pub struct Args {
    /// Its code
    #[arg(add = candidates::third_parties())]
    code: String,
}

/// Everything that stands beside a third party.
struct Found {
    party: ThirdParty,
    assets: Vec<(ClientCode, Asset)>,
    authorisations: Vec<(Authorisation, NaiveDate)>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let found = ctx.read(|db| {
            let party = find::third_party(db, &self.code)?;
            let mut assets = store::third_party::assets(db, None, Some(&party.code))?;
            assets.retain(|(_, asset)| !asset.status.is_gone());
            let mut authorisations = Vec::new();
            for one in store::third_party::of_party(db, &party.code)? {
                let today = find::zone_of(&find::client(db, one.client.as_str())?)?.date(now);
                authorisations.push((one, today));
            }
            Ok::<_, Failure>(Found { party, assets, authorisations })
        })?;
        ctx.answer(&Answer { json: json_with(&found), page: page(&ctx.locale, &found) })?;
        Ok(Exit::Done)
    }
}

fn json_with(found: &Found) -> Value {
    let mut json = json_of(&found.party);
    let asset = |(client, asset): &(ClientCode, Asset)| json!({ "client": client, "tag": asset.tag, "kind": asset.kind.code(), "label": asset.text("label") });
    json.insert("assets".into(), found.assets.iter().map(asset).collect());
    let authorisations = found.authorisations.iter().map(|(one, today)| authorisation::json_of(one, *today));
    json.insert("authorisations".into(), authorisations.collect());
    Value::Object(json)
}

fn page(locale: &Locale, found: &Found) -> Page {
    let party = &found.party;
    let mut facts = Facts::new("third_party");
    facts.add("code", locale.title_code(), party.code.as_str());
    facts.add("role", locale.title_role(), Cell::both(locale.third_party_role(party), party.role()));
    facts.maybe("client", locale.title_only_for(), party.client.as_ref().map(|client| client.as_str()));
    facts.maybe("contact", locale.title_contact(), party.contact.as_deref());
    facts.maybe("hours", locale.title_hours(), party.hours.as_deref());
    facts.maybe("contract", locale.title_contract(), party.contract.as_deref());
    let state = match party.archived {
        true => Cell::both(locale.third_party_archived(), "archived"),
        false => Cell::both(locale.third_party_active(), "active"),
    };
    facts.add("state", locale.title_state(), state);
    let mut page = Page::new();
    page.heading(1, party.name.as_str()).facts(facts);
    page.heading(2, locale.title_assets()).table(assets(locale, &found.assets));
    page.heading(2, locale.title_authorisations()).table(authorisation::table(locale, &found.authorisations));
    page
}

fn assets(locale: &Locale, assets: &[(ClientCode, Asset)]) -> Table {
    let mut table = Table::new("assets", locale.third_party_no_assets())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("label", locale.title_label()).keep(1));
    for (client, asset) in assets {
        table.row([
            client.as_str().into(),
            asset.tag.as_str().into(),
            Cell::both(locale.asset_kind(asset.kind), asset.kind.code()),
            Cell::from(asset.text("label")),
        ]);
    }
    table
}
