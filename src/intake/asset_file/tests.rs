use proptest::prelude::*;

use super::*;
use crate::domain::asset::AssetStatus;
use crate::intake::bytes::BadBytes;
use crate::intake::delimited::BadRow;

fn file(text: &str) -> AssetFile {
    read("parc.csv", text.as_bytes(), &Options::default()).unwrap()
}

fn fault(text: &str) -> Fault {
    read("parc.csv", text.as_bytes(), &Options::default()).unwrap_err().fault
}

fn mapped(map: &[&str]) -> Options {
    Options { map: map.iter().map(|m| Mapping::parse(m).unwrap()).collect(), ..Options::default() }
}

#[test]
fn a_list_from_glpi_is_read() {
    let text = "\"Nom\";\"Entité\";\"Statut\";\"Fabricant\";\"Numéro de série\";\"Type\";\"Modèle\";\"Système d'exploitation - Nom\";\"Lieu\";\"Dernière modification\";\"Composants - Processeur\"\r\n\
        \"pc-07\";\"Entité racine > Cabinet Lefèvre & Associés\";\"En stock\";\"LENOVO\";\"PF3Z9QXM\";\"Notebook\";\"20W0S0AB00\";\"Windows 11 Pro\";\"Alençon > Accueil\";\"01-10-2026 18:22\";\"i5-1135G7\"\r\n";
    let file = file(text);
    assert_eq!((file.read, file.refusals.len()), (1, 0));
    let row = &file.rows[0];
    assert_eq!((row.line, row.client.as_deref()), (2, Some("Entité racine > Cabinet Lefèvre & Associés")));
    assert_eq!(row.asset.tag.as_str(), "pc-07");
    assert_eq!((row.asset.kind.code(), row.asset.status.code()), ("laptop", "in-stock"));
    assert_eq!(row.asset.text("location"), Some("Alençon > Accueil"));
    assert_eq!(row.asset.attr("cpu"), Some("i5-1135G7"));
    assert_eq!(file.ignored, ["Dernière modification"]);
}

#[test]
fn lists_from_itflow_and_snipe_it_are_read() {
    let itflow = "Name,Description,Type,Make,Model,Serial Number,Operating System,Purchase Date,Warranty Expire,Install Date,Assigned To,Location,Physical Location,Notes,Client,Primary IP,Primary MAC\n\
        srv-01,Serveur applicatif,Server,HPE,ML30,CZ22480PQR,Debian 12,2024-03-12,2029-03-12,2024-03-15,,Mairie,Local serveur,,Mairie de Saint-Évroult,192.0.2.10,94:40:c9:00:12:34\n";
    let server = &file(itflow).rows[0].asset;
    assert_eq!((server.text("label"), server.attr("ip")), (Some("Serveur applicatif"), Some("192.0.2.10")));
    assert_eq!(server.date("warranty_until").unwrap().to_string(), "2029-03-12");

    let snipe = "\u{feff}ID,Company,Asset Name,Asset Tag,Model,Model No.,Category,Manufacturer,Serial,Purchased,Purchase Cost,EOL,Warranty,Warranty Expires,Order Number,Supplier,Location,Default Location,Status,Notes\n\
        47,Mairie,pc-accueil,MSE-00047,ThinkPad,21E6,Portables,LENOVO,PF4ABCDE,2025-01-20,812.50,2030-01-20,36 months,2028-01-20,CMD-2025-031,LDLC Pro,Accueil,Accueil,Ready to Deploy,Écran rayé\n";
    let laptop = &file(snipe).rows[0].asset;
    assert_eq!((laptop.tag.as_str(), laptop.text("label")), ("MSE-00047", Some("pc-accueil")));
    assert_eq!(laptop.status, AssetStatus::InStock);
}

