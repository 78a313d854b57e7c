//! `infog expiring`.

use chrono::NaiveDate;

use super::completions::candidates;
use super::context::{Answer, Ctx};
use super::estate::{Estate, estates};
use super::failure::{Exit, Failure, Outcome};
use super::find;
use crate::domain::asset::Asset;
use crate::domain::asset::expiry::Ending;
use crate::domain::contract::Contract;
use crate::domain::contract::clauses::Every;
use crate::domain::id::ClientCode;
use crate::domain::third_party::Authorisation;
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

/// The days that are asked about.
#[derive(Clone, Copy)]
struct Span {
    today: NaiveDate,
    to: NaiveDate,
    past: bool,
}

impl Span {
    fn of(args: &Args, today: NaiveDate) -> Self {
        let to = args.within.after(today).unwrap_or(NaiveDate::MAX);
        Self { today, to, past: args.past }
    }

    fn holds(self, on: NaiveDate) -> bool {
        on <= self.to && (self.past || on >= self.today)
    }

    fn expiry(self, what: Ending, on: NaiveDate, client: Option<&ClientCode>, reference: &str) -> Option<Expiry> {
        self.holds(on).then(|| Expiry {
            on,
            days: (on - self.today).num_days(),
            what,
            client: client.cloned(),
            reference: reference.to_owned(),
            label: None,
            with: None,
        })
    }
}

impl Args {
    /// Prints it, the nearest first.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let today = ctx.zone().date(ctx.now());
        let mut found = self.found(ctx)?;
        if self.client.is_none() {
            found.extend(insurance(ctx, Span::of(&self, today)));
        }
        expiring::sort(&mut found);
        let span = Span::of(&self, today);
        let from = if self.past { found.first().map_or(today, |first| first.on.min(today)) } else { today };
        let page = expiring::page(&found, from, span.to.min(last_day()), &ctx.locale);
        ctx.answer(&Answer { json: expiring::json(&found), page })?;
        Ok(Exit::Done)
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
                let span = Span::of(self, estate.today);
                found.extend(estate.contracts.iter().flat_map(|(contract, _)| of_contract(contract, span)));
                let leaves = store::third_party::of_client(db, &estate.client.code)?;
                found.extend(leaves.iter().filter_map(|leave| of_authorisation(leave, span)));
            }
            store::asset::each(db, &Filter { client: code, ..Filter::default() }, &mut |owner, asset| {
                if let Some(estate) = estates.get(&owner.key()).filter(|estate| served(estate)) {
                    found.extend(of_asset(estate, &asset, Span::of(self, estate.today)));
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

fn of_asset(estate: &Estate, asset: &Asset, span: Span) -> Vec<Expiry> {
    let client = Some(&estate.client.code);
    let ends = estate.endings(asset).filter_map(|(what, on)| span.expiry(what, on, client, asset.tag.as_str()));
    let named = |e: Expiry| {
        let with = asset.text("supplier").or_else(|| asset.text("manufacturer"));
        Expiry { label: asset.text("label").map(str::to_owned), with: with.map(str::to_owned), ..e }
    };
    ends.map(named).collect()
}

/// The last day for notice and the last day of the term that runs, or of the last one where none runs any more.
fn of_contract(contract: &Contract, span: Span) -> Vec<Expiry> {
    let terms = contract.version_on(span.today).or_else(|| contract.latest());
    let Some(terms) = terms else { return Vec::new() };
    let period = terms.period_on(span.today.max(terms.starts_on));
    let end = period.map_or_else(|| terms.last_day(), |period| period.to);
    let notice = period.and_then(|period| period.notice_by);
    let named = |e: Expiry| Expiry { label: Some(terms.title.clone()), ..e };
    let both = [(Ending::Notice, notice), (Ending::Contract, end)].into_iter();
    let both = both.filter_map(|(what, on)| span.expiry(what, on?, Some(&terms.client), terms.contract.as_str()));
    both.map(named).collect()
}

/// The last day of an authorisation or of a cooperation agreement; one that was ended on purpose needs no renewal.
fn of_authorisation(leave: &Authorisation, span: Span) -> Option<Expiry> {
    let on = leave.to.filter(|_| leave.ended_because.is_none())?;
    let expiry = span.expiry(Ending::Authorisation, on, Some(&leave.client), &leave.number.to_string())?;
    Some(Expiry { label: leave.scope.clone(), with: Some(leave.third_party.to_string()), ..expiry })
}

/// The provider's own, from the configuration.
fn insurance(ctx: &Ctx, span: Span) -> Option<Expiry> {
    let said = |key: &str| ctx.settings.file.get(key).map(|entry| entry.value.clone());
    let until: NaiveDate = said("provider.insurance.until")?.parse().ok()?;
    let reference = said("provider.insurance.policy").unwrap_or_default();
    let expiry = span.expiry(Ending::Insurance, until, None, &reference)?;
    Some(Expiry { label: said("provider.name"), with: said("provider.insurance.insurer"), ..expiry })
}
