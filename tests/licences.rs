//! `infog licence`: bought, given out, taken back, over-used.

use serde_json::json;

use crate::harness::World;

/// Two seats of an office suite, until the end of the year.
fn world() -> World {
    let world = World::ried();
    let words = ["licence", "add", "M365", "--product", "Microsoft 365", "--seats", "2", "--key", "ABCDE-12345-XYZW9"];
    world.infog(words).word("--expires-on").word("2026-12-31").run();
    world
}

fn used(world: &World) -> serde_json::Value {
    world.infog(["licence", "list"]).json()[0]["used"].clone()
}

#[test]
fn seats_are_given_to_machines_and_persons_and_taken_back() {
    let world = world();
    world.infog(["licence", "assign", "m365", "ried-pc-01", "--person", "Léa Martin"]).has("2 of 2 seats used").run();
    world.infog(["licence", "assign", "M365", "RIED-PC-01"]).has("unchanged").unchanged().run();
    let shown = world.infog(["licence", "show", "M365"]).json();
    assert_eq!(
        (&shown["used"], &shown["free"], &shown["holders"][1]["holder"]),
        (&json!(2), &json!(0), &json!({ "person": "Léa Martin" }))
    );
    world.infog(["licence", "release", "M365", "--person", "léa martin"]).has("1 used").run();
    world
        .infog(["licence", "release", "M365", "--person", "lea martin"])
        .refused()
        .says("`lea martin` holds no seat of licence `M365`")
        .unchanged()
        .run();
    let past = world.infog(["licence", "show", "M365", "--all"]).json();
    assert_eq!(past["holders"][1]["released_as"], "released");
    world.infog(["licence", "release", "M365", "--all"]).run();
    assert_eq!(used(&world), 0);
}

#[test]
fn over_use_is_refused_unless_a_reason_is_recorded_and_then_it_is_loud() {
    let world = world();
    world.infog(["licence", "assign", "M365", "RIED-PC-01", "RIED-PC-02"]).run();
    let third = ["licence", "assign", "M365", "RIED-SRV-01"];
    let says = "licence `M365` is full: 2 bought, 2 in use, 1 more asked for";
    world.infog(third).refused().says(says).says("--override REASON").unchanged().run();
    world.infog(third).word("--override").word(" ").refused().says("the reason is empty").unchanged().run();
    let warning = "M365 is over-used: 3 used, 2 bought";
    world.infog(third).word("--override").word("commande 2026-114").says(warning).run();
    world.infog(["licence", "list", "--over"]).has(warning).run();
    world.infog(["licence", "list", "--lang", "fr"]).has("M365 dépassée").run();
    let seat = &world.infog(["licence", "show", "M365"]).json()["holders"][2];
    assert_eq!((&seat["over_use"], &seat["reason"]), (&json!(true), &json!("commande 2026-114")));
    world.infog(["licence", "edit", "M365", "--seats", "1"]).refused().says("1 seats for 3 in use").unchanged().run();
    world.infog(["licence", "edit", "M365", "--seats", "3"]).run();
    world.infog(["licence", "list"]).lacks("over-used").run();
}

#[test]
fn a_machine_that_is_retired_frees_its_seats_by_every_way() {
    let world = world();
    world.infog(["licence", "assign", "M365", "RIED-PC-01", "RIED-PC-02"]).run();
    world.infog(["asset", "retire", "RIED-PC-01"]).run();
    assert_eq!(used(&world), 1);
    let csv = "client,tag,kind,status\nried,RIED-PC-02,laptop,réformé\n";
    world.infog(["asset", "import", "-"]).stdin(csv).any_remarks().run();
    assert_eq!(used(&world), 0);
    let past = world.infog(["licence", "show", "M365", "--all"]).json();
    assert_eq!(past["holders"][0]["released_as"], "freed");
    world
        .infog(["licence", "assign", "M365", "RIED-PC-01"])
        .refused()
        .says("asset `RIED-PC-01` is out of use; its status is `retired`")
        .unchanged()
        .run();
}

