//! Every file that holds assets is imported with one command that `infog asset import --help` shows.

use std::io::{Cursor, Write as _};
use std::path::Path;

use crate::harness::World;

fn sample(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/samples").join(name);
    std::fs::read(path).expect("a sample")
}

/// The clients that the samples name.
fn clients() -> World {
    let world = World::empty();
    world.infog(["init", "--no-input"]).any_remarks().run();
    for (code, name) in [
        ("mairie", "Mairie de Saint-Évroult"),
        ("lefevre", "Cabinet Lefèvre & Associés"),
        ("oeuvrard", "Boulangerie Œuvrard SARL"),
    ] {
        world.infog(["client", "add", code, "--name", name]).run();
    }
    world
}

/// Imports a sample with these words; it creates so many assets, and a second time nothing.
fn imports(world: &World, name: &str, words: &[&str], created: usize) {
    let file = world.file(name, sample(name));
    let all = || ["asset", "import", file.as_str()].into_iter().chain(words.iter().copied());
    let answer = world.infog(all()).any_remarks().json();
    assert_eq!((answer["created"].as_u64(), answer["refused"].as_u64()), (Some(created as u64), Some(0)), "{answer}");
    let again = world.infog(all()).any_remarks().unchanged().json();
    assert_eq!(again["unchanged"], again["read"], "{again}");
}

#[test]
fn each_sample_is_imported_with_one_command() {
    for (name, words, created) in [
        ("glpi_ordinateurs_fr.csv", ["--from", "glpi"].as_slice(), 4),
        ("itop_server_codes.csv", &["--from", "itop", "--set", "kind=server"], 1),
        ("snipeit_assets_import.csv", &["--from", "snipe-it"], 2),
        ("snipeit_custom_asset_report.csv", &["--from", "snipe-it"], 2),
        ("itflow_assets.csv", &["--from", "itflow"], 1),
        ("glpi_agent_ordinateur.json", &[], 1),
        ("glpi_agent_portable.json", &["--client", "lefevre"], 1),
        ("fusioninventory_ordinateur.xml", &["--client", "oeuvrard"], 1),
        ("lshw.json", &["--client", "mairie"], 1),
        ("osquery_system_info.json", &["--set", "client=lefevre"], 1),
        ("nmap_scan.xml", &["--client", "mairie"], 2),
        ("excel_fr_utf8_bom.csv", &["--set", "kind=other", "--map", "*=attr"], 3),
        ("excel_fr_windows1252.csv", &["--set", "kind=other", "--map", "*=attr"], 3),
        ("excel_texte_unicode_utf16le.txt", &["--set", "kind=other", "--map", "*=attr"], 3),
    ] {
        imports(&clients(), name, words, created);
    }
}

#[test]
fn the_traps_of_a_spreadsheet_are_refused_line_by_line() {
    let world = clients();
    let file = world.file("pieges.csv", sample("excel_pieges.csv"));
    let words = ["asset", "import", &file, "--set", "kind=workstation", "--map", "*=attr", "--partial", "--json"];
    let answer = world.infog(words).status(3).run().json();
    let count = |key: &str| answer[key].as_u64();
    assert_eq!((count("read"), count("created"), count("refused")), (Some(4), Some(2), Some(2)), "{answer}");
}

#[test]
fn one_machine_from_five_sources_is_one_asset() {
    let world = clients();
    imports(&world, "glpi_ordinateurs_fr.csv", &["--from", "glpi"], 4);
    for name in ["glpi_agent_ordinateur.json", "lshw.json"] {
        let file = world.file(name, sample(name));
        world.infog(["asset", "import", &file, "--client", "mairie"]).has("1 updated").any_remarks().run();
    }
    let file = world.file("portable.json", sample("glpi_agent_portable.json"));
    world.infog(["asset", "import", &file, "--client", "lefevre"]).has("1 updated").any_remarks().run();
    let server = world.infog(["asset", "show", "srv-mairie-01"]).json();
    assert_eq!((&server["kind"], &server["serial"]), (&"server".into(), &"CZ22480PQR".into()), "{server}");
}

