//! "Did you mean": the nearest known word.

use crate::domain::id::folded;

/// The nearest of `known`, if it is near enough to be a slip of the finger or a beginning.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    let scored = known.into_iter().filter_map(|k| Some((likeness(&word, &folded(k))?, k)));
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, k)| k)
}

/// "did you mean `ried`?", if there is a near word.
#[must_use]
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

/// Between 0 and 1; `None` is too far. A common beginning of three letters counts as near.
fn likeness(word: &str, known: &str) -> Option<f64> {
    let near = strsim::jaro_winkler(word, known);
    let begins = word.chars().count() >= 3 && (known.starts_with(word) || word.starts_with(known));
    let edits = strsim::damerau_levenshtein(word, known);
    (edits <= 1 || near > 0.8 || begins).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        assert_eq!(nearest("reid", ["ried", "mairie"]), Some("ried"));
        assert_eq!(nearest("MAIRIE", ["ried", "mairie"]), Some("mairie"));
        assert_eq!(nearest("xyz", ["ried", "mairie"]), None);
    }
}
