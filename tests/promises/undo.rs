//! Changes taken back, and brought back: `infog undo`.

use rusqlite::types::Value as Sql;
use serde_json::{Value, json};

use super::tamper;
use crate::harness::{RIED_CONTRACT, World};

/// Rows of every table but the log, as text; versions that nobody may see any more are left out, and so is what counts
/// events.
pub(super) fn state(world: &World) -> Vec<(String, Vec<String>)> {
    let db = rusqlite::Connection::open(world.database()).expect("a database");
    let mut names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").expect("SQL");
    let names = names.query_map([], |row| row.get::<_, String>(0)).expect("rows").map(|name| name.expect("a name"));
    let log = ["event", "event_text", "chain", "counter", "asset_change", "meta", "sqlite_sequence", "ticket_word"];
    let kept: Vec<String> = names.filter(|name| !log.contains(&name.as_str())).collect();
    kept.into_iter().map(|name| (name.clone(), rows(&db, &name))).collect()
}

fn rows(db: &rusqlite::Connection, table: &str) -> Vec<String> {
    let only = if table.ends_with("_version") { " WHERE replaced_by IS NULL" } else { "" };
    let mut statement = db.prepare(&format!("SELECT * FROM {table}{only}")).expect("SQL");
    let unsaid = ["marks", "events", "source"];
    let columns: Vec<usize> = (0..statement.column_count())
        .filter(|at| !unsaid.contains(&statement.column_name(*at).expect("a name")))
        .collect();
    let row = |row: &rusqlite::Row<'_>| {
        columns.iter().map(|at| row.get::<_, Sql>(*at)).collect::<Result<Vec<_>, _>>().map(|row| format!("{row:?}"))
    };
    let mut found: Vec<String> = statement.query_map([], row).expect("rows").map(|row| row.expect("a row")).collect();
    found.sort();
    found
}

pub(super) fn ran(world: &World, words: &[&str]) {
    world.infog(words).any_remarks().run();
}

pub(super) fn last(world: &World) -> i64 {
    world.infog(["audit", "--limit", "1"]).any_remarks().json()[0]["change"].as_i64().expect("a number")
}

fn types(world: &World, number: u32) -> Vec<String> {
    let json = world.infog(["ticket", "show", &number.to_string()]).any_remarks().json();
    let events = json["events"].as_array().expect("events").clone();
    events.iter().map(|event| event["type"].as_str().expect("a type").to_owned()).collect()
}

#[test]
fn the_last_change_of_each_is_taken_back_and_brought_back() {
    let world = World::ried();
    let before = state(&world);
    world.infog(["client", "add", "lsy", "--name", "Lys"]).run();
    let added = last(&world);
    let after = state(&world);
    let dry = world.infog(["undo", "--dry-run"]).any_remarks().unchanged().json();
    assert_eq!((&dry["change"], &dry["undo"], &dry["dry_run"]), (&json!(added), &Value::Null, &json!(true)));
    assert_eq!(dry["taken_back"][0]["changes"][0]["after"], Value::Null);
    let done = world.infog(["undo"]).any_remarks().json();
    let undo = done["undo"].as_i64().expect("a number");
    assert_eq!((&done["change"], &done["taken_back"][0]["key"]), (&json!(added), &json!("lsy")));
    assert_eq!(state(&world), before);
    world.infog(["client", "show", "lsy"]).refused().run();
    world.infog(["undo", &added.to_string()]).refused().says("took it back already").unchanged().run();
    world.infog(["undo", &undo.to_string()]).says(&format!("change {undo} is taken back")).run();
    assert_eq!(state(&world), after);
    let told = world.infog(["audit", "--client", "lsy"]).any_remarks().json();
    let kinds: Vec<_> = told.as_array().expect("events").iter().map(|event| event["type"].clone()).collect();
    assert_eq!(kinds, ["added", "undone", "undone"]);
    assert_eq!(told[1]["undone_by"], told[2]["event"]);
    assert_eq!(told[0]["undone_by"], Value::Null);
    // somebody else has done nothing
    world.infog(["undo"]).var("INFOG_AS", "paul").refused().says("`paul` has recorded nothing").unchanged().run();
}

