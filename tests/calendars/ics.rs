//! `infog calendar import-ics` and `infog calendar export --ics`.

use serde_json::{Value, json};

use crate::harness::{RIED_CALENDAR, World};

/// A company's own calendar, as programs write it: zones, alarms, folded lines, CRLF.
const COMPANY: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Agenda//FR\r\nX-WR-CALNAME:Fermetures\r\n\
    BEGIN:VTIMEZONE\r\nTZID:Romance Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n\
    TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\n\
    END:STANDARD\r\nEND:VTIMEZONE\r\n\
    BEGIN:VEVENT\r\nUID:ete@ex\r\nDTSTART;VALUE=DATE:20260803\r\nDTEND;VALUE=DATE:20260815\r\n\
    SUMMARY:Congés annuels\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:noel@ex\r\nDTSTART;VALUE=DATE:20241224\r\nDTEND;VALUE=DATE:20250102\r\n\
    SUMMARY:Fermeture de fin d'année\\, tous les\r\n  ans\r\nRRULE:FREQ=YEARLY;UNTIL=20271231\r\n\
    BEGIN:VALARM\r\nTRIGGER:-P1D\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:pont@ex\r\nDTSTART;TZID=Romance Standard Time:20260713T080000\r\n\
    DTEND;TZID=Romance Standard Time:20260713T180000\r\nSUMMARY:Pont\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:reunion@ex\r\nDTSTART;TZID=Romance Standard Time:20260710T140000\r\nDURATION:PT2H\r\n\
    SUMMARY:Réunion générale\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:greve@ex\r\nDTSTART;VALUE=DATE:20260907\r\nSTATUS:CANCELLED\r\nSUMMARY:Inventaire\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:old@ex\r\nDTSTART;VALUE=DATE:20250502\r\nSUMMARY:Pont 2025\r\nEND:VEVENT\r\n\
    END:VCALENDAR\r\n";

fn one(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
}

fn with_calendar() -> World {
    let world = World::client();
    world.infog(["calendar", "apply", "-"]).stdin(RIED_CALENDAR).run();
    world
}

fn import<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ["calendar", "import-ics", "ried-bureau", "-"].iter().chain(more).copied().collect()
}

fn results(told: &Value) -> Vec<(String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    told["rows"].as_array().unwrap().iter().map(|row| (text(row, "from"), text(row, "result"))).collect()
}

fn closures(world: &World) -> Vec<String> {
    let told = world.infog(["calendar", "show", "ried-bureau"]).any_remarks().json();
    let closure = |c: &Value| format!("{} {}", c["from"].as_str().unwrap(), c["to"].as_str().unwrap());
    let current = if told.is_array() { told[0].clone() } else { told };
    let list =
        current["closures"].as_array().or_else(|| current["versions"][0]["closures"].as_array()).unwrap().clone();
    list.iter().map(closure).collect()
}

#[test]
fn a_companys_calendar_is_shown_confirmed_and_taken_once() {
    let world = with_calendar();
    let dry = world.infog(import(&["--dry-run"])).stdin(COMPANY).any_remarks().unchanged().json();
    let expected = [
        ("2025-05-02", "over"),
        ("2026-07-10", "part-day"),
        ("2026-07-13", "added"),
        ("2026-08-03", "unchanged"),
        ("2026-09-07", "cancelled"),
        ("2026-12-24", "added"),
        ("2027-12-24", "added"),
    ];
    assert_eq!(results(&dry), expected.map(|(from, fate)| (from.to_owned(), fate.to_owned())));
    assert_eq!((&dry["added"], &dry["read"], &dry["dry_run"]), (&json!(3), &json!(6), &json!(true)));
    assert_eq!(dry["rows"][5]["reason"], "Fermeture de fin d'année, tous les ans");
    assert_eq!((&dry["rows"][1]["line"], &dry["rows"][5]["to"]), (&json!(38), &json!("2027-01-01")));
    // nobody is there to agree
    let asked = world.infog(import(&[])).stdin(COMPANY).status(2).says("Add 3 closures to calendar ried-bureau?");
    asked.says("--yes").unchanged().run();
    let done = world.infog(import(&["--yes"])).stdin(COMPANY).says("a closure is of whole days").says("[[openings]]");
    done.has("3 closures added to calendar ried-bureau").has("closed already").run();
    assert_eq!(closures(&world).len(), 4);
    let again = world.infog(import(&["--yes"])).stdin(COMPANY).any_remarks().unchanged();
    again.has("calendar ried-bureau unchanged").run();
    let due =
        ["calc", "due", "--calendar", "ried-bureau", "--within", "1h working", "--from", "2026-07-10T16:00:00+02:00"];
    assert_eq!(
        world.infog(due).json()["due_at"],
        "2026-07-15T08:30:00+02:00",
        "the 13th closes, the 14th is a holiday"
    );
    let history = world.infog(["calendar", "history", "ried-bureau"]).json();
    assert_eq!(history[1]["reason"], "closures of standard input");
    world.infog(["undo"]).any_remarks().run();
    assert_eq!(closures(&world), ["2026-08-03 2026-08-14"]);
}

