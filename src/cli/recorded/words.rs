//! Events in words.

use super::told::{Changed, Told};
use crate::locale::Locale;
use crate::report::page::Cell;
use crate::store::event::{Recorded, Subject};

/// What an event is about: `ticket #42`, `contract ried-2025`.
pub fn about(locale: &Locale, event: &Recorded) -> Cell {
    let which = match event.ticket {
        Some((number, _)) => number.to_string(),
        None => event.key.clone().unwrap_or_default(),
    };
    let named = match (event.subject.as_str(), which.contains('/')) {
        ("asset", _) if which.is_empty() => locale.audit_estates(),
        ("asset", false) => format!("{} {which}", locale.audit_estate()),
        (code, _) => format!("{} {which}", subject(locale, code)),
    };
    Cell::both(named, format!("{} {which}", event.subject).trim_end().to_owned())
}

fn subject(locale: &Locale, code: &str) -> String {
    match code {
        "client" => locale.audit_client(),
        "calendar" => locale.audit_calendar(),
        "contract" => locale.audit_contract(),
        "asset" => locale.audit_asset(),
        "ticket" => locale.audit_ticket(),
        "licence" => locale.audit_licence(),
        "outage" => locale.audit_outage(),
        "call" => locale.audit_call(),
        "action" => locale.audit_action(),
        "closing" => locale.audit_closing(),
        "site" => locale.audit_site(),
        "contact" => locale.audit_contact(),
        "deed" => locale.audit_deed(),
        "version" => locale.audit_version(),
        "campaign" => locale.audit_campaign(),
        "third-party" => locale.audit_third_party(),
        "authorisation" => locale.audit_authorisation(),
        "database" => locale.audit_database(),
        other => other.to_owned(),
    }
}

/// What was done.
pub fn kind(locale: &Locale, event: &Recorded) -> String {
    match (event.subject.as_str(), event.kind.as_str()) {
        (_, "undone") => locale.audit_undone(),
        ("deed", code) => locale.deed(code),
        ("asset", code) if Subject::Deed.kinds().contains(&code) => locale.deed(code),
        ("contract", "worked") => locale.audit_worked(),
        ("licence", "assigned") => locale.audit_seat(),
        (_, code) => plain_kind(locale, code),
    }
}

fn plain_kind(locale: &Locale, code: &str) -> String {
    match code {
        "opened" => locale.event_opened(),
        "acknowledged" => locale.event_acknowledged(),
        "assigned" => locale.event_assigned(),
        "linked" => locale.event_linked(),
        "noted" => locale.event_noted(),
        "paused" => locale.event_paused(),
        "resumed" => locale.event_resumed(),
        "severity_changed" => locale.event_severity_changed(),
        "worked_around" => locale.event_worked_around(),
        "updated" => locale.event_updated(),
        "resolved" => locale.event_resolved(),
        "reopened" => locale.event_reopened(),
        "closed" => locale.event_closed(),
        "cancelled" => locale.event_cancelled(),
        "time_logged" => locale.event_time_logged(),
        "edited" => locale.event_edited(),
        "unlinked" => locale.event_unlinked(),
        "change_planned" => locale.event_change_planned(),
        "change_tested" => locale.event_change_tested(),
        "deployed" => locale.event_deployed(),
        "documented" => locale.event_documented(),
        "breach_explained" => locale.event_breach_explained(),
        "corrected" => locale.event_corrected(),
        "added" => locale.change_added(),
        "imported" => locale.change_imported(),
        "retired" => locale.change_retired(),
        "renamed" => locale.import_renamed(),
        "archived" => locale.audit_archived(),
        "restored" => locale.audit_restored(),
        "applied" => locale.audit_applied(),
        "topped-up" => locale.audit_topped_up(),
        "removed" => locale.audit_removed(),
        "released" => locale.audit_released(),
        "freed" => locale.audit_freed(),
        "passed-on" => locale.audit_passed_on(),
        "key-shown" => locale.audit_key_shown(),
        "over-used" => locale.audit_over_used(),
        "covered" => locale.audit_covered(),
        "uncovered" => locale.audit_uncovered(),
        "started" => locale.audit_started(),
        "accepted" => locale.audit_accepted(),
        "granted" => locale.audit_granted(),
        "ended" => locale.audit_ended(),
        "anonymised" => locale.audit_anonymised(),
        "erased" => locale.audit_erasure(),
        "fulfilled" => locale.audit_fulfilled(),
        "done" => locale.audit_done(),
        "dropped" => locale.audit_dropped(),
        other => other.to_owned(),
    }
}

/// Changes of an import that are told in words, the others are counted: a line stays a line. The codes tell all.
const TOLD: usize = 12;