#[test]
fn a_licence_that_is_over_gives_no_seat_and_says_who_still_uses_it() {
    let world = world();
    let late = "2027-01-01T09:00:00+01:00";
    world.infog(["licence", "assign", "M365", "RIED-PC-01"]).now("2026-12-31T18:00:00+01:00").run();
    let assign = ["licence", "assign", "M365", "RIED-PC-02"];
    world
        .infog(assign)
        .now(late)
        .refused()
        .says("licence `M365` ended on 2026-12-31")
        .says("--expires-on")
        .unchanged()
        .run();
    world.infog(["licence", "list"]).now(late).has("M365 ended on 31 December 2026, still in use: 1").run();
    world.infog(["licence", "edit", "M365", "--perpetual"]).now(late).run();
    world.infog(assign).now(late).run();
}

#[test]
fn the_providers_licence_is_used_at_its_clients_and_a_clients_is_not() {
    let world = world();
    world.infog(["client", "add", "us", "--name", "Infogérance du Ried"]).run();
    let add = ["licence", "add", "EDR", "--client", "us", "--product", "Endpoint", "--seats", "9", "--perpetual"];
    world.infog(add).word("--owner").word("provider").run();
    world.infog(["licence", "assign", "EDR", "RIED-PC-01", "--for", "ried"]).run();
    world
        .infog(["licence", "assign", "M365", "RIED-PC-01", "--for", "us"])
        .refused()
        .says("licence `M365` belongs to client `ried`, not to the provider")
        .unchanged()
        .run();
    world.infog(["licence", "release", "EDR", "RIED-PC-01", "--for", "ried"]).run();
}

#[test]
fn a_key_is_shown_whole_on_demand_only_and_that_is_recorded() {
    let world = world();
    let key = "ABCDE-12345-XYZW9";
    for words in [
        &["licence", "list"][..],
        &["licence", "show", "M365"],
        &["asset", "show", "M365"],
        &["asset", "list", "--where", "licence_key~abc"],
        &["asset", "history", "M365"],
    ] {
        world.infog(words).has("****YZW9").lacks(key).run();
        world.infog(words).word("--json").lacks(key).run();
    }
    let edit = ["asset", "edit", "M365", "--set", "licence_key=NEWKEY-NEWKEY-0001"];
    world.infog(edit).lacks("NEWKEY").run();
    world.infog(["licence", "show", "M365", "--show-key"]).has("NEWKEY-NEWKEY-0001").run();
}

#[test]
fn a_licence_is_found_or_refused_with_the_nearest() {
    let world = world();
    world.infog(["licence", "show", "M356"]).refused().says("did you mean `M365`?").unchanged().run();
    world.infog(["licence", "show", "RIED-SRV-01"]).refused().says("is no licence; it is: server").unchanged().run();
    let add = ["licence", "add", "M365", "--product", "x", "--perpetual"];
    world.infog(add).refused().says("client `ried` has an asset `M365` already").unchanged().run();
    world.infog(["licence", "add", "X", "--product", "x"]).status(2).says("--perpetual").unchanged().run();
    world.infog(["licence", "edit", "M365"]).status(2).says("nothing to change").unchanged().run();
}