#[test]
fn comments_of_the_calendars_own_file_stay() {
    let world = World::client();
    let commented = format!("# signed on 12 June\n{RIED_CALENDAR}# the end\n");
    world.infog(["calendar", "apply", "-"]).stdin(commented).run();
    world.infog(import(&["--yes"])).stdin(one("DTSTART:20260713\nSUMMARY:\"Pont\"")).any_remarks().run();
    let export = world.infog(["calendar", "export", "ried-bureau"]);
    let file = export.has("# signed on 12 June").has("# the end").has("from = \"2026-07-13\"").run().stdout;
    world.infog(["calendar", "apply", "-"]).stdin(file).has("unchanged").unchanged().run();
}

#[test]
fn days_that_are_over_close_only_with_a_reason_where_a_contract_counts() {
    let world = World::ried();
    let past = one("DTSTART:20260615\nSUMMARY:Inondation");
    let run = world.infog(import(&["--yes"])).stdin(&past).has("unchanged");
    run.has("`--from DATE` takes it too").any_remarks().unchanged().run();
    let from = import(&["--yes", "--from", "2026-06-01"]);
    let run = world.infog(&from).stdin(&past).refused().says("in use by contract `RIED-2025`").says("2026-06-15");
    run.says("--correct").unchanged().run();
    let reason = ["--correct", "flood, as told to the client"];
    world.infog(from.iter().copied().chain(reason)).stdin(&past).any_remarks().has("1 closure added").run();
    let history = world.infog(["calendar", "history", "ried-bureau"]).json();
    assert_eq!(history[1]["reason"], "flood, as told to the client");
    // what is still to come needs none
    world.infog(import(&["--yes"])).stdin(one("DTSTART:20260713")).any_remarks().has("1 closure added").run();
}

#[test]
fn each_version_gets_the_closures_of_its_own_days() {
    let world = with_calendar();
    let later = RIED_CALENDAR.replace("holidays =", "effective_on = \"2026-12-29\"\nholidays =");
    world.infog(["calendar", "apply", "-"]).stdin(later).any_remarks().run();
    let file = one("DTSTART:20261224\nDTEND:20270102\nSUMMARY:Noël");
    world.infog(import(&["--yes"])).stdin(&file).any_remarks().has("1 closure added").run();
    let due = |from: &str| {
        let words = ["calc", "due", "--calendar", "ried-bureau", "--within", "1h working", "--from", from];
        world.infog(words).json()["due_at"].as_str().unwrap().to_owned()
    };
    assert_eq!(due("2026-12-24T10:00:00+01:00"), "2027-01-04T09:00:00+01:00");
    world.infog(import(&["--yes"])).stdin(&file).any_remarks().has("unchanged").unchanged().run();
}

#[test]
fn what_is_taken_back_and_still_closes_is_told() {
    let world = with_calendar();
    let event = "UID:i\nDTSTART:20260907\nSUMMARY:Inventaire";
    world.infog(import(&["--yes"])).stdin(one(event)).any_remarks().run();
    let cancelled = one(&format!("{event}\nSTATUS:CANCELLED"));
    let run = world.infog(import(&["--yes"])).stdin(&cancelled).says("takes back what the calendar still closes for");
    run.says("calendar export ried-bureau").has("cancelled, still closed here").unchanged().run();
    let french = world.infog(import(&["--yes", "--lang", "fr"])).stdin(cancelled).any_remarks();
    french.has("annulé, encore fermé ici").unchanged().run();
}

