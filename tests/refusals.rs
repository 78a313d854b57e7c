//! What is refused whatever the command: usage, files, databases, streams.

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use crate::harness::World;

#[test]
fn a_slip_in_a_command_is_a_usage_error_with_the_nearest() {
    let world = World::empty();
    world.infog(["calender", "list"]).status(2).stdout("").says("calendar").unchanged().run();
    world.infog(["calendar", "lst"]).status(2).says("list").run();
    world.infog(["calendar", "list", "--jsn"]).status(2).says("--json").run();
}

#[test]
fn what_the_parser_of_words_says_is_made_plain() {
    let world = World::client();
    let downtime = ["ticket", "open", "x", "--kind", "change", "--downtime", "30m"];
    world.infog(downtime).status(2).says("'30m'").says("it is no whole number").unchanged().run();
    let strange =
        world.infog(["contract", "obligation", "done", "K1", "x", "--minutes", "3"]).status(2).unchanged().run();
    assert!(strange.stderr.contains("'--minutes'") && !strange.stderr.contains("as a value"), "{}", strange.stderr);
}

#[test]
fn an_error_in_json_is_an_object_on_standard_error() {
    let world = World::client();
    let answer = world.infog(["client", "show", "reid", "--json"]).status(1).stdout("").run();
    let error: serde_json::Value = serde_json::from_str(&answer.stderr).expect("JSON");
    assert_eq!(error["code"], "refused");
    assert_eq!(error["exit"], 1);
    assert_eq!(error["hints"][0], "did you mean `ried`?");
    let usage = world.infog(["calender", "--json"]).status(2).run();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&usage.stderr).expect("JSON")["code"], "usage");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let world = World::empty();
    world.harm();
    let file = world.file("data/infog/infog.db", "a letter to the editor, long enough to have a header of its own");
    world.infog(["client", "list"]).status(5).stdout("").says(&file).unchanged().run();
    world.infog(["client", "add", "x", "--name", "X"]).status(5).unchanged().run();
    world.infog(["init", "--no-input"]).status(5).unchanged().run();
}

#[test]
fn an_empty_file_is_no_database() {
    let world = World::empty();
    world.harm();
    world.file("data/infog/infog.db", "");
    world.infog(["client", "list"]).status(5).unchanged().run();
    world.infog(["client", "add", "x", "--name", "X"]).status(5).unchanged().run();
}

#[test]
fn a_database_of_a_newer_infog_is_left_alone() {
    let world = World::client();
    world.harm();
    let newer = rusqlite::Connection::open(world.database()).expect("a database");
    newer.execute_batch("UPDATE meta SET v = '9999' WHERE k = 'schema'").expect("a newer schema");
    newer.close().expect("closed");
    world.infog(["client", "list"]).status(5).stdout("").says("newer").unchanged().run();
    world.infog(["client", "add", "x", "--name", "X"]).status(5).says("newer").unchanged().run();
}

#[test]
fn a_missing_database_is_not_made_by_reading() {
    let world = World::empty();
    for words in [["client", "list"], ["calendar", "list"], ["contract", "list"], ["asset", "list"]] {
        world.infog(words).status(5).stdout("").says("infog init").unchanged().run();
    }
    assert!(!world.database().exists());
}

#[test]
fn a_folder_without_the_right_to_write_is_told() {
    let world = World::empty();
    let folder = world.path("locked");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o500)).expect("rights");
    let writable = std::fs::write(folder.join("probe"), "").is_ok(); // root may write everywhere
    if !writable {
        let db = folder.join("infog.db");
        world.infog(["client", "add", "x", "--name", "X", "--db", db.to_str().expect("text")]).status(6).run();
        assert!(!db.exists());
    }
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).expect("rights");
}

#[test]
fn a_folder_is_no_file() {
    let world = World::client();
    let folder = world.path("data").to_str().expect("text").to_owned();
    world.infog(["calendar", "apply", &folder]).refused().says("is a folder").unchanged().run();
    world.infog(["client", "list", "--db", &folder]).status(6).run();
}

#[test]
fn a_replaced_clock_must_be_readable() {
    let world = World::client();
    world.infog(["client", "list"]).now("the day after").refused().says("the day after").unchanged().run();
    world.infog(["client", "list", "--now", "2026-02-31T10:00:00Z"]).refused().unchanged().run();
}

#[test]
fn a_wrong_variable_is_a_usage_error() {
    let world = World::client();
    world.infog(["client", "list"]).var("INFOG_FORMAT", "xml").status(2).says("INFOG_FORMAT").run();
    world.infog(["client", "list"]).var("INFOG_LANG", "de").status(2).says("INFOG_LANG").run();
}

#[test]
fn an_alias_in_a_circle_is_told() {
    let world = World::empty();
    world.file("config/infog/config.toml", "[alias]\na = \"b\"\nb = \"a\"\n");
    world.infog(["a"]).refused().says("leads to itself: a → b → a").run();
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let world = World::empty();
    let mut child = Command::new(env!("CARGO_BIN_EXE_infog"))
        .args(["man", "calendar", "apply"])
        .env_clear()
        .env("HOME", world.path("home"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("infog starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("infog ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn a_closed_standard_input_is_told() {
    let world = World::client();
    let words = "exec \"$0\" asset import - <&-";
    let output = Command::new("/bin/sh")
        .args(["-c", words, env!("CARGO_BIN_EXE_infog")])
        .env_clear()
        .env("INFOG_DB", world.database())
        .env("HOME", world.path("home"))
        .output()
        .expect("a shell");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("closed or empty"), "{stderr}");
}

#[test]
fn nothing_is_coloured_in_a_pipe_unless_asked_for() {
    let world = World::ried();
    let list = ["contract", "list"];
    let always = ["contract", "list", "--color", "always"];
    world.infog(list).lacks("\u{1b}").run();
    world.infog(always).has("\u{1b}[").run();
    world.infog(always).var("NO_COLOR", "1").has("\u{1b}[").run();
    world.infog(list).var("CLICOLOR_FORCE", "1").has("\u{1b}[").run();
    world.infog(list).var("CLICOLOR_FORCE", "1").var("NO_COLOR", "1").lacks("\u{1b}").run();
}

#[test]
fn a_page_of_the_manual_is_printed_and_all_are_written() {
    let world = World::empty();
    world.infog(["man", "calendar", "apply"]).has(".TH INFOG-CALENDAR-APPLY 1").run();
    world.infog(["man", "calendar", "aply"]).status(2).says("did you mean `apply`?").run();
    let folder = world.path("man");
    world.infog(["man", "--out", folder.to_str().expect("text")]).says("pages written").run();
    assert!(folder.join("infog-asset-import.1").exists());
}
