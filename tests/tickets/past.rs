//! The past comes along: tickets out of the exports of other help desks.

use serde_json::{Value, json};

use crate::harness::World;

/// After the dates of the samples.
const LATER: &str = "2026-11-02T09:00:00+01:00";

const OFFICE: &str = r#"name = "office"
timezone = "Europe/Paris"
holidays = ["fr"]
[hours]
mon-fri = ["09:00-18:00"]
"#;

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/samples/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a sample")
}

/// The three clients of the samples under one kind of contract: response in one hour, resolution in four.
fn desk() -> World {
    let world = World::empty();
    world.infog(["init", "--no-input"]).any_remarks().run();
    world.infog(["calendar", "apply", "-"]).stdin(OFFICE).any_remarks().run();
    for (code, name) in [
        ("lefevre", "Cabinet Lefèvre & Associés"),
        ("mairie", "Mairie de Saint-Évroult"),
        ("oeuvrard", "Boulangerie Œuvrard SARL"),
    ] {
        world.infog(["client", "add", code, "--name", name, "--zone", "Europe/Paris"]).any_remarks().run();
        let contract = format!(
            r#"ref = "C-{code}"
client = "{code}"
title = "Infogérance"
starts_on = "2026-01-01"
months = 36
calendar = "office"
[[severity]]
code = "N1"
label = "Très haute"
[[severity]]
code = "N2"
label = "Haute"
[[target]]
ticket = "incident"
response = "1h working"
resolution = "4h working"
"#
        );
        world.infog(["contract", "apply", "-"]).stdin(contract).any_remarks().run();
    }
    world
}

fn import(world: &World, tool: &str, name: &str) -> Value {
    world.infog(["ticket", "import", "-", "--from", tool]).stdin(sample(name)).now(LATER).json()
}

fn ticket(world: &World, number: &str) -> Value {
    world.infog(["ticket", "show", number]).now(LATER).json()
}

/// `acknowledged 2026-10-05T08:38:00+02:00`, one an event.
fn events(ticket: &Value) -> Vec<String> {
    let events = ticket["events"].as_array().expect("events").iter();
    events.map(|e| format!("{} {}", e["type"].as_str().unwrap_or(""), e["at"].as_str().unwrap_or(""))).collect()
}

fn states(ticket: &Value) -> Vec<&str> {
    ticket["clocks"].as_array().expect("clocks").iter().filter_map(|c| c["state"].as_str()).collect()
}

#[test]
fn every_sample_comes_in_and_a_second_time_changes_nothing() {
    let world = desk();
    for (tool, name, tickets) in [
        ("glpi", "glpi_tickets_fr.csv", 5),
        ("itop", "itop_userrequest_fr.csv", 2),
        ("itflow", "itflow_tickets.csv", 2),
        ("zammad", "zammad_tickets.csv", 2),
    ] {
        let first = import(&world, tool, name);
        assert_eq!(
            (&first["read"], &first["created"], &first["refused"]),
            (&json!(tickets), &json!(tickets), &json!(0))
        );
        let again = world.infog(["ticket", "import", "-", "--from", tool]).stdin(sample(name)).now(LATER);
        let again = again.unchanged().json();
        assert_eq!((&again["created"], &again["unchanged"]), (&json!(0), &json!(tickets)), "{name}");
        assert_eq!(again["unknown"], json!([]), "{name}");
    }
    // the same tickets in codes are the same tickets
    let codes = import(&world, "itop", "itop_userrequest_codes.csv");
    assert_eq!(codes["unchanged"], 2);
    world.infog(["verify"]).now(LATER).has("Sound").run();
}

#[test]
fn what_the_columns_prove_is_there_with_its_origin() {
    let world = desk();
    import(&world, "glpi", "glpi_tickets_fr.csv");
    let first = ticket(&world, "1");
    assert_eq!(
        events(&first),
        [
            "opened 2026-10-05T08:17:00+02:00",
            "acknowledged 2026-10-05T08:38:00+02:00",
            "resolved 2026-10-05T10:58:00+02:00",
            "closed 2026-10-12T02:00:00+02:00"
        ]
    );
    assert_eq!(first["imported"], json!({"from": "glpi", "reference": "12041", "unknown": ["workaround", "update"]}));
    assert_eq!((states(&first), &first["severity"]), (vec!["met", "met"], &json!("N1")));
    world.infog(["ticket", "show", "1"]).now(LATER).has("Imported from").has("GLPI 12041").run();
    let french = world.infog(["ticket", "show", "2", "--lang", "fr"]).now(LATER);
    french.has("Importé de").has("non connu").has("indéterminé").run();
    let listed = world.infog(["ticket", "list", "--all"]).now(LATER).json();
    let from: Vec<&Value> = listed.as_array().expect("tickets").iter().map(|t| &t["imported"]["from"]).collect();
    assert_eq!(from, vec!["glpi"; 5]);
}

