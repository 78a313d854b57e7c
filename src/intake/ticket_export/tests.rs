use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::id::{PauseReason, SeverityCode};
use crate::domain::ticket::origin::{Gap, Tool};
use crate::intake::bytes::{Limits, decode};
use crate::intake::refusal::Refusal;

const GLPI: &[u8] = include_bytes!("../../../tests/data/samples/glpi_tickets_fr.csv");
const ITOP: &[u8] = include_bytes!("../../../tests/data/samples/itop_userrequest_fr.csv");
const ITOP_CODES: &[u8] = include_bytes!("../../../tests/data/samples/itop_userrequest_codes.csv");
const ITFLOW: &[u8] = include_bytes!("../../../tests/data/samples/itflow_tickets.csv");
const ZAMMAD: &[u8] = include_bytes!("../../../tests/data/samples/zammad_tickets.csv");

fn options(tool: Tool) -> Options {
    Options { tool, map: Vec::new(), severities: Vec::new(), limits: Limits::USUAL, lines: Vec::new() }
}

fn paris() -> Zone {
    Zone::named("Europe/Paris").unwrap()
}

/// What a ticket comes to: its events with the time of day, and what is not known.
fn placed(told: &Told, columns: &Columns, hours: Option<&Calendar>) -> Result<(String, Vec<Unsaid>), Refusal> {
    let (zone, waits_for) = (paris(), PauseReason::new("unstated").unwrap());
    let past = told.place(&Reading { zone: &zone, hours, waits_for: &waits_for }, columns)?;
    let events = past.events.iter().map(|e| format!("{} {}", e.what.code(), zone.local(e.at).format("%d %H:%M")));
    Ok((events.collect::<Vec<_>>().join(", "), past.unsaid))
}

type Line = Result<(Told, String, Vec<Unsaid>), Refusal>;

fn read_with(options: &Options, bytes: &[u8], hours: Option<&Calendar>) -> Vec<Line> {
    let text = decode(bytes, None).unwrap().text.into_owned();
    let mut rows = Rows::open("x", text.as_bytes(), options).unwrap();
    let mut lines = Vec::new();
    while let Some(row) = rows.next() {
        let told = row.unwrap();
        let line =
            told.and_then(|told| placed(&told, rows.columns(), hours).map(|(events, open)| (told, events, open)));
        lines.push(line);
    }
    lines
}

fn read(tool: Tool, bytes: &[u8]) -> Vec<Line> {
    read_with(&options(tool), bytes, None)
}

fn sound(lines: Vec<Line>) -> Vec<(String, String, Vec<Unsaid>)> {
    lines.into_iter().map(|line| line.map(|(told, events, open)| (told.reference, events, open)).unwrap()).collect()
}

fn ticket(reference: &str, events: &str, open: &[Unsaid]) -> (String, String, Vec<Unsaid>) {
    (reference.to_owned(), events.to_owned(), open.to_vec())
}

#[test]
fn glpi_proves_a_response_only_where_its_delays_add_up_to_the_clock() {
    use Unsaid::{PausedSince, ResponseHours, WaitingWhen};
    assert_eq!(
        sound(read(Tool::Glpi, GLPI)),
        [
            ticket("12041", "acknowledged 05 08:38, resolved 05 10:58, closed 12 02:00", &[]),
            ticket("12042", "resolved 08 16:05", &[ResponseHours, WaitingWhen]),
            ticket("12055", "paused 09 09:31", &[ResponseHours, WaitingWhen, PausedSince]),
            ticket("12060", "", &[]),
            ticket("12061", "", &[]),
        ]
    );
}

#[test]
fn with_the_hours_of_the_program_a_delay_becomes_an_instant() {
    let always = Calendar::always(paris());
    let events: Vec<String> =
        read_with(&options(Tool::Glpi), GLPI, Some(&always)).into_iter().map(|line| line.unwrap().1).collect();
    assert_eq!(events[1], "acknowledged 06 16:23, resolved 08 16:05");
    assert_eq!(events[2], "acknowledged 08 18:09, paused 09 09:31");
}

#[test]
fn itop_says_the_same_in_codes_and_in_labels() {
    let want = [
        ticket("R-000311", "acknowledged 05 08:20, resolved 05 11:02, closed 12 00:00", &[]),
        ticket("R-000312", "acknowledged 06 16:45", &[Unsaid::WaitingWhen]),
    ];
    assert_eq!(sound(read(Tool::Itop, ITOP)), want);
    assert_eq!(sound(read(Tool::Itop, ITOP_CODES)), want);
    let waited = |bytes| {
        let line = read(Tool::Itop, bytes).remove(1).unwrap();
        line.0.lengths.waiting
    };
    assert_eq!((waited(ITOP), waited(ITOP_CODES)), (Some(1_800), Some(1_800)));
}

