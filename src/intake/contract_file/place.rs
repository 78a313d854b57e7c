//! Where a contract file says something that only the database can judge.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::intake::toml_source::{Problems, Source};

/// The refusal of `value`, wherever the file first gives it under `key`, such as a client that is not known.
#[must_use]
pub fn refused(
    name: &str,
    text: &str,
    key: &str,
    value: &str,
    sentence: &str,
    hint: Option<String>,
) -> Option<Problems> {
    let source = Source::new(name, text);
    let span = source.parse().and_then(|document| in_table(document.get_ref(), key, value));
    source.report(span.unwrap_or(0..0), sentence, hint);
    source.finish::<()>(None).err()
}

fn in_table(table: &DeTable<'_>, key: &str, value: &str) -> Option<Range<usize>> {
    table.iter().find_map(|(name, held)| match held.get_ref() {
        DeValue::String(text) if name.get_ref() == key && text.eq_ignore_ascii_case(value) => Some(held.span()),
        _ => below(held, key, value),
    })
}

fn below(held: &Spanned<DeValue<'_>>, key: &str, value: &str) -> Option<Range<usize>> {
    match held.get_ref() {
        DeValue::Table(table) => in_table(table, key, value),
        DeValue::Array(items) => items.iter().find_map(|item| below(item, key, value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(key: &str, value: &str) -> String {
        let text = "client = \"ried\"\ncalendar = \"a\"\n[[target]]\nresolution = { within = \"1h working\", calendar = \"B\" }\n";
        refused("c.toml", text, key, value, "no such name", None).unwrap().to_string()
    }

    #[test]
    fn a_name_is_found_at_the_top_and_inside_a_commitment() {
        assert!(told("client", "ried").starts_with("c.toml:1:10: no such name"), "{}", told("client", "ried"));
        assert!(told("calendar", "b").starts_with("c.toml:4:50: no such name"), "{}", told("calendar", "b"));
        assert!(told("calendar", "c").starts_with("c.toml:1:1: no such name"));
    }
}
