//! `infog asset export`: the columns that `asset import` reads, there and back.

use std::os::unix::fs::PermissionsExt as _;

use crate::harness::World;

/// Texts that a spreadsheet would run, and those that need quotes.
const TEXTS: [&str; 14] = [
    "=1+1",
    "+33 1 23",
    "-2+3",
    "@SUM(A1)",
    "'=1",
    "'tis",
    "\"=1\"",
    "＝1",
    "＋1",
    "a, \"b\"; c",
    "0012",
    "1 234,56",
    "Évry — 12 €",
    "two words",
];

fn list(world: &World) -> serde_json::Value {
    world.infog(["asset", "list", "--client", "ried"]).json()
}

#[test]
fn what_is_exported_and_imported_again_changes_nothing_and_makes_the_same_assets_elsewhere() {
    let (world, other) = (World::ried(), World::client());
    for (nth, text) in TEXTS.iter().enumerate() {
        let tag = format!("T-{nth}");
        world.infog(["asset", "add", &tag, "--kind", "server", "--client", "ried"]).any_remarks().run();
        for field in ["label", "serial", "model", "os", "location", "notes", "attr.remark"] {
            let set = format!("{field}={text}");
            world.infog(["asset", "edit", &tag, "--client", "ried", "--set", &set]).status_any().run();
        }
    }
    world.infog(["asset", "edit", "T-0", "--client", "ried", "--set", "notes=one\ntwo"]).any_remarks().run();
    let licence = [
        "licence",
        "add",
        "L",
        "--product",
        "P",
        "--client",
        "ried",
        "--key",
        "AAAA-BBBB-CCCC",
        "--seats",
        "12",
        "--perpetual",
    ];
    world.infog(licence).any_remarks().run();
    world.infog(["asset", "retire", "RIED-PC-01", "--client", "ried"]).any_remarks().run();
    let csv = world.infog(["asset", "export", "--client", "ried"]).run().stdout;
    assert!(csv.starts_with("client,site,tag,kind,") && !csv.contains("licence_key") && csv.contains("'=1+1"), "{csv}");
    let again = world.infog(["asset", "import", "-", "--json"]).stdin(&csv).any_remarks().unchanged().run().json();
    assert_eq!((&again["unchanged"], &again["refused"]), (&again["read"], &0.into()), "{again}");
    let keys = world.infog(["asset", "export", "--keys"]).has("AAAA-BBBB-CCCC").run().stdout;
    other.infog(["asset", "import", "-"]).stdin(&keys).any_remarks().run();
    assert_eq!(list(&world), list(&other));
    assert_eq!(other.infog(["asset", "export", "--keys"]).run().stdout, keys);
}

#[test]
fn a_file_is_the_owners_and_never_overwritten_unless_asked() {
    let world = World::ried();
    let export = ["asset", "export", "--to", "ried.csv"];
    let told = world.infog(export).json();
    assert_eq!((&told["assets"], &told["file"]), (&4.into(), &"ried.csv".into()));
    let path = world.path("ried.csv");
    assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_to_string(&path).expect("a text"), world.infog(["asset", "export"]).run().stdout);
    world.infog(export).refused().says("`ried.csv` exists already").unchanged().run();
    world.infog(export).word("--force").has("4 assets").run();
    world.infog(["asset", "export", "--client", "reid"]).refused().says("did you mean `ried`?").run();
}
