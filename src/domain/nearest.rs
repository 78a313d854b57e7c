//! "Did you mean": the known word that is nearest to the one that was typed.

use super::fold::fold;

/// Longer words are never near anything; comparing them would only cost time.
const LONGEST: usize = 64;

/// The candidate nearest to `word`, accents and case folded, or nothing where none is near enough to be meant.
///
/// A word of up to four characters may differ by one, a longer one by about a third; a candidate that begins with
/// the word counts as near. Of equally near candidates the first wins.
///
/// ```
/// use infog::domain::nearest::nearest;
/// assert_eq!(nearest("reid", ["ried", "lefevre"]), Some("ried"));
/// assert_eq!(nearest("toaster", ["server", "laptop"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = fold(word.trim());
    let length = typed.chars().take(LONGEST + 1).count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let allowed = if length <= 4 { 1 } else { length / 3 };
    candidates
        .into_iter()
        .filter_map(|candidate| distance(&typed, length, candidate).map(|d| (d, candidate)))
        .filter(|(d, _)| *d <= allowed)
        .min_by_key(|(d, _)| *d)
        .map(|(_, candidate)| candidate)
}

/// Edits between the two, swapped neighbours as one; a longer candidate that begins with the word is one edit away.
fn distance(typed: &str, length: usize, candidate: &str) -> Option<usize> {
    let known = fold(candidate);
    if known.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let edits = strsim::osa_distance(typed, &known);
    Some(if length >= 3 && known.starts_with(typed) { edits.min(1) } else { edits })
}

/// `; did you mean `x`?`, or nothing: the tail of a refusal.
#[must_use]
pub fn hint(found: Option<&str>) -> String {
    found.map(|word| format!("; did you mean `{word}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_was_meant_is_found() {
        let keys = ["severity", "client", "contract", "opened_at", "N1"];
        for (word, want) in [
            ("sevrity", Some("severity")),
            ("Sévérity", Some("severity")),
            ("cleint", Some("client")),
            ("contr", Some("contract")),
            ("openedat", Some("opened_at")),
            ("n1", Some("N1")),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keys), want, "{word}");
        }
    }

    #[test]
    fn a_monstrous_word_is_near_nothing() {
        assert_eq!(nearest(&"x".repeat(70_000), ["x"]), None);
        assert_eq!(nearest("x", [&*"x".repeat(70_000)]), None);
    }
}
