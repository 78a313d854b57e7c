//! When the contract starts, ends, is renewed, and from when this version holds.

use chrono::NaiveDate;

use crate::domain::contract::Terms;
use crate::domain::contract::term::{self, Renewal, RenewalMode};
use crate::intake::toml_source::{Field, Section};

/// The longest term, in months: a hundred years.
const LONGEST_TERM: u32 = 1200;
/// The longest notice, in months.
const LONGEST_NOTICE: u32 = 60;
/// More amendments than any contract has.
const MOST_AMENDMENTS: u32 = 9_999;

pub(super) fn read(root: &Section<'_, '_>, terms: &mut Terms) {
    terms.signed_on = root.get("signed_on").and_then(|f| f.date());
    terms.renewal = root.table("renewal").and_then(renewal);
    let amendment = root.get("amendment");
    terms.amendment = amendment.as_ref().and_then(|f| f.whole(0..=MOST_AMENDMENTS)).unwrap_or_default();
    let starts_on = root.need("starts_on").and_then(|f| f.date());
    read_end(root, terms, starts_on);
    let effective_on = root.get("effective_on");
    if effective_on.is_none() && terms.amendment > 0 {
        let message = format!("amendment {} has no `effective_on`", terms.amendment);
        let hint = "write the first day on which it holds, `effective_on = \"2026-01-01\"`";
        amendment.map(|f| f.report(message, Some(hint.to_owned()))).unwrap_or_default();
    }
    let given = effective_on.as_ref().and_then(Field::date);
    if let Some(starts_on) = starts_on {
        terms.starts_on = starts_on;
        terms.effective_on = given.unwrap_or(starts_on);
        effective_on.map(|field| check_effective(&field, terms)).unwrap_or_default();
    }
}

/// `months` or `ends_on`, one of the two.
fn read_end(root: &Section<'_, '_>, terms: &mut Terms, starts_on: Option<NaiveDate>) {
    let (months, ends_on) = (root.get("months"), root.get("ends_on"));
    terms.months = months.as_ref().and_then(|f| f.whole(1..=LONGEST_TERM));
    terms.ends_on = ends_on.as_ref().and_then(Field::date);
    match (&months, &ends_on) {
        (Some(_), Some(end)) => {
            end.report("`months` and `ends_on` are both given", Some("keep one of them".to_owned()));
        }
        (None, None) => {
            let hint = "write `months = 36` or `ends_on = \"2028-06-30\"`; without a term nobody knows when it ends";
            root.report("the file has neither `months` nor `ends_on`", Some(hint.to_owned()));
        }
        _ => {}
    }
    let Some(starts_on) = starts_on else { return };
    if let (Some(field), Some(end)) = (&ends_on, terms.ends_on.filter(|end| *end < starts_on)) {
        field.report(format!("the contract ends on {end}, before it starts on {starts_on}"), None);
    }
    if let Some(months) = terms.months {
        terms.ends_on = term::last_day(starts_on, months);
    }
}

fn check_effective(field: &Field<'_, '_>, terms: &Terms) {
    let (effective_on, starts_on) = (terms.effective_on, terms.starts_on);
    if effective_on < starts_on {
        let message = format!("this version would hold from {effective_on}, before the contract starts on {starts_on}");
        field.report(message, None);
    } else if !terms.runs_on(effective_on) {
        let end = terms.ends_on.map(|end| end.to_string()).unwrap_or_default();
        let hint = "an amendment that prolongs the contract gives the new term, from the same `starts_on`";
        let message = format!("this version would hold from {effective_on}, after the contract ended on {end}");
        field.report(message, Some(hint.to_owned()));
    }
}

fn renewal(section: Section<'_, '_>) -> Option<Renewal> {
    let mode: Option<RenewalMode> = section.need("mode").and_then(|f| f.choice());
    let months = section.get("months").and_then(|f| f.whole(1..=LONGEST_TERM));
    let notice_months = section.get("notice_months").and_then(|f| f.whole(0..=LONGEST_NOTICE));
    section.close();
    Some(Renewal { mode: mode?, months, notice_months })
}
