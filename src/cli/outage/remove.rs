//! `infog outage remove`.

use serde_json::json;

use super::found;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::domain::text;
use crate::store;

/// Take an outage out of every figure: it never was; the log keeps it with the reason
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog outage remove 3 --reason \"entered twice\"")]
pub struct Args {
    /// Number of the outage, as `infog outage list` shows it
    #[arg(value_name = "N")]
    number: i64,

    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Args {
    /// Records that it never was.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reason = text::line("reason", &self.reason)?;
        let stamp = ctx.stamp_now();
        let client = ctx.write(|db| {
            let (client, known) = found(db, self.number)?;
            store::outage::remove(db, &client.code, known.number, &reason, &stamp)?;
            Ok(client)
        })?;
        let json = json!({"number": self.number, "client": client.code, "removed": true});
        ctx.changed(&json, &ctx.locale.outage_removed(self.number), &self.number.to_string())?;
        Ok(Exit::Done)
    }
}
