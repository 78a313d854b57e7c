//! The file read from its first row to its last.

use std::cell::Cell;
use std::rc::Rc;

use super::{Attempt, Rows};
use crate::cli::failure::Failure;
use crate::cli::inventory::load::Stop;
use crate::cli::inventory::marks::Marks;
use crate::cli::owners::{Owner, Owners};
use crate::cli::progress::Progress;
use crate::store::Db;
use crate::store::asset::{Apart, Known};

/// The file as far as it was read, and what its rows are compared with.
pub(super) struct Reading<'i> {
    pub owners: Owners,
    pub known: Known,
    pub rows: Rows<'i>,
    pub marks: Marks,
    pub progress: Progress,
    taken: Rc<Cell<u64>>,
}

/// Who puts the assets of the rows.
pub(super) enum Hand<'d, 'i> {
    /// This thread, which can look at what is there.
    Here(&'d mut dyn Db),
    /// Another one: there was nothing before.
    Apart(&'d mut Apart<'i>),
}

impl<'l> Attempt<'l> {
    /// The file from its first row on.
    pub(super) fn reading(&self, owners: Owners, known: Known) -> Result<Reading<'l>, Stop> {
        let unreadable = |e: std::io::Error| Failure::refused(format!("cannot read {}", self.load.name)).because(e);
        let input = self.load.input.start().map_err(unreadable)?;
        let taken = input.taken();
        let text = self.load.survey.text(input).map_err(unreadable)?;
        let rows = Rows::open(self.load.name, text, self.load.options)?;
        let marks = Marks::new(rows.header(), self.load.options, self.load.allow_rename);
        let progress = Progress::new("lines", self.load.survey.size, self.wants_progress);
        Ok(Reading { owners, known, rows, marks, progress, taken })
    }

    /// Takes row after row.
    pub(super) fn walk(&mut self, hand: &mut Hand<'_, '_>, reading: &mut Reading<'_>) -> Result<(), Stop> {
        let Reading { owners, known, rows, marks, progress, taken } = reading;
        let mut last: Option<(Option<String>, Rc<Owner>)> = None;
        while rows.advance()? {
            self.report.counts.read += 1;
            progress.step_to(taken.get());
            let named = rows.client_named();
            let named = named.as_deref();
            let owner = match &last {
                Some((name, owner)) if named == name.as_deref() => Ok(Rc::clone(owner)),
                _ => owners.find(named).map(|owner| Rc::new(owner.clone())),
            };
            if let Ok(owner) = &owner
                && last.as_ref().is_none_or(|(name, _)| name.as_deref() != named)
            {
                self.covered.insert(owner.key.clone());
                last = Some((named.map(str::to_owned), Rc::clone(owner)));
            }
            self.row(hand, rows, owner, marks, known)?;
        }
        Ok(())
    }
}
