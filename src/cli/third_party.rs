//! Third parties, subcontractors among them, and the assets that they manage.

mod add;
mod assign;
mod edit;
mod list;
mod show;

use serde_json::{Map, Value, json};

use crate::domain::third_party::ThirdParty;

verbs! { "Manage third parties and subcontractors, and the assets that they manage" {
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Assign(assign::Args),
} }

/// What can be said of a third party on the command line; an empty text takes it away.
#[derive(clap::Args, Debug, Default)]
struct Values {
    /// Who is to be called there, and how
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,

    /// When somebody answers
    #[arg(long, value_name = "TEXT")]
    hours: Option<String>,

    /// The contract under which it works
    #[arg(long, value_name = "TEXT")]
    contract: Option<String>,

    /// It works for the provider, not for the client
    #[arg(long)]
    subcontractor: bool,
}

impl Values {
    const fn is_empty(&self) -> bool {
        self.contact.is_none() && self.hours.is_none() && self.contract.is_none() && !self.subcontractor
    }

    fn apply(&self, party: ThirdParty) -> ThirdParty {
        ThirdParty {
            contact: self.contact.clone().or(party.contact),
            hours: self.hours.clone().or(party.hours),
            contract: self.contract.clone().or(party.contract),
            subcontractor: self.subcontractor || party.subcontractor,
            ..party
        }
    }
}

/// A third party for programs.
fn json_of(party: &ThirdParty) -> Map<String, Value> {
    let fields = [
        ("code", json!(party.code)),
        ("name", json!(party.name)),
        ("client", json!(party.client)),
        ("contact", json!(party.contact)),
        ("hours", json!(party.hours)),
        ("contract", json!(party.contract)),
        ("subcontractor", json!(party.subcontractor)),
        ("archived", json!(party.archived)),
    ];
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
