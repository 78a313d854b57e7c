//! Newtypes for everything that has a name: a client code is never mistaken for a severity.
//!
//! A code keeps the case in which it was given and is compared without it.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::date::clipped;

/// The longest code, in characters.
pub const LONGEST_CODE: usize = 64;

/// The text is no code of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
    /// Nothing was given.
    #[error("the {kind} is empty")]
    Empty {
        /// What was to be named.
        kind: &'static str,
    },
    /// More than [`LONGEST_CODE`] characters.
    #[error("the {kind} has {length} characters; {LONGEST_CODE} are allowed")]
    TooLong {
        /// What was to be named.
        kind: &'static str,
        /// Its length.
        length: usize,
    },
    /// A character that a code cannot hold.
    #[error("the {kind} `{text}` holds {character:?}; letters, digits, {allowed} are allowed")]
    Character {
        /// What was to be named.
        kind: &'static str,
        /// The text that was given.
        text: String,
        /// The character at fault.
        character: char,
        /// What is allowed beside letters and digits.
        allowed: &'static str,
    },
}

/// The form in which codes are compared: lower case of every character.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { lowered(text).collect() }
}

fn lowered(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// Whether two codes are the same; a report asks millions of times, so that nothing is allocated.
fn alike(one: &str, other: &str) -> bool {
    match one.is_ascii() && other.is_ascii() {
        true => one.eq_ignore_ascii_case(other),
        false => lowered(one).eq(lowered(other)),
    }
}

fn check(kind: &'static str, text: &str, extra: &[char], allowed: &'static str) -> Result<(), BadCode> {
    if text.is_empty() {
        return Err(BadCode::Empty { kind });
    }
    let length = text.chars().count();
    if length > LONGEST_CODE {
        return Err(BadCode::TooLong { kind, length });
    }
    let wrong = |c: &char| !(c.is_alphanumeric() || ['-', '_', '.'].contains(c) || extra.contains(c));
    match text.chars().find(wrong) {
        Some(character) => Err(BadCode::Character { kind, text: clipped(text), character, allowed }),
        None => Ok(()),
    }
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $extra:expr, $allowed:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>); // shared: every event, clock and row of a report holds some

        impl $name {
            /// Checks `text` (surrounding blanks are dropped).
            ///
            /// # Errors
            /// [`BadCode`] says what the text holds that a code cannot.
            pub fn new(text: &str) -> Result<Self, BadCode> {
                let text = text.trim();
                check($kind, text, $extra, $allowed)?;
                Ok(Self(text.into()))
            }

            /// As it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// As it is compared and kept unique.
            #[must_use]
            pub fn key(&self) -> String {
                folded(&self.0)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0 || alike(&self.0, &other.0)
            }
        }
        impl Eq for $name {}
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                lowered(&self.0).for_each(|c| c.hash(state));
            }
        }
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                lowered(&self.0).cmp(lowered(&other.0))
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = BadCode;
            fn from_str(text: &str) -> Result<Self, BadCode> {
                Self::new(text)
            }
        }
        impl TryFrom<String> for $name {
            type Error = BadCode;
            fn try_from(text: String) -> Result<Self, BadCode> {
                Self::new(&text)
            }
        }
        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.as_str().to_owned()
            }
        }
    };
}

code!(/// A client, `ried`.
    ClientCode, "client code", &[], "`-`, `_` and `.`");
code!(/// A calendar, `ried-bureau`; `always` is built in.
    CalendarName, "calendar name", &[], "`-`, `_` and `.`");
code!(/// A contract, `RIED-2025`.
    ContractRef, "contract reference", &[], "`-`, `_` and `.`");
code!(/// A line of a contract's perimeter, `serveurs`.
    LineName, "line name", &[], "`-`, `_` and `.`");
code!(/// A severity of a contract, `N1`.
    SeverityCode, "severity code", &[], "`-`, `_` and `.`");
