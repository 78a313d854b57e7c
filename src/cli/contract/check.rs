//! `infog contract check`.

use serde_json::json;

use super::{check_names, read_terms, tell_remarks};
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::source::Source;
use crate::domain::contract::Terms;
use crate::domain::contract::review::review;

/// Check a contract: what is wrong, and what it lacks
///
/// A file is refused for what is unknown or contradictory, with line and column. What a sound contract would have is told
/// with the clause to add. With a database, its client and calendars must be known.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract check ried-2025.toml
  infog contract check RIED-2025")]
pub struct Args {
    /// Contract file, - for standard input, or the reference of a contract that was applied
    #[arg(add = candidates::contracts())]
    contract: String,
}

impl Args {
    /// Checks it; remarks are no failure.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let terms = self.terms(ctx)?;
        let remarks = review(&terms);
        tell_remarks(ctx, &self.contract, &remarks, true);
        let json = json!({ "ref": terms.contract, "amendment": terms.amendment, "remarks": remarks });
        let text = match remarks.len() {
            0 => ctx.locale.contract_sound(terms.contract.as_str()),
            n => ctx.locale.contract_remarks(terms.contract.as_str(), ctx.locale.count_warnings(n)),
        };
        ctx.changed(&json, &text, terms.contract.as_str())?;
        Ok(Exit::Done)
    }

    fn terms(&self, ctx: &mut Ctx) -> Result<Terms, Failure> {
        let source = Source::of(&self.contract);
        let has_database = ctx.settings.database.value.exists();
        let is_file = matches!(&source, Source::File(path) if path.exists());
        if has_database && !is_file && source != Source::Stdin {
            let looks_like_path = self.contract.ends_with(".toml") || self.contract.contains('/');
            if !looks_like_path {
                let contract = ctx.read(|db| find::contract(db, &self.contract))?;
                return contract.latest().cloned().ok_or_else(|| Failure::fault("a contract without a version"));
            }
        }
        let (terms, text) = read_terms(&source)?;
        if has_database {
            ctx.read(|db| check_names(db, &terms, &source, &text))?;
        } else {
            ctx.out.note("there is no database yet: client and calendars were not looked up");
        }
        Ok(terms)
    }
}
