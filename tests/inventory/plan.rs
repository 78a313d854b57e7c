//! A plan before, a receipt after, and which asset a line is about.

use serde_json::{Value, json};

use crate::harness::{Run, World};

const HEADER: &str = "tag,kind,serial,label\n";

fn import<'w>(world: &'w World, words: &[&str], rows: &str) -> Run<'w> {
    let words = ["asset", "import", "-"].into_iter().chain(words.iter().copied());
    world.infog(words).stdin(format!("{HEADER}{rows}")).any_remarks()
}

/// A client with two servers and a laptop that a file brought.
fn imported() -> World {
    let world = World::client();
    import(&world, &[], "SRV-1,server,S1,Files\nSRV-2,server,S2,Mail\nPC-1,laptop,S3,Anne\n").has("3 created").run();
    world
}

fn counts(answer: &Value) -> [u64; 5] {
    ["read", "created", "updated", "unchanged", "refused"].map(|key| answer[key].as_u64().expect("a number"))
}

#[test]
fn a_plan_shows_old_and_new_field_by_field_and_writes_nothing() {
    let world = imported();
    let rows = "SRV-1,server,S1,Payroll\nSRV-2,server,S2,Mail\nPC-2,desktop,S4,\n";
    let plan = import(&world, &["--dry-run"], rows).unchanged().json();
    assert_eq!((counts(&plan), &plan["applied"]), ([3, 1, 1, 1, 0], &json!(false)));
    let changed = json!({
        "client": "ried", "tag": "SRV-1", "line": 2, "action": "updated",
        "fields": [{ "field": "label", "before": "Files", "after": "Payroll" }],
    });
    assert_eq!(plan["changes"][0], changed);
    assert_eq!((&plan["changes"][1]["tag"], &plan["changes"][1]["action"]), (&json!("PC-2"), &json!("created")));
    let page = import(&world, &["--dry-run", "--color", "always"], rows).unchanged().run().stdout;
    let line = page.lines().find(|line| line.contains("Payroll")).expect("the change");
    assert!(line.contains("SRV-1") && line.contains("Files") && line.contains("\u{1b}[33mPayroll"), "{line:?}");
    let french = import(&world, &["--dry-run", "--lang", "fr"], rows);
    french.has("modifié").has("Libellé").has("3 lignes lues").unchanged().run();
}

#[test]
fn the_same_file_again_changes_not_a_byte_whatever_was_refused() {
    let world = World::client();
    let rows = "SRV-1,server,S1,Files\nPC-1,toaster,S3,Anne\nPC-2,laptop,S1,\n";
    let taken = import(&world, &["--partial", "--json"], rows).status(3).run().json();
    assert_eq!(counts(&taken), [3, 1, 0, 0, 2]);
    let again = import(&world, &["--partial", "--json"], rows).status(3).unchanged().run().json();
    assert_eq!(counts(&again), [3, 0, 0, 1, 2]);
    // other columns, other order, other letters: another file that says the same
    let other = "Étiquette;Type;N° de série\nSRV-1;Serveur;S1\n";
    world.infog(["asset", "import", "-"]).stdin(other).any_remarks().has("1 unchanged").unchanged().run();
}

/// So many lines are put into a table without indexes, which are made afterwards: tags, doubles and the schema are
/// what they are otherwise (`verify` looks at them when the world ends).
#[test]
fn thousands_of_lines_at_first_are_found_again_one_by_one() {
    let world = World::client();
    world.infog(["client", "add", "lys", "--name", "Lys"]).run();
    let rows: String = (0..6_000)
        .rev()
        .map(|n| format!("{},PC-{n:05},laptop,S{},Poste\n", if n % 2 == 0 { "ried" } else { "lys" }, n * 7 % 6_000))
        .collect();
    let file = format!("client,tag,kind,serial,label\n{rows}");
    let take = |file: &str, words: &[&str]| {
        let words = ["asset", "import", "-", "--json"].into_iter().chain(words.iter().copied());
        world.infog(words).stdin(file).any_remarks()
    };
    let double = format!("{file}ried,pc-00004,laptop,S-NEW,Poste\n");
    take(&double, &[]).status(1).unchanged().run();
    assert_eq!(counts(&take(&file, &["--missing", "report"]).run().json()), [6_000, 6_000, 0, 0, 0]);
    assert_eq!(counts(&take(&file, &[]).unchanged().run().json()), [6_000, 0, 0, 6_000, 0]);
    let stranger = "client,tag,kind,serial,label\nried,PC-X,laptop,S28,Poste\n";
    let refused = take(stranger, &[]).status(1).unchanged().run().json();
    assert_eq!(refused["refusals"][0]["column"], "serial", "{refused}");
}

