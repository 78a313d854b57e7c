//! Personal data erased for good, without a figure that moves.

use super::tamper;
use crate::harness::{RIED_CONTRACT, World};

const NAME: &str = "Mme Œuvrard-Wéber";

/// Writes of her in every place that takes a text, and of others beside her.
fn world() -> World {
    let world = World::ried();
    let run = |words: &[&str], now: &str| {
        world.infog(words).now(now).any_remarks().run();
    };
    let spring = "2020-03-02T09:00:00+01:00";
    run(
        &["contact", "add", NAME, "--client", "ried", "--phone", "03 88 11 22 33", "--mail", "j.weber@ried.example"],
        spring,
    );
    run(&["contact", "edit", NAME, "--client", "ried", "--notes", "absente le mercredi"], spring);
    run(&["contact", "add", "M. Klein", "--client", "ried", "--notes", "remplace Mme Œuvrard-Wéber"], spring);
    run(&["site", "add", "nord", "--client", "ried", "--name", "Nord", "--access", "clé chez WEBER"], spring);
    run(&["asset", "edit", "RIED-PC-01", "--client", "ried", "--set", &format!("assigned_to={NAME}")], spring);
    run(&["asset", "edit", "RIED-PC-02", "--client", "ried", "--set", "assigned_to=M. Klein"], spring);
    run(&["asset", "edit", "RIED-PC-02", "--client", "ried", "--set", "label=Portable"], "2020-04-02T09:00:00+02:00");
    run(&["asset", "add", "M365", "--client", "ried", "--kind", "licence", "--set", "seats=5"], spring);
    run(&["licence", "assign", "M365", "--client", "ried", "--person", NAME], spring);
    run(&["licence", "assign", "M365", "--client", "ried", "--person", "M. Klein"], spring);
    run(&["licence", "release", "M365", "--client", "ried", "--person", "M. Klein"], "2020-05-04T09:00:00+02:00");
    let open = ["ticket", "open", "Écran de Mme Oeuvrard-Weber", "--client", "ried", "--severity", "N1", "--asset"];
    let said = ["--requester", NAME, "--description", "rappeler au 0388112233, ou j.weber@ried.example"];
    run(&[&open[..], &["RIED-SRV-01"], &said].concat(), "2026-05-04T08:30:00+02:00");
    run(&["ticket", "note", "1", "madame weber a rappelé"], "2026-05-04T09:30:00+02:00");
    run(&["ticket", "resolve", "1", "--text", "câble changé avec M. Klein"], "2026-05-04T10:30:00+02:00");
    let old = ["ticket", "open", "Souris de M. Klein", "--client", "ried", "--severity", "N2", "--asset", "RIED-PC-01"];
    run(&[&old[..], &["--requester", "M. Klein"]].concat(), "2026-02-02T08:30:00+01:00");
    run(&["ticket", "edit", "2", "--title", "Souris sans fil de M. Klein"], "2026-02-02T08:35:00+01:00");
    run(&["ticket", "pause", "2", "--reason", "waiting-client", "--text", "attend Klein"], "2026-02-02T09:30:00+01:00");
    run(&["ticket", "resume", "2"], "2026-02-03T09:30:00+01:00");
    run(&["ticket", "log", "2", "--minutes", "25"], "2026-02-03T10:00:00+01:00");
    run(&["ticket", "resolve", "2"], "2026-02-05T16:30:00+01:00");
    run(&["ticket", "close", "2"], "2026-02-05T16:40:00+01:00");
    run(
        &["asset", "campaign", "start", "initial", "--client", "ried", "--note", "avec Mme Weber"],
        "2026-05-05T08:00:00+02:00",
    );
    run(&["asset", "campaign", "accept", "initial", "--client", "ried", "--by", NAME], "2026-05-05T09:00:00+02:00");
    world
}

