//! The provider's own record, for an annex.

use serde_json::{Value, json};

use crate::domain::provider::Provider;
use crate::locale::Locale;

use super::page::{Cell, Facts};

/// For programs.
#[must_use]
pub fn json(provider: &Provider) -> Value {
    let insurance = &provider.insurance;
    json!({
        "name": provider.name,
        "legal_form": provider.legal_form,
        "siren": provider.siren.as_ref().map(|siren| siren.as_str()),
        "contact": provider.contact,
        "insurance": { "insurer": insurance.insurer, "policy": insurance.policy, "until": insurance.until },
    })
}

/// For people: what is known of it.
#[must_use]
pub fn facts(provider: &Provider, locale: &Locale) -> Facts {
    let mut facts = Facts::new("provider");
    facts.maybe("name", locale.side_provider(), provider.name.as_deref());
    facts.maybe("legal_form", locale.title_legal_form(), provider.legal_form.as_deref());
    let siren = provider.siren.as_ref().map(|siren| Cell::both(siren.to_string(), siren.as_str()));
    facts.maybe("siren", locale.title_siren(), siren);
    facts.maybe("contact", locale.title_contact(), provider.contact.as_deref());
    let insurance = &provider.insurance;
    let said: Vec<&str> = [insurance.insurer.as_deref(), insurance.policy.as_deref()].into_iter().flatten().collect();
    facts.maybe("insurance", locale.title_insurance(), (!said.is_empty()).then(|| said.join(", ")));
    let until = insurance.until.map(|date| Cell::both(locale.date(date), date));
    facts.maybe("insured_until", locale.title_insured_until(), until);
    facts
}
