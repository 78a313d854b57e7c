//! `infog contract`.

use serde_json::json;

use crate::harness::{RIED_CALENDAR, RIED_CONTRACT, World};

/// Client and calendar, no contract yet.
fn ready() -> World {
    let world = World::client();
    world.infog(["calendar", "apply", "-"]).stdin(RIED_CALENDAR).run();
    world
}

fn amendment() -> String {
    let text = RIED_CONTRACT.replace("kind = \"global\"", "kind = \"global\"\namendment = 1");
    let text = text.replace("effective_on = \"2025-07-01\"", "effective_on = \"2026-01-01\"");
    text.replace("response = \"3h working\"", "response = \"2h working\"")
}

#[test]
fn the_same_file_again_changes_nothing() {
    let world = ready();
    world.infog(["contract", "apply", "-"]).stdin(RIED_CONTRACT).has("applied").any_remarks().run();
    world
        .infog(["contract", "apply", "-"])
        .stdin(RIED_CONTRACT)
        .stdout("contract RIED-2025 unchanged\n")
        .unchanged()
        .run();
}

#[test]
fn what_a_contract_lacks_is_told_and_not_refused() {
    let world = ready();
    let run = world.infog(["contract", "apply", "-"]).stdin(RIED_CONTRACT);
    run.says("warning: standard input: there is no reversibility clause").has("in force from 1 July 2025").run();
    let file = world.file("c.toml", RIED_CONTRACT);
    world.infog(["contract", "check", &file]).says("[reversibility]").has("sound").unchanged().run();
    let check = world.infog(["contract", "check", "RIED-2025"]).any_remarks().json();
    let codes: Vec<&str> = check["remarks"].as_array().unwrap().iter().filter_map(|r| r["code"].as_str()).collect();
    assert!(codes.contains(&"no-reversibility"), "{codes:?}");
}

#[test]
fn an_amendment_is_a_version_from_its_date() {
    let world = World::ried();
    world.infog(["contract", "apply", "-"]).stdin(amendment()).has("amendment 1").any_remarks().run();
    let diff = world.infog(["contract", "diff", "RIED-2025"]).json();
    let response = json!({ "path": "target[N2 incident].response", "before": "3h working", "after": "2h working" });
    assert!(diff["changes"].as_array().unwrap().contains(&response), "{diff}");
    let now = world.infog(["contract", "show", "RIED-2025"]).json();
    assert_eq!((&now["amendment"], now["versions"].as_array().map(Vec::len)), (&json!(1), Some(2)));
    assert_eq!(world.infog(["contract", "show", "RIED-2025", "--amendment", "0"]).json()["amendment"], 0);
    world.infog(["contract", "show", "RIED-2025", "--amendment", "7"]).refused().says("known versions: 0, 1").run();
    let gap = amendment().replace("amendment = 1", "amendment = 3");
    world.infog(["contract", "apply", "-"]).stdin(gap).refused().says("amendment 2").unchanged().run();
}

#[test]
fn a_version_without_tickets_is_replaced_and_with_tickets_corrected() {
    let world = World::ried();
    let other = RIED_CONTRACT.replace("response = \"3h working\"", "response = \"4h working\"");
    world.infog(["contract", "apply", "-"]).stdin(&other).has("corrected").any_remarks().run();
    let open = ["ticket", "open", "Panne", "--client", "ried", "--severity", "N2", "--asset", "RIED-SRV-01"];
    world.infog(open).any_remarks().run();
    let run = world.infog(["contract", "apply", "-"]).stdin(RIED_CONTRACT).refused();
    run.says("tickets were opened under the original").says("--correct REASON").unchanged().run();
    let correct = ["contract", "apply", "-", "--correct", "3 h as signed"];
    world.infog(correct).stdin(RIED_CONTRACT).has("corrected").any_remarks().run();
    let history = world.infog(["contract", "history", "RIED-2025"]).json();
    assert_eq!(history[2]["reason"], "3 h as signed");
}

#[test]
fn what_a_contract_cannot_say_is_refused_with_line_and_column() {
    let world = World::ried();
    for (from, to, sentence) in [
        ("channels =", "chanels =", "unknown key `chanels`"),
        ("\"3h working\"", "\"48 hours\"", "does not say whether it is working or elapsed"),
        ("severity = \"N2\"", "severity = \"N7\"", "N7"),
        ("2025-06-12", "2025-02-31", "2025-02-31"),
        ("mode = \"tacit\"", "mode = \"tacite\"", "did you mean"),
        ("kinds = [\"server\"]", "kinds = [\"toaster\"]", "toaster"),
    ] {
        let text = RIED_CONTRACT.replacen(from, to, 1);
        let run = world.infog(["contract", "apply", "-"]).stdin(text).refused().says("standard input:");
        run.says(sentence).unchanged().run();
    }
}

#[test]
fn an_unknown_client_or_calendar_is_refused_with_the_nearest() {
    let world = World::ried();
    let client = RIED_CONTRACT.replace("client = \"ried\"", "client = \"reid\"");
    let run = world.infog(["contract", "apply", "-"]).stdin(client).refused().says("did you mean `ried`?");
    run.says("standard input:2:10: there is no client `reid`").unchanged().run();
    let calendar = RIED_CONTRACT.replace("ried-bureau", "ried-burau");
    world
        .infog(["contract", "apply", "-"])
        .stdin(calendar)
        .refused()
        .says("did you mean `ried-bureau`?")
        .says("standard input:9:12: there is no calendar `ried-burau`")
        .unchanged()
        .run();
}