/// What is answered about the client, in the forms in which programs read it.
const ANSWERS: [&[&str]; 19] = [
    &["report", "sla", "--client", "ried", "--month", "2026-02", "--json"],
    &["report", "sla", "--client", "ried", "--month", "2026-05", "--json"],
    &["report", "sla", "--client", "ried", "--month", "2026-05", "--format", "csv"],
    &["report", "inventory", "--client", "ried", "--json"],
    &["report", "responsibility", "--client", "ried", "--json"],
    &["ticket", "list", "--all", "--json"],
    &["ticket", "show", "1", "--json"],
    &["ticket", "show", "2", "--json"],
    &["sla", "explain", "1", "--json"],
    &["sla", "explain", "2", "--json"],
    &["ticket", "export"],
    &["asset", "list", "--client", "ried", "--json"],
    &["asset", "show", "RIED-PC-01", "--json"],
    &["asset", "history", "RIED-PC-01", "--json"],
    &["licence", "show", "M365", "--client", "ried", "--json"],
    &["site", "show", "nord", "--json"],
    &["asset", "campaign", "show", "initial", "--client", "ried", "--json"],
    &["status", "--json"],
    &["sla", "due", "--json"],
];

fn answers(world: &World) -> Vec<String> {
    ANSWERS.iter().map(|words| world.infog(*words).status_any().run().stdout).collect()
}

