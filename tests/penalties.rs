//! What missed goals cost: `report sla` with `[[goal]]`, `[[penalty]]`, `[price]`, `[[means]]`.

use serde_json::json;

use crate::harness::{RIED_CONTRACT, World};

const GOALS: &str = r#"
[price]
amount = "1450.00"
currency = "EUR"
period = "month"

[[goal]]
metric = "response"
ticket = "incident"
severity = "N1"
at_least = 95.0
clause = "art. 7.2"

[[penalty]]
metric = "response"
franchise_points = "1"
percent_per_point = "2"
cap_percent = "10"
"#;

/// Six incidents of June; the last two answered after the hour that N1 has.
fn june(contract: &str) -> World {
    let world = World::ried();
    world.infog(["contract", "apply", "-"]).stdin(contract).any_remarks().run();
    for day in 1..=6 {
        let (opened, taken) = (format!("2026-06-{:02} 09:00", day + 7), if day > 4 { "11:00" } else { "09:30" });
        let args =
            ["ticket", "open", "Panne", "--client", "ried", "--asset", "RIED-SRV-01", "--severity", "N1", "--at"];
        world.infog(args.into_iter().chain([opened.as_str()])).any_remarks().run();
        let at = format!("2026-06-{:02} {taken}", day + 7);
        world.infog(["ticket", "ack", &day.to_string(), "--at", &at]).any_remarks().run();
    }
    world
}

fn report(world: &World) -> serde_json::Value {
    world.infog(["report", "sla", "--client", "ried", "--month", "2026-06"]).json()
}

#[test]
fn whole_points_after_the_franchise_are_paid_up_to_the_cap_with_the_tickets_behind_them() {
    let world = june(&format!("{RIED_CONTRACT}{GOALS}"));
    let penalties = report(&world)["penalties"].clone();
    let [due] = penalties.as_array().map(Vec::as_slice).unwrap() else { panic!("{penalties}") };
    // On Saturday 13 June nobody is there: only Friday's ticket 5 is answered late.
    assert_eq!((&due["numerator"], &due["denominator"]), (&json!(5), &json!(6)), "{due}");
    assert_eq!((&due["points"], &due["whole_points"], &due["percent"]), (&json!("11.6666"), &json!(10), &json!("10")));
    assert_eq!((&due["capped"], &due["amount"], &due["fee"]), (&json!(true), &json!("145.00"), &json!("1450.00")));
    assert_eq!(due["tickets"], json!([5]));
    let page = world.infog(["report", "sla", "--client", "ried", "--month", "2026-06", "--lang", "fr"]);
    page.has("83,33 %").has("plafonné à 10 %").has("145,00 €").has("Au total 145,00 €").run();
}

#[test]
fn a_commitment_of_means_shows_what_was_promised_and_put_in_and_no_penalty() {
    let means = RIED_CONTRACT.replace("kind = \"global\"", "kind = \"global\"\ncommitment = \"means\"")
        + GOALS
        + "\n[[means]]\nwhat = \"Un technicien le mardi\"\nquantity = 1\n";
    let world = june(&means);
    world.infog(["ticket", "log", "1", "--minutes", "40", "--at", "2026-06-08 10:00"]).any_remarks().run();
    let report = report(&world);
    assert_eq!((&report["penalties"], &report["commitment"]), (&json!([]), &json!("means")));
    assert_eq!(report["effort"], json!({"remote_minutes": 40, "on_site_minutes": 0, "people": 1}));
    let page = world.infog(["report", "sla", "--client", "ried", "--month", "2026-06", "--lang", "fr"]);
    page.has("ne portent pas de pénalité").has("Un technicien le mardi").has("40 min").run();
}

#[test]
fn under_the_sample_nothing_is_due_and_without_a_fee_no_amount() {
    let small = format!("{}{GOALS}", RIED_CONTRACT.replace("[policy]", "[policy]\nmin_sample = 7"));
    assert_eq!(report(&june(&small))["penalties"], json!([]));
    let without_fee = GOALS.split_once("[[goal]]").map(|(_, rest)| format!("{RIED_CONTRACT}\n[[goal]]{rest}")).unwrap();
    let world = june(&without_fee);
    assert_eq!(report(&world)["penalties"][0]["amount"], json!(null));
    world
        .infog(["report", "sla", "--client", "ried", "--month", "2026-06", "--lang", "en"])
        .has("no amount can be computed")
        .run();
}

#[test]
fn a_service_credit_is_named_as_one_and_a_franchise_over_100_is_refused() {
    let credit = format!("{RIED_CONTRACT}{}", GOALS.replace("[[penalty]]", "[[penalty]]\nkind = \"service-credit\""));
    let world = june(&credit);
    assert_eq!(report(&world)["penalties"][0]["kind"], "service-credit");
    world
        .infog(["report", "sla", "--client", "ried", "--month", "2026-06", "--lang", "fr"])
        .has("crédit de service")
        .run();
    let bad = format!("{RIED_CONTRACT}{}", GOALS.replace("\"1\"", "\"101\""));
    world.infog(["contract", "apply", "-"]).stdin(bad).refused().says("franchise_points").unchanged().run();
}
