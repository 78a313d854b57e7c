//! What is known of logged work besides its minutes.

use serde::{Deserialize, Serialize};

use crate::domain::contract::coded::coded;
use crate::domain::money::Decimal;
use crate::domain::third_party::Permit;

coded!(
    /// What kind of work it was. The last three are of applications; an evolution cites the quote that was accepted.
    Nature {
        /// Accounts, rights, settings.
        Administration = "administration",
        /// New versions.
        Update = "update",
        /// Protection.
        Security = "security",
        /// Watching.
        Monitoring = "monitoring",
        /// Making it faster or cheaper.
        Optimisation = "optimisation",
        /// Keeping it in order.
        Upkeep = "upkeep",
        /// Helping users.
        Support = "support",
        /// Mending.
        Repair = "repair",
        /// Mending an application.
        Corrective = "corrective",
        /// Keeping an application from failing.
        Preventive = "preventive",
        /// Changing what an application does.
        Evolutive = "evolutive",
    }
);

/// What is known of logged work besides its minutes and where it was done.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Work {
    /// What kind of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    /// The quote that was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Piece of work of the contract's catalogue (unité d'œuvre).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many of that piece; one where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    /// Work on site for which nobody travelled: the technician was there already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_travel: bool,
    /// What allowed work on assets of third parties (rule 22); nothing where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit: Option<Box<Permit>>,
}

impl Work {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// An evolution is done under a quote: `false` where that is missing.
    #[must_use]
    pub fn has_its_quote(&self) -> bool {
        self.nature != Some(Nature::Evolutive) || self.quote.is_some()
    }
}
