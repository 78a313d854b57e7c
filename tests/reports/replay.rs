//! The same tickets under other terms, beside those that hold.

use serde_json::{Value, json};

use super::{CONTRACT, DECEMBER, desk, desk_under, ticket};
use crate::harness::World;

const PRICE: &str = "
[price]
amount = \"1000.00\"
period = \"month\"

[[penalty]]
metric = \"response\"
franchise_points = \"0\"
percent_per_point = \"1\"
";

fn with_penalty(contract: &str) -> String {
    format!("{contract}{PRICE}").replace("title = \"Infogérance\"", "title = \"Infogérance\"\ncommitment = \"results\"")
}

/// Four responses of June: after 30, 30, 90 and 30 minutes.
fn world() -> World {
    let world = desk_under(&with_penalty(CONTRACT));
    for day in 1..=4 {
        let ack = format!("ack 2026-06-0{day} {}", if day == 3 { "10:30" } else { "09:30" });
        let resolve = format!("resolve 2026-06-0{day} 12:00");
        ticket(&world, &format!("2026-06-0{day} 09:00"), &["--severity", "N1"], &[&ack, &resolve]);
    }
    world
}

fn replayed(world: &World, terms: &str) -> Value {
    let line = ["sla", "replay", "--client", "acme", "--from", "2026-05", "--to", "2026-06", "--with", "-"];
    world.infog(line).stdin(terms).now(DECEMBER).unchanged().json()
}

fn response(replay: &Value) -> [(u64, u64); 2] {
    let rows = replay["metrics"].as_array().expect("rows");
    let row = rows.iter().find(|r| r["metric"] == "response" && r["severity"].is_null()).expect("the responses");
    ["today", "replayed"].map(|side| {
        let count = |key: &str| row[side][key].as_u64().unwrap_or(0);
        (count("met"), count("decided"))
    })
}

#[test]
fn rates_breaches_and_penalties_stand_side_by_side() {
    let world = world();
    let generous = with_penalty(&CONTRACT.replace("response = \"1h working\"", "response = \"2h working\""));
    let replay = replayed(&world, &generous);
    assert_eq!(response(&replay), [(3, 4), (4, 4)]);
    assert_eq!(
        replay["breaches"],
        json!([{"ticket": 3, "metric": "response", "today_late_s": 1800, "replayed_late_s": null}])
    );
    assert_eq!(replay["penalties"]["today"], json!("200.00"), "20 points under 95 % at 1 %");
    assert_eq!(replay["penalties"]["replayed"], json!("0.00"));
    assert_eq!(replay["penalties"]["months"][1], json!({"month": "2026-06", "today": "200.00", "replayed": "0.00"}));
    let strict = CONTRACT.replace("response = \"1h working\"", "response = \"20m working\"");
    let replay = replayed(&world, &strict);
    assert_eq!(response(&replay), [(3, 4), (0, 4)]);
    assert_eq!(replay["breaches"].as_array().map(Vec::len), Some(4));
    assert_eq!(replay["penalties"]["replayed"], Value::Null, "no fee is agreed");
}

