//! `infog asset status`.

use serde_json::Value;

use super::moving::{at_hand, change, in_order, json_with, said};
use super::which::{Owned, Which};
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::domain::asset::{Asset, AssetStatus};
use crate::domain::life::{Deed, Told};
use crate::store;

/// Move an asset to another place in its life, with the date and the reason
#[derive(clap::Args, Debug)]
#[command(after_help = "Statuses: ordered, in-stock, in-service, in-repair, on-loan, to-replace, retired, lost.

Examples:
  infog asset status RIED-PC-07 to-replace --text \"batterie morte\"
  infog asset status RIED-PC-07 in-service --at \"2026-06-01 09:00\"

`infog asset show` lists every move. What goes to a repairer leaves by `infog asset repair out`.")]
pub struct Args {
    #[command(flatten)]
    which: Which,

    /// Its status since
    #[arg(value_name = "STATUS")]
    status: AssetStatus,

    /// Why
    #[arg(long)]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the move.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let text = said(self.text.as_deref())?;
        let (owned, after, told) = ctx.write(|db| {
            let owned = self.which.find(db)?;
            let Owned { client, zone, asset } = &owned;
            stamp.at = occasion.in_zone(zone)?;
            let told = Told { deed: Deed::Moved { from: asset.status, to: self.status }, text: text.clone() };
            let after = Asset { status: self.status, ..asset.clone() };
            if after.status == asset.status {
                return Ok((owned, after, told));
            }
            at_hand(&store::life::of_asset(db, (&client.code, &asset.tag))?, &asset.tag)?;
            in_order(db, &owned, stamp.at)?;
            change(db, &client.code, &after, "moved", (&told, None), &stamp)?;
            Ok((owned, after, told))
        })?;
        let (before, tag) = (&owned.asset, after.tag.as_str());
        let changed = before.status != after.status;
        let done = changed.then_some((&told, stamp.at, &owned.zone));
        let text = match changed {
            true => ctx.locale.asset_moved(
                tag,
                ctx.locale.asset_status(before.status),
                ctx.locale.asset_status(after.status),
            ),
            false => ctx.locale.asset_unchanged(tag),
        };
        ctx.changed(&Value::Object(json_with(&owned.client.code, before, &after, done)), &text, tag)?;
        Ok(Exit::Done)
    }
}
