//! `infog asset list`.

use serde_json::Value;

use super::{json_of, missing_of};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, AssetKind, AssetStatus};
use crate::domain::id::ClientCode;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;
use crate::store::asset::Filter;

/// List assets by client and tag
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset list --client ried --kind server
  infog asset list --missing                 what is still to be found out
  infog asset list --format csv > assets.csv")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Of this kind
    #[arg(long)]
    kind: Option<String>,

    /// In this status
    #[arg(long)]
    status: Option<String>,

    /// Only those that lack what their kind asks for, with what it is
    #[arg(long)]
    missing: bool,

    /// No more than this many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let kind = self.kind.as_deref().map(AssetKind::parse).transpose()?;
        let status = self.status.as_deref().map(AssetStatus::parse).transpose()?;
        let mut assets = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let client = client.as_ref().map(|client| &client.code);
            Ok(store::asset::list(db, &Filter { client, kind, status })?)
        })?;
        if self.missing {
            assets.retain(|(_, asset)| !asset.missing().is_empty());
        }
        let total = assets.len();
        assets.truncate(self.limit.unwrap_or(total));
        if assets.len() < total {
            ctx.out.note(&ctx.locale.shown_of(assets.len(), total));
        }
        let json = assets.iter().map(|(client, asset)| Value::Object(json_of(client, asset))).collect();
        let mut page = Page::new();
        page.table(table(&ctx.locale, &assets, self.missing));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn table(locale: &Locale, assets: &[(ClientCode, Asset)], with_missing: bool) -> Table {
    let mut table = Table::new("assets", locale.asset_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("kind", locale.title_kind()).keep(5))
        .column(Column::new("label", locale.title_label()).keep(4))
        .column(Column::new("status", locale.title_status()).keep(5));
    table = match with_missing {
        true => table.column(Column::new("missing", locale.asset_missing())),
        false => table
            .column(Column::new("serial", locale.title_serial()).keep(1))
            .column(Column::new("site", locale.title_site()).keep(2))
            .column(Column::new("assigned_to", locale.title_assigned_to()).keep(3)),
    };
    for (client, asset) in assets {
        let own = [
            client.as_str().into(),
            asset.tag.as_str().into(),
            Cell::both(locale.asset_kind(asset.kind), asset.kind.code()),
            Cell::from(asset.text("label")),
            Cell::both(locale.asset_status(asset.status), asset.status.code()),
        ];
        let rest = match with_missing {
            true => vec![missing_of(locale, asset)],
            false => vec![asset.serial().into(), asset.site.as_deref().into(), asset.text("assigned_to").into()],
        };
        let dim = matches!(asset.status, AssetStatus::Retired | AssetStatus::Lost);
        let cells = own.into_iter().chain(rest);
        table.row(cells.map(|cell: Cell| if dim { cell.tone(Tone::Dim) } else { cell }));
    }
    table
}
