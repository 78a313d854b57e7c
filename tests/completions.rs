//! The scripts in `completions/` are what the binary prints, and what it answers them comes from the database.

use std::path::Path;

use crate::harness::World;

const SCRIPTS: [(&str, &str); 4] =
    [("bash", "infog.bash"), ("zsh", "_infog"), ("fish", "infog.fish"), ("powershell", "infog.ps1")];

#[test]
fn the_scripts_are_those_of_the_binary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let world = World::empty();
    for (shell, file) in SCRIPTS {
        let kept = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        let answer = world.infog(["completions", shell]).run();
        assert!(kept == answer.stdout, "completions/{file} is old: `infog completions {shell} > completions/{file}`");
    }
}

/// What zsh is offered after these words, the last one being typed.
fn offered(world: &World, words: &[&str]) -> Vec<String> {
    let line = ["--", "infog"].into_iter().chain(words.iter().copied());
    let run = world.infog(line).var("COMPLETE", "zsh").var("_CLAP_IFS", "\n");
    let answer = run.var("_CLAP_COMPLETE_INDEX", words.len().to_string()).run();
    answer.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn clients_assets_contracts_and_calendars_come_from_the_database() {
    let world = World::ried();
    assert_eq!(offered(&world, &["client", "show", "r"]), ["ried:Ateliers du Ried"]);
    assert_eq!(offered(&world, &["asset", "show", "ried-s"]), ["RIED-SRV-01"]);
    assert_eq!(offered(&world, &["contract", "show", "RI"]), ["RIED-2025"]);
    assert_eq!(offered(&world, &["calendar", "show", "a"]), ["always"]);
    assert_eq!(offered(&world, &["asset", "show", "--client", "nobody", "RIED"]), Vec::<String>::new());
}

#[test]
fn commands_and_options_are_offered_with_their_help() {
    let world = World::empty();
    assert_eq!(offered(&world, &["calendar", "holi"]), ["holidays:List the legal holidays of a territory"]);
    assert_eq!(offered(&world, &["calendar", "holidays", "fr-r"]), ["fr-reunion"]);
    assert!(offered(&world, &["calc", "due", "--wi"])[0].starts_with("--within:"));
}

#[test]
fn a_shell_never_sees_an_error() {
    let world = World::empty();
    world.harm();
    assert_eq!(offered(&world, &["client", "show", "r"]), Vec::<String>::new());
    world.file("data/infog/infog.db", "no database at all");
    assert_eq!(offered(&world, &["client", "show", "r"]), Vec::<String>::new());
}

#[test]
fn bash_is_not_offered_a_tag_that_it_would_part() {
    let world = World::client();
    world.infog(["asset", "add", "SRV 01", "--kind", "server", "--client", "ried"]).any_remarks().run();
    assert_eq!(offered(&world, &["asset", "show", "S"]), ["SRV 01"]);
    let bash = world.infog(["--", "infog", "asset", "show", "S"]).var("COMPLETE", "bash").var("_CLAP_IFS", "\n");
    bash.var("_CLAP_COMPLETE_INDEX", "3").var("_CLAP_COMPLETE_COMP_TYPE", "9").stdout("").run();
}
