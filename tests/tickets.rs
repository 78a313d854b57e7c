//! The life of a ticket through the binary: verbs, refusals, deadlines as the rules have them, lists, import and export.

use serde_json::Value;

use crate::harness::World;

/// A desk open Monday to Friday from 09:00 to 17:00 without holidays.
const OFFICE: &str = r#"name = "office"
timezone = "Europe/Paris"
holidays = []
[hours]
mon-fri = ["09:00-17:00"]
"#;

const TERMS: &str = r#"ref = "ACME-1"
client = "acme"
title = "Infogérance"
starts_on = "2025-01-01"
months = 60
calendar = "office"
channels = ["phone", "mail"]

[[severity]]
code = "N1"
label = "Critique"

[[severity]]
code = "N2"
label = "Majeur"
"#;

/// Response four hours, resolution eight, for every incident.
const USUAL: &str = r#"
[[target]]
ticket = "incident"
response = "4h working"
resolution = "8h working"
"#;

/// N1 two and four hours, N2 four and eight.
const GRID: &str = r#"
[[target]]
ticket = "incident"
severity = "N1"
response = "2h working"
resolution = "4h working"

[[target]]
ticket = "incident"
severity = "N2"
response = "4h working"
resolution = "8h working"
"#;

/// Client `acme` with the calendar `office` and a contract of `TERMS`, then `policy`, then `targets`.
fn desk(policy: &str, targets: &str) -> World {
    desk_open(OFFICE, policy, targets)
}

fn desk_open(calendar: &str, policy: &str, targets: &str) -> World {
    let world = World::empty();
    world.infog(["client", "add", "acme", "--name", "Acme"]).any_remarks().run();
    world.infog(["calendar", "apply", "-"]).stdin(calendar).any_remarks().run();
    let contract = format!("{TERMS}\n[policy]\n{policy}\n{targets}");
    world.infog(["contract", "apply", "-"]).stdin(contract).any_remarks().run();
    world
}

/// One story told at the end of June 2026; words after the verb are what it takes.
struct Story<'w> {
    world: &'w World,
    number: String,
}

const JUNE_END: &str = "2026-06-30T20:00:00+02:00";

impl<'w> Story<'w> {
    fn opened(world: &'w World, at: &str, words: &[&str]) -> Self {
        let mut line = vec!["ticket", "open", "imprimante", "--at", at];
        line.extend(words);
        let ticket = world.infog(line).now(JUNE_END).any_remarks().json();
        Self { world, number: ticket["number"].to_string() }
    }

    fn then(&self, verb: &str, at: &str, words: &[&str]) -> &Self {
        let mut line = vec!["ticket", verb, self.number.as_str()];
        line.extend(words);
        line.extend(["--at", at]);
        self.world.infog(line).now(JUNE_END).any_remarks().run();
        self
    }

    fn seen(&self, now: &str) -> Value {
        self.world.infog(["ticket", "show", self.number.as_str()]).now(now).json()
    }

    fn clock(&self, metric: &str, now: &str) -> Value {
        clock(&self.seen(now), metric)
    }

    fn due(&self, metric: &str, now: &str) -> String {
        self.clock(metric, now)["due_at"].as_str().unwrap_or("none").to_owned()
    }
}

fn clock(ticket: &Value, metric: &str) -> Value {
    let clocks = ticket["clocks"].as_array().expect("clocks");
    clocks.iter().find(|c| c["metric"] == metric).expect("the metric").clone()
}

fn metrics(ticket: &Value) -> Vec<&str> {
    ticket["clocks"].as_array().expect("clocks").iter().map(|c| c["metric"].as_str().expect("a metric")).collect()
}

fn types(ticket: &Value) -> Vec<&str> {
    ticket["events"].as_array().expect("events").iter().map(|e| e["type"].as_str().expect("a type")).collect()
}

fn numbers(list: &Value) -> Vec<u64> {
    list.as_array().expect("a bare array").iter().map(|t| t["number"].as_u64().expect("a number")).collect()
}

// --- opening

#[test]
fn opening_says_number_meaning_deadlines_and_what_lies_beside() {
    let world = World::ried();
    let words = ["ticket", "open", "Serveur lent", "--asset", "RIED-SRV-01", "--severity", "N1", "--channel", "phone"];
    world
        .infog(words)
        .has("#1")
        .has("N1 Critique")
        .has("Le réseau ne permet plus de travailler")
        .has("today 10:00")
        .has("1h 00m working")
        .has("desk open until")
        .has("Last tickets of RIED-SRV-01")
        .run();
}

#[test]
fn a_ticket_is_one_object_with_the_names_that_scripts_rely_on() {
    let world = World::ried();
    let ticket = world.infog(["ticket", "open", "lent", "--asset", "RIED-PC-01", "--severity", "N2"]).json();
    assert_eq!(ticket["number"], 1);
    assert_eq!(ticket["client"], "ried");
    assert_eq!(ticket["contract"], "RIED-2025");
    assert_eq!(ticket["amendment"], 0);
    assert_eq!(ticket["line"], "postes");
    assert_eq!(ticket["in_perimeter"], true);
    assert_eq!(ticket["status"], "open");
    assert_eq!(ticket["assets"], serde_json::json!(["RIED-PC-01"]));
    assert_eq!(ticket["excluded"], Value::Null);
    assert_eq!(metrics(&ticket), ["response", "resolution"]);
    assert_eq!(ticket["events"][0]["type"], "opened");
    assert_eq!(ticket["events"][0]["by"], "lea");
}

#[test]
fn a_paused_ticket_has_no_deadline_only_time_left() {
    let world = World::ried();
    let now = "2026-02-10T12:00:00+01:00";
    let open = ["ticket", "open", "ERP", "--severity", "N2", "--asset", "RIED-PC-01", "--at", "2026-02-09 08:30"];
    world.infog(open).now(now).any_remarks().run();
    world.infog(["ticket", "ack", "1", "--at", "2026-02-09 09:00"]).now(now).any_remarks().run();
    let pause = ["ticket", "pause", "1", "--reason", "waiting-client", "--at", "2026-02-09 11:00"];
    world.infog(pause).now(now).any_remarks().run();
    let ticket = world.infog(["ticket", "show", "1"]).now(now).json();
    assert_eq!(ticket["status"], "paused");
    let response = clock(&ticket, "response");
    assert_eq!(response["state"], "met");
    assert_eq!(response["due_at"], "2026-02-09T11:30:00+01:00");
    assert_eq!((&response["consumed_s"], &response["left_s"]), (&1800.into(), &9000.into()));
    let resolution = clock(&ticket, "resolution");
    assert_eq!(resolution["state"], "paused");
    assert_eq!(resolution["due_at"], Value::Null);
    assert_eq!((&resolution["consumed_s"], &resolution["left_s"]), (&9000.into(), &19800.into()));
    assert_eq!((&resolution["unit"], &resolution["calendar"]), (&"working".into(), &"ried-bureau".into()));
}

