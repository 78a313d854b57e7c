use super::*;
use crate::domain::calendar::Calendar;
use crate::domain::calendar::testing::{date, office};

const WINDOW: (&str, &str) = ("2026-07-01", "2028-12-31");

fn file(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", lines.replace('\n', "\r\n"))
}

fn bare() -> Calendar {
    let mut version = office();
    version.closures = Vec::new();
    Calendar::new(vec![version]).unwrap()
}

/// `from to fate` of every row.
fn told(events: &str) -> Vec<String> {
    told_between(WINDOW, events)
}

fn told_between((from, to): (&str, &str), events: &str) -> Vec<String> {
    let calendar = bare();
    let read = read("x.ics", file(events).as_bytes(), calendar.zone()).unwrap_or_else(|problems| panic!("{problems}"));
    let window = (date(from), date(to));
    let rows = proposals("x.ics", &read, &calendar, window).unwrap_or_else(|problems| panic!("{problems}"));
    rows.iter().map(|row| format!("{} {} {}", row.from, row.to, row.fate.code())).collect()
}

fn refused(text: &str) -> String {
    read("x.ics", text.as_bytes(), &Zone::utc()).map(|_| text.to_owned()).unwrap_err().to_string()
}

#[test]
fn whole_days_end_before_dtend_and_last_as_long_as_they_say() {
    assert_eq!(told(&event("DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260815")), ["2026-08-03 2026-08-14 added"]);
    assert_eq!(told(&event("DTSTART;VALUE=DATE:20260803\nDURATION:P2W")), ["2026-08-03 2026-08-16 added"]);
    assert_eq!(told(&event("DTSTART:20260803")), ["2026-08-03 2026-08-03 added"]);
    assert_eq!(told(&event("DTSTART:20260803\nDTEND:20260803")), ["2026-08-03 2026-08-03 added"]);
}

#[test]
fn a_time_closes_the_days_whose_hours_it_covers() {
    // the office opens 09:00 to 17:00 in Paris, Monday to Friday
    let one = |start: &str, end: &str| told(&event(&format!("DTSTART{start}\nDTEND{end}")));
    assert_eq!(one(":20260803T090000", ":20260803T170000"), ["2026-08-03 2026-08-03 added"]);
    assert_eq!(one(":20260803T070000Z", ":20260803T150000Z"), ["2026-08-03 2026-08-03 added"]);
    assert_eq!(one(":20260803T080000Z", ":20260803T150000Z"), ["2026-08-03 2026-08-03 part-day"]);
    let reunion = ";TZID=Indian/Reunion";
    assert_eq!(
        one(&format!("{reunion}:20260803T110000"), &format!("{reunion}:20260803T190000")),
        ["2026-08-03 2026-08-03 added"]
    );
    assert_eq!(
        one(":20260803T120000", ":20260807T180000"),
        ["2026-08-03 2026-08-03 part-day", "2026-08-04 2026-08-07 added"]
    );
    assert_eq!(one(":20260803T000000", ":20260804T000000"), ["2026-08-03 2026-08-03 added"]);
    assert_eq!(one(":20260803T190000", ":20260803T210000"), ["2026-08-03 2026-08-03 outside-hours"]);
    assert_eq!(one(":20260803T100000", ":20260803T100000"), ["2026-08-03 2026-08-03 no-duration"]);
    assert_eq!(told(&event("DTSTART:20260803T090000\nDURATION:PT8H")), ["2026-08-03 2026-08-03 added"]);
}

#[test]
fn repeats_have_exceptions_additions_and_changes() {
    let weekly = "UID:w\nDTSTART:20260803\nRRULE:FREQ=WEEKLY;COUNT=4";
    assert_eq!(told(&event(weekly)).len(), 4);
    let without = format!("{weekly}\nEXDATE;VALUE=DATE:20260810,20260817\nRDATE;VALUE=DATE:20260904");
    assert_eq!(
        told(&event(&without)),
        ["2026-08-03 2026-08-03 added", "2026-08-24 2026-08-24 added", "2026-09-04 2026-09-04 added"]
    );
    let moved = event("UID:w\nRECURRENCE-ID;VALUE=DATE:20260810\nDTSTART:20260811\nDTEND:20260813");
    let gone = event("UID:w\nRECURRENCE-ID;VALUE=DATE:20260817\nDTSTART:20260817\nSTATUS:CANCELLED");
    assert_eq!(
        told(&format!("{}{moved}{gone}", event(weekly))),
        [
            "2026-08-03 2026-08-03 added",
            "2026-08-11 2026-08-12 added",
            "2026-08-17 2026-08-17 cancelled",
            "2026-08-24 2026-08-24 added"
        ]
    );
    assert_eq!(told(&event("DTSTART:20260803\nRRULE:FREQ=DAILY;COUNT=5")), ["2026-08-03 2026-08-07 added"]);
}

