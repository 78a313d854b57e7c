//! The catalogues, embedded; only the one in use is parsed, and only when the first message is asked for.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
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
    bundle: OnceLock<FluentBundle<FluentResource>>,
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
        Self { lang, bundle: OnceLock::new() }
    }

    /// Its language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `id` with its variables. Verbs call the methods of `messages.rs`, which know both.
    pub(super) fn say(&self, id: &str, variables: &[(&'static str, Value<'_>)]) -> String {
        let bundle = self.bundle.get_or_init(|| bundle(self.lang));
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
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
    let resource = FluentResource::try_new(source(lang).to_owned()).unwrap_or_else(|(sound_part, _)| sound_part);
    bundle.add_resource_overriding(resource);
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
    fn a_persons_words_are_never_changed() {
        let fr = Locale::new(Lang::Fr);
        assert_eq!(fr.quoted("aujourd'hui : \"panne\" !"), "«\u{a0}aujourd'hui : \"panne\" !\u{a0}»");
        assert_eq!(fr.label("Échéance"), "Échéance\u{a0}:");
        assert_eq!(fr.quoted("{ $text }"), "«\u{a0}{ $text }\u{a0}»");
    }
}
