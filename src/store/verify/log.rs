//! The log from its first event to its last: each hash computed anew, each text beside it, each table told again.

use super::Progress;
use super::anchor::Anchor;
use super::fault::{Check, Faults, What};
use super::tables::Tables;
use crate::store::chain::{self, Columns, Hash, Head};
use crate::store::db::{Db, R, Row};

const EVENTS: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.hash, t.event, t.salt, t.body
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
    let mut bare = Vec::new();
    db.each(EVENTS, &[], &mut |row| {
        let columns = Columns::read(row)?;
        closing(&columns, row.opt_text(17)?, &reached, faults);
        reached = link(&reached, &columns, &Hash::stored(row.blob(14)?)?, faults);
        if text(&columns, row, faults)? == Text::Erased {
            bare.push(columns.id);
        }
        tables.follow(&columns, row.opt_text(17)?, faults);
        if let Some(anchor) = anchor.filter(|anchor| anchor.position == columns.id)
            && !anchor.is(&reached.hash)
        {
            faults.add(Check::Anchor, format!("event {}", columns.id), What::Altered);
        }
        progress(Check::Chain, u64::try_from(columns.id).unwrap_or(0), total);
        Ok(())
    })?;
    for event in bare.into_iter().filter(|event| !tables.erased.texts.contains(event)) {
        faults.add(Check::Texts, format!("event_text {event}"), What::Missing);
    }
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

/// What is there of a text beside an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    /// All that should be.
    Whole,
    /// Nothing but its digest: an event has to say that it was erased.
    Erased,
}

/// The erasable text beside an event.
fn text(columns: &Columns<'_>, row: &Row<'_>, faults: &mut Faults) -> R<Text> {
    let there = row.opt_int(15)?.is_some();
    let (salt, body) = (row.opt_blob(16)?, row.opt_text(17)?);
    let what = match (columns.digest, body) {
        (None, None) if !there => return Ok(Text::Whole),
        (None, _) => What::Unexplained,
        (Some(_), _) if columns.subject == "asset" && !there => return Ok(Text::Whole), // of its changes
        (Some(_), _) if !there => What::Missing,
        (Some(digest), Some(body)) if chain::digest_of(salt.unwrap_or_default(), body).0 != digest => What::Altered,
        (Some(_), None) if salt.is_none() => return Ok(Text::Erased),
        (Some(_), None) => What::Altered,
        _ => return Ok(Text::Whole),
    };
    faults.add(Check::Texts, format!("event_text {}", columns.id), what);
    Ok(Text::Whole)
}
