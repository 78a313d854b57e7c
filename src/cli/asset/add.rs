//! `infog asset add`.

use serde_json::{Value, json};

use super::values::Values;
use super::{code_of, json_of, put, tell_missing};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, AssetKind};
use crate::domain::id::AssetTag;
use crate::store;

/// Add an asset
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset add RIED-SRV-02 --kind server --client ried --serial 7QX2KX3
  infog asset add RIED-M365 --kind licence --set seats=25 --set expires_on=2027-03-31")]
pub struct Args {
    /// Tag, unique in the client
    tag: AssetTag,

    /// What it is: server, workstation, laptop, switch, firewall, printer, licence, backup …
    #[arg(long)]
    kind: String,

    /// Whose; the only client if absent
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    #[command(flatten)]
    values: Values,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Adds it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let mut asset = Asset::new(self.tag, AssetKind::parse(&self.kind)?);
        self.values.apply(&mut asset)?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (client, effect) = ctx.write(|db| {
            let client = find::client_or_only(db, self.client.as_deref())?;
            stamp.at = occasion.in_zone(&find::zone_of(&client)?)?;
            if let Some(other) = store::asset::get(db, &client.code, &asset.tag)? {
                return Err(Failure::refused(format!("client `{}` has an asset `{}` already", client.code, other.tag))
                    .hinted(format!("change it with `infog asset edit \"{}\"`", other.tag)));
            }
            let effect = put(db, &client.code, &asset, "added", &stamp)?;
            Ok((client.code, effect))
        })?;
        let mut json = json_of(&client, &asset);
        json.insert("result".into(), json!(code_of(effect)));
        let text = ctx.locale.asset_added(asset.tag.as_str(), client.as_str(), ctx.locale.asset_kind(asset.kind));
        ctx.changed(&Value::Object(json), &text, asset.tag.as_str())?;
        tell_missing(ctx, &asset);
        Ok(Exit::Done)
    }
}
