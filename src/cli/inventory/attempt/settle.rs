//! What is decided when every row was seen: rows put aside, renamings, assets that vanished.

use std::collections::HashSet;

use super::{Aside, Attempt, Mode, Taken, line, refusal_of};
use crate::cli::inventory::load::{Report, Stop};
use crate::cli::inventory::missing::{Missing, guard};
use crate::cli::owners::{Owner, Owners};
use crate::cli::rejects::Rejects;
use crate::domain::asset::{Asset, AssetKind, AssetStatus, Field, changes};
use crate::report::import_page::{Action, AssetChange, Vanished};
use crate::store::asset::{Held, Outcome, Renaming};
use crate::store::event::Stamp;
use crate::store::{self, Db};

impl Attempt<'_> {
    /// Decides the rows that were put aside: those whose serial numbers are free now are taken. One that is refused
    /// keeps its own number, which another may have waited for: hence the loop.
    pub(super) fn settle(&mut self, db: &mut dyn Db, columns: &[Field]) -> Result<(), Stop> {
        let mut aside = std::mem::take(&mut self.aside);
        let mut kept = Vec::new();
        loop {
            let releasing: HashSet<i64> = aside.iter().filter_map(|row| row.own.as_ref().map(|own| own.id)).collect();
            let is_free = |row: &Aside| self.released.contains(&row.holder.id) || releasing.contains(&row.holder.id);
            let (free, held): (Vec<_>, Vec<_>) = aside.into_iter().partition(is_free);
            aside = free;
            if held.is_empty() {
                break;
            }
            kept.extend(held);
        }
        for row in aside {
            let taken = Taken { owner: &row.owner, draft: &row.draft, mark: &row.mark };
            match &row.own {
                None => self.create(db, &taken)?,
                Some(own) => {
                    let mut asset = row.draft.onto(&own.asset, columns);
                    asset.tag = own.asset.tag.clone();
                    self.put(db, &taken, own, &asset)?;
                }
            }
        }
        kept.sort_by_key(|row| row.draft.line);
        for row in kept {
            self.rename_or_refuse(row, columns)?;
        }
        self.report.refusals.sort_by_key(|refusal| refusal.line);
        self.report.changes.sort_by_key(|change| change.line);
        Ok(())
    }

    /// A serial number under a tag that nobody has, whose holder the file does not name: the asset has another tag now.
    fn rename_or_refuse(&mut self, mut row: Aside, columns: &[Field]) -> Result<(), Stop> {
        let could_be = row.own.is_none() && !self.is_named(row.holder.id);
        if could_be && self.load.allow_rename && self.name(row.holder.id, row.draft.line).is_ok() {
            if self.mode == Mode::Look {
                return Err(Stop::Needed);
            }
            let tag = row.draft.asset.tag.clone();
            row.draft.asset = Asset { tag, ..row.draft.onto(&row.holder.asset, columns) };
            let taken = Taken { owner: &row.owner, draft: &row.draft, mark: &row.mark };
            self.report.renamed += 1;
            self.count(Outcome::Updated, &taken, Some(&row.holder.asset), &row.draft.asset, Action::Renamed);
            self.renamings.push(row);
            return Ok(());
        }
        let _ = self.name(row.holder.id, row.draft.line); // refused, and yet not vanished
        let (serial, holder) = (row.draft.asset.serial().unwrap_or_default(), &row.holder.asset.tag);
        let mut reason = format!("serial number `{serial}` belongs to asset `{holder}` of client `{}`", row.owner.code);
        if could_be {
            let tag = &row.draft.asset.tag;
            reason.push_str(&format!("; if it is called `{tag}` now, say `--allow-rename`"));
        }
        if let Some(rejects) = &mut self.rejects {
            rejects.write(&row.cells, &reason)?;
        }
        let refusal = refusal_of(&row.draft, "serial", Some(serial.to_owned()), reason);
        self.note(refusal);
        Ok(())
    }

    /// What a file once brought of the clients that this one names, and this one does not have.
    pub(super) fn look_for_missing(&mut self, db: &mut dyn Db, owners: &Owners) -> Result<(), Stop> {
        if !self.load.looks_for_missing() {
            return Ok(());
        }
        for key in std::mem::take(&mut self.covered) {
            let Ok(owner) = owners.find(Some(&key)) else { continue };
            let imported = self.could_vanish(store::asset::imported(db, owner.id)?);
            let of = imported.iter().filter(|held| !self.is_new(held)).count();
            let missing: Vec<Held> = imported.into_iter().filter(|held| !self.is_named(held.id)).collect();
            if let Some(allowed) = self.load.guard() {
                guard(self.load.name, owner, missing.len(), of, allowed)?;
            }
            if self.load.missing != Missing::Ignore {
                missing.iter().try_for_each(|held| self.vanish(db, owner, held))?;
            }
        }
        Ok(())
    }

    /// Licences come from files of their own: they vanish only from one that has some.
    fn could_vanish(&self, mut imported: Vec<Held>) -> Vec<Held> {
        let is_licence = |held: &Held| held.asset.kind == AssetKind::Licence;
        if self.load.licences {
            imported.retain(is_licence);
        } else if !imported.iter().any(|held| is_licence(held) && self.is_named(held.id)) {
            imported.retain(|held| !is_licence(held));
        }
        imported
    }

    /// Created by this very run.
    fn is_new(&self, held: &Held) -> bool {
        self.import.as_ref().is_some_and(|import| import.has_created(held.id))
    }

    fn vanish(&mut self, db: &mut dyn Db, owner: &Owner, held: &Held) -> Result<(), Stop> {
        let status = held.asset.status;
        let retires = self.load.missing == Missing::Retire && self.strangers == 0;
        let (client, tag, status) = (owner.code.to_string(), held.asset.tag.to_string(), status.code().to_owned());
        self.report.vanished.push(Vanished { client, tag, status, retired: retires });
        if !retires {
            self.report.strangers = if self.load.missing == Missing::Retire { self.strangers } else { 0 };
            return Ok(());
        }
        let retired = Asset { status: AssetStatus::Retired, ..held.asset.clone() };
        match self.mode {
            Mode::Look => return Err(Stop::Needed),
            Mode::Write => {
                self.import(db)?.replace(db, 0, held, &retired, None)?;
                self.changed.insert(owner.key.clone());
            }
            Mode::Plan => self.tell(|| AssetChange {
                client: owner.code.to_string(),
                tag: held.asset.tag.to_string(),
                line: None,
                action: Action::Retired,
                fields: changes(Some(&held.asset), &retired),
            }),
        }
        Ok(())
    }

    pub(super) fn finish(mut self, db: &mut dyn Db, stamp: &Stamp) -> Result<Report, Stop> {
        self.report.rejects = self.rejects.take().map(Rejects::finish).transpose()?;
        let unwanted = !self.load.partial && self.report.counts.refused > 0;
        if unwanted || self.load.dry_run {
            return Err(Stop::Unwritten(Box::new(self.report)));
        }
        let key = match self.changed.first() {
            Some(only) if self.changed.len() == 1 => only.as_str(),
            _ => "",
        };
        if let Some(import) = self.import.take() {
            import.finish(db, "imported", key, Some(&self.report.counts), stamp)?;
        }
        for row in &self.renamings {
            let (old, asset, record) = (&row.holder, &row.draft.asset, &row.mark);
            let renaming = Renaming { old, asset, line: line(&row.draft), file: self.load.name, record };
            store::asset::rename(db, &row.owner.code, &renaming, stamp)?;
        }
        Ok(self.report)
    }
}
