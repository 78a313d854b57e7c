//! Which tags and serial numbers stood in the file already: eight bytes each, for files of millions of rows.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// Bits of a slot that hold the line; a file of more lines names none.
const LINE_BITS: u32 = 24;
const LINE: u64 = (1 << LINE_BITS) - 1;

/// A set of texts with the line on which each stood first. Open addressing: a slot is the upper bits of the hash and
/// the line. Two different texts meet in it once in a hundred thousand files of a million rows, and are then refused.
#[derive(Debug, Default)]
pub(super) struct Seen {
    slots: Vec<u64>,
    used: usize,
}

impl Seen {
    /// Notes a text: the line on which it stood already, if it did; 0 where that line cannot be told.
    pub(super) fn note(&mut self, text: (&str, &str, &str), line: u64) -> Option<u64> {
        if self.used * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let hash = hash(text);
        let line = if line < LINE { line } else { 0 };
        match self.find(hash) {
            Ok(first) => Some(first),
            Err(free) => {
                if let Some(slot) = self.slots.get_mut(free) {
                    *slot = (hash & !LINE) | line;
                    self.used += 1;
                }
                None
            }
        }
    }

    /// The line of a text that stood already.
    pub(super) fn line_of(&self, text: (&str, &str, &str)) -> Option<u64> {
        if self.slots.is_empty() { None } else { self.find(hash(text)).ok() }
    }

    /// The line in the slot of `hash`, or the free slot where it belongs.
    fn find(&self, hash: u64) -> Result<u64, usize> {
        let mut at = self.first_slot(hash);
        loop {
            match self.slots.get(at).copied().unwrap_or_default() {
                0 => return Err(at),
                slot if slot & !LINE == hash & !LINE => return Ok(slot & LINE),
                _ => at = (at + 1) % self.slots.len(),
            }
        }
    }

    /// By the upper bits, so that a table can grow from what its slots hold.
    fn first_slot(&self, hash: u64) -> usize {
        usize::try_from((hash >> LINE_BITS) % (self.slots.len() as u64).max(1)).unwrap_or(0)
    }

    fn grow(&mut self) {
        let wanted = (self.slots.len() * 2).max(1024);
        let old = std::mem::replace(&mut self.slots, vec![0; wanted]);
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            if let Err(free) = self.find(slot)
                && let Some(place) = self.slots.get_mut(free)
            {
                *place = slot;
            }
        }
    }
}

/// Never without an upper bit: a slot of zero is a free one.
fn hash(text: (&str, &str, &str)) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish() | (1 << 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_again_with_its_first_line_however_many_there_are() {
        let mut seen = Seen::default();
        let texts: Vec<String> = (0..5_000).map(|n| format!("SRV-{n}")).collect();
        for (text, line) in texts.iter().zip(2..) {
            assert_eq!(seen.line_of(("ried", "tag", text)), None);
            assert_eq!(seen.note(("ried", "tag", text), line), None);
        }
        for (text, line) in texts.iter().zip(2..) {
            assert_eq!(seen.note(("ried", "tag", text), 9), Some(line));
            assert_eq!(seen.line_of(("ried", "serial", text)), None);
        }
    }

    #[test]
    fn a_line_too_far_down_is_not_named() {
        let mut seen = Seen::default();
        assert_eq!(seen.note(("", "tag", "A"), 1 << 40), None);
        assert_eq!(seen.note(("", "tag", "A"), 3), Some(0));
    }
}
