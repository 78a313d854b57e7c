//! What can go wrong with the file, in words that name the path and the way out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::db::{DbErr, Kind};

/// The database cannot be used, or refused. [`StoreError::exit_code`] is the exit of the command.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[allow(missing_docs)] // the sentences say what the fields are
pub enum StoreError {
    #[error(
        "another infog is writing to {}; waited {} s and nothing was changed; try again, or look for an infog that hangs",
        path.display(),
        waited.as_secs()
    )]
    Busy { path: PathBuf, waited: Duration },

    #[error(
        "{} is damaged ({text}); keep it as it is",
        path.display()
    )]
    Damaged { path: PathBuf, text: String },

    #[error("{} is not an infog database; name another file with `--db`, or move it away and run `infog init`", path.display())]
    NotInfog { path: PathBuf },

    #[error(
        "{} was written by infog {written_by} (schema {found}); this infog reads up to schema {known}; use infog {written_by} or newer",
        path.display()
    )]
    Newer { path: PathBuf, found: u32, known: u32, written_by: String },

    #[error("no space left on the disk that holds {}; nothing was changed; free some space and try again", path.display())]
    Full { path: PathBuf },

    #[error("{} is read-only; nothing was changed; give yourself the right to write it (`chmod u+w`)", path.display())]
    ReadOnly { path: PathBuf },

    #[error(
        "the folder of {} is not writable; SQLite needs it even for reading; make it writable, or copy the file and use `--db COPY`",
        path.display()
    )]
    FolderNotWritable { path: PathBuf },

    #[error("no right to open {}; it belongs to somebody else; ask its owner, or see `infog init --group`", path.display())]
    NoRight { path: PathBuf },

    #[error("{} does not exist; name another with `--db`, or create it", path.display())]
    Missing { path: PathBuf },

    #[error("the folder {} cannot be made: {text}", folder.display())]
    Folder { folder: PathBuf, text: String },

    #[error("{} is no file; name a file with `--db`", path.display())]
    NoFile { path: PathBuf },

    #[error("{} may be written by everybody on this host; take that right away with `chmod o-w {}`", path.display(), path.display())]
    WorldWritable { path: PathBuf },

    #[error(
        "{} lies on a network file system ({kind}), where SQLite loses data; use a local disk and keep backups on the network",
        path.display()
    )]
    NetworkFolder { path: PathBuf, kind: &'static str },

    #[error("the group `{0}` does not exist on this host; see `/etc/group`")]
    NoGroup(String),

    #[error("{} already exists; nothing was changed", path.display())]
    Exists { path: PathBuf },

    #[error("{} is not sound: {first}; nothing was written; run `infog verify --db {}`", path.display(), path.display())]
    Unsound { path: PathBuf, first: String },

    #[error("{} is the database itself; name another file", path.display())]
    Itself { path: PathBuf },

    #[error(
        "{} has a journal beside it ({}-wal): somebody works in it; make a backup of it with `infog --db {} backup FILE`",
        path.display(),
        path.display(),
        path.display()
    )]
    InUse { path: PathBuf },

    #[error(
        "{} ends at event {found} and the database at event {held}: what was recorded in between would be set aside; nothing was changed; add `--force` to do so",
        path.display()
    )]
    OlderHead { path: PathBuf, found: i64, held: i64 },

    #[error(
        "{} does not go on from the database: its event {at} is another one; nothing was changed; add `--force` to set the database aside all the same",
        path.display()
    )]
    OtherHistory { path: PathBuf, at: i64 },

    #[error("the disk that holds {} failed ({text}); check it", path.display())]
    Disk { path: PathBuf, text: String },

    #[error("the value is refused by {}: {text}; nothing was changed", path.display())]
    Refused { path: PathBuf, text: String },

    #[error(
        "this infog was built with SQLite {found}; {needed} or newer is needed; build it again with the bundled one"
    )]
    OldEngine { found: String, needed: &'static str },

    #[error("infog asked {} for something wrong: {text}; nothing was changed; please report it", path.display())]
    Fault { path: PathBuf, text: String },
}

