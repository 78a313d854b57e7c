//! Contacts: the people of clients.

mod add;
mod anonymise;
mod archive;
mod edit;
mod import;
mod list;
mod show;

use crate::cli::completions::candidates;
use crate::cli::failure::Failure;
use crate::domain::contact::{self, Contact, Role};
use crate::domain::site;
use crate::domain::text;
use crate::locale::Locale;
use crate::report::page::{Cell, Facts};
use crate::store::{self, Db};

verbs! { "Manage the people of clients: who asks, who approves, whom to call" {
    Import(import::Args),
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Archive(archive::Args),
    #[command(visible_alias = "anonymize")]
    Anonymise(anonymise::Args),
} }

/// What can be said of a contact beside the name.
#[derive(clap::Args, Debug, Default)]
struct Values {
    /// Where they work: code or name of a site
    #[arg(long, add = candidates::sites())]
    site: Option<String>,

    /// Desk telephone
    #[arg(long)]
    phone: Option<String>,

    /// Mobile telephone
    #[arg(long)]
    mobile: Option<String>,

    /// Mail address
    #[arg(long)]
    mail: Option<String>,

    /// Anything else
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,

    /// Role: requester, approver, emergency, technical, billing, management. May be repeated
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
}

impl Values {
    const fn is_empty(&self) -> bool {
        self.site.is_none()
            && self.phone.is_none()
            && self.mobile.is_none()
            && self.mail.is_none()
            && self.notes.is_none()
            && self.roles.is_empty()
    }

    /// Sets what was said; an empty text takes it away. A known site is kept by its code.
    fn apply(&self, db: &mut dyn Db, contact: &mut Contact) -> Result<(), Failure> {
        if let Some(text) = &self.site {
            let sites = store::site::list(db, Some(&contact.client))?;
            let known = site::resolve(&sites, text).map(|site| site.code.to_string());
            contact.site = known.map_or_else(|| said(text, "site"), |code| Ok(Some(code)))?;
        }
        if let Some(text) = &self.phone {
            contact.phone = said(text, "telephone")?;
        }
        if let Some(text) = &self.mobile {
            contact.mobile = said(text, "mobile telephone")?;
        }
        if let Some(text) = &self.mail {
            contact.mail = if text.trim().is_empty() { None } else { Some(contact::mail(text)?) };
        }
        if let Some(text) = &self.notes {
            contact.notes = if text.trim().is_empty() { None } else { Some(text::body("notes", text)?) };
        }
        for role in &self.roles {
            contact.roles.insert(role.parse::<Role>()?);
        }
        Ok(())
    }
}

fn said(text: &str, what: &'static str) -> Result<Option<String>, Failure> {
    if text.trim().is_empty() { Ok(None) } else { Ok(Some(text::line(what, text)?)) }
}

/// A contact for people.
fn facts_of(locale: &Locale, contact: &Contact) -> Facts {
    let mut facts = Facts::new("contact");
    facts.add("client", locale.title_client(), contact.client.as_str());
    facts.add("name", locale.title_name(), contact.name.as_str());
    facts.maybe("site", locale.title_site(), contact.site.as_deref());
    facts.add("roles", locale.title_roles(), locale.roles(&contact.roles));
    facts.maybe("phone", locale.title_phone(), contact.phone.as_deref());
    facts.maybe("mobile", locale.title_mobile(), contact.mobile.as_deref());
    facts.maybe("mail", locale.title_mail(), contact.mail.as_deref());
    facts.maybe("notes", locale.field_notes(), contact.notes.as_deref());
    if contact.archived {
        facts.add("archived", locale.title_state(), Cell::both(locale.is_archived(), true));
    }
    facts
}