#[test]
fn changes_are_listed_and_named_wrongly_they_are_refused() {
    let world = World::ried();
    ran(&world, &["ticket", "open", "Poste bloqué", "--asset", "RIED-PC-01", "--severity", "N3", "--ack"]);
    ran(&world, &["undo"]);
    let listed = world.infog(["undo", "--list", "-n", "3"]).json();
    let listed = listed.as_array().expect("an array");
    assert_eq!((listed.len(), &listed[0]["is_undo"], &listed[0]["events"]), (3, &json!(true), &json!(2)));
    assert_eq!(listed[1]["subject"], "asset");
    world.infog(["undo", "--list", "--lang", "fr"]).has("défait").run();
    world.infog(["undo", "--list", "--format", "csv"]).has("change,recorded_at,by,about").run();
    world.infog(["undo", "--list"]).var("INFOG_AS", "paul").has("no change of yours").run();
    world.infog(["undo", "999"]).refused().says("there is no change 999; the last event is").unchanged().run();
    for words in [&["undo", "0"][..], &["undo", "x"], &["undo", "3", "--list"], &["undo", "--limit", "3"]] {
        world.infog(words).status(2).unchanged().run();
    }
}

#[test]
fn a_tickets_life_goes_on_as_if_the_event_had_never_been() {
    let world = World::ried();
    let at = |words: &[&str], now: &str| drop(world.infog(words).now(now).any_remarks().run());
    at(&["ticket", "open", "Poste bloqué", "--asset", "RIED-PC-01", "--severity", "N3"], "2026-06-02T09:00:00+02:00");
    at(&["ticket", "ack", "1"], "2026-06-02T09:30:00+02:00");
    let clocks = |now: &str| world.infog(["ticket", "show", "1"]).now(now).any_remarks().json()["clocks"].clone();
    let before = clocks("2026-06-05T09:00:00+02:00");
    at(&["ticket", "resolve", "1"], "2026-06-02T10:00:00+02:00");
    at(&["undo"], "2026-06-02T10:05:00+02:00");
    assert_eq!(clocks("2026-06-05T09:00:00+02:00"), before);
    assert_eq!(types(&world, 1), ["opened", "acknowledged", "resolved", "undone"]);
    let show = world.infog(["ticket", "show", "1"]).any_remarks().json();
    assert_eq!(
        (&show["status"], &show["events"][2]["undone_by"], &show["events"][3]["of"]),
        (&json!("acknowledged"), &json!(4), &json!(3))
    );
    world.infog(["ticket", "show", "1"]).any_remarks().has("taken back by event 4").run();
    at(&["ticket", "pause", "1", "--reason", "waiting-client"], "2026-06-02T10:10:00+02:00");
    let pause = last(&world);
    at(&["ticket", "resume", "1"], "2026-06-02T10:20:00+02:00");
    let resume = last(&world);
    let run = world.infog(["undo", &pause.to_string()]).refused().unchanged();
    run.says("a later change depends on it").says(&format!("change {resume}: ticket #1: resumed, by lea")).run();
    let opened = pause - 4;
    let run = world.infog(["undo", &opened.to_string()]).refused().unchanged();
    run.says("later changes depend on it").says("acknowledged").says("`infog undo").run();
}

#[test]
fn a_ticket_that_was_never_to_be_leaves_its_number_and_its_events() {
    let world = World::ried();
    let before = state(&world);
    ran(&world, &["ticket", "open", "Poste bloqué", "--asset", "RIED-PC-01", "--severity", "N3", "--ack"]);
    let opened = last(&world);
    world.infog(["undo"]).any_remarks().has("ticket #1").run();
    assert_eq!(state(&world), before);
    world.infog(["ticket", "show", "1"]).refused().says("ticket #1 was taken back").unchanged().run();
    world.infog(["ticket", "note", "1", "x"]).refused().says("was taken back").unchanged().run();
    world.infog(["audit", "--ticket", "1"]).has("taken back by event").run();
    let line = r#"{"number":1,"client":"ried","kind":"incident","title":"x","opened_at":"2026-06-02T09:00:00+02:00"}"#;
    world.infog(["ticket", "import", "-"]).stdin(line).refused().says("a ticket that was taken back").run();
    ran(&world, &["ticket", "open", "Autre", "--asset", "RIED-PC-01", "--severity", "N3"]);
    world.infog(["ticket", "show", "2"]).any_remarks().has("Autre").run();
    let number = |world: &World| world.infog(["ticket", "search", "bloqué"]).any_remarks().json();
    assert_eq!(number(&world), json!([]));
    let undo = opened + 2;
    world.infog(["undo", &undo.to_string()]).any_remarks().run();
    assert_eq!(number(&world)[0]["number"], 1);
    assert_eq!(world.infog(["ticket", "show", "1"]).any_remarks().json()["status"], "acknowledged");
}