#[test]
fn the_first_asset_decides_the_line() {
    let world = World::ried();
    let both = ["ticket", "open", "x", "--severity", "N1", "--asset", "RIED-SRV-01", "--asset", "RIED-PC-01"];
    assert_eq!(world.infog(both).json()["line"], "serveurs");
}

#[test]
fn codes_and_tags_are_compared_without_case_and_kept_as_given() {
    let world = World::ried();
    let ticket = world.infog(["ticket", "open", "x", "--asset", "ried-pc-01", "--severity", "n2"]).json();
    assert_eq!((&ticket["assets"][0], &ticket["severity"]), (&"RIED-PC-01".into(), &"N2".into()));
}

#[test]
fn an_asset_of_no_line_is_out_of_perimeter_and_has_no_commitment() {
    let world = World::ried();
    let ticket = world.infog(["ticket", "open", "x", "--asset", "RIED-IMP-01", "--severity", "N1"]).json();
    assert_eq!((&ticket["in_perimeter"], &ticket["excluded"]), (&false.into(), &"out-of-perimeter".into()));
    assert_eq!(ticket["clocks"], serde_json::json!([]));
    world.infog(["ticket", "show", "1"]).has("no commitment: out of perimeter").run();
}

#[test]
fn without_a_contract_in_force_there_is_no_commitment() {
    let world = World::ried();
    let early = ["ticket", "open", "x", "--at", "2025-06-30 10:00"];
    let ticket = world.infog(early).json();
    assert_eq!((&ticket["contract"], &ticket["excluded"]), (&Value::Null, &"no-contract".into()));
}

#[test]
fn a_tacit_contract_runs_on_by_its_periods() {
    let world = World::ried();
    let late = world.infog(["ticket", "open", "x", "--severity", "N1"]).now("2029-01-10T10:00:00+01:00").json();
    assert_eq!(late["contract"], "RIED-2025");
}

#[test]
fn a_kind_without_a_target_has_no_commitment_and_no_default() {
    let world = World::ried();
    let ticket = world.infog(["ticket", "open", "x", "--kind", "problem", "--severity", "N1"]).json();
    assert_eq!((&ticket["clocks"], &ticket["excluded"]), (&serde_json::json!([]), &Value::Null));
    world.infog(["ticket", "show", "1"]).has("promises nothing").run();
}

#[test]
fn a_channel_that_the_contract_lacks_is_warned_of_beside_the_answer() {
    let world = World::ried();
    world.infog(["ticket", "open", "x", "--channel", "on-site", "--json"]).says("channels of RIED-2025").run();
}

#[test]
fn a_call_already_answered_is_opened_and_resolved_at_once() {
    let world = World::ried();
    let ticket = world.infog(["ticket", "open", "x", "--severity", "N1", "--ack", "--resolve"]).json();
    assert_eq!(types(&ticket), ["opened", "acknowledged", "resolved"]);
    assert_eq!(ticket["status"], "resolved");
    let alone = world.infog(["ticket", "open", "x", "--severity", "N1", "--resolve"]).json();
    assert_eq!(clock(&alone, "response")["state"], "met");
}

#[test]
fn numbers_are_whole_and_follow_each_other() {
    let world = World::ried();
    for n in 1..=3 {
        assert_eq!(world.infog(["ticket", "open", "x"]).json()["number"], n);
    }
}

#[test]
fn refused_openings_name_the_nearest_and_change_nothing() {
    let world = World::ried();
    let refused = |words: &[&str], said: &str| {
        let line = ["ticket", "open", "x"].iter().chain(words).copied();
        world.infog(line).refused().says(said).unchanged().run();
    };
    refused(&["--client", "reid"], "did you mean `ried`?");
    refused(&["--asset", "RIED-SRV-91"], "did you mean `RIED-SRV-01`?");
    refused(&["--severity", "N4"], "contract `RIED-2025` has no severity `N4`");
    refused(&["--contract", "RIED-2024"], "it has: RIED-2025");
    refused(&["--link", "7"], "there is no ticket #7");
    refused(&["--at", "2026-07-01 09:01"], "is in the future");
    refused(&["--at", "2026-06-31 09:00"], "does not exist in the calendar");
    world.infog(["ticket", "open", ""]).refused().says("the title is empty").unchanged().run();
    world.infog(["ticket", "open", "x", "--kind", "incidant"]).status(2).says("incident").unchanged().run();
}

#[test]
fn two_clients_must_be_told_apart() {
    let world = World::ried();
    world.infog(["client", "add", "acme", "--name", "Acme"]).run();
    world.infog(["ticket", "open", "x"]).status(2).says("--client").unchanged().run();
    let by_asset = world.infog(["ticket", "open", "x", "--asset", "RIED-PC-01"]).json();
    assert_eq!(by_asset["client"], "ried");
}

// --- instants

#[test]
fn instants_are_read_in_the_clients_zone() {
    let world = World::ried();
    world.infog(["ticket", "open", "x", "--at", "2026-06-01 09:00"]).any_remarks().run();
    for (typed, read) in [
        ("2026-06-30T11:15:00+02:00", "2026-06-30T11:15:00+02:00"),
        ("2026-06-30T09:15:00Z", "2026-06-30T11:15:00+02:00"),
        ("2026-06-30 11:15", "2026-06-30T11:15:00+02:00"),
        ("-2h", "2026-07-01T07:00:00+02:00"),
        ("yesterday 16:40", "2026-06-30T16:40:00+02:00"),
        ("hier 16:40", "2026-06-30T16:40:00+02:00"),
    ] {
        let ticket = world.infog(["ticket", "note", "1", "x", "--at", typed]).any_remarks().json();
        let noted = ticket["events"].as_array().expect("events").iter().max_by_key(|e| e["seq"].as_u64());
        assert_eq!(noted.expect("a note")["at"], read, "{typed}");
    }
}

#[test]
fn a_local_hour_that_is_missing_or_doubled_is_refused_with_both_offsets() {
    let world = World::ried();
    let refused = |at: &str, one: &str, other: &str| {
        world.infog(["ticket", "open", "x", "--at", at]).refused().says(one).says(other).unchanged().run();
    };
    refused("2026-03-29 02:30", "2026-03-29T03:30:00+02:00", "2026-03-29T01:30:00+01:00");
    refused("2025-10-26 02:30", "2025-10-26T02:30:00+02:00", "2025-10-26T02:30:00+01:00");
}

