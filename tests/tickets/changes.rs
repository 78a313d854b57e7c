//! Problems and their incidents, changes and what they may not go without.

use serde_json::json;

use super::{JUNE_END, TERMS, USUAL, desk, numbers, types};
use crate::harness::World;

const PLAN: [&str; 8] = [
    "--window-from",
    "2026-07-04 22:00",
    "--window-to",
    "2026-07-05 02:00",
    "--downtime",
    "90",
    "--way-back",
    "Instantané de la VM, vingt minutes",
];

fn opened(world: &World, title: &str, words: &[&str]) -> serde_json::Value {
    let line = ["ticket", "open", title, "--client", "acme"].into_iter().chain(words.iter().copied());
    world.infog(line).any_remarks().json()
}

fn planned(world: &World) {
    opened(world, "ERP 12", &[&["--kind", "change"], &PLAN[..]].concat());
}

#[test]
fn a_planned_change_needs_its_test_to_be_deployed_and_a_document_to_be_closed() {
    let world = desk("", USUAL);
    planned(&world);
    let ticket = |verb: &str, words: &[&str]| world.infog(["ticket", verb, "1"].iter().chain(words).copied());
    ticket("deploy", &[]).refused().says("its test is not recorded").says("infog ticket test 1").unchanged().run();
    ticket("resolve", &[]).refused().says("its test is not recorded").unchanged().run();
    ticket("test", &["--failed", "Imprimante muette"]).run();
    ticket("deploy", &[]).refused().says("its last test failed").unchanged().run();
    ticket("test", &["Sur SRV-TEST par Marc"]).run();
    ticket("deploy", &[]).says("outside its window").run();
    ticket("deploy", &[]).refused().says("it was deployed at 2026-07-01T09:00:00+02:00").unchanged().run();
    ticket("resolve", &[]).run();
    ticket("close", &[]).refused().says("no document is named").says("infog ticket document 1").unchanged().run();
    ticket("document", &["PROC-2026-14"]).run();
    ticket("close", &[]).run();
    let shown = ticket("show", &[]).json();
    let change = &shown["change"];
    assert_eq!(change["window_from"], "2026-07-04T22:00:00+02:00");
    assert_eq!(change["way_back"], "Instantané de la VM, vingt minutes");
    assert_eq!((&change["test"]["result"], &change["documents"]), (&json!("passed"), &json!(["PROC-2026-14"])));
    let page = world.infog(["ticket", "show", "1", "--lang", "fr"]);
    page.has("Créneau").has("1 h 30").has("testé avec succès").has("Retour arrière").run();
}

#[test]
fn a_waiver_says_who_answers_for_it() {
    let world = desk("", USUAL);
    planned(&world);
    world.infog(["ticket", "test", "1", "--waive", ""]).refused().says("record of the test is empty").unchanged().run();
    world.infog(["ticket", "test", "1", "--waive", "Mme Weber, mail du 3 mars"]).run();
    world.infog(["ticket", "deploy", "1"]).any_remarks().run();
    world.infog(["ticket", "show", "1"]).has("Mme Weber").run();
}

#[test]
fn other_changes_are_left_alone_unless_the_contract_asks() {
    let free = desk("", USUAL);
    opened(&free, "Mot de passe", &["--kind", "change"]);
    free.infog(["ticket", "resolve", "1"]).run();
    free.infog(["ticket", "close", "1"]).run();

    let strict = desk("", &format!("{USUAL}\n[change]\ntested = true\ndocumented = true\n"));
    opened(&strict, "Mot de passe", &["--kind", "change"]);
    opened(&strict, "Souris", &[]);
    strict.infog(["ticket", "resolve", "1"]).refused().says("its test is not recorded").unchanged().run();
    strict.infog(["ticket", "test", "1", "--waive", "sans objet"]).run();
    strict.infog(["ticket", "resolve", "1", "2"]).run();
    strict.infog(["ticket", "close", "1"]).refused().says("no document").unchanged().run();
    strict.infog(["ticket", "close", "2"]).run();
    let bad = format!("{TERMS}\n[change]\nwatch_days = 0\n");
    strict.infog(["contract", "check", "-"]).stdin(bad).refused().says("watch_days").run();
}

