//! The catalogues, embedded; of the one in use, each message is parsed when it is first asked for.
//!
//! A command prints some twenty messages of many hundred: parsing them all took a seventh of the time of `ticket show`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use super::lang::Lang;
use super::number::grouped;
use super::typography;
use crate::domain::id::{
    AssetTag, CalendarName, ClientCode, ContractRef, LineName, PauseReason, SeverityCode, TicketNumber,
};

/// A reader: the words and forms of one language.
pub struct Locale {
    lang: Lang,
    /// The language's forms; holds no message.
    bundle: OnceLock<FluentBundle<FluentResource>>,
    /// What was asked for so far, parsed.
    parsed: OnceLock<Mutex<HashMap<&'static str, Arc<FluentResource>>>>,
}

/// What stands for a variable of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Printed as it is.
    Text(Cow<'a, str>),
    /// Grouped as the language does; chooses plurals.
    Number(i64),
}

impl Locale {
    /// A reader of `lang`. Costs nothing until the first message.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self { lang, bundle: OnceLock::new(), parsed: OnceLock::new() }
    }

    /// Its language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `id` with its variables. Verbs call the methods of `messages.rs`, which know both.
    pub(super) fn say(&self, id: &'static str, variables: &[(&'static str, Value<'_>)]) -> String {
        let bundle = self.bundle.get_or_init(|| bundle(self.lang));
        let message = self.message(id);
        let Some(ast::Entry::Message(ast::Message { value: Some(pattern), .. })) = message.get_entry(0) else {
            return id.to_owned(); // `tests/locale.rs` shows that none is missing
        };
        if variables.is_empty() {
            return bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
        }
        let mut args = FluentArgs::with_capacity(variables.len());
        for (name, value) in variables {
            args.set(*name, value.clone());
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    fn message(&self, id: &'static str) -> Arc<FluentResource> {
        let mut parsed = self.parsed.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        let message = parsed.entry(id).or_insert_with(|| {
            let text = text_of(source(self.lang), id).to_owned();
            Arc::new(FluentResource::try_new(text).unwrap_or_else(|(sound_part, _)| sound_part))
        });
        Arc::clone(message)
    }
}

/// The text of the message `id`, from its name to the line before the next that is not indented; empty if there is none.
fn text_of<'a>(catalogue: &'a str, id: &str) -> &'a str {
    let begins = |at: usize| at == 0 || catalogue.as_bytes().get(at - 1) == Some(&b'\n');
    let named = |at: usize| catalogue[at..].strip_prefix(id).is_some_and(|rest| rest.starts_with(" ="));
    let Some((start, _)) = catalogue.match_indices(id).find(|(at, _)| begins(*at) && named(*at)) else { return "" };
    let rest = &catalogue[start..];
    let next = rest.match_indices('\n').map(|(at, _)| at + 1);
    let end = next.into_iter().find(|at| !rest[*at..].starts_with([' ', '\n', '}'])).unwrap_or(rest.len());
    &rest[..end]
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Locale").field(&self.lang).finish()
    }
}

impl Clone for Locale {
    fn clone(&self) -> Self {
        Self::new(self.lang)
    }
}

fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("en.ftl"),
        Lang::Fr => include_str!("fr.ftl"),
    }
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let identifier = LanguageIdentifier::from_bytes(lang.code().as_bytes()).unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    bundle.set_use_isolating(false); // no invisible marks around variables
    match lang {
        Lang::Fr => {
            bundle.set_transform(Some(typography::french));
            bundle.set_formatter(Some(|value, _| number(Lang::Fr, value)));
        }
        Lang::En => bundle.set_formatter(Some(|value, _| number(Lang::En, value))),
    }
    bundle
}

#[allow(clippy::cast_possible_truncation)] // only whole numbers come in, see `Value::Number`
fn number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(lang, number.value as i64)),
        _ => None,
    }
}

impl<'a> From<Value<'a>> for FluentValue<'a> {
    fn from(value: Value<'a>) -> Self {
        match value {
            Value::Text(text) => FluentValue::String(text),
            Value::Number(number) => FluentValue::from(number),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<TicketNumber> for Value<'_> {
    fn from(number: TicketNumber) -> Self {
        Self::Text(Cow::Owned(number.to_string()))
    }
}

macro_rules! codes {
    ($($code:ident)*) => { $(
        impl<'a> From<&'a $code> for Value<'a> {
            fn from(code: &'a $code) -> Self {
                Self::Text(Cow::Borrowed(code.as_str()))
            }
        }
    )* };
}
codes!(AssetTag CalendarName ClientCode ContractRef LineName PauseReason SeverityCode);

macro_rules! whole_numbers {
    ($($number:ident)*) => { $(
        impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )* };
}
whole_numbers!(i32 i64 u8 u16 u32 u64 usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_choose_their_plural_and_zero_is_singular_in_french() {
        let (en, fr) = (Locale::new(Lang::En), Locale::new(Lang::Fr));
        assert_eq!(
            [0, 1, 2, 12_345].map(|n| en.count_days(n)),
            ["0 days", "1 day", "2 days", "12,345 days"].map(String::from)
        );
        assert_eq!(
            [0, 1, 2, 12_345].map(|n| fr.count_days(n)),
            ["0 jour", "1 jour", "2 jours", "12\u{202f}345 jours"].map(String::from)
        );
    }

    #[test]
    fn every_message_is_found_in_every_language() {
        for lang in [Lang::En, Lang::Fr] {
            for (id, _) in super::super::MESSAGES {
                let message = Locale::new(lang).message(id);
                assert!(matches!(message.get_entry(0), Some(ast::Entry::Message(m)) if m.id.name == *id), "{id}");
                assert!(matches!(
                    message.get_entry(1),
                    None | Some(ast::Entry::Comment(_) | ast::Entry::GroupComment(_))
                ));
            }
        }
    }

    #[test]
    fn a_message_is_cut_out_whole() {
        let catalogue = "# a\na_b = 1\na =\n    { $n ->\n        [one] x\n       *[other] y\n    }\n\n## c\nb = a =\n";
        assert_eq!(text_of(catalogue, "a"), &catalogue[12..69]);
        assert_eq!((text_of(catalogue, "a_b"), text_of(catalogue, "b")), ("a_b = 1\n", "b = a =\n"));
        assert_eq!(text_of(catalogue, "c"), "");
    }

    #[test]
    fn a_persons_words_are_never_changed() {
        let fr = Locale::new(Lang::Fr);
        assert_eq!(fr.quoted("aujourd'hui : \"panne\" !"), "«\u{a0}aujourd'hui : \"panne\" !\u{a0}»");
        assert_eq!(fr.label("Échéance"), "Échéance\u{a0}:");
        assert_eq!(fr.quoted("{ $text }"), "«\u{a0}{ $text }\u{a0}»");
    }
}
