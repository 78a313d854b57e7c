//! What was logged, what it counts, what is left: `ticket log`, `contract log`, `contract volume`, `report volume`.

use serde_json::json;

use crate::harness::{RIED_CONTRACT, World};

/// An hour by quarters, a visit counts an hour, out of hours counts twice.
const VOLUME: &str = r#"
[volume]
unit = "minute"
included = 120
period = "month"
rounding = 15
on_site_minimum = 60
out_of_hours_factor = 2
overrun_price = "85.00"
out_of_scope_price = "95.00"
travel_price = "40.00"
"#;

fn world(volume: &str) -> World {
    let world = World::ried();
    let text = format!("{RIED_CONTRACT}{volume}");
    world.infog(["contract", "apply", "-"]).stdin(text).any_remarks().run();
    world
        .infog(["ticket", "open", "Serveur", "--client", "ried", "--asset", "RIED-SRV-01", "--at", "2026-06-01 08:00"])
        .any_remarks()
        .run();
    world
}

fn log(world: &World, args: &[&str]) -> String {
    let args = ["ticket", "log", "1"].iter().chain(args).copied();
    world.infog(args).any_remarks().run().stderr
}

#[test]
fn an_entry_says_what_it_counts_and_what_is_left_and_warns_from_80_per_cent() {
    let world = world(VOLUME);
    let said = log(&world, &["--minutes", "20", "--at", "2026-06-01 08:10"]);
    assert_eq!(said, "RIED-2025: 30m counted (20m logged), balance 1h 30m\n");
    let said = log(&world, &["--minutes", "20", "--on-site", "--at", "2026-06-02 10:00"]);
    assert_eq!(said, "RIED-2025: 1h 00m counted (20m logged), balance 30m\n");
    let said = log(&world, &["--minutes", "10", "--at", "2026-06-02 14:00"]);
    assert!(said.contains("warning: RIED-2025: 87% of the volume is used; 15m left"), "{said}");
    let said = log(&world, &["--minutes", "20", "--at", "2026-06-03 17:20"]);
    assert!(said.contains("45m counted (20m logged), balance −30m"), "{said}");
    assert!(said.contains("The volume is overdrawn by 30m"), "{said}");
}

#[test]
fn the_account_shows_each_line_with_its_rule_and_balance_and_the_month_its_price() {
    let world = world(VOLUME);
    log(&world, &["--minutes", "20", "--at", "2026-06-01 08:10", "--nature", "repair"]);
    log(&world, &["--minutes", "20", "--on-site", "--at", "2026-06-03 17:20"]);
    let contract = ["contract", "log", "RIED-2025", "--minutes", "60", "--at", "2026-06-04 09:00", "--text", "Visite"];
    world.infog(contract).has("60 min logged under RIED-2025").any_remarks().run();
    let account = world.infog(["contract", "volume", "RIED-2025", "--month", "2026-06"]).json();
    let lines: Vec<_> = account["lines"].as_array().unwrap().iter().filter(|l| l["what"] == "work").collect();
    assert_eq!(lines.iter().map(|l| &l["balance"]).collect::<Vec<_>>(), [90, 0, -60]);
    assert_eq!(lines[1]["rules"], json!(["rounding 15", "on-site-minimum 60", "out-of-hours-factor 2"]));
    assert_eq!((&lines[1]["out_of_hours_s"], &lines[1]["charged_minutes"]), (&json!(600), &json!(90)));
    assert_eq!((&lines[0]["nature"], &lines[2]["text"]), (&json!("repair"), &json!("Visite")));
    let sums = &account["volume"];
    assert_eq!((&sums["raw_minutes"], &sums["charged_minutes"]), (&json!(100), &json!(180)));
    assert_eq!((&sums["overrun_minutes"], &sums["overrun_amount"]), (&json!(60), &json!("85.00")));
    assert_eq!((&sums["visits"], &sums["travel_amount"]), (&json!(1), &json!("40.00")));
    let report = world.infog(["report", "sla", "--client", "ried", "--month", "2026-06"]).json();
    assert_eq!(report["volume"], account["volume"]);
    let shown = world.infog(["contract", "volume", "RIED-2025", "--month", "2026-06", "--lang", "fr"]);
    shown.has("dont 10 min hors plage horaire × 2").has("#1 Serveur").has("Son prix").run();
    let report = world.infog(["report", "volume", "--client", "ried", "--month", "2026-06"]).json();
    assert_eq!(report, json!([account]));
}

#[test]
fn work_that_is_not_covered_has_its_own_price_and_burns_nothing() {
    let world = world(VOLUME);
    let open =
        ["ticket", "open", "Imprimante", "--client", "ried", "--asset", "RIED-IMP-01", "--at", "2026-06-01 08:00"];
    world.infog(open).any_remarks().run();
    let said = world.infog(["ticket", "log", "2", "--minutes", "60", "--at", "2026-06-01 09:00"]);
    said.any_remarks().says("1h 00m counted, not covered by the contract").run();
    let sums = world.infog(["contract", "volume", "RIED-2025", "--month", "2026-06"]).json()["volume"].clone();
    assert_eq!((&sums["out_of_scope_minutes"], &sums["out_of_scope_amount"]), (&json!(60), &json!("95.00")));
    assert_eq!((&sums["raw_minutes"], &sums["closing"]), (&json!(0), &json!(120)));
}

