//! Clients, their sites and contacts.

use serde::{Deserialize, Serialize};

use super::id::ClientCode;

/// The reader's language of a client's reports.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
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
