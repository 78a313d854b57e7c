//! `infog contract export`.

use chrono::NaiveDate;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::source::Source;
use crate::domain::contract::{Contract, Terms};
use crate::domain::id::{AssetTag, ContractRef};
use crate::intake::{contract_file, drafting};
use crate::render::neutral_file;
use crate::store;

/// Print the file of a contract as it was applied, or a draft of its next amendment
///
/// A draft has the terms of the last version, the next number and the day that is given, and no day of signature. It is
/// checked and printed; nothing changes before it is applied.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract export RIED-2025 > ried-2025.toml
  infog contract export RIED-2025 --draft 2026-09-01 > amendment.toml
  infog contract export RIED-2025 --draft 2026-09-01 --cover RIED-IMP-01 | infog contract apply -
  infog contract export RIED-2025 --draft 2026-09-01 --add reversibility.toml | infog contract apply -")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    /// This version; 0 is the original, the last one if absent
    #[arg(long, value_name = "N", conflicts_with = "draft")]
    amendment: Option<u32>,

    /// Draft the next amendment, in force from this day
    #[arg(long, value_name = "DATE")]
    draft: Option<NaiveDate>,

    /// In the draft, an asset that a line of its own covers; may be given again
    #[arg(long, value_name = "TAG", requires = "draft", add = candidates::assets())]
    cover: Vec<AssetTag>,

    /// In the draft, an asset that no line covers any more; may be given again
    #[arg(long, value_name = "TAG", requires = "draft", add = candidates::assets())]
    exclude: Vec<AssetTag>,

    /// In the draft, the last day of the term
    #[arg(long, value_name = "DATE", requires = "draft")]
    ends_on: Option<NaiveDate>,

    /// In the draft, clauses to add: a file, or - for standard input
    #[arg(long, value_name = "FILE", requires = "draft", value_hint = clap::ValueHint::FilePath)]
    add: Option<Source>,
}

impl Args {
    /// Prints it byte for byte, or drafted anew.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reference = ContractRef::new(&self.contract)?;
        let (last, source) = ctx.read(|db| {
            find::contract(db, &self.contract)?;
            let mut versions = store::contract::versions(db, &reference)?;
            versions.retain(|stored| self.amendment.is_none_or(|n| stored.value.amendment == n));
            let all = versions.iter().map(|stored| stored.value.clone()).collect();
            let none = || Failure::refused(format!("contract `{reference}` has no such amendment"));
            versions.pop().map(|stored| (all, stored.source)).ok_or_else(none)
        })?;
        let source = match self.draft {
            Some(day) => self.drafted(day, &source, last)?,
            None => source,
        };
        ctx.out.answer(neutral_file(&source).as_bytes())?;
        Ok(Exit::Done)
    }

    /// The next amendment, sound as far as its file can tell.
    fn drafted(&self, day: NaiveDate, source: &str, mut versions: Vec<Terms>) -> Result<String, Failure> {
        let texts = |tags: &[AssetTag]| tags.iter().map(ToString::to_string).collect::<Vec<_>>();
        let wanted = drafting::Amendment {
            number: versions.last().map_or(0, |last| last.amendment + 1),
            effective_on: day,
            ends_on: self.ends_on,
            cover: &texts(&self.cover),
            exclude: &texts(&self.exclude),
            add: &self.add.as_ref().map(Source::text).transpose()?.unwrap_or_default(),
        };
        let draft = drafting::amendment(source, &wanted)
            .map_err(|why| Failure::refused(format!("no draft of contract `{}`", self.contract)).because(why))?;
        versions.push(contract_file::read("draft", &draft)?);
        Contract::new(versions)?;
        Ok(draft)
    }
}
