//! Each event of a change turned round, the last one first, by an event that says so.

use serde_json::json;

use super::look::named;
use super::{Change, Refusal, UNDONE, whole};
use crate::domain::id::TicketNumber;
use crate::store::db::{Db, DbErr, R};
use crate::store::event::{self, Draft, Recorded, Stamp, Subject};
use crate::store::{asset, licence, life, ticket, version};

/// An event about to be taken back.
pub(super) struct Turn {
    /// The event.
    pub(super) event: Recorded,
    /// What it did or took back first of all; itself unless it is an undo.
    pub(super) origin: Recorded,
    /// To take the event back is to bring the origin back.
    pub(super) brings_back: bool,
}

impl Turn {
    /// Follows undos of undos to where they began. Events of tickets need not be followed: their order tells all.
    pub(super) fn of(db: &mut dyn Db, event: &Recorded) -> R<Self> {
        let mut turn = Self { event: event.clone(), origin: event.clone(), brings_back: false };
        while turn.origin.kind == UNDONE && turn.origin.ticket.is_none() {
            let of = named(&turn.origin)?;
            let missing = || DbErr::damaged(format!("event {} takes back an event that is not there", turn.origin.id));
            turn.origin = event::get(db, of)?.ok_or_else(missing)?;
            turn.brings_back = !turn.brings_back;
        }
        Ok(turn)
    }

    /// Its subject, where infog knows it.
    pub(super) fn subject(&self) -> Option<Subject> {
        Subject::ALL.into_iter().find(|subject| subject.code() == self.event.subject)
    }

    /// It put a version of a calendar or contract, or took one back.
    pub(super) fn is_version(&self) -> bool {
        matches!(self.origin.kind.as_str(), "applied" | "corrected")
    }

    /// Who takes it back: it happened when what it takes back happened.
    fn stamp(&self, stamp: &Stamp) -> Stamp {
        Stamp { at: self.event.stamp.at, ..stamp.clone() }
    }

    /// Appends the event that says so.
    pub(super) fn say(&self, db: &mut dyn Db, data: Option<&str>, beside: Option<&str>, stamp: &Stamp) -> R<i64> {
        let (key, arg) = (self.event.key.clone().unwrap_or_default(), self.event.id.to_string());
        let subject =
            self.subject().ok_or_else(|| DbErr::damaged(format!("event {} is about nothing", self.event.id)))?;
        let stamp = self.stamp(stamp);
        event::append(
            db,
            &Draft { stamp: &stamp, subject, key: &key, kind: UNDONE, arg: &arg, data, beside, digest: None },
        )
    }
}

/// Takes back all of a change.
pub(super) fn all(db: &mut dyn Db, change: &Change, turns: &[Turn], stamp: &Stamp) -> Result<(), Refusal> {
    let mut done: Vec<TicketNumber> = Vec::new();
    for turn in turns.iter().rev() {
        match turn.event.ticket {
            Some((number, _)) if done.contains(&number) => {}
            Some((number, _)) => {
                done.push(number);
                let of = change.events.iter().rev().filter_map(|event| event.ticket);
                let seqs: Vec<u32> = of.filter(|(other, _)| *other == number).map(|(_, seq)| seq).collect();
                ticket::take_back(db, number, &seqs, stamp)?;
            }
            None => one(db, turn, stamp)?,
        }
    }
    Ok(())
}

fn one(db: &mut dyn Db, turn: &Turn, stamp: &Stamp) -> Result<(), Refusal> {
    let (origin, back) = (&turn.origin, turn.brings_back);
    match turn.subject() {
        Some(
            subject @ (Subject::Client
            | Subject::Site
            | Subject::Contact
            | Subject::Version
            | Subject::Campaign
            | Subject::ThirdParty
            | Subject::Authorisation),
        ) => {
            let (beside, row) = whole::turn(db, subject, turn)?;
            turn.say(db, Some(&json!({ "row": row }).to_string()), Some(&beside), stamp)?;
        }
        Some(Subject::Asset) => asset::take_back(db, &turn.event, &turn.stamp(stamp))?,
        Some(Subject::Calendar | Subject::Contract) if turn.is_version() => {
            let by = turn.say(db, None, None, stamp)?;
            let contract = turn.subject() == Some(Subject::Contract);
            if back {
                version::bring_back(db, contract, origin.id)?
            } else {
                version::take_back(db, contract, origin.id, by)?
            }
        }
        Some(Subject::Licence) => {
            turn.say(db, None, None, stamp)?;
            if back { licence::redo_seat(db, origin)? } else { licence::undo_seat(db, origin)? }
        }
        Some(Subject::Deed) => {
            turn.say(db, None, None, stamp)?;
            if back { life::bring_back(db, origin)? } else { life::take_back(db, origin)? }
        }
        _ => {
            turn.say(db, None, None, stamp)?;
        }
    }
    Ok(())
}
