//! `infog site add`.

use super::Values;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::id::SiteCode;
use crate::domain::site::Site;
use crate::store;

/// Add a site of a client
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog site add nord --name \"Atelier Nord\" --client ried --address \"12 rue du Rhin, 67600 Sélestat\"
  infog site add siege --name Siège --access \"badge at the reception, 8 h to 17 h\"")]
pub struct Args {
    /// Short code, unique in the client
    code: SiteCode,

    /// Its name; assets that name the site by either belong to it
    #[arg(long)]
    name: String,

    /// Whose; the only client if absent
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    #[command(flatten)]
    values: Values,
}

impl Args {
    /// Adds it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let stamp = ctx.stamp_now();
        let site = ctx.write(|db| {
            let client = find::client_or_only(db, self.client.as_deref())?;
            let mut site = Site::new(client.code, self.code.clone(), &self.name)?;
            self.values.apply(&mut site)?;
            if let Some(other) = store::site::get(db, &site.client, &site.code)? {
                let (client, code) = (&other.client, &other.code);
                return Err(Failure::refused(format!("client `{client}` has a site `{code}` already: {}", other.name))
                    .hinted(format!("change it with `infog site edit {code} --client {client}`")));
            }
            store::site::put(db, &site, &stamp)?;
            Ok(site)
        })?;
        let text = ctx.locale.site_added(site.code.as_str(), site.client.as_str(), site.name.as_str());
        ctx.changed(&site, &text, site.code.as_str())?;
        Ok(Exit::Done)
    }
}
