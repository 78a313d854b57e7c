//! The codes of an enum, asked of serde, so that no list of them is kept twice.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};

/// The value that `text` spells, if any.
pub(super) fn spelled<T: DeserializeOwned>(text: &str) -> Option<T> {
    let text: StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
    T::deserialize(text).ok()
}

/// Every code of a plain enum, in the order in which it was written.
#[must_use]
pub fn spellings<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut codes: &'static [&'static str] = &[];
    // The answer is in `codes`: the listener never gives a value.
    drop(T::deserialize(Listener(&mut codes)));
    codes
}

/// Hears which variants an enum asks for.
struct Listener<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("only its variants were asked for"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = variants;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::AssetKind;
    use crate::domain::contract::target::Metric;

    #[test]
    fn codes_are_those_that_serde_reads() {
        assert_eq!(spellings::<Metric>(), ["response", "workaround", "resolution", "update"]);
        assert_eq!(spelled::<Metric>("update"), Some(Metric::Update));
        assert_eq!(spelled::<Metric>("Update"), None);
        assert_eq!(spellings::<AssetKind>().len(), 26);
    }
}