#[test]
fn what_is_not_understood_is_refused_with_its_line_and_nothing_is_written() {
    let world = with_calendar();
    for (lines, said) in [
        ("DTSTART:20260803\nRRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", "standard input:4:1: `RRULE` with `BYSETPOS=-1`"),
        ("DTSTART:20260803\nRRULE:FREQ=HOURLY", "standard input:4:1: `RRULE` with `FREQ=HOURLY`"),
        ("DTSTART:20260803\nRRULE:FREQ=DAILY;INTERVAL=0", "`INTERVAL=0`"),
        ("DTSTART;TZID=Europe/Pari:20260803T080000", "unknown time zone `Europe/Pari`"),
        ("DTSTART:20260803\nDTEND:20260802", "standard input:4:1: the event ends"),
        ("SUMMARY:x", "standard input:2:1: the event has no `DTSTART`"),
        ("DTSTART:20260803\nSUMMARY:\u{1b}[2J", "standard input:4:1: the control character U+001B"),
    ] {
        world.infog(import(&["--yes"])).stdin(one(lines)).refused().says(said).unchanged().run();
    }
    let cut = one("DTSTART:20260803").replace("END:VEVENT\nEND:VCALENDAR\n", "");
    world.infog(import(&["--yes"])).stdin(cut).refused().says("standard input:2:1").says("cut off").unchanged().run();
    let hint = one("DTSTART:20260803\nRRULE:FREQ=HOURLY");
    world.infog(import(&["--yes"])).stdin(hint).refused().says("take the event out of the file").run();
}

#[test]
fn names_files_and_days_that_do_not_fit_are_refused() {
    let world = with_calendar();
    let file = world.file("x.ics", one("DTSTART:20260803"));
    let words = |name: &str, more: &[&str]| -> Vec<String> {
        ["calendar", "import-ics", name, &file, "--yes"].iter().chain(more).map(|word| (*word).to_owned()).collect()
    };
    world.infog(words("ried-burau", &[])).refused().says("did you mean `ried-bureau`?").unchanged().run();
    world.infog(words("always", &[])).refused().says("never closes").unchanged().run();
    let backwards = words("ried-bureau", &["--to", "2026-01-01"]);
    world.infog(backwards).status(2).says("lies before the first, 2026-07-01").unchanged().run();
    let far = words("ried-bureau", &["--to", "2099-01-01"]);
    world.infog(far).status(2).says("more than 20 years").unchanged().run();
    let missing = ["calendar", "import-ics", "ried-bureau", "/nowhere/x.ics", "--yes"];
    world.infog(missing).refused().says("/nowhere/x.ics").unchanged().run();
    let year = one("DTSTART:20260701\nRRULE:FREQ=DAILY");
    let to = import(&["--yes", "--to", "2030-12-31"]);
    world.infog(to).stdin(year).any_remarks().run();
}

#[test]
fn hostile_files_end_quickly_and_change_nothing() {
    let world = with_calendar();
    let big = format!("DTSTART:20260803\nX-BIG:{}", "x".repeat(1 << 20));
    world.infog(import(&["--dry-run"])).stdin(one(&big)).any_remarks().unchanged().run();
    let nested = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\n".repeat(50_000));
    world.infog(import(&["--yes"])).stdin(nested).refused().says(":3:1").unchanged().run();
    let millions = "BEGIN:VEVENT\nDTSTART:00010101\nRRULE:FREQ=DAILY;COUNT=3000000\nEND:VEVENT\n".repeat(50);
    let millions = format!("BEGIN:VCALENDAR\n{millions}END:VCALENDAR\n");
    world.infog(import(&["--yes"])).stdin(millions).refused().says("--to DATE").unchanged().run();
    let single = "BEGIN:VEVENT\nDTSTART:20260701\nRRULE:FREQ=DAILY;INTERVAL=2\nEND:VEVENT\n";
    let many = format!("BEGIN:VCALENDAR\n{single}END:VCALENDAR\n");
    let to = import(&["--yes", "--to", "2045-12-31"]);
    world.infog(to).stdin(many).refused().says("2000 are added at once").unchanged().run();
    let huge = vec![b'x'; (16 << 20) + 1];
    world.infog(import(&["--yes"])).stdin(huge).refused().says("are allowed").unchanged().run();
    world.infog(import(&["--yes"])).stdin([0xff, 0xfe, 0x00]).refused().unchanged().run();
}

