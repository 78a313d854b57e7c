//! `infog contact list`.

use serde_json::json;

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::contact::{Contact, Role};
use crate::domain::site;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store::{self, Db};

/// List people by client and name
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog contact list --client ried --site nord --role requester      who may ask at this site")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Of this site, by code or name
    #[arg(long, short, add = candidates::sites())]
    site: Option<String>,

    /// With this role
    #[arg(long)]
    role: Option<Role>,

    /// The archived ones too
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let contacts = ctx.read(|db| self.found(db))?;
        let mut page = Page::new();
        page.table(table(&ctx.locale, &contacts));
        ctx.answer(&Answer { json: json!(contacts), page })?;
        Ok(Exit::Done)
    }

    fn found(&self, db: &mut dyn Db) -> Result<Vec<Contact>, Failure> {
        let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
        let client = client.as_ref().map(|client| &client.code);
        let mut contacts = store::contact::list(db, client)?;
        contacts.retain(|contact| self.all || !contact.archived);
        contacts.retain(|contact| self.role.is_none_or(|role| contact.roles.contains(&role)));
        if let Some(wanted) = &self.site {
            let wanted = find::site(db, self.client.as_deref(), Some(wanted))?;
            let sites = store::site::list(db, Some(&wanted.client))?;
            contacts.retain(|contact| {
                let site = contact.site.as_deref().and_then(|text| site::resolve(&sites, text));
                contact.client == wanted.client && site.is_some_and(|site| site.code == wanted.code)
            });
        }
        Ok(contacts)
    }
}

fn table(locale: &Locale, contacts: &[Contact]) -> Table {
    let mut table = Table::new("contacts", locale.contact_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("name", locale.title_name()))
        .column(Column::new("site", locale.title_site()).keep(2))
        .column(Column::new("roles", locale.title_roles()).keep(3))
        .column(Column::new("phone", locale.title_phone()))
        .column(Column::new("mobile", locale.title_mobile()).keep(4))
        .column(Column::new("mail", locale.title_mail()).keep(1));
    for contact in contacts {
        let codes: Vec<&str> = contact.roles.iter().map(|role| role.code()).collect();
        let cells: [Cell; 7] = [
            contact.client.as_str().into(),
            contact.name.as_str().into(),
            contact.site.as_deref().into(),
            Cell::both(locale.roles(&contact.roles), codes.join(" ")),
            contact.phone.as_deref().into(),
            contact.mobile.as_deref().into(),
            contact.mail.as_deref().into(),
        ];
        table.row(cells.map(|cell| if contact.archived { cell.tone(Tone::Dim) } else { cell }));
    }
    table
}
