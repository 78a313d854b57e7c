//! The provider's own record, from the configuration.

use super::config::settings::Settings;
use crate::domain::provider::{Insurance, Provider};

/// What the configuration says of the provider; its values were checked when the file was read.
#[must_use]
pub fn provider(settings: &Settings) -> Provider {
    let said = |key: &str| settings.file.get(key).map(|entry| entry.value.clone());
    Provider {
        name: said("provider.name"),
        legal_form: said("provider.legal_form"),
        siren: said("provider.siren").and_then(|text| text.parse().ok()),
        contact: said("provider.contact"),
        insurance: Insurance {
            insurer: said("provider.insurance.insurer"),
            policy: said("provider.insurance.policy"),
            until: said("provider.insurance.until").and_then(|text| text.parse().ok()),
        },
    }
}
