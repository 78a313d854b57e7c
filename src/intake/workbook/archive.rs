//! What a workbook unpacks to, measured before anything of it is parsed.

use std::io::{Cursor, Read, Write};

use zip::ZipArchive;

use super::{BadWorkbook, Caps};

/// A small workbook may pack as well as it likes.
const ALWAYS_ALLOWED: u64 = 1 << 20;
/// More parts than any workbook has.
const MOST_PARTS: usize = 10_000;
/// How a part begins in the archive's list of parts (APPNOTE.TXT 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
/// How the end of that list begins where it counts in 64 bits (APPNOTE.TXT 4.3.14), and where its two counts stand.
const END_OF_LIST: &[u8] = b"PK\x06\x06";
const COUNTS: [usize; 2] = [24, 32];

/// Unpacks every part into nothing and counts: what an archive says of itself is not believed.
///
/// # Errors
/// [`BadWorkbook`]: no archive, more bytes than `caps` allow, or a ratio that no honest workbook has.
pub(in crate::intake) fn check(bytes: &[u8], caps: &Caps) -> Result<(), BadWorkbook> {
    check_directory(bytes)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| BadWorkbook::unreadable(&e))?;
    if archive.len() > MOST_PARTS {
        return Err(BadWorkbook::ManyParts { parts: archive.len(), allowed: MOST_PARTS });
    }
    let packed = bytes.len() as u64;
    let by_ratio = packed.saturating_mul(caps.ratio).max(ALWAYS_ALLOWED);
    let allowed = caps.unpacked_bytes.min(by_ratio);
    let mut counter = Counter(0);
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|e| BadWorkbook::unreadable(&e))?;
        let left = (allowed + 1).saturating_sub(counter.0);
        std::io::copy(&mut part.take(left), &mut counter).map_err(|e| BadWorkbook::unreadable(&e))?;
        if counter.0 > allowed {
            return Err(if by_ratio < caps.unpacked_bytes {
                BadWorkbook::Bomb { packed, ratio: caps.ratio }
            } else {
                BadWorkbook::TooLarge { allowed: caps.unpacked_bytes }
            });
        }
    }
    Ok(())
}

/// Refuses a list of parts so long, or said to be so long, that reading it would take much memory.
fn check_directory(bytes: &[u8]) -> Result<(), BadWorkbook> {
    let refused = |parts| Err(BadWorkbook::ManyParts { parts, allowed: MOST_PARTS });
    let listed = bytes.windows(ENTRY.len()).filter(|place| *place == ENTRY).count();
    if listed > MOST_PARTS {
        return refused(listed);
    }
    let ends = bytes.windows(END_OF_LIST.len()).enumerate().filter(|(_, place)| *place == END_OF_LIST);
    for (at, _) in ends {
        for count in COUNTS {
            let told = bytes.get(at + count..at + count + 8).and_then(|told| told.try_into().ok());
            let parts = told.map_or(0, u64::from_le_bytes);
            if parts > MOST_PARTS as u64 {
                return refused(usize::try_from(parts).unwrap_or(usize::MAX));
            }
        }
    }
    Ok(())
}

/// Counts bytes and keeps none.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