#[test]
fn itflow_says_nothing_of_responses_and_waiting() {
    use Unsaid::{Kind, Response, Waiting};
    assert_eq!(
        sound(read(Tool::Itflow, ITFLOW)),
        [
            ticket("TCK-1042", "resolved 05 10:58, closed 12 02:00", &[Response, Waiting, Kind]),
            ticket("TCK-1043", "", &[Response, Waiting, Kind]),
        ]
    );
    let formula = read(Tool::Itflow, ITFLOW).remove(1).unwrap().0;
    assert_eq!((formula.title.as_str(), formula.assignee), ("=Question sur une formule", None));
}

#[test]
fn zammad_has_one_end_and_minutes_that_prove_there_was_no_waiting() {
    assert_eq!(
        sound(read(Tool::Zammad, ZAMMAD)),
        [
            ticket("2026100500017", "acknowledged 05 09:10, resolved 05 10:31, closed 05 10:31", &[Unsaid::Kind]),
            ticket("2026100600004", "", &[Unsaid::Waiting, Unsaid::Kind]),
        ]
    );
}

#[test]
fn a_title_above_and_a_zone_below_are_no_tickets() {
    let text = String::from_utf8(ZAMMAD.to_vec()).unwrap();
    let sheet = format!("2026-10\n\n{text}\nTimezone: Indian/Reunion\n");
    let found = survey("x", sheet.as_bytes(), &options(Tool::Zammad)).unwrap();
    assert_eq!((found.rows, found.zone.as_deref()), (2, Some("Indian/Reunion")));
    assert_eq!(read(Tool::Zammad, sheet.as_bytes()).len(), 2);
}

#[test]
fn rows_of_a_sheet_are_told_by_their_place_in_it_and_midnight_has_no_time() {
    let text = "ID,Title,Status,Opening date\n1,A,New,2026-10-05\n2,B,Old,2026-10-05 08:00:00\n";
    let lines = read_with(&Options { lines: vec![3, 4, 6], ..options(Tool::Glpi) }, text.as_bytes(), None);
    assert_eq!(lines[0].as_ref().map(|(told, ..)| told.line).map_err(Clone::clone), Ok(4));
    assert_eq!(lines[1].as_ref().unwrap_err().line, 6);
    assert!(read(Tool::Glpi, text.as_bytes())[0].as_ref().unwrap_err().reason.contains("no time of day"));
}

#[test]
fn every_program_knows_its_own() {
    for (tool, bytes) in [
        (Tool::Glpi, GLPI),
        (Tool::Itop, ITOP),
        (Tool::Itop, ITOP_CODES),
        (Tool::Itflow, ITFLOW),
        (Tool::Zammad, ZAMMAD),
    ] {
        assert_eq!(recognise(decode(bytes, None).unwrap().text.as_bytes()), Some(tool));
    }
    assert_eq!(recognise(b"tag,kind\nA,server\n".as_slice()), None);
    assert_eq!(recognise(b"{\"client\":\"ried\"}\n".as_slice()), None);
}

#[test]
fn nothing_that_a_row_says_is_lost() {
    let told = read(Tool::Glpi, GLPI).remove(1).unwrap().0;
    assert_eq!(told.assignee.as_deref(), Some("Diallo Awa, Morel Jérôme"));
    for said in ["GLPI 12042", "Catégorie: Impression", "Éléments associés: imp-mairie-02", "Priorité: Moyenne"] {
        assert!(told.description.contains(said), "{}", told.description);
    }
}

const HEADER: &str = "ID;Titre;Statut;Type;Date d'ouverture;Date de résolution;Date de clôture;Priorité;Dernière modification;Délai d'attente\n";

fn one(row: &str) -> Line {
    read(Tool::Glpi, format!("{HEADER}{row}\n").as_bytes()).remove(0)
}

#[test]
fn each_bad_cell_is_one_sentence_with_its_column() {
    for (row, column, why) in [
        ("1;A;Clos;Incident;31-02-2026 08:00;;;;;", "Date d'ouverture", "does not exist in the calendar"),
        ("1;A;Clos;Incident;05-10-2026;;;;;", "Date d'ouverture", "has no time of day"),
        ("1;A;Nouveau;Incident;;;;;;", "Date d'ouverture", "when it was opened is missing"),
        ("1;A;Nouveau;Incident;25-10-2026 02:30;;;;;", "Date d'ouverture", "comes twice in Europe/Paris"),
        ("1;A;Clos;Incident;05-10-2026 08:00;04-10-2026 08:00;;;;", "Date de résolution", "is before its opening"),
        (
            "1;A;Clos;Incident;05-10-2026 08:00;06-10-2026 08:00;05-10-2026 09:00;;;",
            "Date de clôture",
            "before its resolution",
        ),
        ("1;A;Clos;Incident;05-10-2026 08:00;;;;;", "Statut", "no column says when"),
        ("1;A;Fini;Incident;05-10-2026 08:00;;;;;", "Statut", "`Fini` is no status that GLPI has"),
        ("1;A;Nouveau;Rêve;05-10-2026 08:00;;;;;", "Type", "`Rêve` is no type of ticket"),
        ("1;A;Nouveau;Incident;05-10-2026 08:00;;;Ultra;;", "Priorité", "--severity 'Ultra=CODE'"),
        ("1;;Nouveau;Incident;05-10-2026 08:00;;;;;", "Titre", "the title is empty"),
        (";A;Nouveau;Incident;05-10-2026 08:00;;;;;", "ID", "a ticket without a number"),
        ("1;A;Nouveau;Incident;05-10-2026 08:00;;;;;-3 heures", "Délai d'attente", "is no length of time"),
        ("1;A;Nouveau;Incident;05-10-2026 08:00;;;;;;x", "", "beyond the last column"),
    ] {
        let refusal = one(row).unwrap_err();
        assert_eq!((refusal.line, refusal.column.as_str()), (2, column), "{refusal}");
        assert!(refusal.reason.contains(why), "{refusal}");
    }
}