#[test]
fn an_event_before_the_opening_or_in_the_future_is_refused() {
    let world = World::ried();
    world.infog(["ticket", "open", "x", "--at", "-1h"]).any_remarks().run();
    let ack = |at: &str, said: &str| {
        world.infog(["ticket", "ack", "1", "--at", at]).refused().says(said).unchanged().run();
    };
    ack("-2h", "is before its opening, 2026-07-01T08:00:00+02:00");
    ack("2026-07-01T09:00:01+02:00", "is in the future; now is 2026-07-01T09:00:00+02:00");
}

#[test]
fn a_ticket_seen_earlier_shows_only_what_had_happened() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("ack", "2026-06-01 10:00", &[]).then("resolve", "2026-06-01 11:00", &[]);
    assert_eq!(story.seen("2026-06-01T10:30:00+02:00")["status"], "acknowledged");
    assert_eq!(story.seen(JUNE_END)["status"], "resolved");
    let then = world.infog(["ticket", "list"]).now("2026-06-01T10:30:00+02:00").json();
    assert_eq!(numbers(&then), [1]);
    world.infog(["ticket", "show", "1"]).now("2026-05-31T10:00:00+02:00").refused().says("was not there yet").run();
}

// --- life and refusals

#[test]
fn what_cannot_follow_is_refused_with_the_way_out() {
    let world = World::ried();
    world.infog(["ticket", "open", "x", "--severity", "N2"]).any_remarks().run();
    let refused = |words: &[&str], said: &str| {
        world.infog(["ticket"].iter().chain(words).copied()).refused().says(said).unchanged().run();
    };
    refused(&["resume", "1"], "it is not paused");
    refused(&["reopen", "1"], "resolve it first");
    refused(&["close", "1"], "resolve it first");
    refused(&["severity", "1", "N2"], "its severity is already `N2`");
    refused(&["severity", "1", "N7"], "it has: N1, N2, N3");
    refused(&["ack", "9"], "there is no ticket #9");
    refused(&["note", "1", ""], "the note is empty");
    world.infog(["ticket", "ack", "1"]).run();
    refused(&["ack", "1"], "it was acknowledged at 2026-07-01T09:00:00+02:00");
    world.infog(["ticket", "pause", "1", "--reason", "waiting-client"]).run();
    refused(&["pause", "1", "--reason", "waiting-client"], "already paused for `waiting-client`");
    refused(&["resume", "1", "--reason", "no-site-access"], "only for `waiting-client`");
    world.infog(["ticket", "resolve", "1"]).run();
    refused(&["resolve", "1"], "reopen it first: `infog ticket reopen 1`");
    refused(&["resume", "1"], "reopen it first");
    world.infog(["ticket", "close", "1"]).run();
    refused(&["close", "1"], "it is already closed");
    refused(&["cancel", "1", "--reason", "withdrawn"], "it is closed");
}

#[test]
fn cancelling_needs_a_reason_and_a_duplicate_its_survivor() {
    let world = World::ried();
    world.infog(["ticket", "open", "x"]).any_remarks().run();
    world.infog(["ticket", "cancel", "1", "--reason", "duplicate"]).status(2).says("--of").unchanged().run();
    let of = |m: &str| {
        world.infog(["ticket", "cancel", "1", "--reason", "duplicate", "--of", m]).refused().unchanged().run()
    };
    assert!(of("1").stderr.contains("itself"));
    assert!(of("8").stderr.contains("no ticket #8"));
    world.infog(["ticket", "cancel", "1", "--reason", "bored"]).status(2).says("withdrawn").unchanged().run();
}

#[test]
fn several_numbers_are_done_all_or_none() {
    let world = World::ried();
    for _ in 0..3 {
        world.infog(["ticket", "open", "x"]).any_remarks().run();
    }
    world.infog(["ticket", "resolve", "1", "3"]).has("#1").has("#3").run();
    world.infog(["ticket", "close", "1", "2", "3"]).refused().says("#2").unchanged().run();
    let closed = world.infog(["ticket", "close", "1", "3"]).json();
    assert_eq!(numbers(&closed), [1, 3]);
}

#[test]
fn an_acknowledgement_after_the_resolution_moves_nothing() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("resolve", "2026-06-01 10:00", &[]).then("ack", "2026-06-01 16:00", &[]);
    let response = story.clock("response", JUNE_END);
    assert_eq!((&response["state"], &response["stopped_at"]), (&"met".into(), &"2026-06-01T10:00:00+02:00".into()));
    assert_eq!(story.seen(JUNE_END)["status"], "resolved");
}

#[test]
fn a_wrong_time_is_corrected_and_both_stay_visible() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("ack", "2026-06-01 15:00", &[]);
    assert_eq!(story.clock("response", JUNE_END)["state"], "breached");
    story.then("correct", "2026-06-01 10:00", &["2", "--reason", "mal noté"]);
    assert_eq!(story.clock("response", JUNE_END)["state"], "met");
    let shown = world.infog(["ticket", "show", "1"]).now(JUNE_END).run().stdout;
    assert!(shown.contains("replaced by event 3") && shown.contains("mal noté"), "{shown}");
}

#[test]
fn a_correction_must_name_an_event_that_can_be_replaced() {
    let world = World::ried();
    world.infog(["ticket", "open", "x"]).any_remarks().run();
    let refused = |words: &[&str], said: &str| {
        let line = ["ticket", "correct", "1"].iter().chain(words).chain(&["--reason", "x"]).copied();
        world.infog(line).refused().says(said).unchanged().run();
    };
    refused(&["9", "--at", "-1h"], "event 9 does not exist");
    refused(&["1", "--minutes", "5"], "event 1 logs no time");
    world.infog(["ticket", "correct", "1", "1", "--at", "-1h", "--reason", "x"]).any_remarks().run();
    refused(&["2", "--at", "-1h"], "event 2 is itself a correction");
    world.infog(["ticket", "correct", "1", "1", "--at", "-1h"]).status(2).says("--reason").unchanged().run();
}

#[test]
fn logged_minutes_can_be_corrected() {
    let world = World::ried();
    world.infog(["ticket", "open", "x"]).any_remarks().run();
    world.infog(["ticket", "log", "1", "--minutes", "45", "--on-site"]).any_remarks().run();
    world.infog(["ticket", "correct", "1", "2", "--minutes", "30", "--reason", "trop"]).any_remarks().run();
    let ticket = world.infog(["ticket", "show", "1"]).json();
    assert_eq!((&ticket["events"][1]["mode"], &ticket["events"][2]["of"]), (&"on-site".into(), &2.into()));
    world.infog(["ticket", "log", "1", "--minutes", "0"]).status(2).unchanged().run();
}

