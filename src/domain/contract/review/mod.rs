//! What a sound contract would say and this one does not.
//!
//! A [`Remark`] refuses nothing: it says what the absence means, and the clause to add.

use serde::Serialize;

use super::terms::Terms;

mod people;
mod service;
mod term;
#[cfg(test)]
mod tests;

/// One clause that is missing or that means less than its reader may think.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Remark {
    /// Never changes: `no-reversibility`.
    pub code: &'static str,
    /// The section of the file that it is about.
    pub section: &'static str,
    /// What the absence means.
    pub sentence: String,
    /// What to write in the file, ready to be copied; empty where there is only something to decide.
    pub clause: String,
}

impl Remark {
    fn new(code: &'static str, section: &'static str, sentence: impl Into<String>, clause: impl Into<String>) -> Self {
        Self { code, section, sentence: sentence.into(), clause: clause.into() }
    }
}

/// Everything that is worth a word, in the order of the file.
#[must_use]
pub fn review(terms: &Terms) -> Vec<Remark> {
    let mut remarks = Vec::new();
    term::review(terms, &mut remarks);
    service::review(terms, &mut remarks);
    people::review(terms, &mut remarks);
    remarks
}
