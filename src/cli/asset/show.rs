//! `infog asset show`.

use serde_json::{Value, json};

use super::{json_of, missing_of};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, Field};
use crate::domain::calendar::Zone;
use crate::domain::contract::Contract;
use crate::domain::contract::perimeter::{Subject, services_of};
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::locale::Locale;
use crate::report::asset_value::value;
use crate::report::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::store::client::ClientId;
use crate::store::ticket::Summary;
use crate::store::{self, Db};

/// Tickets shown beside it.
const LAST_TICKETS: u32 = 3;

/// Show an asset: what is known, who covers it, its last tickets
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog asset show RIED-SRV-01")]
pub struct Args {
    /// Its tag
    #[arg(add = candidates::assets())]
    tag: String,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

/// Everything that stands beside an asset.
struct Found {
    client: ClientCode,
    zone: Zone,
    asset: Asset,
    covered: Vec<Covered>,
    tickets: Vec<(TicketNumber, Summary)>,
}

/// A contract in force that covers it, by a line where it draws lines.
struct Covered {
    contract: String,
    line: Option<String>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let found = ctx.read(|db| self.found(db, now))?;
        let page = page(&ctx.locale, &found);
        ctx.answer(&Answer { json: json_with(&found), page })?;
        Ok(Exit::Done)
    }

    fn found(&self, db: &mut dyn Db, now: Instant) -> Result<Found, Failure> {
        let named = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
        let (client, asset) = find::asset(db, named.as_ref().map(|client| &client.code), &self.tag)?;
        let zone = find::zone_of(&find::client(db, client.as_str())?)?;
        let covered = covered(db, &client, &asset, now, &zone)?;
        let tickets = match store::client::id(db, &client)? {
            Some(id) => last_tickets(db, &client, id, &asset)?,
            None => Vec::new(),
        };
        Ok(Found { client, zone, asset, covered, tickets })
    }
}

/// Its last tickets, those under its former tags too.
fn last_tickets(
    db: &mut dyn Db,
    client: &ClientCode,
    id: ClientId,
    asset: &Asset,
) -> Result<Vec<(TicketNumber, Summary)>, Failure> {
    let mut found = store::ticket::of_asset(db, id, &asset.tag, LAST_TICKETS)?;
    for former in store::asset::former_tags(db, client, &asset.tag)? {
        found.extend(store::ticket::of_asset(db, id, &former, LAST_TICKETS)?);
    }
    found.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    found.dedup_by_key(|(number, _)| *number);
    found.truncate(LAST_TICKETS as usize);
    Ok(found)
}

fn covered(
    db: &mut dyn Db,
    client: &ClientCode,
    asset: &Asset,
    now: Instant,
    reader: &Zone,
) -> Result<Vec<Covered>, Failure> {
    let services = services_of(asset);
    let stored = store::contract::of_client(db, client)?;
    let originals: Vec<String> =
        stored.into_iter().filter(|s| s.value.amendment == 0).map(|s| s.value.contract.to_string()).collect();
    let mut covered = Vec::new();
    for reference in originals {
        let contract: Contract = find::contract(db, &reference)?;
        let Some(latest) = contract.latest() else { continue };
        let today = find::calendar(db, &latest.calendar, reader)?.zone().date(now);
        let coverage = contract.terms_in_force_on(today).map(|terms| terms.coverage(&Subject::of(asset, &services)));
        if let Some(coverage) = coverage.filter(|coverage| coverage.is_inside()) {
            covered.push(Covered { contract: reference, line: coverage.line().map(ToString::to_string) });
        }
    }
    Ok(covered)
}

fn json_with(found: &Found) -> Value {
    let mut json = json_of(&found.client, &found.asset);
    let covered = found.covered.iter().map(|c| json!({ "contract": c.contract, "line": c.line }));
    json.insert("covered_by".into(), covered.collect());
    json.insert("missing".into(), json!(found.asset.missing()));
    let ticket = |(number, summary): &(TicketNumber, Summary)| {
        let opened_at = found.zone.rfc3339(summary.opened_at);
        json!({ "number": number, "opened_at": opened_at, "status": summary.status.code(), "title": summary.title })
    };
    json.insert("last_tickets".into(), found.tickets.iter().map(ticket).collect());
    Value::Object(json)
}

fn page(locale: &Locale, found: &Found) -> Page {
    let mut page = Page::new();
    page.heading(1, found.asset.text("label").unwrap_or(found.asset.tag.as_str()));
    page.facts(facts(locale, found));
    page.heading(2, locale.tickets_of_asset(found.asset.tag.as_str())).table(tickets(locale, found));
    page
}

fn facts(locale: &Locale, found: &Found) -> Facts {
    let asset = &found.asset;
    let mut facts = Facts::new("asset");
    facts.add("client", locale.title_client(), found.client.as_str());
    for (key, field) in Field::NAMES.into_iter().filter_map(|name| Some((name, Field::parse(name)?))) {
        facts.maybe(key, locale.asset_field(&field), value(locale, asset, &field));
    }
    for (name, value) in &asset.attrs {
        facts.add("attr", name.as_str(), value.as_str());
    }
    let covered: Vec<String> = found.covered.iter().map(covered_words).collect();
    let covered = if covered.is_empty() {
        Cell::both(locale.no_commitment(), "").tone(Tone::Warn)
    } else {
        Cell::from(covered.join(", "))
    };
    facts.add("covered_by", locale.title_contract(), covered);
    if !asset.missing().is_empty() {
        facts.add("missing", locale.asset_missing(), missing_of(locale, asset));
    }
    facts
}

fn covered_words(covered: &Covered) -> String {
    match &covered.line {
        Some(line) => format!("{} ({line})", covered.contract),
        None => covered.contract.clone(),
    }
}

fn tickets(locale: &Locale, found: &Found) -> Table {
    let mut table = Table::new("tickets", locale.none_of_asset())
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("opened_at", locale.title_opened()))
        .column(Column::new("status", locale.title_status()))
        .column(Column::new("title", locale.title_title()));
    for (number, summary) in &found.tickets {
        let opened =
            Cell::both(locale.moment(found.zone.local(summary.opened_at)), found.zone.rfc3339(summary.opened_at));
        table.row([
            Cell::number(number.to_string(), number.0),
            opened,
            Cell::both(locale.status(summary.status), summary.status.code()),
            summary.title.as_str().into(),
        ]);
    }
    table
}
