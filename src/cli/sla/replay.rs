//! `infog sla replay`.

use std::rc::Rc;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::judge::{self, Asked, judged};
use crate::cli::source::Source;
use crate::domain::client::Client;
use crate::domain::contract::Terms;
use crate::domain::id::{ClientCode, ContractRef};
use crate::domain::instant::Instant;
use crate::domain::span::Span;
use crate::intake::{contract_file, when};
use crate::report::replay::{self, Replay};
use crate::report::sla_page::Titles;
use crate::store::{self, Db};

/// Judge the tickets of past months under other terms, beside those that hold
///
/// What happened to each ticket stays; its line, targets, calendars, pauses and goals are those of the file, from the first day
/// to the last, whenever the file itself would take effect. Nothing is written. What a service manager asks before a
/// renewal.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog sla replay --client ried --from 2026-01 --to 2026-06 --with renewal.toml
  infog sla replay --client ried --from 2026-01 --to last --with renewal.toml --json")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// The contract whose tickets are judged; that of the file, or the client's only one, if absent
    #[arg(long, value_name = "REF", add = candidates::contracts())]
    contract: Option<ContractRef>,

    /// First month: 2026-01
    #[arg(long, value_name = "M")]
    from: String,

    /// Last month: 2026-06, last or this
    #[arg(long, value_name = "M", default_value = "last")]
    to: String,

    /// Contract file with the other terms, - for standard input
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    with: Source,
}

impl Args {
    /// Prints both sides.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, today) = (ctx.now(), ctx.zone().date(ctx.now()));
        let (from, to) = (when::month(&self.from, today)?, when::month(&self.to, today)?);
        let span = Span::new(from.first_day(), to.last_day()).map_err(|_| {
            Failure::refused(format!("{to} comes before {from}"))
                .hinted("the first month comes first: `--from M --to M`")
        })?;
        let text = self.with.text()?;
        let terms = Rc::new(contract_file::read(&self.with.to_string(), &text)?);
        let (replay, titles) = ctx.read(|db| {
            let client = find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?;
            self.replayed(db, &client, &terms, span, now)
        })?;
        ctx.answer_long(|| replay::json(&replay), || replay::page(&replay, &titles, &ctx.locale))?;
        Ok(Exit::Done)
    }

    fn replayed(
        &self,
        db: &mut dyn Db,
        client: &Client,
        terms: &Rc<Terms>,
        span: Span,
        now: Instant,
    ) -> Result<(Replay, Titles), Failure> {
        let mut desk = Desk::new();
        let contract = self.contract(&mut desk, db, client, terms)?;
        let months = span.months().count();
        let asked = Asked { client: Some(client), contract: Some(&contract), span, now, months, closings: &[] };
        let today = judged(&mut desk, db, &asked)?.into_iter().next();
        let today = today.ok_or_else(|| Failure::fault(format!("contract `{contract}` has no figures")))?;
        let asked = judge::Replay { client, contract: &contract, terms: Rc::clone(terms), span, now };
        let other = judge::replayed(&mut desk, db, &asked)?;
        let replay = Replay { today: (today.report, today.months), other, terms: Terms::clone(terms) };
        let mut titles = Titles::new();
        for number in replay::tickets(&replay) {
            titles.extend(store::ticket::title(db, number)?.map(|title| (number, title)));
        }
        Ok((replay, titles))
    }

    /// The contract whose tickets are judged.
    fn contract(
        &self,
        desk: &mut Desk,
        db: &mut dyn Db,
        client: &Client,
        terms: &Terms,
    ) -> Result<ContractRef, Failure> {
        let contracts = desk.contracts_of(db, &client.code)?;
        let refs: Vec<ContractRef> =
            contracts.iter().filter_map(|c| c.latest()).map(|latest| latest.contract.clone()).collect();
        if let Some(wanted) = &self.contract {
            crate::cli::desk::known_contract(&client.code, wanted, &contracts)?;
            return Ok(refs.into_iter().find(|known| known == wanted).unwrap_or_else(|| wanted.clone()));
        }
        let same = refs.iter().find(|known| **known == terms.contract);
        match (same, refs.as_slice()) {
            (Some(same), _) => Ok(same.clone()),
            (None, [only]) => Ok(only.clone()),
            (None, []) => Err(Failure::refused(format!("client `{}` has no contract", client.code))
                .hinted("add one with `infog contract apply FILE`")),
            (None, many) => {
                let names: Vec<&str> = many.iter().map(ContractRef::as_str).collect();
                Err(Failure::usage(format!("client `{}` has several contracts: {}", client.code, find::listed(&names)))
                    .hinted("say whose tickets with `--contract REF`"))
            }
        }
    }
}
