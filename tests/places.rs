//! Sites, rooms and people from files; what a replacement carries, and what the estate knows of places and versions.

use serde_json::{Value, json};

use crate::harness::World;

fn park() -> World {
    let world = World::client();
    let csv = "client,tag,kind,serial,status,assigned_to,site,os,os_version\n\
        ried,SRV-01,server,S1,in-service,,Nord,Debian GNU/Linux,11.7\n\
        ried,PC-01,laptop,S2,in-service,Paul Weber,Nord,Windows 10 Pro,22H2\n\
        ried,PC-02,laptop,S3,in-stock,,,Windows 11 Pro,23H2\n";
    world.infog(["asset", "import", "-"]).stdin(csv).any_remarks().run();
    world
}

fn show(world: &World, tag: &str) -> Value {
    world.infog(["asset", "show", tag]).json()
}

fn counts(answer: &Value) -> [u64; 5] {
    ["read", "created", "updated", "unchanged", "refused"].map(|key| answer[key].as_u64().unwrap_or(u64::MAX))
}

#[test]
fn a_replacement_carries_licences_and_frees_none() {
    let world = park();
    world
        .infog(["licence", "add", "M365", "--product", "Microsoft 365", "--seats", "1", "--perpetual"])
        .any_remarks()
        .run();
    world.infog(["licence", "assign", "M365", "PC-01"]).run();
    let done = world.infog(["asset", "replace", "PC-01", "PC-02"]).says("one seat of a licence goes to PC-02").json();
    assert_eq!((&done["seats"], &done["new"]["assigned_to"]), (&json!(1), &json!("Paul Weber")));
    let shown = world.infog(["licence", "show", "M365", "--all"]).json();
    let held: Vec<&Value> = shown["holders"].as_array().unwrap().iter().map(|seat| &seat["released_as"]).collect();
    assert_eq!((&shown["used"], held), (&json!(1), vec![&json!("passed-on"), &Value::Null]));
    assert_eq!(shown["holders"][1]["holder"]["asset"], "PC-02");
}

#[test]
fn what_is_away_is_retired_when_it_is_back() {
    let world = park();
    world.infog(["asset", "repair", "out", "PC-01", "--supplier", "Dell"]).any_remarks().run();
    let retire = ["asset", "retire", "PC-02", "PC-01"];
    world.infog(retire).refused().says("out for repair at Dell").says("--status retired").unchanged().run();
    world.infog(["asset", "repair", "back", "PC-01", "--status", "retired", "--text", "irréparable"]).run();
    assert_eq!(show(&world, "PC-01")["status"], "retired");
    world.infog(["asset", "retire", "PC-01"]).has("unchanged").unchanged().run();
    let early = ["asset", "retire", "PC-02", "--at", "2026-01-01 08:00"];
    world.infog(["asset", "status", "PC-02", "on-loan"]).run();
    world.infog(early).refused().says("is before that").unchanged().run();
}

#[test]
fn a_renamed_host_keeps_its_virtual_servers() {
    let world = park();
    world.infog(["asset", "add", "VM-01", "--kind", "vm", "--parent", "SRV-01"]).any_remarks().run();
    let csv = "client,tag,kind,serial\nried,HV-01,server,S1\n";
    world.infog(["asset", "import", "-", "--key", "serial", "--allow-rename"]).stdin(csv).any_remarks().run();
    assert_eq!(show(&world, "HV-01")["children"], json!(["VM-01"]));
    world.infog(["asset", "show", "VM-01"]).has("HV-01").lacks("(unknown)").run();
}

#[test]
fn a_list_by_site_knows_its_code_and_its_name() {
    let world = park();
    world.infog(["site", "add", "n1", "--name", "Nord"]).run();
    world.infog(["asset", "edit", "PC-02", "--site", "n1", "--room", "bureau 4"]).run();
    for site in ["n1", "NORD"] {
        assert_eq!(world.infog(["asset", "list", "--site", site]).json().as_array().map(Vec::len), Some(3), "{site}");
    }
    let nowhere = world.infog(["asset", "list", "--site", "Sud"]).says("no asset is at a site `Sud`").json();
    assert_eq!(nowhere, json!([]));
    assert_eq!(show(&world, "PC-02")["location"], "bureau 4");
}

#[test]
fn ends_of_support_are_counted_and_expire() {
    let world = park();
    world.infog(["asset", "target", "support", "os", "2025-10-14", "--product", "Windows 10"]).run();
    world.infog(["asset", "target", "support", "os", "2026-08-31", "--product", "Debian", "--version", "11"]).run();
    let report = world.infog(["report", "inventory"]).json();
    let past: Vec<&Value> = report["past_support"]["assets"].as_array().unwrap().iter().map(|a| &a["tag"]).collect();
    assert_eq!(past, [&json!("PC-01")]);
    let soon = world.infog(["expiring", "--within", "90d"]).json();
    let found: Vec<_> = soon.as_array().unwrap().iter().map(|e| (&e["ref"], &e["what"], &e["on"])).collect();
    assert_eq!(found, [(&json!("SRV-01"), &json!("support"), &json!("2026-08-31"))]);
    assert_eq!(world.infog(["asset", "list", "--expiring", "90d"]).json()[0]["ending"], "support");
    // what an asset says of its own system beats the rules
    world.infog(["asset", "edit", "SRV-01", "--set", "attr.support_until=2028-06-30"]).run();
    assert_eq!(world.infog(["expiring", "--within", "90d"]).json(), json!([]));
}

