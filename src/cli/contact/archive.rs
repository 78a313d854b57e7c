//! `infog contact archive`.

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::contact::Contact;
use crate::store;

/// Hide a person who left from lists; what they asked for is kept
#[derive(clap::Args, Debug)]
#[command(after_help = "`infog contact edit NAME --restore` brings them back.")]
pub struct Args {
    /// The name
    #[arg(add = candidates::contacts())]
    name: String,

    /// Whose, where several clients have one of that name
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Archives it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let stamp = ctx.stamp_now();
        let (contact, changed) = ctx.write(|db| {
            let contact = find::contact(db, self.client.as_deref(), &self.name)?;
            let contact = Contact { archived: true, ..contact };
            let changed = store::contact::edit(db, &contact.name, &contact, &stamp)?;
            Ok((contact, changed))
        })?;
        let name = contact.name.as_str();
        let text = if changed { ctx.locale.contact_archived(name) } else { ctx.locale.contact_unchanged(name) };
        ctx.changed(&contact, &text, name)?;
        Ok(Exit::Done)
    }
}
