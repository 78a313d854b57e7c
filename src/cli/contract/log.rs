//! `infog contract log`.

use serde_json::json;

use crate::cli::args::{At, Late};
use crate::cli::closed;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::volume::{Logged, say_balance};
use crate::domain::id::ContractRef;
use crate::domain::text;
use crate::domain::volume::Source;
use crate::store;
use crate::store::work::Fresh;

/// Log time spent under a contract without a ticket
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract log RIED-2025 --minutes 90 --on-site --nature upkeep --text \"Monthly visit\"
  infog contract log RIED-2025 --minutes 30 --nature update --at \"yesterday 18:00\"      --at is when the work began")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    #[command(flatten)]
    logged: Logged,

    #[command(flatten)]
    late: Late,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the time.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let words = self.logged.text.as_deref().map(|words| text::body("text", words)).transpose()?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (contract, event, work) = ctx.write(|db| {
            let found = find::contract(db, &self.contract)?;
            let mut desk = Desk::new();
            let zone = desk.contract_zone(db, &found)?;
            stamp.at = occasion.in_zone(&zone)?;
            let day = zone.date(stamp.at);
            let terms = found.terms_in_force_on(day).ok_or_else(|| not_in_force(&self.contract, day))?;
            closed::allows(db, &terms.client, &zone, stamp.at, self.late.late)?;
            let work = self.logged.work(terms.volume.as_ref())?;
            let fresh =
                Fresh { minutes: self.logged.minutes, mode: self.logged.mode(), work: &work, text: words.as_deref() };
            let event = store::work::log(db, &terms.contract, &fresh, &stamp)?;
            Ok((terms.contract.clone(), event, work))
        })?;
        tell(ctx, &contract, &self.logged, &work)?;
        say_balance(ctx, &contract, Source::Contract(event), stamp.at)?;
        Ok(Exit::Done)
    }
}

fn tell(ctx: &Ctx, contract: &ContractRef, logged: &Logged, work: &crate::domain::volume::Work) -> Result<(), Failure> {
    let json = json!({"contract": contract, "minutes": logged.minutes, "mode": logged.mode(), "work": work});
    let text = ctx.locale.work_logged_on(i64::from(logged.minutes), contract.as_str());
    ctx.changed(&json, &text, contract.as_str())
}

fn not_in_force(contract: &str, day: chrono::NaiveDate) -> Failure {
    Failure::refused(format!("contract `{contract}` is not in force on {day}"))
        .hinted(format!("`infog contract show {contract}` says from when to when it runs"))
}
