//! Outages and planned maintenance.

mod add;
mod edit;
mod end;
mod import;
mod list;
mod remove;

use serde_json::{Value, json};

use super::completions::candidates;
use super::context::{Ctx, Instants};
use super::desk::Desk;
use super::failure::Failure;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::id::{AssetTag, ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::outage::{NoOutage, Outage};
use crate::domain::text;
use crate::intake::when::{self, Looking};
use crate::locale::Locale;
use crate::report::page::{Cell, Tone};
use crate::store::outage::Known;
use crate::store::{self, Db};

verbs! { "Record outages and planned maintenance: what was down, from when to when" {
    Add(add::Args),
    End(end::Args),
    Edit(edit::Args),
    Remove(remove::Args),
    Import(import::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
} }

/// What is known of an outage, as options of a verb.
#[derive(clap::Args, Debug, Default)]
struct Said {
    /// What is or was down. May be repeated
    #[arg(long = "asset", value_name = "TAG", add = candidates::assets())]
    assets: Vec<String>,

    /// Since when
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    from: Option<String>,

    /// Until when; without it, it is not over
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    to: Option<String>,

    /// It is maintenance that was agreed beforehand
    #[arg(long)]
    planned: bool,

    /// When the client was told; told after it began, it counts as an outage
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true, requires = "planned")]
    announced: Option<String>,

    /// Ticket about it
    #[arg(long, value_name = "N")]
    ticket: Option<TicketNumber>,

    /// Why: a code that the contract excludes, or words
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// Instants of outages are past, but for those of planned work.
fn instant(reader: Instants, text: &str, zone: &Zone, planned: bool, now: Instant) -> Result<Instant, Failure> {
    if !planned {
        let at = reader.read(text, zone)?;
        return if at > now { Err(still_to_come(zone, at)) } else { Ok(at) };
    }
    Ok(when::parse(text, now, zone, Looking::Forward)?)
}

fn still_to_come(zone: &Zone, at: Instant) -> Failure {
    Failure::refused(format!("{} is still to come", zone.rfc3339(at)))
        .hinted("only planned maintenance is recorded beforehand: `--planned`")
}

fn refused(why: &NoOutage, outage: &Outage, zone: &Zone) -> Failure {
    let failure = match (why, outage.to) {
        (NoOutage::Backwards, Some(to)) => {
            Failure::refused(format!("{why}: {} to {}", zone.rfc3339(outage.from), zone.rfc3339(to)))
        }
        _ => Failure::refused(why.to_string()),
    };
    failure.hinted(match why {
        NoOutage::Backwards => "look at the two instants; `--to` comes later than `--from`",
        NoOutage::OfNothing => "name what was down with `--asset TAG`",
        NoOutage::Announced => "add `--planned`, or leave the announcement out",
    })
}

/// The outage with this number and its client; the numbers there are, where there is none.
fn found(db: &mut dyn Db, number: i64) -> Result<(Client, Known), Failure> {
    let all = store::outage::list(db, None)?;
    let clients = store::client::list(db, true)?;
    let known = match all.get(&number) {
        Some(Some(known)) => known.clone(),
        Some(None) => return Err(Failure::refused(format!("outage {number} was removed"))),
        None => return Err(no_outage(number, all.len())),
    };
    let client = clients.into_iter().find(|client| client.code.key() == known.client_key);
    let client = client.ok_or_else(|| Failure::fault(format!("outage {number} is of no client that is known")))?;
    Ok((client, known))
}

fn no_outage(number: i64, known: usize) -> Failure {
    let failure = Failure::refused(format!("there is no outage {number}"));
    match known {
        0 => failure.hinted("add one with `infog outage add --asset TAG --from WHEN`"),
        _ => failure.hinted("`infog outage list` shows them"),
    }
}

/// Tags of assets that the client has, as they are spelt there.
fn tags(desk: &mut Desk, db: &mut dyn Db, client: &ClientCode, typed: &[AssetTag]) -> Result<Vec<AssetTag>, Failure> {
    let mut tags: Vec<AssetTag> = Vec::with_capacity(typed.len());
    for asset in desk.assets(db, client, typed)? {
        if !tags.contains(&asset.tag) {
            tags.push(asset.tag);
        }
    }
    Ok(tags)
}

fn parsed(tags: &[String]) -> Result<Vec<AssetTag>, Failure> {
    Ok(tags.iter().map(|tag| tag.parse()).collect::<Result<Vec<AssetTag>, _>>()?)
}

/// That there is such a ticket of the client.
fn known_ticket(db: &mut dyn Db, client: &ClientCode, number: TicketNumber) -> Result<(), Failure> {
    match store::ticket::summary(db, number)? {
        Some(summary) if summary.client.key() == client.key() => Ok(()),
        Some(summary) => Err(Failure::refused(format!("ticket {number} is of client `{}`", summary.client))),
        None => Err(super::desk::no_ticket(db, number)?),
    }
}

fn reason(words: Option<&str>) -> Result<Option<String>, Failure> {
    Ok(words.map(|words| text::line("reason", words)).transpose()?)
}

fn json_of(known: &Known, client: &ClientCode, zone: &Zone) -> Value {
    let outage = &known.outage;
    let at = |at: Option<Instant>| at.map(|at| zone.rfc3339(at));
    json!({
        "number": known.number,
        "client": client,
        "assets": outage.assets,
        "from": at(Some(outage.from)),
        "to": at(outage.to),
        "planned": outage.planned,
        "announced_at": at(outage.announced_at),
        "ticket": outage.ticket,
        "reason": outage.reason,
        "by": known.by,
    })
}

/// `2026-02-02 09:00 – 10:30, 1 h 30`.
fn span(locale: &Locale, outage: &Outage, zone: &Zone) -> String {
    let from = locale.moment(zone.local(outage.from));
    match outage.to {
        Some(to) => {
            let (until, long) = (locale.moment(zone.local(to)), locale.duration(to.since(outage.from)));
            format!("{}, {long}", locale.range(from, until))
        }
        None => locale.outage_since(from),
    }
}

fn kind(locale: &Locale, outage: &Outage) -> Cell {
    match (outage.planned, outage.was_announced()) {
        (true, true) => Cell::both(locale.outage_planned(), "planned"),
        (true, false) => Cell::both(locale.outage_planned_late(), "planned-late").tone(Tone::Warn),
        _ => Cell::both(locale.outage_unplanned(), "unplanned"),
    }
}

/// Says what was recorded.
fn tell(ctx: &Ctx, known: &Known, client: &Client, zone: &Zone, sentence: &str) -> Result<(), Failure> {
    let json = json_of(known, &client.code, zone);
    ctx.changed(&json, sentence, &known.number.to_string())
}
