//! CSV for spreadsheets and scripts: commas, quotes as in RFC 4180, UTF-8 without a mark, lines end with LF.
//!
//! Headers are keys and cells are raw values: both stay the same in every language. Only named tables and named facts
//! are written; headings, notes and texts are for people.
//!
//! - One table: its header and its rows. Facts alone: one row.
//! - Several: **one** rectangle all the same, so that every reader of CSV reads it. Its first column `table` names the
//!   table of each row, the others are the columns of all tables in order of first appearance, empty where a table has
//!   no such column. Client, contract and period of a report stand in every row of it.
//!
//! A text that a spreadsheet would take for a formula gets a leading `'`, which import takes off again; typed numbers
//! stay numbers.

use std::borrow::Cow;

use super::neutral::neutral;
use crate::domain::formula;
use crate::report::page::{Block, Cell, Page, Table};

/// `page` as CSV; empty when nothing on it is for programs.
#[must_use]
pub fn csv(page: &Page) -> String {
    let charts: Vec<Table> = page.blocks.iter().filter_map(numbers).collect();
    let mut charts = charts.iter();
    let relations: Vec<Relation<'_>> = page.blocks.iter().filter_map(|block| relation(block, &mut charts)).collect();
    let mut out = String::new();
    match relations.as_slice() {
        [] => {}
        [only] => {
            line(&mut out, only.keys.iter().map(|key| Cow::Borrowed(*key)));
            for row in &only.rows {
                line(&mut out, (0..only.keys.len()).map(|i| field(row.get(i).copied())));
            }
        }
        several => together(&mut out, several),
    }
    out
}

/// One row of a file that is written row by row, as [`csv()`] would write it.
#[must_use]
pub fn record(cells: &[Cell]) -> String {
    let mut out = String::new();
    line(&mut out, cells.iter().map(|cell| field(Some(cell))));
    out
}

struct Relation<'a> {
    name: &'a str,
    keys: Vec<&'a str>,
    rows: Vec<Vec<&'a Cell>>,
}

fn numbers(block: &Block) -> Option<Table> {
    match block {
        Block::Chart(chart) if !chart.name.is_empty() => Some(chart.numbers()),
        _ => None,
    }
}

/// The tables of charts are made before, in their order.
fn relation<'a>(block: &'a Block, charts: &mut impl Iterator<Item = &'a Table>) -> Option<Relation<'a>> {
    match block {
        Block::Chart(chart) if !chart.name.is_empty() => charts.next().map(of_table),
        Block::Facts(facts) if !facts.name.is_empty() => Some(Relation {
            name: &facts.name,
            keys: facts.facts.iter().map(|fact| fact.key.as_ref()).collect(),
            rows: vec![facts.facts.iter().map(|fact| &fact.value).collect()],
        }),
        Block::Table(table) if !table.name.is_empty() => Some(of_table(table)),
        _ => None,
    }
}

fn of_table(table: &Table) -> Relation<'_> {
    Relation {
        name: &table.name,
        keys: table.columns.iter().map(|column| column.key.as_ref()).collect(),
        rows: table.rows.iter().map(|row| row.iter().collect()).collect(),
    }
}

/// The facts of a report have these: they say whose the rows after them are.
const WHOSE: [&str; 2] = ["client", "period"];
/// Repeated in every row of a report that has no such column of its own, so that rows can be filtered.
const REPEATED: [&str; 3] = ["client", "contract", "period"];

fn together(out: &mut String, relations: &[Relation<'_>]) {
    let mut keys: Vec<&str> = Vec::new();
    for key in relations.iter().flat_map(|relation| &relation.keys) {
        if !keys.contains(key) {
            keys.push(key);
        }
    }
    line(out, std::iter::once("table").chain(keys.iter().copied()).map(Cow::Borrowed));
    let mut whose: Vec<(&str, &Cell)> = Vec::new();
    for relation in relations {
        if let ([row], true) = (relation.rows.as_slice(), WHOSE.iter().all(|key| relation.keys.contains(key))) {
            let named = relation.keys.iter().copied().zip(row.iter().copied());
            whose = named.filter(|(key, _)| REPEATED.contains(key)).collect();
        }
        let places: Vec<Option<usize>> =
            keys.iter().map(|key| relation.keys.iter().position(|own| own == key)).collect();
        for row in &relation.rows {
            let of_report = |key: &str| whose.iter().find(|(of, _)| *of == key).map(|(_, cell)| *cell);
            let cells = keys.iter().zip(&places).map(|(key, place)| match place {
                Some(place) => field(row.get(*place).copied()),
                None => field(of_report(key)),
            });
            line(out, std::iter::once(Cow::Borrowed(relation.name)).chain(cells));
        }
    }
}

fn field(cell: Option<&Cell>) -> Cow<'_, str> {
    match cell {
        None => Cow::Borrowed(""),
        Some(cell) if cell.number => neutral(&cell.raw),
        Some(cell) => guarded(&cell.raw),
    }
}

