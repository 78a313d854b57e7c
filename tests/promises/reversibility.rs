//! `infog export` and `infog import`: everything of one client, readable without infog, and the same answers elsewhere.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::furnished::{furnish, reads};
use crate::harness::World;

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.file_name().into_string().expect("UTF-8")).collect()
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

/// An export into this world's folder.
pub(super) fn export(world: &World, client: &str, to: &str, more: &[&str]) -> PathBuf {
    let words = ["export", "--client", client, "--to", to].into_iter().chain(more.iter().copied());
    world.infog(words).any_remarks().run();
    world.path(to)
}

pub(super) fn in_words(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Positions in the log of this very file are its own.
pub(super) fn without_positions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, value| !["event", "replaced_by"].contains(&name.as_str()) || !value.is_number());
            fields.values_mut().for_each(without_positions);
        }
        Value::Array(all) => all.iter_mut().for_each(without_positions),
        _ => {}
    }
}

#[test]
fn a_client_taken_into_another_database_gives_the_same_answers() {
    let (world, other) = (World::empty(), World::empty());
    world.infog(["init", "--no-input"]).any_remarks().run();
    furnish(&world, "zorblat", 1); // numbers of the other client begin elsewhere
    furnish(&world, "quimper", 7);
    world.infog(["asset", "target", "set", "firmware", "7.4", "--product", "FortiGate"]).any_remarks().run();
    let both = "client,tag,kind,label\nquimper,quimper-X,switch,un\nzorblat,zorblat-X,switch,deux\nquimper,quimper-Y,switch,\n";
    world.infog(["asset", "import", "-"]).stdin(both).any_remarks().run();
    world.infog(["client", "archive", "zorblat"]).any_remarks().run();
    for (client, to) in [("quimper", "quimper.zip"), ("zorblat", "zorblat")] {
        let from = export(&world, client, to, &["--keys"]);
        other.infog(["import", in_words(&from)]).any_remarks().run();
        other.infog(["verify"]).has("Sound").run();
        let mut compared = 0;
        // the log of the other database begins elsewhere and tells of the import
        for words in reads(&world, client).into_iter().filter(|words| words[0] != "audit") {
            let answer = |world: &World| world.infog(&words).word("--json").status_any().run();
            let (here, there) = (answer(&world), answer(&other));
            let parsed = |text: &str| {
                let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or(line.into()));
                let mut value = Value::Array(lines.collect());
                without_positions(&mut value);
                value
            };
            assert_eq!(parsed(&here.stdout), parsed(&there.stdout), "{words:?}");
            assert_eq!(here.stderr, there.stderr, "{words:?}");
            assert!(!here.stdout.is_empty(), "{words:?} says nothing:\n{}", here.stderr);
            compared += 1;
        }
        assert!(compared > 60, "only {compared} answers were compared");
    }
    // and there again: every table and file is the same, byte for byte
    let (here, there) =
        (export(&world, "zorblat", "once", &["--keys"]), export(&other, "zorblat", "twice", &["--keys"]));
    assert_eq!(names(&here), names(&there));
    for name in
        names(&here).iter().filter(|name| !["events.jsonl", "SHA256SUMS", "LISEZ-MOI.md"].contains(&name.as_str()))
    {
        assert!(text(&here, name) == text(&there, name), "{name} differs");
    }
}

