//! Clients, their sites and contacts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::id::ClientCode;

/// The longest name of a client, in characters.
pub const LONGEST_NAME: usize = 200;

/// The reader's language of a client's reports.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// `fr` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// The text is no language that infog writes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no language of infog; write `fr` or `en`")]
pub struct BadLanguage(pub String);

impl FromStr for Language {
    type Err = BadLanguage;

    /// Reads `fr`, `en`, a locale such as `fr_FR.UTF-8`, or the language's name.
    fn from_str(text: &str) -> Result<Self, BadLanguage> {
        let folded = fold(text.trim());
        match folded.split(['_', '-', '.', '@']).next() {
            Some("fr" | "francais" | "french") => Ok(Self::Fr),
            Some("en" | "anglais" | "english") => Ok(Self::En),
            _ => Err(BadLanguage(super::date::clipped(text))),
        }
    }
}

/// A client of the provider.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Client {
    /// `ried`.
    pub code: ClientCode,
    /// `Ateliers du Ried`.
    pub name: String,
    /// IANA name of the zone in which its times are read and shown.
    pub zone: String,
    /// Of what is written for it.
    pub language: Language,
    /// No longer served: hidden from lists, its past kept.
    pub archived: bool,
}

/// What a client cannot be called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadClient {
    /// Nothing but blanks.
    #[error("the name of client `{0}` is empty")]
    NoName(ClientCode),
    /// More than [`LONGEST_NAME`] characters.
    #[error("the name of client `{code}` has {length} characters; {LONGEST_NAME} are allowed")]
    LongName {
        /// Whose.
        code: ClientCode,
        /// In characters.
        length: usize,
    },
    /// A line break, an escape, or another control character.
    #[error("the name of client `{code}` holds the control character {character:?}")]
    Control {
        /// Whose.
        code: ClientCode,
        /// The character.
        character: char,
    },
}

/// One property of a client that an edit changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ClientChange {
    /// `name`, `zone`, `language` or `archived`.
    pub field: &'static str,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

impl Client {
    /// Takes the blanks off the name and checks it. Whether the zone exists is for the calendar to say.
    ///
    /// # Errors
    /// [`BadClient`]: a name that is empty, too long, or holds a control character.
    pub fn checked(mut self) -> Result<Self, BadClient> {
        let name = self.name.trim();
        let length = name.chars().count();
        if name.is_empty() {
            return Err(BadClient::NoName(self.code));
        }
        if length > LONGEST_NAME {
            return Err(BadClient::LongName { code: self.code, length });
        }
        if let Some(character) = name.chars().find(|c| c.is_control()) {
            return Err(BadClient::Control { code: self.code, character });
        }
        self.name = name.to_owned();
        Ok(self)
    }

    /// What `after` changed, in the order in which it is shown; empty where nothing did.
    #[must_use]
    pub fn diff(&self, after: &Self) -> Vec<ClientChange> {
        [
            ("name", self.name.clone(), after.name.clone()),
            ("zone", self.zone.clone(), after.zone.clone()),
            ("language", self.language.to_string(), after.language.to_string()),
            ("archived", self.archived.to_string(), after.archived.to_string()),
        ]
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| ClientChange { field, before, after })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(name: &str) -> Client {
        Client {
            code: ClientCode::new("ried").unwrap(),
            name: name.to_owned(),
            zone: "Europe/Paris".into(),
            language: Language::Fr,
            archived: false,
        }
    }

    #[test]
    fn a_name_is_trimmed_and_never_empty_or_monstrous() {
        assert_eq!(client(" Ateliers du Ried ").checked().unwrap().name, "Ateliers du Ried");
        assert!(matches!(client("  ").checked(), Err(BadClient::NoName(_))));
        assert!(matches!(client(&"é".repeat(201)).checked(), Err(BadClient::LongName { length: 201, .. })));
        assert!(client(&"é".repeat(200)).checked().is_ok());
        assert!(matches!(client("a\u{1b}[2J").checked(), Err(BadClient::Control { character: '\u{1b}', .. })));
    }

    #[test]
    fn a_language_is_read_from_a_code_a_locale_or_its_name() {
        for (text, want) in
            [("fr", Language::Fr), ("FR_fr.UTF-8", Language::Fr), ("English", Language::En), ("en-GB", Language::En)]
        {
            assert_eq!(text.parse(), Ok(want), "{text}");
        }
        assert!("de".parse::<Language>().is_err());
        assert!("".parse::<Language>().is_err());
    }

    #[test]
    fn an_edit_names_only_what_changed() {
        let (before, mut after) = (client("Ried"), client("Ried"));
        assert!(before.diff(&after).is_empty());
        after.archived = true;
        let change = ClientChange { field: "archived", before: "false".into(), after: "true".into() };
        assert_eq!(before.diff(&after), [change]);
    }
}
