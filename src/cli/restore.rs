//! `infog restore`.

use std::path::PathBuf;

use serde_json::json;

use super::context::{Answer, Ctx};
use super::failure::{Exit, Outcome};
use super::verify::{noted, watched};
use crate::locale::Locale;
use crate::report::page::{Facts, Page};
use crate::store::backup::{self, Restored};

/// Go back to a backup; what is there is set aside, never overwritten
///
/// The backup is checked first, and stays as it is. The database of now gets another name in its folder
/// (`infog.db.before-restore`). A backup that lacks events of the database is refused, unless `--force` is given.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog restore /srv/backup/infog-20260701T070000Z.db
  infog restore /mnt/usb/infog.db --force    the events since then are only in what is set aside")]
pub struct Args {
    /// The backup
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    source: PathBuf,

    /// Although the database holds events that the backup does not
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Puts the backup in the place of the database.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let mut progress = watched(!ctx.settings.quiet);
        let target = &ctx.settings.database.value;
        let restored = backup::restore(&self.source, target, self.force, &mut progress)?;
        drop(progress);
        let json = json!({
            "database": restored.path,
            "from": self.source,
            "head": noted(&restored.head),
            "head_before": restored.before.as_ref().map(noted),
            "set_aside": restored.aside,
        });
        let from = self.source.display().to_string();
        ctx.answer(&Answer { json, page: page(&ctx.locale, &from, &restored) })?;
        Ok(Exit::Done)
    }
}

fn page(locale: &Locale, from: &str, restored: &Restored) -> Page {
    let mut facts = Facts::new("restore");
    facts
        .add("database", locale.title_database(), restored.path.display().to_string())
        .add("from", locale.title_backup(), from)
        .add("head", locale.title_head(), noted(&restored.head))
        .maybe("head_before", locale.title_head_before(), restored.before.as_ref().map(noted))
        .maybe("set_aside", locale.title_set_aside(), restored.aside.as_ref().map(|p| p.display().to_string()));
    let mut page = Page::new();
    page.facts(facts);
    page
}
