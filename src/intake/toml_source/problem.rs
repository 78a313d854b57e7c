//! What is wrong with a file, where, and the way out.

use std::fmt;
use std::ops::Range;

/// Nobody reads a longer list of mistakes.
const MOST_SHOWN: usize = 20;
/// What is longer quotes a text as long as a page.
const LONGEST_SENTENCE: usize = 1_000;
/// A longer line is not quoted.
const LONGEST_LINE: usize = 200;

/// One mistake in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as it was named.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// The way out, where there is one.
    pub hint: Option<String>,
    /// The line itself, made safe to print; empty where it is too long or blank.
    pub excerpt: String,
    /// How many characters of it are at fault.
    pub width: usize,
}

impl Problem {
    /// What is wrong at the bytes `span` of `text`; a message's own "did you mean" becomes the hint.
    pub(super) fn at(file: &str, text: &str, span: &Range<usize>, message: String, hint: Option<String>) -> Self {
        let (line, column) = position(text, span.start);
        let whole = text.lines().nth(line - 1).unwrap_or_default();
        let excerpt = if whole.chars().count() > LONGEST_LINE { String::new() } else { printable(whole) };
        let at_fault = text.get(span.clone()).and_then(|t| t.lines().next()).map_or(0, |t| t.chars().count());
        let width = at_fault.clamp(1, (whole.chars().count() + 1).saturating_sub(column).max(1));
        let (message, hint) = match message.split_once("; did you mean ") {
            Some((message, meant)) if hint.is_none() => (message.to_owned(), Some(format!("did you mean {meant}"))),
            _ => (message, hint),
        };
        let (message, hint) = (brief(&printable(&message)), hint.map(|hint| brief(&printable(&hint))));
        Self { file: file.to_owned(), line, column, message, hint, excerpt, width }
    }
}

impl Problem {
    /// What is wrong with a whole line of a file, from its first character on; `raw` is the line as it stands there.
    pub(in crate::intake) fn of_line(
        file: &str,
        line: usize,
        raw: &str,
        message: String,
        hint: Option<String>,
    ) -> Self {
        let mut problem = Self::at(file, raw, &(0..raw.len()), message, hint);
        problem.line = line;
        problem
    }
}

/// The sentence, cut where nobody would read on.
fn brief(sentence: &str) -> String {
    match sentence.char_indices().nth(LONGEST_SENTENCE) {
        Some((end, _)) => format!("{}…", sentence.get(..end).unwrap_or_default()),
        None => sentence.to_owned(),
    }
}

/// Line and character of a byte, both from 1.
pub(super) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let column = before.get(line_start..).map_or(0, |t| t.chars().count());
    (before.matches('\n').count() + 1, column + 1)
}

/// Without characters that a terminal obeys, or that turn the direction of writing; as many characters as before.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if c.is_control() {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        if !self.excerpt.trim().is_empty() {
            let gutter = self.line.to_string();
            let blank = " ".repeat(gutter.len());
            let lead = " ".repeat(self.column.saturating_sub(1));
            write!(f, "\n{blank} |\n{gutter} | {}\n{blank} | {lead}{}", self.excerpt, "^".repeat(self.width))?;
        }
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Everything that is wrong with one file, in the order of its lines. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(in crate::intake) fn of(found: Vec<Problem>) -> Option<Self> {
        if found.is_empty() { None } else { Some(Self(found)) }
    }

    pub(in crate::intake) fn one(problem: Problem) -> Self {
        Self(vec![problem])
    }

    /// Each of them.
    #[must_use]
    pub fn all(&self) -> &[Problem] {
        &self.0
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().take(MOST_SHOWN).enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        match self.0.len().checked_sub(MOST_SHOWN) {
            Some(more) if more > 0 => write!(f, "\n… and {more} more"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Problems {}