#[test]
fn an_edit_of_the_asset_moves_the_line_and_shows_what_was() {
    let world = World::ried();
    world.infog(["ticket", "open", "vieux", "--asset", "RIED-PC-01", "--severity", "N1"]).run();
    let edit = ["ticket", "edit", "1", "--title", "neuf", "--asset", "RIED-SRV-01", "--requester", "Mme Weber"];
    let ticket = world.infog(edit).json();
    assert_eq!((&ticket["line"], &ticket["title"]), (&"serveurs".into(), &"neuf".into()));
    world.infog(["ticket", "show", "1"]).has("vieux → neuf").has("RIED-PC-01 → RIED-SRV-01").run();
    world.infog(["ticket", "edit", "1", "--asset", "NOPE"]).refused().says("NOPE").unchanged().run();
    world.infog(["ticket", "edit", "1"]).status(2).says("nothing to change").unchanged().run();
}

#[test]
fn tickets_are_linked_assigned_and_searched() {
    let world = World::ried();
    world.infog(["ticket", "open", "Écran noir", "--requester", "Mme Weber"]).any_remarks().run();
    world.infog(["ticket", "open", "x"]).any_remarks().run();
    world.infog(["ticket", "link", "2", "--to", "1", "--relation", "caused-by"]).run();
    world.infog(["ticket", "show", "2"]).has("caused-by #1").run();
    world.infog(["ticket", "link", "2", "--to", "2"]).refused().says("itself").unchanged().run();
    world.infog(["ticket", "assign", "1", "--to", "paul"]).run();
    assert_eq!(world.infog(["ticket", "show", "1"]).json()["assignee"], "paul");
    world.infog(["ticket", "note", "2", "câble débranché"]).run();
    for (word, found) in [("ecran", 1), ("WEBER", 1), ("debranche", 2)] {
        assert_eq!(numbers(&world.infog(["ticket", "search", word]).json()), [found], "{word}");
    }
    world.infog(["ticket", "search", "zzz"]).has("no ticket").run();
}

#[test]
fn a_reason_that_the_contract_lacks_pauses_the_ticket_and_no_clock() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    let pause = ["ticket", "pause", "1", "--reason", "waiting-supplier", "--at", "2026-06-01 10:00"];
    world.infog(pause).now(JUNE_END).says("does not stop any clock").run();
    let ticket = story.seen("2026-06-01T11:00:00+02:00");
    assert_eq!((&ticket["status"], &clock(&ticket, "resolution")["state"]), (&"paused".into(), &"running".into()));
    world.infog(["sla", "explain", "1"]).now(JUNE_END).has("the clock went on").run();
}

#[test]
fn a_ticket_stays_paused_while_any_reason_is_left() {
    let world = desk("pauses = [\"waiting-client\", \"no-site-access\"]", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("pause", "2026-06-01 10:00", &["--reason", "waiting-client"]);
    story.then("pause", "2026-06-01 11:00", &["--reason", "no-site-access"]);
    story.then("resume", "2026-06-01 12:00", &["--reason", "waiting-client"]);
    assert_eq!(story.seen("2026-06-01T12:30:00+02:00")["status"], "paused");
    story.then("resume", "2026-06-01 13:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-01T13:00:00+02:00"), "2026-06-02T12:00:00+02:00");
}

// --- deadlines

#[test]
fn rule_12_eight_hours_from_nine_end_at_five_the_same_day() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-01T09:00:00+02:00"), "2026-06-01T17:00:00+02:00");
}

#[test]
fn rule_13_exactly_the_allowance_is_met_and_a_second_more_is_not() {
    let world = desk("", USUAL);
    for (at, state, late) in [
        ("2026-06-01T20:00:00+02:00", "met", 0),
        ("2026-06-02T09:00:00+02:00", "met", 0),
        ("2026-06-02T09:00:01+02:00", "breached", 1),
    ] {
        let story = Story::opened(&world, "2026-06-01 09:00", &[]);
        let resolution = story.then("resolve", at, &[]).clock("resolution", JUNE_END);
        assert_eq!((&resolution["state"], &resolution["late_s"]), (&state.into(), &late.into()), "{at}");
        let broken = if late > 0 { "2026-06-02T09:00:00+02:00".into() } else { Value::Null };
        assert_eq!(resolution["breached_at"], broken);
    }
}

#[test]
fn rule_14_working_days_count_dates_after_the_opening_but_not_those_that_close_in_a_pause() {
    let days = "[[target]]\nticket = \"request\"\nresolution = { within = \"5d working\", due = \"close-of-day\" }\n";
    let world = desk("", days);
    let story = Story::opened(&world, "2026-06-01 10:00", &["--kind", "request"]);
    let resolution = story.clock("resolution", "2026-06-01T10:00:00+02:00");
    assert_eq!(
        (&resolution["unit"], &resolution["due_at"]),
        (&"working-days".into(), &"2026-06-08T17:00:00+02:00".into())
    );
    assert_eq!((&resolution["allowance_s"], &resolution["consumed_s"]), (&Value::Null, &Value::Null));
    story.then("pause", "2026-06-02 16:00", &["--reason", "waiting-client"]).then("resume", "2026-06-04 10:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-04T10:00:00+02:00"), "2026-06-10T17:00:00+02:00");
    assert_eq!(story.clock("resolution", "2026-06-10T08:59:00+02:00")["at_risk"], false);
    assert_eq!(story.clock("resolution", "2026-06-10T09:00:00+02:00")["at_risk"], true);
    assert_eq!(story.clock("resolution", "2026-06-11T09:00:00+02:00")["state"], "running");
    assert_eq!(story.clock("resolution", "2026-06-11T09:00:01+02:00")["state"], "breached");
}

#[test]
fn rule_14_the_same_time_moves_to_the_next_opening_where_the_desk_is_closed() {
    let days = "[[target]]\nticket = \"request\"\nresolution = { within = \"2d working\", due = \"same-time\" }\n";
    let world = desk("", days);
    for (at, due) in
        [("2026-06-01 10:20", "2026-06-03T10:20:00+02:00"), ("2026-06-01 08:00", "2026-06-03T09:00:00+02:00")]
    {
        let story = Story::opened(&world, at, &["--kind", "request"]);
        assert_eq!(story.due("resolution", "2026-06-01T10:20:00+02:00"), due);
    }
}

