//! The rows of a file put into the database, in one transaction that is kept whole or not at all.

use std::collections::{HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use super::owners::{Owner, Owners};
use crate::cli::context::Ctx;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::domain::asset::Asset;
use crate::domain::id::{AssetTag, ClientCode, folded};
use crate::intake::asset_file::{Key, Options, Row, RowDraft, Rows};
use crate::intake::refusal::{IntakeError, Refusal};
use crate::store::asset::{Counts, Import, Outcome, RecordDigest};
use crate::store::event::Stamp;
use crate::store::{self, Db, DbErr};

/// One file about to be put.
#[derive(Clone, Copy)]
pub struct Load<'a> {
    /// As messages call it.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// How it is read.
    pub options: &'a Options,
    /// Sound lines are taken although others are refused.
    pub partial: bool,
    /// Nothing is kept.
    pub dry_run: bool,
}

/// What became of the lines.
#[derive(Default)]
pub struct Report {
    /// They add up to the lines read.
    pub counts: Counts,
    /// Each refused line.
    pub refusals: Vec<Refusal>,
    /// Assets that were put and lack what their kind asks for.
    pub lacking: usize,
    header: Vec<String>,
    delimiter: u8,
    refused_rows: Vec<Vec<String>>,
}

/// Why the transaction is not kept.
pub enum Stop {
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

/// Lines that are found at fault only at the end, when serial numbers have changed hands.
type Late = HashMap<u64, Refusal>;

impl Load<'_> {
    /// Puts the file.
    ///
    /// # Errors
    /// [`Stop`]: nothing was changed.
    pub fn run(&self, ctx: &mut Ctx) -> Result<Report, Stop> {
        let (stamp, wanted) = (ctx.stamp_now(), !ctx.settings.quiet);
        let (total, unchanged) = ctx.read(|db| self.look(db))?;
        if let Some(report) = unchanged {
            return if self.dry_run { Err(Stop::Unwritten(Box::new(report))) } else { Ok(report) };
        }
        let mut late = Late::new();
        loop {
            let store = ctx.store(false)?;
            let mut found = Late::new();
            let result = store.write(|db| {
                found.clear();
                let progress = Progress::new("lines", total, wanted);
                Attempt::new(self, &late, progress).run(db, &stamp, &mut found)
            });
            // a partial import goes on without the lines that were at fault at the end
            let again = self.partial && !found.is_empty();
            match result {
                Err(Stop::Unwritten(_)) if again => late.extend(found),
                result => return result,
            }
        }
    }

    /// Counts the lines without the lock; a report where every one of them is known from an earlier import.
    fn look(&self, db: &mut dyn Db) -> Result<(u64, Option<Report>), Failure> {
        let (owners, known) = (Owners::read(db)?, known_records(db)?);
        let mut rows = self.rows()?;
        let marks = Marks::new(&rows, self.options);
        let mut all_known = true;
        while let Some(row) = rows.next() {
            let row = row?;
            all_known = all_known
                && match &row {
                    Row::Refused(_) => false,
                    Row::Draft(draft) => owners
                        .find(draft.client.as_deref())
                        .is_ok_and(|owner| known.contains(&marks.of(&rows, &owner.code))),
                };
        }
        let total = u64::try_from(rows.read()).unwrap_or(u64::MAX);
        let counts = Counts { read: total, unchanged: total, ..Counts::default() };
        Ok((total, all_known.then(|| Report { counts, ..Report::default() })))
    }

    fn rows(&self) -> Result<Rows<&[u8]>, IntakeError> {
        Rows::open(self.name, self.text.as_bytes(), self.options)
    }
}

fn known_records(db: &mut dyn Db) -> Result<HashSet<RecordDigest>, DbErr> {
    let mut known = HashSet::new();
    store::asset::known_records(db, &mut |record| {
        known.insert(record);
    })?;
    Ok(known)
}

/// By which a record is known again: itself with all that decides how it is read.
struct Marks {
    begun: Sha256,
}

