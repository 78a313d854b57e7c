//! The life of assets: moves, repairs, loans, replacements, updates; and where they stand and whose they are.

use serde_json::{Value, json};

use crate::harness::World;

/// The client `ried` with a server, two laptops and one in stock.
fn park() -> World {
    let world = World::client();
    let csv = "client,tag,kind,serial,label,status,assigned_to,site,location,os,os_version,manufacturer,model,firmware\n\
        ried,SRV-01,server,S1,ERP,in-service,,Nord,Baie 1,Debian GNU/Linux,11.7,,,\n\
        ried,PC-01,laptop,S2,Direction,in-service,Paul Weber,Nord,bureau 12,Windows 10 Pro,22H2,,,\n\
        ried,PC-02,laptop,S3,Réserve,in-stock,,,,Windows 11 Pro,23H2,,,\n\
        ried,FW-01,firewall,S4,,in-service,,Nord,,,,Fortinet,FortiGate 60F,7.4.5\n";
    world.infog(["asset", "import", "-"]).stdin(csv).any_remarks().run();
    world
}

fn show(world: &World, tag: &str) -> Value {
    world.infog(["asset", "show", tag]).json()
}

#[test]
fn a_move_is_dated_and_explained() {
    let world = park();
    let words = ["asset", "status", "PC-01", "to-replace", "--text", "batterie morte"];
    world.infog(words).has("in service → to replace").now("2026-07-02T10:00:00+02:00").run();
    let at = ["asset", "status", "PC-01", "retired", "--at", "2026-07-03 08:00"];
    world.infog(at).now("2026-07-04T10:00:00+02:00").run();
    let moves = &show(&world, "PC-01")["moves"];
    let first = json!({
        "at": "2026-07-02T10:00:00+02:00", "by": "lea", "from": "in-service", "to": "to-replace",
        "type": "moved", "other": null, "text": "batterie morte",
    });
    assert_eq!(moves[0], first);
    assert_eq!((&moves[1]["at"], &moves[1]["to"]), (&json!("2026-07-03T08:00:00+02:00"), &json!("retired")));
    world.infog(["asset", "show", "PC-01", "--lang", "fr"]).has("Mouvements").has("batterie morte").run();
    world.infog(["asset", "status", "PC-01", "retired"]).has("unchanged").unchanged().run();
}

#[test]
fn moves_stay_in_order_and_statuses_are_known() {
    let world = park();
    let now = "2026-07-04T10:00:00+02:00";
    world.infog(["asset", "status", "PC-01", "lost"]).now(now).run();
    let earlier = ["asset", "status", "PC-01", "in-stock", "--at", "2026-07-02 10:00"];
    world.infog(earlier).now(now).refused().says("became `lost` at 2026-07-04T10:00:00+02:00").unchanged().run();
    world.infog(["asset", "status", "PC-01", "retird"]).status(2).says("did you mean `retired`?").unchanged().run();
    world.infog(["asset", "status", "PC-0", "retired"]).refused().says("did you mean").unchanged().run();
    let text = "x".repeat(100_001);
    world.infog(["asset", "status", "PC-02", "lost", "--text", &text]).refused().says("100001").unchanged().run();
}

#[test]
fn a_status_set_by_edit_or_import_is_a_move_too() {
    let world = park();
    world.infog(["asset", "edit", "PC-01", "--status", "on-loan"]).run();
    let csv = "client,tag,kind,status\nried,PC-01,laptop,en panne\n";
    world.infog(["asset", "import", "-"]).stdin(csv).any_remarks().run();
    let moves = show(&world, "PC-01")["moves"].as_array().unwrap().clone();
    let to: Vec<&str> = moves.iter().filter_map(|entry| entry["to"].as_str()).collect();
    assert_eq!(to, ["on-loan", "in-repair"]);
}

