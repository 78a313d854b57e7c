//! Moves, repairs, loans, replacements and updates of one asset, from its changes and deeds.

use serde_json::{Map, Value, json};

use crate::cli::asset::moving::moved;
use crate::cli::failure::Failure;
use crate::domain::asset::{AssetStatus, Field};
use crate::domain::calendar::Zone;
use crate::domain::id::{AssetTag, ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::life::{self, Deed, Entry, repairs};
use crate::domain::version::Component;
use crate::store::asset::Change;
use crate::store::{self, Db};

/// A dated change of the status.
pub struct Move {
    pub at: Instant,
    pub by: String,
    pub from: AssetStatus,
    pub to: AssetStatus,
    /// The type of the deed that explains it, and the other asset.
    pub deed: Option<(String, Option<AssetTag>)>,
    pub text: Option<String>,
}

/// A dated change of a version, whoever made it: an update, an edit, an import.
pub struct Update {
    pub at: Instant,
    pub by: String,
    pub component: Component,
    pub from: Option<String>,
    pub to: Option<String>,
    pub ticket: Option<TicketNumber>,
    pub text: Option<String>,
}

/// What became of an asset.
pub struct Story {
    pub moves: Vec<Move>,
    pub updates: Vec<Update>,
    pub deeds: Vec<Entry>,
}

impl Story {
    /// Reads it, oldest first.
    ///
    /// # Errors
    /// The database.
    pub fn read(db: &mut dyn Db, client: &ClientCode, tag: &AssetTag) -> Result<Self, Failure> {
        let mut changes = store::asset::history(db, client, tag)?;
        changes.retain(Change::stands);
        let deeds = store::life::of_asset(db, (client, tag))?;
        let mut moves: Vec<Move> = changes.iter().filter_map(|change| move_of(change, &deeds)).collect();
        let mut updates: Vec<Update> = changes.iter().flat_map(|change| updates_of(change, &deeds)).collect();
        moves.sort_by_key(|entry| entry.at);
        updates.sort_by_key(|entry| entry.at);
        Ok(Self { moves, updates, deeds })
    }

    /// The asset that took its place.
    pub fn replaced_by(&self) -> Option<&AssetTag> {
        life::successor(&self.deeds).map(|(_, tag)| tag)
    }

    /// The asset whose place it took.
    pub fn replaces(&self) -> Option<&AssetTag> {
        life::predecessor(&self.deeds).map(|(_, tag)| tag)
    }

    /// The asset for which it stands in.
    pub fn stands_in_for(&self) -> Option<&AssetTag> {
        life::open_loan(&self.deeds)?.other.as_ref().map(|(_, tag)| tag)
    }

    /// Adds all of it for programs.
    pub fn add_to(&self, json: &mut Map<String, Value>, zone: &Zone) {
        json.insert("moves".into(), self.moves.iter().map(|entry| move_json(entry, zone)).collect());
        json.insert("repairs".into(), repairs(&self.deeds).iter().map(|repair| repair_json(repair, zone)).collect());
        json.insert("updates".into(), self.updates.iter().map(|entry| update_json(entry, zone)).collect());
        json.insert("replaces".into(), json!(self.replaces()));
        json.insert("replaced_by".into(), json!(self.replaced_by()));
        json.insert("stands_in_for".into(), json!(self.stands_in_for()));
    }
}

/// The deed that was recorded with a change: the first after it, by the same person at the same instants.
fn deed_of<'a>(change: &Change, deeds: &'a [Entry]) -> Option<&'a Entry> {
    let with = |entry: &&Entry| {
        entry.event > change.event
            && (entry.at, entry.recorded_at) == (change.at, change.recorded_at)
            && entry.by == change.actor
            && entry.code == change.kind
    };
    deeds.iter().find(with)
}

fn move_of(change: &Change, deeds: &[Entry]) -> Option<Move> {
    let (from, to, at) = moved(change)?;
    let deed = deed_of(change, deeds);
    Some(Move {
        at,
        by: change.actor.clone(),
        from,
        to,
        deed: deed.map(|entry| (entry.code.clone(), entry.other.as_ref().map(|(_, tag)| tag.clone()))),
        text: deed.and_then(Entry::text).map(str::to_owned),
    })
}

fn updates_of(change: &Change, deeds: &[Entry]) -> Vec<Update> {
    let (Some(before), Some(after)) = (&change.before, &change.after) else { return Vec::new() };
    let deed = deed_of(change, deeds).filter(|entry| matches!(entry.deed(), Some(Deed::Updated { .. })));
    let ticket = deed.and_then(Entry::deed).and_then(|deed| match deed {
        Deed::Updated { ticket, .. } => *ticket,
        _ => None,
    });
    let update = |field: crate::domain::asset::FieldChange| {
        let component = Field::parse(&field.field).as_ref().and_then(Component::of)?;
        Some(Update {
            at: change.at,
            by: change.actor.clone(),
            component,
            from: field.before,
            to: field.after,
            ticket,
            text: deed.and_then(Entry::text).map(str::to_owned),
        })
    };
    before.diff(after).into_iter().filter_map(update).collect()
}

fn move_json(entry: &Move, zone: &Zone) -> Value {
    json!({
        "at": zone.rfc3339(entry.at),
        "by": entry.by,
        "from": entry.from,
        "to": entry.to,
        "type": entry.deed.as_ref().map(|(code, _)| code),
        "other": entry.deed.as_ref().and_then(|(_, other)| other.as_ref()),
        "text": entry.text,
    })
}

fn repair_json(repair: &life::Repair<'_>, zone: &Zone) -> Value {
    let mut json = json!({
        "out_at": zone.rfc3339(repair.out.at),
        "back_at": repair.back.map(|back| zone.rfc3339(back.at)),
        "loan": repair.out.other.as_ref().map(|(_, tag)| tag),
        "text": repair.out.text(),
        "back_text": repair.back.and_then(Entry::text),
    });
    if let (Some(object), Some(Deed::SentOut { supplier, reference, expected_on, .. })) =
        (json.as_object_mut(), repair.out.deed())
    {
        object.insert("supplier".into(), json!(supplier));
        object.insert("reference".into(), json!(reference));
        object.insert("expected_on".into(), json!(expected_on));
    }
    json
}

fn update_json(entry: &Update, zone: &Zone) -> Value {
    json!({
        "at": zone.rfc3339(entry.at),
        "by": entry.by,
        "component": entry.component,
        "from": entry.from,
        "to": entry.to,
        "ticket": entry.ticket,
        "text": entry.text,
    })
}
