//! An end of the chain that was noted earlier, outside the file.

use std::str::FromStr;

use crate::store::chain::Hash;

/// `N:HASH` as a backup or a check printed it. Later events may have followed; event N must still be that one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// The event's position in the chain.
    pub position: i64,
    /// Its hash in lower-case hexadecimal digits, or at least 16 of them from its beginning.
    hash: String,
}

/// A text that is no end of a chain.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "`{0}` is no head of a chain; it looks like `1284:9f86d081884c7d65…`, a number and at least 16 hexadecimal digits"
)]
pub struct BadAnchor(String);

/// Fewer digits could be met by chance.
const FEWEST: usize = 16;

impl FromStr for Anchor {
    type Err = BadAnchor;

    fn from_str(text: &str) -> Result<Self, BadAnchor> {
        let bad = || BadAnchor(text.to_owned());
        let (position, hash) = text.trim().split_once(':').ok_or_else(bad)?;
        let position = position.parse().ok().filter(|p| *p >= 0).ok_or_else(bad)?;
        let hash = hash.to_ascii_lowercase();
        let is_hash = (FEWEST..=64).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit());
        if is_hash { Ok(Self { position, hash }) } else { Err(bad()) }
    }
}

impl Anchor {
    /// Whether it is the event with this hash.
    #[must_use]
    pub fn is(&self, hash: &Hash) -> bool {
        hash.to_string().starts_with(&self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_a_number_and_a_hash_or_its_beginning() {
        let head: Anchor = format!("12:{}", "Ab".repeat(32)).parse().unwrap();
        assert!(head.is(&Hash([0xab; 32])) && !head.is(&Hash([0xac; 32])));
        assert!("12:abababababababab".parse::<Anchor>().unwrap().is(&Hash([0xab; 32])));
        for wrong in ["12", "12:", "x:abababababababab", "-1:abababababababab", "12:ababab", "12:ghababababababab"] {
            assert!(wrong.parse::<Anchor>().is_err(), "{wrong}");
        }
    }
}