#[test]
fn rule_15_an_elapsed_deadline_stays_or_moves_to_the_next_opening() {
    let elapsed = "[[target]]\nticket = \"incident\"\nresolution = \"48h elapsed\"\n";
    for (policy, due) in [("keep", "2026-06-07T10:00:00+02:00"), ("next-opening", "2026-06-08T09:00:00+02:00")] {
        let world = desk(&format!("elapsed_due_when_closed = \"{policy}\""), elapsed);
        let story = Story::opened(&world, "2026-06-05 10:00", &[]);
        assert_eq!(story.due("resolution", "2026-06-05T10:00:00+02:00"), due);
    }
    let world = desk("elapsed_due_when_closed = \"next-opening\"", elapsed);
    let story = Story::opened(&world, "2026-06-05 10:00", &[]);
    let late = story.then("resolve", "2026-06-08 09:10", &[]).clock("resolution", JUNE_END);
    assert_eq!((&late["state"], &late["late_s"]), (&"breached".into(), &600.into()));
}

#[test]
fn rule_15_a_pause_cuts_real_time_out_of_an_elapsed_commitment_nights_included() {
    let world = desk("", "[[target]]\nticket = \"incident\"\nresolution = \"48h elapsed\"\n");
    let story = Story::opened(&world, "2026-06-08 10:00", &[]);
    story.then("pause", "2026-06-08 20:00", &["--reason", "waiting-client"]).then("resume", "2026-06-09 08:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-09T08:00:00+02:00"), "2026-06-10T22:00:00+02:00");
}

#[test]
fn plain_hours_are_real_hours_over_a_clock_change() {
    let world = desk("", "[[target]]\nticket = \"incident\"\nresponse = \"48h elapsed\"\n");
    let story = Story::opened(&world, "2026-03-27 15:30", &[]);
    assert_eq!(story.due("response", "2026-03-27T15:30:00+01:00"), "2026-03-29T16:30:00+02:00");
}

#[test]
fn rule_17_resolving_stops_response_and_workaround_too() {
    let all = "[[target]]\nticket = \"incident\"\nresponse = \"1h working\"\nworkaround = \"2h working\"\n\
               resolution = \"8h working\"\nupdate = \"2h working\"\n";
    let world = desk("", all);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    let ticket = story.then("resolve", "2026-06-01 09:40", &[]).seen(JUNE_END);
    assert_eq!(metrics(&ticket), ["response", "workaround", "resolution"]);
    for metric in ["response", "workaround", "resolution"] {
        assert_eq!(clock(&ticket, metric)["stopped_at"], "2026-06-01T09:40:00+02:00");
    }
}

#[test]
fn rule_17_each_interval_between_updates_is_one_commitment() {
    let world = desk("", "[[target]]\nticket = \"incident\"\nupdate = \"2h working\"\n");
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("ack", "2026-06-01 09:30", &[]).then("update", "2026-06-01 11:00", &["diagnostic"]);
    story.then("note", "2026-06-01 14:00", &["pièce commandée", "--update"]).then("resolve", "2026-06-01 15:00", &[]);
    let ticket = story.seen(JUNE_END);
    let states: Vec<_> =
        ticket["clocks"].as_array().expect("clocks").iter().map(|c| (&c["cycle"], &c["state"])).collect();
    assert_eq!(states, [(&1.into(), &"met".into()), (&2.into(), &"breached".into()), (&3.into(), &"met".into())]);
}

#[test]
fn an_indicative_target_is_shown_and_never_breached() {
    let world = desk("", "[[target]]\nticket = \"incident\"\nresponse = \"1h working\"\nfirm = false\n");
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    let response = story.clock("response", "2026-06-05T09:00:00+02:00");
    assert_eq!((&response["firm"], &response["breached_at"]), (&false.into(), &Value::Null));
    assert_ne!(response["state"], "breached");
    world.infog(["ticket", "show", "1"]).now(JUNE_END).has("(indicative)").run();
}

#[test]
fn rule_18_a_pause_moves_the_deadline_by_the_counted_time_that_it_covers() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-05 15:00", &[]);
    story.then("pause", "2026-06-05 16:00", &["--reason", "waiting-client"]).then("resume", "2026-06-08 09:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-08T09:00:00+02:00"), "2026-06-08T16:00:00+02:00");
}

#[test]
fn rule_18_a_pause_at_night_moves_nothing() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 15:00", &[]);
    story.then("pause", "2026-06-01 18:00", &["--reason", "waiting-client"]).then("resume", "2026-06-02 08:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-02T09:00:00+02:00"), "2026-06-02T15:00:00+02:00");
}

#[test]
fn rule_18_paused_straight_to_resolved_ends_the_pause() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("pause", "2026-06-01 11:00", &["--reason", "waiting-client"]).then("resolve", "2026-06-03 14:00", &[]);
    let resolution = story.clock("resolution", JUNE_END);
    assert_eq!((&resolution["state"], &resolution["consumed_s"]), (&"met".into(), &7200.into()));
    assert_eq!(resolution["due_at"], "2026-06-04T12:00:00+02:00");
}

#[test]
fn rule_18_only_the_metrics_that_the_contract_suspends_are_paused() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("pause", "2026-06-01 10:00", &["--reason", "waiting-client"]);
    let ticket = story.seen("2026-06-01T11:00:00+02:00");
    assert_eq!(clock(&ticket, "response")["state"], "running");
    assert_eq!(clock(&ticket, "resolution")["state"], "paused");
}

/// The deadline of the resolution after a change of severity at noon, with a pause from 10:00 to 11:00 or without.
fn regraded(policy: &str, from: &str, to: &str, paused: bool) -> String {
    let world = desk(policy, GRID);
    let story = Story::opened(&world, "2026-06-01 09:00", &["--severity", from]);
    if paused {
        story.then("pause", "2026-06-01 10:00", &["--reason", "waiting-client"]).then(
            "resume",
            "2026-06-01 11:00",
            &[],
        );
    }
    story.then("severity", "2026-06-01 12:00", &[to]).due("resolution", "2026-06-01T12:00:00+02:00")
}

#[test]
fn rule_19_a_new_severity_holds_from_opening_or_from_the_change() {
    assert_eq!(regraded("", "N2", "N1", false), "2026-06-01T13:00:00+02:00");
    assert_eq!(regraded("on_severity_change = \"from-change\"", "N2", "N1", false), "2026-06-01T16:00:00+02:00");
    assert_eq!(regraded("", "N1", "N2", false), "2026-06-01T17:00:00+02:00");
}

#[test]
fn rule_19_pauses_are_still_cut_out_after_a_change_of_severity() {
    assert_eq!(regraded("", "N2", "N1", true), "2026-06-01T14:00:00+02:00");
}

