//! `infog asset`.

mod campaigns;
mod export;
mod hostile;
mod plan;
mod sources;
mod third_parties;

use serde_json::json;

use crate::harness::{RIED_ASSETS, World};

#[test]
fn the_same_file_again_writes_nothing() {
    let world = World::ried();
    let import = ["asset", "import", "-", "--json"];
    let answer = world.infog(import).stdin(RIED_ASSETS).unchanged().run().json();
    assert_eq!((&answer["read"], &answer["unchanged"], &answer["created"]), (&json!(4), &json!(4), &json!(0)));
}

#[test]
fn every_line_ends_as_one_of_four() {
    let world = World::ried();
    let csv = "client,tag,kind,serial,label\n\
        ried,RIED-SRV-01,server,SN-0001,Serveur de paie\n\
        ried,RIED-PC-01,workstation,SN-0002,Poste accueil\n\
        ried,RIED-PC-03,laptop,SN-0005,\n\
        ried,RIED-PC-04,toaster,SN-0006,\n\
        reid,RIED-PC-05,laptop,SN-0007,\n\
        ried,RIED-PC-06,laptop,SN-0003,\n";
    let refused = world.infog(["asset", "import", "-", "--json"]).stdin(csv).status(1).unchanged().run().json();
    assert_eq!(refused["refused"], 3);
    let kind = json!({ "line": 5, "column": "kind", "value": "toaster", "reason": "`toaster` is no kind" });
    assert_eq!(refused["refusals"][0], kind);
    assert_eq!((&refused["refusals"][1]["line"], &refused["refusals"][2]["line"]), (&json!(6), &json!(7)));
    let told = world.infog(["asset", "import", "-"]).stdin(csv).status(1).says("hint: the kinds are desktop, ");
    assert_eq!(told.run().stderr.matches("the kinds are").count(), 1);
    let near = "client,tag,kind\nried,X,servur\n";
    let told = world.infog(["asset", "import", "-"]).stdin(near).status(1).says("did you mean `server`?").run();
    assert!(!told.stderr.contains("the kinds are"), "{}", told.stderr);

    let rejects = world.path("rejects.csv");
    let partial = ["asset", "import", "-", "--partial", "--json", "--rejects", rejects.to_str().unwrap()];
    let taken = world.infog(partial).stdin(csv).status(3).run().json();
    let count = |key: &str| taken[key].as_u64().unwrap();
    assert_eq!(["created", "updated", "unchanged", "refused"].map(count), [1, 1, 1, 3]);
    let kept = std::fs::read_to_string(rejects).unwrap();
    assert_eq!(kept.lines().count(), 4, "{kept}");
    let first = "client,tag,kind,serial,label,reason\nried,RIED-PC-04,toaster,SN-0006,,`toaster` is no kind\n";
    assert!(kept.starts_with(first), "{kept}");
}

#[test]
fn serial_numbers_may_change_hands_in_one_file() {
    let world = World::ried();
    let csv = "client,tag,kind,serial\nried,RIED-SRV-01,server,SN-0002\nried,RIED-PC-01,workstation,SN-0001\n";
    world.infog(["asset", "import", "-"]).stdin(csv).has("2 updated").any_remarks().run();
    let taken = "client,tag,kind,serial\nried,RIED-PC-09,laptop,SN-0001\n";
    let run = world.infog(["asset", "import", "-"]).stdin(taken).refused();
    run.says("serial number `SN-0001` belongs to asset `RIED-PC-01`").unchanged().run();
}

#[test]
fn french_headers_and_windows_1252_are_understood() {
    let world = World::client();
    let (csv, _, _) = encoding("Nom;Type;N° de série;Libellé\r\nRIED-01;Serveur;A1;Métier à tisser\r\n");
    world.infog(["asset", "import", "-", "--client", "ried"]).stdin(csv).has("1 created").any_remarks().run();
    assert_eq!(world.infog(["asset", "show", "RIED-01"]).json()["label"], "Métier à tisser");
}

fn encoding(text: &str) -> (Vec<u8>, &'static str, bool) {
    let (bytes, used, lost) = encoding_rs::WINDOWS_1252.encode(text);
    (bytes.into_owned(), used.name(), lost)
}

