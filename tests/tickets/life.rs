//! The life of a ticket: what may follow, what is mended, what is found again.

use super::{JUNE_END, Story, USUAL, clock, desk, numbers};
use crate::harness::World;

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
    refused(&["close", "1"], "`infog ticket reopen 1`");
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
    world.infog(["ticket", "show", "2"]).has("caused by #1").run();
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
fn a_reason_that_stops_nothing_names_those_that_do_and_the_one_that_was_meant() {
    let world = desk("pauses = [\"waiting-client\", \"no-site-access\"]", USUAL);
    Story::opened(&world, "2026-06-01 09:00", &[]);
    let pause = |reason: &str| {
        let line = ["ticket", "pause", "1", "--reason", reason, "--at", "2026-06-01 10:00"];
        world.infog(line).now(JUNE_END)
    };
    let stopping = "reasons that stop clocks under ACME-1: `waiting-client`, `no-site-access`";
    pause("no-site-acces").says("did you mean `no-site-access`?").says(stopping).run();
    pause("waiting_client").says("did you mean `waiting-client`?").says(stopping).run();
    let said = pause("scheduled").says(stopping).run().stderr;
    assert!(!said.contains("did you mean"), "{said}");
}

#[test]
fn the_receipt_of_a_pause_tells_the_clocks_that_it_stopped() {
    let targets = format!("{USUAL}workaround = \"6h working\"\n");
    let world = desk("", &targets);
    Story::opened(&world, "2026-06-01 09:00", &["--ack"]);
    let pause = ["ticket", "pause", "1", "--reason", "waiting-client", "--at", "2026-06-01 10:00"];
    let run = world.infog(pause).now("2026-06-01T10:00:00+02:00").word("--lang").word("en");
    run.has("Workaround").has("Resolution: paused").run();
}

#[test]
fn me_is_whoever_acts() {
    let world = World::ried();
    let who = |number: &str| world.infog(["ticket", "show", number]).any_remarks().json()["assignee"].clone();
    world.infog(["ticket", "open", "x", "--assignee", "me"]).any_remarks().run();
    assert_eq!(who("1"), "lea");
    world.infog(["ticket", "assign", "1", "--to", "paul"]).run();
    world.infog(["ticket", "assign", "1", "--to", "ME"]).has("lea").run();
    assert_eq!(who("1"), "lea");
    world.infog(["ticket", "open", "y"]).any_remarks().run();
    world.infog(["ticket", "ack", "2", "--assignee", "me"]).run();
    assert_eq!(who("2"), "lea");
    assert_eq!(numbers(&world.infog(["ticket", "list", "--assignee", "me"]).any_remarks().json()).len(), 2);
}

#[test]
fn a_correction_tells_what_it_broke_as_a_resolution_does() {
    let world = desk("", USUAL);
    Story::opened(&world, "2026-06-01 12:00", &["--ack"]);
    let correct = ["ticket", "correct", "1", "1", "--at", "2026-06-01 09:00", "--reason", "mail"];
    world
        .infog(["ticket", "correct", "1", "2", "--at", "2026-06-01 14:00", "--reason", "x"])
        .now(JUNE_END)
        .any_remarks()
        .run();
    let run = world.infog(correct).now(JUNE_END).word("--lang").word("en");
    run.says("#1 Response: breached, 1h").says("`infog ticket reason 1").run();
}

#[test]
fn a_ticket_without_severity_says_how_it_gets_one() {
    let world = World::ried();
    world.infog(["ticket", "open", "x"]).any_remarks().run();
    world.infog(["ticket", "show", "1"]).has("`infog ticket severity 1 N2`").lacks("promises nothing").run();
    world.infog(["ticket", "severity", "1", "N2"]).any_remarks().run();
    world.infog(["ticket", "show", "1"]).lacks("infog ticket severity").run();
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
