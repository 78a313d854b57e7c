//! `infog asset campaign accept`.

use super::json_of;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::campaign::Campaign;
use crate::domain::instant::Instant;
use crate::domain::text;
use crate::store;

/// Freeze a client's assets as it accepted them
///
/// What is frozen are the assets as they were at that instant, neither retired nor lost; it never changes again.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset campaign accept initial --by \"Mme Weber\" --evidence \"mail of 2 July\"
  infog asset campaign accept initial --client ried --by \"Mme Weber\" --at \"2026-07-02 18:00\"
  infog asset diff --since initial --client ried        what changed since")]
pub struct Args {
    /// Its name
    #[arg(add = candidates::campaigns())]
    name: String,

    /// Who at the client accepted it
    #[arg(long, value_name = "NAME")]
    by: String,

    /// Where that can be read again: a mail, minutes
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,

    /// Whose, where several clients have that campaign
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Freezes them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let by = text::line("name of who accepted", &self.by)?;
        let evidence = self.evidence.as_deref().map(|said| text::line("evidence", said)).transpose()?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (zone, campaign) = ctx.write(|db| {
            let campaign = find::campaign(db, self.client.as_deref(), &self.name)?;
            let zone = find::zone_of(&find::client(db, campaign.client.as_str())?)?;
            stamp.at = occasion.in_zone(&zone)?;
            may_be_accepted(&campaign, &zone, stamp.at)?;
            let accepted = store::campaign::accept(db, &campaign, &by, evidence.as_deref(), &stamp)?;
            let accepted = accepted.ok_or_else(|| nothing_there(&campaign, &zone, stamp.at))?;
            Ok((zone, accepted))
        })?;
        let (name, client) = (campaign.name.as_str(), campaign.client.as_str());
        let count = campaign.accepted.as_ref().map_or(0, |accepted| accepted.assets as i64);
        let text = ctx.locale.campaign_is_now_accepted(name, client, by.as_str(), ctx.locale.integer(count));
        ctx.changed(&json_of(&zone, &campaign), &text, name)?;
        Ok(Exit::Done)
    }
}

fn may_be_accepted(campaign: &Campaign, zone: &Zone, at: Instant) -> Result<(), Failure> {
    let (name, client) = (&campaign.name, &campaign.client);
    if let Some(accepted) = &campaign.accepted {
        let when = zone.rfc3339(accepted.at);
        let sentence =
            format!("campaign `{name}` of client `{client}` was accepted already, by {} at {when}", accepted.by);
        return Err(Failure::refused(sentence)
            .hinted(format!("take a new one: `infog asset campaign start NAME --client {client}`")));
    }
    if at < campaign.started_at {
        let (at, since) = (zone.rfc3339(at), zone.rfc3339(campaign.started_at));
        return Err(Failure::refused(format!("{at} is before campaign `{name}` began: {since}")));
    }
    Ok(())
}

fn nothing_there(campaign: &Campaign, zone: &Zone, at: Instant) -> Failure {
    let (client, at) = (&campaign.client, zone.rfc3339(at));
    Failure::refused(format!("client `{client}` had no asset at {at}: there is nothing to accept"))
        .hinted(format!("add its assets first: `infog asset import FILE --client {client}`"))
}
