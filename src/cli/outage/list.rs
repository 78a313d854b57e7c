//! `infog outage list`.

use serde_json::Value;

use super::{json_of, kind};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::id::{AssetTag, folded};
use crate::domain::instant::Instant;
use crate::intake::when;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store::outage::Known;
use crate::store::{self, Db};

/// List outages and planned maintenance, the last one first
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog outage list --client ried --month last
  infog outage list --open
  infog outage list --asset RIED-SRV-01 --format csv")]
pub struct Args {
    /// Only of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Only of this asset
    #[arg(long, value_name = "TAG", add = candidates::assets())]
    asset: Option<String>,

    /// Only those that touch this month: 2026-06, last or this
    #[arg(long, value_name = "M")]
    month: Option<String>,

    /// Only those that are not over
    #[arg(long)]
    open: bool,
}

type Row = (Client, Zone, Known);

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let today = ctx.zone().date(ctx.now());
        let month = self.month.as_deref().map(|month| when::month(month, today)).transpose()?;
        let mut rows = ctx.read(|db| self.rows(db))?;
        rows.retain(|(_, zone, known)| {
            let bounds = month.map(|month| zone.month(month));
            bounds.is_none_or(|(from, to)| known.outage.within(from, to).is_some()) && self.wants(known)
        });
        rows.sort_by_key(|(_, _, known)| (std::cmp::Reverse(known.outage.from), known.number));
        let json = rows.iter().map(|(client, zone, known)| json_of(known, &client.code, zone)).collect::<Value>();
        let mut page = Page::new();
        page.table(table(&ctx.locale, &rows, ctx.now()));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn rows(&self, db: &mut dyn Db) -> Result<Vec<Row>, Failure> {
        let clients = match &self.client {
            Some(code) => vec![find::client(db, code)?],
            None => store::client::list(db, true)?,
        };
        let mut rows = Vec::new();
        for client in clients {
            let zone = find::zone_of(&client)?;
            let known = store::outage::of_client(db, &client.code)?;
            rows.extend(known.into_iter().map(|known| (client.clone(), zone.clone(), known)));
        }
        Ok(rows)
    }

    fn wants(&self, known: &Known) -> bool {
        let asset = self.asset.as_deref().map(folded);
        asset.is_none_or(|key| known.outage.assets.iter().any(|tag| tag.key() == key))
            && (!self.open || known.outage.to.is_none())
    }
}

fn table(locale: &Locale, rows: &[Row], now: Instant) -> Table {
    let mut table = Table::new("outages", locale.none())
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("assets", locale.title_assets()))
        .column(Column::new("from", locale.title_from()))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("lasts_s", locale.title_lasts()).right())
        .column(Column::new("kind", locale.title_kind()).keep(3))
        .column(Column::new("ticket", locale.title_ticket()).keep(2))
        .column(Column::new("reason", locale.title_reason()).keep(1));
    for (client, zone, Known { number, outage, .. }) in rows {
        let moment = |at: Instant| Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at));
        let lasts = outage.to.unwrap_or(now).since(outage.from).max(0);
        let open = || Cell::both(locale.outage_not_over(), "").tone(Tone::Bad);
        table.row([
            Cell::number(number.to_string(), number),
            Cell::text(client.code.as_str()),
            Cell::text(outage.assets.iter().map(AssetTag::as_str).collect::<Vec<_>>().join(", ")),
            moment(outage.from),
            outage.to.map_or_else(open, moment),
            Cell::number(locale.duration(lasts), lasts),
            kind(locale, outage),
            outage.ticket.map_or_else(Cell::none, |n| Cell::both(n.to_string(), n.0)),
            Cell::from(outage.reason.as_deref()),
        ]);
    }
    table
}
