//! `infog report sla`.

use std::collections::BTreeSet;

use super::printed::{self, Printed};
use crate::cli::args::Days;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::judge::{Asked, Judged, is_ungoverned, judged};
use crate::cli::{closed, find};
use crate::domain::id::{ClientCode, ContractRef};
use crate::domain::instant::Instant;
use crate::domain::span::Span;
use crate::locale::Locale;
use crate::report::closing::Document;
use crate::report::{sla_json, sla_page};
use crate::store::closing::Closing;
use crate::store::{self, Db};

/// Judge a month: flow, rates against goals, breaches, what is undecided and what is left out
///
/// Figures are as of the end of the month, whenever they are printed. The report follows the contract's language unless
/// `--lang` says otherwise. A month that was closed is printed as it was closed.
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
        let (made, closings, ungoverned) = ctx.read(|db| {
            let (made, closings) = self.made(db, span, now)?;
            let ungoverned = ungoverned(db, &made, span)?;
            Ok::<_, Failure>((made, closings, ungoverned))
        })?;
        for (client, closing) in closings.iter().filter(|_| !self.all) {
            closed::remark(ctx, client, closing);
        }
        for client in ungoverned {
            ctx.remark(&ctx.locale.report_no_contract_then(client.as_str(), span.to_string()));
        }
        let page = |one: &Judged, locale: &Locale| sla_page::sla(&one.report, &one.titles, locale);
        printed::answer(ctx, &made, self.all, |one| sla_json::sla(&one.report), page)
    }

    /// The reports client by client, of closed months as they were closed.
    fn made(&self, db: &mut dyn Db, span: Span, now: Instant) -> Result<(Vec<Printed<Judged>>, Closings), Failure> {
        let client = match self.all {
            true => None,
            false => Some(find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))?),
        };
        let clients = match &client {
            Some(client) => vec![client.clone()],
            None => store::client::list(db, false)?,
        };
        let mut frozen = Vec::with_capacity(clients.len());
        for one in &clients {
            frozen.push(closed::of_span(db, &one.code, span, now)?);
        }
        let mut fresh = Vec::new();
        if frozen.iter().any(Option::is_none) {
            let contract = self.contract.as_ref();
            let asked = Asked { client: client.as_ref(), contract, span, now, months: 0, closings: &[] };
            fresh = judged(&mut Desk::new(), db, &asked)?;
        }
        let (mut made, mut closings) = (Vec::new(), Vec::new());
        for (one, frozen) in clients.iter().zip(frozen) {
            let (own, others): (Vec<_>, Vec<_>) = fresh.into_iter().partition(|f| f.report.client == one.code);
            fresh = others;
            match frozen {
                None => made.extend(own.into_iter().map(|judged| {
                    let language = judged.language;
                    Printed::Fresh(judged, language)
                })),
                Some(closed) => {
                    closings.push((one.code.clone(), closed.closing.clone()));
                    let documents = closed.of(db, &one.code, self.contract.as_ref())?;
                    let print = |d: Document| Printed::Closed(Box::new(d.sla), d.language);
                    made.extend(documents.into_iter().map(print));
                }
            }
        }
        Ok((made, closings))
    }
}

/// Whose reports are of days that none of their contracts governed.
fn ungoverned(db: &mut dyn Db, made: &[Printed<Judged>], span: Span) -> Result<BTreeSet<ClientCode>, Failure> {
    let mut found = BTreeSet::new();
    for one in made {
        if let Printed::Fresh(judged, _) = one
            && is_ungoverned(db, &judged.report.client, span)?
        {
            found.insert(judged.report.client.clone());
        }
    }
    Ok(found)
}

/// Whose months were closed.
type Closings = Vec<(ClientCode, Closing)>;
