//! Opening: what it says, what it finds, how instants are read.

use serde_json::Value;

use super::{JUNE_END, Story, USUAL, clock, desk, metrics, numbers, types};
use crate::harness::World;

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
fn a_time_of_day_that_is_still_to_come_is_refused_with_both_days() {
    let world = World::ried();
    let open = |at: &str| world.infog(["ticket", "open", "x", "--at", at]);
    let refused = open("18h").refused().unchanged();
    refused.says("`18h`: 18:00 still lies ahead today; write `yesterday 18:00` or `today 18:00`").run();
    open("today 18:00").refused().says("is in the future").unchanged().run();
    assert_eq!(open("yesterday 18:00").any_remarks().json()["opened_at"], "2026-06-30T18:00:00+02:00");
    assert_eq!(open("08:30").any_remarks().json()["opened_at"], "2026-07-01T08:30:00+02:00");
}

#[test]
fn a_time_of_day_for_now_is_one_of_today_even_if_it_is_to_come() {
    let world = World::empty();
    let now = |typed: &str| {
        let words = ["calc", "due", "--calendar", "always", "--from", "now", "--within", "0m elapsed", "--tz", "UTC"];
        world.infog(words).now(typed).json()["due_at"].as_str().expect("an instant").to_owned()
    };
    let (morning, night) = (now("00:00"), now("23:59:59"));
    assert!(morning.ends_with("T00:00:00+00:00") || morning.ends_with("T00:00:00Z"), "{morning}");
    assert!(morning < night, "{morning} and {night} are of one day");
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