#[test]
fn a_repair_goes_out_with_a_loan_and_comes_back() {
    let world = park();
    let out = [
        "asset",
        "repair",
        "out",
        "PC-01",
        "--supplier",
        "Dell",
        "--reference",
        "SR-118",
        "--loan",
        "PC-02",
        "--expected",
        "2026-07-10",
        "--text",
        "écran noir",
    ];
    let answer = world.infog(out).json();
    assert_eq!((&answer["status"], &answer["loan"]), (&json!("in-repair"), &json!("PC-02")));
    let loan = show(&world, "PC-02");
    assert_eq!(
        (&loan["status"], &loan["assigned_to"], &loan["site"], &loan["location"], &loan["stands_in_for"]),
        (&json!("on-loan"), &json!("Paul Weber"), &json!("Nord"), &json!("bureau 12"), &json!("PC-01"))
    );
    let away = world.infog(["asset", "repair", "list"]).json();
    assert_eq!(
        (&away[0]["tag"], &away[0]["supplier"], &away[0]["reference"]),
        (&json!("PC-01"), &json!("Dell"), &json!("SR-118"))
    );
    world.infog(["asset", "repair", "list", "--lang", "fr"]).has("Retour prévu").has("SR-118").run();

    let later = "2026-07-08T17:00:00+02:00";
    let back = ["asset", "repair", "back", "PC-01", "--text", "dalle changée"];
    world.infog(back).now(later).has("back from repair: in service").has("PC-02").run();
    let loan = show(&world, "PC-02");
    assert_eq!(
        (&loan["status"], &loan["assigned_to"], &loan["stands_in_for"]),
        (&json!("in-stock"), &Value::Null, &Value::Null)
    );
    let repair = &show(&world, "PC-01")["repairs"][0];
    assert_eq!((&repair["back_at"], &repair["back_text"]), (&json!(later), &json!("dalle changée")));
    world.infog(["asset", "repair", "list"]).has("nothing is out for repair").run();
    assert_eq!(world.infog(["asset", "repair", "list", "--all"]).json().as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_away_is_not_moved_lent_or_replaced() {
    let world = park();
    world.infog(["asset", "repair", "out", "PC-01", "--supplier", "Dell", "--loan", "PC-02"]).run();
    let refused = |words: &[&str]| world.infog(words).refused().unchanged();
    refused(&["asset", "repair", "out", "PC-01", "--supplier", "HP"]).says("out for repair at Dell").run();
    refused(&["asset", "status", "PC-01", "in-service"]).says("infog asset repair back \"PC-01\"").run();
    refused(&["asset", "status", "PC-02", "in-stock"]).says("stands in for `PC-01`").run();
    refused(&["asset", "replace", "PC-01", "PC-02"]).says("out for repair").run();
    refused(&["asset", "repair", "out", "SRV-01", "--supplier", "HP", "--loan", "PC-02"]).says("stands in").run();
    refused(&["asset", "repair", "out", "SRV-01", "--supplier", "HP", "--loan", "SRV-01"]).says("itself").run();
    refused(&["asset", "repair", "back", "SRV-01"]).says("was not sent out").run();
    world.infog(["asset", "repair", "out", "SRV-01"]).status(2).says("--supplier NAME").unchanged().run();
    let before = ["asset", "repair", "back", "PC-01", "--at", "2026-06-01 10:00"];
    refused(&before).says("left at 2026-07-01T09:00:00+02:00").run();
    let expected = ["asset", "repair", "out", "SRV-01", "--supplier", "HP", "--expected", "2026-06-30"];
    refused(&expected).says("2026-06-30").run();
}

#[test]
fn a_replacement_carries_user_place_and_virtual_servers() {
    let world = park();
    world.infog(["asset", "add", "VM-01", "--kind", "vm", "--parent", "SRV-01"]).any_remarks().run();
    world.infog(["asset", "add", "HDD-01", "--kind", "storage", "--parent", "srv-01"]).any_remarks().run();
    world.infog(["asset", "add", "SRV-02", "--kind", "server", "--status", "in-stock"]).any_remarks().run();
    world.infog(["asset", "edit", "SRV-01", "--criticality", "high", "--assigned-to", "Atelier"]).run();
    let run = world.infog(["asset", "replace", "SRV-01", "SRV-02", "--text", "2026"]);
    run.has("SRV-01 replaced by SRV-02").says("VM-01 run on SRV-02").says("HDD-01 stay part of SRV-01").run();
    let (old, new) = (show(&world, "SRV-01"), show(&world, "SRV-02"));
    assert_eq!(
        (&old["status"], &old["assigned_to"], &old["replaced_by"]),
        (&json!("retired"), &Value::Null, &json!("SRV-02"))
    );
    assert_eq!(old["children"], json!(["HDD-01"]));
    assert_eq!(
        (&new["status"], &new["assigned_to"], &new["site"], &new["location"], &new["criticality"], &new["replaces"]),
        (&json!("in-service"), &json!("Atelier"), &json!("Nord"), &json!("Baie 1"), &json!("high"), &json!("SRV-01"))
    );
    assert_eq!(new["children"], json!(["VM-01"]));
    assert_eq!((&new["moves"][0]["type"], &new["moves"][0]["other"]), (&json!("replaces"), &json!("SRV-01")));
    let again = world.infog(["asset", "replace", "SRV-01", "PC-02"]).refused().unchanged();
    again.says("was replaced by `SRV-02` already").run();
    world.infog(["asset", "replace", "PC-01", "PC-01"]).refused().says("itself").unchanged().run();
    world.infog(["asset", "replace", "PC-01", "SRV-01"]).refused().says("is retired").unchanged().run();
}

#[test]
fn a_part_names_a_known_whole_and_never_itself() {
    let world = park();
    let add = |words: &[&str]| world.infog(["asset", "add"].into_iter().chain(words.iter().copied())).any_remarks();
    add(&["VM-01", "--kind", "vm", "--parent", "SRV-01"]).run();
    add(&["VM-02", "--kind", "vm", "--parent", "SRV-1"]).refused().says("did you mean `SRV-01`?").unchanged().run();
    add(&["VM-02", "--kind", "vm", "--parent", "vm-02"]).refused().says("part of itself").unchanged().run();
    let circle = world.infog(["asset", "edit", "SRV-01", "--parent", "VM-01"]).refused().unchanged();
    circle.says("SRV-01 → VM-01 → SRV-01").run();
    world.infog(["asset", "show", "SRV-01"]).has("Part of it").has("VM-01").run();
    world.infog(["asset", "show", "VM-01"]).has("SRV-01 – ERP").run();
    // an import may name what nobody knows: it is shown as such, and other columns can still be changed
    let csv = "client,tag,kind,parent\nried,VM-03,vm,HV-9\n";
    world.infog(["asset", "import", "-"]).stdin(csv).any_remarks().run();
    world.infog(["asset", "show", "VM-03"]).has("HV-9 (unknown)").run();
    world.infog(["asset", "edit", "VM-03", "--label", "Paie"]).run();
}

#[test]
fn updates_are_logged_and_what_is_behind_is_listed() {
    let world = park();
    world.infog(["asset", "behind"]).has("nothing is behind").says("no target is set").run();
    world.infog(["asset", "target", "set", "os", "12", "--product", "Debian"]).has("(1 asset)").run();
    world.infog(["asset", "target", "set", "firmware", "7.4.10", "--product", "fortigate 60f"]).has("(1 asset)").run();
    world.infog(["asset", "target", "support", "os", "14/10/2025", "--product", "Windows 10"]).run();
    world.infog(["asset", "target", "support", "os", "2026-08-31", "--product", "Debian", "--version", "11"]).run();
    let behind = world.infog(["asset", "behind"]).json();
    let told = |row: &Value| (row["tag"].clone(), row["behind"].clone(), row["past_support"].clone());
    let rows: Vec<_> = behind.as_array().unwrap().iter().map(told).collect();
    let want = [("FW-01", json!(true), false), ("PC-01", Value::Null, true), ("SRV-01", json!(true), false)];
    assert_eq!(rows, want.map(|(tag, behind, past)| (json!(tag), behind, json!(past))));
    world.infog(["asset", "behind", "--lang", "fr"]).has("support terminé depuis le 14 octobre 2025").run();

    let update = [
        "asset",
        "update",
        "SRV-01",
        "--component",
        "os",
        "--to",
        "12.4",
        "--at",
        "2026-06-20 19:30",
        "--text",
        "à froid",
    ];
    world.infog(update).has("os 11.7 → 12.4").run();
    world
        .infog(["asset", "update", "FW-01", "--component", "firmware", "--to", "7.2.8"])
        .says("older than 7.4.5")
        .run();
    let sage = ["asset", "update", "SRV-01", "--component", "Sage 100", "--to", "11.02"];
    world.infog(sage).has("sage-100 is 11.02").run();
    world.infog(sage).has("unchanged").unchanged().run();
    let log = world.infog(["asset", "updates", "--component", "os"]).json();
    let first = json!([{
        "client": "ried", "tag": "SRV-01", "at": "2026-06-20T19:30:00+02:00", "recorded_at": "2026-07-01T09:00:00+02:00",
        "by": "lea", "component": "os", "from": "11.7", "to": "12.4", "ticket": null, "text": "à froid",
    }]);
    assert_eq!(log, first);
    let server = show(&world, "SRV-01");
    assert_eq!((&server["os_version"], &server["attr"]["version.sage-100"]), (&json!("12.4"), &json!("11.02")));
    assert_eq!(server["versions"][0]["behind"], false);
    assert_eq!(server["updates"].as_array().map(Vec::len), Some(2));
    assert_eq!(world.infog(["asset", "behind"]).json().as_array().map(Vec::len), Some(2));
    world.infog(["asset", "target", "remove", "os", "--product", "debian"]).has("taken away").run();
    world
        .infog(["asset", "target", "remove", "os", "--product", "debian"])
        .refused()
        .says("no such rule")
        .unchanged()
        .run();
    assert_eq!(world.infog(["asset", "target", "list"]).json().as_array().map(Vec::len), Some(3));
    world.infog(["asset", "target", "set", "os", "13", "--product", "Debian"]).has("(1 asset)").run();
}

#[test]
fn an_update_needs_a_component_a_version_and_a_known_ticket() {
    let world = park();
    let update = |component: &str, to: &str| {
        world.infog(["asset", "update", "SRV-01", "--component", component, "--to", to]).refused().unchanged()
    };
    update("!!", "1").says("names no component").run();
    update("os", " ").says("version is empty").run();
    update("os", "1\u{1b}[2J").says("control character").run();
    let ticket = ["asset", "update", "SRV-01", "--component", "os", "--to", "12", "--ticket", "9"];
    world.infog(ticket).refused().says("no ticket #9").unchanged().run();
    world.infog(["asset", "target", "set", "os", "", "--product", "Debian"]).refused().unchanged().run();
    world.infog(["asset", "target", "support", "os", "31/02/2026"]).refused().says("31/02/2026").unchanged().run();
    world.infog(["asset", "behind", "--within", "soon"]).status(2).says("90d").run();
}

#[test]
fn sites_have_rooms_people_and_assets() {
    let world = park();
    let add =
        ["site", "add", "nord", "--name", "Nord", "--address", "12 rue du Rhin\n67600 Sélestat", "--access", "badge"];
    world.infog(add).has("site nord of ried added").run();
    world.infog(["room", "add", "Baie 1", "--rack", "--access", "clé chez Mme Weber"]).has("added to site nord").run();
    let contact = ["contact", "add", "Mme Weber", "--site", "Nord", "--role", "demandeur", "--phone", "03 88 00 00 02"];
    world.infog(contact).run();
    let site = world.infog(["site", "show"]).json();
    assert_eq!(site["rooms"][0]["kind"], "rack");
    assert_eq!(
        (&site["contacts"], &site["assets"]),
        (&json!(["Mme Weber"]), &json!({ "server": 1, "laptop": 1, "firewall": 1 }))
    );
    assert_eq!(world.infog(["room", "show", "baie 1"]).json()["assets"], json!(["SRV-01"]));
    assert_eq!(show(&world, "SRV-01")["site_code"], "nord");
    let csv = "client,tag,kind,site\nried,PC-02,laptop,Colmar\n";
    world.infog(["asset", "import", "-"]).stdin(csv).any_remarks().run();
    let colmar = show(&world, "PC-02");
    assert_eq!((&colmar["site"], &colmar["site_code"]), (&json!("Colmar"), &Value::Null));
    world.infog(["asset", "show", "SRV-01"]).has("Nord (nord)").run();
    world.infog(["site", "show", "--lang", "fr"]).has("demandeur").has("Salles").run();
}

#[test]
fn sites_and_rooms_are_changed_archived_and_refused() {
    let world = park();
    world.infog(["site", "show"]).refused().says("infog site add").unchanged().run();
    world.infog(["site", "add", "nord", "--name", "Nord"]).run();
    world.infog(["site", "add", "NORD", "--name", "X"]).refused().says("has a site `nord` already").unchanged().run();
    world.infog(["site", "add", "a b", "--name", "X"]).status(2).unchanged().run();
    world.infog(["site", "edit", "nord"]).status(2).says("nothing to change").unchanged().run();
    world.infog(["site", "edit", "nord", "--phone", "03 88", "--name", "Atelier Nord"]).has("changed").run();
    world.infog(["site", "edit", "nord", "--phone", "03 88"]).has("unchanged").unchanged().run();
    world.infog(["site", "show", "norf"]).refused().says("did you mean `nord`?").run();
    world.infog(["room", "add", "Salle A"]).run();
    world.infog(["room", "add", "SALLE A"]).refused().says("has a room `Salle A` already").unchanged().run();
    world
        .infog(["room", "edit", "Salle B", "--kind", "rack"])
        .refused()
        .says("did you mean `Salle A`?")
        .unchanged()
        .run();
    world.infog(["room", "edit", "Salle A", "--kind", "rack", "--access", "badge 4"]).has("changed").run();
    world.infog(["room", "archive", "Salle A"]).run();
    world.infog(["room", "list"]).has("no room").run();
    assert_eq!(world.infog(["room", "list", "--all"]).json()[0]["access"], "badge 4");
    world.infog(["site", "archive", "nord"]).has("archived").run();
    world.infog(["site", "archive", "nord"]).has("unchanged").unchanged().run();
    world.infog(["site", "list"]).has("no site").run();
    world.infog(["site", "edit", "nord", "--restore"]).run();
    assert_eq!(world.infog(["site", "list"]).json()[0]["phone"], "03 88");
}

#[test]
fn contacts_are_found_by_site_and_role() {
    let world = park();
    world.infog(["site", "add", "nord", "--name", "Atelier Nord"]).run();
    let weber =
        ["contact", "add", "Mme Weber", "--site", "Atelier nord", "--role", "requester", "--mail", "weber@ried.fr"];
    assert_eq!(world.infog(weber).json()["site"], "nord");
    world.infog(["contact", "add", "Paul Klein", "--role", "emergency", "--mobile", "06 00"]).run();
    let names = |words: &[&str]| -> Vec<String> {
        let found = world.infog(["contact", "list"].iter().chain(words)).json();
        found.as_array().unwrap().iter().filter_map(|c| c["name"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(names(&["--site", "nord", "--role", "requester"]), ["Mme Weber"]);
    assert_eq!(names(&["--role", "emergency"]), ["Paul Klein"]);
    world.infog(["contact", "add", "MME WEBER"]).refused().says("has a contact `Mme Weber` already").unchanged().run();
    world.infog(["contact", "add", "X", "--role", "boss"]).refused().says("no role").unchanged().run();
    world.infog(["contact", "add", "X", "--mail", "x@y"]).refused().says("no mail address").unchanged().run();
    world.infog(["contact", "edit", "Paul Klein", "--name", "mme weber"]).refused().says("already").unchanged().run();
    world.infog(["contact", "edit", "mme weber", "--name", "Mme Klein-Weber", "--mail", ""]).has("changed").run();
    assert_eq!(world.infog(["contact", "show", "Mme Klein-Weber"]).json().get("mail"), None);
    world.infog(["contact", "show", "Mme Weber"]).refused().run();
    world.infog(["contact", "archive", "Paul Klein"]).run();
    assert_eq!(names(&[]), ["Mme Klein-Weber"]);
    world
        .infog(["asset", "edit", "SRV-01", "--set", "attr.emergency_contact=paul klein", "--set", "attr.rto=4h"])
        .run();
    world.infog(["asset", "show", "SRV-01", "--lang", "fr"]).has("Continuité").has("paul klein, 06 00").run();
}

#[test]
fn financing_has_codes_and_a_lease_an_end() {
    let world = park();
    world.infog(["asset", "edit", "PC-01", "--financing", "crédit-bail"]).run();
    let laptop = show(&world, "PC-01");
    assert_eq!(laptop["financing"], "leased");
    assert!(laptop["missing"].as_array().unwrap().contains(&json!("lease_until")));
    world.infog(["asset", "edit", "PC-01", "--lease-until", "31/12/2027", "--supplier", "Grenke"]).run();
    world
        .infog(["asset", "show", "PC-01", "--lang", "fr"])
        .has("Achat et garantie")
        .has("loué")
        .has("31 décembre 2027")
        .run();
    assert!(!show(&world, "PC-01")["missing"].as_array().unwrap().contains(&json!("lease_until")));
}

#[test]
fn names_of_people_and_rooms_cannot_speak_to_the_terminal() {
    let world = park();
    world.infog(["contact", "add", "a\u{1b}[2J"]).refused().says("control character").unchanged().run();
    world.infog(["site", "add", "x", "--name", "a\u{7}"]).refused().says("control character").unchanged().run();
    world.infog(["site", "add", "x", "--name", "X"]).run();
    world.infog(["room", "add", "a\nb"]).refused().says("control character").unchanged().run();
    world.infog(["asset", "repair", "out", "PC-01", "--supplier", "a\tb"]).refused().says("control").unchanged().run();
}

#[test]
fn a_line_of_a_contract_covers_a_site_by_its_code_or_its_name() {
    let world = World::client();
    world.infog(["calendar", "apply", "-"]).stdin(crate::harness::RIED_CALENDAR).any_remarks().run();
    let contract = crate::harness::RIED_CONTRACT.replace("kinds = [\"server\"]", "sites = [\"nord\"]");
    world.infog(["contract", "apply", "-"]).stdin(contract).any_remarks().run();
    world.infog(["asset", "add", "PC-01", "--kind", "printer", "--site", "Atelier Nord"]).any_remarks().run();
    assert_eq!(show(&world, "PC-01")["covered_by"], json!([]));
    world.infog(["site", "add", "nord", "--name", "Atelier Nord"]).run();
    assert_eq!(show(&world, "PC-01")["covered_by"], json!([{ "contract": "RIED-2025", "line": "serveurs" }]));
    let ticket = world.infog(["ticket", "open", "Panne", "--asset", "PC-01", "--severity", "N1"]).json();
    assert_eq!((&ticket["line"], &ticket["in_perimeter"]), (&json!("serveurs"), &json!(true)));
}
