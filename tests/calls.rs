//! `call import|add|list`, `report calls`, and what `report sla` says of them.

use serde_json::json;

use crate::harness::{RIED_CONTRACT, World};

const TELEPHONY: &str = r#"
[price]
amount = "1000.00"
currency = "EUR"
period = "month"

[telephony]
answer_within_s = 30
short_call_s = 5

[[goal]]
metric = "answer-rate"
at_least = 80.0

[[goal]]
metric = "abandonment"
at_most = 5.0

[[penalty]]
metric = "abandonment"
percent_per_point = "1"
"#;

const CALLS: &str = "client,started_at,answered_at,ended_at,outcome,waited_s,ticket,first_contact\n\
ried,2026-06-01 09:00,,,answered,12,,yes\n\
ried,2026-06-01 09:05,2026-06-01 09:06,2026-06-01 09:10,answered,,,no\n\
ried,2026-06-01 09:20,,,abandoned,3,,\n\
ried,2026-06-02 10:00,,,abandoned,40,,\n\
ried,2026-06-02 10:00,,,abandoned,40,,\n\
ried,2026-07-01 00:00,,,answered,1,,\n";

fn world() -> World {
    let world = World::ried();
    world.infog(["contract", "apply", "-"]).stdin(format!("{RIED_CONTRACT}{TELEPHONY}")).any_remarks().run();
    world
}

fn june(world: &World) -> serde_json::Value {
    world.infog(["report", "calls", "--client", "ried", "--month", "2026-06"]).json()["telephony"].clone()
}

#[test]
fn calls_are_imported_once_and_counted_as_the_contract_says() {
    let world = world();
    world.infog(["call", "import", "-", "--dry-run"]).stdin(CALLS).any_remarks().unchanged().run();
    let first = world.infog(["call", "import", "-"]).stdin(CALLS).json();
    assert_eq!((&first["read"], &first["created"]), (&json!(6), &json!(6)), "two equal calls are two");
    let again = world.infog(["call", "import", "-"]).stdin(CALLS).unchanged().json();
    assert_eq!((&again["created"], &again["unchanged"]), (&json!(0), &json!(6)));
    let june = june(&world);
    let total = &june["total"];
    assert_eq!((&total["offered"], &total["short"], &total["abandoned"]), (&json!(5), &json!(1), &json!(2)));
    let rates: Vec<_> =
        june["rates"].as_array().unwrap().iter().map(|r| (r["numerator"].clone(), r["denominator"].clone())).collect();
    assert_eq!(rates, [(2, 5), (1, 5), (2, 4), (1, 2)].map(|(a, b)| (json!(a), json!(b))));
    assert_eq!(june["days"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_report_prints_each_rate_with_its_definition_and_judges_it() {
    let world = world();
    world.infog(["call", "import", "-"]).stdin(CALLS).run();
    let page = world.infog(["report", "calls", "--client", "ried", "--month", "2026-06", "--lang", "fr"]);
    page.has("décrochés en 30 s au plus / présentés").has("20,0 %").has("manqué").run();
    let sla = world.infog(["report", "sla", "--client", "ried", "--month", "2026-06"]).json();
    assert_eq!(sla["telephony"], june(&world));
    assert_eq!(sla["penalties"], json!([]), "four calls are no sample");
}

#[test]
fn totals_of_a_day_are_taken_and_replaced_and_bear_a_penalty() {
    let world = world();
    let totals = "client;jour;présentés;décrochés;décrochés à temps;abandonnés\nried;03/06/2026;100;80;70;20\n";
    world.infog(["call", "import", "-"]).stdin(totals).run();
    let better = totals.replace("80;70;20", "90;85;10");
    assert_eq!(world.infog(["call", "import", "-"]).stdin(&better).json()["updated"], json!(1));
    world.infog(["call", "import", "-"]).stdin(&better).unchanged().run();
    assert_eq!(june(&world)["total"]["answered_in_time"], json!(85));
    let sla = world.infog(["report", "sla", "--client", "ried", "--month", "2026-06"]).json();
    let due = &sla["penalties"][0];
    assert_eq!(
        (&due["metric"], &due["whole_points"], &due["amount"]),
        (&json!("abandonment"), &json!(5), &json!("50.00"))
    );
    world
        .infog(["report", "sla", "--client", "ried", "--month", "2026-06", "--lang", "en"])
        .has("totals of a day")
        .run();
}

#[test]
fn one_call_is_recorded_by_hand_and_listed() {
    let world = world();
    let add = [
        "call",
        "add",
        "--client",
        "ried",
        "--started",
        "2026-06-30 09:10",
        "--waited",
        "12",
        "--first-contact",
        "yes",
    ];
    world.infog(add).has("Call of ried recorded").run();
    world
        .infog(["call", "add", "--client", "ried", "--started", "2026-06-30 09:20", "--abandoned", "--waited", "40"])
        .run();
    let list = world.infog(["call", "list", "--client", "ried", "--month", "2026-06"]).json();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    assert_eq!(list[0]["waited_s"], json!(12));
    let hung_up = world.infog(["call", "list", "--client", "ried", "--month", "2026-06", "--abandoned"]).json();
    assert_eq!(hung_up.as_array().map(Vec::len), Some(1));
}

#[test]
fn bad_calls_are_one_clear_error_and_nothing_is_written() {
    let world = world();
    let bad = "client,started_at,answered_at,outcome\nried,2026-06-01 09:00,2026-06-01 08:59,answered\nried,2026-06-01 09:00,2026-06-01 09:01,abandoned\nreid,2026-06-01 09:00,,answered\nried,2026-06-01 09:00,,lost\n";
    let run = world.infog(["call", "import", "-"]).stdin(bad).refused().unchanged();
    run.says("4 of 4 lines")
        .says("line 2, column `started_at`: it was answered before it started")
        .says("line 3")
        .says("line 4, column `client`")
        .says("`lost` is no outcome")
        .run();
    let totals =
        "client,day,offered,answered,answered_in_time,abandoned\nried,2026-06-01,10,8,9,2\nried,2026-06-02,10,8,7,1\n";
    let run = world.infog(["call", "import", "-"]).stdin(totals).refused().unchanged();
    run.says("9 are more than the 8 that were answered")
        .says("8 answered and 1 abandoned are not the 10 offered")
        .run();
    let early = ["call", "add", "--client", "ried", "--started", "2026-06-30 09:10", "--answered", "2026-06-30 09:00"];
    world.infog(early).refused().says("answered before it started").unchanged().run();
    world
        .infog(["call", "add", "--client", "ried", "--started", "2026-08-01 09:00"])
        .refused()
        .says("still to come")
        .unchanged()
        .run();
}