#[test]
fn no_commitment_is_called_broken_for_what_nobody_knows() {
    let world = desk();
    import(&world, "glpi", "glpi_tickets_fr.csv");
    import(&world, "itflow", "itflow_tickets.csv");
    let second = ticket(&world, "2");
    assert_eq!(states(&second), ["unknown", "unknown"]);
    assert_eq!(second["clocks"][0]["unknown"], json!(["response"]));
    assert_eq!(second["clocks"][1]["unknown"], json!(["waiting"]));
    assert_eq!((&second["imported"]["waited_s"], &second["clocks"][1]["breached_at"]), (&json!(10_800), &Value::Null));
    // resolved within four hours even if it never waited: met, whatever is not known
    assert_eq!(states(&ticket(&world, "6")), ["unknown", "met"]);
    world.infog(["sla", "explain", "2"]).now(LATER).has("not known: taken in charge").run();
}

#[test]
fn a_report_says_that_its_figures_rest_on_imported_tickets() {
    let world = desk();
    import(&world, "glpi", "glpi_tickets_fr.csv");
    let report = || world.infog(["report", "sla", "--client", "mairie", "--month", "2026-10"]).now(LATER);
    let json = report().json();
    assert_eq!(
        json["imported"],
        json!({"tickets": [2, 5], "unjudged": [
            {"ticket": 2, "metric": "response", "unknown": ["response"]},
            {"ticket": 2, "metric": "resolution", "unknown": ["waiting"]},
        ]})
    );
    let decided = json["metrics"].as_array().expect("metrics").iter().filter_map(|m| m["decided"].as_u64()).max();
    assert_eq!(decided, Some(1), "only ticket 5 is judged");
    report().word("--lang").word("en").has("2 tickets of this month come from GLPI").has("Cannot be judged").run();
    report().word("--lang").word("fr").has("Tickets importés").has("Non jugés").run();
    let native = world.infog(["report", "sla", "--client", "mairie", "--month", "2026-09"]).now(LATER);
    native.lacks("Tickets importés").run();
}

#[test]
fn the_hours_of_the_program_turn_its_delays_into_instants() {
    let world = desk();
    let run = world.infog(["ticket", "import", "-", "--from", "glpi", "--hours", "office"]);
    let json = run.stdin(sample("glpi_tickets_fr.csv")).now(LATER).json();
    assert!(!json.to_string().contains("response"), "{json}");
    // opened five minutes before the desk closes, fourteen minutes later in its hours
    assert_eq!(events(&ticket(&world, "3"))[1], "acknowledged 2026-10-09T09:09:02+02:00");
}

#[test]
fn what_cannot_be_known_is_listed_with_the_way_out() {
    let world = desk();
    let run = world.infog(["ticket", "import", "-", "--from", "glpi"]).stdin(sample("glpi_tickets_fr.csv")).now(LATER);
    let run = run.has("What GLPI does not say").has("when it waited").has("--severity 'Moyenne=CODE'");
    run.has("imp-mairie-02: not in the client's inventory").has("Kept as text").run();
}

