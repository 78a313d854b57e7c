//! Where a file is read: a path, or `-` for standard input.

use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::PathBuf;
use std::str::FromStr;

use super::failure::Failure;

/// A file, or `-` for standard input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// `-`.
    Stdin,
    /// A path.
    File(PathBuf),
}

impl FromStr for Source {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::of(text))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("standard input"),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

impl Source {
    /// The source of that name.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text == "-" { Self::Stdin } else { Self::File(PathBuf::from(text)) }
    }

    /// Opens it for reading from its beginning.
    ///
    /// # Errors
    /// The file cannot be opened, or standard input is a terminal where nobody was asked to type.
    pub fn open(&self) -> Result<Box<dyn Read>, Failure> {
        match self {
            Self::Stdin if io::stdin().is_terminal() => {
                Err(Failure::usage("`-` reads standard input, which is the keyboard here")
                    .hinted("pipe a file into it, or name the file"))
            }
            Self::Stdin => Ok(Box::new(io::stdin().lock())),
            Self::File(path) => {
                let file = File::open(path).map_err(|e| Failure::file("read", path, &e))?;
                if file.metadata().is_ok_and(|m| m.is_dir()) {
                    return Err(Failure::refused(format!("`{self}` is a folder, not a file")));
                }
                Ok(Box::new(file))
            }
        }
    }

    /// All its bytes.
    ///
    /// # Errors
    /// It cannot be read, or standard input is closed or empty.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes).map_err(|e| self.unreadable(&e))?;
        if bytes.is_empty() && *self == Self::Stdin {
            return Err(Self::nothing_came());
        }
        Ok(bytes)
    }

    /// All its text, UTF-8, a byte-order mark dropped.
    ///
    /// # Errors
    /// As [`Source::bytes`]; or it is not UTF-8.
    pub fn text(&self) -> Result<String, Failure> {
        let text = String::from_utf8(self.bytes()?).map_err(|e| {
            let line = e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Failure::refused(format!("{self}:{line}: the text is not UTF-8")).hinted("save the file as UTF-8")
        })?;
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }

    /// The failure of a read that had begun.
    #[must_use]
    pub fn unreadable(&self, error: &io::Error) -> Failure {
        match self {
            Self::Stdin => Failure::refused("standard input cannot be read").because(error),
            Self::File(path) => Failure::file("read", path, error),
        }
    }

    /// Standard input was closed, or empty: the two look alike from inside.
    #[must_use]
    pub fn nothing_came() -> Failure {
        Failure::refused("nothing came from standard input: it is closed or empty")
            .hinted("pipe a file into it, or name the file instead of `-`")
    }
}

/// A text of any number of lines: as it was typed, or read from standard input for `-`.
///
/// # Errors
/// Nothing came, or a text that cannot be kept.
pub fn words(typed: &str, what: &'static str) -> Result<String, Failure> {
    let text = if typed == "-" { Source::Stdin.text()? } else { typed.to_owned() };
    Ok(crate::domain::text::body(what, &text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_named() {
        let failure = Source::File(PathBuf::from("/nowhere/x.csv")).bytes().unwrap_err();
        assert_eq!(failure.sentence, "there is no file `/nowhere/x.csv`");
    }
}
