//! What became of a row: counted, told in a dry run, or refused.

use super::{Attempt, Mode, Rows, Taken};
use crate::cli::inventory::load::Stop;
use crate::domain::asset::{Asset, AssetKind, changes};
use crate::intake::refusal::Refusal;
use crate::report::import_page::{Action, AssetChange};
use crate::store::asset::Outcome;

/// More refusals are counted, and written into the file of rejects, but not told.
const MOST_REFUSALS: usize = 100_000;

impl Attempt<'_> {
    pub(super) fn count(
        &mut self,
        outcome: Outcome,
        row: &Taken<'_>,
        before: Option<&Asset>,
        after: &Asset,
        action: Action,
    ) {
        let counts = &mut self.report.counts;
        match outcome {
            Outcome::Created => counts.created += 1,
            Outcome::Updated => counts.updated += 1,
            Outcome::Unchanged => counts.unchanged += 1,
        }
        if after.kind == AssetKind::Licence && before.is_some_and(|before| before.seats != after.seats) {
            self.report.resized.push((row.owner.code.clone(), after.clone()));
        }
        self.report.lacking += usize::from(!after.missing().is_empty());
        if outcome == Outcome::Unchanged {
            return;
        }
        if !self.changed.contains(&row.owner.key) {
            self.changed.insert(row.owner.key.clone());
        }
        if self.mode == Mode::Plan {
            let tag = before.unwrap_or(after).tag.to_string();
            self.tell(|| AssetChange {
                client: row.owner.code.to_string(),
                tag,
                line: Some(row.draft.line),
                action,
                fields: changes(before, after),
            });
        }
    }

    /// Keeps a change of a dry run, unless there are too many to be read.
    pub(super) fn tell(&mut self, change: impl FnOnce() -> AssetChange) {
        if self.report.changes.len() < self.load.most_changes {
            self.report.changes.push(change());
        } else {
            self.report.more_changes += 1;
        }
    }

    pub(super) fn refuse(&mut self, refusal: Refusal, rows: &Rows<'_>) -> Result<(), Stop> {
        if let Some(rejects) = &mut self.rejects {
            rejects.add(rows.record(), &refusal.reason)?;
        }
        self.note(refusal);
        Ok(())
    }

    pub(super) fn note(&mut self, refusal: Refusal) {
        self.report.counts.refused += 1;
        if self.report.refusals.len() < MOST_REFUSALS {
            self.report.refusals.push(refusal);
        }
    }
}