#[test]
fn assets_and_severities_are_those_of_the_client() {
    let world = desk();
    world.infog(["asset", "import", "-"]).stdin("client,tag,kind\nmairie,IMP-MAIRIE-02,printer\n").any_remarks().run();
    let run = world.infog([
        "ticket",
        "import",
        "-",
        "--from",
        "glpi",
        "--severity",
        "Moyenne=N2",
        "--severity",
        "majeure=N1",
    ]);
    run.stdin(sample("glpi_tickets_fr.csv")).now(LATER).any_remarks().run();
    let second = ticket(&world, "2");
    assert_eq!((&second["assets"], &second["severity"]), (&json!(["IMP-MAIRIE-02"]), &json!("N2")));
    assert_eq!(ticket(&world, "5")["severity"], "N1");
    let unknown = world.infog(["ticket", "import", "-", "--from", "itflow", "--severity", "High=N9"]);
    unknown.stdin(sample("itflow_tickets.csv")).now(LATER).refused().says("has no severity `N9`").unchanged().run();
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let world = desk();
    let dry =
        world.infog(["ticket", "import", "-", "--from", "glpi", "--dry-run"]).stdin(sample("glpi_tickets_fr.csv"));
    let dry = dry.now(LATER).unchanged().any_remarks().json();
    assert_eq!((&dry["created"], &dry["applied"], &dry["dry_run"]), (&json!(5), &json!(false), &json!(true)));
}

#[test]
fn zones_are_those_of_the_file_then_of_the_command_then_of_the_client() {
    let world = desk();
    let text = String::from_utf8(sample("zammad_tickets.csv")).expect("text");
    let footed = format!("2026-10\n\n{text}\nTimezone: Indian/Reunion\n");
    world.infog(["ticket", "import", "-", "--from", "zammad"]).stdin(footed).now(LATER).any_remarks().run();
    assert_eq!(events(&ticket(&world, "1"))[0], "opened 2026-10-05T07:02:00+02:00");
    let other = desk();
    let run = other.infog(["ticket", "import", "-", "--from", "zammad", "--zone", "UTC"]);
    run.stdin(text).now(LATER).any_remarks().run();
    assert_eq!(events(&ticket(&other, "1"))[0], "opened 2026-10-05T11:02:00+02:00");
    let lost = other.infog(["ticket", "import", "-", "--from", "zammad", "--zone", "Europe/Pari"]);
    lost.stdin(sample("zammad_tickets.csv")).refused().says("unknown time zone `Europe/Pari`").unchanged().run();
}

#[test]
fn a_workbook_says_the_same_as_its_text_and_names_its_zone() {
    let world = desk();
    let sheet = import(&world, "zammad", "zammad_tickets.xlsx");
    assert_eq!((&sheet["created"], &sheet["refused"]), (&json!(2), &json!(0)));
    let first = ticket(&world, "1");
    assert_eq!(
        events(&first),
        [
            "opened 2026-10-05T09:02:00+02:00",
            "acknowledged 2026-10-05T09:10:00+02:00",
            "resolved 2026-10-05T10:31:00+02:00",
            "closed 2026-10-05T10:31:00+02:00"
        ]
    );
    assert_eq!((&first["channel"], &first["imported"]["reference"]), (&json!("phone"), &json!("2026100500017")));
    assert_eq!(import(&world, "zammad", "zammad_tickets.csv")["unchanged"], 2);
    world.infog(["client", "edit", "mairie", "--zone", "UTC"]).any_remarks().run();
    let again = world.infog(["ticket", "import", "-", "--from", "zammad"]).stdin(sample("zammad_tickets.xlsx"));
    assert_eq!(again.now(LATER).unchanged().json()["unchanged"], 2, "the footer has the zone");
    let file = world.file("zammad.xlsx", sample("zammad_tickets.xlsx"));
    let lost = world.infog(["ticket", "import", &file, "--from", "zammad", "--sheet", "Feuille 9"]).now(LATER);
    lost.refused().says("the workbook has no sheet `Feuille 9`").unchanged().run();
    world.infog(["ticket", "import", &file]).now(LATER).refused().says("--from").unchanged().run();
    let cut = world.infog(["ticket", "import", "-", "--from", "zammad"]).stdin(&sample("zammad_tickets.xlsx")[..3_000]);
    cut.now(LATER).refused().says("the workbook cannot be read").unchanged().run();
}

#[test]
fn an_imported_ticket_lives_on_and_is_still_unchanged() {
    let world = desk();
    import(&world, "glpi", "glpi_tickets_fr.csv");
    world.infog(["ticket", "ack", "5"]).now(LATER).any_remarks().run();
    world.infog(["ticket", "resolve", "5"]).now(LATER).any_remarks().run();
    assert_eq!(import(&world, "glpi", "glpi_tickets_fr.csv")["unchanged"], 5);
    let text =
        String::from_utf8(sample("glpi_tickets_fr.csv")).expect("text").replace("05-10-2026 10:58", "05-10-2026 11:58");
    let run = world.infog(["ticket", "import", "-", "--from", "glpi"]).stdin(text).now(LATER).refused();
    run.says("ticket `12041` was imported before as #1").unchanged().run();
}

