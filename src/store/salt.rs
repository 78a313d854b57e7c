//! Random salts for digests of erasable text: without one, a short text could be guessed from its digest.

use super::db::{DbErr, Kind, R};

/// Bytes of a salt.
pub(super) const LENGTH: usize = 16;

/// One salt.
pub(super) type Salt = [u8; LENGTH];

/// How many salts are asked for at once.
const MANY: usize = 512;

/// Salts from the system's generator, fetched many at a time for imports.
pub(super) struct Salts {
    pool: Vec<u8>,
    step: usize,
}

impl Salts {
    /// For a single event.
    pub(super) const fn few() -> Self {
        Self { pool: Vec::new(), step: LENGTH }
    }

    /// For an import.
    pub(super) const fn many() -> Self {
        Self { pool: Vec::new(), step: LENGTH * MANY }
    }

    /// The next one, never given twice.
    ///
    /// # Errors
    /// [`Kind::Other`] where the system has no randomness.
    pub(super) fn next(&mut self) -> R<Salt> {
        if self.pool.len() < LENGTH {
            self.pool.resize(self.step, 0);
            getrandom::fill(&mut self.pool)
                .map_err(|e| DbErr::new(Kind::Other, format!("the system gives no random bytes: {e}")))?;
        }
        let rest = self.pool.split_off(self.pool.len() - LENGTH);
        let mut salt = [0; LENGTH];
        salt.copy_from_slice(&rest);
        Ok(salt)
    }
}