/// All that an event says beside its kind, in words and in codes.
pub fn detail(locale: &Locale, told: &Told) -> Cell {
    let (mut words, mut codes) = (Vec::new(), Vec::new());
    let mut asset = None;
    let many = told.assets.filter(|_| told.changes.is_empty() && !told.erased);
    if let Some(count) = many {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        words.push(locale.audit_assets(count));
        codes.push(format!("assets: {count}"));
    }
    for (nth, change) in told.changes.iter().enumerate() {
        let another = (change.asset != asset).then(|| change.asset.clone()).flatten();
        asset.clone_from(&change.asset);
        if nth < TOLD || told.event.kind != "imported" {
            words.extend(another.clone());
            words.extend(in_words(locale, change));
        }
        codes.extend(another);
        codes.push(in_codes(change));
    }
    if told.event.kind == "imported" && told.changes.len() > TOLD {
        words.push(locale.and_more(told.changes.len() - TOLD));
    }
    words.extend(told.text.clone());
    codes.extend(told.text.clone());
    if let Some(by) = told.undone_by {
        words.push(locale.taken_back_by(by.to_string()));
        codes.push(format!("undone_by: {by}"));
    }
    if let Some(seconds) = told.event.behind_s {
        words.push(locale.audit_clock_back(locale.duration(seconds)));
        codes.push(format!("clock behind: {seconds}"));
    }
    if told.erased {
        words.push(locale.audit_erased());
        codes.push("erased".to_owned());
    }
    Cell::both(words.join("; "), codes.join("; "))
}

/// Nothing where the kind of the event has said it.
fn in_words(locale: &Locale, change: &Changed) -> Option<String> {
    if change.field == "archived" {
        return None;
    }
    let [label, old, new] = &change.words;
    let label = label.clone().unwrap_or_else(|| field(locale, &change.field));
    let (old, new) = (old.as_ref().or(change.before.as_ref()), new.as_ref().or(change.after.as_ref()));
    Some(match (old, new) {
        (None, Some(new)) => locale.audit_given(label, new.as_str()),
        (old, new) => {
            let side = |text: Option<&String>| text.cloned().unwrap_or_else(|| locale.none());
            locale.event_change(label, side(old), side(new))
        }
    })
}

fn in_codes(change: &Changed) -> String {
    match (&change.before, &change.after) {
        (None, Some(new)) => format!("{}: {new}", change.field),
        (old, new) => {
            let side = |text: &Option<String>| text.clone().unwrap_or_default();
            format!("{}: {} → {}", change.field, side(old), side(new))
        }
    }
}

/// A field that other pages have a title for; another by its code.
fn field(locale: &Locale, code: &str) -> String {
    match code {
        "name" => locale.title_name(),
        "zone" | "timezone" => locale.title_zone(),
        "language" => locale.title_language(),
        "severity" => locale.title_severity(),
        "assignee" => locale.title_assignee(),
        "title" => locale.title_title(),
        "requester" => locale.title_requester(),
        "assets" => locale.title_assets(),
        "client" => locale.title_client(),
        "kind" => locale.title_kind(),
        "contract" => locale.title_contract(),
        "amendment" => locale.title_amendment(),
        "effective_on" => locale.title_effective_on(),
        "reason" => locale.title_reason(),
        "minutes" => locale.title_minutes(),
        "quantity" => locale.title_quantity(),
        "unit" => locale.title_unit(),
        "reference" => locale.title_reference(),
        "holder" => locale.title_holder(),
        "from" => locale.title_from(),
        "to" | "until" => locale.title_to(),
        "ticket" => locale.title_ticket(),
        "number" => locale.title_number(),
        "code" => locale.title_code(),
        "site" => locale.title_site(),
        "version" => locale.title_version(),
        "address" => locale.title_address(),
        "phone" => locale.title_phone(),
        "mail" => locale.title_mail(),
        "note" => locale.title_note(),
        "third_party" => locale.title_third_party(),
        "granted_by" => locale.title_granted_by(),
        "at" => locale.title_at(),
        "of" => locale.title_event(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::locale::Lang;
    use crate::store::chain::Hash;
    use crate::store::event::Stamp;

    fn event(subject: Subject, kind: &str) -> Recorded {
        let at = Instant(0);
        Recorded {
            id: 1,
            stamp: Stamp { at, recorded_at: at, actor: String::new(), clock_given: false },
            program: String::new(),
            subject: subject.code().to_owned(),
            key: None,
            ticket: None,
            kind: kind.to_owned(),
            arg: String::new(),
            data: None,
            part_of: None,
            hash: Hash::NONE,
            beside: None,
            erased: false,
            behind_s: None,
        }
    }

    #[test]
    fn every_event_of_every_subject_is_told_in_words() {
        // Codes are English; a French word that is the code itself would be one that was never translated.
        let locale = Locale::new(Lang::Fr);
        for subject in Subject::ALL {
            let same = ["client", "contact", "site", "ticket", "licence"].contains(&subject.code());
            assert_eq!(super::subject(&locale, subject.code()) == subject.code(), same, "{}", subject.code());
            for code in subject.kinds() {
                assert_ne!(kind(&locale, &event(subject, code)), *code, "{} {code}", subject.code());
            }
        }
    }
}
