//! The number of a French company.

use std::fmt;
use std::str::FromStr;

/// A SIREN, the nine digits of a French company; the last one is checked (Luhn).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Siren(String);

/// The text is no SIREN.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadSiren {
    /// It has not nine digits.
    #[error("`{0}` is no SIREN: that has nine digits, `732 829 320`")]
    Shape(String),
    /// Its check digit is another.
    #[error("`{0}` is no SIREN: its check digit does not fit; a digit is wrong or two are swapped")]
    Check(String),
}

impl Siren {
    /// The nine digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Siren {
    type Err = BadSiren;

    /// Reads nine digits; blanks between them are dropped.
    fn from_str(text: &str) -> Result<Self, BadSiren> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadSiren::Shape(crate::domain::date::clipped(text)));
        }
        if luhn(&digits) { Ok(Self(digits)) } else { Err(BadSiren::Check(crate::domain::date::clipped(text))) }
    }
}

impl fmt::Display for Siren {
    /// In groups of three, as it is printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, digit) in self.0.chars().enumerate() {
            if index > 0 && index % 3 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// From the right, every second digit is doubled; the sum of all digits ends in 0.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte.saturating_sub(b'0'));
            let counted = if index % 2 == 1 { digit * 2 } else { digit };
            counted / 10 + counted % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siren_has_nine_digits_of_which_the_last_is_checked() {
        for sound in ["732829320", "732 829 320", "404833048"] {
            assert!(sound.parse::<Siren>().is_ok(), "{sound}");
        }
        assert_eq!("732829320".parse::<Siren>().map(|s| s.to_string()), Ok("732 829 320".to_owned()));
        for swapped in ["732829230", "732829321", "723829320"] {
            assert!(matches!(swapped.parse::<Siren>(), Err(BadSiren::Check(_))), "{swapped}");
        }
        for shape in ["", "73282932", "7328293200", "FR732829320", "７３２８２９３２０"] {
            assert!(matches!(shape.parse::<Siren>(), Err(BadSiren::Shape(_))), "{shape}");
        }
    }
}
