//! Writing ahead: what a long transaction has put into the journal so far goes to the disk while the rest is made.

use std::fs::File;
use std::path::Path;
use std::sync::mpsc::{self, SyncSender};
use std::thread::{self, JoinHandle};

/// A thread that has a journal written to the disk, whenever it is asked to.
///
/// It promises nothing: a commit still waits for all that it wrote, which is less then. An error that this thread meets
/// is met again by SQLite, whose own handle of the file is told, too.
pub(super) struct Ahead {
    ask: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Ahead {
    /// Of the journal at `path`. It holds no locks: those are on the files beside it, which must not be opened here,
    /// because closing a second handle of a file gives up the locks of the first one.
    pub(super) fn of(journal: &Path) -> std::io::Result<Self> {
        let file = File::open(journal)?;
        let (ask, asked) = mpsc::sync_channel(1);
        let write = move || asked.iter().for_each(|()| drop(file.sync_data()));
        let thread = thread::Builder::new().name("writes ahead".to_owned()).spawn(write)?;
        Ok(Self { ask: Some(ask), thread: Some(thread) })
    }

    /// Asks for it; does not wait.
    pub(super) fn ask(&self) {
        if let Some(ask) = &self.ask {
            let _ = ask.try_send(()); // it has to write already
        }
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.ask = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // it has nothing to tell
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_with_its_owner_however_often_it_was_asked() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("infog.db-wal");
        assert!(Ahead::of(&journal).is_err());
        std::fs::write(&journal, "frames").unwrap();
        let ahead = Ahead::of(&journal).unwrap();
        (0..100).for_each(|_| ahead.ask());
        drop(ahead);
        assert_eq!(std::fs::read(&journal).unwrap(), b"frames");
    }
}
