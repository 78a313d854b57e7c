//! `infog asset campaign` and `infog asset diff`: what a client accepted, and what became of it.

use serde_json::json;

use crate::harness::World;

const ACCEPT: [&str; 8] =
    ["asset", "campaign", "accept", "initial", "--by", "Mme Weber", "--evidence", "mail of 1 July"];

/// A client whose four assets were accepted on the morning of 1 July.
fn accepted() -> World {
    let world = World::ried();
    world.infog(["asset", "campaign", "start", "initial", "--note", "Survey on site"]).has("has begun").run();
    world.infog(ACCEPT).has("accepted by Mme Weber: 4 assets frozen").run();
    world
}

#[test]
fn a_contract_is_not_inventoried_until_the_client_accepted_one() {
    let world = World::ried();
    let inventory = |world: &World| world.infog(["contract", "show", "RIED-2025"]).json()["inventory"].clone();
    assert_eq!(inventory(&world), json!({ "state": "not-inventoried" }));
    world.infog(["contract", "show", "RIED-2025"]).has("not inventoried").run();
    world.infog(["contract", "list"]).has("not inventoried").run();
    world.infog(["report", "inventory", "--lang", "fr"]).has("non inventorié").run();
    world.infog(["asset", "campaign", "start", "initial"]).run();
    assert_eq!(inventory(&world)["state"], "not-inventoried", "a campaign under way is no accepted one");
    world.infog(ACCEPT).run();
    let said = inventory(&world);
    assert_eq!(
        (&said["state"], &said["campaign"], &said["assets"]),
        (&json!("accepted"), &json!("initial"), &json!(4))
    );
    world
        .infog(["contract", "show", "RIED-2025", "--lang", "fr"])
        .has("accepté le 1er juillet 2026 par Mme Weber")
        .run();
    world.infog(["contract", "list"]).has("accepted on 2026-07-01").run();
    let before = world.infog(["contract", "list", "--now", "2026-06-30 12:00"]).json();
    assert_eq!(before[0]["inventory"]["state"], "not-inventoried", "as of the day before");
    assert_eq!(world.infog(["report", "inventory"]).json()["inventory"]["accepted_by"], "Mme Weber");
}

#[test]
fn a_later_state_is_compared_field_by_field() {
    let world = accepted();
    let later = "2026-07-10T09:00:00+02:00";
    world.infog(["asset", "edit", "RIED-SRV-01", "--label", "Paie", "--os", "Debian 13"]).now(later).run();
    world.infog(["asset", "retire", "RIED-PC-01"]).now(later).run();
    world.infog(["asset", "add", "RIED-PC-09", "--kind", "laptop", "--serial", "SN-9"]).now(later).any_remarks().run();
    let diff = ["asset", "diff", "--since", "initial"];
    let found = world.infog(diff).now(later).json();
    let count = |key: &str| found[key].as_u64().unwrap();
    assert_eq!(["added", "gone", "changed", "unchanged"].map(count), [1, 1, 1, 2]);
    let told = found["differences"].as_array().unwrap();
    let order: Vec<(&str, &str)> =
        told.iter().map(|d| (d["tag"].as_str().unwrap(), d["change"].as_str().unwrap())).collect();
    assert_eq!(order, [("RIED-PC-01", "gone"), ("RIED-PC-09", "added"), ("RIED-SRV-01", "changed")]);
    let label = json!({ "field": "label", "before": "Serveur de fichiers", "after": "Paie" });
    assert!(told[2]["changes"].as_array().unwrap().contains(&label), "{}", told[2]);
    assert_eq!(told[0]["changes"], json!([{ "field": "status", "before": "in-service", "after": "retired" }]));
    world.infog(diff).now(later).has("Serveur de fichiers").has("Debian 13").has("changed").run();
    world
        .infog(diff)
        .word("--format")
        .word("csv")
        .now(later)
        .has("RIED-SRV-01,server,changed,label,Serveur de fichiers,Paie")
        .run();
    world
        .infog(diff)
        .word("--format")
        .word("md")
        .word("--lang")
        .word("fr")
        .now(later)
        .has("| modifié |")
        .has("| sorti |")
        .run();
    let then = world.infog(diff).word("--until").word("2026-07-09").now(later).json();
    assert_eq!((&then["unchanged"], &then["differences"]), (&json!(4), &json!([])));
    let frozen = world.infog(["asset", "campaign", "show", "initial"]).now(later).json();
    assert_eq!((&frozen["frozen"], frozen["assets"].as_array().map(Vec::len)), (&json!(4), Some(4)));
    assert_eq!(frozen["assets"][3]["label"], "Serveur de fichiers", "what was frozen stays what it was");
    world.infog(["verify"]).now(later).any_remarks().run();
}

#[test]
fn a_campaign_is_accepted_once_and_never_without_an_asset() {
    let world = accepted();
    world.infog(ACCEPT).refused().says("was accepted already, by Mme Weber").unchanged().run();
    world
        .infog(["asset", "campaign", "start", "INITIAL"])
        .refused()
        .says("has a campaign `INITIAL` already")
        .unchanged()
        .run();
    world.infog(["asset", "campaign", "show", "intial"]).refused().says("did you mean `initial`?").run();
    world.infog(["asset", "campaign", "start", "next"]).run();
    world.infog(["asset", "diff", "--since", "next"]).refused().says("is not accepted yet").run();
    let early = ["asset", "campaign", "accept", "next", "--by", "Mme Weber", "--at", "2026-06-01 09:00"];
    world.infog(early).refused().says("is before campaign `next` began").unchanged().run();
    world
        .infog(["asset", "diff", "--since", "initial", "--until", "2026-06-01"])
        .refused()
        .says("is before campaign")
        .run();
    let list = world.infog(["asset", "campaign", "list"]).json();
    let states: Vec<&str> = list.as_array().unwrap().iter().filter_map(|c| c["state"].as_str()).collect();
    assert_eq!(states, ["accepted", "under-way"]);
    let bare = World::client();
    bare.infog(["asset", "campaign", "start", "initial"]).run();
    bare.infog(ACCEPT).refused().says("had no asset").unchanged().run();
}
