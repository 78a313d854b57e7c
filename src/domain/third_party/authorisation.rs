//! What a client granted, and what was agreed with a third party.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::optional;
use crate::domain::asset::Asset;
use crate::domain::id::{AssetTag, AuthorisationNumber, ClientCode, ThirdPartyCode};
use crate::domain::text::{self, BadText};

/// What allows work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// The client's authorisation.
    Authorisation,
    /// A standing cooperation agreement with the third party.
    Cooperation,
}

impl Agreement {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Authorisation => "authorisation",
            Self::Cooperation => "cooperation",
        }
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Leave to work on what a third party manages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Authorisation {
    /// Its number, never used again.
    pub number: AuthorisationNumber,
    /// Whose assets.
    pub client: ClientCode,
    /// Who manages them.
    pub third_party: ThirdPartyCode,
    /// Which ones; all that the third party manages for the client where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<AssetTag>,
    /// What it is.
    pub kind: Agreement,
    /// Who granted it.
    pub granted_by: String,
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// The last day on which it holds; nothing where it has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// What may be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Where it can be read again: a mail, minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Why it was ended before its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_because: Option<String>,
}

/// Where a day lies to the days on which an authorisation holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Before its first day.
    ToCome,
    /// On one of its days.
    InForce,
    /// After its last day.
    Over,
}

impl Standing {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ToCome => "to-come",
            Self::InForce => "in-force",
            Self::Over => "over",
        }
    }
}

/// What an authorisation cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAuthorisation {
    /// Its last day is before its first.
    #[error("the last day {to} is before the first, {from}")]
    Backwards {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// It ends earlier already.
    #[error("{number} ends on {to} already")]
    Over {
        /// Which one.
        number: AuthorisationNumber,
        /// Its last day.
        to: NaiveDate,
    },
    /// A text that cannot be kept.
    #[error(transparent)]
    Text(#[from] BadText),
}

impl Authorisation {
    /// Its texts as they are kept.
    ///
    /// # Errors
    /// [`BadAuthorisation`]: days in the wrong order, or a text that cannot be kept.
    pub fn checked(mut self) -> Result<Self, BadAuthorisation> {
        if let Some(to) = self.to.filter(|to| *to < self.from) {
            return Err(BadAuthorisation::Backwards { from: self.from, to });
        }
        self.granted_by = text::line("name of who granted it", &self.granted_by)?;
        self.scope = optional("scope", self.scope)?;
        self.evidence = optional("evidence", self.evidence)?;
        self.ended_because = optional("reason", self.ended_because)?;
        Ok(self)
    }

    /// With `on` as its last day.
    ///
    /// # Errors
    /// It is over by then, or does not hold yet; the reason cannot be kept.
    pub fn ended(&self, on: NaiveDate, because: Option<String>) -> Result<Self, BadAuthorisation> {
        match self.to {
            Some(to) if to <= on => Err(BadAuthorisation::Over { number: self.number, to }),
            _ => Self { to: Some(on), ended_because: because, ..self.clone() }.checked(),
        }
    }

    /// Whether it holds on that day of the client's zone.
    #[must_use]
    pub fn standing_on(&self, day: NaiveDate) -> Standing {
        match self.to {
            _ if day < self.from => Standing::ToCome,
            Some(to) if to < day => Standing::Over,
            _ => Standing::InForce,
        }
    }

    /// Whether it is about that asset of `client`. Where an asset does not say who manages it, or names nobody's code,
    /// only an authorisation of the client that names the very asset is.
    #[must_use]
    pub fn covers(&self, client: &ClientCode, asset: &Asset) -> bool {
        let named = self.assets.contains(&asset.tag);
        let same_party = match super::permit::party_of(asset) {
            Some(code) => code == self.third_party,
            None => named && self.kind == Agreement::Authorisation,
        };
        self.client == *client && same_party && (named || self.assets.is_empty())
    }
}
