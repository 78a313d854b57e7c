//! One value of a file.

use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::de::DeserializeOwned;
use toml::de::DeValue;

use super::Source;
use super::choice::{spelled, spellings};
use super::section::Section;
use crate::domain::instant::Month;
use crate::domain::money::{Decimal, Money, Percent};
use crate::domain::nearest::nearest;

/// The longest text of one value, in characters.
const LONGEST_TEXT: usize = 4_000;

/// A value under reading. Each getter notes what is wrong and gives nothing then.
#[derive(Clone)]
pub struct Field<'s, 't> {
    source: &'s Source<'t>,
    value: What<'s, 't>,
    span: Range<usize>,
    key: String,
}

#[derive(Clone, Copy)]
enum What<'s, 't> {
    Value(&'s DeValue<'t>),
    Key(&'s str),
}

impl<'s, 't> Field<'s, 't> {
    pub(super) const fn new(source: &'s Source<'t>, value: &'s DeValue<'t>, span: Range<usize>, key: String) -> Self {
        Self { source, value: What::Value(value), span, key }
    }

    pub(super) fn word(source: &'s Source<'t>, word: &'s str, span: Range<usize>) -> Self {
        Self { source, value: What::Key(word), span, key: word.to_owned() }
    }

    /// Notes what is wrong with this value.
    pub fn report(&self, message: impl Into<String>, hint: Option<String>) {
        self.source.report(self.span.clone(), message, hint);
    }

    /// Where it stands, as bytes of the file.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The line on which it begins, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.source.line(self.span.start)
    }

    const fn value(&self) -> Option<&'s DeValue<'t>> {
        match self.value {
            What::Value(value) => Some(value),
            What::Key(_) => None,
        }
    }

