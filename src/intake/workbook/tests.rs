use std::io::Write as _;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

/// A workbook of these sheets: name, and what stands inside `<sheetData>`.
pub(crate) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut listed = String::new();
    let mut related = String::new();
    for (at, (name, _)) in sheets.iter().enumerate() {
        listed += &format!(r#"<sheet name="{name}" sheetId="{}" r:id="rId{}"/>"#, at + 1, at + 1);
        related += &format!(
            r#"<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{}.xml"/>"#,
            at + 1,
            at + 1
        );
    }
    related += r#"<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#;
    let head = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>"#;
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), TYPES.to_owned()),
        ("_rels/.rels".to_owned(), RELS.to_owned()),
        ("xl/workbook.xml".to_owned(), format!("{head}{listed}</sheets></workbook>")),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>"#
            ),
        ),
    ];
    for (at, (_, data)) in sheets.iter().enumerate() {
        let sheet = format!(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#
        );
        parts.push((format!("xl/worksheets/sheet{}.xml", at + 1), sheet));
    }
    packed(&parts)
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn row(number: u32, cells: &[String]) -> String {
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

fn rows(sheet: &Sheet) -> Vec<(u64, Vec<String>)> {
    (0..sheet.grid.len()).map(|i| (sheet.grid.line(i), sheet.grid.row(i).map(str::to_owned).collect())).collect()
}

#[test]
fn a_list_of_too_many_parts_is_refused_before_it_is_read() {
    let many = b"PK\x01\x02".repeat(10_001);
    assert!(matches!(read(&many, None, &Caps::USUAL), Err(BadWorkbook::ManyParts { parts: 10_001, .. })));
    let mut lying = b"PK\x03\x04PK\x06\x06".to_vec();
    lying.extend([0; 20]);
    lying.extend((1_u64 << 40).to_le_bytes());
    assert!(matches!(read(&lying, None, &Caps::USUAL), Err(BadWorkbook::ManyParts { .. })));
}

#[test]
fn dates_are_dates_and_gaps_are_blank_cells() {
    let data = row(1, &[text("A1", "Nom"), text("C1", "Date d'achat")])
        + &row(3, &[text("A3", "srv-01"), r#"<c r="C3" s="1"><v>45363</v></c>"#.to_owned()]);
    let sheet = read(&workbook(&[("Parc", &data)]), None, &Caps::USUAL).unwrap();
    assert_eq!(sheet.name, "Parc");
    let said = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    assert_eq!(rows(&sheet), [(1, said(&["Nom", "", "Date d'achat"])), (3, said(&["srv-01", "", "2024-03-12"]))]);
}

#[test]
fn the_first_sheet_with_something_in_it_is_read_or_the_one_asked_for() {
    let data = row(1, &[text("A1", "Nom")]);
    let bytes = workbook(&[("Vide", ""), ("Parc", &data), ("Été", &data)]);
    let sheet = read(&bytes, None, &Caps::USUAL).unwrap();
    assert_eq!((sheet.name.as_str(), sheet.others.as_slice()), ("Parc", ["Été".to_owned()].as_slice()));
    assert_eq!(read(&bytes, Some("ete"), &Caps::USUAL).unwrap().name, "Été");
    let refused = read(&bytes, Some("Prac"), &Caps::USUAL).unwrap_err().to_string();
    assert_eq!(refused, "the workbook has no sheet `Prac`; its sheets are `Vide`, `Parc`, `Été`; did you mean `Parc`?");
}

#[test]
fn two_cells_at_opposite_corners_take_no_room() {
    let data = row(1, &[text("A1", "x")]) + &row(1_048_576, &[text("B1048576", "y")]);
    let sheet = read(&workbook(&[("S", &data)]), None, &Caps::USUAL).unwrap();
    assert_eq!((sheet.grid.len(), sheet.grid.cells(), sheet.grid.line(1)), (2, 3, 1_048_576));
    let far = row(1, &[text("XFD1", "x")]);
    let refused = read(&workbook(&[("S", &far)]), None, &Caps::USUAL).unwrap_err();
    assert_eq!(refused, BadWorkbook::WideSheet { sheet: "S".into(), row: 1, column: 16_384, allowed: 1_000 });
}

#[test]
fn more_cells_or_text_than_allowed_end_the_reading() {
    let data: String = (1..=50).map(|n| row(n, &[text(&format!("A{n}"), "x"), text(&format!("D{n}"), "y")])).collect();
    let bytes = workbook(&[("S", &data)]);
    let few = Caps { cells: 100, ..Caps::USUAL };
    assert_eq!(
        read(&bytes, None, &few).unwrap_err(),
        BadWorkbook::ManyCells { sheet: "S".into(), row: 26, cells: 100 }
    );
    let short = Caps { text_bytes: 10, ..Caps::USUAL };
    assert!(matches!(read(&bytes, None, &short), Err(BadWorkbook::ManyCells { row: 6, .. })));
    assert_eq!(read(&bytes, None, &Caps::USUAL).unwrap().grid.len(), 50);
}

#[test]
fn cells_out_of_order_are_refused() {
    let data = row(2, &[text("A2", "x")]) + &row(1, &[text("A1", "y")]);
    assert_eq!(
        read(&workbook(&[("S", &data)]), None, &Caps::USUAL).unwrap_err(),
        BadWorkbook::Disorder { sheet: "S".into(), row: 1 }
    );
}

/// A hundred kilobytes that unpack to more than a hundred megabytes of blanks: measured piece by piece, never held.
#[test]
fn a_bomb_is_refused_by_its_ratio_without_being_unpacked() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..110 {
        writer.write_all(&blank).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let refused = read(&bomb, None, &Caps::USUAL).unwrap_err();
    assert_eq!(refused, BadWorkbook::Bomb { packed: bomb.len() as u64, ratio: 100 });
    let patient = Caps { ratio: u64::MAX, ..Caps::USUAL };
    assert_eq!(read(&bomb, None, &patient).unwrap_err(), BadWorkbook::TooLarge { allowed: 100 << 20 });
}

#[test]
fn what_is_no_workbook_is_refused() {
    for bytes in [b"PK\x03\x04".as_slice(), b"", b"PK\x03\x04 and then nothing of use", &workbook(&[])[..200]] {
        assert!(matches!(read(bytes, None, &Caps::USUAL), Err(BadWorkbook::Unreadable(_))));
    }
    let other = packed(&[("mimetype".to_owned(), "application/epub+zip".to_owned())]);
    assert!(matches!(read(&other, None, &Caps::USUAL), Err(BadWorkbook::Unreadable(_))));
}

/// Bytes at fault in every part: a workbook is read or refused, never a panic.
#[test]
fn damaged_workbooks_are_read_or_refused() {
    let data = row(1, &[text("A1", "Nom"), text("B1", "Type")])
        + &row(2, &[text("A2", "a&amp;b"), r#"<c r="B2" s="1"><v>45363</v></c>"#.to_owned()])
        + &row(3, &[r#"<c r="A3" t="s"><v>0</v></c>"#.to_owned(), r#"<c r="B3" t="e"><v>#N/A</v></c>"#.to_owned()]);
    let mut random = fastrand::Rng::with_seed(7);
    let pieces = [
        "<",
        ">",
        "\"",
        "&",
        "&#x;",
        "&x;",
        "r=\"A0\"",
        "r=\"\"",
        "r=\"ZZZZZZZ99999999999\"",
        "t=\"s\"",
        "<v>9e999</v>",
        "<v>-1</v>",
        "s=\"99\"",
        "</row>",
        "<!DOCTYPE x>",
        "é",
        "\0",
    ];
    for _ in 0..400 {
        let mut mutated = data.clone();
        for _ in 0..random.usize(1..4) {
            let at = (0..=random.usize(0..mutated.len())).rev().find(|at| mutated.is_char_boundary(*at)).unwrap_or(0);
            mutated.insert_str(at, pieces[random.usize(0..pieces.len())]);
        }
        let _ = read(&workbook(&[("S", &mutated)]), None, &Caps::USUAL);
    }
    let sound = workbook(&[("S", &data)]);
    for _ in 0..400 {
        let mut bytes = sound.clone();
        for _ in 0..random.usize(1..6) {
            let at = random.usize(0..bytes.len());
            bytes[at] = random.u8(..);
        }
        let _ = read(&bytes, None, &Caps::USUAL);
    }
}
