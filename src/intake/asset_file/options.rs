//! How an inventory is to be read.

use std::sync::Arc;

use super::header::{Meaning, target};
use super::mapping_file::MappingFile;
use crate::domain::asset::Field;
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::nearest::nearest;
use crate::intake::bytes::Limits;
use crate::intake::refusal::Fault;

/// By what a row finds its asset.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Key {
    /// Client and tag.
    #[default]
    Tag,
    /// Client and serial number: every row must have one.
    Serial,
}

/// One header and what it is to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// As it stands in the file; case and accents do not matter.
    pub(super) header: String,
    pub(super) target: Meaning,
}

impl Mapping {
    /// `header` is the field of that name, `client`, `-` to be left out, or `attr` to be kept under its own name. The header
    /// `*` is every one that nothing else names.
    ///
    /// # Errors
    /// [`Fault::UnknownField`] with the nearest field.
    pub fn new(header: &str, field: &str) -> Result<Self, Fault> {
        let field = field.trim();
        let unknown = || Fault::UnknownField {
            header: clipped(header),
            field: clipped(field),
            nearest: nearest(field, Field::NAMES.into_iter().chain(["client"])).map(str::to_owned),
        };
        let target = if field == "attr" { Some(Meaning::Own) } else { target(field) };
        let target = target.ok_or_else(unknown)?;
        let is_many = header.trim() == "*" && !matches!(target, Meaning::Own | Meaning::Ignored);
        if is_many {
            Err(Fault::BadMap(clipped(&format!("*={field}"))))
        } else {
            Ok(Self { header: header.trim().to_owned(), target })
        }
    }

    /// It speaks of all headers that nothing else names.
    pub(super) fn is_for_others(&self, header: &[String]) -> bool {
        self.header == "*" && !header.iter().any(|h| h == "*")
    }

    /// Reads `Header=field`; the last `=` divides, for headers may have one.
    ///
    /// # Errors
    /// [`Fault::BadMap`] or [`Fault::UnknownField`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let bad = || Fault::BadMap(clipped(text));
        let (header, field) = text.rsplit_once('=').ok_or_else(bad)?;
        if header.trim().is_empty() {
            return Err(bad());
        }
        Self::new(header, field)
    }
}

/// How an inventory is to be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Whose assets they are where the row does not say.
    pub client: Option<String>,
    /// Headers that infog does not know by itself.
    pub map: Vec<Mapping>,
    /// By what a row finds its asset.
    pub key: Key,
    /// Values of columns that the file lacks, or whose cell is empty.
    pub constants: Vec<(Field, String)>,
    /// The encoding, where it is not to be detected.
    pub encoding: Option<String>,
    /// How much is read.
    pub limits: Limits,
    /// What the columns and words of another program's export mean.
    pub mapping: Option<MappingFile>,
    /// Where the text was made from a sheet: the row in it of the header and of each row below.
    pub lines: Arc<[u64]>,
}

impl Options {
    /// Whether `header` is told already what it is.
    #[must_use]
    pub fn maps(&self, header: &str) -> bool {
        self.map.iter().any(|mapping| words(&mapping.header) == words(header))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_from_its_last_equals_sign() {
        assert_eq!(Mapping::parse("a=b=serial"), Mapping::new("a=b", "serial"));
        assert_eq!(Mapping::parse("Coût="), Mapping::new("Coût", "-"));
        assert!(matches!(Mapping::parse("serial"), Err(Fault::BadMap(_))));
        assert!(matches!(Mapping::parse("=serial"), Err(Fault::BadMap(_))));
        assert!(matches!(Mapping::parse("*=serial"), Err(Fault::BadMap(_))));
        assert!(Mapping::parse("*=attr").is_ok() && Mapping::parse("*=-").is_ok());
        let Err(Fault::UnknownField { nearest, .. }) = Mapping::parse("N°=serail") else { panic!("read") };
        assert_eq!(nearest.as_deref(), Some("serial"));
    }
}