#[test]
fn rule_19_one_policy_a_direction() {
    let mixed = "on_severity_change = { up = \"from-change\", down = \"from-opening\" }";
    assert_eq!(regraded(mixed, "N2", "N1", false), "2026-06-01T16:00:00+02:00");
    assert_eq!(regraded(mixed, "N1", "N2", false), "2026-06-01T17:00:00+02:00");
}

#[test]
fn rule_19_a_stopped_clock_keeps_its_target_and_verdict() {
    let world = desk("", GRID);
    let story = Story::opened(&world, "2026-06-01 09:00", &["--severity", "N2"]);
    story.then("ack", "2026-06-01 12:00", &[]).then("severity", "2026-06-01 12:30", &["N1"]);
    let response = story.clock("response", JUNE_END);
    assert_eq!((&response["state"], &response["allowance_s"]), (&"met".into(), &14_400.into()));
}

#[test]
fn rule_24_a_breach_that_was_reached_is_final() {
    let world = desk("", GRID);
    let story = Story::opened(&world, "2026-06-01 09:00", &["--severity", "N1"]);
    story.then("severity", "2026-06-01 14:00", &["N2"]);
    let resolution = story.clock("resolution", "2026-06-01T14:00:00+02:00");
    assert_eq!(
        (&resolution["state"], &resolution["breached_at"]),
        (&"breached".into(), &"2026-06-01T13:00:00+02:00".into())
    );
    assert_eq!(resolution["due_at"], "2026-06-01T17:00:00+02:00");
}

/// Resolved after three hours, reopened the next day at noon, resolved at three: state, consumed, cycle of each clock.
fn reopened(policy: &str) -> Vec<(String, i64, i64)> {
    let world =
        desk(&format!("on_reopen = \"{policy}\""), "[[target]]\nticket = \"incident\"\nresolution = \"8h working\"\n");
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("resolve", "2026-06-01 12:00", &[]).then("reopen", "2026-06-02 12:00", &[]);
    let ticket = story.then("resolve", "2026-06-02 15:00", &[]).seen(JUNE_END);
    let told = |c: &Value| {
        let number = |key: &str| c[key].as_i64().expect("a number");
        (c["state"].as_str().expect("a state").to_owned(), number("consumed_s") / 3600, number("cycle"))
    };
    ticket["clocks"].as_array().expect("clocks").iter().map(told).collect()
}

#[test]
fn rule_20_reopening_goes_on_counts_through_starts_anew_or_changes_nothing() {
    assert_eq!(reopened("cumulative"), [("met".into(), 6, 1)]);
    assert_eq!(reopened("continuous"), [("breached".into(), 14, 1)]);
    assert_eq!(reopened("new-cycle"), [("met".into(), 3, 1), ("met".into(), 3, 2)]);
    assert_eq!(reopened("keep-verdict"), [("met".into(), 3, 1)]);
}

#[test]
fn rule_20_reopening_ends_with_its_days_and_does_not_start_the_response_again() {
    let world = desk("reopen_within_days = 5", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("resolve", "2026-06-01 10:00", &[]);
    let late = ["ticket", "reopen", "1", "--at", "2026-06-08 09:00"];
    world.infog(late).now(JUNE_END).refused().says("within 5 days").says("--link 1").unchanged().run();
    story.then("reopen", "2026-06-04 09:00", &[]);
    assert_eq!(story.clock("response", JUNE_END)["stopped_at"], "2026-06-01T10:00:00+02:00");
}

#[test]
fn rule_21_a_withdrawal_keeps_what_was_decided_and_a_duplicate_voids_all() {
    for (reason, response) in [("withdrawn", "met"), ("not-covered", "void"), ("duplicate", "void")] {
        let world = desk("", USUAL);
        Story::opened(&world, "2026-06-01 09:00", &[]);
        let story = Story::opened(&world, "2026-06-01 09:00", &[]);
        let mut words = vec!["--reason", reason];
        words.extend(if reason == "duplicate" { &["--of", "1"][..] } else { &[] });
        let ticket =
            story.then("ack", "2026-06-01 10:00", &[]).then("cancel", "2026-06-01 11:00", &words).seen(JUNE_END);
        assert_eq!((&ticket["status"], &ticket["excluded"]), (&"cancelled".into(), &reason.into()));
        assert_eq!(clock(&ticket, "response")["state"], response);
        assert_eq!(clock(&ticket, "resolution")["state"], "void");
    }
}

#[test]
fn the_amendment_in_force_at_opening_governs_to_the_end() {
    let world = desk("", USUAL);
    let before = Story::opened(&world, "2026-05-29 16:00", &[]);
    let effective = "calendar = \"office\"\namendment = 1\neffective_on = \"2026-06-01\"";
    let file = TERMS.replace("calendar = \"office\"", effective) + &USUAL.replace("4h", "2h");
    world.infog(["contract", "apply", "-"]).stdin(file).any_remarks().run();
    let after = Story::opened(&world, "2026-06-01 09:00", &[]);
    for (story, amendment, allowance) in [(before, 0, 14_400), (after, 1, 7200)] {
        let ticket = story.seen(JUNE_END);
        assert_eq!(ticket["amendment"], amendment);
        assert_eq!(clock(&ticket, "response")["allowance_s"], allowance);
    }
}

#[test]
fn a_new_version_of_the_calendar_counts_from_its_date() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-29 15:00", &[]);
    let version =
        OFFICE.replace("[hours]", "effective_on = \"2026-06-30\"\n[hours]").replace("09:00-17:00", "10:00-12:00");
    world.infog(["calendar", "apply", "-"]).stdin(version).any_remarks().run();
    assert_eq!(story.due("response", "2026-06-29T15:00:00+02:00"), "2026-06-30T12:00:00+02:00");
    let explained = world.infog(["sla", "explain", "1"]).now(JUNE_END).json();
    assert_eq!(explained["clocks"][0]["calendar_versions"], serde_json::json!([null, "2026-06-30"]));
}

// --- faults seen elsewhere

#[test]
fn a_seven_day_calendar_skips_and_doubles_no_sunday() {
    let round = OFFICE.replace("mon-fri = [\"09:00-17:00\"]", "every-day = [\"00:00-24:00\"]");
    let world = desk_open(&round, "", "[[target]]\nticket = \"incident\"\nresolution = \"24h working\"\n");
    for (at, due) in [
        ("2026-03-29T00:30:00+01:00", "2026-03-30T01:30:00+02:00"),
        ("2026-03-28T23:30:00+01:00", "2026-03-30T00:30:00+02:00"),
        ("2025-10-26T00:30:00+02:00", "2025-10-26T23:30:00+01:00"),
        ("2025-10-25T23:30:00+02:00", "2025-10-26T22:30:00+01:00"),
    ] {
        assert_eq!(Story::opened(&world, at, &[]).due("resolution", at), due);
    }
}

