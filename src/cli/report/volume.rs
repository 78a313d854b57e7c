//! `infog report volume`.

use serde_json::Value;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::{Desk, known_contract};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::{find, volume};
use crate::domain::client::Client;
use crate::domain::id::{ClientCode, ContractRef};
use crate::domain::instant::Month;
use crate::intake::when;
use crate::locale::{Lang, Locale};
use crate::report::page::Page;
use crate::report::volume::{self as report, Statement};
use crate::report::volume_page;
use crate::store::Db;

/// Print what a month consumed of the volumes that a client's contracts include
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report volume --client ried --month last
  infog report volume --client ried --month 2026-06 --format csv > volume.csv")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Only this contract
    #[arg(long, value_name = "REF", add = candidates::contracts())]
    contract: Option<ContractRef>,

    /// Month: 2026-06, last or this
    #[arg(long, value_name = "M", default_value = "last")]
    month: String,
}

impl Args {
    /// Prints a statement for each contract with a volume.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let month = when::month(&self.month, ctx.zone().date(ctx.now()))?;
        let (client, statements) = ctx.read(|db| {
            let client = find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?;
            let statements = self.statements(db, &client, month)?;
            Ok((client, statements))
        })?;
        let asked = ctx.settings.asked_language();
        let mut page = Page::new();
        for statement in &statements {
            let language = statement.terms.language.unwrap_or(client.language);
            let locale = Locale::new(Lang::from(asked.unwrap_or(language)));
            page.append(volume_page::statement(statement, &locale));
        }
        if statements.is_empty() {
            page.paragraph(ctx.locale.no_volume_at_all());
        }
        let json = statements.iter().map(report::statement).collect::<Value>();
        let languages = statements.iter().map(|statement| statement.terms.language.unwrap_or(client.language));
        ctx.answer_in(&super::laid_out_in(ctx, languages), || json, || page)?;
        Ok(Exit::Done)
    }

    fn statements(&self, db: &mut dyn Db, client: &Client, month: Month) -> Result<Vec<Statement>, Failure> {
        let mut desk = Desk::new();
        let contracts = desk.contracts_of(db, &client.code)?;
        if let Some(wanted) = &self.contract {
            known_contract(&client.code, wanted, &contracts)?;
        }
        let mut statements = Vec::new();
        for contract in contracts {
            let Some(reference) = contract.latest().map(|terms| terms.contract.clone()) else { continue };
            if self.contract.as_ref().is_some_and(|wanted| *wanted != reference) {
                continue;
            }
            let Some((account, _)) = volume::read(&mut desk, db, &reference, month.last_day())? else { continue };
            let statement = volume::told(db, &account, month.first_day(), month.last_day())?;
            statements.extend(statement.filter(|s| !s.is_empty()));
        }
        Ok(statements)
    }
}
