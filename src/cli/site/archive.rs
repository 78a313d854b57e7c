//! `infog site archive`.

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::site::Site;
use crate::store;

/// Hide a site from lists; its past is kept
#[derive(clap::Args, Debug)]
#[command(after_help = "`infog site edit CODE --restore` brings it back.")]
pub struct Args {
    /// Its code or name
    #[arg(add = candidates::sites())]
    site: String,

    /// Whose, where several clients have one of that code
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Archives it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let stamp = ctx.stamp_now();
        let (site, changed) = ctx.write(|db| {
            let site = find::site(db, self.client.as_deref(), Some(&self.site))?;
            let site = Site { archived: true, ..site };
            let changed = store::site::put(db, &site, &stamp)?;
            Ok((site, changed))
        })?;
        let code = site.code.as_str();
        let text = if changed { ctx.locale.site_archived(code) } else { ctx.locale.site_unchanged(code) };
        ctx.changed(&site, &text, code)?;
        Ok(Exit::Done)
    }
}
