//! New files and folders that get their name only once they are whole and on the disk.
//!
//! What is written lies beside its target under a name that nobody knows, for its owner alone; links are not followed.
//! An existing target is refused, or with `--force` replaced in one step.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use super::failure::Failure;

/// A file being written.
pub struct FreshFile {
    target: PathBuf,
    temporary: PathBuf,
    replaces: bool,
}

impl FreshFile {
    /// Begins one beside `target`, and the file to write to.
    ///
    /// # Errors
    /// There is something with that name, and `force` is not given or cannot help; the folder cannot be written.
    pub fn create(target: &Path, force: bool) -> Result<(Self, File), Failure> {
        let replaces = may_take_file(target, force)?;
        for _ in 0..64 {
            let temporary = beside(target)?;
            match OpenOptions::new().write(true).read(true).create_new(true).mode(0o600).open(&temporary) {
                Ok(file) => return Ok((Self { target: target.to_owned(), temporary, replaces }, file)),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(failed("write", target, &e)),
            }
        }
        Err(no_name(target))
    }

    /// Gives the file its name, once it is on the disk.
    ///
    /// # Errors
    /// Something took the name meanwhile, or the disk fails.
    pub fn keep(self, file: &File) -> Result<(), Failure> {
        file.sync_all().map_err(|e| failed("write", &self.target, &e))?;
        let done = match self.replaces {
            true => fs::rename(&self.temporary, &self.target),
            false => without_replacing(&self.temporary, &self.target),
        };
        done.map_err(|e| named(&self.target, &e))?;
        sync_parent(&self.target);
        Ok(())
    }
}

impl Drop for FreshFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.temporary); // gone is what is wanted
    }
}

/// A folder being filled.
pub struct FreshFolder {
    target: PathBuf,
    temporary: PathBuf,
    folder: OwnedFd,
    names: Vec<String>,
    /// The files of the folder in whose place it comes; nothing where there is none.
    old: Option<Vec<OsString>>,
}

impl FreshFolder {
    /// Begins one beside `target`. `is_ours` tells the files of an existing folder that may go; nothing where it is
    /// none that may.
    ///
    /// # Errors
    /// There is something with that name, and `force` is not given or cannot help; the folder above cannot be written.
    pub fn create(
        target: &Path,
        force: bool,
        is_ours: impl FnOnce(&Path) -> Option<Vec<OsString>>,
    ) -> Result<Self, Failure> {
        let old = may_take_folder(target, force, is_ours)?;
        for _ in 0..64 {
            let temporary = beside(target)?;
            match DirBuilder::new().mode(0o700).create(&temporary) {
                Ok(()) => {}
                Err(e) if e.kind() == ErrorKind::AlreadyExists => continue,
                Err(e) => return Err(failed("write", target, &e)),
            }
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let folder = rustix::fs::open(&temporary, flags, Mode::empty());
            let folder = folder.map_err(|e| failed("write", target, &e.into()))?;
            return Ok(Self { target: target.to_owned(), temporary, folder, names: Vec::new(), old });
        }
        Err(no_name(target))
    }

    /// A new file in it.
    ///
    /// # Errors
    /// The disk fails, or there is one with that name.
    pub fn file(&mut self, name: &str) -> Result<File, Failure> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = rustix::fs::openat(self.folder.as_fd(), name, flags, Mode::RUSR | Mode::WUSR);
        let file = file.map_err(|e| failed("write", &self.target.join(name), &e.into()))?;
        self.names.push(name.to_owned());
        Ok(File::from(file))
    }

    /// Gives the folder its name, once all of it is on the disk. What was in its place and could not be removed is
    /// named.
    ///
    /// # Errors
    /// Something took the name meanwhile, or the disk fails.
    pub fn keep(mut self) -> Result<Option<PathBuf>, Failure> {
        rustix::fs::fsync(&self.folder).map_err(|e| failed("write", &self.target, &e.into()))?;
        let Some(old) = self.old.take() else {
            without_replacing(&self.temporary, &self.target).map_err(|e| named(&self.target, &e))?;
            self.names.clear(); // it has its name: nothing is to be cleared away
            sync_parent(&self.target);
            return Ok(None);
        };
        let aside = beside(&self.target)?;
        fs::rename(&self.target, &aside).map_err(|e| named(&self.target, &e))?;
        if let Err(e) = without_replacing(&self.temporary, &self.target) {
            let _ = fs::rename(&aside, &self.target); // back to how it was
            return Err(named(&self.target, &e));
        }
        self.names.clear();
        sync_parent(&self.target);
        old.iter().for_each(|name| drop(fs::remove_file(aside.join(name))));
        Ok(fs::remove_dir(&aside).err().map(|_| aside))
    }
}

impl Drop for FreshFolder {
    fn drop(&mut self) {
        for name in &self.names {
            let _ = rustix::fs::unlinkat(self.folder.as_fd(), name.as_str(), rustix::fs::AtFlags::empty());
        }
        let _ = fs::remove_dir(&self.temporary); // has another name where it was kept
    }
}

/// Whether a file is there to be replaced.
fn may_take_file(target: &Path, force: bool) -> Result<bool, Failure> {
    match target.symlink_metadata() {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(false),
        Err(e) => Err(failed("write", target, &e)),
        Ok(found) if found.is_file() && force => Ok(true),
        Ok(found) if found.is_file() => Err(taken(target).hinted("`--force` replaces it, or name another file")),
        Ok(_) => Err(Failure::refused(format!("`{}` is no plain file", target.display()))
            .hinted("name another file: links and folders are never replaced")),
    }
}

