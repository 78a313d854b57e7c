//! Means, obligations, roles, confidentiality, reversibility.

use crate::domain::contract::Terms;
use crate::domain::contract::clauses::{Confidentiality, Means, Obligation, Reversibility, Role, RoleKind};
use crate::domain::id::BreachReason;
use crate::domain::money::Decimal;
use crate::domain::ticket::breach::{self, OwnReason};
use crate::domain::ticket::change::ChangeTerms;
use crate::intake::toml_source::{Field, Section};

/// More than any contract puts in.
const LARGEST_QUANTITY: i64 = 1_000_000;
/// The longest watch over a change, in days.
const LONGEST_WATCH: u32 = 366;
/// The longest notice, in months.
const LONGEST_NOTICE: u32 = 60;

pub(super) fn read(root: &Section<'_, '_>, terms: &mut Terms) {
    terms.means = root.tables("means").into_iter().filter_map(means).collect();
    obligations(root, terms);
    roles(root, terms);
    breach_reasons(root, terms);
    terms.change = root.table("change").map(change);
    terms.confidentiality = root.table("confidentiality").map(confidentiality);
    terms.reversibility = root.table("reversibility").map(reversibility);
}

fn means(section: Section<'_, '_>) -> Option<Means> {
    let what = section.need("what").and_then(|f| f.text());
    let quantity = section.get("quantity").and_then(|f| f.decimal(0, LARGEST_QUANTITY));
    section.close();
    Some(Means { what: what?, quantity: quantity.unwrap_or(Decimal::ONE) })
}

fn obligations(root: &Section<'_, '_>, terms: &mut Terms) {
    for section in root.tables("obligation") {
        let code = section.need("code").and_then(|f| f.text());
        let label = section.text("label");
        let every = section.need("every").and_then(|f| f.parsed("an interval, `\"3mo\"`"));
        let clause = section.text("clause");
        if let (Some(code), Some(every)) = (code, every) {
            if terms.obligations.iter().any(|o| o.code == code) {
                section.report(format!("the obligation `{code}` is given twice"), None);
            }
            let label = label.unwrap_or_else(|| code.clone());
            terms.obligations.push(Obligation { code, label, every, clause });
        }
        section.close();
    }
}

fn change(section: Section<'_, '_>) -> ChangeTerms {
    let default = ChangeTerms::default();
    let clause = ChangeTerms {
        tested: section.get("tested").and_then(|f| f.flag()).unwrap_or_default(),
        documented: section.get("documented").and_then(|f| f.flag()).unwrap_or_default(),
        watch_days: section.get("watch_days").and_then(|f| f.whole(1..=LONGEST_WATCH)).unwrap_or(default.watch_days),
    };
    section.close();
    clause
}

/// Codes for breaches beside the usual ones.
fn breach_reasons(root: &Section<'_, '_>, terms: &mut Terms) {
    for section in root.tables("breach_reason") {
        let field = section.need("code");
        let code = field.as_ref().and_then(|f| f.parsed::<BreachReason>("the code of a reason, `\"strike\"`"));
        let label = section.need("label").and_then(|f| f.text());
        if let (Some(field), Some(code), Some(label)) = (field, code, label) {
            if breach::known(Some(terms)).iter().any(|known| BreachReason::new(known).as_ref() == Ok(&code)) {
                field.report(format!("the reason `{code}` is known already"), None);
            }
            terms.breach_reasons.push(OwnReason { code, label });
        }
        section.close();
    }
}

/// Roles, and that no side has two single contacts on one date.
fn roles(root: &Section<'_, '_>, terms: &mut Terms) {
    for section in root.tables("role") {
        if let Some(role) = role(&section) {
            let clashes = |other: &&Role| role.role == RoleKind::SingleContact && same_office(other, &role);
            if let Some(other) = terms.roles.iter().find(clashes) {
                let hint = "give the first of them its last day, `to = \"2026-01-31\"`".to_owned();
                let message = format!(
                    "`{}` and `{}` would both be the single contact of the {}",
                    other.name, role.name, role.side
                );
                section.report(message, Some(hint));
            }
            terms.roles.push(role);
        }
        section.close();
    }
}

fn same_office(one: &Role, other: &Role) -> bool {
    one.role == other.role && one.side == other.side && one.overlaps(other)
}

fn role(section: &Section<'_, '_>) -> Option<Role> {
    let role = section.need("role").and_then(|f| f.choice());
    let side = section.need("side").and_then(|f| f.choice());
    let name = section.need("name").and_then(|f| f.text());
    let contact = section.text("contact");
    let from = section.get("from").and_then(|f| f.date());
    let last = section.get("to");
    let to = last.as_ref().and_then(Field::date);
    if let (Some(field), Some(from), Some(to)) = (last, from, to)
        && to < from
    {
        field.report(format!("it ends on {to}, before it starts on {from}"), None);
    }
    Some(Role { role: role?, side: side?, name: name?, contact, from, to })
}

fn confidentiality(section: Section<'_, '_>) -> Confidentiality {
    let standards = section.list("standards", |f| f.text());
    let (duties, breach_contact) = (section.text("duties"), section.text("breach_contact"));
    section.close();
    Confidentiality { standards, duties, breach_contact }
}

fn reversibility(section: Section<'_, '_>) -> Reversibility {
    let clause = Reversibility {
        notice_months: section.get("notice_months").and_then(|f| f.whole(0..=LONGEST_NOTICE)),
        to_client: section.get("to_client").and_then(|f| f.flag()).unwrap_or_default(),
        to_provider: section.get("to_provider").and_then(|f| f.flag()).unwrap_or_default(),
        deliverables: section.list("deliverables", |f| f.text()),
        price: section.text("price"),
    };
    section.close();
    clause
}
