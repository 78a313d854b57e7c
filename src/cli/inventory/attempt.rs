//! One run through the file inside a transaction.
//!
//! A row whose serial number another asset has is put aside: a later row may take that number from its holder. At the
//! end such rows are taken, are renamings, or are refused.

mod licences;
mod settle;
mod tally;
mod walk;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use self::walk::{Hand, Reading};
use super::load::{Load, Report, Stop};
use super::marks::Marks;
use crate::cli::owners::{Owner, Owners};
use crate::cli::rejects::{Rejects, cells};
use crate::domain::asset::Asset;
use crate::domain::id::AssetTag;
use crate::intake::asset_file::{self, Key, RowDraft};
use crate::intake::refusal::Refusal;
use crate::intake::survey::Text;
use crate::report::import_page::Action;
use crate::store::asset::{Held, Import, Known, Outcome, RecordDigest};
use crate::store::client::ClientId;
use crate::store::event::Stamp;
use crate::store::{self, Db};

/// From so many bytes on, a file is put into an empty table without its indexes, which are made at the end.
const MANY: u64 = 100_000;

/// The rows of a file being imported.
type Rows<'i> = asset_file::Rows<Text<crate::cli::input::Counted<'i>>>;

/// What a run through the file is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// To see whether anything is to be written; it ends at the first change.
    Look,
    /// To tell what would be changed.
    Plan,
    /// To change it.
    Write,
}

/// One run through the file.
pub struct Attempt<'l> {
    load: &'l Load<'l>,
    mode: Mode,
    wants_progress: bool,
    report: Report,
    rejects: Option<Rejects>,
    import: Option<Import>,
    /// Whether a client had no asset before.
    was_empty: HashMap<ClientId, bool>,
    /// By the number of an asset, the line that named it.
    named: Vec<u32>,
    /// Clients that the file names.
    covered: BTreeSet<String>,
    /// Clients that it changes.
    changed: BTreeSet<String>,
    /// Assets that gave up their serial number.
    released: HashSet<i64>,
    aside: Vec<Aside>,
    renamings: Vec<Aside>,
    /// Refused lines that may be about any asset.
    strangers: u64,
}

/// A row that is decided at the end.
struct Aside {
    owner: Owner,
    draft: Box<RowDraft>,
    mark: RecordDigest,
    /// The asset of its tag, if there is one.
    own: Option<Held>,
    /// The asset that has its serial number.
    holder: Held,
    cells: Vec<String>,
}

/// A row about to be taken.
struct Taken<'a> {
    owner: &'a Owner,
    draft: &'a RowDraft,
    mark: &'a RecordDigest,
}

impl<'l> Attempt<'l> {
    /// A run that has not begun.
    pub fn new(load: &'l Load<'l>, mode: Mode, wants_progress: bool) -> Self {
        Self {
            load,
            mode,
            wants_progress,
            report: Report::default(),
            rejects: None,
            import: None,
            was_empty: HashMap::new(),
            named: Vec::new(),
            covered: BTreeSet::new(),
            changed: BTreeSet::new(),
            released: HashSet::new(),
            aside: Vec::new(),
            renamings: Vec::new(),
            strangers: 0,
        }
    }

    /// Goes through the file.
    ///
    /// # Errors
    /// [`Stop`]: nothing of it may be kept.
    pub fn run(mut self, db: &mut dyn Db, stamp: &Stamp) -> Result<Report, Stop> {
        let (owners, known) = (Owners::read(db)?, Known::read(db)?);
        if self.mode == Mode::Look && known.is_empty() {
            return Err(Stop::Needed);
        }
        let mut reading = self.reading(owners, known)?;
        if self.load.keeps_rejects {
            let plain = self.load.survey.is_plain();
            self.rejects = Some(Rejects::new(reading.rows.header(), reading.rows.delimiter(), plain)?);
        }
        self.cover_all_that_is_said(&reading.owners, &reading.rows);
        if self.mode == Mode::Write && self.load.survey.size >= MANY && store::asset::none_ever(db)? {
            self.import(db)?;
        }
        match self.import.take() {
            // Every row is a new asset, put by another thread while this one reads on.
            Some(mut import) if import.lacks_indexes() => {
                import.apart(db, |apart| self.walk(&mut Hand::Apart(apart), &mut reading))?;
                self.import = Some(import);
            }
            import => {
                self.import = import;
                self.walk(&mut Hand::Here(db), &mut reading)?;
            }
        }
        let Reading { owners, known, rows, marks, progress, .. } = reading;
        drop(progress);
        let columns = rows.columns().to_vec();
        drop((rows, marks, known)); // some fifty bytes for each line
        if let Some(import) = &mut self.import {
            import.index(db)?;
        }
        self.settle(db, &columns)?;
        self.look_for_missing(db, &owners)?;
        self.finish(db, stamp)
    }

