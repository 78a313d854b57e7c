//! `infog third-party`, `infog authorisation`, and work on what third parties manage (rule 22).

use serde_json::{Value, json};

use crate::harness::World;

/// A ticket on the server, which a third party manages.
fn managed() -> World {
    let world = World::ried();
    let add = ["third-party", "add", "sage", "--name", "Sage Est", "--contact", "03 88 00 00 00", "--hours", "9-17"];
    world.infog(add).has("Third party sage added: Sage Est").run();
    world.infog(["third-party", "assign", "SAGE", "ried-srv-01"]).has("RIED-SRV-01 managed by sage").run();
    world.infog(["ticket", "open", "Paie bloquée", "--asset", "RIED-SRV-01"]).any_remarks().run();
    world
}

const LOG: [&str; 5] = ["ticket", "log", "1", "--minutes", "20"];

fn permit(ticket: &Value) -> &Value {
    &ticket["events"].as_array().unwrap().last().unwrap()["permit"]
}

#[test]
fn work_without_an_authorisation_in_force_is_refused() {
    let world = managed();
    let run = world.infog(LOG).refused().says("asset `RIED-SRV-01` is managed by third party `sage`");
    run.says("infog authorisation add sage --client ried").says("--override REASON").unchanged().run();
    let grant = ["authorisation", "add", "sage", "--asset", "RIED-SRV-01", "--granted-by", "Mme Weber"];
    world.infog(grant).word("--from").word("2026-07-02").has("A-1").run();
    world.infog(LOG).refused().says("in force on 2026-07-01").unchanged().run();
    world.infog(LOG).now("2026-07-02T08:30:00+02:00").says("under A-1").run();
    let ticket = world.infog(["ticket", "show", "1"]).now("2026-07-02T09:00:00+02:00").json();
    let cited = json!([{ "asset": "RIED-SRV-01", "authorisation": 1, "kind": "authorisation", "third_party": "sage" }]);
    assert_eq!(permit(&ticket), &json!({ "cited": cited }));
    world
        .infog(["authorisation", "end", "A-1", "--on", "2026-07-02", "--reason", "done"])
        .now("2026-07-03T09:00:00+02:00")
        .run();
    world.infog(LOG).now("2026-07-03T09:00:00+02:00").refused().says("A-1 ended on 2026-07-02").unchanged().run();
    let backdated = world.infog(LOG).word("--at").word("2026-07-02 10:00").now("2026-07-03T09:00:00+02:00");
    backdated.says("under A-1").run();
}