#[test]
fn a_dry_run_writes_nothing() {
    let world = World::ried();
    let run = world.infog(["contract", "apply", "-", "--dry-run"]).stdin(amendment());
    run.has("amendment 1").says("dry run").unchanged().run();
}

#[test]
fn a_contract_is_listed_and_exported() {
    let world = World::ried();
    let list = world.infog(["contract", "list", "--client", "ried"]).json();
    assert_eq!(list[0]["in_force"], true);
    assert_eq!((&list[0]["ends_on"], &list[0]["notice_by"]), (&json!("2028-06-30"), &json!("2028-03-30")));
    world.infog(["contract", "export", "RIED-2025"]).stdout(RIED_CONTRACT).run();
    world.infog(["contract", "list", "--lang", "fr"]).has("en vigueur").run();
    let later = world.infog(["contract", "list"]).now("2024-01-01T00:00:00Z").json();
    assert_eq!(later[0]["in_force"], false);
}

/// Every section of a contract file that is not in the usual one.
const OTHER_SECTIONS: &str = r#"
[volume]
unit = "minute"
included = 720
period = "month"
[price]
amount = "1450.00"
currency = "EUR"
period = "month"
[[goal]]
metric = "response"
severity = "N1"
at_least = 95.0
[[penalty]]
metric = "response"
franchise_points = "1"
percent_per_point = "2"
cap_percent = "10"
[[availability]]
service = "Serveur de fichiers"
assets = ["RIED-SRV-01"]
calendar = "always"
at_least = 99.50
[telephony]
answer_within_s = 30
[[means]]
what = "Un technicien dédié le mardi"
quantity = 1
[[obligation]]
code = "restore-test"
label = "Test de restauration"
every = "3mo"
[[role]]
role = "single-contact"
side = "provider"
name = "Léa Martin"
from = "2025-07-01"
[confidentiality]
standards = ["ISO 27001"]
[reversibility]
notice_months = 3
to_client = true
deliverables = ["inventory", "tickets"]
"#;

#[test]
fn every_section_is_kept_and_shown_to_people_and_programs() {
    let world = World::ried();
    let text = format!("{RIED_CONTRACT}{OTHER_SECTIONS}").replacen(
        "kind = \"global\"",
        "kind = \"global\"\nfamily = \"infogerance\"\ndelivery = \"on-site\"\ncommitment = \"means\"",
        1,
    );
    world.infog(["contract", "apply", "-"]).stdin(&text).any_remarks().run();
    let json = world.infog(["contract", "show", "RIED-2025"]).json();
    for section in ["volume", "price", "goal", "penalty", "availability", "telephony", "means", "obligation", "role"] {
        assert!(!json[section].is_null(), "{section}");
    }
    assert_eq!(json["reversibility"]["deliverables"], json!(["inventory", "tickets"]));
    assert_eq!(json["confidentiality"]["standards"], json!(["ISO 27001"]));
    let shown = world.infog(["contract", "show", "RIED-2025"]).has("Léa Martin").has("ISO 27001").has("on-site");
    shown.has("restore-test").has("99.5").has("1450.00").has("Un technicien").run();
}

#[test]
fn a_spreadsheet_of_a_contract_is_the_same_in_both_languages() {
    let world = World::ried();
    let words = ["contract", "show", "RIED-2025", "--format", "csv", "--lang"];
    let english = world.infog(words.into_iter().chain(["en"])).run().stdout;
    world.infog(words.into_iter().chain(["fr"])).stdout(&english).run();
    assert!(english.contains(",tacit,") && english.contains(",phone mail ticket,"), "{english}");
}

#[test]
fn what_contradicts_itself_is_refused_at_the_second_place() {
    let world = World::ried();
    for (addition, sentence) in [
        (
            "[[target]]\nticket = \"incident\"\nseverity = \"N1\"\nresponse = \"2h working\"\n",
            "it ties with the target on line",
        ),
        ("[[severity]]\ncode = \"n1\"\nlabel = \"x\"\n", "`n1` is given twice"),
        ("[[goal]]\nmetric = \"response\"\nat_least = 9\nat_most = 8\n", "`at_least` and `at_most` are both given"),
        ("[[goal]]\nmetric = \"response\"\nseverity = \"N8\"\nat_least = 9\n", "the contract has no severity `N8`"),
        ("[[target]]\nline = \"serveur\"\nresponse = \"2h working\"\n", "did you mean `serveurs`?"),
        ("[price]\namount = 1450.00\n", "expected an amount in quotes"),
        ("[telefony]\n", "did you mean `telephony`?"),
    ] {
        let text = format!("{RIED_CONTRACT}{addition}");
        world.infog(["contract", "apply", "-"]).stdin(text).refused().says(sentence).unchanged().run();
    }
    for (from, to, sentence) in [
        ("months = 36", "months = 36\nends_on = \"2028-01-01\"", "`months` and `ends_on` are both given"),
        ("months = 36", "", "the file has neither `months` nor `ends_on`"),
        ("calendar = \"ried-bureau\"", "", "the file has no `calendar`"),
    ] {
        let text = RIED_CONTRACT.replacen(from, to, 1);
        world.infog(["contract", "apply", "-"]).stdin(text).refused().says(sentence).unchanged().run();
    }
}
