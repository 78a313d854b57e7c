//! `infog expiring`.

use chrono::NaiveDate;

use super::completions::candidates;
use super::context::{Answer, Ctx};
use super::endings::{Window, of_asset, of_authorisation, of_contract, of_insurance};
use super::estate::{Estate, estates};
use super::failure::{Exit, Failure, Outcome};
use super::find;
use crate::domain::contract::clauses::Every;
use crate::report::expiring::{self, Expiry};
use crate::store;
use crate::store::asset::Filter;

/// Show what ends soon: warranties, subscriptions, licences, leases, contracts, certificates, insurance, authorisations
///
/// By date, of assets that are neither retired nor lost. Of a contract both the last day for notice and the last day of
/// its term. The provider's own insurance stands in the configuration; it is shown where no client is named.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog expiring
  infog expiring --within 6mo --client ried --format md
  infog expiring --past --json               what is over already, too")]
pub struct Args {
    /// How far ahead: 90d, 12w, 3mo, 1y
    #[arg(long, value_name = "TIME", default_value = "90d")]
    within: Every,

    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Also what is over already
    #[arg(long)]
    past: bool,
}

impl Args {
    /// Prints it, the nearest first.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let today = ctx.zone().date(ctx.now());
        let mut found = self.found(ctx)?;
        if self.client.is_none() {
            found.extend(insurance(ctx, self.window(today)));
        }
        expiring::sort(&mut found);
        let span = self.window(today);
        let from = if self.past { found.first().map_or(today, |first| first.on.min(today)) } else { today };
        let page = expiring::page(&found, from, span.to.min(last_day()), &ctx.locale);
        ctx.answer(&Answer { json: expiring::json(&found), page })?;
        Ok(Exit::Done)
    }

    fn window(&self, today: NaiveDate) -> Window {
        Window { today, to: self.within.after(today).unwrap_or(NaiveDate::MAX), past: self.past }
    }

    fn found(&self, ctx: &mut Ctx) -> Result<Vec<Expiry>, Failure> {
        let (now, reader) = (ctx.now(), ctx.zone().clone());
        ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let code = client.as_ref().map(|client| &client.code);
            let estates = estates(db, code, now, &reader)?;
            let served = |estate: &Estate| code.is_some() || !estate.client.archived;
            let mut found = Vec::new();
            for estate in estates.values().filter(|estate| served(estate)) {
                let span = self.window(estate.today);
                found.extend(estate.contracts.iter().flat_map(|(contract, _)| of_contract(contract, span)));
                let leaves = store::third_party::of_client(db, &estate.client.code)?;
                found.extend(leaves.iter().filter_map(|leave| of_authorisation(leave, span)));
            }
            store::asset::each(db, &Filter { client: code, ..Filter::default() }, &mut |owner, asset| {
                if let Some(estate) = estates.get(&owner.key()).filter(|estate| served(estate)) {
                    found.extend(of_asset(estate, &asset, self.window(estate.today)));
                }
                Ok(())
            })?;
            Ok(found)
        })
    }
}

/// The last date that is printed where "within" reaches beyond all calendars.
fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(9998, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// The provider's own, from the configuration.
fn insurance(ctx: &Ctx, span: Window) -> Option<Expiry> {
    let provider = ctx.settings.file.provider();
    of_insurance(|key| provider.get(key).cloned(), span)
}
