//! `infog config set`.

use serde_json::json;

use super::edit;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};

/// Set a value in the configuration file; its comments are kept
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog config set language fr
  infog config set provider.name \"Infogérance du Ried\"
  infog config set provider.siren \"732 829 320\"
  infog config set provider.insurance.until 2026-12-31
  infog config set alias.mine \"ticket list --mine\"

The provider's own record, printed in the annex of `report monthly`: provider.name, provider.legal_form, provider.siren,
provider.contact, provider.insurance.insurer, provider.insurance.policy, provider.insurance.until (also in `expiring`)")]
pub struct Args {
    /// The key: database, language, timezone, actor, color, pager, provider.…, alias.NAME
    key: String,
    /// Its value; an empty one removes the key
    value: String,
}

impl Args {
    /// Writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let changed = edit::set(ctx, &[(&self.key, &self.value)])?;
        let path = ctx.settings.config.value.clone();
        let json = json!({ "key": self.key, "value": self.value, "config": path, "changed": changed });
        let verb = if changed { "set" } else { "unchanged" };
        ctx.changed(&json, &format!("{}: {verb} in {}", self.key, path.display()), &self.key)?;
        Ok(Exit::Done)
    }
}
