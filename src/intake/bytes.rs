//! Bytes of unknown encoding turned into text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a foreign file is read at all, decided before it is parsed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes of the whole file.
    pub file_bytes: u64,
    /// Bytes of one row, line breaks in cells included.
    pub row_bytes: usize,
    /// Cells of one row.
    pub columns: usize,
    /// Rows, header included.
    pub rows: u64,
}

impl Limits {
    /// 1 GiB a file, 1 MiB a row, 1,000 columns, ten million rows.
    pub const USUAL: Self = Self { file_bytes: 1 << 30, row_bytes: 1 << 20, columns: 1_000, rows: 10_000_000 };
}

impl Default for Limits {
    fn default() -> Self {
        Self::USUAL
    }
}

/// Text and the encoding in which it came.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// Without byte-order mark; borrowed where the bytes were UTF-8 already.
    pub text: Cow<'a, str>,
    /// `UTF-8`, `UTF-16LE`, `windows-1252` …
    pub encoding: &'static str,
}

/// The bytes are no text that infog reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadBytes {
    /// Larger than [`Limits::file_bytes`].
    #[error("the file has {size} bytes; {allowed} are allowed")]
    TooLarge {
        /// Bytes.
        size: u64,
        /// At most.
        allowed: u64,
    },
    /// `--encoding` names none that is known.
    #[error("`{0}` is no encoding; write `utf-8`, `utf-16le`, `utf-16be`, `windows-1252` or `iso-8859-15`")]
    UnknownEncoding(String),
    /// `--encoding` was given and does not fit.
    #[error("line {line}: the bytes are not {encoding}; leave out the encoding to have it detected")]
    Malformed {
        /// As it was asked for.
        encoding: &'static str,
        /// The line of the first byte at fault.
        line: u64,
    },
    /// A binary file, or one cut by a crash.
    #[error("line {line}: a NUL byte; this is a binary file or a damaged one, not a text file")]
    Nul {
        /// The line of the first.
        line: u64,
    },
    /// A workbook or an archive.
    #[error("this is {0}, not a text file; save it as CSV")]
    Foreign(&'static str),
}

/// Turns `bytes` into text: the encoding asked for, else byte-order mark, UTF-16 without one where that is plain,
/// strict UTF-8, and then what French files most likely are (Windows-1252 where nothing says otherwise).
///
/// # Errors
/// [`BadBytes`]: binary files, NUL, an unknown encoding, bytes that are not of the encoding asked for.
///
/// ```
/// let decoded = infog::intake::bytes::decode("N° de série;Coût (€)".as_bytes(), None).unwrap();
/// assert_eq!((&*decoded.text, decoded.encoding), ("N° de série;Coût (€)", "UTF-8"));
/// ```
pub fn decode<'a>(bytes: &'a [u8], encoding: Option<&str>) -> Result<Decoded<'a>, BadBytes> {
    if let Some(what) = foreign(bytes) {
        return Err(BadBytes::Foreign(what));
    }
    let decoded = match encoding {
        Some(label) => forced(bytes, label)?,
        None => detected(bytes),
    };
    match decoded.text.bytes().position(|b| b == 0) {
        Some(at) => Err(BadBytes::Nul { line: line_at(&decoded.text.as_bytes()[..at]) }),
        None => Ok(decoded),
    }
}

/// Refuses a file larger than the limit, before anything is read of it.
///
/// # Errors
/// [`BadBytes::TooLarge`].
pub const fn check_size(size: u64, limits: &Limits) -> Result<(), BadBytes> {
    if size > limits.file_bytes {
        return Err(BadBytes::TooLarge { size, allowed: limits.file_bytes });
    }
    Ok(())
}

/// What is recognisably no text, by its first bytes.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "a workbook or a ZIP archive"),
        (b"\xd0\xcf\x11\xe0", "an old Office file"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"%PDF-", "a PDF document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x00\x00\xfe\xff", "UTF-32 text"),
    ];
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}

fn forced<'a>(bytes: &'a [u8], label: &str) -> Result<Decoded<'a>, BadBytes> {
    let asked =
        Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| BadBytes::UnknownEncoding(label.to_owned()))?;
    let (text, _, malformed) = asked.decode(bytes);
    if malformed {
        return Err(BadBytes::Malformed { encoding: asked.name(), line: first_fault(asked, bytes) });
    }
    Ok(Decoded { text, encoding: asked.name() })
}

