//! `infog report availability`.

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::{Desk, known_contract};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::{availability, find};
use crate::domain::client::Client;
use crate::domain::contract::terms::Terms;
use crate::domain::id::{ClientCode, ContractRef};
use crate::domain::instant::{Instant, Month};
use crate::domain::span::Span;
use crate::intake::when;
use crate::locale::{Lang, Locale};
use crate::report::availability::{self as report, ServiceUp};
use crate::report::page::Page;
use crate::report::sla::Period;
use crate::store::Db;

/// Print how long each promised service was up in a month, and the outages behind it
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report availability --client ried --month last
  infog report availability --client ried --month 2026-10 --json")]
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

/// A contract's services in its month.
type Made = (Terms, Period, Vec<ServiceUp>);

impl Args {
    /// Prints the services of each contract that promises any.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let month = when::month(&self.month, ctx.zone().date(ctx.now()))?;
        let now = ctx.now();
        let (client, made) = ctx.read(|db| {
            let client = find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?;
            let made = self.made(db, &client, month, now)?;
            Ok((client, made))
        })?;
        let asked = ctx.settings.asked_language();
        let mut page = Page::new();
        for (terms, period, services) in &made {
            let locale = Locale::new(Lang::from(asked.unwrap_or(terms.language.unwrap_or(client.language))));
            page.heading(1, locale.report_availability_title(locale.month(month)));
            page.paragraph(locale.contract_of(terms.contract.as_str(), terms.title.as_str()));
            report::section(&mut page, services, &period.zone, &locale);
        }
        if made.is_empty() {
            page.paragraph(ctx.locale.no_availability());
        }
        let json = made.iter().map(json_of).collect::<Value>();
        let languages = made.iter().map(|(terms, ..)| terms.language.unwrap_or(client.language));
        ctx.answer_in(&super::laid_out_in(ctx, languages), || json, || page)?;
        Ok(Exit::Done)
    }

    fn made(&self, db: &mut dyn Db, client: &Client, month: Month, now: Instant) -> Result<Vec<Made>, Failure> {
        let mut desk = Desk::new();
        let contracts = desk.contracts_of(db, &client.code)?;
        if let Some(wanted) = &self.contract {
            known_contract(&client.code, wanted, &contracts)?;
        }
        let mut made = Vec::new();
        for contract in contracts {
            let Some(terms) = contract.version_on(month.last_day()) else { continue };
            if self.contract.as_ref().is_some_and(|wanted| *wanted != terms.contract) || terms.availability.is_empty() {
                continue;
            }
            let period = Period::new(Span::month(month), desk.contract_zone(db, &contract)?, now);
            let services = availability::services(&mut desk, db, terms, &period)?;
            made.push((terms.clone(), period, services));
        }
        Ok(made)
    }
}

fn json_of((terms, period, services): &Made) -> Value {
    json!({
        "client": terms.client,
        "contract": terms.contract,
        "period": {
            "from": period.span.from(),
            "to": period.span.to(),
            "zone": period.zone.name(),
        },
        "as_of": period.zone.rfc3339(period.as_of.now),
        "availability": report::json(services, &period.zone),
    })
}
