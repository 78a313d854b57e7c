//! Inventories that a client accepted, beside changes that were taken back: kept, and handed over.

use super::reversibility::{export, in_words, without_positions};
use super::tamper;
use super::undo::last;
use crate::harness::World;

/// A desk with a machine that was edited; the number of that change.
fn edited() -> (World, String) {
    let world = World::ried();
    world.infog(["asset", "edit", "RIED-PC-01", "--set", "model=X"]).any_remarks().run();
    let number = last(&world).to_string();
    (world, number)
}

fn accept(world: &World) -> String {
    world.infog(["asset", "campaign", "start", "un", "--client", "ried"]).any_remarks().run();
    world.infog(["asset", "campaign", "accept", "un", "--by", "Weber", "--client", "ried"]).any_remarks().run();
    last(world).to_string()
}

#[test]
fn an_inventory_frozen_after_an_undo_is_handed_over() {
    let (world, edit) = edited();
    world.infog(["undo", &edit]).any_remarks().run();
    let undo = last(&world).to_string();
    let accepted = accept(&world);
    let from = export(&world, "ried", "out", &[]);
    let other = World::empty();
    other.infog(["init", "--no-input"]).any_remarks().run();
    other.infog(["import", in_words(&from)]).any_remarks().run();
    other.infog(["verify"]).has("Sound").run();
    let shown = |world: &World| {
        let mut told = world.infog(["asset", "campaign", "show", "un", "--client", "ried"]).any_remarks().json();
        without_positions(&mut told);
        told
    };
    assert_eq!(shown(&world), shown(&other));
    // what the acceptance froze stays
    let run = world.infog(["undo", &undo]).refused().unchanged();
    run.says("a later change depends on it").says(&format!("change {accepted}:")).run();
}

#[test]
fn an_acceptance_holds_what_it_froze() {
    let (world, edit) = edited();
    let accepted = accept(&world);
    let refused = || {
        let run = world.infog(["undo", &edit]).refused().unchanged();
        run.says("a later change depends on it").says(&format!("change {accepted}:")).run();
    };
    refused();
    export(&world, "ried", "first", &[]);
    world.infog(["undo", &accepted]).any_remarks().run();
    let undo = last(&world).to_string();
    world.infog(["undo", &undo]).any_remarks().run();
    refused();
    world.infog(["undo", &last(&world).to_string()]).any_remarks().run();
    world.infog(["undo", &edit]).any_remarks().run();
    export(&world, "ried", "second", &[]);
}

#[test]
fn an_inventory_that_froze_what_was_taken_back_is_refused_in_words() {
    let (world, edit) = edited();
    world.infog(["undo", &edit]).any_remarks().run();
    accept(&world);
    // as an infog before this one could leave it
    let sql = format!(
        "UPDATE campaign_asset SET change = (SELECT id FROM asset_change WHERE event = {edit})
         WHERE asset = (SELECT asset FROM asset_change WHERE event = {edit})"
    );
    tamper(&world, &sql);
    let run = world.infog(["export", "--client", "ried", "--to", "out"]).refused().any_remarks();
    run.says(&format!("campaign `un` froze asset `RIED-PC-01` as event {edit} left it")).says("took back since").run();
    assert!(!world.path("out").exists());
}