#[test]
fn a_file_without_a_kind_is_read_where_the_kind_is_given() {
    let text = "\"name\",\"org_id_friendlyname\",\"status\",\"business_criticity\",\"serialnumber\"\n\"srv-01\",\"Mairie\",\"production\",\"high\",\"CZ1\"\n";
    let lacking = Box::new(Fault::NoColumn { line: 1, field: "kind" });
    assert_eq!(fault(text), Fault::OfExport { fault: lacking, program: "itop" });
    let options = Options { constants: vec![(Field::Kind, "server".into())], ..Options::default() };
    let file = read("itop.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(file.rows[0].asset.kind.code(), "server");
    assert_eq!(file.rows[0].asset.criticality.code(), "high");
    assert!(file.columns.contains(&Field::Kind));
}

#[test]
fn a_row_at_fault_names_its_line_column_and_value() {
    let text = "tag,kind,serial,purchased_on,seats,status\n\
        a,toaster,,,,\n\
        b,server,,31/02/2026,,\n\
        c,licence,,,beaucoup,\n\
        d,server,,,,quelque part\n\
        ,server,,,,\n\
        e?,server,,,,\n\
        f,,,,,\n\
        g,server,,,,,surplus\n";
    let file = file(text);
    let said: Vec<(u64, &str, &str)> =
        file.refusals.iter().map(|r| (r.line, r.column.as_str(), r.value.as_str())).collect();
    assert_eq!(
        said,
        [
            (2, "kind", "toaster"),
            (3, "purchased_on", "31/02/2026"),
            (4, "seats", "beaucoup"),
            (5, "status", "quelque part"),
            (6, "tag", ""),
            (7, "tag", "e?"),
            (8, "kind", ""),
            (9, "", "surplus"),
        ]
    );
    assert_eq!((file.read, file.rows.len()), (8, 0));
    let json = serde_json::to_string(&file.refusals[0]).unwrap();
    assert_eq!(json, r#"{"line":2,"column":"kind","value":"toaster","reason":"`toaster` is no kind"}"#);
}

#[test]
fn a_tag_or_serial_seen_before_names_both_lines() {
    let text = "client,tag,kind,serial\nried,A,server,S1\nried,a,server,S2\nried,B,server,s1\nautre,A,server,S1\n";
    let file = file(text);
    let reasons: Vec<&str> = file.refusals.iter().map(|r| r.reason.as_str()).collect();
    assert_eq!(reasons, ["`a` in line 3 is already in line 2", "`s1` in line 4 is already in line 2"]);
    assert_eq!(file.rows.len(), 2);
}

#[test]
fn serials_that_say_nothing_are_no_doubles() {
    let file = file(
        "tag,kind,serial\na,server,To be filled by O.E.M.\nb,server,To be filled by O.E.M.\nc,server,0\nd,server,0\n",
    );
    assert_eq!((file.rows.len(), file.refusals.len()), (4, 0));
    assert!(file.rows.iter().all(|row| row.asset.serial().is_none()));
}

#[test]
fn a_renamed_column_refuses_the_file() {
    let refused = read("parc.csv", b"tag;kind;serail\na;server;1\n", &Options::default()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "parc.csv: line 1, column 3: unknown header `serail`; say what it is with `--map 'serail=FIELD'`, leave it out with `--map 'serail=-'`, or keep every unknown one with `--map '*=attr'`; did you mean `serial`?"
    );
    let file = read("parc.csv", b"tag;kind;serail\na;server;1\n", &mapped(&["serail=serial"])).unwrap();
    assert_eq!(file.rows[0].asset.serial(), Some("1"));
}

#[test]
fn what_is_no_table_is_refused_as_a_whole() {
    assert_eq!(fault(""), Fault::Empty);
    assert_eq!(fault("\n;;\n"), Fault::Empty);
    assert_eq!(fault("kind\nserver\n"), Fault::NoColumn { line: 1, field: "tag" });
    assert_eq!(fault("tag,kind\na\0,server\n"), Fault::Bytes(BadBytes::Nul { line: 2 }));
    assert_eq!(fault("tag,kind\n\"a,server\nb,server\n"), Fault::Row(BadRow::OpenQuote { line: 2 }));
    let serial = Options { key: Key::Serial, ..Options::default() };
    let refused = read("x", b"tag,kind\n", &serial).unwrap_err().fault;
    assert_eq!(refused, Fault::NoColumn { line: 1, field: "serial" });
}

#[test]
fn a_row_without_the_key_is_refused() {
    let serial = Options { key: Key::Serial, ..Options::default() };
    let file = read("x", b"tag,kind,serial\na,server,\nb,server,S\n", &serial).unwrap();
    assert_eq!((file.rows.len(), file.refusals[0].column.as_str()), (1, "serial"));
}

#[test]
fn the_client_of_the_row_comes_before_that_of_the_options() {
    let options = Options { client: Some("ried".into()), ..Options::default() };
    let file = read("x", b"tag,kind,client\na,server,\nb,server,autre\n", &options).unwrap();
    let clients: Vec<_> = file.rows.iter().map(|row| row.client.as_deref()).collect();
    assert_eq!(clients, [Some("ried"), Some("autre")]);
}

#[test]
fn an_empty_status_leaves_the_asset_where_it_was() {
    let file = file("tag,kind,status,serial\na,server,,\n");
    let mut kept = file.rows[0].asset.clone();
    kept.status = AssetStatus::Retired;
    kept.set(&Field::Text("serial"), "OLD").unwrap();
    kept.set(&Field::Text("notes"), "ici").unwrap();
    let after = file.rows[0].onto(&kept, &file.columns);
    assert_eq!(after.status, AssetStatus::Retired);
    assert_eq!((after.serial(), after.text("notes")), (None, Some("ici")));
}

#[test]
fn a_formula_guard_is_taken_off() {
    let file = file("tag,kind,label\na,server,'=1+1\n");
    assert_eq!(file.rows[0].asset.text("label"), Some("=1+1"));
}

proptest! {
    #[test]
    fn any_bytes_end_in_rows_or_a_refusal(bytes: Vec<u8>) {
        let _ = read("x", &bytes, &Options::default());
    }

    #[test]
    fn drafts_and_refusals_add_up(body in "[ab,;\"\n=0é\t]{0,80}") {
        if let Ok(file) = read("x", format!("tag,kind,serial,purchased_on,notes\n{body}").as_bytes(), &Options::default()) {
            prop_assert_eq!(file.rows.len() + file.refusals.len(), file.read);
        }
    }
}

#[test]
fn the_inventories_that_are_shipped_are_read_whole() {
    let koch = include_bytes!("../../../examples/inventories/menuiserie-koch.csv");
    let file = read("menuiserie-koch.csv", koch, &Options::default()).unwrap();
    assert_eq!(file.refusals, []);
    assert_eq!((file.read, file.encoding), (19, "UTF-8"));

    let lauter = include_bytes!("../../../examples/inventories/clinique-lauter-windows1252.csv");
    let file = read("clinique-lauter.csv", lauter, &mapped(&["Référence=tag", "Coût (€)=attr.cost"])).unwrap();
    assert_eq!(file.refusals, []);
    assert_eq!((file.read, file.encoding), (9, "windows-1252"));
    assert_eq!(file.rows[0].asset.text("label"), Some("Dossier patient, nœud 1"));
    assert_eq!(file.rows[0].asset.attr("cost"), Some("8\u{a0}940,00 €"));
}

#[test]
fn an_export_without_its_program_is_told_how_it_is_read() {
    let itop = "name,org_id_friendlyname,status,business_criticity,location_id_friendlyname,brand_id_friendlyname,serialnumber\nsrv-01,Ried,production,high,Mairie,HPE,X1\n";
    let told = fault(itop).to_string();
    assert!(told.contains("no column for `kind`") && told.ends_with("`--from itop` reads them"), "{told}");
    let own = fault("name,serial,status\nsrv-01,X1,stock\n").to_string();
    assert!(own.contains("no column for `kind`") && !own.contains("--from"), "{own}");
}
