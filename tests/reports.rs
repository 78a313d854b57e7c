//! The month's report through the binary: flow, rates, goals, breaches, what is undecided or left out, four formats.

mod actions;
mod closing;
mod monthly;
mod pages;
mod replay;
mod workload;

use serde_json::{Value, json};

use crate::harness::World;

const CALENDAR: &str = r#"name = "office"
timezone = "Europe/Paris"
holidays = ["fr"]
[hours]
mon-fri = ["09:00-17:00"]

[[closures]]
from = "2026-06-15"
to = "2026-06-16"
reason = "Inventaire"
"#;

const CONTRACT: &str = r#"ref = "ACME-1"
client = "acme"
title = "Infogérance"
starts_on = "2025-01-01"
months = 60
calendar = "office"
language = "fr"

[policy]
min_sample = 3

[[severity]]
code = "N1"
label = "Critique"

[[severity]]
code = "N2"
label = "Majeur"

[[target]]
ticket = "incident"
response = "1h working"
resolution = "8h working"

[[target]]
ticket = "request"
resolution = { within = "5d working", due = "close-of-day" }

[[goal]]
metric = "response"
at_least = 95.0
clause = "art. 7.2"
definition = "Un technicien qualifié commence le diagnostic"

[[goal]]
metric = "resolution"
severity = "N1"
at_least = 50.0
"#;

/// Long after June.
const DECEMBER: &str = "2026-12-15T10:00:00+01:00";

fn desk() -> World {
    desk_under(CONTRACT)
}

fn desk_under(contract: &str) -> World {
    let world = World::empty();
    world.infog(["client", "add", "acme", "--name", "Acme"]).any_remarks().run();
    world.infog(["calendar", "apply", "-"]).stdin(CALENDAR).any_remarks().run();
    world.infog(["contract", "apply", "-"]).stdin(contract).any_remarks().run();
    world
}

/// A ticket with its life: `ack 2026-06-01 09:20`, `cancel 2026-06-01 10:00 --reason withdrawn`.
fn ticket(world: &World, opened: &str, words: &[&str], life: &[&str]) -> u64 {
    let mut line = vec!["ticket", "open", "panne", "--at", opened];
    line.extend(words);
    let number = world.infog(line).now(DECEMBER).any_remarks().json()["number"].as_u64().expect("a number");
    let typed = number.to_string();
    for step in life {
        let mut parts = step.split_whitespace();
        let (verb, date, time) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let at = format!("{date} {time}");
        let mut line = vec!["ticket", verb, &typed];
        line.extend(parts);
        line.extend(["--at", &at]);
        world.infog(line).now(DECEMBER).any_remarks().run();
    }
    number
}

fn report_at(world: &World, month: &str, now: &str) -> Value {
    world.infog(["report", "sla", "--client", "acme", "--month", month]).now(now).json()
}

fn report(world: &World, month: &str) -> Value {
    report_at(world, month, DECEMBER)
}

/// The row of a metric for incidents of every severity.
fn row(report: &Value, metric: &str) -> Value {
    row_of(report, metric, "incident", &Value::Null)
}

fn row_of(report: &Value, metric: &str, ticket: &str, severity: &Value) -> Value {
    let rows = report["metrics"].as_array().expect("metrics");
    let found = rows.iter().find(|r| r["metric"] == metric && r["ticket"] == ticket && r["severity"] == *severity);
    found.cloned().unwrap_or(Value::Null)
}

fn counts(row: &Value) -> (u64, u64) {
    (row["met"].as_u64().expect("met"), row["decided"].as_u64().expect("decided"))
}

#[test]
fn the_report_holds_the_names_that_scripts_rely_on() {
    let world = desk();
    let number = ticket(&world, "2026-06-01 09:00", &["--severity", "N1"], &["ack 2026-06-01 10:20"]);
    let report = report(&world, "2026-06");
    assert_eq!((&report["client"], &report["contract"]), (&json!("acme"), &json!("ACME-1")));
    assert_eq!(report["period"], json!({"from": "2026-06-01", "to": "2026-06-30", "zone": "Europe/Paris"}));
    let breach = &report["breaches"][0];
    assert_eq!((&breach["ticket"], &breach["metric"]), (&json!(number), &json!("response")));
    assert_eq!((&breach["late_s"], &breach["unit"]), (&json!(1200), &json!("working")));
    let response = row(&report, "response");
    assert_eq!((&response["goal"], &response["goal_met"]), (&json!(0.95), &Value::Null));
    assert_eq!(response["breached_tickets"], json!([number]));
}

