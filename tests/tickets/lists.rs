//! Lists, the board of deadlines, monitoring, explanations, import and export.

use super::{JUNE_END, Story, USUAL, clock, desk, numbers};
use crate::harness::World;

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

#[test]
fn a_list_shows_what_is_left_without_seconds_and_keeps_them_for_programs() {
    let world = desk("", USUAL);
    Story::opened(&world, "2026-06-03 11:00:56", &[]);
    let list = || world.infog(["ticket", "list", "--lang", "en"]).now(NOON);
    let text = list().any_remarks().run().stdout;
    assert!(text.contains("  3h 00m") && !text.contains("56s") && !text.contains(" working"), "{text}");
    let left = &list().any_remarks().json()[0]["clocks"][0]["left_s"];
    assert!(left.as_i64().is_some_and(|left| left % 60 != 0), "{left}");
}
