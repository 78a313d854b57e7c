//! `infog report sla`.

use std::rc::Rc;

use serde_json::Value;

use super::count::{Ledger, count};
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::{availability, call, find, volume};
use crate::domain::client::{Client, Language};
use crate::domain::contract::Contract;
use crate::domain::id::{ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::{Instant, Month};
use crate::intake::when;
use crate::locale::{Lang, Locale};
use crate::report::page::Page;
use crate::report::sla::{Effort, Period, SlaReport};
use crate::report::sla_page::Titles;
use crate::report::volume::Statement;
use crate::report::{sla_json, sla_page};
use crate::store::{self, Db};

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

    /// Month: 2026-06, last or this
    #[arg(long, value_name = "M", default_value = "last")]
    month: String,
}

/// A report with the titles that it names and the language of its contract.
type Made = (SlaReport, Titles, Language);

impl Args {
    /// Prints the reports.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let month = when::month(&self.month, ctx.zone().date(ctx.now()))?;
        let now = ctx.now();
        let made = ctx.read(|db| self.made(db, month, now))?;
        let asked = ctx.settings.asked_language();
        let json = || match made.as_slice() {
            [(report, ..)] if !self.all => sla_json::sla(report),
            many => many.iter().map(|(report, ..)| sla_json::sla(report)).collect::<Value>(),
        };
        let page = || {
            let mut page = Page::new();
            for (report, titles, language) in &made {
                let locale = Locale::new(Lang::from(asked.unwrap_or(*language)));
                page.append(sla_page::sla(report, titles, &locale));
            }
            page
        };
        let languages = made.iter().map(|(.., language)| *language);
        ctx.answer_in(&super::laid_out_in(ctx, languages), json, page)?;
        Ok(Exit::Done)
    }

    fn made(&self, db: &mut dyn Db, month: Month, now: Instant) -> Result<Vec<Made>, Failure> {
        let clients = if self.all {
            store::client::list(db, false)?
        } else {
            vec![find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?]
        };
        let mut desk = Desk::new();
        let mut all = Vec::new();
        for client in &clients {
            all.append(&mut ledgers(&mut desk, db, client, (month, now), self.contract.as_ref())?);
        }
        let one = clients.first().filter(|_| !self.all).map(|client| &client.code);
        count(db, one, &mut all)?;
        let mut made = Vec::with_capacity(all.len());
        for ledger in all.into_iter().filter(|ledger| self.wants(ledger)) {
            let mut report = ledger.report.finished();
            add_work(&mut desk, db, &mut report)?;
            if let Some(terms) = report.terms.clone() {
                if terms.telephony.is_some() || terms.goals.iter().any(call::is_of_calls) {
                    let client = find::client(db, terms.client.as_str())?;
                    let month = report.period.month;
                    report.calls = Some(call::report(&mut desk, db, &client, month, Some(&terms))?);
                }
                report.services = availability::services(&mut desk, db, &terms, &report.period)?;
            }
            let titles = titles(db, &report)?;
            made.push((report, titles, ledger.language));
        }
        Ok(made)
    }

    fn wants(&self, ledger: &Ledger) -> bool {
        match &self.contract {
            Some(wanted) => ledger.contract.as_ref() == Some(wanted),
            None => ledger.stands || !ledger.report.is_empty(),
        }
    }
}

/// An empty ledger for each contract of the client, and one apart for tickets without a contract, which stand in the
/// only one where there is one.
fn ledgers(
    desk: &mut Desk,
    db: &mut dyn Db,
    client: &Client,
    when: (Month, Instant),
    wanted: Option<&ContractRef>,
) -> Result<Vec<Ledger>, Failure> {
    let contracts = desk.contracts_of(db, &client.code)?;
    if let Some(wanted) = wanted {
        crate::cli::desk::known_contract(&client.code, wanted, &contracts)?;
    }
    let mut ledgers = Vec::with_capacity(contracts.len() + 1);
    for contract in &contracts {
        let mut ledger = ledger(desk, db, client, contract, when)?;
        ledger.stands = contracts.len() == 1 || lives_in(contract, when.0);
        ledgers.push(ledger);
    }
    if ledgers.len() != 1 {
        let zone = desk.zone(db, &client.code)?;
        let report = SlaReport::new(client.code.clone(), None, Period::new(when.0, zone, when.1), None);
        let mut apart = Ledger::new(desk, db, report, client.language)?;
        apart.stands = contracts.is_empty();
        ledgers.push(apart);
    }
    Ok(ledgers)
}

/// Whether the contract is in force on a day of the month: one that ended years ago has no report any more.
fn lives_in(contract: &Contract, month: Month) -> bool {
    let last = month.last_day();
    month.first_day().iter_days().take_while(|day| *day <= last).any(|day| contract.in_force_on(day))
}

fn ledger(
    desk: &mut Desk,
    db: &mut dyn Db,
    client: &Client,
    contract: &Rc<Contract>,
    (month, now): (Month, Instant),
) -> Result<Ledger, Failure> {
    let zone = desk.contract_zone(db, contract)?;
    let terms = contract.version_on(month.last_day()).or_else(|| contract.versions().first());
    let rules = match terms {
        Some(terms) => desk.rules(db, &terms.contract, terms.amendment)?,
        None => None,
    };
    let name = terms.map(|t| t.contract.clone());
    let language = terms.and_then(|t| t.language).unwrap_or(client.language);
    let report = SlaReport::new(client.code.clone(), name, Period::new(month, zone, now), rules.as_deref());
    Ledger::new(desk, db, report, language)
}

/// What was worked under the contract in the month, and what that consumed of its volume.
fn add_work(desk: &mut Desk, db: &mut dyn Db, report: &mut SlaReport) -> Result<(), Failure> {
    let Some(contract) = report.contract.clone() else { return Ok(()) };
    let (from, to) = (report.period.month.first_day(), report.period.month.last_day());
    let entries = store::work::entries(db, &contract)?;
    let of_month = entries.iter().filter(|entry| report.period.from <= entry.at && entry.at < report.period.to);
    report.effort = Effort::of(of_month);
    let account = volume::account_of(desk, db, &contract, &entries, to)?;
    report.volume = account.and_then(|(account, _)| Statement::new(&account, from, to));
    Ok(())
}

/// Titles of the tickets that a report names.
fn titles(db: &mut dyn Db, report: &SlaReport) -> Result<Titles, Failure> {
    let mut numbers: Vec<TicketNumber> = report.breaches.iter().map(|b| b.ticket).collect();
    numbers.extend(report.undecided.iter().map(|u| u.ticket));
    numbers.extend(report.waiting.iter().map(|w| w.ticket));
    numbers.extend(report.left_out.iter().map(|l| l.ticket));
    numbers.extend(report.recorded_late.iter().map(|(n, _)| *n));
    numbers.sort_unstable();
    numbers.dedup();
    let mut titles = Titles::new();
    for number in numbers {
        if let Some(title) = store::ticket::title(db, number)? {
            titles.insert(number, title);
        }
    }
    Ok(titles)
}
