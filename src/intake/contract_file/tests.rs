//! The whole format is read, and the examples with it.

use super::read;
use crate::domain::contract::Terms;
use crate::domain::contract::goal::{Bound, GoalMetric};
use crate::domain::contract::policy::{OnReopen, OnSeverityChange};
use crate::domain::contract::target::DayEnd;

/// Everything that a contract file may hold.
const WHOLE: &str = r#"ref = "RIED-2025"
client = "ried"
title = "Infogérance globale"
kind = "global"            # global, partial, infrastructure, hardware, operations, application, bpo, assistance
family = "infogerance"     # infogerance, maintenance
delivery = "service-centre" # on-site, service-centre, assistance
commitment = "means"       # means, results
signed_on = "2025-06-12"
starts_on = "2025-07-01"
months = 36                # or ends_on
amendment = 0
effective_on = "2025-07-01"
calendar = "ried-bureau"   # default calendar of working hours
channels = ["phone", "mail", "ticket", "on-site", "monitoring"]
interventions = ["remote", "on-site"]
language = "fr"            # of the reports made for this client

[renewal]
mode = "tacit"             # tacit, express, none
months = 12
notice_months = 3

[policy]                                        # every key has a default: the values below, pauses = ["waiting-client"]
suspends = ["resolution"]                       # metrics that a pause stops
pauses = ["waiting-client", "waiting-authorisation", "no-site-access"]   # reasons that stop them
on_severity_change = "from-opening"             # or from-change, or { up = "…", down = "…" }
on_reopen = "cumulative"                        # or continuous, new-cycle, keep-verdict
elapsed_due_when_closed = "keep"                # or next-opening
reopen_within_days = 30                         # optional
min_sample = 5                                  # fewer decided tickets: counts only, no percentage
warn_at = 75                                    # per cent of the allowance consumed = at risk

[[line]]                   # perimeter lines, in order; the first that matches an asset gives its targets
name = "serveurs"
kinds = ["server"]         # any of kinds, assets (tags), sites, services, os
price = "420.00"           # optional: what the line costs a period, with unit = "month", "asset", "user", "unit"
[[line]]
name = "postes"
kinds = ["workstation", "laptop", "mail"]
excluded = ["RIED-GSM-DIR"]

[[target]]
line = "serveurs"          # absent = every line
ticket = "incident"        # incident, request, problem, change
severity = "N1"            # absent = every severity
response = "30m working"
firm = true                # false: indicative ("may be handled within"), shown and counted apart, never a breach
workaround = "2h working"
resolution = { within = "4h working", calendar = "always" }
update = "2h working"      # next update while open

[[target]]
ticket = "request"
resolution = { within = "5d working", due = "close-of-day" }   # or same-time

[[severity]]
code = "N1"
label = "Critique"
meaning = "Le réseau ne permet plus de travailler"

[volume]                   # prepaid or included interventions
unit = "minute"            # minute, ticket, unit (unité d'œuvre, with weights)
included = 720
period = "month"           # month, quarter, year, term
rounding = 15              # per entry, upwards
on_site_minimum = 60
out_of_hours_factor = 2    # applied after rounding
carry_over = "none"        # none, next-period, term
overrun_price = "85.00"    # per hour, ticket or unit
out_of_scope_price = "95.00"
on_site_price = "95.00"
travel_price = "40.00"     # per visit
[[volume.weights]]         # unités d'œuvre, when unit = "unit"
code = "UO-POSTE"
label = "Installation d'un poste"
weight = 2.5

[price]
amount = "1450.00"
currency = "EUR"
period = "month"
index = { name = "Syntec", base = "310.0" }

[[goal]]                   # what the monthly report is judged against
metric = "response"        # response, workaround, resolution, availability, answer-rate, abandonment, first-contact
severity = "N1"
at_least = 95.0            # or at_most
clause = "art. 7.2"        # printed with the figure, as are:
definition = "Prise en charge : un technicien qualifié commence le diagnostic et en informe le client"
[[penalty]]
metric = "response"
franchise_points = "1"
percent_per_point = "2"
cap_percent = "10"

[[availability]]           # one per service or group of assets
service = "Serveur de fichiers"
assets = ["RIED-SRV-01"]
calendar = "always"
at_least = 99.50
exclude = ["planned-maintenance"]
audience = "internal"      # internal, public, suppliers

[telephony]
answer_within_s = 30
short_call_s = 5           # abandoned sooner: counted apart

[[means]]                  # commitment of means: what the provider puts in
what = "Un technicien dédié le mardi"
quantity = 1

[[obligation]]             # what is due regularly: last done, next due
code = "restore-test"
label = "Test de restauration"
every = "3mo"

