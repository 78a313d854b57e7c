//! `contract renewals` and `contract price`.

use serde_json::json;

use crate::harness::{RIED_CONTRACT, World};

const PRICE: &str = "\n[price]\namount = \"1450.00\"\ncurrency = \"EUR\"\nperiod = \"month\"\nindex = { name = \"Syntec\", base = \"310.0\" }\n";

fn priced() -> World {
    let world = World::ried();
    world.infog(["contract", "apply", "-"]).stdin(format!("{RIED_CONTRACT}{PRICE}")).any_remarks().run();
    world
}

#[test]
fn a_tacit_contract_has_its_last_day_for_notice_and_the_periods_to_come() {
    let world = World::ried();
    let all = world.infog(["contract", "renewals"]).json();
    let line = &all[0];
    assert_eq!((&line["to"], &line["notice_by"]), (&json!("2028-06-30"), &json!("2028-03-30")));
    let ends: Vec<_> = line["periods"].as_array().unwrap().iter().map(|p| p["to"].as_str().unwrap()).collect();
    assert_eq!(ends, ["2028-06-30", "2029-06-30", "2030-06-30", "2031-06-30"]);
    assert_eq!(world.infog(["contract", "renewals", "--within", "6mo"]).json(), json!([]));
    let near = world.infog(["contract", "renewals", "--within", "6mo", "--now", "2028-01-10 09:00"]).json();
    assert_eq!(near[0]["days_left"], json!(80));
    world
        .infog(["contract", "renewals", "--now", "2028-05-01 09:00", "--lang", "fr"])
        .has("passé")
        .has("30 juin 2029")
        .run();
}

#[test]
fn a_contract_that_is_over_is_not_listed_and_an_express_one_ends() {
    let world = World::client();
    world.infog(["calendar", "apply", "-"]).stdin(crate::harness::RIED_CALENDAR).run();
    let express = RIED_CONTRACT.replace("mode = \"tacit\"", "mode = \"express\"");
    world.infog(["contract", "apply", "-"]).stdin(express).any_remarks().run();
    world.infog(["contract", "renewals"]).has("ends unless both sign again").run();
    assert_eq!(world.infog(["contract", "renewals", "--now", "2028-07-01 09:00"]).json(), json!([]));
}

#[test]
fn a_fee_is_revised_by_its_index_up_and_down_to_the_cent() {
    let world = priced();
    let price = world.infog(["contract", "price", "RIED-2025", "--index", "318.4"]).json();
    // 1450 × 318.4 / 310 = 1489.290…
    assert_eq!(price["revision"], json!({"value": "318.4", "amount": "1489.29", "change": "39.29"}));
    let down = world.infog(["contract", "price", "RIED-2025", "--index", "300"]).json();
    assert_eq!(down["revision"]["change"], json!("-46.77"));
    world.infog(["contract", "price", "RIED-2025", "--index", "318.4", "--lang", "fr"]).has("1 489,29 €").run();
}

#[test]
fn an_index_of_zero_or_a_contract_without_fee_or_index_is_refused() {
    let world = priced();
    world
        .infog(["contract", "price", "RIED-2025", "--index", "0"])
        .refused()
        .says("an index of 0 is none")
        .unchanged()
        .run();
    world.infog(["contract", "price", "RIED-2025", "--index", "-3"]).refused().says("an index of -3 is none").run();
    let zero = format!("{RIED_CONTRACT}{}", PRICE.replace("310.0", "0.00"));
    world.infog(["contract", "check", "-"]).stdin(zero).refused().says("an index of 0 is none").run();
    let bare = World::ried();
    bare.infog(["contract", "price", "RIED-2025"]).refused().says("gives no fee").says("[price]").run();
    let without = PRICE.replace("index = { name = \"Syntec\", base = \"310.0\" }\n", "");
    bare.infog(["contract", "apply", "-"]).stdin(format!("{RIED_CONTRACT}{without}")).any_remarks().run();
    bare.infog(["contract", "price", "RIED-2025", "--index", "318"]).refused().says("not revised by an index").run();
}

#[test]
fn the_fee_is_told_by_amendment() {
    let world = priced();
    let second = format!("{RIED_CONTRACT}{PRICE}").replace("kind = \"global\"", "kind = \"global\"\namendment = 1");
    let second =
        second.replace("effective_on = \"2025-07-01\"", "effective_on = \"2026-01-01\"").replace("1450.00", "1600.00");
    world.infog(["contract", "apply", "-"]).stdin(second).any_remarks().run();
    let price = world.infog(["contract", "price", "RIED-2025"]).json();
    let amounts: Vec<_> = price["versions"].as_array().unwrap().iter().map(|v| v["amount"].as_str().unwrap()).collect();
    assert_eq!((amounts, &price["amount"]), (vec!["1450.00", "1600.00"], &json!("1600.00")));
}