#[test]
fn a_renamed_column_is_refused_with_the_way_out() {
    let world = World::client();
    let csv = "client,tag,kind,Numéro maison\nried,A,server,7\n";
    let run = world.infog(["asset", "import", "-"]).stdin(csv).refused().says("unknown header `Numéro maison`");
    run.says("--map 'Numéro maison=FIELD'").unchanged().run();
    let map = ["asset", "import", "-", "--map", "Numéro maison=attr.number"];
    world.infog(map).stdin(csv).has("1 created").any_remarks().run();
    assert_eq!(world.infog(["asset", "show", "A"]).json()["attr"], json!({ "number": "7" }));
}

#[test]
fn a_date_that_does_not_exist_is_refused_with_its_line() {
    let world = World::client();
    let csv = "client,tag,kind,warranty_until\nried,A,server,31/02/2026\n";
    let run = world.infog(["asset", "import", "-"]).stdin(csv).refused();
    run.says("line 2, column `warranty_until`").says("31/02/2026").unchanged().run();
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let world = World::client();
    let run = world.infog(["asset", "import", "-", "--dry-run"]).stdin(RIED_ASSETS);
    run.has("4 created").says("nothing was written").unchanged().run();
}

#[test]
fn an_empty_or_closed_input_is_refused() {
    let world = World::client();
    world.infog(["asset", "import", "-"]).refused().says("closed or empty").unchanged().run();
    world.infog(["asset", "import", "nowhere.csv"]).refused().says("`nowhere.csv`").unchanged().run();
}

#[test]
fn an_asset_is_added_changed_retired_and_remembered() {
    let world = World::client();
    let add = ["asset", "add", "RIED-SRV-02", "--kind", "serveur", "--serial", "S2", "--set", "attr.rto=4h"];
    world.infog(add).has("added").says("still unknown").run();
    world.infog(["asset", "edit", "ried-srv-02", "--label", "Paie", "--set", "serial="]).has("Paie").run();
    world.infog(["asset", "retire", "RIED-SRV-02"]).has("retired").run();
    world.infog(["asset", "retire", "RIED-SRV-02"]).has("unchanged").unchanged().run();
    let history = world.infog(["asset", "history", "RIED-SRV-02"]).json();
    let types: Vec<&str> = history.as_array().unwrap().iter().filter_map(|c| c["type"].as_str()).collect();
    assert_eq!(types, ["added", "edited", "retired"]);
    assert_eq!(history[2]["changes"], json!([{ "field": "status", "before": "in-service", "after": "retired" }]));
}

#[test]
fn what_an_asset_cannot_be_is_refused() {
    let world = World::ried();
    let add =
        |words: &[&str]| world.infog(["asset", "add"].into_iter().chain(words.iter().copied())).refused().unchanged();
    add(&["RIED-SRV-01", "--kind", "server"]).says("already").run();
    add(&["X", "--kind", "servr"]).says("did you mean `server`?").run();
    add(&["X", "--kind", "server", "--serial", "sn-0001"]).says("belongs to asset `RIED-SRV-01`").run();
    add(&["X", "--kind", "server", "--client", "reid"]).says("did you mean `ried`?").run();
    add(&["X", "--kind", "server", "--set", "serail=1"]).says("did you mean `serial`?").run();
    add(&["X", "--kind", "server", "--warranty-until", "31/02/2026"]).says("31/02/2026").run();
    add(&["X", "--kind", "server", "--at", "2026-08-01T00:00:00Z"]).says("in the future").run();
    world.infog(["asset", "show", "RIED-SRV-1"]).refused().says("did you mean `RIED-SRV-01`?").run();
}

#[test]
fn an_asset_tells_its_contract_and_what_is_still_unknown() {
    let world = World::ried();
    let server = world.infog(["asset", "show", "RIED-SRV-01"]).json();
    assert_eq!(server["covered_by"], json!([{ "contract": "RIED-2025", "line": "serveurs" }]));
    assert!(server["missing"].as_array().unwrap().contains(&json!("warranty_until")));
    assert_eq!(world.infog(["asset", "show", "RIED-IMP-01"]).json()["covered_by"], json!([]));
    world.infog(["asset", "list", "--missing", "--lang", "fr"]).has("Fin de garantie").run();
    assert_eq!(world.infog(["asset", "list", "--kind", "server"]).json().as_array().map(Vec::len), Some(1));
    world.infog(["asset", "list", "--limit", "1"]).says("1 of 4").run();
}