#[test]
fn the_folder_explains_itself_and_its_checksums_hold() {
    let world = World::empty();
    world.infog(["init", "--no-input"]).any_remarks().run();
    furnish(&world, "quimper", 1);
    let folder = export(&world, "quimper", "out", &[]);
    assert_eq!(mode(&folder), 0o700);
    let files = names(&folder);
    assert!(files.iter().all(|name| mode(&folder.join(name)) == 0o600));
    let checked = Command::new("sha256sum").args(["-c", "--quiet", "SHA256SUMS"]).current_dir(&folder).status();
    assert!(checked.expect("sha256sum").success());
    let readme = text(&folder, "LISEZ-MOI.md");
    for name in files.iter().filter(|name| *name != "LISEZ-MOI.md") {
        assert!(readme.contains(&format!("`{name}`")), "{name} is not explained");
    }
    for name in files.iter().filter(|name| name.ends_with(".csv")) {
        let sheet = text(&folder, name);
        let section = readme.split(&format!("`{name}`")).last().expect("a part");
        for column in sheet.lines().next().expect("a header").split(',').filter(|column| !column.starts_with("attr.")) {
            let explained = [section, &readme].iter().any(|part| part.contains(&format!("`{column}`")));
            assert!(explained, "{name}: {column} is not explained");
        }
        assert!(sheet.lines().count() > 1, "{name} has no row");
    }
    let to_do = text(&folder, "to-do.csv");
    for what in [
        "documents,",
        "deliverable,",
        "passwords,",
        "ticket,#3,",
        "ticket,#4,",
        "licence,quimper-LIC,",
        "repair,",
        "third-party,",
        "authorisation,",
        "inventory,",
        "session,",
    ] {
        assert!(to_do.lines().any(|line| line.starts_with(what)), "{what} is not in\n{to_do}");
    }
    assert!(text(&folder, "contract-quimper-2025-1.toml").contains("amendment = 1"));
    assert!(text(&folder, "calendar-quimper-bureau.toml").contains("08:15"));
    assert!(text(&folder, "access.csv").contains("10.0.0.1"));
    let everything: String = files.iter().map(|name| text(&folder, name)).collect();
    assert!(!everything.contains("KEY-quimper"), "a licence key stands in it whole");
    assert!(text(&export(&world, "quimper", "keys", &["--keys"]), "licences.csv").contains("KEY-quimper-123456"));
    world.infog(["client", "edit", "quimper", "--language", "en"]).any_remarks().run();
    assert!(names(&export(&world, "quimper", "fr", &[])).contains("LISEZ-MOI.md"), "the contract's language counts");
}

#[test]
fn the_readme_is_in_english_where_the_client_reads_it() {
    let world = World::empty();
    world.infog(["client", "add", "lys", "--name", "Lys", "--language", "en"]).any_remarks().run();
    let folder = export(&world, "lys", "out", &[]);
    let readme = text(&folder, "README.md");
    for name in names(&folder).into_iter().filter(|name| name != "README.md") {
        assert!(readme.contains(&format!("`{name}`")), "{name} is not explained");
        if name.ends_with(".csv") {
            for column in text(&folder, &name).lines().next().expect("a header").split(',') {
                assert!(readme.contains(&format!("`{column}`")), "{name}: {column} is not explained");
            }
        }
    }
    assert!(text(&folder, "to-do.csv").contains("infog never held a password"));
}

#[test]
fn what_is_there_is_never_overwritten_and_links_are_not_followed() {
    let world = World::ried();
    let words = |to: &str| ["export", "--client", "ried", "--to", to].map(str::to_owned);
    let folder = export(&world, "ried", "out", &[]);
    world.infog(words("out")).refused().says("`out` exists already").says("--force").run();
    fs::write(folder.join("mine.txt"), "mine").expect("a file");
    world.infog(words("out")).word("--force").refused().says("no export of infog wrote").run();
    assert_eq!(text(&folder, "mine.txt"), "mine");
    fs::remove_file(folder.join("mine.txt")).expect("gone");
    world.infog(words("out")).word("--force").run();
    export(&world, "ried", "out.zip", &[]);
    world.infog(words("out.zip")).refused().says("exists already").run();
    world.infog(words("out.zip")).word("--force").run();
    assert_eq!(mode(&world.path("out.zip")), 0o600);
    fs::create_dir(world.path("victim")).expect("a folder");
    for (name, to) in
        [("link", "victim"), ("link.zip", "out.zip"), ("dangling", "nowhere"), ("dangling.zip", "nowhere")]
    {
        symlink(world.path(to), world.path(name)).expect("a link");
        for force in [None, Some("--force")] {
            let run = world.infog(words(name).into_iter().chain(force.map(str::to_owned)));
            run.refused().says("links").run();
        }
    }
    assert!(names(&world.path("victim")).is_empty() && !world.path("nowhere").exists());
    world.infog(words("no/such/out")).refused().says("there is no folder `no/such`").run();
    let left = names(&world.path("")).into_iter().filter(|name| name.starts_with('.')).collect::<Vec<_>>();
    assert_eq!(left, [""; 0], "nothing is left beside it");
}

