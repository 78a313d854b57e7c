//! `infog client show`.

use serde_json::json;

use super::{facts_of, json_of};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::client::Client;
use crate::domain::contract::Contract;
use crate::locale::Locale;
use crate::report::page::{Column, Page, Table};
use crate::store::{self, Db};

/// Show a client with its contracts
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog client show ried")]
pub struct Args {
    /// Its code; the only client if absent
    #[arg(add = candidates::clients())]
    code: Option<String>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (client, contracts, assets) = ctx.read(|db| facts(db, self.code.as_deref()))?;
        let refs: Vec<&str> = contracts.iter().filter_map(|c| Some(c.latest()?.contract.as_str())).collect();
        let mut json = json_of(&client);
        if let Some(object) = json.as_object_mut() {
            object.insert("contracts".into(), json!(refs));
            object.insert("assets".into(), json!(assets));
        }
        let mut facts = facts_of(&ctx.locale, &client);
        facts.add("assets", ctx.locale.title_assets(), assets.to_string());
        let mut page = Page::new();
        page.heading(1, client.name.as_str()).facts(facts).table(contract_table(&ctx.locale, &contracts));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn facts(db: &mut dyn Db, code: Option<&str>) -> Result<(Client, Vec<Contract>, i64), crate::cli::failure::Failure> {
    let client = find::client_or_only(db, code)?;
    let assets = match store::client::id(db, &client.code)? {
        Some(id) => store::asset::count(db, id)?,
        None => 0,
    };
    let mut contracts: Vec<Contract> = Vec::new();
    for reference in references(db, &client)? {
        contracts.push(find::contract(db, &reference)?);
    }
    Ok((client, contracts, assets))
}

fn references(db: &mut dyn Db, client: &Client) -> Result<Vec<String>, crate::cli::failure::Failure> {
    let stored = store::contract::of_client(db, &client.code)?;
    let originals = stored.into_iter().filter(|version| version.value.amendment == 0);
    Ok(originals.map(|version| version.value.contract.to_string()).collect())
}

fn contract_table(locale: &Locale, contracts: &[Contract]) -> Table {
    let mut table = Table::new("contracts", locale.contract_none())
        .column(Column::new("ref", locale.title_contract()))
        .column(Column::new("title", locale.title_title()));
    for terms in contracts.iter().filter_map(Contract::latest) {
        table.row([terms.contract.as_str().into(), terms.title.as_str().into()]);
    }
    table
}
