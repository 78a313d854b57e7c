//! `infog asset retire`.

use serde_json::{Value, json};

use super::moving::{at_hand, in_order};
use super::which::{Owned, named};
use super::{code_of, json_of};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::asset::{Asset, AssetStatus};
use crate::domain::id::ClientCode;
use crate::domain::instant::Instant;
use crate::store::asset::Outcome as Effect;
use crate::store::{self, Db};

/// Retire assets: out of service, their past kept
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog asset retire RIED-PC-03 RIED-PC-04 --at 2026-06-30T18:00:00+02:00")]
pub struct Args {
    /// Their tags
    #[arg(required = true, value_name = "TAG", add = candidates::assets())]
    tags: Vec<String>,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Retires all of them, or none.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let retired = ctx.write(|db| {
            let mut retired: Vec<(ClientCode, Asset, Effect)> = Vec::new();
            for owned in self.found(db)? {
                stamp.at = occasion.in_zone(&owned.zone)?;
                may_go(db, &owned, stamp.at)?;
                let owner = owned.client.code;
                let asset = Asset { status: AssetStatus::Retired, ..owned.asset };
                let effect = store::asset::put(db, &owner, &asset, "retired", &stamp)?;
                retired.push((owner, asset, effect));
            }
            Ok(retired)
        })?;
        for (owner, asset, effect) in &retired {
            let mut json = json_of(owner, asset);
            json.insert("result".into(), json!(code_of(*effect)));
            let tag = asset.tag.as_str();
            let text = match effect {
                Effect::Unchanged => ctx.locale.asset_unchanged(tag),
                Effect::Created | Effect::Updated => ctx.locale.asset_retired(tag),
            };
            ctx.changed(&Value::Object(json), &text, tag)?;
        }
        Ok(Exit::Done)
    }

    fn found(&self, db: &mut dyn Db) -> Result<Vec<Owned>, Failure> {
        self.tags.iter().map(|tag| named(db, self.client.as_deref(), tag)).collect()
    }
}

/// Refuses what is away, and a date before the last move; retired again is no move.
fn may_go(db: &mut dyn Db, owned: &Owned, at: Instant) -> Result<(), Failure> {
    if owned.asset.status == AssetStatus::Retired {
        return Ok(());
    }
    at_hand(&store::life::of_asset(db, (&owned.client.code, &owned.asset.tag))?, &owned.asset.tag)?;
    in_order(db, owned, at)
}
