//! The folder or archive of an export: files written one after the other, each with its checksum.
//!
//! Names come from infog. Where one bears a code, only letters, digits, `-`, `_` and `.` of ASCII are kept of it.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::cli::failure::Failure;
use crate::cli::fresh::{FreshFile, FreshFolder};
use crate::intake::package::SUMS;
use crate::render;
use crate::report::page::Cell;

/// A file of an export.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Its name in the folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Rows or lines, the header apart; nothing where it is a text.
    pub rows: Option<u64>,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

enum Place {
    Folder(FreshFolder),
    Zip { fresh: FreshFile, zip: Box<ZipWriter<BufWriter<File>>> },
}

/// An export being written; it has its name once it is kept.
pub struct Package {
    target: PathBuf,
    place: Place,
    written: Vec<Written>,
    names: HashSet<String>,
}

impl Package {
    /// Begins at `target`: an archive where the name ends in `.zip`, else a folder.
    ///
    /// # Errors
    /// There is something with that name that may not be replaced, or the folder cannot be written.
    pub fn create(target: &Path, force: bool) -> Result<Self, Failure> {
        let is_zip = target.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
        let place = if is_zip {
            let (fresh, file) = FreshFile::create(target, force)?;
            Place::Zip { fresh, zip: Box::new(ZipWriter::new(BufWriter::new(file))) }
        } else {
            Place::Folder(FreshFolder::create(target, force, earlier)?)
        };
        Ok(Self { target: target.to_owned(), place, written: Vec::new(), names: HashSet::new() })
    }

    /// Writes one file; `write` tells how many rows it has.
    ///
    /// # Errors
    /// The disk fails, or the failure of `write`.
    pub fn file(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<u64, Failure>,
    ) -> Result<(), Failure> {
        let path = self.target.join(name);
        let failed = |e: &io::Error| Failure::file("write", &path, e);
        let written = match &mut self.place {
            Place::Folder(folder) => {
                let mut counted = Counted::new(BufWriter::new(folder.file(name)?));
                let rows = write(&mut counted)?;
                counted.flush().map_err(|e| failed(&e))?;
                counted.out.get_ref().sync_all().map_err(|e| failed(&e))?;
                counted.written(name, rows)
            }
            Place::Zip { zip, .. } => {
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Deflated)
                    .unix_permissions(0o600)
                    .large_file(true);
                zip.start_file(name, options).map_err(|e| failed(&io::Error::other(e)))?;
                let mut counted = Counted::new(&mut **zip);
                let rows = write(&mut counted)?;
                counted.written(name, rows)
            }
        };
        self.names.insert(name.to_lowercase());
        self.written.push(written);
        Ok(())
    }

    /// Writes a text.
    ///
    /// # Errors
    /// The disk fails.
    pub fn text(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.target.join(name);
        self.file(name, |out| {
            out.write_all(text.as_bytes()).map_err(|e| Failure::file("write", &path, &e))?;
            Ok(0)
        })?;
        if let Some(written) = self.written.last_mut() {
            written.rows = None;
        }
        Ok(())
    }

    /// Writes a table as CSV.
    ///
    /// # Errors
    /// The disk fails, or the failure of `fill`.
    pub fn sheet(
        &mut self,
        name: &str,
        columns: &[String],
        fill: impl FnOnce(&mut Sheet<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let path = self.target.join(name);
        self.file(name, |out| {
            let mut sheet = Sheet { out, failure: None, rows: 0 };
            sheet.put(&columns.iter().map(|column| Cell::from(column.as_str())).collect::<Vec<_>>());
            fill(&mut sheet)?;
            match sheet.failure {
                Some(error) => Err(Failure::file("write", &path, &error)),
                None => Ok(sheet.rows),
            }
        })
    }

    /// A name that no file has yet, of what is harmless in `stem`.
    pub fn free_name(&mut self, stem: &str, end: &str) -> String {
        let harmless = |c: char| c.is_ascii_alphanumeric() || ['-', '_', '.'].contains(&c);
        let stem: String = stem.chars().map(|c| if harmless(c) { c } else { '_' }).take(120).collect();
        let names = (1..).map(|nth| match nth {
            1 => format!("{stem}{end}"),
            nth => format!("{stem}~{nth}{end}"),
        });
        let mut free = names.filter(|name| !self.names.contains(&name.to_lowercase()));
        free.next().unwrap_or_default() // there are more numbers than files
    }

    /// The files so far, in the order in which they were written.
    pub fn written(&self) -> &[Written] {
        &self.written
    }

    /// Writes the checksums of all files.
    ///
    /// # Errors
    /// The disk fails.
    pub fn sums(&mut self) -> Result<(), Failure> {
        let lines: String = self.written.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
        self.text(SUMS, &lines)
    }

    /// Gives it its name; the files, and what was in its place and could not be removed.
    ///
    /// # Errors
    /// Something took the name meanwhile, or the disk fails.
    pub fn keep(self) -> Result<(Vec<Written>, Option<PathBuf>), Failure> {
        let left = match self.place {
            Place::Folder(folder) => folder.keep()?,
            Place::Zip { fresh, zip } => {
                let failed = |e: &io::Error| Failure::file("write", &self.target, e);
                let buffer = zip.finish().map_err(|e| failed(&io::Error::other(e)))?;
                let file = buffer.into_inner().map_err(|e| failed(e.error()))?;
                fresh.keep(&file)?;
                None
            }
        };
        Ok((self.written, left))
    }
}

/// The files of an earlier export in `folder`; nothing where there are others.
fn earlier(folder: &Path) -> Option<Vec<OsString>> {
    let sums = std::fs::read_to_string(folder.join(SUMS)).ok()?;
    let listed: HashSet<&str> = sums.lines().filter_map(|line| line.get(66..)).chain([SUMS]).collect();
    let entries = std::fs::read_dir(folder).ok()?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.ok()?;
        let name = entry.file_name();
        if !entry.file_type().ok()?.is_file() || !listed.contains(name.to_str()?) {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

/// A table being written, row by row. The first failure of the disk ends it; it is told at the end.
pub struct Sheet<'a> {
    out: &'a mut dyn Write,
    failure: Option<io::Error>,
    rows: u64,
}

impl Sheet<'_> {
    /// Writes one row.
    pub fn row(&mut self, cells: &[Cell]) {
        self.rows += 1;
        self.put(cells);
    }

    fn put(&mut self, cells: &[Cell]) {
        if self.failure.is_none() {
            self.failure = self.out.write_all(render::csv_record(cells).as_bytes()).err();
        }
    }
}

/// Counts and digests what goes through.
struct Counted<W> {
    out: W,
    bytes: u64,
    hasher: Sha256,
}

impl<W: Write> Counted<W> {
    fn new(out: W) -> Self {
        Self { out, bytes: 0, hasher: Sha256::new() }
    }

    fn written(self, name: &str, rows: u64) -> Written {
        let digest: [u8; 32] = self.hasher.finalize().into();
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Written { name: name.to_owned(), bytes: self.bytes, rows: Some(rows), sha256 }
    }
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