#[test]
fn a_number_stands_once() {
    let row = "1 041;A;Nouveau;Incident;05-10-2026 08:00;;;;;\n";
    let lines = read(Tool::Glpi, format!("{HEADER}{row}{}", row.replace("1 041", "1041")).as_bytes());
    assert!(lines[0].is_ok());
    assert!(lines[1].as_ref().unwrap_err().reason.contains("`1041` in line 3 is already in line 2"));
}

#[test]
fn what_is_missing_of_an_end_is_named_and_never_made_up() {
    for (row, events, open) in [
        // closed, and only that is dated: resolved by then at the latest
        (
            "1;A;Clos;Incident;05-10-2026 08:00;;06-10-2026 08:00;;;0",
            "resolved 06 08:00, closed 06 08:00",
            vec![Unsaid::Response, Unsaid::Resolution],
        ),
        // the last change is all there is
        (
            "1;A;Résolu;Incident;05-10-2026 08:00;;;;06-10-2026 09:00;0",
            "resolved 06 09:00",
            vec![Unsaid::Response, Unsaid::Resolution],
        ),
        // closed without the date of it
        (
            "1;A;Clos;Incident;05-10-2026 08:00;06-10-2026 08:00;;;07-10-2026 09:00;0",
            "resolved 06 08:00",
            vec![Unsaid::Response, Unsaid::Closing],
        ),
        // reopened
        (
            "1;A;En cours (Attribué);Incident;05-10-2026 08:00;06-10-2026 08:00;;;;0",
            "",
            vec![Unsaid::Response, Unsaid::Reopening],
        ),
        // waits, and nothing says since when
        ("1;A;En attente;Incident;05-10-2026 08:00;;;;;0", "", vec![Unsaid::Response, Unsaid::PausedSince]),
        ("1;A;Nouveau;Incident;05-10-2026 08:00;;;;;", "", vec![]),
    ] {
        let (_, happened, unsaid) = one(row).unwrap();
        assert_eq!((happened.as_str(), unsaid), (events, open), "{row}");
    }
}

#[test]
fn gaps_are_those_that_clocks_must_not_rest_on() {
    let (zone, waits_for) = (paris(), PauseReason::new("unstated").unwrap());
    let gaps = |row: &str| {
        let text = format!("{HEADER}{row}\n");
        let options = options(Tool::Glpi);
        let mut rows = Rows::open("x", text.as_bytes(), &options).unwrap();
        let told = rows.next().unwrap().unwrap().unwrap();
        let reading = Reading { zone: &zone, hours: None, waits_for: &waits_for };
        told.place(&reading, rows.columns()).unwrap().origin.unknown
    };
    assert_eq!(gaps("1;A;Nouveau;Incident;05-10-2026 08:00;;;;;"), []);
    assert_eq!(
        gaps("1;A;Clos;Incident;05-10-2026 08:00;;06-10-2026 08:00;;;1 heure"),
        [Gap::Response, Gap::Workaround, Gap::Update, Gap::Waiting, Gap::Resolution]
    );
}

#[test]
fn a_priority_of_ones_own_is_named_on_the_command_line() {
    let severities = vec![("ultra".to_owned(), SeverityCode::new("N1").unwrap())];
    let text = format!("{HEADER}1;A;Nouveau;Incident;05-10-2026 08:00;;;Ultra;;\n");
    let told = read_with(&Options { severities, ..options(Tool::Glpi) }, text.as_bytes(), None).remove(0).unwrap().0;
    assert_eq!(told.severity, SeverityCode::new("N1").ok());
}

proptest! {
    #[test]
    fn any_bytes_end_in_tickets_or_a_refusal(text in "\\PC{0,80}", tool in proptest::sample::select(&Tool::ALL)) {
        let options = options(tool);
        if let Ok(rows) = Rows::open("x", text.as_bytes(), &options) {
            rows.for_each(drop);
        }
    }

    #[test]
    fn any_row_ends_in_a_ticket_or_a_refusal(row in "[0-9A-Za-zé;:\" \n-]{0,120}") {
        let text = format!("{HEADER}{row}\n");
        let options = options(Tool::Glpi);
        let mut rows = Rows::open("x", text.as_bytes(), &options).unwrap();
        while let Some(Ok(told)) = rows.next() {
            if let Ok(told) = told {
                let _ = placed(&told, rows.columns(), None);
            }
        }
    }
}
