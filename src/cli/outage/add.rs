//! `infog outage add`.

use super::{Said, instant, known_ticket, parsed, reason, refused, span, tags, tell};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::client::Client;
use crate::domain::id::AssetTag;
use crate::domain::outage::Outage;
use crate::store::outage::Known;
use crate::store::{self, Db};

/// Record an outage, or maintenance that is planned
///
/// Times are read in the client's zone. Planned maintenance leaves both sides of the availability, if the client was
/// told before it began.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog outage add --asset RIED-SRV-01 --from \"2026-02-02 09:10\" --to \"2026-02-02 10:40\" --ticket 12
  infog outage add --asset RIED-SRV-01 --from -20m                     it is down now; `infog outage end 3` when it is up
  infog outage add --asset RIED-SRV-01 --planned --from \"2026-03-07 20:00\" --to \"2026-03-07 23:00\" --announced \"2026-02-20 10:00\"")]
pub struct Args {
    #[command(flatten)]
    said: Said,

    /// Whose assets, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let typed = parsed(&self.said.assets)?;
        let reason = reason(self.said.reason.as_deref())?;
        let (occasion, stamp, reader, now) = (ctx.occasion(&self.at), ctx.stamp_now(), ctx.instants(), ctx.now());
        let (client, known, zone) = ctx.write(|db| {
            let client = self.owner(db, &typed)?;
            let mut desk = Desk::new();
            let zone = desk.zone(db, &client.code)?;
            let mut stamp = stamp.clone();
            stamp.at = occasion.in_zone(&zone)?;
            let planned = self.said.planned;
            let read = |text: &str| instant(reader, text, &zone, planned, now);
            let from = self.said.from.as_deref().map(read).transpose()?;
            let outage = Outage {
                assets: tags(&mut desk, db, &client.code, &typed)?,
                from: from.unwrap_or(stamp.at),
                to: self.said.to.as_deref().map(read).transpose()?,
                planned,
                announced_at: self.announced(&zone, reader)?.or_else(|| planned.then_some(stamp.at)),
                ticket: self.said.ticket,
                reason: reason.clone(),
            };
            outage.checked().map_err(|why| refused(&why, &outage, &zone))?;
            if let Some(ticket) = outage.ticket {
                known_ticket(db, &client.code, ticket)?;
            }
            let number = store::outage::next_number(db)?;
            store::outage::add(db, &client.code, number, &outage, &stamp)?;
            let known = Known { number, client_key: client.code.key(), outage, by: stamp.actor.clone() };
            Ok((client, known, zone))
        })?;
        let what = known.outage.assets.iter().map(AssetTag::as_str).collect::<Vec<_>>().join(", ");
        let sentence = ctx.locale.outage_added(known.number, what, span(&ctx.locale, &known.outage, &zone));
        tell(ctx, &known, &client, &zone, &sentence)?;
        if known.outage.planned && !known.outage.was_announced() {
            ctx.out.warning(&ctx.locale.outage_told_late());
        }
        Ok(Exit::Done)
    }

    fn announced(
        &self,
        zone: &crate::domain::calendar::Zone,
        reader: crate::cli::context::Instants,
    ) -> Result<Option<crate::domain::instant::Instant>, Failure> {
        self.said.announced.as_deref().map(|text| reader.read(text, zone)).transpose()
    }

    /// The client is named, or the first asset says it.
    fn owner(&self, db: &mut dyn Db, typed: &[AssetTag]) -> Result<Client, Failure> {
        let code = match (&self.client, typed.first()) {
            (Some(code), _) => code.clone(),
            (None, Some(tag)) => find::asset(db, None, tag.as_str())?.0.to_string(),
            (None, None) => {
                return Err(Failure::refused("no asset is named").hinted("name what was down with `--asset TAG`"));
            }
        };
        find::client(db, &code)
    }
}