#[test]
fn exceptions_of_times_are_found_in_other_zones_and_by_their_date() {
    let daily = "DTSTART;TZID=Europe/Paris:20261023T090000\nDURATION:PT8H\nRRULE:FREQ=WEEKLY;COUNT=2";
    assert_eq!(told(&event(&format!("{daily}\nEXDATE:20261030T080000Z"))), ["2026-10-23 2026-10-23 added"]);
    assert_eq!(told(&event(&format!("{daily}\nEXDATE:20261030T070000Z"))).len(), 2);
    assert_eq!(told(&event(&format!("{daily}\nEXDATE;VALUE=DATE:20261030"))), ["2026-10-23 2026-10-23 added"]);
}

#[test]
fn times_of_whole_days_and_days_of_times_are_read_at_the_desk() {
    let days = |lines: &str| told(&event(&format!("DTSTART;VALUE=DATE:20270802\n{lines}")));
    let (first, ninth) = ("2027-08-02 2027-08-02 added", "2027-09-09 2027-09-09 added");
    assert_eq!(days("RDATE:20270909T080000"), [first, ninth]);
    assert_eq!(days("RDATE:20270908T220000Z"), [first, ninth]);
    let weekly = |part: &str, lines: &str| days(&format!("RRULE:FREQ=WEEKLY;{part}{lines}"));
    assert_eq!(weekly("COUNT=3", "\nEXDATE:20270808T220000Z"), [first, "2027-08-16 2027-08-16 added"]);
    assert_eq!(weekly("UNTIL=20270815T220000Z", "").last().unwrap(), "2027-08-16 2027-08-16 added");
    assert_eq!(weekly("UNTIL=20270815T215959Z", "").last().unwrap(), "2027-08-09 2027-08-09 added");
    // 10 hours from 08:00, not from midnight, cover the office's 09:00 to 17:00
    let timed = "DTSTART:20270802T080000\nDURATION:PT10H\nRDATE;VALUE=DATE:20270909";
    assert_eq!(told(&event(timed)), [first, ninth]);
    let moved = |id: &str, sequence: u32| {
        event(&format!("UID:m\nRECURRENCE-ID{id}\nSEQUENCE:{sequence}\nDTSTART:20270802T080000\nDURATION:PT10H"))
    };
    let twice = moved(":20270809T060000Z", 1) + &moved(";TZID=Europe/Paris:20270809T080000", 2);
    assert_eq!(told(&twice), ["2027-08-02 2027-08-02 superseded", first]);
    let series = event("UID:m\nDTSTART:20270802\nRRULE:FREQ=WEEKLY;COUNT=2");
    let gone = event("UID:m\nRECURRENCE-ID:20270808T220000Z\nDTSTART:20270809T000000\nSTATUS:CANCELLED");
    assert_eq!(told(&(series + &gone)), [first, "2027-08-09 2027-08-09 cancelled"]);
}

#[test]
fn the_last_day_is_one_of_the_desk_in_whatever_zone_an_event_is() {
    let asked = |events: &str| told_between(("2027-12-01", "2027-12-20"), &event(events));
    // midnight of the 21st in Paris
    let west = "DTSTART;TZID=America/Los_Angeles:20271220T150000\nDURATION:P1D";
    assert_eq!(asked(west), ["2027-12-20 2027-12-21 later"]);
    let daily = "DTSTART;TZID=America/Los_Angeles:20271218T150000\nDURATION:P1D\nRRULE:FREQ=DAILY;COUNT=3";
    assert_eq!(asked(daily), ["2027-12-19 2027-12-20 added", "2027-12-20 2027-12-20 goes-on"]);
    // midnight of the 20th in Paris
    let east = "DTSTART;TZID=Pacific/Noumea:20271220T100000\nDURATION:P1D";
    assert_eq!(asked(east), ["2027-12-20 2027-12-20 added"]);
    let farthest = "DTSTART;TZID=Pacific/Kiritimati:20271219T130000\nDURATION:P1D\nRRULE:FREQ=DAILY;COUNT=2";
    assert_eq!(asked(farthest), ["2027-12-19 2027-12-20 added"]);
    let tomorrow_there = "DTSTART;TZID=Pacific/Noumea:20271221T000000\nDURATION:P1D";
    assert_eq!(asked(tomorrow_there), ["2027-12-20 2027-12-20 part-day"]);
    // one that begins on the last day ends when it ends; its first whole day after that is another closure
    assert_eq!(asked("DTSTART:20271220T080000\nDURATION:P2D"), ["2027-12-20 2027-12-21 added"]);
    assert_eq!(
        asked("DTSTART:20271220T120000\nDURATION:P2D"),
        ["2027-12-20 2027-12-20 part-day", "2027-12-20 2027-12-20 goes-on"]
    );
    assert_eq!(asked("DTSTART:20271220T190000\nDURATION:P2D"), ["2027-12-20 2027-12-22 later"]);
}

