//! `infog backup`.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::context::{Answer, Ctx};
use super::failure::{Exit, Failure, Outcome};
use super::verify::{noted, watched};
use crate::domain::calendar::Zone;
use crate::locale::Locale;
use crate::report::page::{Cell, Facts, Page};
use crate::store::StoreError;
use crate::store::backup::{Copied, Existing};

/// Copy the database to a file, checked before it gets its name
///
/// Safe while others write: the copy is the database at one instant. It is checked as `infog verify` checks, readable by
/// you alone, and its size, SHA-256 and head are printed: note the head elsewhere. Into a folder, the name bears the
/// instant: `infog-20260701T070000Z.db`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog backup /mnt/usb/infog.db
  infog backup /srv/backup/ --keep 14        keeps the 14 newest that it made there
  infog backup . --json | jq -r .head")]
pub struct Args {
    /// File to write, or folder to write it into
    #[arg(value_name = "FILE|FOLDER", value_hint = clap::ValueHint::AnyPath)]
    target: PathBuf,

    /// Keep the N newest backups of the folder and remove older ones
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,

    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Makes the copy, then removes what is beyond `--keep`.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let folder = self.folder()?;
        if self.keep.is_some() && folder.is_none() {
            let failure = Failure::usage(format!("`--keep` needs a folder, and `{}` is none", self.target.display()));
            return Err(failure.hinted("name a folder that exists; backups get their names by themselves there"));
        }
        let copied = match folder {
            Some(folder) => into_folder(ctx, folder)?,
            None => one(ctx, &self.target, if self.force { Existing::Replace } else { Existing::Keep })?,
        };
        let removed = match (self.keep, folder) {
            (Some(keep), Some(folder)) => rotate(ctx, folder, &copied.path, keep)?,
            _ => Vec::new(),
        };
        let json = json!({
            "file": copied.path,
            "bytes": copied.bytes,
            "sha256": copied.sha256.to_string(),
            "head": noted(&copied.head),
            "removed": removed,
        });
        ctx.answer(&Answer { json, page: page(&ctx.locale, &copied, &removed) })?;
        Ok(Exit::Done)
    }

    /// The target as a folder, if it is one; a path that ends in `/` must be.
    fn folder(&self) -> Result<Option<&Path>, Failure> {
        if self.target.is_dir() {
            return Ok(Some(&self.target));
        }
        match self.target.as_os_str().as_encoded_bytes().ends_with(b"/") {
            true => Err(Failure::refused(format!("there is no folder `{}`", self.target.display()))
                .hinted("make it first; on a disk that is not mounted, mount it")),
            false => Ok(None),
        }
    }
}

fn one(ctx: &mut Ctx, target: &Path, existing: Existing) -> Result<Copied, Failure> {
    let mut progress = watched(!ctx.settings.quiet);
    ctx.store(false)?.backup(target, existing, &mut progress).map_err(|error| match error {
        StoreError::Exists { .. } => Failure::from(error).hinted("replace it with `--force`, or name another file"),
        other => other.into(),
    })
}

/// Under the first free name of this instant.
fn into_folder(ctx: &mut Ctx, folder: &Path) -> Result<Copied, Failure> {
    let stem = stem(ctx);
    let instant = Zone::utc().local(ctx.now()).format("%Y%m%dT%H%M%SZ").to_string();
    for nth in 1..=1_000 {
        let number = if nth > 1 { format!("-{nth}") } else { String::new() };
        let target = folder.join(format!("{stem}-{instant}{number}.db"));
        if target.symlink_metadata().is_ok() {
            continue;
        }
        let mut progress = watched(!ctx.settings.quiet);
        match ctx.store(false)?.backup(&target, Existing::Keep, &mut progress) {
            Err(StoreError::Exists { .. }) => {} // somebody else makes one in the same second
            done => return Ok(done?),
        }
    }
    Err(Failure::refused(format!("`{}` holds a thousand backups of this second", folder.display())))
}

/// What the names of backups begin with: the name of the database.
fn stem(ctx: &Ctx) -> String {
    let path = &ctx.settings.database.value;
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Removes the oldest backups of the folder but `keep`, and never the `newest`; those that were removed.
fn rotate(ctx: &Ctx, folder: &Path, newest: &Path, keep: u32) -> Result<Vec<PathBuf>, Failure> {
    let stem = stem(ctx);
    let entries = std::fs::read_dir(folder).map_err(|e| Failure::file("read", folder, &e))?;
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut found: Vec<(String, u32, PathBuf)> = names
        .filter_map(|name| age(&stem, name.to_str()?).map(|(instant, nth)| (instant, nth, folder.join(&name))))
        .filter(|(_, _, path)| path.file_name() != newest.file_name())
        .collect();
    found.sort();
    let surplus = (found.len() + 1).saturating_sub(usize::try_from(keep).unwrap_or(usize::MAX));
    let mut removed = Vec::new();
    for (_, _, path) in found.into_iter().take(surplus) {
        match std::fs::remove_file(&path) {
            Ok(()) => removed.push(path),
            Err(e) => ctx.out.warning(&Failure::file("remove", &path, &e).message()),
        }
    }
    Ok(removed)
}

/// Instant and number in the name of a backup that infog made: `infog-20260701T070000Z-2.db`.
fn age(stem: &str, name: &str) -> Option<(String, u32)> {
    let rest = name.strip_prefix(stem)?.strip_prefix('-')?.strip_suffix(".db")?;
    let (instant, nth) = match rest.split_once('-') {
        Some((instant, nth)) => (instant, nth.parse().ok()?),
        None => (rest, 1),
    };
    let shape: String = instant.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape == "00000000T000000Z").then(|| (instant.to_owned(), nth))
}

fn page(locale: &Locale, copied: &Copied, removed: &[PathBuf]) -> Page {
    let mut facts = Facts::new("backup");
    facts
        .add("file", locale.title_file(), copied.path.display().to_string())
        .add("bytes", locale.title_size(), Cell::number(locale.size(copied.bytes), copied.bytes))
        .add("sha256", "SHA-256", copied.sha256.to_string())
        .add("head", locale.title_head(), noted(&copied.head));
    for path in removed {
        facts.add("removed", locale.title_removed(), path.display().to_string());
    }
    let mut page = Page::new();
    page.facts(facts);
    page
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn only_names_that_infog_gave_are_backups_that_rotate() {
        assert_eq!(age("infog", "infog-20260701T070000Z.db"), Some(("20260701T070000Z".to_owned(), 1)));
        assert_eq!(age("infog", "infog-20260701T070000Z-2.db"), Some(("20260701T070000Z".to_owned(), 2)));
        for other in ["infog.db", "infog-2026.db", "infog-20260701T070000Z.db.old", "lys-20260701T070000Z.db"] {
            assert_eq!(age("infog", other), None, "{other}");
        }
    }
}
