//! `infog contract show`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{json_of, zone_of};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::inventoried::Inventoried;
use crate::domain::contract::{Contract, Terms};
use crate::report::actors::{self, Actors};
use crate::report::contract_page;
use crate::report::page::Facts;

/// Show a contract: the version that holds today, or another
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract show RIED-2025
  infog contract show RIED-2025 --amendment 0
  infog contract show RIED-2025 --on 2026-03-01        who spoke for whom that day")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    /// This version; 0 is the original
    #[arg(long, value_name = "N")]
    amendment: Option<u32>,

    /// As it is on this day: the version that governs it, and who speaks for each side
    #[arg(long, value_name = "DATE", conflicts_with = "amendment")]
    on: Option<NaiveDate>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, reader) = (ctx.now(), ctx.zone().clone());
        let (contract, today, inventoried) = ctx.read(|db| {
            let contract = find::contract(db, &self.contract)?;
            let latest = contract.latest().ok_or_else(empty)?;
            let today = match self.on {
                Some(day) => day,
                None => zone_of(db, &latest.calendar, &reader)?.date(now),
            };
            let inventoried = Inventoried::read(db, &latest.client, now)?;
            Ok((contract, today, inventoried))
        })?;
        let terms = match self.amendment {
            Some(n) => contract.version(n).ok_or_else(|| no_version(&contract, n))?,
            None => match (contract.version_on(today), self.on) {
                (Some(terms), _) => terms,
                (None, Some(day)) => return Err(not_yet(&contract, day)),
                (None, None) => contract.latest().ok_or_else(empty)?,
            },
        };
        let actors = Actors::of(terms, today);
        let mut page = contract_page::terms(&ctx.locale, &contract, terms, today);
        let mut inventory = Facts::new("inventory");
        inventory.add("inventory", ctx.locale.title_inventory(), inventoried.whole(&ctx.locale));
        page.facts(inventory);
        actors::section(&mut page, &actors, &ctx.locale);
        let json = with_versions(&contract, terms, &inventoried, &actors);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn empty() -> Failure {
    Failure::fault("a contract without a version")
}

fn not_yet(contract: &Contract, day: NaiveDate) -> Failure {
    let first = contract.versions().first().map(|terms| terms.effective_on.to_string()).unwrap_or_default();
    Failure::refused(format!("no version of the contract holds on {day}"))
        .hinted(format!("its first one holds from {first}"))
}

fn no_version(contract: &Contract, amendment: u32) -> Failure {
    let known: Vec<String> = contract.versions().iter().map(|terms| terms.amendment.to_string()).collect();
    Failure::refused(format!("there is no amendment {amendment}"))
        .hinted(format!("known versions: {}", known.join(", ")))
}

fn with_versions(contract: &Contract, terms: &Terms, inventoried: &Inventoried, actors: &Actors) -> Value {
    let version = |terms: &Terms| json!({ "amendment": terms.amendment, "effective_on": terms.effective_on });
    let mut json = json_of(terms);
    if let Value::Object(object) = &mut json {
        object.insert("versions".into(), contract.versions().iter().map(version).collect());
        object.insert("inventory".into(), inventoried.json());
        object.insert("actors".into(), actors::json(actors));
    }
    json
}