#[test]
fn refused_lines_come_back_with_a_reason_and_are_fed_again_when_corrected() {
    let world = World::client();
    let csv = "Nom;Type;Fin de garantie;Commentaire\nA;Serveur;13/01/2026;\"deux\nlignes\"\nB;Grille-pain;;x\nC;Serveur;31/02/2026;\n";
    let input = world.file("parc.csv", csv);
    let rejects = world.path("refused.csv").to_str().expect("text").to_owned();
    let words = ["asset", "import", &input, "--partial", "--rejects", &rejects];
    let taken = world.infog(words).status(3).has("1 created").has("2 refused").says("line 4").run();
    assert!(taken.stderr.contains("refused.csv"), "{}", taken.stderr);
    let given = std::fs::read_to_string(&rejects).expect("the refused lines");
    assert!(given.starts_with("Nom;Type;Fin de garantie;Commentaire;reason\nB;Grille-pain;;x;"), "{given}");
    let corrected = given.replace("Grille-pain;;", "Imprimante;;").replace("31/02", "28/02");
    let corrected = world.file("corrected.csv", corrected);
    let words = ["asset", "import", &corrected, "--partial", "--rejects", &rejects];
    world.infog(words).any_remarks().has("2 created").has("0 refused").run();
    let left = std::fs::read_to_string(&rejects).expect("no refused line");
    assert_eq!(left, "Nom;Type;Fin de garantie;Commentaire;reason\n");
    assert_eq!(world.infog(["asset", "list"]).any_remarks().json().as_array().map(Vec::len), Some(3));
}

#[test]
fn a_serial_number_under_another_tag_is_offered_as_a_renaming() {
    let world = imported();
    let rows = "SRV-1,server,S1,Files\nSRV-2,server,S2,Mail\nPC-9,laptop,S3,Anne\n";
    let offered = import(&world, &[], rows).refused().says("belongs to asset `PC-1`").says("`--allow-rename`");
    offered.unchanged().run();
    world.infog(["ticket", "open", "Slow", "--asset", "PC-1"]).any_remarks().run();
    let plan = import(&world, &["--allow-rename", "--dry-run"], rows).unchanged().json();
    assert_eq!(plan["changes"][0]["fields"], json!([{ "field": "tag", "before": "PC-1", "after": "PC-9" }]));
    import(&world, &["--allow-rename"], rows).has("1 updated, 2 unchanged").run();
    import(&world, &["--allow-rename"], rows).has("3 unchanged").unchanged().run();
    world.infog(["asset", "show", "PC-1"]).refused().says("it is `PC-9`").run();
    assert_eq!(world.infog(["asset", "show", "PC-9"]).json()["last_tickets"][0]["title"], "Slow");
    world.infog(["ticket", "show", "1"]).any_remarks().has("PC-1").run();
    let history = world.infog(["asset", "history", "PC-9"]).json();
    assert_eq!((&history[1]["type"], &history[1]["line"]), (&json!("renamed"), &json!(4)));
    assert_eq!(history[1]["file"], "standard input");
    world.infog(["verify"]).any_remarks().run();
}

#[test]
fn two_lines_never_make_one_machine_two_assets() {
    let world = imported();
    let both = "PC-1,laptop,S3,Anne\nPC-9,laptop,S3,Anne\n";
    for words in [&[][..], &["--allow-rename"], &["--key", "serial"], &["--key", "serial", "--allow-rename"]] {
        import(&world, words, both).refused().says("line 3, column `serial`").says("`S3`").unchanged().run();
    }
    let taken = "PC-1,laptop,S3,Anne\nPC-9,laptop,s3,Anne\n";
    import(&world, &["--allow-rename"], taken).refused().unchanged().run();
}