#[test]
fn what_is_exported_is_taken_back_as_unchanged() {
    let world = with_calendar();
    world.infog(import(&["--yes"])).stdin(COMPANY).any_remarks().run();
    let file = world.infog(["calendar", "export", "ried-bureau", "--ics"]).run().stdout;
    assert!(file.ends_with("END:VCALENDAR\r\n") && !file.replace("\r\n", "").contains('\n'));
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    for line in [
        "DTSTAMP:20260701T070000Z",
        "UID:20260803-closure-ried-bureau@infog",
        "DTSTART;VALUE=DATE:20260803\r\nDTEND;VALUE=DATE:20260815\r\nSUMMARY:Congés annuels",
        "SUMMARY:Fermeture de fin d'année\\, tous les ans",
        "UID:20270326-good-friday-ried-bureau@infog",
    ] {
        assert!(file.contains(line), "{line} is missing in\n{file}");
    }
    let told = world.infog(import(&["--yes"])).stdin(&file).any_remarks().unchanged().json();
    assert_eq!((&told["added"], &told["left_out"].as_i64().is_some()), (&json!(0), &true));
    let fates = results(&told);
    assert!(fates.iter().all(|(_, fate)| fate == "unchanged" || fate == "over"), "{fates:?}");
    let whole = import(&["--yes", "--from", "2026-01-01"]);
    let told = world.infog(whole).stdin(&file).any_remarks().unchanged().json();
    assert_eq!(told["unchanged"], told["read"]);
    let french = world.infog(["calendar", "export", "ried-bureau", "--ics", "--lang", "fr"]).run().stdout;
    assert!(french.contains("SUMMARY:Vendredi saint"));
    let uids = |file: &str| file.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(uids(&french), uids(&file));
}

#[test]
fn an_export_names_days_that_it_can_tell() {
    let world = with_calendar();
    let export = |more: &[&str]| -> Vec<String> {
        ["calendar", "export", "ried-bureau"].iter().chain(more).map(|word| (*word).to_owned()).collect()
    };
    let few = world.infog(export(&["--ics", "--from", "2026-08-10", "--to", "2026-08-20"])).run().stdout;
    assert!(few.contains("DTSTART;VALUE=DATE:20260803") && few.contains("20260815-assumption"), "{few}");
    let none = export(&["--ics", "--from", "2026-09-01", "--to", "2026-09-30"]);
    world.infog(none).refused().says("no closure and no holiday from 2026-09-01 to 2026-09-30").run();
    world.infog(export(&["--ics", "--from", "2026-09-01", "--to", "2026-08-01"])).status(2).says("lies before").run();
    world.infog(export(&["--ics", "--to", "2060-08-01"])).status(2).says("more than 20 years").run();
    world.infog(export(&["--from", "2026-09-01"])).status(2).says("--ics").run();
    world.infog(["calendar", "export", "ried-burau", "--ics"]).refused().says("did you mean `ried-bureau`?").run();
}

#[test]
fn days_that_no_calendar_knows_are_refused() {
    let world = with_calendar();
    let daily = one("DTSTART;VALUE=DATE:20260803\nRRULE:FREQ=DAILY");
    let far = ["--from", "+250000-01-01", "--to", "+250001-12-31", "--yes"];
    let run = world.infog(import(&far)).stdin(&daily).status(2).unchanged();
    run.says("`--from`: `+250000-01-01` lies outside the years 0001 to 9998").run();
    let long = one("DTSTART;VALUE=DATE:99981231\nDURATION:P1000D");
    let last = ["--from", "9990-01-01", "--to", "9998-12-31", "--yes"];
    let run = world.infog(import(&last)).stdin(&long).refused().unchanged();
    run.says(":4:1: the event ends after the year 9998").run();
    let yearly = one("DTSTART;VALUE=DATE:99971231\nDURATION:P100D\nRRULE:FREQ=YEARLY");
    world.infog(import(&last)).stdin(&yearly).any_remarks().run();
    assert!(closures(&world).contains(&"9998-12-31 9998-12-31".to_owned()), "{:?}", closures(&world));
    let export = |more: &[&'static str]| {
        ["calendar", "export", "ried-bureau", "--ics"].iter().chain(more).copied().collect::<Vec<_>>()
    };
    let run = world.infog(export(&["--from", "+200000-01-01"])).status(2).unchanged();
    run.says("`--from`: `+200000-01-01` lies outside the years").run();
    world.infog(export(&["--to", "0000-01-01"])).status(2).says("outside the years").unchanged().run();
    world.infog(export(&["--from", "9998-12-01"])).has("DTSTART;VALUE=DATE:99981231").run();
}