/// Every file of the data folder, as bytes.
fn bytes(world: &World) -> Vec<u8> {
    let folder = std::fs::read_dir(world.path("data/infog")).expect("a folder").flatten();
    folder.flat_map(|entry| std::fs::read(entry.path()).expect("a file")).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_person_is_erased_from_the_file_and_no_figure_moves() {
    let world = world();
    let before = answers(&world);
    assert!(holds(&bytes(&world), "Wéber"));
    world.infog(["contact", "anonymise", NAME, "--client", "ried", "--yes"]).has("erased for good").run();
    let after = answers(&world);
    for ((words, before), after) in ANSWERS.iter().zip(&before).zip(&after) {
        let mut expected = before.clone();
        let ways =
            [NAME, "Mme Oeuvrard-Weber", "madame weber", "Mme Weber", "WEBER", "0388112233", "j.weber@ried.example"];
        for way in ways {
            expected = expected.replace(way, "Contact 1");
        }
        assert_eq!(after, &expected, "{words:?}");
    }
    let left = bytes(&world);
    for gone in [
        "Wéber",
        "Weber",
        "weber",
        "WEBER",
        "Œuvrard",
        "Oeuvrard",
        "oeuvrard",
        "03 88 11 22 33",
        "0388112233",
        "absente",
    ] {
        assert!(!holds(&left, gone), "{gone} is still in the file");
    }
    world.infog(["verify"]).has("Sound").run();
    world.infog(["contact", "list", "--client", "ried"]).lacks("Contact 1").has("Klein").run();
    world.infog(["contact", "show", "Contact 1"]).lacks("03 88").run();
    world.infog(["ticket", "search", "weber"]).status_any().run();
    let audit = world.infog(["audit", "--limit", "0"]).has("anonymised").lacks("Weber").lacks("Wéber").run();
    assert!(audit.stdout.contains("erased") && !audit.stdout.contains("texts_left"), "{}", audit.stdout);
    let again = world.infog(["contact", "anonymise", "1", "--yes"]).json();
    assert_eq!((&again["erased"]["contacts"], &again["file_clean"]), (&0.into(), &true.into()));
}

#[test]
fn a_closed_month_keeps_its_figures_without_the_person() {
    let world = world();
    let asked = ["action", "add", "Plan de Mme Oeuvrard-Weber", "--client", "ried", "--owner", NAME];
    world.infog([&asked[..], &["--due", "2026-06-15"]].concat()).now("2026-05-06T09:00:00+02:00").any_remarks().run();
    world.infog(["report", "close", "--client", "ried", "--month", "2026-05", "--yes"]).any_remarks().run();
    let month = |kind: &str| {
        let told = world.infog(["report", kind, "--client", "ried", "--month", "2026-05", "--json"]).any_remarks();
        told.run().stdout
    };
    let before = ["sla", "monthly"].map(month);
    assert!(before[1].contains("Mme Oeuvrard-Weber"), "{}", before[1]);
    world.infog(["contact", "anonymise", NAME, "--client", "ried", "--yes"]).run();
    for (told, before) in ["sla", "monthly"].map(month).iter().zip(before) {
        assert_eq!(*told, before.replace("Mme Oeuvrard-Weber", "Contact 1").replace(NAME, "Contact 1"));
    }
    assert!(!holds(&bytes(&world), "Oeuvrard"));
    world.infog(["verify"]).has("Sound").run();
    world.infog(["report", "close", "--client", "ried", "--show", "--month", "2026-05"]).any_remarks().run();
}

#[test]
fn what_is_too_old_is_erased_and_no_figure_moves() {
    let world = world();
    world.infog(["contact", "archive", NAME, "--client", "ried"]).now("2026-05-20T09:00:00+02:00").run();
    let before = answers(&world);
    // counted from 1 July: ticket 2 of February goes, ticket 1 of May and the open ones stay
    let told = world.infog(["purge", "--older-than", "3mo", "--dry-run"]).unchanged().json();
    assert_eq!(told["erased"]["tickets"], 1);
    assert_eq!(answers(&world), before);
    let told = world.infog(["purge", "--older-than", "3mo", "--client", "ried", "--yes"]).json();
    assert_eq!(
        (&told["erased"]["tickets"], &told["erased"]["contacts"], &told["file_clean"]),
        (&1.into(), &0.into(), &true.into())
    );
    let after = answers(&world);
    for index in [0, 1, 2, 3, 4, 8, 9, 17, 18] {
        let expected =
            before[index].replace("Souris sans fil de M. Klein", "\u{2014}").replace("Souris de M. Klein", "\u{2014}");
        assert_eq!(after[index], expected, "{:?}", ANSWERS[index]);
    }
    let left = bytes(&world);
    assert!(!holds(&left, "Souris") && !holds(&left, "attend Klein") && !holds(&left, "souris"));
    assert!(holds(&left, "Wéber"), "a contact that was archived in May stays");
    world.infog(["ticket", "show", "2"]).has("25 min").lacks("Klein").run();
    world.infog(["ticket", "search", "souris"]).has("no ticket").run();
    let seats =
        world.infog(["licence", "show", "M365", "--client", "ried", "--all", "--json"]).status_any().run().stdout;
    assert!(!seats.contains("Klein"), "{seats}");
    world.infog(["asset", "history", "RIED-PC-02"]).has("Label").run();
    world.infog(["purge", "--older-than", "1mo", "--yes"]).has("erased for good").run();
    assert!(!holds(&bytes(&world), "Œuvrard-Wéber"), "archived in May, and a month is over");
    world.infog(["purge", "--older-than", "1mo", "--yes"]).has("nothing to erase").run();
}

/// The change that made an asset has its text in common with the next one, which is erased here, and it is not.
#[test]
fn what_an_inventory_froze_outlives_the_words_that_came_after() {
    let world = World::ried();
    let run = |words: &[&str], now: &str| {
        world.infog(words).now(now).any_remarks().run();
    };
    let make = ["asset", "add", "RIED-NEUF", "--client", "ried", "--kind", "laptop", "--set", "assigned_to=M. Klein"];
    run(&make, "2020-03-02T09:00:00+01:00");
    run(&["asset", "campaign", "start", "initial", "--client", "ried"], "2020-03-03T09:00:00+01:00");
    let accept = ["asset", "campaign", "accept", "initial", "--client", "ried", "--by", "Weber"];
    run(&accept, "2020-03-03T10:00:00+01:00");
    run(&["asset", "edit", "RIED-NEUF", "--set", "assigned_to=M. Wolff"], "2020-04-02T09:00:00+02:00");
    run(&["asset", "edit", "RIED-NEUF", "--set", "assigned_to=Mme Roth"], "2020-05-02T09:00:00+02:00");
    let frozen = || world.infog(["asset", "campaign", "show", "initial", "--client", "ried"]).any_remarks().json();
    let before = frozen();
    world.infog(["purge", "--older-than", "1y", "--yes"]).has("erased for good").run();
    assert_eq!(frozen(), before);
    let history = world.infog(["asset", "history", "RIED-NEUF", "--json"]).run().stdout;
    assert!(history.contains("Klein") && history.contains("Roth") && !history.contains("Wolff"), "{history}");
    world.infog(["verify"]).has("Sound").run();
}

#[test]
fn nothing_is_erased_unless_somebody_agrees() {
    let world = world();
    let anonymise = |words: &[&str]| world.infog([&["contact", "anonymise"], words].concat());
    anonymise(&[NAME]).status(2).says("Erase Mme Œuvrard-Wéber for good").says("--yes").unchanged().run();
    anonymise(&["Mme Muller", "--yes"]).refused().says("there is no contact `Mme Muller`").unchanged().run();
    anonymise(&["99", "--yes"]).refused().says("there is no contact `99`").unchanged().run();
    world.infog(["client", "add", "lys", "--name", "Lys"]).run();
    anonymise(&["1", "--client", "lys", "--yes"]).refused().says("is of client `ried`").unchanged().run();
    let told = anonymise(&[NAME, "--dry-run"]).unchanged().json();
    assert_eq!(
        (&told["dry_run"], &told["erased"]["contacts"], &told["file_clean"]),
        (&true.into(), &1.into(), &serde_json::Value::Null)
    );
    world.infog(["purge", "--older-than", "10y"]).has("nothing to erase").run();
    world.infog(["purge", "--older-than", "1mo"]).status(2).says("--yes").unchanged().run();
    for bad in ["", "5", "-3y", "5m", "soon"] {
        let older = format!("--older-than={bad}");
        world.infog(["purge", &older, "--yes"]).status(2).says("is no age").unchanged().run();
    }
    world.infog(["purge", "--older-than", "1y", "--client", "rid", "--yes"]).refused().says("`ried`").unchanged().run();
}

#[test]
fn a_text_that_is_erased_or_put_back_behind_the_log_is_found() {
    for (damage, said) in [
        (
            "UPDATE event_text SET salt = NULL, body = NULL WHERE event = (SELECT max(event) FROM event_text)",
            "is missing",
        ),
        ("UPDATE event_text SET body = replace(body, 'Contact 1', 'Contact 2')", "event_text"),
        ("UPDATE asset_change SET after = replace(after, 'Contact 1', 'Contact 2')", "asset_change"),
    ] {
        let world = world();
        world.infog(["contact", "anonymise", NAME, "--yes"]).run();
        world.infog(["verify"]).run();
        tamper(&world, damage);
        world.infog(["verify"]).status(5).has(said).run();
    }
}

/// Copies that infog made itself are named: they hold what was erased.
#[test]
fn copies_beside_the_file_are_named() {
    let world = world();
    let copy = world.path("copy.db").to_str().expect("UTF-8").to_owned();
    world.infog(["backup", &copy]).run();
    world.infog(["restore", &copy]).run();
    world.infog(["contact", "anonymise", NAME, "--yes"]).says("infog.db.before-restore still holds").run();
}

/// What was signed is not rewritten, and who erases is told.
#[test]
fn a_contract_that_names_the_person_is_told() {
    let world = world();
    let role = format!("\n[[role]]\nrole = \"approver\"\nside = \"client\"\nname = \"{NAME}\"\n");
    let contract = RIED_CONTRACT.replace("RIED-2025", "RIED-2027").replace("2025-07-01", "2029-07-01") + &role;
    world.infog(["contract", "apply", "-"]).stdin(&contract).any_remarks().run();
    let dry = world.infog(["contact", "anonymise", NAME, "--client", "ried", "--dry-run"]);
    dry.says("contract `RIED-2027` names Mme Œuvrard-Wéber and keeps the name").unchanged().run();
}
