//! `infog contract obligation list`.

use serde_json::Value;

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::{duty, find};
use crate::domain::id::ContractRef;
use crate::report::monthly::duty::{self as report, Duty};
use crate::report::page::Page;
use crate::store;

/// List what contracts make due regularly: last done, next due
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract obligation list
  infog contract obligation list RIED-2025 --json")]
pub struct Args {
    /// Reference of the contract; all of them if absent
    #[arg(add = candidates::contracts())]
    contract: Option<ContractRef>,
}

impl Args {
    /// Prints them, contract by contract.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let found = ctx.read(|db| {
            let mut desk = Desk::new();
            let refs = match &self.contract {
                Some(one) => {
                    find::contract(db, one.as_str())?;
                    vec![one.clone()]
                }
                None => store::contract::refs(db)?,
            };
            let mut found: Vec<(ContractRef, Vec<Duty>)> = Vec::new();
            for reference in refs {
                let Some(contract) = desk.contract(db, &reference)? else { continue };
                let today = desk.contract_zone(db, &contract)?.date(now);
                let Some(terms) = contract.version_on(today).or_else(|| contract.latest()) else { continue };
                let duties = duty::duties(db, terms, (today, today))?;
                if !duties.is_empty() || self.contract.is_some() {
                    found.push((terms.contract.clone(), duties));
                }
            }
            Ok::<_, Failure>(found)
        })?;
        let mut page = Page::new();
        for (contract, duties) in &found {
            page.table(report::table(duties, &ctx.locale).titled(contract.to_string()));
        }
        if found.is_empty() {
            page.paragraph(ctx.locale.duty_none());
        }
        let json = found.iter().flat_map(|(contract, duties)| duties.iter().map(|duty| told(contract, duty)));
        ctx.answer(&Answer { json: json.collect::<Value>(), page })?;
        Ok(Exit::Done)
    }
}

fn told(contract: &ContractRef, duty: &Duty) -> Value {
    let mut json = report::json(duty);
    if let Value::Object(object) = &mut json {
        object.insert("contract".into(), Value::from(contract.as_str()));
    }
    json
}