#[test]
fn an_override_is_kept_with_the_work_and_seen() {
    let world = managed();
    world.infog(LOG).word("--override").word(" ").refused().unchanged().run();
    let run = world.infog(LOG).word("--override").word("server on fire");
    run.says("WITHOUT authorisation on RIED-SRV-01: server on fire").run();
    let ticket = world.infog(["ticket", "show", "1"]).json();
    assert_eq!(permit(&ticket), &json!({ "override": { "assets": ["RIED-SRV-01"], "reason": "server on fire" } }));
    world.infog(["ticket", "show", "1"]).has("WITHOUT authorisation on RIED-SRV-01: server on fire").run();
    world.infog(["ticket", "show", "1", "--lang", "fr"]).has("SANS autorisation sur RIED-SRV-01").run();
    let lines = world.infog(["ticket", "export"]).any_remarks().run().stdout;
    assert!(lines.contains(r#""override":{"assets":["RIED-SRV-01"],"reason":"server on fire"}"#), "{lines}");
    world.infog(["ticket", "open", "Poste lent", "--asset", "RIED-PC-01"]).any_remarks().run();
    let own = ["ticket", "log", "2", "--minutes", "5", "--override", "just in case"];
    world.infog(own).says("nothing had to be overridden").run();
    world.infog(["verify"]).any_remarks().run();
}

#[test]
fn a_cooperation_agreement_allows_work_on_all_that_the_third_party_manages() {
    let world = managed();
    let agree = ["authorisation", "add", "sage", "--cooperation", "--granted-by", "M. Klein", "--evidence", "S-12"];
    let granted = world.infog(agree).word("--scope").word("support").word("--to").word("2026-12-31").json();
    assert_eq!((&granted["type"], &granted["state"]), (&json!("cooperation"), &json!("in-force")));
    world.infog(LOG).says("under A-1").run();
    let shown = world.infog(["authorisation", "show", "A-1"]).json();
    assert_eq!((&shown["evidence"], &shown["events"][0]["type"]), (&json!("S-12"), &json!("granted")));
    world.infog(["authorisation", "list", "--lang", "fr"]).has("accord de coopération").has("en vigueur").run();
    let report = world.infog(["report", "responsibility"]).json();
    let sage = &report["third_parties"][0];
    assert_eq!((&sage["code"], &sage["assets"]), (&json!("sage"), &json!(["RIED-SRV-01"])));
    assert_eq!(sage["in_force"][0]["authorisation"], 1);
    world
        .infog(["report", "responsibility", "--lang", "en"])
        .has("Third parties and subcontractors")
        .has("A-1 until")
        .run();
    let ends = world.infog(["expiring", "--within", "1y"]).json();
    let ours = ends.as_array().unwrap().iter().find(|e| e["what"] == "authorisation").unwrap();
    assert_eq!((&ours["ref"], &ours["with"], &ours["on"]), (&json!("A-1"), &json!("sage"), &json!("2026-12-31")));
}

#[test]
fn third_parties_are_listed_shown_changed_and_archived() {
    let world = managed();
    world.infog(["third-party", "add", "nuit", "--name", "Astreinte", "--subcontractor", "--client", "ried"]).run();
    let list = world.infog(["third-party", "list"]).json();
    let told: Vec<_> =
        list.as_array().unwrap().iter().map(|p| (&p["code"], &p["assets"], &p["subcontractor"])).collect();
    assert_eq!(told, [(&json!("nuit"), &json!(0), &json!(true)), (&json!("sage"), &json!(1), &json!(false))]);
    let shown = world.infog(["third-party", "show", "Sage"]).json();
    assert_eq!((&shown["hours"], &shown["assets"][0]["tag"]), (&json!("9-17"), &json!("RIED-SRV-01")));
    world.infog(["third-party", "show", "sage", "--lang", "fr"]).has("aucune autorisation").run();
    world.infog(["third-party", "edit", "sage", "--hours", ""]).has("hours 9-17 → —").run();
    world.infog(["third-party", "edit", "nuit", "--archive"]).run();
    assert_eq!(world.infog(["third-party", "list"]).json().as_array().map(Vec::len), Some(1));
    world.infog(["third-party", "assign", "nuit", "RIED-PC-01"]).refused().says("is archived").unchanged().run();
    world.infog(["third-party", "edit", "nuit", "--restore", "--no-subcontractor"]).run();
    world.infog(["third-party", "list"]).has("nuit").run();
}

#[test]
fn what_cannot_be_authorised_is_refused_with_the_way_out() {
    let world = managed();
    let add = |words: &[&str]| {
        let words: Vec<&str> = ["authorisation", "add"].into_iter().chain(words.iter().copied()).collect();
        world.infog([words, vec!["--granted-by", "Mme Weber"]].concat()).refused().unchanged()
    };
    add(&["sgae"]).says("did you mean `sage`?").run();
    add(&["sage", "--asset", "RIED-PC-01"]).says("infog third-party assign sage RIED-PC-01").run();
    add(&["sage", "--from", "2026-07-02", "--to", "2026-07-01"])
        .says("the last day 2026-07-01 is before the first")
        .run();
    add(&["sage", "--to", "31/02/2026"]).says("31/02/2026").run();
    world.infog(["authorisation", "show", "7"]).refused().says("there is no authorisation A-7").run();
    world.infog(["authorisation", "end", "B-7"]).status(2).says("no number of an authorisation").run();
    world
        .infog(["third-party", "add", "sage", "--name", "X"])
        .refused()
        .says("exists already: Sage Est")
        .unchanged()
        .run();
    world.infog(["third-party", "edit", "sage"]).status(2).says("nothing to change").unchanged().run();
}