#[test]
fn an_import_is_taken_back_whole_unless_something_was_built_on_it() {
    let world = World::ried();
    let before = state(&world);
    let file = "client,tag,kind,serial,label\nried,RIED-PC-01,workstation,SN-0009,Autre\nried,RIED-PC-09,laptop,SN-0002,Neuf\n";
    world.infog(["asset", "import", "-"]).stdin(file).any_remarks().run();
    let (import, after) = (last(&world), state(&world));
    ran(&world, &["ticket", "open", "Panne", "--asset", "RIED-PC-09", "--severity", "N3"]);
    let run = world.infog(["undo", &import.to_string()]).refused().unchanged();
    run.says("a later change depends on it").says("ticket #1: opened").run();
    ran(&world, &["undo"]);
    let dry = world.infog(["undo", "--dry-run"]).any_remarks().unchanged().json();
    assert_eq!((&dry["change"], &dry["taken_back"][0]["assets_changed"]), (&json!(import), &json!(2)));
    ran(&world, &["undo"]);
    assert_eq!(state(&world), before);
    world.infog(["asset", "show", "RIED-PC-09"]).refused().run();
    world.infog(["asset", "history", "RIED-PC-01"]).has("undo").run();
    ran(&world, &["undo", &last(&world).to_string()]);
    assert_eq!(state(&world), after);
    // the same file again changes nothing, and says so
    world.infog(["asset", "import", "-"]).stdin(file).any_remarks().run();
    assert_eq!(state(&world), after);
}

#[test]
fn a_version_is_taken_back_until_a_ticket_was_opened_under_it() {
    let world = World::ried();
    let before = state(&world);
    let amended = RIED_CONTRACT
        .replace("ref = \"RIED-2025\"", "ref = \"RIED-2025\"\namendment = 1")
        .replace("effective_on = \"2025-07-01\"", "effective_on = \"2026-01-01\"");
    world.infog(["contract", "apply", "-"]).stdin(&amended).any_remarks().run();
    let (applied, after) = (last(&world), state(&world));
    ran(&world, &["undo"]);
    assert_eq!(state(&world), before);
    ran(&world, &["undo", &last(&world).to_string()]);
    assert_eq!(state(&world), after);
    ran(&world, &["ticket", "open", "Panne", "--asset", "RIED-PC-01", "--severity", "N3"]);
    let run = world.infog(["undo", &applied.to_string()]).refused().unchanged();
    run.says("a later change depends on it").says("ticket #1").run();
    // the calendar carries contract and ticket; the client all of it
    let calendar = world.infog(["audit", "--limit", "0"]).json();
    let first = |subject: &str| {
        let events = calendar.as_array().expect("events").iter();
        events
            .clone()
            .find(|event| event["subject"] == subject)
            .and_then(|event| event["change"].as_i64())
            .expect("one")
    };
    let run = world.infog(["undo", &first("calendar").to_string()]).refused().unchanged();
    run.says("contract ried-2025: applied").says("ticket #1: opened").run();
    let run = world.infog(["undo", &first("client").to_string()]).refused().unchanged();
    run.says("contract ried-2025: applied").says("assets of ried: imported").run();
}