#[test]
fn what_an_agent_knows_beside_the_inventory_never_reaches_the_database() {
    const SECRETS: [&str; 7] =
        ["hunter2-env", "hunter2-cmd", "HUNTR-2KEYS", "hunter2-user", "hunter2-ssh", "adm-infogerance", "00330-80000"];
    let world = clients();
    let more = r#""content": {"envs": [{"key": "DB_PASSWORD", "val": "hunter2-env"}], "processes": [{"cmd": "mysql -phunter2-cmd"}],
        "licenseinfos": [{"key": "HUNTR-2KEYS", "name": "Office"}], "local_users": [{"login": "hunter2-user"}],
        "ssh_key": "hunter2-ssh","#;
    let server = String::from_utf8(sample("glpi_agent_ordinateur.json")).unwrap().replacen("\"content\": {", more, 1);
    let laptop = String::from_utf8(sample("glpi_agent_portable.json")).unwrap();
    let xml = "<CONTENT><ENVS><KEY>A</KEY><VAL>hunter2-env</VAL></ENVS><PROCESSES><CMD>x hunter2-cmd</CMD></PROCESSES>\
        <LICENSEINFOS><KEY>HUNTR-2KEYS</KEY></LICENSEINFOS><USERS><LOGIN>hunter2-user</LOGIN></USERS><SSH_KEY>hunter2-ssh</SSH_KEY>";
    let desktop = String::from_utf8(sample("fusioninventory_ordinateur.xml")).unwrap().replacen("<CONTENT>", xml, 1);
    assert!(SECRETS.iter().all(|secret| server.contains(secret) || laptop.contains(secret)));
    for (name, text, client) in
        [("a.json", server, "mairie"), ("b.json", laptop, "lefevre"), ("c.xml", desktop, "oeuvrard")]
    {
        let file = world.file(name, text);
        world.infog(["asset", "import", &file, "--client", client]).has("1 created").any_remarks().run();
    }
    let folder = world.database();
    for entry in std::fs::read_dir(folder.parent().unwrap()).unwrap().flatten().filter(|e| e.path().is_file()) {
        let bytes = std::fs::read(entry.path()).unwrap();
        for secret in SECRETS {
            assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{secret} in {:?}", entry.path());
        }
    }
}

#[test]
fn a_virtual_machine_stands_on_its_host_and_stays_itself() {
    let world = clients();
    let host = r#"{"deviceid": "h", "content": {"hardware": {"name": "hv-01", "vmsystem": "Physical"}, "virtualmachines": [
        {"name": "srv-02", "uuid": "4c4c4544-0047-5110-8038-c2c04f5a3358", "vmtype": "HyperV"}]}}"#;
    let guest = r#"{"deviceid": "g", "content": {"bios": {"ssn": "VM-77"}, "hardware": {"name": "SRV-02.ried.example", "vmsystem": "Hyper-V",
        "uuid": "4C4C4544-0047-5110-8038-C2C04F5A3358"}}}"#;
    let (host, guest) = (world.file("host.json", host), world.file("guest.json", guest));
    world.infog(["asset", "import", &host, "-c", "mairie"]).has("2 created").any_remarks().run();
    world.infog(["asset", "import", &guest, "-c", "mairie"]).has("1 updated").any_remarks().run();
    world.infog(["asset", "import", &host, "-c", "mairie"]).has("2 unchanged").any_remarks().unchanged().run();
    let machine = world.infog(["asset", "show", "srv-02"]).json();
    let told = |key: &str| machine[key].as_str().map(str::to_owned);
    assert_eq!((told("parent"), told("serial")), (Some("hv-01".into()), Some("VM-77".into())), "{machine}");
    assert_eq!(told("kind").as_deref(), Some("virtual-server"));
}

#[test]
fn a_workbook_is_imported_sheet_by_sheet() {
    let world = clients();
    let bytes = workbook(&[
        (
            "Parc",
            &[
                &["Parc au 1er octobre"],
                &[],
                &["Nom", "Type", "N° de série", "Date d'achat"],
                &["pc-1", "Portable", "S1", "45363"],
                &["pc-2", "Grille-pain"],
            ],
        ),
        ("Serveurs", &[&["Nom", "Type"], &["srv-1", "Serveur"]]),
    ]);
    let file = world.file("parc.xlsx", bytes);
    let all = ["asset", "import", &file, "-c", "mairie"];
    world.infog(all).refused().unchanged().says("line 5, column `kind`").says("`Grille-pain` is no kind").run();
    let words = ["--sheet", "serveurs", "--dry-run"];
    world.infog(all.into_iter().chain(words)).has("srv-1").any_remarks().unchanged().run();
    world.infog(all.into_iter().chain(["--sheet", "serveurs"])).has("1 created").any_remarks().run();
    world.infog(all.into_iter().chain(["--sheet", "Serveur"])).refused().says("did you mean `Serveurs`?").run();
    world.infog(all.into_iter().chain(["--partial"])).status(3).says("`Serveurs` is not").any_remarks().run();
    let laptop = world.infog(["asset", "show", "pc-1"]).json();
    assert_eq!((&laptop["serial"], &laptop["purchased_on"]), (&"S1".into(), &"2024-03-12".into()), "{laptop}");
}