#[test]
fn every_line_of_an_imported_file_ends_as_one_of_four() {
    let world = world();
    let csv = "Code;Logiciel;Éditeur;Clé;Postes;Échéance;Perpétuelle;Propriétaire\n\
        M365;Microsoft 365;;ABCDE-12345-XYZW9;25;31/12/2026;;client\n\
        CAD;AutoCAD;Autodesk;K-1;3;;oui;prestataire\n\
        BAD1;X;;;3;2026-01-01;oui;\n\
        BAD2;X;;;3;;;moi\n\
        RIED-SRV-01;X;;;3;;;\n\
        BAD3;X;;;trois;;;\n";
    let import = ["licence", "import", "-", "--json"];
    let refused = world.infog(import).stdin(csv).status(1).unchanged().run().json();
    assert_eq!((&refused["refused"], &refused["applied"]), (&json!(4), &json!(false)));
    let lines: Vec<_> = refused["refusals"].as_array().unwrap().iter().map(|r| &r["line"]).collect();
    assert_eq!(lines, [4, 5, 6, 7]);
    let rejects = world.path("rejects.csv");
    let partial = ["licence", "import", "-", "--partial", "--json", "--rejects", rejects.to_str().unwrap()];
    let dry = world.infog(partial).word("--dry-run").stdin(csv).status(3).unchanged().run().json();
    let taken = world.infog(partial).stdin(csv).status(3).run().json();
    let count = |of: &serde_json::Value| {
        ["read", "created", "updated", "unchanged", "refused"].map(|k| of[k].as_u64().unwrap())
    };
    assert_eq!((count(&dry), count(&taken)), ([6, 1, 1, 0, 4], [6, 1, 1, 0, 4]));
    let kept = std::fs::read_to_string(rejects).unwrap();
    assert!(kept.contains("BAD2;X;;;3;;;moi;`moi` is no owner\n"), "{kept}");
    let sound: String = csv.lines().take(3).map(|line| format!("{line}\n")).collect();
    let again = world.infog(import).stdin(sound).unchanged().run().json();
    assert_eq!(count(&again), [2, 0, 0, 2, 0]);
    let cad = &world.infog(["licence", "show", "CAD"]).json();
    assert_eq!((&cad["owner"], &cad["perpetual"], &cad["seats"]), (&json!("provider"), &json!(true), &json!(3)));
}

#[test]
fn a_licence_has_a_name_and_uses_no_seat_itself() {
    let world = world();
    let add = ["licence", "add", "X", "--perpetual", "--product"];
    world.infog(add).word(" ").refused().says("the product is empty").unchanged().run();
    world.infog(add).word("a\u{1b}[31mb").refused().says("the product holds the control character").unchanged().run();
    let negative = ["licence", "edit", "M365", "--seats", "-1"];
    world.infog(negative).refused().says("`-1` is no number of seats").unchanged().run();
    let itself = ["licence", "assign", "M365", "m365"];
    world.infog(itself).refused().says("asset `M365` is a licence itself and uses no seat").unchanged().run();
}

#[test]
fn a_licence_stays_one_while_somebody_has_a_seat_of_it() {
    let world = world();
    world.infog(["licence", "assign", "M365", "RIED-PC-01"]).run();
    let edit = ["asset", "edit", "M365", "--kind", "service"];
    world.infog(edit).refused().says("`M365` is a licence with 1 seats in use").says("--all").unchanged().run();
    let csv = "client,tag,kind\nried,M365,laptop\n";
    let import = ["asset", "import", "-"];
    world.infog(import).stdin(csv).refused().says("`M365` is a licence with 1 seats in use").unchanged().run();
    world.infog(["licence", "release", "M365", "--all"]).run();
    world.infog(edit).run();
}

#[test]
fn a_lost_machine_frees_its_seats_too() {
    let world = world();
    world.infog(["licence", "assign", "M365", "RIED-PC-01"]).run();
    world.infog(["asset", "edit", "RIED-PC-01", "--status", "perdu"]).run();
    assert_eq!(used(&world), 0);
}

#[test]
fn a_seat_of_the_providers_licence_is_found_by_its_machine() {
    let world = world();
    world.infog(["client", "add", "us", "--name", "Nous"]).run();
    let words = ["licence", "add", "EDR", "--product", "EDR", "--seats", "2", "--perpetual", "--owner", "provider"];
    world.infog(words).word("--client").word("us").run();
    let assign = ["licence", "assign", "EDR", "RIED-PC-01"];
    world.infog(assign).refused().says("if it is a client's machine, say whose: `--for CODE`").unchanged().run();
    world.infog(assign).word("--for").word("ried").has("EDR assigned to ried / RIED-PC-01").run();
    world.infog(["licence", "show", "EDR"]).has("ried / RIED-PC-01").run();
    world.infog(["licence", "release", "EDR", "ried-pc-01"]).has("0 used").run();
}

