//! Who did what: `infog audit`.

use serde_json::{Value, json};

use super::tamper;
use crate::harness::World;

/// Two clients; at one of them Paul opens a ticket, which Anna raises and has corrected.
fn world() -> World {
    let world = World::ried();
    world.infog(["client", "add", "lys", "--name", "Lys"]).now("2026-06-01T08:00:00+02:00").run();
    let paul = |words: &[&str], now| world.infog(words).now(now).var("INFOG_AS", "Paul").any_remarks().run();
    let open = ["ticket", "open", "Poste bloqué", "--asset", "RIED-PC-01", "--severity", "N3", "--requester", "Léa"];
    paul(&open, "2026-06-02T09:00:00+02:00");
    paul(&["ticket", "note", "1", "Appelée deux fois"], "2026-06-02T09:30:00+02:00");
    let anna = |words: &[&str], now| world.infog(words).now(now).var("INFOG_AS", "Anna").any_remarks().run();
    anna(&["ticket", "severity", "1", "N2"], "2026-06-03T10:00:00+02:00");
    anna(&["ticket", "edit", "1", "--title", "Poste éteint"], "2026-06-03T10:05:00+02:00");
    anna(&["asset", "edit", "RIED-PC-01", "--set", "model=T14"], "2026-06-03T23:30:00+02:00");
    world
}

fn audit(world: &World, words: &[&str]) -> Vec<Value> {
    let json = world.infog(["audit"].iter().chain(words)).any_remarks().json();
    json.as_array().expect("an array").clone()
}

fn types(events: &[Value]) -> Vec<&str> {
    events.iter().filter_map(|event| event["type"].as_str()).collect()
}

/// The change of a field in an event.
fn change<'a>(event: &'a Value, field: &str) -> (&'a Value, &'a Value) {
    let changes = event["changes"].as_array().expect("changes");
    let found = changes.iter().find(|change| change["field"] == field);
    let found = found.unwrap_or_else(|| panic!("no `{field}` in {event}"));
    (&found["before"], &found["after"])
}

#[test]
fn a_tickets_events_are_told_with_what_was_before_and_after() {
    let world = world();
    let events = audit(&world, &["--ticket", "1"]);
    assert_eq!(types(&events), ["opened", "noted", "severity_changed", "edited"]);
    assert_eq!(events[0]["by"], "Paul");
    assert_eq!(change(&events[0], "requester"), (&Value::Null, &json!("Léa")));
    assert_eq!(events[1]["text"], "Appelée deux fois");
    assert_eq!(change(&events[2], "severity"), (&json!("N3"), &json!("N2")));
    assert_eq!(change(&events[3], "title"), (&json!("Poste bloqué"), &json!("Poste éteint")));
    world.infog(["audit", "--ticket", "1"]).has("Severity: N3 → N2").has("Title: Poste bloqué → Poste éteint").run();
    world.infog(["audit", "--ticket", "1", "--lang", "fr"]).has("gravité changée").has("Titre : Poste bloqué").run();
    world.infog(["audit", "--ticket", "1", "--format", "csv"]).has("ticket #1").has("severity: N3 → N2").run();
    world.infog(["audit", "--ticket", "1", "--format", "md"]).has("| Anna |").run();
    world.infog(["audit", "--ticket", "9"]).refused().says("there is no ticket #9").run();
}

#[test]
fn corrections_are_told_with_the_instant_that_they_replace() {
    let world = world();
    let correct = ["ticket", "correct", "1", "2", "--at", "2026-06-02 09:10", "--reason", "typed late"];
    world.infog(correct).any_remarks().run();
    let events = audit(&world, &["--ticket", "1", "--limit", "1"]);
    assert_eq!(types(&events), ["corrected"]);
    let (before, after) = change(&events[0], "at");
    assert_eq!((before, after), (&json!("2026-06-02T09:30:00+02:00"), &json!("2026-06-02T09:10:00+02:00")));
    assert_eq!(events[0]["text"], "typed late");
}

#[test]
fn events_are_found_by_person_day_and_number() {
    let world = world();
    assert_eq!(types(&audit(&world, &["--by", "PAUL"])), ["opened", "noted"]);
    assert_eq!(types(&audit(&world, &["--from", "2026-06-02", "--to", "2026-06-02"])), ["opened", "noted"]);
    let third = ["--from", "2026-06-03", "--to", "2026-06-03"];
    assert_eq!(types(&audit(&world, &third)), ["severity_changed", "edited", "edited"]);
    world.infog(["audit", "-n", "2"]).says("the last 2 of").lacks("noted").run();
    let all = audit(&world, &["--limit", "0"]);
    let numbers: Vec<_> = all.iter().filter_map(|event| event["event"].as_u64()).collect();
    assert_eq!(numbers, (1..=all.len() as u64).collect::<Vec<_>>());
    world.infog(["audit", "--from", "2026-06-03", "--to", "2026-06-02"]).refused().says("before the first").run();
    world.infog(["audit", "--from", "hier soir tard"]).refused().says("`soir` is not understood").run();
    world.infog(["audit", "--ticket", "1", "--client", "ried"]).status(2).says("cannot be used with").run();
}

