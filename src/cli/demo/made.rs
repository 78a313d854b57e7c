//! How far a demo's database went when it was made: what lies beyond was recorded by somebody who works in it.

use std::fs;
use std::path::Path;

use super::Failure;
use crate::store::{Options, Store, chain};

/// Where it is kept, beside the database.
pub const FILE: &str = "demo.head";
/// What it says until the demo is whole.
const BEGUN: &str = "begun\n";

/// Nothing but a demo that was cut short has this note.
///
/// # Errors
/// It cannot be written.
pub fn begun(folder: &Path) -> Result<(), Failure> {
    note(folder, BEGUN)
}

/// Keeps where the log ends.
///
/// # Errors
/// It cannot be read, or the note not written.
pub fn done(folder: &Path) -> Result<(), Failure> {
    let head = head(folder)?;
    note(folder, &head)
}

/// That an earlier demo in `folder` may go: nothing was recorded in it.
///
/// # Errors
/// Something was, or nobody can tell.
pub fn is_untouched(folder: &Path) -> Result<(), Failure> {
    if !folder.join("infog.db").exists() {
        return Ok(());
    }
    let noted = fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    if noted == BEGUN || head(folder).is_ok_and(|head| head == noted) {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "the demo of `{}` may hold what somebody recorded since it was made",
        folder.display()
    ))
    .hinted("make another one elsewhere with `infog demo --dir FOLDER`")
    .hinted("or lose what was recorded there: `infog demo --replace`"))
}

fn note(folder: &Path, text: &str) -> Result<(), Failure> {
    let path = folder.join(FILE);
    fs::write(&path, text).map_err(|e| Failure::file("write", &path, &e))
}

fn head(folder: &Path) -> Result<String, Failure> {
    let mut store = Store::open(&folder.join("infog.db"), &Options { create: false, ..Options::default() })?;
    let head = store.read(|db| Ok::<_, Failure>(chain::head(db)?))?;
    Ok(format!("{}:{}\n", head.position, head.hash))
}