#[test]
fn a_tag_of_two_clients_must_be_said_whose() {
    let world = World::ried();
    world.infog(["client", "add", "koch", "--name", "Koch"]).run();
    world.infog(["asset", "add", "RIED-SRV-01", "--kind", "server", "--client", "koch"]).any_remarks().run();
    world.infog(["asset", "show", "RIED-SRV-01"]).status(2).says("koch, ried").run();
    assert_eq!(world.infog(["asset", "show", "RIED-SRV-01", "-c", "koch"]).json()["client"], "koch");
}

#[test]
fn a_spreadsheet_cannot_be_made_to_run_a_cell() {
    let world = World::client();
    world.infog(["asset", "add", "A", "--kind", "other", "--label", "=1+1"]).any_remarks().run();
    world.infog(["asset", "list", "--format", "csv"]).has("'=1+1").run();
}

#[test]
fn refused_lines_never_replace_a_file_that_holds_something_else() {
    let world = World::client();
    let csv = "tag,kind\nA1,server\nA2,toaster\n";
    let input = world.file("in.csv", csv);
    let run = |rejects: &str| {
        let rejects = rejects.to_owned();
        world.infog(["asset", "import", &input, "--partial", "--rejects", &rejects])
    };
    let letter = world.file("letter.txt", "Dear Sir");
    let database = world.database().to_str().expect("text").to_owned();
    for target in [&input, &letter, &database] {
        run(target).refused().says("holds something else").unchanged().run();
    }
    let rejects = world.path("rejects.csv").to_str().expect("text").to_owned();
    for _ in 0..2 {
        run(&rejects).status(3).run();
        assert_eq!(
            std::fs::read_to_string(&rejects).expect("a file"),
            "tag,kind,reason\nA2,toaster,`toaster` is no kind\n"
        );
    }
    assert_eq!(std::fs::read_to_string(&input).expect("a file"), csv);
}

#[test]
fn an_inventory_in_every_usual_form_is_the_same_inventory() {
    let text = "Client;Nom;Type;Numéro de série;Date d'achat\nried;PC 1;Ordinateur portable;É-1;13/01/2026\n";
    let ascii = text.replace(';', ",");
    let tabs = text.replace(';', "\t");
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect();
    let quoted: Vec<String> = text.lines().map(|l| format!("\"{}\"", l.replace(';', "\";\""))).collect();
    let world = World::client();
    world.infog(["asset", "import", "-"]).stdin(format!("\u{feff}{text}")).any_remarks().has("1 created").run();
    let forms = [ascii.into_bytes(), tabs.into_bytes(), utf16, latin, quoted.join("\r\n").into_bytes()];
    for form in forms {
        world.infog(["asset", "import", "-"]).stdin(form).any_remarks().has("0 updated, 1 unchanged").run();
    }
    let asset = world.infog(["asset", "show", "PC 1"]).json();
    let fields = [&asset["kind"], &asset["serial"], &asset["purchased_on"]];
    assert_eq!(fields, ["laptop", "É-1", "2026-01-13"]);
}

#[test]
fn a_hostile_cell_reaches_no_terminal_raw() {
    let world = World::client();
    for (cell, name) in [("\u{1b}[2J", "escape"), ("\u{9b}31m", "C1"), ("\u{7f}", "delete"), ("a\u{202e}b", "bidi")] {
        let csv = format!("tag,kind,label,notes\nA1,server,\"{cell}\",\"{cell}\"\n{cell},server,,\nA2,{cell},,\n");
        for words in [vec!["--partial"], vec!["--partial", "--json"], vec!["--dry-run"]] {
            let words = ["asset", "import", "-"].into_iter().chain(words.iter().copied());
            let answer = world.infog(words).stdin(&csv).status_any().run();
            for text in [&answer.stdout, &answer.stderr] {
                assert!(!text.contains(cell), "{name}: {text:?}");
            }
        }
        for words in [vec!["asset", "list"], vec!["asset", "list", "--json"], vec!["asset", "list", "--format", "md"]] {
            let text = world.infog(words).any_remarks().run().stdout;
            assert!(!text.contains(cell), "{name}: {text:?}");
        }
    }
}

