//! Campaigns of inventory: begun, then accepted by the client, who thereby freezes a dated state.

mod accept;
mod list;
mod show;
mod start;

use serde_json::{Value, json};

use crate::domain::calendar::Zone;
use crate::domain::campaign::Campaign;
use crate::locale::Locale;
use crate::report::page::{Cell, Tone};

verbs! { "Take an inventory that the client accepts: start, accept, list, show" {
    Start(start::Args),
    Accept(accept::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
} }

/// A campaign for programs.
fn json_of(zone: &Zone, campaign: &Campaign) -> Value {
    let accepted = campaign.accepted.as_ref();
    json!({
        "campaign": campaign.name,
        "client": campaign.client,
        "state": if accepted.is_some() { "accepted" } else { "under-way" },
        "started_at": zone.rfc3339(campaign.started_at),
        "note": campaign.note,
        "accepted_at": accepted.map(|accepted| zone.rfc3339(accepted.at)),
        "accepted_by": accepted.map(|accepted| &accepted.by),
        "evidence": accepted.and_then(|accepted| accepted.evidence.as_ref()),
        "frozen": accepted.map(|accepted| accepted.assets),
        "sha256": accepted.map(|accepted| &accepted.sha256),
    })
}

fn state(locale: &Locale, campaign: &Campaign) -> Cell {
    match campaign.accepted {
        Some(_) => Cell::both(locale.campaign_accepted(), "accepted").tone(Tone::Good),
        None => Cell::both(locale.campaign_under_way(), "under-way").tone(Tone::Warn),
    }
}

fn moment(locale: &Locale, zone: &Zone, at: crate::domain::instant::Instant) -> Cell {
    Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at))
}