#[test]
fn a_plan_is_whole_sensible_and_of_a_change() {
    let world = desk("", USUAL);
    let refused = |words: &[&str], status: i32, said: &str| {
        let line = ["ticket", "open", "x", "--client", "acme"].iter().chain(words).copied();
        world.infog(line).status(status).says(said).unchanged().run();
    };
    refused(&PLAN, 2, "give `--kind change` with it");
    refused(&["--kind", "change", "--downtime", "5"], 2, "`--window-from` is missing");
    refused(&[&["--kind", "change"], &PLAN[..6]].concat(), 2, "`--way-back` is missing");
    let mut backwards = [&["--kind", "change"], &PLAN[..]].concat();
    backwards[5] = "2026-07-04 21:00";
    refused(&backwards, 1, "the window ends before it begins");
    let mut long = [&["--kind", "change"], &PLAN[..]].concat();
    long[7] = "241";
    refused(&long, 1, "241 minutes of downtime are more than the window holds, 240");
    opened(&world, "x", &[]);
    world.infog(["ticket", "edit", "1", "--downtime", "5"]).status(2).says("is missing").unchanged().run();
    let plan = ["ticket", "edit", "1"].iter().chain(&PLAN).copied();
    world.infog(plan).refused().says("it is of kind `incident`, no change").unchanged().run();
    for verb in [&["deploy", "1"][..], &["test", "1", "x"], &["document", "1", "D"]] {
        world.infog(["ticket"].iter().chain(verb).copied()).refused().says("no change").unchanged().run();
    }
}

#[test]
fn a_plan_is_edited_part_by_part_and_both_stay_visible() {
    let world = desk("", USUAL);
    planned(&world);
    world.infog(["ticket", "edit", "1", "--window-from", "2026-07-05 00:30", "--downtime", "30"]).run();
    let shown = world.infog(["ticket", "show", "1"]).json();
    assert_eq!(shown["change"]["window_from"], "2026-07-05T00:30:00+02:00");
    assert_eq!(shown["change"]["window_to"], "2026-07-05T02:00:00+02:00");
    assert_eq!(shown["change"]["downtime_minutes"], 30);
    assert_eq!(types(&shown), ["opened", "change_planned", "change_planned"]);
}

#[test]
fn a_link_is_kept_on_both_sides_and_taken_back_on_both() {
    let world = desk("", USUAL);
    for _ in 0..2 {
        opened(&world, "VPN coupé", &[]);
    }
    opened(&world, "Pare-feu instable", &["--kind", "problem", "--causes", "1"]);
    world.infog(["ticket", "link", "3", "--to", "2"]).run();
    let links = |n: &str| world.infog(["ticket", "show", n]).json()["links"].clone();
    assert_eq!(links("3"), json!([{"to": 1, "as": "causes"}, {"to": 2, "as": "causes"}]));
    assert_eq!(
        (links("1"), links("2")),
        (json!([{"to": 3, "as": "caused-by"}]), json!([{"to": 3, "as": "caused-by"}]))
    );
    world.infog(["ticket", "link", "3", "--to", "2"]).refused().says("linked with #2 already").unchanged().run();
    world.infog(["ticket", "link", "2", "--to", "3"]).refused().says("already as `caused-by`").unchanged().run();
    world.infog(["ticket", "link", "3", "--to", "3"]).refused().says("itself").unchanged().run();
    world.infog(["ticket", "link", "3", "--to", "9"]).refused().says("there is no ticket #9").unchanged().run();
    world.infog(["ticket", "unlink", "3", "--to", "2"]).run();
    assert_eq!((links("2"), links("3")), (json!([]), json!([{"to": 1, "as": "causes"}])));
    world.infog(["ticket", "unlink", "3", "--to", "2"]).refused().says("it is not linked with #2").unchanged().run();
    let line = ["ticket", "open", "x", "--client", "acme", "--causes", "1"];
    world.infog(line).status(2).says("causes no incident").unchanged().run();
}

#[test]
fn incidents_that_come_again_are_proposed_with_the_command_that_takes_them_up() {
    let world = desk("", USUAL);
    for title in ["Messagerie lente", "La messagerie est lente", "Messagerie très lente", "Souris"] {
        opened(&world, title, &[]);
    }
    let found = world.infog(["ticket", "candidates"]).json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!((&found[0]["words"], &found[0]["unexplained"]), (&json!(["lente", "messagerie"]), &json!([1, 2, 3])));
    let command = found[0]["command"].as_str().unwrap().to_owned();
    let told = world.shell("here", &command).output().unwrap();
    assert!(told.status.success(), "{command}: {}", String::from_utf8_lossy(&told.stderr));
    assert_eq!(world.infog(["ticket", "candidates"]).json(), json!([]));
    opened(&world, "Messagerie encore lente", &[]);
    let again = world.infog(["ticket", "candidates"]).json();
    assert_eq!((&again[0]["problem"], &again[0]["command"]), (&json!(5), &json!("infog ticket link 5 --to 6")));
    world.infog(["ticket", "candidates", "--lang", "fr"]).has("4 incidents qui disent").has("#5 en explique").run();
    world.infog(["ticket", "candidates", "--days", "0"]).status(2).says("--days").run();
}