/// Harmless, with the guard of a cell that a spreadsheet would run.
fn guarded(text: &str) -> Cow<'_, str> {
    match formula::guarded(text) {
        Cow::Borrowed(text) => neutral(text),
        Cow::Owned(text) => Cow::Owned(neutral(&text).into_owned()),
    }
}

fn line<'a>(out: &mut String, fields: impl Iterator<Item = Cow<'a, str>>) {
    for (i, field) in fields.enumerate() {
        if i > 0 {
            out.push(',');
        }
        quoted(out, &field);
    }
    out.push('\n');
}

/// Quotes what RFC 4180 demands, and blanks at the ends, which some readers drop.
fn quoted(out: &mut String, field: &str) {
    if field.contains([',', '"', '\n', '\r'])
        || field.starts_with(char::is_whitespace)
        || field.ends_with(char::is_whitespace)
    {
        out.push('"');
        out.push_str(&field.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(field);
    }
}

#[cfg(test)]
mod tests {
    use super::super::neutral::{PAYLOADS, is_unsafe};
    use super::*;
    use crate::report::page::{Column, Facts, Table};

    fn tickets() -> Table {
        let mut table = Table::new("tickets", "no ticket")
            .column(Column::new("number", "N°").right())
            .column(Column::new("title", "Titre"))
            .column(Column::new("left_s", "Reste").right());
        table.row([Cell::number("#6", 6), "Écran, \"noir\"".into(), Cell::number("−1 h 20", -4800)]);
        table.row([Cell::number("#7", 7), "=cmd|' /C calc'!A0".into(), Cell::none()]);
        table
    }

    #[test]
    fn one_table_is_its_header_and_rows() {
        let mut page = Page::new();
        page.heading(1, "Tickets").table(tickets());
        assert_eq!(csv(&page), "number,title,left_s\n6,\"Écran, \"\"noir\"\"\",-4800\n7,'=cmd|' /C calc'!A0,\n");
    }

    #[test]
    fn several_tables_are_one_rectangle() {
        let mut facts = Facts::new("client");
        facts.add("code", "Code", "ried").add("title", "Nom", "Ateliers");
        let mut page = Page::new();
        page.facts(facts).table(tickets()).table(Table::new("", "for people").column(Column::new("x", "X")));
        assert_eq!(
            csv(&page),
            "table,code,title,number,left_s\nclient,ried,Ateliers,,\n\
             tickets,,\"Écran, \"\"noir\"\"\",6,-4800\ntickets,,'=cmd|' /C calc'!A0,7,\n"
        );
    }

    #[test]
    fn each_row_of_a_report_says_whose_it_is() {
        let report = |client: &'static str| {
            let mut facts = Facts::new("report");
            facts.add("client", "Client", client).add("contract", "Contrat", "C-1").add("period", "Période", "2026-06");
            facts.add("zone", "Zone", "UTC");
            facts
        };
        let mut page = Page::new();
        page.facts(report("ried")).table(tickets()).facts(report("acme"));
        let mut own = Table::new("own", "").column(Column::new("period", "Période"));
        own.row(["2026".into()]);
        page.table(own);
        assert_eq!(
            csv(&page),
            "table,client,contract,period,zone,number,title,left_s\nreport,ried,C-1,2026-06,UTC,,,\n\
             tickets,ried,C-1,2026-06,,6,\"Écran, \"\"noir\"\"\",-4800\n\
             tickets,ried,C-1,2026-06,,7,'=cmd|' /C calc'!A0,\n\
             report,acme,C-1,2026-06,UTC,,,\nown,acme,C-1,2026,,,,\n"
        );
    }

    #[test]
    fn an_empty_table_is_its_header() {
        let mut page = Page::new();
        page.table(Table::new("t", "none").column(Column::new("a", "A")).column(Column::new("b", "B")));
        assert_eq!(csv(&page), "a,b\n");
        assert_eq!(csv(&Page::new()), "");
    }

    #[test]
    fn no_payload_acts_and_formulas_are_guarded() {
        for payload in PAYLOADS {
            let mut table = Table::new("t", "").column(Column::new("a", "A"));
            table.row([Cell::from(*payload)]);
            let mut page = Page::new();
            page.table(table);
            assert!(!csv(&page).contains(is_unsafe), "{payload:?}");
        }
        for formula in &PAYLOADS[18..] {
            assert!(guarded(formula).starts_with('\''), "{formula:?}");
        }
        for text in ["RIED-SRV-01", "Panne = arrêt", "'tis", "3-4", ""] {
            assert_eq!(guarded(text), text);
        }
    }
}