code!(/// A site of a client, `nord`.
    SiteCode, "site code", &[], "`-`, `_` and `.`");
code!(/// Why a clock is held, `waiting-client`.
    PauseReason, "pause reason", &[], "`-`, `_` and `.`");
code!(/// Why a commitment was broken, `workload`.
    BreachReason, "breach reason", &[], "`-`, `_` and `.`");
code!(/// The tag of an asset, unique in its client.
    AssetTag, "asset tag", &[' ', '/'], "`-`, `_`, `.`, blanks and `/`");

code!(/// A third party, `sage`.
    ThirdPartyCode, "third-party code", &[], "`-`, `_` and `.`");
code!(/// A campaign of inventory, unique in its client, `initial-2026`.
    CampaignName, "campaign name", &[' ', '/'], "`-`, `_`, `.`, blanks and `/`");

impl CalendarName {
    /// `always`, the calendar that is built in.
    #[must_use]
    pub fn always() -> Self {
        Self("always".into())
    }
}

/// A ticket's number: shown `#42`, typed `42`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TicketNumber(pub i64);

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("#{}", self.0))
    }
}

/// The text is no ticket number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no ticket number; type it `42`")]
pub struct BadNumber(pub String);

impl FromStr for TicketNumber {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let digits = text.trim().strip_prefix('#').unwrap_or(text.trim());
        match digits.parse::<i64>() {
            Ok(number) if number > 0 && digits.bytes().all(|b| b.is_ascii_digit()) => Ok(Self(number)),
            _ => Err(BadNumber(super::date::clipped(text))),
        }
    }
}

/// The number of an authorisation: shown `A-3`, typed `3` or `A-3`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorisationNumber(pub i64);

impl fmt::Display for AuthorisationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("A-{}", self.0))
    }
}

/// The text is no number of an authorisation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no number of an authorisation; type it `3` or `A-3`")]
pub struct BadAuthorisationNumber(pub String);

impl FromStr for AuthorisationNumber {
    type Err = BadAuthorisationNumber;

    fn from_str(text: &str) -> Result<Self, BadAuthorisationNumber> {
        let bare = text.trim();
        let digits = bare.strip_prefix(['A', 'a']).map_or(bare, |rest| rest.strip_prefix('-').unwrap_or(rest));
        match digits.parse::<i64>() {
            Ok(number) if number > 0 && digits.bytes().all(|b| b.is_ascii_digit()) => Ok(Self(number)),
            _ => Err(BadAuthorisationNumber(super::date::clipped(text))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_case_and_are_compared_without_it() {
        let given = ClientCode::new(" Ried ").unwrap();
        assert_eq!(given, ClientCode::new("RIED").unwrap());
        assert_eq!(given.to_string(), "Ried");
    }

    #[test]
    fn a_control_character_is_no_part_of_a_code() {
        assert!(ClientCode::new("a\u{1b}[2J").is_err());
        assert!(AssetTag::new("SRV 01/A").is_ok());
        assert!(ClientCode::new("SRV 01").is_err());
    }

    #[test]
    fn an_authorisation_is_typed_as_it_is_shown_or_by_its_number() {
        for text in ["3", "A-3", "a3", " A-3 "] {
            assert_eq!(text.parse(), Ok(AuthorisationNumber(3)), "{text}");
        }
        for text in ["", "A-", "A-0", "B-3", "-3", "A--3"] {
            assert!(text.parse::<AuthorisationNumber>().is_err(), "{text}");
        }
        assert_eq!(AuthorisationNumber(3).to_string(), "A-3");
    }

    #[test]
    fn a_ticket_number_is_typed_with_or_without_its_sign() {
        assert_eq!("#42".parse(), Ok(TicketNumber(42)));
        assert_eq!("42".parse(), Ok(TicketNumber(42)));
        assert!("+42".parse::<TicketNumber>().is_err());
        assert!("0".parse::<TicketNumber>().is_err());
    }
}
