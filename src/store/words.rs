//! Words as they are searched: accents, case and ligatures make no difference.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is kept, in characters; longer ones are cut.
const LONGEST: usize = 40;

/// The text without accents, case and ligatures: `L’Œuvre` is `l’oeuvre`.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ß' | 'ẞ' => out.push_str("ss"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The words of a text, folded, each once, in order. A word is a run of letters and digits.
#[must_use]
pub fn words(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each(text, &mut |word| {
        found.insert(word.to_owned());
    });
    found
}

/// Hands over each word of a text, folded, as often as it is there.
pub(super) fn each(text: &str, f: &mut impl FnMut(&str)) {
    let folded = if text.is_ascii() { text.to_ascii_lowercase() } else { folded(text) };
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(end, _)| end);
        f(word.get(..end).unwrap_or(word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_ligatures_make_no_difference() {
        assert_eq!(folded("Besançon"), "besancon");
        assert_eq!(folded("Œuvrard, Straße, Łódź"), "oeuvrard, strasse, lodz");
    }

    #[test]
    fn an_apostrophe_and_a_hyphen_part_words() {
        let found: Vec<String> = words("L’onduleur de l'école, T-0060").into_iter().collect();
        assert_eq!(found, ["0060", "de", "ecole", "l", "onduleur", "t"]);
    }
}
