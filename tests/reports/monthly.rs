//! The document for the committee: summary, trends, projection, what is due, what does not appear.

use serde_json::{Value, json};

use super::{CONTRACT, DECEMBER, desk, desk_under, ticket};
use crate::harness::World;

/// Everything that a contract can promise.
fn promises() -> String {
    format!(
        "{CONTRACT}
[[penalty]]
metric = \"response\"
franchise_points = \"1\"
percent_per_point = \"2\"

[price]
amount = \"1000.00\"
period = \"month\"

[volume]
unit = \"minute\"
included = 600
period = \"quarter\"
rounding = 15

[[availability]]
service = \"Fichiers\"
assets = [\"SRV\"]
calendar = \"always\"
at_least = 99.0

[telephony]
answer_within_s = 30

[[obligation]]
code = \"restore-test\"
label = \"Test de restauration\"
every = \"3mo\"
"
    )
    .replace("title = \"Infogérance\"", "title = \"Infogérance\"\ncommitment = \"results\"")
}

fn promised() -> World {
    let world = desk_under(&promises());
    let server = "client,tag,kind,label\nacme,SRV,server,Fichiers\n";
    world.infog(["asset", "import", "-"]).now("2026-06-03T09:00:00+02:00").stdin(server).any_remarks().run();
    world
}

fn monthly(world: &World, words: &[&str]) -> Value {
    world.infog(["report", "monthly", "--client", "acme"].iter().chain(words)).now(DECEMBER).json()
}

fn lights(document: &Value) -> Vec<(String, String)> {
    let of = |sign: &Value, key: &str| sign[key].as_str().unwrap_or_default().to_owned();
    let one = |sign: &Value| {
        let name = [of(sign, "topic"), of(sign, "about"), of(sign, "ticket"), of(sign, "severity")];
        (name.join(" ").trim().to_owned(), of(sign, "light"))
    };
    document["summary"].as_array().expect("a summary").iter().map(one).collect()
}

#[test]
fn each_promise_has_a_light_and_a_word() {
    let world = desk();
    for day in 1..=4 {
        let at = |time: &str| format!("2026-06-0{day} {time}");
        let late = if day == 4 { "11:00" } else { "09:30" };
        let (ack, resolve) = (format!("ack {}", at(late)), format!("resolve {}", at("12:00")));
        ticket(&world, &at("09:00"), &["--severity", "N1"], &[&ack, &resolve]);
    }
    let document = monthly(&world, &["--month", "2026-06"]);
    let lights = lights(&document);
    let light = |name: &str| lights.iter().find(|(n, _)| n == name).map(|(_, l)| l.as_str());
    assert_eq!(light("commitment response incident"), Some("red"), "3 of 4 under 95 %");
    assert_eq!(light("commitment resolution incident N1"), Some("green"), "4 of 4, one miss would be 80 %");
    assert_eq!(light("commitment resolution request"), Some("grey"), "nothing to judge");
    assert_eq!(document["summary"][0]["numerator"], 3);
    let page = world.infog(["report", "monthly", "--client", "acme", "--month", "2026-06"]).now(DECEMBER);
    let text = page.has("manqué").has("75,0 % (3/4)").has("Comité de pilotage, juin 2026").run().stdout;
    assert!(!text.contains("Disponibilité") && !text.contains("Volume") && !text.contains("Obligations"), "{text}");
}

#[test]
fn a_goal_that_one_case_more_would_miss_is_to_watch() {
    let world = desk_under(&CONTRACT.replace("at_least = 95.0", "at_least = 75.0"));
    for day in 1..=4 {
        let ack = format!("ack 2026-06-0{day} {}", if day == 4 { "11:00" } else { "09:30" });
        ticket(&world, &format!("2026-06-0{day} 09:00"), &[], &[&ack]);
    }
    let document = monthly(&world, &["--month", "2026-06"]);
    let response = document["summary"][0].clone();
    assert_eq!((&response["rate"], &response["light"]), (&json!(0.75), &json!("amber")), "3 of 5 would be 60 %");
}

#[test]
fn twelve_months_stand_beside_the_last_one_each_as_it_ended() {
    let world = desk();
    ticket(&world, "2026-04-30 16:00", &[], &["ack 2026-05-04 09:30", "resolve 2026-05-04 10:00"]);
    ticket(&world, "2026-06-10 09:00", &[], &["ack 2026-06-10 09:30"]);
    let trend = monthly(&world, &["--month", "2026-06"])["trend"].clone();
    let months: Vec<&str> = trend.as_array().expect("months").iter().filter_map(|m| m["month"].as_str()).collect();
    assert_eq!((months.len(), months[0], months[11]), (12, "2025-07", "2026-06"));
    let flow = |i: usize| (trend[i]["flow"]["opened"].clone(), trend[i]["flow"]["backlog_end"].clone());
    assert_eq!((flow(9), flow(10), flow(11)), ((json!(1), json!(1)), (json!(0), json!(0)), (json!(1), json!(1))));
    for (i, month) in months.iter().enumerate() {
        let alone = world.infog(["report", "sla", "--client", "acme", "--month", month]).now(DECEMBER).json();
        assert_eq!(trend[i]["flow"], alone["flow"], "{month}");
        let of = |row: &Value| json!([row["metric"], row["ticket"], row["severity"], row["met"], row["decided"]]);
        let rows = |rows: &Value| rows.as_array().expect("rows").iter().map(of).collect::<Vec<_>>();
        assert_eq!(rows(&trend[i]["metrics"]), rows(&alone["metrics"]), "{month}");
    }
    let line = ["report", "monthly", "--client", "acme", "--month", "2026-06"];
    world.infog(line).now(DECEMBER).has("▁▁▁▁▁▁▁▁▁█▁█").run();
    world.infog(line).word("--ascii").now(DECEMBER).has("111111111818").run();
    let table = ["--table", "trend_activity", "--format", "csv"];
    let csv = world.infog(line.iter().chain(&table)).now(DECEMBER).run().stdout;
    assert!(csv.starts_with("series,2025-07,2025-08,") && csv.contains("opened,0,0,0,0,0,0,0,0,0,1,0,1\n"), "{csv}");
}

#[test]
fn a_month_beside_is_judged_without_what_was_edited_after_it() {
    let line = "[[line]]\nname = \"serveurs\"\nkinds = [\"server\"]\n";
    let world =
        desk_under(&CONTRACT.replacen("[[severity]]\ncode = \"N1\"", &format!("{line}[[severity]]\ncode = \"N1\""), 1));
    let park = "client,tag,kind\nacme,IMP,printer\nacme,SRV,server\n";
    world.infog(["asset", "import", "-"]).stdin(park).any_remarks().run();
    for (day, time) in [(1, "09:20"), (2, "11:00")] {
        let opened = format!("2026-06-0{day} 09:00");
        ticket(&world, &opened, &["--asset", "SRV"], &[&format!("ack 2026-06-0{day} {time}")]);
    }
    world.infog(["ticket", "edit", "2", "--asset", "IMP"]).now("2026-07-02T10:00:00+02:00").any_remarks().run();
    let of = |row: &Value| json!([row["metric"], row["ticket"], row["severity"], row["met"], row["decided"]]);
    let rows = |rows: &Value| rows.as_array().expect("rows").iter().map(of).collect::<Vec<_>>();
    let alone = super::report(&world, "2026-06");
    assert_eq!(rows(&alone["metrics"])[0], json!(["response", "incident", null, 1, 2]), "{alone}");
    let beside = monthly(&world, &["--month", "2026-07"])["trend"][10].clone();
    assert_eq!((&beside["month"], rows(&beside["metrics"])), (&json!("2026-06"), rows(&alone["metrics"])));
}

#[test]
fn a_volume_is_projected_to_the_end_of_its_period_and_the_method_is_said() {
    let world = promised();
    let log = ["contract", "log", "ACME-1", "--minutes", "300", "--nature", "upkeep", "--at", "2026-04-10 09:00"];
    world.infog(log).now(DECEMBER).any_remarks().run();
    let april = monthly(&world, &["--month", "2026-04"]);
    let projection = &april["projection"];
    assert_eq!((&projection["elapsed_days"], &projection["days"]), (&json!(30), &json!(91)));
    assert_eq!((&projection["burnt"], &projection["projected"]), (&json!(300), &json!(910)), "300 ÷ 30 × 91");
    assert_eq!(projection["missing"], json!(310));
    let signs = april["summary"].as_array().expect("a summary");
    let sign = signs.iter().find(|sign| sign["topic"] == "volume").expect("a sign");
    assert_eq!((&sign["numerator"], &sign["denominator"]), (&json!(300), &json!(600)), "in the unit of the volume");
    assert_eq!(projection["used_up_on"], json!("2026-05-31"));
    assert_eq!(april["time"]["by_nature"], json!([{"nature": "upkeep", "entries": 1, "minutes": 300}]));
    let june = monthly(&world, &["--month", "2026-06"]);
    assert_eq!(june["projection"]["projected"], json!(300), "the period is over");
    let volume = lights(&april).into_iter().find(|(name, _)| name == "volume");
    assert_eq!(volume, Some(("volume".to_owned(), "amber".to_owned())));
    let line = ["report", "monthly", "--client", "acme", "--month", "2026-04", "--lang", "en"];
    world.infog(line).now(DECEMBER).has("5h 00m in 30 days, at the same pace 15h 10m in 91 days").run();
}

#[test]
fn what_is_promised_appears_and_nothing_before_it_was_so() {
    let world = promised();
    let down = ["outage", "add", "--asset", "SRV", "--from", "2026-06-10 00:00", "--to", "2026-06-10 08:00"];
    world.infog(down).now(DECEMBER).any_remarks().run();
    let work =
        ["outage", "add", "--asset", "SRV", "--planned", "--from", "2026-07-11 20:00", "--to", "2026-07-11 22:00"];
    world.infog(work.iter().chain(&["--announced", "2026-06-20 10:00"])).now(DECEMBER).any_remarks().run();
    let done =
        ["contract", "obligation", "done", "ACME-1", "RESTORE-TEST", "--on", "2026-06-12", "--evidence", "PV 14"];
    world.infog(done).now(DECEMBER).has("restore-test").run();
    let (may, june) = (monthly(&world, &["--month", "2026-05"]), monthly(&world, &["--month", "2026-06"]));
    assert_eq!(june["obligations"][0]["last_done"], json!("2026-06-12"));
    assert_eq!(june["obligations"][0]["next_due"], json!("2026-09-12"));
    assert_eq!((&may["obligations"][0]["overdue"], &may["obligations"][0]["last_done"]), (&json!(true), &Value::Null));
    assert_eq!(june["planned"][0]["number"], json!(2));
    assert_eq!(may["planned"], json!([]), "not announced yet");
    assert_eq!(june["inventory"]["movements"][0]["tag"], json!("SRV"));
    assert_eq!(june["inventory"]["kinds"], json!([{"kind": "server", "before": 0, "after": 1, "covered": 1}]));
    assert_eq!(may["inventory"]["kinds"], json!([]));
    let up = lights(&june).into_iter().find(|(name, _)| name == "availability Fichiers");
    assert_eq!(up.map(|(_, light)| light), Some("red".to_owned()), "8 hours of 720 are more than 1 %");
}

#[test]
fn what_happens_as_a_month_begins_belongs_to_it_and_not_to_the_one_before() {
    let world = desk();
    let midnight = "2026-07-01 00:00";
    world
        .infog(["asset", "add", "SRV", "--client", "acme", "--kind", "server", "--at", midnight])
        .now(DECEMBER)
        .any_remarks()
        .run();
    let work = ["outage", "add", "--asset", "SRV", "--planned", "--from", midnight, "--to", "2026-07-01 02:00"];
    world.infog(work.iter().chain(&["--announced", "2026-06-20 10:00"])).now(DECEMBER).any_remarks().run();
    let told =
        ["outage", "add", "--asset", "SRV", "--planned", "--from", "2026-08-20 20:00", "--to", "2026-08-20 22:00"];
    world.infog(told.iter().chain(&["--announced", midnight])).now(DECEMBER).any_remarks().run();
    world
        .infog(["action", "add", "Wi-Fi", "--client", "acme", "--recommendation", "--at", midnight])
        .now(DECEMBER)
        .any_remarks()
        .run();
    let of = |month: &str| {
        let document = monthly(&world, &["--month", month]);
        let many = |list: &Value| list.as_array().map(Vec::len);
        let planned = document["planned"].as_array().expect("a list").iter().map(|p| p["number"].clone()).collect();
        (many(&document["inventory"]["movements"]), Value::Array(planned), many(&document["actions"]))
    };
    assert_eq!(of("2026-06"), (Some(0), json!([1]), Some(0)));
    assert_eq!(of("2026-07"), (Some(1), json!([2]), Some(1)));
}

#[test]
fn a_quarter_bears_the_penalties_of_its_months() {
    let world = promised();
    for day in 1..=3 {
        let (ack, resolve) = (format!("ack 2026-06-0{day} 11:00"), format!("resolve 2026-06-0{day} 12:00"));
        ticket(&world, &format!("2026-06-0{day} 09:00"), &[], &[&ack, &resolve]);
    }
    let quarter = monthly(&world, &["--quarter", "2026-Q2"]);
    assert_eq!(quarter["period"]["name"], json!("2026-Q2"));
    assert_eq!(quarter["service"]["penalties"], json!([]), "the fee is that of a month");
    let months: Vec<(&str, usize)> = quarter["penalties_by_month"]
        .as_array()
        .expect("months")
        .iter()
        .map(|m| (m["month"].as_str().unwrap_or_default(), m["penalties"].as_array().map_or(0, Vec::len)))
        .collect();
    assert_eq!(months, [("2026-04", 0), ("2026-05", 0), ("2026-06", 1)]);
    assert_eq!(monthly(&world, &["--year", "2026"])["service"]["flow"]["opened"], json!(3));
    let days = monthly(&world, &["--from", "2026-06-02", "--to", "2026-06-02"]);
    assert_eq!(
        (&days["service"]["flow"]["opened"], &days["period"]["name"]),
        (&json!(1), &json!("2026-06-02/2026-06-02"))
    );
}

#[test]
fn the_document_speaks_the_language_of_the_contract_whoever_prints_it() {
    let world = desk();
    let line = ["report", "monthly", "--client", "acme", "--month", "2026-06", "--format", "md"];
    let french = world.infog(line).now(DECEMBER).run().stdout;
    assert!(french.contains("# Comité de pilotage, juin 2026"), "{french}");
    world.infog(line).word("--lang").word("en").now(DECEMBER).has("# Service committee, June 2026").run();
}

#[test]
fn every_table_is_a_file_and_none_is_written_over() {
    let world = promised();
    ticket(&world, "2026-06-10 09:00", &[], &[]);
    let folder = world.path("june");
    let line = ["report", "monthly", "--client", "acme", "--month", "2026-06"];
    let run = || world.infog(line).word("--folder").word(&folder).now(DECEMBER);
    run().any_remarks().run();
    let summary = std::fs::read_to_string(folder.join("summary.csv")).expect("a table");
    assert!(summary.starts_with("what,light,value,goal,before,why\n"), "{summary}");
    for name in ["flow", "trend_activity", "volume", "projection", "obligations", "backlog", "actions"] {
        assert!(folder.join(format!("{name}.csv")).exists(), "{name}");
    }
    run().refused().says("is there already").unchanged().run();
    let (other, victim) = (world.path("july"), world.path("victim"));
    std::fs::create_dir(&other).expect("a folder");
    std::os::unix::fs::symlink(&victim, other.join("summary.csv")).expect("a link");
    world.infog(line).word("--folder").word(&other).now(DECEMBER).refused().says("is there already").run();
    assert!(!victim.exists(), "no link is followed");
}

#[test]
fn days_and_tables_that_cannot_be_are_refused() {
    let world = desk();
    let refused = |words: &[&str], says: &str| {
        world.infog(["report", "monthly"].iter().chain(words)).now(DECEMBER).refused().says(says).unchanged().run();
    };
    refused(&["--quarter", "2026-Q5"], "`2026-Q5` is no quarter");
    refused(&["--year", "26"], "`26` is no year");
    refused(&["--month", "2026-13"], "2026-13");
    refused(&["--from", "2026-06-02", "--to", "2026-06-01"], "2026-06-01 comes before 2026-06-02");
    refused(&["--month", "2026-06", "--table", "breach"], "did you mean `breaches`?");
    refused(&["--client", "acmee"], "did you mean `acme`?");
    refused(&["--contract", "ACME-2"], "has no contract `ACME-2`");
    world.infog(["report", "monthly", "--month", "2026-06", "--year", "2026"]).status(2).says("--year").run();
    world.infog(["report", "monthly", "--from", "2026-06-01"]).status(2).says("--to").run();
}

#[test]
fn an_obligation_that_the_contract_does_not_have_is_refused() {
    let world = promised();
    let refused = |words: &[&str], says: &str| {
        let line = ["contract", "obligation", "done"].iter().chain(words);
        world.infog(line).now(DECEMBER).refused().says(says).unchanged().run();
    };
    refused(&["ACME-1", "restore-tst"], "did you mean `restore-test`?");
    refused(&["ACME-1", "restore-test", "--on", "2027-01-01"], "still to come");
    refused(&["ACME-9", "restore-test"], "there is no contract `ACME-9`");
    let listed = world.infog(["contract", "obligation", "list"]).now(DECEMBER).json();
    assert_eq!((&listed[0]["contract"], &listed[0]["overdue"]), (&json!("ACME-1"), &json!(true)));
}

#[test]
fn a_light_that_is_not_plain_says_why() {
    let world = desk_under(&CONTRACT.replace("at_least = 95.0", "at_least = 75.0"));
    for day in 1..=4 {
        let ack = format!("ack 2026-06-0{day} {}", if day == 4 { "11:00" } else { "09:30" });
        ticket(&world, &format!("2026-06-0{day} 09:00"), &[], &[&ack]);
    }
    let of = |document: &Value| document["summary"][0]["why"].clone();
    assert_eq!(of(&monthly(&world, &["--month", "2026-06"])), "one-more");
    assert_eq!(of(&monthly(&world, &["--month", "2026-05"])), "no-case");
    let page = ["report", "monthly", "--client", "acme", "--month", "2026-06", "--lang", "en"];
    let page = world.infog(page).now(DECEMBER).has("reached; one more miss would break the goal");
    page.has("deadlines were missed: each stands under the breaches.").run();
}

#[test]
fn a_month_without_a_miss_is_reached_however_few_its_cases_and_without_a_goal_there_is_none() {
    let world = desk();
    for day in 1..=5 {
        let (ack, done) = (format!("ack 2026-06-0{day} 09:30"), format!("resolve 2026-06-0{day} 10:00"));
        ticket(&world, &format!("2026-06-0{day} 09:00"), &[], &[&ack, &done]);
    }
    let june = monthly(&world, &["--month", "2026-06"]);
    let response = &june["summary"][0];
    assert_eq!((&response["light"], &response["why"], &response["rate"]), (&json!("green"), &json!(null), &json!(1.0)));
    let page = ["report", "monthly", "--client", "acme", "--month", "2026-06", "--lang", "en"];
    world.infog(page).now(DECEMBER).has("no goal").has("No deadline was missed.").run();
}