#[test]
fn no_closure_runs_past_the_last_day_there_is() {
    let asked = |events: &str| told_between(("9990-01-01", "9998-12-31"), &event(events));
    assert_eq!(asked("DTSTART:99981231"), ["9998-12-31 9998-12-31 added"]);
    assert_eq!(asked("DTSTART:99980101\nDURATION:P300D\nRRULE:FREQ=MONTHLY")[0], "9998-01-01 9998-12-31 added");
    let west = "DTSTART;TZID=Pacific/Tahiti:99981230T000000\nDURATION:P2D";
    assert_eq!(asked(west).first().unwrap(), "9998-12-30 9998-12-30 part-day");
}

#[test]
fn what_is_over_later_endless_cancelled_or_replaced_is_told() {
    assert_eq!(told(&event("DTSTART:20250803")), ["2025-08-03 2025-08-03 over"]);
    assert_eq!(told(&event("DTSTART:20290803")), ["2029-08-03 2029-08-03 later"]);
    assert_eq!(
        told(&event("DTSTART:20201225\nRRULE:FREQ=YEARLY")),
        [
            "2026-12-25 2026-12-25 added",
            "2027-12-25 2027-12-25 added",
            "2028-12-25 2028-12-25 added",
            "2028-12-31 2028-12-31 goes-on"
        ]
    );
    assert_eq!(told(&event("DTSTART:20260803\nSTATUS:CANCELLED")), ["2026-08-03 2026-08-03 cancelled"]);
    let [old, new] = ["UID:a\nSEQUENCE:1\nDTSTART:20260803", "UID:a\nSEQUENCE:2\nDTSTART:20260804"].map(event);
    assert_eq!(told(&(new + &old)), ["2026-08-03 2026-08-03 superseded", "2026-08-04 2026-08-04 added"]);
    let on_now = "DTSTART:20260629\nDTEND:20260704";
    assert_eq!(told(&event(on_now)), ["2026-07-01 2026-07-03 added"]);
    let cancel = format!("METHOD:CANCEL\r\n{}", event("DTSTART:20260803"));
    assert_eq!(told(&cancel), ["2026-08-03 2026-08-03 cancelled"]);
}

