//! Closed months: printed as they were closed, adjusted in the next report, opened again for a reason.

use serde_json::{Value, json};

use super::{CONTRACT, DECEMBER, desk, desk_under, ticket};
use crate::harness::World;

const JULY: &str = "2026-07-03T09:00:00+02:00";
const LATER: &str = "2026-07-20T10:00:00+02:00";
const AUGUST: &str = "2026-08-03T09:00:00+02:00";

/// Three tickets of June, one of them late, on a contract with a volume.
fn june() -> World {
    let volume = "\n[volume]\nunit = \"minute\"\nincluded = 600\nperiod = \"month\"\nrounding = 15\n";
    let world = desk_under(&format!("{CONTRACT}{volume}"));
    for day in 1..=3 {
        let at = |time: &str| format!("2026-06-0{day} {time}");
        let ack = format!("ack {}", at(if day == 3 { "11:00" } else { "09:30" }));
        ticket(&world, &at("09:00"), &["--severity", "N1"], &[&ack, &format!("resolve {}", at("12:00"))]);
    }
    world
}

fn close(world: &World) -> Value {
    world.infog(["report", "close", "--client", "acme", "--month", "2026-06"]).now(JULY).any_remarks().json()
}

/// The report and the document of June, in every form and language.
fn printed(world: &World, now: &str) -> Vec<String> {
    let mut all = Vec::new();
    for verb in ["sla", "monthly"] {
        for format in ["table", "json", "csv", "md"] {
            for lang in [&[][..], &["--lang", "en"], &["--lang", "fr"]] {
                let line = ["report", verb, "--client", "acme", "--month", "2026-06", "--format", format];
                all.push(world.infog(line.iter().chain(lang)).now(now).any_remarks().run().stdout);
            }
        }
    }
    all
}

