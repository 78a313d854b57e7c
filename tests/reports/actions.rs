//! Recommendations and actions: added, followed, ended; each wrong one refused.

use serde_json::{Value, json};

use crate::harness::World;

fn world() -> World {
    let world = World::ried();
    let words = ["action", "add", "Remplacer l'onduleur", "--client", "RIED", "--owner", "M. Weber", "--due"];
    world
        .infog(words.into_iter().chain(["2026-07-15"]))
        .says("for that of 2026-06 too, say `--at \"2026-06-30 18:00\"`")
        .has("1")
        .run();
    world.infog(["action", "add", "Séparer le Wi-Fi", "--recommendation", "--at", "2026-06-28 18:00"]).run();
    world
}

fn states(all: &Value) -> Vec<Value> {
    let line = |l: &Value| json!([l["number"], l["kind"], l["state"], l["owner"], l["due"]]);
    all.as_array().expect("a list").iter().map(line).collect()
}

#[test]
fn actions_are_listed_until_they_end_the_most_urgent_first() {
    let world = world();
    let open = world.infog(["action", "list", "--client", "ried"]).json();
    let weber = json!([1, "action", "open", "M. Weber", "2026-07-15"]);
    assert_eq!(states(&open), [weber, json!([2, "recommendation", "open", null, null])]);
    let late = world.infog(["action", "list", "--overdue", "--now", "2026-07-16T08:00:00+02:00"]).json();
    assert_eq!(states(&late), [json!([1, "action", "overdue", "M. Weber", "2026-07-15"])]);
    world.infog(["action", "done", "1", "--note", "facture 114"]).run();
    world.infog(["action", "drop", "2", "--reason", "le client garde son réseau"]).run();
    world.infog(["action", "list"]).has("No recommendation or action is open").run();
    let all = world.infog(["action", "list", "--all"]).json();
    assert_eq!(all[0]["note"], "facture 114");
    assert_eq!(all[1]["state"], "dropped");
    world.infog(["action", "list", "--all", "--lang", "fr"]).has("abandonnée").has("facture 114").run();
}

#[test]
fn a_recommendation_that_is_decided_gets_an_owner_and_a_day() {
    let world = world();
    world.infog(["action", "edit", "2", "--decided"]).refused().says("an action has an owner").unchanged().run();
    let decided = ["action", "edit", "2", "--decided", "--owner", "Léa", "--due", "2026-09-15"];
    let line = world.infog(decided).json();
    assert_eq!((&line["kind"], &line["text"]), (&json!("action"), &json!("Séparer le Wi-Fi")));
    world.infog(decided).refused().says("action 2 is like that already").unchanged().run();
    let owned = world.infog(["action", "list", "--owner", "lea"]).json();
    assert_eq!(owned.as_array().map(Vec::len), Some(1), "compared without accents and case");
}

#[test]
fn what_cannot_be_an_action_is_refused_and_nothing_is_written() {
    let world = world();
    let refused = |words: &[&str], says: &str| {
        world.infog(["action"].iter().chain(words)).refused().says(says).unchanged().run();
    };
    refused(&["add", "Sans responsable", "--due", "2026-08-01"], "--owner NAME");
    refused(&["add", "Sans date", "--owner", "Léa"], "--due DATE");
    refused(&["add", " ", "--recommendation"], "the text of the action is empty");
    refused(&["add", "X", "--owner", "Léa", "--due", "2026-02-30"], "2026-02-30");
    refused(&["add", "X", "--recommendation", "--contract", "RIED-2024"], "did you mean `RIED-2025`?");
    refused(&["add", "X", "--recommendation", "--ticket", "7"], "there is no ticket #7");
    refused(&["add", "X", "--recommendation", "--client", "reid"], "did you mean `ried`?");
    refused(&["done", "9"], "there is no action 9");
    refused(&["done", "1", "9"], "there is no action 9");
    refused(&["done", "1", "--at", "2026-06-01 10:00"], "before action 1 began");
    world.infog(["action", "done", "1"]).run();
    refused(&["done", "1"], "action 1: it was done already");
    refused(&["edit", "1", "--owner", "Léa"], "it was done already");
}

/// A report of a month that was over before says nothing of the end.
#[test]
fn an_end_that_had_not_come_is_in_no_report_of_before() {
    let world = world();
    world.infog(["action", "done", "2", "--note", "fait en juillet"]).run();
    let june = ["report", "monthly", "--client", "ried", "--month", "2026-06"];
    world.infog(june).has("Séparer le Wi-Fi").lacks("fait en juillet").any_remarks().run();
}
