//! Cells that a spreadsheet would run: guarded on the way out, unguarded on the way in.

use std::borrow::Cow;

/// Would a spreadsheet take this cell for a formula? `= + - @`, their full-width forms, tab, carriage return and NUL
/// count, also after blanks or quotes.
#[must_use]
pub fn is_formula(cell: &str) -> bool {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];
    cell.trim_start_matches([' ', '\u{a0}', '\'', '"']).starts_with(STARTS)
}

/// The cell as it is written to CSV: a leading `'` where a spreadsheet would run it.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`guarded`].
///
/// ```
/// use infog::domain::formula::{guarded, unguarded};
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(unguarded("'=1+1"), "=1+1");
/// assert_eq!(unguarded("'tis a cell"), "'tis a cell");
/// ```
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|bare| is_formula(bare)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_guard_put_on_is_taken_off(cell in "['\"=+@ a\t＝-]{0,8}") {
            let written = guarded(&cell);
            prop_assert!(!is_formula(&cell) || written.starts_with('\''));
            prop_assert_eq!(unguarded(&written), cell.as_str());
        }
    }
}
