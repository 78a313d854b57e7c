//! A text file read twice instead of held: once to learn what it is, and then row by row, in little memory.
//!
//! [`survey`] finds what [`super::bytes::decode`] finds, of a file of any size, and [`Text`] hands out the same text.

use std::io::{self, BufRead, BufReader, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, WINDOWS_1252};

use super::bytes::{BadBytes, Limits, check_size, foreign, plain_utf16};

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// Why a file cannot be read as text.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// It is no text that infog reads.
    #[error(transparent)]
    Bytes(#[from] BadBytes),
    /// It cannot be read on.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What a file is, found by reading it once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Survey {
    encoding: &'static Encoding,
    /// The bytes are UTF-8 without fault: they need no decoding.
    is_clean: bool,
    /// Bytes of the byte-order mark.
    mark: usize,
    /// Bytes of the file.
    pub size: u64,
}

impl Survey {
    /// `UTF-8`, `UTF-16LE`, `windows-1252` …
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// UTF-8 without a byte-order mark: what other programs write, not spreadsheets.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.is_clean && self.mark == 0
    }

    /// Its text, from a reader that stands at its beginning.
    ///
    /// # Errors
    /// The byte-order mark cannot be read.
    pub fn text<R: Read>(&self, mut input: R) -> io::Result<Text<R>> {
        let mut mark = [0; 4];
        input.read_exact(mark.get_mut(..self.mark).unwrap_or_default())?;
        let input = BufReader::with_capacity(CHUNK, input);
        Ok(if self.is_clean {
            Text::Clean(input)
        } else {
            Text::Decoded(Decoding { input, decoder: self.decoder(), text: Vec::new(), at: 0, done: false })
        })
    }

    fn decoder(&self) -> Decoder {
        self.encoding.new_decoder_without_bom_handling()
    }
}

/// Reads the file that `open` opens, as often as needed, and says what it is.
///
/// # Errors
/// [`Unread`]: as [`super::bytes::decode`], or the file cannot be read.
pub fn survey<R: Read>(
    mut open: impl FnMut() -> io::Result<R>,
    encoding: Option<&str>,
    limits: &Limits,
) -> Result<Survey, Unread> {
    let asked = encoding.map(labelled).transpose()?;
    let mut seen = First::default();
    chunks(open()?, |chunk| seen.take(chunk, limits))?;
    let (size, marked) = (seen.size, Encoding::for_bom(&seen.start));
    let mark = marked.map_or(0, |(_, mark)| mark);
    let found = |encoding, is_clean| Survey { encoding, is_clean, mark, size };
    let is_utf8 = seen.utf8.ends_well();
    let found = match (marked, asked) {
        // a mark beats the encoding asked for, as it does in browsers
        (Some((encoding, _)), _) => found(encoding, encoding == UTF_8 && is_utf8),
        (None, Some(asked)) => found(asked, asked == UTF_8 && is_utf8),
        (None, None) => match plain_utf16(&seen.start, size) {
            Some(encoding) => found(encoding, false),
            None if is_utf8 => found(UTF_8, true),
            None => found(guessed(open()?)?, false),
        },
    };
    if found.is_clean {
        return seen.nul_line.map_or(Ok(found), |line| Err(BadBytes::Nul { line }.into()));
    }
    check(&found, open()?, asked.is_some() && marked.is_none())?;
    Ok(found)
}

fn labelled(label: &str) -> Result<&'static Encoding, BadBytes> {
    Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| BadBytes::UnknownEncoding(label.to_owned()))
}

