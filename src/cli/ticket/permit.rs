//! Whether work may be logged on assets that third parties manage (rule 22).

use chrono::NaiveDate;

use super::record::Before;
use crate::cli::failure::Failure;
use crate::domain::asset::{Asset, ManagedBy};
use crate::domain::third_party::{Managed, Permit, managed};
use crate::store::{self, Db};

/// What allows work on the ticket's assets at `before.at`; nothing where no third party manages one.
///
/// # Errors
/// Nothing in force allows it, and no reason was given to do it all the same.
pub fn of(db: &mut dyn Db, before: &Before<'_>, reason: Option<&str>) -> Result<Option<Permit>, Failure> {
    let client = &before.state.opening.client;
    let mut assets: Vec<Asset> = Vec::new();
    for tag in before.state.assets() {
        assets.extend(store::asset::current(db, client, tag)?);
    }
    if assets.iter().all(|asset| asset.managed_by != ManagedBy::ThirdParty) {
        return Ok(None);
    }
    let authorisations = store::third_party::of_client(db, client)?;
    let day = before.zone.date(before.at);
    let theirs = managed(client, &assets, &authorisations, day);
    Permit::of(&theirs, reason).map_err(|bare| refusal(client.as_str(), &bare, day))
}

fn refusal(client: &str, bare: &[&Managed], day: NaiveDate) -> Failure {
    let named = bare.iter().map(|asset| match &asset.party {
        Some(party) => format!("asset `{}` is managed by third party `{party}`", asset.asset),
        None => format!("asset `{}` is managed by a third party that nobody named", asset.asset),
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let mut failure = Failure::refused(format!("{named}: no authorisation in force on {day} allows work on it"));
    for last in bare.iter().filter_map(|asset| asset.last.as_ref()) {
        let to = last.to.map(|to| to.to_string()).unwrap_or_default();
        failure = failure.hinted(format!("{} ended on {to}", last.number));
    }
    if let Some(first) = bare.first() {
        let (party, tag) = (first.party.as_deref().unwrap_or("CODE"), &first.asset);
        failure = failure.hinted(format!(
            "record what allows it: `infog authorisation add {party} --client {client} --asset \"{tag}\" --granted-by NAME`"
        ));
    }
    failure.hinted("or say why it was done all the same: `--override REASON`")
}