#[test]
fn an_export_that_was_touched_is_refused_and_nothing_is_written() {
    let (world, other) = (World::ried(), World::client());
    other.infog(["client", "archive", "ried"]).run();
    let folder = export(&world, "ried", "out", &[]);
    let sound: Vec<(String, String)> =
        names(&folder).into_iter().map(|name| (name.clone(), text(&folder, &name))).collect();
    let import = |run: &str| {
        let run = other.infog(["import", in_words(&folder)]).refused().says(run).unchanged();
        run.run();
    };
    for (name, content) in &sound {
        fs::write(folder.join(name), format!("{content}x")).expect("a file");
        import(if name == "SHA256SUMS" { "SHA256SUMS, line" } else { name });
        fs::remove_file(folder.join(name)).expect("gone");
        import("missing");
        fs::write(folder.join(name), content).expect("a file");
    }
    import("client `ried` is there already");
    fs::remove_file(folder.join("assets.csv")).expect("gone");
    symlink(world.path("assets"), folder.join("assets.csv")).expect("a link");
    import("no plain file");
    let zip = export(&world, "ried", "out.zip", &[]);
    let mut bytes = fs::read(&zip).expect("an archive");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let broken = world.file("broken.zip", &bytes);
    other.infog(["import", &broken]).refused().unchanged().run();
    let cut = world.file("cut.zip", &bytes[..middle]);
    other.infog(["import", &cut]).refused().says("archive").unchanged().run();
    let none = world.file("none.zip", "no archive");
    other.infog(["import", &none]).refused().says("neither a folder nor a zip archive").unchanged().run();
    other.infog(["import", "nowhere"]).refused().says("there is no file `nowhere`").unchanged().run();
}

/// Lines whose checksum was computed anew.
fn forged(folder: &Path, change: impl Fn(&str) -> String) {
    fs::write(folder.join("events.jsonl"), change(&text(folder, "events.jsonl"))).expect("a file");
    let script = "sha256sum $(cut -c67- SHA256SUMS) > new && mv new SHA256SUMS";
    assert!(Command::new("sh").args(["-c", script]).current_dir(folder).status().expect("sh").success());
}

