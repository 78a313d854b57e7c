//! `infog asset campaign show`.

use serde_json::Value;

use super::{json_of, moment, state};
use crate::cli::asset::json_of as asset_json;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::calendar::Zone;
use crate::domain::campaign::{Campaign, in_park};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table};
use crate::store;

/// Show a campaign and its assets: as they were accepted, or as they are while it is under way
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset campaign show initial --client ried
  infog asset campaign show initial --format csv > accepted.csv")]
pub struct Args {
    /// Its name
    #[arg(add = candidates::campaigns())]
    name: String,

    /// Whose, where several clients have that campaign
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let (zone, campaign, mut assets) = ctx.read(|db| {
            let campaign = find::campaign(db, self.client.as_deref(), &self.name)?;
            let zone = find::zone_of(&find::client(db, campaign.client.as_str())?)?;
            let park = match campaign.accepted {
                Some(_) => store::campaign::frozen(db, &campaign)?,
                None => store::campaign::state_at(db, &campaign.client, now)?,
            };
            let assets: Vec<Asset> = park.into_values().flatten().filter(in_park).collect();
            Ok::<_, Failure>((zone, campaign, assets))
        })?;
        assets.sort_by_key(|asset| asset.tag.key());
        let mut json = json_of(&zone, &campaign);
        if let Value::Object(object) = &mut json {
            let assets = assets.iter().map(|asset| Value::Object(asset_json(&campaign.client, asset)));
            object.insert("assets".into(), assets.collect());
        }
        let page = page(&ctx.locale, &zone, &campaign, &assets);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn page(locale: &Locale, zone: &Zone, campaign: &Campaign, assets: &[Asset]) -> Page {
    let mut page = Page::new();
    page.heading(1, locale.campaign_heading(campaign.name.as_str(), campaign.client.as_str()));
    page.facts(facts(locale, zone, campaign));
    let title = match campaign.accepted {
        Some(_) => locale.campaign_assets(),
        None => locale.campaign_assets_now(),
    };
    page.heading(2, title).table(table(locale, assets));
    page
}

fn facts(locale: &Locale, zone: &Zone, campaign: &Campaign) -> Facts {
    let mut facts = Facts::new("campaign");
    facts.add("client", locale.title_client(), campaign.client.as_str());
    facts.add("campaign", locale.title_campaign(), campaign.name.as_str());
    facts.add("state", locale.title_state(), state(locale, campaign));
    facts.add("started_at", locale.title_started(), moment(locale, zone, campaign.started_at));
    facts.maybe("note", locale.title_note(), campaign.note.as_deref());
    if let Some(accepted) = &campaign.accepted {
        facts.add("accepted_at", locale.title_accepted(), moment(locale, zone, accepted.at));
        facts.add("accepted_by", locale.title_accepted_by(), accepted.by.as_str());
        facts.maybe("evidence", locale.title_evidence(), accepted.evidence.as_deref());
        let count = Cell::number(locale.integer(accepted.assets as i64), accepted.assets);
        facts.add("frozen", locale.title_assets(), count);
        facts.add("sha256", "SHA-256", accepted.sha256.as_str());
    }
    facts
}

fn table(locale: &Locale, assets: &[Asset]) -> Table {
    let mut table = Table::new("assets", locale.asset_none())
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("label", locale.title_label()).keep(3))
        .column(Column::new("serial", locale.title_serial()).keep(4))
        .column(Column::new("site", locale.title_site()).keep(1))
        .column(Column::new("managed_by", locale.title_managed_by()).keep(2))
        .column(Column::new("status", locale.title_status()));
    for asset in assets {
        table.row([
            asset.tag.as_str().into(),
            Cell::both(locale.asset_kind(asset.kind), asset.kind.code()),
            Cell::from(asset.text("label")),
            Cell::from(asset.serial()),
            Cell::from(asset.text("site")),
            Cell::both(locale.managed_by(asset.managed_by), asset.managed_by.code()),
            Cell::both(locale.asset_status(asset.status), asset.status.code()),
        ]);
    }
    table
}
