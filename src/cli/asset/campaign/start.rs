//! `infog asset campaign start`.

use super::json_of;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::campaign::Campaign;
use crate::domain::id::CampaignName;
use crate::store;

/// Begin an inventory that the client shall accept
///
/// Import and add assets as ever; `infog asset campaign accept` freezes them. Until a client accepted one, its contracts
/// are shown as not inventoried.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset campaign start initial --client ried
  infog asset campaign start \"take-over 2026\" --client ried --note \"Survey on site by Léa\"")]
pub struct Args {
    /// Its name, unique in the client
    name: CampaignName,

    /// Whose assets; the only client if absent
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// What it is about
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records that it began.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (zone, campaign) = ctx.write(|db| {
            let client = find::client_or_only(db, self.client.as_deref())?;
            let zone = find::zone_of(&client)?;
            stamp.at = occasion.in_zone(&zone)?;
            let (name, note) = (self.name.clone(), self.note.clone());
            if store::campaign::by_name(db, Some(&client.code), &name)?.pop().is_some() {
                return Err(Failure::refused(format!("client `{}` has a campaign `{name}` already", client.code))
                    .hinted(format!("`infog asset campaign show \"{name}\" --client {}` shows it", client.code)));
            }
            let campaign = Campaign { name, client: client.code, started_at: stamp.at, note, accepted: None };
            let campaign = campaign.checked()?;
            store::campaign::start(db, &campaign, &stamp)?;
            Ok((zone, campaign))
        })?;
        let (name, client) = (campaign.name.as_str(), campaign.client.as_str());
        ctx.changed(&json_of(&zone, &campaign), &ctx.locale.campaign_started(name, client), name)?;
        Ok(Exit::Done)
    }
}
