//! `infog config path`.

use serde_json::json;

use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};

/// Print where the configuration file and the database are
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog config path")]
pub struct Args {}

impl Args {
    /// Prints both.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (config, database) = (&ctx.settings.config.value, &ctx.settings.database.value);
        let json = json!({ "config": config, "database": database });
        if ctx.wants_json() {
            ctx.json(&json)?;
        } else {
            ctx.out.line(&config.display().to_string())?;
            ctx.out.line(&database.display().to_string())?;
        }
        Ok(Exit::Done)
    }
}
