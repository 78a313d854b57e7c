//! A file put into the database, in one transaction that is kept whole or not at all.
//!
//! First it is looked at without the lock: where no row changes anything, nothing is opened for writing. Else its rows
//! are taken one by one, see [`Attempt`].

use super::attempt::{Attempt, Mode};
use super::missing::{Missing, Percent};
use crate::cli::context::Ctx;
use crate::cli::failure::Failure;
use crate::cli::input::Input;
use crate::domain::asset::Asset;
use crate::domain::id::ClientCode;
use crate::intake::asset_file::{Options, Rows};
use crate::intake::refusal::Refusal;
use crate::intake::survey::Survey;
use crate::report::import_page::{AssetChange, Vanished};
use crate::store::asset::Counts;
use crate::store::event::Stamp;

/// One file about to be put.
pub struct Load<'a> {
    /// As messages and the history call it.
    pub name: &'a str,
    /// Its bytes.
    pub input: &'a Input,
    /// What they are.
    pub survey: &'a Survey,
    /// How they are read.
    pub options: &'a Options,
    /// Sound lines are taken although others are refused.
    pub partial: bool,
    /// The file holds licences and nothing else.
    pub licences: bool,
    /// Nothing is kept, and the changes are told.
    pub dry_run: bool,
    /// A serial number under another tag renames its asset.
    pub allow_rename: bool,
    /// What is done about assets that the file lacks.
    pub missing: Missing,
    /// How many of a client's may be missing.
    pub max_missing: Option<Percent>,
    /// Refused lines are wanted in full.
    pub keeps_rejects: bool,
    /// So many changes of a dry run are kept.
    pub most_changes: usize,
}

/// What became of the lines.
#[derive(Default)]
pub struct Report {
    /// They add up to the lines read.
    pub counts: Counts,
    /// Refused lines, the first of them.
    pub refusals: Vec<Refusal>,
    /// Assets that were put and lack what their kind asks for.
    pub lacking: usize,
    /// Licences that had another number of seats.
    pub resized: Vec<(ClientCode, Asset)>,
    /// Assets that kept their tag although the file has another.
    pub kept_tags: usize,
    /// Assets that got another tag.
    pub renamed: usize,
    /// What a dry run would change, the first of it.
    pub changes: Vec<AssetChange>,
    /// Changes of a dry run that are not among them.
    pub more_changes: u64,
    /// Assets that the file lacks.
    pub vanished: Vec<Vanished>,
    /// Refused lines that kept vanished assets from being retired, because they may be about any of them.
    pub strangers: u64,
    /// Refused lines as CSV, where they are wanted.
    pub rejects: Option<Vec<u8>>,
}

/// Why the transaction is not kept.
pub enum Stop {
    /// There is something to write, and this was but a look.
    Needed,
    /// On purpose: a dry run, or lines were refused.
    Unwritten(Box<Report>),
    /// It failed.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl Load<'_> {
    /// Puts the file.
    ///
    /// # Errors
    /// [`Stop`]: nothing was changed.
    pub fn run(&self, ctx: &mut Ctx, stamp: &Stamp) -> Result<Report, Stop> {
        let wanted = !ctx.settings.quiet;
        let store = ctx.store_for_import()?;
        if self.dry_run {
            return store.read(|db| Attempt::new(self, Mode::Plan, wanted).run(db, stamp));
        }
        match store.read(|db| Attempt::new(self, Mode::Look, wanted).run(db, stamp)) {
            Err(Stop::Needed) => store.write(|db| Attempt::new(self, Mode::Write, wanted).run(db, stamp)),
            known => known,
        }
    }

    /// The header of the file.
    ///
    /// # Errors
    /// It has none, or one that is not understood.
    pub fn header(&self) -> Result<Vec<String>, Failure> {
        let unreadable = |e: std::io::Error| Failure::refused(format!("cannot read {}", self.name)).because(e);
        let text = self.survey.text(self.input.start().map_err(unreadable)?).map_err(unreadable)?;
        Ok(Rows::open(self.name, text, self.options)?.header().to_vec())
    }

    /// The share that may be missing: asked for, or usual where something is to be retired.
    pub fn guard(&self) -> Option<Percent> {
        self.max_missing.or((self.missing == Missing::Retire).then_some(Percent::USUAL))
    }

    /// Must the assets be known that the file lacks?
    pub fn looks_for_missing(&self) -> bool {
        self.missing != Missing::Ignore || self.max_missing.is_some()
    }
}
