//! The log from its first event to its last: each hash computed anew, each text beside it, each table told again.

use std::collections::HashMap;

use super::Progress;
use super::anchor::Anchor;
use super::fault::{Check, Faults, What};
use super::tables::Tables;
use crate::store::chain::{self, Columns, Hash, Head};
use crate::store::db::{Db, R, Row};

const EVENTS: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.behind_s, e.part_of, e.hash, t.event, t.salt, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id ORDER BY e.id NULLS FIRST";

/// Follows the whole chain. After an event that is not what the chain says it goes on from what is stored, so that
/// each fault is told once.
pub(super) fn check(
    db: &mut dyn Db,
    head: &Head,
    anchor: Option<&Anchor>,
    tables: &mut Tables,
    faults: &mut Faults,
    progress: Progress<'_>,
) -> R<()> {
    let total = u64::try_from(head.position).unwrap_or(0);
    let mut reached = Head { position: 0, hash: Hash::NONE };
    let mut erased = HashMap::new();
    db.each(EVENTS, &[], &mut |row| {
        let columns = Columns::read(row)?;
        let before = std::mem::replace(&mut reached, Head { position: 0, hash: Hash::NONE });
        reached = link(&before, &columns, &Hash::stored(row.blob(16)?)?, faults);
        match text(&columns, row, faults)? {
            Some(left) => drop(erased.insert(columns.id, left)),
            None => closing(&columns, row.opt_text(19)?, &before, faults), // an erased one has no checksum any more
        }
        tables.follow(&columns, row.opt_text(19)?, faults);
        if let Some(anchor) = anchor.filter(|anchor| anchor.position == columns.id)
            && !anchor.is(&reached.hash)
        {
            faults.add(Check::Anchor, format!("event {}", columns.id), What::Altered);
        }
        progress(Check::Chain, u64::try_from(columns.id).unwrap_or(0), total);
        Ok(())
    })?;
    erasures(&erased, &tables.erased.texts, faults);
    if reached != *head {
        let what = What::Number { holds: head.position, said: reached.position };
        faults.add(Check::Chain, "chain main", if head.position == reached.position { What::Altered } else { what });
    }
    if let Some(anchor) = anchor.filter(|anchor| anchor.position > reached.position) {
        let what = What::EndsBefore { noted: anchor.position };
        faults.add(Check::Anchor, format!("event {}", reached.position), what);
    }
    Ok(())
}

/// One event after the one before; where the chain stands then.
fn link(before: &Head, columns: &Columns<'_>, stored: &Hash, faults: &mut Faults) -> Head {
    if columns.id != before.position + 1 {
        for missing in (before.position + 1..columns.id).take(3) {
            faults.add(Check::Chain, format!("event {missing}"), What::Missing);
        }
    } else if columns.hash(&before.hash) != *stored {
        faults.add(Check::Chain, format!("event {}", columns.id), What::Altered);
    }
    Head { position: columns.id, hash: *stored }
}

/// The checksum of a month that was closed.
fn closing(columns: &Columns<'_>, documents: Option<&str>, before: &Head, faults: &mut Faults) {
    if columns.subject != "closing" || columns.kind != "closed" {
        return;
    }
    let of = (columns.key.unwrap_or_default(), columns.arg);
    if let Some(sentence) = crate::store::closing::fault(of, columns.data, documents, before) {
        faults.add(Check::Tables, format!("event {}", columns.id), What::Said(sentence));
    }
}

/// The erasable text beside an event. Where it is not what was written, the digest of what is there, or nothing where
/// nothing is: an event has to say that it was erased.
fn text(columns: &Columns<'_>, row: &Row<'_>, faults: &mut Faults) -> R<Option<Option<Hash>>> {
    let there = row.opt_int(17)?.is_some();
    let (salt, body) = (row.opt_blob(18)?, row.opt_text(19)?);
    let what = match (columns.digest, body) {
        (None, None) if !there => return Ok(None),
        (None, _) => What::Unexplained,
        (Some(_), _) if columns.subject == "asset" && !there => return Ok(None), // of its changes
        (Some(_), _) if !there => What::Missing,
        (Some(digest), Some(body)) => {
            let found = chain::digest_of(salt.unwrap_or_default(), body);
            return Ok((found.0 != digest).then_some(Some(found)));
        }
        (Some(_), None) if salt.is_none() => return Ok(Some(None)),
        (Some(_), None) => What::Altered,
    };
    faults.add(Check::Texts, format!("event_text {}", columns.id), what);
    Ok(None)
}

/// Texts that are not what was written, beside what the log says of erasures.
fn erasures(found: &HashMap<i64, Option<Hash>>, said: &HashMap<i64, Option<Hash>>, faults: &mut Faults) {
    let mut wrong: Vec<(i64, What)> = Vec::new();
    for (event, left) in found {
        match said.get(event) {
            Some(said) if said == left => {}
            _ => wrong.push((*event, if left.is_none() { What::Missing } else { What::Altered })),
        }
    }
    let back = said.keys().filter(|event| !found.contains_key(event));
    wrong.extend(back.map(|event| (*event, What::Unexplained))); // erased, and there again
    wrong.sort_by_key(|(event, _)| *event);
    for (event, what) in wrong {
        faults.add(Check::Texts, format!("event_text {event}"), what);
    }
}