/// Hands over the bytes of `input`, a chunk after the other.
fn chunks<R: Read>(mut input: R, mut f: impl FnMut(&[u8]) -> Result<(), BadBytes>) -> Result<(), Unread> {
    let mut buffer = vec![0; CHUNK];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => f(buffer.get(..read).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// What one pass over the raw bytes tells.
#[derive(Default)]
struct First {
    start: Vec<u8>,
    size: u64,
    lines: u64,
    nul_line: Option<u64>,
    utf8: Utf8,
}

impl First {
    /// Enough to see what a file is by its first bytes.
    const START: usize = 4096;

    fn take(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), BadBytes> {
        self.size += chunk.len() as u64;
        check_size(self.size, limits)?;
        if self.start.len() < Self::START {
            let wanted = (Self::START - self.start.len()).min(chunk.len());
            self.start.extend_from_slice(chunk.get(..wanted).unwrap_or_default());
            if let Some(what) = foreign(&self.start) {
                return Err(BadBytes::Foreign(what));
            }
        }
        self.utf8.take(chunk);
        if self.nul_line.is_none() {
            let nul = chunk.contains(&0).then(|| chunk.iter().position(|byte| *byte == 0)).flatten();
            let before = chunk.get(..nul.unwrap_or(chunk.len())).unwrap_or_default();
            self.lines += line_ends(before);
            self.nul_line = nul.map(|_| self.lines + 1);
        }
        Ok(())
    }
}

/// How many line feeds there are, counted in bytes, which takes a fraction of the time of wider numbers.
fn line_ends(bytes: &[u8]) -> u64 {
    let counts = bytes.chunks(usize::from(u8::MAX));
    counts.map(|chunk| u64::from(chunk.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>())).sum()
}

/// Are bytes that come in pieces UTF-8?
#[derive(Default)]
struct Utf8 {
    is_broken: bool,
    tail: Vec<u8>,
}

impl Utf8 {
    fn take(&mut self, chunk: &[u8]) {
        if self.is_broken {
            return;
        }
        let mut rest = chunk;
        while !self.tail.is_empty() && !rest.is_empty() {
            self.tail.extend_from_slice(rest.get(..1).unwrap_or_default());
            rest = rest.get(1..).unwrap_or_default();
            match std::str::from_utf8(&self.tail) {
                Ok(_) => self.tail.clear(),
                Err(fault) if fault.error_len().is_some() => self.is_broken = true,
                Err(_) => {}
            }
            if self.is_broken {
                return;
            }
        }
        if let Err(fault) = std::str::from_utf8(rest) {
            self.is_broken = fault.error_len().is_some();
            self.tail.extend_from_slice(rest.get(fault.valid_up_to()..).unwrap_or_default());
        }
    }

    const fn ends_well(&self) -> bool {
        !self.is_broken && self.tail.is_empty()
    }
}

/// The single-byte encoding that the text most likely has, given that it comes from France.
fn guessed<R: Read>(input: R) -> Result<&'static Encoding, Unread> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    chunks(input, |chunk| {
        detector.feed(chunk, false);
        Ok(())
    })?;
    detector.feed(&[], true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    Ok(if guess.is_single_byte() { guess } else { WINDOWS_1252 })
}

/// Looks for NUL in the decoded text, and where the encoding was asked for, for bytes that are not of it.
fn check<R: Read>(survey: &Survey, input: R, strictly: bool) -> Result<(), Unread> {
    let mut text = survey.text(input)?;
    let mut line = 1;
    loop {
        let chunk = text.fill_buf()?;
        if chunk.is_empty() {
            return Ok(());
        }
        let fault = std::str::from_utf8(chunk).ok().and_then(|text| {
            text.find(|c| c == '\0' || (strictly && c == '\u{fffd}'))
                .map(|at| (at, text.as_bytes().get(at) == Some(&0)))
        });
        let sound = chunk.get(..fault.map_or(chunk.len(), |(at, _)| at)).unwrap_or_default();
        line += line_ends(sound);
        match fault {
            Some((_, true)) => return Err(BadBytes::Nul { line }.into()),
            Some(_) => return Err(BadBytes::Malformed { encoding: survey.encoding(), line }.into()),
            None => {}
        }
        let used = chunk.len();
        text.consume(used);
    }
}

/// The text of a file, as UTF-8, read piece by piece.
pub enum Text<R> {
    /// It is UTF-8 as it lies there.
    Clean(BufReader<R>),
    /// It is decoded on the way.
    Decoded(Decoding<R>),
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let chunk = self.fill_buf()?;
        let taken = chunk.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..taken), chunk.get(..taken)) {
            to.copy_from_slice(from);
        }
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: Read> BufRead for Text<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Clean(input) => input.fill_buf(),
            Self::Decoded(input) => input.fill(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Self::Clean(input) => input.consume(amount),
            Self::Decoded(input) => input.at += amount,
        }
    }
}

