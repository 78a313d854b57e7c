//! `infog config path`.

use serde_json::json;

use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};

/// Print where the configuration file and the database are
#[derive(clap::Args, Debug)]
pub struct Args {}

impl Args {
    /// Prints both.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (config, database) = (&ctx.settings.config.value, &ctx.settings.database.value);
        let json = json!({ "config": config, "database": database });
        let text = format!("{}\n{}\n", config.display(), database.display());
        ctx.answer_text(&json, &text)?;
        Ok(Exit::Done)
    }
}