#[test]
fn the_month_tells_changes_without_incident_and_problems_that_are_open() {
    let world = desk("", USUAL);
    let at = |line: &[&str], at: &str| {
        world.infog(line.iter().copied().chain(["--at", at])).now(JUNE_END).any_remarks().run();
    };
    at(&["ticket", "open", "ERP 12", "--kind", "change"], "2026-06-02 09:00");
    at(&["ticket", "open", "Antivirus", "--kind", "change"], "2026-06-02 09:10");
    at(&["ticket", "deploy", "1"], "2026-06-03 20:00");
    at(&["ticket", "deploy", "2"], "2026-06-04 20:00");
    at(&["ticket", "open", "ERP muet"], "2026-06-05 09:00");
    at(&["ticket", "link", "1", "--to", "3"], "2026-06-05 11:00");
    at(&["ticket", "open", "Pare-feu instable", "--kind", "problem", "--causes", "3"], "2026-06-08 09:00");
    at(&["ticket", "open", "Souris"], "2026-06-09 09:00");
    let month = ["report", "sla", "--client", "acme", "--month", "2026-06"];
    let report = world.infog(month).now(JUNE_END).json();
    assert_eq!(report["changes"]["without_incident"], json!({"count": 1, "of": 2, "rate": 0.5}));
    assert_eq!(report["changes"]["done"][0]["incidents"], json!([3]));
    assert_eq!(report["problems"]["open"][0]["ticket"], 4);
    assert_eq!(report["problems"]["recurrent"], json!({"count": 1, "of": 2, "rate": 0.5}));
    world.infog(month).var("INFOG_LANG", "fr").now(JUNE_END).has("Changements sans incident").has("1 sur 2").run();
    let document = ["report", "monthly", "--client", "acme", "--month", "2026-06"];
    world.infog(document).var("INFOG_LANG", "fr").now(JUNE_END).has("Changements sans incident").has("ERP 12").run();
    let may = ["report", "monthly", "--client", "acme", "--month", "2026-05"];
    let told = world.infog(may).now(JUNE_END).run().stdout;
    assert!(!told.contains("Changes without"), "{told}");
    // what is found in July is told in July, and June stays as it was
    world
        .infog(["ticket", "link", "2", "--to", "5", "--at", "2026-07-02 09:00"])
        .now("2026-07-20T09:00:00+02:00")
        .run();
    let june = world.infog(month).now("2026-08-02T09:00:00+02:00").json();
    assert_eq!(june["changes"]["without_incident"]["count"], 1);
    let july = ["report", "sla", "--client", "acme", "--month", "2026-07"];
    let july = world.infog(july).now("2026-08-02T09:00:00+02:00").json();
    assert_eq!(july["changes"]["found_later"], json!([{"change": 2, "incident": 5}]));
    assert_eq!(july["changes"]["without_incident"], json!({"count": 0, "of": 0, "rate": null}));
}

#[test]
fn changes_go_out_and_come_back_by_lines() {
    let world = desk("", USUAL);
    planned(&world);
    world.infog(["ticket", "test", "1", "Sur la maquette"]).run();
    world.infog(["ticket", "document", "1", "PROC-14"]).run();
    let lines = world.infog(["ticket", "export"]).run().stdout;
    let other = desk("", USUAL);
    other.infog(["ticket", "import", "-"]).stdin(&lines).any_remarks().run();
    assert_eq!(other.infog(["ticket", "export"]).run().stdout, lines);
    assert_eq!(numbers(&other.infog(["ticket", "list"]).json()), [1]);
}

#[test]
fn what_was_recorded_of_a_change_is_taken_back_step_by_step() {
    let world = desk("", USUAL);
    planned(&world);
    opened(&world, "ERP muet", &[]);
    let change = || world.infog(["ticket", "show", "1"]).json();
    let undo = || world.infog(["undo"]).any_remarks().run();
    world.infog(["ticket", "test", "1", "Sur la maquette"]).run();
    world.infog(["ticket", "document", "1", "PROC-14"]).run();
    world.infog(["ticket", "deploy", "1"]).any_remarks().run();
    world.infog(["ticket", "link", "1", "--to", "2"]).run();
    undo();
    assert_eq!((&change()["links"], &world.infog(["ticket", "show", "2"]).json()["links"]), (&json!([]), &json!([])));
    undo();
    assert_eq!(change()["change"]["deployed_at"], json!(null));
    undo();
    assert_eq!(change()["change"]["documents"], json!([]));
    undo();
    world.infog(["ticket", "deploy", "1"]).refused().says("its test is not recorded").unchanged().run();
}

#[test]
fn a_document_is_named_in_one_word() {
    let world = desk("", USUAL);
    planned(&world);
    let spoken = ["ticket", "document", "1", "Compte rendu de Mme Weber"];
    world.infog(spoken).refused().says("holds a blank").says("PROC-2026-014").unchanged().run();
}
