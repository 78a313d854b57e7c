//! French spaces and apostrophes (the rules of the national printing office, as style guides sum them up).

use std::borrow::Cow;

/// Narrow no-break space: before `;` `!` `?`, between thousands.
pub const NARROW: char = '\u{202f}';
/// No-break space: before `:` `%` `€` and units, inside « ».
pub const WIDE: char = '\u{a0}';
/// The minus of a negative number.
pub const MINUS: char = '\u{2212}';

/// Text of the French catalogue with the right spaces and apostrophes. Commands between backticks stay as they are.
pub fn french(text: &str) -> Cow<'_, str> {
    if !text.contains([' ', '\'']) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut previous, mut command) = (String::with_capacity(text.len() + 8), None, false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        command ^= c == '`';
        out.push(match c {
            _ if command => c,
            ' ' => space(previous, rest.peek().copied()),
            '\'' => '’',
            _ => c,
        });
        previous = Some(c);
    }
    Cow::Owned(out)
}

fn space(before: Option<char>, after: Option<char>) -> char {
    match (before, after) {
        (_, Some(';' | '!' | '?')) => NARROW,
        (Some('«' | '°'), _) | (_, Some(':' | '»' | '%' | '€')) => WIDE,
        _ => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_before_high_signs_do_not_break() {
        for (plain, set) in [
            ("Échéance :", "Échéance\u{a0}:"),
            ("fini ; bien !", "fini\u{202f}; bien\u{202f}!"),
            ("pourquoi ?", "pourquoi\u{202f}?"),
            ("« non »", "«\u{a0}non\u{a0}»"),
            (" %", "\u{a0}%"),
            ("n° 12", "n°\u{a0}12"),
            ("l'avenant", "l’avenant"),
            ("tapez `infog sla explain '42' ?` ici", "tapez `infog sla explain '42' ?` ici"),
            ("rien à changer", "rien à changer"),
        ] {
            assert_eq!(french(plain), set);
        }
    }
}
