//! `infog asset show`.

mod page;
mod story;

use serde_json::{Value, json};

use self::story::Story;
use super::json_of;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::calendar::Zone;
use crate::domain::contact::{Contact, key_of};
use crate::domain::contract::Contract;
use crate::domain::contract::perimeter::{Subject, services_of};
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::site::{Site, resolve};
use crate::domain::version::{Standing, standings};
use crate::store::client::ClientId;
use crate::store::ticket::Summary;
use crate::store::{self, Db};

/// Tickets shown beside it.
const LAST_TICKETS: u32 = 3;

/// Show an asset: what is known and what is not, what hangs on it, its moves, repairs and updates, who covers it
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
    /// The site that it names, where that is a known one.
    site: Option<Site>,
    /// What is part of it.
    children: Vec<Asset>,
    /// What it is part of: `None` where it names nothing, or nothing that is known.
    parent: Option<Asset>,
    /// The person behind `attr.emergency_contact`, if known.
    emergency: Option<Contact>,
    standings: Vec<Standing>,
    story: Story,
    covered: Vec<Covered>,
    tickets: Vec<(TicketNumber, Summary)>,
    now: Instant,
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
        let page = page::page(&ctx.locale, &found);
        ctx.answer(&Answer { json: json_with(&found), page })?;
        Ok(Exit::Done)
    }

    fn found(&self, db: &mut dyn Db, now: Instant) -> Result<Found, Failure> {
        let named = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
        let (client, asset) = find::asset(db, named.as_ref().map(|client| &client.code), &self.tag)?;
        let zone = find::zone_of(&find::client(db, client.as_str())?)?;
        let sites = store::site::list(db, Some(&client))?;
        let covered = covered(db, &client, &asset, &sites, (now, &zone))?;
        let tickets = match store::client::id(db, &client)? {
            Some(id) => last_tickets(db, &client, id, &asset)?,
            None => Vec::new(),
        };
        let site = asset.site.as_deref().and_then(|text| resolve(&sites, text)).cloned();
        let children = store::life::children(db, (&client, &asset.tag))?;
        let parent = store::life::above(db, &client, &asset)?.into_iter().next();
        let emergency = asset.attr("emergency_contact").map(key_of);
        let emergency = match emergency {
            Some(key) => store::contact::list(db, Some(&client))?.into_iter().find(|contact| contact.key() == key),
            None => None,
        };
        let standings = standings(&client, &asset, &store::version_rule::list(db)?);
        let story = Story::read(db, &client, &asset.tag)?;
        Ok(Found { client, zone, asset, site, children, parent, emergency, standings, story, covered, tickets, now })
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
    sites: &[Site],
    (now, reader): (Instant, &Zone),
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
        let subject = Subject::of(asset, &services).among(sites);
        let coverage = contract.terms_in_force_on(today).map(|terms| terms.coverage(&subject));
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
    json.insert("site_code".into(), json!(found.site.as_ref().map(|site| &site.code)));
    json.insert("children".into(), found.children.iter().map(|child| json!(child.tag)).collect());
    json.insert("versions".into(), json!(found.standings));
    found.story.add_to(&mut json, &found.zone);
    let ticket = |(number, summary): &(TicketNumber, Summary)| {
        let opened_at = found.zone.rfc3339(summary.opened_at);
        json!({ "number": number, "opened_at": opened_at, "status": summary.status.code(), "title": summary.title })
    };
    json.insert("last_tickets".into(), found.tickets.iter().map(ticket).collect());
    Value::Object(json)
}
