use super::*;
use crate::intake::refusal::Fault;

fn paris() -> Zone {
    Zone::named("Europe/Paris").unwrap()
}

fn last() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 12, 31).unwrap()
}

fn event(properties: &str) -> String {
    format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", properties.replace('\n', "\r\n"))
}

fn calendar(events: &[&str]) -> String {
    let events: String = events.iter().map(|properties| event(properties)).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

fn read(events: &[&str]) -> IcsFile {
    found(&calendar(events), &paris(), last()).unwrap()
}

/// `from/to reason` of each day off.
fn days(events: &[&str]) -> Vec<String> {
    let told = |d: &DayOff| format!("{}/{}{} {}", d.from, d.to, if d.yearly { " yearly" } else { "" }, d.reason);
    read(events).days_off.iter().map(told).collect()
}

fn refused(properties: &str) -> String {
    found(&calendar(&[properties]), &paris(), last()).unwrap_err().to_string()
}

#[test]
fn an_end_date_is_the_first_day_after() {
    assert_eq!(
        days(&["DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260815\nSUMMARY:Congés annuels"]),
        ["2026-08-03/2026-08-14 Congés annuels"]
    );
    let one = ["2026-05-15/2026-05-15 Pont"];
    assert_eq!(days(&["DTSTART;VALUE=DATE:20260515\nSUMMARY:Pont"]), one);
    assert_eq!(days(&["DTSTART;VALUE=DATE:20260515\nDTEND;VALUE=DATE:20260515\nSUMMARY:Pont"]), one);
    assert_eq!(days(&["DTSTART;VALUE=DATE:20260515\nDURATION:P1D\nSUMMARY:Pont"]), one);
    assert_eq!(days(&["DTSTART:20260515\nDURATION:P2D\nSUMMARY:Pont"]), ["2026-05-15/2026-05-16 Pont"]);
}

#[test]
fn times_are_read_in_their_zone_and_only_whole_days_count() {
    let utc = "DTSTART:20260713T220000Z\nDTEND:20260715T220000Z\nSUMMARY:UTC";
    assert_eq!(days(&[utc]), ["2026-07-14/2026-07-15 UTC"]);
    let tokyo = "DTSTART;TZID=Asia/Tokyo:20260714T070000\nDTEND;TZID=Asia/Tokyo:20260715T070000\nSUMMARY:Tokyo";
    assert_eq!(days(&[tokyo]), ["2026-07-14/2026-07-14 Tokyo"]);
    let floating = "DTSTART:20260714T000000\nDTEND:20260715T000000\nSUMMARY:Ici";
    assert_eq!(days(&[floating]), ["2026-07-14/2026-07-14 Ici"]);
    let part = read(&["DTSTART:20261224T140000\nDTEND:20261224T180000\nSUMMARY:Arbre de Noël"]);
    assert_eq!((part.days_off.len(), part.left_out[0].why), (0, Why::PartOfDay));
    // from noon to noon over two nights: only the day between is whole
    assert_eq!(days(&["DTSTART:20260713T120000\nDTEND:20260715T120000\nSUMMARY:x"]), ["2026-07-14/2026-07-14 x"]);
}

#[test]
fn the_same_date_every_year_stays_yearly_and_other_repeats_are_told_date_by_date() {
    let start = "DTSTART;VALUE=DATE:20261224\nSUMMARY:Veille\n";
    assert_eq!(days(&[&format!("{start}RRULE:FREQ=YEARLY")]), ["2026-12-24/2026-12-24 yearly Veille"]);
    assert_eq!(
        days(&[&format!("{start}RRULE:FREQ=YEARLY;COUNT=2")]),
        ["2026-12-24/2026-12-24 Veille", "2027-12-24/2027-12-24 Veille"]
    );
    let weekly = "DTSTART;VALUE=DATE:20260703\nSUMMARY:v\nRRULE:FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20260710";
    assert_eq!(days(&[weekly]), ["2026-07-03/2026-07-03 v", "2026-07-06/2026-07-06 v", "2026-07-10/2026-07-10 v"]);
    let other = "DTSTART;VALUE=DATE:20260703\nSUMMARY:v\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3";
    assert_eq!(days(&[other]), ["2026-07-03/2026-07-03 v", "2026-07-17/2026-07-17 v", "2026-07-31/2026-07-31 v"]);
    let last_friday = "DTSTART;VALUE=DATE:20260130\nSUMMARY:v\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3";
    assert_eq!(
        days(&[last_friday]),
        ["2026-01-30/2026-01-30 v", "2026-02-27/2026-02-27 v", "2026-03-27/2026-03-27 v"]
    );
    let month_end = "DTSTART;VALUE=DATE:20260131\nSUMMARY:v\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2";
    assert_eq!(days(&[month_end]), ["2026-01-31/2026-01-31 v", "2026-02-28/2026-02-28 v"]);
    let thirty_first = "DTSTART;VALUE=DATE:20260131\nSUMMARY:v\nRRULE:FREQ=MONTHLY;COUNT=2";
    assert_eq!(days(&[thirty_first]), ["2026-01-31/2026-01-31 v", "2026-03-31/2026-03-31 v"]);
    // the day after Ascension: Friday of the week of 14 May
    let may = "DTSTART;VALUE=DATE:20260515\nSUMMARY:Pont\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=3FR";
    assert_eq!(days(&[may]), ["2026-05-15/2026-05-15 Pont", "2027-05-21/2027-05-21 Pont"]);
    let leap = "DTSTART;VALUE=DATE:20240229\nSUMMARY:v\nRRULE:FREQ=YEARLY";
    assert_eq!(days(&[leap]), ["2024-02-29/2024-02-29 v"], "29 February comes back in 2028");
}

#[test]
fn a_repeat_without_end_stops_on_the_last_day_asked_for() {
    let friday = "DTSTART;VALUE=DATE:20271217\nSUMMARY:v\nRRULE:FREQ=WEEKLY";
    assert_eq!(days(&[friday]).len(), 3, "17, 24 and 31 December");
    let later = read(&["DTSTART;VALUE=DATE:20280103\nSUMMARY:v"]);
    assert_eq!(later.left_out[0].why, Why::Later);
}

#[test]
fn exceptions_changes_and_cancellations_of_single_dates_hold() {
    let master = "UID:a\nDTSTART;VALUE=DATE:20260706\nSUMMARY:v\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20260713";
    let moved = "UID:a\nRECURRENCE-ID;VALUE=DATE:20260720\nDTSTART;VALUE=DATE:20260721\nSUMMARY:mardi";
    let gone = "UID:a\nRECURRENCE-ID;VALUE=DATE:20260727\nDTSTART;VALUE=DATE:20260727\nSUMMARY:v\nSTATUS:CANCELLED";
    assert_eq!(days(&[master, moved, gone]), ["2026-07-06/2026-07-06 v", "2026-07-21/2026-07-21 mardi"]);
    let cancelled = read(&["DTSTART;VALUE=DATE:20260706\nSUMMARY:v\nSTATUS:cancelled"]);
    assert_eq!((cancelled.days_off.len(), cancelled.left_out[0].why), (0, Why::Cancelled));
    let more = "DTSTART;VALUE=DATE:20260706\nSUMMARY:v\nRDATE;VALUE=DATE:20260708,20260710";
    assert_eq!(days(&[more]).len(), 3);
    let yearly = "UID:b\nDTSTART;VALUE=DATE:20261224\nSUMMARY:v\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20271224";
    assert_eq!(days(&[yearly]), ["2026-12-24/2026-12-24 v"], "with an exception it is told date by date");
}

#[test]
fn folded_lines_escapes_and_alarms_are_understood() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19701025T030000\nEND:STANDARD\nEND:VTIMEZONE\n\
                BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260515\nSUMMARY;X-A=\"a:b;c\":Pont\\, de\n  l’Ascen\n sion\\nmai\n\
                BEGIN:VALARM\nDURATION:PT5M\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n";
    let file = found(text, &paris(), last()).unwrap();
    assert_eq!(file.days_off[0].reason, "Pont, de l’Ascension mai");
    assert_eq!(file.days_off[0].to.to_string(), "2026-05-15");
}

