//! `infog authorisation end`.

use super::json_of;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::date;
use crate::domain::id::AuthorisationNumber;
use crate::store;

/// End an authorisation before its time
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog authorisation end A-3 --reason \"payroll moved to the cloud\"
  infog authorisation end 3 --on 2026-07-31")]
pub struct Args {
    /// Its number
    #[arg(value_name = "N", add = candidates::authorisations())]
    number: AuthorisationNumber,

    /// Its last day [default: the day of the client]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records its last day.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let on = self.on.as_deref().map(date::parse).transpose()?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (ended, today) = ctx.write(|db| {
            let before = find::authorisation(db, self.number)?;
            let zone = find::zone_of(&find::client(db, before.client.as_str())?)?;
            stamp.at = occasion.in_zone(&zone)?;
            let ended = before.ended(on.unwrap_or_else(|| zone.date(stamp.at)), self.reason.clone())?;
            store::third_party::end(db, &before, &ended, &stamp)?;
            Ok((ended, zone.date(stamp.recorded_at)))
        })?;
        let number = ended.number.to_string();
        let last = ended.to.map(|last| ctx.locale.date(last)).unwrap_or_default();
        ctx.changed(&json_of(&ended, today), &ctx.locale.authorisation_ended(number.as_str(), last), &number)?;
        Ok(Exit::Done)
    }
}