#[test]
fn each_update_that_is_late_is_a_breach_of_its_own() {
    let terms = |within: &str| {
        CONTRACT.replace("response = \"1h working\"", &format!("response = \"1h working\"\nupdate = \"{within}\""))
    };
    let world = desk_under(&terms("1h working"));
    let life = [
        "ack 2026-06-01 09:00",
        "update 2026-06-01 11:00 diagnostic",
        "update 2026-06-01 14:00 commande",
        "resolve 2026-06-01 14:30",
    ];
    ticket(&world, "2026-06-01 09:00", &["--severity", "N1"], &life);
    let breaches = replayed(&world, &terms("2h working"))["breaches"].clone();
    let late = |today: Value, other: Value| json!({"ticket": 1, "metric": "update", "today_late_s": today, "replayed_late_s": other});
    assert_eq!(breaches, json!([late(json!(3600), Value::Null), late(json!(7200), json!(3600))]));
    assert_eq!(super::report(&world, "2026-06")["breaches"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_same_terms_come_to_the_same_figures() {
    let world = world();
    let replay = replayed(&world, &with_penalty(CONTRACT));
    for row in replay["metrics"].as_array().expect("rows") {
        assert_eq!(row["today"], row["replayed"], "{row}");
    }
    assert_eq!(replay["penalties"]["today"], replay["penalties"]["replayed"]);
}

#[test]
fn lines_and_perimeter_are_those_of_the_other_terms() {
    let world = desk();
    let park = "client,tag,kind\nacme,SRV,server\nacme,PC,workstation\n";
    world.infog(["asset", "import", "-"]).stdin(park).any_remarks().run();
    for tag in ["SRV", "PC"] {
        ticket(&world, "2026-06-01 09:00", &["--asset", tag], &["ack 2026-06-01 09:40"]);
    }
    let line = "[[line]]\nname = \"serveurs\"\nkinds = [\"server\"]\n\n[[target]]\nline = \"serveurs\"\n\
                ticket = \"incident\"\nresponse = \"30m working\"\n\n[[goal]]";
    let replay = replayed(&world, &CONTRACT.replacen("[[goal]]", line, 1));
    assert_eq!(response(&replay), [(2, 2), (0, 1)], "a stricter line for servers, workstations outside");
}

#[test]
fn a_ticket_that_left_the_perimeter_is_replayed_in_the_months_before_by_the_asset_that_it_had() {
    let line = "[[line]]\nname = \"serveurs\"\nkinds = [\"server\"]\n\n[[severity]]\ncode = \"N1\"";
    let terms = with_penalty(&CONTRACT.replacen("[[severity]]\ncode = \"N1\"", line, 1));
    let terms = terms.replace("min_sample = 3", "min_sample = 1");
    let world = desk_under(&terms);
    let park = "client,tag,kind\nacme,SRV,server\nacme,IMP,printer\n";
    world.infog(["asset", "import", "-"]).stdin(park).any_remarks().run();
    ticket(&world, "2026-06-01 09:00", &["--asset", "SRV"], &["ack 2026-06-01 11:00"]);
    world.infog(["ticket", "edit", "1", "--asset", "IMP"]).now("2026-07-02T10:00:00+02:00").any_remarks().run();
    let line = ["sla", "replay", "--client", "acme", "--from", "2026-06", "--to", "2026-07", "--with", "-"];
    let replay = world.infog(line).stdin(terms).now(DECEMBER).unchanged().json();
    let june = json!({"month": "2026-06", "today": "950.00", "replayed": "950.00"});
    assert_eq!(replay["penalties"]["months"][0], june, "{replay}");
    assert_eq!(response(&replay), [(0, 0), (0, 0)], "it is outside at the end");
}

#[test]
fn it_speaks_both_languages_and_every_format() {
    let world = world();
    let file = world.file("renewal.toml", CONTRACT.replace("1h working", "2h working"));
    let line = ["sla", "replay", "--client", "acme", "--from", "2026-06", "--to", "2026-06", "--with", &file];
    world.infog(line).now(DECEMBER).has("Response (GTI), incidents").has("75.0% (3/4)").has("100.0% (4/4)").run();
    world.infog(line).word("--lang").word("fr").now(DECEMBER).has("Pénalités").has("75,0 % (3/4)").run();
    let csv = world.infog(line).word("--format").word("csv").now(DECEMBER).run().stdout;
    assert!(csv.starts_with("table,"), "{csv}");
    world.infog(line).word("--format").word("md").now(DECEMBER).has("| Response").run();
}

#[test]
fn what_cannot_be_replayed_is_refused() {
    let world = world();
    let file = world.file("renewal.toml", CONTRACT);
    let refused = |words: &[&str], says: &str| {
        let line = ["sla", "replay", "--client", "acme"].iter().chain(words);
        world.infog(line).now(DECEMBER).refused().says(says).unchanged().run();
    };
    refused(&["--from", "2026-06", "--to", "2026-05", "--with", &file], "2026-05 comes before 2026-06");
    refused(&["--from", "2026-13", "--with", &file], "2026-13");
    refused(&["--from", "2026-06", "--with", "none.toml"], "there is no file `none.toml`");
    refused(&["--from", "2026-06", "--with", &file, "--contract", "ACME-2"], "has no contract `ACME-2`");
    let nowhere = world.file("nowhere.toml", CONTRACT.replace("\"office\"", "\"elsewhere\""));
    refused(&["--from", "2026-06", "--with", &nowhere], "calendar `elsewhere` is not known");
    let broken = world.file("broken.toml", CONTRACT.replace("1h working", "1h"));
    refused(&["--from", "2026-06", "--with", &broken], "broken.toml");
}
