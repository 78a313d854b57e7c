//! Ticket numbers in little room: a report over a million tickets names each of them several times.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::domain::id::TicketNumber;

/// Ticket numbers in the order in which they were added, kept as differences: a byte or two each.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Numbers {
    bytes: Vec<u8>,
    last: i64,
    len: usize,
    unsorted: bool,
}

impl Numbers {
    /// Adds one, unless it is the last already.
    pub fn push_once(&mut self, TicketNumber(number): TicketNumber) {
        if self.len > 0 && self.last == number {
            return;
        }
        self.unsorted |= number < self.last;
        let difference = number.wrapping_sub(self.last);
        let mut rest = (difference.wrapping_shl(1) ^ (difference >> 63)).cast_unsigned(); // small when negative, too
        while rest >= 0x80 {
            self.bytes.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest.to_le_bytes()[0]);
        (self.last, self.len) = (number, self.len + 1);
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = TicketNumber> + '_ {
        let mut bytes = self.bytes.iter();
        let mut last = 0_i64;
        std::iter::from_fn(move || {
            let (mut rest, mut shift) = (0, 0);
            loop {
                let byte = *bytes.next()?;
                rest |= u64::from(byte & 0x7f) << shift;
                if byte < 0x80 {
                    break;
                }
                shift += 7;
            }
            last = last.wrapping_add((rest >> 1).cast_signed() ^ -(rest & 1).cast_signed());
            Some(TicketNumber(last))
        })
    }

    /// Puts them in the order of their numbers.
    pub fn sort(&mut self) {
        if !self.unsorted {
            return;
        }
        let mut all: Vec<TicketNumber> = self.iter().collect();
        all.sort_unstable();
        *self = all.into_iter().collect();
    }
}

impl FromIterator<TicketNumber> for Numbers {
    fn from_iter<I: IntoIterator<Item = TicketNumber>>(numbers: I) -> Self {
        let mut list = Self::default();
        numbers.into_iter().for_each(|number| list.push_once(number));
        list
    }
}

impl Serialize for Numbers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl fmt::Debug for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[i64]) -> Numbers {
        numbers.iter().copied().map(TicketNumber).collect()
    }

    #[test]
    fn what_was_added_comes_back() {
        for given in [&[][..], &[1], &[1, 2, 300, 1_000_000, i64::MAX], &[70_000, 3, i64::MAX, 1]] {
            let list = numbers(given);
            assert_eq!(list.iter().map(|n| n.0).collect::<Vec<_>>(), given);
            assert_eq!((list.len(), list.is_empty()), (given.len(), given.is_empty()));
        }
    }

    #[test]
    fn they_are_sorted_and_the_same_one_stands_once() {
        let mut list = numbers(&[9, 9, 4, 4, 7]);
        list.sort();
        assert_eq!(list, numbers(&[4, 7, 9]));
        assert_eq!(serde_json::to_string(&list).unwrap(), "[4,7,9]");
    }
}
