//! Why commitments were broken: one code and a sentence a breach, shown where the breach is shown, added up in the report.

use super::{JUNE_END, Story, USUAL, clock, desk};
use crate::harness::World;

/// Response four hours late on the first, both late on the second, all kept on the third.
fn broken(world: &World) -> [Story<'_>; 3] {
    let first = Story::opened(world, "2026-06-01 09:00", &[]);
    first.then("ack", "2026-06-01 15:00", &[]).then("resolve", "2026-06-01 16:00", &[]);
    let second = Story::opened(world, "2026-06-02 09:00", &[]);
    second.then("resolve", "2026-06-04 10:00", &[]);
    let third = Story::opened(world, "2026-06-08 09:00", &[]);
    third.then("resolve", "2026-06-08 10:00", &[]);
    [first, second, third]
}

#[test]
fn a_reason_is_shown_wherever_its_breach_is_and_added_up() {
    let world = desk("", USUAL);
    let [first, second, _] = broken(&world);
    world.infog(["ticket", "reason", "1", "workload", "Deux arrêts maladie"]).now("2026-07-03T10:00:00+02:00").run();
    let words = ["ticket", "reason", "2", "supplier", "Pièce en retard", "--metric", "resolution"];
    world.infog(words).now("2026-07-03T10:00:00+02:00").run();

    let shown = first.clock("response", "2026-07-03T11:00:00+02:00");
    assert_eq!((&shown["reason"], &shown["because"]), (&"workload".into(), &"Deux arrêts maladie".into()));
    assert_eq!(second.clock("response", "2026-07-03T11:00:00+02:00")["reason"], serde_json::Value::Null);
    let late = "2026-07-03T11:00:00+02:00";
    world.infog(["ticket", "show", "1", "--lang", "fr"]).now(late).has("charge de travail").has("Deux arrêts").run();
    world.infog(["sla", "explain", "1", "--lang", "fr"]).now(late).has("charge de travail – Deux arrêts").run();
    let explained = world.infog(["sla", "explain", "2"]).now(late).json();
    assert_eq!(clock(&explained, "resolution")["because"], "Pièce en retard");

    let report = world.infog(["report", "sla", "--client", "acme", "--month", "2026-06"]).now(late).json();
    let reasons: Vec<_> = report["breaches"].as_array().unwrap().iter().map(|b| b["reason"].clone()).collect();
    assert_eq!(reasons, [serde_json::json!("workload"), serde_json::json!(null), serde_json::json!("supplier")]);
    assert_eq!(report["breaches"][0]["because"], "Deux arrêts maladie");
    let totals = report["breach_reasons"].as_array().unwrap();
    let seen: Vec<_> = totals.iter().map(|t| (t["reason"].clone(), t["count"].clone(), t["tickets"].clone())).collect();
    let one = |reason: &str, ticket: u64| (reason.into(), 1.into(), serde_json::json!([ticket]));
    assert_eq!(
        seen,
        [one("supplier", 2), one("workload", 1), (serde_json::Value::Null, 1.into(), serde_json::json!([2]))]
    );
    let page = ["report", "sla", "--client", "acme", "--month", "2026-06", "--lang", "fr", "--format", "md"];
    world.infog(page).now(late).has("Motifs des dépassements").has("sans motif").has("Pièce en retard").run();
    // as of the end of June nobody had said why yet
    let before = world.infog(["report", "sla", "--client", "acme", "--month", "2026-06"]).now(JUNE_END).json();
    assert_eq!(before["breaches"][0]["reason"], serde_json::Value::Null);
}

#[test]
fn the_last_word_holds_and_all_stay_in_the_log() {
    let world = desk("", USUAL);
    let [first, ..] = broken(&world);
    for (code, why) in [("workload", "Trop d'appels"), ("client", "Site fermé, en fait")] {
        world.infog(["ticket", "reason", "1", code, why]).now(JUNE_END).run();
    }
    assert_eq!(first.clock("response", JUNE_END)["reason"], "client");
    world.infog(["ticket", "show", "1"]).now(JUNE_END).has("Trop d'appels").has("Site fermé, en fait").run();
    let line = world.infog(["ticket", "export"]).now(JUNE_END).run().stdout;
    assert_eq!(line.matches("\"type\":\"breach_explained\",\"reason\":\"").count(), 2, "{line}");
}

