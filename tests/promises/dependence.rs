//! What holds a change in its place: what later ones need of it, and no more.

use super::undo::{last, ran};
use crate::harness::World;

/// Runs changes and undos, each by its place from 1; the number of each change.
fn sequence(world: &World, steps: &[Step]) -> Vec<i64> {
    let mut numbers: Vec<i64> = Vec::new();
    for step in steps {
        match step {
            Step::Change(words) => ran(world, words),
            Step::Undo(place) => ran(world, &["undo", &numbers[place - 1].to_string()]),
        }
        numbers.push(last(world));
    }
    numbers
}

enum Step {
    Change(&'static [&'static str]),
    Undo(usize),
}

const IN_EST: Step = Step::Change(&["asset", "edit", "RIED-SRV-01", "--set", "site=est"]);
const IN_NORD: Step = Step::Change(&["asset", "edit", "RIED-SRV-01", "--set", "site=nord"]);
const EST: Step = Step::Change(&["site", "add", "est", "--name", "Est", "--client", "ried"]);

#[test]
fn an_asset_holds_a_site_only_if_it_came_to_name_it_since() {
    use Step::Undo;
    let world = World::ried();
    let numbers = sequence(&world, &[IN_EST, EST, Undo(1), Undo(3), Undo(4), Undo(3)]);
    ran(&world, &["undo", &numbers[1].to_string()]);

    let world = World::ried();
    let steps = [EST, Undo(1), IN_EST, Undo(2), Undo(3), Undo(5), Undo(6), Undo(5)];
    let numbers = sequence(&world, &steps);
    ran(&world, &["undo", &numbers[3].to_string()]);

    let world = World::ried();
    let numbers = sequence(&world, &[IN_EST, EST, IN_NORD, IN_EST]);
    let run = world.infog(["undo", &numbers[1].to_string()]).refused().unchanged();
    run.says("a later change depends on it").says(&format!("change {}:", numbers[3])).run();

    let world = World::ried();
    let numbers = sequence(&world, &[EST, IN_EST, Undo(2), Undo(3)]);
    world.infog(["undo", &numbers[0].to_string()]).refused().says("a later change depends on it").unchanged().run();
}

#[test]
fn a_parent_is_held_by_its_part_whatever_was_undone_since() {
    let world = World::ried();
    ran(&world, &["asset", "add", "B-1", "--client", "ried", "--kind", "server"]);
    let added = last(&world).to_string();
    ran(&world, &["asset", "edit", "RIED-PC-01", "--set", "parent=B-1"]);
    let part = last(&world);
    let refused = || {
        let run = world.infog(["undo", &added]).refused().unchanged();
        run.says("a later change depends on it").says(&format!("change {part}:")).run();
    };
    refused();
    ran(&world, &["asset", "edit", "RIED-PC-01", "--set", "model=X"]);
    ran(&world, &["undo"]);
    refused();
    ran(&world, &["undo", &part.to_string()]);
    ran(&world, &["undo", &added]);
}

#[test]
fn a_seat_does_not_come_back_to_whoever_has_another() {
    let add = ["licence", "add", "L-1", "--client", "ried", "--product", "Suite", "--seats", "2", "--perpetual"];
    for holder in [&["RIED-PC-01"][..], &["--person", "Weber"]] {
        let with = |verb| [&["licence", verb, "L-1"][..], holder].concat();
        let refused = |world: &World, number: i64| {
            let run = world.infog(["undo", &number.to_string()]).refused().unchanged();
            run.says("its holder has another seat of the licence now").run();
            assert_eq!(world.infog(["licence", "list"]).any_remarks().json()[0]["used"], 1);
        };
        let world = World::ried();
        ran(&world, &add);
        ran(&world, &with("assign"));
        ran(&world, &with("release"));
        let released = last(&world);
        ran(&world, &with("assign"));
        refused(&world, released);
        ran(&world, &["undo"]);
        ran(&world, &["undo", &released.to_string()]);

        let world = World::ried();
        ran(&world, &add);
        ran(&world, &with("assign"));
        ran(&world, &["undo"]);
        let undo = last(&world);
        ran(&world, &with("assign"));
        refused(&world, undo);
        ran(&world, &["undo"]);
        ran(&world, &["undo", &undo.to_string()]);
        assert_eq!(world.infog(["licence", "list"]).any_remarks().json()[0]["used"], 1);
    }
}

#[test]
fn the_event_that_gave_a_ticket_its_asset_is_named() {
    let world = World::ried();
    ran(&world, &["asset", "add", "B-1", "--client", "ried", "--kind", "server"]);
    let added = last(&world).to_string();
    ran(&world, &["ticket", "open", "Panne", "--client", "ried", "--severity", "N3"]);
    ran(&world, &["ticket", "edit", "1", "--title", "Grande panne"]);
    ran(&world, &["ticket", "edit", "1", "--asset", "B-1"]);
    let given = last(&world);
    ran(&world, &["ticket", "edit", "1", "--title", "Panne"]);
    let run = world.infog(["undo", &added]).refused().unchanged();
    run.says("a later change depends on it").says(&format!("change {given}:")).run();
    ran(&world, &["undo", &given.to_string()]);
    ran(&world, &["undo", &added]);
}
