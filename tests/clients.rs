//! `infog client`, `infog init`, `infog config`.

use serde_json::json;

use crate::harness::World;

#[test]
fn a_client_is_added_shown_changed_and_archived() {
    let world = World::client();
    world.infog(["client", "list"]).has("ried").has("Ateliers du Ried").run();
    world.infog(["client", "edit", "RIED", "--name", "Ried SAS"]).has("Ateliers du Ried → Ried SAS").run();
    let client = world.infog(["client", "show", "ried"]).json();
    assert_eq!(client["name"], "Ried SAS");
    assert_eq!(client["zone"], "Europe/Paris");
    world.infog(["client", "archive", "ried", "--yes"]).run();
    assert_eq!(world.infog(["client", "list"]).json(), json!([]));
    assert_eq!(world.infog(["client", "list", "--all"]).json()[0]["archived"], true);
    world.infog(["client", "edit", "ried", "--restore"]).run();
    assert_eq!(world.infog(["client", "list"]).json()[0]["archived"], false);
}

#[test]
fn the_same_value_again_writes_nothing() {
    let world = World::client();
    world.infog(["client", "edit", "ried", "--name", "Ateliers du Ried"]).has("unchanged").unchanged().run();
}

#[test]
fn what_a_client_cannot_be_is_refused() {
    let world = World::client();
    world.infog(["client", "add", "RIED", "--name", "Other"]).refused().says("exists already").unchanged().run();
    world.infog(["client", "add", "x", "--name", "X", "--zone", "Europe/Pari"]).refused().unchanged().run();
    world.infog(["client", "add", "x", "--name", " "]).refused().says("empty").unchanged().run();
    world.infog(["client", "add", "a b", "--name", "X"]).status(2).says("`a b`").unchanged().run();
    world.infog(["client", "edit", "ried"]).status(2).unchanged().run();
}

#[test]
fn an_archive_holds_no_script_up_and_can_be_taken_back() {
    let world = World::client();
    world.infog(["client", "archive", "ried"]).has("archived").run();
    world.infog(["client", "list"]).stdout("no client\n").run();
    world.infog(["client", "edit", "ried", "--restore"]).run();
    world.infog(["client", "list"]).has("ried").run();
}

#[test]
fn the_first_client_makes_the_database_and_says_so() {
    let world = World::empty();
    world.infog(["client", "add", "ried", "--name", "R"]).says("a new database was made").run();
    world.infog(["client", "list"]).has("ried").run();
}

#[test]
fn a_database_that_was_named_and_is_not_there_is_not_made_by_a_slip() {
    let world = World::client();
    let slip = world.path("my typo.db");
    let named = || world.infog(["--db"]).word(&slip);
    let add = ["client", "add", "zz", "--name", "Z"];
    let run = add.iter().fold(named(), |run, word| run.word(word));
    let init = format!("create it with `infog --db '{}' init`", slip.display());
    run.status(5).says("does not exist").says(&init).unchanged().run();
    assert!(!slip.exists());
    named().word("init").word("--no-input").any_remarks().run();
    add.iter().fold(named(), |run, word| run.word(word)).run();
    let other = world.path("other.db");
    add.iter().fold(world.infog([""; 0]), |run, word| run.word(word)).var("INFOG_DB", &other).any_remarks().run();
}

#[test]
fn a_name_is_shown_harmless_in_both_languages() {
    let world = World::client();
    world.infog(["client", "add", "evil", "--name", "a\u{1b}[2Jb"]).refused().unchanged().run();
    world.infog(["client", "list", "--lang", "fr"]).has("Fuseau horaire").run();
}

#[test]
fn init_keeps_what_is_there() {
    let world = World::empty();
    world.infog(["init", "--no-input", "--provider", "Infogéra"]).says("infog client add").has("created").run();
    world.infog(["init", "--no-input"]).says("infog client add").has("already").unchanged().run();
    let config = std::fs::read_to_string(world.path("config/infog/config.toml")).expect("a configuration");
    assert_eq!(config, "[provider]\nname = \"Infogéra\"\n");
}

#[cfg(unix)]
#[test]
fn a_new_database_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::client();
    let mode = |path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(world.database()), 0o600);
    assert_eq!(mode(world.path("data/infog")), 0o700);
}

