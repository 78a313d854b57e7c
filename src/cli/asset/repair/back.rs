//! `infog asset repair back`.

use serde_json::{Value, json};

use crate::cli::args::At;
use crate::cli::asset::moving::{change, in_order, json_with, said};
use crate::cli::asset::which::{Owned, Which, named};
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::asset::{Asset, AssetStatus};
use crate::domain::id::{AssetTag, ClientCode};
use crate::domain::life::{self, Deed, Told};
use crate::store::event::Stamp;
use crate::store::{self, Db};

/// Take an asset back from repair; the machine on loan goes back where it was
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset repair back RIED-PC-07 --text \"dalle changée sous garantie\"
  infog asset repair back RIED-PC-07 --status to-replace --keep-loan")]
pub struct Args {
    #[command(flatten)]
    which: Which,

    /// Its status since [default: the one before the repair]
    #[arg(long)]
    status: Option<AssetStatus>,

    /// The machine on loan stays where it is
    #[arg(long)]
    keep_loan: bool,

    /// What was done
    #[arg(long)]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Takes it back.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let text = said(self.text.as_deref())?;
        let (owned, after, told, loan) = ctx.write(|db| {
            let owned = self.which.find(db)?;
            let (client, asset) = (&owned.client.code, &owned.asset);
            stamp.at = occasion.in_zone(&owned.zone)?;
            let deeds = store::life::of_asset(db, (client, &asset.tag))?;
            let repair = life::open_repair(&deeds).ok_or_else(|| not_out(asset))?;
            if stamp.at < repair.out.at {
                let (out, at) = (owned.zone.rfc3339(repair.out.at), owned.zone.rfc3339(stamp.at));
                return Err(Failure::refused(format!("asset `{}` left at {out}; {at} is before that", asset.tag))
                    .hinted("give a later `--at`"));
            }
            in_order(db, &owned, stamp.at)?;
            let before = match repair.out.deed() {
                Some(Deed::SentOut { from, .. }) => *from,
                _ => AssetStatus::InService,
            };
            let to = self.status.unwrap_or(before);
            let after = Asset { status: to, ..asset.clone() };
            let told = Told { deed: Deed::CameBack { to }, text: text.clone() };
            let lent = repair.out.other.as_ref().filter(|_| !self.keep_loan);
            let loan = lent.map(|loan| give_back(db, loan, &owned, &stamp)).transpose()?.flatten();
            change(db, client, &after, "came-back", (&told, None), &stamp)?;
            Ok((owned, after, told, loan))
        })?;
        let tag = after.tag.as_str();
        let mut json = json_with(&owned.client.code, &owned.asset, &after, Some((&told, stamp.at, &owned.zone)));
        json.insert("loan".into(), json!(loan));
        let status = ctx.locale.asset_status(after.status);
        let text = match &loan {
            Some(loan) => ctx.locale.asset_came_back_with_loan(tag, status, loan.as_str()),
            None => ctx.locale.asset_came_back(tag, status),
        };
        ctx.changed(&Value::Object(json), &text, tag)?;
        Ok(Exit::Done)
    }
}

fn not_out(asset: &Asset) -> Failure {
    let (tag, status) = (&asset.tag, asset.status);
    Failure::refused(format!("asset `{tag}` was not sent out for repair; it is {status}"))
        .hinted(format!("`infog asset status \"{tag}\" in-service` moves it without a repair"))
}

/// The machine on loan gets back the status, the user and the place that it had, if it still stands in for the asset.
fn give_back(
    db: &mut dyn Db,
    loan: &(ClientCode, AssetTag),
    owned: &Owned,
    stamp: &Stamp,
) -> Result<Option<AssetTag>, Failure> {
    let loan = named(db, Some(loan.0.as_str()), loan.1.as_str())?;
    let (client, asset) = (&loan.client.code, &loan.asset);
    let deeds = store::life::of_asset(db, (client, &asset.tag))?;
    let Some(lent) = life::open_loan(&deeds) else { return Ok(None) };
    let mut after = asset.clone();
    if let Some(Deed::Lent { from, assigned_to, site, location }) = lent.deed() {
        after.status = *from;
        after.site.clone_from(site);
        for (column, value) in [("assigned_to", assigned_to), ("location", location)] {
            match value {
                Some(value) => drop(after.texts.insert(column.to_owned(), value.clone())),
                None => drop(after.texts.remove(column)),
            }
        }
    } else {
        after.status = AssetStatus::InStock;
    }
    let (told, other) = (Told { deed: Deed::Returned, text: None }, (&owned.client.code, &owned.asset.tag));
    change(db, client, &after, "returned", (&told, Some(other)), stamp)?;
    Ok(Some(after.tag))
}
