//! Content lines (RFC 5545, 3.1): folded ones put together, each parted into name, parameters and value.

use std::borrow::Cow;

use crate::domain::date::clipped;

/// One property, with the line of the file on which it begins, from 1.
#[derive(Clone, Debug)]
pub struct Line<'t> {
    /// Its line.
    pub number: usize,
    /// The first line as it stands in the file.
    pub raw: &'t str,
    /// Its name, in capitals.
    pub name: String,
    /// Its value, escapes and all.
    pub value: Cow<'t, str>,
    parameters: String,
}

/// A line that is no property, and why.
pub struct BadLine<'t> {
    /// Its line.
    pub number: usize,
    /// As it stands in the file.
    pub raw: &'t str,
    /// Why.
    pub message: String,
}

impl Line<'_> {
    /// The value of a parameter, quotes dropped; its name in capitals.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        pieces(&self.parameters, ';').into_iter().find_map(|piece| {
            let (key, value) = piece.split_once('=')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim_matches('"'))
        })
    }
}

/// The properties of a file, one after the other.
pub struct Lines<'t> {
    rest: std::iter::Peekable<std::iter::Enumerate<std::str::Split<'t, char>>>,
}

impl<'t> Lines<'t> {
    /// Of this text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { rest: text.split('\n').enumerate().peekable() }
    }

    /// A line with those that go on with it: they begin with a blank or a tab.
    fn unfolded(&mut self) -> Option<(usize, &'t str, Cow<'t, str>)> {
        let (index, raw) = self.rest.next()?;
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let mut whole = Cow::Borrowed(raw);
        while let Some((_, more)) = self.rest.next_if(|(_, next)| next.starts_with([' ', '\t'])) {
            whole.to_mut().push_str(more.get(1..).unwrap_or_default().trim_end_matches('\r'));
        }
        Some((index + 1, raw, whole))
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = Result<Line<'t>, BadLine<'t>>;

    /// The next property; lines without anything are passed over.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (number, raw, whole) = self.unfolded()?;
            if !whole.trim().is_empty() {
                return Some(parted(number, raw, whole).map_err(|message| BadLine { number, raw, message }));
            }
        }
    }
}

fn parted<'t>(number: usize, raw: &'t str, whole: Cow<'t, str>) -> Result<Line<'t>, String> {
    if let Some(c) = whole.chars().find(|c| c.is_control() && *c != '\t') {
        return Err(format!("the control character U+{:04X} stands in no iCalendar file", u32::from(c)));
    }
    let no_line = || format!("`{}` is no line of an iCalendar file, `NAME:VALUE`", clipped(&whole));
    let colon = unquoted(&whole, ':').ok_or_else(no_line)?;
    let head = whole.get(..colon).unwrap_or_default();
    let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(no_line());
    }
    let (name, parameters) = (name.to_ascii_uppercase(), parameters.to_owned());
    let value = match whole {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(colon + 1..).unwrap_or_default()),
        Cow::Owned(mut text) => Cow::Owned(text.split_off(colon + 1)),
    };
    Ok(Line { number, raw, name, value, parameters })
}

/// Where `sought` first stands outside quotes.
fn unquoted(text: &str, sought: char) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == sought && !quoted).then_some(at)
    })
}

/// What `separator` parts outside quotes.
fn pieces(text: &str, separator: char) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(at) = unquoted(rest, separator) {
        found.push(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + separator.len_utf8()..).unwrap_or_default();
    }
    found.push(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Line<'_> {
        match Lines::new(text).next() {
            Some(Ok(line)) => line,
            _ => panic!("no line: {text}"),
        }
    }

    #[test]
    fn folded_lines_are_one_and_keep_the_line_where_they_begin() {
        let text = "\r\nBEGIN:VEVENT\r\nSUMMARY:Con\r\n gés\r\n\t annuels\r\nEND:VEVENT\r\n";
        let lines: Vec<_> = Lines::new(text).filter_map(Result::ok).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!((lines[1].number, lines[1].value.as_ref()), (3, "Congés annuels"));
        assert_eq!(lines[2].number, 6);
    }

    #[test]
    fn a_colon_in_a_quoted_parameter_ends_no_name() {
        let line = one("dtstart;TZID=\"Zone: a;b\";VALUE=DATE-TIME:20260803T080000");
        assert_eq!((line.name.as_str(), line.value.as_ref()), ("DTSTART", "20260803T080000"));
        assert_eq!(line.parameter("TZID"), Some("Zone: a;b"));
        assert_eq!(line.parameter("VALUE"), Some("DATE-TIME"));
        assert_eq!(line.parameter("X"), None);
    }

    #[test]
    fn what_is_no_property_is_refused_with_its_line() {
        for (text, said) in [
            ("\nnothing", "`nothing` is no line of an iCalendar file, `NAME:VALUE`"),
            ("\nno name:x", "`no name:x` is no line"),
            ("\nSUMMARY:\u{1b}[2J", "the control character U+001B"),
            ("\n:x", "`:x` is no line"),
            ("\nX;P=\"open:x", "is no line"),
        ] {
            let bad = Lines::new(text).next().unwrap().err().unwrap();
            assert_eq!(bad.number, 2);
            assert!(bad.message.contains(said), "{}", bad.message);
        }
    }
}
