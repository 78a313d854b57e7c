//! Assets that vanished from the source, and the guard against an export that was cut short.

use std::str::FromStr;

use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::cli::owners::Owner;

/// What is done about assets that the file no longer has.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Missing {
    /// Nothing: the file may be a part of the inventory
    #[default]
    Ignore,
    /// They are told
    Report,
    /// They are retired
    Retire,
}

/// A share in per cent, kept in hundredths of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Percent(u64);

impl Percent {
    /// What may vanish before the file is taken for a cut one.
    pub const USUAL: Self = Self(1_000);

    /// Is `part` of `whole` more than this share?
    pub const fn is_exceeded(self, part: usize, whole: usize) -> bool {
        part as u64 * 10_000 > self.0 * whole as u64
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "{}%", self.0 / 100),
            rest => write!(f, "{}.{rest:02}%", self.0 / 100),
        }
    }
}

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` is no share; write `10%`");
        let number = text.trim().trim_end_matches('%').trim().replace(',', ".");
        let (whole, rest) = number.split_once('.').unwrap_or((&number, ""));
        if rest.len() > 2 || ![whole, rest].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
            return Err(bad());
        }
        let hundredths = format!("{whole}{rest:0<2}").parse().map_err(|_| bad())?;
        if whole.is_empty() || hundredths > 10_000 { Err(bad()) } else { Ok(Self(hundredths)) }
    }
}

/// Refuses a file that lacks more of a client's assets than is allowed.
///
/// # Errors
/// It does, with the numbers.
pub fn guard(file: &str, owner: &Owner, missing: usize, of: usize, allowed: Percent) -> Result<(), Failure> {
    if !allowed.is_exceeded(missing, of) {
        return Ok(());
    }
    let share = Percent((missing as u64 * 10_000).div_ceil((of as u64).max(1)));
    let client = &owner.code;
    Err(Failure::refused(format!(
        "{file}: {missing} of {of} assets of client `{client}` are not in it ({share}); at most {allowed} may be missing; nothing was changed"
    ))
    .hinted(format!("is the file cut short? if not, say `--max-missing {}%`", share.0.div_ceil(100))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_as_people_write_it() {
        for (text, hundredths) in [("10%", 1_000), ("10", 1_000), ("0,5 %", 50), ("12.25%", 1_225), ("100%", 10_000)] {
            assert_eq!(text.parse(), Ok(Percent(hundredths)), "{text}");
        }
        for text in ["", "%", "-1%", "101%", "ten", "1.234%", "1e2"] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
        assert_eq!((Percent(1_000).to_string(), Percent(1_225).to_string()), ("10%".into(), "12.25%".into()));
    }

    #[test]
    fn a_share_is_exceeded_beyond_it_and_not_at_it() {
        assert!(!Percent::USUAL.is_exceeded(1, 10));
        assert!(Percent::USUAL.is_exceeded(1, 9));
        assert!(!Percent(0).is_exceeded(0, 9));
        assert!(!Percent(10_000).is_exceeded(9, 9));
    }
}
