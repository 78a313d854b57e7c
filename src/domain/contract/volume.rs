//! Interventions included or bought, and what the contract costs.

use serde::{Deserialize, Serialize};

use super::coded::coded;
use crate::domain::fold::fold;
use crate::domain::money::{Currency, Decimal, Money};

coded!(
    /// What a volume is counted in.
    VolumeUnit {
        /// Minutes of work.
        Minute = "minute",
        /// Tickets.
        Ticket = "ticket",
        /// Unités d'œuvre, each piece of work with its weight.
        Unit = "unit",
    }
);

coded!(
    /// How long a volume or a fee lasts.
    BillingPeriod {
        /// A calendar month.
        Month = "month",
        /// Three months from the first day of the contract.
        Quarter = "quarter",
        /// Twelve months from the first day of the contract.
        Year = "year",
        /// The whole term.
        Term = "term",
    }
);

coded!(
    /// What becomes of a volume that was not used.
    CarryOver {
        /// It is lost.
        None = "none",
        /// It is added to the next period, once.
        NextPeriod = "next-period",
        /// It is kept until the end of the term.
        Term = "term",
    }
);

coded!(
    /// What the price of a perimeter line is paid for.
    LineUnit {
        /// A month.
        Month = "month",
        /// Each asset of the line.
        Asset = "asset",
        /// Each user.
        User = "user",
        /// Each unit of work.
        Unit = "unit",
    }
);

/// `[volume]`: prepaid or included interventions (rule 27).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Volume {
    /// Minutes, tickets or units.
    pub unit: VolumeUnit,
    /// How many of them a period holds.
    pub included: Decimal,
    /// How long a period is.
    pub period: BillingPeriod,
    /// Minutes to which an entry is rounded up; 1 leaves it as it is.
    pub rounding: u32,
    /// The least number of minutes that a visit counts.
    pub on_site_minimum: u32,
    /// Applied after rounding to the share of an entry that lies out of hours.
    pub out_of_hours_factor: Decimal,
    /// What becomes of what is left.
    pub carry_over: CarryOver,
    /// Price of an hour, ticket or unit beyond the volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overrun_price: Option<Money>,
    /// Price of an hour on what the contract does not cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_scope_price: Option<Money>,
    /// Price of an hour on site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_site_price: Option<Money>,
    /// Price of a visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel_price: Option<Money>,
    /// The pieces of work and what they weigh, for units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<Weight>,
}

impl Volume {
    /// The piece of work of the catalogue with this code, whatever its case.
    #[must_use]
    pub fn weight(&self, code: &str) -> Option<&Weight> {
        let key = fold(code);
        self.weights.iter().find(|weight| fold(&weight.code) == key)
    }
}

/// `[[volume.weights]]`: one unité d'œuvre.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Weight {
    /// `UO-POSTE`.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// How many units it costs.
    pub weight: Decimal,
}

/// `[price]`: the fee of a period, before tax.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Price {
    /// The fee.
    pub amount: Money,
    /// Of every amount of the contract.
    pub currency: Currency,
    /// How often it is due.
    pub period: BillingPeriod,
    /// What it is revised by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<Index>,
}

/// The index by which a price is revised: P1 = P0 × S1 / S0.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Index {
    /// `Syntec`.
    pub name: String,
    /// S0, the index of reference.
    pub base: Decimal,
}