#[test]
fn each_fault_is_told_with_its_line() {
    assert_eq!(refused("SUMMARY:x"), "line 3: the event has no `DTSTART`");
    assert_eq!(refused("DTSTART;VALUE=DATE:20261324"), "line 4: `20261324` is no date, `20261224`");
    assert!(refused("DTSTART;TZID=Mars/Nord:20260101T000000").contains("line 4: `Mars/Nord` is no zone"));
    let backwards = "DTSTART;VALUE=DATE:20260102\nDTEND;VALUE=DATE:20260101\nSUMMARY:x";
    assert_eq!(refused(backwards), "line 3: the event `x` ends before it begins");
    let start = "DTSTART;VALUE=DATE:20260102\n";
    assert!(refused(&format!("{start}RRULE:FREQ=HOURLY")).contains("line 5: the repeat `FREQ=HOURLY`"));
    assert!(refused(&format!("{start}RRULE:FREQ=YEARLY;BYSETPOS=1")).contains("`BYSETPOS` is not read"));
    assert!(refused(&format!("{start}RRULE:INTERVAL=2")).contains("it has no FREQ"));
    assert!(refused(&format!("{start}DURATION:-P1D")).contains("`-P1D` is no duration"));
    assert!(refused("DTSTART").contains("has no colon"));
    let said = |text: &str| found(text, &paris(), last()).unwrap_err().to_string();
    assert!(said("BEGIN:VCARD\nEND:VCARD\n").contains("no iCalendar file"));
    assert!(said("").contains("no iCalendar file"));
    assert!(said("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n").contains("`END:VEVENT` was to come"));
    assert!(said("BEGIN:VCALENDAR\n").contains("the end of the file"));
    let named = super::read("x.ics", "nope", &paris(), last()).unwrap_err();
    assert!(matches!(named.fault, Fault::Ics(BadIcs::NoCalendar)) && named.to_string().contains("x.ics"));
}

proptest::proptest! {
    #[test]
    fn any_text_ends_in_days_or_a_refusal(text in "[A-Z0-9:;=,/ \\n-]{0,200}") {
        let _ = found(&format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n{text}\nEND:VEVENT\nEND:VCALENDAR"), &paris(), last());
    }
}
