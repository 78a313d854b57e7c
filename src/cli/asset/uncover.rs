//! `infog asset uncover`.

use serde_json::{Value, json};

use super::covers::{Named, told};
use crate::cli::context::Ctx;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::asset::cover::{COVERS, entries};

/// Say that a backup or an antivirus covers assets no more
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog asset uncover RIED-SAV-01 RIED-SRV-02")]
pub struct Args {
    #[command(flatten)]
    named: Named,
}

impl Args {
    /// Records it of all of them, or none.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let changed = self.named.change(ctx, "uncovered", |protection, cover, asset| {
            let (named, listed) = (asset.uncover_by(protection, cover.tag.as_str()), cover.unlist(asset.tag.as_str()));
            let wide = entries(cover.attr(COVERS).unwrap_or_default()).find(|entry| {
                *entry == "*" || entry.strip_prefix("kind:").is_some_and(|k| k.parse() == Ok(asset.kind))
            });
            match wide {
                Some(wide) => Err(Failure::refused(format!(
                    "`{}` covers `{}` by `{wide}` in its attr.covers, not by its tag",
                    cover.tag, asset.tag
                ))
                .hinted(format!("list what it covers: `infog asset edit \"{}\" --set attr.covers=TAGS`", cover.tag))),
                None if named || listed => Ok(()),
                None => Err(Failure::refused(format!("`{}` does not cover `{}`", cover.tag, asset.tag))
                    .hinted("`infog asset list --without backup` and `--without antivirus` show who is left out")),
            }
        })?;
        let json = |tags: Vec<Value>| json!({ "cover": changed.cover.tag, "uncovered": tags });
        told(ctx, &changed, &json, |tags| ctx.locale.asset_uncovered(changed.cover.tag.as_str(), tags))
    }
}
