//! A person whose name is to be erased from what was written: found in running text, whatever its case and accents.

use std::collections::BTreeSet;
use std::ops::Range;

use super::contact::Contact;
use super::fold::{fold, words};

/// What stands before a name and is no part of it, folded.
const COURTESY: [&str; 18] = [
    "m",
    "mr",
    "mm",
    "mme",
    "mmes",
    "mlle",
    "dr",
    "me",
    "pr",
    "maitre",
    "monsieur",
    "madame",
    "mademoiselle",
    "docteur",
    "mrs",
    "ms",
    "miss",
    "sir",
];
/// A shorter word is too common to be taken for a name when it stands alone, in characters.
const SHORTEST_NAME: usize = 3;
/// Two telephone numbers are one when their last digits agree: `+33 3 88 …` and `03 88 …`.
const PHONE_DIGITS: usize = 9;
/// What stands between the digits of a telephone number.
const BETWEEN_DIGITS: [char; 7] = [' ', '.', '-', '/', '(', ')', '\u{a0}'];

/// A person, as texts may speak of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    label: String,
    /// Sequences of folded words; the longest first.
    names: Vec<Vec<String>>,
    /// The last digits of each telephone number.
    phones: Vec<String>,
}

impl Person {
    /// The person of a contact and all that it was called before (`versions`); `label` takes the place of the name.
    ///
    /// The words of the name alone mean the person, too, where they are no part of the name of `others`.
    #[must_use]
    pub fn new(label: &str, versions: &[Contact], others: &[String]) -> Self {
        let shared: BTreeSet<String> = others.iter().flat_map(|name| split(name)).collect();
        let (mut names, mut phones) = (BTreeSet::new(), BTreeSet::new());
        for contact in versions.iter().filter(|contact| contact.name != label) {
            names.extend(ways_to_say(&contact.name, &shared));
            names.extend(contact.mail.iter().map(|mail| split(mail)));
            phones.extend([&contact.phone, &contact.mobile].into_iter().flatten().filter_map(|text| last_digits(text)));
        }
        let mut names: Vec<Vec<String>> = names.into_iter().filter(|name| !name.is_empty()).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Self { label: label.to_owned(), names, phones: phones.into_iter().collect() }
    }

    /// The text with the label in the place of the person; nothing where it does not speak of them.
    #[must_use]
    pub fn veil(&self, text: &str) -> Option<String> {
        let mut found = self.phone_places(text);
        found.extend(self.name_places(text));
        found.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        let mut veiled = String::with_capacity(text.len());
        let mut reached = 0;
        for place in found {
            if place.start >= reached {
                veiled.push_str(text.get(reached..place.start)?);
                veiled.push_str(&self.label);
                reached = place.end;
            }
        }
        if reached == 0 {
            return None;
        }
        veiled.push_str(text.get(reached..)?);
        Some(veiled)
    }

    fn name_places(&self, text: &str) -> Vec<Range<usize>> {
        let found: Vec<(String, Range<usize>)> = spans(text, char::is_alphanumeric)
            .into_iter()
            .map(|span| (fold(text.get(span.clone()).unwrap_or_default()), span))
            .collect();
        let mut places: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while let Some(rest) = found.get(at..).filter(|rest| !rest.is_empty()) {
            let length = self.names.iter().find(|name| begins_with(text, rest, name)).map_or(0, Vec::len);
            let Some((_, last)) = length.checked_sub(1).and_then(|last| rest.get(last)) else {
                at += 1;
                continue;
            };
            let title = at.checked_sub(1).and_then(|before| found.get(before)).filter(|(word, span)| {
                let taken = places.last().is_some_and(|place| place.end > span.start);
                !taken && COURTESY.contains(&word.as_str()) && is_close(text, span.end, rest)
            });
            let start = title.map_or_else(|| rest.first().map_or(0, |(_, span)| span.start), |(_, span)| span.start);
            places.push(start..last.end);
            at += length;
        }
        places
    }

    fn phone_places(&self, text: &str) -> Vec<Range<usize>> {
        let mut runs = spans(text, |c| c.is_ascii_digit() || BETWEEN_DIGITS.contains(&c) || c == '+');
        runs.retain(|run| {
            let digits = text.get(run.clone()).and_then(last_digits);
            digits.is_some_and(|digits| self.phones.contains(&digits))
        });
        let inner = |run: Range<usize>| {
            let piece = text.get(run.clone())?;
            let blank = |c: char| c != '+' && !c.is_ascii_digit();
            let (start, end) =
                (piece.len() - piece.trim_start_matches(blank).len(), piece.trim_end_matches(blank).len());
            Some(run.start + start..run.start + end)
        };
        runs.into_iter().filter_map(inner).collect()
    }
}

