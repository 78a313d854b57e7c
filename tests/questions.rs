//! What a service manager asks of an inventory: lists, covers, what ends, reports.

mod doctor;

use serde_json::{Value, json};

use crate::harness::World;

/// Machines of several ages, a backup, an antivirus, services of others.
const PARK: &str = "client;tag;kind;fabricant;serial;os;statut;fin de garantie;date d'achat;managed_by;fournisseur;attr.covers;attr.antivirus;site;expires_on\n\
ried;RIED-SRV-01;server;Dell;SN-0001;Windows Server 2019;En service;2026-08-31;2019-03-01;;;;;Sélestat;\n\
ried;RIED-PC-01;workstation;HP;SN-0002;Windows 10 Pro;En service;2026-05-01;2023-01-01;;;;EDR;;\n\
ried;RIED-PC-02;laptop;HP;;Windows 11;En service;2027-05-01;;;;;Defender;;\n\
ried;RIED-PC-99;laptop;HP;SN-0099;Windows 7;Réformé;2015-01-01;;;;;;;\n\
ried;RIED-IMP-01;printer;Ricoh;SN-0004;;En service;;;tiers;Ricoh;;;;\n\
ried;RIED-SAV;backup;;;;En service;;;;;RIED-SRV-01;;;\n\
ried;RIED-MSG;mail;;;;En service;;;client;;;;;2026-07-31\n";

fn world() -> World {
    let world = World::ried();
    world.infog(["asset", "import", "-"]).stdin(PARK).any_remarks().run();
    world
}

fn tags(answer: &Value) -> Vec<&str> {
    answer.as_array().unwrap().iter().map(|asset| asset["tag"].as_str().unwrap()).collect()
}

#[test]
fn lists_are_filtered_by_conditions_that_add_up_and_sorted() {
    let world = world();
    let list = |words: &[&str]| world.infog(["asset", "list"].iter().chain(words)).json();
    assert_eq!(tags(&list(&["--where", "os~windows 1"])), ["RIED-PC-01", "RIED-PC-02"]);
    assert_eq!(
        tags(&list(&["--where", "os~windows", "--where", "warranty_until<2026-06-01", "--status", "in-service"])),
        ["RIED-PC-01"]
    );
    assert_eq!(tags(&list(&["--site", "selestat"])), ["RIED-SRV-01"]);
    assert_eq!(tags(&list(&["--kind", "serveur,imprimante"])), ["RIED-IMP-01", "RIED-SRV-01"]);
    let sorted = list(&["--kind", "server,workstation,laptop", "--sort", "-warranty_until"]);
    assert_eq!(tags(&sorted), ["RIED-PC-02", "RIED-SRV-01", "RIED-PC-01", "RIED-PC-99"]);
    assert_eq!(tags(&list(&["--where", "assigned_to=", "--kind", "printer"])), ["RIED-IMP-01"]);
    let ending = list(&["--expiring", "90d"]);
    assert_eq!(tags(&ending), ["RIED-MSG", "RIED-SRV-01"]);
    assert_eq!((&ending[1]["ending"], &ending[1]["ends_on"]), (&json!("warranty"), &json!("2026-08-31")));
    assert_eq!(tags(&list(&["--without", "sauvegarde", "--kind", "laptop"])), ["RIED-PC-02"]);
    let csv = ["asset", "list", "--where", "attr.covers~ried", "--sort", "attr.antivirus", "--format", "csv"];
    let headers = "client,tag,kind,label,status,attr.covers,attr.antivirus,serial,site,assigned_to\n";
    world.infog(csv).has(headers).has("RIED-SAV,backup,,in-service,RIED-SRV-01,").run();
    world.infog(["asset", "list", "--where", "os~windows 10"]).has("Windows 10 Pro").run();
}