#[test]
fn a_line_wins_over_what_was_changed_since() {
    let world = World::client();
    let csv = "tag,kind,label\nA1,server,first\n";
    let import = || world.infog(["asset", "import", "-"]).stdin(csv).any_remarks();
    import().has("1 created").run();
    world.infog(["asset", "edit", "A1", "--label", "second"]).run();
    import().has("1 updated").run();
    assert_eq!(world.infog(["asset", "show", "A1"]).json()["label"], "first");
    import().has("1 unchanged").unchanged().run();
    world.infog(["asset", "history", "A1", "--lang", "fr"]).has("importé").has("modifié").has("serveur").run();
}

#[test]
fn what_is_recorded_late_keeps_both_times() {
    let world = World::empty();
    let at = ["--at", "2026-06-30 09:00"];
    world.infog(["client", "add", "ried", "--name", "R"].into_iter().chain(at)).any_remarks().run();
    world.infog(["client", "edit", "ried", "--name", "S"].into_iter().chain(at)).run();
    world.infog(["asset", "import", "-"].into_iter().chain(at)).stdin("tag,kind\nA1,server\n").any_remarks().run();
    let history = world.infog(["asset", "history", "A1"]).json();
    assert_eq!(history[0]["at"], "2026-06-30T09:00:00+02:00");
    assert_eq!(history[0]["recorded_at"], "2026-07-01T09:00:00+02:00");
    let late = ["client", "edit", "ried", "--name", "T", "--at", "2026-07-02 09:00"];
    world.infog(late).refused().says("in the future").unchanged().run();
}

#[test]
fn a_date_under_warranty_is_its_end_and_a_duration_its_term() {
    let world = World::ried();
    let import = |csv: &str| world.infog(["asset", "import", "-", "--client", "ried"]).stdin(csv);
    let shown = |tag: &str| world.infog(["asset", "show", tag]).json();
    import("tag,kind,Warranty\nW1,server,2027-01-31\nW2,server,36 months\nW3,server,36\n")
        .has("3 created")
        .any_remarks()
        .run();
    assert_eq!(
        (&shown("W1")["warranty_until"], &shown("W1")["attr"]["warranty_term"]),
        (&json!("2027-01-31"), &json!(null))
    );
    assert_eq!(shown("W2")["attr"]["warranty_term"], "36 months");
    assert_eq!((&shown("W3")["attr"]["warranty_term"], &shown("W3")["warranty_until"]), (&json!("36"), &json!(null)));
    import("Nom;Type;Garantie\nW1;Serveur;3 ans\nW2;Serveur;31/12/2027\n").has("2 updated").any_remarks().run();
    assert_eq!(shown("W1")["warranty_until"], "2027-01-31", "a term takes no end away");
    assert_eq!(
        (&shown("W2")["warranty_until"], &shown("W2")["attr"]["warranty_term"]),
        (&json!("2027-12-31"), &json!(null))
    );
    world.infog(["expiring", "--within", "1200d"]).now("2026-01-13T09:00:00+01:00").has("W2").any_remarks().run();
    for bad in ["2027-02-30", "31/12/27", "12/2027"] {
        let run = import(&format!("tag,kind,Warranty\nX,server,{bad}\n")).status(1);
        run.says("column `warranty_until`").says(bad).says("under `Warranty`").unchanged().run();
    }
    let two = "tag,kind,Warranty,Warranty end\nX,server,2027-01-31,2028-01-31\n";
    import(two).status(1).says("another column says `2028-01-31`").says("--map 'Warranty=-'").unchanged().run();
    import("tag,kind,Warranty,Warranty end\nX,server,31/01/2028,2028-01-31\n").has("1 created").any_remarks().run();
}