#[test]
fn an_import_of_licences_speaks_as_that_of_assets_does() {
    let world = world();
    let file = world.path("licences.csv");
    std::fs::write(&file, "Code;Intitulé;Postes;Échéance\nM365;Microsoft 365;25;31/12/2027\nCAD;AutoCAD;3;\n").unwrap();
    let import = ["licence", "import", file.to_str().unwrap(), "--map", "Intitulé=product", "--set", "owner=provider"];
    let dry = world.infog(import).word("--dry-run").word("--json").any_remarks().unchanged().run().json();
    let changes = dry["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    let seats = changes[0]["fields"].as_array().unwrap().iter().find(|field| field["field"] == "seats").unwrap();
    assert_eq!((&seats["before"], &seats["after"]), (&json!("2"), &json!("25")));
    world.infog(import).word("--at").word("2026-02-01T09:00:00+01:00").any_remarks().run();
    let history = world.infog(["asset", "history", "CAD"]).json();
    assert_eq!((&history[0]["file"], &history[0]["line"]), (&json!(file.to_str().unwrap()), &json!(3)));
    assert_eq!(history[0]["at"], "2026-02-01T09:00:00+01:00");
    assert_eq!(world.infog(["licence", "show", "M365"]).json()["owner"], "provider");
    world.infog(import).word("--set").word("perpetual=peut-être").any_remarks().status(1).unchanged().run();
}

#[test]
fn licences_that_vanish_from_their_file_are_retired_and_machines_are_not() {
    let world = world();
    let import = ["licence", "import", "-", "--json", "--client", "ried"];
    world.infog(import).stdin("tag,product,seats\nA,a,1\nB,b,1\n").any_remarks().run();
    let words = ["--missing", "retire", "--max-missing", "60%"];
    let gone = world.infog([&import[..], &words[..]].concat()).stdin("tag,product,seats\nA,a,1\n").any_remarks().run();
    let missing = gone.json()["missing"].clone();
    assert_eq!((missing.as_array().unwrap().len(), &missing[0]["tag"]), (1, &json!("B")));
    let left = world.infog(["asset", "list", "--status", "retired"]).json();
    assert_eq!((left.as_array().unwrap().len(), &left[0]["tag"]), (1, &json!("B")));
}

#[test]
fn what_a_file_says_last_of_a_term_holds_and_fewer_seats_are_warned_of() {
    let world = world();
    let import = ["licence", "import", "-"];
    world.infog(import).stdin("tag,product,seats,perpetual\nM365,Microsoft 365,2,oui\n").any_remarks().run();
    let shown = world.infog(["licence", "show", "M365"]).json();
    assert_eq!((&shown["perpetual"], &shown["expires_on"]), (&json!(true), &json!(null)));
    world.infog(import).stdin("tag,expires_on\nM365,31/12/2027\n").any_remarks().run();
    let shown = world.infog(["licence", "show", "M365"]).json();
    assert_eq!((&shown["perpetual"], &shown["expires_on"]), (&json!(false), &json!("2027-12-31")));
    world.infog(["licence", "assign", "M365", "RIED-PC-01", "RIED-PC-02"]).run();
    world.infog(import).stdin("tag,seats\nM365,1\n").says("M365 is over-used: 2 used, 1 bought").run();
    let report = world.infog(["report", "inventory", "--client", "ried"]).json();
    let line = report["licences"].as_array().unwrap().iter().find(|line| line["tag"] == "M365").unwrap();
    assert_eq!((&line["expires_on"], &line["over"]), (&json!("2027-12-31"), &json!(1)));
}
