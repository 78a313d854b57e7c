//! Enumerations that are written as codes and read as codes or as the names that people give them.

use std::collections::HashMap;

use crate::domain::fold::words;

/// Declares an enumeration with its codes and the folded names by which it is also known.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident, $what:literal, default $default:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $code:literal $([$($known:literal),* $(,)?])?),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant),*
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code in files and JSON.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),*
                }
            }

            /// The French and English names, folded, by which it is also known.
            #[must_use]
            pub const fn names(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => &[$($($known),*)?]),*
                }
            }

            /// Reads its code or one of its names; accents, case, punctuation and plurals do not matter.
            ///
            /// # Errors
            /// [`BadValue::Unknown`](super::BadValue::Unknown) with the nearest code or name.
            pub fn parse(text: &str) -> Result<Self, super::BadValue> {
                let text = text.trim();
                if let Some(known) = Self::ALL.iter().find(|known| known.code() == text) {
                    return Ok(*known);
                }
                static WAYS: std::sync::OnceLock<std::collections::HashMap<String, $name>> = std::sync::OnceLock::new();
                let ways = || Self::ALL.iter().flat_map(|known| Self::ways(*known).map(|way| (way, *known)));
                let found = super::coded::find(text, WAYS.get_or_init(|| super::coded::folded(ways())));
                found.ok_or_else(|| super::BadValue::unknown($what, text, ways().map(|(way, _)| way)))
            }

            /// Its code, then its names.
            fn ways(self) -> impl Iterator<Item = &'static str> + Clone {
                std::iter::once(self.code()).chain(self.names().iter().copied())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = super::BadValue;
            fn from_str(text: &str) -> Result<Self, super::BadValue> {
                Self::parse(text)
            }
        }
    };
}

pub(super) use coded;

/// Every way folded as it is written, and then with its plurals taken off, where that is not another way.
pub(super) fn folded<T: Copy>(ways: impl Iterator<Item = (&'static str, T)> + Clone) -> HashMap<String, T> {
    let mut known: HashMap<String, T> = ways.clone().map(|(way, meaning)| (words(way), meaning)).collect();
    for (way, meaning) in ways {
        known.entry(singular(&words(way))).or_insert(meaning);
    }
    known
}

/// The meaning of `text` among folded ways: as written, or else with its plurals taken off.
pub(super) fn find<T: Copy>(text: &str, ways: &HashMap<String, T>) -> Option<T> {
    let given = words(text);
    ways.get(&given).or_else(|| ways.get(&singular(&given))).copied()
}

/// `serveurs virtuels` → `serveur virtuel`; words of three letters (`nas`, `bus`) are left alone.
fn singular(words: &str) -> String {
    let stem = |word: &str| word.strip_suffix('s').filter(|_| word.len() > 3).unwrap_or(word).to_owned();
    words.split(' ').map(stem).collect::<Vec<_>>().join(" ")
}