#[test]
fn a_closed_month_is_printed_byte_for_byte_whatever_is_recorded_or_amended_later() {
    let world = june();
    let before = printed(&world, JULY);
    let closed = close(&world);
    assert_eq!((&closed["closed"], &closed["edition"]), (&json!(true), &json!(1)));
    assert_eq!(closed["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(printed(&world, AUGUST), before, "as it was when it was closed");
    let correct = ["ticket", "correct", "3", "2", "--at", "2026-06-03 09:30", "--reason", "lu sur le mail"];
    world.infog(correct).now(LATER).refused().says("had closed on 2026-07-03 by lea").unchanged().run();
    world.infog(correct).word("--late").now(LATER).any_remarks().run();
    let log = ["ticket", "log", "1", "--minutes", "45", "--at", "2026-06-01 10:00"];
    world.infog(log).now(LATER).refused().says("--late").unchanged().run();
    world.infog(log).word("--late").now(LATER).any_remarks().run();
    let amended = CONTRACT.replace("at_least = 95.0", "at_least = 10.0");
    world.infog(["contract", "apply", "-", "--correct", "erreur"]).now(LATER).stdin(amended).any_remarks().run();
    assert_eq!(printed(&world, AUGUST), before);
    assert_eq!(printed(&world, DECEMBER), before);
    let line = ["report", "sla", "--client", "acme", "--month", "2026-06", "--json"];
    let remark = world.infog(line).now(AUGUST).any_remarks().run().stderr;
    assert!(remark.contains(closed["sha256"].as_str().expect("a checksum")), "{remark}");
    let all = world.infog(["report", "sla", "--all", "--month", "2026-06"]).now(AUGUST).any_remarks().json();
    assert_eq!(all[0]["flow"]["opened"], json!(3));
}

#[test]
fn what_is_recorded_later_is_an_adjustment_of_the_next_report_and_of_no_other() {
    let world = june();
    close(&world);
    let correct = ["ticket", "correct", "3", "2", "--at", "2026-06-03 09:30", "--reason", "mail", "--late"];
    world.infog(correct).now(LATER).any_remarks().run();
    let of = |month: &str| {
        let line = ["report", "monthly", "--client", "acme", "--month", month];
        world.infog(line).now(DECEMBER).any_remarks().json()
    };
    let july = of("2026-07");
    let adjusted = &july["adjustments"][0];
    assert_eq!(adjusted["month"], json!("2026-06"));
    assert_eq!(adjusted["facts"].as_array().map(Vec::len), Some(1));
    assert_eq!(adjusted["facts"][0]["recorded_at"], json!("2026-07-20T10:00:00+02:00"));
    assert_eq!((&adjusted["facts"][0]["ticket"], &adjusted["facts"][0]["type"]), (&json!(3), &json!("corrected")));
    let change = |figure: &str| {
        let changes = adjusted["changes"].as_array().expect("changes");
        changes.iter().find(|c| c["figure"] == figure).map(|c| (c["closed"].clone(), c["now"].clone()))
    };
    assert_eq!(change("metrics.response incident.met"), Some((json!(2), json!(3))));
    assert_eq!(change("breaches"), Some((json!(1), json!(0))));
    assert_eq!(change("flow.opened"), None);
    assert_eq!(of("2026-08")["adjustments"], json!([]), "it was told once");
    let trend = july["trend"].as_array().expect("months");
    let june = trend.iter().find(|m| m["month"] == "2026-06").expect("June");
    assert_eq!((&june["closed"], &june["metrics"][0]["met"]), (&json!(true), &json!(2)), "as it was closed");
    let show = ["report", "close", "--client", "acme", "--month", "2026-06", "--show"];
    let shown = world.infog(show).now(DECEMBER).json();
    assert_eq!(shown["contracts"][0]["adjustments"]["changes"], adjusted["changes"]);
    world.infog(show).now(DECEMBER).has("#3").has("Response (GTI), incidents: met").run();
    let line = ["report", "monthly", "--client", "acme", "--month", "2026-07"];
    world.infog(line).now(DECEMBER).has("Ajustements de mois clos").has("20/07/2026").run();
}

#[test]
fn a_reason_given_after_the_closing_is_told_where_the_remark_says() {
    let world = june();
    close(&world);
    let reason = |metric: &[&str]| {
        let words = ["ticket", "reason", "3", "supplier", "la pièce est arrivée tard"];
        world.infog(words.iter().chain(metric)).now(LATER)
    };
    let told =
        "June 2026 of acme is closed: the reason stands among the adjustments in `infog report monthly` of July 2026";
    reason(&["--lang", "en"]).says(told).run();
    let show = ["report", "close", "--client", "acme", "--month", "2026-06", "--show"];
    let shown = world.infog(show).now(DECEMBER).json();
    let facts = shown["contracts"][0]["adjustments"]["facts"].clone();
    assert_eq!(facts.as_array().map(Vec::len), Some(1), "{facts}");
    assert_eq!((&facts[0]["type"], &facts[0]["ticket"]), (&json!("breach_explained"), &json!(3)));
    assert_eq!(shown["contracts"][0]["adjustments"]["changes"], json!([]));
    let of = |month: &str| {
        let line = ["report", "monthly", "--client", "acme", "--month", month];
        world.infog(line).now(DECEMBER).any_remarks().json()["adjustments"].clone()
    };
    assert_eq!(of("2026-07")[0]["facts"], facts);
    assert_eq!(of("2026-08"), json!([]));
    // a breach of an open month explained at the same time is none of June's
    ticket(&world, "2026-07-06 09:00", &["--severity", "N1"], &["ack 2026-07-06 12:00", "resolve 2026-07-06 13:00"]);
    world.infog(["ticket", "reason", "4", "workload", "congés"]).now(LATER).run();
    assert_eq!(world.infog(show).now(DECEMBER).json()["contracts"][0]["adjustments"]["facts"], facts);
}

#[test]
fn what_was_taken_back_late_says_what_it_was() {
    let world = june();
    close(&world);
    let log = ["ticket", "log", "1", "--minutes", "45", "--at", "2026-06-01 10:00", "--late"];
    world.infog(log).now(LATER).any_remarks().run();
    world.infog(["undo"]).now(LATER).any_remarks().run();
    let work = ["contract", "log", "ACME-1", "--minutes", "30", "--at", "2026-06-10 10:00", "--late"];
    world.infog(work).now(LATER).any_remarks().run();
    world.infog(["undo"]).now(LATER).any_remarks().run();
    let show = ["report", "close", "--client", "acme", "--month", "2026-06", "--show"];
    let shown = world.infog(show).now(DECEMBER).json();
    let facts = shown["contracts"][0]["adjustments"]["facts"].as_array().expect("facts").clone();
    let told: Vec<_> = facts.iter().map(|fact| (fact["type"].clone(), fact["of"].clone())).collect();
    assert!(told.contains(&(json!("undone"), json!("time_logged"))), "{told:?}");
    assert!(told.contains(&(json!("undone"), json!("worked"))), "{told:?}");
    world.infog(show).now(DECEMBER).has("taken back: time logged").run();
    world.infog(show).word("--lang").word("fr").now(DECEMBER).has("défait : temps").run();
}

#[test]
fn a_fact_recorded_when_the_next_month_was_closed_too_is_told_in_the_one_after() {
    let world = june();
    close(&world);
    world.infog(["report", "close", "--client", "acme", "--month", "2026-07"]).now(AUGUST).any_remarks().run();
    let log = ["contract", "log", "ACME-1", "--minutes", "30", "--at", "2026-06-10 10:00"];
    let late = "2026-08-10T09:00:00+02:00";
    world.infog(log).now(late).refused().says("lies in 2026-06").unchanged().run();
    world.infog(log).word("--late").now(late).any_remarks().run();
    let adjustments = |month: &str| {
        let line = ["report", "monthly", "--client", "acme", "--month", month];
        world.infog(line).now(DECEMBER).any_remarks().json()["adjustments"].clone()
    };
    assert_eq!(adjustments("2026-07"), json!([]), "closed before it was recorded");
    let august = adjustments("2026-08");
    assert_eq!((&august[0]["month"], &august[0]["facts"][0]["type"]), (&json!("2026-06"), &json!("worked")));
    let change = json!({"figure": "volume.charged_minutes", "closed": 0, "now": 30});
    assert!(august[0]["changes"].as_array().expect("changes").contains(&change), "{august}");
}

#[test]
fn a_month_that_was_closed_long_before_is_adjusted_too() {
    let world = desk();
    ticket(&world, "2025-01-10 09:00", &[], &["ack 2025-01-10 11:00", "resolve 2025-01-10 12:00"]);
    for month in (1..=12).map(|m| format!("2025-{m:02}")).chain((1..=3).map(|m| format!("2026-{m:02}"))) {
        let line = ["report", "close", "--client", "acme", "--month", &month];
        world.infog(line).now("2026-04-02T09:00:00+02:00").any_remarks().run();
    }
    let correct = ["ticket", "correct", "1", "2", "--at", "2025-01-10 09:30", "--reason", "mail", "--late"];
    world.infog(correct).now("2026-04-20T09:00:00+02:00").any_remarks().run();
    let of = |month: &str| {
        let line = ["report", "monthly", "--client", "acme", "--month", month];
        world.infog(line).now(DECEMBER).any_remarks().json()
    };
    let april = of("2026-04");
    let adjusted = &april["adjustments"][0];
    assert_eq!((&adjusted["month"], &adjusted["facts"][0]["type"]), (&json!("2025-01"), &json!("corrected")));
    let met = json!({"figure": "metrics.response incident.met", "closed": 0, "now": 1});
    assert!(adjusted["changes"].as_array().expect("changes").contains(&met), "{adjusted}");
    assert_eq!(april["service"]["flow"]["opened"], json!(0), "it is read for its correction alone");
    assert_eq!(of("2026-05")["adjustments"], json!([]));
}

#[test]
fn what_is_recorded_late_of_a_client_without_a_contract_is_told_too() {
    let world = World::empty();
    world.infog(["client", "add", "acme", "--name", "Acme"]).any_remarks().run();
    ticket(&world, "2026-06-01 09:00", &[], &["resolve 2026-06-01 12:00"]);
    close(&world);
    let open = ["ticket", "open", "oubli", "--at", "2026-06-10 09:00"];
    world.infog(open).now(LATER).any_remarks().run();
    let monthly = |words: &[&str]| {
        world.infog(["report", "monthly", "--client", "acme"].iter().chain(words)).now(DECEMBER).any_remarks().json()
    };
    let adjusted = monthly(&["--month", "2026-07"])["adjustments"][0].clone();
    assert_eq!((&adjusted["facts"][0]["ticket"], &adjusted["facts"][0]["type"]), (&json!(2), &json!("opened")));
    let opened = json!({"figure": "flow.opened", "closed": 1, "now": 2});
    assert!(adjusted["changes"].as_array().expect("changes").contains(&opened), "{adjusted}");
    let show = ["report", "close", "--client", "acme", "--month", "2026-06", "--show"];
    let shown = world.infog(show).now(DECEMBER).json();
    assert_eq!(shown["contracts"][0]["adjustments"]["facts"], adjusted["facts"]);
    let trend = monthly(&["--quarter", "2026-Q3"])["trend"].clone();
    let flow = |i: usize| (trend[i]["month"].clone(), trend[i]["flow"]["opened"].clone(), trend[i]["closed"].clone());
    assert_eq!(trend.as_array().map(Vec::len), Some(12));
    assert_eq!(flow(8), (json!("2026-06"), json!(1), json!(true)), "as it was closed");
    assert_eq!(flow(11), (json!("2026-09"), json!(0), json!(false)));
}

#[test]
fn a_month_is_opened_again_for_a_reason_and_closed_as_another_edition() {
    let world = june();
    let first = close(&world);
    let line = ["report", "close", "--client", "acme", "--month", "2026-06"];
    world.infog(line).now(LATER).refused().says("had 2026-06 closed on 2026-07-03 by lea").unchanged().run();
    world.infog(line).word("--reopen").now(LATER).status(2).says("--reason").unchanged().run();
    let empty = ["--reopen", "--reason", " "];
    world.infog(line.iter().chain(&empty)).now(LATER).refused().says("the reason is empty").unchanged().run();
    let reason = ["--reopen", "--reason", "visite du 12 juin oubliée"];
    world.infog(line.iter().chain(&reason)).now(LATER).run();
    world.infog(line.iter().chain(&reason)).now(LATER).refused().says("has not closed 2026-06").unchanged().run();
    let log = ["ticket", "log", "1", "--minutes", "45", "--at", "2026-06-01 10:00"];
    world.infog(log).now(LATER).any_remarks().run();
    let second = world.infog(line).now(LATER).any_remarks().json();
    assert_eq!(second["edition"], json!(2));
    assert_ne!(first["sha256"], second["sha256"]);
    let listed = world.infog(["report", "close", "--list"]).now(LATER).json();
    let states: Vec<&str> = listed.as_array().expect("a list").iter().filter_map(|c| c["state"].as_str()).collect();
    assert_eq!(states, ["closed", "reopened", "closed"]);
    assert_eq!(listed[1]["reason"], json!("visite du 12 juin oubliée"));
    world.infog(["report", "close", "--list", "--lang", "fr"]).now(LATER).has("rouvert").has("oubliée").run();
}

#[test]
fn a_month_that_is_not_over_or_not_known_is_refused() {
    let world = june();
    let refused = |words: &[&str], now: &str, says: &str| {
        let line = ["report", "close", "--client", "acme"].iter().chain(words);
        world.infog(line).now(now).refused().says(says).unchanged().run();
    };
    refused(&["--month", "2026-07"], LATER, "2026-07 is not over");
    refused(&["--month", "2026-12"], LATER, "2026-12 is not over");
    refused(&["--month", "2026-13"], LATER, "2026-13");
    refused(&["--month", "2026-06", "--show"], LATER, "has not closed 2026-06");
    let line = ["report", "close", "--client", "acmee", "--month", "2026-06"];
    world.infog(line).now(LATER).refused().says("did you mean `acme`?").unchanged().run();
    let midnight = "2026-06-30T23:59:59+02:00";
    refused(&["--month", "2026-06"], midnight, "it ends at 2026-07-01T00:00:00+02:00");
}

#[test]
fn open_points_are_told_before_and_a_trial_writes_nothing() {
    let world = june();
    let line = ["report", "close", "--client", "acme", "--month", "2026-06"];
    let trial = world.infog(line).word("--dry-run").now(JULY).any_remarks().unchanged().run();
    assert!(trial.stderr.contains("#3: no reason is given for its breach"), "{}", trial.stderr);
    let point = json!({"kind": "breach-without-reason", "ticket": 3, "metric": "response"});
    let json = world.infog(line).word("--dry-run").now(JULY).any_remarks().json();
    assert_eq!(json["open_points"], json!([point]));
    assert_eq!(close(&world)["open_points"], json!([point]));
}

#[test]
fn a_reason_of_a_month_long_past_brings_no_contract_back_that_ended() {
    let world = desk();
    let old = CONTRACT.replace("ACME-1", "ACME-OLD").replace("2025-01-01", "2024-01-01").replace("= 60", "= 12");
    world.infog(["contract", "apply", "-"]).stdin(old).any_remarks().run();
    let life = ["ack 2024-06-03 12:00", "resolve 2024-06-03 12:30"];
    let number = ticket(&world, "2024-06-03 09:00", &["--severity", "N1"], &life).to_string();
    close(&world);
    let reason = ["ticket", "reason", &number, "workload", "trop d'appels"];
    world.infog(reason).now(LATER).any_remarks().run();
    let line = ["report", "monthly", "--client", "acme", "--month", "2026-07", "--json"];
    let told = world.infog(line).now(AUGUST).any_remarks().run().stdout;
    assert!(told.contains("ACME-1") && !told.contains("ACME-OLD"), "{told}");
}

#[test]
fn an_outage_under_two_contracts_is_one_open_point() {
    let promised =
        "\n[[availability]]\nservice = \"Fichiers\"\nassets = [\"SRV\"]\ncalendar = \"always\"\nat_least = 99.0\n";
    let world = desk_under(&format!("{CONTRACT}{promised}"));
    let second = format!("{CONTRACT}{promised}").replace("ACME-1", "ACME-2");
    world.infog(["contract", "apply", "-"]).stdin(second).any_remarks().run();
    world
        .infog(["asset", "add", "SRV", "--client", "acme", "--kind", "server", "--at", "2026-01-05 08:00"])
        .any_remarks()
        .run();
    world.infog(["outage", "add", "--asset", "SRV", "--from", "2026-06-10 00:00"]).now(JULY).any_remarks().run();
    let line = ["report", "close", "--client", "acme", "--month", "2026-06", "--dry-run"];
    let json = world.infog(line).now(JULY).any_remarks().json();
    assert_eq!(json["open_points"], json!([{"kind": "open-outage", "outage": 1}]));
}

#[test]
fn figures_of_a_closed_month_that_were_altered_are_found() {
    let world = june();
    close(&world);
    world.infog(["verify"]).any_remarks().run();
    let db = rusqlite::Connection::open(world.database()).expect("a database");
    let altered = db.execute(
        "UPDATE event SET data = replace(data, '\"sha256\":\"', '\"sha256\":\"0') WHERE subject = 'closing'",
        [],
    );
    assert_eq!(altered, Ok(1));
    drop(db);
    world.harm();
    let told = world.infog(["verify"]).status_any().any_remarks().run();
    assert!(told.stdout.contains("the figures of 2026-06 are not those that were closed"), "{}", told.stdout);
}

#[test]
fn months_that_nobody_closed_take_what_is_recorded_late_as_before() {
    let world = desk();
    ticket(&world, "2026-06-01 09:00", &[], &["ack 2026-06-01 09:30"]);
    world
        .infog(["ticket", "log", "1", "--minutes", "45", "--at", "2026-06-01 10:00"])
        .now(DECEMBER)
        .any_remarks()
        .run();
    world.infog(["report", "close", "--list"]).has("No month was closed").run();
}

#[test]
fn a_contract_without_a_closed_document_is_refused() {
    let world = june();
    close(&world);
    for verb in ["sla", "monthly"] {
        let line = |contract: &'static str| {
            let line = ["report", verb, "--client", "acme", "--month", "2026-06", "--contract", contract];
            world.infog(line).now(AUGUST).any_remarks()
        };
        line("ACME-2").refused().says("has no contract `ACME-2`").unchanged().run();
        line("ACME-1").run();
    }
    let later = CONTRACT.replace("ACME-1", "ACME-3").replace("2025-01-01", "2026-08-01");
    world.infog(["contract", "apply", "-"]).now(LATER).stdin(later).any_remarks().run();
    let line = ["report", "monthly", "--client", "acme", "--month", "2026-06", "--contract", "ACME-3"];
    world.infog(line).now(AUGUST).refused().says("was closed without a report of `ACME-3`").unchanged().run();
}

/// An amendment concerns the closed months that it governs a day of, and is called as people wrote it.
#[test]
fn an_amendment_is_an_adjustment_of_the_months_that_it_governs() {
    let world = june();
    close(&world);
    let later = |from: &str, goal: &str| {
        let named = format!("language = \"fr\"\namendment = 1\neffective_on = \"{from}\"");
        CONTRACT.replace("language = \"fr\"", &named).replace("at_least = 95.0", goal)
    };
    let facts = |world: &World| {
        let document = ["report", "monthly", "--client", "acme", "--month", "2026-07"];
        world.infog(document).now(DECEMBER).json()["adjustments"].clone()
    };
    let august = later("2026-08-01", "at_least = 90.0");
    world.infog(["contract", "apply", "-"]).now(LATER).stdin(august).any_remarks().run();
    assert_eq!(facts(&world), json!([]));
    let june = later("2026-06-15", "at_least = 80.0");
    let words = ["contract", "apply", "-", "--correct", "signé tard"];
    world.infog(words).now(LATER).stdin(june).any_remarks().run();
    let document = facts(&world);
    assert_eq!(document[0]["facts"][0]["about"], "ACME-1", "{document}");
}