/// Bytes of another encoding on their way to UTF-8.
pub struct Decoding<R> {
    input: BufReader<R>,
    decoder: Decoder,
    text: Vec<u8>,
    at: usize,
    done: bool,
}

impl<R: Read> Decoding<R> {
    fn fill(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.text.len() && !self.done {
            self.at = 0;
            self.text.resize(3 * CHUNK, 0);
            let raw = self.input.fill_buf()?;
            let last = raw.is_empty();
            let (result, used, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, last);
            self.input.consume(used);
            self.text.truncate(written);
            self.done = last && result == CoderResult::InputEmpty;
        }
        Ok(self.text.get(self.at..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::bytes::decode;
    use proptest::prelude::*;

    /// Hands out few bytes at a time, so that characters are cut.
    struct Dripping<'a>(&'a [u8]);

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let taken = self.0.len().min(buffer.len()).min(3);
            let (now, later) = self.0.split_at(taken);
            buffer[..taken].copy_from_slice(now);
            self.0 = later;
            Ok(taken)
        }
    }

    fn read(bytes: &[u8], encoding: Option<&str>) -> Result<(String, &'static str), BadBytes> {
        let survey = survey(|| Ok(Dripping(bytes)), encoding, &Limits::USUAL).map_err(|fault| match fault {
            Unread::Bytes(fault) => fault,
            Unread::Io(fault) => panic!("{fault}"),
        })?;
        let mut text = String::new();
        survey.text(Dripping(bytes)).unwrap().read_to_string(&mut text).unwrap();
        Ok((text, survey.encoding()))
    }

    fn whole(bytes: &[u8], encoding: Option<&str>) -> Result<(String, &'static str), BadBytes> {
        decode(bytes, encoding).map(|decoded| (decoded.text.into_owned(), decoded.encoding))
    }

    #[test]
    fn a_mark_beats_the_encoding_that_was_asked_for() {
        let bytes = b"\xef\xbb\xbfn\xc2\xb0;\xe2\x82\xac";
        assert_eq!(read(bytes, Some("windows-1252")), Ok(("n°;€".to_owned(), "UTF-8")));
    }

    #[test]
    fn a_fault_names_its_line() {
        assert_eq!(read(b"a\nb\nc\0", None), Err(BadBytes::Nul { line: 3 }));
        let malformed = BadBytes::Malformed { encoding: "UTF-8", line: 2 };
        assert_eq!(read(b"a\n\xff", Some("utf-8")), Err(malformed));
        assert!(matches!(read(b"a", Some("martian")), Err(BadBytes::UnknownEncoding(_))));
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused() {
        let limits = Limits { file_bytes: 10, ..Limits::USUAL };
        let refused = survey(|| Ok([b'a'; 11].as_slice()), None, &limits);
        assert!(matches!(refused, Err(Unread::Bytes(BadBytes::TooLarge { .. }))));
    }

    #[test]
    fn text_of_every_encoding_is_the_same_in_pieces() {
        let french = "Référence;Coût (€)\r\nC-0042;Boulangerie Œuvrard\r\n".repeat(9);
        let units = |big: bool| -> Vec<u8> {
            french.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let (western, ..) = WINDOWS_1252.encode(&french);
        for bytes in [french.as_bytes(), &western, &units(true), &units(false)] {
            assert_eq!(read(bytes, None), whole(bytes, None));
            assert_eq!(read(bytes, None).map(|(text, _)| text), Ok(french.clone()));
        }
    }

    proptest! {
        #[test]
        fn pieces_are_read_as_the_whole_is(bytes: Vec<u8>) {
            prop_assert_eq!(read(&bytes, None), whole(&bytes, None));
        }

        #[test]
        fn text_with_a_few_wrong_bytes_is_read_as_the_whole_is(text in "[a-zé€\n;]{0,80}", at: usize, byte: u8) {
            let mut bytes = text.into_bytes();
            let place = at % (bytes.len() + 1);
            bytes.insert(place, byte);
            prop_assert_eq!(read(&bytes, None), whole(&bytes, None));
            prop_assert_eq!(read(&bytes, Some("utf-8")).is_ok(), whole(&bytes, Some("utf-8")).is_ok());
        }
    }
}
