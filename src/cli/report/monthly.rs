//! `infog report monthly`.

use std::path::PathBuf;

use serde_json::Value;

use super::document::{Wanted, documents, provider};
use super::tables;
use crate::cli::args::Days;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::id::{ClientCode, ContractRef};
use crate::locale::{Lang, Locale};
use crate::report::monthly;
use crate::report::page::Page;

/// Print the document for the committee: summary, promises and trends, volume, inventory, what is due, actions
///
/// One document a contract, in the contract's language unless `--lang` says otherwise, as of the end of the month, whenever
/// it is printed. What the contract does not promise does not appear. A month that was closed is printed as it was
/// closed.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report monthly --client ried --month last
  infog report monthly --client ried --quarter 2026-Q2 --format md > committee.md
  infog report monthly --client ried --year 2026 --json
  infog report monthly --client ried --month last --table breaches --format csv
  infog report monthly --client ried --month last --folder june          every table as a CSV file")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Only this contract
    #[arg(long, value_name = "REF", add = candidates::contracts())]
    contract: Option<ContractRef>,

    #[command(flatten)]
    days: Days,

    /// Only this table: breaches, volume, trend_activity …
    #[arg(long, value_name = "NAME")]
    table: Option<String>,

    /// Write every table as a CSV file into this folder
    #[arg(long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath, conflicts_with = "table")]
    folder: Option<PathBuf>,
}

impl Args {
    /// Prints the documents.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let span = self.days.span(ctx.zone().date(ctx.now()))?;
        let (now, reader, provider) = (ctx.now(), ctx.zone().clone(), provider(&ctx.settings.file));
        let made = ctx.read(|db| {
            let client = find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?;
            let contract = self.contract.as_ref();
            let wanted = Wanted { client: &client, contract, span, now, reader: &reader, provider: &provider };
            documents(db, &wanted)
        })?;
        let asked = ctx.settings.asked_language();
        let json = || match made.as_slice() {
            [(one, _)] => monthly::json(one),
            many => many.iter().map(|(one, _)| monthly::json(one)).collect::<Value>(),
        };
        let page = || {
            let mut page = Page::new();
            for (one, language) in &made {
                let locale = Locale::new(Lang::from(asked.unwrap_or(*language)));
                page.append(monthly::page(one, &locale));
            }
            page
        };
        if let Some(folder) = &self.folder {
            return tables::written(ctx, folder, &page());
        }
        let language = asked.or_else(|| made.first().map(|(_, language)| *language));
        let locale = language.map_or_else(|| ctx.locale.clone(), |language| Locale::new(Lang::from(language)));
        match &self.table {
            Some(name) => {
                let only = tables::only(&page(), name)?;
                ctx.answer_in(&locale, || tables::json(&only), || only.clone())?;
            }
            None => ctx.answer_in(&locale, json, page)?,
        }
        Ok(Exit::Done)
    }
}