[[role]]                   # dated; exactly one single-contact at any date, on each side
role = "single-contact"    # single-contact, approver, emergency, requester, steering-committee, management-committee, lawyer
side = "provider"          # provider, client
name = "Léa Martin"
contact = "lea@exemple.fr"
from = "2025-07-01"

[confidentiality]
standards = ["ISO 27001"]
duties = "Annexe 4"
breach_contact = "dpo@exemple.fr"

[reversibility]
notice_months = 3
to_client = true           # back in house
to_provider = true         # transfer to another provider
deliverables = ["inventory", "tickets", "documentation", "licences", "transfer-sessions"]
price = "annexe 6"
"#;

/// The least that is accepted, six lines.
const BASE: &str = r#"ref = "KOCH-2026"
client = "koch"
starts_on = "2026-01-01"
months = 36
calendar = "bureau"
title = "Ateliers Koch"
"#;

fn whole() -> Terms {
    read("whole.toml", WHOLE).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_whole_format_is_read() {
    let terms = whole();
    assert_eq!(terms.ends_on.map(|d| d.to_string()).as_deref(), Some("2028-06-30"));
    assert_eq!((terms.lines.len(), terms.targets.len(), terms.severities.len()), (2, 2, 1));
    assert_eq!(terms.policy.pauses.len(), 3);
    assert_eq!(terms.policy.on_reopen, OnReopen::Cumulative);
    let [first, second] = &terms.targets[..] else { panic!("two targets") };
    let resolution = first.resolution.as_ref().unwrap();
    assert_eq!(resolution.within.to_string(), "4h working");
    assert_eq!(resolution.calendar.as_ref().map(ToString::to_string).as_deref(), Some("always"));
    assert_eq!(second.resolution.as_ref().map(|c| c.due), Some(DayEnd::CloseOfDay));
    assert_eq!(terms.lines[0].price.map(|p| p.to_string()).as_deref(), Some("420.00"));
    let volume = terms.volume.as_ref().unwrap();
    assert_eq!((volume.included.to_string(), volume.out_of_hours_factor.to_string()), ("720".into(), "2".into()));
    assert_eq!(terms.goals[0].metric, GoalMetric::Response);
    assert_eq!(terms.goals[0].bound, Bound::AtLeast("95".parse().unwrap()));
    assert_eq!(terms.availability[0].at_least.to_string(), "99.5");
    assert_eq!(terms.obligations[0].every.to_string(), "3mo");
    assert_eq!(terms.reversibility.as_ref().map(|r| r.deliverables.len()), Some(5));
}

#[test]
fn terms_survive_json_exactly() {
    for terms in [whole(), read("base.toml", BASE).unwrap()] {
        let json = serde_json::to_string(&terms).unwrap();
        let back: Terms = serde_json::from_str(&json).unwrap();
        assert_eq!(back, terms);
        assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }
}

#[test]
fn an_absent_policy_is_the_defaults() {
    let terms = read("base.toml", BASE).unwrap();
    assert_eq!(terms.policy, crate::domain::contract::policy::Policy::default());
    assert_eq!(terms.effective_on, terms.starts_on);
    assert_eq!(terms.amendment, 0);
}

#[test]
fn each_direction_of_a_severity_change_has_its_own_rule() {
    let text = format!("{BASE}[policy]\non_severity_change = {{ up = \"from-change\" }}\n");
    let policy = read("k.toml", &text).unwrap().policy;
    assert_eq!(policy.on_severity_up, OnSeverityChange::FromChange);
    assert_eq!(policy.on_severity_down, OnSeverityChange::FromOpening);
}

#[test]
fn the_examples_are_sound_contracts() {
    use crate::domain::contract::Contract;
    use crate::domain::contract::diff::diff;
    use crate::domain::contract::review::review;

    let original = read("sme", include_str!("../../../examples/contracts/sme-office-hours.toml")).unwrap();
    let amendment = read("sme-1", include_str!("../../../examples/contracts/sme-amendment-1.toml")).unwrap();
    let servers = read("servers", include_str!("../../../examples/contracts/servers-24x7.toml")).unwrap();
    let codes = |terms: &Terms| review(terms).iter().map(|r| r.code).collect::<Vec<_>>();
    assert_eq!(codes(&original), ["response-without-resolution", "elapsed-in-office-hours"]);
    assert!(codes(&amendment).is_empty());
    assert!(codes(&servers).is_empty(), "{:?}", review(&servers));
    let changes: Vec<String> = diff(&original, &amendment).into_iter().map(|c| c.path).collect();
    assert_eq!(
        changes,
        [
            "signed_on",
            "amendment",
            "effective_on",
            "target[N1 incident].response",
            "target[N2 incident].response",
            "target[N3 incident].firm",
            "target[N3 incident].response",
            "target[N3 incident].resolution",
            "volume.included",
            "price.amount"
        ]
    );
    assert!(Contract::new(vec![amendment, original]).is_ok());
}