fn may_take_folder(
    target: &Path,
    force: bool,
    is_ours: impl FnOnce(&Path) -> Option<Vec<OsString>>,
) -> Result<Option<Vec<OsString>>, Failure> {
    let shown = target.display();
    match target.symlink_metadata() {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(failed("write", target, &e)),
        Ok(found) if !found.is_dir() => Err(Failure::refused(format!("`{shown}` is there and is no folder"))
            .hinted("name another folder, or a file that ends in `.zip`: links and files are never replaced")),
        Ok(_) if !force => Err(taken(target).hinted("name a new folder; `--force` replaces an earlier export")),
        Ok(_) => match is_ours(target) {
            Some(names) => Ok(Some(names)),
            None => Err(Failure::refused(format!("`{shown}` holds files that no export of infog wrote"))
                .hinted("`--force` replaces nothing but an earlier export; name another folder")),
        },
    }
}

fn taken(target: &Path) -> Failure {
    Failure::refused(format!("`{}` exists already", target.display()))
}

fn no_name(target: &Path) -> Failure {
    Failure::refused(format!("there is no free name beside `{}`", target.display()))
}

fn named(target: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory => {
            taken(target).because("somebody else made it meanwhile")
        }
        _ => failed("write", target, error),
    }
}

/// A folder above that is not there is what is missing, not the file.
fn failed(doing: &str, target: &Path, error: &io::Error) -> Failure {
    match (error.kind(), target.parent()) {
        (ErrorKind::NotFound, Some(above)) if !above.as_os_str().is_empty() && !above.exists() => {
            Failure::refused(format!("there is no folder `{}`", above.display())).hinted("make it first")
        }
        _ => Failure::file(doing, target, error),
    }
}

fn beside(target: &Path) -> Result<PathBuf, Failure> {
    let name = target.file_name().ok_or_else(|| Failure::refused(format!("`{}` names no file", target.display())))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{:016x}.new", fastrand::u64(..)));
    Ok(target.with_file_name(hidden))
}

#[cfg(target_os = "linux")]
fn without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // some disks know no such flag
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => by_steps(from, to),
        done => Ok(done?),
    }
}

#[cfg(not(target_os = "linux"))]
fn without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    by_steps(from, to)
}

/// Looks, then renames: a link or file that is there is never followed, for a rename does not.
fn by_steps(from: &Path, to: &Path) -> io::Result<()> {
    if to.symlink_metadata().is_ok() {
        return Err(io::Error::from(ErrorKind::AlreadyExists));
    }
    fs::rename(from, to)
}

fn sync_parent(target: &Path) {
    let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(parent) {
        let _ = folder.sync_all(); // the name survives a power cut where the disk can do it
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_file_has_its_name_when_it_is_whole_and_nobody_elses_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.zip");
        let (fresh, mut file) = FreshFile::create(&target, false).unwrap();
        file.write_all(b"one").unwrap();
        assert!(!target.exists());
        fresh.keep(&file).unwrap();
        assert_eq!((fs::read(&target).unwrap(), mode(&target)), (b"one".to_vec(), 0o600));
        assert!(FreshFile::create(&target, false).is_err());
        drop(FreshFile::create(&target, true).unwrap());
        assert_eq!(names(folder.path()), ["a.zip"]);
    }

    #[test]
    fn links_are_neither_followed_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (victim, link) = (folder.path().join("victim"), folder.path().join("link"));
        fs::write(&victim, "mine").unwrap();
        symlink(&victim, &link).unwrap();
        assert!(FreshFile::create(&link, true).is_err());
        assert!(FreshFolder::create(&link, true, |_| Some(Vec::new())).is_err());
        let (fresh, file) = FreshFile::create(&folder.path().join("new"), false).unwrap();
        symlink(&victim, folder.path().join("new")).unwrap(); // while it is being written
        assert!(fresh.keep(&file).is_err());
        assert_eq!(fs::read(&victim).unwrap(), b"mine");
        assert_eq!(names(folder.path()), ["link", "new", "victim"]);
    }

    #[test]
    fn a_folder_is_filled_aside_and_replaces_only_what_is_ours() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out");
        let fill = |force, ours: Option<Vec<OsString>>, text: &str| {
            let mut fresh = FreshFolder::create(&target, force, |_| ours)?;
            fresh.file("a")?.write_all(text.as_bytes()).unwrap();
            fresh.keep()
        };
        assert_eq!(fill(false, None, "one"), Ok(None));
        assert_eq!((mode(&target), mode(&target.join("a"))), (0o700, 0o600));
        assert!(fill(false, None, "two").is_err());
        assert!(fill(true, None, "two").is_err());
        assert_eq!(fs::read_to_string(target.join("a")).unwrap(), "one");
        assert_eq!(fill(true, Some(vec!["a".into()]), "two"), Ok(None));
        assert_eq!(fs::read_to_string(target.join("a")).unwrap(), "two");
        assert_eq!(names(folder.path()), ["out"]);
        let mut half = FreshFolder::create(&folder.path().join("half"), false, |_| None).unwrap();
        half.file("x").unwrap();
        assert!(half.file("x").is_err());
        drop(half);
        assert_eq!(names(folder.path()), ["out"]);
    }
}