#[test]
fn alarms_tasks_and_zones_are_none_of_its_business() {
    let alarm = "DTSTART:20260803\nBEGIN:VALARM\nTRIGGER:-PT15M\nDTSTART:20260901\nDURATION:PT5M\nEND:VALARM";
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n\
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    let task = "BEGIN:VTODO\r\nDTSTART:20260803\r\nEND:VTODO\r\n";
    assert_eq!(told(&format!("{zone}{}{task}", event(alarm))), ["2026-08-03 2026-08-03 added"]);
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_a_way_out() {
    for (lines, said) in [
        ("SUMMARY:x", "x.ics:3:1: the event has no `DTSTART`"),
        ("DTSTART:20260803\nDTEND:20260801", "x.ics:5:1: the event ends at 2026-08-01"),
        ("DTSTART:20260803\nDTEND:20260803T100000", "x.ics:5:1: `DTEND` is a time, and `DTSTART` a date"),
        ("DTSTART:20260803\nDTEND:20300803", "x.ics:5:1: the event lasts 1461 days"),
        ("DTSTART:99981231\nDURATION:P1000D", "x.ics:5:1: the event ends after the year 9998"),
        ("DTSTART:20260803\nDURATION:PT8H", "x.ics:5:1: `DURATION:PT8H` does not fit"),
        ("DTSTART:20260803\nDURATION:-P1D", "x.ics:5:1: `DURATION` holds `-P1D`"),
        ("DTSTART:20260803\nDTEND:20260804\nDURATION:P1D", "x.ics:6:1: `DTEND` and `DURATION` together"),
        ("DTSTART:20260803\nDTSTART:20260804", "x.ics:5:1: `DTSTART` is given twice; the first is on line 4"),
        ("DTSTART:20260803\nRRULE:FREQ=SECONDLY", "x.ics:5:1: `RRULE` with `FREQ=SECONDLY`"),
        ("DTSTART:20260803\nEXRULE:FREQ=DAILY", "x.ics:5:1: `EXRULE`"),
        ("DTSTART:20260803\nRDATE;VALUE=PERIOD:20260803T080000Z/PT1H", "x.ics:5:1: `RDATE` with `VALUE=PERIOD`"),
        ("DTSTART:20260803\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260803", "x.ics:5:1: `RECURRENCE-ID` with `RANGE"),
        ("DTSTART;TZID=Mars/Base:20260803T080000", "x.ics:4:1: unknown time zone `Mars/Base`"),
        ("DTSTART:tomorrow", "x.ics:4:1: `DTSTART` holds `tomorrow`"),
        ("DTSTART:20260803\nSUMMARY:a\u{202e}b", "x.ics:5:1: `SUMMARY` holds U+202E"),
        ("DTSTART:20260803\nSUMMARY:a\u{7}b", "x.ics:5:1: the control character U+0007"),
        ("DTSTART:20260803\nno property", "x.ics:5:1: `no property` is no line"),
    ] {
        let told = refused(&file(&event(lines)));
        assert!(told.starts_with(said), "{lines}: {told}");
    }
    let two = refused(&file(&event("DTSTART:x\nRRULE:FREQ=MINUTELY")));
    assert!(two.contains("x.ics:4:1") && two.contains("x.ics:5:1"), "{two}");
}

#[test]
fn what_is_no_calendar_or_is_cut_off_is_refused() {
    for (text, said) in [
        ("", "x.ics:1:1: this is no iCalendar file"),
        ("\r\n\r\n", "x.ics:1:1: this is no iCalendar file"),
        ("name;date\n", "x.ics:1:1: `name;date` is no line"),
        ("BEGIN:VCARD\nEND:VCARD\n", "x.ics:1:1: `BEGIN:VCARD` stands outside a calendar"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260803\n", "x.ics:2:1: `BEGIN:VEVENT` is never ended"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "x.ics:3:1: `END:VCALENDAR`, but `BEGIN:VEVENT` of line 2"),
        ("END:VCALENDAR\n", "x.ics:1:1: `END:VCALENDAR` ends nothing"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\n", "x.ics:3:1: an event within another component"),
        ("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", "x.ics:2:1: a calendar within another component"),
        ("SUMMARY:x\nBEGIN:VCALENDAR\nEND:VCALENDAR\n", "x.ics:1:1: `SUMMARY:x` stands outside a calendar"),
        ("BEGIN:VCALENDAR\nX:\0\nEND:VCALENDAR\n", "x.ics:2:1: line 2: a NUL byte"),
        ("PK\u{3}\u{4}", "x.ics:1:1: this is a workbook or a ZIP archive"),
    ] {
        assert!(refused(text).starts_with(said), "{text}: {}", refused(text));
    }
    let deep = format!("BEGIN:VCALENDAR\n{}", "BEGIN:X-DEEP\n".repeat(100_000));
    assert!(refused(&deep).starts_with("x.ics:11:1: more than 10 components within each other"));
}

#[test]
fn long_lines_and_endless_repeats_stay_within_bounds() {
    let long = format!("DTSTART:20260803\nSUMMARY:{}\nATTACH:{}", "x".repeat(1 << 20), "y".repeat(1 << 20));
    assert_eq!(told(&event(&long)).len(), 1);
    let refusal = refused(&file(&event(&format!("DTSTART:{}", "9".repeat(1 << 20)))));
    assert!(refusal.len() < 1_000, "{}", refusal.len());
    let folded = format!("DTSTART:20260803\nSUMMARY:a{}", "\n b".repeat(100_000));
    assert_eq!(told(&event(&folded)).len(), 1);
    let daily = event("DTSTART:00010101\nRRULE:FREQ=DAILY;COUNT=4000000000");
    assert_eq!(told(&daily), ["2026-07-01 2028-12-31 added", "2028-12-31 2028-12-31 goes-on"]);
    let calendar = bare();
    let overlapping = event("DTSTART:20200101T120000\nDURATION:P1000D\nRRULE:FREQ=DAILY");
    let events = read("x.ics", file(&overlapping).as_bytes(), calendar.zone()).unwrap();
    let told = proposals("x.ics", &events, &calendar, (date(WINDOW.0), date(WINDOW.1))).unwrap_err().to_string();
    assert!(told.contains("more than 200000 times"), "{told}");
    let events = read("x.ics", file(&daily.repeat(5)).as_bytes(), calendar.zone()).unwrap();
    let told = proposals("x.ics", &events, &calendar, (date(WINDOW.0), date(WINDOW.1))).unwrap_err().to_string();
    assert!(told.contains("--to DATE"), "{told}");
    let many = refused(&file(&event("DTSTART:20260803").repeat(MOST_EVENTS + 1)));
    assert!(many.contains("more than 20000 events"), "{many}");
}
