//! People of a client: who asks, who approves, whom to call.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::fold::{fold, words};
use super::id::ClientCode;
use super::nearest::{hint, nearest};
use super::text::{self, BadText};

/// What a person may do or is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// May open tickets.
    Requester,
    /// Approves changes and expenses.
    Approver,
    /// Called when nothing can wait.
    Emergency,
    /// Knows the machines.
    Technical,
    /// Gets invoices.
    Billing,
    /// Decides.
    Management,
}

/// The text is no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{role}` is no role of a contact{}", hint(*.nearest))]
pub struct BadRole {
    /// As it was given.
    pub role: String,
    /// What may have been meant.
    pub nearest: Option<&'static str>,
}

impl Role {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Requester, Self::Approver, Self::Emergency, Self::Technical, Self::Billing, Self::Management];

    /// The code on the command line and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requester => "requester",
            Self::Approver => "approver",
            Self::Emergency => "emergency",
            Self::Technical => "technical",
            Self::Billing => "billing",
            Self::Management => "management",
        }
    }

    /// The folded French word by which it is also known.
    const fn french(self) -> &'static str {
        match self {
            Self::Requester => "demandeur",
            Self::Approver => "approbateur",
            Self::Emergency => "urgence",
            Self::Technical => "technique",
            Self::Billing => "facturation",
            Self::Management => "direction",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Role {
    type Err = BadRole;

    fn from_str(text: &str) -> Result<Self, BadRole> {
        let word = words(text);
        let known = Self::ALL.into_iter().find(|role| role.code() == word || role.french() == word);
        let nearest = || nearest(text, Self::ALL.into_iter().flat_map(|role| [role.code(), role.french()]));
        known.ok_or_else(|| BadRole { role: super::date::clipped(text), nearest: nearest() })
    }
}

/// A person of a client.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    /// Whose.
    pub client: ClientCode,
    /// Unique in the client without case and accents.
    pub name: String,
    /// Where they work: code or name of a site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// What they may do or are asked for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub roles: BTreeSet<Role>,
    /// Desk telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Mobile telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// Address of electronic mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Gone: hidden from lists, their past kept.
    #[serde(default)]
    pub archived: bool,
}

impl Contact {
    /// A person of whom only the name is known.
    ///
    /// # Errors
    /// [`BadText`]: the name is empty, too long, or holds a control character.
    pub fn new(client: ClientCode, name: &str) -> Result<Self, BadText> {
        let name = text::line("name of the contact", name)?;
        let (site, roles) = (None, BTreeSet::new());
        Ok(Self { client, name, site, roles, phone: None, mobile: None, mail: None, notes: None, archived: false })
    }

    /// The name as it is compared: without case, accents and punctuation.
    #[must_use]
    pub fn key(&self) -> String {
        key_of(&self.name)
    }
}

/// A name as it is compared.
#[must_use]
pub fn key_of(name: &str) -> String {
    let key = words(name);
    if key.is_empty() { fold(name.trim()) } else { key }
}

/// The text is no address of electronic mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no mail address; write `name@example.fr`")]
pub struct BadMail(pub String);

/// An address of electronic mail: something, one `@`, a name with a dot or `localhost`; no blanks.
///
/// # Errors
/// [`BadMail`].
pub fn mail(text: &str) -> Result<String, BadMail> {
    let text = text.trim();
    let sound = text.split_once('@').is_some_and(|(who, place)| {
        !who.is_empty() && !place.contains('@') && (place.trim_matches('.').contains('.') || place == "localhost")
    });
    let plain =
        !text.chars().any(|c| c.is_whitespace() || c.is_control()) && text.chars().count() <= text::LONGEST_LINE;
    if sound && plain { Ok(text.to_owned()) } else { Err(BadMail(super::date::clipped(text))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_in_both_languages() {
        assert_eq!("Requester".parse(), Ok(Role::Requester));
        assert_eq!("Demandeur".parse(), Ok(Role::Requester));
        let bad = "aprover".parse::<Role>().unwrap_err();
        assert_eq!(bad.to_string(), "`aprover` is no role of a contact; did you mean `approver`?");
    }

    #[test]
    fn a_name_is_compared_without_case_and_accents() {
        let contact = Contact::new("ried".parse().unwrap(), " Jérôme  Morel ").unwrap();
        assert_eq!(contact.key(), key_of("JEROME MOREL"));
        assert!(Contact::new("ried".parse().unwrap(), " ").is_err());
    }

    #[test]
    fn a_mail_address_has_one_sign_and_a_place() {
        assert_eq!(mail(" a.b@exemple.fr "), Ok("a.b@exemple.fr".into()));
        for bad in ["a", "@b.fr", "a@b", "a@b@c.fr", "a b@c.fr", "a@b.fr\n<x>"] {
            assert!(mail(bad).is_err(), "{bad}");
        }
    }
}
