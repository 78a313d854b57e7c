//! `infog client archive`.

use super::json_of;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::client::Client;
use crate::store;

/// Hide a client from lists; its past is kept
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog client archive ried

`infog client edit ried --restore` brings it back.")]
pub struct Args {
    /// Its code
    #[arg(add = candidates::clients())]
    code: String,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Archives it, on a terminal after a question; it can be brought back, so a script is not held up.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let client = ctx.read(|db| find::client(db, &self.code))?;
        if !client.archived && ctx.prompt.may_ask() {
            ctx.prompt.confirm(&format!("Archive client {} ({})?", client.code, client.name))?;
        }
        let stamp = ctx.stamp_at(&self.at, &find::zone_of(&client)?)?;
        let changed = ctx.write(|db| Ok(store::client::archive(db, &client.code, &stamp)?))?;
        let code = client.code.as_str();
        let text = if changed { ctx.locale.client_archived(code) } else { ctx.locale.client_unchanged(code) };
        ctx.changed(&json_of(&Client { archived: true, ..client.clone() }), &text, code)?;
        Ok(Exit::Done)
    }
}