#[test]
fn what_is_done_or_erased_stays_and_says_so() {
    let world = World::ried();
    let add = ["licence", "add", "M365", "--client", "ried", "--product", "Suite", "--seats", "2", "--perpetual"];
    world.infog(add.iter().chain(&["--key", "XQ7P2-9K4TD-8M3WX"])).any_remarks().run();
    ran(&world, &["licence", "show", "M365", "--show-key"]);
    let shown = last(&world);
    let run = world.infog(["undo", &shown.to_string()]).refused().unchanged();
    run.says("tells what was done and stays so").run();
    ran(&world, &["contact", "add", "Mme Weber", "--client", "ried"]);
    let contact = last(&world);
    tamper(&world, "UPDATE event_text SET body = NULL, salt = NULL");
    world.infog(["undo", &contact.to_string()]).refused().says("was erased").unchanged().run();
}

#[test]
fn a_closed_month_is_never_skipped_and_says_how_it_is_opened_again() {
    let world = World::ried();
    ran(&world, &["report", "close", "--client", "ried", "--month", "2026-05"]);
    let closed = last(&world);
    let reopen = "`infog report close --client ried --month 2026-05 --reopen --reason TEXT`";
    let said = world.infog(["undo"]).refused().unchanged().says(reopen).says("`infog undo --list`").run().stderr;
    assert!(said.contains(&format!("change {closed} (")) && !said.contains(&format!("event {closed}")), "{said}");
    assert_eq!(said.matches("by lea").count(), 1, "told once: {said}");
    let named = world.infog(["undo", &closed.to_string()]).refused().unchanged();
    named.says(reopen).says("cannot be taken back: it tells what was done and stays so").run();
    let listed = world.infog(["undo", "--list", "-n", "2"]).json();
    assert_eq!((&listed[0]["change"], &listed[0]["can_be_undone"]), (&json!(closed), &json!(false)));
    assert_eq!(listed[1]["can_be_undone"], json!(true));
    world.infog(["undo", "--list"]).has("(cannot be taken back)").run();
    world.infog(["undo", "--list", "--lang", "fr"]).has("(ne peut pas être défait)").run();
    ran(&world, &["report", "close", "--client", "ried", "--month", "2026-05", "--reopen", "--reason", "oubli"]);
    world.infog(["undo"]).refused().unchanged().says("`infog report close --client ried --month 2026-05`").run();
    ran(&world, &["undo", &(closed - 1).to_string()]);
}

#[test]
fn the_line_that_takes_back_what_depends_works_as_it_is_told() {
    let world = World::ried();
    let before = state(&world);
    let opened = last(&world) + 1;
    ran(&world, &["ticket", "open", "Poste bloqué", "--asset", "RIED-PC-01", "--severity", "N3", "--at", "-3h"]);
    ran(&world, &["ticket", "ack", "1", "--at", "-2h"]);
    ran(&world, &["ticket", "pause", "1", "--reason", "waiting-client", "--at", "-1h"]);
    ran(&world, &["ticket", "correct", "1", "3", "--at", "-50m", "--reason", "mail"]);
    ran(&world, &["ticket", "resume", "1"]);
    let said = world.infog(["undo", &opened.to_string()]).refused().unchanged().run().stderr;
    let line = said.split("in this order: `").nth(1).and_then(|rest| rest.split('`').next()).expect("a line");
    let commands: Vec<&str> = line.split(" && ").collect();
    assert_eq!(commands.len(), 5, "{said}");
    assert_eq!(commands.last(), Some(&format!("infog undo {opened}").as_str()));
    for command in commands {
        ran(&world, &command.split(' ').skip(1).collect::<Vec<_>>());
    }
    assert_eq!(state(&world), before);
}

