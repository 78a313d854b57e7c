//! Sites: where clients work.

mod add;
mod archive;
mod edit;
mod import;
mod list;
mod show;

use crate::cli::failure::Failure;
use crate::domain::site::Site;
use crate::domain::text;
use crate::locale::Locale;
use crate::report::page::{Cell, Facts};

verbs! { "Manage the sites of clients" {
    Import(import::Args),
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Archive(archive::Args),
} }

/// What can be said of a site beside its name.
#[derive(clap::Args, Debug, Default)]
struct Values {
    /// Where a technician drives to
    #[arg(long)]
    address: Option<String>,

    /// Telephone of its reception
    #[arg(long)]
    phone: Option<String>,

    /// How one gets in, and when: key, badge, whom to ask
    #[arg(long, value_name = "TEXT")]
    access: Option<String>,
}

impl Values {
    const fn is_empty(&self) -> bool {
        self.address.is_none() && self.phone.is_none() && self.access.is_none()
    }

    /// Sets what was said; an empty text takes it away.
    fn apply(&self, site: &mut Site) -> Result<(), Failure> {
        let said = [
            (&self.address, "address", &mut site.address),
            (&self.phone, "telephone", &mut site.phone),
            (&self.access, "access", &mut site.access),
        ];
        for (value, what, place) in said {
            if let Some(value) = value {
                *place = if value.trim().is_empty() { None } else { Some(text::body(what, value)?) };
            }
        }
        Ok(())
    }
}

/// A site for people.
fn facts_of(locale: &Locale, site: &Site) -> Facts {
    let mut facts = Facts::new("site");
    facts.add("client", locale.title_client(), site.client.as_str());
    facts.add("code", locale.title_code(), site.code.as_str());
    facts.add("name", locale.title_name(), site.name.as_str());
    facts.maybe("address", locale.title_address(), site.address.as_deref());
    facts.maybe("phone", locale.title_phone(), site.phone.as_deref());
    facts.maybe("access", locale.title_access(), site.access.as_deref());
    if site.archived {
        facts.add("archived", locale.title_state(), Cell::both(locale.is_archived(), true));
    }
    facts
}