#[test]
fn lines_that_do_not_fit_together_are_refused_although_their_checksum_holds() {
    let (world, other) = (World::ried(), World::empty());
    other.infog(["client", "add", "lys", "--name", "Lys"]).any_remarks().run();
    let cases: [(&str, &str, &str); 9] = [
        ("\"format\":1", "\"format\":2", "take a newer infog"),
        ("\"event\":2", "\"event\":3", "line 3: event 3 does not follow event 1"),
        ("\"subject\":\"client\"", "\"subject\":\"plant\"", "`plant` is nothing that a client hands over"),
        ("\"key\":\"ried\"", "\"key\":\"lys\"", "`lys` is not of client `ried`"),
        ("\"name\":\"Ateliers du Ried\",\"zone\"", "\"name\":\"Autre\",\"zone\"", "do not fit together"),
        (r#"\"client\":\"ried\""#, r#"\"client\":\"lys\""#, "`lys` is not client `ried`"),
        ("\"changes\":4", "\"changes\":5", "lacks some of its changes"),
        ("\"kind\":\"server\"", "\"kind\":\"toaster\"", "toaster"),
        ("\"asset\":2", "\"asset\":7", "does not follow"),
    ];
    for (nth, (from, to, says)) in cases.into_iter().enumerate() {
        let folder = export(&world, "ried", &format!("out{nth}"), &[]);
        forged(&folder, |lines| lines.replacen(from, to, 1));
        other.infog(["import", in_words(&folder)]).refused().says("events.jsonl").says(says).unchanged().run();
    }
    let folder = export(&world, "ried", "half", &[]);
    forged(&folder, |lines| lines.trim_end().to_owned());
    other.infog(["import", in_words(&folder)]).refused().says("the line has no end").unchanged().run();
}

#[test]
fn clashes_are_named_at_once_and_what_is_the_same_is_no_clash() {
    let (world, other) = (World::empty(), World::empty());
    world.infog(["init", "--no-input"]).any_remarks().run();
    furnish(&world, "quimper", 1);
    let from = export(&world, "quimper", "out", &[]);
    let calendar = text(&from, "calendar-quimper-bureau.toml");
    other.infog(["client", "add", "lys", "--name", "Lys"]).any_remarks().run();
    other.infog(["calendar", "apply", "-"]).stdin(&calendar).any_remarks().run();
    let party = ["third-party", "add", "quimper-tiers", "--name", "Tiers quimper", "--contact", "tel quimper"];
    other.infog(party).run();
    other.infog(["ticket", "open", "Lys", "--client", "lys"]).any_remarks().run();
    other.infog(["ticket", "open", "Lys", "--client", "lys"]).any_remarks().run();
    let run = other.infog(["import", in_words(&from)]).refused().says("tickets #1 to #2 are there already");
    run.says("third party `quimper-tiers` is there already and differs").says("--db FILE").unchanged().run();
    let (third, free) = (World::empty(), World::empty());
    third.infog(["client", "add", "lys", "--name", "Lys"]).any_remarks().run();
    third.infog(["calendar", "apply", "-"]).stdin(&calendar).any_remarks().run();
    let check = third.infog(["import", in_words(&from), "--dry-run"]).any_remarks().unchanged().run();
    assert!(check.stdout.contains("quimper"));
    third.infog(["import", in_words(&from)]).any_remarks().run();
    third.infog(["ticket", "open", "Suite", "--client", "lys"]).has("#7").any_remarks().run();
    free.infog(["calendar", "apply", "-"]).stdin(calendar.replace("08:15", "08:20")).any_remarks().run();
    free.infog(["import", in_words(&from)])
        .refused()
        .says("calendar `quimper-bureau` is there already")
        .unchanged()
        .run();
    let told = third.infog(["verify"]).json();
    assert_eq!(told["sound"], true);
}

#[test]
fn who_recorded_what_and_when_stays_and_the_log_says_who_imported_it() {
    let (world, other) = (World::ried(), World::empty());
    let open = ["ticket", "open", "Panne", "--client", "ried", "--as", "karim", "--at", "2026-06-01 09:00"];
    world.infog(open).any_remarks().run();
    let from = export(&world, "ried", "out", &[]);
    let now = "2027-01-01T00:00:00Z";
    let taken = other.infog(["import", in_words(&from), "--as", "repreneur"]).now(now).any_remarks().json();
    assert_eq!((&taken["client"], &taken["tickets"], &taken["assets"]), (&"ried".into(), &1.into(), &4.into()));
    let shown = other.infog(["ticket", "show", "1"]).json();
    assert_eq!(
        (&shown["events"][0]["by"], &shown["events"][0]["at"]),
        (&"karim".into(), &"2026-06-01T09:00:00+02:00".into())
    );
    let raw = rusqlite::Connection::open(other.database()).expect("a database");
    let sql = "SELECT actor, type, data FROM event WHERE subject = 'database'";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let (actor, kind, data): (String, String, String) = raw.query_row(sql, [], row).expect("an event");
    assert_eq!((actor.as_str(), kind.as_str()), ("repreneur", "imported"));
    assert!(data.contains("\"file\":\"out\"") && data.contains("\"client\":\"ried\""), "{data}");
}

#[test]
fn what_crosses_clients_is_told_without_the_other_one() {
    let world = World::empty();
    world.infog(["init", "--no-input"]).any_remarks().run();
    furnish(&world, "quimper", 1);
    furnish(&world, "zorblat", 7);
    let run = |words: &[&str]| drop(world.infog(words).any_remarks().run());
    run(&["asset", "status", "zorblat-PC-02", "in-stock", "--client", "zorblat"]);
    run(&[
        "asset",
        "repair",
        "out",
        "quimper-PC-03",
        "--client",
        "quimper",
        "--supplier",
        "S",
        "--loan",
        "zorblat-PC-02",
        "--loan-client",
        "zorblat",
    ]);
    run(&["licence", "edit", "quimper-LIC", "--client", "quimper", "--owner", "provider"]);
    run(&["licence", "assign", "quimper-LIC", "zorblat-SRV-01", "--client", "quimper", "--for", "zorblat"]);
    run(&["licence", "release", "quimper-LIC", "zorblat-SRV-01", "--client", "quimper", "--for", "zorblat"]);
    let folder = export(&world, "quimper", "out", &["--keys"]);
    for name in names(&folder) {
        assert!(!text(&folder, &name).to_lowercase().contains("zorblat"), "{name} names another client");
    }
    let other = World::empty();
    other.infog(["import", in_words(&folder)]).any_remarks().run();
    other.infog(["asset", "repair", "list", "--client", "quimper"]).has("quimper-PC-03").run();
}
