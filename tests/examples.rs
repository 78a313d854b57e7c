//! Every file of `examples/` is used as somebody would use it; a file that no test here uses is a fault.

use std::path::{Path, PathBuf};
use std::process::Output;

use super::harness::World;

/// The morning after the month that the example tickets are about.
const FEBRUARY: &str = "2026-02-02T09:00:00+01:00";

const CALENDARS: [&str; 3] =
    ["calendars/alsace-bureau.toml", "calendars/astreinte-nuits.toml", "calendars/reunion.toml"];

/// The amendment after its original.
const CONTRACTS: [&str; 3] =
    ["contracts/sme-office-hours.toml", "contracts/sme-amendment-1.toml", "contracts/servers-24x7.toml"];

/// File, client, lines, and what else its header asks for.
const INVENTORIES: [(&str, &str, usize, &[&str]); 2] = [
    ("inventories/menuiserie-koch.csv", "koch", 19, &[]),
    ("inventories/clinique-lauter-windows1252.csv", "lauter", 9, &["--map", "Référence=tag", "--map", "Coût (€)=-"]),
];

/// File and number of tickets.
const TICKETS: [(&str, usize); 1] = [("tickets/january.jsonl", 8)];

const SCRIPTS: [&str; 3] = ["monthly-report.sh", "nightly-import.sh", "monthly-inventory.sh"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn example(name: &str) -> String {
    folder().join(name).to_str().expect("a readable path").to_owned()
}

/// Two clients with their calendars and contracts.
fn under_contract() -> World {
    let world = World::empty();
    world.infog(["client", "add", "koch", "--name", "Menuiserie Koch"]).any_remarks().run();
    world.infog(["client", "add", "lauter", "--name", "Clinique de la Lauter"]).run();
    for file in CALENDARS {
        world.infog(["calendar", "apply", &example(file)]).run();
    }
    for file in CONTRACTS {
        world.infog(["contract", "apply", &example(file)]).any_remarks().run();
    }
    world
}

/// And their inventories and tickets.
fn january() -> World {
    let world = under_contract();
    for (file, client, _, maps) in INVENTORIES {
        world.infog([&["asset", "import", &example(file), "--client", client], maps].concat()).any_remarks().run();
    }
    for (file, _) in TICKETS {
        world.infog(["ticket", "import", &example(file)]).now(FEBRUARY).run();
    }
    world
}

/// A script with these words, in a folder of the world.
fn script(world: &World, name: &str, words: &[&str]) -> Output {
    let quoted = |word: &&str| format!("'{word}'");
    let line = [&[example(name).as_str()], words].concat().iter().map(quoted).collect::<Vec<_>>().join(" ");
    world.shell("cron", &line).env("INFOG_NOW", FEBRUARY).output().expect("the script starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn ends(output: &Output, code: i32) {
    let told = format!("{}\n{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{told}");
}

#[test]
fn every_example_is_used_here_and_described() {
    let mut used = [&CALENDARS[..], &CONTRACTS[..], &SCRIPTS[..], &["README.md"]].concat();
    used.extend(INVENTORIES.iter().map(|(file, ..)| *file));
    used.extend(TICKETS.iter().map(|(file, _)| *file));
    let page = std::fs::read_to_string(example("README.md")).expect("examples/README.md");
    let mut open = vec![folder()];
    while let Some(place) = open.pop() {
        for entry in std::fs::read_dir(place).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder()).expect("below examples").to_str().expect("a readable path");
            assert!(used.contains(&name), "no test uses examples/{name}");
            assert!(name == "README.md" || page.contains(&format!("({name})")), "examples/README.md lacks {name}");
        }
    }
}

#[test]
fn calendars_are_sound_and_applied_once() {
    let world = World::client();
    for file in CALENDARS {
        world.infog(["calendar", "check", &example(file)]).unchanged().run();
        world.infog(["calendar", "apply", &example(file)]).has("applied").run();
        world.infog(["calendar", "apply", &example(file)]).any_remarks().unchanged().run();
    }
    assert_eq!(world.infog(["calendar", "list"]).json().as_array().map(Vec::len), Some(CALENDARS.len()));
}

