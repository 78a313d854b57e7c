//! `infog asset edit`.

use serde_json::{Value, json};

use super::values::Values;
use super::{code_of, json_of, put};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, AssetKind};
use crate::domain::id::ClientCode;
use crate::store::asset::Outcome as Effect;
use crate::store::{self, Db};

/// Change what is known of an asset
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset edit RIED-PC-07 --assigned-to \"Paul Weber\" --location \"bureau 12\"
  infog asset edit RIED-PC-07 --set attr.domain=ried.local --set notes=")]
pub struct Args {
    /// Its tag
    #[arg(add = candidates::assets())]
    tag: String,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// What it is
    #[arg(long)]
    kind: Option<String>,

    #[command(flatten)]
    values: Values,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records what changes.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.values.is_empty() && self.kind.is_none() {
            return Err(Failure::usage("nothing to change was given").hinted("see `infog asset edit --help`"));
        }
        let kind = self.kind.as_deref().map(AssetKind::parse).transpose()?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (owner, before, after, effect) = ctx.write(|db| {
            let named = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let (owner, before) = find::asset(db, named.as_ref().map(|client| &client.code), &self.tag)?;
            stamp.at = occasion.in_zone(&find::zone_of(&find::client(db, owner.as_str())?)?)?;
            let mut after = before.clone();
            after.kind = kind.unwrap_or(before.kind);
            self.values.apply(&mut after)?;
            keep_licence(db, &owner, (&before, &after))?;
            let effect = put(db, &owner, &after, "edited", &stamp)?;
            Ok((owner, before, after, effect))
        })?;
        let changes = before.diff(&after);
        let mut json = json_of(&owner, &after);
        json.insert("result".into(), json!(code_of(effect)));
        json.insert("changes".into(), json!(changes));
        let tag = after.tag.as_str();
        let text = match effect {
            Effect::Unchanged => ctx.locale.asset_unchanged(tag),
            Effect::Created | Effect::Updated => {
                let absent = || "—".to_owned();
                let told = changes.iter().map(|c| {
                    let (before, after) = (c.before.clone(), c.after.clone());
                    format!("{} {} → {}", c.field, before.unwrap_or_else(absent), after.unwrap_or_else(absent))
                });
                ctx.locale.asset_edited(tag, told.collect::<Vec<_>>().join(", "))
            }
        };
        ctx.changed(&Value::Object(json), &text, tag)?;
        Ok(Exit::Done)
    }
}

/// A licence stays one while somebody has a seat of it.
fn keep_licence(db: &mut dyn Db, owner: &ClientCode, (before, after): (&Asset, &Asset)) -> Result<(), Failure> {
    if before.kind != AssetKind::Licence || after.kind == AssetKind::Licence {
        return Ok(());
    }
    match store::licence::used(db, owner, &before.tag)? {
        0 => Ok(()),
        used => Err(Failure::refused(format!("`{}` is a licence with {used} seats in use", before.tag))
            .hinted(format!("take them back first: `infog licence release \"{}\" --all`", before.tag))),
    }
}
