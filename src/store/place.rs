//! Where the file lies: who may read it, and how a new one comes into being.

use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::failure::StoreError;

const SETGID: u32 = 0o2000;

/// Something about the file that its owner should know; it goes on all the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Warning {
    /// Others on this host may read what is in it.
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file belongs to somebody else and is not shared on purpose.
    ForeignOwner {
        /// The file.
        path: PathBuf,
        /// Its owner's number.
        uid: u32,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exposed { path, mode } => write!(
                f,
                "{} can be read by others on this host (mode {mode:04o}); run `chmod 600 {}`, or share it on purpose with `infog init --group`",
                path.display(),
                path.display()
            ),
            Self::ForeignOwner { path, uid } => {
                write!(
                    f,
                    "{} belongs to another user (number {uid}); infog wrote it under another name",
                    path.display()
                )
            }
        }
    }
}

/// Looks at the file before SQLite does: its type, its rights, its owner, its disk.
///
/// # Errors
/// [`StoreError`] where it is missing, no file, empty, open to everybody, or on a network disk.
pub(super) fn inspect(path: &Path) -> Result<Vec<Warning>, StoreError> {
    let found = fs::metadata(path).map_err(|e| unreachable(path, &e))?;
    let kind = found.file_type();
    if kind.is_dir() || kind.is_fifo() || kind.is_socket() || kind.is_char_device() || kind.is_block_device() {
        return Err(StoreError::NoFile { path: path.to_owned() });
    }
    if found.mode() & 0o002 != 0 {
        return Err(StoreError::WorldWritable { path: path.to_owned() });
    }
    if found.len() == 0 {
        return Err(StoreError::NotInfog { path: path.to_owned() });
    }
    refuse_network(path)?;
    Ok(warnings(path, &found))
}

pub(super) fn unreachable(path: &Path, err: &io::Error) -> StoreError {
    let path = path.to_owned();
    match err.kind() {
        ErrorKind::NotFound => StoreError::Missing { path },
        ErrorKind::PermissionDenied => StoreError::NoRight { path },
        _ => StoreError::Disk { path, text: err.to_string() },
    }
}

fn warnings(path: &Path, found: &fs::Metadata) -> Vec<Warning> {
    let shared = is_shared(path, found);
    let open_to = if shared { 0o007 } else { 0o077 };
    let mut all = Vec::new();
    if found.mode() & open_to != 0 {
        all.push(Warning::Exposed { path: path.to_owned(), mode: found.mode() & 0o7777 });
    }
    let me = rustix::process::geteuid().as_raw();
    if !shared && found.uid() != me && me != 0 {
        all.push(Warning::ForeignOwner { path: path.to_owned(), uid: found.uid() });
    }
    all
}

/// Shared on purpose: its folder hands its group on, and the file has that group.
fn is_shared(path: &Path, found: &fs::Metadata) -> bool {
    let folder = folder_of(path);
    fs::metadata(folder).is_ok_and(|f| f.mode() & SETGID != 0 && f.gid() == found.gid())
}

/// The folder that holds `path`.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// File systems on which locks and shared memory do not hold across hosts.
#[cfg(target_os = "linux")]
fn refuse_network(path: &Path) -> Result<(), StoreError> {
    let Ok(found) = rustix::fs::statfs(path) else { return Ok(()) };
    #[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation)] // magic numbers have 32 bits
    let kind = match found.f_type as u32 {
        0x0000_6969 => "NFS",
        0x0000_517b | 0xff53_4d42 | 0xfe53_4d42 => "SMB",
        0x5346_414f | 0x6b41_4653 => "AFS",
        0x7375_7245 => "Coda",
        0x00c3_6400 => "Ceph",
        0x0bd0_0bd0 => "Lustre",
        0x4750_4653 => "GPFS",
        0x7461_636f => "OCFS2",
        0x0116_1970 => "GFS2",
        0x6573_5546 if is_sshfs(path) => "sshfs",
        _ => return Ok(()),
    };
    Err(StoreError::NetworkFolder { path: path.to_owned(), kind })
}

#[cfg(not(target_os = "linux"))]
fn refuse_network(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// FUSE carries local disks too; only the table of mounts says which.
#[cfg(target_os = "linux")]
fn is_sshfs(path: &Path) -> bool {
    let (Ok(mounts), Ok(path)) = (fs::read_to_string("/proc/self/mounts"), path.canonicalize()) else { return false };
    let fields = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    });
    let nearest = fields.filter(|(point, _)| path.starts_with(point)).max_by_key(|(point, _)| point.len());
    nearest.is_some_and(|(_, kind)| kind == "fuse.sshfs")
}

/// Makes the folder of `path`, for its owner alone.
///
/// # Errors
/// [`StoreError::Folder`].
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let folder = folder_of(path);
    if folder.is_dir() {
        return Ok(());
    }
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|e| StoreError::Folder { folder: folder.to_owned(), text: e.to_string() })
}

/// An empty file under a name that nobody else has, beside `path`; it goes away when dropped.
pub(super) struct Scaffold {
    path: PathBuf,
}

impl Scaffold {
    /// Makes it for its owner alone, whatever the umask says.
    ///
    /// # Errors
    /// [`StoreError`] where the folder does not let us.
    pub(super) fn beside(path: &Path) -> Result<Self, StoreError> {
        refuse_network(folder_of(path))?;
        Self::for_copy(path)
    }

