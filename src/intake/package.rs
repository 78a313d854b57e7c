//! An export of one client, as a folder or an archive: what it holds, and whether it is still what was written.
//!
//! Only files that the checksums list are read, each is a plain file of the folder itself, and an archive is measured
//! before anything of it is unpacked, within the caps of workbooks but for its size.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::workbook::{BadWorkbook, Caps, check_archive};
use crate::domain::date::clipped;

/// The lines of the log.
pub const LINES: &str = "events.jsonl";
/// The list of checksums, as `sha256sum -c` reads them.
pub const SUMS: &str = "SHA256SUMS";
/// An archive of more bytes is not read.
const LARGEST: u64 = 512 << 20;
/// A list of checksums of more bytes is not read.
const LONGEST_LIST: u64 = 1 << 20;
/// What an archive may unpack to: 4 GiB, and a hundred times its size.
const CAPS: Caps = Caps { unpacked_bytes: 4 << 30, ..Caps::USUAL };

/// The export is not read.
#[derive(Debug, thiserror::Error)]
pub enum BadPackage {
    /// Neither folder nor archive.
    #[error("it is neither a folder nor a zip archive that `infog export` wrote")]
    Neither,
    /// The archive cannot be read.
    #[error("the archive cannot be read ({0}); is it whole?")]
    Archive(String),
    /// The archive is too large.
    #[error("the archive has more than {allowed} bytes, packed or unpacked; unpack it and import the folder")]
    TooLarge {
        /// At most.
        allowed: u64,
    },
    /// The archive unpacks to far more than an honest one.
    #[error(
        "the archive of {packed} bytes unpacks to more than {ratio} times its size, as no honest one does; it is not read"
    )]
    Bomb {
        /// Its size.
        packed: u64,
        /// At most.
        ratio: u64,
    },
    /// A file is missing.
    #[error("`{0}` is missing")]
    Missing(String),
    /// A file is a link, a folder, a pipe.
    #[error("`{0}` is no plain file; links are not followed")]
    NoFile(String),
    /// A line of the list of checksums.
    #[error("{SUMS}, line {line}: {why}")]
    Sums {
        /// From 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// A file is not what was written.
    #[error("{SUMS}, line {line}: `{name}` is not what was exported: it was changed or damaged since")]
    Changed {
        /// From 1.
        line: usize,
        /// The file.
        name: String,
    },
    /// The disk fails.
    #[error("`{name}` cannot be read: {error}")]
    Disk {
        /// The file.
        name: String,
        /// Why.
        error: io::Error,
    },
}

impl From<BadWorkbook> for BadPackage {
    fn from(bad: BadWorkbook) -> Self {
        match bad {
            BadWorkbook::TooLarge { allowed } => Self::TooLarge { allowed },
            BadWorkbook::Bomb { packed, ratio } => Self::Bomb { packed, ratio },
            other => Self::Archive(clipped(&other.to_string())),
        }
    }
}

enum Place {
    Folder(PathBuf),
    Archive(Vec<u8>),
}

/// An export whose checksums hold.
pub struct Package {
    place: Place,
    sums: Vec<(String, String)>,
}

impl Package {
    /// Opens an export and compares every file with its checksum.
    ///
    /// # Errors
    /// [`BadPackage`]: it is none, or not what was written.
    pub fn open(path: &Path) -> Result<Self, BadPackage> {
        let disk = |error| BadPackage::Disk { name: path.display().to_string(), error };
        let found = std::fs::metadata(path).map_err(disk)?;
        let place = if found.is_dir() {
            Place::Folder(path.to_owned())
        } else if found.is_file() {
            Place::Archive(archive(path, found.len())?)
        } else {
            return Err(BadPackage::Neither);
        };
        let mut package = Self { place, sums: Vec::new() };
        let mut list = String::new();
        let read = package.with(SUMS, |input| input.take(LONGEST_LIST).read_to_string(&mut list));
        read?.map_err(|error| BadPackage::Disk { name: SUMS.to_owned(), error })?;
        package.sums = sums(&list)?;
        package.compare()?;
        Ok(package)
    }

    fn compare(&self) -> Result<(), BadPackage> {
        for (line, (name, sum)) in (1..).zip(&self.sums) {
            let found = self.with(name, digest)?;
            let found = found.map_err(|error| BadPackage::Disk { name: name.clone(), error })?;
            if found != *sum {
                return Err(BadPackage::Changed { line, name: name.clone() });
            }
        }
        Ok(())
    }

    /// The checksum of a file that is listed.
    ///
    /// # Errors
    /// [`BadPackage::Missing`].
    pub fn sum(&self, name: &str) -> Result<&str, BadPackage> {
        let found = self.sums.iter().find(|(listed, _)| listed == name);
        found.map(|(_, sum)| sum.as_str()).ok_or_else(|| BadPackage::Missing(name.to_owned()))
    }

    /// Reads one file from its beginning.
    ///
    /// # Errors
    /// [`BadPackage`]: it is missing, or no plain file.
    pub fn with<T>(&self, name: &str, read: impl FnOnce(&mut dyn Read) -> T) -> Result<T, BadPackage> {
        match &self.place {
            Place::Folder(folder) => Ok(read(&mut BufReader::new(plain_file(folder, name)?))),
            Place::Archive(bytes) => {
                let unread = |e: zip::result::ZipError| BadPackage::Archive(clipped(&e.to_string()));
                let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(unread)?;
                let Some(index) = archive.index_for_name(name) else {
                    return Err(BadPackage::Missing(name.to_owned()));
                };
                let mut file = archive.by_index(index).map_err(unread)?;
                if !file.is_file() || file.is_symlink() {
                    return Err(BadPackage::NoFile(name.to_owned()));
                }
                Ok(read(&mut file))
            }
        }
    }
}

