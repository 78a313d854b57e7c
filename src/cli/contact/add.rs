//! `infog contact add`.

use super::Values;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::contact::Contact;
use crate::store;

/// Add a person of a client
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contact add \"Mme Weber\" --client ried --site nord --phone \"03 88 00 00 02\" --role requester
  infog contact add \"Paul Klein\" --role approver --role emergency --mobile \"06 00 00 00 03\"")]
pub struct Args {
    /// The name, unique in the client
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
        let contact = ctx.write(|db| {
            let client = find::client_or_only(db, self.client.as_deref())?;
            let mut contact = Contact::new(client.code, &self.name)?;
            self.values.apply(db, &mut contact)?;
            if let Some(other) = store::contact::get(db, &contact.client, &contact.name)? {
                let (client, name) = (&other.client, &other.name);
                return Err(Failure::refused(format!("client `{client}` has a contact `{name}` already"))
                    .hinted(format!("change it with `infog contact edit \"{name}\" --client {client}`")));
            }
            store::contact::add(db, &contact, &stamp)?;
            Ok(contact)
        })?;
        let text = ctx.locale.contact_added(contact.name.as_str(), contact.client.as_str());
        ctx.changed(&contact, &text, &contact.name)?;
        Ok(Exit::Done)
    }
}
