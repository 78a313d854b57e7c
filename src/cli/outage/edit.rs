//! `infog outage edit`.

use super::{Said, found, instant, known_ticket, parsed, reason, refused, span, tags, tell};
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::store;

/// Mend what is known of an outage; the log keeps what was said before
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog outage edit 3 --to \"2026-02-02 10:40\"
  infog outage edit 3 --reason force-majeure --ticket 12")]
pub struct Args {
    /// Number of the outage, as `infog outage list` shows it
    #[arg(value_name = "N")]
    number: i64,

    #[command(flatten)]
    said: Said,

    /// It was not planned
    #[arg(long, conflicts_with_all = ["planned", "announced"])]
    unplanned: bool,
}

impl Args {
    /// Records the change.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let typed = parsed(&self.said.assets)?;
        let reason = reason(self.said.reason.as_deref())?;
        let (stamp, reader, now) = (ctx.stamp_now(), ctx.instants(), ctx.now());
        let (client, known, zone) = ctx.write(|db| {
            let (client, mut known) = found(db, self.number)?;
            let before = known.outage.clone();
            let zone = find::zone_of(&client)?;
            let outage = &mut known.outage;
            outage.planned = (outage.planned || self.said.planned) && !self.unplanned;
            outage.announced_at = outage.announced_at.filter(|_| outage.planned);
            let planned = outage.planned;
            let read = |text: &str| instant(reader, text, &zone, planned, now);
            outage.from = self.said.from.as_deref().map(read).transpose()?.unwrap_or(outage.from);
            outage.to = self.said.to.as_deref().map(read).transpose()?.or(outage.to);
            let announced = self.said.announced.as_deref().map(|text| reader.read(text, &zone)).transpose()?;
            outage.announced_at = announced.or(outage.announced_at);
            outage.ticket = self.said.ticket.or(outage.ticket);
            outage.reason = reason.clone().or_else(|| outage.reason.take());
            if !typed.is_empty() {
                outage.assets = tags(&mut Desk::new(), db, &client.code, &typed)?;
            }
            outage.checked().map_err(|why| refused(&why, outage, &zone))?;
            if let Some(ticket) = self.said.ticket {
                known_ticket(db, &client.code, ticket)?;
            }
            if *outage == before {
                return Err(nothing_new(self.number));
            }
            store::outage::edit(db, &client.code, self.number, outage, &stamp)?;
            Ok((client, known, zone))
        })?;
        let sentence = ctx.locale.outage_edited(known.number, span(&ctx.locale, &known.outage, &zone));
        tell(ctx, &known, &client, &zone, &sentence)?;
        Ok(Exit::Done)
    }
}

fn nothing_new(number: i64) -> Failure {
    Failure::refused(format!("outage {number} is like that already"))
        .hinted("`infog outage edit --help` lists what can be changed")
}
