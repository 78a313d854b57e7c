//! `infog asset cover`.

use serde_json::{Value, json};

use super::covers::{Named, told};
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;

/// Say what a backup or an antivirus covers
///
/// Each asset keeps it in attr.backup or attr.antivirus. The cover itself may list tags, kind:laptop or * in attr.covers,
/// in a file or by `infog asset edit`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset cover RIED-SAV-01 RIED-SRV-01 RIED-SRV-02
  infog asset cover RIED-EDR RIED-PC-01 RIED-PC-02 RIED-PC-03
  infog asset edit RIED-EDR --set 'attr.covers=kind:laptop, kind:workstation'
  infog asset list --without backup          who is left out")]
pub struct Args {
    #[command(flatten)]
    named: Named,
}

impl Args {
    /// Records it of all of them, or none.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let changed = self.named.change(ctx, "covered", |protection, cover, asset| {
            asset.cover_by(protection, cover.tag.as_str());
            Ok(())
        })?;
        let json = |tags: Vec<Value>| json!({ "cover": changed.cover.tag, "covered": tags });
        told(ctx, &changed, &json, |tags| ctx.locale.asset_covered(changed.cover.tag.as_str(), tags))
    }
}