type Sheet<'s> = (&'s str, &'s [&'s [&'s str]]);

/// A workbook; cells that are whole numbers are dates.
fn workbook(sheets: &[Sheet<'_>]) -> Vec<u8> {
    const HEAD: &str = "<?xml version=\"1.0\"?>";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(HEAD.as_bytes()).and_then(|()| writer.write_all(text.as_bytes())).unwrap();
    };
    part(
        "[Content_Types].xml",
        &format!(
            "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
        ),
    );
    part(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    part(
        "xl/styles.xml",
        "<styleSheet><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
    );
    let (mut listed, mut related) = (String::new(), String::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{}\" r:id=\"s{at}\"/>", at + 1);
        related +=
            &format!("<Relationship Id=\"s{at}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>");
        let mut data = String::new();
        for (row, cells) in rows.iter().enumerate() {
            data += &format!("<row r=\"{}\">", row + 1);
            for (cell, column) in cells.iter().zip('A'..) {
                data += &match cell.parse::<u32>() {
                    Ok(day) => format!("<c r=\"{column}{}\" s=\"1\"><v>{day}</v></c>", row + 1),
                    Err(_) => format!("<c r=\"{column}{}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>", row + 1),
                };
            }
            data += "</row>";
        }
        part(&format!("xl/worksheets/sheet{at}.xml"), &format!("<worksheet><sheetData>{data}</sheetData></worksheet>"));
    }
    part("xl/workbook.xml", &format!("<workbook xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"));
    part("xl/_rels/workbook.xml.rels", &format!("<Relationships>{related}</Relationships>"));
    writer.finish().unwrap().into_inner()
}

#[test]
fn an_unknown_client_is_refused_with_those_there_are() {
    let world = clients();
    let csv = "Nom;Type;Entité\nsrv-01;Serveur;Entité racine > Garage Perdu\n";
    let run = world.infog(["asset", "import", "-", "--from", "glpi"]).stdin(csv).refused().unchanged();
    run.says("there is no client `Garage Perdu`").says("`lefevre`, `mairie`, `oeuvrard`").run();
    let below = "Nom;Type;Entité\nsrv-01;Serveur;Entité racine > mairie de SAINT-EVROULT > Annexe\n";
    world.infog(["asset", "import", "-", "--from", "glpi"]).stdin(below).has("1 created").any_remarks().run();
    world.infog(["asset", "import", "-", "--from", "gpli"]).stdin(below).status(2).says("did you mean `glpi`?").run();
}

#[test]
fn a_mapping_file_of_ones_own_is_read_or_refused_with_its_line() {
    let world = clients();
    let toml = "dates = \"month-day-year\"\n[columns]\ntag = [\"Gerät\"]\nkind = [\"Art\"]\npurchased_on = [\"Gekauft\"]\n\
        [values.kind]\n\"Rechner\" = \"desktop\"\n[set]\nmanaged_by = \"client\"\n";
    let file = world.file("eigen.toml", toml);
    let csv = "Gerät;Art;Gekauft\nPC-1;Rechner;5/31/2026\n";
    let import = ["asset", "import", "-", "--mapping", &file, "--client", "mairie"];
    world.infog(import).stdin(csv).has("1 created").any_remarks().run();
    let asset = world.infog(["asset", "show", "PC-1"]).json();
    assert_eq!((&asset["kind"], &asset["managed_by"]), (&"desktop".into(), &"client".into()), "{asset}");
    let wrong = world.file("falsch.toml", "[columns]\nserail = [\"x\"]\n");
    let import = ["asset", "import", "-", "--mapping", &wrong, "--client", "mairie"];
    world.infog(import).stdin(csv).refused().says("falsch.toml:2:1").says("did you mean `serial`?").run();
}

/// Half a megabyte that unpacks to half a gigabyte, under a limit of memory far below that.
#[test]
fn a_bomb_is_refused_in_bounded_memory() {
    let world = clients();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..512 {
        writer.write_all(&blank).unwrap();
    }
    world.file("bomb/bomb.xlsx", writer.finish().unwrap().into_inner());
    let output =
        world.shell("bomb", "ulimit -v 200000; infog asset import bomb.xlsx --client mairie").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("bomb.xlsx: the workbook of") && said.contains("100 times its size"), "{said}");
}