/// The line on which `encoding` first fails.
fn first_fault(encoding: &'static Encoding, bytes: &[u8]) -> u64 {
    let text = encoding.decode(bytes).0;
    let sound = text.find('\u{fffd}').unwrap_or(text.len());
    line_at(&text.as_bytes()[..sound])
}

fn detected(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return Decoded { text, encoding: encoding.name() };
    }
    if let Some(encoding) = plain_utf16(bytes, bytes.len() as u64) {
        return Decoded { text: encoding.decode_without_bom_handling(bytes).0, encoding: encoding.name() };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name() };
    }
    let encoding = guessed(bytes);
    Decoded { text: encoding.decode_without_bom_handling(bytes).0, encoding: encoding.name() }
}

/// UTF-16 without mark: Western text has a zero in nearly every other byte, and on one side only. `bytes` are the first
/// of a file of `size`.
pub(super) fn plain_utf16(bytes: &[u8], size: u64) -> Option<&'static Encoding> {
    const LOOKED_AT: usize = 4096;
    let sample = &bytes[..bytes.len().min(LOOKED_AT)];
    if size % 2 == 1 || sample.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    let most = |n: usize| n * 10 >= pairs * 7;
    if most(odd) && even * 50 <= pairs {
        Some(UTF_16LE)
    } else if most(even) && odd * 50 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The single-byte encoding that the text most likely has, given that it comes from France.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    if guess.is_single_byte() { guess } else { WINDOWS_1252 }
}

/// The line, from 1, that follows `before`.
fn line_at(before: &[u8]) -> u64 {
    1 + before.iter().map(|b| u64::from(*b == b'\n')).sum::<u64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRENCH: &str = "Référence;Coût mensuel (€);Taux d’usage\r\nC-0042;1\u{a0}234,56 €;Boulangerie Œuvrard\r\n";

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn what_french_offices_write_is_detected() {
        let with_mark = [b"\xef\xbb\xbf".as_slice(), FRENCH.as_bytes()].concat();
        for (bytes, encoding) in [
            (FRENCH.as_bytes().to_vec(), "UTF-8"),
            (with_mark, "UTF-8"),
            (WINDOWS_1252.encode(FRENCH).0.into_owned(), "windows-1252"),
            (utf16(FRENCH, false, true), "UTF-16LE"),
            (utf16(FRENCH, true, true), "UTF-16BE"),
            (utf16(FRENCH, false, false), "UTF-16LE"),
            (utf16(FRENCH, true, false), "UTF-16BE"),
        ] {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((&*decoded.text, decoded.encoding), (FRENCH, encoding));
        }
    }

    #[test]
    fn an_encoding_asked_for_is_obeyed_or_refused() {
        assert_eq!(decode(b"\xa4", Some("iso-8859-15")).unwrap().text, "€");
        assert_eq!(decode(b"a", Some("klingon")), Err(BadBytes::UnknownEncoding("klingon".into())));
        assert_eq!(decode(b"a\n\xe9b", Some("utf-8")), Err(BadBytes::Malformed { encoding: "UTF-8", line: 2 }));
    }

    #[test]
    fn binary_files_are_told_by_name_or_by_their_nul() {
        assert_eq!(decode(b"PK\x03\x04xyz", None), Err(BadBytes::Foreign("a workbook or a ZIP archive")));
        assert_eq!(decode(b"SQLite format 3\0", None), Err(BadBytes::Foreign("an SQLite database")));
        assert_eq!(decode(b"tag,kind\na\0b,server\n", None), Err(BadBytes::Nul { line: 2 }));
        assert!(decode(&[0; 100], None).is_err());
        assert_eq!(decode(b"", None).unwrap().text, "");
    }

    #[test]
    fn a_file_over_the_limit_is_refused_before_it_is_read() {
        assert!(check_size(1 << 30, &Limits::USUAL).is_ok());
        assert!(check_size((1 << 30) + 1, &Limits::USUAL).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_end_in_text_without_nul_or_in_a_refusal(bytes: Vec<u8>) {
            if let Ok(decoded) = decode(&bytes, None) {
                prop_assert!(!decoded.text.contains('\0'));
            }
        }

        #[test]
        fn utf8_is_always_itself(text in "[^\u{0}\u{feff}%\u{1f}P]{0,60}") {
            prop_assume!(text.chars().any(|c| c.len_utf8() > 1 || c.is_ascii_graphic()) || text.is_empty());
            let decoded = decode(text.as_bytes(), None).unwrap();
            prop_assert_eq!(&*decoded.text, text.as_str());
        }
    }
}
