//! The demo: a believable world around any day, in its own folder.

use crate::harness::World;

/// One line of a table, its cells parted by single blanks.
fn squeezed(text: &str) -> String {
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_opens_a_ticket_explains_its_deadline_and_judges_last_month() {
    for now in ["2026-07-01T09:00:00+02:00", "2026-03-01T00:30:00+01:00", "2027-01-31T18:00:00+01:00"] {
        let world = World::empty();
        let dir = world.path("demo");
        let told = world.infog(["demo", "--lang", "fr", "--dir"]).word(dir).now(now).any_remarks().run().stdout;
        let told = squeezed(&told);
        for part in [
            "$ infog ticket open",
            "#13 Le serveur de fichiers ne répond plus",
            "engagement retenu : ligne serveurs, incident, N1",
            "Rapport de service",
            "fermeture : Inventaire annuel",
            "#5 Réseau du bâtiment B coupé Prise en charge N1",
            "doublon",
            "Rouverts 1 sur 4 résolus",
            "export INFOG_DB=",
        ] {
            assert!(told.contains(part), "{now}: `{part}` is missing in\n{told}");
        }
    }
}

#[test]
fn it_never_touches_the_users_own_database() {
    let world = World::client();
    world.infog(["demo", "--dir"]).word(world.path("demo")).unchanged().any_remarks().run();
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let world = World::empty();
    world.file("mine/letter.txt", "dear client");
    world
        .infog(["demo", "--dir"])
        .word(world.path("mine"))
        .refused()
        .says("holds `letter.txt`, which no demo made")
        .run();
}

#[test]
fn a_demo_in_which_somebody_worked_is_kept_unless_it_is_to_be_replaced() {
    let world = World::empty();
    let demo = |more: &[&str]| {
        let run = world.infog(["demo", "--dir"]).word(world.path("demo")).any_remarks();
        more.iter().fold(run, |run, word| run.word(word))
    };
    demo(&[]).run();
    demo(&[]).run();
    let database = world.path("demo/infog.db");
    let note = ["ticket", "note", "13", "the technician is on the way"];
    world.infog(note).word("--db").word(&database).any_remarks().run();
    let kept = std::fs::read(&database).expect("a database");
    demo(&[]).refused().says("may hold what somebody recorded").says("--dir FOLDER").says("--replace").run();
    assert!(std::fs::read(&database).expect("a database") == kept, "it was touched");
    world.infog(["ticket", "show", "13", "--db"]).word(&database).has("on the way").run();
    demo(&["--replace"]).run();
    world.infog(["ticket", "show", "13", "--db"]).word(&database).lacks("on the way").run();
    // one that was cut short is made anew
    std::fs::write(world.path("demo/demo.head"), "begun\n").expect("a note");
    demo(&[]).run();
}