#[test]
fn a_resolution_says_why_it_is_late_in_one_go() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-02 09:00", &[]);
    let kept = Story::opened(&world, "2026-06-04 09:00", &[]);
    let words = ["ticket", "resolve", "1", "2", "--breach-reason", "Third-Party", "--because", "Opérateur muet"];
    world.infog(words).now("2026-06-04T10:00:00+02:00").any_remarks().run();
    for metric in ["response", "resolution"] {
        assert_eq!(story.clock(metric, JUNE_END)["reason"], "third-party", "{metric}");
    }
    assert_eq!(kept.seen(JUNE_END)["events"].as_array().unwrap().len(), 2, "nothing is said of what was kept");
    world.infog(["ticket", "resolve", "1", "--because", "x"]).status(2).says("--breach-reason").unchanged().run();
}

#[test]
fn a_late_resolution_without_a_reason_names_the_way_to_give_it() {
    let world = desk("", USUAL);
    Story::opened(&world, "2026-06-02 09:00", &[]);
    let told = world.infog(["ticket", "resolve", "1"]).now("2026-06-04T10:00:00+02:00").any_remarks().run();
    assert!(told.stderr.contains("infog ticket reason 1 CODE"), "{}", told.stderr);
}

#[test]
fn what_is_not_broken_or_no_reason_is_refused() {
    let world = desk("", USUAL);
    broken(&world);
    let refused = |words: &[&str], said: &str| {
        let line = ["ticket", "reason"].iter().chain(words).copied();
        world.infog(line).now(JUNE_END).refused().says(said).unchanged().run();
    };
    refused(&["3", "client", "x"], "no commitment of ticket #3 is broken");
    refused(&["1", "client", "x", "--metric", "resolution"], "no commitment of resolution of ticket #1 is broken");
    refused(&["1", "workloat", "x"], "did you mean `workload`?");
    refused(&["1", "strike", "x"], "a contract adds its own with `[[breach_reason]]`");
    refused(&["1", "client", ""], "the sentence is empty");
    refused(&["9", "client", "x"], "there is no ticket #9");
    let late = ["ticket", "resolve", "1", "--breach-reason", "zzz", "--because", "x"];
    world.infog(late).now(JUNE_END).refused().unchanged().run();
}

#[test]
fn a_contract_adds_its_own_codes() {
    let own = "[[breach_reason]]\ncode = \"strike\"\nlabel = \"Grève des transports\"\n";
    let world = desk("", &format!("{USUAL}\n{own}"));
    broken(&world);
    world.infog(["ticket", "reason", "1", "strike", "RER B"]).now(JUNE_END).has("Grève des transports").run();
    let twice = format!("{}\n{own}{own}", super::TERMS);
    world.infog(["contract", "check", "-"]).stdin(twice).refused().says("`strike` is known already").run();
    let usual = format!("{}\n{}", super::TERMS, own.replace("strike", "workload"));
    world.infog(["contract", "check", "-"]).stdin(usual).refused().says("`workload` is known already").run();
}

#[test]
fn the_committee_reads_the_reasons_and_a_reason_is_taken_back() {
    let world = desk("", USUAL);
    let [first, ..] = broken(&world);
    world.infog(["ticket", "reason", "1", "workload", "Deux arrêts maladie"]).now(JUNE_END).run();
    let month = ["report", "monthly", "--client", "acme", "--month", "2026-06"];
    let document = world.infog(month).now(JUNE_END).json();
    assert_eq!(document["service"]["breach_reasons"][0]["reason"], "workload");
    let page = world.infog(month).var("INFOG_LANG", "fr").now(JUNE_END);
    page.has("Motifs des dépassements").has("charge de travail").has("sans motif").run();
    world.infog(["undo"]).now(JUNE_END).any_remarks().run();
    assert_eq!(first.clock("response", JUNE_END)["reason"], serde_json::Value::Null);
    let document = world.infog(month).now(JUNE_END).json();
    assert_eq!(document["service"]["breach_reasons"][0]["reason"], serde_json::Value::Null);
}
