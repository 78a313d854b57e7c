//! Nothing lost: checks of the whole file, backups, the way back.

mod apart;
mod audit;
mod dependence;
mod erasure;
mod frozen;
mod furnished;
mod reversibility;
mod undo;

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use crate::harness::World;

fn tamper(world: &World, sql: &str) {
    world.harm();
    let raw = rusqlite::Connection::open(world.database()).expect("a database");
    raw.execute_batch("PRAGMA foreign_keys = OFF").expect("a setting");
    raw.execute_batch(sql).expect("a change");
}

fn head(world: &World) -> String {
    world.infog(["verify"]).json()["head"].as_str().expect("a head").to_owned()
}

/// Backups in a folder, by name.
fn backups(world: &World, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(world.path(folder)).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn text(path: PathBuf) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_sound_database_is_said_to_be_sound_and_its_head_can_be_noted() {
    let world = World::ried();
    let answer = world.infog(["verify"]).has("Sound").run();
    let head = head(&world);
    assert!(answer.stdout.contains(&head), "{}", answer.stdout);
    world.infog(["--lang", "fr", "verify"]).has("Saine").run();
    world.infog(["client", "edit", "ried", "--name", "Ateliers du Ried SA"]).run();
    world.infog(["verify", "--expect", &head, "--lang", "en"]).has(&format!("holds what was there at {head}")).run();
    world.infog(["verify", "--expect", &head[..head.find(':').expect("a head") + 17]]).run();
    let other = format!("3:{}", "0".repeat(64));
    world.infog(["verify", "--expect", &other]).status(5).has("event 3").has("noted head").run();
    world.infog(["verify", "--expect", "3"]).status(2).says("no head of a chain").run();
}

#[test]
fn damage_is_named_with_its_place_and_ends_with_5() {
    let world = World::ried();
    tamper(&world, "UPDATE event SET actor = 'mallory' WHERE id = 2");
    world.infog(["verify"]).status(5).has("event 2").says("not sound: 1 fault").says("infog restore").unchanged().run();
    let answer = world.infog(["verify", "--json"]).status(5).run();
    let json: serde_json::Value = serde_json::from_str(&answer.stdout).expect("JSON");
    assert_eq!(json["sound"], false);
    assert_eq!(json["faults"][0]["check"], "chain");
    assert_eq!(json["faults"][0]["place"], "event 2");
    assert_eq!(json["faults"][0]["code"], "altered");
}

#[test]
fn a_cut_tail_is_shown_by_a_head_that_was_noted() {
    let world = World::ried();
    let head = head(&world);
    let last: i64 = head.split(':').next().and_then(|n| n.parse().ok()).expect("a number");
    tamper(
        &world,
        &format!(
            "DELETE FROM asset_change WHERE event = {last}; DELETE FROM asset; DELETE FROM event WHERE id = {last};
             UPDATE counter SET value = 0 WHERE name LIKE 'asset%';
             UPDATE chain SET position = {last} - 1, hash = (SELECT hash FROM event WHERE id = {last} - 1)"
        ),
    );
    world.infog(["verify"]).run();
    world.infog(["verify", "--expect", &head]).status(5).has("was noted").run();
}

#[test]
fn a_backup_is_checked_private_and_tells_size_sum_and_head() {
    let world = World::ried();
    let target = text(world.path("copy.db"));
    let told = world.infog(["backup", &target]).json();
    assert_eq!(told["file"], target.as_str());
    assert_eq!(told["head"], head(&world).as_str());
    let found = std::fs::metadata(&target).expect("a backup");
    assert_eq!(found.permissions().mode() & 0o7777, 0o600);
    assert_eq!(told["bytes"], found.len());
    let sum = std::process::Command::new("sha256sum").arg(&target).output().expect("sha256sum");
    let sum = String::from_utf8(sum.stdout).expect("UTF-8");
    assert_eq!(sum.split(' ').next(), told["sha256"].as_str());
    world.infog(["--db", &target, "verify"]).has("Sound").run();
    world.infog(["backup", &target]).refused().says("already exists").says("`--force`").run();
    world.infog(["backup", &target, "--force"]).has("SHA-256").run();
    let itself = text(world.database());
    world.infog(["backup", &itself, "--force"]).refused().says("is the database itself").unchanged().run();
    world.infog(["backup", &text(world.path("nowhere/copy.db"))]).status(6).says("does not exist").run();
    world.infog(["backup", &format!("{}/", text(world.path("nowhere")))]).refused().says("no folder").run();
}

#[test]
fn a_folder_gets_names_by_instant_and_keeps_the_newest() {
    let world = World::client();
    world.file("backups/infog-notes.db", "not one of ours");
    let folder = text(world.path("backups"));
    for day in 1..=4 {
        let now = format!("2026-07-0{day}T09:00:00+02:00");
        world.infog(["backup", &folder, "--keep", "2"]).now(&now).run();
    }
    let kept = ["infog-20260703T070000Z.db", "infog-20260704T070000Z.db", "infog-notes.db"];
    assert_eq!(backups(&world, "backups"), kept);
    let told = world.infog(["backup", &folder, "--keep", "1"]).now("2026-07-04T09:00:00+02:00").json();
    assert_eq!(told["removed"].as_array().map(Vec::len), Some(2));
    assert_eq!(backups(&world, "backups"), ["infog-20260704T070000Z-2.db", "infog-notes.db"]);
    world.infog(["backup", &text(world.path("x.db")), "--keep", "2"]).status(2).says("needs a folder").run();
    world.infog(["backup", &folder, "--keep", "0"]).status(2).run();
}

#[test]
fn what_is_not_sound_is_not_backed_up() {
    let world = World::ried();
    tamper(&world, "UPDATE event SET actor = 'mallory' WHERE id = 2");
    let target = world.path("copy.db");
    world.infog(["backup", &text(target.clone())]).status(5).stdout("").says("event 2").unchanged().run();
    assert!(!target.exists());
}

#[test]
fn a_restore_sets_aside_what_is_there_and_refuses_to_lose_events() {
    let world = World::ried();
    let copy = text(world.path("copy.db"));
    world.infog(["backup", &copy]).run();
    let noted = head(&world);
    world.infog(["client", "add", "lys", "--name", "Lys"]).run();
    let later = head(&world);
    world.infog(["restore", &copy]).refused().says("set aside; nothing was changed").says("--force").unchanged().run();
    let told = world.infog(["restore", &copy, "--force"]).json();
    assert_eq!((told["head"].as_str(), told["head_before"].as_str()), (Some(noted.as_str()), Some(later.as_str())));
    assert_eq!(head(&world), noted);
    world.infog(["client", "list"]).lacks("Lys").run();
    let aside = told["set_aside"].as_str().expect("a file").to_owned();
    assert!(aside.ends_with("infog.db.before-restore"), "{aside}");
    let mode = std::fs::metadata(&aside).expect("a file").permissions().mode();
    assert_eq!(mode & 0o7777, 0o600);
    world.infog(["restore", &aside]).has("before-restore.2").run();
    assert_eq!(head(&world), later);
    world.infog(["client", "list"]).has("Lys").run();
}

#[test]
fn a_restore_into_nothing_and_over_rubble_works_and_a_damaged_backup_is_refused() {
    let world = World::ried();
    let copy = text(world.path("copy.db"));
    world.infog(["backup", &copy]).run();
    let noted = head(&world);
    std::fs::write(world.database(), vec![0xa5; 20_000]).expect("our own file");
    world.infog(["client", "list"]).status(5).run();
    world.infog(["restore", &copy]).has("before-restore").run();
    assert_eq!(head(&world), noted);
    let aside = world.path("data/infog/infog.db.before-restore");
    assert_eq!(std::fs::read(aside).expect("a file"), vec![0xa5; 20_000]);
    std::fs::remove_file(world.database()).expect("our own file");
    world.infog(["restore", &copy]).lacks("before-restore").run();
    assert_eq!(head(&world), noted);
    let rubble = world.file("rubble.db", "a letter");
    world.infog(["restore", &rubble]).status(5).says("not an infog database").unchanged().run();
    world.infog(["restore", "nothing.db"]).status(5).says("does not exist").unchanged().run();
    world.infog(["restore", &text(world.database())]).refused().says("is the database itself").unchanged().run();
}
