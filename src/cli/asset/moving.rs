//! What moves, repairs, replacements and updates have in common: a change of columns with the deed that explains it.

use serde_json::{Map, Value, json};

use super::which::Owned;
use super::{json_of, put};
use crate::cli::failure::Failure;
use crate::domain::asset::{Asset, AssetStatus};
use crate::domain::calendar::Zone;
use crate::domain::id::{AssetTag, ClientCode};
use crate::domain::instant::Instant;
use crate::domain::life::{self, Deed, Entry, Told};
use crate::domain::text;
use crate::store::asset::Change;
use crate::store::event::Stamp;
use crate::store::life::Named;
use crate::store::{self, Db};

/// The words about a deed, if any were said.
///
/// # Errors
/// They are too long, or hold control characters.
pub fn said(text: Option<&str>) -> Result<Option<String>, Failure> {
    let given = text.filter(|text| !text.trim().is_empty());
    Ok(given.map(|given| text::body("text", given)).transpose()?)
}

/// Writes the asset as it is now, and what was done to it.
///
/// # Errors
/// Its serial number belongs to another, or the database.
pub fn change(
    db: &mut dyn Db,
    client: &ClientCode,
    after: &Asset,
    kind: &str,
    (told, other): (&Told, Option<Named<'_>>),
    stamp: &Stamp,
) -> Result<(), Failure> {
    put(db, client, after, kind, stamp)?;
    store::life::record(db, (client, &after.tag), other, told, stamp)?;
    Ok(())
}

/// Refuses a move that would come before one that is known already: the status of today would be that of yesterday.
///
/// # Errors
/// There is a later move.
pub fn in_order(db: &mut dyn Db, owned: &Owned, at: Instant) -> Result<(), Failure> {
    let (client, tag) = (&owned.client.code, &owned.asset.tag);
    let history = store::asset::history(db, client, tag)?;
    let later = history
        .iter()
        .filter(|change| change.stands() && change.at > at)
        .filter_map(moved)
        .max_by_key(|(_, _, when)| *when);
    match later {
        Some((_, status, when)) => {
            let (when, at) = (owned.zone.rfc3339(when), owned.zone.rfc3339(at));
            Err(Failure::refused(format!("asset `{tag}` became `{status}` at {when}; {at} is before that"))
                .hinted("give a later `--at`; `infog asset show` lists the moves"))
        }
        None => Ok(()),
    }
}

/// From what to what a change took the status, and when.
#[must_use]
pub fn moved(change: &Change) -> Option<(AssetStatus, AssetStatus, Instant)> {
    let (before, after) = (change.before.as_ref()?.status, change.after.as_ref()?.status);
    (before != after).then_some((before, after, change.at))
}

/// What is out for repair or on loan is brought back with its own verb.
///
/// # Errors
/// The asset is away.
pub fn at_hand(deeds: &[Entry], tag: &AssetTag) -> Result<(), Failure> {
    if let Some(repair) = life::open_repair(deeds) {
        let who = match repair.out.deed() {
            Some(Deed::SentOut { supplier, .. }) => format!(" at {supplier}"),
            _ => String::new(),
        };
        return Err(Failure::refused(format!("asset `{tag}` is out for repair{who}"))
            .hinted(format!("say that it is back with `infog asset repair back \"{tag}\"`"))
            .hinted("what is not worth it is retired there: `--status retired`"));
    }
    match life::open_loan(deeds).and_then(|loan| loan.other.as_ref()) {
        Some((_, other)) => Err(Failure::refused(format!("asset `{tag}` stands in for `{other}`, which is in repair"))
            .hinted(format!("end the loan with `infog asset repair back \"{other}\"`"))),
        None => Ok(()),
    }
}

/// Refuses what is retired or lost.
///
/// # Errors
/// It is.
pub fn in_use(asset: &Asset) -> Result<(), Failure> {
    match asset.status {
        AssetStatus::Retired | AssetStatus::Lost => {
            Err(Failure::refused(format!("asset `{}` is {}", asset.tag, asset.status))
                .hinted(format!("bring it back first with `infog asset status \"{}\" in-stock`", asset.tag)))
        }
        _ => Ok(()),
    }
}

/// The asset for programs, with what changed and what was done.
#[must_use]
pub fn json_with(
    client: &ClientCode,
    before: &Asset,
    after: &Asset,
    done: Option<(&Told, Instant, &Zone)>,
) -> Map<String, Value> {
    let mut json = json_of(client, after);
    let changes = before.diff(after);
    json.insert("result".into(), json!(if changes.is_empty() { "unchanged" } else { "updated" }));
    json.insert("changes".into(), json!(changes));
    if let Some((told, at, zone)) = done {
        json.insert("deed".into(), json!(told));
        json.insert("at".into(), json!(zone.rfc3339(at)));
    }
    json
}
