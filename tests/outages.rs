//! `outage add|end|edit|remove|import|list`, `report availability`, and what `report sla` says of both.

use serde_json::json;

use crate::harness::{RIED_CONTRACT, World};

const SERVICE: &str = r#"
[price]
amount = "1000.00"
currency = "EUR"
period = "month"

[[availability]]
service = "Serveur de fichiers"
assets = ["RIED-SRV-01", "RIED-PC-01"]
calendar = "always"
at_least = 99.50
exclude = ["planned-maintenance", "force-majeure"]

[[penalty]]
metric = "availability"
percent_per_point = "5"
"#;

fn world() -> World {
    let world = World::ried();
    world.infog(["contract", "apply", "-"]).stdin(format!("{RIED_CONTRACT}{SERVICE}")).any_remarks().run();
    world
}

fn add<'a>(world: &'a World, args: &[&'a str]) -> crate::harness::Run<'a> {
    world.infog(["outage", "add"].into_iter().chain(args.iter().copied()))
}

fn june(world: &World) -> serde_json::Value {
    let report = world.infog(["report", "availability", "--client", "ried", "--month", "2026-06"]).json();
    report[0]["availability"][0].clone()
}

#[test]
fn overlapping_outages_of_several_assets_count_once_and_planned_work_leaves_both_sides() {
    let world = world();
    add(&world, &["--asset", "ried-srv-01", "--from", "2026-06-02 09:00", "--to", "2026-06-02 11:00"])
        .has("Outage 1 of RIED-SRV-01: 2026-06-02 09:00 to 2026-06-02 11:00, 2h 00m")
        .run();
    add(&world, &["--asset", "RIED-PC-01", "--from", "2026-06-02 10:00", "--to", "2026-06-02 12:00"]).run();
    let planned =
        ["--planned", "--announced", "2026-06-01 09:00", "--from", "2026-06-06 20:00", "--to", "2026-06-07 00:00"];
    add(&world, &[["--asset", "RIED-SRV-01"].as_slice(), &planned].concat()).run();
    let june = june(&world);
    assert_eq!((&june["required_s"], &june["left_out_s"]), (&json!((720 - 4) * 3600), &json!(4 * 3600)));
    assert_eq!((&june["down_s"], &june["goal_met"]), (&json!(3 * 3600), &json!(true)));
    let page = world.infog(["report", "availability", "--client", "ried", "--month", "2026-06", "--lang", "fr"]);
    page.has("99,58 %").has("planifiée").has("Serveur de fichiers").run();
    let sla = world.infog(["report", "sla", "--client", "ried", "--month", "2026-06"]).json();
    assert_eq!(sla["availability"][0], june);
}

#[test]
fn a_missed_availability_bears_its_penalty() {
    let world = world();
    add(&world, &["--asset", "RIED-SRV-01", "--from", "2026-06-02 00:00", "--to", "2026-06-03 12:00"]).run();
    let sla = world.infog(["report", "sla", "--client", "ried", "--month", "2026-06"]).json();
    let due = &sla["penalties"][0];
    // 36 of 720 hours: 95.00 %, 4.5 points under, 4 whole points of 5 %.
    assert_eq!(
        (&due["service"], &due["whole_points"], &due["amount"]),
        (&json!("Serveur de fichiers"), &json!(4), &json!("200.00"))
    );
}

#[test]
fn an_outage_that_is_not_over_is_counted_to_the_end_and_said() {
    let world = world();
    add(&world, &["--asset", "RIED-SRV-01", "--from", "2026-06-30 18:00"]).has("not over").run();
    let before = june(&world);
    assert_eq!((&before["down_s"], &before["open_outages"]), (&json!(6 * 3600), &json!([1])));
    world
        .infog(["report", "sla", "--client", "ried", "--month", "2026-06", "--lang", "en"])
        .has("One outage is not over")
        .run();
    world.infog(["outage", "end", "1", "--at", "2026-06-30 19:00"]).has("Outage 1 is over").run();
    assert_eq!(june(&world)["down_s"], json!(3600));
    world.infog(["outage", "end", "1"]).refused().says("ended at 2026-06-30T19:00:00+02:00").unchanged().run();
}

#[test]
fn what_the_contract_excludes_is_left_out_and_work_told_afterwards_is_not() {
    let world = world();
    let power = [
        "--asset",
        "RIED-SRV-01",
        "--from",
        "2026-06-02 09:00",
        "--to",
        "2026-06-02 11:00",
        "--reason",
        "force-majeure",
    ];
    add(&world, &power).run();
    assert_eq!(june(&world)["down_s"], json!(0));
    world.infog(["outage", "edit", "1", "--reason", "onduleur"]).has("Outage 1 mended").run();
    assert_eq!(june(&world)["down_s"], json!(2 * 3600));
    let late = ["--asset", "RIED-SRV-01", "--planned", "--from", "2026-06-03 09:00", "--to", "2026-06-03 10:00"];
    add(&world, &late).says("told after it began").any_remarks().run();
    assert_eq!(june(&world)["down_s"], json!(3 * 3600));
    world.infog(["outage", "remove", "2", "--reason", "saisie deux fois"]).run();
    assert_eq!(june(&world)["down_s"], json!(2 * 3600));
    world.infog(["outage", "remove", "2", "--reason", "encore"]).refused().says("was removed").unchanged().run();
}

#[test]
fn an_import_is_whole_or_not_at_all_and_the_same_again_changes_nothing() {
    let world = world();
    let file = "client;équipement;début;fin;planifié;motif\n\
        ried;RIED-SRV-01;02/06/2026 09:00;02/06/2026 10:00;non;switch\n\
        ried;RIED-SRV-01, RIED-PC-01;2026-06-06T20:00:00+02:00;2026-06-06T22:00:00+02:00;oui;\n";
    world.infog(["outage", "import", "-", "--dry-run"]).stdin(file).any_remarks().unchanged().run();
    let first = world.infog(["outage", "import", "-"]).stdin(file).json();
    assert_eq!((&first["read"], &first["created"], &first["unchanged"]), (&json!(2), &json!(2), &json!(0)));
    let again = world.infog(["outage", "import", "-"]).stdin(file).unchanged().json();
    assert_eq!((&again["created"], &again["unchanged"]), (&json!(0), &json!(2)));
    let longer = file.replace("02/06/2026 10:00", "02/06/2026 11:00");
    assert_eq!(world.infog(["outage", "import", "-"]).stdin(longer).json()["updated"], json!(1));
    assert_eq!(june(&world)["down_s"], json!(2 * 3600));
    world
        .infog(["report", "sla", "--client", "ried", "--month", "2026-06", "--lang", "en"])
        .has("no date of announcement")
        .run();
    let bad = "client,asset,from,to\nried,RIED-SRV-01,2026-06-09 10:00,2026-06-09 09:00\nried,NOPE,2026-06-09 10:00,\nreid,RIED-SRV-01,2026-06-09 10:00,\nried,RIED-SRV-01,hm,\n";
    let run = world.infog(["outage", "import", "-"]).stdin(bad).refused().unchanged();
    run.says("4 of 4 lines are refused")
        .says("line 2, column `to`: an outage ends after it begins")
        .says("line 3, column `asset`: client `ried` has no asset `NOPE`")
        .says("line 4, column `client`")
        .says("line 5, column `from`")
        .run();
    world
        .infog(["outage", "import", "-"])
        .stdin("client,asset,form\n")
        .refused()
        .says("unknown header `form`")
        .unchanged()
        .run();
}

#[test]
fn bad_outages_are_one_clear_error_and_nothing_is_written() {
    let world = world();
    let refused = |args: &[&str], says: &str| add(&world, args).refused().says(says).unchanged().run();
    refused(
        &["--asset", "RIED-SRV-01", "--from", "2026-06-02 10:00", "--to", "2026-06-02 09:00"],
        "an outage ends after it begins",
    );
    refused(&["--from", "2026-06-02 10:00"], "no asset is named");
    refused(&["--asset", "RIED-SRV-99", "--from", "2026-06-02 10:00"], "RIED-SRV-99");
    refused(&["--asset", "RIED-SRV-01", "--from", "2027-06-02 10:00"], "still to come");
    refused(&["--asset", "RIED-SRV-01", "--from", "2026-06-02 10:00", "--ticket", "9"], "there is no ticket #9");
    world.infog(["outage", "end", "3"]).refused().says("there is no outage 3").unchanged().run();
}

#[test]
fn lists_show_the_last_first_and_what_touches_a_month() {
    let world = world();
    add(&world, &["--asset", "RIED-SRV-01", "--from", "2026-05-31 23:00", "--to", "2026-06-01 01:00"]).run();
    add(&world, &["--asset", "RIED-PC-01", "--from", "2026-06-20 08:00"]).run();
    let numbers = |args: &[&str]| {
        let list = world.infog(["outage", "list"].into_iter().chain(args.iter().copied())).json();
        list.as_array().unwrap().iter().map(|o| o["number"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!((numbers(&[]), numbers(&["--month", "2026-05"])), (vec![2, 1], vec![1]));
    assert_eq!((numbers(&["--open"]), numbers(&["--asset", "ried-srv-01"])), (vec![2], vec![1]));
    world.infog(["outage", "list", "--lang", "fr"]).has("en cours").run();
}
