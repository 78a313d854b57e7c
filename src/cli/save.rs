//! Writing a file whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::failure::Failure;

/// Writes `bytes` beside `path` and renames the whole into place; folders are made. A new file is readable by its
/// owner alone, an existing one keeps its rights. A symbolic link is followed to the file that it names.
///
/// # Errors
/// The folder or the file cannot be written; an existing file is then as before.
pub fn whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder_of_its_own(folder)?;
    let (temporary, mut file) = create_beside(path)?;
    let done = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| keep_rights(path, &file));
    let done = done.and_then(|()| fs::rename(&temporary, path));
    done.map_err(|e| {
        let _ = fs::remove_file(&temporary); // the first error is the one to tell
        Failure::file("write", path, &e)
    })
}

/// Makes `folder` and what is missing above it, readable by the owner alone.
///
/// # Errors
/// It cannot be made.
pub fn folder_of_its_own(folder: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|e| Failure::file("write", folder, &e))
}

fn create_beside(path: &Path) -> Result<(PathBuf, File), Failure> {
    let name = path.file_name().ok_or_else(|| Failure::refused(format!("`{}` names no file", path.display())))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for attempt in 0..100 {
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}-{attempt}.tmp", std::process::id()));
        let temporary = path.with_file_name(hidden);
        match options.open(&temporary) {
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Failure::file("write", path, &e)),
            Ok(file) => return Ok((temporary, file)),
        }
    }
    Err(Failure::refused(format!("the folder of `{}` is full of left-over temporary files", path.display())))
}

fn keep_rights(path: &Path, file: &File) -> std::io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) => file.set_permissions(metadata.permissions()),
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/config.toml");
        whole(&path, b"one").unwrap();
        whole(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(whole(folder.path(), b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
