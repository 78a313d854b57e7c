//! `infog site edit`.

use super::Values;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::text;
use crate::store;

/// Change what is known of a site, or restore an archived one
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog site edit nord --phone \"03 88 00 00 01\"
  infog site edit nord --access \"\"                an empty text takes it away")]
pub struct Args {
    /// Its code or name
    #[arg(add = candidates::sites())]
    site: String,

    /// Whose, where several clients have one of that code
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// New name
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    values: Values,

    /// Use it again
    #[arg(long)]
    restore: bool,
}

impl Args {
    /// Records what changes.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.name.is_none() && self.values.is_empty() && !self.restore {
            return Err(Failure::usage("nothing to change was given").hinted("see `infog site edit --help`"));
        }
        let stamp = ctx.stamp_now();
        let (site, changed) = ctx.write(|db| {
            let mut site = find::site(db, self.client.as_deref(), Some(&self.site))?;
            if let Some(name) = &self.name {
                site.name = text::line("name of the site", name)?;
            }
            self.values.apply(&mut site)?;
            site.archived &= !self.restore;
            let changed = store::site::put(db, &site, &stamp)?;
            Ok((site, changed))
        })?;
        let code = site.code.as_str();
        let text = if changed { ctx.locale.site_edited(code) } else { ctx.locale.site_unchanged(code) };
        ctx.changed(&site, &text, code)?;
        Ok(Exit::Done)
    }
}
