//! Text as it is searched and compared: no case, no accents, no typographic apostrophes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The searchable form of `text`: compatibility-decomposed, marks dropped, lower case, ligatures spelt out, `’` as `'`.
///
/// Folding twice changes nothing more.
///
/// ```
/// assert_eq!(infog::domain::fold::fold("L’Œuvre – Élodie STRAẞE"), "l'oeuvre - elodie strasse");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    // Lower case first and again: `İ` decomposes when lowered, a full-width letter when decomposed.
    for c in text.chars().flat_map(char::to_lowercase).nfkd().flat_map(char::to_lowercase) {
        if !is_combining_mark(c) {
            push(&mut folded, c);
        }
    }
    folded
}

fn push(folded: &mut String, c: char) {
    match c {
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        'ß' => folded.push_str("ss"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' => folded.push('d'),
        'ı' => folded.push('i'),
        '’' | '‘' | 'ʼ' | '`' | '´' => folded.push('\''),
        '–' | '—' | '‐' | '‑' | '−' => folded.push('-'),
        other => folded.push(other),
    }
}

/// The words of `text`, folded, everything but letters and digits as one blank: how headers and labels are compared.
///
/// ```
/// assert_eq!(infog::domain::fold::words(" Date d’achat (€) "), "date d achat");
/// ```
#[must_use]
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            words.push(c);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_case_and_ligatures_are_one() {
        for (text, want) in [
            ("Éléonore ŒUVRARD", "eleonore oeuvrard"),
            ("aujourd’hui", "aujourd'hui"),
            ("Straße", "strasse"),
            ("Łódź, Ærø", "lodz, aero"),
            ("e\u{301}te\u{301}", "ete"),
            ("ＦＵＬＬ ﬁn", "full fin"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(text), want, "{text}");
        }
    }

    #[test]
    fn headers_are_compared_by_their_words() {
        assert_eq!(words("N° de série"), "n de serie");
        assert_eq!(words("Système d'exploitation - Nom"), "systeme d exploitation nom");
        assert_eq!(words("warranty_until"), "warranty until");
        assert_eq!(words("€"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