/// A courtesy title stands right before the name: `Mme Weber`, `M. Weber`.
fn is_close(text: &str, from: usize, rest: &[(String, Range<usize>)]) -> bool {
    let between = rest.first().and_then(|(_, span)| text.get(from..span.start));
    between.is_some_and(|between| matches!(between.trim_end(), "" | ".") && !between.contains('\n'))
}

fn begins_with(text: &str, found: &[(String, Range<usize>)], name: &[String]) -> bool {
    let alike = || found.iter().zip(name).all(|((word, _), wanted)| word == wanted);
    let joined = || {
        let mut pairs = found.iter().zip(found.iter().skip(1)).take(name.len() - 1);
        pairs.all(|((_, a), (_, b))| text.get(a.end..b.start).is_some_and(|gap| gap.chars().all(is_within_name)))
    };
    found.len() >= name.len() && alike() && joined()
}

/// What may stand between the words of one name, or the parts of a mail address.
fn is_within_name(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}'
            | '\u{202f}'
            | '\t'
            | '-'
            | '\u{2010}'
            | '\u{2011}'
            | '\''
            | '\u{2019}'
            | '.'
            | ','
            | '@'
            | '_'
            | '+'
    )
}

fn split(text: &str) -> Vec<String> {
    words(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The whole name, its words without courtesy titles both ways round, and each that only this person has.
fn ways_to_say(name: &str, shared: &BTreeSet<String>) -> Vec<Vec<String>> {
    let whole = split(name);
    let core: Vec<String> = whole.iter().filter(|word| !COURTESY.contains(&word.as_str())).cloned().collect();
    let own = |word: &&String| !shared.contains(*word) && word.chars().count() >= SHORTEST_NAME;
    let mut ways: Vec<Vec<String>> = core.iter().filter(own).map(|word| vec![word.clone()]).collect();
    if core.len() > 1 {
        let mut turned = core.clone();
        turned.rotate_left(1);
        ways.extend([core, turned]);
    }
    ways.push(whole);
    ways
}

/// The last digits of a telephone number; nothing where there are too few.
fn last_digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.get(digits.len().checked_sub(PHONE_DIGITS)?..).map(str::to_owned)
}

/// The runs of characters that `belongs` takes.
fn spans(text: &str, belongs: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        // an accent written apart belongs to the letter before it
        let mark = unicode_normalization::char::is_combining_mark(c);
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.end == at && (belongs(c) || mark) => last.end = end,
            _ if belongs(c) => found.push(at..end),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, others: &[&str]) -> Person {
        let mut contact = Contact::new("ried".parse().unwrap(), name).unwrap();
        contact.mail = Some("anne.weber@ried.example".into());
        contact.phone = Some("03 88 00 00 02".into());
        let others: Vec<String> = others.iter().map(|&name| name.to_owned()).collect();
        Person::new("Contact 4", &[contact], &others)
    }

    #[test]
    fn a_name_goes_however_it_is_written() {
        let weber = person("Mme Anne Wéber", &[]);
        for (text, veiled) in [
            ("Poste de Mme Anne Wéber", "Poste de Contact 4"),
            ("WEBER ANNE rappelle", "Contact 4 rappelle"),
            ("l'écran de mme. weber, 2e étage", "l'écran de Contact 4, 2e étage"),
            ("rappeler We\u{301}ber (Anne)", "rappeler Contact 4 (Contact 4)"),
            ("voir anne.weber@ried.example svp", "voir Contact 4 svp"),
            ("appeler le 03.88.00.00.02 ou +33 3 88 00 00 02.", "appeler le Contact 4 ou Contact 4."),
            ("Mme\nWeber", "Mme\nContact 4"),
        ] {
            assert_eq!(weber.veil(text).as_deref(), Some(veiled), "{text}");
        }
    }

    #[test]
    fn other_words_and_other_people_stay() {
        let weber = person("Mme Weber", &["M. Weber", "Jean Klein"]);
        for text in ["webérien", "M. Weber rappelle", "le serveur", "03 88 00 00 03", ""] {
            assert_eq!(weber.veil(text), None, "{text}");
        }
        assert_eq!(weber.veil("mme WEBER et M. Weber").as_deref(), Some("Contact 4 et M. Weber"));
    }

    #[test]
    fn what_was_veiled_once_stays_as_it_is() {
        let weber = person("Mme Weber", &[]);
        let once = weber.veil("Mme Weber, 03 88 00 00 02").unwrap();
        assert_eq!(weber.veil(&once), None);
    }
}
