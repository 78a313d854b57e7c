//! `infog report calls`.

use serde_json::json;

use crate::cli::call;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::id::ClientCode;
use crate::domain::span::Span;
use crate::intake::when;
use crate::locale::{Lang, Locale};
use crate::report::calls;
use crate::report::page::Page;

/// Print the calls of a month: answered, answered in time, abandoned, resolved at the first contact
///
/// Calls are counted as the contract with `[telephony]` says; each rate is shown with its definition.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report calls --client ried --month last
  infog report calls --client ried --month 2026-06 --json")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Month: 2026-06, last or this
    #[arg(long, value_name = "M", default_value = "last")]
    month: String,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let month = when::month(&self.month, ctx.zone().date(ctx.now()))?;
        let (client, terms, report) = ctx.read(|db| {
            let client = find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?;
            let mut desk = Desk::new();
            let contracts = desk.contracts_of(db, &client.code)?;
            let on = month.last_day();
            let mut versions = contracts.iter().filter_map(|contract| contract.version_on(on));
            let terms = versions.find(|terms| terms.telephony.is_some()).cloned();
            let report = call::report(&mut desk, db, &client, Span::month(month), terms.as_ref())?;
            Ok((client, terms, report))
        })?;
        let language = terms.as_ref().and_then(|terms| terms.language).unwrap_or(client.language);
        let locale = Locale::new(Lang::from(ctx.settings.asked_language().unwrap_or(language)));
        let mut page = Page::new();
        page.heading(1, locale.report_calls_title(client.code.as_str(), locale.month(month)));
        calls::section(&mut page, &report, &locale);
        page.table(calls::days(&report, &locale));
        let json = json!({
            "client": client.code,
            "contract": terms.as_ref().map(|terms| &terms.contract),
            "month": month.to_string(),
            "telephony": calls::json(&report),
        });
        ctx.answer_in(&locale, || json, || page)?;
        Ok(Exit::Done)
    }
}
