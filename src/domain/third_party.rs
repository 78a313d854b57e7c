//! Third parties, subcontractors among them, and what allows work on the assets that they manage (rule 22).

mod authorisation;
mod permit;

pub use authorisation::{Agreement, Authorisation, BadAuthorisation, Standing};
pub use permit::{Cited, Managed, Override, Permit, managed};

use serde::{Deserialize, Serialize};

use super::asset::FieldChange;
use super::id::{ClientCode, ThirdPartyCode};
use super::text::{self, BadText};

/// The `attr.` of an asset that names the third party who manages it.
pub const ATTR: &str = "third_party";

/// Somebody else who looks after assets of clients.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ThirdParty {
    /// Unique.
    pub code: ThirdPartyCode,
    /// What it is called.
    pub name: String,
    /// The only client that it works for; nothing where there may be several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientCode>,
    /// Who is to be called there, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// When somebody answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// The contract under which it works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    /// It works for the provider, not for the client.
    #[serde(default)]
    pub subcontractor: bool,
    /// No longer used: hidden from lists, its past kept.
    #[serde(default)]
    pub archived: bool,
}

impl ThirdParty {
    /// Its texts as they are kept; an empty one but the name is none.
    ///
    /// # Errors
    /// [`BadText`]: no name, a text too long, or a control character.
    pub fn checked(mut self) -> Result<Self, BadText> {
        self.name = text::line("name", &self.name)?;
        self.contact = optional("contact", self.contact)?;
        self.hours = optional("hours", self.hours)?;
        self.contract = optional("contract", self.contract)?;
        Ok(self)
    }

    /// Whether it may work for `client`.
    #[must_use]
    pub fn serves(&self, client: &ClientCode) -> bool {
        self.client.as_ref().is_none_or(|only| only == client)
    }

    /// `subcontractor`, `third-party`.
    #[must_use]
    pub const fn role(&self) -> &'static str {
        if self.subcontractor { "subcontractor" } else { "third-party" }
    }

    /// What `after` changed.
    #[must_use]
    pub fn diff(&self, after: &Self) -> Vec<FieldChange> {
        let fields = |party: &Self| {
            [
                ("name", Some(party.name.clone())),
                ("client", party.client.as_ref().map(ToString::to_string)),
                ("contact", party.contact.clone()),
                ("hours", party.hours.clone()),
                ("contract", party.contract.clone()),
                ("subcontractor", Some(party.subcontractor.to_string())),
                ("archived", Some(party.archived.to_string())),
            ]
        };
        let pairs = fields(self).into_iter().zip(fields(after)).filter(|(before, after)| before != after);
        pairs.map(|((field, before), (_, after))| FieldChange { field: field.to_owned(), before, after }).collect()
    }
}

/// A line, or nothing where it is empty.
fn optional(what: &'static str, said: Option<String>) -> Result<Option<String>, BadText> {
    said.filter(|said| !said.trim().is_empty()).map(|said| text::line(what, &said)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emptied_text_is_taken_away_and_shows_as_a_change() {
        let party = ThirdParty {
            code: ThirdPartyCode::new("sage").unwrap(),
            name: " Éditeur de paie ".to_owned(),
            client: None,
            contact: Some("03 88 00 00 00".to_owned()),
            hours: None,
            contract: None,
            subcontractor: false,
            archived: false,
        };
        let before = party.checked().unwrap();
        assert_eq!(before.name, "Éditeur de paie");
        let after = ThirdParty { contact: Some(String::new()), ..before.clone() }.checked().unwrap();
        let change = FieldChange { field: "contact".into(), before: Some("03 88 00 00 00".into()), after: None };
        assert_eq!(before.diff(&after), [change]);
        assert!(before.diff(&before).is_empty());
        assert!(ThirdParty { name: " ".to_owned(), ..before }.checked().is_err());
    }
}
