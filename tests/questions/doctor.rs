//! `infog doctor`: what it finds, and that the command which it prints mends it.

use serde_json::{Value, json};

use crate::harness::{NOW, RIED_CALENDAR, RIED_CONTRACT, World};

const REVERSIBILITY: &str = "\n[reversibility]\nto_client = true\nto_provider = true\ndeliverables = [\"inventory\"]\n";

/// What is found of one kind at `now`, as JSON: one finding, and the exit code says so.
fn found(world: &World, kind: &str, now: &str) -> Value {
    let answer = world.infog(["doctor", "--only", kind, "--json"]).now(now).status(1).run().json();
    assert_eq!(answer["findings"].as_array().map(Vec::len), Some(1), "{answer}");
    answer["findings"][0].clone()
}

/// The printed command, pasted into a shell.
fn paste(world: &World, finding: &Value, now: &str) {
    let command = finding["command"].as_str().expect("a command");
    let output = world.shell("mend", command).env("INFOG_NOW", now).output().expect("a shell");
    assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// It is found, mended by its command, and gone.
fn mended_at(world: &World, kind: &str, now: &str) -> Value {
    let finding = found(world, kind, now);
    assert_eq!(finding["kind"], kind);
    paste(world, &finding, now);
    world.infog(["doctor", "--only", kind]).now(now).has("Nothing to mend").run();
    finding
}

fn mended(world: &World, kind: &str) -> Value {
    mended_at(world, kind, NOW)
}

fn contract(world: &World, text: &str) {
    world.infog(["contract", "apply", "-"]).stdin(text).any_remarks().run();
}

fn calendar(world: &World, text: &str) {
    world.infog(["calendar", "apply", "-"]).stdin(text).any_remarks().run();
}

fn healthy() -> World {
    let world = World::client();
    calendar(&world, RIED_CALENDAR);
    contract(&world, &format!("{RIED_CONTRACT}{REVERSIBILITY}"));
    world.infog(["asset", "add", "RIED-SRV-01", "--kind", "server", "--client", "ried"]).any_remarks().run();
    world
}

#[test]
fn a_healthy_world_says_what_was_looked_at_and_nothing_to_cron() {
    let world = healthy();
    let looked = "Nothing to mend. Looked at: clients 1, contracts 1, calendars 1, assets 1.";
    world.infog(["doctor"]).has(looked).unchanged().run();
    world.infog(["doctor", "--lang", "fr"]).has("Rien à corriger. Examinés").run();
    world.infog(["doctor", "-q"]).stdout("").run();
    let answer = world.infog(["doctor"]).json();
    assert_eq!(answer["healthy"], true);
    assert_eq!(answer["looked_at"], json!({ "clients": 1, "contracts": 1, "calendars": 1, "assets": 1 }));
    world.infog(["doctor", "--client", "reid"]).refused().says("did you mean `ried`?").run();
    world.infog(["doctor", "--only", "notices"]).status(2).says("notice").run();
}

#[test]
fn findings_stand_by_gravity_with_a_word_and_a_line_to_paste() {
    let world = World::ried();
    let answer = world.infog(["doctor"]).status(1).run();
    for line in [
        "! warning: contract RIED-2025 of ried has no reversibility clause\n",
        "! warning: an asset of ried is in no contract: RIED-IMP-01\n",
        "\n    infog contract export RIED-2025 --draft 2026-07-01 --cover RIED-IMP-01 | infog contract apply -\n",
        "\nProblems: 0. Warnings: 2. Notes: 0.\n",
    ] {
        assert!(answer.stdout.contains(line), "{line:?} is not in\n{}", answer.stdout);
    }
    // a narrow terminal wraps sentences, never a command
    let narrow = world.infog(["doctor", "--lang", "fr"]).var("COLUMNS", "60").status(1).run();
    assert!(
        narrow.stdout.contains("alerte") && narrow.stdout.contains("--cover RIED-IMP-01 | infog contract apply -\n")
    );
    let rows = world.infog(["doctor", "--format", "csv"]).status(1).run();
    assert!(rows.stdout.starts_with("severity,kind,client,contract,calendar,on,message,command\nwarning,"));
    world.infog(["doctor", "--except", "in-no-contract,no-reversibility"]).has("Nothing to mend").run();
    world.infog(["doctor", "--client", "ried", "--only", "in-no-contract"]).status(1).lacks("reversibility").run();
}

#[test]
fn a_line_names_the_database_that_an_option_named() {
    let world = World::ried();
    let answer = world.infog(["doctor", "--db"]).word(world.database()).word("--json").status(1).run().json();
    let command = answer["findings"][0]["command"].as_str().expect("a command");
    assert!(command.contains(&format!("infog --db {}", world.database().display())), "{command}");
}

#[test]
fn a_desk_that_rests_on_sundays_and_never_on_holidays_gets_some() {
    let world = healthy();
    calendar(&world, &RIED_CALENDAR.replace("ried-bureau", "other").replace("[\"fr-alsace-moselle\"]", "[]"));
    let finding = mended(&world, "no-holidays");
    assert_eq!(finding["calendar"], "other");
    // one that never rests has none on purpose
    let nights =
        "name = \"nights\"\ntimezone = \"Europe/Paris\"\nholidays = []\n[hours]\nevery-day = [\"00:00-24:00\"]\n";
    calendar(&world, nights);
    world.infog(["doctor", "--only", "no-holidays"]).has("Nothing to mend").run();
}

#[test]
fn a_calendar_that_does_not_open_this_month_opens() {
    let world = healthy();
    world.infog(["doctor", "--only", "never-opens"]).has("Nothing to mend").run();
    let shut = "\n[[closures]]\nfrom = \"2026-07-01\"\nto = \"2026-07-31\"\nreason = \"Tous partis\"\n";
    world.infog(["calendar", "apply", "-", "--correct", "x"]).stdin(format!("{RIED_CALENDAR}{shut}")).run();
    let finding = mended(&world, "never-opens");
    assert_eq!((&finding["severity"], &finding["calendar"]), (&json!("problem"), &json!("ried-bureau")));
}

#[test]
fn a_calendar_of_one_season_opens_next_year_too() {
    let world = healthy();
    let season = "name = \"season\"\ntimezone = \"Europe/Paris\"\nholidays = [\"fr\"]\n[hours]\n[[openings]]\n\
        from = \"2026-06-01\"\nto = \"2026-09-30\"\nhours = [\"09:00-12:00\"]\nreason = \"Saison\"\n";
    calendar(&world, season);
    let finding = mended(&world, "closed-next-year");
    assert_eq!((&finding["severity"], &finding["calendar"]), (&json!("warning"), &json!("season")));
}

#[test]
fn closures_of_this_year_come_back_on_the_same_days_of_the_week() {
    let (world, autumn) = (healthy(), "2026-11-26T10:00:00+01:00");
    world.infog(["doctor", "--only", "no-closures"]).has("Nothing to mend").run();
    let finding = mended_at(&world, "no-closures", autumn);
    assert!(finding["message"].as_str().is_some_and(|said| said.contains("2027") && said.contains("Congés annuels")));
    let file = world.infog(["calendar", "export", "ried-bureau"]).run().stdout;
    assert!(file.contains("from = \"2027-08-02\"\nto = \"2027-08-13\""), "{file}"); // Monday to Friday
}

#[test]
fn a_contract_gets_a_target_and_a_way_out() {
    let world = healthy();
    let bare = "ref = \"BARE\"\nclient = \"ried\"\ntitle = \"B\"\nstarts_on = \"2026-01-01\"\nmonths = 36\n\
        calendar = \"ried-bureau\"\n[[line]]\nname = \"none\"\nassets = [\"NONE\"]\n";
    contract(&world, bare);
    assert_eq!(mended(&world, "no-sla")["contract"], "BARE");
    assert_eq!(mended(&world, "no-reversibility")["contract"], "BARE");
    // by amendments from today on: what was agreed before stands
    let versions = world.infog(["contract", "history", "BARE"]).json();
    assert_eq!(versions.as_array().map(Vec::len), Some(3));
    contract(&world, &bare.replace("BARE", "PURPOSE").replace("[[line]]", "[[target]]\n[[line]]"));
    world.infog(["doctor", "--only", "no-sla"]).has("Nothing to mend").run();
}

#[test]
fn a_client_without_a_contract_in_force_gets_one() {
    let world = healthy();
    world.infog(["client", "add", "koch", "--name", "Koch \"SA\""]).run();
    world.infog(["doctor", "--only", "no-contract"]).has("Nothing to mend").run(); // it has nothing either
    world.infog(["asset", "add", "PC-1", "--kind", "laptop", "--client", "koch"]).any_remarks().run();
    let finding = mended(&world, "no-contract");
    assert_eq!((&finding["severity"], &finding["client"]), (&json!("problem"), &json!("koch")));
    // and where there was one, its end moves
    let over = RIED_CONTRACT.replace("months = 36", "months = 6").replace("tacit", "express");
    contract(&world, &over.replace("RIED-2025", "OVER").replace("\"ried\"", "\"koch\""));
    let later = "2030-01-01T09:00:00+01:00";
    let told =
        world.infog(["doctor", "--client", "koch", "--only", "no-contract", "--json"]).now(later).status(1).run();
    let finding = told.json()["findings"][0].clone();
    assert!(finding["command"].as_str().is_some_and(|line| line.contains("--ends-on 2031-01-01")), "{finding}");
    paste(&world, &finding, later);
    world.infog(["doctor", "--client", "koch", "--only", "no-contract"]).now(later).has("Nothing to mend").run();
}

#[test]
fn an_asset_in_no_contract_is_covered_and_one_that_is_left_out_on_purpose_is_not_told() {
    let world = World::ried();
    assert_eq!(mended(&world, "in-no-contract")["assets"], json!(["RIED-IMP-01"]));
    let covered = world.infog(["asset", "show", "RIED-IMP-01"]).run().stdout;
    assert!(covered.contains("amendment-1"), "{covered}");
    for (tag, set) in [("X-1", "managed_by=client"), ("X-2", "status=in-stock"), ("Écran 2", "status=in-service")] {
        let add = ["asset", "add", tag, "--kind", "printer", "--client", "ried", "--set", set];
        world.infog(add).any_remarks().run();
    }
    assert_eq!(mended(&world, "in-no-contract")["assets"], json!(["Écran 2"])); // quoted for the shell
}

#[test]
fn an_asset_in_two_contracts_leaves_the_second() {
    let world = healthy();
    contract(&world, &RIED_CONTRACT.replace("RIED-2025", "RIED-BIS"));
    let finding = mended(&world, "in-two-contracts");
    assert_eq!((&finding["contract"], &finding["assets"]), (&json!("RIED-BIS"), &json!(["RIED-SRV-01"])));
    world.infog(["doctor", "--only", "in-no-contract"]).has("Nothing to mend").run();
}

#[test]
fn a_notice_that_is_near_wants_somebody_who_decides() {
    let (world, near) = (healthy(), "2028-02-01T09:00:00+01:00");
    world.infog(["doctor", "--only", "notice"]).has("Nothing to mend").run();
    let finding = mended_at(&world, "notice", near);
    assert_eq!((&finding["on"], &finding["client"]), (&json!("2028-03-30"), &json!("ried")));
    let actions = world.infog(["action", "list", "--client", "ried"]).now(near).json();
    assert_eq!((&actions[0]["due"], &actions[0]["owner"]), (&json!("2028-03-30"), &json!("lea")));
    // the days that are looked ahead
    let world = healthy();
    let early = "2027-11-01T09:00:00+01:00";
    world.infog(["doctor", "--only", "notice"]).now(early).has("Nothing to mend").run();
    world.infog(["doctor", "--only", "notice", "--within", "6mo"]).now(early).status(1).has("2028").run();
}

#[test]
fn a_term_that_no_notice_precedes_is_told_by_its_last_day() {
    let world = World::client();
    calendar(&world, RIED_CALENDAR);
    contract(&world, &RIED_CONTRACT.replace("mode = \"tacit\"", "mode = \"none\"").replace("notice_months = 3\n", ""));
    let near = "2028-05-02T09:00:00+02:00";
    assert_eq!(mended_at(&world, "term", near)["on"], "2028-06-30");
}

#[test]
fn open_tickets_of_an_archived_client_are_withdrawn() {
    let world = healthy();
    world.infog(["client", "add", "old", "--name", "Old"]).run();
    for title in ["a", "b"] {
        world.infog(["ticket", "open", title, "--client", "old"]).any_remarks().run();
    }
    world.infog(["client", "archive", "old"]).any_remarks().run();
    let finding = mended(&world, "archived-client");
    assert_eq!((&finding["severity"], &finding["tickets"]), (&json!("problem"), &json!([1, 2])));
}

#[test]
fn an_insurance_that_ends_is_renewed_in_the_configuration() {
    let world = healthy();
    world.infog(["config", "set", "provider.insurance.until", "2026-08-31"]).run();
    assert_eq!(mended(&world, "insurance")["severity"], "warning");
    let late = found(&world, "insurance", "2028-01-01T09:00:00+01:00");
    assert_eq!((&late["severity"], &late["on"]), (&json!("problem"), &json!("2027-08-31")));
    world.infog(["config", "set", "provider.insurance.until", "2028-02-29"]).run();
    let leap = found(&world, "insurance", "2028-01-01T09:00:00+01:00");
    assert!(leap["command"].as_str().is_some_and(|line| line.ends_with("2029-03-01")), "{leap}");
    // it is the provider's, and no client's
    world.infog(["doctor", "--client", "ried", "--only", "insurance"]).has("Nothing to mend").run();
}

#[test]
fn a_change_of_clocks_is_told_with_the_desks_that_feel_it_and_is_no_harm() {
    let (world, autumn) = (healthy(), "2026-10-01T09:00:00+02:00");
    let change = |words: &[&str]| {
        let words = ["doctor", "--only", "clock-change", "--json"].iter().chain(words);
        world.infog(words).now(autumn).run().json()
    };
    let told = change(&[]);
    assert_eq!((&told["healthy"], &told["notes"]), (&json!(true), &json!(1)));
    let finding = &told["findings"][0];
    assert_eq!((&finding["severity"], &finding["on"]), (&json!("note"), &json!("2026-10-25")));
    assert!(finding["message"].as_str().is_some_and(|said| said.ends_with("no calendar is open then")), "{finding}");
    let nights =
        "name = \"nights\"\ntimezone = \"Europe/Paris\"\nholidays = []\n[hours]\nevery-day = [\"00:00-08:00\"]\n";
    calendar(&world, nights);
    let on_call =
        RIED_CONTRACT.replace("RIED-2025", "NIGHT").replace("calendar = \"ried-bureau\"", "calendar = \"nights\"");
    contract(&world, &on_call);
    let told = change(&[]);
    let said = told["findings"][0]["message"].as_str().expect("a sentence").replace('\u{a0}', " ");
    assert_eq!(said, "clocks of Europe/Paris go back by 1h 00m on 25 October 2026: nights counts 1h 00m more");
    let shown = told["findings"][0]["command"].as_str().expect("a command");
    assert_eq!(shown, "infog calendar show nights --month 2026-10");
    world.infog(["doctor", "-q", "--only", "clock-change"]).now(autumn).stdout("").run();
    assert_eq!(change(&["--within", "2w"])["notes"], 0);
    contract(
        &world,
        &RIED_CONTRACT.replace("RIED-2025", "DAYNIGHT").replace("calendar = \"ried-bureau\"", "calendar = \"always\""),
    );
    assert!(change(&[])["findings"][0]["message"].as_str().is_some_and(|said| said.contains("always counts 1h")));
}

#[test]
fn a_draft_that_makes_no_contract_is_refused_and_nothing_is_written() {
    let world = World::ried();
    let draft = ["contract", "export", "RIED-2025", "--draft"];
    let run = |more: &[&str]| world.infog(draft.iter().chain(more));
    run(&["2024-01-01"])
        .refused()
        .says("this version would hold from 2024-01-01, before the contract starts on 2025-07-01")
        .unchanged()
        .run();
    run(&["2026-09-01", "--add", "-"])
        .stdin("[half")
        .refused()
        .says("no draft of contract `RIED-2025`")
        .unchanged()
        .run();
    run(&["2026-09-01", "--add", "-"]).stdin("[gaol]\n").refused().says("did you mean `goal`").unchanged().run();
    world.infog(["contract", "export", "RIED-2025", "--cover", "X"]).status(2).says("--draft").run();
    let wrong = ["calendar", "export", "ried-bureau", "--draft", "2027-01-01", "--holidays", "fr-alsace"];
    world.infog(wrong).refused().says("fr-alsace-moselle").unchanged().run();
}