    /// As [`Scaffold::beside`], for a copy that nobody works in: a network disk will do.
    ///
    /// # Errors
    /// [`StoreError`] where the folder does not let us.
    pub(super) fn for_copy(path: &Path) -> Result<Self, StoreError> {
        for _ in 0..64 {
            let new = name_beside(path);
            match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new) {
                Ok(_) => return Ok(Self { path: new }),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(refused(path, &e)),
            }
        }
        Err(StoreError::Disk { path: path.to_owned(), text: "no free name beside it".to_owned() })
    }

    /// Its name for now.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the finished file its name, unless another process was faster: then its file counts and ours goes.
    /// Whether ours counts.
    ///
    /// # Errors
    /// [`StoreError`] where the folder does not let us.
    pub(super) fn put_at(self, path: &Path) -> Result<bool, StoreError> {
        match link(&self.path, path) {
            Ok(()) => {
                sync_folder(path);
                Ok(true)
            }
            Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(e) => Err(refused(path, &e)),
        }
    }
}

impl Scaffold {
    /// Puts the finished file in the place of what `path` names, in one step.
    ///
    /// # Errors
    /// [`StoreError`] where the folder does not let us.
    pub(super) fn replace(self, path: &Path) -> Result<(), StoreError> {
        fs::rename(&self.path, path).map_err(|e| refused(path, &e))?;
        sync_folder(path);
        Ok(())
    }

    /// Makes sure that the finished file is on the disk.
    ///
    /// # Errors
    /// [`StoreError`] where the disk fails.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        File::open(&self.path).and_then(|file| file.sync_all()).map_err(|e| refused(&self.path, &e))
    }
}

impl Drop for Scaffold {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.path.clone().into_os_string();
            name.push(suffix);
            let _ = fs::remove_file(name); // gone is what is wanted
        }
    }
}

/// `path` with letters after its name: `infog.db-wal`.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Gives `path`, and its journal if it has one, a second name that nobody has: `infog.db.before-restore`.
///
/// # Errors
/// [`StoreError`] where the folder does not let us.
pub(super) fn link_aside(path: &Path) -> Result<PathBuf, StoreError> {
    for nth in 1..=10_000 {
        let aside = aside_name(path, nth);
        match fs::hard_link(path, &aside).or_else(|e| copied(path, &aside, e)) {
            Ok(()) => {
                let _ = fs::hard_link(with_suffix(path, "-wal"), with_suffix(&aside, "-wal")); // where there is one
                return Ok(aside);
            }
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(refused(path, &e)),
        }
    }
    Err(StoreError::Exists { path: aside_name(path, 1) })
}

/// Some disks have no hard links.
fn copied(path: &Path, aside: &Path, err: io::Error) -> io::Result<()> {
    if err.kind() == ErrorKind::AlreadyExists || aside.symlink_metadata().is_ok() {
        return Err(io::Error::from(ErrorKind::AlreadyExists));
    }
    fs::copy(path, aside).map(drop)
}

/// `infog.db.before-restore`, then `infog.db.before-restore.2`.
pub(super) fn aside_name(path: &Path, nth: u32) -> PathBuf {
    let number = if nth > 1 { format!(".{nth}") } else { String::new() };
    with_suffix(path, &format!(".before-restore{number}"))
}

/// Removes what SQLite keeps beside a file.
pub(super) fn remove_journal(path: &Path) {
    for suffix in ["-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(with_suffix(path, suffix)); // gone is what is wanted
    }
}

fn name_beside(path: &Path) -> PathBuf {
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{own}.{:016x}.new", fastrand::u64(..)))
}

/// A hard link never replaces; some disks have none, and there a rename that never replaces does it.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => rename_without_replacing(from, to).map_err(|_| e),
        done => done,
    }
}

#[cfg(target_os = "linux")]
fn rename_without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(target_os = "linux"))]
fn rename_without_replacing(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::Error::from(ErrorKind::Unsupported))
}

fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all(); // the name survives a power cut where the disk can do it
    }
}

pub(super) fn refused(path: &Path, err: &io::Error) -> StoreError {
    let path = path.to_owned();
    match err.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => StoreError::Full { path },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::FolderNotWritable { path },
        ErrorKind::NotFound => {
            StoreError::Folder { folder: folder_of(&path).to_owned(), text: "it does not exist".to_owned() }
        }
        _ => StoreError::Disk { path, text: err.to_string() },
    }
}

/// The number of a group, by its name in `/etc/group` or as a number.
///
/// # Errors
/// [`StoreError::NoGroup`].
pub(super) fn group_number(name: &str) -> Result<u32, StoreError> {
    let listed = fs::read_to_string("/etc/group").unwrap_or_default();
    let found = listed.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == name).then(|| fields.nth(1)?.parse().ok())?
    });
    found.or_else(|| name.parse().ok()).ok_or_else(|| StoreError::NoGroup(name.to_owned()))
}

/// Opens the folder of `path` to the group: files made there get the group, and its members may write.
///
/// # Errors
/// [`StoreError::Folder`] where the folder is not ours or the group not one of ours.
pub(super) fn share_folder(path: &Path, group: u32) -> Result<(), StoreError> {
    let folder = folder_of(path);
    give(folder, group, 0o2770).map_err(|e| StoreError::Folder { folder: folder.to_owned(), text: e.to_string() })
}

/// Whether the file is the group's to read and write.
///
/// # Errors
/// [`StoreError`] where the file cannot be looked at.
pub(super) fn is_shared_with(path: &Path, group: u32) -> Result<bool, StoreError> {
    let found = fs::metadata(path).map_err(|e| refused(path, &e))?;
    Ok(found.gid() == group && found.mode() & 0o060 == 0o060)
}

/// Opens the file itself to the group.
///
/// # Errors
/// [`StoreError`] where the group is not one of ours.
pub(super) fn share_file(path: &Path, group: u32) -> Result<(), StoreError> {
    give(path, group, 0o660).map_err(|e| refused(path, &e))
}

fn give(path: &Path, group: u32, mode: u32) -> io::Result<()> {
    std::os::unix::fs::chown(path, None, Some(group))?;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}