#[test]
fn where_it_comes_from_goes_with_it() {
    let world = desk();
    import(&world, "glpi", "glpi_tickets_fr.csv");
    let lines = world.infog(["ticket", "export"]).now(LATER).run().stdout;
    let other = desk();
    other.infog(["ticket", "import", "-"]).stdin(&lines).now(LATER).any_remarks().run();
    assert_eq!(other.infog(["ticket", "export"]).now(LATER).run().stdout, lines);
    assert_eq!(import(&other, "glpi", "glpi_tickets_fr.csv")["unchanged"], 5);
}

#[test]
fn refused_lines_come_back_ready_to_be_corrected() {
    let world = desk();
    let text = String::from_utf8(sample("glpi_tickets_fr.csv")).expect("text");
    let bad = text.replace("06-10-2026 14:20", "31-02-2026 14:20").replace("\"Majeure\"", "\"Ultra\"");
    let file = world.file("glpi.csv", &bad);
    let refused = world.infog(["ticket", "import", &file, "--from", "glpi"]).now(LATER).refused();
    let refused =
        refused.says("2 of 5 lines are refused; nothing was changed").says("line 3, column `Date d'ouverture`");
    refused.says("`Ultra` is no priority that GLPI has").says("--partial").unchanged().run();
    let rejects = world.path("refused.csv");
    let run = world.infog(["ticket", "import", &file, "--from", "glpi", "--partial", "--rejects"]).word(&rejects);
    assert_eq!(run.status(3).now(LATER).json()["created"], 3);
    let given = std::fs::read_to_string(&rejects).expect("rejects");
    assert!(given.lines().next().is_some_and(|header| header.ends_with(";reason")), "{given}");
    let mended = given.replace("31-02-2026 14:20", "06-10-2026 14:20").replace("Ultra;", "Majeure;");
    let again = world.infog(["ticket", "import", "-", "--from", "glpi"]).stdin(&mended).now(LATER).json();
    assert_eq!((&again["created"], &again["refused"]), (&json!(2), &json!(0)), "{mended}");
    assert!(!ticket(&world, "4")["events"].to_string().contains("does not exist"));
    assert_eq!(import(&world, "glpi", "glpi_tickets_fr.csv")["unchanged"], 5);
}

#[test]
fn a_hostile_file_is_one_clear_refusal() {
    let world = desk();
    let row = "1;A;Nouveau;Incident;05-10-2026 08:00;lefevre";
    let with = |header: &str, rows: &str| format!("{header}\n{rows}\n");
    let header = "ID;Titre;Statut;Type;Date d'ouverture;Entité";
    for (text, why) in [
        (with("ID;Titre;Statut", "1;A;Clos"), "no column for `opened_at`"),
        (with(header, &format!("{row}\n{row}")), "is already in line 2"),
        (with(header, &row.replace("lefevre", "inconnu")), "there is no client `inconnu`"),
        (with(header, &row.replace("05-10-2026", "05-10-2099")), "is in the future"),
        (with(header, "\"1;A"), "the quote that opens here is never closed"),
        (
            String::from_utf8(sample("itflow_tickets.csv")).expect("text"),
            "it looks like an export of ITFlow: `--from itflow`",
        ),
        (String::new(), "nothing came from standard input"),
    ] {
        let run = world.infog(["ticket", "import", "-", "--from", "glpi"]).stdin(text).now(LATER);
        run.refused().says(why).unchanged().run();
    }
    let file = world.file("glpi.csv", sample("glpi_tickets_fr.csv"));
    world.infog(["ticket", "import", &file]).now(LATER).refused().says("`--from glpi`").unchanged().run();
    world.infog(["ticket", "import", &file, "--client", "lefevre"]).status(2).says("--from").run();
    let lost = world.infog(["ticket", "import", &file, "--from", "glpi", "--map", "Titer=title"]);
    lost.now(LATER).refused().says("did you mean `Titre`?").unchanged().run();
    let bare = world.infog(["ticket", "import", &file, "--from", "glpi", "--severity", "Haute"]).now(LATER);
    bare.status(2).says("write `--severity 'Very high=N1'`").run();
}
