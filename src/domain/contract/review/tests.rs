use super::*;
use crate::domain::contract::clauses::{Confidentiality, Reversibility, Role, RoleKind, Side};
use crate::domain::contract::perimeter::Line;
use crate::domain::contract::target::{Commitment, DayEnd, Target};
use crate::domain::contract::term::{Renewal, RenewalMode};
use crate::domain::contract::terms::Severity;
use crate::domain::contract::tests::{date, terms};
use crate::domain::id::{CalendarName, LineName, SeverityCode};
use crate::domain::ticket::kind::TicketKind;

fn codes(terms: &Terms) -> Vec<&'static str> {
    review(terms).into_iter().map(|r| r.code).collect()
}

fn remark(terms: &Terms, code: &str) -> Remark {
    let found = review(terms).into_iter().find(|r| r.code == code);
    found.unwrap_or_else(|| panic!("no {code} among {:?}", codes(terms)))
}

fn within(text: &str) -> Option<Commitment> {
    Some(Commitment { within: text.parse().unwrap(), calendar: None, due: DayEnd::CloseOfDay })
}

fn target(severity: &str) -> Target {
    Target {
        line: None,
        ticket: Some(TicketKind::Incident),
        severity: Some(SeverityCode::new(severity).unwrap()),
        firm: true,
        response: None,
        workaround: None,
        resolution: None,
        update: None,
    }
}

fn severity(code: &str) -> Severity {
    Severity { code: SeverityCode::new(code).unwrap(), label: code.to_owned(), meaning: None }
}

#[test]
fn a_bare_contract_is_told_everything_that_it_lacks() {
    let wanted = [
        "no-nature",
        "unsigned",
        "no-renewal",
        "no-channels",
        "no-interventions",
        "no-lines",
        "no-severities",
        "no-targets",
        "no-goal",
        "no-penalty",
        "no-price",
        "no-single-contact",
        "no-single-contact",
        "no-confidentiality",
        "no-reversibility",
    ];
    assert_eq!(codes(&terms()), wanted);
}

#[test]
fn a_term_outside_three_to_five_years_is_unusual() {
    let of = |months: u32| Terms { months: Some(months), ends_on: None, ..terms() };
    assert!(codes(&of(35)).contains(&"unusual-term"));
    assert!(codes(&of(61)).contains(&"unusual-term"));
    assert!(!codes(&of(36)).contains(&"unusual-term"));
    assert!(!codes(&of(60)).contains(&"unusual-term"));
}

#[test]
fn a_tacit_renewal_says_how_long_and_with_which_notice() {
    let of = |months, notice_months| Terms {
        renewal: Some(Renewal { mode: RenewalMode::Tacit, months, notice_months }),
        ..terms()
    };
    assert!(remark(&of(None, Some(3)), "endless-renewal").sentence.contains("2028-06-30"));
    assert_eq!(remark(&of(Some(12), None), "no-notice").clause, "notice_months = 3");
    assert!(!codes(&of(Some(12), Some(3))).iter().any(|c| c.contains("renewal") || *c == "no-notice"));
}

#[test]
fn a_severity_without_target_is_named() {
    let first = Target { response: within("3h working"), resolution: within("8h working"), ..target("N1") };
    let terms = Terms { severities: vec![severity("N1"), severity("N2")], targets: vec![first], ..terms() };
    let said = remark(&terms, "severity-without-target");
    assert_eq!(said.sentence, "an incident of severity `N2` has no target, hence no commitment");
    assert_eq!(said.clause, "[[target]]\nticket = \"incident\"\nseverity = \"N2\"\nresponse = \"6h working\"");
    assert!(codes(&terms).contains(&"no-request-target"));
    let everyone = Target { ticket: None, severity: None, ..target("N1") };
    let terms = Terms { targets: vec![everyone], ..terms };
    assert!(!codes(&terms).iter().any(|c| c.contains("target")));
}

#[test]
fn a_response_without_resolution_is_worth_a_word() {
    let only = Target { response: within("3h working"), ..target("N1") };
    let terms = Terms { severities: vec![severity("N1")], targets: vec![only], ..terms() };
    assert!(codes(&terms).contains(&"response-without-resolution"));
}

#[test]
fn elapsed_hours_in_an_office_calendar_are_shown_on_a_friday() {
    let late = Target { resolution: within("48h elapsed"), ..target("N3") };
    let of = |calendar: &str| Terms {
        calendar: CalendarName::new(calendar).unwrap(),
        targets: vec![late.clone()],
        ..terms()
    };
    assert_eq!(
        remark(&of("bureau"), "elapsed-in-office-hours").sentence,
        "N3 incident: resolution `48h elapsed` counts nights, weekends and holidays: \
         opened on Friday 2026-01-23 at 10:20 it is due on Sunday 2026-01-25 at 10:20, open or closed"
    );
    assert!(!codes(&of("always")).contains(&"elapsed-in-office-hours"));
}

#[test]
fn a_line_after_one_that_takes_everything_is_never_reached() {
    let line = |name: &str| Line::named(LineName::new(name).unwrap());
    let terms = Terms { lines: vec![line("tout"), line("serveurs")], ..terms() };
    assert!(remark(&terms, "line-never-reached").sentence.contains("`serveurs`"));
}

#[test]
fn a_gap_between_two_single_contacts_is_found() {
    let contact = |name: &str, from: Option<&str>, to: Option<&str>| Role {
        role: RoleKind::SingleContact,
        side: Side::Client,
        name: name.to_owned(),
        contact: None,
        from: from.map(date),
        to: to.map(date),
    };
    let of = |roles| Terms { roles, ..terms() };
    let gap = of(vec![contact("A", None, Some("2026-01-31")), contact("B", Some("2026-02-02"), None)]);
    let said = review(&gap).into_iter().find(|r| r.sentence.starts_with("the client")).unwrap();
    assert_eq!(said.sentence, "the client has no single contact from 2026-02-01");
    let whole = of(vec![contact("A", None, Some("2026-01-31")), contact("B", Some("2026-02-01"), None)]);
    assert!(!review(&whole).iter().any(|r| r.sentence.starts_with("the client")));
}

#[test]
fn half_a_clause_is_told_what_is_missing() {
    let terms = Terms {
        confidentiality: Some(Confidentiality::default()),
        reversibility: Some(Reversibility { to_client: true, ..Reversibility::default() }),
        ..terms()
    };
    let found = codes(&terms);
    assert!(found.contains(&"no-breach-contact") && found.contains(&"reversibility-one-way"), "{found:?}");
}
