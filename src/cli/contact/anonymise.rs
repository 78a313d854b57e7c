//! `infog contact anonymise`.

use serde_json::json;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::erasing::Erasing;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::find;
use crate::domain::contact::Contact;
use crate::domain::id::ContractRef;
use crate::store::erasure::{self, Counts};
use crate::store::{self, Db};

/// Erase a person for good: name, telephone, mail and notes, and the name wherever tickets, assets, licences speak of it
///
/// The person is called `Contact N` from then on, in every text of the client that names them, past ones included; their
/// mail address and telephone numbers go too. Nothing else changes: instants, verdicts and figures of every report
/// stay, and `infog verify` still holds. The log says which texts were erased, not what they said. It cannot be undone.
///
/// Not erased: tags of assets, file names, names of calendars, contracts and their files, and names that are spelt
/// differently; `infog ticket search NAME` finds what is left.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contact anonymise \"Mme Weber\" --client ried --dry-run      how many texts speak of her
  infog contact anonymise \"Mme Weber\" --client ried
  infog contact anonymise 12 --yes")]
pub struct Args {
    /// The name, or the number of `Contact N`
    #[arg(value_name = "NAME|ID", add = candidates::contacts())]
    contact: String,

    /// Whose, where several clients have one of that name
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Say how much would be erased, and erase nothing
    #[arg(long)]
    dry_run: bool,
}

impl Args {
    /// Erases the person.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (contact, number) = ctx.read(|db| self.named(db))?;
        for contract in ctx.read(|db| contracts_that_name(db, &contact))? {
            ctx.out.warning(&format!("contract `{contract}` names {} and keeps the name", contact.name));
            ctx.out.hint(&format!("`infog contract export {contract}` shows where; an amendment names who follows"));
        }
        let client = &contact.client;
        let key = client.key();
        let facts = json!({ "why": "contact", "contact": number });
        let erasing = Erasing { key: &key, facts, dry_run: self.dry_run };
        let name = contact.name.clone();
        let question = move |counts: &Counts| {
            let others = counts.names + counts.changes;
            format!("Erase {name} for good, and the name in {others} texts?")
        };
        erasing.run(ctx, &question, |db| Ok(erasure::of_contact(db, client, number)?))
    }

    fn named(&self, db: &mut dyn Db) -> Result<(Contact, i64), Failure> {
        let found = match self.contact.trim().parse::<i64>() {
            Ok(number) => store::contact::by_number(db, number)?.map(|contact| (contact, number)),
            Err(_) => None,
        };
        if let Some((contact, number)) = found {
            return match &self.client {
                Some(code) if find::client(db, code)?.code != contact.client => {
                    Err(Failure::refused(format!("contact {number} is of client `{}`, not `{code}`", contact.client)))
                }
                _ => Ok((contact, number)),
            };
        }
        let contact = find::contact(db, self.client.as_deref(), &self.contact)?;
        let number = store::contact::number(db, &contact.client, &contact.name)?;
        number.map(|number| (contact, number)).ok_or_else(|| Failure::fault("a contact has no number"))
    }
}

/// Contracts of which one version has a role for that person: what was signed is not rewritten.
fn contracts_that_name(db: &mut dyn Db, contact: &Contact) -> Result<Vec<ContractRef>, Failure> {
    let versions = store::contract::of_client(db, &contact.client)?;
    let folded = contact.name.to_lowercase();
    let naming = versions.into_iter().map(|stored| stored.value);
    let naming = naming.filter(|terms| terms.roles.iter().any(|role| role.name.to_lowercase().contains(&folded)));
    let mut found: Vec<_> = naming.map(|terms| terms.contract).collect();
    found.dedup();
    Ok(found)
}
