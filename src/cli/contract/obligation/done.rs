//! `infog contract obligation done`.

use serde_json::json;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::contract::Terms;
use crate::domain::id::folded;
use crate::domain::text;
use crate::intake::when::{self, Looking};
use crate::store::{self, duty::Done};

/// Record that an obligation was fulfilled
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract obligation done RIED-2025 restore-test
  infog contract obligation done RIED-2025 restore-test --on 2026-06-12 --evidence \"report 2026-14\"")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    /// Code of the obligation, as the contract has it
    #[arg(value_name = "CODE")]
    code: String,

    /// On which day [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,

    /// Where it can be read again: a report, a mail
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let evidence = self.evidence.as_deref().map(|words| text::line("evidence", words)).transpose()?;
        let stamp = ctx.stamp_now();
        let (terms, done) = ctx.write(|db| {
            let contract = find::contract(db, &self.contract)?;
            let today = Desk::new().contract_zone(db, &contract)?.date(stamp.at);
            let on = self.on.as_deref().map(|on| when::parse_date(on, today, Looking::Back)).transpose()?;
            let on = on.unwrap_or(today);
            if on > today {
                return Err(Failure::refused(format!("{on} is still to come; today is {today}"))
                    .hinted("give the day on which it was done, or leave `--on` out"));
            }
            let terms = contract.version_on(on).or_else(|| contract.latest());
            let terms = terms.ok_or_else(|| Failure::fault("a contract without a version"))?;
            let done = Done { code: self.known(terms)?, on, evidence: evidence.clone() };
            store::duty::fulfil(db, &terms.contract, &done, &stamp)?;
            Ok((terms.clone(), done))
        })?;
        let json = json!({"contract": terms.contract, "code": done.code, "on": done.on, "evidence": done.evidence});
        let text = ctx.locale.duty_is_done(done.code.as_str(), terms.contract.as_str(), ctx.locale.date(done.on));
        ctx.changed(&json, &text, &done.code)?;
        Ok(Exit::Done)
    }

    /// The code as the contract spells it.
    fn known(&self, terms: &Terms) -> Result<String, Failure> {
        let codes: Vec<&str> = terms.obligations.iter().map(|one| one.code.as_str()).collect();
        if let Some(code) = codes.iter().find(|code| folded(code) == folded(&self.code)) {
            return Ok((*code).to_owned());
        }
        let failure = Failure::refused(format!("contract `{}` has no obligation `{}`", terms.contract, self.code));
        Err(match codes.as_slice() {
            [] => failure.hinted("what is due regularly is written as `[[obligation]]` in the contract's file"),
            _ => failure.meant(&self.code, codes.iter().copied()).hinted(format!("it has: {}", find::listed(&codes))),
        })
    }
}
