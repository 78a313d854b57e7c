//! Days of rest as an iCalendar file (RFC 5545): CRLF, lines of 75 octets, one whole-day event each.

use chrono::NaiveDate;

use super::neutral_line;

/// The longest line, in octets, without its end (RFC 5545, 3.1).
const WIDEST: usize = 75;

/// A whole-day event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The same for the same event in every file.
    pub uid: String,
    /// First day.
    pub from: NaiveDate,
    /// The first day after.
    pub until: NaiveDate,
    /// What is shown.
    pub summary: String,
    /// `HOLIDAY`, `CLOSURE`.
    pub category: &'static str,
}

/// A calendar called `title` in the zone of that name; `stamp` is when the file was made, `20260701T070000Z`.
///
/// ```
/// let file = infog::render::ics::file("Bureau", "Europe/Paris", "20260701T070000Z", &[]);
/// assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && file.ends_with("END:VCALENDAR\r\n"));
/// ```
#[must_use]
pub fn file(title: &str, zone: &str, stamp: &str, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| folded(&mut out, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line(concat!("PRODID:-//infog//infog ", env!("CARGO_PKG_VERSION"), "//EN"));
    line("CALSCALE:GREGORIAN");
    line(&format!("X-WR-CALNAME:{}", escaped(title)));
    line(&format!("X-WR-TIMEZONE:{}", escaped(zone)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escaped(&event.uid)));
        line(&format!("DTSTAMP:{stamp}"));
        line(&format!("DTSTART;VALUE=DATE:{}", event.from.format("%Y%m%d")));
        line(&format!("DTEND;VALUE=DATE:{}", event.until.format("%Y%m%d")));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line(&format!("CATEGORIES:{}", event.category));
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// A text as a value: nothing in it acts, parts lists or ends the line.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in neutral_line(text).chars() {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line, folded between characters so that no part is wider than allowed.
fn folded(out: &mut String, text: &str) {
    let mut width = 0;
    for c in text.chars() {
        if width + c.len_utf8() > WIDEST {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_texts_escaped() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 3).unwrap();
        let summary = format!("Congés; été, \\ {}\u{202e}\u{1b}\nBEGIN:VALARM", "é".repeat(60));
        let event = Event { uid: "u".into(), from: day, until: day.succ_opt().unwrap(), summary, category: "CLOSURE" };
        let file = file("x", "UTC", "20260701T070000Z", &[event]);
        assert!(file.split("\r\n").all(|line| line.len() <= WIDEST), "{file}");
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
        assert!(!file.contains(['\u{202e}', '\u{1b}']) && !file.contains("\nBEGIN:VALARM"), "{file}");
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Congés\\; été\\, \\\\ éé"), "{unfolded}");
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20260803\r\nDTEND;VALUE=DATE:20260804\r\n"));
    }
}
