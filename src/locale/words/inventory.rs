//! The words of what ends, of covers and of licences.

use crate::domain::asset::cover::Protection;
use crate::domain::asset::expiry::Ending;
use crate::domain::licence::{Owner, Term};
use crate::locale::Locale;

impl Locale {
    /// What ends: `garantie`, `warranty`.
    #[must_use]
    pub fn ending(&self, ending: Ending) -> String {
        match ending {
            Ending::Warranty => self.ending_warranty(),
            Ending::Subscription => self.ending_subscription(),
            Ending::Licence => self.ending_licence(),
            Ending::Lease => self.ending_lease(),
            Ending::Certificate => self.ending_certificate(),
            Ending::Domain => self.ending_domain(),
            Ending::Support => self.ending_support(),
            Ending::Notice => self.ending_notice(),
            Ending::Contract => self.ending_contract(),
            Ending::Insurance => self.ending_insurance(),
            Ending::Authorisation => self.ending_authorisation(),
        }
    }

    /// That an asset lacks a cover: `sans sauvegarde`, `without backup`.
    #[must_use]
    pub fn without_protection(&self, protection: Protection) -> String {
        match protection {
            Protection::Backup => self.gap_backup(),
            Protection::Antivirus => self.gap_antivirus(),
        }
    }

    /// Whose licence it is: `client`, `provider`.
    #[must_use]
    pub fn licence_owner(&self, owner: Owner) -> String {
        match owner {
            Owner::Client => self.managed_by_client(),
            Owner::Provider => self.managed_by_provider(),
        }
    }

    /// Until when a licence holds: `perpétuelle`, or a date; nothing where nobody said.
    #[must_use]
    pub fn licence_term(&self, term: Term) -> Option<String> {
        match term {
            Term::Perpetual => Some(self.licence_perpetual()),
            Term::Until(last) => Some(self.date_short(last)),
            Term::Unknown => None,
        }
    }
}