#[test]
fn a_yearly_closure_holds_across_new_year() {
    let closed =
        format!("{OFFICE}[[closures]]\nfrom = \"2024-12-24\"\nto = \"2025-01-02\"\nyearly = true\nreason = \"Noël\"\n");
    let world = desk_open(&closed, "", USUAL);
    let now = "2026-12-23T16:00:00+01:00";
    let ticket = world.infog(["ticket", "open", "x"]).now(now).json();
    assert_eq!(clock(&ticket, "resolution")["due_at"], "2027-01-04T16:00:00+01:00");
}

#[test]
fn the_second_window_of_a_day_counts() {
    let split = OFFICE.replace("[\"09:00-17:00\"]", "[\"09:00-12:00\", \"14:00-18:00\"]");
    for (allowance, due) in [("2h30m", "11:30"), ("3h", "12:00"), ("5h", "16:00"), ("3h1m", "14:01")] {
        let world = desk_open(
            &split,
            "",
            &format!("[[target]]\nticket = \"incident\"\nresolution = \"{allowance} working\"\n"),
        );
        let story = Story::opened(&world, "2026-06-01 09:00", &[]);
        assert_eq!(story.due("resolution", "2026-06-01T09:00:00+02:00"), format!("2026-06-01T{due}:00+02:00"));
    }
}

#[test]
fn forty_eight_hours_read_four_ways() {
    let alsace = "name = \"office\"\ntimezone = \"Europe/Paris\"\nholidays = [\"fr-alsace-moselle\"]\n[hours]\n\
                  mon-thu = [\"08:00-12:00\", \"13:30-17:30\"]\nfri = [\"08:00-12:00\", \"13:30-16:30\"]\n";
    let next = "elapsed_due_when_closed = \"next-opening\"";
    for (policy, within, due) in [
        ("", "48h elapsed", "2026-01-25T10:20:00+01:00"),
        (next, "48h elapsed", "2026-01-26T08:00:00+01:00"),
        ("", "2d working", "2026-01-27T17:30:00+01:00"),
        ("", "48h working", "2026-02-02T13:50:00+01:00"),
    ] {
        let world = desk_open(alsace, policy, &format!("[[target]]\nticket = \"incident\"\nresponse = \"{within}\"\n"));
        let story = Story::opened(&world, "2026-01-23 10:20", &[]);
        assert_eq!(story.due("response", "2026-01-23T10:20:00+01:00"), due, "{within}");
    }
}

#[test]
fn another_zone_keeps_its_own_dates() {
    let world = World::empty();
    world.infog(["client", "add", "run", "--name", "Run", "--zone", "Indian/Reunion"]).any_remarks().run();
    let calendar = "name = \"run\"\ntimezone = \"Indian/Reunion\"\nholidays = [\"fr-reunion\"]\n[hours]\n\
                    every-day = [\"08:00-12:00\", \"13:00-17:00\"]\n";
    world.infog(["calendar", "apply", "-"]).stdin(calendar).any_remarks().run();
    let contract = TERMS.replace("acme", "run").replace("office", "run") + USUAL;
    world.infog(["contract", "apply", "-"]).stdin(contract).any_remarks().run();
    let open = ["ticket", "open", "cyclone", "--at", "2026-12-19 16:00"];
    let ticket = world.infog(open).now("2026-12-19T13:00:00+01:00").json();
    assert_eq!(ticket["opened_at"], "2026-12-19T16:00:00+04:00");
    // the abolition day of La Réunion, 20 December, is a holiday there
    assert_eq!(clock(&ticket, "response")["due_at"], "2026-12-21T11:00:00+04:00");
}

// --- lists, due, check

/// #1 breached, #2 running and assigned to lea, #3 paused, #4 resolved, #5 cancelled, at noon on Wednesday 3 June.
fn five() -> World {
    let world = desk("", USUAL);
    Story::opened(&world, "2026-06-01 09:00", &[]);
    Story::opened(&world, "2026-06-03 11:00", &["--assignee", "lea"]);
    let paused = Story::opened(&world, "2026-06-03 10:00", &[]);
    paused.then("ack", "2026-06-03 10:10", &[]).then("pause", "2026-06-03 11:00", &["--reason", "waiting-client"]);
    Story::opened(&world, "2026-06-03 10:00", &[]).then("resolve", "2026-06-03 11:00", &[]);
    let withdrawn = Story::opened(&world, "2026-06-03 10:00", &[]);
    withdrawn.then("cancel", "2026-06-03 11:00", &["--reason", "withdrawn"]);
    world
}

const NOON: &str = "2026-06-03T12:00:00+02:00";

#[test]
fn lists_take_filters_and_an_order() {
    let world = five();
    for (words, found) in [
        (&[][..], &[1, 2, 3][..]),
        (&["--all"], &[1, 2, 3, 4, 5]),
        (&["--mine"], &[2]),
        (&["--overdue"], &[1]),
        (&["--status", "paused"], &[3]),
        (&["--status", "resolved"], &[4]),
        (&["--status", "cancelled"], &[5]),
        (&["--sort", "due"], &[1, 2, 3]),
        (&["--limit", "2"], &[1, 2]),
        (&["--client", "acme"], &[1, 2, 3]),
    ] {
        let line = ["ticket", "list"].iter().chain(words).copied();
        assert_eq!(numbers(&world.infog(line).now(NOON).any_remarks().json()), found, "{words:?}");
    }
    let at_risk = ["ticket", "list", "--at-risk"];
    assert_eq!(numbers(&world.infog(at_risk).now("2026-06-03T14:30:00+02:00").json()), [2]);
    world.infog(["ticket", "list", "--status", "paused"]).now(NOON).lacks("\"events\"").run();
    world.infog(["ticket", "list", "--client", "acmi"]).refused().says("did you mean `acme`?").run();
    world.infog(["ticket", "list", "--status", "nope"]).status(2).says("acknowledged").run();
}

#[test]
fn csv_never_changes_with_the_language() {
    let world = five();
    let english = world.infog(["ticket", "list", "--format", "csv"]).now(NOON).run().stdout;
    let french = world.infog(["ticket", "list", "--format", "csv", "--lang", "fr"]).now(NOON).run().stdout;
    assert_eq!(english, french);
    let shown =
        |lang: &str| world.infog(["ticket", "show", "3", "--format", "csv", "--lang", lang]).now(NOON).run().stdout;
    assert_eq!(shown("en"), shown("fr"));
}