#[test]
fn sites_rooms_and_people_come_from_files() {
    let world = World::client();
    let sites = "Nom;Adresse;Téléphone\nAtelier Nord;12 rue du Rhin;03 88 00 00 01\nSiège;;\n";
    let import = |noun: &str, csv: &str| world.infog([noun, "import", "-"]).stdin(csv).json();
    let dry = world.infog(["site", "import", "-", "--dry-run"]).stdin(sites).unchanged();
    dry.has("2 created").says("nothing").any_remarks().run();
    assert_eq!(counts(&import("site", sites)), [2, 2, 0, 0, 0]);
    assert_eq!(world.infog(["site", "list"]).json()[0]["code"], "atelier-nord");
    let again = world.infog(["site", "import", "-"]).stdin(sites).unchanged().json();
    assert_eq!(counts(&again), [2, 0, 0, 2, 0]);
    let rooms = "site,name,kind,access\natelier-nord,Baie 1,baie,clé\nSiège,Accueil,,\nSiège,accueil,salle,badge\n";
    assert_eq!(counts(&import("room", rooms)), [3, 2, 1, 0, 0]);
    assert_eq!(world.infog(["room", "show", "Baie 1", "--site", "atelier-nord"]).json()["kind"], "rack");
    let people = "Nom;Prénom;Entité;Site;Fonction;Courriel\n\
        Weber;Anne;Root > ried;Atelier Nord;demandeur, urgence;anne@ried.fr\nMorel;Jérôme;ried;Colmar;;\n";
    assert_eq!(counts(&import("contact", people)), [2, 2, 0, 0, 0]);
    let asking = world.infog(["contact", "list", "--site", "atelier-nord", "--role", "requester"]).json();
    assert_eq!((&asking[0]["name"], &asking[0]["site"]), (&json!("Anne Weber"), &json!("atelier-nord")));
    let phone = "Nom complet;Tel\nJEROME MOREL;03 88\n";
    assert_eq!(counts(&import("contact", phone)), [1, 0, 1, 0, 0]);
    assert_eq!(world.infog(["contact", "show", "Jérôme Morel"]).json()["phone"], "03 88");
}

#[test]
fn refused_lines_are_told_and_given_back() {
    let world = World::client();
    world.infog(["site", "add", "nord", "--name", "Nord"]).run();
    let rooms = "Site;Salle;Type\nNord;A;salle\nNrod;B;salle\nNord;C;cave\nNord;;salle\nNord;D;salle;x\n";
    let refused = world.infog(["room", "import", "-"]).stdin(rooms).refused().unchanged();
    let refused = refused.says("4 of 5 lines are refused").says("line 3, column `site`").says("did you mean `nord`?");
    refused.says("`cave` is no kind of room").says("without a header").run();
    let rejects = world.path("refused.csv");
    let partial = world.infog(["room", "import", "-", "--partial", "--rejects"]).word(&rejects).stdin(rooms);
    partial.status(3).any_remarks().has("1 created").run();
    let back = std::fs::read_to_string(&rejects).unwrap();
    assert!(back.starts_with("Site;Salle;Type;reason\nNrod;B;salle;"), "{back}");
    let fixed = back.replace("Nrod", "Nord").lines().take(2).collect::<Vec<_>>().join("\n");
    world.infog(["room", "import", "-"]).stdin(fixed).has("1 created").run();
    let contacts = |csv: &str| world.infog(["contact", "import", "-"]).stdin(csv).refused().unchanged();
    contacts("name,mail\nAnne,anne\n").says("`anne` is no mail address").run();
    contacts("name,role\nAnne,boss\n").says("is no role").run();
    contacts("name,client\nAnne,nobody\n").says("there is no client `nobody`").run();
    contacts("name\n\"a\u{1b}[2J\"\n").says("control character").run();
    contacts("name,shoe\nAnne,38\n").says("unknown header `shoe`").run();
}

#[test]
fn what_kinds_need_is_imported_and_set() {
    let world = World::client();
    let csv = "Client;Nom;Type;Salle;Fin de crédit-bail;Début de garantie;Niveau de garantie;RTO;RPO;Contact d'urgence;\
        Fréquence;Dernier test de restauration;Région\n\
        ried;SAV;Sauvegarde;;;;;4h;24h;Mme Weber;quotidienne;10/01/2026;\n\
        ried;PC-01;Portable;bureau 3;31/12/2027;01/01/2025;J+1 sur site;;;;;;\n\
        ried;WEB;Serveur cloud;;;;;;;;;;GRA\n";
    world.infog(["asset", "import", "-"]).stdin(csv).any_remarks().run();
    let (backup, laptop) = (show(&world, "SAV"), show(&world, "PC-01"));
    let attrs = ["rto", "rpo", "emergency_contact", "frequency", "last_restore_test"].map(|name| &backup["attr"][name]);
    assert_eq!(attrs, [&json!("4h"), &json!("24h"), &json!("Mme Weber"), &json!("quotidienne"), &json!("2026-01-10")]);
    let columns = ["location", "lease_until", "warranty_from", "warranty_level"].map(|name| &laptop[name]);
    assert_eq!(columns, [&json!("bureau 3"), &json!("2027-12-31"), &json!("2025-01-01"), &json!("J+1 sur site")]);
    assert_eq!(show(&world, "WEB")["attr"]["region"], "GRA");
    let edit = ["asset", "edit", "PC-01", "--warranty-level", "retour atelier", "--warranty-from", "01/02/2025"];
    world.infog(edit).word("--supplier").word("Inmac").run();
    let laptop = show(&world, "PC-01");
    assert_eq!((&laptop["warranty_from"], &laptop["supplier"]), (&json!("2025-02-01"), &json!("Inmac")));
    world.infog(["asset", "history", "PC-01"]).has("Inmac").run();
}
