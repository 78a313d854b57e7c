//! `infog report sla`.

use serde_json::Value;

use crate::cli::args::Days;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::cli::judge::{Asked, Judged, judged};
use crate::domain::id::{ClientCode, ContractRef};
use crate::locale::{Lang, Locale};
use crate::report::page::Page;
use crate::report::{sla_json, sla_page};

/// Judge a month: flow, rates against goals, breaches, what is undecided and what is left out
///
/// Figures are as of the end of the month, whenever they are printed. The report follows the contract's language unless
/// `--lang` says otherwise.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report sla --client ried --month 2026-06
  infog report sla --client ried --month last --format md > ried.md
  infog report sla --all --month last --json")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "C", conflicts_with = "all", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Every client, one report a contract
    #[arg(long)]
    all: bool,

    /// Only this contract
    #[arg(long, value_name = "REF", conflicts_with = "all", add = candidates::contracts())]
    contract: Option<ContractRef>,

    #[command(flatten)]
    days: Days,
}

impl Args {
    /// Prints the reports.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let span = self.days.span(ctx.zone().date(ctx.now()))?;
        let now = ctx.now();
        let made = ctx.read(|db| {
            let client = match self.all {
                true => None,
                false => Some(find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?),
            };
            let asked = Asked { client: client.as_ref(), contract: self.contract.as_ref(), span, now, months: 0 };
            judged(&mut Desk::new(), db, &asked)
        })?;
        let asked = ctx.settings.asked_language();
        let json = || match made.as_slice() {
            [one] if !self.all => sla_json::sla(&one.report),
            many => many.iter().map(|one| sla_json::sla(&one.report)).collect::<Value>(),
        };
        let page = || {
            let mut page = Page::new();
            for Judged { report, titles, language, .. } in &made {
                let locale = Locale::new(Lang::from(asked.unwrap_or(*language)));
                page.append(sla_page::sla(report, titles, &locale));
            }
            page
        };
        // Reports of one language are laid out in it, whoever prints them.
        let first = made.first().map(|one| one.language);
        let alike = first.filter(|first| made.iter().all(|one| one.language == *first));
        match asked.or(alike) {
            Some(language) => ctx.answer_in(&Locale::new(Lang::from(language)), json, page)?,
            None => ctx.answer_long(json, page)?,
        }
        Ok(Exit::Done)
    }
}
