use super::*;
use proptest::prelude::*;

/// Header, then each row as its line and its cells.
fn table(text: &str) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
    let mut table = Table::open(text.as_bytes(), Limits::USUAL).unwrap().unwrap();
    let (mut rows, mut record) = (Vec::new(), Record::default());
    while table.next_into(&mut record).unwrap() {
        rows.push((record.line(), record.cells().map(str::to_owned).collect()));
    }
    (table.header().to_vec(), rows)
}

fn fault(text: &str, limits: Limits) -> BadRow {
    let mut records = Records::new(text.as_bytes(), b',', limits);
    let mut record = Record::default();
    loop {
        match records.next_into(&mut record) {
            Ok(true) => {}
            Ok(false) => panic!("read to its end"),
            Err(fault) => return fault,
        }
    }
}

#[test]
fn the_delimiter_is_found_outside_quotes() {
    for (text, want) in [
        ("a,b\n1,2\n", ','),
        ("a;b\n1,5;2\n", ';'),
        ("a\tb;c\n1\t2\n", '\t'),
        ("\"a;b\",c\n\"1;2;3\",2\n", ','),
        ("Nom;Coût, TTC\nx;12,50\n", ';'),
        ("tag\nx\n", ','),
        ("sep=;\na,b;c\n", ';'),
        ("", ','),
    ] {
        let found = Table::open(text.as_bytes(), Limits::USUAL).unwrap();
        assert_eq!(found.map_or(',', |t| t.delimiter()), want, "{text}");
    }
}

#[test]
fn what_people_send_is_read_with_its_lines() {
    let text = "sep=;\r\nNom;Client;Coût\r\npc-01;Mairie;12,5\r\npc-02;Mairie\r\n\"pc-03\nbis\";\"Cabinet \"\"Lefèvre\"\"\";1.234,50;;;\r\n;;;\r\n'=HYPERLINK(\"x\");Boulangerie;abc";
    let (header, rows) = table(text);
    assert_eq!(header, ["Nom", "Client", "Coût"]);
    let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 4, 5, 8]);
    assert_eq!(rows[1].1, ["pc-02", "Mairie"]);
    assert_eq!(rows[2].1, ["pc-03\nbis", "Cabinet \"Lefèvre\"", "1.234,50", "", "", ""]);
    assert_eq!(rows[3].1[0], "=HYPERLINK(\"x\")");
}

#[test]
fn every_line_end_counts_one_line() {
    for text in ["a,b\n1,2\n\n3,4", "a,b\r\n1,2\r\n\r\n3,4\r\n", "a,b\r1,2\r\r3,4\r"] {
        let (_, rows) = table(text);
        let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 4], "{text:?}");
    }
    let (_, rows) = table("a,b\r\n\"x\r\ny\",2\r\n3,4\r\n");
    assert_eq!(rows[0].1[0], "x\r\ny");
    assert_eq!(rows[1].0, 4);
}

#[test]
fn a_file_without_a_row_has_no_header() {
    for text in ["", "\n\n", ";;;\n", " \r\n", "sep=;\n"] {
        assert!(Table::open(text.as_bytes(), Limits::USUAL).unwrap().is_none(), "{text:?}");
    }
}

#[test]
fn cells_beyond_the_header_are_told_only_when_they_say_something() {
    let mut table = Table::open("a,b\n1,2,,,\n1,2,,x\n".as_bytes(), Limits::USUAL).unwrap().unwrap();
    let mut record = Record::default();
    table.next_into(&mut record).unwrap();
    assert_eq!(table.surplus(&record), None);
    table.next_into(&mut record).unwrap();
    assert_eq!(table.surplus(&record), Some("x"));
}

#[test]
fn limits_hold_before_the_row_is_read() {
    let small = Limits { row_bytes: 10, columns: 3, rows: 2, ..Limits::USUAL };
    assert_eq!(fault("a,b\nxxxxxxxxxxxxxxxxx,2\n", small), BadRow::LongRow { line: 2, allowed: 10 });
    assert_eq!(fault("a\n1,2,3,4\n", small), BadRow::WideRow { line: 2, allowed: 3 });
    assert_eq!(fault("a\n1\n2\n", small), BadRow::ManyRows { line: 3, allowed: 2 });
    assert_eq!(fault("a\n1,2\n\"x\ny,z", Limits::USUAL), BadRow::OpenQuote { line: 3 });
}

#[test]
fn a_row_of_just_the_allowed_columns_is_read() {
    let small = Limits { columns: 3, ..Limits::USUAL };
    let mut records = Records::new("1,2,3\n1,2,".as_bytes(), b',', small);
    let mut record = Record::default();
    assert_eq!(records.next_into(&mut record), Ok(true));
    assert_eq!(record.len(), 3);
    assert_eq!(records.next_into(&mut record), Ok(true));
    assert_eq!(record.len(), 3);
}

/// The same rows by the `csv` crate.
fn by_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn by_records(text: &str, chunk: usize) -> Result<Vec<Vec<String>>, BadRow> {
    let mut records = Records::new(io::BufReader::with_capacity(chunk, text.as_bytes()), b',', Limits::USUAL);
    let (mut rows, mut record) = (Vec::new(), Record::default());
    while records.read(&mut record)? {
        let row: Vec<String> = (0..record.len()).map(|c| record.raw(c).to_owned()).collect();
        if row != [""] {
            rows.push(row);
        }
    }
    Ok(rows)
}

proptest! {
    #[test]
    fn rows_are_those_of_the_csv_crate(text in "[ab,;\"\r\n é]{0,40}", chunk in 1usize..9) {
        if let Ok(rows) = by_records(&text, chunk) {
            let theirs: Vec<_> = by_csv(&text).into_iter().filter(|row| row != &[""]).collect();
            prop_assert_eq!(rows, theirs);
        }
    }

    #[test]
    fn any_text_ends_in_rows_or_in_a_refusal(text: String) {
        if let Ok(Some(mut table)) = Table::open(text.as_bytes(), Limits::USUAL) {
            let mut record = Record::default();
            while matches!(table.next_into(&mut record), Ok(true)) {
                prop_assert!(!record.is_blank());
            }
        }
    }
}
