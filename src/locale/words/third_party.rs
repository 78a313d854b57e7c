//! Words of third parties and of what allows work on their assets.

use crate::domain::third_party::{Agreement, Permit, Standing, ThirdParty};
use crate::locale::Locale;

impl Locale {
    /// `sous-traitant`, `third party`.
    #[must_use]
    pub fn third_party_role(&self, party: &ThirdParty) -> String {
        if party.subcontractor { self.third_party_subcontractor() } else { self.third_party_kind() }
    }

    /// `accord de coopération`, `authorisation of the client`.
    #[must_use]
    pub fn agreement(&self, kind: Agreement) -> String {
        match kind {
            Agreement::Authorisation => self.authorisation_of_client(),
            Agreement::Cooperation => self.authorisation_cooperation(),
        }
    }

    /// `en vigueur`, `over`.
    #[must_use]
    pub fn standing(&self, standing: Standing) -> String {
        match standing {
            Standing::ToCome => self.standing_to_come(),
            Standing::InForce => self.standing_in_force(),
            Standing::Over => self.standing_over(),
        }
    }

    /// Under what work on assets of third parties was done: `under A-3`, `WITHOUT authorisation on ERP: …`.
    #[must_use]
    pub fn permit(&self, permit: &Permit) -> Vec<String> {
        let numbers = permit.numbers();
        let cited = (!numbers.is_empty()).then(|| self.permit_cited(numbers.join(", ")));
        let overridden = permit.overridden.as_ref().map(|over| {
            let tags: Vec<&str> = over.assets.iter().map(|tag| tag.as_str()).collect();
            self.permit_overridden(tags.join(", "), over.reason.as_str())
        });
        cited.into_iter().chain(overridden).collect()
    }
}