#[test]
fn by_serial_number_an_asset_keeps_its_tag_unless_it_may_be_renamed() {
    let world = imported();
    let rows = "ANNE,laptop,S3,Anne Weber\n";
    import(&world, &["--key", "serial"], rows).says("kept its tag").has("1 updated").run();
    assert_eq!(world.infog(["asset", "show", "PC-1"]).json()["label"], "Anne Weber");
    import(&world, &["--key", "serial"], rows).has("1 unchanged").unchanged().run();
    import(&world, &["--key", "serial", "--allow-rename"], rows).has("1 updated").run();
    world.infog(["asset", "show", "ANNE"]).any_remarks().run();
    import(&world, &["--key", "serial"], "X,server,,\n").refused().says("no serial number").unchanged().run();
    let stolen = import(&world, &["--key", "serial"], "SRV-1,server,S9,\n");
    stolen.refused().says("belongs to an asset with another serial number").unchanged().run();
}

#[test]
fn what_vanished_is_told_or_retired_and_a_cut_file_is_refused() {
    let world = imported();
    world.infog(["asset", "add", "BY-HAND", "--kind", "server"]).any_remarks().run();
    let two = "SRV-1,server,S1,Files\nSRV-2,server,S2,Mail\n";
    import(&world, &["--missing", "retire"], two)
        .refused()
        .says("1 of 3")
        .says("`--max-missing 34%`")
        .unchanged()
        .run();
    import(&world, &["--max-missing", "10%"], two).refused().says("cut short").unchanged().run();
    import(&world, &["--missing", "retire"], "").refused().says("3 of 3").unchanged().run();
    let told = import(&world, &["--missing", "report"], two).unchanged().json();
    assert_eq!(told["missing"], json!([{ "client": "ried", "tag": "PC-1", "status": "in-service", "retired": false }]));
    let retire = ["--missing", "retire", "--max-missing", "50%"];
    import(&world, &[&retire[..], &["--dry-run"]].concat(), two).has("retired").has("PC-1").unchanged().run();
    import(&world, &retire, two).has("2 unchanged").says("PC-1").run();
    assert_eq!(world.infog(["asset", "show", "PC-1"]).json()["status"], "retired");
    assert_eq!(world.infog(["asset", "show", "BY-HAND"]).json()["status"], "in-service");
    assert_eq!(world.infog(["asset", "history", "PC-1"]).json()[1]["type"], "vanished");
    import(&world, &retire, two).has("2 unchanged").unchanged().run();
}

#[test]
fn a_refused_line_is_no_vanished_asset() {
    let world = imported();
    let retire = ["--partial", "--missing", "retire", "--max-missing", "100%"];
    let bad_kind = "SRV-1,server,S1,Files\nSRV-2,server,S2,Mail\nPC-1,toaster,S3,Anne\n";
    import(&world, &retire, bad_kind).status(3).unchanged().run();
    let renamed = "SRV-1,server,S1,Files\nSRV-2,server,S2,Mail\nPC-9,laptop,S3,Anne\n";
    import(&world, &retire, renamed).status(3).unchanged().run();
    let nameless = "SRV-1,server,S1,Files\n,server,,\n";
    import(&world, &retire, nameless).status(3).says("nothing is retired").unchanged().run();
    import(&world, &retire, "SRV-1,server,S1,Files\n").any_remarks().run();
    assert_eq!(world.infog(["asset", "show", "PC-1"]).json()["status"], "retired");
}

#[test]
fn a_file_of_machines_retires_no_licence() {
    let world = imported();
    world.infog(["licence", "import", "-"]).stdin("tag,product,seats\nM365,Microsoft 365,25\n").any_remarks().run();
    let retire = ["--missing", "retire", "--max-missing", "100%"];
    import(&world, &retire, "SRV-1,server,S1,Files\n").any_remarks().run();
    assert_eq!(world.infog(["asset", "show", "M365"]).json()["status"], "in-service");
    assert_eq!(world.infog(["asset", "show", "SRV-2"]).json()["status"], "retired");
}