#[test]
fn due_lists_breached_then_by_time_left_then_paused() {
    let world = five();
    let due = world.infog(["sla", "due"]).now(NOON).json();
    let told: Vec<_> =
        due.as_array().expect("clocks").iter().map(|c| (c["ticket"].as_u64(), c["group"].as_str())).collect();
    let row = |n, group| (Some(n), Some(group));
    assert_eq!(told, [row(1, "breached"), row(1, "breached"), row(2, "fine"), row(2, "fine"), row(3, "paused")]);
}

#[test]
fn check_speaks_to_monitoring() {
    let world = five();
    world.infog(["sla", "check"]).now(NOON).status(2).has("SLA CRITICAL - 2 breached").has("| breached=2;;0").run();
    world.infog(["ticket", "resolve", "1"]).now(NOON).any_remarks().run();
    world.infog(["sla", "check"]).now(NOON).status(0).has("SLA OK").run();
    world.infog(["sla", "check"]).now("2026-06-03T14:30:00+02:00").status(1).has("SLA WARNING").run();
    world.infog(["sla", "check", "--client", "nope"]).status(3).has("SLA UNKNOWN").run();
}

#[test]
fn explain_tells_the_ledger_the_target_that_won_and_those_that_lost() {
    let line = "[[line]]\nname = \"serveurs\"\nkinds = [\"server\"]\n[[target]]\nline = \"serveurs\"\nresolution = \"6h working\"\n";
    let world = desk("", &format!("{USUAL}{line}"));
    world.infog(["asset", "import", "-"]).stdin("client,tag,kind\nacme,S1,server\n").any_remarks().run();
    let story = Story::opened(&world, "2026-06-01 16:00", &["--asset", "S1"]);
    story.then("pause", "2026-06-02 10:00", &["--reason", "waiting-client"]).then("resume", "2026-06-02 11:00", &[]);
    story.then("resolve", "2026-06-02 12:00", &[]);
    let explained = world.infog(["sla", "explain", "1"]).now(JUNE_END).json();
    let resolution = clock(&explained, "resolution");
    assert_eq!(
        (&resolution["target"]["line"], &resolution["lost"][0]["ticket"]),
        (&"serveurs".into(), &"incident".into())
    );
    let ledger = resolution["ledger"].as_array().expect("a ledger");
    let told: Vec<_> =
        ledger.iter().map(|e| (e["why"].as_str().expect("why"), e["counted_s"].as_i64().expect("s"))).collect();
    let hour = 3600;
    assert_eq!(told, [("open", hour), ("closed", 0), ("open", hour), ("paused: waiting-client", 0), ("open", hour)]);
    assert_eq!(ledger[4]["total_s"], 3 * hour);
}

// --- import and export

const LINE: &str = r#"{"number":42,"client":"acme","contract":"ACME-1","kind":"incident","severity":"N2","title":"Écran","assets":[],"channel":"phone","requester":"Mme Weber","opened_at":"2026-02-09T08:30:00+01:00","events":[{"at":"2026-02-09T09:00:00+01:00","type":"acknowledged","by":"lea"},{"at":"2026-02-09T11:00:00+01:00","type":"paused","reason":"waiting-client"},{"at":"2026-02-10T14:15:00+01:00","type":"resumed"},{"at":"2026-02-12T09:40:00+01:00","type":"resolved"}]}"#;

#[test]
fn tickets_go_out_and_come_back_the_same() {
    let (one, other) = (desk("", USUAL), desk("", USUAL));
    one.infog(["ticket", "import", "-"]).stdin(LINE).run();
    one.infog(["ticket", "edit", "42", "--title", "Écran noir"]).any_remarks().run();
    one.infog(["ticket", "correct", "42", "2", "--at", "2026-02-09 09:05", "--reason", "mal noté"]).any_remarks().run();
    one.infog(["ticket", "log", "42", "--minutes", "30", "--on-site"]).any_remarks().run();
    one.infog(["ticket", "link", "42", "--to", "42"]).refused().run();
    let exported = one.infog(["ticket", "export"]).run().stdout;
    other.infog(["ticket", "import", "-"]).stdin(&exported).run();
    other.infog(["ticket", "export"]).stdout(&exported).run();
    let shown = |world: &World| world.infog(["ticket", "show", "42"]).json();
    assert_eq!(shown(&one), shown(&other));
    assert_eq!(one.infog(["ticket", "open", "x"]).json()["number"], 43);
}

#[test]
fn importing_again_changes_nothing() {
    let world = desk("", USUAL);
    world.infog(["ticket", "import", "-"]).stdin(LINE).run();
    world.infog(["ticket", "import", "-"]).stdin(LINE).has("0 tickets imported").unchanged().run();
    world.infog(["ticket", "import", "-", "--dry-run"]).stdin(LINE.replace("42", "43")).unchanged().run();
}

#[test]
fn one_bad_line_and_nothing_is_imported() {
    let world = desk("", USUAL);
    for (from, to, said) in [
        ("\"acme\"", "\"acmi\"", "did you mean `acme`?"),
        ("\"N2\"", "\"N7\"", "has no severity `N7`"),
        ("ACME-1", "ACME-2", "has no contract `ACME-2`"),
        ("incident", "incidant", "did you mean `incident`?"),
        ("\"resolved\"", "\"resolvd\"", "did you mean `resolved`?"),
        ("\"title\"", "\"titel\"", "unknown key `titel`"),
        ("T09:00:00", "T07:00:00", "before its opening"),
        ("2026-02-12T", "2027-02-12T", "in the future"),
        ("+01:00\",\"type\":\"paused\"", "\",\"type\":\"paused\"", "no instant with its offset"),
        ("\"type\":\"acknowledged\"", "\"type\":\"resumed\"", "it is not paused"),
        ("[],\"channel", "[\"PC-9\"],\"channel", "no asset `PC-9`"),
        ("}]}", "}]", "standard input:2"),
    ] {
        let bad = format!("{}\n{}\n", LINE.replace("42", "41"), LINE.replace(from, to));
        let run = world.infog(["ticket", "import", "-"]).stdin(bad).refused();
        run.says("standard input:2").says(said).says("nothing was imported").unchanged().run();
    }
    let twice = format!("{LINE}\n{LINE}\n");
    world.infog(["ticket", "import", "-"]).stdin(twice).refused().says("standard input:2").unchanged().run();
    world.infog(["ticket", "import", "-"]).refused().says("nothing came from standard input").unchanged().run();
}
