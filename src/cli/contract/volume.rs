//! `infog contract volume`.

mod add;

use chrono::NaiveDate;

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::{find, volume};
use crate::domain::id::ContractRef;
use crate::intake::when::{self, Looking};
use crate::report::{volume as report, volume_page};

/// Show what was consumed of a contract's volume, like a bank statement
///
/// Each entry is shown with what was logged, what it counts, why, and the balance after it. Without days, the period of
/// the volume that is under way.
#[derive(clap::Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "Examples:
  infog contract volume RIED-2025
  infog contract volume RIED-2025 --month last --format md
  infog contract volume add RIED-2025 600 --until 2027-06-30 --reference \"order 2026-114\"")]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,

    /// Reference of the contract
    #[arg(required = true, add = candidates::contracts())]
    contract: Option<String>,

    /// Month: 2026-06, last or this
    #[arg(long, value_name = "M", conflicts_with_all = ["from", "to"])]
    month: Option<String>,

    /// First day
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<String>,

    /// Last day
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<String>,
}

#[derive(clap::Subcommand, Debug)]
enum Verb {
    Add(add::Args),
}

impl Args {
    /// Prints the statement, or adds a volume.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        match self.verb {
            Some(Verb::Add(add)) => add.run(ctx),
            None => self.show(ctx),
        }
    }

    fn show(&self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let named = self.contract.as_deref().unwrap_or_default();
        let statement = ctx.read(|db| {
            let contract = find::contract(db, named)?;
            let reference = contract.latest().map(|terms| terms.contract.clone()).ok_or_else(|| no_volume(named))?;
            let mut desk = Desk::new();
            let today = desk.contract_zone(db, &contract)?.date(now);
            let days = self.days(today)?;
            let until = days.map_or(today, |(_, to)| to);
            let (account, blocks) = volume::read(&mut desk, db, &reference, until)?.ok_or_else(|| no_volume(named))?;
            let (from, to) = days.unwrap_or_else(|| account.period_of(&blocks, today));
            volume::told(db, &account, from, to)?.ok_or_else(|| none_yet(&reference, to))
        })?;
        let page = volume_page::statement(&statement, &ctx.locale);
        ctx.answer(&Answer { json: report::statement(&statement), page })?;
        Ok(Exit::Done)
    }

    fn days(&self, today: NaiveDate) -> Result<Option<(NaiveDate, NaiveDate)>, Failure> {
        if let Some(month) = &self.month {
            let month = when::month(month, today)?;
            return Ok(Some((month.first_day(), month.last_day())));
        }
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return Ok(None) };
        let from = when::parse_date(from, today, Looking::Back)?;
        let to = when::parse_date(to, today, Looking::Back)?;
        if to < from {
            let failure = Failure::refused(format!("the last day, {to}, is before the first, {from}"));
            return Err(failure.hinted("exchange `--from` and `--to`"));
        }
        Ok(Some((from, to)))
    }
}

fn no_volume(contract: &str) -> Failure {
    Failure::refused(format!("contract `{contract}` has no volume"))
        .hinted("`[volume]` in its file says what is included; `infog contract check FILE` shows an example")
}

fn none_yet(contract: &ContractRef, day: NaiveDate) -> Failure {
    Failure::refused(format!("contract `{contract}` has no volume by {day}"))
}