/// One of each kind of change, on whatever stands there.
const CHANGES: [&[&str]; 34] = [
    &["client", "edit", "ried", "--name", "Ried SA"],
    &["site", "add", "nord", "--name", "Nord", "--client", "ried"],
    &["room", "add", "Baie", "--site", "nord"],
    &["contact", "add", "Weber", "--client", "ried", "--site", "nord"],
    &["contact", "edit", "Weber", "--name", "Klein"],
    &["asset", "edit", "RIED-PC-01", "--site", "nord", "--set", "serial=SN-9"],
    &["asset", "repair", "out", "RIED-PC-02", "--supplier", "Dell"],
    &["asset", "repair", "back", "RIED-PC-02"],
    &["asset", "update", "RIED-SRV-01", "--component", "os", "--to", "12"],
    &["asset", "target", "set", "os", "12", "--product", "Debian"],
    &["asset", "target", "set", "os", "13", "--product", "Debian"],
    &["asset", "campaign", "start", "un", "--client", "ried"],
    &["asset", "campaign", "accept", "un", "--by", "Weber"],
    &["licence", "add", "L-1", "--client", "ried", "--product", "Suite", "--seats", "2", "--perpetual"],
    &["licence", "assign", "L-1", "RIED-PC-01"],
    &["licence", "assign", "L-1", "--person", "Weber"],
    &["asset", "retire", "RIED-PC-01"],
    &["third-party", "add", "sage", "--name", "Sage"],
    &["third-party", "assign", "sage", "RIED-SRV-01"],
    &["authorisation", "add", "sage", "--client", "ried", "--granted-by", "Weber"],
    &["authorisation", "end", "1", "--reason", "over"],
    &["contract", "log", "RIED-2025", "--minutes", "90"],
    &["outage", "add", "--asset", "RIED-SRV-01", "--from", "2026-06-04 09:00"],
    &["outage", "end", "1", "--at", "2026-06-04 10:00"],
    &["outage", "remove", "1", "--reason", "twice"],
    &["call", "add", "--client", "ried", "--started", "2026-06-04 09:00", "--waited", "12"],
    &["ticket", "open", "Panne", "--asset", "RIED-SRV-01", "--severity", "N2"],
    &["ticket", "ack", "1"],
    &["ticket", "pause", "1", "--reason", "waiting-client"],
    &["ticket", "edit", "1", "--title", "Grande panne"],
    &["ticket", "resolve", "1"],
    &["ticket", "reopen", "1"],
    &["ticket", "cancel", "1", "--reason", "withdrawn"],
    &["client", "archive", "ried"],
];

#[test]
fn all_of_a_day_is_taken_back_and_brought_back() {
    let world = World::ried();
    let mut states = vec![state(&world)];
    let mut numbers = Vec::new();
    for words in CHANGES {
        ran(&world, words);
        numbers.push(last(&world));
        states.push(state(&world));
    }
    let whole = states.pop().expect("a state");
    for (number, before) in numbers.iter().zip(&states).rev() {
        ran(&world, &["undo", &number.to_string()]);
        assert_eq!(state(&world), *before, "change {number}");
    }
    let listed = world.infog(["undo", "--list", "--limit", "34"]).json();
    let undos: Vec<i64> = listed.as_array().expect("a list").iter().filter_map(|one| one["change"].as_i64()).collect();
    for number in undos {
        ran(&world, &["undo", &number.to_string()]);
    }
    assert_eq!(state(&world), whole);
    world.infog(["verify"]).has("Sound").run();
}

/// An asset that named a site before anybody added it does not hold the site, also where all was undone and done again.
#[test]
fn what_named_a_thing_before_it_was_there_does_not_hold_it() {
    let world = World::ried();
    ran(&world, &["asset", "edit", "RIED-SRV-01", "--set", "site=est"]);
    let named = last(&world);
    ran(&world, &["site", "add", "est", "--name", "Est", "--client", "ried"]);
    let added = last(&world);
    let wanted = state(&world);
    ran(&world, &["undo", &added.to_string()]);
    let gone = last(&world);
    let mut undone = Vec::new();
    for change in [gone, added, named] {
        ran(&world, &["undo", &change.to_string()]);
        undone.push(last(&world));
    }
    for change in undone.iter().rev().take(2) {
        ran(&world, &["undo", &change.to_string()]);
    }
    assert_eq!(state(&world), wanted);
    ran(&world, &["undo", &undone[0].to_string()]);
    ran(&world, &["site", "add", "est", "--name", "Est", "--client", "ried"]);
    let again = last(&world).to_string();
    ran(&world, &["asset", "edit", "RIED-SRV-01", "--set", "label=Principal"]);
    ran(&world, &["undo", &again]);
    ran(&world, &["site", "add", "ouest", "--name", "Ouest", "--client", "ried"]);
    let added = last(&world).to_string();
    ran(&world, &["asset", "edit", "RIED-SRV-01", "--set", "site=ouest"]);
    world.infog(["undo", &added]).refused().says("a later change depends on it").unchanged().run();
}