#[test]
fn what_cannot_be_asked_is_refused_with_the_nearest() {
    let world = world();
    for (words, says) in [
        (["--where", "serail=1"], "did you mean `serial`?"),
        (["--where", "windows"], "compares nothing"),
        (["--where", "os<11"], "holds neither dates nor numbers"),
        (["--where", "warranty_until<soon"], "`soon` is no date"),
        (["--where", "kind=toaster"], "`toaster` is no kind"),
        (["--without", "bakup"], "did you mean `backup`?"),
        (["--where", "client=ried"], "say `--client CODE`"),
        (["--status", "broken"], "statuses are ordered, in-stock, in-service"),
        (["--sort", "warranty_untl"], "did you mean `warranty_until`?"),
    ] {
        world.infog(["asset", "list"].iter().chain(&words)).refused().says(says).unchanged().run();
    }
    world.infog(["asset", "list", "--site", "Selestt"]).says("did you mean `Sélestat`?").run();
    world.infog(["asset", "list", "--site", "Sélestat", "--kind", "mobile"]).stdout("no asset\n").run();
    world.infog(["asset", "list", "--expiring", "90"]).status(2).says("write `10d`").run();
}

#[test]
fn who_is_without_backup_antivirus_contract_or_serial_is_a_question_with_an_answer() {
    let world = world();
    let without = |what: &str| world.infog(["asset", "list", "--without", what]).json();
    assert_eq!(tags(&without("backup")), ["RIED-PC-01", "RIED-PC-02"]);
    assert_eq!(tags(&without("antivirus")), ["RIED-SRV-01"]);
    assert_eq!(tags(&without("serial")), ["RIED-PC-02"]);
    assert_eq!(tags(&without("contract")), ["RIED-IMP-01", "RIED-MSG", "RIED-SAV"]);
    world.infog(["asset", "cover", "RIED-SAV", "RIED-PC-01", "RIED-PC-02"]).has("RIED-SAV covers").run();
    assert!(tags(&without("backup")).is_empty());
    world.infog(["asset", "cover", "RIED-SAV", "RIED-PC-01"]).unchanged().run();
    world.infog(["asset", "uncover", "RIED-SAV", "RIED-SRV-01", "RIED-PC-01"]).run();
    assert_eq!(tags(&without("backup")), ["RIED-PC-01", "RIED-SRV-01"]);
    world.infog(["asset", "retire", "RIED-SAV"]).run();
    assert_eq!(tags(&without("backup")).len(), 3);
}

#[test]
fn only_a_backup_or_an_antivirus_covers() {
    let world = world();
    let refused = |words: &[&str], says: &str| drop(world.infog(words).refused().says(says).unchanged().run());
    refused(&["asset", "cover", "RIED-MSG", "RIED-SRV-01"], "neither backup nor antivirus; it is: mail");
    refused(&["asset", "cover", "RIED-SAV", "RIED-SRV-1"], "did you mean `RIED-SRV-01`?");
    refused(&["asset", "uncover", "RIED-SAV", "RIED-PC-01"], "`RIED-SAV` does not cover `RIED-PC-01`");
    world.infog(["asset", "edit", "RIED-SAV", "--set", "attr.covers=kind:laptop, *"]).run();
    assert_eq!(world.infog(["asset", "list", "--without", "backup"]).json(), json!([]));
    refused(&["asset", "uncover", "RIED-SAV", "RIED-PC-02"], "covers `RIED-PC-02` by `kind:laptop`");
}

