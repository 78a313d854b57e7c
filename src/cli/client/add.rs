//! `infog client add`.

use super::json_of;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::calendar::Zone;
use crate::domain::client::{Client, Language};
use crate::domain::id::ClientCode;
use crate::store;

/// Add a client
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog client add ried --name \"Ateliers du Ried\"
  infog client add lagon --name \"Clinique du Lagon\" --zone Indian/Reunion")]
pub struct Args {
    /// Short code, used on every command line: letters, digits, `-`, `_` and `.`
    code: ClientCode,

    /// Its name
    #[arg(long)]
    name: String,

    /// Zone in which its times are read and shown [default: the configured one, or Europe/Paris]
    #[arg(long)]
    zone: Option<String>,

    /// Language of what is written for it: fr or en
    #[arg(long, value_name = "LANG", default_value = "fr")]
    language: Language,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Adds it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let zone = Zone::named(self.zone.as_deref().unwrap_or(&ctx.settings.timezone.value))?;
        let client = Client {
            code: self.code,
            name: self.name,
            zone: zone.name().to_owned(),
            language: self.language,
            archived: false,
        };
        let (client, stamp) = (client.checked()?, ctx.stamp_at(&self.at, &zone)?);
        ctx.write_first(|db| {
            if let Some(other) = store::client::get(db, &client.code)? {
                return Err(Failure::refused(format!("client `{}` exists already: {}", other.code, other.name))
                    .hinted(format!("change it with `infog client edit {}`", other.code)));
            }
            Ok(store::client::add(db, &client, &stamp)?)
        })?;
        let text = ctx.locale.client_added(client.code.as_str(), client.name.as_str(), client.zone.as_str());
        ctx.changed(&json_of(&client), &text, client.code.as_str())?;
        Ok(Exit::Done)
    }
}
