//! `report workload`, who speaks for whom on a date, and the provider's own number.

use serde_json::{Value, json};

use crate::harness::{RIED_CONTRACT, World};

fn logged(world: &World, by: &str, line: &[&str]) {
    world.infog(line.iter().copied().chain(["--as", by])).any_remarks().run();
}

fn minutes(lines: &Value) -> Vec<(String, i64)> {
    let one =
        |line: &Value| (line["technician"].as_str().unwrap_or_default().to_owned(), line["minutes"].as_i64().unwrap());
    lines.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn time_adds_up_by_client_and_technician_without_what_was_taken_back() {
    let world = World::ried();
    let open = ["ticket", "open", "Panne", "--client", "ried", "--at", "2026-06-01 09:00"];
    world.infog(open).any_remarks().run();
    logged(&world, "lea", &["ticket", "log", "1", "--minutes", "30", "--nature", "repair", "--at", "2026-06-02 09:00"]);
    logged(&world, "Léo", &["ticket", "log", "1", "--minutes", "15", "--on-site", "--at", "2026-06-30 23:50"]);
    logged(&world, "lea", &["contract", "log", "RIED-2025", "--minutes", "45", "--at", "2026-06-03 09:00"]);
    logged(&world, "lea", &["ticket", "log", "1", "--minutes", "7", "--at", "2026-07-01 00:10"]);
    logged(&world, "lea", &["ticket", "log", "1", "--minutes", "99", "--at", "2026-06-04 09:00"]);
    logged(&world, "lea", &["undo"]);
    let june = ["report", "workload", "--month", "2026-06"];
    let told = world.infog(june).json();
    assert_eq!(minutes(&told["lines"]), [("lea".to_owned(), 75), ("Léo".to_owned(), 15)]);
    assert_eq!((&told["total"]["minutes"], &told["total"]["on_site_minutes"]), (&json!(90), &json!(15)));
    assert_eq!(told["clients"][0]["client"], "ried");
    let own = world.infog(june.iter().copied().chain(["--technician", "LEA"])).json();
    assert_eq!(own["total"]["minutes"], 75);
    let july = world.infog(["report", "workload", "--from", "2026-07-01", "--to", "2026-07-01"]).json();
    assert_eq!(july["total"]["minutes"], 7);
    world.infog(june).var("INFOG_LANG", "fr").has("Technicien").has("1 h 15").has("Par nature").run();
    world.infog(["report", "workload", "--client", "reid"]).refused().says("did you mean `ried`").unchanged().run();
    world.infog(["report", "workload", "--month", "2026-05"]).has("No time was logged").run();
}

#[test]
fn a_contract_tells_who_speaks_for_whom_on_a_date() {
    let world = World::client();
    world.infog(["calendar", "apply", "-"]).stdin(crate::harness::RIED_CALENDAR).run();
    let role = |role: &str, side: &str, name: &str, days: &str| {
        format!("[[role]]\nrole = \"{role}\"\nside = \"{side}\"\nname = \"{name}\"\n{days}\n")
    };
    let roles = [
        role("single-contact", "provider", "Léa", "to = \"2026-01-31\""),
        role("single-contact", "provider", "Marc", "from = \"2026-02-01\""),
        role("emergency", "client", "M. Koch", ""),
    ];
    let text = format!("{RIED_CONTRACT}\n{}", roles.concat());
    world.infog(["contract", "apply", "-"]).stdin(text).any_remarks().run();
    let names = |words: &[&str]| -> Vec<String> {
        let line = ["contract", "show", "RIED-2025"].iter().chain(words).copied();
        let told = world.infog(line).json();
        let roles = told["actors"]["roles"].as_array().unwrap().clone();
        assert_eq!(told["actors"]["without_single_contact"], json!(["client"]));
        roles.iter().map(|role| role["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["--on", "2026-01-31"]), ["Léa", "M. Koch"]);
    assert_eq!(names(&["--on", "2026-02-01"]), ["Marc", "M. Koch"]);
    assert_eq!(names(&[]), ["Marc", "M. Koch"]);
    let page = world.infog(["contract", "show", "RIED-2025", "--on", "2026-01-31", "--lang", "fr"]);
    page.has("Léa").has("31 janvier 2026").has("aucun interlocuteur unique").run();
    let early = ["contract", "show", "RIED-2025", "--on", "2025-01-01"];
    world
        .infog(early)
        .refused()
        .says("no version of the contract holds on 2025-01-01")
        .says("2025-07-01")
        .unchanged()
        .run();
}

#[test]
fn the_number_of_the_provider_is_checked() {
    let world = World::ried();
    let set = |value: &str| ["config".to_owned(), "set".into(), "provider.siren".into(), value.into()];
    world.infog(set("732 829 320")).any_remarks().run();
    world.infog(set("732 829 230")).status_any().says("its check digit does not fit").run();
    world.infog(set("73282932")).status_any().says("that has nine digits").run();
    world.infog(["config", "show"]).has("732 829 320").run();
}

#[test]
fn the_annex_names_who_speaks_for_whom_and_the_providers_record() {
    let world = World::client();
    world.infog(["calendar", "apply", "-"]).stdin(crate::harness::RIED_CALENDAR).run();
    let role = |name: &str, days: &str| {
        format!("[[role]]\nrole = \"single-contact\"\nside = \"provider\"\nname = \"{name}\"\n{days}\n")
    };
    let roles = role("Léa Martin", "to = \"2026-05-31\"") + &role("Marc Weber", "from = \"2026-06-01\"");
    let text = format!("{RIED_CONTRACT}\n{roles}");
    world.infog(["contract", "apply", "-"]).stdin(text).any_remarks().run();
    for (key, value) in [
        ("name", "Infogérance du Ried"),
        ("legal_form", "SAS"),
        ("siren", "732829320"),
        ("insurance.insurer", "Assureur SA"),
        ("insurance.policy", "RC-77"),
        ("insurance.until", "2026-08-15"),
    ] {
        world.infog(["config", "set", &format!("provider.{key}"), value]).any_remarks().run();
    }
    let monthly = |month: &str| {
        ["report", "monthly", "--client", "ried", "--month"].map(str::to_owned).into_iter().chain([month.to_owned()])
    };
    let june = world.infog(monthly("2026-06")).json();
    assert_eq!(june["actors"]["roles"][0]["name"], "Marc Weber");
    assert_eq!(june["provider"]["siren"], "732829320");
    let ends = june["expiring"].as_array().unwrap().iter().find(|one| one["what"] == "insurance").unwrap();
    assert_eq!(
        (&ends["on"], &ends["ref"], &ends["with"]),
        (&json!("2026-08-15"), &json!("RC-77"), &json!("Assureur SA"))
    );
    let page = world.infog(monthly("2026-06").chain(["--format".to_owned(), "md".to_owned()]));
    let page = page.has("Marc Weber").has("732 829 320").has("15 août 2026").has("Assureur SA").has("RC-77");
    page.lacks("Léa Martin").run();
    let may = world.infog(monthly("2026-05").chain(["--lang".to_owned(), "en".to_owned()]));
    may.has("Léa Martin").has("15 August 2026").has("no single contact: client").run();
}

#[test]
fn an_insurance_without_a_date_or_with_a_wrong_one_is_told() {
    let world = World::ried();
    let set = |value: &str| ["config", "set", "provider.insurance.until", value].map(str::to_owned);
    world.infog(set("31/12/2026")).status_any().says("`provider.insurance.until`").says("2026-12-31").run();
    world.infog(set("2026-08-15")).any_remarks().run();
    let ends = world.infog(["expiring"]).json();
    assert!(ends.as_array().unwrap().iter().any(|one| one["what"] == "insurance"), "{ends}");
}
