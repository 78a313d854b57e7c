//! By which a record is known again: itself with all that decides how it is read.

use sha2::{Digest as _, Sha256};

use crate::intake::asset_file::{Key, Options};
use crate::intake::delimited::Record;
use crate::store::asset::RecordDigest;

/// Stands between the parts of what is digested first.
const END: [u8; 1] = [0x1f];
/// Bytes that are digested in one step.
const BLOCK: usize = 64;

/// Digests of records that are read the same way.
pub struct Marks {
    begun: Sha256,
    lengths: Vec<u8>,
}

impl Marks {
    /// Those of a file with this header, read in this way. Where assets are found by serial number, a line that may
    /// rename its asset says more than one that may not.
    pub fn new(header: &[String], options: &Options, allow_rename: bool) -> Self {
        let renames = allow_rename && options.key == Key::Serial;
        let mut said = Vec::new();
        for part in header {
            said.extend_from_slice(part.as_bytes());
            said.extend_from_slice(&END);
        }
        said.extend_from_slice(
            format!("{:?}{:?}{:?}{renames}", options.map, options.key, options.constants).as_bytes(),
        );
        if let Some(mapping) = &options.mapping {
            said.extend_from_slice(format!("{mapping:?}").as_bytes());
        }
        said.resize(said.len().next_multiple_of(BLOCK), 0); // digested now, not again with each record
        Self { begun: Sha256::new_with_prefix(said), lengths: Vec::new() }
    }

    /// The digest of a record of that client, named by its key: the lengths of its cells keep two records apart that read alike.
    pub fn of(&mut self, record: &Record, client: &str) -> RecordDigest {
        let (written, lengths) = record.written();
        self.lengths.clear();
        for length in std::iter::once(client.len()).chain(lengths) {
            match u8::try_from(length) {
                Ok(short) if short < u8::MAX => self.lengths.push(short),
                _ => {
                    self.lengths.push(u8::MAX);
                    self.lengths.extend_from_slice(&length.to_be_bytes());
                }
            }
        }
        let mut hasher = self.begun.clone();
        hasher.update(&self.lengths);
        hasher.update(client);
        hasher.update(written);
        let mut digest = RecordDigest::default();
        digest.copy_from_slice(hasher.finalize().get(..16).unwrap_or(&[0; 16]));
        digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::bytes::Limits;
    use crate::intake::delimited::Records;

    #[test]
    fn rows_that_read_alike_are_not_the_same() {
        let mut marks = Marks::new(&[], &Options::default(), false);
        let long = "x".repeat(300);
        let csv = format!("ab,c\na,bc\nabc\nabc,\n{long},y\n{long}y,\nab,c\n");
        let (mut rows, mut record) = (Records::new(csv.as_bytes(), b',', Limits::USUAL), Record::default());
        let mut found = Vec::new();
        while rows.next_into(&mut record).unwrap() {
            found.push(marks.of(&record, "ried"));
        }
        let distinct: std::collections::HashSet<_> = found.iter().collect();
        assert_eq!((found.len(), distinct.len()), (7, 6));
        assert_eq!(found.first(), found.last());
    }
}
