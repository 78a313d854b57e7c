//! `infog contract diff`.

use serde_json::json;

use super::read_terms;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::source::Source;
use crate::domain::contract::diff::{Change, diff};
use crate::domain::contract::{Contract, Terms};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};

/// Show what changed between two versions of a contract
///
/// Without numbers: the last amendment and the version before it. With --file: the file and what was applied.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract diff RIED-2025
  infog contract diff RIED-2025 0 2
  infog contract diff RIED-2025 --file new.toml")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    /// The version before; 0 is the original
    #[arg(value_name = "BEFORE", requires = "after", conflicts_with = "file")]
    before: Option<u32>,

    /// The version after
    #[arg(value_name = "AFTER")]
    after: Option<u32>,

    /// Compare this file with the version that has its number, else with the last
    #[arg(long, value_name = "FILE|-", value_hint = clap::ValueHint::FilePath)]
    file: Option<Source>,
}

impl Args {
    /// Prints what changed.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let contract = ctx.read(|db| find::contract(db, &self.contract))?;
        let (before, after) = self.versions(&contract)?;
        let changes = diff(&before, &after);
        let json = json!({
            "ref": after.contract, "before": before.amendment, "after": after.amendment, "changes": changes,
        });
        let mut page = Page::new();
        page.table(table(&ctx.locale, &changes));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn versions(&self, contract: &Contract) -> Result<(Terms, Terms), Failure> {
        let latest = contract.latest().ok_or_else(|| Failure::fault("a contract without a version"))?;
        let version = |n: u32| {
            let none = || Failure::refused(format!("contract `{}` has no amendment {n}", latest.contract));
            contract.version(n).cloned().ok_or_else(none)
        };
        match (&self.file, self.before, self.after) {
            (Some(file), ..) => {
                let (terms, _) = read_terms(file)?;
                Ok((contract.version(terms.amendment).unwrap_or(latest).clone(), terms))
            }
            (None, Some(before), Some(after)) => Ok((version(before)?, version(after)?)),
            _ => match latest.amendment.checked_sub(1) {
                Some(previous) => Ok((version(previous)?, latest.clone())),
                None => Err(Failure::refused(format!("contract `{}` has no amendment yet", latest.contract))
                    .hinted("compare it with a file: `--file FILE`")),
            },
        }
    }
}

fn table(locale: &Locale, changes: &[Change]) -> Table {
    let mut table = Table::new("changes", locale.contract_no_changes())
        .column(Column::new("path", locale.title_field()))
        .column(Column::new("before", locale.title_before()))
        .column(Column::new("after", locale.title_after()));
    for change in changes {
        table.row([
            change.path.as_str().into(),
            Cell::from(change.before.as_deref()),
            Cell::from(change.after.as_deref()),
        ]);
    }
    table
}
