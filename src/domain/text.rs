//! What free text may be: how long, and which characters.

/// The longest title, name or other text of one line, in characters.
pub const LONGEST_LINE: usize = 200;
/// The longest description, note or update, in characters.
pub const LONGEST_BODY: usize = 100_000;

/// Whether a character acts on a terminal instead of being read: control characters (C0, DEL, C1) but tab and line feed,
/// and the marks that change the direction of writing (U+061C, U+200E, U+200F, U+202A–202E, U+2066–2069).
#[must_use]
pub const fn is_unsafe(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => false,
    }
}

/// The text cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing but blanks.
    #[error("the {0} is empty")]
    Empty(&'static str),
    /// Too much.
    #[error("the {what} has {length} characters; {allowed} are allowed")]
    TooLong {
        /// What it was to be.
        what: &'static str,
        /// In characters.
        length: usize,
        /// At most.
        allowed: usize,
    },
    /// A reference of several words.
    #[error(
        "the {what} `{text}` holds a blank; it is one word such as `PROC-2026-014`, what it is about goes beside it"
    )]
    Blank {
        /// What it was to be.
        what: &'static str,
        /// What was given.
        text: String,
    },
    /// A control character, or a line break in a text of one line.
    #[error("the {what} holds the control character {character:?}")]
    Control {
        /// What it was to be.
        what: &'static str,
        /// The character.
        character: char,
    },
}

/// A title, a name: one line, not empty, blanks around it dropped.
///
/// # Errors
/// [`BadText`]: empty, too long, or a control character.
pub fn line(what: &'static str, text: &str) -> Result<String, BadText> {
    let text = text.trim();
    if text.is_empty() {
        return Err(BadText::Empty(what));
    }
    check(what, text, LONGEST_LINE, &[])?;
    Ok(text.to_owned())
}

/// A reference or an address: one word, so that nothing is told in it. It is kept for good, unlike texts.
///
/// # Errors
/// [`BadText`]: empty, too long, a control character or a blank in it.
pub fn reference(what: &'static str, text: &str) -> Result<String, BadText> {
    let text = line(what, text)?;
    if text.contains(char::is_whitespace) { Err(BadText::Blank { what, text }) } else { Ok(text) }
}

/// A description, a note: any number of lines, line ends as `\n`; blanks around it dropped.
///
/// # Errors
/// [`BadText`]: empty, too long, or a control character other than line break and tab.
pub fn body(what: &'static str, text: &str) -> Result<String, BadText> {
    let text = text.trim();
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    if text.is_empty() {
        return Err(BadText::Empty(what));
    }
    check(what, &text, LONGEST_BODY, &['\n', '\t'])?;
    Ok(text)
}

fn check(what: &'static str, text: &str, allowed: usize, kept: &[char]) -> Result<(), BadText> {
    let length = text.chars().count();
    if length > allowed {
        return Err(BadText::TooLong { what, length, allowed });
    }
    match text.chars().find(|c| c.is_control() && !kept.contains(c)) {
        Some(character) => Err(BadText::Control { what, character }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_and_a_body_has_many() {
        assert_eq!(line("title", "  Serveur en panne "), Ok("Serveur en panne".into()));
        assert_eq!(line("title", " "), Err(BadText::Empty("title")));
        assert_eq!(line("title", "a\nb"), Err(BadText::Control { what: "title", character: '\n' }));
        assert_eq!(line("title", &"é".repeat(201)), Err(BadText::TooLong { what: "title", length: 201, allowed: 200 }));
        assert_eq!(body("note", "a\r\nb\rc\t\n"), Ok("a\nb\nc".into()));
        assert_eq!(body("note", "a\u{1b}[2J"), Err(BadText::Control { what: "note", character: '\u{1b}' }));
        assert_eq!(body("note", "a\0"), Err(BadText::Control { what: "note", character: '\0' }));
    }
}