#[test]
fn rule_24_june_printed_in_december_is_june_as_it_ended() {
    let world = desk();
    ticket(&world, "2026-06-30 16:30", &[], &["ack 2026-07-01 12:00", "resolve 2026-07-01 13:00"]);
    let (then, later) = (report_at(&world, "2026-06", "2026-07-01T00:00:00+02:00"), report(&world, "2026-06"));
    assert_eq!(counts(&row(&later, "response")), (0, 0));
    assert_eq!(row(&later, "response")["undecided_tickets"], json!([1]));
    assert_eq!(later["undecided"][0]["left_s"], 1800);
    for key in ["flow", "metrics", "breaches", "undecided", "reopened", "paused", "excluded"] {
        assert_eq!(then[key], later[key], "{key}");
    }
    assert_eq!(counts(&row(&report(&world, "2026-07"), "response")), (0, 1));
}

#[test]
fn rule_24_a_month_that_is_not_over_judges_nothing_before_it_happened() {
    let world = desk();
    let now = "2026-06-03T12:00:00+02:00";
    world.infog(["ticket", "open", "x", "--at", "2026-06-03 11:30"]).now(now).any_remarks().run();
    let report = report_at(&world, "this", now);
    assert_eq!((&report["as_of"], &report["under_way"]), (&json!(now), &json!(true)));
    assert_eq!((counts(&row(&report, "response")), &report["breaches"]), ((0, 0), &json!([])));
    assert_eq!(row(&report, "response")["undecided_tickets"], json!([1]));
    let page = world.infog(["report", "sla", "--month", "this", "--lang", "en"]).now(now);
    page.has("the month is not over").run();
}

#[test]
fn rule_24_a_breach_belongs_to_the_month_of_the_first_instant_past_the_allowance() {
    let world = desk();
    // due on Friday 29 May at 17:00, still met until Monday at nine
    let late = ticket(&world, "2026-05-29 16:00", &[], &["ack 2026-06-01 09:30"]);
    ticket(&world, "2026-05-29 16:00", &[], &["ack 2026-06-01 09:00"]);
    assert_eq!(counts(&row(&report(&world, "2026-05"), "response")), (0, 0));
    let june = report(&world, "2026-06");
    assert_eq!(counts(&row(&june, "response")), (1, 2));
    assert_eq!(june["breaches"][0]["ticket"], late);
    assert_eq!(june["breaches"][0]["breached_at"], "2026-06-01T09:00:00+02:00");
}

#[test]
fn rule_24_a_breach_is_counted_once_whenever_the_answer_comes() {
    let world = desk();
    ticket(&world, "2026-06-01 09:00", &[], &["ack 2026-07-06 10:00", "resolve 2026-08-03 10:00"]);
    for (month, decided) in [("2026-05", 0), ("2026-06", 1), ("2026-07", 0), ("2026-08", 0)] {
        let report = report(&world, month);
        assert_eq!(counts(&row(&report, "response")), (0, decided), "{month}");
        assert_eq!(counts(&row(&report, "resolution")), (0, decided), "{month}");
    }
}

#[test]
fn rule_24_a_severity_that_makes_a_ticket_late_breaks_it_at_the_change() {
    let usual = "[[target]]\nticket = \"incident\"\nresponse = \"1h working\"\nresolution = \"8h working\"\n";
    let graded = "[[target]]\nticket = \"incident\"\nseverity = \"N1\"\nresolution = \"1h working\"\n\
                  [[target]]\nticket = \"incident\"\nseverity = \"N2\"\nresolution = \"4h working\"\n";
    let world = desk_under(
        &CONTRACT
            .replace(usual, graded)
            .replace("[[goal]]\nmetric = \"response\"", "[[goal]]\nmetric = \"resolution\""),
    );
    ticket(&world, "2026-05-29 15:00", &["--severity", "N2"], &["severity 2026-06-01 09:30 N1"]);
    assert_eq!(counts(&row(&report(&world, "2026-05"), "resolution")), (0, 0));
    let june = report(&world, "2026-06");
    assert_eq!(june["breaches"][0]["breached_at"], "2026-06-01T09:30:00+02:00");
    assert_eq!(june["breaches"][0]["severity"], "N1");
}

