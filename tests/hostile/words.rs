//! Words that other programs would obey: formulas, options, SQL; and words that open a door.

use super::desk;
use crate::harness::World;

/// What a spreadsheet would run leaves with a guard and comes back without it.
#[test]
fn formulas_are_guarded_on_the_way_out_and_come_back_as_they_were() {
    let cells =
        ["=1+1", "+33 1 23", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1", " =1", "'=1", "\"=1\"", "3-4", "'tis"];
    let world = desk();
    for (nth, cell) in cells.iter().enumerate() {
        let set = format!("label={cell}");
        let tag = format!("F-{nth}");
        world.infog(["asset", "add", &tag, "--kind", "server", "--client", "ried", "--set", &set]).any_remarks().run();
    }
    let exported = world.infog(["asset", "list", "--format", "csv"]).run().stdout;
    let labels = |json: serde_json::Value| -> Vec<String> {
        let rows = json.as_array().expect("rows").clone();
        rows.iter().map(|row| row["label"].as_str().unwrap_or_default().to_owned()).collect()
    };
    for line in exported.lines().skip(1) {
        for cell in line.split(',') {
            assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '@']), "{line}");
        }
    }
    let told = labels(world.infog(["asset", "list"]).json());
    let other = World::client();
    other.infog(["asset", "import", "-"]).stdin(&exported).any_remarks().run();
    assert_eq!(labels(other.infog(["asset", "list"]).json()), told);
}

#[test]
fn names_that_look_like_options_or_files_are_names() {
    let world = World::client();
    world.file("file", "not to be read");
    for name in
        ["-rf", "--help", "@file", "@/etc/passwd", "-", "--", "$(id)", "`id`", "; id", "| id", "%s%n", "{}", "*", "~"]
    {
        let title = format!("--name={name}");
        world.infog(["client", "edit", "ried", &title]).any_remarks().run();
        assert_eq!(world.infog(["client", "show", "ried"]).json()["name"], name);
        let words = ["ticket", "open", "--client=ried", "--json", "--", name];
        let number = world.infog(words).any_remarks().run().json()["number"].to_string();
        assert_eq!(world.infog(["ticket", "show", &number]).json()["title"], name);
        world.infog(["ticket", "cancel", &number, "--reason", "withdrawn"]).any_remarks().run();
    }
    for tag in ["-rf", "--help", "@file", "-x"] {
        let kind = ["--kind=server", "--client=ried", "--"];
        let add = world.infog(["asset", "add"].into_iter().chain(kind).chain([tag])).status_any().run();
        let shown = world.infog(["asset", "show", "--", tag]).status_any().run();
        let refused = add.stderr.contains(tag) && !shown.stderr.is_empty();
        assert!(refused || shown.stdout.contains(tag), "{tag}: {add:?} {shown:?}");
        world.infog(["asset", "retire", "--", tag]).status_any().run();
    }
}

#[test]
fn what_opens_a_door_is_not_kept_in_a_ticket() {
    let world = desk();
    let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----";
    let described = format!("Voici la clé :\n{key}");
    let password = "Mot de passe : Ete2026!";
    for words in [
        vec!["ticket", "note", "1", "--", key],
        vec!["ticket", "update", "1", password],
        vec!["ticket", "open", password, "--client", "ried"],
        vec!["ticket", "open", "Accès", "--client", "ried", "--description", &described],
        vec!["ticket", "edit", "1", "--title", "pwd=hunter2"],
        vec!["ticket", "correct", "1", "1", "--at", "2026-06-30 10:00", "--reason", password],
    ] {
        let answer = world.infog(&words).refused().says("looks as if it held a p").says("safe").unchanged().run();
        for secret in ["Ete2026", "hunter2", "b3BlbnNz"] {
            assert!(!answer.stderr.contains(secret), "{words:?}: {}", answer.stderr);
        }
    }
    let line =
        r#"{"client":"ried","kind":"incident","title":"password: hunter2","opened_at":"2026-06-29T10:00:00+02:00"}"#;
    world.infog(["ticket", "import", "-"]).stdin(line).refused().says("standard input:1").says("a password").run();
    world.infog(["ticket", "note", "1", "Password reset, new one in the safe"]).run();
}

/// Words of SQL are words.
#[test]
fn sql_in_a_text_stays_text() {
    let world = desk();
    let count = || {
        let raw = rusqlite::Connection::open(world.database()).expect("a database");
        raw.query_row("SELECT count(*) FROM client", [], |row| row.get::<_, i64>(0)).expect("a number")
    };
    let before = count();
    for text in
        ["'; DROP TABLE client; --", "' OR 1=1 --", "\" OR \"\"=\"", "%", "_", "$1", "?1", "x' UNION SELECT 1 --"]
    {
        for words in [
            vec!["client", "show", text],
            vec!["asset", "show", text],
            vec!["asset", "list", "--client", text],
            vec!["ticket", "search", text],
            vec!["contract", "show", text],
            vec!["asset", "list", "--where", text],
        ] {
            let answer = world.infog(&words).status_any().run();
            assert!(!answer.stdout.contains("RIED-SRV-01"), "{words:?}: {}", answer.stdout);
        }
        world.infog(["ticket", "note", "1", text]).run();
    }
    assert_eq!(count(), before);
    world.infog(["verify"]).run();
}