#[test]
fn every_setting_tells_where_it_comes_from() {
    let world = World::empty();
    world.file("config/infog/config.toml", "# mine\nlanguage = \"fr\"\n");
    let config = world.infog(["config", "show", "--origin", "--tz", "Indian/Reunion"]).json();
    let origin = |key: &str| config[key]["origin"].as_str().expect("an origin").to_owned();
    assert!(origin("language").ends_with("config.toml:2"), "{config}");
    assert_eq!(origin("timezone"), "option --tz");
    assert_eq!(origin("actor"), "variable INFOG_AS");
    assert_eq!(origin("color"), "default");
}

#[test]
fn a_setting_is_changed_and_comments_stay() {
    let world = World::empty();
    let path = world.file("config/infog/config.toml", "# mine\nlanguage = \"fr\" # for now\n");
    world.infog(["config", "set", "language", "en"]).run();
    world.infog(["config", "set", "alias.fetes", "calendar holidays fr"]).run();
    let text = std::fs::read_to_string(path).expect("a configuration");
    assert_eq!(text, "# mine\nlanguage = \"en\" # for now\n\n[alias]\nfetes = \"calendar holidays fr\"\n");
    world.infog(["fetes", "--year", "2026"]).has("2026-07-14").run();
}

#[test]
fn the_actor_is_the_user_where_nobody_says_otherwise() {
    let world = World::empty();
    let actor = |run: crate::harness::Run<'_>| run.json()["actor"].as_str().expect("a name").to_owned();
    let show = || world.infog(["config", "show"]).without("INFOG_AS");
    assert_eq!(actor(show().var("USER", "paul")), "paul");
    let list = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let uid = rustix::process::getuid().as_raw().to_string();
    let own = list.lines().find(|line| line.split(':').nth(2) == Some(uid.as_str()));
    assert_eq!(actor(show()), own.and_then(|line| line.split(':').next()).unwrap_or("unknown"));
}

#[test]
fn a_wrong_configuration_names_its_line() {
    let world = World::empty();
    world.file("config/infog/config.toml", "\nlangage = \"fr\"\n");
    let run = world.infog(["config", "show"]).refused().says("config.toml:2: unknown key `langage`");
    run.says("did you mean `language`?").run();
    world.infog(["config", "set", "color", "blue"]).refused().run();
}

#[test]
fn a_named_configuration_file_must_exist() {
    let world = World::empty();
    world.infog(["--config", "none.toml", "calendar", "holidays", "fr"]).refused().says("none.toml").run();
}

#[cfg(unix)]
#[test]
fn a_group_is_given_a_new_database_and_never_one_that_is_there() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let world = World::client();
    let own = std::fs::metadata(world.path("data")).expect("a folder").gid().to_string();
    world.infog(["init", "--group", &own]).refused().says("not shared with the group").unchanged().run();
    let db = world.path("shared/infog.db");
    let shared = ["init", "--no-input", "--group", &own, "--db", db.to_str().expect("text")];
    world.infog(shared).any_remarks().run();
    world.infog(shared).any_remarks().has("already").run();
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o7777;
    assert_eq!((mode(&db), mode(&world.path("shared"))), (0o660, 0o2770));
    world.infog(["init", "--group", "no-such-group", "--db", "other.db"]).refused().says("no-such-group").run();
}

#[test]
fn an_option_beats_the_variable_that_beats_the_file_that_beats_the_locale() {
    let world = World::client();
    let list = |run: crate::harness::Run<'_>, head: &str| run.has(head).run();
    list(world.infog(["client", "list"]).var("LC_ALL", "fr_FR.UTF-8"), "Fuseau horaire");
    list(world.infog(["client", "list"]).without("LC_ALL").var("LANG", "fr_FR.UTF-8"), "Fuseau horaire");
    world.infog(["config", "set", "language", "en"]).run();
    list(world.infog(["client", "list"]).var("LC_ALL", "fr_FR.UTF-8"), "Time zone");
    list(world.infog(["client", "list"]).var("INFOG_LANG", "fr"), "Fuseau horaire");
    list(world.infog(["client", "list", "--lang", "en"]).var("INFOG_LANG", "fr"), "Time zone");
    list(world.infog(["client", "list", "--format", "md"]).var("INFOG_FORMAT", "csv"), "| Code |");
    list(world.infog(["client", "list"]).var("INFOG_FORMAT", "csv"), "code,name,zone,language\n");
}