impl Marks {
    fn new(rows: &Rows<&[u8]>, options: &Options) -> Self {
        let mut begun = Sha256::new();
        for part in rows.header() {
            begun.update(part);
            begun.update([0x1f]);
        }
        begun.update(format!("{:?}{:?}{:?}", options.map, options.key, options.constants));
        if let Some(mapping) = &options.mapping {
            begun.update(format!("{mapping:?}"));
        }
        Self { begun }
    }

    fn of(&self, rows: &Rows<&[u8]>, client: &ClientCode) -> RecordDigest {
        let mut hasher = self.begun.clone();
        hasher.update(client.key());
        for cell in rows.record().cells() {
            hasher.update([0x1f]);
            hasher.update(cell);
        }
        let mut digest = RecordDigest::default();
        digest.copy_from_slice(hasher.finalize().get(..16).unwrap_or(&[0; 16]));
        digest
    }
}

/// One run through the file inside the transaction.
struct Attempt<'l> {
    load: &'l Load<'l>,
    late: &'l Late,
    progress: Progress,
    report: Report,
    /// Rows whose serial number another asset has, which may give it up later in the file.
    contested: Vec<Contested>,
}

/// A row whose serial number another asset has.
struct Contested {
    line: u64,
    owner: Owner,
    holder: AssetTag,
    serial: String,
    counted: Outcome,
    row: Vec<String>,
}

impl<'l> Attempt<'l> {
    fn new(load: &'l Load<'l>, late: &'l Late, progress: Progress) -> Self {
        Self { load, late, progress, report: Report::default(), contested: Vec::new() }
    }

    fn run(mut self, db: &mut dyn Db, stamp: &Stamp, found: &mut Late) -> Result<Report, Stop> {
        let (owners, known) = (Owners::read(db)?, known_records(db)?);
        let mut import = Import::begin(db)?;
        let mut rows = self.load.rows()?;
        self.report.header = rows.header().to_vec();
        self.report.delimiter = u8::try_from(rows.delimiter()).unwrap_or(b',');
        let marks = Marks::new(&rows, self.load.options);
        let mut clients: HashSet<String> = HashSet::new();
        while let Some(row) = rows.next() {
            self.report.counts.read += 1;
            self.progress.step();
            let draft = match row? {
                Row::Draft(draft) => draft,
                Row::Refused(refusal) => {
                    self.refuse(refusal, &rows);
                    continue;
                }
            };
            let owner = match owners.find(draft.client.as_deref()) {
                Ok(owner) => owner,
                Err(reason) => {
                    self.refuse(refusal_of(&draft, "client", draft.client.clone(), reason), &rows);
                    continue;
                }
            };
            let mark = marks.of(&rows, &owner.code);
            if known.contains(&mark) {
                self.report.counts.unchanged += 1;
                continue;
            }
            if let Some(refusal) = self.late.get(&draft.line) {
                self.refuse(refusal.clone(), &rows);
                continue;
            }
            clients.insert(owner.code.key());
            self.put(db, &mut import, &rows, &draft, owner, &mark)?;
        }
        self.settle(db, found)?;
        self.finish(db, import, &clients, stamp, found)
    }

    fn put(
        &mut self,
        db: &mut dyn Db,
        import: &mut Import,
        rows: &Rows<&[u8]>,
        draft: &RowDraft,
        owner: &Owner,
        mark: &RecordDigest,
    ) -> Result<(), Stop> {
        let holder = match draft.asset.serial() {
            Some(serial) => store::asset::by_serial(db, owner.id, serial)?,
            None => None,
        };
        let tag = match (self.load.options.key, &holder) {
            (Key::Serial, Some(holder)) => holder.clone(),
            _ => draft.asset.tag.clone(),
        };
        let existing = store::asset::get(db, &owner.code, &tag)?;
        let mut asset = match &existing {
            Some(existing) => draft.onto(existing, rows.columns()),
            None => draft.asset.clone(),
        };
        asset.tag = existing.map_or(tag, |existing| existing.tag);
        let contested = holder.filter(|holder| *holder != asset.tag).zip(asset.serial().map(str::to_owned));
        self.report.lacking += usize::from(!asset.missing().is_empty());
        let line = i64::try_from(draft.line).unwrap_or(0);
        let counted = import.put(db, owner.id, line, &asset, Some(mark))?;
        *self.counter(counted) += 1;
        if let Some((holder, serial)) = contested {
            let (owner, row) = (owner.clone(), written(rows));
            self.contested.push(Contested { line: draft.line, owner, holder, serial, counted, row });
        }
        Ok(())
    }

