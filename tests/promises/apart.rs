//! Nothing of one client in a list, a report or an export of another.

use super::furnished::{furnish, reads};
use crate::harness::World;

#[test]
fn no_answer_about_a_client_holds_a_word_of_another() {
    let world = World::empty();
    world.infog(["init", "--no-input"]).any_remarks().run();
    furnish(&world, "quimper", 1);
    furnish(&world, "zorblat", 7);
    let mut leaks = Vec::new();
    for (client, foreign) in [("quimper", "zorblat"), ("zorblat", "quimper")] {
        let reads = reads(&world, client);
        assert!(reads.len() > 60, "only {} commands", reads.len());
        for words in reads {
            for format in ["table", "json", "csv"] {
                let answer = world.infog(&words).word("--format").word(format).status_any().run();
                let told = format!("{}{}", answer.stdout, answer.stderr).to_lowercase();
                if let Some(line) = told.lines().find(|line| line.contains(foreign)) {
                    leaks.push(format!("infog {} --format {format}: {line}", words.join(" ")));
                }
            }
        }
        let folder = world.path(client);
        world.infog(["export", "--client", client, "--keys", "--to"]).word(&folder).any_remarks().run();
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let text = std::fs::read_to_string(entry.path()).expect("a text").to_lowercase();
            if let Some(line) = text.lines().find(|line| line.contains(foreign)) {
                leaks.push(format!("{}: {line}", entry.path().display()));
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}