#[test]
fn what_ends_is_told_by_date_with_contracts_and_insurance() {
    let world = world();
    world.infog(["config", "set", "provider.insurance.until", "2026-08-15"]).any_remarks().run();
    let ends = world.infog(["expiring"]).json();
    let told: Vec<_> =
        ends.as_array().unwrap().iter().map(|e| (e["on"].as_str().unwrap(), e["what"].as_str().unwrap())).collect();
    assert_eq!(told, [("2026-07-31", "subscription"), ("2026-08-15", "insurance"), ("2026-08-31", "warranty")]);
    assert_eq!((&ends[0]["days"], &ends[1]["client"]), (&json!(30), &json!(null)));
    let far = world.infog(["expiring", "--within", "2y", "--client", "ried"]).json();
    let what: Vec<_> = far.as_array().unwrap().iter().map(|e| e["what"].as_str().unwrap()).collect();
    assert_eq!(what, ["subscription", "warranty", "warranty", "contract-notice", "contract"]);
    let past = world.infog(["expiring", "--past"]).json();
    assert_eq!((&past[0]["ref"], &past[0]["days"]), (&json!("RIED-PC-01"), &json!(-61)));
    world.infog(["expiring", "--lang", "fr", "--format", "md"]).has("| 31/08/2026 | 61 | garantie | ried |").run();
    world.infog(["expiring", "--format", "csv"]).has("2026-08-31,61,warranty,ried,RIED-SRV-01").run();
    world.infog(["expiring", "--within", "soon"]).status(2).says("`soon` is no interval").run();
    world.infog(["expiring", "--client", "reid"]).refused().says("did you mean `ried`?").run();
}

#[test]
fn the_report_of_an_inventory_counts_what_is_unknown_and_what_is_lacking() {
    let world = world();
    let add = ["licence", "add", "M365", "--product", "Microsoft 365", "--seats", "1", "--perpetual"];
    world.infog(add).run();
    let assign = ["licence", "assign", "M365", "RIED-PC-01", "RIED-PC-02", "--override", "essai"];
    world.infog(assign).any_remarks().run();
    let report = world.infog(["report", "inventory"]).json();
    assert_eq!((&report["assets"], &report["by_status"]), (&json!(7), &json!({ "in-service": 7, "retired": 1 })));
    let serial = report["missing"].as_array().unwrap().iter().find(|m| m["field"] == "serial").unwrap();
    assert_eq!(serial, &json!({ "field": "serial", "missing": 1, "of": 4 }));
    let figure = |gap: &str| (report[gap]["count"].as_u64().unwrap(), report[gap]["of"].as_u64().unwrap());
    assert_eq!(figure("outside_contract"), (3, 6));
    assert_eq!(figure("without_backup"), (2, 3));
    assert_eq!(figure("without_antivirus"), (1, 3));
    assert_eq!(figure("past_warranty"), (1, 3));
    assert_eq!(figure("past_support"), (0, 0));
    assert_eq!(report["licences"][0]["over"], 1);
    assert_eq!(report["by_age"][2], json!({ "from_years": 3, "below_years": 5, "count": 1 }));
    world.infog(["report", "inventory", "--lang", "en"]).has("1 of 4 without: Serial number").run();
    world.infog(["report", "inventory", "--format", "md"]).has("- 1 sur 4 sans").has("| sans sauvegarde | ").run();
    let csv = world.infog(["report", "inventory", "--format", "csv"]).has("gaps,").run().stdout;
    let width = csv.lines().next().unwrap().split(',').count();
    assert!(width > 8, "{csv}");
}

#[test]
fn the_report_of_responsibilities_says_who_manages_what() {
    let world = world();
    let report = world.infog(["report", "responsibility", "--client", "ried"]).json();
    assert_eq!(report["total"], json!({ "provider": 4, "client": 1, "third-party": 1 }));
    let others = &report["managed_by_others"];
    assert_eq!((&others[0]["tag"], &others[0]["with"]), (&json!("RIED-IMP-01"), &json!("Ricoh")));
    let services: Vec<_> = report["services"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["tag"].as_str().unwrap(), s["managed_by"].as_str().unwrap()))
        .collect();
    assert_eq!(services, [("RIED-MSG", "client"), ("RIED-SAV", "provider")]);
    world.infog(["report", "responsibility", "--lang", "en"]).has("Machines that others manage").run();
    world.infog(["report", "responsibility", "--format", "csv"]).has("by_third_party").run();
    world.infog(["report", "responsibility", "--format", "md"]).has("Qui gère quoi").run();
}