#[test]
fn a_clients_events_are_its_own_and_an_assets_those_that_touched_it() {
    let world = world();
    let subjects = |client: &str| -> Vec<String> {
        let events = audit(&world, &["--client", client]);
        let mut found: Vec<_> = events.iter().filter_map(|e| e["subject"].as_str().map(str::to_owned)).collect();
        found.sort();
        found.dedup();
        found
    };
    assert_eq!(subjects("ried"), ["asset", "client", "contract", "ticket"]);
    assert_eq!(subjects("lys"), ["client"]);
    let events = audit(&world, &["--asset", "ried-pc-01"]);
    assert_eq!(types(&events)[1..], ["edited"]);
    assert_eq!(change(&events[1], "model").1, &json!("T14"));
    world.infog(["audit", "--asset", "RIED-PC-99"]).refused().says("there is no asset `RIED-PC-99`").run();
    world.infog(["client", "edit", "lys", "--name", "Lys SA"]).run();
    world.infog(["audit", "--client", "lys"]).has("Name: Lys → Lys SA").run();
}

#[test]
fn an_import_of_several_clients_is_told_of_each() {
    let world = world();
    let file = "client,tag,kind\nried,RIED-PC-50,laptop\nlys,LYS-PC-01,laptop\n";
    let file = world.file("parc.csv", file);
    world.infog(["asset", "import", &file]).any_remarks().run();
    for client in ["ried", "lys"] {
        let events = audit(&world, &["--client", client]);
        assert_eq!(types(&events).last(), Some(&"imported"), "{client}");
    }
    world.infog(["audit", "--limit", "1"]).any_remarks().has("assets of several clients").run();
    world.infog(["audit", "--limit", "1", "--lang", "fr"]).any_remarks().has("parcs de plusieurs clients").run();
    let csv = world.infog(["audit", "--limit", "1", "--format", "csv"]).any_remarks().run();
    assert!(csv.stdout.contains(",asset,"), "{}", csv.stdout);
    world.infog(["audit", "--asset", "RIED-PC-01", "--limit", "1"]).any_remarks().has("asset ried/ried-pc-01").run();
}

#[test]
fn an_amendment_is_told_term_by_term() {
    let world = world();
    let text = crate::harness::RIED_CONTRACT;
    let amended = text.replace("Infogérance globale", "Infogérance étendue");
    world.infog(["contract", "apply", "-", "--correct", "signed late"]).stdin(amended).any_remarks().run();
    let events = audit(&world, &["--contract", "ried-2025"]);
    assert_eq!(types(&events), ["applied", "corrected"]);
    assert_eq!(change(&events[1], "title"), (&json!("Infogérance globale"), &json!("Infogérance étendue")));
    assert_eq!(events[1]["text"], "signed late");
}

#[test]
fn an_outage_is_told_with_instants_and_what_changed_of_it() {
    let world = world();
    world.infog(["outage", "add", "--asset", "RIED-PC-01", "--from", "2026-06-04 09:00"]).any_remarks().run();
    world.infog(["outage", "end", "1", "--at", "2026-06-04 10:00"]).any_remarks().run();
    let events = audit(&world, &["--client", "ried"]);
    let outages: Vec<_> = events.iter().filter(|event| event["subject"] == "outage").collect();
    assert_eq!(change(outages[0], "from").1, "2026-06-04T09:00:00+02:00");
    assert_eq!(change(outages[1], "to"), (&Value::Null, &json!("2026-06-04T10:00:00+02:00")));
    assert!(outages[1]["changes"].as_array().expect("changes").iter().all(|change| change["field"] != "from"));
}

#[test]
fn licence_keys_stay_masked_and_what_was_erased_is_said_to_be() {
    let world = world();
    let add = [
        "licence",
        "add",
        "M365",
        "--client",
        "ried",
        "--product",
        "Suite",
        "--seats",
        "2",
        "--perpetual",
        "--key",
        "XQ7P2-9K4TD-8M3WX",
    ];
    world.infog(add).any_remarks().run();
    world.infog(["licence", "assign", "M365", "--person", "Léa"]).any_remarks().run();
    for format in ["table", "csv", "md", "json"] {
        let run = world.infog(["audit", "--limit", "0", "--format", format]);
        run.has("M3WX").lacks("9K4TD").run();
    }
    let events = audit(&world, &["--asset", "M365"]);
    assert_eq!(types(&events), ["added", "assigned"]);
    assert_eq!(change(&events[1], "holder").1, "Léa");
    tamper(&world, "UPDATE event_text SET body = NULL, salt = NULL");
    tamper(&world, "UPDATE asset_change SET before = NULL, after = NULL, salt = NULL");
    let run = world.infog(["audit", "--limit", "0"]).has("(erased)").lacks("Appelée").lacks("T14").lacks("Léa");
    run.run();
    let erased = audit(&world, &["--ticket", "1"]);
    assert_eq!((&erased[1]["erased"], &erased[1]["text"]), (&json!(true), &Value::Null));
}