    /// A file without a row is a cut one too, where it is known whose it is.
    fn cover_all_that_is_said(&mut self, owners: &Owners, rows: &Rows<'_>) {
        let said = self.load.options.client.as_deref();
        if let (true, Ok(owner)) = (said.is_some() || !rows.names_clients(), owners.find(said)) {
            self.covered.insert(owner.key.clone());
        }
    }

    fn row(
        &mut self,
        hand: &mut Hand<'_, '_>,
        rows: &mut Rows<'_>,
        owner: Result<Rc<Owner>, String>,
        marks: &mut Marks,
        known: &mut Known,
    ) -> Result<(), Stop> {
        let mark = owner.as_ref().map(|owner| marks.of(rows.record(), &owner.key)).unwrap_or_default();
        let is_known = if owner.is_ok() { known.asset(&mark) } else { None };
        if let Some(id) = is_known {
            let line = rows.line();
            return match self.name(id, line) {
                Ok(()) => {
                    self.report.counts.unchanged += 1;
                    Ok(())
                }
                Err(first) => self.refuse(asset_file::double(line, "", "the same row", first), rows),
            };
        }
        let draft = match rows.draft() {
            Ok(draft) => Box::new(draft),
            Err(refusal) => {
                self.recognise_refused(hand, rows, owner.ok().as_deref())?;
                return self.refuse(refusal, rows);
            }
        };
        match owner {
            Ok(owner) => self.decide(hand, rows, &owner, draft, mark),
            Err(reason) => {
                self.strangers += 1;
                self.refuse(refusal_of(&draft, "client", draft.client.clone(), reason), rows)
            }
        }
    }

    /// An asset whose line is refused has not vanished; of some lines it cannot be told whose they are.
    fn recognise_refused(
        &mut self,
        hand: &mut Hand<'_, '_>,
        rows: &Rows<'_>,
        owner: Option<&Owner>,
    ) -> Result<(), Stop> {
        if !self.load.looks_for_missing() {
            return Ok(());
        }
        match owner.zip(AssetTag::new(rows.tag_named()).ok()) {
            Some((owner, tag)) => {
                if let Hand::Here(db) = hand
                    && let Some(held) = store::asset::held(*db, owner.id, &tag)?
                {
                    let _ = self.name(held.id, rows.line()); // by an earlier line, or by this one
                }
            }
            None => self.strangers += 1,
        }
        Ok(())
    }

    /// Notes that a line names an asset; the line that did so before, if one did.
    fn name(&mut self, asset: i64, line: u64) -> Result<(), u64> {
        let at = usize::try_from(asset).unwrap_or_default();
        if self.named.len() <= at {
            self.named.resize(at + 1, 0);
        }
        match self.named.get_mut(at) {
            Some(slot) if *slot == 0 => {
                *slot = u32::try_from(line).unwrap_or(u32::MAX);
                Ok(())
            }
            slot => Err(slot.map_or(0, |line| u64::from(*line))),
        }
    }

    fn is_named(&self, asset: i64) -> bool {
        usize::try_from(asset).ok().and_then(|at| self.named.get(at)).is_some_and(|line| *line > 0)
    }

    fn decide(
        &mut self,
        hand: &mut Hand<'_, '_>,
        rows: &Rows<'_>,
        owner: &Owner,
        draft: Box<RowDraft>,
        mark: RecordDigest,
    ) -> Result<(), Stop> {
        if let Some(refusal) = self.no_licence(&draft) {
            return self.refuse(refusal, rows);
        }
        let row = Taken { owner, draft: &draft, mark: &mark };
        let db: &mut dyn Db = match hand {
            Hand::Apart(apart) => {
                let id = apart.create(owner.id, line(&draft), &draft.asset, Some(&mark))?;
                self.created(id, &row);
                return Ok(());
            }
            Hand::Here(db) => *db,
        };
        if self.was_empty(db, owner)? {
            return self.create(db, &row);
        }
        let own = store::asset::held(db, owner.id, &draft.asset.tag)?;
        if let Some(refusal) = self.licence_objects(db, &row, own.as_ref())? {
            return self.refuse(refusal, rows);
        }
        let holder = match draft.asset.serial() {
            Some(serial) if !own.as_ref().is_some_and(|own| own.has_serial(Some(serial))) => {
                store::asset::holder(db, owner.id, serial)?
            }
            _ => None,
        };
        let by_serial = self.load.options.key == Key::Serial;
        if let Some(other) = own.as_ref().filter(|own| by_serial && is_another(own, &draft, holder.as_ref())) {
            let reason = format!("tag `{}` belongs to an asset with another serial number", other.asset.tag);
            return self.refuse(refusal_of(&draft, "tag", Some(draft.asset.tag.to_string()), reason), rows);
        }
        match (own, holder) {
            (None, None) => self.create(db, &row),
            (Some(own), None) => self.update(db, rows, &row, &own),
            (None, Some(holder)) if by_serial && !self.load.allow_rename => {
                self.report.kept_tags += 1;
                self.update(db, rows, &row, &holder)
            }
            (own, Some(holder)) => {
                if let Some(first) = own.as_ref().and_then(|own| self.name(own.id, draft.line).err()) {
                    let tag = draft.asset.tag.to_string();
                    return self.refuse(asset_file::double(draft.line, "tag", &tag, first), rows);
                }
                let (owner, cells) = (owner.clone(), cells(rows.record()));
                self.aside.push(Aside { owner, draft, mark, own, holder, cells });
                Ok(())
            }
        }
    }