    fn counter(&mut self, outcome: Outcome) -> &mut u64 {
        let counts = &mut self.report.counts;
        match outcome {
            Outcome::Created => &mut counts.created,
            Outcome::Updated => &mut counts.updated,
            Outcome::Unchanged => &mut counts.unchanged,
        }
    }

    fn refuse(&mut self, refusal: Refusal, rows: &Rows<&[u8]>) {
        self.report.counts.refused += 1;
        self.report.refusals.push(refusal);
        self.report.refused_rows.push(written(rows));
    }

    /// Refuses the rows whose serial numbers their holders have kept.
    fn settle(&mut self, db: &mut dyn Db, found: &mut Late) -> Result<(), Stop> {
        for row in std::mem::take(&mut self.contested) {
            let Contested { line, owner, holder, serial, .. } = &row;
            let keeps = |asset: Asset| asset.serial().is_some_and(|own| folded(own) == folded(serial));
            if !store::asset::get(db, &owner.code, holder)?.is_some_and(keeps) {
                continue;
            }
            let reason = format!("serial number `{serial}` belongs to asset `{holder}` of client `{}`", owner.code);
            let refusal = Refusal { line: *line, column: "serial".to_owned(), value: serial.clone(), reason };
            *self.counter(row.counted) -= 1;
            self.report.counts.refused += 1;
            self.report.refusals.push(refusal.clone());
            found.insert(*line, refusal);
            self.report.refused_rows.push(row.row);
        }
        Ok(())
    }

    fn finish(
        mut self,
        db: &mut dyn Db,
        import: Import,
        clients: &HashSet<String>,
        stamp: &Stamp,
        found: &Late,
    ) -> Result<Report, Stop> {
        self.report.refusals.sort_by_key(|refusal| refusal.line);
        let unwanted = !self.load.partial && !self.report.refusals.is_empty();
        if unwanted || !found.is_empty() || self.load.dry_run {
            return Err(Stop::Unwritten(Box::new(self.report)));
        }
        let key = match clients.iter().next() {
            Some(only) if clients.len() == 1 => only.as_str(),
            _ => "",
        };
        import.finish(db, "imported", key, Some(&self.report.counts), stamp)?;
        Ok(self.report)
    }
}

/// The row as it stands in the file.
fn written(rows: &Rows<&[u8]>) -> Vec<String> {
    let record = rows.record();
    (0..record.len()).map(|column| record.raw(column).to_owned()).collect()
}

fn refusal_of(draft: &RowDraft, column: &str, value: Option<String>, reason: String) -> Refusal {
    Refusal { line: draft.line, column: column.to_owned(), value: value.unwrap_or_default(), reason }
}

impl Report {
    /// The refused lines under their header, as they were written.
    ///
    /// # Errors
    /// They cannot be written as CSV.
    pub fn rejects(&self) -> Result<Vec<u8>, Failure> {
        let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(self.delimiter).from_writer(Vec::new());
        let failed = |e: csv::Error| Failure::refused("the refused lines cannot be written").because(e);
        for row in std::iter::once(&self.header).chain(&self.refused_rows) {
            writer.write_record(row).map_err(failed)?;
        }
        writer.into_inner().map_err(|e| Failure::output(e.error()))
    }
}