#[test]
fn contracts_are_sound_and_applied_once() {
    let world = under_contract();
    for file in CONTRACTS {
        world.infog(["contract", "check", &example(file)]).any_remarks().unchanged().run();
        world.infog(["contract", "apply", &example(file)]).any_remarks().unchanged().run();
    }
    world.infog(["contract", "show", "KOCH-2025"]).now(FEBRUARY).has("2h working").run();
    world.infog(["contract", "diff", "KOCH-2025"]).now(FEBRUARY).has("3h working").has("2h working").run();
}

#[test]
fn inventories_are_imported_whole_and_a_second_time_change_nothing() {
    let world = under_contract();
    for (file, client, lines, maps) in INVENTORIES {
        let path = example(file);
        let words = |more: &'static [&str]| [&["asset", "import", &path, "--client", client], maps, more].concat();
        world.infog(words(&["--dry-run"])).any_remarks().unchanged().run();
        world.infog(words(&[])).any_remarks().has(&format!("{lines} lines read: {lines} created")).run();
        world.infog(words(&[])).any_remarks().has(&format!("{lines} unchanged, 0 refused")).run();
    }
    world.infog(["asset", "show", "LAUTER-PC-201"]).any_remarks().has("Maëlle Œuvrard").run();
}

#[test]
fn tickets_are_imported_whole_and_judged() {
    let world = under_contract();
    let (file, client, _, maps) = INVENTORIES[0];
    world.infog([&["asset", "import", &example(file), "--client", client], maps].concat()).any_remarks().run();
    for (file, number) in TICKETS {
        let path = example(file);
        world.infog(["ticket", "import", &path, "--dry-run"]).now(FEBRUARY).unchanged().run();
        world.infog(["ticket", "import", &path]).now(FEBRUARY).has(&format!("{number} tickets imported")).run();
    }
    let report = world.infog(["report", "sla", "--client", "koch", "--month", "2026-01"]).now(FEBRUARY).json();
    assert_eq!(report["flow"]["opened"], 8);
    assert_eq!(report["flow"]["backlog_end"], 2);
    assert_eq!(report["breaches"][0]["ticket"], 103);
    assert_eq!(report["excluded"].as_array().map(Vec::len), Some(2), "a duplicate, and one out of the perimeter");
}

#[test]
fn monthly_report_writes_one_per_client_and_month() {
    let world = january();
    ends(&script(&world, SCRIPTS[0], &["les rapports"]), 0);
    for (client, contract) in [("koch", "KOCH-2025"), ("lauter", "LAUTER-2026")] {
        let file = |end: &str| world.path(&format!("cron/les rapports/{client}-2026-01.{end}"));
        let page = std::fs::read_to_string(file("md")).expect("a page");
        assert!(page.starts_with("# Rapport de service, janvier 2026\n") && page.contains(contract), "{page}");
        let facts: serde_json::Value =
            serde_json::from_slice(&std::fs::read(file("json")).expect("facts")).expect("JSON");
        assert_eq!(facts["client"], client);
    }
    let left = std::fs::read_dir(world.path("cron/les rapports")).expect("the folder").count();
    assert_eq!(left, 4, "something temporary was left behind");
}

#[test]
fn monthly_report_keeps_what_it_has_when_it_fails() {
    let world = january();
    world.harm();
    ends(&script(&world, SCRIPTS[0], &["reports", "2026-01"]), 0);
    let page = world.path("cron/reports/koch-2026-01.md");
    let before = std::fs::read(&page).expect("a page");
    ends(&script(&world, SCRIPTS[0], &["reports", "2026-13"]), 1);
    std::fs::write(world.database(), "no database").expect("a file");
    ends(&script(&world, SCRIPTS[0], &["reports", "2026-01"]), 5);
    assert_eq!(std::fs::read(&page).expect("a page"), before);
    assert_eq!(std::fs::read_dir(world.path("cron/reports")).expect("the folder").count(), 4);
    ends(&script(&world, SCRIPTS[0], &[]), 2);
}

