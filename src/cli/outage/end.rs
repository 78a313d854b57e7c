//! `infog outage end`.

use super::{found, refused, span, tell};
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::store;

/// Say that an outage is over
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog outage end 3
  infog outage end 3 --at \"2026-02-02 10:40\"")]
pub struct Args {
    /// Number of the outage, as `infog outage list` shows it
    #[arg(value_name = "N")]
    number: i64,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the end.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (client, known, zone) = ctx.write(|db| {
            let (client, mut known) = found(db, self.number)?;
            let zone = find::zone_of(&client)?;
            let mut stamp = stamp.clone();
            stamp.at = occasion.in_zone(&zone)?;
            if let Some(to) = known.outage.to {
                let failure = Failure::refused(format!("outage {} ended at {}", self.number, zone.rfc3339(to)));
                return Err(failure
                    .hinted(format!("a wrong time is mended with `infog outage edit {} --to WHEN`", self.number)));
            }
            known.outage.to = Some(stamp.at);
            known.outage.checked().map_err(|why| refused(&why, &known.outage, &zone))?;
            store::outage::edit(db, &client.code, known.number, &known.outage, &stamp)?;
            Ok((client, known, zone))
        })?;
        let sentence = ctx.locale.outage_ended(known.number, span(&ctx.locale, &known.outage, &zone));
        tell(ctx, &known, &client, &zone, &sentence)?;
        Ok(Exit::Done)
    }
}
