//! Text that a stranger wrote, made harmless: no character reaches a terminal that would act instead of being read.

use std::borrow::Cow;
use std::fmt::Write as _;

pub use crate::domain::text::is_unsafe;

/// `text` with every unsafe character shown as `<U+001B>`; tabs and line feeds stay, CR LF is a line feed.
#[must_use]
pub fn neutral(text: &str) -> Cow<'_, str> {
    if text.contains(is_unsafe) { Cow::Owned(shown(&text.replace("\r\n", "\n"))) } else { Cow::Borrowed(text) }
}

/// A file that is given back as it was taken in, byte for byte, unless it holds what no file may that is taken in.
#[must_use]
pub fn neutral_file(text: &str) -> Cow<'_, str> {
    let lines = text.split_inclusive('\n');
    let acts = |line: &str| line.strip_suffix("\r\n").unwrap_or(line).contains(is_unsafe);
    if lines.into_iter().any(acts) { neutral(text) } else { Cow::Borrowed(text) }
}

/// As [`neutral`], on one line: each run of tabs and line feeds is a space.
#[must_use]
pub fn neutral_line(text: &str) -> Cow<'_, str> {
    let text = neutral(text);
    if !text.contains(['\t', '\n']) {
        return text;
    }
    let parts = text.split(['\t', '\n']).filter(|part| !part.is_empty());
    Cow::Owned(parts.collect::<Vec<_>>().join(" "))
}

fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            let _ = write!(out, "<U+{:04X}>", u32::from(c)); // a String takes every text
        } else {
            out.push(c);
        }
    }
    out
}

/// Texts that act on terminals and spreadsheets, for the tests of every format.
#[cfg(test)]
pub(crate) const PAYLOADS: &[&str] = &[
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;cm0gLXJmIH4=\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{9b}31mred",
    "\u{9d}0;title\u{9c}",
    "\u{90}q\u{9c}",
    "back\u{8}\u{8}\u{8}\u{8}over",
    "bell\u{7}",
    "delete\u{7f}",
    "nul\0byte",
    "carriage\rreturn",
    "vertical\u{b}tab\u{c}feed",
    "next\u{85}line",
    "user\u{202e}txt.exe",
    "\u{2066}isolate\u{2069}",
    "\u{200e}left\u{200f}right\u{61c}",
    "\u{202a}a\u{202b}b\u{202c}c\u{202d}d",
    "=1+1",
    "+33 1 23",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "  =1",
    "\"=1",
    "'=1",
    "\u{ff1d}1",
    "\u{ff0b}1",
    "\u{ff0d}1",
    "\u{ff20}1",
    "\u{a0}=1",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_payload_is_shown_and_none_acts() {
        for payload in PAYLOADS {
            assert!(!neutral(payload).contains(is_unsafe), "{payload:?}");
            assert!(!neutral_line(payload).contains(|c: char| c.is_control()), "{payload:?}");
        }
        assert_eq!(neutral("\u{1b}[2J"), "<U+001B>[2J");
        assert_eq!(neutral("user\u{202e}txt.exe"), "user<U+202E>txt.exe");
    }

    #[test]
    fn what_is_sound_is_borrowed() {
        for text in ["Évry-lès-Bains — 12 €", "two\nlines\tand a tab", "日本語", "👩‍💻"] {
            assert!(matches!(neutral(text), Cow::Borrowed(same) if same == text));
        }
        assert_eq!(neutral("a\r\nb"), "a\nb");
        assert_eq!(neutral_line("a\r\n\tb\n"), "a b");
    }

    #[test]
    fn a_file_comes_back_with_its_line_ends_and_without_what_acts() {
        for text in ["a = 1\r\n# é\r\n", "a\n", "a", ""] {
            assert!(matches!(neutral_file(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
        assert_eq!(neutral_file("a\r\n# \u{9b}31m\r\n"), "a\n# <U+009B>31m\n");
        assert_eq!(neutral_file("a\rb"), "a<U+000D>b");
    }
}
