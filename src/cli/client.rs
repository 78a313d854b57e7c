//! Clients.

mod add;
mod archive;
mod edit;
mod list;
mod show;

use serde_json::{Value, json};

use crate::domain::client::Client;
use crate::locale::Locale;
use crate::report::page::{Cell, Facts};

verbs! { "Manage clients" {
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Archive(archive::Args),
} }

/// A client for programs.
fn json_of(client: &Client) -> Value {
    json!({
        "code": client.code,
        "name": client.name,
        "zone": client.zone,
        "language": client.language,
        "archived": client.archived,
    })
}

/// A client for people.
fn facts_of(locale: &Locale, client: &Client) -> Facts {
    let mut facts = Facts::new("client");
    facts.add("code", locale.title_code(), client.code.as_str());
    facts.add("name", locale.title_name(), client.name.as_str());
    facts.add("zone", locale.title_zone(), client.zone.as_str());
    facts.add("language", locale.title_language(), client.language.code());
    if client.archived {
        facts.add("archived", locale.title_state(), Cell::both(locale.client_is_archived(), true));
    }
    facts
}