    /// The tags and serial numbers of its rows are compared with each other alone: it had none.
    fn was_empty(&mut self, db: &mut dyn Db, owner: &Owner) -> Result<bool, Stop> {
        if self.import.as_ref().is_some_and(Import::began_empty) {
            return Ok(true);
        }
        if let Some(known) = self.was_empty.get(&owner.id) {
            return Ok(*known);
        }
        let found = store::asset::is_empty(db, owner.id)?;
        self.was_empty.insert(owner.id, found);
        Ok(found)
    }

    fn create(&mut self, db: &mut dyn Db, row: &Taken<'_>) -> Result<(), Stop> {
        let asset = &row.draft.asset;
        match self.mode {
            Mode::Look => Err(Stop::Needed),
            Mode::Plan => {
                self.count(Outcome::Created, row, None, asset, Action::Created);
                Ok(())
            }
            Mode::Write => {
                let id = self.import(db)?.create(db, row.owner.id, line(row.draft), asset, Some(row.mark))?;
                self.created(id, row);
                Ok(())
            }
        }
    }

    fn created(&mut self, id: i64, row: &Taken<'_>) {
        let _ = self.name(id, row.draft.line); // new, so nobody named it
        self.count(Outcome::Created, row, None, &row.draft.asset, Action::Created);
    }

    fn update(&mut self, db: &mut dyn Db, rows: &Rows<'_>, row: &Taken<'_>, own: &Held) -> Result<(), Stop> {
        if let Err(first) = self.name(own.id, row.draft.line) {
            let (line, by_serial) = (row.draft.line, self.load.options.key == Key::Serial);
            let serial = row.draft.asset.serial().filter(|_| by_serial);
            let column = if serial.is_some() { "serial" } else { "tag" };
            let value = serial.unwrap_or(row.draft.asset.tag.as_str());
            return self.refuse(asset_file::double(line, column, value, first), rows);
        }
        let mut asset = row.draft.onto(&own.asset, rows.columns());
        asset.tag = own.asset.tag.clone();
        self.put(db, row, own, &asset)
    }

    /// Writes an asset that is there and that this row has named.
    fn put(&mut self, db: &mut dyn Db, row: &Taken<'_>, own: &Held, asset: &Asset) -> Result<(), Stop> {
        if !own.has_serial(asset.serial()) {
            self.released.insert(own.id);
        }
        let is_same = own.is_same(asset)?;
        match (self.mode, is_same) {
            (_, true) | (Mode::Plan, _) => {} // not even the record is noted: an unchanged asset is left alone
            (Mode::Look, _) => return Err(Stop::Needed),
            (Mode::Write, _) => self.import(db)?.replace(db, line(row.draft), own, asset, Some(row.mark))?,
        }
        let outcome = if is_same { Outcome::Unchanged } else { Outcome::Updated };
        self.count(outcome, row, Some(&own.asset), asset, Action::Updated);
        Ok(())
    }

    /// The event to be; it is begun with the first change, so that a file without one writes nothing.
    fn import(&mut self, db: &mut dyn Db) -> Result<&mut Import, Stop> {
        let import = match self.import.take() {
            Some(import) => import,
            None => {
                let import = Import::begin(db)?.from_file(self.load.name);
                if self.load.survey.size >= MANY { import.expecting_many(db)? } else { import }
            }
        };
        Ok(self.import.insert(import))
    }
}

/// By their serial numbers, the asset of a row's tag is not the one that the row means.
fn is_another(own: &Held, draft: &RowDraft, holder: Option<&Held>) -> bool {
    holder.is_some() || (own.asset.serial().is_some() && !own.has_serial(draft.asset.serial()))
}

fn line(draft: &RowDraft) -> i64 {
    i64::try_from(draft.line).unwrap_or(0)
}

fn refusal_of(draft: &RowDraft, column: &str, value: Option<String>, reason: String) -> Refusal {
    Refusal { line: draft.line, column: column.to_owned(), value: value.unwrap_or_default(), reason }
}
