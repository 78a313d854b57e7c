//! JSON for programs: one line, and no character in it that acts on a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

use super::neutral::is_unsafe;

/// `value` on one line, with its line feed. Beside what JSON demands, DEL, C1 and direction marks are escaped too.
///
/// # Errors
/// When a `Serialize` of `value` fails, or a map has keys that are no text.
pub fn line<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    let mut bytes = Vec::with_capacity(256);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Safe))?;
    bytes.push(b'\n');
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A line of JSON that was written elsewhere, with what acts on a terminal escaped: such characters stand in its texts
/// only, and there the escape says the same.
#[must_use]
pub fn escaped(line: &str) -> Cow<'_, str> {
    if !line.contains(is_unsafe) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 16);
    for c in line.chars() {
        if is_unsafe(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c)); // a String takes every text
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            let (before, after) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::super::neutral::PAYLOADS;
    use super::*;

    #[test]
    fn payloads_come_back_equal_and_never_act() {
        for payload in PAYLOADS {
            let text = line(&[payload]).unwrap();
            assert!(!text.trim_end().contains(|c: char| c.is_control() || is_unsafe(c)), "{text:?}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), [payload.to_string()]);
        }
        assert_eq!(escaped("{\"a\":\"\u{202e}b\"}"), "{\"a\":\"\\u202eb\"}");
        assert_eq!(line("\u{9b}é\u{7f}\n").unwrap(), "\"\\u009bé\\u007f\\n\"\n");
    }

    #[test]
    fn one_value_is_one_line() {
        let value = serde_json::json!({"number": 6, "title": "a\nb", "left_s": null});
        assert_eq!(line(&value).unwrap(), "{\"number\":6,\"title\":\"a\\nb\",\"left_s\":null}\n");
    }
}