    /// Whether it is a table.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.value().is_some_and(DeValue::is_table)
    }

    /// Whether it is a date, bare or as a text that begins with a digit.
    #[must_use]
    pub fn is_date(&self) -> bool {
        self.value().is_some_and(DeValue::is_datetime)
            || self.bare().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Notes that it is of another type than the `form` that is expected.
    fn expected<T>(&self, form: &str) -> Option<T> {
        let found = match self.value().map(DeValue::type_str) {
            Some("datetime") => "a date",
            Some("integer" | "float") => "a number",
            Some("boolean") => "a yes or no",
            Some("array") => "a list",
            Some("table") => "a table",
            _ => "a text",
        };
        self.report(format!("`{}` is {found}; expected {form}", self.key), None);
        None
    }

    /// The characters of a text or a key, without a note where it is neither.
    fn bare(&self) -> Option<&'s str> {
        match self.value {
            What::Value(DeValue::String(text)) => Some(text),
            What::Key(word) => Some(word),
            What::Value(_) => None,
        }
    }

    /// A text that says something.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let Some(text) = self.bare() else { return self.expected("a text in quotes") };
        if text.trim().is_empty() {
            self.report(format!("`{}` is empty", self.key), None);
            return None;
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t' && c != '\r') {
            self.report(format!("`{}` holds a control character", self.key), None);
            return None;
        }
        if text.chars().count() > LONGEST_TEXT {
            self.report(format!("`{}` has more than {LONGEST_TEXT} characters", self.key), None);
            return None;
        }
        Some(text.trim().to_owned())
    }

    /// A text that `T` reads; `form` says what is expected where it is no text at all.
    #[must_use]
    pub fn parsed<T: FromStr<Err: Display>>(&self, form: &str) -> Option<T> {
        let Some(text) = self.bare() else { return self.expected(form) };
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.report(error.to_string(), None);
                None
            }
        }
    }

    /// One of the codes of a plain enum.
    #[must_use]
    pub fn choice<T: DeserializeOwned>(&self) -> Option<T> {
        let codes = spellings::<T>();
        let all = || codes.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
        let Some(text) = self.bare() else { return self.expected(&format!("one of {}", all())) };
        let value = spelled(text);
        if value.is_none() {
            let hint = nearest(text, codes.iter().copied()).map(|known| format!("did you mean `{known}`?"));
            self.report(format!("unknown `{}` `{text}`; it is one of {}", self.key, all()), hint);
        }
        value
    }

    /// A civil date, in quotes or bare.
    #[must_use]
    pub fn date(&self) -> Option<NaiveDate> {
        let text = match self.value {
            What::Value(DeValue::Datetime(date)) => date.to_string(),
            _ => match self.bare() {
                Some(text) => text.to_owned(),
                None => return self.expected("a date, `\"2026-01-13\"`"),
            },
        };
        match date_of(&text) {
            Ok(date) => Some(date),
            Err(message) => {
                self.report(message, None);
                None
            }
        }
    }

    /// `true` or `false`.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        match self.value {
            What::Value(DeValue::Boolean(flag)) => Some(*flag),
            _ => self.expected("`true` or `false`"),
        }
    }

    /// A whole number within bounds, which the message names.
    #[must_use]
    pub fn whole(&self, bounds: RangeInclusive<u32>) -> Option<u32> {
        let form = format!("a whole number from {} to {}", bounds.start(), bounds.end());
        let What::Value(DeValue::Integer(number)) = self.value else { return self.expected(&form) };
        let found = u32::from_str_radix(number.as_str(), number.radix()).ok().filter(|n| bounds.contains(n));
        if found.is_none() {
            self.report(format!("`{}` is {number}; expected {form}", self.key), None);
        }
        found
    }

    /// The digits of a number or of a text that holds one, as they were written.
    fn digits(&self) -> Option<String> {
        match self.value {
            What::Value(DeValue::Integer(number)) if number.radix() == 10 => Some(number.as_str().to_owned()),
            What::Value(DeValue::Float(number)) => Some(number.as_str().to_owned()),
            _ => self.bare().map(ToOwned::to_owned),
        }
    }

    /// An exact number within bounds.
    #[must_use]
    pub fn decimal(&self, least: i64, most: i64) -> Option<Decimal> {
        let form = format!("a number from {least} to {most}");
        let Some(digits) = self.digits() else { return self.expected(&form) };
        match digits.parse::<Decimal>() {
            Ok(number) if (Decimal::whole(least)..=Decimal::whole(most)).contains(&number) => Some(number),
            Ok(number) => {
                self.report(format!("`{}` is {number}; expected {form}", self.key), None);
                None
            }
            Err(error) => {
                self.report(error.to_string(), None);
                None
            }
        }
    }

    /// An exact percentage, 0 to 100.
    #[must_use]
    pub fn percent(&self) -> Option<Percent> {
        self.decimal(0, 100).map(Percent::from)
    }

    /// An amount of money that is not below zero, in quotes.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let Some(text) = self.bare() else {
            return self.expected("an amount in quotes, `\"1450.00\"`");
        };
        match text.parse::<Money>() {
            Ok(amount) if amount >= Money::ZERO => Some(amount),
            Ok(amount) => {
                self.report(format!("`{}` is {amount}; an amount is not below zero", self.key), None);
                None
            }
            Err(error) => {
                self.report(error.to_string(), None);
                None
            }
        }
    }

    /// The values of a list; each bears the list's name.
    #[must_use]
    pub fn items(&self) -> Vec<Self> {
        let What::Value(DeValue::Array(array)) = self.value else {
            return self.expected("a list, `[…]`").unwrap_or_default();
        };
        array.iter().map(|item| Self::new(self.source, item.get_ref(), item.span(), self.key.clone())).collect()
    }

    /// A table as a section called `title`.
    #[must_use]
    pub fn section(&self, title: String) -> Option<Section<'s, 't>> {
        match self.value {
            What::Value(DeValue::Table(table)) => Some(Section::new(self.source, table, self.span.clone(), title)),
            _ => self.expected(&format!("a table, `{title}`")),
        }
    }
}

/// A civil date, or what is wrong with it.
pub(super) fn date_of(text: &str) -> Result<NaiveDate, String> {
    let numbers = |separator: char| {
        let parts: Vec<u32> = text.split(separator).map(|n| n.parse().ok()).collect::<Option<_>>()?;
        <[u32; 3]>::try_from(parts).ok()
    };
    let form = format!("`{text}` is no date; write it `2026-01-13`");
    match (numbers('-'), numbers('/')) {
        (Some([year, month, day]), _) if text.len() == 10 && text.as_bytes().get(4) == Some(&b'-') => {
            civil(text, year, month, day)
        }
        (_, Some([day, month, year])) if (1000..=9998).contains(&year) => {
            let date = civil(text, year, month, day)?;
            Err(format!("`{text}` is no date; did you mean `{date}`?"))
        }
        _ => Err(form),
    }
}

fn civil(text: &str, year: u32, month: u32, day: u32) -> Result<NaiveDate, String> {
    if !(1..=9998).contains(&year) {
        return Err(format!("`{text}` is no date: years go from 0001 to 9998"));
    }
    if !(1..=12).contains(&month) {
        return Err(format!("`{text}` is no date: there is no month {month}"));
    }
    let first = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, 1));
    let last = first.map(|first| Month::of(first).last_day());
    let date = first.and_then(|first| first.with_day(day));
    match (date, last) {
        (Some(date), _) => Ok(date),
        (None, Some(last)) => Err(format!("`{text}` is no date: that month ends on {last}")),
        (None, None) => Err(format!("`{text}` is no date")),
    }
}