#[test]
fn rule_20_met_is_counted_once_and_a_later_breach_in_its_own_month() {
    let world = desk();
    let life = ["resolve 2026-05-28 12:00", "reopen 2026-06-02 12:00", "resolve 2026-06-03 16:00"];
    ticket(&world, "2026-05-28 09:00", &[], &life);
    let again = ["resolve 2026-05-28 12:00", "reopen 2026-06-02 12:00", "resolve 2026-06-02 14:00"];
    ticket(&world, "2026-05-28 09:00", &[], &again);
    assert_eq!(counts(&row(&report(&world, "2026-05"), "resolution")), (2, 2));
    let june = report(&world, "2026-06");
    assert_eq!(counts(&row(&june, "resolution")), (0, 1));
    assert_eq!(june["reopened"], json!({"count": 2, "of": 2, "tickets": [1, 2]}));
}

/// A June with one ticket of each fate, and two left from May.
fn june() -> World {
    let world = desk();
    ticket(&world, "2026-05-28 10:00", &["--severity", "N1"], &["ack 2026-05-28 10:30"]);
    ticket(&world, "2026-05-29 10:00", &[], &["resolve 2026-05-29 10:30", "reopen 2026-06-01 10:00"]);
    ticket(&world, "2026-06-02 09:00", &["--severity", "N1"], &["ack 2026-06-02 09:20", "resolve 2026-06-02 12:00"]);
    ticket(&world, "2026-06-03 09:00", &["--severity", "N1"], &["ack 2026-06-03 10:30", "resolve 2026-06-05 12:00"]);
    ticket(&world, "2026-06-04 09:00", &["--severity", "N1"], &["ack 2026-06-04 09:05", "resolve 2026-06-04 10:00"]);
    ticket(&world, "2026-06-18 10:00", &[], &["cancel 2026-06-18 10:20 --reason duplicate --of 3"]);
    ticket(&world, "2026-06-18 10:00", &[], &["cancel 2026-06-18 10:20 --reason withdrawn"]);
    ticket(
        &world,
        "2026-06-25 10:00",
        &["--severity", "N2"],
        &["ack 2026-06-25 10:10", "pause 2026-06-25 11:00 --reason waiting-client"],
    );
    ticket(&world, "2026-06-05 10:00", &["--kind", "request"], &["ack 2026-06-05 11:00", "resolve 2026-06-10 11:00"]);
    world
}

#[test]
fn rule_26_the_flow_of_tickets_balances() {
    let report = report(&june(), "2026-06");
    let expected = json!({
        "backlog_start": 1, "opened": 7, "reopened": 1, "resolved": 4, "closed_without_work": 2, "backlog_end": 3,
    });
    assert_eq!(report["flow"], expected);
}

#[test]
fn rule_26_the_reopening_rate_is_of_tickets_resolved_requests_included() {
    assert_eq!(report(&june(), "2026-06")["reopened"], json!({"count": 1, "of": 4, "tickets": [2]}));
}

#[test]
fn rates_are_by_severity_with_their_goals_and_requests_apart() {
    let report = report(&june(), "2026-06");
    let n1 = row_of(&report, "response", "incident", &json!("N1"));
    assert_eq!((counts(&n1), &n1["rate"]), ((2, 3), &json!(2.0 / 3.0)));
    let all = row(&report, "response");
    assert_eq!((counts(&all), &all["rate"], &all["goal_met"]), ((3, 4), &json!(0.75), &json!(false)));
    assert_eq!((&all["clause"], &all["breached_tickets"]), (&json!("art. 7.2"), &json!([4])));
    let resolved = row_of(&report, "resolution", "incident", &json!("N1"));
    assert_eq!((counts(&resolved), &resolved["goal_met"]), ((2, 3), &json!(true)));
    let requests = row_of(&report, "resolution", "request", &Value::Null);
    assert_eq!((counts(&requests), &requests["met_tickets"]), ((1, 1), &json!([9])));
}

#[test]
fn rule_25_under_the_sample_there_are_counts_and_no_rate() {
    let report = report(&june(), "2026-06");
    let n2 = row_of(&report, "response", "incident", &json!("N2"));
    assert_eq!((counts(&n2), &n2["rate"]), ((1, 1), &Value::Null));
    let world = june();
    let page = world.infog(["report", "sla", "--month", "2026-06", "--lang", "en"]).now(DECEMBER);
    page.has("fewer than 3 decided: counts only").has("✓ 66.7%").has("✗ 75.0%").lacks("100%").run();
}

#[test]
fn rule_25_an_empty_month_has_no_rate() {
    let world = desk();
    let report = report(&world, "2026-02");
    let response = row(&report, "response");
    assert_eq!((counts(&response), &response["rate"], &response["goal_met"]), ((0, 0), &Value::Null, &Value::Null));
    world.infog(["report", "sla", "--month", "2026-02"]).now(DECEMBER).has("—").lacks("100").run();
}