#[test]
fn corrected_minutes_count_and_a_ticket_that_is_not_covered_leaves() {
    let world = world(VOLUME);
    log(&world, &["--minutes", "20", "--at", "2026-06-01 08:10"]);
    world.infog(["ticket", "correct", "1", "2", "--minutes", "50", "--reason", "faute de frappe"]).any_remarks().run();
    let charged = || {
        let account = world.infog(["contract", "volume", "RIED-2025", "--month", "2026-06"]).json();
        (account["volume"]["charged_minutes"].clone(), account["volume"]["out_of_scope_minutes"].clone())
    };
    assert_eq!(charged(), (json!(60), json!(0)));
    world.infog(["ticket", "cancel", "1", "--reason", "not-covered"]).any_remarks().run();
    assert_eq!(charged(), (json!(0), json!(60)));
}

#[test]
fn what_is_bought_is_burnt_after_what_is_older_and_is_not_bought_twice_by_mistake() {
    let world = world(VOLUME);
    let add = [
        "contract",
        "volume",
        "add",
        "RIED-2025",
        "60",
        "--from",
        "2026-06-02",
        "--until",
        "2026-07-31",
        "--reference",
        "cde 12",
    ];
    world.infog(add).has("1h 00m added to the volume of RIED-2025, usable from 2 June 2026 to 31 July 2026").run();
    world.infog(add).refused().says("it overlaps volume no. 1 (60, cde 12)").says("--on-top").unchanged().run();
    log(&world, &["--minutes", "150", "--at", "2026-06-03 08:00"]);
    let july = world.infog(["contract", "volume", "RIED-2025"]).json();
    assert_eq!((&july["volume"]["opening"], &july["volume"]["closing"]), (&json!(30), &json!(150)));
    assert_eq!(july["period"]["from"], "2026-07-01");
}

#[test]
fn units_of_work_weigh_what_the_catalogue_says() {
    let catalogue = VOLUME.replace("\"minute\"", "\"unit\"").replace("included = 120", "included = 10")
        + "[[volume.weights]]\ncode = \"UO-POSTE\"\nlabel = \"Poste\"\nweight = 2.5\n";
    let world = world(&catalogue);
    let said = log(&world, &["--minutes", "20", "--unit", "uo-poste", "--quantity", "3", "--at", "2026-06-03 09:00"]);
    assert_eq!(said, "RIED-2025: balance 2.50 units\n");
    let unknown = world.infog(["ticket", "log", "1", "--minutes", "5", "--unit", "UO-POST"]);
    unknown.refused().says("did you mean `UO-POSTE`?").unchanged().run();
    world
        .infog(["ticket", "log", "1", "--minutes", "5", "--unit", "UO-POSTE", "--quantity", "0"])
        .refused()
        .says("no work")
        .unchanged()
        .run();
}

#[test]
fn tickets_are_counted_where_the_volume_is_one_of_tickets() {
    let tickets = VOLUME.replace("\"minute\"", "\"ticket\"").replace("included = 120", "included = 1");
    let world = world(&tickets);
    world
        .infog(["ticket", "open", "Deux", "--client", "ried", "--asset", "RIED-PC-01", "--at", "2026-06-02 08:00"])
        .any_remarks()
        .run();
    let sums = world.infog(["contract", "volume", "RIED-2025", "--month", "2026-06"]).json()["volume"].clone();
    assert_eq!((&sums["burnt"], &sums["overrun"], &sums["overrun_amount"]), (&json!(2), &json!(1), &json!("85.00")));
}

#[test]
fn bad_work_is_one_clear_error_and_nothing_is_written() {
    let world = world(VOLUME);
    let refused = |args: &[&str], says: &str| {
        world.infog(args.iter().copied()).refused().says(says).unchanged().run();
    };
    refused(&["ticket", "log", "1", "--minutes", "30", "--nature", "evolutive"], "--quote REF");
    refused(
        &["contract", "log", "RIED-2025", "--minutes", "30", "--at", "2024-01-01 09:00"],
        "is not in force on 2024-01-01",
    );
    refused(&["contract", "volume", "add", "RIED-2025", "0"], "a volume of 0 is none");
    refused(
        &["contract", "volume", "add", "RIED-2025", "60", "--from", "2026-07-02", "--until", "2026-07-01"],
        "before its first",
    );
    refused(&["contract", "volume", "RIED-2025", "--from", "2026-07-02", "--to", "2026-07-01"], "exchange");
    for minutes in ["-5", "0", "1500"] {
        let told = format!("{minutes} is not in 1..=1440");
        world.infog(["contract", "log", "RIED-2025", "--minutes", minutes]).status(2).says(&told).unchanged().run();
    }
    let bare = World::ried();
    bare.infog(["contract", "volume", "RIED-2025"]).refused().says("has no volume").says("[volume]").run();
    bare.infog(["report", "volume", "--client", "ried"]).has("no contract of this client has a volume").run();
}

#[test]
fn natures_quotes_and_pieces_of_work_travel_with_the_ticket() {
    let world = world(VOLUME);
    log(
        &world,
        &[
            "--minutes",
            "20",
            "--nature",
            "evolutive",
            "--quote",
            "D-7",
            "--on-site",
            "--no-travel",
            "--at",
            "2026-06-01 09:00",
        ],
    );
    let line = world.infog(["ticket", "export"]).run().stdout;
    assert!(line.contains(r#""nature":"evolutive","quote":"D-7","no_travel":true"#), "{line}");
    let shown = world.infog(["ticket", "show", "1"]).run().stdout;
    assert!(shown.contains("20 min, on site, evolutive maintenance, quote D-7"), "{shown}");
    let sums = world.infog(["contract", "volume", "RIED-2025", "--month", "2026-06"]).json()["volume"].clone();
    assert_eq!(sums["visits"], 0);
}
