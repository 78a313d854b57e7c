//! `infog third-party add`.

use serde_json::Value;

use super::{Values, json_of};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::id::ThirdPartyCode;
use crate::domain::third_party::ThirdParty;
use crate::store;

/// Add a third party or a subcontractor
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog third-party add sage --name \"Sage Est, payroll\" --contact \"03 88 00 00 00\" --hours \"Mon-Fri 9-17\"
  infog third-party add cablo --name \"Câblo 67\" --client ried --contract \"C-2025-12\"
  infog third-party add nuit --name \"Astreinte de nuit SARL\" --subcontractor")]
pub struct Args {
    /// Short code: letters, digits, `-`, `_` and `.`
    code: ThirdPartyCode,

    /// Its name
    #[arg(long)]
    name: String,

    /// The only client that it works for; may be left out where there are several
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
        let stamp = ctx.stamp_at(&self.at, ctx.zone())?;
        let party = ctx.write(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            if let Some(other) = store::third_party::get(db, &self.code)? {
                return Err(Failure::refused(format!("third party `{}` exists already: {}", other.code, other.name))
                    .hinted(format!("change it with `infog third-party edit {}`", other.code)));
            }
            let bare = ThirdParty {
                code: self.code.clone(),
                name: self.name.clone(),
                client: client.map(|client| client.code),
                contact: None,
                hours: None,
                contract: None,
                subcontractor: false,
                archived: false,
            };
            let party = self.values.apply(bare).checked()?;
            store::third_party::add(db, &party, &stamp)?;
            Ok(party)
        })?;
        let text = ctx.locale.third_party_added(party.code.as_str(), party.name.as_str());
        ctx.changed(&Value::Object(json_of(&party)), &text, party.code.as_str())?;
        Ok(Exit::Done)
    }
}
