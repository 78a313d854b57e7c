//! `infog contact edit`.

use super::Values;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::contact::{Contact, Role, key_of};
use crate::domain::text;
use crate::store;

/// Change what is known of a person, or restore an archived one
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contact edit \"Mme Weber\" --site siege --role approver
  infog contact edit \"Mme Weber\" --name \"Mme Klein\" --phone \"\"      an empty text takes it away")]
pub struct Args {
    /// The name
    #[arg(add = candidates::contacts())]
    contact: String,

    /// Whose, where several clients have one of that name
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// New name
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    values: Values,

    /// Role that they no longer have. May be repeated
    #[arg(long = "without-role", value_name = "ROLE")]
    without: Vec<Role>,

    /// They are back
    #[arg(long)]
    restore: bool,
}

impl Args {
    /// Records what changes.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.name.is_none() && self.values.is_empty() && self.without.is_empty() && !self.restore {
            return Err(Failure::usage("nothing to change was given").hinted("see `infog contact edit --help`"));
        }
        let stamp = ctx.stamp_now();
        let (contact, changed) = ctx.write(|db| {
            let before = find::contact(db, self.client.as_deref(), &self.contact)?;
            let mut after = before.clone();
            self.values.apply(db, &mut after)?;
            after.roles.retain(|role| !self.without.contains(role));
            after.archived &= !self.restore;
            if let Some(name) = &self.name {
                after.name = text::line("name of the contact", name)?;
                free(db, &before, &after)?;
            }
            let changed = store::contact::edit(db, &before.name, &after, &stamp)?;
            Ok((after, changed))
        })?;
        let name = contact.name.as_str();
        let text = if changed { ctx.locale.contact_edited(name) } else { ctx.locale.contact_unchanged(name) };
        ctx.changed(&contact, &text, name)?;
        Ok(Exit::Done)
    }
}

fn free(db: &mut dyn store::Db, before: &Contact, after: &Contact) -> Result<(), Failure> {
    let other = store::contact::get(db, &after.client, &after.name)?;
    match other.filter(|_| key_of(&before.name) != key_of(&after.name)) {
        Some(other) => {
            Err(Failure::refused(format!("client `{}` has a contact `{}` already", other.client, other.name)))
        }
        None => Ok(()),
    }
}
