//! `infog report monthly`.

use std::path::PathBuf;

use super::document::{Wanted, documents};
use super::printed::{self, Printed};
use super::tables;
use crate::cli::args::Days;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::{closed, find};
use crate::domain::id::{ClientCode, ContractRef};
use crate::report::closing::Document;
use crate::report::monthly::{self, Monthly};

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
        let (now, reader, provider) = (ctx.now(), ctx.zone().clone(), ctx.settings.file.provider());
        let (client, closing, made): (_, _, Vec<Printed<Monthly>>) = ctx.read(|db| {
            let client = find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?;
            if let Some(closed) = closed::of_span(db, &client.code, span, now)? {
                let closing = closed.closing.clone();
                let documents = closed.of(db, &client.code, self.contract.as_ref())?;
                let print = |one: Document| Printed::Closed(Box::new(one.monthly), one.language);
                return Ok((client, Some(closing), documents.into_iter().map(print).collect()));
            }
            let contract = self.contract.as_ref();
            let wanted = Wanted { client: &client, contract, span, now, reader: &reader, provider: &provider };
            let made = documents(db, &wanted)?;
            let fresh = made.into_iter().map(|(one, language)| Printed::Fresh(one, language)).collect();
            Ok((client, None, fresh))
        })?;
        if let Some(closing) = &closing {
            closed::remark(ctx, &client.code, closing);
        }
        let asked = ctx.settings.asked_language();
        if let Some(folder) = &self.folder {
            return tables::written(ctx, folder, &printed::page(&made, asked, monthly::page));
        }
        if let Some(name) = &self.table {
            let only = tables::only(&printed::page(&made, asked, monthly::page), name)?;
            let locale = printed::locale(ctx, &made);
            ctx.answer_in(&locale, || tables::json(&only), || only.clone())?;
            return Ok(Exit::Done);
        }
        printed::answer(ctx, &made, false, monthly::json, monthly::page)
    }
}
