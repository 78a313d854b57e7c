//! `infog contract export`.

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::id::ContractRef;
use crate::render::neutral_file;
use crate::store;

/// Print the file of a contract as it was applied
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog contract export RIED-2025 > ried-2025.toml")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    /// This version; 0 is the original, the last one if absent
    #[arg(long, value_name = "N")]
    amendment: Option<u32>,
}

impl Args {
    /// Prints it byte for byte.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reference = ContractRef::new(&self.contract)?;
        let source = ctx.read(|db| {
            find::contract(db, &self.contract)?;
            let mut versions = store::contract::versions(db, &reference)?;
            versions.retain(|stored| self.amendment.is_none_or(|n| stored.value.amendment == n));
            let none = || Failure::refused(format!("contract `{reference}` has no such amendment"));
            versions.pop().map(|stored| stored.source).ok_or_else(none)
        })?;
        ctx.out.answer(neutral_file(&source).as_bytes())?;
        Ok(Exit::Done)
    }
}
