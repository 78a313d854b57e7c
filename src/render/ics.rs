//! Days off as an iCalendar file (RFC 5545): CRLF, lines of at most 75 octets, all-day events.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Whole days off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Every year on the same dates.
    pub yearly: bool,
    /// What it is called.
    pub summary: String,
    /// `holiday` or `closure`.
    pub category: &'static str,
}

/// The file of a calendar called `name`; `stamp` is the instant of writing in UTC.
#[must_use]
pub fn ics(name: &str, events: &[Event], stamp: NaiveDateTime) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//infog//calendar//EN", "CALSCALE:GREGORIAN"] {
        push(&mut out, line);
    }
    push(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        one(&mut out, name, event, stamp);
    }
    push(&mut out, "END:VCALENDAR");
    out
}

fn one(out: &mut String, name: &str, event: &Event, stamp: NaiveDateTime) {
    let day = |date: NaiveDate| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    push(out, "BEGIN:VEVENT");
    push(out, &format!("UID:{}-{}-{}@{}.infog", event.category, day(event.from), day(event.to), escaped(name)));
    push(out, &format!("DTSTAMP:{}", stamp.format("%Y%m%dT%H%M%SZ")));
    push(out, &format!("DTSTART;VALUE=DATE:{}", day(event.from)));
    push(out, &format!("DTEND;VALUE=DATE:{}", day(event.to.succ_opt().unwrap_or(event.to))));
    if event.yearly {
        push(out, "RRULE:FREQ=YEARLY");
    }
    push(out, &format!("SUMMARY:{}", escaped(&event.summary)));
    push(out, &format!("CATEGORIES:{}", event.category.to_uppercase()));
    push(out, "TRANSP:OPAQUE");
    push(out, "END:VEVENT");
}

/// Text as a value: `\`, `;`, `,` and line breaks are marked.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// One line, folded: a line that goes on begins with a blank, and no character is cut.
fn push(out: &mut String, line: &str) {
    let mut room = 75;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_and_text_is_escaped() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 3).unwrap();
        let event = Event { from: day, to: day, yearly: true, summary: "Été; ".repeat(30), category: "closure" };
        let text = ics("bureau", &[event], day.and_hms_opt(8, 0, 0).unwrap());
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(text.contains("SUMMARY:Été\\; ") && text.contains("RRULE:FREQ=YEARLY\r\n"), "{text}");
        assert!(text.contains("DTEND;VALUE=DATE:20260804\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| !line.contains('\n')));
    }
}
