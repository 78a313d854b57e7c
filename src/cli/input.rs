//! The file of an import: read from its beginning as often as needed, and never held unless it comes from a pipe.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::os::fd::AsFd as _;
use std::rc::Rc;

use crate::cli::failure::Failure;
use crate::cli::source::Source;
use crate::intake::bytes::{BadBytes, Limits};
use crate::intake::delimited::BadRow;
use crate::intake::refusal::Fault;

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;
/// A character has at most as many bytes.
const WIDEST: usize = 4;

/// Where the bytes are.
pub enum Input {
    /// A file on a disk.
    File(File),
    /// What came from a pipe.
    Held(Vec<u8>),
}

impl Input {
    /// Opens `source`; a pipe is read to its end, within the limits.
    ///
    /// # Errors
    /// It cannot be read, nothing came, or it is beyond the limits.
    pub fn open(source: &Source, limits: &Limits) -> Result<Self, Failure> {
        let file = match source {
            Source::File(path) => {
                let file = File::open(path).map_err(|e| Failure::file("read", path, &e))?;
                if file.metadata().is_ok_and(|m| m.is_dir()) {
                    return Err(Failure::refused(format!("`{source}` is a folder, not a file")));
                }
                Some(file)
            }
            Source::Stdin => io::stdin().as_fd().try_clone_to_owned().ok().map(File::from),
        };
        if let Some(mut file) = file.filter(is_whole) {
            // of a redirected file only what is not read yet is ours
            if file.stream_position().is_ok_and(|at| at == 0) && file.metadata().is_ok_and(|m| m.len() > 0) {
                return Ok(Self::File(file));
            }
        }
        hold(source, limits).map(Self::Held)
    }

    /// A reader that stands at the beginning.
    ///
    /// # Errors
    /// The file cannot be read again.
    pub fn start(&self) -> io::Result<Counted<'_>> {
        let input: Box<dyn Read + '_> = match self {
            Self::File(file) => {
                let mut file = file;
                file.seek(SeekFrom::Start(0))?;
                Box::new(file)
            }
            Self::Held(bytes) => Box::new(bytes.as_slice()),
        };
        Ok(Counted { input, taken: Rc::default() })
    }
}

fn is_whole(file: &File) -> bool {
    file.metadata().is_ok_and(|m| m.is_file())
}

/// All that a pipe brings. A line that no row can have ends it early: a pipe may never end.
fn hold(source: &Source, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let refuse = |fault: Fault| Failure::from(fault.of(&source.to_string()));
    let (mut input, mut held, mut buffer) = (source.open()?, Vec::new(), vec![0; CHUNK]);
    let (mut line, mut length) = (1, 0);
    loop {
        let chunk = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(source.unreadable(&error)),
        };
        for byte in chunk {
            let ends = matches!(byte, b'\n' | b'\r');
            line += u64::from(*byte == b'\n');
            length = if ends { 0 } else { length + 1 };
        }
        if length > limits.row_bytes.saturating_mul(WIDEST) {
            return Err(refuse(BadRow::LongRow { line, allowed: limits.row_bytes }.into()));
        }
        held.extend_from_slice(chunk);
        if held.len() as u64 > limits.file_bytes {
            return Err(refuse(BadBytes::TooLarge { size: held.len() as u64, allowed: limits.file_bytes }.into()));
        }
    }
    if held.is_empty() && *source == Source::Stdin {
        return Err(Source::nothing_came());
    }
    Ok(held)
}

/// A reader that tells how far it has come.
pub struct Counted<'a> {
    input: Box<dyn Read + 'a>,
    taken: Rc<Cell<u64>>,
}

impl Counted<'_> {
    /// How many bytes were taken so far, kept up to date.
    pub fn taken(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.taken)
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn a_file_is_read_from_its_beginning_each_time() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"tag,kind\n").unwrap();
        let input = Input::open(&Source::File(file.path().to_owned()), &Limits::USUAL).unwrap();
        for _ in 0..2 {
            let (mut text, mut reader) = (String::new(), input.start().unwrap());
            let taken = reader.taken();
            reader.read_to_string(&mut text).unwrap();
            assert_eq!((text.as_str(), taken.get()), ("tag,kind\n", 9));
        }
    }

    #[test]
    fn an_endless_pipe_is_left_at_the_first_line_that_no_row_can_have() {
        let zeros = Source::File("/dev/zero".into());
        let Err(refused) = Input::open(&zeros, &Limits { row_bytes: 1_000, ..Limits::USUAL }) else { panic!("read") };
        assert!(refused.sentence.contains("more than 1000 bytes"), "{refused}");
    }
}