#[test]
fn a_month_without_tickets_of_a_client_without_contract_is_printed_too() {
    let world = World::client();
    world.infog(["report", "sla", "--client", "ried", "--month", "2026-06"]).has("aucun contrat").run();
    let report = world.infog(["report", "sla", "--client", "ried", "--month", "2026-06"]).json();
    assert_eq!((&report["contract"], &report["metrics"]), (&Value::Null, &json!([])));
}

#[test]
fn what_is_paused_excluded_or_recorded_late_is_listed() {
    let report = report(&june(), "2026-06");
    assert_eq!(report["paused"][0]["ticket"], 8);
    assert_eq!(report["paused"][0]["reasons"][0]["reason"], "waiting-client");
    assert_eq!(report["excluded"], json!([{"ticket": 6, "reason": "duplicate"}, {"ticket": 7, "reason": "withdrawn"}]));
    let late = report["recorded_late"].as_array().expect("a list");
    assert!(late.contains(&json!({"ticket": 4, "events": 3})), "{late:?}");
}

#[test]
fn out_of_perimeter_and_without_contract_are_excluded_with_their_reasons() {
    let line = "[[line]]\nname = \"serveurs\"\nkinds = [\"server\"]\n";
    let world =
        desk_under(&CONTRACT.replace("[[severity]]\ncode = \"N1\"", &format!("{line}[[severity]]\ncode = \"N1\"")));
    world.infog(["asset", "import", "-"]).stdin("client,tag,kind\nacme,IMP,printer\n").any_remarks().run();
    ticket(&world, "2026-06-01 09:00", &["--asset", "IMP"], &[]);
    ticket(&world, "2024-12-31 09:00", &[], &[]);
    assert_eq!(report(&world, "2026-06")["excluded"][0], json!({"ticket": 1, "reason": "out-of-perimeter"}));
    let line = ["report", "sla", "--client", "acme", "--month", "2024-12"];
    let early = world.infog(line).now(DECEMBER).says("2024-12").json();
    assert_eq!((&early["excluded"][0]["reason"], counts(&row(&early, "response"))), (&json!("no-contract"), (0, 0)));
}

#[test]
fn an_indicative_target_is_counted_apart() {
    let world = desk_under(&CONTRACT.replace("response = \"1h working\"", "firm = false\nresponse = \"1h working\""));
    ticket(&world, "2026-06-01 09:00", &[], &[]);
    let report = report(&world, "2026-06");
    assert_eq!(row(&report, "response"), Value::Null);
    assert_eq!((&report["indicative"][0]["met"], &report["breaches"]), (&json!(0), &json!([])));
}

#[test]
fn a_correction_shows_in_the_month_that_it_changes() {
    let world = desk();
    ticket(&world, "2026-06-01 09:00", &[], &["ack 2026-06-01 11:00"]);
    assert_eq!(counts(&row(&report(&world, "2026-06"), "response")), (0, 1));
    world
        .infog(["ticket", "correct", "1", "2", "--at", "2026-06-01 09:30", "--reason", "x"])
        .now(DECEMBER)
        .any_remarks()
        .run();
    let corrected = report(&world, "2026-06");
    assert_eq!(counts(&row(&corrected, "response")), (1, 1));
    assert_eq!(corrected["recorded_late"], json!([{"ticket": 1, "events": 3}]));
}

#[test]
fn an_edit_of_a_later_month_changes_no_earlier_report() {
    let line = "[[line]]\nname = \"serveurs\"\nkinds = [\"server\"]\n";
    let world =
        desk_under(&CONTRACT.replace("[[severity]]\ncode = \"N1\"", &format!("{line}[[severity]]\ncode = \"N1\"")));
    world
        .infog(["asset", "import", "-"])
        .stdin("client,tag,kind\nacme,IMP,printer\nacme,SRV,server\n")
        .any_remarks()
        .run();
    ticket(&world, "2026-06-01 09:00", &["--asset", "SRV"], &["ack 2026-06-01 09:20"]);
    let before = report(&world, "2026-06");
    world.infog(["ticket", "edit", "1", "--asset", "IMP"]).now("2026-07-02T10:00:00+02:00").any_remarks().run();
    assert_eq!(report(&world, "2026-06"), before);
}

