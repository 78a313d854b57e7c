//! By which a record is known again: itself with all that decides how it is read.

use sha2::{Digest as _, Sha256};

use crate::cli::owners::Owner;
use crate::intake::asset_file::{Key, Options};
use crate::intake::delimited::Record;
use crate::store::asset::RecordDigest;

/// Separates what is digested, so that no two records are one.
const END: [u8; 1] = [0x1f];

/// Digests of records that are read the same way.
pub struct Marks {
    begun: Sha256,
}

impl Marks {
    /// Those of a file with this header, read in this way. Where assets are found by serial number, a line that may
    /// rename its asset says more than one that may not.
    pub fn new(header: &[String], options: &Options, allow_rename: bool) -> Self {
        let mut begun = Sha256::new();
        for part in header {
            begun.update(part);
            begun.update(END);
        }
        let renames = allow_rename && options.key == Key::Serial;
        begun.update(format!("{:?}{:?}{:?}{renames}", options.map, options.key, options.constants));
        if let Some(mapping) = &options.mapping {
            begun.update(format!("{mapping:?}"));
        }
        Self { begun }
    }

    /// The digest of a record of that client.
    pub fn of(&self, record: &Record, owner: &Owner) -> RecordDigest {
        let mut hasher = self.begun.clone();
        hasher.update(&owner.key);
        for column in 0..record.len() {
            hasher.update(END);
            hasher.update(record.raw(column));
        }
        let mut digest = RecordDigest::default();
        digest.copy_from_slice(hasher.finalize().get(..16).unwrap_or(&[0; 16]));
        digest
    }
}
