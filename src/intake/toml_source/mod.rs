//! A TOML file read key by key, so that every refusal names the file, the line, the column and the way out.
//!
//! Values are taken with getters that note what is wrong and go on: one reading finds every mistake of a file.
//! A [`Section`] remembers which keys were asked for; what is left over when it is closed is an unknown key.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use crate::domain::text;

mod choice;
mod field;
mod problem;
mod section;

pub use choice::spellings;
pub use field::Field;
pub use problem::{Problem, Problems};
pub use section::Section;

/// Nobody mends more mistakes before reading again.
const MOST_NOTED: usize = 200;

/// A file under reading: its name, its text, and what was found wrong so far.
pub struct Source<'t> {
    name: &'t str,
    text: &'t str,
    problems: RefCell<Vec<(usize, Problem)>>,
}

impl<'t> Source<'t> {
    /// A source called `name` in messages. A byte order mark is dropped.
    #[must_use]
    pub fn new(name: &'t str, text: &'t str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { name, text, problems: RefCell::new(Vec::new()) }
    }

    /// The document, or nothing where it is no TOML; what is wrong is noted.
    #[must_use]
    pub fn parse(&self) -> Option<Spanned<DeTable<'t>>> {
        match DeTable::parse(self.text) {
            Ok(document) => {
                self.report_what_acts();
                Some(document)
            }
            Err(error) => {
                let span = error.span().unwrap_or(self.text.len()..self.text.len());
                self.report_syntax(span, error.message());
                None
            }
        }
    }

    /// A file is given back byte for byte, and shown on terminals: nothing in it may act there. The parser itself refuses
    /// most of what does.
    fn report_what_acts(&self) {
        let acts = |(_, c): &(usize, char)| *c != '\r' && text::is_unsafe(*c);
        if let Some((at, c)) = self.text.char_indices().find(acts) {
            let message = format!("the character U+{:04X} cannot be seen and acts on a terminal", u32::from(c));
            self.report(at..at + c.len_utf8(), message, Some("take it out".to_owned()));
        }
    }

    /// The parser speaks of dates without naming them; the word itself says more.
    fn report_syntax(&self, span: Range<usize>, message: &str) {
        let start = self.text.get(..span.start).map_or(0, |t| t.rfind([' ', '=', '[', ',', '\n']).map_or(0, |i| i + 1));
        let rest = self.text.get(start..).unwrap_or_default();
        let word = rest.split([' ', ',', ']', '\n', '\r', '#']).next().unwrap_or_default();
        let looks_like_a_date = word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['-', '/']);
        if looks_like_a_date {
            let problem = field::date_of(word).err().unwrap_or_else(|| message.to_owned());
            self.report(start..start + word.len(), problem, None);
        } else if message == "duplicate key" {
            let key = self.text.get(span.clone()).unwrap_or_default();
            self.report(span, format!("`{key}` is given twice"), None);
        } else {
            self.report(span, format!("this is no TOML: {message}"), None);
        }
    }

    /// Notes what is wrong at `span`, with the way out where there is one.
    pub fn report(&self, span: Range<usize>, message: impl Into<String>, hint: Option<String>) {
        if self.problems.borrow().len() >= MOST_NOTED {
            return;
        }
        let problem = Problem::at(self.name, self.text, &span, message.into(), hint);
        self.problems.borrow_mut().push((span.start, problem));
    }

    /// Whether nothing is wrong so far.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// The line of `offset`, from 1.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        problem::position(self.text, offset).0
    }

    /// What was read, where nothing was wrong.
    ///
    /// # Errors
    /// [`Problems`] holds everything that is wrong, in the order of the file.
    pub fn finish<T>(self, read: Option<T>) -> Result<T, Problems> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|(offset, _)| *offset);
        let found = problems.into_iter().map(|(_, problem)| problem).collect::<Vec<_>>();
        match (Problems::of(found), read) {
            (None, Some(read)) => Ok(read),
            (Some(problems), _) => Err(problems),
            (None, None) => {
                Err(Problems::one(Problem::at(self.name, self.text, &(0..0), "nothing was read".into(), None)))
            }
        }
    }
}
