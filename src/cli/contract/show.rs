//! `infog contract show`.

use serde_json::{Value, json};

use super::{json_of, zone_of};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::inventoried::Inventoried;
use crate::domain::contract::{Contract, Terms};
use crate::report::contract_page;
use crate::report::page::Facts;

/// Show a contract: the version that holds today, or another
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract show RIED-2025
  infog contract show RIED-2025 --amendment 0")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    /// This version; 0 is the original
    #[arg(long, value_name = "N")]
    amendment: Option<u32>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, reader) = (ctx.now(), ctx.zone().clone());
        let (contract, today, inventoried) = ctx.read(|db| {
            let contract = find::contract(db, &self.contract)?;
            let latest = contract.latest().ok_or_else(empty)?;
            let today = zone_of(db, &latest.calendar, &reader)?.date(now);
            let inventoried = Inventoried::read(db, &latest.client, now)?;
            Ok((contract, today, inventoried))
        })?;
        let terms = match self.amendment {
            Some(n) => contract.version(n).ok_or_else(|| no_version(&contract, n))?,
            None => contract.version_on(today).or_else(|| contract.latest()).ok_or_else(empty)?,
        };
        let mut page = contract_page::terms(&ctx.locale, &contract, terms, today);
        let mut inventory = Facts::new("inventory");
        inventory.add("inventory", ctx.locale.title_inventory(), inventoried.whole(&ctx.locale));
        page.facts(inventory);
        let json = with_versions(&contract, terms, &inventoried);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn empty() -> Failure {
    Failure::fault("a contract without a version")
}

fn no_version(contract: &Contract, amendment: u32) -> Failure {
    let known: Vec<String> = contract.versions().iter().map(|terms| terms.amendment.to_string()).collect();
    Failure::refused(format!("there is no amendment {amendment}"))
        .hinted(format!("known versions: {}", known.join(", ")))
}

fn with_versions(contract: &Contract, terms: &Terms, inventoried: &Inventoried) -> Value {
    let version = |terms: &Terms| json!({ "amendment": terms.amendment, "effective_on": terms.effective_on });
    let mut json = json_of(terms);
    if let Value::Object(object) = &mut json {
        object.insert("versions".into(), contract.versions().iter().map(version).collect());
        object.insert("inventory".into(), inventoried.json());
    }
    json
}