/// The bytes of an archive that is worth unpacking.
fn archive(path: &Path, size: u64) -> Result<Vec<u8>, BadPackage> {
    let disk = |error| BadPackage::Disk { name: path.display().to_string(), error };
    if size > LARGEST {
        return Err(BadPackage::TooLarge { allowed: LARGEST });
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(disk)?.take(LARGEST).read_to_end(&mut bytes).map_err(disk)?;
    if !super::workbook::is_archive(&bytes) {
        return Err(BadPackage::Neither);
    }
    check_archive(&bytes, &CAPS)?;
    Ok(bytes)
}

/// Nothing is followed out of the folder, and nothing that never ends is waited for.
fn plain_file(folder: &Path, name: &str) -> Result<File, BadPackage> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(folder.join(name), flags, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(rustix::io::Errno::NOENT) => return Err(BadPackage::Missing(name.to_owned())),
        Err(rustix::io::Errno::LOOP) => return Err(BadPackage::NoFile(name.to_owned())),
        Err(error) => return Err(BadPackage::Disk { name: name.to_owned(), error: error.into() }),
    };
    match file.metadata() {
        Ok(found) if found.is_file() => Ok(file),
        Ok(_) => Err(BadPackage::NoFile(name.to_owned())),
        Err(error) => Err(BadPackage::Disk { name: name.to_owned(), error }),
    }
}

/// Names of files and their checksums, as `sha256sum` writes them. A name leads nowhere but into the folder itself.
fn sums(list: &str) -> Result<Vec<(String, String)>, BadPackage> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut seen = HashSet::new();
    for (line, text) in (1..).zip(list.lines()) {
        let wrong = |why: &str| BadPackage::Sums { line, why: why.to_owned() };
        let (sum, name) = text.split_once("  ").ok_or_else(|| wrong("this is no checksum with the name of a file"))?;
        if sum.len() != 64 || !sum.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()) {
            return Err(wrong("this is no SHA-256"));
        }
        let harmless = |c: char| c.is_ascii_alphanumeric() || ['-', '_', '.', '~'].contains(&c);
        if name.is_empty() || name.starts_with('.') || !name.chars().all(harmless) {
            return Err(wrong(&format!("`{}` is no name that an export gives to a file", clipped(name))));
        }
        if !seen.insert(name) {
            return Err(wrong(&format!("`{name}` is listed twice")));
        }
        found.push((name.to_owned(), sum.to_owned()));
    }
    if found.is_empty() {
        return Err(BadPackage::Sums { line: 1, why: "the list is empty".to_owned() });
    }
    Ok(found)
}

fn digest(input: &mut dyn Read) -> io::Result<String> {
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = input.read(&mut buffer)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
        hasher.update(part);
    }
    let digest: [u8; 32] = hasher.finalize().into();
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn folder(list: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), "abc").unwrap();
        std::fs::write(folder.path().join(SUMS), list).unwrap();
        folder
    }

    fn refused(list: &str) -> String {
        Package::open(folder(list).path()).err().unwrap().to_string()
    }

    #[test]
    fn a_folder_is_read_when_its_checksums_hold() {
        let folder = folder(&format!("{ABC}  a.csv\n"));
        let package = Package::open(folder.path()).unwrap();
        assert_eq!(package.sum("a.csv").unwrap(), ABC);
        assert!(matches!(package.sum("b.csv"), Err(BadPackage::Missing(_))));
        let mut text = String::new();
        package.with("a.csv", |input| input.read_to_string(&mut text)).unwrap().unwrap();
        assert_eq!(text, "abc");
        std::fs::write(folder.path().join("a.csv"), "abd").unwrap();
        let changed = Package::open(folder.path()).err().unwrap();
        assert!(matches!(changed, BadPackage::Changed { line: 1, .. }), "{changed}");
    }

    #[test]
    fn names_lead_nowhere_else() {
        for name in ["../a.csv", "/etc/passwd", "x/a.csv", "..", ".hidden", "a b", "", "a\u{202e}b"] {
            assert!(refused(&format!("{ABC}  a.csv\n{ABC}  {name}\n")).starts_with("SHA256SUMS, line 2: "), "{name:?}");
        }
        assert!(refused("").contains("empty"));
        assert!(refused("x  a.csv\n").contains("SHA-256"));
        assert!(refused(&format!("{ABC}  a.csv\n{ABC}  a.csv\n")).contains("twice"));
        assert!(refused(&format!("{ABC}  b.csv\n")).contains("missing"));
    }

    #[test]
    fn links_and_pipes_are_not_read() {
        let folder = folder(&format!("{ABC}  b.csv\n"));
        std::os::unix::fs::symlink(folder.path().join("a.csv"), folder.path().join("b.csv")).unwrap();
        assert!(matches!(Package::open(folder.path()), Err(BadPackage::NoFile(_))));
    }

    #[test]
    fn a_bomb_and_what_is_no_archive_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bomb.zip");
        let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
        zip.start_file(SUMS, zip::write::SimpleFileOptions::default()).unwrap();
        let zeros = vec![0; 1 << 20];
        (0..64).for_each(|_| zip.write_all(&zeros).unwrap());
        zip.finish().unwrap();
        assert!(matches!(Package::open(&path), Err(BadPackage::Bomb { .. })));
        std::fs::write(&path, "no archive").unwrap();
        assert!(matches!(Package::open(&path), Err(BadPackage::Neither)));
    }
}
