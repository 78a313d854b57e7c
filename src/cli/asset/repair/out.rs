//! `infog asset repair out`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::cli::args::At;
use crate::cli::asset::moving::{at_hand, change, in_order, in_use, json_with, said};
use crate::cli::asset::which::{Owned, Which, named};
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::asset::{Asset, AssetStatus};
use crate::domain::date;
use crate::domain::life::{Deed, Told};
use crate::domain::text;
use crate::store::event::Stamp;
use crate::store::{self, Db};

/// Send an asset out for repair, with a machine on loan in its place if there is one
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset repair out RIED-PC-07 --supplier Dell --reference SR-118 --text \"écran noir\"
  infog asset repair out RIED-PC-07 --supplier Dell --loan PRET-01 --expected 2026-07-10

The loan gets the user, the site and the room of the asset, until it is back.")]
pub struct Args {
    #[command(flatten)]
    which: Which,

    /// Who repairs it [default: its supplier]
    #[arg(long, value_name = "NAME")]
    supplier: Option<String>,

    /// The repairer's number for it
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,

    /// Tag of the machine that stands in for it
    #[arg(long, value_name = "TAG", add = candidates::assets())]
    loan: Option<String>,

    /// Client of the machine on loan, if another
    #[arg(long, value_name = "CODE", requires = "loan", add = candidates::clients())]
    loan_client: Option<String>,

    /// When it should be back
    #[arg(long, value_name = "DATE")]
    expected: Option<String>,

    /// What is wrong
    #[arg(long)]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Sends it out.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let expected_on = self.expected.as_deref().map(date::parse).transpose()?;
        let text = said(self.text.as_deref())?;
        let (owned, after, told, loan) = ctx.write(|db| {
            let owned = self.which.find(db)?;
            stamp.at = occasion.in_zone(&owned.zone)?;
            in_use(&owned.asset)?;
            at_hand(&store::life::of_asset(db, (&owned.client.code, &owned.asset.tag))?, &owned.asset.tag)?;
            in_order(db, &owned, stamp.at)?;
            let told = Told { deed: self.deed(&owned, expected_on, &stamp)?, text: text.clone() };
            let after = Asset { status: AssetStatus::InRepair, ..owned.asset.clone() };
            let loan = self.loan.as_deref().map(|tag| self.lend(db, tag, &owned, &stamp)).transpose()?;
            let other = loan.as_ref().map(|loan| (&loan.client.code, &loan.asset.tag));
            change(db, &owned.client.code, &after, "sent-out", (&told, other), &stamp)?;
            Ok((owned, after, told, loan))
        })?;
        let tag = after.tag.as_str();
        let mut json = json_with(&owned.client.code, &owned.asset, &after, Some((&told, stamp.at, &owned.zone)));
        json.insert("loan".into(), json!(loan.as_ref().map(|loan| &loan.asset.tag)));
        let supplier = match &told.deed {
            Deed::SentOut { supplier, .. } => supplier.as_str(),
            _ => "",
        };
        let text = match &loan {
            Some(loan) => ctx.locale.asset_sent_out_with_loan(tag, supplier, loan.asset.tag.as_str()),
            None => ctx.locale.asset_sent_out(tag, supplier),
        };
        ctx.changed(&Value::Object(json), &text, tag)?;
        Ok(Exit::Done)
    }

    fn deed(&self, owned: &Owned, expected_on: Option<NaiveDate>, stamp: &Stamp) -> Result<Deed, Failure> {
        let asset = &owned.asset;
        let supplier = self.supplier.as_deref().or_else(|| asset.text("supplier")).ok_or_else(|| {
            Failure::usage(format!("who repairs `{}`? its supplier is not known", asset.tag))
                .hinted("say it with `--supplier NAME`")
        })?;
        if let Some(day) = expected_on.filter(|day| *day < owned.zone.date(stamp.at)) {
            return Err(Failure::refused(format!("it cannot be expected back on {day}, before it leaves")));
        }
        let reference = self.reference.as_deref().map(|text| text::line("reference", text)).transpose()?;
        Ok(Deed::SentOut { supplier: text::line("supplier", supplier)?, reference, expected_on, from: asset.status })
    }

    /// The machine that stands in gets the user and the place of the asset.
    fn lend(&self, db: &mut dyn Db, tag: &str, owned: &Owned, stamp: &Stamp) -> Result<Owned, Failure> {
        let loan = match &self.loan_client {
            Some(code) => named(db, Some(code), tag)?,
            None => named(db, Some(owned.client.code.as_str()), tag)?,
        };
        let (client, asset) = (&loan.client.code, &loan.asset);
        if (client, &asset.tag) == (&owned.client.code, &owned.asset.tag) {
            return Err(Failure::refused(format!("asset `{tag}` cannot stand in for itself")));
        }
        in_use(asset)?;
        at_hand(&store::life::of_asset(db, (client, &asset.tag))?, &asset.tag)?;
        if matches!(asset.status, AssetStatus::InRepair | AssetStatus::OnLoan | AssetStatus::Ordered) {
            return Err(Failure::refused(format!("asset `{}` cannot be lent: it is {}", asset.tag, asset.status))
                .hinted("`infog asset list --status in-stock` shows what is free"));
        }
        in_order(db, &loan, stamp.at)?;
        let deed = Deed::Lent {
            from: asset.status,
            assigned_to: asset.text("assigned_to").map(str::to_owned),
            site: asset.site.clone(),
            location: asset.text("location").map(str::to_owned),
        };
        let mut after = Asset { status: AssetStatus::OnLoan, site: owned.asset.site.clone(), ..asset.clone() };
        for column in ["assigned_to", "location"] {
            match owned.asset.text(column) {
                Some(value) => drop(after.texts.insert(column.to_owned(), value.to_owned())),
                None => drop(after.texts.remove(column)),
            }
        }
        let (told, other) = (Told { deed, text: None }, (&owned.client.code, &owned.asset.tag));
        change(db, client, &after, "lent", (&told, Some(other)), stamp)?;
        Ok(Owned { asset: after, ..loan })
    }
}