impl StoreError {
    /// The exit of the command: 1 refused, 4 busy, 5 not usable, 6 no space or no right, 70 a fault of infog.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Refused { .. }
            | Self::Exists { .. }
            | Self::Itself { .. }
            | Self::InUse { .. }
            | Self::OlderHead { .. }
            | Self::OtherHistory { .. }
            | Self::NoGroup(_) => 1,
            Self::Busy { .. } => 4,
            Self::Damaged { .. } | Self::Unsound { .. } | Self::NotInfog { .. } | Self::Newer { .. } => 5,
            Self::Full { .. }
            | Self::ReadOnly { .. }
            | Self::FolderNotWritable { .. }
            | Self::NoRight { .. }
            | Self::Missing { .. }
            | Self::Folder { .. }
            | Self::NoFile { .. }
            | Self::WorldWritable { .. }
            | Self::NetworkFolder { .. }
            | Self::Disk { .. } => 6,
            Self::OldEngine { .. } | Self::Fault { .. } => 70,
        }
    }

    /// What `err` means for the file at `path`, after waiting for `waited`.
    #[must_use]
    pub fn from_db(err: DbErr, path: &Path, waited: Duration) -> Self {
        let path = path.to_owned();
        let text = err.text;
        match err.kind {
            Kind::Retry => Self::Busy { path, waited },
            Kind::Full => Self::Full { path },
            Kind::ReadOnly => Self::ReadOnly { path },
            Kind::FolderReadOnly => Self::FolderNotWritable { path },
            Kind::Unreachable => unreachable_file(path, text),
            Kind::Disk => Self::Disk { path, text },
            Kind::Damaged => Self::Damaged { path, text },
            Kind::Foreign => Self::NotInfog { path },
            Kind::Check | Kind::NotNull | Kind::Unique | Kind::ForeignKey => Self::Refused { path, text },
            Kind::TooNew | Kind::Other => Self::Fault { path, text },
        }
    }
}

impl DbErr {
    /// As [`StoreError::exit_code`], for an error that has not passed a door of the store.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        StoreError::from_db(self.clone(), Path::new("the database"), Duration::ZERO).exit_code()
    }
}

/// SQLite says only "unable to open": the file system says why.
fn unreachable_file(path: PathBuf, text: String) -> StoreError {
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    match std::fs::metadata(&path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => StoreError::Missing { path },
        Err(e) if e.kind() == std::io::ErrorKind::PermissionDenied => StoreError::NoRight { path },
        Err(e) => StoreError::Disk { path, text: e.to_string() },
        Ok(found) if found.is_dir() => StoreError::NoFile { path },
        Ok(_) if std::fs::File::open(&path).is_err() => StoreError::NoRight { path },
        Ok(_) if rustix::fs::access(&folder, rustix::fs::Access::WRITE_OK).is_err() => {
            StoreError::FolderNotWritable { path }
        }
        Ok(_) => StoreError::Disk { path, text },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite;

    /// Result code, exit, a piece of the sentence that only this cause has.
    const SAID: [(i32, u8, &str); 42] = [
        (1, 70, "something wrong"),
        (2, 70, "something wrong"),
        (3, 6, "does not exist"),
        (4, 70, "something wrong"),
        (5, 4, "another infog is writing"),
        (6, 4, "another infog is writing"),
        (7, 70, "something wrong"),
        (8, 6, "is read-only"),
        (9, 70, "something wrong"),
        (10, 6, "failed"),
        (11, 5, "is damaged"),
        (12, 70, "something wrong"),
        (13, 6, "no space left"),
        (14, 6, "does not exist"),
        (15, 4, "another infog is writing"),
        (17, 5, "is damaged"),
        (18, 1, "the value is refused"),
        (19, 1, "the value is refused"),
        (20, 1, "the value is refused"),
        (21, 70, "something wrong"),
        (22, 6, "failed"),
        (23, 70, "something wrong"),
        (25, 70, "something wrong"),
        (26, 5, "is not an infog database"),
        (261, 4, "another infog is writing"),
        (517, 4, "another infog is writing"),
        (1544, 6, "the folder of"),
        (776, 6, "is read-only"),
        (266, 6, "failed"),
        (522, 5, "is damaged"),
        (778, 6, "no space left"),
        (1034, 6, "failed"),
        (4874, 6, "no space left"),
        (5386, 6, "failed"),
        (8458, 5, "is damaged"),
        (779, 5, "is damaged"),
        (526, 6, "does not exist"),
        (2067, 1, "the value is refused"),
        (1555, 1, "the value is refused"),
        (787, 1, "the value is refused"),
        (1299, 1, "the value is refused"),
        (275, 1, "the value is refused"),
    ];

    #[test]
    fn every_result_code_has_its_sentence_advice_and_exit() {
        for (code, exit, said) in SAID {
            let kind = sqlite::kind_of(code);
            let path = Path::new("/nowhere/infog.db");
            let error = StoreError::from_db(DbErr::new(kind, "as SQLite says"), path, Duration::from_secs(30));
            let sentence = error.to_string();
            assert_eq!(error.exit_code(), exit, "{code}: {sentence}");
            assert!(sentence.contains(said) && sentence.contains("/nowhere/infog.db"), "{code}: {sentence}");
            assert!(sentence.contains("; "), "{code} has no advice: {sentence}");
        }
    }
}
