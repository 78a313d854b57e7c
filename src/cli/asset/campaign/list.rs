//! `infog asset campaign list`.

use serde_json::Value;

use super::{json_of, moment, state};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::campaign::Campaign;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store;

/// List campaigns of inventory
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset campaign list
  infog asset campaign list --client ried --json")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let campaigns = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let known = store::campaign::list(db, client.as_ref().map(|client| &client.code))?;
            let mut campaigns: Vec<(Zone, Campaign)> = Vec::with_capacity(known.len());
            for campaign in known {
                campaigns.push((find::zone_of(&find::client(db, campaign.client.as_str())?)?, campaign));
            }
            Ok::<_, Failure>(campaigns)
        })?;
        let mut page = Page::new();
        page.table(table(&ctx.locale, &campaigns));
        let json = campaigns.iter().map(|(zone, campaign)| json_of(zone, campaign)).collect::<Value>();
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn table(locale: &Locale, campaigns: &[(Zone, Campaign)]) -> Table {
    let mut table = Table::new("campaigns", locale.campaign_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("campaign", locale.title_campaign()))
        .column(Column::new("state", locale.title_state()))
        .column(Column::new("started_at", locale.title_started()).keep(2))
        .column(Column::new("accepted_at", locale.title_accepted()))
        .column(Column::new("accepted_by", locale.title_accepted_by()).keep(3))
        .column(Column::new("frozen", locale.title_assets()).right());
    for (zone, campaign) in campaigns {
        let accepted = campaign.accepted.as_ref();
        table.row([
            campaign.client.as_str().into(),
            campaign.name.as_str().into(),
            state(locale, campaign),
            moment(locale, zone, campaign.started_at),
            Cell::from(accepted.map(|accepted| moment(locale, zone, accepted.at))),
            Cell::from(accepted.map(|accepted| accepted.by.as_str())),
            Cell::from(accepted.map(|a| Cell::number(locale.integer(a.assets as i64), a.assets))),
        ]);
    }
    table
}