#[test]
fn monthly_inventory_writes_what_is_reviewed_with_each_client() {
    let world = january();
    ends(&script(&world, SCRIPTS[2], &["les revues", "2y"]), 0);
    for client in ["koch", "lauter"] {
        let file = |end: &str| world.path(&format!("cron/les revues/2026-02/{client}{end}"));
        let page = std::fs::read_to_string(file(".md")).expect("a page");
        assert!(page.starts_with("# Inventaire") && page.contains("\n\n# Qui gère quoi"), "{page}");
        let facts: serde_json::Value =
            serde_json::from_slice(&std::fs::read(file(".json")).expect("facts")).expect("JSON");
        assert_eq!(facts["client"], client);
        let unknown = std::fs::read_to_string(file("-unknown.csv")).expect("a list");
        assert!(unknown.starts_with("client,tag,kind,label,status,missing\n"), "{unknown}");
    }
    let ends_soon = std::fs::read_to_string(world.path("cron/les revues/expiring-2026-02.csv")).expect("a list");
    assert!(ends_soon.starts_with("on,days,what,client,ref,") && ends_soon.contains("warranty"), "{ends_soon}");
    assert!(world.path("cron/les revues/expiring-2026-02.md").exists());
    let left = std::fs::read_dir(world.path("cron/les revues")).expect("the folder").count();
    assert_eq!(left, 3, "something temporary was left behind");

    ends(&script(&world, SCRIPTS[2], &["les revues", "soon"]), 1);
    let kept = std::fs::read_to_string(world.path("cron/les revues/expiring-2026-02.csv")).expect("a list");
    assert_eq!(kept, ends_soon);
    ends(&script(&world, SCRIPTS[2], &[]), 2);
}

#[test]
fn nightly_import_takes_sound_lines_and_keeps_the_others() {
    let world = under_contract();
    world.file("cron/les parcs/koch.csv", std::fs::read(example(INVENTORIES[0].0)).expect("an inventory"));
    world.file("cron/les parcs/lauter.csv", "Nom;Type\nL1;Serveur\nL2;grille-pain\n");
    let night = script(&world, SCRIPTS[1], &["les parcs"]);
    ends(&night, 1);
    assert!(text(&night.stderr).contains("grille-pain"), "cron has nothing to mail");
    assert!(!text(&night.stderr).contains("koch.csv"), "cron mails what went well");
    let refused = world.path("cron/les parcs/refused/lauter.csv");
    assert_eq!(
        std::fs::read_to_string(&refused).expect("the refused lines"),
        "Nom;Type;reason\nL2;grille-pain;`grille-pain` is no kind\n"
    );
    world.infog(["asset", "list"]).any_remarks().has("KOCH-SRV-01").has("L1").lacks("L2").run();

    world.file("cron/les parcs/lauter.csv", "Nom;Type\nL1;Serveur\nL2;Serveur\n");
    ends(&script(&world, SCRIPTS[1], &["les parcs"]), 0);
    assert!(!refused.exists(), "what was refused is corrected and still there");
    world.infog(["asset", "list"]).any_remarks().has("L2").run();
    let log = std::fs::read_to_string(world.path("cron/les parcs/import.log")).expect("a log");
    assert!(log.contains("lauter exit 3") && log.contains("lauter exit 0") && log.contains("koch exit 0"), "{log}");
}

#[test]
fn nightly_import_tells_of_a_client_that_is_unknown_and_goes_on() {
    let world = under_contract();
    world.file("cron/in/inconnu.csv", "Nom;Type\nX1;Serveur\n");
    world.file("cron/in/koch.csv", "Nom;Type\nK1;Serveur\n");
    let night = script(&world, SCRIPTS[1], &["in"]);
    ends(&night, 1);
    assert!(text(&night.stderr).contains("inconnu"), "{}", text(&night.stderr));
    world.infog(["asset", "list"]).any_remarks().has("K1").lacks("X1").run();
}

#[test]
fn nightly_import_runs_once_at_a_time() {
    let world = under_contract();
    world.file("cron/in/koch.csv", "Nom;Type\nK1;Serveur\n");
    let lock = world.file("cron/in/.import.lock/pid", format!("{}\n", std::process::id()));
    ends(&script(&world, SCRIPTS[1], &["in"]), 4);
    world.infog(["asset", "list"]).any_remarks().lacks("K1").run();

    std::fs::write(&lock, "999999999\n").expect("a lock that nobody holds");
    ends(&script(&world, SCRIPTS[1], &["in"]), 0);
    assert!(!Path::new(&lock).exists(), "the lock was left behind");
    world.infog(["asset", "list"]).any_remarks().has("K1").run();
    ends(&script(&world, SCRIPTS[1], &["nowhere"]), 2);
}
