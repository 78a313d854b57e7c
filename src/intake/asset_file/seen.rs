//! Which tags and serial numbers stood in the file already: twelve bytes each, for files of millions of rows.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// A set of texts with the line on which each stood first. Open addressing: a slot is the hash and the line. Two
/// different texts have the same 63 bits of hash once in some millions of files of a million rows, and are then refused.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Zero is a free slot.
    hashes: Vec<u64>,
    lines: Vec<u32>,
    used: usize,
}

impl Seen {
    /// Notes a text: the line on which it stood already, if it did; 0 where that line cannot be told.
    pub(super) fn note(&mut self, text: Text, line: u64) -> Option<u64> {
        if self.used * 4 >= self.hashes.len() * 3 {
            self.grow();
        }
        match self.find(text.0) {
            Ok(first) => Some(first),
            Err(free) => {
                self.put(free, text.0, u32::try_from(line).unwrap_or(0));
                self.used += 1;
                None
            }
        }
    }

    /// The line of a text that stood already.
    pub(super) fn line_of(&self, text: Text) -> Option<u64> {
        if self.hashes.is_empty() { None } else { self.find(text.0).ok() }
    }

    /// The line in the slot of `hash`, or the free slot where it belongs.
    fn find(&self, hash: u64) -> Result<u64, usize> {
        let slots = self.hashes.len();
        let mut at = usize::try_from(hash % (slots as u64).max(1)).unwrap_or(0);
        loop {
            match self.hashes.get(at).copied().unwrap_or_default() {
                0 => return Err(at),
                held if held == hash => return Ok(self.lines.get(at).copied().unwrap_or_default().into()),
                _ => at = (at + 1) % slots,
            }
        }
    }

    fn put(&mut self, at: usize, hash: u64, line: u32) {
        if let (Some(slot), Some(place)) = (self.hashes.get_mut(at), self.lines.get_mut(at)) {
            (*slot, *place) = (hash, line);
        }
    }

    fn grow(&mut self) {
        let wanted = (self.hashes.len() * 2).max(1024);
        let hashes = std::mem::replace(&mut self.hashes, vec![0; wanted]);
        let lines = std::mem::replace(&mut self.lines, vec![0; wanted]);
        for (hash, line) in hashes.into_iter().zip(lines).filter(|(hash, _)| *hash != 0) {
            if let Err(free) = self.find(hash) {
                self.put(free, hash, line);
            }
        }
    }
}

/// What stands for a text: its hash, which is never zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Text(u64);

impl Text {
    /// Of a client, a column and a value.
    pub(super) fn new(client: &str, column: &str, value: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (client, column, value).hash(&mut hasher);
        Self(hasher.finish() | (1 << 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_again_with_its_first_line_however_many_there_are() {
        let mut seen = Seen::default();
        let texts: Vec<String> = (0..5_000).map(|n| format!("SRV-{n}")).collect();
        for (text, line) in texts.iter().zip(2..) {
            assert_eq!(seen.line_of(Text::new("ried", "tag", text)), None);
            assert_eq!(seen.note(Text::new("ried", "tag", text), line), None);
        }
        for (text, line) in texts.iter().zip(2..) {
            assert_eq!(seen.note(Text::new("ried", "tag", text), 9), Some(line));
            assert_eq!(seen.line_of(Text::new("ried", "serial", text)), None);
        }
    }

    #[test]
    fn many_texts_with_equal_upper_bits_are_all_told_apart() {
        let mut seen = Seen::default();
        let serial = |text: &str| Text::new("ried", "serial", text);
        let (mut shared, wanted) = (0, serial("A").0 >> 56);
        for n in 0..100_000_u32 {
            let text = format!("{n:X}");
            shared += u32::from(serial(&text).0 >> 56 == wanted);
            assert_eq!(seen.note(serial(&text), 3), None, "{text}");
        }
        assert!(shared > 1, "some of them share their upper bits");
    }

    #[test]
    fn a_line_too_far_down_is_not_named() {
        let mut seen = Seen::default();
        assert_eq!(seen.note(Text::new("", "tag", "A"), 1 << 40), None);
        assert_eq!(seen.note(Text::new("", "tag", "A"), 3), Some(0));
    }
}