#[test]
fn a_month_begins_and_ends_in_the_zone_of_the_contracts_calendar() {
    let world = World::empty();
    world.infog(["client", "add", "acme", "--name", "Acme", "--zone", "Indian/Reunion"]).any_remarks().run();
    let calendar = CALENDAR.replace("Europe/Paris", "Indian/Reunion").replace("\"fr\"", "\"fr-reunion\"");
    world.infog(["calendar", "apply", "-"]).stdin(calendar).any_remarks().run();
    world.infog(["contract", "apply", "-"]).stdin(CONTRACT).any_remarks().run();
    ticket(&world, "2026-06-30T21:30:00+02:00", &[], &[]);
    let (june, july) = (report(&world, "2026-06"), report(&world, "2026-07"));
    assert_eq!((&june["flow"]["opened"], &july["flow"]["opened"]), (&json!(1), &json!(0)));
    ticket(&world, "2026-06-30T22:00:00+02:00", &[], &[]);
    let (june, july) = (report(&world, "2026-06"), report(&world, "2026-07"));
    assert_eq!((&june["flow"]["opened"], &july["flow"]["opened"]), (&json!(1), &json!(1)));
    assert_eq!(june["period"]["zone"], "Indian/Reunion");
}

#[test]
fn all_clients_are_an_array_with_one_report_a_contract() {
    let world = june();
    world.infog(["client", "add", "vide", "--name", "Vide"]).run();
    let second = CONTRACT.replace("ACME-1", "ACME-2");
    world.infog(["contract", "apply", "-"]).stdin(second).any_remarks().run();
    let all = world.infog(["report", "sla", "--all", "--month", "2026-06"]).now(DECEMBER).json();
    let told: Vec<_> = all.as_array().expect("an array").iter().map(|r| r["contract"].clone()).collect();
    assert_eq!(told, [json!("ACME-1"), json!("ACME-2"), Value::Null]);
    let two = report(&world, "2026-06");
    assert_eq!(two.as_array().expect("an array").len(), 2);
    let one = ["report", "sla", "--client", "acme", "--contract", "acme-2", "--month", "2026-06"];
    assert_eq!(world.infog(one).now(DECEMBER).json()["contract"], "ACME-2");
}

#[test]
fn last_and_this_are_months() {
    let world = desk();
    let period = |month: &str| report(&world, month)["period"]["from"].clone();
    assert_eq!((period("last"), period("this")), (json!("2026-11-01"), json!("2026-12-01")));
}

#[test]
fn what_is_no_month_no_client_or_no_contract_is_refused() {
    let world = desk();
    let refused = |words: &[&str], said: &str| {
        let line = ["report", "sla"].iter().chain(words).copied();
        world.infog(line).refused().says(said).unchanged().run();
    };
    refused(&["--month", "2026-13"], "`2026-13` is no month");
    refused(&["--month", "juin"], "`juin` is no month");
    refused(&["--client", "acmi", "--month", "2026-06"], "did you mean `acme`?");
    refused(&["--contract", "NOPE", "--month", "2026-06"], "it has: ACME-1");
    let both = ["report", "sla", "--client", "acme", "--all", "--month", "2026-06"];
    world.infog(both).status(2).says("--all").unchanged().run();
}

#[test]
fn a_month_before_every_contract_is_said_to_be_one() {
    let world = desk();
    let early = ["report", "sla", "--client", "acme", "--month", "2019-01", "--lang", "en"];
    world.infog(early).says("no contract of acme governed 2019-01").run();
    let close = ["report", "close", "--client", "acme", "--month", "2019-01", "--dry-run", "--lang", "en"];
    world.infog(close).says("no contract of acme governed 2019-01").run();
    world.infog(["report", "sla", "--client", "acme", "--month", "2026-06"]).now("2026-12-01T08:00:00Z").run();
}

#[test]
fn two_formats_at_once_are_refused() {
    let world = desk();
    let both = world.infog(["client", "list", "--json", "--format", "csv"]).status(2);
    both.says("`--json` and `--format csv` ask for two formats").run();
    world.infog(["client", "list", "--json", "--format", "json"]).run();
}

#[test]
fn an_example_of_help_stays_on_its_line() {
    let world = World::empty();
    let help = world.infog(["help", "ticket", "open"]).run().stdout;
    assert!(help.contains("--requester \"Mme Weber\" --channel phone\n"), "{help}");
    assert!(!help.contains('\u{a0}'), "{help}");
}

#[test]
fn a_priority_is_a_severity() {
    let world = desk();
    world.infog(["ticket", "open", "Écran noir", "--priority", "N1", "--json"]).any_remarks().run();
    assert_eq!(world.infog(["ticket", "show", "1"]).json()["severity"], "N1");
    world.infog(["ticket", "assign", "1", "--to", "marc", "--lang", "en"]).has("assigned to marc").run();
}
