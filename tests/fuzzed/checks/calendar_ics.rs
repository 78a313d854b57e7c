//! An iCalendar file that is refused says where; what another closes stays within the days asked for, and is written
//! and read again as closed already.

use chrono::NaiveDate;
use infog::domain::calendar::Calendar;
use infog::domain::calendar::proposed::{Fate, Proposed};
use infog::domain::calendar::spec::Version;
use infog::intake::{calendar_file, ics};
use infog::render;

const OFFICE: &str = "name = \"office\"\ntimezone = \"Europe/Paris\"\nholidays = [\"fr\"]\n[hours]\n\
    mon-fri = [\"09:00-12:00\", \"14:00-18:00\"]\n";
/// More times off than these are refused.
const MOST_ROWS: usize = 100_000;

fn days() -> (NaiveDate, NaiveDate) {
    let day = |year| NaiveDate::from_ymd_opt(year, 7, 1).expect("a date");
    (day(2026), day(2028))
}

pub fn check(bytes: &[u8]) {
    let version = calendar_file::read("office.toml", OFFICE).expect("a calendar");
    let bare = Calendar::new(vec![version.clone()]).expect("a calendar");
    let events = match ics::read("fuzz.ics", bytes, bare.zone()) {
        Ok(events) => events,
        Err(problems) => {
            if let Ok(text) = std::str::from_utf8(bytes) {
                super::problems::check(&problems, text);
            }
            return;
        }
    };
    match ics::proposals("fuzz.ics", &events, &bare, days()) {
        Ok(rows) => proposed(&rows, version, &bare),
        Err(problems) => super::brief(&problems.to_string()),
    }
}

fn proposed(rows: &[Proposed], mut version: Version, bare: &Calendar) {
    assert!(rows.len() <= MOST_ROWS, "{} rows", rows.len());
    let (from, to) = days();
    for row in rows {
        assert!(row.from <= row.to && row.times > 0, "{row:?}");
        let within = from <= row.from && row.from <= to;
        assert!(row.fate != Fate::Added || within, "not asked for: {row:?}");
    }
    let closures = rows.iter().filter(|row| row.fate == Fate::Added).map(Proposed::closure);
    version.closures.extend(closures);
    let Some(last) = version.closures.iter().map(|closure| closure.to).max() else { return };
    let off = version.days_off(from, last);
    let event = |closure: &infog::domain::calendar::spec::Closure| render::ics::Event {
        uid: format!("{}-{}", closure.from, closure.to),
        from: closure.from,
        until: closure.to.succ_opt().expect("a day after"),
        summary: closure.reason.clone(),
        category: "CLOSURE",
    };
    let events: Vec<_> = version.closures.iter().map(event).collect();
    let file = render::ics::file("office", "Europe/Paris", "20260701T070000Z", &events);
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "a line is too wide: {file}");
    let read =
        ics::read("again.ics", file.as_bytes(), bare.zone()).unwrap_or_else(|problems| panic!("{problems}\n{file}"));
    // years of closures are one event here, which no closure of a file may be
    let again = ics::proposals("again.ics", &read, bare, days()).unwrap_or_else(|problems| panic!("{problems}"));
    for row in again.iter().filter(|row| row.fate == Fate::Added) {
        assert!(row.days().all(|day| off.contains(&day)), "{row:?} is new");
    }
}
