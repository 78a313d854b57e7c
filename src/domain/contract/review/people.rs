//! Money, people, secrets, the way out.

use chrono::NaiveDate;

use super::super::terms::Terms;
use super::Remark;
use crate::domain::contract::clauses::{Confidentiality, Reversibility, RoleKind, Side};
use crate::domain::contract::nature::Undertaking;
use crate::domain::contract::volume::{Volume, VolumeUnit};

pub(super) fn review(terms: &Terms, remarks: &mut Vec<Remark>) {
    remarks.extend(terms.volume.as_ref().and_then(volume));
    remarks.extend(price(terms));
    if terms.commitment == Some(Undertaking::Means) && terms.means.is_empty() {
        let sentence = "it is a commitment of means and names none";
        let clause = "[[means]]\nwhat = \"Un technicien référent\"\nquantity = 1";
        remarks.push(Remark::new("no-means", "means", sentence, clause));
    }
    remarks.extend(Side::ALL.iter().filter_map(|side| single_contact(terms, *side)));
    remarks.extend(confidentiality(terms.confidentiality.as_ref()));
    remarks.extend(reversibility(terms.reversibility.as_ref()));
}

fn volume(volume: &Volume) -> Option<Remark> {
    if volume.unit == VolumeUnit::Unit && volume.weights.is_empty() {
        let clause = "[[volume.weights]]\ncode = \"UO-POSTE\"\nlabel = \"Installation d'un poste\"\nweight = 2.5";
        return Some(Remark::new(
            "no-weights",
            "volume",
            "units are counted, and no piece of work has a weight",
            clause,
        ));
    }
    if volume.overrun_price.is_none() {
        let sentence = "nothing is said of the price beyond the volume";
        return Some(Remark::new("no-overrun-price", "volume", sentence, "overrun_price = \"85.00\""));
    }
    None
}

fn price(terms: &Terms) -> Option<Remark> {
    const CLAUSE: &str = "[price]\namount = \"1450.00\"\ncurrency = \"EUR\"\nperiod = \"month\"";
    if terms.price.is_some() {
        return None;
    }
    let of_which_fee = "no fee is given, and penalties are per cent of it";
    let sentence = if terms.penalties.is_empty() { "no fee is given" } else { of_which_fee };
    Some(Remark::new("no-price", "price", sentence, CLAUSE))
}

/// The first date on which a side has no single contact.
fn single_contact(terms: &Terms, side: Side) -> Option<Remark> {
    let held = terms.roles.iter().filter(|r| r.role == RoleKind::SingleContact && r.side == side);
    let within = |date: &NaiveDate| *date >= terms.effective_on && terms.runs_on(*date);
    let after = held.clone().filter_map(|r| r.to?.succ_opt()).filter(within);
    let mut dates: Vec<NaiveDate> = std::iter::once(terms.effective_on).chain(after).collect();
    dates.sort_unstable();
    let alone = dates.into_iter().find(|date| !held.clone().any(|r| r.held_on(*date)))?;
    let sentence = format!("the {side} has no single contact from {alone}");
    let clause = format!("[[role]]\nrole = \"single-contact\"\nside = \"{side}\"\nname = \"…\"\nfrom = \"{alone}\"");
    Some(Remark::new("no-single-contact", "role", sentence, clause))
}

fn confidentiality(clause: Option<&Confidentiality>) -> Option<Remark> {
    const BREACH: &str = "breach_contact = \"dpo@exemple.fr\"";
    match clause {
        None => {
            let sentence = "there is no confidentiality clause: neither standards nor duties on the client's data";
            let clause = format!("[confidentiality]\nstandards = [\"ISO 27001\"]\nduties = \"Annexe 4\"\n{BREACH}");
            Some(Remark::new("no-confidentiality", "confidentiality", sentence, clause))
        }
        Some(clause) if clause.breach_contact.is_none() => {
            let sentence = "nobody is named to be told of a data breach (GDPR article 33)";
            Some(Remark::new("no-breach-contact", "confidentiality", sentence, BREACH))
        }
        Some(_) => None,
    }
}

fn reversibility(clause: Option<&Reversibility>) -> Option<Remark> {
    const WAYS: &str = "to_client = true\nto_provider = true";
    const GOODS: &str =
        "deliverables = [\"inventory\", \"tickets\", \"documentation\", \"licences\", \"transfer-sessions\"]";
    match clause {
        None => {
            let sentence =
                "there is no reversibility clause: nothing is due to the client or its next provider at the end";
            let clause = format!("[reversibility]\nnotice_months = 3\n{WAYS}\n{GOODS}");
            Some(Remark::new("no-reversibility", "reversibility", sentence, clause))
        }
        Some(clause) if !clause.to_client || !clause.to_provider => {
            let sentence = "reversibility does not foresee both ways out, back in house and to another provider";
            Some(Remark::new("reversibility-one-way", "reversibility", sentence, WAYS))
        }
        Some(clause) if clause.deliverables.is_empty() => {
            let sentence = "reversibility does not say what is handed over";
            Some(Remark::new("reversibility-without-goods", "reversibility", sentence, GOODS))
        }
        Some(_) => None,
    }
}
