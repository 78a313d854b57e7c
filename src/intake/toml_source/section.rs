//! One table of a file.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Source;
use super::field::Field;
use crate::domain::nearest::nearest;

/// More sections of one kind than any paper has.
const MOST_SECTIONS: usize = 1_000;
/// As many known keys are worth listing where none is like the unknown one.
const FEW_KEYS: usize = 16;

/// A table under reading. Every key that is asked for is a key that it may have.
pub struct Section<'s, 't> {
    source: &'s Source<'t>,
    table: &'s DeTable<'t>,
    span: Range<usize>,
    /// As messages name it: `[[target]]`; empty for the file itself.
    title: String,
    asked: RefCell<Vec<&'static str>>,
}

impl<'s, 't> Section<'s, 't> {
    /// The whole file.
    #[must_use]
    pub fn root(source: &'s Source<'t>, document: &'s Spanned<DeTable<'t>>) -> Self {
        Self::new(source, document.get_ref(), 0..0, String::new())
    }

    pub(super) fn new(source: &'s Source<'t>, table: &'s DeTable<'t>, span: Range<usize>, title: String) -> Self {
        Self { source, table, span, title, asked: RefCell::new(Vec::new()) }
    }

    /// The value of `key`, where it is given.
    #[must_use]
    pub fn get(&self, key: &'static str) -> Option<Field<'s, 't>> {
        if !self.asked.borrow().contains(&key) {
            self.asked.borrow_mut().push(key);
        }
        self.table.get(key).map(|value| self.field(key, value))
    }

    /// Whether `key` is given, rightly or wrongly.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of `key`; that it is missing is noted.
    #[must_use]
    pub fn need(&self, key: &'static str) -> Option<Field<'s, 't>> {
        let field = self.get(key);
        if field.is_none() {
            self.report(format!("{} has no `{key}`", self.name()), None);
        }
        field
    }

    /// The text of `key`, where it is given.
    #[must_use]
    pub fn text(&self, key: &'static str) -> Option<String> {
        self.get(key)?.text()
    }

    /// The values of the list under `key` that `read` reads, without what is listed twice.
    #[must_use]
    pub fn list<T: PartialEq>(&self, key: &'static str, read: impl Fn(&Field<'s, 't>) -> Option<T>) -> Vec<T> {
        let mut values = Vec::new();
        for value in self.get(key).map(|field| field.items()).unwrap_or_default().iter().filter_map(read) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// The table under `key`, where it is given.
    #[must_use]
    pub fn table(&self, key: &'static str) -> Option<Section<'s, 't>> {
        self.get(key)?.section(format!("[{}]", self.path(key)))
    }

    /// The tables under `key`, in the order of the file.
    #[must_use]
    pub fn tables(&self, key: &'static str) -> Vec<Section<'s, 't>> {
        let title = format!("[[{}]]", self.path(key));
        let Some(field) = self.get(key) else { return Vec::new() };
        if field.is_table() {
            field.report(format!("`{key}` is written once, as a list: `{title}`"), Some(format!("write `{title}`")));
            return Vec::new();
        }
        let items = field.items();
        if items.len() > MOST_SECTIONS {
            field.report(format!("there are {} `{title}`; {MOST_SECTIONS} are allowed", items.len()), None);
            return Vec::new();
        }
        items.into_iter().filter_map(|item| item.section(title.clone())).collect()
    }

    /// Every key and value, whatever the key, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> Vec<(Field<'s, 't>, Field<'s, 't>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries.into_iter().map(|(key, value)| (self.key(key), self.field(key.get_ref(), value))).collect()
    }

    /// What was not asked for is unknown; the nearest known key is named.
    pub fn close(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter().filter(|(key, _)| !asked.iter().any(|k| k == key.get_ref())) {
            let place = if self.title.is_empty() { String::new() } else { format!(" in {}", self.title) };
            let known = nearest(key.get_ref(), asked.iter().copied());
            let hint = match known {
                Some(known) => Some(format!("did you mean `{known}`?")),
                None => (asked.len() <= FEW_KEYS).then(|| format!("known here: {}", asked.join(", "))),
            };
            self.source.report(key.span(), format!("unknown key `{}`{place}", key.get_ref()), hint);
        }
    }

    /// Notes what is wrong with the whole section.
    pub fn report(&self, message: impl Into<String>, hint: Option<String>) {
        self.source.report(self.span.clone(), message, hint);
    }

    /// Where it stands, as bytes of the file.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where it begins, as a line from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.source.line(self.span.start)
    }

    /// As messages name it.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.title.is_empty() { "the file" } else { &self.title }
    }

    fn path(&self, key: &str) -> String {
        let parent = self.title.trim_matches(['[', ']']);
        if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") }
    }

    fn field(&self, key: &str, value: &'s Spanned<DeValue<'t>>) -> Field<'s, 't> {
        Field::new(self.source, value.get_ref(), value.span(), key.to_owned())
    }

    /// A key as a value of its own, for keys that are data.
    fn key(&self, key: &'s Spanned<std::borrow::Cow<'t, str>>) -> Field<'s, 't> {
        Field::word(self.source, key.get_ref(), key.span())
    }
}
